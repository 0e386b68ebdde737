"""Targets, plans and the targets of single units, from what was published.

A value with a `target_id` is the published one: it is looked up, never typed a second time. Points
of origin `program` are on the straight line between their published neighbours, and say so.
"""

import calendar
from datetime import date
from pathlib import Path

import pandas as pd

from data.demo.sources import slug
from stocktake.returns.register_schema import SHEETS

_WRITTEN = Path(__file__).with_name("sheets")
_DRAWN = "On equal yearly steps to the target (not agreed)"
_RANGE = "range by the delivery unit (demo)"


def build_targets(published: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Build the sheet targets; a baseline nobody published is worked out from the figures."""
    rows = read_sheet("targets")
    source = published.loc[rows["target_id"]].reset_index(drop=True)
    due = pd.to_datetime(source["due"]).dt.date
    computed = rows["priority_key"].map(_baselines(figures))
    return rows.assign(
        baseline_value=rows["baseline_value"].fillna(computed),
        target_value=rows["target_value"].fillna(source["value"]),
        target_on=rows["target_on"].where(rows["target_on"].notna(), due),
        set_by=source["published_by"],
        document=source["document"],
        evidence_url=source["evidence_url"],
        evidence=rows["evidence"].fillna(source["evidence"]),
    )[list(SHEETS["targets"].columns)]


def _baselines(figures: pd.DataFrame) -> dict[str, float]:
    """Work out the baselines that are the first comparable figure in these data."""
    england = figures[figures["unit_key"] == "england"].set_index(["indicator_key", "period_end"])
    september = england.loc[("rtt_18_weeks", date(2024, 9, 30))]
    march = figures[
        (figures["indicator_key"] == "ae_four_hour")
        & (figures["period_end"] == date(2023, 3, 31))
        & (figures["status"] != "not_published")
    ]
    return {
        "ae_four_hour": round(100 * march["numerator"].sum() / march["denominator"].sum(), 4),
        "eighteen_weeks": round(100 * september["numerator"] / september["denominator"], 4),
        "very_long_waits": england.loc[("rtt_over_52_weeks", date(2022, 2, 28)), "value"],
        "scotrail_punctuality": round(_scotrail_first_year(figures), 4),
    }


def _scotrail_first_year(figures: pd.DataFrame) -> float:
    """Weight ScotRail's first four quarters by the trains planned in each."""
    ours = figures[
        (figures["unit_key"] == "operator_scotrail") & (figures["period_end"] <= date(2020, 3, 31))
    ]
    by_end = ours.set_index(["indicator_key", "period_end"])
    trains = by_end.loc["rail_cancelled", "denominator"]
    return float((by_end.loc["rail_punctuality", "value"] * trains).sum() / trains.sum())


def build_points(published: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Build the sheet trajectory_points, with the program's own points put on straight lines."""
    points = read_sheet("trajectory_points")
    # All versions of a target are counted from one baseline.
    of_each = targets.drop_duplicates("priority_key").set_index("priority_key")["baseline_value"]
    baselines = points["priority_key"].map(of_each)
    central = points["central"].astype(float)
    central = central.fillna(points["target_id"].map(published["value"]))
    central = central.where(points["origin"] != "baseline", baselines)
    # Yearly points, evenly spaced: position and date say the same.
    lines = [points["priority_key"], points["trajectory_version"]]
    central = central.groupby(lines).transform(lambda line: line.interpolate())
    drawn, banded = points["origin"] == "program", points["low"].notna()
    label = points["label"].where(~drawn, _DRAWN).where(~(drawn & banded), f"{_DRAWN}; {_RANGE}")
    return points.assign(central=central.round(4), label=label)[
        list(SHEETS["trajectory_points"].columns)
    ]


def build_unit_targets(published: pd.DataFrame) -> pd.DataFrame:
    """Build the sheet unit_targets: what was asked of each trust, authority, operator, borough."""
    parts = [
        _of_all_units(published, ["T005", "T006", "T007"], "ae_four_hour", "ae_four_hour"),
        _of_all_units(published, ["T012"], "eighteen_weeks", "rtt_18_weeks"),
        _of_all_units(published, ["T025"], "ehc_plans_20_weeks", "ehc_plans_20_weeks"),
        _of_all_units(published, ["T088", "T089", "T090"], "welsh_recycling", "recycling_rate"),
        _of_operators(published),
        _of_boroughs(published),
    ]
    return pd.concat(parts, ignore_index=True)[list(SHEETS["unit_targets"].columns)]


def _of_all_units(
    published: pd.DataFrame, ids: list[str], priority_key: str, indicator_key: str
) -> pd.DataFrame:
    rows = published.loc[ids].reset_index(drop=True)
    due = pd.to_datetime(rows["due"]).dt.date
    is_step = priority_key == "welsh_recycling"
    return pd.DataFrame(
        {
            "priority_key": priority_key,
            "indicator_key": indicator_key,
            "unit_key": None,
            "agreed_on": rows["published"].map(published_on),
            # The law on EHC plans has no date to reach it by: it holds from the day it began.
            "target_on": due.where(due.notna(), date(2014, 9, 1)),
            "value": rows["value"],
            "label": [f"{v:g}% step" if is_step else f"{v:g}% for each" for v in rows["value"]],
            "evidence": rows["evidence"],
        }
    )


def _of_operators(published: pd.DataFrame) -> pd.DataFrame:
    rows = published[published["indicator"].str.startswith("Rail")].reset_index(drop=True)
    # ScotRail is held to its target, not to the forecast on the way; the four have only a path.
    is_path = rows["kind"] == "trajectory"
    rows = rows[is_path ^ (rows["scope"] == "ScotRail")].reset_index(drop=True)
    scotrail = rows["scope"] == "ScotRail"
    path = [
        f"Path {end[:4]}: {value:g}%" for end, value in zip(rows["due"], rows["value"], strict=True)
    ]
    draft = rows["evidence"] + ". " + rows["note"]
    return pd.DataFrame(
        {
            "priority_key": scotrail.map(
                {True: "scotrail_punctuality", False: "operators_on_path"}
            ),
            "indicator_key": "rail_punctuality",
            "unit_key": "operator_" + rows["scope"].map(slug),
            "agreed_on": rows["published"].map(published_on),
            "target_on": pd.to_datetime(rows["due"]).dt.date,
            "value": rows["value"],
            "label": pd.Series(path).where(~scotrail, "Target 92.5%"),
            "evidence": rows["evidence"].where(scotrail, draft),
        }
    )


def _of_boroughs(published: pd.DataFrame) -> pd.DataFrame:
    rows = published[published["kind"] == "derived"].reset_index(drop=True)
    return pd.DataFrame(
        {
            "priority_key": "neighbourhood_crime",
            "indicator_key": "mopac7_offences",
            "unit_key": "borough_" + rows["scope"].map(slug),
            "agreed_on": date(2013, 3, 31),
            "target_on": pd.to_datetime(rows["due"]).dt.date,
            "value": rows["value"],
            "label": [f"{v:,.0f} offences in 12 months (20% fewer)" for v in rows["value"]],
            "evidence": rows["evidence"] + ". " + rows["note"],
        }
    )


def published_on(text: str) -> date:
    """Give the day a document is known to be out: the last of the month or year it names.

    >>> published_on("2022-12"), published_on("2010")
    (datetime.date(2022, 12, 31), datetime.date(2010, 12, 31))
    """
    parts = [int(part) for part in text.split("-")]
    if text == "2014":
        return date(2014, 9, 1)  # the one year with a known first day: the regulations began
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def read_sheet(name: str) -> pd.DataFrame:
    """Read a hand-written sheet; columns named `_on` or `_end` become dates, `_at` moments."""
    rows = pd.read_csv(_WRITTEN / f"{name}.csv")
    for column in rows.columns:
        if column.endswith(("_on", "_end", "valid_from")) and not column.startswith("tolerance"):
            rows[column] = pd.to_datetime(rows[column]).dt.date.astype(object)
        elif column.endswith("_at"):
            rows[column] = pd.to_datetime(rows[column])
    return rows
