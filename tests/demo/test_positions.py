"""Where the demonstration's open priorities stand: five missed, three well behind, two on plan."""

from stocktake.store import Store

MISSED = {
    "ae_four_hour", "very_long_waits", "scotrail_punctuality", "operators_on_path",
    "welsh_recycling",
}  # fmt: skip


def test_the_open_priorities_with_a_target_are_told_apart(demo: Store):
    with demo.reader() as db:
        rows = [row for row in db.rows("page.wall") if row["closed_on"] is None]
    judged = {row["priority_key"]: row for row in rows if row["target_value"] is not None}
    assert {key for key, row in judged.items() if row["verdict"] == "missed"} == MISSED
    others = {key: row["position"] for key, row in judged.items() if key not in MISSED}
    assert others == {
        "ready_for_school": "well_behind",
        "reading_writing_maths": "well_behind",
        "ehc_plans_20_weeks": "well_behind",
        "eighteen_weeks": "on",
        "phonics": "on",
    }
    assert judged["ehc_plans_20_weeks"]["verdict"] == "below_law"


def test_no_two_of_the_missed_look_alike(demo: Store):
    """0.9 points and 180,243 people are not one solid black row."""
    with demo.reader() as db:
        rows = {row["priority_key"]: row for row in db.rows("page.wall")}
    shares = [share for key in MISSED if (share := rows[key]["gap_share"]) is not None]
    # Nobody published where the two counts of units started from, so theirs have no length.
    assert [key for key in sorted(MISSED) if rows[key]["gap_share"] is None] == [
        "operators_on_path", "welsh_recycling",
    ]  # fmt: skip
    assert len({round(share, 3) for share in shares}) == len(MISSED) - 2
