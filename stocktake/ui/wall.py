"""The wall: one row per priority, the most worrying first; counts and the worst, no average."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from stocktake.charts.sparkline import wall_sparkline
from stocktake.model.facts import PriorityFacts, worst_first
from stocktake.model.finding import late_tag, movement_words, short_finding, time_words
from stocktake.model.numbers import day, figure, month, period_words, short_month
from stocktake.model.position import Position, Verdict
from stocktake.model.verdict import planned_level
from stocktake.ui import badges
from stocktake.ui.definition import definition_link
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, image, link, tag, together


def short_day(on: date) -> str:
    """Write a day where there is little room: `31 Mar 2025`."""
    return f"{on.day} {on:%b %Y}"


HEADINGS = (
    ("Likelihood", "rated"),
    ("Priority", "name"),
    ("Progress against trajectory", "against"),
    ("Trend", "course"),
    ("Latest", "latest"),
    ("Plan", "planned"),
    ("Owner", "owner"),
    ("Next policy step", "next"),
)


def counts(priorities: Sequence[PriorityFacts]) -> dict[str, int]:
    """Count the open priorities; a stale figure is never counted on plan.

    Keys: missed (at its date), off_track, on_track, late (figures overdue), no_position, closed.
    """
    found = dict.fromkeys(("missed", "off_track", "on_track", "late", "no_position", "closed"), 0)
    for facts in priorities:
        found[_counted_as(facts)] += 1
    return found


def _counted_as(facts: PriorityFacts) -> str:
    if facts.closed_on:
        return "closed"
    if facts.verdict == Verdict.MISSED:
        return "missed"
    if facts.verdict == Verdict.MET:
        return "on_track"
    if facts.position is None:
        return "no_position"
    if not Position(facts.position).is_on_track:
        return "off_track"
    return "late" if facts.freshness == "stale" else "on_track"


def counts_strip(priorities: Sequence[PriorityFacts], known_on: object) -> Markup:
    """Give the strip above the wall: how many stand where, and which stands worst."""
    found = counts(priorities)
    pairs = [
        (found["missed"], "missed on the due date"),
        (found["off_track"], "behind plan"),
        (found["on_track"], "on plan or met"),
        (found["late"], "not judged: figures overdue"),
        (found["no_position"], "without a target"),
        (found["closed"], "closed case" if found["closed"] == 1 else "closed cases"),
    ]
    items = [
        tag("li", tag("b", number), " ", words)
        for number, words in pairs
        if number or words in ("behind plan", "on plan or met")
    ]
    return together(tag("ul", *items, class_="counts"), _worst(priorities, known_on))


def _worst(priorities: Sequence[PriorityFacts], known_on: object) -> Markup | None:
    off_track = [facts for facts in priorities if _counted_as(facts) in ("missed", "off_track")]
    if not off_track:
        return None
    worst = worst_first(off_track)[0]
    name = link(worst.short_title, "priority", priority=worst.priority_key, known_at=known_on)
    return tag("p", "Most worrying: ", name, f". {short_finding(worst)}.", class_="worst")


def department_filter(
    priorities: Sequence[PriorityFacts], chosen: str | None, known_on: object
) -> Markup:
    """Give the departments as links; the chosen one is said to be so."""
    names = {facts.department_key: facts.department for facts in priorities}
    options = [(None, "All departments"), *names.items()]
    return tag(
        "nav",
        *(
            link(
                name,
                "wall",
                key == chosen,
                department=key,
                known_at=known_on,
            )
            for key, name in options
        ),
        aria_label="Departments",
        class_="filter",
    )


def wall_table(priorities: Sequence[PriorityFacts], series: pd.DataFrame, desk: Desk) -> Markup:
    """Give the table; `series` is `page.priority_series` of all priorities."""
    by_key = dict(tuple(series.groupby("priority_key")))
    head = tag(
        "tr",
        *(tag("th", text, scope="col", class_=name) for text, name in HEADINGS),
    )
    rows = [_row(facts, by_key.get(facts.priority_key), desk) for facts in worst_first(priorities)]
    caption = tag("caption", "Priorities, the most worrying first", class_="unseen")
    return tag("table", caption, tag("thead", head), tag("tbody", *rows), class_="wall")


def _row(facts: PriorityFacts, series: pd.DataFrame | None, desk: Desk) -> Markup:
    title = link(facts.title, "priority", priority=facts.priority_key, known_at=desk.known_on)
    where = " · ".join(part for part in (facts.department, _closed(facts)) if part)
    return tag(
        "tr",
        tag(
            "td",
            badges.shape(facts.rating),
            badges.moved(facts),
            class_="rated",
        ),
        tag(
            "th", title, _small([where, " · ", definition_link(facts)]), scope="row", class_="name"
        ),
        tag(
            "td",
            badges.position_tag(facts),
            badges.gap_bar(facts),
            _small(time_words(facts)),
            class_="against",
        ),
        tag("td", spark(facts, series), class_="course"),
        tag(
            "td", tag("b", latest_words(facts)), _small(_when(facts)), _late(facts), class_="latest"
        ),
        tag("td", *_planned(facts), class_="planned"),
        tag("td", _owner(facts), _due_where_narrow(facts, desk.day), class_="owner"),
        tag("td", *_next_step(facts, desk.day), class_="next"),
        class_=_row_class(facts),
    )


def _row_class(facts: PriorityFacts) -> str | None:
    if facts.closed_on:
        return "closed"
    return "stale" if facts.freshness == "stale" else None


def _small(words: Child) -> Markup | None:
    return tag("small", words) if words else None


def _closed(facts: PriorityFacts) -> str:
    return f"closed case, {month(facts.closed_on)}" if facts.closed_on else ""


def latest_words(facts: PriorityFacts) -> str:
    """Write the latest figure; a count of units says of how many."""
    written = figure(facts.measure, facts.value, facts.rounding_unit)
    if facts.counts_units and facts.value is not None:
        return f"{written} of {facts.unit_count}"
    return written


def _when(facts: PriorityFacts) -> str:
    return period_words(facts.period_end, facts.frequency) if facts.period_end else ""


def _late(facts: PriorityFacts) -> Markup | None:
    tagged = late_tag(facts)
    if not tagged:
        return None
    is_due = facts.freshness == "stale" and facts.stale_on is not None
    title = f"A newer figure was due by {day(facts.stale_on)}" if is_due else None  # type: ignore[arg-type]
    return tag("span", tagged, class_="late-mark", title=title)


def _planned(facts: PriorityFacts) -> list[Child]:
    promised = planned_level(facts)
    if promised is None:
        return [_small("No target set")]
    level, on = promised
    written = figure(facts.measure, level, facts.rounding_unit, trim=True)
    is_ahead = on is not None and on != facts.compared_on
    return [tag("b", written), _small(f"{'by ' * is_ahead}{short_month(on)}" if on else "no date")]


def _owner(facts: PriorityFacts) -> str:
    # The department stands under the title already.
    return badges.person(facts.owner).removesuffix(f", {facts.department}")


def _due_where_narrow(facts: PriorityFacts, today: date) -> Markup | None:
    """Give the next step's day under the owner, for screens too narrow for its own column."""
    if facts.next_step_due_on is None:
        return None
    return tag("small", "Step ", _due(facts.next_step_due_on, today), class_="narrow-only")


def _due(due_on: date, today: date) -> Child:
    if due_on < today:
        return tag("span", f"overdue, {short_day(due_on)}", class_="late-mark")
    return f"due {short_day(due_on)}"


def _next_step(facts: PriorityFacts, today: date) -> list[Child]:
    if not facts.next_step_title or facts.next_step_due_on is None:
        return [tag("small", "None" if not facts.closed_on else "")]
    return [
        tag("span", facts.next_step_title.removesuffix("(demo)"), class_="step"),
        tag("small", _due(facts.next_step_due_on, today)),
    ]


def spark(facts: PriorityFacts, series: pd.DataFrame | None) -> Markup | None:
    """Draw the trend of the last figures with their plan."""
    if series is None or series["value"].isna().all():
        return None
    moved = movement_words(facts)
    alt = f"Trend of {facts.short_title}{': ' + moved if moved else ''}"
    return image(wall_sparkline(series), alt, class_="spark")


def wall_rows(priorities: Sequence[PriorityFacts]) -> pd.DataFrame:
    """Give the wall as plain rows for a download."""
    return pd.DataFrame(
        {
            "Priority": facts.title,
            "Department": facts.department,
            "Likelihood": facts.rating,
            "Likelihood before": facts.rating_before,
            "Progress against trajectory": facts.position or facts.position_reason,
            "Verdict": facts.verdict,
            "Gap at the target's date": facts.verdict_gap,
            "Gap as a share of the journey": facts.gap_share,
            "Days behind": facts.days_behind,
            "Latest value": facts.value,
            "Period end": facts.period_end,
            "Planned": facts.plan,
            "Compared on": facts.compared_on,
            "Gap": facts.gap,
            "Target": facts.target_value,
            "Target on": facts.target_on,
            "Owner": facts.owner,
            "Next policy step": facts.next_step_title,
            "Step due": facts.next_step_due_on,
            "Figures": facts.freshness,
        }
        for facts in worst_first(priorities)
    )
