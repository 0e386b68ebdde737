"""What every command does: get its settings, open the database, and end in a sentence."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click

from stocktake.errors import StocktakeError
from stocktake.model.moment import read_moment
from stocktake.settings import Settings, read_settings
from stocktake.store import Store, open_store

GOOD, HAS_PROBLEMS, CANNOT = 0, 1, 2


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
            click.echo(said_fault(fault), err=True)
            code = CANNOT
        sys.exit(code)

    return run


def said_fault(fault: StocktakeError | OSError) -> str:
    """Say a fault in one sentence: a full disk or a lost folder is theirs to mend, too."""
    if isinstance(fault, OSError):
        return f"{fault.strerror or fault}: {fault.filename or 'a file'}."
    return str(fault)


@contextmanager
def ready_store(settings: Settings) -> Iterator[Store]:
    """Open the database, which must be there, and close it again."""
    if not settings.database.is_file():
        raise StocktakeError(
            f"There is no database at {settings.database}. Make it first: "
            "python -m stocktake init --demo, or init --register FILE for your own unit."
        )
    with closing(open_store(settings.database)) as store:
        yield store


def read_known_at(text: str | None) -> datetime | None:
    """Read the moment of an option --known-at; None is as known now."""
    try:
        return read_moment(text) if text else None
    except ValueError as fault:
        raise StocktakeError(str(fault)) from fault


def must_exist(file: Path) -> None:
    """Refuse a name that is no file."""
    if not file.is_file():
        raise StocktakeError(f"There is no file {file}. Check the name and the folder.")


def must_be_free(file: Path) -> None:
    """Refuse to write over anything."""
    if file.exists():
        raise StocktakeError(f"{file} exists already. Choose another name.")


def print_json(found: object) -> None:
    """Print a value as JSON, days as year-month-day."""
    click.echo(json.dumps(found, indent=2, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
