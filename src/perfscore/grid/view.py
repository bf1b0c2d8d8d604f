"""A GridSheet enters, quick look-ups leave: which rows hold something, and any cell seen through its merge."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from perfscore.grid.form import ColumnPlace, PlacedCell
from perfscore.grid.sheet import EMPTY_CELL, CellKind, CellRange, GridCell, GridSheet

_placed: Callable[[tuple[str, int, int, GridCell]], PlacedCell] = partial(tuple.__new__, PlacedCell)
"""A placed cell from its four fields, in half the time of a call by position: a form has one for each of its cells."""


class SheetView:
    """Read-only look-ups on one sheet; formatted but empty cells cost nothing."""

    def __init__(self, sheet: GridSheet) -> None:
        self.sheet = sheet
        self.name = sheet.name
        self._columns_of: dict[int, list[int]] = defaultdict(list)
        self._cells = sheet.cells
        self._troubled: set[int] = set()
        for (row, column), cell in sheet.cells.items():
            if cell.kind is CellKind.TEXT and cell.formula is None:
                if not cell.text or cell.text.isspace():
                    continue
            elif not holds_something(cell):
                continue
            elif cell.kind is CellKind.ERROR or not cell.has_cached_value:
                self._troubled.add(row)
            self._columns_of[row].append(column)
        for columns in self._columns_of.values():
            columns.sort()
        self.rows: Sequence[int] = sorted(self._columns_of)
        self.last_column = max((columns[-1] for columns in self._columns_of.values()), default=0)
        self._starts: dict[int, list[int]] = {}
        self._areas: dict[int, list[CellRange]] = defaultdict(list)
        self._index_merges()

    def _index_merges(self) -> None:
        for area in sorted(self.sheet.merges):
            # A title merged across all 16 384 columns is as wide as the data, no wider.
            for column in range(area.first_column, min(area.last_column, self.last_column) + 1):
                self._areas[column].append(area)
        self._starts = {column: [area.first_row for area in areas] for column, areas in self._areas.items()}

    def columns_of(self, row: int) -> Sequence[int]:
        """Return the columns of ``row`` whose own cells hold something, in order."""
        return self._columns_of.get(row, ())

    def has_trouble(self, row: int) -> bool:
        """Return whether an own cell of ``row`` is an error or a formula without a result."""
        return row in self._troubled

    def area(self, row: int, column: int) -> CellRange | None:
        """Return the merged area over a cell, None where it stands alone."""
        starts = self._starts.get(column)
        if not starts:
            return None
        index = bisect_right(starts, row) - 1
        if index < 0:
            return None
        area = self._areas[column][index]
        return area if area.last_row >= row else None

    def at(self, row: int, column: int) -> PlacedCell:
        """Return the cell a person sees at this place: of a merged area its top left cell."""
        area = self.area(row, column) if column in self._areas else None
        if area is not None:
            row, column = area.first_row, area.first_column
        return PlacedCell(self.name, row, column, self._cells.get((row, column), EMPTY_CELL))

    def own(self, row: int, column: int) -> PlacedCell:
        """Return the cell itself, merges not looked through."""
        return PlacedCell(self.name, row, column, self._cells.get((row, column), EMPTY_CELL))

    def in_place(self, row: int, place: ColumnPlace) -> PlacedCell:
        """Return what the column shows in ``row``; a merge that comes from another column is not its content."""
        if place.first == place.last and place.first not in self._areas:
            return self.own(row, place.first)
        first = None
        for column in range(place.first, place.last + 1):
            placed = self.at(row, column)
            if not place.first <= placed.column <= place.last:
                continue
            if holds_something(placed.cell):
                return placed
            first = first or placed
        return first or PlacedCell(self.name, row, place.first, EMPTY_CELL)

    def line_reader(self, places: Sequence[ColumnPlace]) -> Callable[[int], dict[str, PlacedCell]]:
        """Return what reads a row: what each column shows there, by key; columns without merges are seen at once."""
        name, get, in_place = self.name, self._cells.get, self.in_place
        columns = [
            (place.key, place.first if place.first == place.last and place.first not in self._areas else 0, place)
            for place in places
        ]

        def line(row: int) -> dict[str, PlacedCell]:
            return {
                key: _placed((name, row, column, get((row, column), EMPTY_CELL))) if column else in_place(row, place)
                for key, column, place in columns
            }

        return line

    def texts(self, row: int) -> Iterator[PlacedCell]:
        """Yield the own cells of ``row`` that hold something, from left to right."""
        for column in self.columns_of(row):
            yield self.own(row, column)

    def rows_with(self, wanted: Callable[[str], bool]) -> list[int]:
        """Return the rows with an own cell whose text is wanted, in order; each text is judged once."""
        judged: dict[str, bool] = {}
        rows: set[int] = set()
        for (row, _), cell in self._cells.items():
            text = cell.text
            verdict = judged.get(text)
            if verdict is None:
                verdict = judged[text] = wanted(text.strip())
            if verdict:
                rows.add(row)
        return sorted(rows)

    def words(self, row: int) -> list[str]:
        """Return what the own cells of ``row`` show, from left to right."""
        return [self._cells[row, column].text.strip() for column in self.columns_of(row)]

    def right_of(self, placed: PlacedCell) -> PlacedCell | None:
        """Return the next filled cell to the right of a label, looking past the label's own merge."""
        row, column = placed.row, placed.column
        area = self.area(row, column)
        after = area.last_column if area is not None else column
        for candidate in self.columns_of(row):
            if candidate > after:
                return self.own(row, candidate)
        return None


def holds_something(cell: GridCell) -> bool:
    """Return whether a person would say there is something in the cell."""
    if cell.kind is CellKind.EMPTY and cell.formula is None:
        return False
    if cell.formula is not None or cell.kind is not CellKind.TEXT:
        return True
    return bool(cell.text) and not cell.text.isspace()
