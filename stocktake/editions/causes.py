"""Why something is not as it was shown: what was received, withdrawn, judged or redefined since."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from stocktake.editions.differences import Row, number_or_none
from stocktake.editions.knowledge import Knowledge
from stocktake.editions.reopening import Edition
from stocktake.model.facts import plain_date
from stocktake.model.numbers import day, figure, sent_number, several
from stocktake.store.reading import Reader
from stocktake.store.standing import View

NOTHING_FOUND = (
    "No cause was found: nothing received, withdrawn, judged or redefined since touches it."
)
Shown = Knowledge | Edition
_MOST_RETURNS, _MOST_CELLS, _MOST_REASONS = 3, 3, 2


@dataclass(frozen=True)
class Cause:
    """Why, as one or more sentences; where it stands in a file."""

    why: str = ""
    where: str = ""

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.why)

    def told(self) -> "Cause":
        """Give this cause, or the sentence that says that there is none."""
        return self if self.why else Cause(NOTHING_FOUND)


def together(causes: Iterable[Cause]) -> Cause:
    """Put causes one after the other, each once."""
    found = [*dict.fromkeys(cause for cause in causes if cause)]
    places = [*dict.fromkeys(cause.where for cause in found if cause.where)]
    return Cause(" ".join(cause.why for cause in found), "; ".join(places))


@dataclass(frozen=True)
class Touched:
    """A return that was received, withdrawn or put back since, and the figures it brought."""

    submission: Row
    decision: Row | None
    rows: Mapping[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Causes:
    """Everything that happened between two moments, asked by what it may have changed."""

    touched: tuple[Touched, ...]
    units: Mapping[str, Collection[str]]
    scopes: Mapping[str, Collection[str]]
    indicators: Mapping[str, Row]
    register: Cause
    redefined: Collection[str]
    views: Mapping[str, View] = field(repr=False)
    days: tuple[date, date]

    def of_headline(self, priority_key: str, start: date | None, end: date) -> Cause:
        """Say what changed a priority's headline over one period."""
        units = self.units.get(priority_key, ())
        view = f"priority.{priority_key}"
        return self._or_else(self._returns(self._named_by(view), units, start, end), view)

    def _named_by(self, view: str) -> set[str]:
        """Give the indicators that the SQL of a headline names, and what those are weighed by."""
        scope = self.scopes.get(view.removeprefix("priority."), ())
        sql = self.views[view].sql if view in self.views else ""
        named = {key for key in scope if f"'{key}'" in sql} or set(scope)
        return named | {self._weight_of(key) for key in named} - {""}

    def _weight_of(self, indicator_key: str) -> str:
        return str(self.indicators.get(indicator_key, {}).get("weight_indicator_key") or "")

    def of_indicator(
        self, indicator_key: str, unit_key: str | None, start: date | None, end: date, view: str
    ) -> Cause:
        """Say what changed an indicator, of one unit or of all, over one period."""
        keys = [key for key in (indicator_key, self._weight_of(indicator_key)) if key]
        units = {unit_key} if unit_key else set()
        return self._or_else(self._returns(keys, units, start, end), view)

    def of_any_period(self, indicator_keys: Collection[str], view: str) -> Cause:
        """Say which returns brought figures of some indicators, whatever their period."""
        return self._or_else(self._returns(indicator_keys, (), date.min, date.max), view)

    def of_register(self, *views: str, or_days: bool = True) -> Cause:
        """Say what changed something that the register holds, some of it only from a day on."""
        found = together([self.register, *(self.of_sql(view) for view in views)])
        then, now = self.days
        if found or then == now or not or_days:
            return found
        return Cause(f"It was looked at on {day(then)} then, and is on {day(now)} now.")

    def of_department(self, department_key: str | None) -> Cause:
        """Say which returns of a department came or went: their side sheets count as a whole."""
        return together(
            Cause(_sentence(one), str(one.submission["file_name"]))
            for one in self.touched
            if one.submission["department_key"] == department_key
        )

    def of_sql(self, view: str, *, only_itself: bool = False) -> Cause:
        """Say which SQL behind a view is not what it was."""
        found = {view} & set(self.redefined) if only_itself else self._redefined_below(view)
        if not found:
            return Cause()
        files = [self.views[name].file if name in self.views else name for name in sorted(found)]
        shown = ", ".join(files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
        return Cause(f"The definition in SQL changed: {shown}.", shown)

    def _or_else(self, found: Cause, view: str) -> Cause:
        # A changed definition of its own is always told; the rules below it, and the register,
        # only where no return says why.
        own = self.of_sql(view, only_itself=True)
        if found or own:
            return together([found, own])
        return together([self.of_sql(view), self.register])

    def _redefined_below(self, view: str) -> set[str]:
        found, left, seen = set(), [view], set()
        while left:
            name = left.pop()
            # The roof over all headlines changes with every new priority, and says nothing.
            if name in seen or name == "page.headlines":
                continue
            seen.add(name)
            if name in self.redefined:
                found.add(name)
            left += self.views[name].reads if name in self.views else ()
        return found

    def _returns(
        self,
        indicator_keys: Collection[str],
        unit_keys: Collection[str],
        start: date | None,
        end: date,
    ) -> Cause:
        causes = []
        for one in self.touched:
            rows = [
                row
                for key in indicator_keys
                for row in one.rows.get(key, ())
                if (not unit_keys or row["unit_key"] in unit_keys)
                and (start or end) <= plain_date(row["period_end"]) <= end
            ]
            if rows:
                causes.append(Cause(_sentence(one, *self._figures(rows)), _place(one, rows)))
        if len(causes) > _MOST_RETURNS:
            more = f"And {several(len(causes) - _MOST_RETURNS, 'return')} more."
            causes = [*causes[:_MOST_RETURNS], Cause(more)]
        return together(causes)

    def _figures(self, rows: list[dict[str, Any]]) -> tuple[str, list[str]]:
        """Say which figures a return brought or changed, and its reasons for revising."""
        reasons = [*dict.fromkeys(row["revision_reason"] for row in rows if row["revision_reason"])]
        counts = Counter("new" if row["state"] == "new" else "changed" for row in rows)
        parts = [several(counts[of], f"{of} figure") for of in ("changed", "new") if counts[of]]
        brought = " and ".join(parts) + (f" ({self._figure(rows[0])})" if len(rows) == 1 else "")
        return brought, reasons[:_MOST_REASONS]

    def _figure(self, row: dict[str, Any]) -> str:
        facts = self.indicators.get(row["indicator_key"], {})
        what = f"{row['unit_name'] or row['unit_key']}, {day(plain_date(row['period_end']))}"
        old, new = _written(row, "old", facts), _written(row, "new", facts)
        return f"{what}: {new}" if row["state"] == "new" else f"{what}: {old} to {new}"


def _written(row: Row, which: str, facts: Row) -> str:
    value = number_or_none(row[f"{which}_value"])
    if value is not None:
        measure = facts.get("measure") or "count"
        return figure(measure, value, number_or_none(facts.get("rounding_unit")))
    numerator, denominator = row[f"{which}_numerator"], row[f"{which}_denominator"]
    if numerator is not None and denominator is not None:
        return f"{sent_number(numerator, 4)} of {sent_number(denominator, 4)}"
    status = row[f"{which}_status"]
    return str(status).replace("_", " ") if status else "no figure"


def _sentence(one: Touched, brought: str = "", reasons: Sequence[str] = ()) -> str:
    sent = one.submission
    on = day(plain_date(sent["received_at"]))
    if one.decision is None:
        text = f"The return {sent['file_name']}, sent by {sent['submitted_by']} on {on}"
        text += f", brought {brought}." if brought else ", came since."
        if reasons:
            text += f" Reason for revision: {' / '.join(map(_quoted, reasons))}."
        return text
    decided = one.decision
    what = f" ({brought})" if brought else ""
    verb = "was withdrawn" if decided["is_withdrawn"] else "was reinstated"
    return (
        f"The return {sent['file_name']} of {on}{what} {verb} by {decided['decided_by']} on "
        f"{day(plain_date(decided['received_at']))}: {_quoted(decided['reason'])}."
    )


def _quoted(text: object) -> str:
    return f"“{' '.join(str(text).split()).rstrip('.')}”"


def _place(one: Touched, rows: list[dict[str, Any]]) -> str:
    cells = [_cell(row) for row in rows]
    sheet = cells[0][0]
    shown = ", ".join(f"{column}{number or ''}" for _, number, column in cells[:_MOST_CELLS])
    more = f" and {len(cells) - _MOST_CELLS} more" if len(cells) > _MOST_CELLS else ""
    noun = "cell" if len(cells) == 1 else "cells"
    return f"{one.submission['file_name']}, sheet {sheet}, {noun} {shown}{more}"


def read_causes(db: Reader, views: Mapping[str, View], then: Shown, now: Shown) -> Causes:
    """Read what happened between two moments that are shown; `db` looks at everything received."""
    units: dict[str, set[str]] = {}
    for row in db.rows("core.priority_inputs"):
        units.setdefault(row["priority_key"], set()).add(row["unit_key"])
    scopes: dict[str, set[str]] = {}
    for row in db.rows("core.priority_scope"):
        scopes.setdefault(row["priority_key"], set()).add(row["indicator_key"])
    names = {*then.sql, *now.sql} - {"page.headlines"}
    return Causes(
        touched=tuple(_touched(db, then, now)),
        units=units,
        scopes=scopes,
        indicators={row["indicator_key"]: row for row in db.rows("core.known_indicators")},
        register=_register(then, now),
        redefined={name for name in names if then.sql.get(name) != now.sql.get(name)},
        views=views,
        days=(then.shown_on, now.shown_on),
    )


def _touched(db: Reader, then: Shown, now: Shown) -> Iterable[Touched]:
    before, after = then.sources["is_withdrawn"], now.sources["is_withdrawn"]
    # In use then, in use now: what is the same on both sides has changed nothing.
    moved = {
        key for key in {*before, *after} if (before.get(key) is False) != (after.get(key) is False)
    }
    submissions = [row for row in db.rows("core.known_all_submissions")
                   if row["submission_key"] in moved]  # fmt: skip
    decisions = {row["submission_key"]: row for row in db.rows("core.known_decisions")}
    as_now = isinstance(now, Knowledge)
    for sent in sorted(submissions, key=lambda row: row["received_at"], reverse=True):
        key = sent["submission_key"]
        decision = decisions.get(key) if key in before else None
        rows: dict[str, list[dict[str, Any]]] = {}
        for row in sorted(db.rows("page.submission_changes", submission_key=key), key=_cell):
            # What another return has replaced since is not what counts now.
            is_replaced = as_now and decision is None and not row["is_in_use"]
            if row["state"] != "unchanged" and not is_replaced:
                rows.setdefault(row["indicator_key"], []).append(row)
        yield Touched(sent, decision, rows)


def _cell(row: Row) -> tuple[str, int, str]:
    column = row["value_column"] or row["numerator_column"] or ""
    return row["sheet"] or "", row["row_number"] or 0, column


def _register(then: Shown, now: Shown) -> Cause:
    before, after = then.sources["register"], now.sources["register"]
    if before["register_key"] == after["register_key"]:
        return Cause()
    on = day(date.fromisoformat(str(after["received_at"])[:10]))
    return Cause(
        f"The register {after['file_name']} of {on} took the place of the one before.",
        str(after["file_name"]),
    )
