"""Split the figures into the returns of each reporting round, and write them.

Which figure came in which return is the demonstration's: the real publishers put these figures on
web pages. The order is kept true to life, so that looking back shows only what was out by then.
"""

from datetime import date, timedelta
from pathlib import Path

import pandas as pd

from data.demo.answers import add_answers, read_answers
from data.demo.plans import read_sheet
from data.demo.sources import read_figures, read_first_published
from stocktake.model.period import month_end
from stocktake.returns.context import context_from_register
from stocktake.returns.cover import Cover
from stocktake.returns.register import read_register
from stocktake.returns.template import write_return

_REASON = "Resubmitted by the trust; NHS England's later file"
_LATE = "First sent with the trust's resubmitted figures."
_KEYS = ["indicator_key", "unit_key", "period_end"]
# The rounds that bring the resubmitted A&E figures, by the last month they cover.
_REVISION_ROUNDS = {date(2025, 6, 30): "2025-09", date(2026, 1, 31): "2026-03"}
# Estimates of residents come out in the June of the year after; each is in the return after that.
_RESIDENTS_CAME = {
    "2013-03": date(2011, 12, 31),
    "2013-06": date(2012, 12, 31),
    "2014-06": date(2013, 12, 31),
    "2015-06": date(2014, 12, 31),
}
# The newest period_end that each of these rounds brings; what an indicator is silent about waits
# for a later round.
_LAST_PERIOD = {
    "education": {
        "2025-03": {"": date(2024, 8, 31), "ehc_plans_20_weeks": date(2023, 12, 31)},
        "2025-06": {"ehc_plans_20_weeks": date(2024, 12, 31)},
        "2025-09": {"phonics_year_1": date(2025, 8, 31)},
        "2025-12": {
            "good_level_of_development": date(2025, 8, 31),
            "ks2_rwm": date(2025, 8, 31),
            "ks2_rwm_disadvantaged": date(2025, 8, 31),
            "ks2_rwm_other": date(2025, 8, 31),
        },
        "2026-03": {"": date(2025, 8, 31)},
    },
    "transport": {
        "2025-06": {"": date(2025, 3, 31)},
        "2025-09": {"": date(2025, 6, 30)},
        "2025-12": {"": date(2025, 9, 30)},
    },
    "environment": {"2025-03": {"": date(2024, 3, 31)}, "2025-12": {"": date(2025, 3, 31)}},
}


def plan_returns() -> pd.DataFrame:
    """Give every figure of every return: the figure columns, department_key, reporting_round."""
    figures = read_figures()
    indicators = read_sheet("indicators")
    departments = indicators.set_index("indicator_key")["department_key"]
    figures["department_key"] = figures["indicator_key"].map(departments)
    figures["reporting_round"] = ""
    rounds = read_sheet("returns")
    for department, ours in rounds[rounds["received_at"].notna()].groupby("department_key"):
        for name in ours["reporting_round"]:
            waiting = (figures["department_key"] == department) & (figures["reporting_round"] == "")
            last = figures["indicator_key"].map(_last_periods(str(department), name, indicators))
            figures.loc[waiting & (figures["period_end"] <= last), "reporting_round"] = name
    figures = _with_revisions(figures)
    place = {key: number for number, key in enumerate(indicators["indicator_key"])}
    figures["place"] = figures["indicator_key"].map(place)
    order = ["department_key", "reporting_round", "place", "unit_key", "period_end"]
    return figures.sort_values(order, kind="stable").drop(columns="place").reset_index(drop=True)


def _last_periods(department: str, name: str, indicators: pd.DataFrame) -> dict[str, date]:
    """Give the newest period a round brings, by indicator."""
    keys = indicators.loc[indicators["department_key"] == department, "indicator_key"]
    if department in _LAST_PERIOD:
        lasts = _LAST_PERIOD[department][name]
        return {key: lasts.get(key, lasts.get("", date.min)) for key in keys}
    year, month = (int(part) for part in name.split("-"))
    end = month_end(year, month)
    return {key: _residents_by(name) if key == "london_residents" else end for key in keys}


def _residents_by(name: str) -> date:
    """Give the newest year of residents that was out by a round."""
    return max(end for first_sent, end in _RESIDENTS_CAME.items() if first_sent <= name)


def _with_revisions(figures: pd.DataFrame) -> pd.DataFrame:
    """Put the figures as first published in their own month's return, the later ones later.

    Of some resubmitted months only the all-types figure is known as first published; what else
    the later file says of that trust and month therefore arrives with it, not before.
    """
    first = _changed_later(read_first_published(), figures)
    known_first = read_first_published()[_KEYS].apply(tuple, axis=1)
    four_hours = known_first[[key == "ae_four_hour" for key, _, _ in known_first]]
    resubmitted = {(unit, end) for _, unit, end in four_hours}
    keys = figures[_KEYS].apply(tuple, axis=1)
    pairs = pd.Series([(unit, end) for _, unit, end in keys], index=figures.index)
    is_revised = keys.isin(set(first[_KEYS].apply(tuple, axis=1)))
    is_late = (
        pairs.isin(resubmitted)
        & figures["indicator_key"].str.startswith("ae_")
        & ~keys.isin(set(known_first))
    )
    own_round = figures.set_index(_KEYS)["reporting_round"]
    first["department_key"] = "health"
    first["reporting_round"] = own_round.reindex(pd.MultiIndex.from_frame(first[_KEYS])).to_numpy()
    moved = is_revised | is_late
    figures.loc[moved, "reporting_round"] = figures.loc[moved, "period_end"].map(_revision_round)
    figures.loc[is_revised, ["status", "revision_reason"]] = ["revised", _REASON]
    figures.loc[is_late & figures["note"].isna(), "note"] = _LATE
    return pd.concat([figures, first], ignore_index=True)


def _changed_later(first: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Leave the figures that the later file changed: a figure sent twice alike is no revision."""
    numbers = ["value", "numerator", "denominator"]
    latest = figures.set_index(_KEYS)[numbers]
    later = latest.reindex(pd.MultiIndex.from_frame(first[_KEYS])).reset_index(drop=True)
    is_changed = first[numbers].astype(float).fillna(-1).ne(later.fillna(-1)).any(axis=1)
    return first[is_changed].reset_index(drop=True)


def _revision_round(end: date) -> str:
    return next(name for last, name in _REVISION_ROUNDS.items() if end <= last)


def write_returns(output: Path) -> int:
    """Write returns/<department>/*.xlsx and received.csv below `output`; give how many returns.

    The register must be there already: names and titles in the returns come from it.
    """
    context = context_from_register(read_register(output / "register.xlsx"))
    titles = read_sheet("departments").set_index("department_key")["title"]
    answers = read_answers()
    rounds = read_sheet("returns")
    rounds = rounds[rounds["received_at"].notna()].set_index(["department_key", "reporting_round"])
    received = [("register.xlsx", pd.Timestamp(2013, 5, 1, 8), "Delivery unit (demo)")]
    planned = plan_returns().groupby(["department_key", "reporting_round"])
    for (department, name), figures in planned:
        moment = rounds.loc[(department, name), "received_at"]
        file_name = f"returns/{department}/{department}-{name}.xlsx"
        (output / file_name).parent.mkdir(parents=True, exist_ok=True)
        cover = _cover(department, titles[department], name, moment.date())
        write_return(output / file_name, cover, figures, context)
        if (department, name) in answers:
            ours = answers[department, name]
            add_answers(output / file_name, ours, context, department, moment.date())
        received.append((file_name, moment, f"Returns desk, {titles[department]} (demo)"))
    _write_received(output / "received.csv", received)
    return len(received) - 1


def _cover(department: str, title: str, name: str, received_on: date) -> Cover:
    return Cover(
        department_key=department,
        department=title,
        reporting_round=name,
        signed_off_by=f"Head of Analysis, {title} (demo)",
        signed_off_role="Head of Analysis",
        signed_off_on=received_on - timedelta(days=1),
        contact=f"returns@{department}.example",
    )


def _write_received(path: Path, received: list[tuple[str, pd.Timestamp, str]]) -> None:
    rows = pd.DataFrame(received, columns=["file", "received_at", "submitted_by"])
    rows = rows.sort_values(["received_at", "file"], kind="stable")
    rows["received_at"] = rows["received_at"].dt.strftime("%Y-%m-%dT%H:%M:%S")
    rows.to_csv(path, index=False, lineterminator="\n")
