"""The key on the back page: ratings, positions, and why a figure may be missing."""

from collections.abc import Iterable

from stocktake.documents.markup import rated, said
from stocktake.model.key_words import (
    GAPS,
    GAPS_SENTENCE,
    POSITIONS,
    POSITIONS_SENTENCE,
    RATINGS_SENTENCE,
)
from stocktake.model.rating import Rating


def key_part() -> str:
    """Write the key as markup of the pre-read."""
    scale = "".join(f"<li>{rated(point)}<small>{point.meaning}</small></li>" for point in Rating)
    return (
        f'<section class="key"><h3>Key</h3><p>{said(RATINGS_SENTENCE)}</p>'
        f'<ul class="scale">{scale}</ul><p>{said(POSITIONS_SENTENCE)}</p>{_list(POSITIONS)}'
        f"<p>{said(GAPS_SENTENCE)}</p>{_list(GAPS)}</section>"
    )


def _list(pairs: Iterable[tuple[str, str]]) -> str:
    rows = "".join(f"<dt>{said(word)}</dt><dd>{said(words)}</dd>" for word, words in pairs)
    return f'<dl class="facts">{rows}</dl>'
