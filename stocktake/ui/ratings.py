"""Rating rounds, and the priorities of one: what is judged, by whom, and what is still to do."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.model.assessment import RaterType, RoundState
from stocktake.model.facts import PriorityFacts, is_nothing
from stocktake.model.finding import short_finding, time_words
from stocktake.model.numbers import day, several
from stocktake.model.rating import Rating
from stocktake.ui import badges, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, link, tag, together
from stocktake.ui.ratings_draft import Judged, Sheet

ANALYST = "analyst"
STATES = {
    RoundState.OPEN: "individual scoring",
    RoundState.MODERATION: "in moderation",
    RoundState.LOCKED: "locked",
}
Row = Mapping[Any, Any]


def rounds(desk: Desk) -> list[Row]:
    """Give the rating rounds, the newest first."""
    frame = reads.desk_view(desk, "core.known_rating_rounds")
    return list(frame.sort_values("rating_round", ascending=False).to_dict("records"))


def pick_round(every: list[Row], asked: str | None) -> Row | None:
    """Give the round the address asks for, else the newest."""
    if asked is None:
        return every[0] if every else None
    return next((row for row in every if row["rating_round"] == asked), None)


def state_of(row: Row) -> RoundState:
    """Say how far a round is."""
    return RoundState(str(row["state"]))


def round_links(every: list[Row], chosen: Row, path: str, known_on: object) -> Markup:
    """Give the rounds as links, each with its state in words."""
    return tag(
        "nav",
        *(
            link(
                together(row["title"], tag("small", f" {STATES[state_of(row)]}", class_="on")),
                path,
                row["rating_round"] == chosen["rating_round"],
                round=row["rating_round"],
                known_at=known_on,
            )
            for row in every[:8]
        ),
        aria_label="Rating rounds",
        class_="filter",
    )


def rated_in(desk: Desk, every: list[PriorityFacts], row: Row) -> list[PriorityFacts]:
    """Give the priorities of a round: those open on its day, and any that were rated in it."""
    sheet = reads.view(desk, "page.rating_sheet")
    rated = set(sheet[sheet["rating_round"] == row["rating_round"]]["priority_key"])
    cut_off = row["cut_off_on"]
    return [
        facts
        for facts in every
        if facts.priority_key in rated or facts.closed_on is None or facts.closed_on > cut_off
    ]


def sheet_of(desk: Desk, row: Row, priority_key: str) -> Sheet:
    """Give the sheet that this reader works on: blind first scores while the round is open."""
    if state_of(row) is RoundState.OPEN:
        frame = reads.desk_view(desk, "page.first_scores_own", rated_by=desk.user.name)
        rater = RaterType.FIRST
    else:
        frame = reads.view(desk, "page.rating_sheet")
        frame = frame[frame["rater_type"] == RaterType.UNIT]
        rater = RaterType.UNIT
    own = frame[
        (frame["rating_round"] == row["rating_round"]) & (frame["priority_key"] == priority_key)
    ]
    stored = {
        str(line["category"]): Judged(
            str(line["rating"]), _text(line["reason"]), _text(line.get("evidence"))
        )
        for line in own.to_dict("records")
    }
    return Sheet(str(row["rating_round"]), priority_key, rater, stored)


def _text(value: Any) -> str:
    return "" if is_nothing(value) else str(value)


def can_rate(desk: Desk, row: Row) -> bool:
    """Say whether this reader may put down ratings in a round now."""
    is_open = state_of(row) is not RoundState.LOCKED
    return ANALYST in desk.user.roles and desk.known_on is None and is_open


def what_to_do(desk: Desk, row: Row) -> Markup:
    """Say in a sentence what the round is for, how far it is, and what comes next."""
    state = state_of(row)
    cut_off = f"Figures to {day(row['cut_off_on'])}."
    said = {
        RoundState.OPEN: "Give your own scores first: nobody sees anybody else's until "
        "moderation begins.",
        RoundState.MODERATION: "Individual scores are now visible. Ratings entered now become "
        "the unit's rating.",
        RoundState.LOCKED: "The unit's ratings are final. They can still be changed in the "
        "stocktake, with a reason.",
    }[state]
    return tag(
        "p",
        f"{cut_off} {said} ",
        link("Compare in Moderation", "moderation", round=row["rating_round"],
             known_at=desk.known_on),
        class_="lead",
    )  # fmt: skip


# ---- the list -------------------------------------------------------------------------------


def priorities_table(desk: Desk, row: Row, shown: list[PriorityFacts]) -> Markup:
    """Give the priorities of a round: arithmetic, suggestion, the unit's and the department's."""
    latest = _overall(reads.view(desk, "page.rating_sheet"), row["rating_round"])
    suggested = _by_priority(reads.view(desk, "core.suggested_rating"), "suggested_rating")
    counts = reads.desk_view(desk, "page.first_score_counts")
    scored = _by_priority(counts[counts["rating_round"] == row["rating_round"]], "finished_count")
    head = ("Priority", "Progress against trajectory", "Suggested", "Unit’s rating",
            "Department’s own rating", "Individual scores")  # fmt: skip
    rows = [_row(desk, row, facts, latest, suggested, scored) for facts in shown]
    return tag(
        "table",
        tag("caption", "Likelihood of delivery, round by round; choose a priority to judge it",
            class_="unseen"),
        tag("thead", tag("tr", *(tag("th", text, scope="col") for text in head))),
        tag("tbody", *rows),
        class_="plain ratings",
    )  # fmt: skip


def _row(
    desk: Desk,
    row: Row,
    facts: PriorityFacts,
    latest: dict[tuple[str, str], Row],
    suggested: dict[str, Any],
    scored: dict[str, Any],
) -> Markup:
    unit = latest.get((facts.priority_key, "unit"))
    own = latest.get((facts.priority_key, "department"))
    count = scored.get(facts.priority_key)
    name = link(facts.short_title, "ratings", round=row["rating_round"],
                priority=facts.priority_key, known_at=desk.known_on)  # fmt: skip
    return tag(
        "tr",
        tag("th", name, tag("small", facts.department), scope="row"),
        tag("td", badges.position_tag(facts), tag("small", time_words(facts))),
        tag("td", _point(suggested.get(facts.priority_key), "needs planning and capacity ratings")),
        tag("td", _point(unit and unit["rating"], "not rated"), _unlike(unit, own)),
        tag("td", _point(own and own["rating"], "not given")),
        tag("td", several(int(count), "rater") if count else tag("span", "none", class_="quiet")),
    )


def _point(word: object, nothing: str) -> Child:
    if word is None or is_nothing(word):
        return tag("span", nothing, class_="quiet")
    return together(badges.shape(str(word)), " ", Rating(str(word)).title)


def _unlike(unit: Row | None, own: Row | None) -> Markup | None:
    """Say how far the department's own rating stands from the unit's."""
    if unit is None or own is None:
        return None
    steps = Rating(str(own["rating"])).score - Rating(str(unit["rating"])).score
    if not steps:
        return None
    side = "higher" if steps > 0 else "lower"
    return tag("small", f"department {several(abs(steps), 'point')} {side}", class_="differs")


def _overall(sheet: pd.DataFrame, rating_round: object) -> dict[tuple[str, str], Row]:
    own = sheet[(sheet["rating_round"] == rating_round) & (sheet["category"] == "overall")]
    return {
        (str(line["priority_key"]), str(line["rater_type"])): line
        for line in own.to_dict("records")
    }


def _by_priority(frame: pd.DataFrame, column: str) -> dict[str, Any]:
    return dict(zip(frame["priority_key"], frame[column], strict=True))


# ---- one priority ---------------------------------------------------------------------------


def sheet_head(desk: Desk, row: Row, facts: PriorityFacts, shown: list[PriorityFacts]) -> Markup:
    """Head a sheet: whose, where it stands, and the way to the next one."""
    keys = [one.priority_key for one in shown]
    at = keys.index(facts.priority_key)
    here = {"round": row["rating_round"], "known_at": desk.known_on}
    ways = [link("All priorities of the round", "ratings", **here)]
    if at + 1 < len(shown):
        following = shown[at + 1]
        ways.append(
            link(
                f"Next: {following.short_title}", "ratings", priority=following.priority_key, **here
            )
        )
    return together(
        tag("p", f"{facts.department} · round {row['title']}", class_="kicker"),
        tag("h1", facts.title, class_="page-title"),
        tag("p", badges.position_tag(facts), f" {short_finding(facts)}. ",
            link("Figures", "priority", priority=facts.priority_key, known_at=desk.known_on)),
        tag("ul", *(tag("li", way) for way in ways), class_="onwards"),
        tag("p", "Your score is individual: nobody sees it, and you see nobody else’s, until "
            "moderation begins.", class_="told")
        if state_of(row) is RoundState.OPEN else None,
    )  # fmt: skip


def show_department_view(desk: Desk, row: Row, facts: PriorityFacts) -> Markup | None:
    """Give the department's rating of itself, which stands apart and is never mixed in."""
    sheet = reads.view(desk, "page.rating_sheet")
    own = sheet[
        (sheet["priority_key"] == facts.priority_key)
        & (sheet["rater_type"] == RaterType.DEPARTMENT)
        & sheet["is_latest"].astype(bool)
    ]
    if own.empty:
        return tag("p", "The department has not rated itself.", class_="quiet")
    items = [
        tag("li", tag("strong", f"{line['category'].replace('_', ' ').capitalize()}: "),
            _point(line["rating"], "") if line["rating"] in set(Rating) else line["rating"],
            f". {line['reason']}" if line["reason"] else "")
        for line in own.to_dict("records")
    ]  # fmt: skip
    return together(
        tag("h2", "The department’s own rating", class_="sentence"),
        tag("p", f"{own['rated_by'].iloc[0]}, round {own['rating_round'].iloc[0]}", class_="quiet"),
        tag("ul", *items, class_="own-rating"),
    )


def evidence_row(desk: Desk, priority_key: str) -> dict[str, Any]:
    """Give what the figures say of a priority: a row of `core.performance_score`."""
    frame = reads.view(desk, "core.performance_score")
    own = reads.records(frame[frame["priority_key"] == priority_key])
    return own[0] if own else {}


def asked(name: str) -> str | None:
    """Read a plain word of the address."""
    value = st.query_params.get(name)
    return str(value) if value else None
