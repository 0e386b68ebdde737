"""Small frames in the shape of `page.*`, from real published figures, for tests of what is seen.

A&E: England, all types, percent within four hours, by month, April 2016 to March 2026, without
April 2019 to March 2020 (NHS England). Ready for school: England, good level of development
(Department for Education). Recycling: Welsh authorities 2024/25 (Welsh Government). Crime: the
seven neighbourhood crimes, London, change on the year to March 2012 (Metropolitan Police).
"""

import calendar
from datetime import date
from typing import Any

import pandas as pd

from stocktake.model.facts import PriorityFacts, StepResult

_AE = """90.03 90.28 90.56 90.28 90.98 90.65 89.05 88.38 86.18 85.14 87.53 90.01 90.52 89.70 90.72
90.35 90.30 89.67 89.94 88.77 84.98 85.30 85.05 84.62 88.57 90.39 90.76 89.32 89.73 88.94 89.01
87.60 86.45 84.35 84.22 86.60 - - - - - - - - - - - - 90.44 93.51 92.78 91.99 89.17 87.30 84.43
83.85 80.28 78.51 83.92 86.14 85.36 83.69 81.30 77.72 77.02 75.22 73.93 74.06 73.43 74.35 73.28
71.63 72.25 72.83 72.06 71.08 71.69 71.06 69.53 69.01 65.20 72.51 71.51 71.53 74.61 74.01 73.38
74.03 73.03 71.70 70.31 69.82 69.51 70.36 70.99 74.34 74.49 73.96 74.59 75.22 76.33 74.22 73.08
72.18 71.12 73.01 73.46 74.98 74.78 75.40 75.56 76.41 75.88 75.05 74.15 74.22 73.84 72.45 74.06
77.11"""
_CRIME = """34657 37152 34790 35174 34342 31695 34395 34834 32626 33800 30618 36110 31505 34072
33343 32424 31749 29363 32578 33731 31674 32123 29878 30530 29385 29281 29660 30688 29822 28904
31016 30748 29201 29554 26759 28955 26011 27092 26911 26997 26488 26867 29008 29062 28459 27882
25386 28854 27160 28754 28006 27966 26478 26374 28528 29889 29234 27768 26295 27422"""
_WALES = """Blaenau Gwent 68.9|Bridgend 71.4|Caerphilly 61.6|Cardiff 64.0|Carmarthenshire 71.4|
Ceredigion 70.3|Conwy 70.7|Denbighshire 68.6|Flintshire 63.2|Gwynedd 65.3|Isle of Anglesey 65.0|
Merthyr Tydfil 66.3|Monmouthshire 72.3|Neath Port Talbot 71.4|Newport 71.4|Pembrokeshire 73.5|
Powys 70.5|Rhondda Cynon Taf 71.0|Swansea 71.7|Torfaen 65.4|Vale of Glamorgan 71.1|Wrexham 65.1"""
_READY = {2016: 69.3, 2017: 70.7, 2018: 71.5, 2019: 71.8, 2022: 65.2, 2023: 67.2, 2024: 67.7}
_READY[2025] = 68.3


def months(first: date, count: int) -> list[date]:
    """Give the last days of `count` months in a row."""
    start = first.year * 12 + first.month - 1
    pairs = [(index // 12, index % 12 + 1) for index in range(start, start + count)]
    return [date(year, month, calendar.monthrange(year, month)[1]) for year, month in pairs]


def series_frame(figures: dict[date, float | None]) -> pd.DataFrame:
    """Make a `page.priority_series` frame: a None is a period not published, and ends its run."""
    rows, run, was_known = [], 0, False
    for end, value in figures.items():
        run += value is not None and not was_known
        was_known = value is not None
        rows.append(
            {
                "priority_key": "example",
                "period_end": pd.Timestamp(end),
                "value": value,
                "status": "final" if was_known else "not_published",
                "plan": None,
                "run_number": run,
            }
        )
    return pd.DataFrame(rows).astype({"value": float, "plan": float})


def plan_frame(
    points: list[tuple[date, float, str]], shape: str = "linear", width: float | None = None
) -> pd.DataFrame:
    """Make a `page.priority_plan` frame from (day, central, origin)."""
    return pd.DataFrame(
        {
            "priority_key": "example",
            "period_end": [pd.Timestamp(day) for day, _, _ in points],
            "central": [central for _, central, _ in points],
            "low": [central - width if width else float("nan") for _, central, _ in points],
            "high": [central + width if width else float("nan") for _, central, _ in points],
            "origin": [origin for _, _, origin in points],
            "label": None,
            "shape": shape,
        }
    )


def happenings(*rows: tuple[date, str]) -> pd.DataFrame:
    """Make a `page.priority_breaks` or `page.annotations` frame."""
    frame = pd.DataFrame(list(rows), columns=["happened_on", "text"])
    return frame.assign(priority_key="example", source="NHS England")


def steps_frame(*rows: tuple[str, str, date, date | None]) -> pd.DataFrame:
    """Make a `page.policy_steps` frame from (key, title, due, done)."""
    frame = pd.DataFrame(list(rows), columns=["policy_step_key", "title", "due_on", "done_on"])
    return frame.assign(
        priority_key="example",
        is_overdue=False,
        is_late=False,
        is_said=False,
        said_on=None,
        forecast_on=None,
        said_status=None,
        said_note=None,
        indicator_title="Type 1 within 4 hours",
        expected_move_on=None,
        effect_due_on=date(2026, 10, 31),
        indicator_effect="yes",
        indicator_change=3.2,
        target_effect="too_early",
        is_demo=True,
    )


def facts_with(**changes: Any) -> PriorityFacts:
    """Make facts of a monthly percentage, changed as asked."""
    plain: dict[str, Any] = {
        "priority_key": "example",
        "title": "Seen within four hours in A&E",
        "short_title": "A&E in four hours",
        "measure": "percent",
        "direction": 1,
        "frequency": "month",
        "rounding_unit": 0.1,
        "department": "Health",
        "department_key": "health",
        "headline_label": "Seen within four hours, all types, England",
        "freshness": "fresh",
    }
    return PriorityFacts(**{**plain, **changes})


def ae() -> dict[str, Any]:
    """Give the frames of the A&E priority: judged in March only, one year missing."""
    figures = [None if text == "-" else float(text) for text in _AE.split()]
    series = series_frame(dict(zip(months(date(2016, 4, 1), len(figures)), figures, strict=True)))
    plan = plan_frame(
        [(date(2024, 3, 31), 76.0, "published"), (date(2025, 3, 31), 78.0, "published"),
         (date(2026, 3, 31), 78.0, "published"), (date(2027, 3, 31), 82.0, "published")],
        "points",
    )  # fmt: skip
    facts = facts_with(
        period_end=date(2026, 3, 31), value=77.11, compared_on=date(2026, 3, 31),
        compared_value=77.11, plan=78.0, gap=-0.89, position="behind", target_value=82.0,
        target_on=date(2027, 3, 31), target_set_by="NHS England and DHSC", baseline_value=71.5,
        baseline_on=date(2023, 3, 31), target_document="Medium Term Planning Framework",
        target_evidence="general knowledge: check before showing as fact", required_pace=0.41,
        achieved_pace=0.1, pace_verdict="insufficient", value_year_before=74.98,
        rating="amber_red", rating_before="amber_green", rating_is_demo=True,
        rating_reason="Winter gains came late and rest on few trusts.", owner="Jo Example",
        rated_by="Delivery unit", is_demo_owner=True,
    )  # fmt: skip
    return {
        "series": series,
        "plan": plan,
        "breaks": happenings((date(2020, 8, 1), "Booked appointments are counted from here.")),
        "annotations": happenings(
            (date(2020, 3, 23), "First national lockdown."),
            (date(2023, 1, 30), "Urgent and emergency care recovery plan published."),
        ),
        "steps": steps_frame(
            ("beds", "800 new ambulances and 5,000 more beds", date(2024, 4, 1), date(2024, 9, 1)),
            (
                "utc",
                "Urgent treatment centre beside every major department",
                date(2026, 9, 30),
                None,
            ),
        ),
        "facts": facts,
    }


def ready_for_school() -> dict[str, Any]:
    """Give the frames of a yearly priority with a line drawn by the program."""
    series = series_frame({date(year, 8, 31): value for year, value in _READY.items()})
    series["run_number"] = [1 if end.year < 2020 else 2 for end in series["period_end"]]
    series = series.astype({"run_number": int})
    line = [(date(2024 + n, 8, 31), 67.7 + 7.3 * n / 4, "program") for n in range(1, 4)]
    plan = plan_frame(
        [(date(2024, 8, 31), 67.7, "baseline"), *line, (date(2028, 8, 31), 75.0, "published")]
    )
    facts = facts_with(
        priority_key="ready_for_school", title="Children ready for school",
        short_title="Ready for school", department="Education", department_key="education",
        headline_label="Good level of development at five, England", frequency="school_year",
        period_end=date(2025, 8, 31), value=68.3, compared_on=date(2025, 8, 31),
        compared_value=68.3, plan=69.525, gap=-1.225, position="well_behind", days_behind=245,
        target_value=75.0, target_on=date(2028, 8, 31), target_set_by="UK Government",
        target_document="Plan for Change", target_evidence="read in a stored web page",
        baseline_value=67.7, baseline_on=date(2024, 8, 31), required_pace=2.23, achieved_pace=0.55,
        pace_verdict="insufficient", outturn=69.9, value_year_before=67.7, rating="red",
        rating_before="amber_red", rating_is_demo=True, owner="Sam Example", is_demo_owner=True,
    )  # fmt: skip
    none = happenings()
    return {
        "series": series,
        "plan": plan,
        "breaks": happenings((date(2021, 9, 1), "New early years framework: not comparable.")),
        "annotations": none,
        "steps": steps_frame(),
        "facts": facts,
    }


def crime() -> dict[str, Any]:
    """Give the frames of the closed case: lower is better, a change in per cent."""
    counts = [int(text) for text in _CRIME.split()]
    ends = months(date(2011, 4, 1), len(counts))
    base = sum(counts[:12])
    change = {
        ends[index]: 100.0 * (sum(counts[index - 11 : index + 1]) / base - 1)
        for index in range(11, len(counts))
    }
    plan = plan_frame(
        [(date(2012, 3, 31), 0.0, "baseline"), (date(2016, 3, 31), -20.0, "published")]
    )
    value = change[date(2016, 3, 31)]
    facts = facts_with(
        priority_key="neighbourhood_crime", title="Neighbourhood crime in London",
        short_title="Neighbourhood crime", measure="change_percent", direction=-1,
        department="Policing", department_key="policing", period_end=date(2016, 3, 31),
        headline_label="Seven neighbourhood crimes: twelve months against the year to March 2012",
        value=value, compared_on=date(2016, 3, 31), compared_value=value, plan=-20.0,
        gap=-(value + 20.0), position="behind", target_value=-20.0, target_on=date(2016, 3, 31),
        target_set_by="Mayor of London", target_document="Police and Crime Plan 2013–2016",
        baseline_value=0.0, baseline_on=date(2012, 3, 31), closed_on=date(2016, 6, 30),
        freshness="closed", rating="amber_green", rating_is_demo=True, days_behind=95,
    )  # fmt: skip
    none = happenings()
    return {
        "series": series_frame(dict(change)),
        "plan": plan,
        "breaks": none,
        "annotations": happenings((date(2014, 6, 1), "Recording of violence tightened.")),
        "steps": steps_frame(),
        "facts": facts,
    }


def waits() -> dict[str, Any]:
    """Give the frames of a lower-is-better count without a target."""
    levels = [3100, 11179, 50539, 139545, 224205, 436127, 336779, 293102, 301274, 317491, 310067]
    levels += [333119, 377886, 401895, 384015, 379540, 362434, 371111, 385022, 396643]
    figures = dict(zip(months(date(2022, 1, 1), 20), map(float, levels), strict=True))
    facts = facts_with(
        priority_key="very_long_waits", title="Waits over a year", short_title="Very long waits",
        measure="count", direction=-1, rounding_unit=1.0, period_end=date(2023, 8, 31),
        headline_label="People waiting more than 52 weeks, England", value=396643.0,
        value_year_before=301274.0, position_reason="no_target", owner="Jo Example",
    )  # fmt: skip
    none = happenings()
    return {
        "series": series_frame(dict(figures)),
        "plan": plan_frame([]),
        "breaks": none,
        "annotations": none,
        "steps": steps_frame(),
        "facts": facts,
    }


def recycling_facts() -> PriorityFacts:
    """Give the facts of the Welsh recycling priority: units that meet a legal step."""
    ends = {2016: (58, 19.0), 2020: (64, 18.0), 2025: (70, 12.0)}
    return facts_with(
        priority_key="welsh_recycling", title="Recycling in Wales", measure="count",
        short_title="Welsh recycling", rounding_unit=1.0, frequency="financial_year",
        department="Environment", department_key="environment", unit_count=22,
        headline_label="Authorities that meet the legal step in force", value=12.0,
        period_end=date(2025, 3, 31), compared_on=date(2025, 3, 31), compared_value=12.0,
        plan=22.0, gap=-10.0, position="well_behind", target_value=22.0,
        target_on=date(2025, 3, 31), target_set_by="Welsh Government", rating="amber_red",
        target_document="Waste (Wales) Measure 2010", target_kind="legal_duty",
        step_results=tuple(
            StepResult(f"{level}% step", date(year, 3, 31), met, 22.0)
            for year, (level, met) in ends.items()
        ),
    )  # fmt: skip


def recycling_spread() -> pd.DataFrame:
    """Give `page.priority_spread` for the 22 Welsh authorities against the 70% step."""
    pairs = [text.strip().rsplit(" ", 1) for text in _WALES.split("|")]
    return spread_frame([(name, float(value)) for name, value in pairs], target=70.0)


def spread_frame(
    units: list[tuple[str, float | None]],
    *,
    target: float | None = None,
    direction: int = 1,
    groups: int = 3,
    measure: str = "percent",
    peer_group: str | None = None,
    unit_type: str | None = None,
    volumes: list[float] | None = None,
) -> pd.DataFrame:
    """Make a `page.priority_spread` frame; worst_rank is counted from the worst figure."""
    known = sorted((v for _, v in units if v is not None), reverse=direction < 0)
    rows = [
        {
            "priority_key": "example",
            "unit_key": f"unit_{index}",
            "unit_name": name,
            "unit_type": unit_type,
            "unit_group": f"Group {'ABC'[index % groups]}",
            "peer_group": peer_group,
            "volume": float("nan") if volumes is None else volumes[index],
            "volume_label": "all visits" if volumes else None,
            "period_end": pd.Timestamp(date(2025, 3, 31)),
            "value": value,
            "status": "final" if value is not None else "not_published",
            "unit_target": target,
            "unit_target_label": "70% step" if target else None,
            "unit_target_evidence": "read in a stored web page",
            "value_year_before": None if value is None else value - 1.0,
            "worst_rank": None if value is None else known.index(value) + 1,
            "measure": measure,
            "direction": direction,
        }
        for index, (name, value) in enumerate(units)
    ]
    return pd.DataFrame(rows)
