"""Keep a line of the front page in the unit's own words, for one stocktake."""

from datetime import datetime

import duckdb

from stocktake.errors import StoreError
from stocktake.model.front_page import MAX_SIGNS
from stocktake.store.meetings import must_be_meeting
from stocktake.store.writing import append_row, moment_of_write, record_change, transaction


def append_front_line(
    cursor: duckdb.DuckDBPyConnection,
    meeting_key: str,
    line_key: str,
    text: str | None,
    *,
    written_by: str,
    received_at: datetime | None,
) -> None:
    """Keep a wording in place of the one before; empty takes the line off, None gives it back.

    Raises StoreError for a stocktake that is not there, and for more than a line.
    """
    worded = None if text is None else " ".join(text.split())
    if worded is not None and len(worded) > MAX_SIGNS:
        raise StoreError(f"A line of the front page has at most {MAX_SIGNS} characters.")
    if worded == "" and line_key == "headline":
        raise StoreError("The headline cannot be left out. Write what the page should say.")
    with transaction(cursor):
        must_be_meeting(cursor, meeting_key)
        moment = moment_of_write(cursor, received_at)
        row = {
            "meeting_key": meeting_key,
            "line_key": line_key,
            "text": worded,
            "written_by": written_by,
            "received_at": moment,
        }
        append_row(cursor, "front_lines", row)
        record_change(
            cursor,
            changed_at=moment,
            changed_by=written_by,
            what="front line",
            about=meeting_key,
            row_count=1,
        )
