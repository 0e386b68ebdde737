"""Ratings: the rounds, the priorities of one, and the assessment sheet of a priority."""

from stocktake.ui import frame, ratings, ratings_rounds, ratings_sheet, reads
from stocktake.ui.markup import show, tag

here = frame.open_page("plan/ratings")

every = reads.all_facts(here)
if not every:
    frame.stop("Nothing to rate", "On this day no priority had started.")

rounds = ratings.rounds(here)
chosen = ratings.pick_round(rounds, ratings.asked("round"))
if rounds and chosen is None:
    frame.stop("There is no such round on this day", "Choose Ratings in the menu to see them all.")
if chosen is None:
    show(tag("h1", "Ratings", class_="page-title"), tag("p", "No round yet.", class_="lead"))
    ratings_rounds.offer_new_round(here, rounds)
    frame.stop("Nothing is rated yet", "Create a rating round: it begins with individual scores.")

shown = ratings.rated_in(here, every, chosen)
wanted = ratings.asked("priority")
facts = next((one for one in shown if one.priority_key == wanted), None)
if wanted and facts is None:
    frame.stop("That priority is not in this round", "Choose one from the list of the round.")
if facts is None:
    show(
        tag("h1", "Ratings", class_="page-title"),
        ratings.round_links(rounds, chosen, "ratings", here.known_on),
    )
    ratings_rounds.show_said()
    show(ratings.what_to_do(here, chosen), ratings.priorities_table(here, chosen, shown))
    ratings_rounds.offer_new_round(here, rounds)
else:
    show(ratings.sheet_head(here, chosen, facts, shown))
    ratings_sheet.show_sheet(
        here,
        ratings.sheet_of(here, chosen, facts.priority_key),
        ratings.evidence_row(here, facts.priority_key),
        can_rate=ratings.can_rate(here, chosen),
    )
    show(ratings.show_department_view(here, chosen, facts))
