"""The command line: `python -m stocktake --help`."""

import json
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from stocktake import __version__
from stocktake.errors import StocktakeError
from stocktake.intake import (
    check_file,
    fill_new_database,
    load_demo,
    load_register,
    submit_file,
)
from stocktake.model.facts import facts_from_row
from stocktake.model.finding import finding
from stocktake.model.moment import read_moment
from stocktake.model.problem import Problem, Verdict
from stocktake.returns.container import BULK
from stocktake.settings import Settings, read_settings
from stocktake.store import Store, View, open_store
from stocktake.store.backup import restore_backup

GOOD, HAS_PROBLEMS, CANNOT = 0, 1, 2

STATUS_COLUMNS = (
    "priority_key",
    "title",
    "department",
    "indicator_key",
    "period_end",
    "value",
    "plan",
    "gap",
    "position",
    "days_behind",
    "target_value",
    "target_on",
    "freshness",
)


def with_settings(command: Callable[..., int]) -> Callable[..., None]:
    """Give a command its settings, and turn faults into one sentence and exit code 2."""

    @click.option(
        "--database",
        type=click.Path(path_type=Path),
        help="The database file; STOCKTAKE_DATABASE says the same. Default: data/stocktake.duckdb.",
    )
    @wraps(command)
    def run(database: Path | None, **options: Any) -> None:
        try:
            code = command(read_settings(database=database), **options)
        except StocktakeError as fault:
            click.echo(str(fault), err=True)
            code = CANNOT
        except OSError as fault:
            # A full disk, a folder that went away: theirs to mend, so no traceback.
            click.echo(f"{fault.strerror or fault}: {fault.filename or 'a file'}.", err=True)
            code = CANNOT
        sys.exit(code)

    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="Stocktake")
def cli() -> None:
    """Stocktake: department returns in, trajectories and ratings on the wall."""


@cli.command()
@click.option("--demo", is_flag=True, help="Fill it with the demonstration unit.")
@click.option("--register", type=click.Path(path_type=Path), help="Start from your own register.")
@with_settings
def init(settings: Settings, demo: bool, register: Path | None) -> int:
    """Make the database, if it is not there; with --demo, fill an empty one."""
    name, who = settings.database.name, settings.local_user
    if demo and register:
        raise StocktakeError("Choose one of --demo and --register: the demo has its own register.")
    if _holds_data(settings):
        if register:
            with closing(open_store(settings.database)) as store:
                load_register(store, register, received_by=who)
            click.echo(f"{register.name} is now the register in use.")
        else:
            click.echo(f"{name} is ready; it holds data already.")
    elif demo:
        count = fill_new_database(settings.database, lambda store: _fill_demo(store, settings))
        click.echo(f"{name} holds the demonstration unit ({count} files).")
    else:
        source = register or settings.register
        fill_new_database(
            settings.database, lambda store: load_register(store, source, received_by=who)
        )
        click.echo(f"{name} is ready for returns.")
    return GOOD


def _holds_data(settings: Settings) -> bool:
    if not settings.database.exists():
        return False
    with closing(open_store(settings.database)) as store:
        return store.data_version() > 0


def _fill_demo(store: Store, settings: Settings) -> int:
    with click.progressbar(length=100, label="Loading the demonstration") as bar:
        return load_demo(
            store, settings.data, lambda share, _: bar.update(int(share * 100) - bar.pos)
        )


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON.")
@with_settings
def check(settings: Settings, file: Path, as_json: bool) -> int:
    """Check a return and say what must be fixed; nothing is kept."""
    _must_exist(file)
    store = _ready_store(settings)
    try:
        checked = check_file(store, file, limits=BULK)
    finally:
        store.close()
    _print_verdict(checked.verdict, checked.problems, file.name, as_json)
    return _exit_code(checked.verdict)


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", "who", required=True, help="Who sends it; kept with the figures.")
@with_settings
def submit(settings: Settings, file: Path, who: str) -> int:
    """Check a return and keep it when nothing must be fixed."""
    _must_exist(file)
    store = _ready_store(settings)
    try:
        outcome = submit_file(store, file, submitted_by=who, limits=BULK)
    finally:
        store.close()
    _print_verdict(outcome.checked.verdict, outcome.checked.problems, file.name, as_json=False)
    if outcome.receipt:
        receipt = outcome.receipt
        again = " It had been sent before: this is the first receipt." if receipt.is_repeat else ""
        click.echo(
            f"Receipt {receipt.submission_key}: {receipt.observation_count} figures, received "
            f"{receipt.received_at:%Y-%m-%d %H:%M} UTC, SHA-256 {receipt.file_hash}.{again}"
        )
    return _exit_code(outcome.checked.verdict)


@cli.command()
@click.option("--known-at", help="Show what was known on a day (2025-06-30) or moment, UTC.")
@click.option("--json", "as_json", is_flag=True, help="Print a list of priorities as JSON.")
@with_settings
def status(settings: Settings, known_at: str | None, as_json: bool) -> int:
    """Say where every priority stands against its trajectory."""
    moment = _moment(known_at)
    store = _ready_store(settings)
    try:
        with store.reader(moment) as db:
            rows = sorted(db.rows("page.wall"), key=lambda row: row["agenda_position"])
    finally:
        store.close()
    if as_json:
        click.echo(json.dumps([_status_of(row) for row in rows], indent=2, default=_plain))
        return GOOD
    for row in rows:
        click.echo(f"{row['title']}: {finding(facts_from_row(row))}")
    if not rows:
        click.echo(f"No priority had started by {known_at}.")
    return GOOD


@cli.command()
@with_settings
def views(settings: Settings) -> int:
    """Print every SQL view under what reads it, with the first line of its header."""
    store = _ready_store(settings)
    store.close()
    read_by_others = {name for view in store.views.values() for name in view.reads}
    for view in store.views.values():
        if view.name not in read_by_others:
            _print_tree(view, dict(store.views), depth=0)
    return GOOD


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_settings
def backup(settings: Settings, file: Path) -> int:
    """Copy the whole database to FILE, checked; safe while nothing else writes."""
    store = _ready_store(settings)
    try:
        counts = store.write_backup(file)
    finally:
        store.close()
    click.echo(f"{file} holds {counts['observations']} figures from {counts['files']} files.")
    return GOOD


@cli.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_settings
def restore(settings: Settings, file: Path) -> int:
    """Put a backup in the place of the database; the one there is kept beside it."""
    counts = restore_backup(file, settings.database)
    click.echo(f"{settings.database.name} now holds {counts['observations']} figures.")
    return GOOD


@cli.command()
@with_settings
def verify(settings: Settings) -> int:
    """Compare the audit's counters with what the tables hold."""
    store = _ready_store(settings)
    try:
        found = store.check_counters()
    finally:
        store.close()
    for sentence in found:
        click.echo(sentence, err=True)
    if found:
        click.echo("Restore the newest backup: python -m stocktake restore FILE.", err=True)
        return CANNOT
    click.echo(f"{settings.database.name} holds everything its audit says.")
    return GOOD


def _ready_store(settings: Settings) -> Store:
    if not settings.database.is_file():
        raise StocktakeError(
            f"There is no database at {settings.database}. Make it first: "
            "python -m stocktake init --demo, or init --register FILE for your own unit."
        )
    return open_store(settings.database)


def _must_exist(file: Path) -> None:
    if not file.is_file():
        raise StocktakeError(f"There is no file {file}. Check the name and the folder.")


def _moment(known_at: str | None) -> datetime | None:
    try:
        return read_moment(known_at) if known_at else None
    except ValueError as fault:
        raise StocktakeError(str(fault)) from fault


def _status_of(row: dict[str, Any]) -> dict[str, Any]:
    """Give one priority of `status --json`: plan, gap and position speak of `period_end` only.

    A promise about single months has figures between them that are judged by nothing; their
    row says so by nulls, and the finding tells how the last judged month went.
    """
    judged = row["compared_on"] == row["period_end"]
    spoken = {
        column: None
        if column in ("plan", "gap", "position", "days_behind") and not judged
        else row[column]
        for column in STATUS_COLUMNS
    }
    return {**spoken, "finding": finding(facts_from_row(row))}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _print_verdict(
    verdict: Verdict, problems: tuple[Problem, ...], name: str, as_json: bool
) -> None:
    if as_json:
        found = {"verdict": str(verdict), "problems": [problem.as_json() for problem in problems]}
        click.echo(json.dumps(found, indent=2, default=_plain))
        return
    said = {
        Verdict.ACCEPTED: f"{name}: nothing must be fixed.",
        Verdict.PROBLEMS: f"{name}: not kept; fix what is marked, and send it again.",
        Verdict.REFUSED: f"{name}: cannot be used.",
    }
    click.echo(said[verdict])
    for problem in problems:
        click.echo(f"{problem.code}  {problem.message} {problem.fix}".rstrip())


def _exit_code(verdict: Verdict) -> int:
    return {Verdict.ACCEPTED: GOOD, Verdict.PROBLEMS: HAS_PROBLEMS, Verdict.REFUSED: CANNOT}[
        verdict
    ]


def _print_tree(view: View, all_views: dict[str, View], depth: int) -> None:
    first_line = view.header.splitlines()[0] if view.header else ""
    click.echo(f"{'  ' * depth}{view.name}: {first_line}")
    for name in view.reads:
        if name in all_views:
            _print_tree(all_views[name], all_views, depth + 1)


if __name__ == "__main__":
    cli()
