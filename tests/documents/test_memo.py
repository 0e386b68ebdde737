"""The memo, opened again with the library that readers of Word files use."""

import io
import re
import zipfile
from datetime import date
from itertools import pairwise

import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn

from stocktake.documents.memo import build_memo, summary
from stocktake.documents.text import plain_text
from tests.documents.records import HOSTILE, hostile_record, record


def opened(**changes: object) -> Opened:
    return Document(io.BytesIO(build_memo(record(**changes))))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


def rows(document: Opened, header: str) -> list[list[str]]:
    """Give the texts of the table whose first row begins with these headings."""
    for table in document.tables:
        texts = [[cell.text for cell in row.cells] for row in table.rows]
        if " | ".join(texts[0]).startswith(header):
            return texts[1:]
    raise AssertionError(f"no table {header}")


def headings(document: Opened, level: int = 1) -> list[str]:
    return [p.text for p in document.paragraphs if p.style and p.style.name == f"Heading {level}"]


def test_agreed_actions_stand_by_their_day_with_who_and_when():
    assert rows(opened(), "No. | What | Who") == [
        ["1", "Bring the crew agreement", "Director of Rail (demo)", "12 June 2026", "General"],
        [
            "2",
            "Publish each trust's path",
            "Director of Performance, Health (demo)",
            "30 June 2026",
            "A&E four hours",
        ],
    ]


def test_what_was_struck_is_nowhere():
    assert "Struck out" not in "".join(parts(build_memo(record())).values())


def test_the_memo_is_told_in_the_order_of_a_private_office():
    assert headings(opened()) == [
        "Priorities discussed",
        "Agreed actions",
        "Decisions",
        "Ratings changed in the room",
        "Successes",
        "Practice to share",
        "Policy needs",
        "Earlier actions",
        "Annex: about this memo",
        "Key to ratings and positions",
    ]
    assert headings(opened(), 2) == [
        "Sources",
        "Definitions",
        "Revised since the edition was frozen",
        "Edition details",
    ]


def test_a_changed_rating_shows_both_with_letters_and_shape_and_the_reason():
    first, second = rows(opened(), "Priority | Changed from")
    assert first[:3] == ["A&E four hours", " ▼ AR  Amber-red", " ▲ AG  Amber-green"]
    assert first[3].splitlines() == ["A path each", "Decided by Chair"]
    assert second[1:3] == ["Not rated", " ■ R  Red"]
    shaded = opened().element.body.xpath(".//w:rPr[w:shd]/w:shd/@w:fill")
    three = ["F7D154", "7F1416", "0E7C86"]
    key = ["0E7C86", "F7D154", "D9622B", "7F1416"]
    assert shaded == [*three, "D9622B", "F7D154", "7F1416", *key]


def test_actions_from_before_begin_with_the_overdue_that_slipped_twice():
    told, past = rows(opened(), "What was agreed"), record().past_actions
    assert [row[0].splitlines()[0] for row in told] == [
        "Crew every Sunday train",
        "Name the authorities",
        "Agree when a trust may call for a divert",
        "Close a loop",
    ]
    assert told[0][2].splitlines() == ["30 April 2026", "Original date 28 February 2026"]
    assert told[0][3].splitlines() == ["Overdue by 3 weeks", past[0].slip_words]
    assert "twice, 2 months later" in past[0].slip_words
    assert told[3][3].splitlines() == ["Closed on 12 May 2026", "Seen"]


def test_the_summary_counts_in_words():
    assert summary(record()) == (
        "The stocktake agreed two actions and one decision. The first action falls due on 12 June "
        "2026. Two ratings were changed. It noted one success, one practice to share and one "
        "policy need. Of four earlier actions, one is closed, two are overdue and one is open "
        "and not yet due. One date was rescheduled twice or more."
    )


def test_a_stocktake_that_agreed_nothing_says_so():
    empty = opened(
        captures=(), ratings_changed=(), past_actions=(), revised=None, agenda=(), discussed=()
    )
    assert headings(empty) == [
        "Agreed actions",
        "Decisions",
        "Annex: about this memo",
        "Key to ratings and positions",
    ]
    texts = [paragraph.text for paragraph in empty.paragraphs]
    assert "The stocktake agreed no actions and no decisions." in texts
    assert "No action was agreed." in texts
    assert "No decision was noted." in texts
    assert not any("revised" in text.lower() for text in texts)


def test_the_memo_names_its_edition_and_what_was_revised_since():
    told = "\n".join(paragraph.text for paragraph in opened().paragraphs)
    assert "Figures\tEdition 2, frozen 19 May 18:04, as known on 20 May 2026, 08:30" in told
    assert "Based on Edition 2, frozen 19 May 18:04, with figures as known on 20 May" in told
    assert told.count("2026_05_20_a7f3c1") == 1, "its key is a detail of the annex"
    assert "Key 2026_05_20_a7f3c1, checksum a7f3c1d09b42." in told
    assert "On the agenda: Actions from last time; A&E four hours." in told
    assert "Nothing has been revised since." in told
    told = [p.text for p in opened(revised=("A&E: shown 77.1%, now 77.0%.",)).paragraphs]
    place = told.index("Revised since the edition was frozen")
    assert told[place + 1] == "A&E: shown 77.1%, now 77.0%."


def test_each_priority_discussed_has_one_line_with_its_finding_and_rating():
    first, second, third = rows(opened(), "Priority | Latest")
    assert first[:2] == [
        "A&E four hours",
        "A&E: 77.1% seen within four hours in March, 0.9 points short of the target.",
    ]
    assert first[2].splitlines() == [" ▲ AG  Amber-green", "changed in the room from Amber-red"]
    assert second[2].splitlines() == [" ■ R  Red", "rated in the room"]
    assert third[2] == " ● G  Green"


def test_the_chair_has_room_for_a_sentence():
    paragraphs = opened().paragraphs
    place = [p.text for p in paragraphs].index("Chair’s summary:")
    for line in paragraphs[place + 1 : place + 4]:
        assert line.text == ""
        assert line._p.pPr.find(qn("w:pBdr")).find(qn("w:bottom")) is not None


def test_the_back_page_is_the_key_to_ratings_and_positions():
    document = opened()
    last = [p for p in document.paragraphs if p.text == "Key to ratings and positions"]
    assert [p.paragraph_format.page_break_before for p in last] == [True]
    told = rows(document, "Rating | Meaning")
    assert told[0] == [" ● G  Green", "Good: refine it and follow through."]
    assert len(told) == 4
    positions = dict(map(tuple, rows(document, "Progress against trajectory | Meaning")))
    assert {"Ahead", "On plan", "Behind", "Well behind", "Met"} <= set(positions)
    assert "Suppressed" in dict(map(tuple, rows(document, "Reason | Meaning")))
    captions = document.element.body.xpath(".//w:tblCaption/@w:val")
    assert captions[-1] == "Key to missing figures", "nothing stands after the key"


def test_the_demonstration_is_said_once_on_a_page():
    document = opened()
    said = document.sections[0].header.paragraphs[0].text
    body = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert said.startswith("Delivery unit (demonstration)")
    assert "emonstration" not in body


def test_the_file_is_the_same_to_the_byte():
    assert build_memo(record()) == build_memo(record())
    with zipfile.ZipFile(io.BytesIO(build_memo(record()))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_another_day_is_another_file():
    assert build_memo(record()) != build_memo(record(held_on=date(2026, 5, 21)))


def test_a_screen_reader_is_told_title_language_and_headers():
    document = opened()
    assert document.core_properties.title == "Commitments memo: Spring stocktake"
    assert document.core_properties.language == "en-GB"
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "en-GB"
    assert len(document.tables) >= 10
    for table in document.element.body.tbl_lst:
        assert table.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
        assert table.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1"
        first, *others = table.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr is None or row.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in others)


def test_headings_step_down_one_level_at_a_time():
    levels = [
        int(paragraph.style.name[-1])
        for paragraph in opened().paragraphs
        if paragraph.style and paragraph.style.name.startswith("Heading")
    ]
    assert all(below - above <= 1 for above, below in pairwise([0, *levels]))


def test_the_page_is_a4_with_two_centimetres_around_and_the_house_font():
    document = opened()
    section = document.sections[0]
    sizes = (section.page_width, section.page_height, section.left_margin, section.bottom_margin)
    assert [round(size.cm, 1) for size in sizes if size is not None] == [21.0, 29.7, 2.0, 2.0]
    written = parts(build_memo(record()))
    fonts = set(re.findall(r'w:(?:ascii|hAnsi|cs)="([^"]+)"', written["word/styles.xml"]))
    assert fonts == {"Arial"}
    assert "Theme=" not in written["word/styles.xml"]
    assert not [name for name in written if "thumbnail" in name or "customXml" in name]
    for table in document.element.body.tbl_lst:
        widths = [int(column.get(qn("w:w"))) for column in table.tblGrid]
        # Seventeen centimetres in twentieths of a point, and a rounding for each column.
        assert abs(sum(widths) - 9638) <= len(widths)


def test_only_page_numbers_are_fields():
    written = parts(build_memo(record()))
    fields = {name: re.findall(r"<w:instrText>([^<]*)<", text) for name, text in written.items()}
    assert {name: found for name, found in fields.items() if found} == {
        "word/footer1.xml": [" PAGE ", " NUMPAGES "]
    }


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_only_text(name: str):
    text = HOSTILE[name]
    content = build_memo(hostile_record(text))
    document = Document(io.BytesIO(content))
    # Eleven tables' worth of cells, header, footer and properties all hold it as plain words.
    said = plain_text(text)
    assert rows(document, "No. | What | Who")[0][1] == said
    assert rows(document, "What was agreed")[0][3].splitlines()[1] == said
    written = "".join(text for part, text in parts(content).items() if part != "word/styles.xml")
    assert "<script" not in written
    assert written.count("<w:instrText") == 2
    assert "<w:hyperlink" not in written
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", written)
    assert len(document.core_properties.title) <= 250
    assert sorted(document.part.rels) == sorted(
        Document(io.BytesIO(build_memo(record()))).part.rels
    )


def test_a_row_longer_than_a_page_may_part():
    table = Document(io.BytesIO(build_memo(hostile_record(HOSTILE["long"])))).tables[0]
    row = table._tbl.tr_lst[1]
    assert row.trPr is None or row.trPr.find(qn("w:cantSplit")) is None
