"""Streamlit's traps, and SQL where it belongs."""

import ast
from fnmatch import fnmatch

import pytest

from tests.architecture.screens import MARKUP, SCREENS, screen_faults, sql_faults
from tests.architecture.sources import CODE, ROOT, Source, faults_of, is_whole, read_sources

SOURCES = read_sources(*CODE)
SCREEN_SOURCES = [s for s in SOURCES if any(fnmatch(s.place, pattern) for pattern in SCREENS)]
STORE = "stocktake/store/"


def test_no_page_stands_directly_in_pages():
    # There, a deep link on a fresh server runs it without app.py, and so without its gate.
    assert sorted(path.name for path in ROOT.glob("pages/*.py")) == []


def test_a_page_opens_through_the_frame_before_anything_else():
    pages = read_sources("pages/*/*.py")
    assert [page.place for page in pages if not opens_through_the_frame(page)] == []


def opens_through_the_frame(source: Source) -> bool:
    statements = [
        node
        for node in source.tree.body
        if not isinstance(node, ast.Import | ast.ImportFrom)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    return bool(statements) and ast.unparse(statements[0]).find("frame.open_page(") >= 0


def test_a_screen_keeps_clear_of_the_traps():
    assert faults_of(screen_faults, SCREEN_SOURCES) == []


def test_sql_stands_in_queries_or_in_the_store():
    elsewhere = [source for source in SOURCES if not source.place.startswith(STORE)]
    assert faults_of(sql_faults, elsewhere) == []


def test_the_screens_were_looked_at():
    assert len(SCREEN_SOURCES) >= (12 if is_whole() else 1)


@pytest.mark.parametrize(
    "text",
    [
        "st.markdown(name, unsafe_allow_html=True)",
        "st.html(name)",
        "st.components.v1.html(name)",
        "components.html(name)",
        "read_wall.clear()",
        "st.cache_data.clear()",
        "@st.cache_data(ttl=60)\ndef read(): ...",
        "st.set_page_config(page_icon=':material/flag:')",
        "st.set_page_config(page_icon='https://example.org/a.png')",
    ],
)
def test_a_trap_is_found(text: str):
    assert len(screen_faults(Source("pages/monitor/wall.py", text))) == 1


def test_html_is_written_by_the_markup_file_only():
    text = "st.markdown(safe, unsafe_allow_html=True)"
    assert screen_faults(Source(MARKUP, text)) == []
    assert screen_faults(Source("stocktake/ui/wall.py", text)) != []


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ('"""Wall."""\nfrom stocktake.ui import frame\nframe.open_page("wall")', True),
        ("from stocktake.ui import frame\nplace = frame.open_page('wall')", True),
        ("import streamlit as st\nst.title('x')\nframe.open_page('wall')", False),
        ('"""Nothing."""', False),
    ],
)
def test_a_page_that_draws_first_is_found(text: str, is_open: bool):
    assert opens_through_the_frame(Source("pages/monitor/wall.py", text)) is is_open


@pytest.mark.parametrize(
    ("text", "is_sql"),
    [
        ("x = 'select value from core.position'", True),
        ("x = f'select {column} from page.wall'", True),
        ("x = 'SELECT value\\nFROM page.wall'", True),
        ("x = '''\n    with wall as (select 1)'''", True),
        ("x = 'insert into tables.ratings values (1)'", True),
        ("x = 'create or replace view core.x'", True),
        ("x = 'Select a priority from the list'", False),
        ("x = 'Select from: data'", False),
        ("x = 'with the update of March'", False),
        ("def f():\n    '''select value from x'''", False),
    ],
)
def test_sql_in_python_is_told_from_a_sentence(text: str, is_sql: bool):
    assert bool(sql_faults(Source("stocktake/ui/x.py", text))) is is_sql
