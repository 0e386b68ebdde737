"""Screens become one self-contained document, and the parts of the same deck inside the app.

The markup, the style and the script are the same in both: what was rehearsed is what is shown.
Nothing here asks for anything from outside.
"""

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from stocktake.deck.frames import Screen
from stocktake.deck.items import decisions_screen
from stocktake.deck.markup import said
from stocktake.deck.shell import deck_shell, section

_NONE: Mapping[str, str] = MappingProxyType({})
_HERE = Path(__file__).parent
# In the order in which they are joined; the last is the app's own.
_SCRIPTS = (
    "storage", "screens", "due_dates", "bar", "wording", "names", "box_keys", "box", "taken",
    "decisions", "next", "sheet", "outbox", "follow", "keys", "people", "room", "stepping",
)  # fmt: skip


_STYLES = ("stage", "screens", "today", "items", "story", "over", "box", "print")


@dataclass(frozen=True)
class DeckMeta:
    """What stands in the bar: whose stocktake, and on which moment's knowledge.

    `items` are the agenda's, as (position, title, minutes); typed dates are seen from `held_on`,
    and what the browser keeps is kept under `meeting_key`.
    """

    title: str
    known_at: str
    is_demo: bool = False
    edition_key: str = ""
    items: tuple[tuple[int, str, int], ...] = ()
    meeting_key: str = ""
    held_on: date | None = None
    edition_name: str = ""


def deck_markup(screens: Sequence[Screen], meta: DeckMeta) -> str:
    """Give the deck's markup: every screen, the bar, the help and the black cover."""
    nothing = "" if screens else '<p class="screen">There is nothing to show.</p>'
    return _shell("".join(map(section, screens)) + nothing, meta)


def _shell(inside: str, meta: DeckMeta) -> str:
    return deck_shell(
        meta.title,
        inside,
        moment=meta.known_at,
        is_demo=meta.is_demo,
        edition_name=meta.edition_name,
        edition_key=meta.edition_key,
    )


def build_document(
    screens: Sequence[Screen],
    meta: DeckMeta,
    last_pictures: Mapping[str, str] = _NONE,
    captured: Sequence[Mapping[str, object]] = (),
    people: Sequence[object] = (),
    ratings: Mapping[str, str | None] = _NONE,
) -> str:
    """Build one HTML document that holds everything it shows and asks for nothing outside.

    `captured` is what the room took away, as `stocktake:state` tells it; `people` complete the
    name of an owner: a name alone, or one with `priorities` and `departments`. `ratings` are those
    shown, by priority.
    """
    options = _options(meta) | {
        "is_offline": True,
        "last": dict(last_pictures),
        "captured": [dict(one) for one in captured],
        "people": list(people),
        "priorities": _priorities(screens),
        "ratings": dict(ratings),
    }
    told = [
        replace(screen, html=decisions_screen(captured)) if screen.kind == "decisions" else screen
        for screen in screens
    ]
    start = f'startDeck(document.querySelector(".deck"), {_script_json(options)});'
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
        f"<title>{said(meta.title)}</title><style>html,body{{margin:0}}{_style()}</style>"
        f"</head><body><main>{deck_markup(told, meta)}</main>"
        f"<script>{_script()}\n{start}</script></body></html>"
    )


def component_parts() -> tuple[str, str, str]:
    """Give html, css and js for a `st.components.v2` component with isolated styles.

    Mount it with `data=component_data(screens, meta)`. It talks by window events: it tells
    `stocktake:shown`, `stocktake:capture` and `stocktake:leave`, and hears `stocktake:state`.
    """
    script = f"{_script()}\n{_read('script/mount.js')}"
    return '<div class="deck-mount"></div>', _style(), script


def component_data(
    screens: Sequence[Screen],
    meta: DeckMeta,
    last_pictures: Mapping[str, str] = _NONE,
    *,
    role: str = "rehearsal",
    start_key: str = "",
) -> dict[str, object]:
    """Give the component's data: the screens packed, and a fingerprint of them.

    A deck with the fingerprint of the one that is shown is left alone. `role` is chair, follower
    or rehearsal until `stocktake:state` says otherwise; `start_key` is the screen to begin with
    where the browser remembers none. Packing takes long enough to be done once for an edition.
    """
    whole = {"screens": [_packed(screen) for screen in screens], "last": dict(last_pictures)}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()
    shell = _shell('<p class="opening">Opening the stocktake …</p>' if screens else
                   '<p class="screen">There is nothing to show.</p>', meta)  # fmt: skip
    options = _options(meta)
    told = json.dumps([shell, options], sort_keys=True).encode()
    return {
        "shell": shell,
        "packed": base64.b64encode(gzip.compress(text, 6, mtime=0)).decode(),
        "fingerprint": hashlib.sha256(text + told).hexdigest()[:16],
        "options": options | {"role": role, "start_key": start_key},
    }


def _packed(screen: Screen) -> dict[str, object]:
    facts = asdict(screen)
    return {
        "priority": facts.pop("priority_key") or "",
        **{name: facts[name] for name in ("key", "title", "kind", "item", "html")},
    }


def _options(meta: DeckMeta) -> dict[str, object]:
    return {
        "meeting": meta.meeting_key or meta.edition_key or meta.title,
        "held_on": meta.held_on.isoformat() if meta.held_on else None,
        "items": [list(item) for item in meta.items],
    }


def _priorities(screens: Sequence[Screen]) -> list[list[str]]:
    """Return key, title and department of each priority that has screens of its own."""
    return [
        [screen.priority_key, screen.title, screen.department_key or ""]
        for screen in screens
        if screen.kind == "trajectory" and screen.priority_key
    ]


def _script_json(value: object) -> str:
    """Write a value into a script: nothing in it can end the script or begin a comment."""
    text = json.dumps(value, ensure_ascii=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _script() -> str:
    return "\n".join(_read(f"script/{name}.js") for name in _SCRIPTS)


def _style() -> str:
    return "".join(_read(f"style/{name}.css") for name in _STYLES)


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
