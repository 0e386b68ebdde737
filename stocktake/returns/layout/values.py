"""Read one value as statistics offices write it: number, share, text number, sign for missing."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from stocktake.model.indicator import SYMBOLS
from stocktake.returns.layout import problems
from stocktake.returns.numbers import TwoReadingsError, number_from_text
from stocktake.returns.problems import said

_TAG = re.compile(r"^(.*\S)\s*[\[(]([a-z])[\])]$", re.IGNORECASE)
_STATUS_OF_TAG = {"p": "provisional", "r": "revised"}
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2009\u202f\u2007"), " ") | {ord("\u2212"): "-"}
_POINT_IS_DECIMAL = re.compile(r"^[+-]?(?:\d+\.(?:\d{1,2}|\d{4,})|\d{1,3}(?:,\d{3})+\.\d+)$")
_COMMA_IS_DECIMAL = re.compile(r"^[+-]?(?:\d+,(?:\d{1,2}|\d{4,})|\d{1,3}(?:\.\d{3})+,\d+)$")
_PLAIN = {
    ".": re.compile(r"^[+-]?(?:\d+|\d{1,3}(?:[, ]\d{3})+)(?:\.\d+)?$"),
    ",": re.compile(r"^[+-]?(?:\d+|\d{1,3}(?:[. ]\d{3})+)(?:,\d+)?$"),
}
_LIKE_A_NUMBER = re.compile(r"^[+-]?[\d.,\s]*\d[\d.,\s]*%?(?:\s*[\[(][a-z][\])])?$", re.IGNORECASE)


@dataclass(frozen=True)
class Writing:
    """How a source writes numbers: its signs for missing, its decimal sign, shares or points."""

    symbols: Mapping[str, str]
    decimal: str | None = None
    is_decimal_told: bool = False
    is_share: bool = False


@dataclass(frozen=True)
class Reading:
    """What a cell says; blank when all are None. `fault` is a code, `said` what was found."""

    number: float | None = None
    symbol: str | None = None
    status: str | None = None
    tag: str | None = None
    fault: str | None = None
    said: str = ""


BLANK = Reading()


def symbol_table(own: Mapping[str, str]) -> dict[str, str]:
    """Give all signs for missing, folded, with the standard sign each is kept as."""
    return {sign: sign for sign in SYMBOLS} | {
        given.strip().casefold(): meant for given, meant in own.items()
    }


def read_value(
    value: object, mark: str, writing: Writing, *, is_count: bool, is_percent: bool
) -> Reading:
    """Read a cell of the table; nothing that cannot be told is guessed."""
    if value is None:
        return Reading(fault=problems.NO_RESULT) if mark == "formula" else BLANK
    if mark == "error":
        return Reading(fault=problems.ERROR_CELL, said=str(value))
    if isinstance(value, str) and not mark:
        return _read_text(value, writing, is_count=is_count, is_percent=is_percent)
    if not isinstance(value, float) or isinstance(value, bool):
        return Reading(fault=problems.NOT_A_NUMBER, said=said(value))
    if mark == "percent" and not is_percent:
        return Reading(fault=problems.NOT_A_NUMBER, said=f"{value * 100:g}%")
    if is_percent and (mark == "percent" or writing.is_share):
        return Reading(number=percent_of(value))
    return Reading(number=value)


def percent_of(share: float) -> float:
    """Move the point two places: 0.771 is 77.1, not 77.10000000000001.

    >>> percent_of(0.771)
    77.1
    """
    return float(Decimal(repr(share)).scaleb(2))


def _read_text(text: str, writing: Writing, *, is_count: bool, is_percent: bool) -> Reading:
    plain = " ".join(text.translate(_SPACES).split())
    symbol = writing.symbols.get(plain.casefold())
    if symbol is not None:
        return Reading(symbol=symbol)
    tag = None
    if found := _TAG.match(plain):
        plain, tag = found[1], found[2].casefold()
    has_sign = plain.endswith("%")
    plain = plain.removesuffix("%").rstrip()
    if has_sign and not is_percent:
        return Reading(fault=problems.NOT_A_NUMBER, said=said(text))
    try:
        number = _number(plain, writing, is_count=is_count)
    except TwoReadingsError:
        return Reading(fault=problems.TWO_READINGS, said=said(text))
    if number is None:
        return Reading(fault=problems.NOT_A_NUMBER, said=said(text))
    if is_percent and writing.is_share and not has_sign:
        number = percent_of(number)
    return Reading(number=number, status=_STATUS_OF_TAG.get(tag or ""), tag=tag)


def _number(text: str, writing: Writing, *, is_count: bool) -> float | None:
    if writing.decimal is None:
        return number_from_text(text, is_count=is_count)
    if not _PLAIN[writing.decimal].match(text):
        # An exponent, or the other country's way: only where it can be read one way.
        return number_from_text(text, is_count=is_count) if "e" in text.casefold() else None
    thousands = "." if writing.decimal == "," else ","
    whole = text.replace(thousands, "").replace(" ", "").replace(writing.decimal, ".")
    if is_count and not writing.is_decimal_told and re.search(r"\.\d{3}$", whole):
        raise TwoReadingsError(text)
    number = float(whole)
    return number if math.isfinite(number) else None


def decimal_sign(values: Iterable[object]) -> str | None:
    """Tell the decimal sign from numbers that leave no doubt; None if none or both are there.

    >>> decimal_sign(["1,234", "77,1 %", "5"]), decimal_sign(["1,234"])
    (',', None)
    """
    found = set()
    for value in values:
        if type(value) is str:
            plain = value.translate(_SPACES).strip().removesuffix("%").rstrip()
            if _POINT_IS_DECIMAL.match(plain):
                found.add(".")
            elif _COMMA_IS_DECIMAL.match(plain):
                found.add(",")
    return found.pop() if len(found) == 1 else None


def is_figure(value: object, mark: str, symbols: Mapping[str, str]) -> bool:
    """Whether a cell looks like a figure or a sign for a missing one."""
    if value is None:
        return mark == "formula"
    if mark in ("date", "yes_no"):
        return False
    if mark == "error" or isinstance(value, float):
        return True
    text = str(value).translate(_SPACES).strip()
    return text.casefold() in symbols or bool(_LIKE_A_NUMBER.match(text))
