"""Turn checked rows into observations: what is stored, each with the cells it came from."""

from datetime import date

import numpy as np
import pandas as pd

from stocktake.model.indicator import SYMBOLS, ObservationStatus
from stocktake.returns.figure_rows import FigureRows
from stocktake.returns.review import Held

COLUMNS = (
    "indicator_key", "unit_key", "period_start", "period_end", "value", "numerator",
    "denominator", "status", "symbol", "definition_version", "revision_reason", "note", "sheet",
    "row_number", "value_column", "numerator_column", "denominator_column",
)  # fmt: skip


def build_observations(tables: list[FigureRows], definitions: pd.DataFrame) -> pd.DataFrame:
    """Give one row per figure or symbol, with exactly the columns of the observations table.

    The sheets follow one another, so that the first observation is the first row of the first.
    """
    versions = DefinitionVersions(definitions)
    frames = [_sheet_observations(rows, versions) for rows in tables]
    filled = [frame for frame in frames if len(frame)] or frames[:1]
    return pd.concat(filled, ignore_index=True) if len(filled) > 1 else filled[0]


def keep_known_words(
    observations: pd.DataFrame, held: Held, are_wide: list[bool], counts: list[int]
) -> pd.DataFrame:
    """Leave status, reason and note of unmoved figures alone where they are said for a whole row.

    With periods across, a reason is about the figures of the row that moved; the rest are there
    because the template printed them.
    """
    is_wide = np.repeat(np.array(are_wide, dtype=bool), counts)
    is_kept = is_wide & held.is_known & ~held.is_moved
    kept = observations.copy()
    kept.loc[is_kept, "status"] = held.before.loc[is_kept, "status"]
    kept.loc[is_kept, ["revision_reason", "note"]] = None
    return kept


def _sheet_observations(rows: FigureRows, versions: "DefinitionVersions") -> pd.DataFrame:
    periods = [period for period in rows.periods if period is not None]
    starts = [period.start for period in periods]
    numbers = {
        # Where a symbol stands there is no value, whatever else the row may hold.
        "value": np.where([s is not None for s in rows.symbols], np.nan, rows.numbers["value"]),
        "numerator": rows.numbers["numerator"],
        "denominator": rows.numbers["denominator"],
    }
    places = {
        f"{name}_column": _text(
            [
                rows.letter(name, index) if found is not None else None
                for index, found in enumerate(rows.raw[name])
            ]
        )
        for name in ("value", "numerator", "denominator")
    }
    made = {
        "indicator_key": _text(rows.indicator_keys),
        "unit_key": _text(rows.unit_keys),
        "period_start": pd.Series(starts, dtype=object),
        "period_end": pd.Series([period.end for period in periods], dtype=object),
        **numbers,
        "status": _text([_status(*pair) for pair in zip(rows.statuses, rows.symbols, strict=True)]),
        "symbol": _text(rows.symbols),
        "definition_version": np.array(
            [versions.on(*pair) for pair in zip(rows.indicator_keys, starts, strict=True)],
            dtype=np.int64,
        ),
        "revision_reason": _text([_words(found) for found in rows.raw["revision_reason"]]),
        "note": _text([_words(found) for found in rows.raw["note"]]),
        "sheet": pd.Series([rows.sheet] * len(rows), dtype="str"),
        "row_number": np.array(rows.row_numbers, dtype=np.int64),
        **places,
    }
    return pd.DataFrame(made, columns=list(COLUMNS))


class DefinitionVersions:
    """Which definition of an indicator was in force when a period began."""

    def __init__(self, definitions: pd.DataFrame) -> None:
        self._spans: dict[str, list[tuple[date, int]]] = {}
        rows = definitions[["indicator_key", "valid_from", "definition_version"]]
        for key, since, version in rows.itertuples(index=False):
            self._spans.setdefault(key, []).append((since, int(version)))
        for spans in self._spans.values():
            spans.sort()
        self._found: dict[tuple[str, date], int] = {}

    def on(self, indicator_key: str, start: date) -> int:
        """Give the newest version valid from `start` or before, else the oldest there is."""
        key = (indicator_key, start)
        if key not in self._found:
            spans = self._spans.get(indicator_key, [(date.min, 1)])
            begun = [version for since, version in spans if since <= start]
            self._found[key] = begun[-1] if begun else spans[0][1]
        return self._found[key]


def _status(status: ObservationStatus | None, symbol: str | None) -> str:
    if status is not None:
        return status.value
    return (SYMBOLS[symbol] if symbol else ObservationStatus.FINAL).value


def _words(found: object) -> str | None:
    if isinstance(found, float):
        return f"{found:g}"
    return None if found is None else str(found)


def _text(values: list[str | None] | list[str]) -> "pd.Series[str]":
    return pd.Series(values, dtype="str")
