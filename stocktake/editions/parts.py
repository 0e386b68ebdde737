"""The parts of an edition as bytes: the same content always gives the same bytes."""

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from stocktake.deck.frames import DeckFrames, Screen
from stocktake.model.facts import is_nothing
from stocktake.model.meeting import AgendaItem, AgendaKind, MeetingPlan

# Raised when the parts of an edition change their form; an older form stays readable.
FORM = 1


def json_part(content: object) -> bytes:
    """Write plain content as JSON, keys in order; days as year-month-day."""
    text = json.dumps(
        content,
        ensure_ascii=False,
        sort_keys=True,
        indent=1,
        allow_nan=False,
        default=_plain,
    )
    return text.encode("utf-8", "surrogatepass")


def read_json(content: bytes) -> Any:
    """Read what `json_part` wrote."""
    return json.loads(content.decode("utf-8", "surrogatepass"))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "tolist"):
        return value.tolist()
    return str(value)


def rows_part(frame: pd.DataFrame) -> bytes:
    """Write a frame's rows as plain JSON, null where there is nothing."""
    rows = [
        {str(name): None if is_nothing(cell) else cell for name, cell in row.items()}
        for row in frame.to_dict("records")
    ]
    return json_part(rows)


def frame_part(frame: pd.DataFrame) -> bytes:
    """Write a frame as Parquet, without the names and versions of the programs that made it."""
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    written = io.BytesIO()
    pq.write_table(
        table, written, version="2.6", compression="zstd", compression_level=3, store_schema=False
    )
    return written.getvalue()


def read_frame(content: bytes) -> pd.DataFrame:
    """Read what `frame_part` wrote."""
    frame: pd.DataFrame = pq.read_table(io.BytesIO(content)).to_pandas()
    return frame


def frame_parts(frames: DeckFrames) -> dict[str, bytes]:
    """Write every frame, each a part of its own."""
    return {
        f"frames/{one.name}.parquet": frame_part(getattr(frames, one.name))
        for one in fields(DeckFrames)
    }


def read_frames(frozen: Mapping[str, bytes]) -> DeckFrames:
    """Read what `frame_parts` wrote; a frame that did not exist then is empty."""
    nothing = pd.DataFrame({"priority_key": []})
    found = {one.name: frozen.get(f"frames/{one.name}.parquet") for one in fields(DeckFrames)}
    return DeckFrames(
        **{
            name: nothing if content is None else read_frame(content)
            for name, content in found.items()
        }
    )


def screens_part(screens: list[Screen]) -> bytes:
    """Write the screens as they are shown."""
    return json_part([asdict(screen) for screen in screens])


def read_screens(content: bytes) -> list[Screen]:
    """Read the screens of an edition of any age: what is no field any more is passed over."""
    known = {one.name for one in fields(Screen)}
    return [
        Screen(**{name: value for name, value in row.items() if name in known})
        for row in read_json(content)
    ]


def plan_content(plan: MeetingPlan) -> dict[str, Any]:
    """Give a plan as plain content."""
    return asdict(plan)


def read_plan(content: Mapping[str, Any]) -> MeetingPlan:
    """Read what `plan_content` gave, through JSON."""
    return MeetingPlan(
        title=content["title"],
        held_on=date.fromisoformat(content["held_on"]),
        chair=content["chair"],
        department_keys=tuple(content["department_keys"]),
        items=tuple(
            AgendaItem(
                kind=AgendaKind(item["kind"]),
                title=item["title"],
                minutes=item["minutes"],
                priority_key=item["priority_key"],
                text=item["text"],
                options=tuple(item["options"]),
                ask=item["ask"],
            )
            for item in content["items"]
        ),
    )


def read_moment(text: str | None) -> datetime | None:
    """Read a moment of a part."""
    return datetime.fromisoformat(text) if text else None
