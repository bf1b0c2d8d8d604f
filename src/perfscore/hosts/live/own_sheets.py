"""Plans of our own sheets in, the sheets of the open workbook made or changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.grid.plan import CellLook, CellWrite, SheetPlan
from perfscore.grid.sheet import GridSheet
from perfscore.hosts.live import around, looks
from perfscore.hosts.live.areas import rectangles
from perfscore.hosts.live.blocks import Before, cells_of, wanted_of, write_cells
from perfscore.hosts.live.kept import Press
from perfscore.hosts.live.made import CannotWriteError
from perfscore.hosts.live.moved_rows import bare, moved_rows
from perfscore.hosts.live.reading import LiveBook, LiveSheet
from perfscore.workbook.state import STATE_SHEET, plan_state

if TYPE_CHECKING:
    import xlwings as xw

_CHUNK = 8_000
"""Characters of the state in one cell: Excel takes no longer text in a block."""
_VERY_HIDDEN = 2
_NOTHING = CellLook()


def make_sheets(live: LiveBook, source: xw.Book, plans: Sequence[SheetPlan], press: Press) -> None:
    """Make sheets of ours anew: built as a file, with everything that a file can say, and copied into the workbook.

    Args:
        live: the workbook.
        source: the open workbook that the file writer made of the plans.
        plans: the plans.
        press: takes note of what is new.

    Raises:
        CannotWriteError: the structure of the workbook is protected.
    """
    last = list(live.sheets.values())[-1].sheet
    for plan in reversed(plans):
        try:
            source.sheets[plan.name].api.Copy(After=last.api)
        except Exception as problem:
            message = (
                f"没有能够加上“{plan.name}”表，可能是工作簿的结构受保护；没有写入。"
                "请在“审阅－保护工作簿”中取消保护，或用“另存计分底稿”"
            )
            raise CannotWriteError(Diagnostic("F209", Severity.ERROR, message)) from problem
        press.new_sheets.append(plan.name)
        changes = press.of(plan.name)
        for write in plan.cells:
            changes.cells[write.row, write.column] = Before(None, "", write.value)


def change_sheet(live: LiveSheet, plan: SheetPlan, press: Press) -> None:
    """Change a sheet of ours where it stands."""
    sheet, writes = live.sheet, {(write.row, write.column): write for write in plan.cells}
    moved = press.moved[plan.name] = moved_rows(live.grid, plan)
    standing = {row for row, _ in live.raw} - moved.rows
    known = set(live.grid.merges)
    # Calc parts cells whose formats are cleared, Excel as well.
    again = [area for area in plan.merges if area in known and area.first_row in moved.rows]
    parted = [*plan.removed_merges, *again]
    around.part_cells(sheet, parted)
    _clear(live, writes.values(), press)
    bare(sheet, (place for place, one in writes.items() if place[0] in moved.rows and _is_new_look(one)))
    fresh = {
        place: write.look for place, write in writes.items() if write.look is not None and write.look != _NOTHING
        and place[0] not in standing
    }  # fmt: skip
    for place, look in fresh.items():
        if look.like is not None:
            looks.copy_looks(sheet, look.like, rectangles([place]))
    looks.style_cells(sheet, fresh)
    write_cells(live, {place: wanted_of(write) for place, write in writes.items()}, press.of(plan.name))
    merged = [area for area in plan.merges if area not in known or area in again]
    around.merge_cells(sheet, merged)
    press.parted[plan.name], press.merged[plan.name] = parted, merged
    around.set_heights(sheet, {row: height for row, height in plan.row_heights.items() if row not in standing})
    offered = [one for one in plan.suggestions if one.area.first_row not in standing]
    around.offer(sheet, offered, rectangles((one.area.first_row, one.area.first_column) for one in offered))


def _is_new_look(write: CellWrite) -> bool:
    return write.look is not None and write.look.like is None


def _clear(live: LiveSheet, writes: Iterable[CellWrite], press: Press) -> None:
    """Take cells back to nothing, look and all."""
    gone = {(write.row, write.column): None for write in writes if write.value is None and write.look == _NOTHING}
    write_cells(live, gone, press.of(live.grid.name))
    press.cleared[live.grid.name] = rectangles(gone)
    for area in rectangles(gone):
        cells_of(live.sheet, area).clear()


def keep_state(
    live: LiveBook, state: str | None, names: tuple[str, ...], widths: Mapping[tuple[str, str], float]
) -> None:
    """Write down what we keep, on a sheet that no menu shows."""
    plan = plan_state(state, names, widths, chunk=_CHUNK)
    wanted = {(write.row, write.column): write.value for write in plan.cells}
    sheet = live.state_sheet
    if sheet is None:
        last = list(live.book.sheets)[-1]
        made = live.book.sheets.add(STATE_SHEET, after=last)
        made.api.Visible = _VERY_HIDDEN
        sheet = live.state_sheet = LiveSheet(made, GridSheet(STATE_SHEET))
    rows = max(row for row, _ in (*wanted, *sheet.raw))
    every = {(row, column): wanted.get((row, column)) for row in range(1, rows + 1) for column in (1, 2, 3)}
    write_cells(sheet, every, Press().of(STATE_SHEET))
