"""A whole stocktake for tests: every kind of screen, long names, and forty priorities of them."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache

import pandas as pd

from stocktake.deck.agenda import build_agenda_screens, last_pictures
from stocktake.deck.document import DeckMeta
from stocktake.deck.frames import DeckFrames, Screen
from stocktake.model.facts import PriorityFacts
from stocktake.model.meeting import Agenda, AgendaItem, AgendaKind
from tests.deck.decks import deck_frames

TODAY = date(2026, 5, 20)
FORTY = 40
# The longest of each sort among the real names of the demonstration.
LONGEST = {
    "short_title": "Welsh councils at the legal recycling step",
    "department": "Environment, Food and Rural Affairs",
    "owner": "Director of Schools Delivery, Education (demo)",
    "unit_name": "The Robert Jones and Agnes Hunt Orthopaedic Hospital NHS Foundation Trust",
    "step": "Rest-day working agreed with crews at the four operators with most cancellations",
    "question": "Half of the year-long waits are with nineteen trusts, most of them far from the "
    "path they agreed to in the spring: what is agreed with each of them, and who will see that "
    "it happens?",
    "reason": "18.5% down, 0.3 of a point short of the line: the lead is gone, and a point and a "
    "half is to be found in three months.",
}
PEOPLE = ("Amina Yusuf (demo)", "Anna Berg (demo)", "Áine Ó Súilleabháin (demo)", "Bo <b>Li</b>")


def items_of(keys: Sequence[str], *, issues: int = 1) -> tuple[AgendaItem, ...]:
    """Make an agenda of every kind of item over some priorities."""
    opening = (
        AgendaItem(AgendaKind.ACTIONS, "Actions from last time", 5),
        AgendaItem(AgendaKind.WALL, "The wall", 4),
        AgendaItem(
            AgendaKind.CELEBRATION, "Two-year waits have gone", 2, keys[0],
            text="Nobody waits two years for planned care.\nThank the teams that lent theatres.",
        ),
    )  # fmt: skip
    priorities = [AgendaItem(AgendaKind.PRIORITY, key, 6, key) for key in keys]
    put = [
        AgendaItem(
            AgendaKind.ISSUE, f"Where the next beds go {number}", 10, keys[number],
            text="Ten trusts make up half of the gap. The money covers half of what they asked.",
            options=("Ten trusts first", "Every trust its share", "Ten trusts and their councils"),
            ask="Choose one, and name who tells the trusts.",
        )
        for number in range(issues)
    ]  # fmt: skip
    closing = AgendaItem(AgendaKind.DECISIONS, "Decisions read back", 5)
    return (*opening, *put, *priorities, *_fullest(keys[0]), closing)


def _fullest(key: str) -> tuple[AgendaItem, ...]:
    """Make a celebration and an issue with more words than a screen holds."""
    much = "Ten trusts make up half of the gap and the money covers half of what they asked. " * 9
    return (
        AgendaItem(AgendaKind.CELEBRATION, much, 2, key, text=much.replace(". ", ".\n")),
        AgendaItem(AgendaKind.ISSUE, much, 10, text=much, options=(much,) * 7, ask=much),
    )


@cache
def long_frames() -> DeckFrames:
    """Give the frames of five priorities under the longest names."""
    long = "Elective and urgent care recovery in every region "
    frames = deck_frames(
        short_title=long * 3, owner=long * 2, department=long, headline_label=long * 4
    )
    rest = frames.wall["priority_key"] != "ae_four_hour"
    for name in ("short_title", "department", "owner"):
        frames.wall.loc[rest, name] = LONGEST[name]
    frames.spread["unit_name"] = LONGEST["unit_name"]
    frames.policy_steps["title"] = LONGEST["step"]
    frames.rating_sheet["reason"] = LONGEST["reason"]
    frames.actions["text"] = long * 3
    frames.inquiries["text"] = LONGEST["question"]
    full = [frames.actions, frames.actions.assign(state="open", slip_count=3).head(6)]
    sheet = frames.rating_sheet
    more = sheet[(sheet["category"] == "planning") & (sheet["rater_type"] == "unit")]
    rated = [sheet, more.assign(category="performance"), more.assign(category="leading")]
    frames = replace(
        frames,
        actions=pd.concat(full, ignore_index=True),
        rating_sheet=pd.concat(rated, ignore_index=True),
    )
    return replace(frames, suggestions=suggestions_frame(), rating_flags=flags_frame())


def suggestions_frame() -> pd.DataFrame:
    """Make a row of `core.suggested_rating` for the first priority."""
    row = {
        "priority_key": "ae_four_hour", "planning": "amber_green", "capacity": "amber_red",
        "challenge": "very_high", "stage": 2, "position": "well_behind", "on_run": 0,
        "late_step_count": 0, "due_step_count": 0, "performance_reason": None,
        "data_quality": None, "plan_sufficiency": None,
    }  # fmt: skip
    return pd.DataFrame([row])


def flags_frame() -> pd.DataFrame:
    """Make rows of `page.rating_flags`: three contradictions of one priority."""
    jump = {"flag": "jump_of_two", "rating": "amber_red", "rating_before": "green"}
    above = {"flag": "self_rating_two_above", "rating": "red", "department_rating": "amber_green"}
    alike = {"flag": "straight_lining", "sheet_rating": "red", "answer_count": 6.0,
             "sheet_round": "2026-03"}  # fmt: skip
    return pd.DataFrame([{"priority_key": "ae_four_hour", **row} for row in (jump, above, alike)])


def meta_of(items: Sequence[AgendaItem], **changes: object) -> DeckMeta:
    """Give the meta data of a deck over an agenda."""
    told = tuple((place, item.title, item.minutes) for place, item in enumerate(items, start=1))
    plain = DeckMeta(
        "Spring stocktake, May 2026", "20 May 2026", True, "2026_05_20_a7f3c1", told,
        "11111111-1111-4111-8111-111111111111", TODAY,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


@cache
def long_deck() -> tuple[Screen, ...]:
    """Build the screens of the whole stocktake, once for all tests of a process."""
    frames = long_frames()
    items = items_of(list(frames.wall["priority_key"]))
    return tuple(build_agenda_screens(Agenda("Spring", items), frames, today=TODAY))


def long_meta(**changes: object) -> DeckMeta:
    """Give the meta data of the long deck."""
    return meta_of(items_of(list(long_frames().wall["priority_key"])), **changes)


def earlier_pictures() -> dict[str, str]:
    """Give the picture that one priority had at the stocktake before."""
    first = [screen for screen in long_deck() if screen.priority_key == "ae_four_hour"]
    return last_pictures(first, title="Winter stocktake", shown_on=date(2026, 2, 17))


@cache
def forty_deck() -> tuple[list[Screen], tuple[AgendaItem, ...]]:
    """Build the screens of forty priorities: five drawn, and each shown eight times."""
    frames = long_frames()
    keys = list(frames.wall["priority_key"])
    every = [f"{key}_{turn}" for turn in range(FORTY // len(keys)) for key in keys]
    names = [one.name for one in fields(frames)]
    more = {name: _times(getattr(frames, name), FORTY // len(keys)) for name in names}
    drawn = {key: {one.kind: one for one in _own(key)} for key in keys}

    def draw(facts: PriorityFacts, _: DeckFrames) -> list[Screen]:
        base = facts.priority_key.rsplit("_", 1)[0]
        # Every priority of forty has all four screens, even where the case has fewer.
        screens = {**drawn["ae_four_hour"], **drawn[base]}.values()
        return [
            replace(one, key=f"{facts.priority_key}-{one.kind}", priority_key=facts.priority_key)
            for one in screens
        ]

    items = items_of(every, issues=FORTY)
    screens = build_agenda_screens(
        Agenda("Forty", items), DeckFrames(**more), today=TODAY, draw=draw
    )
    return screens, items


def _own(key: str) -> list[Screen]:
    others = ("celebration", "issue")
    return [one for one in long_deck() if one.priority_key == key and one.kind not in others]


def _times(frame: pd.DataFrame, times: int) -> pd.DataFrame:
    if "priority_key" not in frame:
        return frame
    parts = [frame.assign(priority_key=frame["priority_key"] + f"_{turn}") for turn in range(times)]
    return pd.concat(parts, ignore_index=True)
