"""What readers see: the texts of a page of the app, of a document, of a workbook."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
from streamlit.testing.v1 import AppTest

from tests.words.phrases import texts_of_html

_LABELS = ("label", "help", "placeholder", "caption", "value")
_KINDS = (
    "button", "checkbox", "date_input", "expander", "file_uploader", "multiselect", "radio",
    "selectbox", "segmented_control", "tab", "tabs", "text_area", "text_input", "toggle",
    "download_button", "markdown", "caption", "title", "header", "subheader", "info", "warning",
    "error", "success", "pills",
)  # fmt: skip


def texts_of_page(at: AppTest) -> list[str]:
    """List what a page shows: its markup, the labels of its widgets, and what they offer."""
    texts = []
    for element in at.get("html"):
        texts += texts_of_html(element.proto.body)
    for kind in _KINDS:
        for element in at.get(kind):
            texts += list(_labels(element))
    for element in at.get("bidi_component"):
        texts += texts_of_html(str(getattr(element.proto, "json", "")).encode().decode())
    return [text for text in texts if text.strip()]


def _labels(element: Any) -> Iterator[str]:
    for source in (element, getattr(element, "proto", None)):
        for name in _LABELS:
            text = getattr(source, name, None)
            if isinstance(text, str) and text:
                yield text
    options = getattr(element, "options", None)
    yield from (str(option) for option in options or ())


def texts_of_word(content: bytes) -> list[str]:
    """List the paragraphs of a Word document, its headers and footers too."""
    texts = []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                for paragraph in re.split(r"</w:p>", package.read(name).decode()):
                    texts.append("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", paragraph)))
    return [text for text in texts if text.strip()]


def texts_of_workbook(content: bytes) -> list[str]:
    """List the texts of a workbook's cells, the names of its sheets, and its notes."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    texts = []
    for sheet in book.worksheets:
        texts.append(sheet.title)
        for row in sheet.iter_rows():
            texts += [cell.value for cell in row if isinstance(cell.value, str)]
            texts += [cell.comment.text for cell in row if cell.comment]
    return texts
