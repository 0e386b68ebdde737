"""Screens become one self-contained document, and the parts of the same deck inside the app.

The markup, the style and the script are the same in both: what was rehearsed is what is shown.
Nothing here asks for anything from outside.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from stocktake.deck.frames import Screen
from stocktake.deck.markup import said

_NONE: Mapping[str, str] = MappingProxyType({})
_HERE = Path(__file__).parent

_KEYS = (
    ("→  Page Down  Space", "next screen"),
    ("←  Page Up", "screen before"),
    ("Home  End", "first, last"),
    ("1 2 …", "type a number to go there"),
    ("B", "blank the screen, and back"),
    ("?", "this help"),
    ("Esc", "leave"),
)


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


def deck_markup(screens: Sequence[Screen], meta: DeckMeta) -> str:
    """Give the deck's markup: every screen, the bar, the help and the black cover."""
    sections = "".join(
        f'<section class="screen screen-{said(screen.kind)}" tabindex="-1" '
        f'data-key="{said(screen.key)}" '
        f'data-title="{said(screen.title)}" aria-label="{said(screen.title)}">{screen.html}'
        "</section>"
        for screen in screens
    )
    nothing = "" if screens else '<p class="screen">There is nothing to show.</p>'
    demo = '<span class="demo">demonstration</span>' if meta.is_demo else ""
    keys = "".join(f"<dt>{said(keys)}</dt><dd>{said(what)}</dd>" for keys, what in _KEYS)
    return (
        '<div class="deck" tabindex="-1" role="region" aria-roledescription="slide deck" '
        f'aria-label="{said(meta.title)}">'
        f'<h1 class="said">{said(meta.title)}</h1>'
        f'<div class="stage">{sections}{nothing}'
        f'<div class="bar"><span class="place"></span><span class="here"></span>{demo}'
        f"<span>{said(meta.title)}</span><span>Known at {said(meta.known_at)}</span></div>"
        f'<div class="help" hidden><h2 class="mid">Keys</h2><dl>{keys}</dl></div>'
        '<div class="cover" hidden></div></div>'
        '<p class="said announce" aria-live="polite"></p></div>'
    )


def build_document(
    screens: Sequence[Screen],
    meta: DeckMeta,
    last_pictures: Mapping[str, str] = _NONE,
    captured: Sequence[Mapping[str, object]] = (),
) -> str:
    """Build one HTML document that holds everything it shows and asks for nothing outside.

    `captured` is what the room took away, as `stocktake:state` tells it.
    """
    css, script = _read("deck.css"), _read("deck.js")
    start = 'startDeck(document.querySelector(".deck"), {});'
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
        f"<title>{said(meta.title)}</title><style>html,body{{margin:0}}{css}</style></head>"
        f"<body><main>{deck_markup(screens, meta)}</main>"
        f"<script>{script}\n{start}</script></body></html>"
    )


def component_parts() -> tuple[str, str, str]:
    """Give html, css and js for a `st.components.v2` component with isolated styles.

    Mount it with `data=component_data(screens, meta)`. Its trigger value `left` holds the key of
    the screen that was shown when somebody pressed Escape.
    """
    return '<div class="deck-mount"></div>', _read("deck.css"), _read("deck.js") + _MOUNT


def component_data(
    screens: Sequence[Screen],
    meta: DeckMeta,
    last_pictures: Mapping[str, str] = _NONE,
    *,
    role: str = "rehearsal",
    start_key: str = "",
) -> dict[str, str]:
    """Give the component's data: the markup and a fingerprint, so that an equal deck stays put.

    `role` is chair, follower or rehearsal until `stocktake:state` says otherwise; `start_key` is
    the screen to begin with where the browser remembers none.
    """
    markup = deck_markup(screens, meta)
    return {"html": markup, "edition": hashlib.sha256(markup.encode()).hexdigest()[:16]}


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


# A rerun of the app calls the component again with the same data: an equal deck is left alone,
# so that it does not blink and does not lose its place.
_MOUNT = """
const mounted = new WeakMap();

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const place = parentElement.querySelector(".deck-mount");
  const before = mounted.get(place);
  if (before && before.edition === data.edition) return before.leave;
  if (before) before.stop();
  place.innerHTML = data.html;
  const stop = startDeck(place.querySelector(".deck"), {
    memory: "stocktake-deck",
    onTop: true,
    onLeave: (key) => setTriggerValue("left", key),
  });
  const leave = () => {
    stop();
    mounted.delete(place);
    place.innerHTML = "";
  };
  mounted.set(place, { edition: data.edition, stop, leave });
  return leave;
}
"""
