"""Work done ahead: the views and charts that the next click will want.

The first reader after a change of the data would otherwise wait for each chart in turn. The thread
asks for exactly what the pages ask for, so that it fills the same caches; a page that comes first
simply fills them itself.
"""

import logging
import threading

from streamlit import runtime

from stocktake.errors import StocktakeError
from stocktake.model.facts import PriorityFacts, worst_first
from stocktake.ui import drawings, quiet, reads
from stocktake.ui.frame import Desk

log = logging.getLogger(__name__)
_begun: set[tuple[object, ...]] = set()
_lock = threading.Lock()


def work_ahead(desk: Desk) -> None:
    """Begin, once for a state of the data, unless the desk looks back or nobody is served."""
    moment = (desk.store.path, desk.data_version, desk.today)
    if desk.known_at is not None or not _is_serving():
        return
    with _lock:
        if moment in _begun:
            return
        _begun.add(moment)
    threading.Thread(target=_work, args=(desk,), name="work ahead", daemon=True).start()


def _is_serving() -> bool:
    # Under test a stand-in takes the place of the runtime.
    return runtime.exists() and type(runtime.get_instance()) is runtime.Runtime


def _work(desk: Desk) -> None:
    try:
        for facts in worst_first(reads.all_facts(desk)):
            for draw in (_page, _spread):
                # Whoever is reading goes first: Python runs one thread at a time.
                quiet.wait_until_quiet()
                if desk.store.data_version() != desk.data_version:
                    return
                draw(desk, facts)
    except StocktakeError as fault:
        log.info("stopped working ahead: %s", fault)


def _page(desk: Desk, facts: PriorityFacts) -> None:
    drawings.trajectory(desk, facts)
    reads.of_priority(desk, "page.rating_sheet", facts.priority_key)


def _spread(desk: Desk, facts: PriorityFacts) -> None:
    drawings.spread(desk, facts, None)
