"""What a return is checked against, gathered from the store: never more of it than is needed."""

from collections.abc import Set
from dataclasses import replace
from datetime import datetime

import pandas as pd

from stocktake.errors import StocktakeError
from stocktake.model.indicator import Measure
from stocktake.returns.check import Fill
from stocktake.returns.context import ReturnContext
from stocktake.returns.expected import expected_figures
from stocktake.returns.review import KEYS
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


def fill_context(store: Store, known_at: datetime | None = None) -> Fill:
    """Give what adds to a context all that a return is held against.

    Of the department's figures, which may be millions, these are those of the return's own
    indicators. Of the others only the units that had a row for the newest period are needed, to
    say what is missing.
    """

    def fill(
        context: ReturnContext, department_key: str, reporting_round: str, indicators: Set[str]
    ) -> ReturnContext:
        with store.reader(known_at, with_headlines=False) as db:
            latest = db.view("core.latest_units", department_key=department_key)
            known = _known_figures(db, context, department_key, indicators)
            return replace(
                context,
                known_figures=known,
                # A department that has sent nothing before has no usual movement; one that has
                # sent other indicators has, and is asked about those that move within a return.
                history=known if len(known) else latest.assign(value=float("nan")),
                expected=_expected(context, latest, department_key, reporting_round),
                totals=_totals(context, department_key),
                waivers=db.view("core.known_waivers", department_key=department_key),
                # A workbook made before the end of an action or a step still has its row.
                actions=_with_end(_actions(db)),
                policy_steps=_with_end(_policy_steps(db)),
                self_ratings=_self_ratings(db),
            )

    return fill


def fill_template(
    store: Store, context: ReturnContext, department_key: str, reporting_round: str
) -> ReturnContext:
    """Add to a context what the workbook of a department and round shows and asks for.

    A round that is in already is asked for the same figures again.
    """
    with store.reader(with_headlines=False) as db:
        latest = db.view("core.latest_units", department_key=department_key)
        expected = _expected(context, latest, department_key, reporting_round)
        view = "page.asked_figures"
        if not len(expected):
            view = "page.known_figures"
            expected = db.view(
                view, department_key=department_key, reporting_round=reporting_round
            )[KEYS]
        asked = set(expected["indicator_key"])
        actions = _actions(db)
        return replace(
            context,
            known_figures=_known_figures(db, context, department_key, asked, view),
            expected=expected,
            # A step that is done stays in the plan people look at; an action that is done is over.
            actions=actions[~actions["is_ended"]],
            policy_steps=_policy_steps(db),
            self_ratings=_self_ratings(db),
        )


def _expected(
    context: ReturnContext, latest: pd.DataFrame, department_key: str, reporting_round: str
) -> pd.DataFrame:
    """Give what the round asks for, the units of an indicator by their names."""
    names = dict(zip(context.units["unit_key"], context.units["name"], strict=True))
    ordered = latest.assign(name=latest["unit_key"].map(names)).sort_values(["name", "unit_key"])
    asked = replace(context, known_figures=ordered)
    return expected_figures(asked, department_key, reporting_round)


def _known_figures(
    db: Reader,
    context: ReturnContext,
    department_key: str,
    indicators: Set[str],
    view: str = "page.known_figures",
) -> pd.DataFrame:
    ours = context.indicators[context.indicators["department_key"] == department_key]
    named = [key for key in ours["indicator_key"] if key in indicators]
    # An empty frame is asked for too, for its columns.
    frames = [db.view(view, indicator_key=key) for key in named or [""]]
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


class Known:
    """A `fill` that remembers what it gave, for the review after the checks."""

    def __init__(self, store: Store, known_at: datetime | None = None) -> None:
        self._fill = fill_context(store, known_at)
        self.filled: ReturnContext | None = None

    def __call__(
        self,
        context: ReturnContext,
        department_key: str,
        reporting_round: str,
        indicators: Set[str],
    ) -> ReturnContext:
        """Fill the context, and keep it."""
        self.filled = self._fill(context, department_key, reporting_round, indicators)
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
    """Give the actions as the ledger has them: a date the unit moved is the date asked about."""
    ledger = db.view("core.action_ledger")[["action_key", "due_on", "owner", "state", "status"]]
    agreed = db.view("core.known_actions").drop(columns=["due_on", "owner"])
    rows = agreed.merge(ledger, on="action_key")
    return rows.assign(is_ended=rows["state"].ne("open") | rows["status"].isin(_ENDED))


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


def _with_end(rows: pd.DataFrame) -> pd.DataFrame:
    """Take the due day from what has ended: nobody is asked about it any more."""
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
