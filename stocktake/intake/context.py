"""What a return is checked against, gathered from the store: never more of it than is needed."""

from dataclasses import replace
from datetime import datetime

import pandas as pd

from stocktake.errors import StocktakeError
from stocktake.model.indicator import Measure
from stocktake.returns.check import Fill
from stocktake.returns.context import ReturnContext
from stocktake.returns.expected import expected_figures
from stocktake.store import Reader, Store

_ENDED = ("done", "stopped")


def return_context(store: Store, known_at: datetime | None = None) -> ReturnContext:
    """Gather the register's part of what a return is checked against; no figures."""
    with store.reader(known_at, with_headlines=False) as db:
        moment = db.view("core.known_moment").iloc[0]
        return ReturnContext(
            departments=db.view("core.known_departments"),
            indicators=db.view("core.known_indicators"),
            units=db.view("core.known_units"),
            definitions=db.view("core.known_definitions"),
            rounds=db.view("core.known_rounds"),
            priorities=db.view("core.known_priorities"),
            today=moment["today_on"],
        )


def fill_context(
    store: Store, known_at: datetime | None = None, *, is_for_template: bool = False
) -> Fill:
    """Give what adds to a context all that is known of one department.

    Among twenty million figures those of one department are read in the time its return takes
    anyway; those of all departments are not. A template asks for open actions only; a check knows
    the ended ones too, because a workbook made before the end still has their rows.
    """

    def fill(context: ReturnContext, department_key: str, reporting_round: str) -> ReturnContext:
        with store.reader(known_at, with_headlines=False) as db:
            known = db.view("page.known_figures", department_key=department_key)
            filled = replace(
                context,
                known_figures=known,
                history=known,
                totals=_totals(context, department_key),
                waivers=db.view("core.known_waivers", department_key=department_key),
                actions=_asked(_actions(db), is_for_template),
                policy_steps=_asked(_policy_steps(db), is_for_template),
                self_ratings=_self_ratings(db),
            )
        expected = expected_figures(filled, department_key, reporting_round)
        return replace(filled, expected=expected)

    return fill


class Known:
    """A `fill` that remembers what it gave, for the review after the checks."""

    def __init__(self, store: Store, known_at: datetime | None = None) -> None:
        self._fill = fill_context(store, known_at)
        self.filled: ReturnContext | None = None

    def __call__(
        self, context: ReturnContext, department_key: str, reporting_round: str
    ) -> ReturnContext:
        """Fill the context, and keep it."""
        self.filled = self._fill(context, department_key, reporting_round)
        return self.filled


def find_round(context: ReturnContext, department_key: str, reporting_round: str) -> str:
    """Give the title of a department that is asked for a round; say which there are if not."""
    titles = dict(
        zip(context.departments["department_key"], context.departments["title"], strict=True)
    )
    must_be_one_of("department", department_key, list(titles))
    rounds = context.rounds
    ours = rounds.loc[rounds["department_key"] == department_key, "reporting_round"]
    must_be_one_of(f"reporting round of {department_key}", reporting_round, list(ours))
    return str(titles[department_key])


def must_be_one_of(noun: str, given: str, known: list[str]) -> None:
    """Raise StocktakeError naming the known ones when `given` is none of them."""
    if given not in known:
        raise StocktakeError(
            f'There is no {noun} "{given}". Use one of: {", ".join(sorted(known)) or "none yet"}.'
        )


def _totals(context: ReturnContext, department_key: str) -> pd.DataFrame:
    """Say which units are made of which others: a unit called like a group is the group's total.

    Only where the parts can be added up: counts, and percentages sent with their counts.
    """
    units, indicators = context.units, context.indicators
    named = units["name"].isin(set(units["unit_group"].dropna()))
    groups = units[["unit_key", "unit_type", "unit_group"]].merge(
        units.loc[named, ["unit_key", "unit_type", "name"]],
        left_on="unit_group", right_on="name", suffixes=("_part", ""),
    )  # fmt: skip
    groups = groups[groups["unit_type"] != groups["unit_type_part"]]
    ours = indicators[indicators["department_key"] == department_key]
    is_count = ours["measure"] == Measure.COUNT
    has_parts = (ours["measure"] == Measure.PERCENT) & ours["numerator_label"].notna()
    added = ours.assign(rule=is_count.map({True: "sum", False: "ratio"}))[is_count | has_parts]
    totals = added.merge(groups, left_on="unit_type", right_on="unit_type_part")
    return totals.rename(columns={"unit_key_part": "part_unit_key"})[
        ["indicator_key", "unit_key", "part_unit_key", "rule"]
    ]


def _actions(db: Reader) -> pd.DataFrame:
    updates = db.view("core.known_action_updates")
    return _with_answers(db.view("core.known_actions").assign(done_on=None), updates, "action_key")


def _policy_steps(db: Reader) -> pd.DataFrame:
    updates = db.view("core.known_policy_step_updates").assign(due_on=None)
    return _with_answers(db.view("core.known_policy_steps"), updates, "policy_step_key")


def _with_answers(rows: pd.DataFrame, updates: pd.DataFrame, key: str) -> pd.DataFrame:
    """Give the rows with what was said of them last, and whether they have ended by it.

    Each column counts on its own: a note without a date leaves the date of an earlier one.
    """
    ordered = updates.sort_values("received_at", kind="stable")
    last = ordered.groupby(key)[["status", "due_on", "done_on"]].last()
    made = rows.copy()
    for column in ("due_on", "done_on"):
        said = made[key].map(last[column]).astype(object)
        made[column] = said.where(said.notna(), made[column].astype(object))
    made["is_ended"] = made[key].map(last["status"]).isin(_ENDED) | made["done_on"].notna()
    return made


def _asked(rows: pd.DataFrame, is_for_template: bool) -> pd.DataFrame:
    if is_for_template:
        # A step that is done stays in the plan people look at; an action that is done is over.
        return rows[~rows["is_ended"]] if "action_key" in rows else rows
    return rows.assign(due_on=rows["due_on"].where(~rows["is_ended"], None))


def _self_ratings(db: Reader) -> pd.DataFrame:
    """Give the departments' last ratings of their own: from the register, or from a return."""
    register = db.view("core.known_ratings", rater_type="department")
    columns = ["priority_key", "category", "rating"]
    returns = db.view("core.known_self_ratings", is_newest=True)
    both = pd.concat(
        [
            register[columns].assign(given_at=register["rated_at"]),
            returns[columns].assign(given_at=returns["received_at"]),
        ],
        ignore_index=True,
    )
    latest = both.sort_values("given_at", kind="stable")
    latest = latest.drop_duplicates(columns[:2], keep="last")
    return latest[columns].reset_index(drop=True)
