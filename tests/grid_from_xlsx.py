"""Test helper: an .xlsx file or an openpyxl workbook enters, a GridBook leaves (the real reader lives elsewhere)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfscore.grid.sheet import CellKind, CellRange, GridBook, GridCell, GridSheet


def grid_of(workbook: Any) -> GridBook:
    return GridBook(tuple(_sheet(sheet) for sheet in workbook.worksheets))


def _sheet(sheet: Any) -> GridSheet:
    grid = GridSheet(sheet.title)
    for line in sheet.iter_rows():
        for cell in line:
            if cell.value is not None:
                grid.cells[cell.row, cell.column] = _cell(cell)
    grid.merges = tuple(CellRange(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges)
    grid.last_row = max((row for row, _ in grid.cells), default=0)
    grid.last_column = max((column for _, column in grid.cells), default=0)
    return grid


def _cell(cell: Any) -> GridCell:
    value = cell.value
    if isinstance(value, (int, float, Decimal)):
        number = Decimal(str(value))
        shown = f"{number:.2f}" if cell.number_format == "0.00" else f"{number}"
        return GridCell(number, CellKind.NUMBER, shown, cell.number_format)
    return GridCell(str(value), CellKind.TEXT, str(value), cell.number_format)
