"""Turn one cell of the register into a proper value, or say in words why it cannot be."""

import re
from datetime import date, datetime, time

from stocktake.returns.register_schema import Column

SLUG = re.compile(r"^[a-z][a-z0-9_]*$")
EXCEL_ERRORS = frozenset(
    {"#REF!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#DIV/0!", "#SPILL!", "#CALC!"}
    | {"#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#BUSY!"}
)


class CellFaultError(ValueError):
    """A cell does not hold what its column promises; the text is the remedy."""


def register_value(found: object, column: Column) -> object:
    """Give the value of a cell as its column's type; raise `CellFaultError` with the remedy."""
    if isinstance(found, str):
        found = found.strip()
    if found is None or found == "":
        if column.is_needed:
            raise CellFaultError("is empty. Fill it in")
        return None
    if isinstance(found, str) and found in EXCEL_ERRORS:
        raise CellFaultError(f"holds the Excel error {found}. Repair the formula or type the value")
    value = _READERS[column.sort](found)
    if column.words and str(value) not in column.words:
        raise CellFaultError(f"holds {_said(found)}. Use one of: {', '.join(column.words)}")
    return value


def _said(found: object) -> str:
    if isinstance(found, datetime) and found.time() == time():
        return f'"{found.date()}"'
    text = str(found)
    return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'


def _key(found: object) -> str:
    text = _text(found)
    if not SLUG.match(text):
        raise CellFaultError(
            f"holds {_said(found)}. Use small letters, digits and _, beginning with a letter"
        )
    return text


def _text(found: object) -> str:
    if isinstance(found, bool):
        return str(found).upper()
    if isinstance(found, float) and found.is_integer():
        return str(int(found))
    if isinstance(found, datetime) and found.time() == time():
        return found.date().isoformat()
    return str(found)


def _date(found: object) -> date:
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date):
        return found
    raise CellFaultError(f"holds {_said(found)}. Enter a date, formatted as a date in Excel")


def _moment(found: object) -> datetime:
    if isinstance(found, datetime):
        return found.replace(tzinfo=None)
    day = _date(found)
    return datetime(day.year, day.month, day.day)


def _number(found: object) -> float:
    if isinstance(found, int | float) and not isinstance(found, bool):
        value = float(found)
        if value - value == 0:  # neither infinite nor "not a number"
            return value
    raise CellFaultError(f"holds {_said(found)}. Enter a number")


def _whole(found: object) -> int:
    value = _number(found)
    if not value.is_integer():
        raise CellFaultError(f"holds {_said(found)}. Enter a whole number")
    return int(value)


def _yes_no(found: object) -> bool:
    if isinstance(found, bool):
        return found
    if isinstance(found, int | float) and found in (0, 1):  # LibreOffice may save TRUE as 1
        return bool(found)
    if isinstance(found, str) and found.upper() in ("TRUE", "FALSE"):
        return found.upper() == "TRUE"
    raise CellFaultError(f"holds {_said(found)}. Enter TRUE or FALSE")


_READERS = {
    "key": _key,
    "text": _text,
    "date": _date,
    "moment": _moment,
    "number": _number,
    "whole": _whole,
    "yes_no": _yes_no,
}
