"""The guide on screen is the guide of the workbook, and every check stands on it."""

import pytest

from stocktake.returns.catalogue import CATALOGUE
from stocktake.returns.guide import guide_sections
from stocktake.returns.layout.problems import LAYOUT_SENTENCES
from tests.pages.conftest import Opened, written


def test_every_check_of_the_catalogue_stands_on_the_page_where_a_link_finds_it(app: Opened):
    shown = written(app("about/guide"))
    codes = [*CATALOGUE, *LAYOUT_SENTENCES]
    assert len(codes) > 100
    missing = [code for code in codes if shown.count(f'id="check-{code}"') != 1]
    assert missing == []


def test_the_contents_lead_to_every_section(app: Opened):
    shown = written(app("about/guide"))
    for section in guide_sections(with_checks=True):
        assert f">{section.title}</a>" in shown
    places = shown.split('href="#')[1:]
    assert len(places) == len(guide_sections(with_checks=True))
    assert all(f'id="{place.split(chr(34))[0]}"' in shown for place in places)


def test_a_check_asked_for_in_the_address_is_said_first(app: Opened):
    shown = written(app("about/guide", check="r-104"))
    assert shown.index("R-104: a cell for a number holds something else") < shown.index("contents")


def test_a_code_that_is_none_is_said_kindly_and_as_text(app: Opened):
    shown = written(app("about/guide", check="<b>R-9"))
    assert "There is no check &quot;&lt;b&gt;R-9&quot;" in shown
    assert "guide-filling-it-in" in shown


def test_no_blank_of_a_sentence_is_left_open(app: Opened):
    assert "{" not in written(app("about/guide"))


def test_a_check_of_own_spreadsheets_is_found_too(app: Opened):
    shown = written(app("about/guide", check="R-513"))
    assert "R-513: a cell for a number holds something else" in shown
    assert "add the sign to the layout" in shown


@pytest.mark.parametrize("code", ["R-104", "R-302", "R-510"])
def test_a_check_says_what_to_do(app: Opened, code: str):
    entry = written(app("about/guide")).split(f'id="check-{code}"')[1].split("</div>")[0]
    assert "What to do: " in entry


def test_the_guide_can_be_taken_along(app: Opened):
    buttons = app("about/guide").get("download_button")
    assert [button.proto.label for button in buttons] == ["Download the guide (Markdown)"]
