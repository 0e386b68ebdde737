"""Say exactly what changed since an edition was shown: shown then, known now, and why."""

from dataclasses import dataclass
from enum import StrEnum

from stocktake.editions.reopening import Edition
from stocktake.store import Store


class What(StrEnum):
    """What a difference is about, in the order a reader takes them."""

    FIGURE = "figure"
    NEW_PERIOD = "new_period"
    TARGET = "target"
    TRAJECTORY = "trajectory"
    POSITION = "position"
    RATING = "rating"
    UNIT_FIGURE = "unit_figure"
    ACTION = "action"
    POLICY_STEP = "policy_step"
    PRIORITY = "priority"
    AGENDA = "agenda"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The words of a heading: `Unit figure`."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was shown.

    `about` names the period, unit, line or action; `shown_then` and `known_now` are words;
    `why` is a sentence, and says so when no cause was found; `where` is file, sheet and cell.
    """

    priority_key: str | None
    priority: str
    what: What
    about: str
    shown_then: str
    known_now: str
    why: str
    where: str = ""


def compare(store: Store, then: Edition, now: Edition | None = None) -> list[Difference]:
    """List exactly what changed between an edition and a later one, or what is known now."""
    raise NotImplementedError
