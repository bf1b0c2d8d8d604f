"""Tables on our own sheets, read back by header: what a person typed there is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from perfscore.forms.labels import fold_label
from perfscore.grid.sheet import EMPTY_CELL, GridBook, GridCell, GridSheet

TableRow = Mapping[str, GridCell]
_LINE, _EDGE, _LEAST = 15.0, 5.0, 20.0


def height_of(*cells: tuple[str, float]) -> float:
    """Return the height in points of a row of wrapped texts, each with the width of its column in characters."""
    return max(_LEAST, _EDGE + _LINE * max(_lines(text, width) for text, width in cells))


def _lines(text: str, width: float) -> int:
    room = max(2, int(width) - 1)
    return sum(max(1, -(-units_of(line) // room)) for line in text.split("\n"))


def units_of(line: str) -> int:
    """Return how many digits wide a line is: a Chinese character is as wide as two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in line)


def find_sheet(book: GridBook, name: str) -> GridSheet | None:
    """Return the sheet of that name."""
    return next((sheet for sheet in book.sheets if sheet.name == name), None)


def header_of(sheet: GridSheet, headers: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Return the row of the header that holds the first two of ``headers``, and the column of each; 0 for none."""
    folded = {fold_label(header): header for header in headers}
    for row in range(1, sheet.last_row + 1):
        columns = _header(sheet, row, folded)
        if headers[0] in columns and headers[1] in columns:
            return row, columns
    return 0, {}


def read_table(sheet: GridSheet | None, headers: Sequence[str]) -> list[tuple[int, TableRow]]:
    """Return the rows below the header that hold something in one of its columns, each with its number.

    Args:
        sheet: the sheet, None for none.
        headers: the header texts wanted; a column that is missing gives empty cells.
    """
    top, columns = header_of(sheet, headers) if sheet is not None else (0, {})
    if sheet is None or not top:
        return []
    rows = sorted({row for row, column in sheet.cells if row > top and column in columns.values()})
    return [
        (row, {name: sheet.cell(row, columns[name]) if name in columns else EMPTY_CELL for name in headers})
        for row in rows
    ]


def _header(sheet: GridSheet, row: int, folded: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column in range(1, sheet.last_column + 1):
        name = folded.get(fold_label(sheet.cell(row, column).text))
        if name is not None:
            columns.setdefault(name, column)
    return columns
