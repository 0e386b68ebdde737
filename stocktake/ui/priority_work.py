"""What follows for a priority on its page: the questions to ask, and what is owed."""

from typing import Any

from stocktake.documents.inquiring import suggested_lines
from stocktake.model.facts import PriorityFacts, is_nothing, plain_date
from stocktake.model.ledger import most_urgent_first
from stocktake.model.numbers import day
from stocktake.ui import ledger, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, link, show, tag

_PLANNED = ("prepared", "running")


def show_questions(desk: Desk, facts: PriorityFacts) -> None:
    """Draw the questions: those written for the next stocktake, else what the rules suggest."""
    meeting, written = _written(desk, facts.priority_key)
    if written is not None and meeting is not None:
        name = link(str(meeting["title"]), "prepare", meeting=meeting["meeting_key"])
        show(
            questions_list(written),
            tag("p", "Written for ", name, f", {day(meeting['held_on'])}.", class_="quiet"),
        )
        return
    show(
        questions_list(_suggested(desk, facts)),
        tag("p", "Suggested by the rules from what is known today; the unit may word them in "
            "Prepare.", class_="quiet"),
    )  # fmt: skip


def questions_list(lines: list[str]) -> Markup:
    """Give the questions by number."""
    if not lines:
        return tag("p", "No question was prepared.", class_="empty")
    return tag("ol", *(tag("li", line) for line in lines), class_="asked reading")


def _written(desk: Desk, priority_key: str) -> tuple[dict[str, Any] | None, list[str] | None]:
    """Give the next stocktake's own wording; None where nobody has written any."""
    rows = reads.records(reads.desk_view(desk, "page.meetings"))
    coming = [row for row in rows if row["state"] in _PLANNED]
    inquiries = reads.desk_view(desk, "core.known_inquiries", priority_key=priority_key)
    lines = {row["meeting_key"]: row["lines"] for row in reads.records(inquiries)}
    for meeting in sorted(coming, key=lambda row: row["held_on"]):
        if meeting["meeting_key"] in lines:
            text = lines[meeting["meeting_key"]]
            return meeting, [line for line in str(text or "").splitlines() if line.strip()]
    return None, None


def _suggested(desk: Desk, facts: PriorityFacts) -> list[str]:
    def own(name: str) -> Any:
        return reads.of_priority(desk, name, facts.priority_key)

    lines = suggested_lines(
        facts,
        desk.day,
        spread=own("page.priority_spread"),
        leading=own("page.leading_series"),
        policy_steps=own("page.policy_steps"),
        rating_sheet=own("page.rating_sheet"),
        actions=reads.desk_view(desk, "page.action_ledger", priority_key=facts.priority_key),
    )
    return [line.text for line in lines]


def show_actions(desk: Desk, facts: PriorityFacts) -> None:
    """Draw this priority's actions, the most urgent first, and its overdue steps with owners."""
    frame = reads.desk_view(desk, "page.action_ledger", priority_key=facts.priority_key)
    rows = most_urgent_first(frame.to_dict("records"))
    if rows:
        asked = ledger.Wanted(known_on=desk.known_on)
        show(ledger.ledger_table(rows, asked, desk.day))
    else:
        show(tag("p", "No action was agreed on this priority.", class_="empty"))
    steps = reads.of_priority(desk, "page.policy_steps", facts.priority_key)
    show(late_steps(reads.records(steps), facts))


def late_steps(steps: list[dict[str, Any]], facts: PriorityFacts) -> Markup | None:
    """Give the steps that are not done though their day has passed; None where there is none."""
    late = [row for row in steps if is_nothing(row["done_on"]) and _is_overdue(row)]
    if not late:
        return None
    head = ("Policy step", "Who", "Was due", "Department update")
    rows = [
        tag(
            "tr",
            tag("th", row["title"], scope="row"),
            tag("td", facts.owner or "nobody named"),
            tag("td", tag("b", day(plain_date(row["due_on"])))),
            tag("td", *_update(row)),
        )
        for row in sorted(late, key=lambda row: row["due_on"])
    ]
    return tag(
        "table",
        tag("caption", "Overdue policy steps"),
        tag("thead", tag("tr", *(tag("th", text, scope="col") for text in head))),
        tag("tbody", *rows),
        class_="plain",
    )


def _is_overdue(row: dict[str, Any]) -> bool:
    overdue = row.get("is_overdue", row.get("is_late"))
    return not is_nothing(overdue) and bool(overdue)


def _update(row: dict[str, Any]) -> list[Child]:
    """Give what the newest return said of the step, quoted, and its forecast."""
    note, forecast = row.get("said_note"), row.get("forecast_on")
    told: list[Child] = [] if is_nothing(note) else [tag("q", str(note))]
    if not is_nothing(forecast):
        told.append(tag("small", f"forecast {day(plain_date(forecast))}"))
    return told or [tag("span", "none", class_="quiet")]
