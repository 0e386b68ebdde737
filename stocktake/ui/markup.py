"""The one file that writes HTML. Text from workbooks and people is escaped by being text.

`tag` takes children: a `Markup` goes in as it is, everything else is escaped. A page therefore
cannot forget to escape a name; it would have to ask for `Markup` by name. Streamlit passes what
`show` writes through a sanitiser as well, which is why drawings travel as images.
"""

import base64
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from stocktake.ui.menu import START

STYLE = Path(__file__).with_name("style.css")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&])")
_XMLNS = 'xmlns="http://www.w3.org/2000/svg"'


class Markup(str):
    """Text that is HTML already; only this module makes it."""

    __slots__ = ()


Child = object


def tag(name: str, *children: Child, **attributes: object) -> Markup:
    """Give an element. `class_` and `for_` lose the underscore, others turn it into a dash.

    >>> tag("b", "<script>", class_="name")
    '<b class="name">&lt;script&gt;</b>'
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in ("img", "br", "hr", "col"):
        return Markup(f"<{name}{written}>")
    return Markup(f"<{name}{written}>{together(*children)}</{name}>")


def together(*children: Child) -> Markup:
    """Put children one after the other; None is nothing, a list is its parts."""
    return Markup("".join(_child(child) for child in children))


def _child(child: Child) -> str:
    if child is None or child is False:
        return ""
    if isinstance(child, Markup):
        return child
    if isinstance(child, Iterable) and not isinstance(child, str):
        return together(*child)
    return escape(str(child), quote=True)


def _attribute(key: str, value: object) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f' {name}="{escape(str(value), quote=True)}"'


def link(
    text: Child,
    path: str,
    is_here: bool = False,
    *,
    stays: bool = False,
    class_: str | None = None,
    **query: object,
) -> Markup:
    """Give a link to a page of the app that the browser follows without loading it anew.

    It is a real link: it can be opened in another window, and works without the script.
    `is_here` marks the link to what is shown already; one that `stays` does not go to the top.
    """
    return tag(
        "a",
        text,
        href=address(path, **query),
        data_soft="stays" if stays else "yes",
        class_=class_,
        target="_self",
        aria_current="page" if is_here else None,
    )


def address(path: str, **query: object) -> str:
    """Give the address of a page by its path in the menu; a query value of None is left out.

    As in `tag` an underscore at the end of a name is dropped: `as_` is the address's `as`.

    >>> address("priority", priority="ae_four_hour", known_at=None)
    '/priority?priority=ae_four_hour'
    """
    kept = {name.rstrip("_"): str(value) for name, value in query.items() if value is not None}
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    place = "" if path == START.path else path
    return f"{'/' + base if base else ''}/{place}{'?' + urlencode(kept) if kept else ''}"


def image(svg: str, alt: str, **attributes: object) -> Markup:
    """Give an SVG drawing as an image: no script in it can run, whatever it holds."""
    whole = svg if "xmlns=" in svg else svg.replace("<svg", f"<svg {_XMLNS}", 1)
    data = base64.b64encode(whole.encode()).decode()
    return tag("img", src=f"data:image/svg+xml;base64,{data}", alt=alt, **attributes)


def outside_link(text: Child, url: object) -> Child:
    """Give a link out of the app, or the bare text when the address is not one of the web."""
    if not isinstance(url, str) or not re.match(r"^https?://[^\s]+$", url):
        return text
    return tag("a", text, href=url, target="_blank", rel="noopener noreferrer")


def show(*children: Child) -> None:
    """Draw markup on the page; nothing where there is none, which Streamlit would refuse."""
    written = together(*children)
    if written:
        st.html(written)


def show_style() -> None:
    """Draw the style sheet; the frame does so once a run."""
    st.html(_style())


@cache
def _style() -> str:
    return f"<style>{STYLE.read_text('utf-8')}</style>"


def plain(text: object) -> str:
    r"""Escape a text for a widget's label, where Streamlit reads Markdown and would fetch images.

    >>> print(plain("[x](http://a.example)"))
    \[x\]\(http\:\/\/a\.example\)
    """
    # The slash keeps a bare address from becoming a link.
    return _MARKDOWN.sub(r"\\\1", str(text)).replace("/", "\\/")
