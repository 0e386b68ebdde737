"""Who may be compared with whom: the comparable sets of units of a priority, and their words.

Rates are compared within a peer group. Counts are not compared at all, because a large unit is not
a bad one: they show who holds how much of the whole, and per head where the register names a
population. Everything here is data and words; `spread.py` and `concentration.py` draw it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from stocktake.charts.unit_names import spoken_name
from stocktake.model.facts import PriorityFacts, is_nothing
from stocktake.model.numbers import difference, figure, month, planned, several
from stocktake.model.unit_nouns import UnitNoun, every_unit, unit_noun

# Up to so many units each has a row of its own, with its name.
MOST_NAMED = 24
MIXED = "mixed kinds of unit"
_HOLDERS = 10
_TENTH = 0.1
_COLUMNS: dict[str, Any] = {
    "unit_type": None,
    "unit_group": None,
    "peer_group": None,
    "volume": float("nan"),
    "volume_label": None,
    "value_year_before": float("nan"),
    "population_label": None,
    "value_per_1000": float("nan"),
    "is_stopped": False,
    "stopped_on": None,
    "usual_value": float("nan"),
}


class Way(StrEnum):
    """How a set of units is compared."""

    RATE = "rate"
    SHARE = "share"
    PER_HEAD = "per_head"


@dataclass(frozen=True, eq=False)
class Comparison:
    """A set of units that may be compared, and how.

    `key` is for an address. `rows` are its units' rows of `page.priority_spread`, those without a
    figure and those that may have stopped reporting among them; `whole` those of all sets.
    """

    key: str
    title: str
    way: Way
    noun: UnitNoun
    every: str
    rows: pd.DataFrame
    whole: pd.DataFrame
    rounding_unit: float | None = None
    is_mixed: bool = False

    @property
    def known(self) -> pd.DataFrame:
        """Return the rows that count: with a figure, and without a sign that reporting stopped."""
        return counted(self.rows)

    @property
    def measure(self) -> str:
        """Return the measure of the figures."""
        return str(self.rows["measure"].iloc[0])

    @property
    def direction(self) -> int:
        """Return 1 where higher is better, else -1."""
        return int(self.rows["direction"].iloc[0])


def counted(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with a figure that are not marked as stopped."""
    return rows[rows["value"].notna() & ~rows["is_stopped"].astype(bool)]


def complete(spread: pd.DataFrame) -> pd.DataFrame:
    """Return a spread with every column: one frozen by an earlier version lacks the newer ones."""
    missing = {name: cell for name, cell in _COLUMNS.items() if name not in spread}
    return spread.assign(**missing).assign(
        is_stopped=lambda rows: rows["is_stopped"].fillna(False).astype(bool)
    )


def comparisons(spread: pd.DataFrame, rounding_unit: float | None = None) -> list[Comparison]:
    """Return the comparable sets of a priority's units, the one to begin with first.

    Of rates that is the group with most volume (with most units where no volume is known). Of
    counts it is the share of the whole, followed by rates per head. No figures: no comparisons.
    """
    rows = complete(spread)
    known = counted(rows)
    if known.empty:
        return []
    if str(rows["measure"].iloc[0]) != "count" or not known["value"].sum() > 0:
        return _groups(rows, Way.RATE, rounding_unit)
    kind, group = _only(rows["unit_type"]), _only(rows["peer_group"])
    whole = Comparison(
        "share", "Share of the total", Way.SHARE, unit_noun(kind, group), every_unit(kind, group),
        rows, rows, rounding_unit,
    )  # fmt: skip
    heads = rows[rows["value_per_1000"].notna()]
    if len(counted(heads)) < 2:
        return [whole]
    per_head = heads.assign(
        value=heads["value_per_1000"],
        value_year_before=float("nan"),
        unit_target=None,
        volume=float("nan"),
    )
    return [whole, *_groups(per_head, Way.PER_HEAD, _TENTH)]


def comparisons_of(spread: pd.DataFrame, facts: PriorityFacts) -> list[Comparison]:
    """Return the comparable sets of a priority, rounded as its indicator is where that is known.

    A headline that counts units, or a change, is rounded in another way than the units' figures.
    """
    known = spread["measure"].dropna()
    is_alike = len(known) > 0 and str(known.iloc[0]) == facts.measure and not facts.counts_units
    return comparisons(spread, facts.rounding_unit if is_alike else None)


def chosen(found: list[Comparison], key: str | None) -> Comparison:
    """Return the comparison of a key, or the first where there is none of that key."""
    return next((one for one in found if one.key == key), found[0])


def _groups(rows: pd.DataFrame, way: Way, rounding_unit: float | None) -> list[Comparison]:
    has_groups = rows["peer_group"].notna().any()
    kinds = rows["peer_group"].where(rows["peer_group"].notna(), "")
    found = []
    for name, part in rows.groupby(kinds, sort=True):
        if counted(part).empty:
            continue
        group = str(name) or None
        kind = _only(part["unit_type"])
        noun = unit_noun(kind, group)
        title = group or (f"Other {noun.many}" if has_groups else noun.many.capitalize())
        prefix = "per-head-" if way is Way.PER_HEAD else ""
        found.append(
            Comparison(
                prefix + _slug(title), title, way, noun,
                title if has_groups and not group else every_unit(kind, group),
                part.reset_index(drop=True), rows, rounding_unit, is_mixed=group is None,
            )
        )  # fmt: skip
    return sorted(found, key=_weight, reverse=True)


def _only(cells: "pd.Series[Any]") -> str | None:
    """Return the one value that all rows share; None where they differ or some have none."""
    found = cells.unique()
    return str(found[0]) if len(found) == 1 and not is_nothing(found[0]) else None


def _weight(one: Comparison) -> tuple[bool, float, int]:
    """Order by volume, and by units where it is not known; units of mixed kinds come last."""
    known, whole = one.known, counted(one.whole)
    volume = float(known["volume"].sum()) if whole["volume"].notna().all() else 0.0
    return not one.is_mixed, volume, len(known)


def _slug(text: str) -> str:
    return "-".join("".join(sign if sign.isalnum() else " " for sign in text.lower()).split())


# ---- words ----------------------------------------------------------------------------------


def comparison_sentence(one: Comparison) -> str:
    """Say a comparison in at most 16 words: who reaches the target, or the middle and the end."""
    known = one.known
    said = _targets_sentence(one)
    if one.way is Way.SHARE:
        held = half_holders(one)
        holds = "holds" if held == 1 else "hold"
        if said:
            return f"{said}; {held} {holds} half of the total."
        return f"{held} of {len(known)} {one.noun.of(len(known))} {holds} half of the total."
    worst = known["value"].min() if one.direction > 0 else known["value"].max()
    end = f"the {_worst_word(one)} is at {_written(one, float(worst))}"
    if said:
        held_back = _held_back(one)
        return f"{said}; {held_back or end}."
    middle = _written(one, float(known["value"].median()))
    per = _per_head(one)
    return f"The median {one.noun.one} is at {middle}{per}; {end}."


def half_holders(one: Comparison) -> int:
    """Return how few of the largest units hold half of the whole, or more."""
    values = one.known["value"].sort_values(ascending=False)
    return int((values.cumsum() < values.sum() / 2 - 1e-9).sum()) + 1


def _targets_sentence(one: Comparison) -> str:
    aimed = one.known[one.known["unit_target"].notna()]
    if aimed.empty:
        return ""
    gaps = (aimed["value"] - aimed["unit_target"].astype(float)) * one.direction
    met = int((gaps >= 0).sum())
    who = f"{met} of {len(aimed)} {one.noun.of(len(aimed))}"
    levels = aimed["unit_target"].unique()
    if len(levels) > 1:
        return f"{who} met {'its' if met == 1 else 'their'} own target"
    level = planned(one.measure, float(levels[0]), one.rounding_unit)
    if one.direction > 0:
        return f"{who} {'reaches' if met == 1 else 'reach'} {level}"
    return f"{who} {'is' if met == 1 else 'are'} at {level} or below"


def _held_back(one: Comparison) -> str:
    """Say how much ten units hold the figure of all units back, where volumes can tell.

    A unit's part is its share of all units' volume times its distance from the target.
    """
    known, whole = one.known, counted(one.whole)
    if one.measure != "percent" or one.direction < 0 or not whole["volume"].notna().all():
        return ""
    if known["unit_target"].isna().any() or known["unit_target"].nunique() != 1:
        return ""
    gaps = (known["unit_target"].astype(float) - known["value"]).clip(lower=0)
    parts = (gaps * known["volume"] / whole["volume"].sum()).sort_values(ascending=False)
    if (parts > 0).sum() <= _HOLDERS:
        return ""
    held = float(parts.head(_HOLDERS).sum())
    if held < (one.rounding_unit or _TENTH):
        return ""
    return f"ten hold back {difference('percent', held, one.rounding_unit)}"


def _worst_word(one: Comparison) -> str:
    return "lowest" if one.direction > 0 else "highest"


def _written(one: Comparison, value: float) -> str:
    return figure(one.measure, value, one.rounding_unit)


def _per_head(one: Comparison) -> str:
    if one.way is not Way.PER_HEAD:
        return ""
    return f" per 1,000 {_people(one.rows)}"


def _people(rows: pd.DataFrame) -> str:
    labels = [str(label) for label in rows["population_label"].unique() if not is_nothing(label)]
    label = labels[0] if labels else "people"
    return label[0].lower() + label[1:]


def comparison_title(one: Comparison) -> str:
    """Return the title of the chart: every unit of the kind, its target, what the dots tell."""
    parts = [one.every + (f" ({MIXED})" if one.is_mixed else "")]
    if one.way is Way.SHARE:
        parts.append("Share of the total, largest first, each bar on top of the last")
    if one.way is Way.PER_HEAD:
        parts.append(f"Per 1,000 {_people(one.rows)}")
    levels = one.known["unit_target"].dropna().unique()
    if len(levels) == 1:
        parts.append(f"Target {planned(one.measure, float(levels[0]), one.rounding_unit)}")
    elif len(levels) > 1:
        parts.append("Plum: own target missed" if one.way is Way.SHARE else "Bar: own target")
    label = one.known["volume_label"].dropna()
    if one.way is Way.RATE and len(label) and one.known["volume"].notna().any():
        parts.append(f"Dot size: {label.iloc[0]}")
    if one.way is not Way.SHARE and len(one.known) > MOST_NAMED:
        parts.append(f"{_worst_word(one).capitalize()} five and best three named")
    return " · ".join(parts)


def footnotes(one: Comparison, when: str) -> list[str]:
    """Say who is not in the picture: units without a figure, and those that may have stopped."""
    rows = one.whole if one.way is Way.SHARE else one.rows
    silent = int(rows["value"].isna().sum())
    said = []
    if silent:
        has = "has" if silent == 1 else "have"
        said.append(f"{several(silent, one.noun.one, one.noun.many)} {has} no figure for {when}.")
    for row in rows[rows["is_stopped"].astype(bool)].to_dict("records"):
        usual = figure(one.measure, float(row["usual_value"]), one.rounding_unit)
        name = spoken_name(str(row["unit_name"]))
        said.append(
            f"Stopped reporting? {name}: 0 since {month(row['stopped_on'])}, usually "
            f"about {usual}. Not counted here."
        )
    return said


def other_groups(one: Comparison, found: list[Comparison]) -> str:
    """Name the other sets with their counts, for a screen on which nobody clicks."""
    others = [other for other in found if other.key != one.key and other.way is one.way]
    said = [f"{other.title} ({_brief(other)})" for other in others]
    return f"Not compared with: {'; '.join(said)}." if said else ""


def _brief(one: Comparison) -> str:
    targets = _targets_sentence(one)
    if targets:
        return targets.replace(f" {one.noun.of(len(one.known))}", "", 1)
    return f"{len(one.known)}, median {_written(one, float(one.known['value'].median()))}"
