"""Last time's actions, the first screens of a stocktake: the most urgent come first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from stocktake.deck.frames import Screen
from stocktake.deck.markup import cut, heading_words, line_class, said, standing_mark
from stocktake.deck.pages import page_of, paged
from stocktake.model.facts import is_nothing, plain_date
from stocktake.model.ledger import (
    Row,
    ledger_sentence,
    most_urgent_first,
    slip_words,
    standing,
    standing_words,
)
from stocktake.model.numbers import day
from stocktake.model.sentence import plain_name

ACTION_ROWS = 7
_FEW_ROWS = 5
_DATES = ("agreed_on", "agreed_due_on", "due_on", "said_done_on", "settled_at")


def action_screens(
    actions: pd.DataFrame, *, today: date | None = None, department_keys: Sequence[str] = ()
) -> list[Screen]:
    """Page the actions at seven rows a screen; none where nothing was ever agreed.

    Shown are all that are open, and those settled since actions were last agreed. `today` is the
    day the delay is counted to; without it an overdue action says only that it is overdue.
    """
    rows = [_plain(row) for row in actions.to_dict("records")]
    if department_keys:
        rows = [row for row in rows if row["department_key"] in ("", *department_keys)]
    shown = most_urgent_first(_of_last_time(rows))
    pages = paged(shown, ACTION_ROWS)
    heading = _sentence(shown)
    return [
        Screen(
            f"actions-{number}",
            page_of("Actions from last time", number, len(pages)),
            _page(page_of("Actions from last time", number, len(pages)), heading, page, today),
            "actions",
        )
        for number, page in enumerate(pages, start=1)
    ]


def _plain(row: dict[Any, Any]) -> Row:
    """Give a row its dates as dates and its empty cells as None."""
    plain = {str(name): None if is_nothing(cell) else cell for name, cell in row.items()}
    for name in _DATES:
        plain[name] = plain_date(plain[name]) if plain.get(name) is not None else None
    plain["department_key"] = plain.get("department_key") or ""
    return plain


def _of_last_time(rows: Sequence[Row]) -> list[Row]:
    """Leave out what was settled before actions were last agreed: that story is told."""
    last = max((row["agreed_on"] for row in rows if row["agreed_on"]), default=None)
    return [
        row
        for row in rows
        if not standing(row).is_settled
        or (row["settled_at"] and last and row["settled_at"] >= last)
    ]


def _sentence(rows: Sequence[Row]) -> str:
    settled = sum(standing(row).is_settled for row in rows)
    sentence = ledger_sentence(rows)
    return f"{sentence.removesuffix('.')}; {settled} settled since." if settled else sentence


def _page(title: str, heading: str, rows: Sequence[Row], today: date | None) -> str:
    is_roomy = len(rows) <= _FEW_ROWS
    body = "".join(_row(row, today, 108 if is_roomy else 84) for row in rows)
    roomy = " roomy" if is_roomy else ""
    return (
        f'<header class="top"><div class="words"><p class="kicker">{said(title)}</p>'
        f'<h2 class="{line_class(heading)}">{heading_words(heading)}</h2></div></header>'
        f'<table class="actions{roomy}"><thead><tr><th scope="col">Status</th>'
        '<th scope="col">Action</th><th scope="col">Owner</th><th scope="col">Original date</th>'
        f'<th scope="col">Current date</th></tr></thead><tbody>{body}</tbody></table>'
    )


def _row(row: Row, today: date | None, most: int) -> str:
    now = standing(row)
    words = standing_words(row, today) if today else now.title
    head, _, rest = words.partition(", ")
    slips = slip_words(row)
    about = " · ".join(cut(row.get(name), 40) for name in ("priority", "department") if row[name])
    owner = str(row["owner"] or "nobody named")
    name = plain_name(owner)
    return (
        f'<tr class="is-{now.value}"><td><div class="stand">{standing_mark(now)}<span><b>'
        f"{heading_words(head)}</b><small>{said(rest)}</small></span></div></td>"
        f'<th scope="row">{cut(row["text"], most)}<small>{about}</small></th>'
        f"<td>{cut(name, 44)}</td><td>{_day(row['agreed_due_on'])}</td>"
        f"<td><b>{_day(row['due_on'])}</b><small>{said(slips)}</small></td></tr>"
    )


def _day(value: date | None) -> str:
    return said(day(value)) if value else "no date"
