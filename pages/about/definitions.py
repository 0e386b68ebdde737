"""What each figure means, whose it is, and under which licence."""

from stocktake.ui import about, frame, reads
from stocktake.ui.markup import show, tag

here = frame.open_page("about/definitions")

indicators = reads.view(here, "core.known_indicators")
show(tag("h1", "Definitions and sources", class_="page-title"))
if indicators.empty:
    frame.stop("No indicators yet", "On this day no register had been received.")
show(
    about.licence_statement(),
    about.sources_table(indicators),
    about.definitions_list(indicators),
)
show(about.position_rules())
