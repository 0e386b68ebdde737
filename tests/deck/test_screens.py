"""Screens and the document they make."""

import base64
import gzip
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from stocktake.charts.trajectory import build_trajectory
from stocktake.deck.document import build_document, component_data, component_parts, deck_markup
from stocktake.deck.markup import chart_svg, cut, rating_badge
from stocktake.deck.screens import Screen, build_screens, wall_screens
from tests.charts import frames
from tests.deck.decks import META, deck_frames

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


@pytest.fixture(scope="module")
def screens() -> list[Screen]:
    return build_screens(deck_frames())


def html_of(screens: list[Screen], key: str) -> str:
    return next(screen.html for screen in screens if screen.key == key)


def test_the_wall_comes_first_then_each_priority_by_agenda(screens: list[Screen]) -> None:
    keys = [screen.key for screen in screens]
    assert keys[:6] == [
        "wall-1", "ae_four_hour-trajectory", "ae_four_hour-spread", "ae_four_hour-likelihood",
        "ae_four_hour-leading", "ae_four_hour-next",
    ]  # fmt: skip
    assert len(keys) == len(set(keys))


def test_a_screen_with_nothing_to_say_is_left_out(screens: list[Screen]) -> None:
    keys = {screen.key for screen in screens}
    assert "very_long_waits-trajectory" in keys
    assert not keys & {"very_long_waits-spread", "very_long_waits-leading", "crime-likelihood"}


def test_one_department_can_be_shown_alone() -> None:
    kinds = build_screens(deck_frames(), department_key="education")
    assert {screen.priority_key for screen in kinds} == {None, "ready_for_school"}


def test_the_wall_is_paged_at_seven_rows() -> None:
    facts = [frames.facts_with(priority_key=f"p{n}", title=str(n)) for n in range(15)]
    pages = wall_screens(facts, deck_frames())
    assert [page.html.count("<tr><td") for page in pages] == [5, 5, 5]
    assert len(wall_screens([], deck_frames())) == 1


def test_a_trajectory_screen_says_the_finding_and_keeps_two_judgements_apart(
    screens: list[Screen],
) -> None:
    html = html_of(screens, "ae_four_hour-trajectory")
    assert "77.1% in March 2026, 0.9\u00a0points below the 78% planned." in html
    assert 'aria-label="Amber-red"' in html
    assert "<b>Behind</b>" in html
    assert "General knowledge, not checked" in html
    # "Demonstration" is said once, in the bar.
    assert 'class="demo"' not in html


def test_every_rating_has_shape_letters_and_colour() -> None:
    shapes = {
        rating: rating_badge(rating) for rating in ("red", "amber_red", "amber_green", "green")
    }
    assert "<rect" in shapes["red"]
    assert "<circle" in shapes["green"]
    assert shapes["amber_red"] != shapes["amber_green"]
    assert [re.search(r">(\w+)</text>", svg)[1] for svg in shapes.values()] == [
        "R",
        "AR",
        "AG",
        "G",
    ]  # type: ignore[index]
    assert "Not rated" in rating_badge(None)


def test_the_department_s_own_rating_stands_beside_the_unit_s(screens: list[Screen]) -> None:
    html = html_of(screens, "ae_four_hour-likelihood")
    assert html.count('aria-label="Amber-green"') >= 2
    assert "2 of 4" in html
    assert "Very high" in html


def test_the_three_questions_are_asked_of_every_step(screens: list[Screen]) -> None:
    html = html_of(screens, "ae_four_hour-leading")
    for heading in ("Done?", "Indicator moved?", "Target moved?"):
        assert heading in html
    assert "1\u00a0of 2 policy steps are done." in html


class Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.scripts, self.handlers, self.addresses = 0, [], []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.addresses += [value for name, value in attrs if name in ("src", "href", "xlink:href")]


def test_text_from_a_workbook_cannot_become_markup() -> None:
    evil = deck_frames(
        title=EVIL, short_title=EVIL, department=EVIL, owner=EVIL, headline_label=EVIL,
        target_document=EVIL, target_set_by=EVIL, rated_by=EVIL,
    )  # fmt: skip
    for frame, column in (
        (evil.annotations, "text"), (evil.policy_steps, "title"), (evil.spread, "unit_name"),
        (evil.leading, "short_title"), (evil.rating_sheet, "reason"),
        (evil.policy_steps, "indicator_title"),
    ):  # fmt: skip
        frame[column] = EVIL
    seen = Scripts()
    shown = build_screens(evil, department_key="health")
    assert {screen.kind for screen in shown} >= {"wall", "spread", "leading", "likelihood"}
    seen.feed(build_document(shown, META))
    assert (seen.scripts, seen.handlers, seen.addresses) == (1, [], [])


def test_five_thousand_letters_are_cut() -> None:
    assert len(cut("x" * 5000, 60)) == 60
    long = deck_frames(short_title="Ω" * 5000, department="Ж" * 5000)
    assert len(deck_markup(build_screens(long, department_key="none"), META)) < 10_000


def test_the_document_asks_for_nothing_outside(screens: list[Screen]) -> None:
    document = build_document(screens, META)
    addresses = set(re.findall(r"https?://[^\s\"'<]+", document))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert "@import" not in document
    assert "default-src 'none'" in document


def test_ids_of_two_charts_never_meet() -> None:
    chart = build_trajectory(**frames.ae(), scale="room")
    one, two = chart_svg(chart, "a", "one"), chart_svg(chart, "a", "two")
    ids = [set(re.findall(r' id="([^"]+)"', svg)) for svg in (one, two)]
    assert not ids[0] & ids[1]
    assert re.search(r"<text[^>]*>77.1%</text>", one), "text stays text"


def test_the_component_has_the_same_parts_as_the_document(screens: list[Screen]) -> None:
    html, css, script = component_parts()
    document = build_document(screens, META)
    assert "deck-mount" in html
    assert css in document
    assert script.count("export default function") == 1
    assert script.partition("// The deck inside the app.")[0].strip() in document


def test_the_component_s_data_hold_every_screen_packed(screens: list[Screen]) -> None:
    data = component_data(screens, META, {"ae_four_hour": "<p>then</p>"}, role="chair")
    packed = json.loads(gzip.decompress(base64.b64decode(str(data["packed"]))))
    assert [(one["key"], one["html"]) for one in packed["screens"]] == [
        (screen.key, screen.html) for screen in screens
    ]
    assert packed["last"] == {"ae_four_hour": "<p>then</p>"}
    assert len(str(data["packed"])) < 0.3 * sum(len(screen.html) for screen in screens)
    assert "<section" not in str(data["shell"])


def test_an_equal_deck_has_the_same_fingerprint_whoever_looks(screens: list[Screen]) -> None:
    first = component_data(screens, META, role="chair", start_key="wall-1")
    assert component_data(screens, META)["fingerprint"] == first["fingerprint"]
    assert component_data(screens[1:], META)["fingerprint"] != first["fingerprint"]
    other = replace(META, edition_key="another")
    assert component_data(screens, other)["fingerprint"] != first["fingerprint"]


def test_no_screens_at_all_is_said() -> None:
    assert "There is nothing to show." in build_document([], META)


def test_progress_is_told_after_each_priority() -> None:
    told: list[tuple[int, int]] = []
    build_screens(deck_frames(), department_key="policing", on_progress=lambda *at: told.append(at))
    assert told == [(1, 1)]
