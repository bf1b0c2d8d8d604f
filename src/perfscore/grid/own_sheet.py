"""A sheet of ours as it stands enters, where our lines may go leaves: nothing that a person put there moves or goes.

Our sheets are edited where they stand. A cell that is not ours is a person's: it keeps its place, and our lines go
round it. While anything of a person's hangs on the rows of the table (a note, a comment, a formula), the lines that
stand keep their rows too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from perfscore.grid.our_tables import find_sheet
from perfscore.grid.plan import CellLook, CellWrite, SheetPlan
from perfscore.grid.sheet import EMPTY_CELL, CellKind, CellRange, GridBook, GridCell, GridSheet

Place = tuple[int, int]
_USUAL_HEIGHT = 15.0


class OwnSheet:
    """One sheet of ours, or the blank one that it will be."""

    def __init__(self, book: GridBook, name: str) -> None:
        """Take the sheet of that name, if it stands and is ours."""
        self.sheet: GridSheet | None = find_sheet(book, name) if name in book.our_sheets else None
        self.ours: set[Place] = set()
        """The cells that we may write and clear; to be told before anything is asked."""
        self.our_merges: set[CellRange] = set()
        self.is_named_elsewhere = self.sheet is not None and _is_named(book, name)
        self._top = 0
        self._used: set[int] = set()
        self._persons: set[int] | None = None
        self._kept: set[Place] = set()

    def cell(self, row: int, column: int) -> GridCell:
        """Return a cell as it stands."""
        return self.sheet.cell(row, column) if self.sheet else EMPTY_CELL

    def claim(self, row: int, columns: Iterable[int]) -> None:
        """Say that cells of a row are ours."""
        self.ours |= {(row, column) for column in columns}

    def pass_over(self, header_row: int) -> None:
        """Say that merges down to the header are no sign of a person: the title and its like span the table."""
        self._top = header_row

    def claim_free(self, row: int, first: int, last: int) -> None:
        """Say that the cells from ``first`` to ``last`` are ours as far as they are empty: the rest of a span."""
        self.claim(row, [column for column in range(first, last + 1) if not _holds(self.cell(row, column))])
        if self.sheet is not None:
            spans = [area for area in self.sheet.merges if area.first_row == area.last_row == row]
            self.our_merges |= {area for area in spans if first <= area.first_column and area.last_column <= last}

    def persons_rows(self) -> set[int]:
        """Return the rows with anything of a person's in them, once it has been told what is ours."""
        if self._persons is None:
            self._persons = self._find_persons_rows()
        return self._persons

    def _find_persons_rows(self) -> set[int]:
        if self.sheet is None:
            return set()
        typed = {row for (row, column), cell in self.sheet.cells.items() if self._is_persons(row, column, cell)}
        merged = {
            row
            for area in self.sheet.merges
            if area not in self.our_merges and area.first_row > self._top
            for row in range(area.first_row, min(area.last_row, self.sheet.last_row) + 1)
        }
        return typed | merged | {row for row, _ in self.sheet.marks}

    def _is_persons(self, row: int, column: int, cell: GridCell) -> bool:
        return _holds(cell) and (row, column) not in self.ours

    def holds_rows(self, below: int, inputs: Mapping[int, Iterable[int]]) -> bool:
        """Tell whether lines below a row must keep their places.

        Args:
            below: the row of the header.
            inputs: the input columns by row; what cannot be written elsewhere as it is keeps its place.
        """
        if self.is_named_elsewhere or any(row > below for row in self.persons_rows()):
            return True
        cells = [self.cell(row, column) for row, columns in inputs.items() for column in columns]
        return any(cell.formula is not None or not isinstance(cell.value, str | Decimal | None) for cell in cells)

    def take(self, row: int) -> int:
        """Take a row for one of our lines, whatever stands beside it."""
        self._used.add(row)
        return row

    def next_row(self, after: int) -> int:
        """Take the next row in which nothing of a person's stands."""
        blocked = self.persons_rows()
        row = after + 1
        while row in blocked or row in self._used:
            row += 1
        return self.take(row)

    def keep(self, row: int, columns: Iterable[int]) -> None:
        """Leave cells of a line that stays as they are."""
        self._kept |= {(row, column) for column in columns}

    def clear(self, plan: SheetPlan) -> None:
        """Empty what was ours and is not written again."""
        if self.sheet is None:
            return
        written = {(write.row, write.column) for write in plan.cells}
        left = sorted(self.ours - written - self._kept)
        plan.cells += [CellWrite(row, column, None, CellLook()) for row, column in left]
        rows = {row for row, _ in left} - {row for row, _ in written | self._kept} - self.persons_rows()
        plan.row_heights |= {row: _USUAL_HEIGHT for row in rows if row not in plan.row_heights}
        plan.removed_merges += sorted(self.our_merges - set(plan.merges))


def _holds(cell: GridCell) -> bool:
    return cell.kind is not CellKind.EMPTY or cell.formula is not None


def _is_named(book: GridBook, name: str) -> bool:
    """Tell whether a formula on another sheet points to this one."""
    return any(
        cell.formula is not None and name in cell.formula
        for sheet in book.sheets
        if sheet.name != name
        for cell in sheet.cells.values()
    )
