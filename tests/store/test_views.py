"""A view that cannot be used stops the start, naming file and column; the old views stand."""

import pandas as pd
import pytest

from stocktake.errors import QueryError, StoreError
from stocktake.store import open_store, standing, views
from stocktake.store.connection import connect
from stocktake.store.views import build_views
from tests.queries.rows import DEFAULTS
from tests.store.small import JANUARY, headline, make_store, send

GOOD = """-- Grain: one row per period_end.
select
    observation.period_start,
    observation.period_end,
    observation.value,
    observation.numerator,
    observation.denominator,
    observation.status,
    observation.definition_version
from core.known_observations as observation
"""


def build(database, queries):
    opened = connect(database)
    try:
        return build_views(opened, queries)
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("    observation.value,\n", ""), "waits.sql has no column value"),
        (
            ("    observation.value,", "    observation.value::integer as value,"),
            "waits.sql: column value is integer, and should be double",
        ),
        (
            ("    observation.status,", "    observation.status,\n    1 as surplus,"),
            "waits.sql has a column surplus that no reader knows",
        ),
        (("core.known_observations", "core.no_such"), "waits.sql reads core.no_such"),
        (("observation.numerator", "observation.nowhere"), "waits.sql cannot be used: .*nowhere"),
        (("select\n", "selec\n"), "waits.sql is not a SELECT"),
    ],
    ids=["missing", "type", "surplus", "unknown view", "unknown column", "syntax"],
)
def test_a_broken_view_of_a_priority_is_named_with_what_is_wrong(database, queries, change, said):
    text = GOOD.replace(*change)
    assert text != GOOD
    (queries / "priority" / "waits.sql").write_text(text)
    with pytest.raises(QueryError, match=rf"queries/priority/{said}"):
        build(database, queries)


def test_a_good_view_of_a_priority_takes_the_place_of_the_default(database, queries):
    (queries / "priority" / "waits.sql").write_text(GOOD)
    views = build(database, queries)
    assert views["priority.waits"].file == "queries/priority/waits.sql"
    assert views["priority.waits"].header == "Grain: one row per period_end."


def test_a_priority_with_no_file_gets_the_default_of_its_rule(database, queries):
    view = build(database, queries)["priority.waits"]
    assert view.file == "queries/defaults/published.sql for waits"
    assert "'INDICATOR'" not in view.sql


def test_views_that_read_one_another_stop_the_start(database, queries):
    (queries / "core" / "hen.sql").write_text("select egg.a from core.egg as egg")
    (queries / "core" / "egg.sql").write_text("select hen.a from core.hen as hen")
    with pytest.raises(QueryError, match=r"in a circle: .*core\.(hen|egg)"):
        build(database, queries)


def test_a_view_with_a_name_no_slug_can_be_stops_the_start(database, queries):
    (queries / "core" / "Two Words.sql").write_text("select 1 as a")
    with pytest.raises(QueryError, match=r"queries/core/Two Words\.sql: a view's name"):
        build(database, queries)


def test_a_priority_of_its_own_without_a_file_names_the_file_to_write(tmp_path, queries):
    tables = {
        "indicators": [{"indicator_key": "waits"}],
        "priorities": [{"priority_key": "waits", "indicator_key": "waits", "headline_rule": "own"}],
    }
    with pytest.raises(QueryError, match=r"queries/priority/waits\.sql is missing"):
        make_store(tmp_path / "own.duckdb", tables, queries=queries)


def test_the_old_views_stand_after_a_failed_rebuild(tmp_path, queries):
    store = make_store(tmp_path / "open.duckdb", queries=queries)
    send(store, [("nation", JANUARY, 5.0)])
    broken = queries / "priority" / "waits.sql"
    broken.write_text(GOOD.replace("    observation.value,\n", ""))
    with pytest.raises(QueryError):
        store.rebuild_views()
    assert headline(store) == {JANUARY: 5.0}
    broken.unlink()
    store.rebuild_views()
    assert headline(store) == {JANUARY: 5.0}
    store.close()


def test_views_are_made_after_what_they_read(database, queries):
    seen = set()
    for name, view in build(database, queries).items():
        assert {read for read in view.reads if not read.startswith("tables.")} <= seen
        seen.add(name)
    assert len(seen) > 40


def write_priority(store, **columns):
    """Write a register that holds nothing but one priority."""
    row = DEFAULTS["priorities"] | {"indicator_key": "waits"} | columns
    store.write_register(
        unit={"unit_title": "New", "held_today_on": None, "is_demo": False},
        tables={"priorities": pd.DataFrame([row])},
        file_name="register.xlsx",
        file_hash="1",
        received_by="tests",
    )


def test_a_register_whose_priority_has_no_view_is_not_kept(store):
    with store.reader(with_headlines=False) as db:
        unit = db.rows("core.known_register")[0]
    with pytest.raises(QueryError, match=r"queries/priority/no_file\.sql is missing"):
        write_priority(store, priority_key="no_file", headline_rule="own")
    assert store.data_version() == 0
    with store.reader(with_headlines=False) as db:
        assert db.rows("core.known_register")[0] == unit
    store.close()
    open_store(store.path).close()


def test_an_unknown_view_or_column_is_refused_by_name(store):
    with store.reader(with_headlines=False) as db:
        with pytest.raises(StoreError, match=r"no view page\.nothing"):
            db.rows("page.nothing")
        with pytest.raises(StoreError, match="has no column colour"):
            db.rows("core.known_units", colour="red")


@pytest.fixture
def made(monkeypatch):
    """The names of the views that were made anew, as they are made."""
    names = []
    monkeypatch.setattr(
        views, "replace_changed", lambda *given: names.extend(standing.replace_changed(*given))
    )
    return names


@pytest.fixture
def replaced(made, database, queries):
    """Give a function that brings the views to what the folder says, and names the new ones."""

    def rebuild():
        made.clear()
        build(database, queries)
        return list(made)

    return rebuild


def test_nothing_is_made_anew_where_nothing_changed(replaced):
    assert replaced() == []


def test_an_edited_file_makes_its_own_view_anew_and_those_that_read_it(replaced, database, queries):
    (queries / "core" / "hen.sql").write_text("-- Grain: one row.\nselect 1 as a")
    (queries / "page" / "egg.sql").write_text(
        "-- Grain: one row.\nselect hen.a from core.hen as hen"
    )
    assert replaced() == ["core.hen", "page.egg"]
    (queries / "core" / "hen.sql").write_text("-- Grain: one row.\nselect 'b' as a")
    assert replaced() == ["core.hen", "page.egg"]
    (queries / "page" / "egg.sql").unlink()
    assert replaced() == []
    opened = connect(database)
    standing_now = {
        row[0] for row in opened.execute("select view_name from duckdb_views()").fetchall()
    }
    opened.close()
    assert "hen" in standing_now
    assert "egg" not in standing_now


def test_views_are_made_anew_on_tables_that_a_migration_changed(replaced, database):
    opened = connect(database)
    opened.execute("insert into tables.migrations values ('9999_more', 'sum', now()::timestamp)")
    opened.close()
    assert len(replaced()) > 40


def test_a_register_makes_only_its_priorities_anew(store, made):
    write_priority(store, priority_key="more")
    assert set(made) == {"priority.more", "page.headlines"}
    assert "priority.waits" not in store.views
