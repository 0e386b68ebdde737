"""The commands that make and keep the database: init, backup, restore, verify, views."""

from pathlib import Path

import click

from stocktake.commands.running import CANNOT, GOOD, ready_store, with_settings
from stocktake.errors import StocktakeError
from stocktake.intake import fill_new_database, load_demo, load_register
from stocktake.settings import Settings
from stocktake.store import Store, View
from stocktake.store.backup import restore_backup


@click.command()
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
            with ready_store(settings) as store:
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
    with ready_store(settings) as store:
        return store.data_version() > 0


def _fill_demo(store: Store, settings: Settings) -> int:
    from stocktake.editions.demo import freeze_as_of  # half a second that only this needs

    with click.progressbar(length=100, label="Loading the demonstration") as bar:
        return load_demo(
            store,
            settings.data,
            lambda share, _: bar.update(int(share * 100) - bar.pos),
            freeze=freeze_as_of,
        )


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_settings
def backup(settings: Settings, file: Path) -> int:
    """Copy the whole database to FILE, checked; safe while nothing else writes."""
    with ready_store(settings) as store:
        counts = store.write_backup(file)
    click.echo(f"{file} holds {counts['observations']} figures from {counts['files']} files.")
    return GOOD


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@with_settings
def restore(settings: Settings, file: Path) -> int:
    """Put a backup in the place of the database; the one there is kept beside it."""
    counts = restore_backup(file, settings.database)
    click.echo(f"{settings.database.name} now holds {counts['observations']} figures.")
    return GOOD


@click.command()
@with_settings
def verify(settings: Settings) -> int:
    """Compare the audit's counters with what the tables hold."""
    with ready_store(settings) as store:
        found = store.check_counters()
    for sentence in found:
        click.echo(sentence, err=True)
    if found:
        click.echo("Restore the newest backup: python -m stocktake restore FILE.", err=True)
        return CANNOT
    click.echo(f"{settings.database.name} holds everything its audit says.")
    return GOOD


@click.command()
@with_settings
def views(settings: Settings) -> int:
    """Print every SQL view under what reads it, with the first line of its header."""
    with ready_store(settings) as store:
        found = dict(store.views)
    read_by_others = {name for view in found.values() for name in view.reads}
    for view in found.values():
        if view.name not in read_by_others:
            _print_tree(view, found, depth=0)
    return GOOD


def _print_tree(view: View, all_views: dict[str, View], depth: int) -> None:
    first_line = view.header.splitlines()[0] if view.header else ""
    click.echo(f"{'  ' * depth}{view.name}: {first_line}")
    for name in view.reads:
        if name in all_views:
            _print_tree(all_views[name], all_views, depth + 1)
