"""The plan of 得分汇总 as it stands in, the rows that become another kind of row out, with the looks they had.

A project more or less moves 合计 and the list below. A row that stood keeps its looks as long as it stays what it is,
so that what a person changed there stays; one that becomes something else is to look like what it becomes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from perfscore.grid.plan import CellLook, SheetPlan
from perfscore.grid.sheet import CellKind, GridCell, GridSheet
from perfscore.grid.summary_read import SummaryTable, read_table_of
from perfscore.grid.surroundings import SUMMARY_SHEET
from perfscore.grid.view import SheetView
from perfscore.hosts.live.areas import rectangles
from perfscore.hosts.live.blocks import cells_of

if TYPE_CHECKING:
    import xlwings as xw

Place = tuple[int, int]


@dataclass(slots=True)
class Moved:
    """Rows that become another kind of row, and the looks and heights of these and of rows that go."""

    rows: set[int] = field(default_factory=set)
    looks: dict[Place, CellLook] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    new: set[Place] = field(default_factory=set)
    """Cells of rows that held nothing before."""


def moved_rows(now: GridSheet, plan: SheetPlan) -> Moved:
    """Return the rows of 得分汇总 that hold something now and become another kind of row.

    Args:
        now: the sheet as it stands.
        plan: what is to be written there.
    """
    if plan.name != SUMMARY_SHEET:
        return Moved()
    before, after = _kinds(_table(now.cells)), _kinds(_table(_planned(now, plan)))
    moved = Moved({row for row, kind in after.items() if before.get(row, kind) != kind})
    example = {kind: row for row, kind in after.items()}
    gone = before.keys() - after.keys()
    like = {row: example[before[row]] for row in moved.rows | gone if before[row] in example}
    filled = {row for row, _ in now.cells}
    moved.new = {(write.row, write.column) for write in plan.cells if write.row in after.keys() - filled}
    looks: dict[int, dict[int, CellLook]] = {}
    for write in plan.cells:
        if write.look is not None and write.look.like is None:
            looks.setdefault(write.row, {})[write.column] = write.look
    for row, model in like.items():
        moved.looks |= {(row, column): look for column, look in looks.get(model, {}).items()}
        if model in plan.row_heights:
            moved.heights[row] = plan.row_heights[model]
    return moved


def bare(sheet: xw.Sheet, places: Iterable[Place]) -> None:
    """Take the looks and drop-downs of cells away."""
    for area in rectangles(places):
        cells = cells_of(sheet, area)
        cells.clear_formats()
        cells.api.Validation.Delete()


def _planned(now: GridSheet, plan: SheetPlan) -> dict[Place, GridCell]:
    cells = dict(now.cells)
    for write in plan.cells:
        if write.value is None:
            cells.pop((write.row, write.column), None)
        else:
            kind = CellKind.NUMBER if isinstance(write.value, Decimal) else CellKind.TEXT
            cells[write.row, write.column] = GridCell(write.value, kind, str(write.value))
    return cells


def _table(cells: dict[Place, GridCell]) -> SummaryTable:
    last = max((row for row, _ in cells), default=0), max((column for _, column in cells), default=0)
    return read_table_of(SheetView(GridSheet(SUMMARY_SHEET, cells, last_row=last[0], last_column=last[1])))


def _kinds(table: SummaryTable) -> dict[int, str]:
    """Return what each row is: a line of a project, 合计, or a part of the list of open rows."""
    kinds = {line.row: "line" for line in table.lines} | {table.sum_row: "sum", table.list_title: "title"}
    for row, where in table.list_rows.items():
        kinds[row] = "head" if where == "位置" else "open" if where else "more"
    kinds.pop(0, None)
    return kinds
