"""Moments people type: the day whose knowledge the whole app shows."""

from datetime import datetime, time

LAST_INSTANT = time(23, 59, 59, 999999)


def read_moment(text: str) -> datetime:
    """Read a day (`2025-06-30`, taken to its end) or a moment (`2025-06-30T09:00`), UTC.

    Raises ValueError with a sentence that shows both forms.

    >>> read_moment("2025-06-30")
    datetime.datetime(2025, 6, 30, 23, 59, 59, 999999)
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(
            f'"{text}" is not a day. Write year-month-day, for example 2026-03-31, '
            "or a moment such as 2026-03-31T09:00."
        ) from None
    if moment.tzinfo is not None:
        raise ValueError(f'"{text}" names a time zone. Leave it out: times are UTC.')
    if "T" not in text and " " not in text.strip():
        return datetime.combine(moment.date(), LAST_INSTANT)
    return moment
