"""The menu as data: every page once, with its file, its address and who may open it."""

from dataclasses import dataclass

EVERYBODY = frozenset({"chair", "analyst", "department"})


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
    Entry("monitor/wall", "Wall", "Monitor", "wall", is_start=True),
    Entry("monitor/priority", "Priority", "Monitor", "priority"),
    Entry("monitor/compare", "Compare", "Monitor", "compare"),
    Entry("meeting/run", "Run", "Stocktake", "run"),
    Entry("meeting/prepare", "Prepare", "Stocktake", "prepare", frozenset({"chair", "analyst"})),
    Entry("meeting/follow_up", "Follow-up", "Stocktake", "follow-up"),
    Entry("plan/ratings", "Ratings", "Plan", "ratings", frozenset({"chair", "analyst"})),
    Entry("plan/moderation", "Moderation", "Plan", "moderation", frozenset({"chair", "analyst"})),
    Entry("plan/actions", "Actions", "Plan", "actions"),
    Entry("returns/upload", "Upload", "Returns", "upload"),
    Entry("returns/board", "Board", "Returns", "board"),
    Entry("returns/history", "History", "Returns", "history"),
    Entry("returns/layout", "Layout", "Returns", "layout"),
    Entry("about/guide", "Guide to returns", "About", "guide"),
    Entry("about/definitions", "Definitions", "About", "definitions"),
    Entry("about/views", "Views and version", "About", "views"),
)
BY_KEY = {entry.key: entry for entry in MENU}
START = next(entry for entry in MENU if entry.is_start)
