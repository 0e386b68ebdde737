"""Text from others is text: in markup, in labels and in downloads."""

import csv
import io

import pandas as pd
import pytest

from stocktake.ui import markup
from stocktake.ui.downloads import csv_bytes
from stocktake.ui.markup import address, image, link, outside_link, plain, tag
from stocktake.ui.menu import MENU
from tests.pages.conftest import ROOT


def test_a_child_is_escaped_unless_this_module_made_it():
    inner = tag("b", "<i>")
    assert tag("p", inner, "<u>") == "<p><b>&lt;i&gt;</b>&lt;u&gt;</p>"


def test_an_attribute_cannot_be_left():
    assert tag("p", title='"><script>') == '<p title="&quot;&gt;&lt;script&gt;"></p>'


def test_a_link_writes_its_query_safely():
    assert 'href="/priority?priority=a%26b%22"' in link("x", "priority", priority='a&b"')


def test_nothing_to_show_is_nothing_drawn(monkeypatch: pytest.MonkeyPatch):
    drawn: list[str] = []
    monkeypatch.setattr(markup.st, "html", drawn.append)
    markup.show(None, "")
    markup.show(None, tag("p", "x"))
    assert drawn == ["<p>x</p>"]


def test_the_first_page_is_at_the_bare_address():
    assert address("today") == "/"
    assert address("wall") == "/wall"
    assert address("today", known_at=None, department="health") == "/?department=health"


def test_a_drawing_travels_as_an_image_with_words():
    shown = image("<svg></svg>", "Likelihood: Red")
    assert shown.startswith('<img src="data:image/svg+xml;base64,')
    assert 'alt="Likelihood: Red"' in shown


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x", None, "http://a b"]
)
def test_only_an_address_of_the_web_becomes_a_link(url: object):
    assert outside_link("x", url) == "x"


def test_a_label_holds_no_markdown():
    said = plain("![x](http://a.example) *b* :red[c] $d$ <e> `f`")
    for sign in "![]()*:$<>`":
        assert f"\\{sign}" in said


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\uff1d", "\u00a0@"])
def test_a_download_holds_no_formula(start: str):
    frame = pd.DataFrame({f"{start}name": [f"{start}1+1"], "figure": [-2.5]})
    rows = list(csv.reader(io.StringIO(csv_bytes(frame).decode("utf-8-sig"), newline="")))
    assert rows[0][0].startswith("'")
    assert rows[1][0].startswith("'")
    assert rows[1][1] == "-2.5"


def test_every_entry_of_the_menu_has_its_file_and_an_address_of_its_own():
    assert all((ROOT / entry.file).is_file() for entry in MENU)
    assert len({entry.path for entry in MENU}) == len(MENU)
    assert sum(entry.is_start for entry in MENU) == 1


def test_every_page_is_in_the_menu():
    files = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("pages/*/*.py")}
    assert files == {entry.file for entry in MENU}
