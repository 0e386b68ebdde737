"""Decks as files and as the app mounts them, opened in a real browser."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from stocktake.deck.document import build_document, component_data, component_parts
from tests.deck.agendas import PEOPLE, earlier_pictures, long_deck, long_meta

OnePage = tuple[Page, Path, list[str]]
LAPTOP = {"width": 1366, "height": 768}
# One screen of each kind: enough to capture over, and quick to open.
FEW = ("actions-1", "wall-1", "celebration-3", "ae_four_hour-trajectory", "ae_four_hour-spread",
       "ae_four_hour-leading", "ae_four_hour-likelihood", "ae_four_hour-next", "issue-4",
       "decisions")  # fmt: skip
MOUNTED = """<!doctype html><html lang="en"><title>Room</title><body><input id="outside">
<div id="host"></div><script type="module">
%s
window.told = {shown: [], capture: [], leave: []};
for (const name of Object.keys(told))
  window.addEventListener("stocktake:" + name, (event) => told[name].push(event.detail));
window.say = (detail) => window.dispatchEvent(new CustomEvent("stocktake:state", {detail}));
const root = document.querySelector("#host").attachShadow({mode: "open"});
root.innerHTML = "<style>" + %s + "</style>" + %s;
window.mount = (data) => (window.unmount = mountDeck({data, parentElement: root}));
window.inDeck = (selector) => root.querySelector(selector);
window.dataOfDeck = %s;
mount(dataOfDeck);
</script></body></html>"""


@pytest.fixture(scope="session")
def long_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the deck with the longest names, as it travels on a stick."""
    path = tmp_path_factory.mktemp("deck") / "deck.html"
    document = build_document(long_deck(), long_meta(), earlier_pictures(), people=PEOPLE)
    path.write_text(document, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def few_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a deck of ten screens, one of each kind."""
    path = tmp_path_factory.mktemp("few") / "few.html"
    screens = [screen for screen in long_deck() if screen.key in FEW]
    path.write_text(build_document(screens, long_meta(), people=PEOPLE), encoding="utf-8")
    return path


def mounted(path: Path, data: dict[str, object]) -> Path:
    """Write a page that mounts the component in a shadow root, as the app does."""
    html, css, script = component_parts()
    assert "export default function" in script
    script = script.replace("export default function", "const mountDeck = function")
    parts = (json.dumps(part).replace("</", "<\\/") for part in (css, html, data))
    path.write_text(MOUNTED % (script, *parts), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def room_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Write the page of a room for a role; the screens are the nine of `few_file`."""
    folder = tmp_path_factory.mktemp("room")
    screens = [screen for screen in long_deck() if screen.key in FEW]

    def written(role: str) -> Path:
        path = folder / f"{role}.html"
        if not path.exists():
            mounted(path, component_data(screens, long_meta(), earlier_pictures(), role=role))
        return path

    return written


@pytest.fixture(scope="module")
def one_page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OnePage]:
    """One page for all tests of a file that ask for nothing special of theirs."""
    nothing = tmp_path_factory.mktemp("nothing") / "nothing.html"
    nothing.write_text("<!doctype html><title>Nothing</title>", encoding="utf-8")
    context = browser.new_context(viewport=LAPTOP)
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    yield page, nothing, faults
    context.close()


@pytest.fixture
def opened(browser: Browser, one_page: OnePage) -> Iterator[Callable[..., Page]]:
    """Open a file with nothing stored yet; a page that raises an error fails the test.

    Who asks for settings gets a context with them, which ends with the test. `asked` is given the
    addresses that are requested.
    """
    shared, nothing, faults = one_page
    contexts: list[Any] = []
    free = [shared]
    faults.clear()

    def open_file(path: Path, asked: list[str] | None = None, **settings: Any) -> Page:
        if free and not settings:
            page = free.pop()
            # The test before has left; what it stored belongs to every file, this one too.
            page.goto(nothing.as_uri())
            page.evaluate("localStorage.clear(), sessionStorage.clear()")
        else:
            context = browser.new_context(**{"viewport": LAPTOP, **settings})
            contexts.append(context)
            page = context.new_page()
            page.on("pageerror", lambda fault: faults.append(str(fault)))
        if asked is not None:
            page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert faults == []
