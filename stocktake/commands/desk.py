"""The commands of the unit's own desk: drafts, board, withdraw, waive."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import click

from stocktake import clock
from stocktake.commands.running import GOOD, print_json, ready_store, with_settings
from stocktake.errors import StocktakeError
from stocktake.intake import return_context
from stocktake.intake.context import must_be_one_of
from stocktake.model.gaps import freshness_words
from stocktake.model.numbers import several
from stocktake.returns.catalogue import CATALOGUE
from stocktake.returns.context import ReturnContext
from stocktake.settings import Settings
from stocktake.store import Store

_FEWEST_LETTERS = 8
_STATES = {
    "not_open": "not open yet",
    "not_sent": "not sent",
    "needs_fixing": "needs fixing",
    "waiting_for_explanation": "waits for an explanation",
    "ready_to_accept": "ready to accept",
    "accepted": "accepted",
}


@click.command()
@with_settings
def drafts(settings: Settings) -> int:
    """List what was sent and is not accepted yet, the newest first."""
    with ready_store(settings) as store, store.reader(with_headlines=False) as db:
        rows = db.rows("page.drafts", outcome="open")
    for row in sorted(rows, key=lambda row: row["received_at"], reverse=True):
        whose = f"{row['department'] or 'nobody known'} {row['reporting_round'] or ''}".strip()
        click.echo(
            f"{row['draft_key']}  {whose}: {row['file_name']}, sent by {row['sent_by']} on "
            f"{row['received_at']:%Y-%m-%d %H:%M} UTC; {_left(row)}."
        )
    if not rows:
        click.echo("No draft waits on the desk.")
    return GOOD


def _left(row: Mapping[str, Any]) -> str:
    if row["verdict"] == "refused":
        return "it cannot be used"
    if row["must_fix_count"]:
        return f"{several(row['must_fix_count'], 'thing')} to fix"
    if row["open_question_count"]:
        return f"{several(row['open_question_count'], 'question')} to answer"
    return "ready to accept"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print rounds and stale indicators as JSON.")
@with_settings
def board(settings: Settings, as_json: bool) -> int:
    """Say which returns are here, which are late, and which figures are stale."""
    with ready_store(settings) as store, store.reader(with_headlines=False) as db:
        rounds, stale = db.rows("page.board"), db.rows("page.stale_indicators")
    rounds.sort(key=lambda row: (row["department_position"], row["due_on"]))
    if as_json:
        print_json({"rounds": rounds, "stale_indicators": stale})
        return GOOD
    newest = {row["department"]: row["reporting_round"] for row in rounds
              if row["state"] != "not_open"}  # fmt: skip
    for row in rounds:
        # What is accepted is done with; the newest round is shown however it stands.
        if row["state"] != "accepted" or newest.get(row["department"]) == row["reporting_round"]:
            click.echo(_board_line(row))
    for row in stale:
        mark = freshness_words(row["freshness"], row["stale_on"], row["ended_on"])
        due = f", the next was due by {row['stale_on']}" if row["stale_on"] else ""
        click.echo(
            f"{mark}: {row['title']} ({row['department']}); the latest figure is of "
            f"{row['latest_period_end']}{due}."
        )
    return GOOD


def _board_line(row: Mapping[str, Any]) -> str:
    line = f"{row['department']} {row['reporting_round']}, due {row['due_on']}: "
    line += _STATES[row["state"]]
    if row["must_fix_count"] and row["state"] == "needs_fixing":
        line += f" ({several(row['must_fix_count'], 'thing')})"
    if row["open_question_count"] and row["state"] == "waiting_for_explanation":
        line += f" ({several(row['open_question_count'], 'question')})"
    if row["days_late"]:
        line += f", {several(row['days_late'], 'day')} late"
    return f"{line}."


@click.command()
@click.argument("submission")
@click.option("--by", "who", required=True, help="Who decides it; kept with the decision.")
@click.option("--reason", required=True, help="Why; shown in the history.")
@click.option("--undo", is_flag=True, help="Put it back into use.")
@with_settings
def withdraw(settings: Settings, submission: str, who: str, reason: str, undo: bool) -> int:
    """Take an accepted return out of use as a whole, or put it back with --undo.

    SUBMISSION is the key on the receipt; its first eight letters are enough.
    """
    _must_say("reason", reason)
    with ready_store(settings) as store:
        row = _find_submission(store, submission)
        if row["is_withdrawn"] is not undo:
            state = "in use" if undo else "withdrawn already"
            raise StocktakeError(f"{row['file_name']} is {state}. Nothing was changed.")
        store.write_withdrawal(
            row["submission_key"], is_withdrawn=not undo, decided_by=who, reason=reason
        )
    said = "is in use again" if undo else "is withdrawn; figures sent before it count again"
    click.echo(f"{row['file_name']} ({row['department_key']} {row['reporting_round']}) {said}.")
    return GOOD


def _find_submission(store: Store, given: str) -> dict[str, Any]:
    with store.reader(with_headlines=False) as db:
        rows = db.rows("core.known_all_submissions")
    wanted = given.strip().lower()
    found = [row for row in rows if row["submission_key"].startswith(wanted)]
    if len(wanted) < _FEWEST_LETTERS or len(found) != 1:
        newest = sorted(rows, key=lambda row: row["received_at"])[-3:]
        known = ", ".join(f"{row['submission_key']} ({row['file_name']})" for row in newest)
        raise StocktakeError(
            f'There is no one submission "{given}". Give the key on its receipt; the newest are: '
            f"{known or 'none yet'}."
        )
    return found[0]


@click.command()
@click.argument("code")
@click.argument("department")
@click.option("--indicator", help="For this indicator only.")
@click.option("--unit", help="For this unit only.")
@click.option("--reason", required=True, help="Why the check does not hold here.")
@click.option("--by", "who", required=True, help="Who signs for it.")
@click.option("--until", required=True, help="The last day it holds, like 2026-12-31.")
@with_settings
def waive(
    settings: Settings,
    code: str,
    department: str,
    indicator: str | None,
    unit: str | None,
    reason: str,
    who: str,
    until: str,
) -> int:
    """Sign an exception: until a day, the check CODE asks nothing of DEPARTMENT."""
    _must_say("reason", reason)
    with ready_store(settings) as store:
        context = return_context(store)
        today = context.today or clock.today()
        expires_on = _last_day(until, today)
        _must_be_known(context, code, department, indicator, unit)
        store.write_waiver(
            code=code,
            department_key=department,
            indicator_key=indicator,
            unit_key=unit,
            reason=reason,
            signed_by=who,
            signed_on=today,
            expires_on=expires_on,
        )
    scope = ", ".join(name for name in (indicator, unit) if name)
    click.echo(
        f"{code} asks nothing of {department}{f' ({scope})' if scope else ''} until {expires_on}, "
        f"signed by {who}."
    )
    return GOOD


def _last_day(until: str, today: date) -> date:
    try:
        day = date.fromisoformat(until)
    except ValueError as fault:
        raise StocktakeError(f'"{until}" is no day. Write it like 2026-12-31.') from fault
    if day < today:
        raise StocktakeError(f"{day} is over. Give the last day the exception is to hold.")
    return day


def _must_be_known(
    context: ReturnContext, code: str, department: str, indicator: str | None, unit: str | None
) -> None:
    can_be_waived = [name for name, found in CATALOGUE.items() if found.can_be_waived]
    must_be_one_of("check that can be waived called", code, can_be_waived)
    must_be_one_of("department", department, list(context.departments["department_key"]))
    if indicator is not None:
        rows = context.indicators
        ours = rows.loc[rows["department_key"] == department, "indicator_key"]
        must_be_one_of(f"indicator of {department}", indicator, list(ours))
    if unit is not None and unit not in set(context.units["unit_key"]):
        raise StocktakeError(
            f'There is no unit "{unit}". Its key stands in the sheet units of the register.'
        )


def _must_say(noun: str, given: str) -> None:
    if not given.strip():
        raise StocktakeError(f"The {noun} is empty. Say it in a sentence.")
