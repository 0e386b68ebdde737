"""What somebody is typing: there again after another page was looked at, gone once it is kept.

Streamlit forgets a widget that is not drawn. Each change goes into a drawer of the session at
once, and the widget starts from it.
"""

from collections.abc import Iterable
from typing import Any

import streamlit as st

_DRAWER = "typed"


def text(label: str, key: str, start: str = "", *, is_long: bool = False, **more: Any) -> str:
    """Ask for a text, one line or several; `start` stands there until something is typed."""
    named = {"value": _drawer().get(key, start), "on_change": _keep, "args": (key,), **more}
    ask = st.text_area if is_long else st.text_input
    return str(ask(label, key=key, **named) or "")


def choice(
    label: str, key: str, options: Iterable[str], start: str | None = None, **more: Any
) -> str | None:
    """Ask to choose; `accept_new_options=True` takes a written word as well."""
    offered = list(options)
    begun = _drawer().get(key, start)
    if begun is not None and begun not in offered:
        offered.append(begun)
    index = offered.index(begun) if begun in offered else None
    found = st.selectbox(label, offered, index=index, key=key, on_change=_keep, args=(key,), **more)
    return None if found is None else str(found)


def forget(keys: Iterable[str]) -> None:
    """Forget what was typed under these keys, because it is kept now."""
    for key in keys:
        _drawer().pop(key, None)


def holds(keys: Iterable[str]) -> bool:
    """Say whether something was typed under any of these keys and not kept yet."""
    return any(key in _drawer() for key in keys)


def _keep(key: str) -> None:
    _drawer()[key] = st.session_state.get(key)


def _drawer() -> dict[str, Any]:
    found: dict[str, Any] = st.session_state.setdefault(_DRAWER, {})
    return found
