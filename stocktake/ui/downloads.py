"""Downloads. Text that a spreadsheet would take for a formula is given a leading apostrophe."""

import unicodedata
from collections.abc import Callable

import pandas as pd
import streamlit as st

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_text(cell: object) -> object:
    """Give a cell as it may stand in a CSV file; numbers and dates stay what they are.

    >>> safe_text("=1+1"), safe_text("  @x"), safe_text(-2.5), safe_text("A&E")
    ("'=1+1", "'  @x", -2.5, 'A&E')
    """
    if not isinstance(cell, str) or not cell:
        return cell
    start = unicodedata.normalize("NFKC", cell.lstrip(" \u00a0"))[:1] or cell[:1]
    return f"'{cell}" if start in _FORMULA or cell[0] in _FORMULA else cell


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Write a frame as CSV that Excel opens as UTF-8, with no formula in it."""
    safe = frame.rename(columns=lambda name: str(safe_text(str(name))))
    for column in safe.columns:
        if safe[column].dtype.kind not in "iufbM":
            safe[column] = safe[column].map(safe_text).astype(object)
    # The mark at the start makes Excel read UTF-8.
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def download_table(
    frame: pd.DataFrame | Callable[[], pd.DataFrame],
    name: str,
    *,
    key: str,
    label: str = "Download",
) -> None:
    """Offer a frame, or what makes one, as a file; it is only written when somebody asks for it."""
    st.download_button(
        label,
        data=lambda: csv_bytes(frame() if callable(frame) else frame),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=key,
        on_click="ignore",
    )


def download_bytes(
    build: Callable[[], bytes], file_name: str, *, mime: str, key: str, label: str
) -> None:
    """Offer a document; it is only made when somebody asks for it."""
    st.download_button(
        label, data=build, file_name=file_name, mime=mime, key=key, on_click="ignore"
    )
