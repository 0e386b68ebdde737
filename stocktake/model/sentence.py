"""The parts of a finding: its subject, its figure with the words that belong to it, its length.

A finding has a subject, a verb and a gap in 16 words or fewer. Titles and labels are written by a
unit and differ in length, so a sentence is not cut: it is offered from its fullest wording to its
barest, and the first that fits is said.
"""

from collections.abc import Iterable
from itertools import product

from stocktake.model.facts import PriorityFacts
from stocktake.model.numbers import figure, in_period, number

MAX_WORDS = 16


def count_words(text: str) -> int:
    """Count the words of a sentence as a reader would, between spaces.

    >>> count_words("A&E: 77.1% seen within four hours")
    6
    """
    return len(text.split())


def first_that_fits(sentences: Iterable[str], *, most: int = MAX_WORDS) -> str:
    """Return the first sentence of at most `most` words, else the shortest of them all.

    >>> first_that_fits(["one two three", "one two", "one"], most=2)
    'one two'
    >>> first_that_fits(["one two three", "one two"], most=1)
    'one two'
    """
    offered = list(sentences)
    fitting = (text for text in offered if count_words(text) <= most)
    return next(fitting, min(offered, key=count_words))


def plain_name(text: str | None) -> str:
    """Return a name without the mark "(demo)", which a screen says once and not at each name.

    >>> plain_name("Director of Schools (demo)"), plain_name(None)
    ('Director of Schools', '')
    """
    return " ".join((text or "").replace("(demo)", "").split())


def subject(facts: PriorityFacts) -> str:
    """Return what a finding speaks about: the title, up to its colon where it has one.

    >>> subject(PriorityFacts("a", "A&E: seen within four hours", "A", "percent", 1, "month"))
    'A&E'
    """
    return plain_name(facts.title).partition(":")[0]


def written_figure(facts: PriorityFacts, value: float | None) -> str:
    """Write a figure of the headline: `77.1%`, `90,175`, `12 of 22`."""
    if facts.counts_units and value is not None:
        return f"{number(value)} of {facts.unit_count}"
    return figure(facts.measure, value, facts.rounding_unit)


def figure_in_words(facts: PriorityFacts, value: float | None) -> str:
    """Write a figure with what it counts: `77.1% seen within four hours`."""
    phrase = _phrase(facts)
    return f"{written_figure(facts, value)} {phrase}" if phrase else written_figure(facts, value)


def offer(facts: PriorityFacts, tails: Iterable[str], *, with_subject: bool) -> list[str]:
    """List the wordings of a finding, the fullest first; each of `tails` starts with its sign.

    What gives way first is the words of the figure, then the fuller gap, then the period: a
    figure is dated as long as there is room, because a figure without a date is soon untrue.
    """
    lead = f"{subject(facts)}: " if with_subject else ""
    bare, full = written_figure(facts, facts.value), figure_in_words(facts, facts.value)
    end = facts.period_end
    whens = (in_period(end, facts.frequency), in_period(end, facts.frequency, short=True))
    heads = [f"{lead}{full} {whens[0]}"]
    if with_subject and _stands_alone(facts):
        heads.append(f"{full} {whens[0]}")
    dated = [*heads, *(f"{lead}{bare} {when}" for when in whens)]
    kept = list(tails)
    return [
        f"{head}{tail}."
        for heads in (dated, [f"{lead}{bare}"])
        for tail, head in product(kept, heads)
    ]


def _phrase(facts: PriorityFacts) -> str:
    """Return the words of the headline's label that follow its figure.

    "% seen within four hours, in the month" is "seen within four hours": the sign is the
    figure's own, and what stands behind a comma is for the axis of a chart.
    """
    label = (facts.headline_label or "").partition(",")[0].strip()
    if facts.measure == "change_percent":
        return ""
    return label.removeprefix("% ").strip()


def _stands_alone(facts: PriorityFacts) -> bool:
    """Whether the figure with its words says by itself what the sentence is about.

    "18.1% of pupils missing a tenth or more" and "90,175 pathways waiting over 52 weeks" do;
    "77.1% seen within four hours" does not.
    """
    first = _phrase(facts).partition(" ")[0]
    if facts.measure == "percent":
        return first == "of"
    return facts.measure == "count" and first.endswith("s") and not first.endswith("ss")


def counted(facts: PriorityFacts) -> str:
    """Return what a count counts, in the register's own words; "total" where it counts units.

    >>> from stocktake.model.finding import _example
    >>> counted(_example(measure="count", headline_label="pathways waiting over 52 weeks, in all"))
    'pathways waiting over 52 weeks'
    >>> counted(_example(headline_label="% seen within four hours"))
    'total'
    """
    label = (facts.headline_label or "").partition(",")[0].strip()
    return label if label and facts.measure == "count" and not facts.counts_units else "total"
