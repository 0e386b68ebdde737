"""The assessment sheet: each line, the question it asks, and what its two ends look like.

Only the ends are described. Whoever rates places the middle, and there is no middle point to hide
in and no point to start from. The further checks are about the evidence, not the delivery: they
cap the suggested rating and are not points of anybody's judgement.
"""

from dataclasses import dataclass

from stocktake.model.rating import CHALLENGES, STAGES, Category, Rating


@dataclass(frozen=True)
class Point:
    """A point of a line's scale; `score` is 1 at the worst end and is never averaged."""

    word: str
    title: str
    score: int


Scale = tuple[Point, ...]


@dataclass(frozen=True)
class Line:
    """A line of the sheet. `worst` and `best` describe the first and last point of `scale`.

    A sub-question has the `parent` under which it stands; the parent is judged by itself and is
    not the sum of them.
    """

    key: str
    title: str
    question: str
    worst: str
    best: str
    scale: Scale
    parent: str | None = None

    @property
    def is_coloured(self) -> bool:
        """Whether the line is judged in the four colours."""
        return self.scale is COLOURS


COLOURS: Scale = tuple(Point(str(one), one.title, one.score) for one in reversed(Rating))
CHALLENGE_SCALE: Scale = tuple(
    Point(word, word.replace("_", " ").capitalize(), len(CHALLENGES) - at)
    for at, word in reversed(list(enumerate(CHALLENGES)))
)
STAGE_SCALE: Scale = tuple(Point(word, title, int(word)) for word, title in STAGES.items())
DATA_QUALITY_SCALE: Scale = (
    Point("not_established", "Not established", 1),
    Point("not_fit", "Not fit for the purpose", 2),
    Point("needs_strengthening", "Needs strengthening", 3),
    Point("fit_with_disclosure", "Fit, with its limits disclosed", 4),
    Point("fit", "Fit for the purpose", 5),
)
SUFFICIENCY_SCALE: Scale = (
    Point("insufficient", "Does not add up to the target", 1),
    Point("tight", "Adds up, with nothing to spare", 2),
    Point("with_margin", "Adds up with a margin", 3),
)

_PLANNING = (
    Line(
        "planning_understanding",
        "Understanding of the challenge",
        "Does the department know what drives the figure, and which part of it can be moved?",
        "The causes are guessed at. Nobody can say how the actions would move the figure, "
        "or by how much.",
        "The causes are known from evidence, place by place, and each action is tied to the part "
        "of the figure it is to move.",
        COLOURS,
        "planning",
    ),
    Line(
        "planning_plan",
        "Plan, milestones and owners",
        "Is there one plan with dated milestones, a trajectory and a named owner for each step?",
        "There is a list of activities without dates or names, and it is not used.",
        "There is one plan with dates, a trajectory that the steps add up to and a name at each "
        "step; it is kept up to date and worked from every day.",
        COLOURS,
        "planning",
    ),
    Line(
        "planning_governance",
        "Governance and programme management",
        "Does somebody lead this full time, with a rhythm of meetings that decide?",
        "Nobody is clearly answerable. Meetings are rare or pass without decisions.",
        "One person answers for it, with a team. Progress is looked at on fixed days, and what is "
        "decided there is done.",
        COLOURS,
        "planning",
    ),
    Line(
        "planning_data",
        "Data and how they are used",
        "Are there timely figures, down to the places that matter, and does anybody act on them?",
        "Figures come late and in total only. They are sent upwards and used by nobody.",
        "Leading figures come at least monthly for each place, are trusted, and change what is "
        "done the same month.",
        COLOURS,
        "planning",
    ),
    Line(
        "planning_variation",
        "Local variation",
        "Does the plan differ where places differ, and is the gap between them being closed?",
        "One plan is sent to all. Who is furthest behind is not known or not spoken about.",
        "Each place has its own path. The weakest get help first, and what works in the strongest "
        "is carried to them.",
        COLOURS,
        "planning",
    ),
    Line(
        "planning_risk",
        "Risks and what is held in reserve",
        "What could stop this, and what is ready for that day?",
        "Risks are written down once a year, if at all, and nothing is held in reserve.",
        "The few risks that matter have an owner, a sign to watch for and a reserve that could "
        "start at once.",
        COLOURS,
        "planning",
    ),
)

_CAPACITY = (
    Line(
        "capacity_chain",
        "Delivery chain",
        "Is it known who has to do what, from the leader to the front line, and is each link "
        "strong?",
        "The chain has not been drawn, or a link is missing or will not pull.",
        "Every link is named, knows its part and is able and willing to play it; weak links are "
        "known and being mended.",
        COLOURS,
        "capacity",
    ),
    Line(
        "capacity_leadership",
        "Leadership and ambition",
        "Do the people at the top want this, say so, and answer for it?",
        "Leaders are absent or change often, and the aim is treated as somebody else's.",
        "Leaders hold themselves to the aim in public, look at progress themselves and remove what "
        "stands in the way.",
        COLOURS,
        "capacity",
    ),
    Line(
        "capacity_resources",
        "Skills, money and systems",
        "Do people have the skills, time, money and systems that the plan takes for granted?",
        "Posts are empty, money is not secured or the systems cannot do what the plan needs.",
        "Posts are filled with able people, money is secured to the end and the systems are in "
        "use.",
        COLOURS,
        "capacity",
    ),
    Line(
        "capacity_engagement",
        "Front line and stakeholders",
        "Do those who must change their work, and those it is for, want it?",
        "The front line has not heard of it, or resists it; those who can block it are against it.",
        "The front line helped to shape it and speaks for it; those who could block it are won "
        "over.",
        COLOURS,
        "capacity",
    ),
    Line(
        "capacity_learning",
        "Learning and correcting",
        "When something does not work, how soon is that seen, and what happens then?",
        "The plan is defended whatever the figures say. The same faults come back.",
        "What does not work is seen within weeks and changed; what works is spread.",
        COLOURS,
        "capacity",
    ),
)

LINES: tuple[Line, ...] = (
    Line(
        "challenge",
        Category.CHALLENGE.title,
        "How hard is this, whoever does it: how far, how fast, how many have to change?",
        "Nothing like it has been done in the time; many organisations must change at once, and "
        "much of it is out of the department's hands.",
        "It has been done before, by few people, with means that the department holds.",
        CHALLENGE_SCALE,
    ),
    Line(
        "planning",
        Category.PLANNING.title,
        "Is the way from here to the target thought through, and is it managed day by day?",
        "No link from the actions to the figure, nobody answerable, no plan that could be used.",
        "A plan that adds up, with names and dates, used and corrected every week.",
        COLOURS,
    ),
    *_PLANNING,
    Line(
        "capacity",
        Category.CAPACITY.title,
        "Are the people along the chain able and willing, and do they have what it takes?",
        "The people who would have to do it are not named, not able or not willing.",
        "The people who matter at every level are named, able and won over, and have the time, "
        "money and skills.",
        COLOURS,
    ),
    *_CAPACITY,
    Line(
        "stage",
        Category.STAGE.title,
        "How far along is it, from a policy being made to progress that would survive us?",
        "The policy is still being made.",
        "The new way is how things are done, and would go on without us.",
        STAGE_SCALE,
    ),
    Line(
        "performance",
        "Recent performance against trajectory and milestones",
        "What do the figures and the milestones due so far say?",
        "Well behind the trajectory, or milestones that matter are late.",
        "Ahead of the trajectory, or on it for three periods running, with milestones on time.",
        COLOURS,
    ),
    Line(
        "leading",
        "Leading indicators",
        "Do the figures that move first say that the target figure will follow?",
        "Those that should have moved have not, or move the wrong way.",
        "Those that should have moved have, in most places, and by as much as was expected.",
        COLOURS,
    ),
    Line(
        "overall",
        Category.OVERALL.title,
        "As things stand, will the target be met on its date?",
        "Highly unlikely without urgent and decisive action.",
        "Highly likely: refine it and follow through.",
        COLOURS,
    ),
)

CHECKS: tuple[Line, ...] = (
    Line(
        "data_quality",
        "Data quality",
        "Do the figures measure what is meant, are they made the same way each time, and can they "
        "be understood by those who read them?",
        "Nobody has looked at how the figures are made.",
        "The figures measure what is meant, are checked, and say what they leave out.",
        DATA_QUALITY_SCALE,
    ),
    Line(
        "plan_sufficiency",
        "Sufficiency of the plan",
        "Do the steps of the plan, as far as they are known to work, add up to the target?",
        "The steps add up to less than nine tenths of what is needed beyond business as usual.",
        "The steps add up to more than is needed, by a tenth or more.",
        SUFFICIENCY_SCALE,
    ),
)

_BY_KEY = {line.key: line for line in (*LINES, *CHECKS)}
KEYS: tuple[str, ...] = tuple(_BY_KEY)


def line(key: str) -> Line:
    """Give a line of the sheet, or a check, by its key.

    >>> line("capacity_chain").parent
    'capacity'
    >>> [point.word for point in line("challenge").scale]
    ['very_high', 'high', 'medium', 'low']
    """
    return _BY_KEY[key]


def sub_questions(key: str) -> tuple[Line, ...]:
    """Give the sub-questions under a line, in the order of the sheet.

    >>> len(sub_questions("planning")), len(sub_questions("capacity")), sub_questions("stage")
    (6, 5, ())
    """
    return tuple(one for one in LINES if one.parent == key)


def point(key: str, word: str) -> Point:
    """Give a point of a line's own scale; raises KeyError for a word that is not on it.

    >>> point("challenge", "very_high").score, point("stage", "3").title
    (1, '3 of 4: embedding change')
    >>> point("planning_risk", "amber_green").title
    'Amber-green'
    """
    for one in line(key).scale:
        if one.word == word:
            return one
    raise KeyError(f"{word} is not a point of {key}")
