"""Moderation: every priority of a round side by side, with how far the first scores lie apart."""

from collections.abc import Mapping, Sequence
from typing import Any

from stocktake.model.assessment import RoundState
from stocktake.model.facts import PriorityFacts, is_nothing, worst_first
from stocktake.model.finding import time_words
from stocktake.model.numbers import several
from stocktake.model.rating import Rating
from stocktake.model.rubric import point
from stocktake.model.sentence import plain_name
from stocktake.ui import badges, ratings, reads
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Child, Markup, link, tag, together
from stocktake.ui.score_strip import scores_of, strip

Row = Mapping[Any, Any]
_HEAD = (
    "Priority",
    "Progress against trajectory",
    "Challenge · stage",
    "Planning",
    "Capacity",
    "Individual scores, overall",
    "Suggested",
    "Unit’s rating",
    "Department’s",
)


def side_by_side(desk: Desk, row: Row, shown: Sequence[PriorityFacts]) -> Markup:
    """Give the table of the round, the most worrying first; blind scores only once opened."""
    sheet = reads.view(desk, "page.rating_sheet")
    sheet = sheet[sheet["rating_round"] == row["rating_round"]]
    scores = reads.desk_view(desk, "page.first_scores_opened")
    scores = scores[scores["rating_round"] == row["rating_round"]]
    suggested = reads.view(desk, "core.suggested_rating")
    by_priority = {
        facts.priority_key: _Seen(
            judged={
                (str(line["rater_type"]), str(line["category"])): str(line["rating"])
                for line in sheet[sheet["priority_key"] == facts.priority_key].to_dict("records")
            },
            scores=reads.records(scores[scores["priority_key"] == facts.priority_key]),
            suggested=next(
                iter(
                    suggested[suggested["priority_key"] == facts.priority_key]["suggested_rating"]
                ),
                None,
            ),
        )
        for facts in shown
    }
    rows = [_row(desk, row, facts, by_priority[facts.priority_key]) for facts in worst_first(shown)]
    return tag(
        "table",
        tag("caption", "All priorities of the round side by side", class_="unseen"),
        tag("thead", tag("tr", *(tag("th", text, scope="col") for text in _HEAD))),
        tag("tbody", *rows),
        class_="plain ratings moderation",
    )


class _Seen:
    """What stands of one priority: by (rater type, line), the blind scores, the suggestion."""

    def __init__(
        self,
        judged: dict[tuple[str, str], str],
        scores: list[dict[str, Any]],
        suggested: object,
    ) -> None:
        self.judged = judged
        self.scores = scores
        self.suggested = None if is_nothing(suggested) else str(suggested)

    def unit(self, line: str) -> str | None:
        return self.judged.get(("unit", line))


def _row(desk: Desk, row: Row, facts: PriorityFacts, seen: _Seen) -> Markup:
    here = {"round": row["rating_round"], "priority": facts.priority_key, "known_at": desk.known_on}
    unit, own = seen.unit("overall"), seen.judged.get(("department", "overall"))
    challenge, stage = seen.unit("challenge"), seen.unit("stage")
    return tag(
        "tr",
        tag("th", link(facts.short_title, "moderation", **here), tag("small", facts.department),
            scope="row"),
        tag("td", badges.position_tag(facts), tag("small", time_words(facts))),
        tag("td", point("challenge", challenge).title if challenge else _nothing(),
            tag("small", f"stage {stage} of 4" if stage else "")),
        tag("td", _short(seen.unit("planning"))),
        tag("td", _short(seen.unit("capacity"))),
        tag("td", *_scores(row, seen)),
        tag("td", _short(seen.suggested)),
        tag("td", _short(unit), _unlike(unit, seen.suggested, "suggested")),
        tag("td", _short(own), _unlike(own, unit, "the unit")),
    )  # fmt: skip


def _scores(row: Row, seen: _Seen) -> list[Child]:
    if ratings.state_of(row) is RoundState.OPEN:
        return [tag("span", "hidden until moderation", class_="quiet")]
    found = scores_of(seen.scores, "overall")
    if not found:
        return [tag("span", "none given", class_="quiet")]
    points = [Rating(word).score for _, word in found]
    apart = max(points) - min(points)
    words = f"{several(apart, 'point')} apart" if apart else "all agree"
    return [strip(found), tag("small", words, class_="differs" if apart > 1 else None)]


def _short(word: str | None) -> Child:
    return badges.shape(word) if word else _nothing()


def _nothing() -> Markup:
    return tag("span", "–", class_="quiet", title="not rated")


def _unlike(word: str | None, other: str | None, what: str) -> Markup | None:
    if word is None or other is None or word == other:
        return None
    steps = Rating(word).score - Rating(other).score
    side = "higher" if steps > 0 else "lower"
    return tag("small", f"{abs(steps)} {side} than {what}", class_="differs")


def panel_head(desk: Desk, row: Row, facts: PriorityFacts) -> Markup:
    """Head the settling of one priority: where it stands, and every first score with its reason."""
    frame = reads.desk_view(desk, "page.first_scores_opened")
    own = frame[
        (frame["rating_round"] == row["rating_round"])
        & (frame["priority_key"] == facts.priority_key)
        & (frame["category"] == "overall")
    ]
    items = [
        tag(
            "li",
            badges.shape(str(line["rating"])),
            tag("span", tag("strong", plain_name(str(line["rated_by"]))),
                f" {line['reason']}"),
        )
        for line in own.sort_values("rated_by").to_dict("records")
    ]  # fmt: skip
    sheet = link("The whole sheet", "ratings", round=row["rating_round"],
                 priority=facts.priority_key, known_at=desk.known_on)  # fmt: skip
    back = link("All priorities", "moderation", round=row["rating_round"], known_at=desk.known_on)
    return together(
        tag("p", f"{facts.department} · round {row['title']}", class_="kicker"),
        tag("h1", f"Settle: {facts.short_title}", class_="page-title"),
        tag("ul", tag("li", back), tag("li", sheet), class_="onwards"),
        tag("p", badges.position_tag(facts), f" {time_words(facts)}"),
        tag("h2", "Individual scores", class_="sentence") if items else None,
        tag("ul", *items, class_="scores") if items else None,
    )
