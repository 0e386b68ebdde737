"""The pre-read as text: what it says, where its links lead, and what it never lets through."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from stocktake.documents.briefing import build_brief
from stocktake.documents.markup import named, said
from stocktake.documents.preread import build_preread
from stocktake.documents.preread_priority import priority_pages
from stocktake.documents.text import paragraphs, plain_text
from stocktake.model.meeting import MeetingPlan
from tests.documents.papers import (
    ITEMS,
    OPTIONS,
    PLAN,
    built,
    facts_of,
    hostile_papers,
    own_frames,
    papers,
)
from tests.documents.records import HELD_ON, HOSTILE


class Tags(HTMLParser):
    """Note every tag with its attributes, and the text between."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def values(self, name: str) -> list[str]:
        return [str(attrs[name]) for _, attrs in self.tags if name in attrs]


@pytest.fixture(scope="module")
def document() -> str:
    return build_preread(papers())


@pytest.fixture(scope="module")
def tags(document: str) -> Tags:
    return Tags(document)


def test_the_agenda_has_a_row_for_each_item_with_its_minutes(document: str, tags: Tags):
    agenda = document[document.index('id="agenda"') : document.index('id="actions"')]
    rows = re.findall(r"<tr class=.*?</tr>", agenda)
    assert len(rows) == len(ITEMS)
    minutes = [re.findall(r'class="number">(\d+)<', row) for row in rows]
    assert minutes == [[str(n), str(item.minutes)] for n, item in enumerate(ITEMS, start=1)]
    assert "50 minutes, 9 items" in tags.text


def test_a_priority_s_row_shows_both_judgements_apart(document: str):
    row = next(r for r in re.findall(r"<tr class=.*?</tr>", document) if "#p-ae_four_hour" in r)
    cells = re.findall(r"<td>(.*?)</td>", row)
    assert 'aria-label="Amber-red"' in cells[0]
    assert "Behind" not in cells[0]
    assert '<b class="position">Behind</b>' in cells[1]
    assert "aria-label" not in cells[1]
    assert "77.1% in March 2026, 0.9 points below the 78% planned." in row


def test_every_link_leads_to_something_and_every_name_is_there_once(tags: Tags):
    names = tags.values("id")
    assert len(names) == len(set(names))
    targets = tags.values("href")
    assert len(targets) > 15
    assert all(target.startswith("#") and target[1:] in names for target in targets)


def test_priorities_come_in_the_order_of_the_agenda_with_two_pages_each(document: str):
    assert re.findall(r'<article id="p-(\w+)"', document) == [
        "ae_four_hour",
        "ready_for_school",
        "very_long_waits",
    ]
    assert document.count('class="sheet first"') == document.count("sheet second") == 3


def test_the_second_page_asks_and_puts_the_issue_whole(document: str):
    page = document[document.index('id="i-ae_four_hour"') :]
    page = page[: page.index("</article>")]
    assert page.index("Questions worth asking") < page.index("Issue: Who pays at weekends")
    assert page.index("Issue: Who pays at weekends") < page.index("Reasons for the rating")
    for option in OPTIONS:
        assert f"<li>{option}</li>" in page
    assert "<p>Mondays are five points lower.</p>" in page
    assert "<p>Choose one today.</p>" in page
    asked = papers().priorities[0].inquiries
    assert len(asked) == 3
    assert all(f"<li>{said(line)}</li>" in page for line in asked)


def test_the_department_s_own_judgement_stands_beside_the_unit_s(document: str):
    page = document[document.index('id="i-ae_four_hour"') :]
    row = re.search(r'<tr><th scope="row">Capacity to drive progress.*?</tr>', page)
    assert row is not None
    assert re.findall(r'aria-label="([^"]+)"', row[0]) == ["Amber-red", "Amber-green"]
    assert "A third of trusts lack a full-time improvement lead." in row[0]
    assert "<small>Department: A third of trusts" in row[0]


def test_actions_of_a_priority_are_on_its_page_and_all_open_ones_in_front(document: str):
    front = document[document.index('<section id="actions"') : document.index('id="others"')]
    page = document[document.index('id="i-ae_four_hour"') :]
    assert front.index("Crew every Sunday train") < front.index("Name the authorities")
    assert "No priority&#x27;s action" in front
    assert "Close a loop" not in front
    assert "1 action more closed or dropped." in front
    assert "Rescheduled twice, 2 months later than first agreed" in page
    assert "Closed on 12 May 2026" in page
    assert "No priority" not in page


def test_what_belongs_to_no_priority_stands_before_them(document: str):
    others = document[document.index('<section id="others"') : document.index("<article")]
    assert "Two-year waits have gone" in others
    assert "Issue: The spending round" in others
    assert "weekends" not in others


def test_an_edition_s_frozen_words_and_written_questions_are_used():
    words = {"ae_four_hour": {"finding": "What was found then.", "position": "Behind then"}}
    asked = {"ae_four_hour": ("Who goes first?",), "ready_for_school": ()}
    text = Tags(build_preread(built(words=words, inquiries=asked))).text
    assert "What was found then." in text
    assert "Behind then" in text
    assert "Who goes first?" in text
    # Taken away by hand is not the same as never written.
    assert text.count("Questions worth asking") == 2


def test_a_stocktake_without_anything_is_still_a_document():
    empty = replace(built(plan=MeetingPlan("Empty", HELD_ON, "Chair")), actions=())
    text = Tags(build_preread(empty)).text
    assert "0 minutes, 0 items" in text
    assert "Every department" in text
    assert "No action is open." in text


def test_it_names_its_edition_and_explains_the_scale(tags: Tags):
    assert "Produced from edition 2026_05_20_a7f3c1, checksum a7f3c1d09b42" in tags.text
    for words in ("Good: refine it", "Mixed:", "Problematic:", "Highly problematic:"):
        assert words in tags.text
    assert "Departments Health" in tags.text


def test_it_asks_for_nothing_outside_and_runs_nothing(document: str, tags: Tags):
    assert "default-src 'none'; style-src 'unsafe-inline'" in document
    assert not [tag for tag, _ in tags.tags if tag in ("script", "link", "img", "iframe", "object")]
    assert not [name for _, attrs in tags.tags for name in attrs if name.startswith("on")]
    assert not re.search(r'(?:src|href|url)\s*[=(]\s*["\']?https?:', document)
    assert "@import" not in document


def test_the_same_papers_give_the_same_text():
    assert build_preread(built()) == build_preread(papers())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_only_text(name: str):
    document = build_preread(hostile_papers(HOSTILE[name]))
    lines = ["Plain words"] * len(paragraphs(HOSTILE[name]))
    plain = build_preread(hostile_papers("\n".join(lines)))
    seen, expected = Tags(document), Tags(plain)
    # The words differ and the markup does not; only words of another direction are set apart.
    assert [tag for tag, _ in seen.tags if tag != "bdi"] == [tag for tag, _ in expected.tags]
    names = [sorted(attrs) for tag, attrs in seen.tags if tag != "bdi"]
    assert names == [sorted(attrs) for _, attrs in expected.tags]
    assert plain_text(HOSTILE[name])[:60] in seen.text
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", document)
    document.encode("utf-8")


def test_words_of_another_direction_stay_among_themselves():
    assert said("שלום <b>") == "<bdi>שלום &lt;b&gt;</bdi>"
    assert named('שלום "x"') == "שלום &quot;x&quot;"


def test_a_priority_that_is_not_on_the_agenda_has_no_page():
    plan = MeetingPlan(PLAN.title, HELD_ON, PLAN.chair, (), ITEMS[:4])
    assert [brief.priority_key for brief in built(plan=plan).priorities] == ["ae_four_hour"]


def test_the_department_is_heard_in_one_line_with_its_return(document: str, tags: Tags):
    first = document[document.index('id="p-ae_four_hour"') : document.index('id="i-ae_four_hour"')]
    assert "<dt>Department</dt>" in first
    assert "Help needed: “Beds opened &lt;b&gt;in&lt;/b&gt; March." in first
    assert "(return of April 2026, received 10 May 2026)" in first
    assert "Emerging issues" not in tags.text, "two parts are what one line holds"
    others = document[document.index('id="p-ready_for_school"') :]
    assert "<dt>Department</dt>" not in others


def test_an_action_carries_the_department_s_update():
    row = {**own_frames().actions.iloc[0].to_dict(), "note": "Two of <i>ten</i> named"}
    frames = replace(own_frames(), actions=pd.DataFrame([row]))
    own = frames.of("ae_four_hour")
    brief = build_brief(facts_of(own)[0], own, today=HELD_ON)
    assert "The department: “Two of &lt;i&gt;ten&lt;/i&gt; named”" in priority_pages(brief, "", "")
