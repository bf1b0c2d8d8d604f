"""The 上报版: the official form alone, as a plan that takes our columns and sheets away again."""

from __future__ import annotations

from perfscore.grid.form import Block, Form
from perfscore.grid.plan import CellLook, CellWrite, SheetPlan, WorkbookPlan
from perfscore.grid.sheet import CellRange, GridBook


def plan_export(form: Form, book: GridBook) -> WorkbookPlan:
    """Return the plan: our columns emptied, formulas in the form's own 得分 column as values, our sheets removed."""
    plans: dict[str, SheetPlan] = {}
    grids = {sheet.name: sheet for sheet in book.sheets}
    for block in form.blocks:
        plan = plans.setdefault(block.sheet, SheetPlan(name=block.sheet))
        columns = sorted({place.first for place in block.added.values()})
        plan.reset_widths += columns
        span = range(block.header_first, block.last_row + 1)
        # Empty cells too: they have borders and tints of ours.
        plan.cells += [CellWrite(row, column, None, CellLook()) for row in span for column in columns]
        plan.removed_merges += [merge for merge in grids[block.sheet].merges if _lies_in(merge, block, set(columns))]
        _own_formulas_to_values(plan, form, block)
    return WorkbookPlan(sheets=list(plans.values()), removed_sheets=list(book.our_sheets), state=None)


def _lies_in(merge: CellRange, block: Block, columns: set[int]) -> bool:
    in_rows = block.header_first <= merge.first_row <= block.last_row
    return in_rows and merge.first_column in columns and merge.last_column in columns


def _own_formulas_to_values(plan: SheetPlan, form: Form, block: Block) -> None:
    """A function of ours left in the form's own 得分 column would be #NAME? elsewhere."""
    for row in form.rows:
        placed = row.cells.get("points")
        if row.sheet != block.sheet or placed is None or "points" in block.added:
            continue
        formula, value = placed.cell.formula, placed.cell.value
        if formula is None or "PERF_" not in formula.upper() or not placed.cell.has_cached_value:
            continue
        if value is None or isinstance(value, bool) or not isinstance(value, str | type(row.weight)):
            continue
        plan.cells.append(CellWrite(placed.row, placed.column, value))
