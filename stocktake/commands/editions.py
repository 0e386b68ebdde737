"""The commands of the stocktake: prepare, stocktakes, freeze, editions, export, compare.

What draws charts and writes documents is imported by the command that needs it: every other
command would start half a second later.
"""

import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stocktake.commands.running import (
    GOOD,
    must_be_free,
    print_json,
    read_known_at,
    ready_store,
    with_settings,
)
from stocktake.errors import StocktakeError
from stocktake.intake.context import must_be_one_of
from stocktake.model.numbers import number, several
from stocktake.settings import Settings
from stocktake.store import Store

if TYPE_CHECKING:
    from stocktake.editions.differences import Difference
    from stocktake.editions.reopening import Edition

_FEWEST_LETTERS = 8
_STEPS = 100


@click.command()
@click.argument("title")
@click.option("--on", "held_on", required=True, help="The day it is held, like 2026-05-20.")
@click.option("--chair", required=True, help="Who chairs it.")
@click.option("--department", "departments", multiple=True, help="Only this; may be repeated.")
@with_settings
def prepare(
    settings: Settings, title: str, held_on: str, chair: str, departments: tuple[str, ...]
) -> int:
    """Prepare a stocktake called TITLE with the usual agenda; it can be edited in the app."""
    from stocktake.editions.plans import default_plan

    if not (title.strip() and chair.strip()):
        raise StocktakeError("A stocktake needs a title and a chair. Write both out.")
    day = _day(held_on)
    with ready_store(settings) as store:
        with store.reader(with_headlines=False) as db:
            known = [row["department_key"] for row in db.rows("core.known_departments")]
        for key in departments:
            must_be_one_of("department", key, known)
        plan = default_plan(store, departments, held_on=day, chair=chair, title=title)
        key = store.write_meeting(plan, saved_by=settings.local_user)
    click.echo(f"{key}  {title}, {day}: {len(plan.items)} items, {plan.minutes} minutes.")
    return GOOD


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise StocktakeError(f'"{text}" is no day. Write it like 2026-05-20.') from fault


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@with_settings
def stocktakes(settings: Settings, as_json: bool) -> int:
    """List the stocktakes, the newest first."""
    with ready_store(settings) as store:
        rows = _meetings(store)
    if as_json:
        print_json(rows)
        return GOOD
    for row in rows:
        click.echo(f"{row['meeting_key']}  {_named(row)}: {_said(row)}.")
    if not rows:
        click.echo("No stocktake is prepared yet.")
    return GOOD


def _meetings(store: Store) -> list[dict[str, Any]]:
    with store.reader(with_headlines=False) as db:
        rows = db.rows("page.meetings")
    return sorted(rows, key=lambda row: (row["held_on"], row["received_at"]), reverse=True)


def _named(row: Mapping[str, Any]) -> str:
    return f"{row['title']}, {row['held_on']}"


def _said(row: Mapping[str, Any]) -> str:
    counted = several(row["priority_count"], "priority", "priorities")
    return f"{row['state']}, {counted}, {several(row['edition_count'], 'edition')}"


@click.command(name="freeze")
@click.argument("stocktake")
@click.option("--known-at", help="As known on a day (2026-02-17) or moment, UTC; default: now.")
@click.option("--by", "who", help="Who freezes it; kept with the edition.")
@with_settings
def freeze_command(
    settings: Settings, stocktake: str, known_at: str | None, who: str | None
) -> int:
    """Freeze what STOCKTAKE shows as an edition, and print its key and checksum.

    STOCKTAKE is a key (its first eight letters are enough), or a title or day when only one has
    it; `stocktakes` lists them.
    """
    from stocktake.editions.freezing import freeze

    moment = read_known_at(known_at)
    with ready_store(settings) as store:
        row = _find_stocktake(store, stocktake)
        with click.progressbar(length=_STEPS, label="Freezing", file=sys.stderr) as bar:
            receipt = freeze(
                store,
                row["meeting_key"],
                known_at=moment,
                frozen_by=who or settings.local_user,
                on_progress=lambda share, _: bar.update(int(share * _STEPS) - bar.pos),
            )
    size = receipt.byte_count / 2**20
    click.echo(f"Edition {receipt.edition_key} of {_named(row)}: {receipt.screen_count} screens, "
               f"{number(size, 1)} MiB.")  # fmt: skip
    click.echo(f"SHA-256 {receipt.checksum}")
    return GOOD


def _find_stocktake(store: Store, given: str) -> dict[str, Any]:
    rows, wanted = _meetings(store), given.strip().lower()
    long_enough = len(wanted) >= _FEWEST_LETTERS
    found = [row for row in rows if long_enough and row["meeting_key"].startswith(wanted)]
    found = found or [
        row for row in rows if wanted in (row["title"].lower(), row["held_on"].isoformat())
    ]
    if len(found) != 1:
        known = "; ".join(f"{row['meeting_key']} ({_named(row)})" for row in rows[:3])
        what = "no stocktake" if not found else "more than one stocktake"
        raise StocktakeError(
            f'There is {what} "{given}". Give its key; the newest are: {known or "none yet"}.'
        )
    return found[0]


@click.command(name="editions")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
@with_settings
def editions_command(settings: Settings, as_json: bool) -> int:
    """List the frozen editions, the newest first."""
    from stocktake.editions.reopening import editions

    with ready_store(settings) as store:
        rows = editions(store)
    if as_json:
        print_json(rows)
        return GOOD
    for row in rows:
        known = row["known_at"] or row["shown_on"]
        used = "used" if row["used_at"] else "not used"
        click.echo(
            f"{row['edition_key']}  {_named(row)}: as known at {known:%Y-%m-%d}, "
            f"{row['screen_count']} screens, {used}, SHA-256 {row['checksum']}."
        )
    if not rows:
        click.echo("Nothing is frozen yet: python -m stocktake freeze STOCKTAKE does it.")
    return GOOD


def _deck(store: Store, edition: "Edition") -> bytes:
    from stocktake.editions.reopening import offline_document

    with store.reader(with_headlines=False) as db:
        captured = db.rows("page.captures", meeting_key=edition.meeting_key)
    return offline_document(edition, captured).encode()


def _memo(store: Store, edition: "Edition") -> bytes:
    from stocktake.documents.memo import build_memo
    from stocktake.editions.records import record_of

    return build_memo(record_of(store, edition))


def _actions(store: Store, edition: "Edition") -> bytes:
    from stocktake.documents.actions_list import build_actions_list, list_of
    from stocktake.editions.records import record_of

    return build_actions_list(list_of(record_of(store, edition)))


def _preread(_: Store, edition: "Edition") -> bytes:
    from stocktake.documents.preread import build_preread
    from stocktake.editions.records import papers_of

    return build_preread(papers_of(edition)).encode()


_PAPERS: dict[str, tuple[str, Callable[[Store, "Edition"], bytes]]] = {
    "deck": ("html", _deck),
    "memo": ("docx", _memo),
    "actions": ("xlsx", _actions),
    "preread": ("html", _preread),
}


@click.command()
@click.argument("paper", type=click.Choice([*_PAPERS]))
@click.argument("edition")
@click.option("-o", "--output", "file", type=click.Path(path_type=Path), help="Where to write it.")
@with_settings
def export(settings: Settings, paper: str, edition: str, file: Path | None) -> int:
    """Write the deck, memo, list of actions or pre-read of EDITION as a file."""
    ending, build = _PAPERS[paper]
    with ready_store(settings) as store:
        opened = _find_edition(store, edition)
        path = file or Path(f"{paper}-{opened.edition_key}.{ending}")
        must_be_free(path)
        content = build(store, opened)
    path.write_bytes(content)
    click.echo(f"{path} holds the {paper} of edition {opened.edition_key}.")
    return GOOD


def _find_edition(store: Store, given: str) -> "Edition":
    """Re-open an edition by its key, or by a beginning that only one has."""
    from stocktake.editions.reopening import editions, reopen

    wanted = given.strip().lower()
    keys = [row["edition_key"] for row in editions(store)]
    found = [key for key in keys if key == wanted] or [
        key for key in keys if key.startswith(wanted) and len(wanted) >= _FEWEST_LETTERS
    ]
    # A key that is not listed may be that of an edition thrown away: the store knows what to say.
    return reopen(store, found[0] if len(found) == 1 else wanted)


@click.command(name="compare")
@click.argument("edition")
@click.argument("other", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the differences as JSON.")
@with_settings
def compare_command(settings: Settings, edition: str, other: str | None, as_json: bool) -> int:
    """Say what changed since EDITION was frozen, or between it and OTHER, and why."""
    from stocktake.editions.comparing import compare

    with ready_store(settings) as store:
        then = _find_edition(store, edition)
        now = _find_edition(store, other) if other else None
        found = compare(store, then, now)
    if as_json:
        print_json([asdict(one) for one in found])
        return GOOD
    for one in found:
        click.echo(_line(one))
    against = f"and edition {now.edition_key}" if now else "and what is known now"
    count = several(len(found), "difference") if found else "No difference"
    click.echo(f"{count} between edition {then.edition_key} {against}.")
    return GOOD


def _line(one: "Difference") -> str:
    whose = f"{one.priority}, " if one.priority else ""
    where = f" [{one.where}]" if one.where else ""
    return (
        f"{one.what.title}: {whose}{one.about}: shown then {one.shown_then}, "
        f"known now {one.known_now}. {one.why}{where}"
    )
