"""Read a department's own spreadsheet: say once how, and send it as it is from then on."""

from stocktake.ui import frame, layout, reads
from stocktake.ui.markup import show, tag

here = frame.open_page("returns/layout")

show(tag("h1", "Send your own spreadsheet", class_="page-title"))
departments = reads.view(here, "core.known_departments")
if departments.empty:
    frame.stop("No departments yet", "On this day no register had been received.")
if here.known_on is not None:
    frame.stop(
        "Spreadsheets are described today",
        "The app stands on an earlier day. Go back to now to describe or send one.",
    )
layout.show_layout(here, departments)
