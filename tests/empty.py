"""A database with all tables and views and nothing in them: made once for a process, and copied.

Making the views takes most of a second. Opened again, a copy makes only those that its register
changes.
"""

import shutil
import tempfile
from functools import cache
from pathlib import Path

from stocktake.settings import PROJECT
from stocktake.store.connection import connect
from stocktake.store.migrations import migrate
from stocktake.store.views import build_views

QUERIES = PROJECT / "queries"


def new_database(path: Path) -> Path:
    """Put an empty database at `path`."""
    return Path(shutil.copyfile(Path(_made_once().name) / "empty.duckdb", path))


@cache
def _made_once() -> tempfile.TemporaryDirectory[str]:
    # The folder goes when the process ends.
    folder = tempfile.TemporaryDirectory(prefix="stocktake-empty-")
    path = Path(folder.name) / "empty.duckdb"
    database = connect(path)
    migrate(database, QUERIES, path)
    build_views(database, QUERIES)
    database.close()
    return folder
