"""Moderation: all priorities of a round side by side, and the unit's rating of each settled."""

from stocktake.ui import (
    frame,
    moderation,
    moderation_settle,
    moderation_views,
    ratings,
    ratings_rounds,
    reads,
)
from stocktake.ui.markup import show, tag

here = frame.open_page("plan/moderation")

every = reads.all_facts(here)
rounds = ratings.rounds(here)
chosen = ratings.pick_round(rounds, ratings.asked("round"))
if chosen is None:
    frame.stop("There is no such round on this day", "Open one in Delivery unit → Ratings.")

shown = ratings.rated_in(here, every, chosen)
wanted = ratings.asked("priority")
facts = next((one for one in shown if one.priority_key == wanted), None)
if wanted and facts is None:
    frame.stop("That priority is not in this round", "Choose one from the table of the round.")
if facts is not None:
    moderation_settle.show_settling(here, chosen, facts)
else:
    show(
        tag("h1", "Moderation", class_="page-title"),
        ratings.round_links(rounds, chosen, "moderation", here.known_on),
    )
    ratings_rounds.show_said()
    ratings_rounds.show_next_step(here, chosen)
    show(moderation.side_by_side(here, chosen, shown))
    moderation_views.show_views(here, chosen)
