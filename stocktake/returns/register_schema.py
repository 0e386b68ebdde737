"""What the register workbook must hold: one sheet per table, and the promise of each column.

The columns are those of the tables they end up in. They are repeated here because a register is
read and refused before any database is open, and because a refusal must name an Excel cell.
"""

from dataclasses import dataclass, field, replace

from stocktake.model.assessment import RaterType
from stocktake.model.gaps import GapReason
from stocktake.model.indicator import Direction, HeadlineRule, Kind, Measure
from stocktake.model.period import Frequency
from stocktake.model.rubric import KEYS


@dataclass(frozen=True)
class Column:
    """A column: what sort of value it takes, and which other sheet's key it points at."""

    sort: str  # key, text, date, moment, whole, number, yes_no
    is_needed: bool = True
    words: tuple[str, ...] = ()
    points_at: str = ""
    # Came later than the rest: registers made before it are read without it.
    is_later: bool = False


@dataclass(frozen=True)
class Sheet:
    """A sheet: its columns in order, and the columns that together may occur only once.

    One that is not needed came later than the rest: registers made before it are read without it.
    """

    columns: dict[str, Column]
    unique: tuple[str, ...] = field(default=())
    is_needed: bool = True


KEY = Column("key")
TEXT = Column("text")
TEXT_OR_EMPTY = Column("text", is_needed=False)
DATE = Column("date")
DATE_OR_EMPTY = Column("date", is_needed=False)
WHOLE = Column("whole")
NUMBER = Column("number")
NUMBER_OR_EMPTY = Column("number", is_needed=False)
YES_NO = Column("yes_no")


def one_of(*words: str) -> Column:
    """Describe a column that takes one of a few words."""
    return Column("text", words=words)


def key_of(sheet: str, *, is_needed: bool = True) -> Column:
    """Describe a column that names a row of another sheet."""
    return Column("key", is_needed=is_needed, points_at=sheet)


def later(column: Column) -> Column:
    """Describe a column that older registers do not have; it may always be empty."""
    return replace(column, is_needed=False, is_later=True)


_MEASURE = one_of(*Measure)
_RULE = one_of(*HeadlineRule)

UNIT_SHEET = Sheet({"unit_title": TEXT, "held_today_on": DATE_OR_EMPTY, "is_demo": YES_NO})

SHEETS: dict[str, Sheet] = {
    "departments": Sheet(
        {"department_key": KEY, "title": TEXT, "position": WHOLE},
        unique=("department_key",),
    ),
    "units": Sheet(
        {
            "unit_key": KEY,
            "code": TEXT_OR_EMPTY,
            "name": TEXT,
            "unit_type": KEY,
            "unit_group": TEXT_OR_EMPTY,
            "peer_group": later(TEXT),
        },
        unique=("unit_key",),
    ),
    "indicators": Sheet(
        {
            "indicator_key": KEY,
            "department_key": key_of("departments"),
            "title": TEXT,
            "short_title": TEXT,
            "measure": _MEASURE,
            "direction": Column("whole", words=tuple(str(int(way)) for way in Direction)),
            "frequency": one_of(*Frequency),
            "publication_lag_days": WHOLE,
            "grace_days": WHOLE,
            "rounding_unit": NUMBER,
            "unit_type": KEY,
            "numerator_label": TEXT_OR_EMPTY,
            "denominator_label": TEXT_OR_EMPTY,
            "headline_rule": _RULE,
            "weight_indicator_key": key_of("indicators", is_needed=False),
            "definition": TEXT,
            "source": TEXT,
            "publisher": TEXT,
            "licence": TEXT,
            "is_seasonal": later(YES_NO),
            "ended_on": later(DATE),
            "population_indicator_key": later(key_of("indicators")),
        },
        unique=("indicator_key",),
    ),
    "indicator_definitions": Sheet(
        {
            "indicator_key": key_of("indicators"),
            "definition_version": WHOLE,
            "valid_from": DATE,
            "text": TEXT,
            "bridge_to_previous": NUMBER_OR_EMPTY,
        },
        unique=("indicator_key", "definition_version"),
    ),
    "priorities": Sheet(
        {
            "priority_key": KEY,
            "department_key": key_of("departments"),
            "title": TEXT,
            "short_title": TEXT,
            "promise": TEXT,
            "indicator_key": key_of("indicators"),
            "headline_measure": _MEASURE,
            "headline_label": TEXT,
            "headline_rule": _RULE,
            "unit_type": Column("key", is_needed=False),
            "unit_group": TEXT_OR_EMPTY,
            "unit_key": key_of("units", is_needed=False),
            "owner": TEXT,
            "is_demo_owner": YES_NO,
            "position": WHOLE,
            "started_on": DATE,
            "closed_on": DATE_OR_EMPTY,
        },
        unique=("priority_key",),
    ),
    "priority_indicators": Sheet(
        {
            "priority_key": key_of("priorities"),
            "indicator_key": key_of("indicators"),
            "kind": one_of(*Kind),
            "position": WHOLE,
        },
        unique=("priority_key", "indicator_key"),
    ),
    "targets": Sheet(
        {
            "priority_key": key_of("priorities"),
            "target_version": WHOLE,
            "agreed_on": DATE,
            "baseline_value": NUMBER_OR_EMPTY,
            "baseline_on": DATE_OR_EMPTY,
            "baseline_source": TEXT_OR_EMPTY,
            "target_value": NUMBER,
            "target_on": DATE_OR_EMPTY,
            "target_kind": one_of("target", "milestone", "standard", "legal_duty", "ambition"),
            "set_by": TEXT,
            "document": TEXT,
            "evidence_url": TEXT_OR_EMPTY,
            "evidence": TEXT,
            "note": TEXT_OR_EMPTY,
            "tolerance_on": NUMBER_OR_EMPTY,
            "tolerance_behind": NUMBER_OR_EMPTY,
        },
        unique=("priority_key", "target_version"),
    ),
    "trajectory_points": Sheet(
        {
            "priority_key": key_of("priorities"),
            "trajectory_version": WHOLE,
            "agreed_on": DATE,
            "period_end": DATE,
            "central": NUMBER,
            "low": NUMBER_OR_EMPTY,
            "high": NUMBER_OR_EMPTY,
            "origin": one_of("published", "baseline", "program"),
            "label": TEXT_OR_EMPTY,
            "shape": one_of("linear", "step", "points"),
            "definition_version": WHOLE,
        },
        unique=("priority_key", "trajectory_version", "period_end"),
    ),
    "unit_targets": Sheet(
        {
            "priority_key": key_of("priorities"),
            "indicator_key": key_of("indicators"),
            "unit_key": key_of("units", is_needed=False),
            "agreed_on": DATE,
            "target_on": DATE,
            "value": NUMBER,
            "label": TEXT,
            "evidence": TEXT,
        },
        unique=("priority_key", "indicator_key", "unit_key", "agreed_on", "target_on"),
    ),
    "policy_steps": Sheet(
        {
            "policy_step_key": KEY,
            "priority_key": key_of("priorities"),
            "title": TEXT,
            "due_on": DATE,
            "done_on": DATE_OR_EMPTY,
            "indicator_key": key_of("indicators", is_needed=False),
            "expected_move_on": DATE_OR_EMPTY,
            "is_demo": YES_NO,
            "known_on": DATE,
        },
        # A step is written again when it is done: what was known before stays readable.
        unique=("policy_step_key", "known_on"),
    ),
    "actions": Sheet(
        {
            "action_key": KEY,
            "priority_key": key_of("priorities"),
            "text": TEXT,
            "owner": TEXT,
            "is_demo_owner": YES_NO,
            "agreed_on": DATE,
            "due_on": DATE,
        },
        unique=("action_key",),
        is_needed=False,
    ),
    "series_gaps": Sheet(
        {
            "indicator_key": key_of("indicators"),
            "unit_key": key_of("units", is_needed=False),
            "starts_on": DATE,
            "ends_on": DATE,
            "reason": one_of(*GapReason.of_the_register()),
            "text": TEXT_OR_EMPTY,
            "source": TEXT_OR_EMPTY,
        },
        unique=("indicator_key", "unit_key", "starts_on"),
        is_needed=False,
    ),
    "annotations": Sheet(
        {
            "priority_key": key_of("priorities"),
            "happened_on": DATE,
            "text": TEXT,
            "source": TEXT,
        },
        unique=("priority_key", "happened_on", "text"),
    ),
    "ratings": Sheet(
        {
            "priority_key": key_of("priorities"),
            "rating_round": TEXT,
            "category": one_of(*KEYS),
            "rating": TEXT,
            "rater_type": one_of(*RaterType),
            "rated_by": TEXT,
            "rated_at": Column("moment"),
            "reason": TEXT,
            "is_demo": YES_NO,
        },
        unique=("priority_key", "rating_round", "category", "rater_type", "rated_by", "rated_at"),
    ),
    "reporting_rounds": Sheet(
        {
            "reporting_round": TEXT,
            "department_key": key_of("departments"),
            "title": TEXT,
            "opens_on": DATE,
            "due_on": DATE,
        },
        unique=("reporting_round", "department_key"),
    ),
}

# The column a reference lands on: the one-column key of the sheet it points at.
KEY_COLUMNS = {name: sheet.unique[0] for name, sheet in SHEETS.items() if len(sheet.unique) == 1}
