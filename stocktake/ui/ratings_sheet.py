"""The assessment sheet of one priority: every line with its anchors, its point and its reason."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.assessment import RaterType
from stocktake.model.likelihood import Suggestion, evidence_from_row, suggest
from stocktake.model.rating import Rating
from stocktake.model.rubric import CHECKS, LINES, Line, sub_questions
from stocktake.ui import badges
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, plain, show, tag, together
from stocktake.ui.ratings_draft import EVERY_LINE, FIELDS, Sheet

_SAID = "ratings_said"
_SIGNS = {"red": "■ R", "amber_red": "▼ AR", "amber_green": "▲ AG", "green": "● G"}
_LONGEST = 1000
# Their points are named by more words than fit beside one another.
_TALL = ("stage", "data_quality", "plan_sufficiency")
_SUGGESTED_FROM = (
    "planning", "capacity", "challenge", "stage", "data_quality", "plan_sufficiency",
)  # fmt: skip
Row = Mapping[str, Any]


def show_sheet(desk: Desk, sheet: Sheet, evidence: Row, *, can_rate: bool) -> None:
    """Draw the sheet; what was put down in this session stands in it until it is saved."""
    show_said()
    suggestion = suggestion_now(sheet, evidence)
    for one in (*LINES, *CHECKS):
        if one.parent is None and one.key != "overall":
            show_line(sheet, one, evidence, can_rate=can_rate)
    show(suggestion_box(suggestion))
    overall = next(one for one in LINES if one.key == "overall")
    show_line(sheet, overall, evidence, can_rate=can_rate, suggestion=suggestion)
    if can_rate:
        offer_saving(desk, sheet, suggestion)


def show_said() -> None:
    """Tell once what was just saved."""
    said = st.session_state.pop(_SAID, None)
    if said:
        show(tag("p", said, class_="said", role="status"))


def suggestion_now(sheet: Sheet, evidence: Row) -> Suggestion:
    """Work out the suggestion from what stands on the sheet now, saved or not."""
    put = {key: sheet.now(key).rating for key in _SUGGESTED_FROM}
    return suggest(evidence_from_row({**evidence, **put}))


def suggestion_box(suggestion: Suggestion) -> Markup:
    """Give what the rules suggest, with the working; it is never applied by itself."""
    head = (
        together(
            badges.shape(suggestion.rating),
            tag("strong", f"Suggested: {suggestion.rating.title}"),
        )
        if suggestion.rating
        else tag("strong", "No suggestion yet")
    )
    return tag(
        "div",
        tag("p", head),
        tag("ol", *(tag("li", sentence) for sentence in suggestion.working)),
        tag("p", "The suggestion is never applied automatically.", class_="quiet"),
        class_="suggestion",
    )


def show_line(
    sheet: Sheet,
    one: Line,
    evidence: Row,
    *,
    can_rate: bool,
    suggestion: Suggestion | None = None,
) -> None:
    """Draw one line: its anchors at the left, its point and reason at the right."""
    with st.container(key=f"line_{one.key}"):
        left, right = st.columns([5, 6], gap="medium")
        with left:
            show(
                tag("h2", one.title, class_="sentence"),
                tag("p", one.question),
                _anchors(one),
                tag("p", _told(one, evidence), class_="told") if _told(one, evidence) else None,
            )
        with right:
            _pick_point(sheet, one, can_rate=can_rate)
            _write(sheet, one, "reason", _reason_label(sheet, one, suggestion), can_rate)
            _write(sheet, one, "evidence", "Evidence: documents or links", can_rate)
        _show_below(sheet, one, can_rate=can_rate)


def _told(one: Line, evidence: Row) -> str:
    """Say what the figures say, beside the line that judges them."""
    if one.key != "performance":
        return ""
    return evidence_from_row(evidence).performance.working


def _anchors(one: Line) -> Markup:
    worst, best = one.scale[0], one.scale[-1]
    return tag(
        "dl",
        tag("div", tag("dt", worst.title), tag("dd", one.worst)),
        tag("div", tag("dt", best.title), tag("dd", one.best)),
        class_="anchors",
    )


def _show_below(sheet: Sheet, one: Line, *, can_rate: bool) -> None:
    below = sub_questions(one.key)
    if not below:
        return
    place = st.expander(
        f"The {len(below)} sub-questions", key=f"below_{one.key}", on_change="rerun"
    )
    if not place.open:
        judged = sum(1 for sub in below if sheet.now(sub.key).rating)
        show(tag("p", f"{judged} of {len(below)} rated.", class_="quiet"))
        return
    with place:
        for sub in below:
            left, right = st.columns([5, 6], gap="medium")
            with left:
                show(
                    tag("h3", sub.title, class_="sub-question"),
                    tag("p", sub.question),
                    _anchors(sub),
                )
            with right:
                _pick_point(sheet, sub, can_rate=can_rate)
                _write(sheet, sub, "reason", "Reason, in a sentence", can_rate)


def _key(sheet: Sheet, one: Line, field: str) -> str:
    return f"rate_{sheet.rating_round}_{sheet.priority_key}_{sheet.rater}_{one.key}_{field}"


def _pick_point(sheet: Sheet, one: Line, *, can_rate: bool) -> None:
    """Let a point be chosen: four of them, no middle, none chosen to start with."""
    key = _key(sheet, one, "rating")
    words = [point.word for point in one.scale]
    titles = {point.word: point.title for point in one.scale}
    standing = sheet.now(one.key).rating
    st.radio(
        plain(one.title),
        words,
        index=words.index(standing) if standing in words else None,
        format_func=lambda word: plain(f"{_SIGNS.get(word, '')} {titles[word]}".strip()),
        key=key,
        horizontal=one.key not in _TALL,
        label_visibility="collapsed",
        disabled=not can_rate,
        on_change=sheet.keep,
        args=(one.key, "rating", key),
    )


def _reason_label(sheet: Sheet, one: Line, suggestion: Suggestion | None) -> str:
    chosen = sheet.now(one.key).rating
    if suggestion and suggestion.rating and chosen and chosen != suggestion.rating:
        return f"Reason, and why not {Rating(suggestion.rating).title.lower()} as suggested"
    return "Reason"


def _write(sheet: Sheet, one: Line, field: str, label: str, can_rate: bool) -> None:
    key = _key(sheet, one, field)
    named: dict[str, Any] = {
        "value": getattr(sheet.now(one.key), field),
        "key": key,
        "max_chars": _LONGEST,
        "disabled": not can_rate,
        "on_change": sheet.keep,
        "args": (one.key, field, key),
    }
    if field == "reason" and one.parent is None:
        st.text_area(label, height=68, **named)
    else:
        st.text_input(label, **named)


def offer_saving(desk: Desk, sheet: Sheet, suggestion: Suggestion) -> None:
    """Offer to save what was put down, or to drop it."""
    changed = sheet.changed()
    with st.container(horizontal=True, vertical_alignment="center", key="ratings_saving"):
        if st.button("Save ratings", type="primary", disabled=not changed, key="save_ratings"):
            _save(desk, sheet, suggestion)
        st.button(
            "Discard changes",
            disabled=not changed,
            key="drop_ratings",
            on_click=_drop,
            args=(sheet,),
        )
        count = len(changed)
        words = f"{count} {'line' if count == 1 else 'lines'} not saved yet." if count else ""
        show(tag("p", words, class_="quiet") if words else None)


def _save(desk: Desk, sheet: Sheet, suggestion: Suggestion) -> None:
    faults = sheet.faults()
    if faults:
        show(tag("ul", *(tag("li", fault) for fault in faults), class_="told", role="alert"))
        return
    given = sheet.given(desk, suggestion.rating)
    try:
        desk.store.write_ratings(given)
    except StocktakeError as fault:
        show(tag("p", str(fault), class_="told", role="alert"))
        return
    sheet.forget()
    whose = "Your individual scores are" if sheet.rater is RaterType.FIRST else "The ratings are"
    st.session_state[_SAID] = (
        f"{whose} saved: {len(given)} {'line' if len(given) == 1 else 'lines'}."
    )
    st.rerun()


def _drop(sheet: Sheet) -> None:
    for one in EVERY_LINE:
        for field in FIELDS:
            st.session_state.pop(_key(sheet, one, field), None)
    sheet.forget()
