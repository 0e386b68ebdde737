"""Names of units as a reader expects them, and short enough to stand in a chart."""

from collections.abc import Sequence

_SMALL_WORDS = {"And", "Of", "The", "For", "In", "On", "At", "Upon"}
_INITIALS = {"Nhs", "Gp", "Uk", "Utc", "Cic", "Llp", "Wic", "Miu"}
# What nearly every name of a kind ends on tells nobody apart.
_ENDINGS = (" NHS Foundation Trust", " NHS Trust", " Council")
_LONGEST = 42


def spoken_name(name: str) -> str:
    """Write a name that came in capitals as a reader expects it.

    >>> spoken_name("ROYAL UNITED HOSPITALS BATH NHS FOUNDATION TRUST")
    'Royal United Hospitals Bath NHS Foundation Trust'
    >>> spoken_name("c2c")
    'c2c'
    """
    if not name.isupper() or " " not in name:
        return name
    words = name.title().replace("'S", "'s").split(" ")
    said = [
        word.upper() if word.strip("().,") in _INITIALS else word.lower()
        if index and word in _SMALL_WORDS else word
        for index, word in enumerate(words)
    ]  # fmt: skip
    return " ".join(said)


def chart_names(names: Sequence[str]) -> list[str]:
    """Return names for the labels of a chart: without common endings, cut at a word.

    Two units that would become one keep their whole names.

    >>> chart_names(["Mid and South Essex NHS Foundation Trust", "Whittington Health NHS Trust"])
    ['Mid and South Essex', 'Whittington Health']
    """
    short = [_short(name) for name in names]
    return [
        name if short.count(brief) > 1 else brief for name, brief in zip(names, short, strict=True)
    ]


def _short(name: str) -> str:
    bare = next((name.removesuffix(end) for end in _ENDINGS if name.endswith(end)), name)
    if len(bare) <= _LONGEST:
        return bare
    kept = bare[: _LONGEST - 1]
    space = kept.rfind(" ")
    return (kept[:space] if space > _LONGEST * 0.6 else kept).rstrip(" ,;:.(") + "…"
