"""A file that is not opened, or cannot be read: one code from the catalogue, one sentence."""

from stocktake.errors import UnreadableError
from stocktake.returns.catalogue import CATALOGUE
from stocktake.returns.layout.problems import LAYOUT_SENTENCES


class RefusalError(UnreadableError):
    """An `UnreadableError` that knows its code and what was found, to be shown as a problem."""

    def __init__(self, code: str, found: str = "") -> None:
        self.code = code
        self.found = found
        message, fix = _sentences(code)
        super().__init__(f"{message.replace('{found}', found)} {fix}")


def _sentences(code: str) -> tuple[str, str]:
    if code in LAYOUT_SENTENCES:
        return LAYOUT_SENTENCES[code][1:]
    return CATALOGUE[code].message, CATALOGUE[code].fix
