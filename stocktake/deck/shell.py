"""What stands round the screens: the bar, the help, the cover, and the box that captures."""

from collections.abc import Sequence

from stocktake.deck.frames import Screen
from stocktake.deck.markup import rating_badge, said
from stocktake.model.meeting import CaptureKind
from stocktake.model.rating import Rating

_KEYS = (
    ("→  Page Down  Space", "next screen"),
    ("←  Page Up", "previous screen"),
    ("Home  End", "first, last"),
    ("1 2 …", "type a number to go there"),
    ("B", "blank the screen, and back"),
    ("L", "last round’s view (on/off)"),
    ("S", "this priority’s whole rating sheet, and back"),
    ("D", "capture an action, a decision and more"),
    ("E", "in the read-back: edit or strike out"),
    ("F", "rejoin the chair"),
    ("?", "this help"),
    ("Esc", "close what is open, then leave"),
)
# What the box asks for, by kind.
_ASKS = {
    CaptureKind.DECISION: "What was decided?",
    CaptureKind.ACTION: "What will be done?",
    CaptureKind.SUCCESS: "What went well?",
    CaptureKind.SHARED_PRACTICE: "What should others copy?",
    CaptureKind.POLICY_NEED: "What policy change is needed?",
}
_RATING = ("rating", "Rating", "Reason for the change")
_NO_TEXT_YET = "Press D on any screen to capture one; it then appears here."
_NOT_UNDERSTOOD = "We could not read that date. Try 30 June, in 3 weeks, before Easter"


def section(screen: Screen) -> str:
    """Return one screen as a section that stands in a document."""
    priority = f' data-priority="{said(screen.priority_key)}"' if screen.priority_key else ""
    item = f' data-item="{screen.item}"' if screen.item is not None else ""
    return (
        f'<section class="screen screen-{said(screen.kind)}" tabindex="-1" '
        f'data-key="{said(screen.key)}" data-kind="{said(screen.kind)}"{priority}{item} '
        f'data-title="{said(screen.title)}" aria-label="{said(screen.title)}">{screen.html}'
        "</section>"
    )


def deck_shell(
    title: str,
    inside: str,
    *,
    moment: str,
    is_demo: bool,
    edition_name: str,
    edition_key: str = "",
) -> str:
    """Put the bar, the help, the cover and the box round what stands `inside` the stage."""
    return (
        '<div class="deck" tabindex="-1" role="region" aria-roledescription="slide deck" '
        f'aria-label="{said(title)}"><h1 class="said">{said(title)}</h1><div class="stage">'
        f'<div class="screens">{inside}</div><div class="then" hidden></div>'
        f"{_bar(title, moment, edition_name, edition_key, is_demo)}{_box()}{_help()}"
        '<div class="toasts" role="status" aria-live="polite"></div>'
        '<div class="cover" hidden></div></div>'
        '<p class="said announce" aria-live="polite"></p></div>'
    )


def _bar(title: str, moment: str, edition_name: str, edition_key: str, is_demo: bool) -> str:
    demo = '<span class="demo">demonstration</span>' if is_demo else ""
    edition = f"{said(edition_name)} · " if edition_name else ""
    key = f' title="{said(edition_key)}"' if edition_key else ""  # a detail, for a check
    return (
        '<div class="bar"><span class="place"></span><span class="here"></span>'
        '<span class="minutes" hidden></span><span class="captured-here" hidden></span>'
        '<button type="button" class="browsing" hidden>You are browsing. Press F to '
        'rejoin the chair</button><span class="kept-here" hidden>Kept on this computer only '
        '<button type="button" class="copy-all">Copy all as text</button></span>'
        '<span class="told" role="status"></span><span class="unsaved" hidden></span>'
        f'{demo}<span class="whose">{said(title)}</span>'
        f'<span class="edition"{key}>{edition}as known on {said(moment)}</span></div>'
    )


def _help() -> str:
    keys = "".join(f"<dt>{said(keys)}</dt><dd>{said(what)}</dd>" for keys, what in _KEYS)
    return f'<div class="help" hidden><h2 class="mid">Keys</h2><dl>{keys}</dl></div>'


# ---- the box --------------------------------------------------------------------------------


def _box() -> str:
    return (
        '<div class="box" role="dialog" aria-modal="true" aria-label="Capture" hidden>'
        f"{_kinds()}"
        f'<div class="fields"><label class="field wording"><span class="box-ask"></span>'
        '<textarea class="box-text" rows="3" maxlength="5000"></textarea></label>'
        f"{_owner()}{_due()}{_points()}"
        '<label class="field whose-it-is"><span>About</span><select class="box-priority"></select>'
        "</label></div>"
        '<div class="feet"><button type="button" class="box-save">Save<kbd>Enter</kbd></button>'
        '<p class="box-message" role="alert"></p>'
        '<button type="button" class="box-strike">Strike out</button>'
        '<button type="button" class="box-discard">Discard</button>'
        '<button type="button" class="box-close">Close (draft kept)<kbd>Esc</kbd></button>'
        "</div>"
        f'<p class="none-yet" hidden>{said(_NO_TEXT_YET)}</p>'
        '<textarea class="copy-text" aria-label="All as text" hidden></textarea></div>'
    )


def _kinds() -> str:
    kinds: Sequence[tuple[str, str, str]] = [
        *((kind.value, kind.title, ask) for kind, ask in _ASKS.items()),
        _RATING,
    ]
    radios = "".join(
        f'<label class="kind"><input type="radio" name="kind" value="{value}" '
        f'data-title="{said(title)}" data-ask="{said(ask)}"><span>{said(title)}'
        f"<kbd>Alt {number}</kbd></span></label>"
        for number, (value, title, ask) in enumerate(kinds, start=1)
    )
    return f'<fieldset class="kinds"><legend class="said">Kind</legend>{radios}</fieldset>'


def _owner() -> str:
    return (
        '<div class="field box-given"><label for="stocktake-owner">Who</label>'
        '<input class="box-owner" id="stocktake-owner" role="combobox" autocomplete="off" '
        'aria-autocomplete="list" aria-expanded="false" aria-controls="stocktake-names" '
        'spellcheck="false"><ul class="box-names" id="stocktake-names" role="listbox" '
        'aria-label="Names" hidden></ul></div>'
    )


def _due() -> str:
    return (
        '<div class="field box-given"><label for="stocktake-due">By when</label>'
        '<input class="box-due" id="stocktake-due" autocomplete="off" spellcheck="false" '
        'aria-describedby="stocktake-day"><p class="box-understood" id="stocktake-day" '
        f'aria-live="polite" data-otherwise="{said(_NOT_UNDERSTOOD)}"></p></div>'
    )


def _points() -> str:
    radios = "".join(
        f'<label class="point" data-rating="{rating.value}" data-title="{said(rating.title)}">'
        f'<input type="radio" name="point" '
        f'value="{rating.value}">{rating_badge(rating.value)}<span>{said(rating.title)}'
        f"<kbd>{rating.score}</kbd></span></label>"
        for rating in sorted(Rating, key=lambda rating: rating.score)
    )
    return f'<fieldset class="box-points" hidden><legend>New rating</legend>{radios}</fieldset>'
