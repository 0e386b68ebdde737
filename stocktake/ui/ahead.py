"""Work done ahead: the views and charts that the next click will want.

The first reader after a change of the data would otherwise wait for each chart in turn. The thread
asks for exactly what the pages ask for, so that it fills the same caches; a page that comes first
simply fills them itself.
"""

import logging
import threading
import time

from streamlit import runtime

from stocktake.errors import StocktakeError
from stocktake.model.facts import worst_first
from stocktake.ui import drawings, reads
from stocktake.ui.frame import Desk

log = logging.getLogger(__name__)
_begun: set[tuple[object, ...]] = set()
_lock = threading.Lock()
_PAUSE = 0.5
_VIEWS = ("priority_series", "priority_spread", "leading_series", "policy_steps", "rating_sheet")


def work_ahead(desk: Desk) -> None:
    """Begin, once for a state of the data, unless the desk looks back or nobody is served.

    In a large store every priority costs seconds: working ahead would only be in the way.
    """
    moment = (desk.store.path, desk.data_version, desk.today)
    if desk.known_at is not None or not _is_serving() or reads.is_large(desk):
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
        for name in _VIEWS:
            reads.view(desk, f"page.{name}")
        for facts in worst_first(reads.all_facts(desk)):
            if desk.store.data_version() != desk.data_version:
                return
            drawings.trajectory(desk, facts)
            drawings.spread(desk, facts, None)
            # Whoever is reading goes first.
            time.sleep(_PAUSE)
    except StocktakeError as fault:
        log.info("stopped working ahead: %s", fault)
