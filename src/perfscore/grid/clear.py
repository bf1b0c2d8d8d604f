"""A scored form in, the plan that takes 得分, 扣分, 扣分说明 and 计分状态 back out; what a person typed stays."""

from __future__ import annotations

from perfscore.grid.form import Form, PlacedCell
from perfscore.grid.own_columns import is_status
from perfscore.grid.own_sheet import OwnSheet
from perfscore.grid.plan import CellWrite, SheetPlan, WorkbookPlan
from perfscore.grid.rulings_read import RULINGS_SHEET, Rulings
from perfscore.grid.settle import is_ours, totals_key
from perfscore.grid.sheet import CellKind, GridBook
from perfscore.grid.state import OUR_KEYS, KeptState, dump_state, row_keys
from perfscore.grid.summary_read import COMPUTED, HEADERS, SummaryTable, read_table_of
from perfscore.grid.surroundings import SUMMARY_SHEET
from perfscore.grid.view import SheetView

_TOTALS = ("execution_points", "total_points")
_PERSONAL = ("全年预算数", "全年执行数", "佐证材料", "填报人", "复核人", "日期")


def plan_clear(form: Form, book: GridBook, rulings: Rulings, state: KeptState) -> WorkbookPlan:
    """Return the plan. Our columns stay, emptied; our sheets go where nothing of a person's stands on them.

    Args:
        form: the form.
        book: the workbook.
        rulings: what stands on 计分口径.
        state: what we wrote the last time.
    """
    kept = state.copy()
    plans: dict[str, SheetPlan] = {}
    for placed in _ours(form, state):
        plan = plans.setdefault(placed.sheet, SheetPlan(placed.sheet))
        plan.cells.append(CellWrite(placed.row, placed.column, None))
    for key in row_keys(form).values():
        kept.forget(key)
    for project in form.projects:
        kept.forget(totals_key(project.known_as))
    removed = []
    if SUMMARY_SHEET in book.our_sheets:
        summary = _summary(book, kept)
        if summary is None:
            removed.append(SUMMARY_SHEET)
            kept.written = {key: cells for key, cells in kept.written.items() if not key.startswith(SUMMARY_SHEET)}
        else:
            plans[SUMMARY_SHEET] = summary
    if RULINGS_SHEET in book.our_sheets and not _has_rulings(book, rulings):
        removed.append(RULINGS_SHEET)
    return WorkbookPlan(list(plans.values()), removed, dump_state(kept))


def _ours(form: Form, state: KeptState) -> list[PlacedCell]:
    """Return the filled cells that are ours."""
    keys = row_keys(form)
    found: list[PlacedCell] = []
    for project in form.projects:
        for row in project.rows:
            key = keys[row.sheet, row.row]
            cells = [(placed, state.last(key, name)) for name in OUR_KEYS if (placed := row.cells.get(name))]
            found += [placed for placed, last in cells if _is_filled(placed) and is_ours(placed.cell, last)]
            status = row.cells.get("status")
            if status is not None and _is_filled(status) and is_status(status.text):
                found.append(status)
        for name in _TOTALS:
            placed = project.cells.get(name)
            last = state.last(totals_key(project.known_as), name)
            if placed is not None and _is_filled(placed) and is_ours(placed.cell, last):
                found.append(placed)
    return list({placed.where: placed for placed in found if placed.sheet != SUMMARY_SHEET}.values())


def _is_filled(placed: PlacedCell) -> bool:
    return placed.cell.kind is not CellKind.EMPTY or placed.cell.formula is not None


def _summary(book: GridBook, kept: KeptState) -> SheetPlan | None:
    """Return the plan of 得分汇总 with the computed cells emptied, None where the sheet may go."""
    own = OwnSheet(book, SUMMARY_SHEET)
    if own.sheet is None:
        return None
    table = read_table_of(SheetView(own.sheet))
    if not (own.is_named_elsewhere or own.sheet.marks or _has_input(table) or _has_notes(own, table)):
        return None
    plan = SheetPlan(SUMMARY_SHEET, is_ours=True, stands=True)
    for line in table.lines:
        kept.written.pop(f"{SUMMARY_SHEET}|{line.label}", None)
        cells = [line.cells[header] for header in COMPUTED if header in line.cells]
        plan.cells += [CellWrite(cell.row, cell.column, None) for cell in cells if _is_filled(cell)]
    return plan


def _has_input(table: SummaryTable) -> bool:
    return any(line.has_input(_PERSONAL) for line in table.lines)


def _has_notes(own: OwnSheet, table: SummaryTable) -> bool:
    """Tell whether something stands beside or below our table that is not ours."""
    columns = {table.columns[header] for header in HEADERS if header in table.columns}
    rows = {line.row for line in table.lines} | {table.header_row, table.sum_row, table.list_title, *table.list_rows}
    cells = own.sheet.cells.items() if own.sheet else ()
    return any(
        row >= table.header_row and (row not in rows or column not in columns)
        for (row, column), cell in cells
        if cell.kind is not CellKind.EMPTY
    )


def _has_rulings(book: GridBook, rulings: Rulings) -> bool:
    own = OwnSheet(book, RULINGS_SHEET)
    answered = any(entry.is_answered for entry in rulings.entries)
    return answered or own.is_named_elsewhere or bool(own.sheet and own.sheet.marks)
