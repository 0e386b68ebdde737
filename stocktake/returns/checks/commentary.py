"""The checks of the two sheets that hold a department's own words: Commentary and Self-rating."""

from typing import Any

import pandas as pd

from stocktake.model.rating import Category
from stocktake.returns.checks.side_cells import Side
from stocktake.returns.problems import said
from stocktake.returns.side_sheets import COMMENTARY, RATING_WORDS


def check_commentary(side: Side) -> list[dict[str, Any]]:
    """Read the texts; an empty one is asked about, one too long has to be cut."""
    made = []
    for row in side.keyed_rows(COMMENTARY):
        title, _, most = COMMENTARY[row.key]
        text = side.text(row, "text")
        if text is None:
            if not row.marks:
                side.note("R-431", row, ("text",), found=title)
            continue
        if len(text) > most:
            side.note("R-432", row, ("text",), found=f"{len(text):,}", expected=f"{most:,}")
        cell = side.rows.cell("text", row)
        made.append({"section": row.key, "text": text, "sheet": side.rows.sheet, "cell": cell})
    return made


def check_self_ratings(
    side: Side, priority_keys: set[str], latest: pd.DataFrame
) -> list[dict[str, Any]]:
    """Read the ratings; one that moved from the last needs a reason."""
    before = {
        f"{row['priority_key']}|{row['category']}": str(row["rating"])
        for row in latest.to_dict("records")
    }
    known = {f"{priority}|{category}" for priority in priority_keys for category in Category}
    made = []
    for row in side.keyed_rows(known):
        priority, _, category = row.key.partition("|")
        words = RATING_WORDS[category]
        rating = side.word(row, "rating", words)
        reason = side.text(row, "reason")
        if row.values["rating"] is None:
            side.note("R-443" if reason else "R-442", row, ("rating",))
        if rating is None:
            continue
        last = before.get(row.key)
        if last and last != rating and reason is None:
            side.note(
                "R-441", row, ("reason",),
                found=said(words[rating]), expected=said(words.get(last, last)),
            )  # fmt: skip
        made.append(
            {
                "priority_key": priority, "category": category, "rating": rating,
                "reason": reason, "sheet": side.rows.sheet, "row_number": row.row_number,
            }
        )  # fmt: skip
    return made
