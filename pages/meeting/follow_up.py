"""Follow-up: the documents of a stocktake, and what it agreed, read back and corrected."""

import streamlit as st

from stocktake.ui import follow_up, follow_up_papers, frame, reads
from stocktake.ui.markup import show, tag

here = frame.open_page("meeting/follow_up")

every = follow_up.every_meeting(here)
if not every:
    follow_up.stop_without_meetings()
asked = st.query_params.get("meeting")
meeting = follow_up.chosen_meeting(every, asked)
if meeting is None:
    frame.stop(
        "There is no such stocktake on this day",
        "It may have been cancelled, or prepared later. Choose Follow-up in the menu to see all.",
    )

key = meeting["meeting_key"]
captures = reads.desk_view(here, "page.captures", meeting_key=key).to_dict("records")
show(follow_up.head(here, every, meeting))
follow_up.show_state(here, meeting)
if meeting["state"] != "prepared":
    follow_up_papers.show_papers(here, meeting)
if captures:
    show(tag("p", follow_up.count_words(captures), class_="lead counted"))
    follow_up.show_captures(here, meeting, captures)
elif meeting["state"] != "prepared":
    show(follow_up.nothing_words(meeting))
show(follow_up.ratings_table(follow_up.room_ratings(here, meeting)))
if meeting["state"] != "prepared":
    follow_up_papers.show_onward()
