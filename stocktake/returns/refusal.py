"""A file that is not opened, or cannot be read: one code from the catalogue, one sentence."""

from stocktake.errors import UnreadableError
from stocktake.returns.catalogue import CATALOGUE


class RefusalError(UnreadableError):
    """An `UnreadableError` that knows its code and what was found, to be shown as a problem."""

    def __init__(self, code: str, found: str = "") -> None:
        self.code = code
        self.found = found
        check = CATALOGUE[code]
        super().__init__(f"{check.message.replace('{found}', found)} {check.fix}")
