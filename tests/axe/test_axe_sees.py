"""The accessibility check can fail: it finds planted faults where our pages could have them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import SCRIPT, violations

PAGE = "<!doctype html><html lang='en'><head><title>Wall</title></head><body><main>{}</main></body>"
PALE = "<p style='color:#bbb;background:#fff'>hardly legible</p>"
SHADOW = f"""<div id='host'></div><script>
document.getElementById('host').attachShadow({{mode: 'open'}}).innerHTML = "{PALE}";
</script>"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def show(page: Page, content: str) -> None:
    """Serve the content from a made-up address: axe talks only to frames of the same origin."""
    answer = PAGE.format(content)
    page.unroute_all()
    page.route("**/*", lambda route: route.fulfill(body=answer, content_type="text/html"))
    page.goto("http://stocktake.test/")


def test_a_sound_page_has_no_violations(page: Page):
    show(page, "<h1>Wall</h1><p>Ahead of plan.</p>")
    assert violations(page) == []


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (PALE, "color-contrast"),
        (SHADOW, "color-contrast"),
        (f'<iframe title="chart" srcdoc="<main>{PALE}</main>"></iframe>', "color-contrast"),
        ("<svg role='img'><path d='M0 0h9'/></svg>", "svg-img-alt"),
        ("<button></button>", "button-name"),
        ("<a href='/x' style='display:inline-block;width:8px;height:8px'></a>", "link-name"),
    ],
    ids=["text", "shadow root", "frame", "chart without words", "button", "link"],
)
def test_a_planted_fault_is_found(page: Page, content: str, rule: str):
    show(page, content)
    found = violations(page)
    assert [line for line in found if line.startswith(f"{rule} (")], found


def test_axe_is_recent_enough_to_know_wcag_2_2():
    version = re.search(r"axe v(\d+)\.(\d+)", SCRIPT)
    assert version is not None
    assert (int(version[1]), int(version[2])) >= (4, 8)
