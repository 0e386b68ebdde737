"""What each figure means, whose it is, and under which licence."""

from stocktake.ui import about, definition, frame, reads
from stocktake.ui.markup import show, tag

here = frame.open_page("about/definitions")

indicators = reads.view(here, "core.known_indicators")
show(tag("h1", "Definitions and sources", class_="page-title"))
if indicators.empty:
    frame.stop("No indicators yet", "On this day no register had been received.")
chosen = definition.choose_definitions(indicators, here.known_on)
show(about.definitions_list(chosen), about.licence_statement())
if len(chosen) > 1:
    show(about.sources_table(chosen))
show(about.position_rules())
