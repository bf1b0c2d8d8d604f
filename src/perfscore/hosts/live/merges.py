"""A sheet and its header in, the merged areas that reading the form needs out, with as few questions as can be.

There is no list of merged areas in an open workbook; every question is a call. Where a column only prints what holds
for the rows below too (项目, 一级指标, 二级指标), reading fills it forward and the merges need not be known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from perfscore.forms.schema import fold_level, indicator_levels
from perfscore.grid.headers import Header, find_headers
from perfscore.grid.lines import PROJECT_KEYS
from perfscore.grid.open_rows import spans_of
from perfscore.grid.our_tables import header_of
from perfscore.grid.own_columns import Made
from perfscore.grid.rulings_read import HEADERS, RULINGS_SHEET
from perfscore.grid.sheet import CellRange, GridSheet
from perfscore.grid.summary_read import read_table_of
from perfscore.grid.surroundings import SUMMARY_SHEET
from perfscore.grid.view import SheetView
from perfscore.hosts.live.areas import runs

if TYPE_CHECKING:
    import xlwings as xw

_FILLED_FORWARD = frozenset((*PROJECT_KEYS, "level1", "level2"))
_LONGEST_LEVEL = 8


class MergeFinder:
    """Finds merged areas of one sheet."""

    def __init__(self, sheet: xw.Sheet) -> None:
        self._sheet = sheet
        self.found: dict[CellRange, None] = {}

    def search(self, area: CellRange) -> None:
        """Find the merged areas that reach into a rectangle: one question where there is none."""
        if area.first_row > area.last_row or area.first_column > area.last_column or self._is_covered(area):
            return
        if cast("bool | None", self.range_of(area).merge_cells) is False:
            return
        self.at(area.first_row, area.first_column)
        if self._is_covered(area):
            return
        for part in _halves(area):
            self.search(part)

    def range_of(self, area: CellRange) -> xw.Range:
        """Return the cells of a rectangle."""
        return self._sheet.range((area.first_row, area.first_column), (area.last_row, area.last_column))

    def at(self, row: int, column: int) -> CellRange | None:
        """Find the merged area over one cell."""
        known = next((area for area in self.found if _holds(area, row, column)), None)
        if known is not None:
            return known
        merged = self._sheet.range((row, column)).merge_area
        rows, columns = merged.shape
        if (rows, columns) == (1, 1):
            return None
        area = CellRange(merged.row, merged.column, merged.row + rows - 1, merged.column + columns - 1)
        self.found[area] = None
        return area

    def _is_covered(self, area: CellRange) -> bool:
        corners = [(area.first_row, area.first_column), (area.last_row, area.last_column)]
        return any(all(_holds(one, *corner) for corner in corners) for one in self.found)


def _holds(area: CellRange, row: int, column: int) -> bool:
    return area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column


def _halves(area: CellRange) -> tuple[CellRange, ...]:
    rows, columns = area.last_row - area.first_row, area.last_column - area.first_column
    if rows == columns == 0:
        return ()
    if rows >= columns:
        middle = area.first_row + rows // 2
        upper = CellRange(area.first_row, area.first_column, middle, area.last_column)
        return upper, CellRange(middle + 1, area.first_column, area.last_row, area.last_column)
    middle = area.first_column + columns // 2
    left = CellRange(area.first_row, area.first_column, area.last_row, middle)
    return left, CellRange(area.first_row, middle + 1, area.last_row, area.last_column)


def form_merges(sheet: xw.Sheet, grid: GridSheet, made: Made) -> tuple[CellRange, ...]:
    """Return the merges of a sheet that may hold a form; () where there is no header on it."""
    view = SheetView(grid)
    headers, _ = find_headers(view, made)
    if not headers:
        return ()
    finder = MergeFinder(sheet)
    known: list[tuple[Header, list[CellRange]]] = []
    for place, header in enumerate(headers):
        same = next((found for other, found in known if _is_again(view, header, other)), None)
        if same is not None:
            shift = header.first - known[0][0].first
            finder.found.update(dict.fromkeys(_moved(area, shift) for area in same))
        else:
            before = set(finder.found)
            _search_header(finder, view, header)
            known.append((header, [area for area in finder.found if area not in before]))
        until = headers[place + 1].first - 1 if place + 1 < len(headers) else grid.last_row
        _search_body(finder, view, header, until)
    return tuple(finder.found)


def _is_again(view: SheetView, header: Header, other: Header) -> bool:
    """Tell whether a header is another one once more, word for word, as after a page break."""
    if not header.has_columns_of(other) or header.last - header.first != other.last - other.first:
        return False
    rows = range(header.last - header.first + 1)
    return all(
        [(cell.column, cell.text) for cell in view.texts(header.first + row)]
        == [(cell.column, cell.text) for cell in view.texts(other.first + row)]
        for row in rows
    )


def _moved(area: CellRange, rows: int) -> CellRange:
    return CellRange(area.first_row + rows, area.first_column, area.last_row + rows, area.last_column)


def _search_header(finder: MergeFinder, view: SheetView, header: Header) -> None:
    """Look where a merge says something: headers that may reach further down, and columns without a name."""
    rows = range(header.first, header.last + 1)
    named = {column for row in rows for column in view.columns_of(row)}
    for first, last in runs(view.columns_of(header.last)):
        finder.search(CellRange(header.last, first, header.last, last))
    end = max(view.last_column, *named)
    for first, last in runs(set(range(1, end + 1)) - named):
        finder.search(CellRange(header.first, first, header.last, last))


def _search_body(finder: MergeFinder, view: SheetView, header: Header, until: int) -> None:
    """Look for merges among the lines: columns whose cells stand for one line each, notes, and doubtful levels."""
    rows = [row for row in view.rows if header.last < row <= until]
    indicator = header.columns["indicator"].first
    lines = [row for row in rows if indicator in view.columns_of(row)]
    if not lines:
        return
    for first, last in _single_columns(header):
        finder.search(CellRange(header.last + 1, first, lines[-1], last))
    _search_projects(finder, view, header, lines)
    for row in _notes(view, rows, header):
        finder.at(row, view.columns_of(row)[0])
    for row in _doubtful_levels(view, rows, header):
        finder.at(row, header.columns["level1"].first)


def _search_projects(finder: MergeFinder, view: SheetView, header: Header, lines: Sequence[int]) -> None:
    """Look how far the merged cells with the names of projects reach: a line below one may belong to the next project.

    One question where none is merged, else one for each name with lines below it that print none.
    """
    if "name" not in header.columns:
        return
    column = header.columns["name"].first
    area = finder.range_of(CellRange(lines[0], column, lines[-1], column))
    if cast("bool | None", area.merge_cells) is False:
        return
    for row, below in pairwise(lines):
        if column in view.columns_of(row) and column not in view.columns_of(below):
            finder.at(row, column)


def _single_columns(header: Header) -> list[tuple[int, int]]:
    """Return the runs of columns in which a merged cell would stand for several lines."""
    places = [*header.columns.values(), *header.added.values()]
    forward = {
        column for place in places if place.key in _FILLED_FORWARD for column in range(place.first, place.last + 1)
    }
    every = {column for place in places for column in range(place.first, place.last + 1)}
    return runs(every - forward)


def _notes(view: SheetView, rows: Iterable[int], header: Header) -> list[int]:
    """Return the rows with one text alone that names no level: it may be a note over the whole width."""
    columns = {place.first for key, place in header.columns.items() if key in ("level1", "level2")}
    levels = indicator_levels()
    found = []
    for row in rows:
        filled = view.columns_of(row)
        if len(filled) != 1:
            continue
        text = view.own(row, filled[0]).text
        is_level = fold_level(text) in levels.level2 or fold_level(text) in levels.level1
        if not (filled[0] in columns and (is_level or len(text) <= _LONGEST_LEVEL)):
            found.append(row)
    return found


def _doubtful_levels(view: SheetView, rows: Sequence[int], header: Header) -> list[int]:
    """Return the rows without 一级指标 whose 二级指标 is none of the 一级指标 above; a merge would say that it is."""
    if "level1" not in header.columns or "level2" not in header.columns:
        return []
    first, second = header.columns["level1"].first, header.columns["level2"].first
    levels, found = indicator_levels(), []
    level1 = level2 = ""
    for row in rows:
        own1, own2 = view.own(row, first).text, view.own(row, second).text
        if own1:
            level1, level2 = own1, own2
            continue
        level2 = own2 or level2
        parents = levels.level2.get(fold_level(level2)) if level1 and level2 else None
        if parents and fold_level(level1) not in parents:
            found.append(row)
    return found


def own_sheet_merges(sheet: xw.Sheet, grid: GridSheet) -> tuple[CellRange, ...]:
    """Return the merges of a sheet of ours: those that we make, and any other below its header.

    Where ours must be is known from what stands there, so only the rest is asked about.
    """
    finder = MergeFinder(sheet)
    top, ours = 0, list[CellRange]()
    if grid.name == SUMMARY_SHEET:
        table = read_table_of(SheetView(grid))
        top = table.header_row
        spans = spans_of(table) if table.list_title else []
        for row, where in table.list_rows.items():
            ours += [CellRange(row, first, row, last) for first, last in spans if where and last > first]
    elif grid.name == RULINGS_SHEET:
        top, _ = header_of(grid, HEADERS)
    if not top:
        return ()
    rows = set(range(top + 1, grid.last_row + 1)) - {area.first_row for area in ours}
    for first, last in runs(rows):
        finder.search(CellRange(first, 1, last, grid.last_column))
    right = max((area.last_column for area in ours), default=grid.last_column)
    if ours and right < grid.last_column:
        finder.search(CellRange(top + 1, right + 1, grid.last_row, grid.last_column))
    return (*ours, *finder.found)
