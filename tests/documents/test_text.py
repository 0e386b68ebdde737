"""Text is kept as it is read, and without what only does harm."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from stocktake.documents.text import paragraphs, plain_text

EVERYTHING = st.text(st.characters(codec=None, exclude_categories=()))


@given(EVERYTHING)
def test_nothing_that_a_file_may_not_hold_is_left(text: str):
    plain = plain_text(text)
    kinds = {unicodedata.category(sign) for sign in plain}
    assert not kinds & {"Cc", "Cs", "Co"}
    assert not set(plain) & set(
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\ufffe"
    )
    plain.encode("utf-8")
    assert plain_text(plain) == plain


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1))
def test_words_and_signs_stay_as_they_were_written(text: str):
    assert plain_text(text) == text


def test_languages_keep_their_joiners_and_marks():
    persian = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert plain_text(persian) == persian
    family = "\U0001f469\u200d\U0001f467"
    assert plain_text(family) == family


@given(EVERYTHING, st.integers(2, 40))
def test_a_cut_text_is_never_longer(text: str, most: int):
    assert len(plain_text(text, most)) <= most


def test_lines_become_paragraphs():
    assert paragraphs("One.\u2028Two.\r\n\r\n\x07 \nThree.") == ["One.", "Two.", "Three."]
    assert paragraphs(None) == []
