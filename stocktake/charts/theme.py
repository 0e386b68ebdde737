"""The house theme: one look for desk and room, drawn for newsprint rather than for a tool.

Colours of the rating scale are kept out of the charts on purpose: on a stocktake's screen orange
and teal already mean something. Actual figures are navy, plans are charcoal dashes, and one plum
accent is spent on the gap alone. All of them keep 4.5:1 on white, so they serve as text as well.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt

# Liberation Sans and Arial share their widths, so a label measured on one fits on the other.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

ACTUAL = "#12436D"
HISTORY = "#55789A"
PLAN = "#3D3D3D"
PROGRAM = "#6F777B"
ACCENT = "#801650"
BAND = "#DFE6EC"
INK = "#0B0C0C"
QUIET = "#505A5F"
RULE = "#D9DDE0"
AXIS = "#8A9299"
PAPER = "#FFFFFF"
UNREPORTED = "#F3F2EF"
HATCH = "#C9C7C0"
OTHERS = "#9AA5AE"
GAP = "#EBDDE5"


@dataclass(frozen=True)
class Scale:
    """How large things are drawn; `room` is meant for a projector at 1920 × 1080."""

    name: str
    width: int
    height: int
    text: int
    small: int
    line: float
    thin: float
    point: int
    diamond: int

    @property
    def is_room(self) -> bool:
        """Whether the chart is projected: nothing may hide behind a pointer there."""
        return self.name == "room"


DESK = Scale("desk", 900, 420, 16, 14, 3.0, 1.5, 46, 170)
ROOM = Scale("room", 1730, 525, 27, 25, 5.5, 2.5, 120, 520)


def scale_named(scale: str) -> Scale:
    """Give the scale called `desk` or `room`."""
    return {"desk": DESK, "room": ROOM}[scale]


def theme_config(scale: Scale) -> dict[str, Any]:
    """Give Vega's config for a scale: quiet horizontal rules, no frame, no axis lines."""
    return {
        "background": PAPER,
        "font": FONT,
        "padding": 4,
        "aria": not scale.is_room,
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": scale.text,
            "labelColor": QUIET,
            "labelPadding": scale.text // 2,
            "titleFontSize": scale.text,
            "titleFontWeight": "normal",
            "titleColor": QUIET,
            "gridColor": RULE,
            "gridWidth": 1,
            "domain": False,
            "ticks": False,
        },
        "axisX": {
            "grid": False,
            "domain": True,
            "domainColor": INK,
            "domainWidth": scale.thin,
            "ticks": True,
            "tickColor": AXIS,
            "tickSize": scale.text // 2,
            "tickWidth": 1.5,
        },
        "text": {"fontSize": scale.text, "color": INK, "font": FONT},
        "title": {
            "fontSize": scale.text,
            "fontWeight": "bold",
            "anchor": "start",
            "color": INK,
            "offset": scale.text // 2,
        },
        "line": {"strokeCap": "round", "strokeJoin": "round"},
        "concat": {"spacing": scale.text * 2},
    }


@alt.theme.register("stocktake", enable=True)
def house() -> alt.theme.ThemeConfig:
    """Register and enable the desk look for every chart; room charts configure themselves."""
    return alt.theme.ThemeConfig(config=theme_config(DESK))  # type: ignore[typeddict-item]


def in_scale(chart: Any, scale: Scale) -> Any:
    """Give the chart with its scale's configuration inside, so that it draws alike anywhere.

    Streamlit and vl-convert do not share Altair's theme registry; the spec carries it instead.
    """
    dressed = chart.copy(deep=False)
    dressed.config = _config(scale)
    return dressed


@cache
def _config(scale: Scale) -> Any:
    # Altair takes longer to read it than to draw a line.
    return alt.Config.from_dict(theme_config(scale))
