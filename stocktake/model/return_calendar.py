"""The days on which returns are due, as a file that any calendar takes in (RFC 5545)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_LONGEST_LINE = 75
_PRODUCT = "-//Stocktake//Return calendar//EN"
_ALARM_DAYS = 7


@dataclass(frozen=True)
class DueReturn:
    """One return that a department is asked for."""

    department_key: str
    department: str
    reporting_round: str
    round_title: str
    opens_on: date
    due_on: date


def calendar_file(returns: Iterable[DueReturn], *, title: str, written_at: datetime) -> bytes:
    """Write the calendar: one whole-day event for each return, with an alarm a week before.

    An event keeps its UID from one file to the next, so that taking the file in again moves a
    day and doubles nothing. `written_at` is in UTC.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(title)}",
    ]
    for one in sorted(returns, key=lambda due: (due.due_on, due.department_key)):
        lines += _event(one, written_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{fold(line)}\r\n" for line in lines).encode("utf-8")


def _event(one: DueReturn, written_at: datetime) -> list[str]:
    summary = f"{one.department}: return due, {one.round_title}"
    description = (
        f"Return of {one.department} for {one.round_title} ({one.reporting_round}).\n"
        f"The round opened on {one.opens_on:%Y-%m-%d}. Send it on the page Returns, Upload."
    )
    return [
        "BEGIN:VEVENT",
        f"UID:{uid(one)}",
        f"DTSTAMP:{written_at:%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{one.due_on:%Y%m%d}",
        # The day after: the end of a whole-day event is not part of it.
        f"DTEND;VALUE=DATE:{one.due_on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(summary)}",
        f"DESCRIPTION:{escaped(description)}",
        "CATEGORIES:Returns",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(summary)}",
        f"TRIGGER:-P{_ALARM_DAYS}D",
        "END:VALARM",
        "END:VEVENT",
    ]


def uid(one: DueReturn) -> str:
    """Name the event by what stays put: whose return it is and for which round.

    >>> uid(DueReturn("health", "Health", "2026-03", "March", date.min, date.min))
    'health.2026-03@returns.stocktake'
    """
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", one.reporting_round)
    return f"{one.department_key}.{plain}@returns.stocktake"


def escaped(text: str) -> str:
    r"""Write a text as the value of a property: nothing in it can begin another line.

    >>> escaped("A, B; C\nD")
    'A\\, B\\; C\\nD'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in text if sign == "\n" or sign >= " ")
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def fold(line: str) -> str:
    """Break a line so that no part has more than 75 octets, and no letter is cut in two.

    >>> fold("X" * 76) == "X" * 75 + chr(13) + chr(10) + " X"
    True
    """
    parts: list[str] = [""]
    room = _LONGEST_LINE
    for sign in line:
        size = len(sign.encode("utf-8"))
        if size > room:
            parts.append("")
            # A part that goes on begins with a space, which counts too.
            room = _LONGEST_LINE - 1
        parts[-1] += sign
        room -= size
    return "\r\n ".join(parts)
