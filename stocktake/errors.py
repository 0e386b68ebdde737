"""Faults: what *we* must fix or the operator must change. What a sender must fix is a `Problem`."""


class StocktakeError(Exception):
    """A fault whose text says the thing, the place and the remedy, fit to show as it stands."""


class SettingsError(StocktakeError):
    """A setting or option cannot be used; the text lists the remedy."""


class StoreError(StocktakeError):
    """The database cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another process holds the database."""


class SchemaTooNewError(StoreError):
    """The database was written by a newer Stocktake."""


class QueryError(StocktakeError):
    """A file in `queries/` does not keep its promise; the text names file and column."""


class RegisterError(StocktakeError):
    """The register workbook is missing or cannot be used; the text names sheet and cell."""


class UnreadableError(StocktakeError):
    """A file cannot be read as a workbook at all; the text says what to do about it."""
