"""The list on 得分汇总 of the rows that need a person, each a link to its cell."""

from __future__ import annotations

from decimal import Decimal

from perfscore.diagnostics import CellRef
from perfscore.grid.columns import layout_of
from perfscore.grid.form import Form, Row
from perfscore.grid.our_tables import height_of
from perfscore.grid.own_sheet import OwnSheet
from perfscore.grid.plan import CellLook, CellWrite, SheetPlan
from perfscore.grid.scored import ScoredForm, ScoredRow
from perfscore.grid.sheet import CellRange
from perfscore.grid.summary_read import LIST_TITLE, SummaryTable
from perfscore.model.score import Status

_SPANS = (("序号", "序号"), ("项目", "项目"), ("资金总额", "指标得分"), ("全年预算数", "计分情况"))
"""The columns of the list, each from one column of the table above to another."""
_HEADERS = ("序号", "位置", "三级指标", "计分状态")
_MOST = 100
"""Longer lists help nobody, and make the sheet larger than the form."""
_NAME_WIDTH, _STATUS_WIDTH = 29, 85
"""Characters, of the columns that 三级指标 and 计分状态 span."""
_LINE = 20.0
_BOXED = CellLook(borders=True, vertical="center", wrap=True)
_CENTRED = CellLook(borders=True, vertical="center", horizontal="center", wrap=True)
_HEAD = CellLook(borders=True, bold=True, horizontal="center", vertical="center", wrap=True)
_SETTLED = (Status.SCORED, Status.DECIDED)


def spans_of(table: SummaryTable) -> list[tuple[int, int]]:
    """Return the first and last column of each column of the list; single ones where the table's were moved about."""
    spans = [(table.columns[first], table.columns[last]) for first, last in _SPANS]
    ends = [column for span in spans for column in span]
    return spans if ends == sorted(ends) else [(first, first) for first, _ in spans]


def claim_list(own: OwnSheet, table: SummaryTable) -> None:
    """Tell which cells of the list that stands are ours."""
    if not table.list_title:
        return
    spans = spans_of(table)
    own.claim(table.list_title, [spans[0][0]])
    for row, where in table.list_rows.items():
        for first, last in spans if where else spans[:1]:
            own.claim(row, [first])
            own.claim_free(row, first, last)


def first_open(scored: ScoredForm) -> str:
    """Return the place of the first row that is not settled."""
    return next((row.where for row in scored.rows if row.score.status not in _SETTLED), "")


def plan_open_rows(plan: SheetPlan, own: OwnSheet, table: SummaryTable, after: int, scored: ScoredForm) -> None:
    """Write the list into the free rows below ``after``; a line with a note beside it keeps its row."""
    unsettled = [entry for entry in scored.rows if entry.score.status not in _SETTLED or entry.remarks]
    if not unsettled:
        return
    spans = spans_of(table)
    first = spans[0][0]
    title = own.next_row(after)
    plan.cells.append(CellWrite(title, first, f"{LIST_TITLE}（点“位置”可跳转）", CellLook(bold=True)))
    head = own.next_row(title)
    plan.row_heights[title] = plan.row_heights[head] = _LINE
    for (start, end), header in zip(spans, _HEADERS, strict=True):
        _boxed_span(plan, head, start, end, CellWrite(head, start, header, _HEAD))
    shown = unsettled[:_MOST]
    rows = _rows(own, table, head, shown)
    for number, (entry, line) in enumerate(zip(shown, rows, strict=True), start=1):
        _line(plan, line, (number, entry), _link(scored, entry), spans)
    if len(unsettled) > _MOST:
        words = f"另有{len(unsettled) - _MOST}行，请看各表的“计分状态”列（可按颜色或文字筛选）"
        plan.cells.append(CellWrite(own.next_row(max(rows)), first, words, CellLook()))


def _rows(own: OwnSheet, table: SummaryTable, head: int, shown: list[ScoredRow]) -> list[int]:
    noted = own.persons_rows()
    pinned = {where: row for row, where in table.list_rows.items() if row in noted and row > head}
    for entry in shown:
        if entry.where in pinned:
            own.take(pinned[entry.where])
    rows, last = [], head
    for entry in shown:
        row = pinned.get(entry.where) or own.next_row(last)
        last = row if entry.where not in pinned else last
        rows.append(row)
    return rows


def _line(plan: SheetPlan, line: int, numbered: tuple[int, ScoredRow], link: str, spans: list[tuple[int, int]]) -> None:
    number, entry = numbered
    (first, _), (place, _), (name, _), (status, _) = spans
    cells = (
        CellWrite(line, first, Decimal(number), _CENTRED),
        CellWrite(line, place, entry.where, _BOXED, formula=link),
        CellWrite(line, name, entry.row.indicator, _BOXED),
        CellWrite(line, status, entry.status_text, _BOXED),
    )
    for (start, end), cell in zip(spans, cells, strict=True):
        _boxed_span(plan, line, start, end, cell)
    plan.row_heights[line] = height_of((entry.status_text, _STATUS_WIDTH), (entry.row.indicator, _NAME_WIDTH))


def _boxed_span(plan: SheetPlan, row: int, first: int, last: int, cell: CellWrite) -> None:
    plan.cells.append(cell)
    plan.cells += [CellWrite(row, column, None, cell.look) for column in range(first + 1, last + 1)]
    if last > first:
        plan.merges.append(CellRange(row, first, row, last))


def _link(scored: ScoredForm, entry: ScoredRow) -> str:
    """Return a formula that leads to the cell to fill in, which this press may only be making.

    A formula and no link of the cell's own: an open workbook takes a whole column of formulas at once.
    """
    form, row = scored.form, entry.row
    placed = row.cells.get("actual")
    where = placed.where if placed else CellRef(row.sheet, row.row, _actual_column(form, row))
    sheet = row.sheet.replace("'", "''")
    target = f"#'{sheet}'!{str(where).rpartition('!')[2]}"
    return f"HYPERLINK({_quoted(target)},{_quoted(entry.where)})"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _actual_column(form: Form, row: Row) -> int:
    return layout_of(form.block_of(row), form.schema).columns["actual"]
