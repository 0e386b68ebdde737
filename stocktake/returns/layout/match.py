"""Find units and indicators by key, code or name; suggest what is near, and never choose it.

Two names are the same when they differ in case, accents, punctuation or "and" for "&". Anything
less is a near match: it is offered with a score, and only a person's answer, remembered, makes it
a match.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz, process

from stocktake.returns.context import ReturnContext
from stocktake.returns.layout.layout import label_text, strip_notes

UNIT, INDICATOR = "unit", "indicator"
_SHOWN = 5
_LEAST = 55.0
# What kind of body it is says little about which one it is.
_KINDS_OF_BODY = re.compile(
    r"\b(?:nhs foundation trust|nhs trust|foundation trust|nhs|ft|trust|hospitals?|university|"
    r"teaching|metropolitan|county|city|borough|district|council|unitary authority|ua|royal|"
    r"london borough|lb|of|the|and|railways?|trains?|percentage|number|per ?cent|rate)\b"
)
_WEIGHT_OF_STEM = 0.8


@dataclass(frozen=True)
class Suggestion:
    """A near match, with how near it is (0 to 100)."""

    key: str
    name: str
    score: float


@dataclass(frozen=True)
class Match:
    """What a name was found to be: `key` and `how`, or suggestions where it is open.

    `how` is key, code, name, confirmed, left_out (a person said it is not ours), conflict (code
    and name mean two units; `key` is then None) or empty.
    """

    key: str | None = None
    how: str = ""
    suggestions: tuple[Suggestion, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a person has to answer."""
        return self.key is None and self.how != "left_out"


@dataclass(frozen=True)
class Unmatched:
    """An open question: what was given, where, and what it may be."""

    kind: str
    given: str
    code: str | None
    sheet: str
    cells: tuple[str, ...]
    how: str
    suggestions: tuple[Suggestion, ...]


@lru_cache(maxsize=20_000)
def plain_name(name: str) -> str:
    """Fold a name to its words.

    >>> plain_name("St. Helen's & Knowsley — NHS TRUST [note 1]")
    'st helens and knowsley nhs trust'
    """
    text = unicodedata.normalize("NFKD", strip_notes(name).casefold().replace("&", " and "))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = re.sub("['\u2019`\u00b4]", "", text).replace("%", " percent ")
    return " ".join(re.sub(r"[^\w]+|_", " ", text).split())


@lru_cache(maxsize=20_000)
def stem(plain: str) -> str:
    """Take the kind of body out of a plain name; the whole name where nothing else is left.

    >>> stem("airedale nhs foundation trust")
    'airedale'
    """
    return " ".join(_KINDS_OF_BODY.sub(" ", plain).split()) or plain


@dataclass
class _Names:
    """All that one kind of thing may be called."""

    exact: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    codes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: list[tuple[str, str, str]] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)


class Matcher:
    """Matches what one source writes against the register.

    `confirmed` holds what people have answered: (kind, name as given) to a key, or to None where
    the name was said to be none of ours.
    """

    def __init__(
        self,
        context: ReturnContext,
        confirmed: Mapping[tuple[str, str], str | None] | None = None,
    ) -> None:
        self.indicators = {
            str(row["indicator_key"]): {str(name): value for name, value in row.items()}
            for row in context.indicators.to_dict("records")
        }
        units = context.units
        self.unit_types = dict(zip(units["unit_key"], units["unit_type"], strict=True))
        self._units, self._indicators = _Names(), _Names()
        for key, code, name in zip(units["unit_key"], units["code"], units["name"], strict=True):
            _put(self._units, str(key), name, code if isinstance(code, str) else None)
        for key, row in self.indicators.items():
            _put(self._indicators, key, str(row["title"]), None)
            _put(self._indicators, key, str(row["short_title"]), None)
            self._indicators.titles[key] = str(row["title"])
        self._confirmed = {
            (kind, plain_name(given)): key for (kind, given), key in (confirmed or {}).items()
        }
        self._found: dict[tuple[Any, ...], Match] = {}

    def indicator(self, given: object) -> Match:
        """Match the name of an indicator."""
        text = label_text(given)
        found = self._found.get((INDICATOR, text))
        if found is None:
            found = self._confirmed_match(INDICATOR, text) or _match(self._indicators, text, None)
            self._found[INDICATOR, text] = found
        return found

    def unit(self, name: object, code: object, unit_type: str | None) -> Match:
        """Match a unit by its code, its name, or both; `unit_type` is the indicator's."""
        key = (UNIT, name, code, unit_type)
        if key not in self._found:
            self._found[key] = self._match_unit(
                None if name is None else label_text(name),
                None if code is None else label_text(code).strip(),
                unit_type,
            )
        return self._found[key]

    def _confirmed_match(self, kind: str, given: str) -> Match | None:
        answer = (kind, plain_name(given))
        if answer not in self._confirmed:
            return None
        key = self._confirmed[answer]
        return Match(key, "confirmed" if key is not None else "left_out")

    def _match_unit(self, name: str | None, code: str | None, unit_type: str | None) -> Match:
        for given in (name, code):
            if given is not None and (found := self._confirmed_match(UNIT, given)):
                return found
        wanted = self._of_type(unit_type)
        by_code = _only(self._units.codes.get((code or "").casefold(), set()), wanted)
        if by_code is None and code is not None:
            by_code = _only(self._units.exact.get(plain_name(code), set()), wanted)
        if name is None:
            return Match(by_code, "code") if by_code else self._near_unit(code or "", wanted)
        by_name = _match(self._units, name, wanted)
        if by_code is None:
            return by_name
        if by_name.key in (None, by_code) and not self._is_another(name, by_code):
            return Match(by_code, "code")
        return Match(None, "conflict", self._both(by_code, by_name))

    def _is_another(self, name: str, key: str) -> bool:
        # Beside a code the name may be an older or a longer one; it must not be somebody else's.
        names = self._units.exact.get(plain_name(name), set())
        return bool(names) and key not in names

    def _both(self, by_code: str, by_name: Match) -> tuple[Suggestion, ...]:
        keys = [by_code, *([by_name.key] if by_name.key else [])]
        return tuple(Suggestion(key, self._units.titles[key], 100.0) for key in keys)

    def _near_unit(self, given: str, wanted: set[str] | None) -> Match:
        return Match(None, "", _suggest(self._units, plain_name(given), wanted))

    def _of_type(self, unit_type: str | None) -> set[str] | None:
        if unit_type is None:
            return None
        return {key for key, found in self.unit_types.items() if found == unit_type}

    def title(self, kind: str, key: str) -> str:
        """Give what the register calls a unit or indicator."""
        return (self._units if kind == UNIT else self._indicators).titles.get(key, key)

    def unit_named_in(self, text: str) -> str | None:
        """Give the name of the one unit that a title names, a country before all others."""
        words = f" {plain_name(text)} "
        keys = {key for name, keys in self._units.exact.items() if f" {name} " in words
                for key in keys}  # fmt: skip
        countries = {key for key in keys if self.unit_types[key] == "country"}
        chosen = countries or keys
        return self._units.titles[next(iter(chosen))] if len(chosen) == 1 else None

    def suggest_indicator(self, text: str) -> tuple[Suggestion, ...]:
        """Give the indicators nearest to a title, best first."""
        return _suggest(self._indicators, plain_name(text), None)


def _put(names: _Names, key: str, name: str, code: str | None) -> None:
    plain = plain_name(name)
    names.exact[plain].add(key)
    names.exact[plain_name(key)].add(key)
    names.codes[key.casefold()].add(key)
    if code:
        names.codes[code.strip().casefold()].add(key)
    names.names.append((key, plain, stem(plain)))
    names.titles.setdefault(key, name)


def _only(keys: set[str], wanted: set[str] | None) -> str | None:
    """Give the one key meant: of the wanted type first, else the only one of any type."""
    if wanted is not None and (chosen := keys & wanted):
        return next(iter(chosen)) if len(chosen) == 1 else None
    return next(iter(keys)) if len(keys) == 1 else None


def _match(names: _Names, given: str, wanted: set[str] | None) -> Match:
    if key := _only(names.codes.get(given.strip().casefold(), set()), wanted):
        return Match(key, "key" if key.casefold() == given.strip().casefold() else "code")
    plain = plain_name(given)
    if key := _only(names.exact.get(plain, set()), wanted):
        return Match(key, "name")
    return Match(None, "", _suggest(names, plain, wanted))


def _suggest(names: _Names, plain: str, wanted: set[str] | None) -> tuple[Suggestion, ...]:
    """Score all names: mostly by what is left when the kind of body is taken out."""
    if not plain:
        return ()
    entries = [entry for entry in names.names if wanted is None or entry[0] in wanted]
    entries = entries or names.names
    found: dict[str, float] = {}
    stems = process.cdist([stem(plain)], [entry[2] for entry in entries], scorer=_nearness)[0]
    wholes = process.cdist([plain], [entry[1] for entry in entries], scorer=_nearness)[0]
    for (key, _, _), by_stem, by_whole in zip(entries, stems, wholes, strict=True):
        score = _WEIGHT_OF_STEM * float(by_stem) + (1 - _WEIGHT_OF_STEM) * float(by_whole)
        found[key] = max(found.get(key, 0.0), round(score, 1))
    best = sorted(found, key=lambda key: (-found[key], key))[:_SHOWN]
    return tuple(
        Suggestion(key, names.titles[key], found[key]) for key in best if found[key] >= _LEAST
    )


_nearness = fuzz.token_sort_ratio
