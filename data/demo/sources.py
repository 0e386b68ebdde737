"""Read the compact source files into figures with the keys of the register.

What each publisher said is kept as it was said; the few places where a figure is not passed on
are named here one by one, because a silent correction is the worst thing a demonstration can teach.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

SOURCES = Path(__file__).resolve().parents[1] / "sources"

FIGURE_COLUMNS = [
    "indicator_key",
    "unit_key",
    "period_end",
    "value",
    "numerator",
    "denominator",
    "status",
    "symbol",
    "revision_reason",
    "note",
]

INDICATORS = {
    "A&E: % seen within 4 hours (all types)": "ae_four_hour",
    "A&E: % seen within 4 hours (type 1 major departments)": "ae_type1_four_hour",
    "A&E: waits over 12 hours from decision to admit": "ae_over_12_hours",
    "RTT: % of waiting list within 18 weeks (incomplete pathways)": "rtt_18_weeks",
    "RTT: median wait in weeks (incomplete pathways)": "rtt_median_weeks",
    "RTT: total waiting list (pathways)": "rtt_waiting_list",
    "RTT: waits over 52 weeks (incomplete pathways)": "rtt_over_52_weeks",
    "RTT: waits over 65 weeks (incomplete pathways)": "rtt_over_65_weeks",
    "RTT: waits over 78 weeks (incomplete pathways)": "rtt_over_78_weeks",
    "RTT: waits over 104 weeks (incomplete pathways)": "rtt_over_104_weeks",
    "Early years: % of children with a good level of development": "good_level_of_development",
    "Phonics: % meeting the expected standard in year 1": "phonics_year_1",
    "KS2: % meeting the expected standard in reading, writing and maths": "ks2_rwm",
    "KS2: % of disadvantaged pupils meeting the expected standard in reading, writing and maths": (
        "ks2_rwm_disadvantaged"
    ),
    "KS2: % of other pupils meeting the expected standard in reading, writing and maths": (
        "ks2_rwm_other"
    ),
    "SEND: % of new EHC plans issued within 20 weeks (excluding exceptions)": "ehc_plans_20_weeks",
    "Attendance: % of pupils persistently absent (missing 10% or more)": "persistent_absence",
    "Attendance: % of pupils severely absent (missing 50% or more)": "severe_absence",
    "Suspensions as % of pupils": "suspensions",
    "Rail: % of trains on time at destination (Public Performance Measure)": "rail_punctuality",
    "Rail: % of trains cancelled": "rail_cancelled",
    "Waste: % of local authority waste reused, recycled or composted": "recycling_rate",
    "Recorded crime: All seven neighbourhood crimes (MOPAC 7)": "mopac7_offences",
    "Recorded crime: Burglary": "burglary_offences",
    "Recorded crime: Robbery": "robbery_offences",
    "Recorded crime: Violence with injury": "violence_offences",
    "Residents: mid-year estimate, all ages": "london_residents",
}

# Each file, and how it makes the keys of its units (England and regions apart).
_FILES: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "health_ae_provider_month": lambda rows: "nhs_" + rows["unit_code"].str.lower(),
    "health_rtt_18weeks_month": lambda rows: "nhs_" + rows["unit_code"].str.lower(),
    "education_local_authority_year": lambda rows: "la_" + rows["unit_code"].str.lower(),
    "environment_recycling_wales_year": lambda rows: "la_" + rows["unit_code"].str.lower(),
    "transport_rail_operator_quarter": lambda rows: "operator_" + rows["unit"].map(slug),
    "policing_london_borough_month": lambda rows: "borough_" + rows["unit"].map(slug),
    "population_london_borough_year": lambda rows: "borough_" + rows["unit"].map(slug),
}

_FIELD_TEST = "Not published: the trust was testing other standards."
_NO_TRAINS = "No trains planned in the quarter: there is nothing to take a share of."
_NOT_AVAILABLE = "Not available or suppressed: the source does not say which."


def slug(name: str) -> str:
    """Turn a name into a key: `Barking and Dagenham` into `barking_and_dagenham`."""
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def read_rows() -> pd.DataFrame:
    """Read every row of the source files, with `indicator_key` and `unit_key` beside them.

    Columns: those of the files, plus `file`. `period_end` and `period_start` are dates.
    """
    parts = []
    for name, make_key in _FILES.items():
        rows = pd.read_parquet(SOURCES / f"{name}.parquet")
        rows["file"] = name
        rows["unit_key"] = make_key(rows)
        rows.loc[rows["unit_type"] == "country", "unit_key"] = "england"
        regions = rows["unit_type"] == "region"
        if regions.any():
            rows.loc[regions, "unit_key"] = "region_" + rows.loc[regions, "unit_code"]
        parts.append(rows)
    rows = pd.concat(parts, ignore_index=True)
    rows["indicator_key"] = rows["indicator"].map(INDICATORS)
    for column in ("period_start", "period_end"):
        rows[column] = pd.to_datetime(rows[column]).dt.date
    rows["flag"] = rows["flag"].fillna("")
    return rows


def read_figures() -> pd.DataFrame:
    """Give every figure as it is known last, one row per indicator, unit and period_end."""
    rows = read_rows()
    figures = rows.reindex(columns=[*FIGURE_COLUMNS, "flag", "source"]).astype(
        {"value": "float64", "numerator": "float64", "denominator": "float64"}
    )
    text = ["status", "symbol", "revision_reason", "note"]
    figures[text] = figures[text].astype(object)
    figures["status"] = "final"
    figures.loc[figures["flag"].eq("provisional"), "status"] = "provisional"
    noted = figures["flag"].str.contains("note ", regex=False)
    figures.loc[noted, "note"] = figures["flag"].str.extract(r"\[(note \d)\]")[0].str.capitalize()
    figures.loc[noted, "note"] += " in the source."
    # The value of a share is worked out from its counts: a rounded copy would only disagree.
    figures.loc[figures["numerator"].notna(), "value"] = float("nan")
    _withhold(figures, figures["flag"].str.startswith("not published"), "[x]", _FIELD_TEST)
    _withhold(figures, figures["flag"].str.startswith("not available"), "[x]", _NOT_AVAILABLE)
    _withhold(figures, figures["flag"].str.startswith("[z]"), "[z]", "Not applicable.")
    _withhold(figures, figures["denominator"].eq(0), "[z]", _NO_TRAINS)
    return figures[FIGURE_COLUMNS]


def _withhold(figures: pd.DataFrame, which: pd.Series, symbol: str, note: str) -> None:
    figures.loc[which, ["value", "numerator", "denominator"]] = float("nan")
    figures.loc[which, "status"] = "not_published"
    figures.loc[which, "symbol"] = symbol
    figures.loc[which, "note"] = note


def read_first_published() -> pd.DataFrame:
    """Give the A&E figures as first published, before the trust sent them again.

    Of some trust-months the 12-hour count stayed what it was: those stand here too, because they
    were known first.
    """
    rows = pd.read_csv(SOURCES / "health_ae_published_revisions.csv")
    twelve = pd.read_csv(SOURCES / "health_ae_12hour_latest.csv")
    parts = [
        _shares("ae_four_hour", rows, "attendances_first", "over_4h_first"),
        _shares("ae_type1_four_hour", twelve, "attendances_type1_first", "over_4h_type1_first"),
        _place("ae_over_12_hours", twelve).assign(value=twelve["over_12h_first"].astype(float)),
    ]
    return pd.concat(parts, ignore_index=True).reindex(columns=FIGURE_COLUMNS)


def _shares(key: str, rows: pd.DataFrame, attended: str, waited: str) -> pd.DataFrame:
    return _place(key, rows).assign(
        numerator=(rows[attended] - rows[waited]).astype(float),
        denominator=rows[attended].astype(float),
    )


def _place(key: str, rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indicator_key": key,
            "unit_key": "nhs_" + rows["unit_code"].str.lower(),
            "period_end": (pd.to_datetime(rows["period"]) + pd.offsets.MonthEnd()).dt.date,
            "status": "final",
        }
    )


def read_targets() -> pd.DataFrame:
    """Read the published targets and paths, keyed by `target_id`; all text, `value` a number."""
    rows = pd.read_csv(SOURCES / "targets.csv", dtype=str, keep_default_na=False)
    rows["value"] = rows["value"].astype(float)
    return rows.set_index("target_id")
