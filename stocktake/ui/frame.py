"""What stands round every page: the store, who is here, the day whose knowledge is shown.

`app.py` calls `start` and then runs the chosen page; the page's first statement is `open_page`,
which draws nothing unless the frame ran in this very run and the role allows the page. A deep link
that ran a page's file by itself would otherwise walk round the gate.
"""

import logging
import os
import threading
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from stocktake.errors import StocktakeError
from stocktake.model.moment import read_moment
from stocktake.settings import Settings, read_settings
from stocktake.store import Store
from stocktake.ui import key, links, markup, notices, quiet
from stocktake.ui.menu import BY_KEY, EVERYBODY, MENU, Entry
from stocktake.ui.opened import first_filling, forget_filling, held_day, the_store, unit_facts

LOGO = str(Path(__file__).with_name("logo.svg"))
log = logging.getLogger(__name__)
_this_run = threading.local()


@dataclass(frozen=True)
class User:
    """Who is here; `name` goes with every write."""

    name: str
    roles: frozenset[str]


@dataclass(frozen=True)
class Desk:
    """What a page may know: the store as known at a moment, and who looks at it."""

    store: Store
    user: User
    known_at: datetime | None
    known_on: date | None
    data_version: int
    today: date
    unit_title: str
    is_demo: bool

    @property
    def day(self) -> date:
        """The day that stands for today on the screen: what is overdue is so as seen from it."""
        return self.known_on or self.today


def who() -> User:
    """Say who is here. The one seam for sign-in: everybody is the local user for now."""
    # Only the name is read here: what is wrong with other settings is told by `start`.
    name = os.environ.get("STOCKTAKE_USER", "").strip() or Settings.local_user
    return User(name=name, roles=EVERYBODY)


def menu_pages() -> list[Any]:
    """Give the pages for `st.navigation`, without what this user may not open.

    The first page answers at the bare address, and through an unseen twin at its own path too.
    """
    # Read before `st.navigation` says otherwise for good: see `start`.
    _this_run.is_very_first = bool(PagesManager.uses_pages_directory) and not _was_here_before()
    pages = [_page(entry) for entry in MENU if entry.roles & who().roles]
    start = next(entry for entry in MENU if entry.is_start)
    return [st.Page(start.file, title=start.title, url_path="start", default=True), *pages]


def _was_here_before() -> bool:
    """Say whether the browser had its page before this server started, and only came back.

    It then knows the page by more than its name, and is told of none that is missing. Loading it
    anew would tear the deck from the wall, and what is being typed with it.
    """
    context = get_script_run_ctx(suppress_warning=True)
    return bool(context and context.pages_manager.intended_page_script_hash)


def _page(entry: Entry) -> Any:
    return st.Page(entry.file, title=entry.title, url_path=entry.path)


def start(path: str) -> bool:
    """Open the store and draw the frame; False when the app cannot run, which has been told.

    `path` is the chosen page's, as `st.navigation` gives it.
    """
    _this_run.desk = None
    quiet.note_run()
    if _this_run.is_very_first and path not in ("", "start"):
        # A server's very first run takes the folder `pages` for a menu of Streamlit's own and tells
        # the browser that there is no such page; what it then puts up stays over the page.
        links.load_anew()
        return False
    markup.show_style()
    links.follow_softly()
    st.logo(LOGO, size="large")
    # Whose stocktake it is stands above the menu, but is known only once the store is open.
    unit_place = st.sidebar.empty()
    with st.sidebar:
        key.offer_key()
    menu_place = st.sidebar.empty()
    _show_menu(menu_place, path, None)
    try:
        settings = read_settings()
        _fill(settings)
        _this_run.desk = desk = _desk(the_store(settings.database), unit_place)
    except StocktakeError as fault:
        log.warning("cannot start: %s", fault)
        notices.cannot_start(str(fault))
        return False
    if desk is not None and desk.known_on is not None:
        _show_menu(menu_place, path, desk.known_on)
    return desk is not None


def _show_menu(place: Any, path: str, known_on: date | None) -> None:
    """Draw the menu as plain lists of links: Streamlit's own is not sound for screen readers."""
    roles = who().roles
    sections: dict[str, list[markup.Markup]] = {}
    for entry in MENU:
        if entry.roles & roles:
            is_here = entry.path == path or (entry.is_start and path in ("", "start"))
            sections.setdefault(entry.section, []).append(
                markup.tag("li", markup.link(entry.title, entry.path, is_here, known_at=known_on))
            )
    parts = [
        [markup.tag("p", name, class_="menu-section"), markup.tag("ul", *items)]
        for name, items in sections.items()
    ]
    with place:
        markup.show(markup.tag("nav", *parts, class_="menu", aria_label="Pages"))


def open_page(page_key: str) -> Desk:
    """Let a page draw, or stop it: the frame must have run just now, and the role must allow it."""
    desk: Desk | None = getattr(_this_run, "desk", None)
    # Taken once: a page that runs by itself later, in the same thread, finds nothing.
    _this_run.desk = None
    if desk is None:
        st.text("Open Stocktake from its first page.")
        st.stop()
    if not BY_KEY[page_key].roles & desk.user.roles:
        notices.not_allowed()
        st.stop()
    return desk


def _fill(settings: Settings) -> None:
    """Load the demonstration into an empty database, with a bar, before any page is drawn."""
    filling = first_filling(settings)
    if filling is None:
        return
    with notices.first_start():
        bar = st.progress(0.0)
        while not filling.is_done(0.2):
            bar.progress(filling.share, text=markup.plain(f"Reading {filling.text}"))
    fault = filling.fault
    if fault is None:
        st.rerun()
    forget_filling(settings)
    if isinstance(fault, StocktakeError):
        raise fault
    log.error("the demonstration could not be loaded", exc_info=fault)
    raise StocktakeError(
        "The demonstration could not be loaded. The log of this server says why; "
        "python -m stocktake init --demo loads it from the command line."
    )


def _desk(store: Store, unit_place: Any) -> Desk | None:
    """Draw the sidebar and the banners; None when the address asks for a day that is none."""
    asked = st.query_params.get("known_at", "")
    known_at = _read(asked)
    facts = unit_facts(store, None)
    today = held_day(facts)
    with unit_place:
        markup.show(markup.tag("p", facts["unit_title"], class_="brand-unit"))
    if asked and known_at is None:
        notices.wrong_day(asked)
        return None
    known_on = _pick_day(known_at, today)
    if facts["is_demo"]:
        with st.sidebar:
            notices.demo(today)
    if known_on is not None:
        notices.known_at(known_on)
    return Desk(
        store=store,
        user=who(),
        known_at=read_moment(known_on.isoformat()) if known_on else None,
        known_on=known_on,
        data_version=store.data_version(),
        today=today,
        unit_title=facts["unit_title"],
        is_demo=facts["is_demo"],
    )


def _read(asked: str) -> datetime | None:
    try:
        moment = read_moment(asked)
    except ValueError:
        return None
    return moment if 1990 <= moment.year <= 2200 and len(asked.strip()) == 10 else None


def _pick_day(known_at: datetime | None, today: date) -> date | None:
    """Let the reader choose the day; the address holds it, so a link shows what its sender saw."""
    latest = max(today, known_at.date() if known_at else today)
    with st.sidebar:
        chosen = st.date_input(
            "Show what was known on",
            value=None,
            min_value=date(1990, 1, 1),
            max_value=latest,
            format="DD/MM/YYYY",
            key="known_at",
            bind="query-params",
            help="The whole app goes back to that day: later returns, revisions, targets and "
            "ratings are left out.",
        )
    return chosen if isinstance(chosen, date) else None


def stop(*words: str) -> NoReturn:
    """End a page with a calm sentence."""
    notices.calm(*words)
    st.stop()
