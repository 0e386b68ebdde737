"""What would move a rating up one colour: the least change of a judgement that the rules honour.

Tried, not guessed: every combination of better judgements goes through the same rules as the
suggested rating, and the smallest that reaches the next colour is told. It is no promise of the
unit's, who may see it otherwise with a reason.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from stocktake.model.likelihood import DataQuality, Evidence, Performance, suggest
from stocktake.model.rating import Rating

# Longer than that nobody takes in from a screen: the first way alone is told then.
_MAX_SIGNS = 155
_MAX_RISE = 3
_NAMES = ("planning", "capacity", "recent performance")
_LIFTED = (
    "the steps of the plan add up to the target",
    "the quality of the data is shown to be fit",
)


def one_colour_up(rating: Rating | None, evidence: Evidence) -> str:
    """Return what would move a rating up one colour by the rules, in one sentence.

    Empty where nobody has rated, or nothing is above.

    >>> from stocktake.model.likelihood import performance
    >>> one_colour_up(Rating.AMBER_RED, Evidence(
    ...     Rating.AMBER_GREEN, Rating.AMBER_RED, performance("behind")))
    'Amber-green by the rules if capacity rises to amber-green, or if recent performance rises to \
amber-green.'
    """
    if rating is None or rating is Rating.GREEN:
        return ""
    wanted = _rating(rating.score + 1)
    now = suggest(evidence)
    if now.rating is None:
        return now.working[0].replace("No suggestion yet", "The rules cannot say yet")
    if now.rating.score >= wanted.score:
        return f"{now.rating.title} is suggested already; the unit judges it lower."
    ways = list(_least_ways(evidence, wanted))
    if not ways:
        # Every judgement at its best, and still not.
        no_figure = evidence.performance.score is None
        why = "no figure can be judged" if no_figure else "a very high challenge is met so early"
        return f"Not {wanted.title.lower()} by the rules while {why}."
    told = [f"{wanted.title} by the rules if {', or if '.join(ways[:most])}." for most in (2, 1)]
    return next((one for one in told if len(one) <= _MAX_SIGNS), told[-1])


def _least_ways(evidence: Evidence, wanted: Rating) -> Iterator[str]:
    """Give the combinations that cost the fewest points, each in words."""
    found: list[tuple[int, str]] = []
    # Planning, capacity and performance rise by points; a cap is lifted or not.
    for rises in product(*[range(_MAX_RISE + 1)] * 3, (0, 1), (0, 1)):
        better = _raised(evidence, rises)
        if better is None:
            continue
        changed, words = better
        reached = suggest(changed).rating
        if reached is not None and reached.score >= wanted.score:
            found.append((sum(rises), words))
    least = min((cost for cost, _ in found), default=0)
    # One change before two that cost as much, then the sheet's order.
    yield from sorted({words for cost, words in found if cost == least}, key=_place)


def _place(words: str) -> tuple[int, int, str]:
    order = ("planning", "capacity", "recent", "the steps", "the quality")
    at = next((at for at, start in enumerate(order) if words.startswith(start)), len(order))
    return words.count(" to "), at, words


def _raised(evidence: Evidence, rises: tuple[int, ...]) -> tuple[Evidence, str] | None:
    """Give the evidence with these rises and their words; None for one that cannot be."""
    best = Rating.GREEN.score
    judged = (evidence.planning, evidence.capacity, evidence.performance)
    # What nobody has judged cannot rise.
    before = [best if one is None or one.score is None else one.score for one in judged]
    after = [score + rise for score, rise in zip(before, rises[:3], strict=True)]
    if max(after) > best:
        return None
    words: list[str] = []
    for name, score, rise in zip(_NAMES, after, rises[:3], strict=True):
        words += [_rise(words, name, score)] if rise else []
    words += [text for text, is_lifted in zip(_LIFTED, rises[3:], strict=True) if is_lifted]
    better = replace(
        evidence,
        planning=_rating(after[0]),
        capacity=_rating(after[1]),
        performance=Performance(after[2], "") if rises[2] else evidence.performance,
        is_plan_sufficient=True if rises[3] else evidence.is_plan_sufficient,
        data_quality=DataQuality.FIT if rises[4] else evidence.data_quality,
    )
    return better, " and ".join([", ".join(words[:-1]), *words[-1:]] if words[1:] else words)


def _rise(before: list[str], name: str, score: int) -> str:
    """Say to what a judgement rises; the verb stands once."""
    return f"{name} {'to' if before else 'rises to'} {_rating(score).title.lower()}"


def _rating(score: int) -> Rating:
    return next(one for one in Rating if one.score == score)
