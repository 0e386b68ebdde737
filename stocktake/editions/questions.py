"""The questions of a stocktake: those the unit wrote for it, else what the rules suggest.

They are put into the frames before anything is drawn, so that the deck, the pre-read and the
front page of one edition ask the same.
"""

from dataclasses import replace

import pandas as pd

from stocktake.documents.inquiring import suggested_lines
from stocktake.editions.knowledge import Knowledge, facts_of


def with_questions(shown: Knowledge) -> Knowledge:
    """Return the same knowledge with its lines of inquiry among the frames: those written win."""
    written = shown.written_inquiries
    rows = [
        {"priority_key": key, "position": position, "text": text}
        for key in shown.priority_keys
        for position, text in enumerate(written.get(key, _suggested(shown, key)), start=1)
    ]
    frame = pd.DataFrame(rows, columns=["priority_key", "position", "text"])
    return replace(shown, frames=replace(shown.frames, inquiries=frame))


def questions_of(shown: Knowledge) -> dict[str, tuple[str, ...]]:
    """Return the lines of inquiry of each priority of the agenda, as the frames hold them."""
    parts = {key: shown.frames.of(key).inquiries for key in shown.priority_keys}
    return {
        key: tuple(rows.sort_values("position")["text"]) if len(rows) else ()
        for key, rows in parts.items()
    }


def _suggested(shown: Knowledge, key: str) -> tuple[str, ...]:
    own = shown.frames.of(key)
    lines = suggested_lines(
        facts_of(own.wall)[0],
        shown.shown_on,
        spread=own.spread,
        leading=own.leading,
        policy_steps=own.policy_steps,
        rating_sheet=own.rating_sheet,
        actions=own.actions,
    )
    return tuple(line.text for line in lines)
