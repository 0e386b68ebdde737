"""How every figure is worked out, and which version of the program is running."""

from stocktake.ui import about, frame
from stocktake.ui.markup import show, tag

here = frame.open_page("about/views")

show(tag("h1", "Views and version", class_="page-title"))
about.show_version(here)
about.show_views(here)
