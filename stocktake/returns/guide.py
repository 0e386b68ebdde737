"""The guide for return-fillers: one source for the sheet in the workbook and the page on screen."""

from collections.abc import Iterator
from dataclasses import dataclass

from stocktake.model.indicator import SYMBOLS
from stocktake.model.problem import Level
from stocktake.returns.catalogue import GATES
from stocktake.returns.guide_checks import EXPLAINED
from stocktake.returns.layout.guide_checks import EXPLAINED_OWN, GATE
from stocktake.returns.layout.problems import LAYOUT_CHECKS
from stocktake.returns.side_sheets import COMMENTARY

LEVEL_WORDS = {
    Level.MUST_FIX: "must fix",
    Level.EXPLAIN: "explain or confirm",
    Level.INFORMATION: "for information",
}


@dataclass(frozen=True)
class Section:
    """A heading and the lines under it, each a paragraph."""

    title: str
    lines: tuple[str, ...]


def guide_sections(*, contact: str = "", with_checks: bool = False) -> tuple[Section, ...]:
    """Give the guide; `with_checks` adds the list of every check, too long for the workbook."""
    whom = "Whoever sent you this workbook"
    whom += f"; your department's contact is {contact}." if contact else "."
    sections = (
        Section("Filling it in", (*_STEPS_BEFORE, f"6. {_limits()}", _LAST_STEP)),
        Section("No figure? Write a symbol, never 0", tuple(_symbols())),
        Section("What we check", _CHECKING),
        Section("Please do not change", (_LEAVE_ALONE,)),
        Section("Whom to ask", (whom,)),
    )
    return (*sections, *_check_sections()) if with_checks else sections


_STEPS_BEFORE = (
    "1. Fill in the white cells. Grey cells are locked: they show what is asked for and the last "
    "known figures.",
    "2. Cover: who signs off the figures, and the date. Nothing is accepted unsigned.",
    "3. Figures: one row per figure. An indicator with many units has a sheet of its own "
    "(Figures 1, Figures 2, …) with a row for each unit and a column for each period; the white "
    "columns are the ones asked for now.",
    "4. Where numerator and denominator are given, leave the value empty: it is calculated. A "
    "figure that differs from the one sent before needs a reason for revision.",
    "5. Policy steps and Actions: choose a status and write a sentence, above all for what is "
    "due. Self-rating: a rating that moved needs a reason.",
)
_LAST_STEP = (
    "7. Save as Excel workbook (.xlsx) and upload it on the page Returns, Upload. You see what "
    "would change before anything is kept."
)
_CHECKING = (
    "Must fix: the return is not accepted until it is corrected.",
    "Explain or confirm: it may well be right, but say why. What you write is kept and shown in "
    "the meeting. A new check spends its first round on this level.",
    "For information: how we read something. There is nothing to do.",
    "You get a list of problems with sheet and cells, and your own workbook back with the cells "
    "filled in, notes attached and a mark at the end of the row. Fix them there and send it "
    "again: our marks are not read.",
    "An exception that lasts (a unit that cannot report, a rule that does not fit) is a waiver: "
    "ask for one; it is signed, dated and ends on a day.",
)
_LEAVE_ALONE = (
    "The hidden column A, the rows and columns as they are, and the names of the sheets: by them "
    "we find every figure again. Sorting, filtering and widening columns do no harm. Notes of "
    "your own belong outside the tables; they are not read."
)


def _limits() -> str:
    parts = [f"{title} ({most:,} characters)" for title, _, most in COMMENTARY.values()]
    return f"Commentary: {', '.join(parts[:-1])} and {parts[-1]}. It is printed as you write it."


def _symbols() -> Iterator[str]:
    by_meaning: dict[str, list[str]] = {}
    for symbol, status in SYMBOLS.items():
        by_meaning.setdefault(status.value.replace("_", " "), []).append(symbol)
    for meaning, symbols in by_meaning.items():
        yield f"{'  '.join(symbols)}   {meaning}"
    yield "An empty cell means nothing: no figure is stored, and we ask for it again."


def _check_sections() -> Iterator[Section]:
    for gate, checks in GATES.items():
        lines = tuple(
            f"{check.code} ({LEVEL_WORDS[check.level]}): {EXPLAINED[check.code]}."
            for check in checks
        )
        yield _checks_of(gate, lines)
    own = tuple(
        f"{code} ({LEVEL_WORDS[level]}): {EXPLAINED_OWN[code]}."
        for code, level, *_ in LAYOUT_CHECKS
    )
    yield _checks_of(GATE, own)


def _checks_of(gate: str, lines: tuple[str, ...]) -> Section:
    return Section(f"Checks: {gate[0].lower()}{gate[1:]}", lines)


def guide_markdown(*, with_checks: bool = True) -> str:
    """Give the guide as Markdown, for a page under About."""
    parts = []
    for section in guide_sections(with_checks=with_checks):
        lines = "\n\n".join(line.replace("*", "\\*").replace("[", "\\[") for line in section.lines)
        parts.append(f"## {section.title}\n\n{lines}")
    return "\n\n".join(parts)
