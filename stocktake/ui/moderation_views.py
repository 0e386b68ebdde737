"""What moderation looks at beside the table: contradictions, movement, the track record."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from stocktake.model.facts import is_nothing
from stocktake.model.flags import Flag, flag_sentence
from stocktake.model.movement import Movement, compare_rounds, rounds_of
from stocktake.model.numbers import month, several
from stocktake.model.rating import Rating
from stocktake.model.track_record import (
    LEADS,
    HitRate,
    hit_rates,
    is_in_order,
    outcome_words,
    story,
    unrated_count,
)
from stocktake.ui import badges, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, link, show, tag, together

Row = Mapping[str, Any]


def show_views(desk: Desk, row: Mapping[Any, Any]) -> None:
    """Draw the views as tabs; only the open one is worked out."""
    views = {
        "Contradictions": partial(contradictions, desk),
        "Movement": partial(movement, desk, str(row["rating_round"])),
        "Track record": partial(track_record, desk),
    }
    tabs = st.tabs(list(views), key="moderation_views", on_change="rerun")
    for tab, draw in zip(tabs, views.values(), strict=True):
        if tab.open:
            with tab:
                show(draw())


# ---- contradictions -------------------------------------------------------------------------


def contradictions(desk: Desk) -> Markup:
    """Give what fixed rules find odd, flag by flag: questions to whoever rated, no verdicts."""
    rows = reads.records(reads.view(desk, "page.rating_flags"))
    if not rows:
        return tag("p", "No contradictions found in the ratings.", class_="empty")
    parts = []
    for flag in Flag:
        found = [row for row in rows if row["flag"] == flag]
        if found:
            parts.append(tag("h3", flag.title, class_="sub-question"))
            parts.append(tag("ul", *(_flag_item(desk, row) for row in found), class_="flags"))
    head = f"{several(len(rows), 'flag')} to discuss (flags never change a rating)"
    return together(tag("p", head, class_="quiet"), *parts)


def _flag_item(desk: Desk, row: Row) -> Markup:
    sentence = flag_sentence(row)
    if is_nothing(row["priority_key"]):
        return tag("li", sentence)
    name = link(row["short_title"], "priority", priority=row["priority_key"],
                known_at=desk.known_on)  # fmt: skip
    return tag("li", name, f": {sentence}")


# ---- movement -------------------------------------------------------------------------------


def movement(desk: Desk, now_round: str) -> Markup:
    """Give who moved where since the round before: only what was rated in both is compared."""
    rows = reads.records(reads.view(desk, "page.rating_movement"))
    before = next((name for name in rounds_of(rows) if name < now_round), None)
    if before is None:
        return tag("p", "There is no earlier round to compare with.", class_="empty")
    found = compare_rounds(rows, before, now_round)
    return together(tag("p", found.sentence), _movement_table(found), _apart(found))


def _movement_table(found: Movement) -> Markup:
    head = tag(
        "tr",
        tag("th", f"{found.before_round} ↓  {found.now_round} →", scope="col"),
        *(tag("th", _point(to), scope="col") for to in Rating),
    )
    rows = [
        tag(
            "tr",
            tag("th", _point(start), scope="row"),
            *(_moved_cell(found, start, to) for to in Rating),
        )
        for start in Rating
    ]
    caption = "Rated in both rounds: from (down) and to (across)"
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", head),
        tag("tbody", *rows),
        class_="plain transitions",
    )


def _moved_cell(found: Movement, start: Rating, to: Rating) -> Markup:
    moves = found.cell(start, to)
    side = "same" if start is to else "up" if to.score > start.score else "down"
    names = ", ".join(move.title for move in moves)
    return tag(
        "td",
        tag("b", len(moves)) if moves else tag("span", "0", class_="quiet"),
        tag("small", names) if moves else None,
        class_=f"cell-{side}",
    )


def _apart(found: Movement) -> Markup:
    told = [
        tag("p", tag("strong", f"{word}: "), ", ".join(one.title for one in those), ".")
        for word, those in (("Joined", found.joined), ("Left", found.left))
        if those
    ]
    return together(*told)


# ---- the track record -----------------------------------------------------------------------


def track_record(desk: Desk) -> Markup:
    """Give how often each colour came true, with counts, and each closed target's story."""
    rows = reads.records(reads.view(desk, "page.track_record"))
    if not rows:
        return tag("p", "No target has reached its date with a figure yet.", class_="empty")
    rates = hit_rates(rows)
    return together(
        tag("p", "For targets whose date has passed: how often each rating, given so long before, "
            "came true. Too few targets for percentages, so counts are shown."),
        _rates_table(rates, rows),
        *(_order_note(rates, lead) for lead in LEADS),
        tag("h3", "Target by target", class_="sub-question"),
        tag("ul", *_stories(desk, rows), class_="flags"),
    )  # fmt: skip


def _rates_table(rates: Sequence[HitRate], rows: Sequence[Row]) -> Markup:
    head = tag(
        "tr",
        tag("th", "Rated this long before", scope="col"),
        *(tag("th", _point(rating), scope="col") for rating in Rating),
        tag("th", "Not rated then", scope="col"),
    )
    body = [
        tag(
            "tr",
            tag("th", f"{lead} months", scope="row"),
            *(_rate_cell(rates, rating, lead) for rating in Rating),
            tag("td", unrated_count(rows, lead)),
        )
        for lead in LEADS
    ]
    return tag(
        "table",
        tag("caption", "Targets met, of those with each rating"),
        tag("thead", head),
        tag("tbody", *body),
        class_="plain transitions",
    )


def _rate_cell(rates: Sequence[HitRate], rating: Rating, lead: int) -> Markup:
    rate = next(one for one in rates if (one.rating, one.lead_months) == (rating, lead))
    return tag("td", tag("b" if rate.count else "span", rate.words,
                         class_=None if rate.count else "quiet"))  # fmt: skip


def _order_note(rates: Sequence[HitRate], lead: int) -> Markup | None:
    if is_in_order(rates, lead) is not False:
        return None
    return tag(
        "p",
        f"{lead} months ahead, better ratings did not come true more often than worse ones.",
        class_="told",
    )


def _stories(desk: Desk, rows: Sequence[Row]) -> list[Child]:
    history = reads.records(reads.view(desk, "page.rating_history"))
    told: list[Child] = []
    seen: set[tuple[str, str]] = set()
    for row in rows:
        place = (str(row["priority_key"]), str(row["target_on"]))
        if place in seen:
            continue
        seen.add(place)
        own = [line for line in history if line["priority_key"] == row["priority_key"]]
        name = link(row["short_title"], "priority", priority=row["priority_key"],
                    known_at=desk.known_on)  # fmt: skip
        told.append(
            tag("li", name, f", due {month(row['target_on'])}, {outcome_words(row)}. ",
                story(row, own))
        )  # fmt: skip
    return told


def _point(rating: Rating) -> Markup:
    return together(badges.shape(rating.value), tag("span", f" {rating.title}", class_="unseen"))
