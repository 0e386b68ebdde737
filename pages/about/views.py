"""Soon."""
from stocktake.ui import frame
here = frame.open_page("about/views")
