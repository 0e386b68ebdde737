"""What the units of a priority are called in a sentence: trusts, hospitals, councils, operators.

A peer group names its kind itself ("Hospitals with a major department"); otherwise the register's
type of unit does, in the word people say for it.
"""

from dataclasses import dataclass

# Types whose everyday word is another than the type's own last one.
_SPOKEN = {"nhs_provider": "trust", "local_authority": "council", "train_operator": "operator"}
_MOST_WORDS = 5
_NOT_PLURAL = ("ss", "us", "is")


@dataclass(frozen=True)
class UnitNoun:
    """A kind of unit in the singular and in the plural."""

    one: str
    many: str

    def of(self, count: int) -> str:
        """Return the form that goes with a number.

        >>> UnitNoun("trust", "trusts").of(1), UnitNoun("trust", "trusts").of(0)
        ('trust', 'trusts')
        """
        return self.one if count == 1 else self.many


def unit_noun(unit_type: str | None, peer_group: str | None = None) -> UnitNoun:
    """Return what units are called: by their peer group where it says so, else by their type.

    Of a long group's name only the last word is taken, and never what its units are "with".

    >>> unit_noun("nhs_provider"), unit_noun("police_force").many, unit_noun(None).many
    (UnitNoun(one='trust', many='trusts'), 'police forces', 'units')
    >>> unit_noun("nhs_provider", "Hospitals with a major department").one
    'hospital'
    >>> unit_noun("local_authority", "Unitary authorities")
    UnitNoun(one='unitary authority', many='unitary authorities')
    >>> unit_noun("nhs_provider", "No attendances in the last year").many
    'trusts'
    """
    words = _kind_in(peer_group or "")
    if words:
        before = words[:-1] if len(words) <= _MOST_WORDS else []
        return UnitNoun(" ".join([*before, _singular(words[-1])]), " ".join([*before, words[-1]]))
    one = _SPOKEN.get(unit_type or "", (unit_type or "unit").replace("_", " "))
    return UnitNoun(one, _plural(one))


def every_unit(unit_type: str | None, peer_group: str | None = None) -> str:
    """Return "Every …" for the title of a chart that shows all units of a kind.

    >>> every_unit("nhs_provider"), every_unit("borough", "Inner London boroughs")
    ('Every trust', 'Every inner London borough')
    >>> every_unit("nhs_provider", "Hospitals with a major department")
    'Every hospital with a major department'
    """
    every = f"Every {unit_noun(unit_type, peer_group).one}"
    if not peer_group:
        return every
    if not _kind_in(peer_group):
        return f"{every}: {peer_group}"
    _, with_, what = peer_group.partition(" with ")
    return f"{every}{with_}{what}"


def _kind_in(peer_group: str) -> list[str]:
    """Return the words of a group's name that end on a plural, before what it is "with"."""
    words = peer_group.partition(" with ")[0].split()
    if not words or not words[-1].endswith("s") or words[-1].endswith(_NOT_PLURAL):
        return []
    first = words[0] if words[0].isupper() else words[0][0].lower() + words[0][1:]
    return [first, *words[1:]]


def _singular(plural: str) -> str:
    return f"{plural[:-3]}y" if plural.endswith("ies") else plural[:-1]


def _plural(one: str) -> str:
    if one.endswith("y") and one[-2:-1] not in "aeiou":
        return f"{one[:-1]}ies"
    return f"{one}s"
