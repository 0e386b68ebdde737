"""No page uses a phrase that was replaced, as a visitor of the demonstration reads it."""

import pytest

from stocktake.ui.menu import MENU
from tests.pages.conftest import Opened
from tests.words.phrases import assert_none, found_in
from tests.words.rendered import texts_of_page

# Each page once, and each kind of thing that an address can open on it.
VISITS: list[tuple[str, dict[str, str]]] = [
    *((entry.key, {}) for entry in MENU),
    *(
        ("monitor/priority", {"priority": key})
        for key in (
            "ae_four_hour", "very_long_waits", "twelve_hour_waits", "ready_for_school",
            "ehc_plans_20_weeks", "scotrail_punctuality", "operators_on_path", "welsh_recycling",
            "neighbourhood_crime",
        )
    ),
    ("plan/actions", {"show": "all"}),
    ("plan/actions", {"show": "slipped"}),
    ("plan/actions", {"action": "scotrail_sunday_crews"}),
    ("plan/ratings", {"priority": "ae_four_hour"}),
    ("plan/moderation", {"priority": "ae_four_hour"}),
    ("monitor/wall", {"department": "health"}),
    ("monitor/wall", {"known_at": "2026-02-01"}),
    ("returns/board", {"known_at": "2026-04-20"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "query"), VISITS, ids=lambda part: part if isinstance(part, str) else str(part)
)
def test_a_page_uses_no_replaced_phrase(app: Opened, page: str, query: dict[str, str]) -> None:
    # The comments of views are for whoever reads SQL, and say so.
    texts = [text for text in texts_of_page(app(page, **query)) if "Grain:" not in text]
    assert len(texts) > 5
    assert_none(found_in(texts, f"{page} {query or ''}".strip()), page)
