"""The rating sheet and the policy steps of a priority."""

from typing import Any

import pandas as pd

from stocktake.model.facts import is_nothing
from stocktake.model.numbers import day
from stocktake.model.rating import Rating
from stocktake.model.rubric import LINES, Line, sub_questions
from stocktake.model.sentence import plain_name
from stocktake.model.step_effect import StepState, effect_of, state_of
from stocktake.ui import badges
from stocktake.ui.markup import Child, Markup, tag, together


def rating_table(sheet: pd.DataFrame) -> Markup:
    """Give the sheet of the newest round: the unit's rating, the department's own, the reasons."""
    latest = sheet[sheet["is_latest"].astype(bool)] if len(sheet) else sheet
    if latest.empty:
        return tag("p", "Nobody has rated this priority yet.", class_="empty")
    head = ("Judgement", "Delivery unit", "Reason", "Department's own rating")
    judged = set(latest["category"])
    # Overall first, then the lines somebody judged, each with its sub-questions under it.
    main = [one for one in LINES if one.parent is None and one.key in judged]
    rows = [
        _line_row(one, latest)
        for parent in sorted(main, key=lambda one: one.key != "overall")
        for one in (parent, *(sub for sub in sub_questions(parent.key) if sub.key in judged))
    ]
    return together(
        tag(
            "table",
            tag("caption", f"Round {latest['rating_round'].iloc[0]}"),
            tag("thead", tag("tr", *(tag("th", text, scope="col") for text in head))),
            tag("tbody", *rows),
            class_="plain sheet",
        ),
        _history(sheet),
    )


def _line_row(one: Line, latest: pd.DataFrame) -> Markup:
    own = latest[latest["category"] == one.key]
    by_rater = {row["rater_type"]: row for row in own.to_dict("records")}
    unit, department = by_rater.get("unit"), by_rater.get("department")
    return tag(
        "tr",
        tag("th", one.title, scope="row"),
        tag("td", _judgement(one, unit), _signed(unit)),
        tag("td", *_why(one, unit)),
        tag("td", *_department(one, unit, department)),
        class_="overall" if one.key == "overall" else "under" if one.parent else None,
    )


def _why(one: Line, unit: dict[Any, Any] | None) -> list[Child]:
    """Give the reason, what shows it, and what the rules had suggested."""
    if unit is None:
        return []
    told: list[Child] = [unit["reason"]]
    if not is_nothing(unit["evidence"]):
        told.append(tag("small", f"Evidence: {unit['evidence']}"))
    if one.key == "overall" and not is_nothing(unit["suggested_rating"]):
        suggested = Rating(str(unit["suggested_rating"])).title.lower()
        told.append(tag("small", f"Suggested: {suggested}."))
    return told


def _judgement(one: Line, row: dict[Any, Any] | None) -> Child:
    if row is None:
        return tag("span", "Not rated", class_="quiet")
    word = str(row["rating"])
    titles = {point.word: point.title for point in one.scale}
    if not one.is_coloured:
        return tag("strong", titles.get(word, word))
    return together(badges.shape(word), " ", tag("strong", titles.get(word, word)))


def _signed(row: dict[Any, Any] | None) -> Markup | None:
    if row is None:
        return None
    name = plain_name(str(row["rated_by"]))
    return tag("small", name, f", {day(row['rated_at'].date())}")


def _department(
    one: Line, unit: dict[Any, Any] | None, department: dict[Any, Any] | None
) -> list[Child]:
    if department is None:
        return [tag("span", "Not given", class_="quiet")]
    said: list[Child] = [_judgement(one, department), _signed(department)]
    if unit and one.is_coloured:
        steps = Rating(str(department["rating"])).score - Rating(str(unit["rating"])).score
        if steps:
            side = "higher" if steps > 0 else "lower"
            noun = "point" if abs(steps) == 1 else "points"
            said.append(tag("small", f"{abs(steps)} {noun} {side} than the unit", class_="differs"))
    return [*said, tag("p", department["reason"])]


def _history(sheet: pd.DataFrame) -> Markup | None:
    overall = sheet[(sheet["category"] == "overall") & (sheet["rater_type"] == "unit")]
    if len(overall) < 2:
        return None
    rows = overall.sort_values("rating_round").to_dict("records")
    items = [
        tag(
            "li",
            tag("span", row["rating_round"], class_="what"),
            badges.shape(str(row["rating"])),
            tag("span", Rating(str(row["rating"])).title),
        )
        for row in rows
    ]
    return tag("ol", *items, class_="history", aria_label="Likelihood, round by round")


def steps_table(steps: pd.DataFrame) -> Markup:
    """Give the policy steps with the three questions: done, indicator moved, target moved."""
    if steps.empty:
        return tag("p", "No policy steps in the register for this priority.", class_="empty")
    head = ("Policy step", "Due", "Done?", "Did its indicator move?", "Did the target figure move?")
    rows = [_step_row(row) for row in steps.sort_values("due_on").to_dict("records")]
    return tag(
        "table",
        tag("caption", "Three questions of each step, counted from the day it was done"),
        tag("thead", tag("tr", *(tag("th", text, scope="col") for text in head))),
        tag("tbody", *rows),
        class_="plain",
    )


def _step_row(row: dict[Any, Any]) -> Markup:
    title = str(row["title"]).removesuffix("(demo)").strip()
    state = state_of(row)
    return tag(
        "tr",
        tag("th", title, scope="row"),
        tag("td", day(state.due_on)),
        tag("td", *_done(state)),
        tag("td", _answer(row, "indicator"), _about(row)),
        tag("td", _answer(row, "target")),
    )


def _done(state: StepState) -> list[Child]:
    note = [tag("p", f"“{state.note}”")] if state.note else []
    return [tag("strong", state.answer), tag("small", state.detail), *note]


def _about(row: dict[Any, Any]) -> Markup | None:
    if is_nothing(row["indicator_title"]):
        return None
    return tag("small", str(row["indicator_title"]))


def _answer(row: dict[Any, Any], side: str) -> Markup:
    effect = effect_of(row, side)
    is_answer = effect.answer in ("yes", "no", "worse")
    return tag("strong", effect.cell) if is_answer else tag("span", effect.cell, class_="quiet")
