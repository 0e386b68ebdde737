"""The command line: `python -m stocktake --help`."""

import click

from stocktake import __version__
from stocktake.commands.database import backup, init, restore, verify, views
from stocktake.commands.desk import board, drafts, waive, withdraw
from stocktake.commands.editions import (
    compare_command,
    editions_command,
    export,
    freeze_command,
    prepare,
    stocktakes,
)
from stocktake.commands.returns import check, submit, template
from stocktake.commands.status import status


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="Stocktake")
def cli() -> None:
    """Stocktake: department returns in, trajectories and ratings on the wall."""


for _command in (
    init, status, template, check, submit, drafts, board, withdraw, waive, prepare,
    stocktakes, freeze_command, editions_command, export, compare_command, backup, restore, verify,
    views,
):  # fmt: skip
    cli.add_command(_command)


if __name__ == "__main__":
    cli()
