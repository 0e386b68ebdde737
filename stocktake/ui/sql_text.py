"""The SQL of the views, shown as it runs."""

import streamlit as st

from stocktake.model.facts import PriorityFacts
from stocktake.store import View
from stocktake.ui.frame import Desk
from stocktake.ui.markup import Markup, show, tag


def show_priority_view(desk: Desk, facts: PriorityFacts) -> None:
    """Show the view that defines a priority's headline, and the views it reads."""
    view = desk.store.views.get(f"priority.{facts.priority_key}")
    if view is None:
        show(tag("p", "This priority has no view of its own.", class_="empty"))
        return
    show(tag("p", "The headline figure is what this view gives, and nothing else.", class_="quiet"))
    show_view(view)
    known = [desk.store.views[name] for name in view.reads if name in desk.store.views]
    if known:
        show(
            tag("h2", "It reads", class_="sentence"), tag("ul", *map(_line, known), class_="views")
        )


def show_view(view: View) -> None:
    """Show one view: its name, its file, its header and its SQL."""
    show(tag("p", tag("strong", view.name), f", from {view.file}"), tag("p", view.header))
    st.code(view.sql, language="sql", wrap_lines=True)


def _line(view: View) -> Markup:
    first = view.header.splitlines()[0] if view.header else ""
    return tag("li", tag("strong", view.name), ": ", first)


def view_tree(views: dict[str, View]) -> Markup:
    """Give every view under what reads it, as nested lists of lines that open."""
    read_by_others = {name for view in views.values() for name in view.reads}
    tops = [view for view in views.values() if view.name not in read_by_others]
    return tag("ul", *(_branch(view, views, seen=frozenset()) for view in tops), class_="tree")


def _branch(view: View, views: dict[str, View], seen: frozenset[str]) -> Markup:
    below = [views[name] for name in view.reads if name in views and name not in seen]
    seen = seen | {view.name}
    first = view.header.splitlines()[0] if view.header else ""
    said = (tag("strong", view.name), " ", tag("span", first, class_="quiet"))
    if not below:
        return tag("li", *said)
    inner = tag("ul", *(_branch(child, views, seen) for child in below))
    return tag("li", tag("details", tag("summary", *said), inner))
