"""Plain text for terminals: what stands in quotations is shown so that it cannot steer the terminal or the table."""

import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence

WIDTH = 100
"""How wide pictures are where no terminal says otherwise."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_BREAKS = frozenset("\n\r\t\v\f\x85\u2028\u2029")
_STEERS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _safe(char: str) -> str:
    if char in _BREAKS:
        return " "
    if char < " ":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "\u2421"
    if char in _STEERS or unicodedata.category(char) in ("Cc", "Cs"):
        return f"<U+{ord(char):04X}>"
    return char


def safe(text: str) -> str:
    """Show control characters, lone surrogates and marks of direction by signs; line breaks and tabs become spaces.

    Examples
    --------
    >>> safe("red \\x1b[31m alert\\n")
    'red ␛[31m alert '
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe, text))


def without_surrogates(text: str) -> str:
    """Put U+FFFD where a lone surrogate stands, so that the text can be written as UTF-8."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def width(text: str) -> int:
    """Count the columns that a text takes in a terminal."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) in ("Mn", "Me", "Cf") for char in text)


def terminal_width() -> int:
    """Give the columns of the terminal; `WIDTH` where there is none."""
    if "COLUMNS" in os.environ or (sys.stdout is not None and sys.stdout.isatty()):
        return max(40, shutil.get_terminal_size((WIDTH, 24)).columns)
    return WIDTH


def cut(text: str, columns: int) -> str:
    """Cut a text to so many columns; an ellipsis says so."""
    if width(text) <= columns:
        return text
    while text and width(text) > columns - 1:
        text = text[: max(0, min(len(text) - 1, columns - 1))]
    return text.rstrip() + "…"


def padded(text: str, columns: int) -> str:
    """Fill a text with spaces to so many columns."""
    return text + " " * (columns - width(text))


def wrapped(text: str, columns: int) -> list[str]:
    """Break a text into lines of so many columns at most, as far as its words let."""
    return textwrap.wrap(text, max(10, columns), break_long_words=False, break_on_hyphens=False) or [""]


def table(head: Sequence[str], rows: Iterable[Sequence[object]], columns: int | None = None) -> str:
    """Draw a table; the last column takes what is left of the width and is cut there.

    Examples
    --------
    >>> print(table(("id", "text"), [("a#1", "Why not?"), ("b#12", "I do not mind.")]))
    id    text
    a#1   Why not?
    b#12  I do not mind.
    """
    cells = [tuple(head), *(tuple(safe("" if cell is None else str(cell)) for cell in row) for row in rows)]
    total = terminal_width() if columns is None else columns
    widths = [min(28, max(width(row[i]) for row in cells)) for i in range(len(head) - 1)]
    last = max(20, total - sum(widths) - 2 * len(widths))
    lines = []
    for row in cells:
        fixed = [padded(cut(cell, size), size) for cell, size in zip(row[:-1], widths, strict=True)]
        lines.append("  ".join([*fixed, cut(row[-1], last)]).rstrip())
    return "\n".join(lines)
