"""The sheets beside the figures: what each column is called, holds, and is stored as.

The template writes them and the checks read them from this one description.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from stocktake.model.rating import CHALLENGES, STAGES, Category, Rating
from stocktake.returns.workbook import Table

# Stored word and what people choose from the list.
STEP_STATUSES = {
    "not_started": "not started",
    "on_track": "on track",
    "at_risk": "at risk",
    "done": "done",
    "stopped": "stopped",
}
_FOUR_POINTS = {rating.value: rating.title for rating in Rating}
RATING_WORDS: dict[str, dict[str, str]] = {
    category.value: dict(_FOUR_POINTS) for category in Category
} | {
    Category.CHALLENGE.value: {word: word.replace("_", " ").capitalize() for word in CHALLENGES},
    Category.STAGE.value: dict(STAGES),
}
# section: what is asked, and how long the answer may be, because it is printed in the note
COMMENTARY = {
    "progress": ("Progress", "What moved since the last return, and why.", 1200),
    "current_issues": ("Current issues", "What stands in the way now, and what is done.", 1200),
    "emerging_issues": ("Emerging issues", "What may stand in the way by the next return.", 800),
    "help_needed": ("Help needed", "What you ask of the delivery unit or the leader.", 800),
}


@dataclass(frozen=True)
class Field:
    """A column: `sort` is text, date, list or given (ours, not read)."""

    name: str
    header: str
    width: float
    sort: str
    tip: str = ""

    @property
    def is_input(self) -> bool:
        """Whether the sender fills it in."""
        return self.sort != "given"


@dataclass(frozen=True)
class SideSheet:
    """A sheet: its table's name and title, what to do there, and its columns from B on."""

    name: str
    title: str
    lead: str
    fields: tuple[Field, ...]


_STATUS = Field("status", "Status", 14, "list", "Choose from the list.")
_DONE = Field("done_on", "Done on", 13, "date", "The day it was done, like 2026-04-20.")

SIDE_TABLES: dict[str, SideSheet] = {
    "policy_steps": SideSheet(
        "policy_steps",
        "Policy steps",
        "One row per step of the delivery plan. Say where each stands; leave the row empty if "
        "nothing is new and it is not yet due.",
        (
            Field("priority", "Priority", 30, "given"),
            Field("title", "Policy step", 52, "given"),
            Field("due", "Due", 13, "given"),
            Field("was_done", "Done (as known)", 13, "given"),
            _STATUS,
            Field("forecast_on", "Forecast", 13, "date", "When it will be done, if not yet."),
            _DONE,
            Field("note", "Note", 52, "text", "Why it is late, or what changed."),
        ),
    ),
    "actions": SideSheet(
        "actions",
        "Actions",
        "One row per open action from earlier stocktakes. Each action that is due needs an update.",
        (
            Field("priority", "Priority", 30, "given"),
            Field("text", "Action", 52, "given"),
            Field("owner", "Owner", 22, "given"),
            Field("due", "Due", 13, "given"),
            _STATUS,
            Field("due_on", "New due date", 13, "date", "Only if it has to move; say why."),
            _DONE,
            Field("note", "Update", 52, "text", "A sentence about where it stands."),
        ),
    ),
    "commentary": SideSheet(
        "commentary",
        "Commentary",
        "A few plain sentences each: they become your part of the monthly note.",
        (
            Field("section", "Section", 18, "given"),
            Field("asked", "What to write", 34, "given"),
            Field("text", "Your text", 90, "text", "Press Alt and Enter for a new line."),
            Field("length", "Length", 16, "given"),
        ),
    ),
    "self_rating": SideSheet(
        "self_rating",
        "Self-rating",
        "Your own judgement of each priority. It is shown beside the delivery unit's, never mixed "
        "with it. A rating that moves needs a reason.",
        (
            Field("priority", "Priority", 34, "given"),
            Field("category", "What is rated", 42, "given"),
            Field("last", "Last time", 24, "given"),
            Field("rating", "Rating", 24, "list", "Choose from the list."),
            Field("reason", "Reason", 60, "text", "Needed where the rating moved."),
        ),
    ),
}


@dataclass
class SideRow:
    """What the sender wrote in one row, by field, and where."""

    key: str
    row_number: int
    values: dict[str, Any]
    marks: dict[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return all(value is None for value in self.values.values()) and not self.marks


@dataclass
class SideRows:
    """The rows of one of these sheets, and the letter of each field's column."""

    sheet: str
    letters: dict[str, str]
    rows: list[SideRow]

    def cell(self, name: str, row: SideRow) -> str:
        """Give the address of a field."""
        return f"{self.letters[name]}{row.row_number}"


def pick_side_rows(table: Table, letters: dict[str, str]) -> SideRows:
    """Take keys and answers out of a table; rows without a key hold nothing of ours."""
    names = {letter: name for name, letter in letters.items()}
    marks: dict[int, dict[str, str]] = {}
    for mark, places in table.marks.items():
        for row, letter in places:
            if letter in names:
                marks.setdefault(row, {})[names[letter]] = mark
    rows = []
    for row, (number, key) in enumerate(
        zip(table.row_numbers, table.columns.get("A", []), strict=True)
    ):
        values = {
            name: _plain(table.columns[letter][row])
            for name, letter in letters.items()
        }  # fmt: skip
        rows.append(SideRow(str(key or "").strip(), number, values, marks.get(row, {})))
    return SideRows(table.sheet, letters, rows)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip() or None
    return f"{value:.15g}" if isinstance(value, float) else value


def read_day(value: Any) -> date | None:
    """Read a day typed as a date or written 2026-04-20; None if it is neither."""
    try:
        return date.fromisoformat(str(value)[:10] if len(str(value)) > 10 else str(value))
    except ValueError:
        return None


def read_word(written: str, words: dict[str, str]) -> str | None:
    """Find what was chosen from a list, in whatever case; None if it is not of the list.

    >>> read_word("On  Track", STEP_STATUSES), read_word("perhaps", STEP_STATUSES)
    ('on_track', None)
    """
    plain = " ".join(written.replace("_", " ").split()).casefold()
    for key, shown in words.items():
        if plain in (shown.casefold(), key.replace("_", " ")):
            return key
    return None
