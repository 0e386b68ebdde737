"""A chart's paper: where days and values fall in pixels, and back."""

from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd

from stocktake.charts.axes import TimeAxis, ValueAxis
from stocktake.charts.theme import Scale

_DAY = 86_400.0


@dataclass(frozen=True)
class Canvas:
    """The two axes at the size of the plot itself, without what is written outside it."""

    values: ValueAxis
    times: TimeAxis
    scale: Scale
    width: float
    height: float

    @property
    def unit(self) -> float:
        """A pixel of the desk, as large as the room needs it."""
        return 1.6 if self.scale.is_room else 1.0

    def x_of(self, day: date | pd.Timestamp) -> float:
        """Give the pixel of a day, to the hour where it has one."""
        moment = pd.Timestamp(day)
        seconds = (moment - pd.Timestamp(self.times.first)).total_seconds()
        span = (self.times.last - self.times.first).days or 1
        return self.width * seconds / _DAY / span

    def spot(self, day: date | datetime, value: float) -> tuple[float, float]:
        """Give the pixel of a point."""
        return self.x_of(day), self.values.pixel(value, self.height)

    def day_at(self, x: float) -> pd.Timestamp:
        """Give the moment that is drawn at a pixel."""
        days = (self.times.last - self.times.first).days * x / self.width
        return pd.Timestamp(self.times.first) + pd.Timedelta(days=days)

    def value_at(self, y: float) -> float:
        """Give the value that is drawn at a pixel."""
        return self.values.high - (self.values.high - self.values.low) * y / self.height
