"""Where one is on a priority's page: its neighbours, the way back, and its sections."""

from collections.abc import Sequence
from datetime import date

from stocktake.model.facts import PriorityFacts
from stocktake.ui.markup import Markup, link, tag

# The first is shown unasked. Keys stand in addresses: they stay when a title is reworded.
SECTIONS = {
    "trajectory": "Trajectory",
    "units": "Across units",
    "rating": "Rating sheet",
    "indicators": "Leading indicators",
    "steps": "Policy steps",
    "questions": "Questions",
    "actions": "Actions",
    "department": "Department",
    "promise": "The promise",
    "notes": "Notes",
    "definition": "How it is worked out",
}
FIRST = next(iter(SECTIONS))


def section_asked(asked: str | None) -> str:
    """Read which section the address asks for; the first where it says nothing we know.

    >>> section_asked("questions"), section_asked(None), section_asked("gossip")
    ('questions', 'trajectory', 'trajectory')
    """
    return asked if asked in SECTIONS else FIRST


def neighbours(
    every: Sequence[PriorityFacts], facts: PriorityFacts, section: str, known_on: date | None
) -> Markup:
    """Lead back to all priorities, and to the one before and after; a section stays open."""
    at = [one.priority_key for one in every].index(facts.priority_key)
    before = every[at - 1] if at else None
    after = every[at + 1] if at + 1 < len(every) else None
    shown = None if section == FIRST else section

    def to(one: PriorityFacts | None, words: str) -> Markup | None:
        if one is None:
            return None
        return link(words, "priority", priority=one.priority_key, section=shown, known_at=known_on)

    return tag(
        "nav",
        link("← All priorities", "wall", known_at=known_on),
        to(before, f"← {before.title}" if before else ""),
        to(after, f"{after.title} →" if after else ""),
        aria_label="Priorities",
        class_="neighbours",
    )


def section_links(facts: PriorityFacts, section: str, known_on: date | None) -> Markup:
    """Give the sections as links; the address holds which is open."""
    return tag(
        "nav",
        *(
            link(
                title,
                "priority",
                key == section,
                stays=True,
                priority=facts.priority_key,
                section=None if key == FIRST else key,
                known_at=known_on,
            )
            for key, title in SECTIONS.items()
        ),
        aria_label="Sections",
        class_="filter sections",
    )
