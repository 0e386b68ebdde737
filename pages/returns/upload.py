"""Soon."""
from stocktake.ui import frame
here = frame.open_page("returns/upload")
