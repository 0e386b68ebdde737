"""The four-point judgement of the likelihood of delivery.

Four points and no middle, so that nobody can hide in amber. Colours were chosen for people with
colour-vision deficiency (smallest CIEDE2000 distance 20 under simulated deuteranopia); because
colour alone is never enough each point also has letters and a shape.
"""

from enum import StrEnum


class Rating(StrEnum):
    """A point of the scale, best first; `Rating("amber_red").letters == "AR"`."""

    GREEN = "green"
    AMBER_GREEN = "amber_green"
    AMBER_RED = "amber_red"
    RED = "red"

    @property
    def letters(self) -> str:
        """The one or two letters always printed with the colour."""
        return {"green": "G", "amber_green": "AG", "amber_red": "AR", "red": "R"}[self.value]

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The words a person reads: `Amber-green`."""
        return self.value.replace("_", "-").capitalize()

    @property
    def fill(self) -> str:
        """The fill colour."""
        return {
            "green": "#0E7C86",
            "amber_green": "#F7D154",
            "amber_red": "#D9622B",
            "red": "#7F1416",
        }[self.value]

    @property
    def ink(self) -> str:
        """The colour of letters on the fill, at 4.5:1 or more."""
        return "#0B0C0C" if self in (Rating.AMBER_GREEN, Rating.AMBER_RED) else "#FFFFFF"

    @property
    def shape(self) -> str:
        """The shape that carries the rating without colour (Vega's names)."""
        return {
            "green": "circle",
            "amber_green": "triangle-up",
            "amber_red": "triangle-down",
            "red": "square",
        }[self.value]

    @property
    def score(self) -> int:
        """1 (red) to 4 (green), for order only: scores are never averaged."""
        return {"red": 1, "amber_red": 2, "amber_green": 3, "green": 4}[self.value]

    @property
    def meaning(self) -> str:
        """What the point says, in a sentence."""
        return {
            "green": "Good: refine it and follow through.",
            "amber_green": "Mixed: some parts need substantial attention, some are good.",
            "amber_red": "Problematic: needs substantial attention, parts of it urgently.",
            "red": "Highly problematic: needs urgent and decisive action.",
        }[self.value]


class Category(StrEnum):
    """What a rating judges: the four categories, and the overall likelihood."""

    CHALLENGE = "challenge"
    PLANNING = "planning"
    CAPACITY = "capacity"
    STAGE = "stage"
    OVERALL = "overall"

    @property
    def title(self) -> str:  # type: ignore[override]  # nobody wants str.title of a word
        """The words of the assessment sheet."""
        return {
            "challenge": "Degree of challenge",
            "planning": "Quality of planning, implementation and performance management",
            "capacity": "Capacity to drive progress",
            "stage": "Stage of delivery",
            "overall": "Likelihood of delivery",
        }[self.value]


CHALLENGES = ("low", "medium", "high", "very_high")
STAGES = {
    "1": "1 of 4: policy development",
    "2": "2 of 4: implementation",
    "3": "3 of 4: embedding change",
    "4": "4 of 4: irreversible progress",
}


def movement(now: Rating | None, before: Rating | None) -> str:
    """Say how a rating moved: `up`, `down`, `same` or `new`.

    >>> movement(Rating.AMBER_GREEN, Rating.RED)
    'up'
    """
    if now is None or before is None:
        return "new"
    return "up" if now.score > before.score else "down" if now.score < before.score else "same"
