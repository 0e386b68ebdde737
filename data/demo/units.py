"""The units the figures are about: trusts, authorities, operators, boroughs, and England."""

import re

import pandas as pd

from data.demo.sources import SOURCES, slug

# Only these four have a published path of their own, all from one route's scorecards.
_PATH_OPERATORS = {"c2c", "Elizabeth line", "Greater Anglia", "London Overground"}
_SMALL_WORDS = {"and", "at", "for", "in", "of", "on", "the", "to"}
_ABBREVIATIONS = {
    "CBS", "CIC", "DHU", "EA", "GP", "HC", "HHCIC", "LLP", "LLR", "MIU", "NEMS", "NHS", "OOH",
    "PHL", "QMS", "UCC", "UTC", "WAM", "WIC",
}  # fmt: skip
_TYPES = {
    "NHS provider": "nhs_provider",
    "country": "country",
    "local authority": "local_authority",
    "region": "region",
    "train operator": "train_operator",
    "borough": "borough",
}


def read_aloud(name: str) -> str:
    """Write a name in capitals the way a person would: nobody should be shouted at on a wall.

    >>> read_aloud("THE QUEEN ELIZABETH HOSPITAL, KING'S LYNN, NHS FOUNDATION TRUST")
    "The Queen Elizabeth Hospital, King's Lynn, NHS Foundation Trust"
    """

    def one_word(found: re.Match[str]) -> str:
        word = found[0]
        if word in _ABBREVIATIONS:
            return word
        if word.lower() in _SMALL_WORDS and found.start() > 0:
            return word.lower()
        return word.capitalize()

    return re.sub(r"[A-Z][A-Z']*", one_word, name)


def build_units(rows: pd.DataFrame) -> pd.DataFrame:
    """Build the units sheet from the source rows, with the columns that the register asks for."""
    # A name given in either health file beats a bare code; England has one code here.
    rows = rows.assign(named=rows["unit"].ne(rows["unit_code"]))
    rows = rows.sort_values(["named", "file"], ascending=[False, True], kind="stable")
    units = rows.drop_duplicates("unit_key").reset_index(drop=True)
    units["unit_type"] = units["unit_type"].map(_TYPES)
    boroughs = units["unit_type"] == "borough"
    units["code"] = units["unit_code"].where(units["unit_key"].ne("england"), "ENG")
    units["unit_group"] = [
        _group(*pair) for pair in zip(units["parent"], units["unit"], strict=True)
    ]
    london = units[units["unit_group"].isin(["Inner London", "Outer London"])]
    sides = dict(zip(london["unit"].map(slug), london["unit_group"], strict=True))
    units.loc[boroughs, "unit_group"] = units.loc[boroughs, "unit"].map(slug).map(sides)
    units["name"] = _names(units)
    order = list(_TYPES.values())
    units["order"] = units["unit_type"].map(order.index)
    units = units.sort_values(["order", "name"], kind="stable")
    columns = ["unit_key", "code", "name", "unit_type", "unit_group", "peer_group"]
    return units.assign(peer_group=_peer_groups(units))[columns].reset_index(drop=True)


def _peer_groups(units: pd.DataFrame) -> list[str | None]:
    """Say whom each unit may be compared with; a unit that the list does not know has no peers."""
    listed = pd.read_csv(SOURCES / "unit_peer_groups.csv", dtype=str)
    by_code = dict(zip(listed["unit_code"], listed["peer_group"], strict=True))
    boroughs = listed[listed["unit_type"] == "borough (London)"]
    by_name = dict(zip(boroughs["unit"], boroughs["peer_group"], strict=True))
    return [
        by_name.get(name) if kind == "borough" else by_code.get(code)
        for kind, code, name in zip(units["unit_type"], units["code"], units["name"], strict=True)
    ]


def _group(parent: object, unit: str) -> str | None:
    if unit in _PATH_OPERATORS:
        return "Anglia route"
    if not isinstance(parent, str) or parent in ("", "Great Britain"):
        return None
    if parent.isupper():
        return read_aloud(parent.removeprefix("NHS ENGLAND "))
    return parent.replace(" The ", " the ")


def _names(units: pd.DataFrame) -> pd.Series:
    """Make names readable, and different from one another where the source has doubles."""
    nameless = units["unit"].eq(units["unit_code"])
    shown = [
        f"Provider {code} (name not in the source)"
        if is_nameless
        else read_aloud(name)
        if kind == "nhs_provider"
        else name
        for name, code, kind, is_nameless in zip(
            units["unit"], units["unit_code"], units["unit_type"], nameless, strict=True
        )
    ]
    names = pd.Series(shown, index=units.index)
    doubled = names.groupby([units["unit_type"], names]).transform("size") > 1
    return names.where(~doubled, names + " (" + units["unit_code"].fillna("") + ")")
