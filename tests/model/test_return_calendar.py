"""The calendar file, read back by a reader written from RFC 5545 alone."""

import re
from collections.abc import Iterator
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stocktake.model.return_calendar import DueReturn, calendar_file, escaped, fold

WRITTEN = datetime(2026, 5, 20, 9, 30)
Component = tuple[str, dict[str, str], list["Component"]]


def due(department: str = "Health", title: str = "March 2026", **more: object) -> DueReturn:
    facts = {
        "department_key": "health",
        "reporting_round": "2026-03",
        "opens_on": date(2026, 5, 1),
        "due_on": date(2026, 5, 15),
    }
    return DueReturn(department=department, round_title=title, **(facts | more))


def unfolded(content: bytes) -> list[str]:
    """Read the lines as the standard says: CRLF ends them, a space at the start goes on."""
    text = content.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    physical = text.split("\r\n")[:-1]
    assert all(len(line.encode("utf-8")) <= 75 for line in physical)
    lines: list[str] = []
    for line in physical:
        if line.startswith(" "):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    return lines


def parsed(content: bytes) -> Component:
    lines = iter(unfolded(content))
    assert next(lines) == "BEGIN:VCALENDAR"
    whole = component("VCALENDAR", lines)
    assert list(lines) == []
    return whole


def component(name: str, lines: Iterator[str]) -> Component:
    properties: dict[str, str] = {}
    inner: list[Component] = []
    for line in lines:
        kind, _, value = line.partition(":")
        assert re.fullmatch(r"[A-Z-]+(;[A-Z-]+=[A-Z-]+)*", kind), line
        if kind == "BEGIN":
            inner.append(component(value, lines))
        elif kind == "END":
            assert value == name
            return name, properties, inner
        else:
            assert kind not in properties, f"{kind} twice"
            properties[kind] = value
    pytest.fail(f"{name} is not closed")


def text_of(value: str) -> str:
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value)


def events(*returns: DueReturn) -> list[Component]:
    name, properties, inner = parsed(calendar_file(returns, title="Unit", written_at=WRITTEN))
    assert name == "VCALENDAR"
    assert properties["VERSION"] == "2.0"
    assert properties["PRODID"]
    return inner


def test_a_return_is_a_whole_day_with_an_alarm_a_week_before():
    ((name, event, inner),) = events(due())
    assert name == "VEVENT"
    assert event["DTSTART;VALUE=DATE"] == "20260515"
    assert event["DTEND;VALUE=DATE"] == "20260516"
    assert event["DTSTAMP"] == "20260520T093000Z"
    assert text_of(event["SUMMARY"]) == "Health: return due, March 2026"
    ((alarm, properties, _),) = inner
    assert alarm == "VALARM"
    assert properties["TRIGGER"] == "-P7D"
    assert properties["ACTION"] == "DISPLAY"


def test_an_event_keeps_its_name_when_its_day_moves_and_shares_it_with_no_other():
    first = events(due())[0][1]["UID"]
    moved = events(due(due_on=date(2026, 5, 29), title="March, at last"))[0][1]["UID"]
    assert moved == first
    others = events(due(), due(department_key="transport"), due(reporting_round="2026-04"))
    assert len({event["UID"] for _, event, _ in others}) == 3


def test_a_long_title_is_folded_between_letters_and_comes_back_whole():
    title = "Zahlen für Ärzte, Pflege; Anfang\\Ende " * 9
    ((_, event, _),) = events(due(title=title))
    assert text_of(event["SUMMARY"]) == f"Health: return due, {title}"


def test_a_title_cannot_end_its_event():
    hostile = "March\r\nEND:VEVENT\r\nBEGIN:VEVENT\nSUMMARY:other"
    ((_, event, _),) = events(due(title=hostile))
    assert text_of(event["SUMMARY"]).count("\n") == 3


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_text_comes_back_as_it_was(text: str):
    assert text_of(escaped(text)) == text
    assert fold(text).replace("\r\n ", "") == text
    assert all(len(part.encode()) <= 75 for part in fold(text).split("\r\n"))


def test_no_returns_make_an_empty_calendar():
    assert events() == []
