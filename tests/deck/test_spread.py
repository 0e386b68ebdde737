"""The screen that shows where a figure is held back."""

from dataclasses import replace

import pandas as pd

from stocktake.deck.screens import spread_screen
from tests.charts import frames
from tests.deck.decks import deck_frames


def screen(spread: pd.DataFrame) -> str:
    own = replace(deck_frames().of("ae_four_hour"), spread=spread)
    return spread_screen(frames.facts_with(), own)


def kinds() -> pd.DataFrame:
    hospitals = frames.spread_frame(
        [(f"H{n}", 60.0 + n) for n in range(30)], target=78.0, peer_group="Hospitals with beds",
        unit_type="nhs_provider", volumes=[100.0] * 30,
    )  # fmt: skip
    walk_in = frames.spread_frame(
        [("W1", 99.0), ("W2", 98.0), ("W3", None)], target=78.0, peer_group="Walk-in centres",
        unit_type="nhs_provider", volumes=[1.0] * 3,
    )  # fmt: skip
    return pd.concat([walk_in, hospitals], ignore_index=True)


def test_one_kind_is_shown_and_the_others_are_named_with_their_counts() -> None:
    html = screen(kinds())
    assert "<h2" in html
    assert "12 of 30 hospitals reach 78%" in html.replace("\u00a0", " ")
    assert "Every hospital with beds · Target 78% · Dot size: all visits" in html
    assert "Not compared with: Walk-in centres (2 of 2 reach 78%)." in html
    assert "no figure" not in html  # the silent one is no hospital


def test_the_ends_are_named_on_the_chart_and_in_no_table() -> None:
    html = screen(kinds())
    for name in ("H0 60.0%", "H4 64.0%", "H27 87.0%", "H29 89.0%"):
        assert f">{name}</text>" in html
    assert ">H5 65.0%</text>" not in html
    assert "<table" not in html


def test_units_without_peers_are_said_to_be_of_mixed_kinds() -> None:
    html = screen(frames.recycling_spread())
    assert "Every unit (mixed kinds of unit) · Target 70%" in html
    assert "Not compared with" not in html


def test_a_count_tells_who_holds_half_and_a_footnote_who_may_have_stopped() -> None:
    spread = frames.spread_frame(
        [(f"T{n}", 900.0 if n < 2 else 100.0) for n in range(20)] + [("STOPPED TRUST", 0.0)],
        measure="count", direction=-1, unit_type="nhs_provider",
    ).assign(
        is_stopped=[False] * 20 + [True], stopped_on=pd.Timestamp("2025-06-30"), usual_value=365.0
    )  # fmt: skip
    html = screen(spread)
    assert "2 of 20 trusts hold half of the total." in html.replace("\u00a0", " ")
    assert "Stopped reporting? Stopped Trust: 0 since June 2025" in html


def test_one_unit_alone_is_no_spread() -> None:
    assert screen(frames.spread_frame([("a", 5.0), ("b", None)])) == ""
