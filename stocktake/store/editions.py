"""Keep frozen editions: whole, with checksums, and readable whatever becomes of the SQL."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime

import duckdb

from stocktake import __version__
from stocktake.errors import StoreError
from stocktake.store.meetings import must_be_meeting
from stocktake.store.writing import append_row, moment_of_write, record_change, transaction


@dataclass(frozen=True)
class EditionFacts:
    """What a new edition is of. `known_at` is None when it was frozen as known then."""

    edition_key: str
    meeting_key: str
    title: str
    known_at: datetime | None
    shown_on: date
    data_version: int
    screen_count: int
    frozen_by: str


@dataclass(frozen=True)
class KeptEdition:
    """An edition as it was kept, with every part of it."""

    edition_key: str
    meeting_key: str
    title: str
    known_at: datetime | None
    shown_on: date
    data_version: int
    program_version: str
    screen_count: int
    byte_count: int
    checksum: str
    frozen_by: str
    received_at: datetime
    number: int
    parts: Mapping[str, bytes] = field(repr=False)


_KEPT = [one.name for one in fields(KeptEdition) if one.name != "parts"]
_OWN_COLUMNS = {
    "meeting_key": "edition.meeting_key::varchar",
    # Which of its stocktake's it is, those thrown away counted, as page.editions counts them.
    "number": """(
        select count(*)
        from tables.editions as earlier
        where earlier.meeting_key = edition.meeting_key
            and (earlier.received_at < edition.received_at
                or (earlier.received_at = edition.received_at
                    and earlier.edition_key <= edition.edition_key))
    )""",
}
_KEPT_COLUMNS = ", ".join(_OWN_COLUMNS.get(name, f"edition.{name}") for name in _KEPT)


def checksum_of(parts: Mapping[str, bytes]) -> str:
    """Sum up an edition: the hash of its parts' names and hashes, in the order of the names."""
    lines = [f"{name} {hashlib.sha256(parts[name]).hexdigest()}\n" for name in sorted(parts)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def append_edition(
    cursor: duckdb.DuckDBPyConnection,
    facts: EditionFacts,
    parts: Mapping[str, bytes],
    *,
    received_at: datetime | None,
) -> str:
    """Keep an edition with all its parts in one transaction; give its checksum."""
    checksum = checksum_of(parts)
    with transaction(cursor):
        must_be_meeting(cursor, facts.meeting_key)
        _must_be_free(cursor, facts.edition_key)
        moment = moment_of_write(cursor, received_at)
        edition = vars(facts) | {
            "program_version": __version__,
            "part_count": len(parts),
            "byte_count": sum(map(len, parts.values())),
            "checksum": checksum,
            "received_at": moment,
        }
        append_row(cursor, "editions", edition)
        for name in sorted(parts):
            row = {
                "edition_key": facts.edition_key,
                "part": name,
                "checksum": hashlib.sha256(parts[name]).hexdigest(),
                "content": parts[name],
            }
            append_row(cursor, "edition_parts", row)
        _record(cursor, moment, facts.frozen_by, "edition", facts.edition_key, len(parts))
    return checksum


def throw_edition_away(
    cursor: duckdb.DuckDBPyConnection,
    edition_key: str,
    *,
    decided_by: str,
    received_at: datetime | None,
) -> None:
    """Throw a rehearsal's edition away; raises StoreError for one that a meeting was held on.

    Its row stays, so that the audit still tells of it; its parts are nobody's record and go.
    """
    with transaction(cursor):
        _must_be_edition(cursor, edition_key)
        used = cursor.execute(
            "select 1 from tables.meeting_events as event where event.edition_key = $edition_key",
            {"edition_key": edition_key},
        ).fetchone()
        if used:
            raise StoreError(
                "A stocktake was held on this edition, so it is kept for good. "
                "Only a rehearsal copy can be discarded."
            )
        moment = moment_of_write(cursor, received_at)
        row = {
            "edition_key": edition_key,
            "state": "thrown_away",
            "decided_by": decided_by,
            "received_at": moment,
        }
        append_row(cursor, "edition_states", row)
        cursor.execute(
            "delete from tables.edition_parts where edition_key = $edition_key",
            {"edition_key": edition_key},
        )
        _record(cursor, moment, decided_by, "edition thrown away", edition_key, 1)


def read_part(cursor: duckdb.DuckDBPyConnection, edition_key: str, part: str) -> bytes:
    """Give one part as it was frozen; raises StoreError when it is not there or was changed."""
    found = cursor.execute(
        """
        select part.content, part.checksum
        from tables.edition_parts as part
        where part.edition_key = $edition_key and part.part = $part
        """,
        {"edition_key": edition_key, "part": part},
    ).fetchone()
    if found is None:
        raise StoreError(f"The edition {edition_key} has no part {part}, or was discarded.")
    content = bytes(found[0])
    if hashlib.sha256(content).hexdigest() != found[1]:
        raise StoreError(
            f"The edition {edition_key} is damaged: its part {part} is not what was frozen. "
            "Restore the newest backup: python -m stocktake restore FILE."
        )
    return content


def read_edition(cursor: duckdb.DuckDBPyConnection, edition_key: str) -> KeptEdition:
    """Give an edition with all its parts, from the tables alone: the views may have changed.

    Raises StoreError when it is not there, was thrown away, or is not whole any more.
    """
    row = cursor.execute(
        f"""
        select {_KEPT_COLUMNS}
        from tables.editions as edition
        where edition.edition_key = $edition_key
        """,
        {"edition_key": edition_key},
    ).fetchone()
    if row is None:
        raise StoreError(
            f'There is no edition "{edition_key}". python -m stocktake editions lists them.'
        )
    thrown_away = cursor.execute(
        "select 1 from tables.edition_states as state where state.edition_key = $edition_key",
        {"edition_key": edition_key},
    ).fetchone()
    if thrown_away:
        raise StoreError(f"The edition {edition_key} was a rehearsal copy and was discarded.")
    found = cursor.execute(
        """
        select part.part, part.content
        from tables.edition_parts as part
        where part.edition_key = $edition_key
        order by part.part
        """,
        {"edition_key": edition_key},
    ).fetchall()
    content = {str(name): bytes(part) for name, part in found}
    kept = KeptEdition(**dict(zip(_KEPT, row, strict=True)), parts=content)
    if checksum_of(kept.parts) != kept.checksum:
        raise StoreError(
            f"The edition {edition_key} is damaged: what is kept is not what was frozen. "
            "Restore the newest backup: python -m stocktake restore FILE."
        )
    return kept


def part_names(cursor: duckdb.DuckDBPyConnection, edition_key: str) -> list[str]:
    """Give the names of an edition's parts, sorted."""
    rows = cursor.execute(
        """
        select part.part
        from tables.edition_parts as part
        where part.edition_key = $edition_key
        order by part.part
        """,
        {"edition_key": edition_key},
    ).fetchall()
    return [str(row[0]) for row in rows]


def _must_be_free(cursor: duckdb.DuckDBPyConnection, edition_key: str) -> None:
    taken = cursor.execute(
        "select 1 from tables.editions as edition where edition.edition_key = $edition_key",
        {"edition_key": edition_key},
    ).fetchone()
    if taken:
        raise StoreError(f"There is an edition {edition_key} already. Nothing was kept twice.")


def _must_be_edition(cursor: duckdb.DuckDBPyConnection, edition_key: str) -> None:
    found = cursor.execute(
        "select 1 from tables.editions as edition where edition.edition_key = $edition_key",
        {"edition_key": edition_key},
    ).fetchone()
    if found is None:
        raise StoreError(f"There is no edition {edition_key}.")


def _record(
    cursor: duckdb.DuckDBPyConnection, moment: datetime, by: str, what: str, about: str, rows: int
) -> None:
    record_change(cursor, changed_at=moment, changed_by=by, what=what, about=about, row_count=rows)
