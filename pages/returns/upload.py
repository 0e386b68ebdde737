"""Send a return: what must be fixed, cell by cell, or a receipt."""

from stocktake.ui import frame, upload
from stocktake.ui.markup import show, tag

here = frame.open_page("returns/upload")

show(
    tag("h1", "Send a return", class_="page-title"),
    tag(
        "p",
        "Give the standard workbook of your department. It is checked at once; nothing is kept "
        "until you say so, and all of it or nothing.",
        class_="lead",
    ),
)
if here.known_on is not None:
    frame.stop(
        "Returns are sent today",
        "The app stands on an earlier day. Go back to now to send a return.",
    )
checked = upload.pick_file(here)
if checked is not None:
    upload.show_verdict(here, checked)
