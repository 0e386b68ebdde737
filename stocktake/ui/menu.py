"""The menu as data: every page once, with its file, its address and who may open it.

The groups are the people who need the pages. An address never changes with its group or title.
"""

from dataclasses import dataclass

EVERYBODY = frozenset({"chair", "analyst", "department"})
_UNIT = frozenset({"chair", "analyst"})
_LEADER, _DELIVERY, _DEPARTMENTS, _ABOUT = (
    "Leader and chair",
    "Delivery unit",
    "Departments",
    "About",
)


@dataclass(frozen=True)
class Entry:
    """A page: `key` is its file below pages/ without the ending, `path` its address."""

    key: str
    title: str
    section: str
    path: str
    roles: frozenset[str] = EVERYBODY
    is_start: bool = False

    @property
    def file(self) -> str:
        """The file, from the top of the project."""
        return f"pages/{self.key}.py"


MENU = (
    Entry("monitor/today", "Today", _LEADER, "today", is_start=True),
    Entry("monitor/wall", "Priorities", _LEADER, "wall"),
    Entry("monitor/priority", "Priority", _LEADER, "priority"),
    Entry("meeting/run", "Run", _LEADER, "run"),
    Entry("meeting/prepare", "Prepare", _DELIVERY, "prepare", _UNIT),
    Entry("meeting/follow_up", "Follow-up", _DELIVERY, "follow-up"),
    Entry("plan/actions", "Actions", _DELIVERY, "actions"),
    Entry("plan/ratings", "Ratings", _DELIVERY, "ratings", _UNIT),
    Entry("plan/moderation", "Moderation", _DELIVERY, "moderation", _UNIT),
    Entry("monitor/compare", "Compare", _DELIVERY, "compare"),
    Entry("returns/upload", "Upload", _DEPARTMENTS, "upload"),
    Entry("returns/board", "Board", _DEPARTMENTS, "board"),
    Entry("returns/history", "History", _DEPARTMENTS, "history"),
    Entry("returns/layout", "Layout", _DEPARTMENTS, "layout"),
    Entry("about/guide", "Guide to returns", _DEPARTMENTS, "guide"),
    Entry("about/definitions", "Definitions", _ABOUT, "definitions"),
    Entry("about/views", "Views and version", _ABOUT, "views"),
)
BY_KEY = {entry.key: entry for entry in MENU}
START = next(entry for entry in MENU if entry.is_start)
