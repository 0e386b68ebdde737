"""The front page: the rules of every block, its limits, and what it says of nothing."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from stocktake.model.facts import PriorityFacts
from stocktake.model.front_draft import draft_front_page
from stocktake.model.front_page import (
    MAX_HEADLINE_WORDS,
    MAX_LINES,
    FrontInput,
    FrontPage,
    Wording,
    front_content,
    read_front_page,
    reworded,
)
from stocktake.model.inquiry import Line

TODAY = date(2026, 5, 20)
WINTER = date(2026, 2, 17)


def facts(key: str, **changes: object) -> PriorityFacts:
    plain = PriorityFacts(
        key, f"Title of {key}", f"Title of {key}", "percent", 1, "month", rounding_unit=0.1,
        department_key="health", department="Health", value=70.0, period_end=date(2026, 3, 31),
        compared_on=date(2026, 3, 31), compared_value=70.0, plan=72.0, gap=-2.0, target_value=75.0,
        position="behind", freshness="fresh",
    )  # fmt: skip
    return replace(plain, **changes)


def on_plan(key: str, **changes: object) -> PriorityFacts:
    return facts(key, **{"position": "on", "plan": 70.0, "gap": 0.0} | changes)


def moved(key: str, then: str | None, now: str, department: str = "health") -> dict[str, Any]:
    return {
        "priority_key": key, "department_key": department, "since_on": WINTER, "rating": now,
        "rating_then": then,
    }  # fmt: skip


def since(**changes: object) -> dict[str, Any]:
    return {
        "department_key": "health", "since_title": "Winter stocktake", "since_on": WINTER,
        "return_count": 0, "new_count": 0, "changed_count": 0,
    } | changes  # fmt: skip


def due(kind: str, on: date, **changes: object) -> dict[str, Any]:
    return {
        "kind": kind, "item_key": f"{kind} {on}", "priority_key": "a", "department_key": "health",
        "title": "Something", "due_on": on, "is_overdue": on < TODAY,
    } | changes  # fmt: skip


def coming(kind: str, on: date, title: str, departments: str = "", **more: Any) -> dict[str, Any]:
    return {
        "kind": kind, "item_key": title, "title": title, "due_on": on,
        "department_keys": departments, "minutes": 45, "edition_key": None,
    } | more  # fmt: skip


def drafted(*priorities: PriorityFacts, **given: Any) -> FrontPage:
    return draft_front_page(FrontInput(TODAY, priorities, **given))


def texts(page: FrontPage, key: str) -> list[str]:
    return [line.text for line in page.block(key).lines]


# ---- the sentence -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("priorities", "sentence"),
    [
        ([on_plan("a"), facts("b")], "1 of 2 priorities is on plan."),
        ([on_plan("a"), on_plan("b")], "2 of 2 priorities are on plan."),
        ([facts("a")], "None of 1 priority is on plan."),
        # Without a target there is nothing to be on plan of.
        (
            [on_plan("a"), facts("b", target_value=None, position=None, plan=None, gap=None)],
            "1 of 1 priority with a target is on plan.",
        ),
        # Figures that are overdue cannot say that it is on plan now.
        ([on_plan("a", freshness="stale")], "None of 1 priority is on plan."),
        # A closed case is nobody's plan.
        ([on_plan("a"), facts("b", closed_on=WINTER)], "1 of 1 priority is on plan."),
        ([facts("a", target_value=None)], "None of 1 priority has a target."),
    ],
)
def test_the_headline_counts_what_is_on_plan(priorities: list[PriorityFacts], sentence: str):
    found = drafted(*priorities).headline.text
    assert found == f"{sentence} No earlier stocktake to compare with."


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([moved("a", "red", "amber_red")], "Since February one rating rose and none fell."),
        ([moved("a", "green", "red")], "Since February one rating fell and none rose."),
        (
            [moved("a", "red", "green"), moved("b", "green", "red"), moved("c", "red", "green")],
            "Since February two ratings rose and one fell.",
        ),
        ([moved("a", "red", "red")], "Since February no rating moved."),
        # A first rating is no move.
        ([moved("a", None, "red")], "Since February no rating moved."),
    ],
)
def test_the_headline_counts_how_ratings_moved(rows: list[dict[str, Any]], sentence: str):
    page = drafted(facts("a"), facts("b"), facts("c"), ratings=rows, returns=[since()])
    assert page.headline.text.endswith(sentence)
    assert len(page.headline.text.split()) <= MAX_HEADLINE_WORDS


def test_a_stocktake_long_ago_is_named_with_its_year():
    page = drafted(facts("a"), returns=[since(since_on=date(2025, 3, 1))])
    assert "Since March 2025 no rating moved." in page.headline.text


def test_departments_with_other_last_stocktakes_have_no_month_in_common():
    rows = [since(), since(department_key="rail", since_on=date(2025, 11, 1))]
    page = drafted(facts("a"), returns=rows)
    assert "Since the last stocktake no rating moved." in page.headline.text
    assert page.block("since").title == "Since the last stocktake"


def test_without_any_open_priority_the_headline_says_only_that():
    assert drafted(facts("a", closed_on=WINTER)).headline.text == "No priority is open."


# ---- since the last stocktake -----------------------------------------------------------------


def test_falls_come_before_rises_and_each_is_a_sentence_that_leads_to_its_priority():
    rows = [moved("a", "red", "amber_red"), moved("b", "green", "amber_green")]
    page = drafted(facts("a"), facts("b"), ratings=rows, returns=[since()])
    lines = page.block("since").lines
    assert [line.text for line in lines[:2]] == [
        "Title of b fell from Green to Amber-green",
        "Title of a rose from Red to Amber-red",
    ]
    assert [(line.page, line.priority_key, line.mark) for line in lines[:2]] == [
        ("priority", "b", "down"),
        ("priority", "a", "up"),
    ]
    assert page.block("since").title == "Since Winter stocktake, 17 February 2026"


def test_what_did_not_happen_is_said():
    rows = [moved("a", "red", "amber_red"), moved("b", "red", "red")]
    page = drafted(facts("a"), facts("b"), ratings=rows, returns=[since()])
    assert texts(page, "since")[1:] == [
        "No rating fell; Title of b stayed Red",
        "No return has come in",
    ]


def test_many_moves_are_counted_and_never_more_than_five_lines():
    keys = [f"p{number}" for number in range(12)]
    rows = [moved(key, "red", "green") for key in keys[:6]]
    rows += [moved(key, "green", "red") for key in keys[6:10]]
    rows += [moved(key, "red", "red") for key in keys[10:]]
    page = drafted(*map(facts, keys), ratings=rows, returns=[since(return_count=1, new_count=3)])
    assert texts(page, "since")[1:] == [
        "Three more ratings fell",
        "Six ratings rose",
        "Two ratings did not change",
        "3 new figures and none restated, in 1 return",
    ]


def test_new_and_restated_figures_are_counted_and_lead_to_the_history():
    row = since(return_count=3, new_count=1750, changed_count=6)
    line = drafted(facts("a"), returns=[row]).block("since").lines[-1]
    assert line.text == "1,750 new figures and 6 restated, in 3 returns"
    assert line.page == "history"


def test_before_the_first_stocktake_nothing_is_compared():
    page = drafted(facts("a"), ratings=[moved("a", "red", "green")])
    assert texts(page, "since") == ["No stocktake has been held yet, so nothing is compared"]


# ---- how priorities stand ---------------------------------------------------------------------


def test_each_priority_stands_under_one_heading_or_none():
    page = drafted(
        on_plan("good"),
        facts("bad"),
        on_plan("doubted", rating="amber_red"),
        facts("unknown", position=None, plan=None, gap=None),
        on_plan("late", freshness="stale"),
        facts("closed", closed_on=WINTER),
    )
    assert [line.priority_key for line in page.block("going_well").lines] == ["good"]
    assert {line.priority_key for line in page.block("not_going_well").lines} == {"bad", "doubted"}


def test_more_than_five_end_with_how_many_more():
    page = drafted(*(facts(f"p{number}") for number in range(9)))
    lines = page.block("not_going_well").lines
    assert len(lines) == MAX_LINES
    assert (lines[-1].text, lines[-1].page) == ("Five more, on the page Priorities", "wall")


def test_five_are_all_shown():
    page = drafted(*(facts(f"p{number}") for number in range(5)))
    assert all(line.priority_key for line in page.block("not_going_well").lines)


# ---- questions --------------------------------------------------------------------------------


def test_each_of_the_worst_is_asked_about_once_before_any_twice():
    questions = {
        "a": [Line("step_late", "A one?"), Line("pace", "A two?")],
        "b": [Line("places", "B one?"), Line("copy", "B two?")],
    }
    page = drafted(
        facts("b", position="well_behind"), facts("a", position="behind"), questions=questions
    )
    asked = page.block("ask").lines
    assert [line.text for line in asked] == ["B one?", "A one?", "B two?", "A two?"]
    assert {line.page for line in asked} == {"priority"}
    assert asked[0].line_key == "ask.b.places"


def test_no_kind_of_question_is_asked_twice_while_another_is_there():
    questions = {
        "a": [Line("missed", "A missed?"), Line("pace", "A pace?")],
        "b": [Line("missed", "B missed?"), Line("copy", "B copy?")],
    }
    page = drafted(facts("a"), facts("b"), questions=questions)
    assert texts(page, "ask")[:2] == ["A missed?", "B copy?"]


def test_five_questions_at_most_and_none_of_a_closed_case():
    questions = {f"p{number}": [Line("k", "?"), Line("l", "?")] for number in range(4)}
    page = drafted(
        *(facts(f"p{number}") for number in range(3)),
        facts("p3", closed_on=WINTER),
        questions=questions,
    )
    lines = page.block("ask").lines
    assert len(lines) == MAX_LINES
    assert "p3" not in {line.priority_key for line in lines}


def test_questions_that_are_not_there_yet_are_said_to_come():
    assert texts(drafted(facts("a"), questions=None), "ask") == [
        "The questions are being worked out …"
    ]
    assert texts(drafted(facts("a")), "ask") == ["No question is suggested"]


# ---- what is overdue, and what comes ----------------------------------------------------------


def test_what_is_overdue_is_counted_with_the_oldest():
    rows = [
        due("action", date(2026, 4, 29)),
        due("action", date(2026, 5, 19)),
        due("action", date(2026, 6, 30)),
        due("step", date(2025, 12, 31), priority_key="b"),
        due("return", date(2026, 4, 24), title="Works", item_key="rail 2026-03"),
    ]
    page = drafted(facts("a"), facts("b"), due=rows)
    assert texts(page, "overdue") == [
        "2 of 3 open actions are overdue, the oldest by 3 weeks",
        "1 policy step is overdue by 5 months",
        "Works’ return is 4 weeks late",
    ]
    lines = page.block("overdue").lines
    assert [(line.page, line.priority_key) for line in lines] == [
        ("actions", None),
        ("priority", "b"),
        ("board", None),
    ]


def test_nothing_overdue_is_said():
    page = drafted(facts("a"), due=[due("action", TODAY)])
    assert texts(page, "overdue") == [
        "None of 1 open action is overdue",
        "No policy step is overdue",
        "No return is overdue",
    ]


def test_many_returns_are_counted_and_late_figures_are_told():
    rows = [due("return", date(2026, 5, day), item_key=str(day)) for day in range(1, 5)]
    late = [facts("a", freshness="stale"), facts("b", freshness="stale")]
    page = drafted(*late, due=rows)
    assert texts(page, "overdue")[2:] == [
        "4 returns are overdue, the oldest by 3 weeks",
        "The next figures of two priorities are overdue",
    ]


def test_the_next_stocktake_and_the_next_return_come_up():
    rows = [
        coming("stocktake", date(2026, 7, 14), "Summer stocktake"),
        coming("stocktake", TODAY, "Spring stocktake", "health schools"),
        coming("return", date(2026, 6, 15), "Health", "health"),
        coming("return", date(2026, 6, 1), "Rail", "rail"),
    ]
    page = drafted(facts("a"), coming=rows, department_keys=("health",))
    assert texts(page, "coming") == [
        "Spring stocktake is today, 20 May 2026, 45 minutes",
        "Health’s next return is due on 15 June 2026",
    ]
    rail = drafted(facts("a"), coming=rows, department_keys=("rail",))
    assert texts(rail, "coming") == [
        "Summer stocktake is on 14 July 2026, in 2 months, 45 minutes",
        "Rail’s next return is due on 1 June 2026",
    ]


# ---- one department, and nothing at all -------------------------------------------------------


def test_another_departments_rows_are_left_out_and_the_units_own_kept():
    rows = [
        due("action", date(2026, 4, 30)),
        due("action", date(2026, 4, 30), department_key="rail"),
        due("action", date(2026, 4, 30), department_key=None),
    ]
    page = drafted(facts("a"), due=rows, department_keys=("health",))
    assert texts(page, "overdue")[0].startswith("2 of 2 open actions")
    assert page.whose == "Health"


def test_an_empty_unit_says_so_in_every_block():
    page = drafted()
    assert page.headline.text == "No priority is open."
    assert page.whose == "All departments"
    for block in page.blocks:
        assert block.lines, block.key
        assert all(line.text and line.page for line in block.lines)


# ---- the unit's own words ---------------------------------------------------------------------


def test_a_worded_line_keeps_the_rules_own():
    page = drafted(facts("a"))
    shown = reworded(page, {"not_going_well.a": Wording("Title of a is late.", "Unit")})
    (line,) = shown.block("not_going_well").lines
    assert (line.text, line.written_by) == ("Title of a is late.", "Unit")
    assert line.drafted == page.block("not_going_well").lines[0].text
    assert line.priority_key == "a"


def test_an_empty_wording_takes_a_line_off_but_never_the_headline():
    page = drafted(facts("a"))
    empty = Wording("  ", "Unit")
    shown = reworded(page, {"not_going_well.a": empty, "headline": empty})
    assert shown.block("not_going_well").lines == ()
    assert [line.line_key for line in shown.left_out] == ["not_going_well.a"]
    assert shown.headline == page.headline


def test_a_wording_of_a_line_that_is_gone_is_not_shown():
    page = drafted(on_plan("a"))
    shown = reworded(page, {"not_going_well.a": Wording("Still late.", "Unit")})
    assert shown == page


def test_a_page_is_read_back_as_it_was_kept():
    page = reworded(
        drafted(facts("a"), returns=[since()]), {"not_going_well.a": Wording("", "Unit")}
    )
    kept = json.loads(json.dumps(front_content(page), default=str))
    assert read_front_page(kept) == page
