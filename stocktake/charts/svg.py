"""A chart as a drawing inside a document: no script, no request, one name for all of it."""

import re
from html import escape
from typing import Any

import vl_convert

_SIZE = re.compile(r'^<svg([^>]*?) width="[^"]*" height="[^"]*"')
_CLIP = re.compile(r'(id="|url\(#)(clip\d+|gradient_\d+)')
_ROLES = re.compile(r' (?:role|aria-roledescription|aria-label|aria-hidden)="[^"]*"')


def chart_svg(chart: Any, alt_text: str, mark: str) -> str:
    """Render a chart as inline SVG that fills its box, named by its alternative text.

    `mark` keeps the ids of one chart's clips apart from those of every other in the document.
    """
    svg = vl_convert.vegalite_to_svg(chart.to_dict(validate=False), allowed_base_urls=[])
    svg = _SIZE.sub(r"<svg\1", svg[svg.index("<svg") :], count=1)
    # One image with one name: the roles Vega gives to every group of marks would each want another.
    svg = _ROLES.sub("", svg)
    svg = _CLIP.sub(rf"\1{mark}\2", svg)
    opening = f'<svg role="img" aria-label="{escape(alt_text)}" preserveAspectRatio="xMinYMin meet"'
    return svg.replace("<svg", opening, 1)
