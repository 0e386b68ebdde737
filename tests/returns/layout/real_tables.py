"""Ten published sets, laid out again the way their publishers lay them out.

Figures come from the project's own copies in data/sources; keys come from the demonstration's
reader, so that nothing here asks the matching that is being tested.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import pandas as pd

from data.demo.sources import read_rows
from stocktake.model.period import Frequency, period_label
from stocktake.returns.layout.layout import (
    Block,
    HeaderRow,
    KeyColumn,
    Layout,
    Meaning,
    Part,
    Percent,
    Periods,
    Role,
    SheetChoice,
)
from tests.returns.layout.pages import Page, to_csv, to_ods, to_xls, to_xlsx

NAME, CODE, PERIOD, INDICATOR, IGNORED = (
    Role.UNIT_NAME, Role.UNIT_CODE, Role.PERIOD, Role.INDICATOR, Role.IGNORED,
)  # fmt: skip
FIRST = SheetChoice("position", "1")


@dataclass
class RealTable:
    """A file, the layout that reads it, and what must come out of it, cell by cell."""

    content: bytes
    layout: Layout
    pages: tuple[Page, ...]
    confirmed: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    guess_answers: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    missing: str | None = None
    explains: frozenset[str] = frozenset()


@cache
def rows() -> pd.DataFrame:
    return read_rows()


def some(*keys: str, **equals: object) -> pd.DataFrame:
    found = rows()[rows()["indicator_key"].isin(keys)]
    for name, value in equals.items():
        found = found[found[name] == value]
    return found.sort_values(["unit", "period_end"])


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def welsh_recycling() -> RealTable:
    """StatsWales: authorities down with their codes, financial years across, notes below."""
    page = Page("ENVI0017")
    page.write(1, "Annual reuse, recycling and composting rates by local authority")
    page.write(2, "Measure: waste reused, recycled or composted (%)")
    page.write(3, "Last updated: 28 November 2025")
    data = some("recycling_rate")
    ends = sorted(data["period_end"].unique())
    page.write(5, "Area code", "Local authority")
    for column, end in enumerate(ends, 3):
        page.write(5, period_label(end, Frequency.FINANCIAL_YEAR), start=column)
    for row, (code, group) in enumerate(data.groupby("unit_code"), 6):
        page.write(row, code, group["unit"].iloc[0])
        for found in group.itertuples():
            key = ("recycling_rate", found.unit_key, found.period_end)
            page.put(row, 3 + ends.index(found.period_end), key, "value", found.value)
    page.write(30, "Notes")
    page.write(31, "1. Figures for 2019-20 are affected by the pandemic.")
    page.write(32, "Source: WasteDataFlow, Natural Resources Wales")
    block = Block(FIRST, (HeaderRow(5, PERIOD),), (KeyColumn(1, CODE), KeyColumn(2, NAME)), 6, 3,
                  anchor="Area code", anchor_row=5, indicator="recycling_rate")  # fmt: skip
    return RealTable(
        to_xlsx(page), Layout("Recycling in Wales", (block,)), (page,),
        guess_answers={("indicator", page.cells[1, 1]): "recycling_rate"},
    )  # fmt: skip


def key_stage_two() -> RealTable:
    """DfE: regions as group headings, three bands of years merged above, signs for missing."""
    keys = ("ks2_rwm", "ks2_rwm_disadvantaged", "ks2_rwm_other")
    names = ("All pupils", "Disadvantaged pupils", "Other pupils")
    page = Page("Table L1")
    page.write(1, "Table L1: Attainment in reading, writing and maths at the end of key stage 2")
    page.write(2, "Academic years 2015/16 to 2024/25, England")
    data = some(*keys, unit_type="local authority")
    ends = sorted(data["period_end"].unique())
    page.merge(1, 1, 1, 12)
    page.write(4, "LA code", "Local authority")
    page.merge(4, 1, 5, 1)
    page.merge(4, 2, 5, 2)
    for band, name in enumerate(names):
        first = 3 + band * len(ends)
        page.write(4, name, start=first)
        page.merge(4, first, 4, first + len(ends) - 1)
        for place, end in enumerate(ends):
            page.write(5, period_label(end, Frequency.SCHOOL_YEAR), start=first + place)
    row = 6
    for region, inside in data.groupby("parent"):
        page.write(row, None, region)
        row += 1
        for code, group in inside.groupby("unit_code"):
            page.write(row, float(code), group["unit"].iloc[0])
            for found in group.itertuples():
                band = keys.index(found.indicator_key)
                column = 3 + band * len(ends) + ends.index(found.period_end)
                value = _known(found.value)
                key = (found.indicator_key, found.unit_key, found.period_end)
                page.put(row, column, key, "value", value, shown="x" if value is None else None)
            row += 1
        row += 1
    page.write(row + 1, "x = suppressed, cancelled or not yet available")
    page.write(row + 2, "Source: National pupil database")
    block = Block(
        FIRST, (HeaderRow(4, INDICATOR), HeaderRow(5, PERIOD)),
        (KeyColumn(1, CODE), KeyColumn(2, NAME)), 6, 3, anchor="LA code", anchor_row=4,
        meanings={name.casefold(): Meaning(key) for name, key in zip(names, keys, strict=True)},
    )  # fmt: skip
    answers = {("indicator", name): key for name, key in zip(names, keys, strict=True)}
    return RealTable(
        to_xlsx(page), Layout("Key stage 2", (block,), symbols={"x": "[x]"}), (page,),
        guess_answers=answers, missing="[x]",
    )  # fmt: skip


def rail_punctuality() -> RealTable:
    """ORR: quarters down (the year written once), operators across, shares shown as per cent."""
    page = Page("3113")
    page.write(1, "Table 3113: Public Performance Measure by operator (quarterly)")
    page.write(2, "Great Britain, April 2019 to September 2025 [note 1]")
    page.write(3, "Trains on time at destination (%)")
    data = some("rail_punctuality")
    operators = list(dict.fromkeys(data["unit"]))
    page.write(5, "Financial year", "Quarter", *operators)
    ends = sorted(data["period_end"].unique())
    year = ""
    for row, end in enumerate(ends, 6):
        label = period_label(end, Frequency.QUARTER)
        page.write(row, label[:7] if label[:7] != year else None, label[8:])
        year = label[:7]
        for found in data[data["period_end"] == end].itertuples():
            value = _known(found.value)
            key = ("rail_punctuality", found.unit_key, end)
            page.put(row, 3 + operators.index(found.unit), key, "value", value,
                     shown="[z]" if value is None else float(f"{value / 100:.15g}"),
                     number_format="0.0%")  # fmt: skip
    page.write(row + 2, "[note 1] Some operators did not run in every quarter.")
    block = Block(FIRST, (HeaderRow(5, NAME),), (KeyColumn(1, PERIOD, True), KeyColumn(2, PERIOD)),
                  6, 3, anchor="Quarter", anchor_column=2, anchor_row=5,
                  indicator="rail_punctuality")  # fmt: skip
    return RealTable(
        to_xlsx(page), Layout("Punctuality", (block,)), (page,),
        guess_answers={("indicator", page.cells[1, 1]): "rail_punctuality"}, missing="[z]",
    )  # fmt: skip


def rail_cancellations() -> RealTable:
    """ORR: for every quarter trains planned, cancelled and the percentage side by side."""
    page = Page("3124")
    page.write(1, "Table 3124: Trains cancelled by operator, Great Britain")
    data = some("rail_cancelled")
    data = data[data["denominator"] > 0]
    ends = sorted(data["period_end"].unique())[-8:]
    data = data[data["period_end"].isin(ends)]
    labels = ("Trains planned", "Cancellations", "Cancelled (%)")
    page.write(4, "Operator")
    for place, end in enumerate(ends):
        first = 2 + 3 * place
        page.write(3, "Q{2} {0}-{1}".format(*_quarter(end)), start=first)
        page.merge(3, first, 3, first + 2)
        page.write(4, *labels, start=first)
    for row, (name, group) in enumerate(data.groupby("unit"), 5):
        page.write(row, name)
        for found in group.itertuples():
            first = 2 + 3 * ends.index(found.period_end)
            key = ("rail_cancelled", found.unit_key, found.period_end)
            for step, part in enumerate(("denominator", "numerator", "value")):
                page.put(row, first + step, key, part, float(getattr(found, part)))
    page.write(row + 2, "Source: Network Rail")
    block = Block(
        FIRST, (HeaderRow(3, PERIOD), HeaderRow(4, INDICATOR)), (KeyColumn(1, NAME),), 5, 2,
        anchor="Operator", anchor_row=4, indicator="rail_cancelled",
        meanings={
            "trains planned": Meaning(None, Part.DENOMINATOR),
            "cancellations": Meaning(None, Part.NUMERATOR),
            "cancelled (%)": Meaning(None, Part.VALUE),
        },
    )  # fmt: skip
    return RealTable(
        to_xlsx(page), Layout("Cancellations", (block,)), (page,),
        guess_answers={("indicator", page.cells[1, 1]): "rail_cancelled"},
        # The regulator's percentage and its own two counts differ in a few quarters.
        explains=frozenset({"R-527"}),
    )  # fmt: skip


def _quarter(end: date) -> tuple[str, str, str]:
    label = period_label(end, Frequency.QUARTER)
    return label[:4], label[5:7], label[9:]


def emergency_departments() -> RealTable:
    """NHS England: a text file, one line per trust, counts as text with thousands separators."""
    page = Page("Text")
    page.write(1, "Period", "Org Code", "Parent Org", "Org name", "A&E attendances",
               "Attendances within 4 hours", "Percentage in 4 hours or less")  # fmt: skip
    data = some("ae_four_hour", period="2026-03")
    for row, found in enumerate(data.itertuples(), 2):
        page.write(row, "MARCH 2026", found.unit_code, found.parent or None, found.unit)
        key = ("ae_four_hour", found.unit_key, found.period_end)
        for column, part in ((5, "denominator"), (6, "numerator")):
            number = float(getattr(found, part))
            page.put(row, column, key, part, number, shown=f"{number:,.0f}")
        value = float(found.value)
        page.put(row, 7, key, "value", value, shown=f"{value:g}%")
    block = Block(
        FIRST, (HeaderRow(1, INDICATOR),), (KeyColumn(1, PERIOD), KeyColumn(2, CODE),
        KeyColumn(3, IGNORED), KeyColumn(4, NAME)), 2, 5, indicator="ae_four_hour",
        meanings={
            "a&e attendances": Meaning(None, Part.DENOMINATOR),
            "attendances within 4 hours": Meaning(None, Part.NUMERATOR),
            "percentage in 4 hours or less": Meaning(None, Part.VALUE),
        },
    )  # fmt: skip
    return RealTable(
        to_csv(page, "utf-8-sig"), Layout("A&E by trust", (block,)), (page,),
        guess_answers={("indicator", "Percentage in 4 hours or less"): "ae_four_hour"},
    )  # fmt: skip


def waiting_list() -> RealTable:
    """NHS England: months down as real dates, one column per measure, an .ods with a caption."""
    keys = {
        "Total waiting list (all pathways)": "rtt_waiting_list",
        "Median wait (weeks)": "rtt_median_weeks",
        "No. > 52 weeks": "rtt_over_52_weeks",
    }
    page = Page("Full Time Series")
    page.write(1, "Referral to Treatment (RTT) waiting times, England")
    page.write(2, "Incomplete pathways, published 14 May 2026")
    page.write(4, "Month", *keys)
    data = some(*keys.values(), unit_key="england")
    for row, end in enumerate(sorted(data["period_end"].unique()), 5):
        page.write(row, date(end.year, end.month, 1))
        for found in data[data["period_end"] == end].itertuples():
            column = 2 + list(keys.values()).index(found.indicator_key)
            page.put(row, column, (found.indicator_key, "england", end), "value", found.value)
    page.write(row + 2, "Source: NHS England, Unify2 data collection")
    block = Block(FIRST, (HeaderRow(4, INDICATOR),), (KeyColumn(1, PERIOD),), 5, 2,
                  anchor="Month", anchor_row=4, unit="England",
                  meanings={t.casefold(): Meaning(k) for t, k in keys.items()})  # fmt: skip
    return RealTable(
        to_ods(page), Layout("Waiting list", (block,)), (page,),
        guess_answers={("indicator", text): key for text, key in keys.items()},
    )  # fmt: skip


def borough_crime() -> RealTable:
    """London Datastore: two tables on one sheet, boroughs down, months across as dates."""
    page = Page("Borough")
    blocks, top = [], 1
    for key, title in (
        ("burglary_offences", "Recorded burglary (offences)"),
        ("robbery_offences", "Recorded robbery (offences)"),
    ):
        data = some(key)
        ends = sorted(data["period_end"].unique())[-24:]
        data = data[data["period_end"].isin(ends)]
        page.write(top, title)
        page.write(top + 2, "Borough", *(date(end.year, end.month, 1) for end in ends))
        for column in range(2, 2 + len(ends)):
            page.formats[top + 2, column] = "mmm-yy"
        for row, (name, group) in enumerate(data.groupby("unit"), top + 3):
            page.write(row, name)
            for found in group.itertuples():
                column = 2 + ends.index(found.period_end)
                page.put(row, column, (key, found.unit_key, found.period_end), "value", found.value)
        page.write(row + 1, "Counts are of offences as first recorded.")
        blocks.append(Block(FIRST, (HeaderRow(top + 2, PERIOD),), (KeyColumn(1, NAME),), top + 3, 2,
                            indicator=key))  # fmt: skip
        top = row + 5
    return RealTable(to_xlsx(page), Layout("Crime by borough", tuple(blocks)), (page,))


def care_plans() -> RealTable:
    """A council's own export: semicolons, decimal commas, per cent signs, calendar years."""
    page = Page("Text")
    page.write(1, "EHC plans issued within 20 weeks")
    data = some("ehc_plans_20_weeks", unit_type="local authority")
    ends = sorted(data["period_end"].unique())
    page.write(3, "Local authority", *(str(end.year) for end in ends), "Remarks")
    for row, (_, group) in enumerate(data.groupby("unit_code"), 4):
        page.write(row, group["unit"].iloc[0])
        for found in group.itertuples():
            value = _known(found.value)
            shown = "n/a" if value is None else f"{value:g} %".replace(".", ",")
            key = ("ehc_plans_20_weeks", found.unit_key, found.period_end)
            page.put(row, 2 + ends.index(found.period_end), key, "value", value, shown=shown)
    page.write(row + 2, "Fußnote: ohne Ausnahmen")
    block = Block(FIRST, (HeaderRow(3, PERIOD),), (KeyColumn(1, NAME),), 4, 2,
                  last_column=1 + len(ends), indicator="ehc_plans_20_weeks")  # fmt: skip
    layout = Layout("EHC plans", (block,), symbols={"n/a": "[x]"})
    return RealTable(
        to_csv(page, "cp1252", ";"), layout, (page,),
        guess_answers={("indicator", page.cells[1, 1]): "ehc_plans_20_weeks"}, missing="[x]",
    )  # fmt: skip


def suspensions() -> RealTable:
    """DfE: six-digit school years in an old .xls, shares of one, England and regions on top."""
    page = Page("suspension rates")
    page.write(1, "Suspensions (per 100 pupils) by local authority")
    data = some("suspensions")
    ends = sorted(data["period_end"].unique())
    page.write(3, "Code", "Area", *(period_label(e, Frequency.SCHOOL_YEAR).replace("/", "")
                                    for e in ends))  # fmt: skip
    order = {"country": 0, "region": 1, "local authority": 2}
    groups = sorted(
        data.groupby("unit_code"), key=lambda pair: (order[pair[1]["unit_type"].iloc[0]], pair[0])
    )
    for row, (code, group) in enumerate(groups, 4):
        page.write(row, float(code) if code.isdigit() else code, group["unit"].iloc[0])
        for found in group.itertuples():
            value = _known(found.value)
            shown = "-" if value is None else float(f"{value / 100:.15g}")
            key = ("suspensions", found.unit_key, found.period_end)
            page.put(row, 3 + ends.index(found.period_end), key, "value", value, shown=shown)
    block = Block(FIRST, (HeaderRow(3, PERIOD),), (KeyColumn(1, CODE), KeyColumn(2, NAME)), 4, 3,
                  anchor="Code", anchor_row=3, indicator="suspensions",
                  percent=Percent.SHARE)  # fmt: skip
    return RealTable(
        to_xls(page), Layout("Suspensions", (block,)), (page,),
        confirmed={("unit", "970"): "england"},
        guess_answers={("indicator", page.cells[1, 1]): "suspensions"}, missing="-",
    )  # fmt: skip


def long_form() -> RealTable:
    """Explore education statistics: long form, UTF-16 with tabs, text dates, a series column."""
    names = {
        "Persistent absence (% of pupils)": "persistent_absence",
        "Severe absence (% of pupils)": "severe_absence",
    }
    page = Page("Text")
    page.write(1, "time_period", "geographic_level", "code", "location", "indicator", "value")
    data = some(*names.values(), unit_type="region")
    titles = {key: title for title, key in names.items()}
    for row, found in enumerate(data.itertuples(), 2):
        page.write(row, f"31/08/{found.period_end.year}", "Regional", found.unit_code, found.unit,
                   titles[found.indicator_key])  # fmt: skip
        value = _known(found.value)
        key = (found.indicator_key, found.unit_key, found.period_end)
        page.put(row, 6, key, "value", value, shown=":" if value is None else None)
    block = Block(
        FIRST, (HeaderRow(1, IGNORED),),
        (KeyColumn(1, PERIOD), KeyColumn(3, CODE), KeyColumn(4, NAME), KeyColumn(5, INDICATOR)),
        2, 6, meanings={title.casefold(): Meaning(key) for title, key in names.items()},
    )  # fmt: skip
    layout = Layout("Absence", (block,), periods=Periods(is_day_first=True))
    return RealTable(
        to_csv(page, "utf-16", "\t"), layout, (page,),
        guess_answers={("indicator", title): key for title, key in names.items()}, missing=":",
    )  # fmt: skip


TABLES: dict[str, Callable[[], RealTable]] = {
    made.__name__: made
    for made in (
        welsh_recycling, key_stage_two, rail_punctuality, rail_cancellations,
        emergency_departments, waiting_list, borough_crime, care_plans, suspensions, long_form,
    )
}  # fmt: skip
