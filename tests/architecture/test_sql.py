"""The layers of queries/, and the way they are written."""

import pytest

from tests.architecture.sources import ROOT, faults_of, is_whole
from tests.architecture.sql import View, layer_faults, writing_faults

FOLDERS = {"tables", "defaults", "core", "priority", "page"}
VIEWS = [
    View(path.parent.name, path.stem, path.read_text("utf-8"))
    for layer in ("core", "defaults", "priority", "page")
    for path in sorted(ROOT.glob(f"queries/{layer}/**/*.sql"))
]
SOUND = (
    "-- A sound view.\n-- Grain: one row per priority.\nselect priority_key\nfrom core.position\n"
)


def test_a_view_reads_only_the_layers_before_it():
    assert faults_of(layer_faults, VIEWS) == []


def test_a_view_is_written_as_the_house_writes():
    assert faults_of(writing_faults, VIEWS) == []


def test_every_folder_of_queries_is_a_layer():
    assert {path.name for path in (ROOT / "queries").iterdir() if path.is_dir()} <= FOLDERS


def test_every_layer_was_looked_at():
    least = {"core": 20, "defaults": 4, "priority": 5, "page": 8} if is_whole() else {}
    found = {layer: sum(view.layer == layer for view in VIEWS) for layer in least}
    assert all(found[layer] >= least[layer] for layer in least), found


def test_migrations_are_numbered_without_gaps_and_their_head_names_the_newest():
    names = [path.name for path in sorted(ROOT.glob("queries/tables/*.sql"))]
    assert [name[:5] for name in names] == [f"{at:04d}_" for at in range(len(names))]
    head = ROOT / "queries/tables/HEAD"
    if is_whole() or head.exists():
        assert head.read_text("utf-8").strip().removesuffix(".sql") == names[-1][:-4]


def test_tables_are_plain_enough_for_a_lake():
    # On DuckLake there are no keys, checks, defaults or sequences: the same files must run there.
    looked_for = ["primary key", "unique", "references", "check (", "default ", "create sequence"]
    codes = {
        path.name: View("tables", path.stem, path.read_text("utf-8")).code.lower()
        for path in ROOT.glob("queries/tables/*.sql")
    }
    assert [(n, word) for n, code in codes.items() for word in looked_for if word in code] == []


@pytest.mark.parametrize(
    ("layer", "sql"),
    [
        ("core", "select 1 as one from priority.ae_four_hour"),
        ("core", "select 1 as one from page.wall"),
        ("priority", "select 1 as one from tables.observations"),
        ("priority", "select 1 as one from priority.phonics"),
        ("page", "select 1 as one from tables.ratings"),
        ("page", "with step as (select 1 as x from tables.ratings) select x from step"),
        ("page", "select 1 as one from wall"),
        ("page", "select one frm core.position"),
        ("somewhere", "select 1 as one from core.position"),
    ],
)
def test_a_view_that_reaches_back_is_found(layer: str, sql: str):
    assert len(layer_faults(View(layer, "x", sql))) == 1


@pytest.mark.parametrize(
    ("layer", "sql"),
    [
        ("core", "with step as (select 1 as x from tables.ratings) select x from step"),
        ("core", "select 1 as one from core.headline"),
        ("priority", "select 1 as one from core.known_observations"),
        ("page", "select 1 as one from core.position join priority.phonics on true"),
    ],
)
def test_a_view_that_reads_forward_passes(layer: str, sql: str):
    assert layer_faults(View(layer, "x", sql)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (SOUND.replace("Grain", "Rows"), "Grain"),
        (SOUND + "\n" * 60, "more than 60"),
        (SOUND.replace("select", "SELECT"), "lower case: SELECT"),
        (SOUND.replace("priority_key", "*"), "name its columns"),
        (SOUND.replace("priority_key", "p.*"), "name its columns"),
        (SOUND.replace("priority_key", "priority_key, columns('a')"), "name its columns"),
        (SOUND + "where getvariable('known_at') is null", "known_at"),
        (SOUND.replace("core.position", "read_csv('x.csv')"), "read_csv"),
        (SOUND.replace("select", "create view x as select"), "bare select"),
        (SOUND.replace("select ", "select\t"), "tab"),
    ],
)
def test_careless_writing_is_found(text: str, fault: str):
    found = writing_faults(View("page", "x", text))
    assert len(found) == 1
    assert fault in found[0]


@pytest.mark.parametrize(
    "text",
    [
        SOUND,
        SOUND.replace("priority_key", "count(*) as priority_count"),
        SOUND.replace("priority_key", "gap * 2 as doubled"),
        SOUND.replace("priority_key", "'AHEAD of SELECT *' as words -- Why it SHOUTS."),
        SOUND.replace("select", "with step as (select * from core.x)\nselect"),
    ],
)
def test_sound_writing_passes(text: str):
    assert writing_faults(View("page", "x", text)) == []


def test_only_the_known_views_of_core_look_at_known_at():
    text = SOUND + "where received_at <= getvariable('known_at')"
    assert writing_faults(View("core", "known_observations", text)) == []
    assert writing_faults(View("page", "known_observations", text)) != []
    assert writing_faults(View("core", "position", text)) != []
