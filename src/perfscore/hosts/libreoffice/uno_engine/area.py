"""Rectangles of cells and how they are written: A1, $A$1:$C$3, A:C, 1:3."""

from __future__ import annotations

import re
from typing import NamedTuple

MAX_ROWS = 1_048_576
MAX_COLUMNS = 16_384
_LETTERS = 26
_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9]\d{0,6})")
_COLUMN = re.compile(r"\$?([A-Za-z]{1,3})")
_ROW = re.compile(r"\$?([1-9]\d{0,6})")


class Area(NamedTuple):
    """A rectangle of cells, 0-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def height(self) -> int:
        """The number of rows."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """The number of columns."""
        return self.right - self.left + 1

    def meet(self, other: Area) -> Area | None:
        """Return what both have in common, None for nothing."""
        top, left = max(self.top, other.top), max(self.left, other.left)
        bottom, right = min(self.bottom, other.bottom), min(self.right, other.right)
        return Area(top, left, bottom, right) if top <= bottom and left <= right else None


def area_of(address: object) -> Area:
    """Return the area of a UNO range address."""
    return Area(address.StartRow, address.StartColumn, address.EndRow, address.EndColumn)  # type: ignore[attr-defined]


def column_letters(column: int) -> str:
    """Return the letters of a 0-based column."""
    letters = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the 0-based column of its letters."""
    number = 0
    for letter in letters.upper():
        number = number * _LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def address_of(area: Area, *, row_absolute: bool = True, column_absolute: bool = True) -> str:
    """Return the address of an area as Excel writes it: whole rows and columns without the other half."""
    row, column = "$" if row_absolute else "", "$" if column_absolute else ""
    if (area.top, area.bottom) == (0, MAX_ROWS - 1):
        return f"{column}{column_letters(area.left)}:{column}{column_letters(area.right)}"
    if (area.left, area.right) == (0, MAX_COLUMNS - 1):
        return f"{row}{area.top + 1}:{row}{area.bottom + 1}"
    first = f"{column}{column_letters(area.left)}{row}{area.top + 1}"
    if area.height == area.width == 1:
        return first
    return f"{first}:{column}{column_letters(area.right)}{row}{area.bottom + 1}"


def parse_address(text: str) -> Area | None:
    """Return the area of an address without a sheet, None where it is none (a name, say)."""
    first, colon, last = text.strip().partition(":")
    last = last or first
    if (one := _CELL.fullmatch(first)) and (two := _CELL.fullmatch(last)):
        rows = sorted((int(one[2]) - 1, int(two[2]) - 1))
        columns = sorted((column_number(one[1]), column_number(two[1])))
    elif colon and (one := _COLUMN.fullmatch(first)) and (two := _COLUMN.fullmatch(last)):
        rows, columns = [0, MAX_ROWS - 1], sorted((column_number(one[1]), column_number(two[1])))
    elif colon and (one := _ROW.fullmatch(first)) and (two := _ROW.fullmatch(last)):
        rows, columns = sorted((int(one[1]) - 1, int(two[1]) - 1)), [0, MAX_COLUMNS - 1]
    else:
        return None
    if rows[1] >= MAX_ROWS or columns[1] >= MAX_COLUMNS:
        return None
    return Area(rows[0], columns[0], rows[1], columns[1])
