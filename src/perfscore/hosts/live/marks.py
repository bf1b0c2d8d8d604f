"""A sheet of ours as it stands in, the cells that carry a comment or a link of a person's out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfscore.grid.our_tables import header_of
from perfscore.grid.rulings_read import HEADERS as RULINGS_HEADERS
from perfscore.grid.rulings_read import PERSONAL, RULINGS_SHEET
from perfscore.grid.sheet import CellKind, GridSheet
from perfscore.grid.summary_read import COMPUTED, HEADERS, read_table_of
from perfscore.grid.surroundings import SUMMARY_SHEET
from perfscore.grid.view import SheetView
from perfscore.hosts.live.areas import addresses_of

if TYPE_CHECKING:
    import xlwings as xw

Place = tuple[int, int]
_WRITTEN = ("序号", "项目", "资金总额", "指标分值", *COMPUTED)


def marks_of(sheet: xw.Sheet, grid: GridSheet) -> frozenset[Place]:
    """Return the places; links are asked about only where a person may have put one."""
    if grid.name not in (SUMMARY_SHEET, RULINGS_SHEET):
        return frozenset()
    api = sheet.api
    found: set[Place] = set()
    if api.Comments.Count:
        found |= {_place(one.Parent) for one in api.Comments}
    for address, _ in addresses_of(_persons_texts(grid)):
        found |= {_place(one.Range) for one in sheet.range(address).api.Hyperlinks if one.Address}
    return frozenset(found)


def _place(cell: Any) -> Place:
    return int(cell.Row), int(cell.Column)


def _persons_texts(grid: GridSheet) -> list[Place]:
    """Return the cells with texts that we did not write there: in the columns for a person, or outside our table."""
    if grid.name == SUMMARY_SHEET:
        table = read_table_of(SheetView(grid))
        top, ours = table.header_row, {table.columns[name] for name in _WRITTEN if name in table.columns}
        named = {table.columns[name] for name in HEADERS if name in table.columns}
        rows = {line.row for line in table.lines} | {table.sum_row, table.list_title, *table.list_rows}
    else:
        top, columns = header_of(grid, RULINGS_HEADERS)
        ours = {column for name, column in columns.items() if name not in PERSONAL}
        named, rows = set(columns.values()), set(range(top, grid.last_row + 1))
    return [
        (row, column)
        for (row, column), cell in sorted(grid.cells.items())
        if cell.kind is CellKind.TEXT
        and row >= top
        and not (row == top and column in named)
        and not (row in rows and column in ours)
    ]
