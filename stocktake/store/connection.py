"""Open the DuckDB file, lock it down, and say in plain words why that did not work."""

from pathlib import Path

import duckdb

from stocktake.errors import StoreBusyError, StoreError

LOCKED_DOWN = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    # The rest of the promised 1.5 GiB is the app's; what needs more spills to disk.
    "memory_limit": "1GB",
}


def connect(path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open `path`, external access off and configuration locked.

    Raises StoreBusyError when another process holds the file, StoreError otherwise.
    """
    config: dict[str, str | bool | int | float | list[str]] = {**LOCKED_DOWN}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        database = duckdb.connect(str(path), read_only=read_only, config=config)
        database.execute("set lock_configuration = true")
    except duckdb.Error as fault:
        raise _explained(path, fault) from fault
    except OSError as fault:
        raise StoreError(
            f"The folder of {path} cannot be made or read ({fault.strerror}). "
            "Choose another place with --database or STOCKTAKE_DATABASE."
        ) from fault
    return database


def _explained(path: Path, fault: duckdb.Error) -> StoreError:
    """Turn DuckDB's own text, which quotes paths and values, into a sentence with a remedy."""
    text = str(fault)
    if "lock" in text.lower() and "conflict" in text.lower():
        return StoreBusyError(
            f"The database {path.name} is in use by another program, most likely the running "
            "app. Stop it first, or upload the file on Departments → Upload."
        )
    if ".wal" in text:
        return StoreError(
            f"The log beside {path.name} ({path.name}.wal) is damaged, so the last changes cannot "
            "be read. Nothing was deleted. Keep copies of both files, then restore the newest "
            "backup: python -m stocktake restore FILE."
        )
    if "different version" in text or "newer" in text or "storage version" in text:
        return StoreError(
            f"{path.name} was written by a newer DuckDB than the one installed. Install the "
            "versions in requirements.txt, or use the Stocktake that wrote it."
        )
    if "not a valid DuckDB" in text or "magic" in text.lower() or "corrupt" in text.lower():
        return StoreError(
            f"{path.name} is not a Stocktake database, or is damaged. Nothing was changed. "
            "Choose another file with --database, or restore a backup: "
            "python -m stocktake restore FILE."
        )
    return StoreError(
        f"The database {path} cannot be opened. Check that it is a file this user may read and "
        "write, or choose another with --database or STOCKTAKE_DATABASE."
    )
