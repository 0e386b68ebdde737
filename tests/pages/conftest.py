"""The app under Streamlit's own test driver, always through app.py."""

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from stocktake.store import Store, open_store
from stocktake.ui import frame, opened
from stocktake.ui.menu import BY_KEY, START
from tests.pages.frozen import PREPARED, SMALL, Frozen, freeze_plan

ROOT = Path(__file__).parent.parent.parent
Opened = Callable[..., AppTest]
# Each app of the test driver asks all that is installed for components; the answer stays the same.
scan_once = functools.cache(manifest_scanner.scan_component_manifests)


@pytest.fixture(autouse=True, scope="module")
def fresh_caches() -> Iterator[None]:
    """Begin each file with empty caches, and end it with every database closed.

    Within a file, what two tests share is a database nobody writes to; the others have their own,
    and caches are keyed by it.
    """
    stores: list[Store] = []

    def open_and_remember(path: Path) -> Store:
        stores.append(open_store(path))
        return stores[-1]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(opened, "open_store", open_and_remember)
        # Each run of the test driver is a server's very first, which sends deep links away once.
        patched.setattr(frame, "PagesManager", SimpleNamespace(uses_pages_directory=False))
        patched.setattr(manifest_scanner, "scan_component_manifests", scan_once)
        empty_caches()
        yield
        empty_caches()
    for store in stores:
        store.close()


def empty_caches() -> None:
    """Forget everything that was read or opened."""
    st.cache_data.clear()
    st.cache_resource.clear()
    opened._fillings.clear()
    opened._filled.clear()


@pytest.fixture(scope="module")
def shared_demo(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the demo for the tests of a file that only read."""
    return Path(shutil.copy(built_demo, tmp_path_factory.mktemp("demo") / "stocktake.duckdb"))


@pytest.fixture(scope="session")
def frozen_small(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Frozen:
    """The small stocktake to run, frozen. Do not open it: copy it."""
    return freeze_plan(built_demo, tmp_path_factory.mktemp("small"), SMALL, "unit")


@pytest.fixture(scope="session")
def frozen_prepared(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Frozen:
    """The stocktake to prepare, frozen. Do not open it: copy it."""
    return freeze_plan(built_demo, tmp_path_factory.mktemp("prepared"), PREPARED, "Bela")


@pytest.fixture
def app(shared_demo: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Open a page of the app on the demo: `app("monitor/wall", department="health")`."""
    monkeypatch.setenv("STOCKTAKE_DATABASE", str(shared_demo))
    return open_app


def open_app(page: str = "monitor/wall", **query: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    if page != START.key:
        # Switching to it would take the file's name for its address, or a run of another before.
        at._page_hash = calc_hash(BY_KEY[page].path)
    at.run()
    assert not at.exception, [error.message for error in at.exception]
    assert os.environ["STOCKTAKE_DATABASE"]
    return at


def written(at: AppTest) -> str:
    """Give all markup on the page, sidebar and main, without the style sheet."""
    bodies = [element.proto.body for element in at.get("html")]
    return "\n".join(body for body in bodies if not body.startswith("<style>"))
