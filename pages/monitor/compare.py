"""Compare two editions, or one with what is known now: shown then, known now, why."""

from stocktake.ui import compare, frame
from stocktake.ui.downloads import download_table
from stocktake.ui.markup import show, tag

here = frame.open_page("monitor/compare")

if here.known_on is not None:
    frame.stop(
        "Editions are compared with what is known today",
        "The app stands on an earlier day. Go back to now to compare.",
    )
editions = compare.every_edition(here)
if not editions:
    compare.stop_without_editions()
show(tag("h1", "Compare", class_="page-title"))
then, now = compare.choose(editions)
found = compare.differences(here, editions, then, now)
if not found:
    show(compare.nothing_changed(now))
else:
    show(
        tag("p", compare.sentence(found), class_="lead counted"),
        compare.differences_table(here, found, now),
    )
    download_table(
        lambda: compare.difference_rows(found),
        f"compare-{then}-{now}",
        key="compare_download",
        label="Download all (CSV)",
    )
