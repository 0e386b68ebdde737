"""What is written for one line of the agenda: an issue, a success, lines of inquiry."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from stocktake.documents.inquiring import suggested_lines
from stocktake.errors import StocktakeError
from stocktake.model.facts import PriorityFacts
from stocktake.model.finding import finding
from stocktake.model.meeting import AgendaItem, AgendaKind
from stocktake.ui import badges, prepare_agenda, prepare_draft, prepare_lines, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import link, show, tag
from stocktake.ui.prepare_draft import Draft
from stocktake.ui.prepare_lines import Line

# What fits on a screen of the meeting; longer is cut there, and stands whole in the pre-read.
LONGEST = {"title": 90, "text": 420, "options": 800, "ask": 260}
_NO_PRIORITY = ""
_UNSAVED = "prepare_inquiries_unsaved"
_SHOWN = {
    AgendaKind.ACTIONS: "What was agreed last time: overdue and rescheduled twice first.",
    AgendaKind.WALL: "One row for each priority, the most worrying first.",
    AgendaKind.DECISIONS: "What was captured, read back before anybody leaves.",
}


def show_writing(desk: Desk, draft: Draft, every: Mapping[str, PriorityFacts]) -> None:
    """Draw what can be written for the line that is open, and choose another."""
    if not draft.lines:
        show(tag("p", "Nothing is on the agenda yet. Add an item.", class_="empty"))
        return
    line = _pick(draft, every)
    kind = line.item.kind
    if kind is AgendaKind.PRIORITY:
        _show_priority(desk, draft, line, every)
    elif kind in (AgendaKind.ISSUE, AgendaKind.CELEBRATION):
        _show_words(desk, draft, line, every)
    else:
        _show_title(desk, draft, line)
        show(tag("p", _SHOWN[kind], class_="quiet"))


def _pick(draft: Draft, every: Mapping[str, PriorityFacts]) -> Line:
    """Let any line be chosen; the list on the left chooses too."""
    name = prepare_agenda.open_name(draft.meeting_key)
    keys = [line.line_key for line in draft.lines]
    box = f"{name}_box"
    st.session_state[box] = prepare_agenda.settle_open(draft)
    chosen = st.selectbox(
        "Edit item",
        keys,
        format_func=lambda key: _named(draft, key, every),
        key=box,
        on_change=_open,
        args=(name, box),
    )
    return prepare_lines.line_of(draft.lines, chosen) or draft.lines[0]


def _open(name: str, box: str) -> None:
    st.session_state[name] = st.session_state[box]


def _named(draft: Draft, line_key: str, every: Mapping[str, PriorityFacts]) -> str:
    place = next(n for n, line in enumerate(draft.lines, 1) if line.line_key == line_key)
    item = draft.lines[place - 1].item
    note = prepare_agenda.note_of(item, every)
    title = prepare_agenda.title_of(item, every)
    return f"{place}. {title}" + (f" ({note})" if note else "")


# ---- an issue, and what to celebrate ------------------------------------------------------------


def _show_title(desk: Desk, draft: Draft, line: Line) -> None:
    _text_line(desk, draft, line, "title", "Title")


def _show_words(desk: Desk, draft: Draft, line: Line, every: Mapping[str, PriorityFacts]) -> None:
    is_issue = line.item.kind is AgendaKind.ISSUE
    _show_title(desk, draft, line)
    _pick_priority(desk, draft, line, every, is_issue=is_issue)
    _text_area(
        desk, draft, line, "text",
        "What it is about" if is_issue else "What went well, and whom to thank", height=132,
    )  # fmt: skip
    if is_issue:
        _text_area(desk, draft, line, "options", "Options, one a line", height=118)
        _text_area(desk, draft, line, "ask", "The ask: what the chair should decide", height=80)
    lacks = prepare_lines.lacking((line,))
    where = "after its priority" if is_issue and line.item.priority_key else "in this place"
    said = lacks[0].partition(": ")[2].capitalize() if lacks else "Complete."
    show(tag("p", f"{said} Shown as one slide {where}.", class_="quiet"))


def _pick_priority(
    desk: Desk,
    draft: Draft,
    line: Line,
    every: Mapping[str, PriorityFacts],
    *,
    is_issue: bool,
) -> None:
    keys = [_NO_PRIORITY, *every]
    now = line.item.priority_key or _NO_PRIORITY
    if now not in keys:
        keys.append(now)
    name = _name(line, "priority_key")
    st.selectbox(
        "About which priority" if is_issue else "About which priority, if any",
        keys,
        index=keys.index(now),
        format_func=lambda key: every[key].title if key in every else key or "None in particular",
        key=name,
        on_change=_keep,
        args=(desk, draft.meeting_key, line.line_key, "priority_key", name),
    )


def _text_line(desk: Desk, draft: Draft, line: Line, field: str, label: str) -> None:
    name = _name(line, field)
    st.text_input(
        label,
        value=getattr(line.item, field),
        key=name,
        max_chars=max(LONGEST[field], len(getattr(line.item, field))),
        on_change=_keep,
        args=(desk, draft.meeting_key, line.line_key, field, name),
    )


def _text_area(
    desk: Desk, draft: Draft, line: Line, field: str, label: str, *, height: int
) -> None:
    name, now = _name(line, field), _text_of(line.item, field)
    st.text_area(
        label,
        value=now,
        key=name,
        height=height,
        max_chars=max(LONGEST[field], len(now)),
        on_change=_keep,
        args=(desk, draft.meeting_key, line.line_key, field, name),
    )


def _name(line: Line, field: str) -> str:
    """Name a widget so that it begins anew when a colleague has changed its line."""
    return f"prepare_{field}_{line.line_key}_{line.revision}"


def _text_of(item: AgendaItem, field: str) -> str:
    value = getattr(item, field)
    return value if isinstance(value, str) else "\n".join(value)


def _keep(desk: Desk, meeting_key: str, line_key: str, field: str, name: str) -> None:
    value = _read(field, st.session_state[name])
    prepare_draft.change_lines(
        desk, meeting_key, lambda lines: prepare_lines.changed(lines, line_key, **{field: value})
    )


def _read(field: str, typed: str | None) -> Any:
    """Read what was typed for a field, as the store keeps it: then it comes back the same."""
    text = (typed or "").strip()
    if field == "options":
        return lines_of(text)
    if field == "priority_key":
        return text or None
    return text


def lines_of(text: str) -> tuple[str, ...]:
    r"""Read one entry a line; empty lines are none.

    >>> lines_of("Move people\n\n  Move   teams ")
    ('Move people', 'Move teams')
    """
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


# ---- a priority: lines of inquiry ---------------------------------------------------------------


def _show_priority(
    desk: Desk, draft: Draft, line: Line, every: Mapping[str, PriorityFacts]
) -> None:
    facts = every.get(line.item.priority_key or "")
    if facts is None:
        show(
            tag(
                "p",
                "This priority is not listed, so nothing is shown.",
                class_="empty",
            )
        )
        return
    show(
        tag(
            "div",
            badges.shape(facts.rating),
            tag(
                "div",
                tag("p", finding(facts)),
                tag(
                    "p",
                    badges.position_tag(facts),
                    " ",
                    link("Open the priority", "priority", priority=facts.priority_key),
                ),
            ),
            class_="at-hand",
        )
    )
    show_inquiries(desk, draft, facts)
    issues = [
        one for one in draft.lines if prepare_lines.belongs_to(one.item) == facts.priority_key
    ]
    st.button(
        "Write another issue about it" if issues else "Write an issue about it",
        key="prepare_new_issue",
        on_click=prepare_agenda.add_item,
        args=(desk, draft.meeting_key, prepare_agenda.new_issue(facts)),
    )


def show_inquiries(desk: Desk, draft: Draft, facts: PriorityFacts) -> None:
    """Let the questions that the chair may put be edited; they start as fixed rules suggest."""
    suggested = suggestions(desk, facts)
    written = prepare_draft.prepared(desk, draft.meeting_key).inquiries.get(facts.priority_key)
    unsaved: dict[str, tuple[str, ...]] = st.session_state.get(_UNSAVED, {})
    mark = f"{draft.meeting_key}_{facts.priority_key}"
    now = unsaved.get(mark, suggested if written is None else written)
    # Another name when somebody has written others, so that the box begins anew.
    turn = st.session_state.get(f"prepare_inquiry_turn_{mark}", 0)
    name = f"prepare_inquiries_{mark}_{turn}"
    st.text_area(
        "Lines of inquiry, one a line",
        value="\n".join(now),
        key=name,
        height=150,
        max_chars=1200,
        on_change=_keep_inquiries,
        args=(desk, draft.meeting_key, facts.priority_key, name),
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        origin = "Suggested by rules from the figures." if written is None else "As written."
        show(tag("p", f"{origin} They go into the pre-read, not on a slide.", class_="quiet"))
        if written is not None and tuple(written) != suggested:
            st.button(
                "Suggest again",
                key="prepare_suggest_again",
                on_click=_suggest_again,
                args=(desk, draft.meeting_key, facts.priority_key, suggested),
            )


def suggestions(desk: Desk, facts: PriorityFacts) -> tuple[str, ...]:
    """Give the lines of inquiry that the rules suggest for a priority."""
    key = facts.priority_key
    actions = reads.desk_view(desk, "page.action_ledger")
    found = suggested_lines(
        facts,
        desk.day,
        spread=reads.of_priority(desk, "page.priority_spread", key),
        leading=reads.of_priority(desk, "page.leading_series", key),
        policy_steps=reads.of_priority(desk, "page.policy_steps", key),
        rating_sheet=reads.of_priority(desk, "page.rating_sheet", key),
        actions=actions[actions["priority_key"] == key],
    )
    return tuple(line.text for line in found)


def _keep_inquiries(desk: Desk, meeting_key: str, priority_key: str, name: str) -> None:
    _write_inquiries(desk, meeting_key, priority_key, lines_of(st.session_state[name] or ""))


def _suggest_again(
    desk: Desk, meeting_key: str, priority_key: str, suggested: tuple[str, ...]
) -> None:
    _write_inquiries(desk, meeting_key, priority_key, suggested)
    turn = f"prepare_inquiry_turn_{meeting_key}_{priority_key}"
    st.session_state[turn] = st.session_state.get(turn, 0) + 1


def _write_inquiries(
    desk: Desk, meeting_key: str, priority_key: str, lines: tuple[str, ...]
) -> None:
    unsaved: dict[str, tuple[str, ...]] = st.session_state.setdefault(_UNSAVED, {})
    mark = f"{meeting_key}_{priority_key}"
    try:
        desk.store.write_inquiries(meeting_key, priority_key, lines, written_by=desk.user.name)
    except StocktakeError as fault:
        unsaved[mark] = lines
        prepare_draft.say(f"Not saved: {fault} The lines are kept on this page; change one again.")
    else:
        unsaved.pop(mark, None)
