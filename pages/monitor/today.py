"""Today: what changed, what is going well, what is not, what is overdue, and what to ask."""

from stocktake.ui import ahead, frame, reads, today

here = frame.open_page("monitor/today")

every = reads.all_facts(here)
if not every:
    frame.stop(
        "No priorities yet",
        "On this day no priority had started. Choose a later day in the sidebar, or load a "
        "register: python -m stocktake init --register FILE.",
    )
today.show_front(here, every)
ahead.work_ahead(here)
