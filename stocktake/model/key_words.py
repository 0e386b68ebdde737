"""The key: what each rating, each position and each reason for a gap means, in one sentence.

One place for the words, so that the app, the papers and the definitions explain alike.
"""

from stocktake.model.gaps import GapReason

# As `model.finding.position_words` writes them; what stands after a target's date comes last.
POSITIONS: tuple[tuple[str, str], ...] = (
    ("Ahead", "Better than the agreed trajectory by more than its tolerance."),
    ("On plan", "Within the tolerance of the trajectory."),
    ("Behind", "Worse than the trajectory by more than the tolerance."),
    ("Well behind", "Worse by more than the wider second tolerance."),
    ("Met", "On the target’s date the figure, unrounded, reached the target."),
    ("Missed by …", "On the target’s date it did not; the size of the gap is said."),
    ("Below the law", "A legal duty without a date is not kept."),
)
GAPS: tuple[tuple[str, str], ...] = tuple(
    (reason.title, meaning)
    for reason, meaning in (
        (GapReason.NOT_YET_DUE, "Its usual day has not come."),
        (GapReason.OVERDUE, "Its usual day has passed and nothing has come in."),
        (GapReason.NOT_COLLECTED, "Nobody measured that period."),
        (GapReason.SUPPRESSED, "It was measured and withheld by its publisher."),
        (GapReason.NOT_HELD, "It may exist elsewhere; it has not come in here."),
    )
)
RATINGS_SENTENCE = "Likelihood of delivery: a person’s judgement, in four points."
POSITIONS_SENTENCE = "Progress against trajectory: arithmetic, never merged with the rating."
GAPS_SENTENCE = "Why there may be no figure."
