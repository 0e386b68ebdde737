"""The one place that asks what time it is, so that tests can hold the clock still."""

from datetime import UTC, date, datetime

_held: datetime | None = None


def now() -> datetime:
    """Give the present moment in UTC, without a time zone (as the store keeps it)."""
    return _held or datetime.now(UTC).replace(tzinfo=None)


def today() -> date:
    """Give the present day in UTC."""
    return now().date()


def hold(moment: datetime | None) -> None:
    """Hold the clock at `moment` (naive UTC); None lets it run again."""
    global _held
    _held = moment
