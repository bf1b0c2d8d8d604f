"""Text for a terminal: display widths, wrapping, tables; readable in a cp936 console and without colour."""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from io import TextIOWrapper

_WIDE = {"W", "F"}
_GAP = "  "
_NARROWEST = 60
_WIDEST = 160
_PIECES = re.compile(r"[“（《【(]*(?:[A-Za-z0-9.%+=_/-]+|.)[”）》】，。；：、！？,;:!?)]*")
"""What is never broken: a number or a character, with the marks that belong to it."""


def prepare_output() -> None:
    """Let no character stop the output: what the console's encoding lacks is replaced."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def is_unicode_output() -> bool:
    """Tell whether standard output takes every character."""
    return (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")


def terminal_width() -> int:
    """Return the columns to fill."""
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((120, 24)).columns))


def display_width(text: str, *, ambiguous: int | None = None) -> int:
    """Return the columns that the text takes; “ ” ≥ are two columns wide in a Chinese console, one in others."""
    wide = ambiguous if ambiguous is not None else (1 if is_unicode_output() else 2)
    return sum(_character_width(character, wide) for character in text)


@lru_cache(maxsize=8192)
def _character_width(character: str, ambiguous: int) -> int:
    if unicodedata.combining(character) or character in "\u200b\ufeff":
        return 0
    kind = unicodedata.east_asian_width(character)
    return 2 if kind in _WIDE else ambiguous if kind == "A" else 1


def pad(text: str, width: int) -> str:
    """Fill up with blanks to the width."""
    return text + " " * max(0, width - display_width(text))


def wrap(text: str, width: int) -> list[str]:
    """Break the text into lines of at most ``width`` columns.

    Numbers and Latin words stay whole, closing punctuation never begins a line, an opening mark never ends one.
    """
    if display_width(text) <= width and not text[:1].isspace() and "\n" not in text:
        return [text]
    lines, line, taken = [], "", 0
    for piece in _PIECES.findall(text.replace("\n", " ")):
        if line and taken + display_width(piece) > width:
            lines.append(line)
            line, taken = "", 0
        added = piece if line else piece.lstrip()
        line += added
        taken += display_width(added)
    return [*lines, line]


def table(head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]) -> str:
    """Lay out a table over the width of the terminal.

    Args:
        head: the names of the columns.
        rows: the cells, which are wrapped.
        shares: for each column its share of the width; 0 takes what the widest cell needs.

    Returns:
        The lines of the table.
    """
    widths = _widths(head, rows, shares)
    lines = [_line([[cell] for cell in head], widths), "-" * (sum(widths) + len(_GAP) * (len(widths) - 1))]
    lines += [_line([wrap(cell, width) for cell, width in zip(row, widths, strict=True)], widths) for row in rows]
    return "\n".join(lines)


def _widths(head: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[int]) -> list[int]:
    needed = [max(display_width(cell) for cell in column) for column in zip(head, *rows, strict=True)]
    fixed = sum(width for width, share in zip(needed, shares, strict=True) if share == 0)
    left = terminal_width() - fixed - len(_GAP) * (len(head) - 1)
    total = sum(shares) or 1
    return [
        width if share == 0 else min(width, max(10, left * share // total))
        for width, share in zip(needed, shares, strict=True)
    ]


def _line(cells: list[list[str]], widths: list[int]) -> str:
    height = max(map(len, cells))
    filled = [cell + [""] * (height - len(cell)) for cell in cells]
    return "\n".join(_GAP.join(map(pad, part, widths)).rstrip() for part in zip(*filled, strict=True))


def fields(pairs: Sequence[tuple[str, str]], *, label_width: int = 14) -> str:
    """Lay out names and values, one under the other; long values are wrapped beside their name."""
    lines = []
    for name, value in pairs:
        wrapped = wrap(value, terminal_width() - label_width)
        lines.append(pad(name, label_width) + wrapped[0])
        lines += [" " * label_width + line for line in wrapped[1:]]
    return "\n".join(lines)
