"""A workbook as grids, for tests of cell functions without a spreadsheet program: references that count reads."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from decimal import Decimal

from openpyxl.utils import column_index_from_string

from perfscore.grid.sheet import EMPTY_CELL, CellKind, CellRange, GridBook, GridCell
from perfscore.hosts.cell_values import grid_cell
from perfscore.hosts.reference import Place, Reference, Values

_ADDRESS = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")


@dataclass(slots=True)
class Bench:
    """A workbook to refer into and to type into, and a count of what was read."""

    book: GridBook
    name: str = "表.xlsx"
    reads: Counter[str] = field(default_factory=Counter)
    beside: list[Bench] = field(default_factory=list)
    """The other open workbooks."""

    def at(self, address: str, sheet: str = "目标表") -> GridReference:
        """Return a reference such as A6 or A6:O6."""
        match = _ADDRESS.fullmatch(address)
        assert match
        left, top, right, bottom = match.groups()
        first, last = column_index_from_string(left), column_index_from_string(right or left)
        return GridReference(self, Place(self.name, sheet, CellRange(int(top), first, int(bottom or top), last)))

    def type(
        self,
        address: str,
        value: object,
        number_format: str = "General",
        sheet: str = "目标表",
        formula: str | None = None,
    ) -> None:
        """Type into a cell; the grids that were read before stay as they were."""
        cell = replace(grid_cell(value, number_format), formula=formula or None)
        row, column = self.at(address, sheet).where.area.first_row, self.at(address, sheet).where.area.first_column
        self.book = replace(
            self.book,
            sheets=tuple(
                replace(one, cells={**one.cells, (row, column): cell}) if one.name == sheet else one
                for one in self.book.sheets
            ),
        )

    def sheet(self, name: str) -> dict[tuple[int, int], GridCell]:
        """Return the cells of a sheet."""
        return next(one.cells for one in self.book.sheets if one.name == name)


@dataclass(frozen=True, slots=True)
class GridReference:
    """A reference into the bench."""

    bench: Bench
    where: Place

    def place(self) -> Place | str:
        return self.where

    def values(self, sheet: str, area: CellRange) -> Values:
        self.bench.reads["values"] += 1
        cells = self.bench.sheet(sheet)
        return [
            [_value(cells.get((row, column), EMPTY_CELL)) for column in range(area.first_column, area.last_column + 1)]
            for row in range(area.first_row, area.last_row + 1)
        ]

    def number_format(self, sheet: str, area: CellRange) -> str | None:
        self.bench.reads["formats"] += 1
        cells = self.bench.sheet(sheet)
        found = {
            cells.get((row, column), EMPTY_CELL).number_format
            for row in range(area.first_row, area.last_row + 1)
            for column in range(area.first_column, area.last_column + 1)
        }
        return found.pop() if len(found) == 1 else None

    def has_merges(self, sheet: str, area: CellRange) -> bool | None:
        self.bench.reads["merges"] += 1
        (found,) = [one for one in self.bench.book.sheets if one.name == sheet]
        touched = any(
            max(one.first_row, area.first_row) <= min(one.last_row, area.last_row)
            and max(one.first_column, area.first_column) <= min(one.last_column, area.last_column)
            for one in found.merges
        )
        return None if touched else False

    def read_book(self) -> GridBook:
        self.bench.reads["books"] += 1
        return self.bench.book

    def others(self) -> list[tuple[str, Reference]]:
        self.bench.reads["others"] += 1
        return [(one.name, one.at("A1")) for one in self.bench.beside]


def _value(cell: GridCell) -> object:
    if cell.kind is CellKind.EMPTY:
        return None
    return float(cell.value) if isinstance(cell.value, Decimal) else cell.value
