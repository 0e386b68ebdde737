"""Draft the front page: the rules of each of its blocks, in the order in which they are read.

A rule says what is so and how far, never why. Where a sentence would grow too long for a glance
its shorter form is taken, and a block that would grow too long ends with how many more there are.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from stocktake.model.facts import PriorityFacts, worst_first
from stocktake.model.front_page import (
    MAX_LINES,
    FrontBlock,
    FrontInput,
    FrontLine,
    FrontPage,
    Row,
)
from stocktake.model.front_standing import (
    is_doing_badly,
    is_doing_well,
    is_on_plan,
    standing_line,
    verdict_of,
)
from stocktake.model.inquiry import Line
from stocktake.model.numbers import day, month, several, span
from stocktake.model.rating import Rating, movement

_FEW = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MOVES_SHOWN = 3
_RETURNS_SHOWN = 2
_A_YEAR = 330
_NONE_WELL = "No priority is on plan and rated in the green half"
_NONE_BAD = "No priority is behind, missed or rated in the red half"


def draft_front_page(given: FrontInput) -> FrontPage:
    """Draft the page from what is known: one sentence, then six blocks.

    >>> page = draft_front_page(FrontInput(date(2026, 5, 20), ()))
    >>> page.headline.text
    'No priority is open.'
    >>> [line.text for line in page.block("overdue").lines]
    ['No action is open', 'No policy step is overdue', 'No return is overdue']
    """
    well = [facts for facts in given.open if is_doing_well(facts)]
    # The likeliest first; what else orders a wall is turned round with it.
    well = list(reversed(worst_first(well)))
    badly = [facts for facts in worst_first(given.open) if is_doing_badly(facts)]
    return FrontPage(
        whose=_whose(given),
        shown_on=given.today,
        headline=_headline(given),
        department_keys=given.department_keys,
        blocks=(
            FrontBlock("since", f"Since {_since_words(given, long=True)}", _since(given)),
            FrontBlock("ask", "Ask", _ask(given)),
            FrontBlock("going_well", "Going well", _standings(well, "going_well", _NONE_WELL)),
            FrontBlock(
                "not_going_well", "Not going well", _standings(badly, "not_going_well", _NONE_BAD)
            ),
            FrontBlock("overdue", "Overdue", _overdue(given)),
            FrontBlock("coming", "Coming up", _coming(given)),
        ),
    )


def _whose(given: FrontInput) -> str:
    if not given.department_keys:
        return "All departments"
    names = {facts.department_key: facts.department for facts in given.priorities}
    return ", ".join(names.get(key) or key for key in given.department_keys)


def _few(count: int) -> str:
    return _FEW[count] if count < len(_FEW) else f"{count:,}"


# ---- the sentence -----------------------------------------------------------------------------


def _headline(given: FrontInput) -> FrontLine:
    sentences = [_how_many_on_plan(given)]
    if given.open:
        sentences.append(_how_ratings_moved(given))
    return FrontLine("headline", " ".join(sentences), "wall")


def _how_many_on_plan(given: FrontInput) -> str:
    """Count the open priorities on plan among those with a target; late figures are not on plan."""
    judged = [facts for facts in given.open if facts.target_value is not None]
    if not given.open:
        return "No priority is open."
    if not judged:
        return f"None of {several(len(given.open), 'priority', 'priorities')} has a target."
    good = [facts for facts in judged if is_on_plan(facts)]
    number = len(good) or "None"
    which = "" if len(judged) == len(given.open) else " with a target"
    state = "met or on plan" if any(verdict_of(facts) == "met" for facts in good) else "on plan"
    verb = "are" if len(good) > 1 else "is"
    return f"{number} of {several(len(judged), 'priority', 'priorities')}{which} {verb} {state}."


def _how_ratings_moved(given: FrontInput) -> str:
    if not given.in_scope(given.returns):
        return "No earlier stocktake to compare with."
    up, down, _ = _moved(given)
    since = f"Since {_since_words(given)}"
    if not up and not down:
        return f"{since} no rating moved."
    first, verb, other, otherwise = (up, "rose", down, "fell") if up else (down, "fell", up, "rose")
    return (
        f"{since} {_few(len(first))} {'rating' if len(first) == 1 else 'ratings'} {verb} and "
        f"{_few(len(other))} {otherwise}."
    )


# ---- since the last stocktake -----------------------------------------------------------------


def _since_words(given: FrontInput, *, long: bool = False) -> str:
    """Name the last stocktake by its month, or its title and day; several by neither."""
    last = {(str(row["since_title"]), row["since_on"]) for row in given.in_scope(given.returns)}
    if len(last) != 1:
        return "the last stocktake"
    ((title, on),) = last
    if long:
        return f"{title}, {day(on)}"
    return f"{on:%B}" if (given.today - on).days < _A_YEAR else month(on)


def _moved(given: FrontInput) -> tuple[list[Row], list[Row], list[Row]]:
    """Part the priorities rated both then and now: up, down and same."""
    order = [facts.priority_key for facts in worst_first(given.open)]
    rows = [row for row in given.in_scope(given.ratings) if row["priority_key"] in order]
    both = [row for row in rows if row["rating"] and row["rating_then"]]
    both.sort(key=lambda row: order.index(row["priority_key"]))
    found: dict[str, list[Row]] = {"up": [], "down": [], "same": []}
    for row in both:
        found[movement(Rating(row["rating"]), Rating(row["rating_then"]))].append(row)
    return found["up"], found["down"], found["same"]


def _since(given: FrontInput) -> tuple[FrontLine, ...]:
    if not given.in_scope(given.returns):
        text = "No stocktake has been held yet, so nothing is compared"
        return (FrontLine("since.none", text, "follow-up"),)
    up, down, same = _moved(given)
    names = {facts.priority_key: facts.short_title for facts in given.priorities}
    falls = _moves(down, "fell", names, _MOVES_SHOWN - bool(up))
    rises = _moves(up, "rose", names, _MOVES_SHOWN - len(falls))
    return (*falls, *rises, *_not_moved(up, down, same, names), _figures(given))


def _moves(rows: Sequence[Row], verb: str, names: dict[str, str], room: int) -> list[FrontLine]:
    mark = "up" if verb == "rose" else "down"
    lines = [
        FrontLine(
            f"since.{verb}.{row['priority_key']}",
            f"{names[row['priority_key']]} {verb} from {Rating(row['rating_then']).title} to "
            f"{Rating(row['rating']).title}",
            "priority",
            row["priority_key"],
            about=names[row["priority_key"]],
            mark=mark,
        )
        for row in rows
    ]
    if len(lines) <= room:
        return lines
    more = len(lines) - room + 1
    many = f"{_few(more).capitalize()} {'more ' if room > 1 else ''}ratings {verb}"
    return [*lines[: room - 1], FrontLine(f"since.{verb}", many, "wall", mark=mark)]


def _not_moved(
    up: Sequence[Row], down: Sequence[Row], same: Sequence[Row], names: dict[str, str]
) -> list[FrontLine]:
    """Say what did not happen, and what stayed as it was."""
    if not up and not down:
        text = "No rating rose or fell" if same else "No priority was rated both times"
        return [FrontLine("since.same", text, "wall", mark="same")]
    missing = "" if up and down else "No rating fell" if up else "No rating rose"
    if len(same) == 1:
        key = same[0]["priority_key"]
        stayed = f"{names[key]} stayed {Rating(same[0]['rating']).title}"
        text = f"{missing}; {stayed}" if missing else stayed
        return [FrontLine("since.same", text, "priority", key, mark="same")]
    stayed = f"{_few(len(same))} did not change" if same else ""
    if missing or stayed:
        words = "; ".join(part for part in (missing, stayed) if part)
        text = words if missing else f"{_few(len(same)).capitalize()} ratings did not change"
        return [FrontLine("since.same", text, "wall", mark="same")]
    return []


def _figures(given: FrontInput) -> FrontLine:
    """Count what the returns since then brought, as History lists them one by one."""
    rows = given.in_scope(given.returns)
    returns, new, restated = (
        sum(int(row[name]) for row in rows)
        for name in ("return_count", "new_count", "changed_count")
    )
    if not returns:
        return FrontLine("since.figures", "No return has come in", "history")
    arrived = several(new, "new figure") if new else "No new figure"
    text = f"{arrived} and {restated or 'none'} restated, in {several(returns, 'return')}"
    return FrontLine("since.figures", text, "history")


# ---- how priorities stand ---------------------------------------------------------------------


def _standings(priorities: Sequence[PriorityFacts], key: str, none: str) -> tuple[FrontLine, ...]:
    if not priorities:
        return (FrontLine(f"{key}.none", none, "wall"),)
    lines = [
        FrontLine(
            f"{key}.{facts.priority_key}",
            standing_line(facts),
            "priority",
            facts.priority_key,
            about=facts.short_title,
        )
        for facts in priorities
    ]
    if len(lines) <= MAX_LINES:
        return tuple(lines)
    more = len(lines) - MAX_LINES + 1
    text = f"{_few(more).capitalize()} more, on the page Priorities"
    return (*lines[: MAX_LINES - 1], FrontLine(f"{key}.more", text, "wall"))


# ---- questions --------------------------------------------------------------------------------


def _ask(given: FrontInput) -> tuple[FrontLine, ...]:
    """Choose five questions: one on each of the worst first, and no kind twice while it can be."""
    if given.questions is None:
        return (FrontLine("ask.none", "The questions are being worked out …", "wall"),)
    left = {
        facts.priority_key: list(given.questions.get(facts.priority_key, ()))
        for facts in worst_first(given.open)
    }
    names = {facts.priority_key: facts.short_title for facts in given.priorities}
    chosen: list[tuple[str, Line]] = []
    while len(chosen) < MAX_LINES and any(left.values()):
        for key, lines in left.items():
            if lines and len(chosen) < MAX_LINES:
                asked = {line.key for _, line in chosen}
                fresh = next((line for line in lines if line.key not in asked), lines[0])
                lines.remove(fresh)
                chosen.append((key, fresh))
    if not chosen:
        return (FrontLine("ask.none", "No question is suggested", "wall"),)
    return tuple(
        FrontLine(f"ask.{key}.{line.key}", line.text, "priority", key, about=names[key])
        for key, line in chosen
    )


# ---- what is overdue, and what comes next -----------------------------------------------------


def _overdue(given: FrontInput) -> tuple[FrontLine, ...]:
    rows = given.in_scope(given.due)
    actions, steps, returns = (
        [row for row in rows if row["kind"] == kind] for kind in ("action", "step", "return")
    )
    late = [facts for facts in given.open if facts.freshness == "stale"]
    return (
        _actions(actions, given),
        _steps(steps, given),
        *_returns(returns, given.today),
        *_late_figures(late),
    )


def _actions(rows: Sequence[Row], given: FrontInput) -> FrontLine:
    department = given.department_keys[0] if len(given.department_keys) == 1 else None
    late = [row for row in rows if row["is_overdue"]]
    if not rows:
        text = "No action is open"
    elif not late:
        text = f"None of {several(len(rows), 'open action')} is overdue"
    else:
        verb = "is" if len(late) == 1 else "are"
        oldest = _oldest_words(late, given.today)
        text = f"{len(late)} of {several(len(rows), 'open action')} {verb} overdue{oldest}"
    return FrontLine("overdue.actions", text, "actions", department_key=department)


def _steps(rows: Sequence[Row], given: FrontInput) -> FrontLine:
    if not rows:
        return FrontLine("overdue.steps", "No policy step is overdue", "wall")
    oldest = min(rows, key=lambda row: (row["due_on"], str(row["title"])))
    verb = "is" if len(rows) == 1 else "are"
    text = f"{several(len(rows), 'policy step')} {verb} overdue{_oldest_words(rows, given.today)}"
    return FrontLine("overdue.steps", text, "priority", oldest["priority_key"])


def _oldest_words(rows: Sequence[Row], today: date) -> str:
    late = span((today - min(row["due_on"] for row in rows)).days)
    return f" by {late}" if len(rows) == 1 else f", the oldest by {late}"


def _returns(rows: Sequence[Row], today: date) -> Iterable[FrontLine]:
    if not rows:
        return [FrontLine("overdue.returns", "No return is overdue", "board")]
    ordered = sorted(rows, key=lambda row: (row["due_on"], str(row["title"])))
    if len(ordered) > _RETURNS_SHOWN:
        text = f"{several(len(ordered), 'return')} are overdue{_oldest_words(ordered, today)}"
        return [FrontLine("overdue.returns", text, "board")]
    return [
        FrontLine(
            f"overdue.return.{row['item_key']}",
            f"{_possessive(str(row['title']))} return is {span((today - row['due_on']).days)} late",
            "board",
            department_key=row["department_key"],
        )
        for row in ordered
    ]


def _late_figures(late: Sequence[PriorityFacts]) -> list[FrontLine]:
    if not late:
        return []
    if len(late) == 1:
        text = f"{late[0].short_title}: the next figure is overdue"
        return [FrontLine("overdue.figures", text, "priority", late[0].priority_key)]
    text = f"The next figures of {_few(len(late))} priorities are overdue"
    return [FrontLine("overdue.figures", text, "wall")]


def _coming(given: FrontInput) -> tuple[FrontLine, ...]:
    """Name the next stocktake and the next return due, each with its day."""
    wanted = set(given.department_keys)

    def first(kind: str) -> Row | None:
        rows = [
            row
            for row in given.coming
            if row["kind"] == kind
            and (not wanted or not row["department_keys"]
                 or wanted & set(row["department_keys"].split()))
        ]  # fmt: skip
        return min(rows, key=lambda row: (row["due_on"], str(row["title"])), default=None)

    meeting, asked = first("stocktake"), first("return")
    none_prepared = FrontLine("coming.stocktake", "No stocktake is prepared", "run")
    none_asked = FrontLine("coming.return", "No return is asked for", "board")
    return (
        _next_stocktake(meeting, given.today) if meeting else none_prepared,
        _next_return(asked) if asked else none_asked,
    )


def _next_stocktake(row: Row, today: date) -> FrontLine:
    on = row["due_on"]
    when = (
        f"is today, {day(on)}" if on == today else f"is on {day(on)}, in {span((on - today).days)}"
    )
    minutes = f", {several(int(row['minutes']), 'minute')}" if row["minutes"] else ""
    return FrontLine("coming.stocktake", f"{row['title']} {when}{minutes}", "run")


def _next_return(row: Row) -> FrontLine:
    name = _possessive(str(row["title"]))
    return FrontLine("coming.return", f"{name} next return is due on {day(row['due_on'])}", "board")


def _possessive(name: str) -> str:
    return f"{name}’" if name.endswith("s") else f"{name}’s"
