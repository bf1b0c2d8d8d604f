"""Cell addresses: ``B7`` and ``A1:C3`` to numbers and back, 1-based."""

from __future__ import annotations

import re
from functools import lru_cache

from perfscore.diagnostics import column_letters
from perfscore.grid.sheet import CellRange

MAX_ROW = 1_048_576
MAX_COLUMN = 16_384
"""The last row and column of a worksheet (Excel specifications and limits)."""

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")
letters = lru_cache(maxsize=1024)(column_letters)


@lru_cache(maxsize=MAX_COLUMN)
def column_number(name: str) -> int:
    """Return the 1-based number of a column's letters: AA → 27."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number


def parse_cell(ref: str) -> tuple[int, int]:
    """Return (row, column) of an address such as ``B7``.

    Raises:
        ValueError: it is no address, or lies outside a worksheet.
    """
    found = _CELL.match(ref)
    if not found:
        raise ValueError(ref)
    row, column = int(found[2]), column_number(found[1])
    if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
        raise ValueError(ref)
    return row, column


def parse_range(ref: str) -> CellRange:
    """Return the rectangle of ``A1:C3`` or of a single address.

    Raises:
        ValueError: it is no range of cells.
    """
    first, _, last = ref.partition(":")
    top, left = parse_cell(first)
    bottom, right = parse_cell(last or first)
    return CellRange(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def parse_ranges(refs: str) -> list[CellRange]:
    """Return the rectangles of a blank-separated ``sqref``, leaving out what is no range."""
    found = []
    for ref in refs.split():
        try:
            found.append(parse_range(ref))
        except ValueError:
            continue
    return found


def format_cell(row: int, column: int) -> str:
    """Return the address of a cell: (7, 2) → ``B7``."""
    return f"{letters(column)}{row}"


def format_range(area: CellRange) -> str:
    """Return the address of a rectangle, a single cell without the colon."""
    first = format_cell(area.first_row, area.first_column)
    last = format_cell(area.last_row, area.last_column)
    return first if first == last else f"{first}:{last}"


def overlap(one: CellRange, other: CellRange) -> bool:
    """Tell whether two rectangles share a cell."""
    return (
        one.first_row <= other.last_row
        and other.first_row <= one.last_row
        and one.first_column <= other.last_column
        and other.first_column <= one.last_column
    )
