"""The head of a priority's page: the sentence, the two judgements side by side, the facts."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import (
    finding,
    further_sentence,
    late_tag,
    outturn_sentence,
    pace_sentence,
    time_words,
)
from stocktake.model.gaps import gap_words
from stocktake.model.numbers import day, figure, period_words, planned
from stocktake.model.promise import lines_about_target
from stocktake.model.rating import Rating
from stocktake.ui import badges, reads
from stocktake.ui.definition import definition_link
from stocktake.ui.frame import Desk
from stocktake.ui.gap_rows import rows_with_gaps
from stocktake.ui.markup import Markup, outside_link, show, tag

CHOOSER = "priority_chooser"


def pick_priority(every: list[PriorityFacts], asked: str | None) -> PriorityFacts | None:
    """Let the reader choose a priority; the address holds its key. None: the address names none.

    Without a key in the address the first of the agenda is shown.
    """
    by_key = {facts.priority_key: facts for facts in every}
    if asked is not None and asked not in by_key:
        return None
    key = asked or every[0].priority_key
    # The address decides: a followed link must win over what the box held before.
    st.session_state[CHOOSER] = key
    st.selectbox(
        "Priority",
        list(by_key),
        format_func=lambda choice: f"{by_key[choice].department}: {by_key[choice].title}",
        key=CHOOSER,
        on_change=_follow_choice,
        label_visibility="collapsed",
        width=340,
    )
    return by_key[key]


def _follow_choice() -> None:
    st.query_params["priority"] = st.session_state[CHOOSER]


def show_head(facts: PriorityFacts, today: date) -> None:
    """Draw the name, the finding below it, and beside each other what is judged and computed."""
    pace = " ".join(part for part in (pace_sentence(facts), outturn_sentence(facts)) if part)
    further = further_sentence(facts)
    show(
        tag("h1", facts.title, class_="page-title priority-title"),
        tag("p", finding(facts), _late(facts), " ", definition_link(facts), class_="finding"),
        tag("p", further, class_="quiet further") if further else None,
        tag(
            "div",
            _likelihood(facts),
            _position(facts),
            _fact("Pace", pace) if pace else None,
            _fact("Owner", badges.person(facts.owner)),
            _next_step(facts, today),
            class_="judged",
        ),
    )


def _late(facts: PriorityFacts) -> Markup | None:
    tagged = late_tag(facts)
    return tag("span", tagged, class_="late-mark") if tagged else None


def _likelihood(facts: PriorityFacts) -> Markup:
    words = Rating(facts.rating).title if facts.rating else "Not rated"
    by = None
    if facts.rated_by and facts.rated_at:
        name = badges.person(facts.rated_by)
        by = tag("small", name, f", {day(facts.rated_at.date())}")
    return tag(
        "div",
        badges.shape(facts.rating),
        tag(
            "div",
            tag("span", "Likelihood of delivery", class_="what"),
            tag("strong", words),
            badges.moved(facts),
            by,
        ),
        class_="fact likelihood",
    )


def _position(facts: PriorityFacts) -> Markup:
    when = f", {period_words(facts.compared_on, facts.frequency)}" if facts.compared_on else ""
    return tag(
        "div",
        tag("span", f"Progress against trajectory{when}", class_="what"),
        badges.position_tag(facts),
        tag("small", time_words(facts)),
        class_="fact",
    )


def _fact(what: str, *words: Any) -> Markup:
    return tag("div", tag("span", what, class_="what"), tag("span", *words), class_="fact")


def _next_step(facts: PriorityFacts, today: date) -> Markup | None:
    if not facts.next_step_title or facts.next_step_due_on is None:
        return None
    due = day(facts.next_step_due_on)
    return _fact(
        "Next policy step",
        facts.next_step_title.removesuffix("(demo)"),
        tag("span", f"overdue since {due}", class_="late-mark")
        if facts.next_step_due_on < today
        else tag("small", f"due {due}"),
    )


def show_marks(marks: list[dict[str, Any]]) -> None:
    """Tell what the numbers and letters on the chart stand for."""
    show(marks_list(marks))


def marks_list(marks: list[dict[str, Any]]) -> Markup | None:
    """Give the key to the numbers and letters on a chart; nothing where there are none."""
    if not marks:
        return None
    items = [
        tag(
            "li",
            tag("span", row["mark"], class_="mark"),
            tag("span", tag("span", row["date_text"], class_="on"), " ", row["text"]),
        )
        for row in marks
    ]
    return tag("ol", *items, class_="marks")


def show_promise(facts: PriorityFacts, row: dict[str, Any], *, has_program_line: bool) -> None:
    """Say what was promised, by whom, where it is written, and where it started from."""
    lines = lines_about_target(facts, has_program_line=has_program_line)
    said = [tag("p", line) for line in lines]
    url = row.get("target_url")
    if url:
        said.append(tag("p", "Read it: ", outside_link(str(url), url)))
    if facts.baseline_value is not None and facts.baseline_on is not None:
        start = figure(facts.measure, facts.baseline_value, facts.rounding_unit)
        source = f" ({row['baseline_source']})" if row.get("baseline_source") else ""
        when = period_words(facts.baseline_on, facts.frequency)
        said.append(tag("p", f"Starting point: {start} in {when}{source}."))
    if facts.promise:
        said.insert(0, tag("p", facts.promise, class_="promise"))
    show(tag("div", *said, class_="reading"))


def read_series_table(desk: Desk, facts: PriorityFacts) -> pd.DataFrame:
    """Read the series and give its table."""
    series, gaps = (
        reads.of_priority(desk, name, facts.priority_key)
        for name in ("page.priority_series", "page.series_gaps_shown")
    )
    return series_table(facts, series, gaps)


def series_table(
    facts: PriorityFacts, series: pd.DataFrame, gaps: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Give the table under the trajectory chart, newest first, in words a reader knows."""
    rows = rows_with_gaps(facts, series, gaps)
    return pd.DataFrame(
        [
            {
                "Period": row["period"],
                "Figure": _written(facts, row["value"], gap_words(row["gap_reason"])),
                "Planned": _written(facts, row["plan"], ""),
                "Gap (better is +)": _signed(facts, row["gap"]),
                "Status": row["status_text"],
            }
            for row in rows
        ],
        columns=["Period", "Figure", "Planned", "Gap (better is +)", "Status"],
    )


def _written(facts: PriorityFacts, value: Any, otherwise: str) -> str:
    if pd.isna(value):
        return otherwise
    write = planned if otherwise == "" else figure
    return write(facts.measure, float(value), facts.rounding_unit)


def _signed(facts: PriorityFacts, gap: Any) -> str:
    if pd.isna(gap):
        return ""
    from_plan = figure("points", float(gap), facts.rounding_unit).split(" ")[0]
    return f"+{from_plan}" if float(gap) > 0 else from_plan


def notes_list(rows: list[tuple[Any, str, str]]) -> Markup:
    """Give dated notes as a list, the newest first."""
    items = [
        tag("li", tag("span", day(on), class_="on"), " ", text, tag("small", source))
        for on, text, source in rows
    ]
    return tag("ol", *items, class_="notes")
