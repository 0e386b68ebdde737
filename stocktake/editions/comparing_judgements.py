"""What changed in judgements and promises: ratings, policy steps, actions, notes, the agenda."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from stocktake.editions.causes import Cause, Causes, Shown, together
from stocktake.editions.comparing_figures import One
from stocktake.editions.differences import Difference, Row, What, differing, paired, rows_by
from stocktake.model import rubric
from stocktake.model.facts import plain_date
from stocktake.model.meeting import MeetingPlan
from stocktake.model.numbers import day
from stocktake.model.step_effect import effect_of

_STATES = {
    "open": "open",
    "said_done": "reported complete",
    "closed": "closed",
    "dropped": "cancelled",
}


def rating_differences(one: One, then: Shown, now: Shown) -> Iterator[Difference]:
    """List what changed on the rating sheet: each line's newest rating, unit and department."""
    key = one.now.priority_key
    before, after = (_newest(shown.frames.rating_sheet, key) for shown in (then, now))
    for (rater_type, category), was, is_now in paired(before, after):
        if not differing(was, is_now, ("rating", "rating_round", "reason")):
            continue
        about = rubric_title(category)
        if rater_type == "department":
            about += ", the department's own"
        shown, known = (_rating_words(category, row) for row in (was, is_now))
        yield one.difference(What.RATING, about, shown, known, _why_rated(one, is_now, rater_type))


def _newest(sheet: pd.DataFrame, priority_key: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    own = sheet[sheet["priority_key"] == priority_key]
    in_turn = own.sort_values(["rating_round", "rated_at"], kind="stable")
    return rows_by(in_turn, "rater_type", "category")


def rubric_title(category: str) -> str:
    """Name a line of the sheet; one that is no line any more keeps its key."""
    try:
        return rubric.line(category).title
    except (KeyError, ValueError):
        return category.replace("_", " ").capitalize()


def _rating_words(category: str, row: Row | None) -> str:
    if row is None:
        return "not rated"
    try:
        word = rubric.point(category, row["rating"]).title
    except (KeyError, ValueError):
        word = str(row["rating"]).replace("_", "-").capitalize()
    return f"{word} ({row['rating_round']})"


def _why_rated(one: One, row: Row | None, rater_type: str) -> Cause:
    if row is None:
        own = one.causes.of_department(one.now.department_key)
        gone = own if rater_type == "department" else Cause()
        return together([gone or one.causes.of_register("page.rating_sheet")])
    on = day(plain_date(row["rated_at"]))
    reason = " ".join(str(row["reason"] or "").split()).rstrip(".")
    return Cause(f"Rated by {row['rated_by']} on {on}" + (f": “{reason}”." if reason else "."))


def step_differences(one: One, then: Shown, now: Shown) -> Iterator[Difference]:
    """List what changed in the policy steps: dates, and whether anything moved."""
    key = one.now.priority_key
    before, after = (
        rows_by(frame[frame["priority_key"] == key], "policy_step_key")
        for frame in (then.frames.policy_steps, now.frames.policy_steps)
    )
    for _, was, is_now in paired(before, after):
        title = (is_now or was or {})["title"]
        dated = differing(was, is_now, ("title", "due_on", "done_on"))
        if dated:
            shown, known = _step_words(was), _step_words(is_now)
            cause = one.causes.of_register("page.policy_steps")
            yield one.difference(What.POLICY_STEP, title, shown, known, cause)
        for whose in ("indicator", "target"):
            if was and is_now and differing(was, is_now, (f"{whose}_effect",)):
                shown, known = (effect_of(row, whose).words for row in (was, is_now))
                cause = _why_moved(one, is_now if whose == "indicator" else {})
                about = f"{title}: did the {whose} move?"
                yield one.difference(What.POLICY_STEP, about, shown, known, cause)


def _step_words(row: Row | None) -> str:
    if row is None:
        return "not in the plan"
    due = f"due {day(plain_date(row['due_on']))}"
    done = row["done_on"]
    return due if done is None else f"{due}, done {day(plain_date(done))}"


def _why_moved(one: One, step: Row) -> Cause:
    """Say which returns brought the figures that a step is judged by, whatever their period."""
    keys = [step["indicator_key"]] if step.get("indicator_key") else []
    keys = keys or sorted(one.causes.scopes.get(one.now.priority_key, ()))
    return one.causes.of_any_period(keys, "page.policy_steps")


def action_differences(
    then: Shown, now: Shown, history: list[dict[str, Any]], causes: Causes
) -> Iterator[Difference]:
    """List what became of actions: dates moved, owners, states, new ones."""
    told: dict[str, list[dict[str, Any]]] = {}
    for event in sorted(history, key=lambda row: row["step"]):
        told.setdefault(event["action_key"], []).append(event)
    keyed = (rows_by(shown.frames.actions, "action_key") for shown in (then, now))
    for (key,), was, is_now in paired(*keyed):
        row = is_now or was or {}
        events = told.get(key, [])
        for about, shown, known, done in _action_changes(was, is_now, events):
            cause = _why_done(done) if done else causes.of_register("page.action_ledger")
            found = cause.told()
            yield Difference(
                row["priority_key"], row["priority"] or "", What.ACTION,
                f"{row['text']}: {about}", shown, known, found.why, found.where,
            )  # fmt: skip


def _action_changes(
    was: Row | None, is_now: Row | None, events: list[dict[str, Any]]
) -> Iterator[tuple[str, str, str, dict[str, Any] | None]]:
    if was is None or is_now is None:
        row = is_now or was or {}
        words = f"{row['owner']}, due {day(plain_date(row['due_on']))}"
        shown, known = ("not agreed yet", words) if was is None else (words, "not in the ledger")
        yield "agreed", shown, known, _last(events, "agreed") if is_now else None
        return
    if differing(was, is_now, ("due_on",)):
        shown, known = (day(plain_date(row["due_on"])) for row in (was, is_now))
        dated = [one for one in events if one["due_on"] == is_now["due_on"]]
        yield "date", shown, known, dated[-1] if dated else None
    if differing(was, is_now, ("owner",)):
        event = _last(events, "reassigned")
        yield "owner", str(was["owner"] or "nobody"), str(is_now["owner"] or "nobody"), event
    if differing(was, is_now, ("state",)):
        shown, known = (_STATES.get(row["state"], str(row["state"])) for row in (was, is_now))
        yield "state", shown, known, _last(events, "closed", "dropped", "reopened", "update")


def _last(events: list[dict[str, Any]], *names: str) -> dict[str, Any] | None:
    return next((event for event in reversed(events) if event["event"] in names), None)


def _why_done(event: Mapping[str, Any]) -> Cause:
    verbs = {
        "agreed": "Agreed", "moved": "Rescheduled", "reassigned": "Reassigned",
        "closed": "Closed", "dropped": "Cancelled", "reopened": "Reopened",
        "update": "Updated in a return",
    }  # fmt: skip
    by = f" by {event['done_by']}" if event["done_by"] else ""
    where = f" in {event['meeting']}" if event.get("meeting") else ""
    text = f"{verbs.get(event['event'], event['event'])}{by}{where} on "
    text += day(plain_date(event["happened_at"]))
    said = event["reason"] or event["evidence"]
    return Cause(text + (f": “{' '.join(str(said).split()).rstrip('.')}”." if said else "."))


def note_differences(one: One, then: Shown, now: Shown) -> Iterator[Difference]:
    """List the remarks and changes of definition on the chart that came or went."""
    for name, about, view in (
        ("annotations", "remark", "page.annotations"),
        ("breaks", "change of definition", "page.priority_breaks"),
    ):
        frames = (getattr(shown.frames, name) for shown in (then, now))
        before, after = (
            rows_by(frame[frame["priority_key"] == one.now.priority_key], "happened_on", "text")
            for frame in frames
        )
        for (happened_on, text), was, is_now in paired(before, after):
            if was and is_now:
                continue
            shown, known = (text if row else "none" for row in (was, is_now))
            cause = one.causes.of_register(view)
            on = day(plain_date(happened_on))
            yield one.difference(What.NOTE, f"{about} of {on}", shown, known, cause)


def agenda_differences(
    then: MeetingPlan, now: MeetingPlan, saved: Mapping[str, Any]
) -> Iterator[Difference]:
    """List what changed in the plan of the stocktake; `saved` is the row of its newest version."""
    cause = Cause(
        f"Prepared anew by {saved['saved_by']} on {day(plain_date(saved['received_at']))}."
    )

    def difference(about: str, shown: str, known: str, key: str | None = None) -> Difference:
        return Difference(key, "", What.AGENDA, about, shown, known, cause.why)

    for about, shown, known in (
        ("title", then.title, now.title),
        ("day", day(then.held_on), day(now.held_on)),
        ("chair", then.chair, now.chair),
    ):
        if shown != known:
            yield difference(about, shown, known)
    before, after = _placed(then), _placed(now)
    for key, was, is_now in paired(before, after):
        if was != is_now:
            title = str((is_now or was or {})["title"])
            earlier, later = _item_words(was, is_now), _item_words(is_now, was)
            yield difference(title, earlier, later, key[1])
    standing = [key for key in before if key in after]
    moved = [key for key in after if key in before]
    if standing != moved:
        in_turn = [
            " · ".join(str(after[key]["title"]) for key in keys) for keys in (standing, moved)
        ]
        yield difference("order", *in_turn)


def _placed(plan: MeetingPlan) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Give the items by what they are about; two of a kind and subject are told apart by count."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for item in plan.items:
        subject = item.priority_key or (item.title if item.kind == "issue" else "")
        count = 0
        while (item.kind.value, item.priority_key, subject, count) in found:
            count += 1
        found[item.kind.value, item.priority_key, subject, count] = vars(item)
    return found


def _item_words(row: Row | None, other: Row | None) -> str:
    if row is None:
        return "not on the agenda"
    words = f"{row['minutes']} minutes"
    changed = differing(row, other or row, ("title", "text", "options", "ask"))
    return f"{words}, {row['title']}" + (
        f": {row['text']} {' / '.join(row['options'])} {row['ask']}".rstrip()
        if set(changed) - {"title"}
        else ""
    )
