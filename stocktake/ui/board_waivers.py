"""Exceptions to checks: signed here with a reason and a last day, listed, and ended early."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from stocktake.errors import StocktakeError
from stocktake.model.facts import is_nothing
from stocktake.model.numbers import day, several
from stocktake.returns.catalogue import CATALOGUE
from stocktake.returns.guide_checks import EXPLAINED
from stocktake.ui import reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import plain, show, tag

_SAID = "waiver_said"
_TURN = "waiver_turn"
_LONGEST = timedelta(days=731)
_USUAL = timedelta(days=183)
Row = Mapping[Any, Any]


def show_waivers(desk: Desk) -> None:
    """Draw the exceptions in force, and the form for another, behind a line that opens them."""
    waivers = in_force(reads.desk_view(desk, "core.known_waivers"), desk.day)
    count = several(len(waivers), "exception") if len(waivers) else "No exception"
    verb = "is" if len(waivers) < 2 else "are"
    show(
        tag("h2", "Exceptions to checks", class_="sentence"),
        tag("p", f"{count} {verb} in force.", class_="quiet"),
    )
    # An expander whose label changes is another one to Streamlit, and shuts.
    place = st.expander("See, sign or end exceptions", key="board_waivers", on_change="rerun")
    if not place.open:
        return
    with place:
        said = st.session_state.pop(_SAID, None)
        if said:
            show(tag("p", said, class_="said", role="status"))
        show(
            tag(
                "p",
                "A check that does not fit a figure for good reason can be waived until a day. "
                "What it would have found is still listed with the return, as waived.",
                class_="quiet reading",
            )
        )
        names = _names(desk)
        for row in waivers.to_dict("records"):
            _show_one(desk, row, names)
        if desk.known_on is None:
            _show_form(desk, names)


def in_force(waivers: pd.DataFrame, today: date) -> pd.DataFrame:
    """Keep the waivers that count on a day, those that end first on top."""
    is_on = [
        _date(signed) <= today <= _date(expires)
        for signed, expires in zip(waivers["signed_on"], waivers["expires_on"], strict=True)
    ]
    held = pd.Series(is_on, index=waivers.index, dtype=bool)
    return waivers[held].sort_values(["expires_on", "waiver_key"])


def _date(value: Any) -> date:
    return date(value.year, value.month, value.day)


def _names(desk: Desk) -> dict[str, dict[str, str]]:
    """Give the titles of departments, indicators and units by key."""
    found = {}
    for noun, view, title in (
        ("department", "core.known_departments", "title"),
        ("indicator", "core.known_indicators", "title"),
        ("unit", "core.known_units", "name"),
    ):
        frame = reads.view(desk, view)
        found[noun] = dict(zip(frame[f"{noun}_key"], frame[title], strict=True))
    return found


def _show_one(desk: Desk, row: Row, names: dict[str, dict[str, str]]) -> None:
    code = str(row["code"])
    scope = [names["department"].get(str(row["department_key"]), str(row["department_key"]))]
    for noun in ("indicator", "unit"):
        key = row[f"{noun}_key"]
        if not is_nothing(key):
            scope.append(names[noun].get(str(key), str(key)))
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left:
        show(
            tag(
                "div",
                tag("p", tag("strong", f"{code}: {EXPLAINED.get(code, 'a check')}")),
                tag("p", ", ".join(scope)),
                tag(
                    "p",
                    f'"{row["reason"]}" {row["signed_by"]}, {day(_date(row["signed_on"]))}; '
                    f"holds until {day(_date(row['expires_on']))}.",
                    class_="quiet",
                ),
                class_="waiver",
            )
        )
    if desk.known_on is None:
        with right:
            st.button(
                "End it",
                key=f"waiver_end_{row['waiver_key']}",
                help=plain(f"{code} is checked again for {', '.join(scope)}"),
                on_click=_end,
                args=(desk, row),
            )


def _end(desk: Desk, row: Row) -> None:
    """Replace a waiver by one that ended yesterday; nothing is deleted."""
    signed_on = _date(row["signed_on"])
    last = desk.today - timedelta(days=1)
    _write(
        desk,
        f"{row['code']} is checked again from now on.",
        code=str(row["code"]),
        department_key=str(row["department_key"]),
        indicator_key=_text(row["indicator_key"]),
        unit_key=_text(row["unit_key"]),
        reason=str(row["reason"]),
        signed_by=desk.user.name,
        signed_on=min(signed_on, last),
        expires_on=last,
        waiver_key=str(row["waiver_key"]),
    )


def _text(value: Any) -> str | None:
    return None if is_nothing(value) else str(value)


def _write(desk: Desk, said: str, **waiver: Any) -> bool:
    try:
        desk.store.write_waiver(**waiver)
    except StocktakeError as fault:
        st.session_state[_SAID] = str(fault)
        return False
    st.session_state[_SAID] = said
    return True


def _show_form(desk: Desk, names: dict[str, dict[str, str]]) -> None:
    turn = st.session_state.setdefault(_TURN, 0)
    show(tag("h3", "Sign another"))
    codes = {code: EXPLAINED[code] for code, one in CATALOGUE.items() if one.can_be_waived}
    left, right = st.columns(2, gap="large")
    with left:
        code = _pick("Which check", codes, f"waiver_code_{turn}", with_key=True)
        department = _pick("For which department", names["department"], f"waiver_dept_{turn}")
        indicator, unit = _pick_scope(desk, department, names, turn)
    with right:
        reason = st.text_area(
            "Why (it is shown with the return)", key=f"waiver_reason_{turn}", max_chars=400
        )
        until = st.date_input(
            "Until when",
            value=desk.today + _USUAL,
            min_value=desk.today,
            max_value=desk.today + _LONGEST,
            format="DD/MM/YYYY",
            key=f"waiver_until_{turn}",
        )
    if st.button("Sign this exception", key="waiver_sign"):
        missing = missing_words(code, department, reason)
        if missing or not isinstance(until, date):
            st.session_state[_SAID] = missing or "Choose the last day on which it holds."
        elif _write(
            desk,
            f"Signed: {code} is waived until {day(until)}.",
            code=code,
            department_key=department,
            indicator_key=indicator,
            unit_key=unit,
            reason=reason.strip(),
            signed_by=desk.user.name,
            signed_on=desk.today,
            expires_on=until,
        ):
            st.session_state[_TURN] = turn + 1
        st.rerun()


def missing_words(code: str | None, department: str | None, reason: str) -> str:
    """Say what a waiver still lacks; empty when it can be signed.

    >>> missing_words("R-301", None, " ")
    'Still missing: the department, the reason.'
    """
    lacks = {"the check": code, "the department": department, "the reason": reason.strip()}
    missing = [words for words, given in lacks.items() if not given]
    return f"Still missing: {', '.join(missing)}." if missing else ""


def _pick_scope(
    desk: Desk, department: str | None, names: dict[str, dict[str, str]], turn: int
) -> tuple[str | None, str | None]:
    """Narrow a waiver to an indicator and a unit; both may be left out."""
    if department is None:
        return None, None
    frame = reads.view(desk, "core.known_indicators")
    own = frame[frame["department_key"] == department]
    options = dict(zip(own["indicator_key"], own["title"], strict=True))
    indicator = _pick("For which indicator (or all)", options, f"waiver_ind_{department}_{turn}")
    units = reads.view(desk, "core.known_units")
    types = set(own["unit_type"] if indicator is None else
                own[own["indicator_key"] == indicator]["unit_type"])  # fmt: skip
    near = units[units["unit_type"].isin(types)].sort_values("name")
    unit_names = dict(zip(near["unit_key"], near["name"], strict=True))
    label = f"For which of {several(len(unit_names), 'unit')} (or all)"
    return indicator, _pick(label, unit_names, f"waiver_unit_{department}_{turn}")


def _pick(
    label: str, options: Mapping[str, str], key: str, *, with_key: bool = False
) -> str | None:
    found: str | None = st.selectbox(
        label,
        list(options),
        index=None,
        format_func=lambda one: f"{one}: {options[one]}" if with_key else options[one],
        placeholder="Choose …",
        key=key,
    )
    return found
