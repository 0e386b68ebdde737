"""The values an axis names, as Vega wants them."""

from typing import Any

from stocktake.charts.axes import ValueAxis


def ticks_of(axis: ValueAxis) -> dict[str, Any]:
    """Return the arguments of an Altair axis that names exactly the values of `axis`."""
    pairs = zip(axis.ticks, axis.labels, strict=True)
    written = "".join(f"abs(datum.value - ({tick})) < 1e-6 ? '{text}' : " for tick, text in pairs)
    return {"values": list(axis.ticks), "labelExpr": f"{written}''"}
