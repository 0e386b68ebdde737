"""Text of people and workbooks made plain before it goes into a document.

What it says is kept, whatever it says: `=1+1` and `<b>` are words. What is dropped cannot be read
and only does harm: control characters that a file may not hold, and the invisible signs that turn
the reading direction round, so that "evil.exe" looks like something else.
"""

import unicodedata

# Signs without a glyph that real languages need: joiners, and marks that turn no other text round.
_KEPT_FORMATS = frozenset("\u200c\u200d\u200e\u200f\u061c\u00ad")
_NO_TEXT = ("Cc", "Cf", "Cs", "Co")


def plain_text(text: object, most: int | None = None) -> str:
    r"""Give a text as one line that can be written anywhere; None says nothing.

    `most` cuts it at that many signs. A reversing override is dropped, its words stay:

    >>> plain_text("  two\x00 lines\n and \u202egnihton  ")
    'two lines and gnihton'
    >>> plain_text("=cmd()"), plain_text(None), plain_text("a long story", 8)
    ('=cmd()', '', 'a long…')
    """
    if text is None:
        return ""
    line = " ".join("".join(map(_readable, str(text))).split())
    if most is None or len(line) <= most:
        return line
    return line[: most - 1].rstrip(" ,;:.") + "…"


def paragraphs(text: object) -> list[str]:
    r"""Give a text as plain paragraphs, one for each line that says something.

    >>> paragraphs("First.\n\n  Second. \r\n")
    ['First.', 'Second.']
    """
    lines = map(plain_text, "" if text is None else str(text).splitlines())
    return [line for line in lines if line]


def _readable(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in _KEPT_FORMATS:
        return sign
    is_none = unicodedata.category(sign) in _NO_TEXT or _is_no_character(ord(sign))
    return "" if is_none else sign


def _is_no_character(code: int) -> bool:
    """Whether Unicode promises never to give this number a meaning; a file may refuse it."""
    return code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
