"""得分汇总: per project the money, the points, 总分 and 等级, and every open row as a link."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from perfscore.explain.totals import count_states, explain_total
from perfscore.forms.labels import fold_label
from perfscore.grid.our_tables import TableRow, find_sheet, height_of, read_table
from perfscore.grid.plan import CellLook, CellWrite, PlannedValue, SheetPlan, Suggestions, Tint
from perfscore.grid.scored import ScoredForm, ScoredProject, ScoredRow
from perfscore.grid.sheet import CellRange, GridBook, GridCell
from perfscore.grid.surroundings import SUMMARY_SHEET
from perfscore.model.score import Status

HEADERS = (
    "序号",
    "项目",
    "资金总额",
    "指标分值",
    "指标得分",
    "全年预算数",
    "全年执行数",
    "执行率得分",
    "总分",
    "等级",
    "计分情况",
    "佐证材料",
    "填报人",
    "复核人",
    "日期",
)
_WIDTHS = (6, 26, 11, 9, 9, 12, 12, 11, 9, 7, 34, 20, 10, 10, 12)
_LINE = 20.0
_MOST_OPEN = 100
"""Longer lists help nobody, and make the sheet larger than the form."""
_NAME_WIDTH, _STATUS_WIDTH = sum(_WIDTHS[2:5]), sum(_WIDTHS[5:11])
_OPEN_HEADERS = ("序号", "位置", "三级指标", "计分状态")
_PERSONAL = ("佐证材料", "填报人", "复核人", "日期")
_INPUTS = ("全年预算数", "全年执行数", *_PERSONAL)
_BOXED = CellLook(borders=True, vertical="center", wrap=True)
_CENTRED = CellLook(borders=True, vertical="center", horizontal="center", wrap=True)
_NUMBER = CellLook(borders=True, vertical="center", horizontal="right", number_format="0.00")
_INPUT = CellLook(borders=True, vertical="center", wrap=True, tint=Tint.INPUT, unlocked=True)
_MONEY_INPUT = CellLook(
    borders=True, vertical="center", horizontal="right", tint=Tint.INPUT, number_format="0.00", unlocked=True
)
_HEAD = CellLook(borders=True, bold=True, horizontal="center", vertical="center", wrap=True)
_SUM = "合计"
_SETTLED = (Status.SCORED, Status.DECIDED)


def plan_summary(scored: ScoredForm, book: GridBook) -> SheetPlan:
    """Return the plan of 得分汇总; what a person typed on it before is carried over."""
    plan = SheetPlan(name=SUMMARY_SHEET, is_ours=True, landscape=True)
    plan.column_widths = {column: float(width) for column, width in enumerate(_WIDTHS, start=1)}
    typed = _typed(book)
    _head(plan, scored)
    row = 5
    for number, project in enumerate(scored.projects, start=1):
        _project_line(plan, row, number, project, typed.pop(fold_label(project.project.name), {}))
        row += 1
    for line in typed.values():
        if any(line[header].text.strip() for header in _INPUTS):
            _left_line(plan, row, line)
            row += 1
    _sum_line(plan, row, scored)
    _open_rows(plan, row + 2, scored)
    plan.freeze = (5, 3)
    return plan


def _typed(book: GridBook) -> dict[str, TableRow]:
    rows = read_table(find_sheet(book, SUMMARY_SHEET), HEADERS)
    return {fold_label(row["项目"].text): row for row in rows if fold_label(row["项目"].text) != _SUM}


def _head(plan: SheetPlan, scored: ScoredForm) -> None:
    last = len(HEADERS)
    title = CellLook(bold=True, size=16, horizontal="center", vertical="center")
    plan.cells.append(CellWrite(1, 1, "项目支出绩效得分汇总", title))
    plan.merges.append(CellRange(1, 1, 1, last))
    plan.row_heights[1] = 30.0
    form = scored.form
    year = Decimal(form.budget_year) if form.budget_year is not None else None
    plan.cells += [
        CellWrite(2, 1, f"单位：{form.unit_name}" if form.unit_name else "单位：", CellLook()),
        CellWrite(2, 6, "预算年度", CellLook(bold=True, horizontal="right")),
        CellWrite(2, 7, year, CellLook(borders=True, tint=Tint.INPUT, horizontal="center", unlocked=True)),
        CellWrite(2, 11, f"金额单位：{form.money_unit or '万元'}", CellLook()),
        CellWrite(3, 1, count_states([row.score.status for row in scored.rows], _first_open(scored)), CellLook()),
        *(CellWrite(4, column, header, _HEAD) for column, header in enumerate(HEADERS, start=1)),
    ]
    plan.row_heights[4] = 30.0


def _first_open(scored: ScoredForm) -> str:
    return next((row.where for row in scored.rows if row.score.status not in _SETTLED), "")


def _project_line(plan: SheetPlan, row: int, number: int, scored: ScoredProject, typed: TableRow) -> None:
    project, score = scored.project, scored.score
    values: dict[str, PlannedValue] = {
        "序号": Decimal(number),
        "项目": project.name,
        "资金总额": project.funds,
        "指标分值": score.weight,
        "指标得分": score.points,
        "全年预算数": project.budget,
        "全年执行数": project.executed,
        "执行率得分": score.execution_points,
        "总分": score.total,
        "等级": score.grade,
        "计分情况": explain_total(score),
    }
    plan.row_heights[row] = 2 * _LINE
    for column, header in enumerate(HEADERS, start=1):
        is_input = header in _INPUTS and header in typed
        write = _kept_input(row, column, header, typed[header], values.get(header)) if is_input else None
        plan.cells.append(write or CellWrite(row, column, values.get(header), _look_of(header)))
    if project.budget is None and project.funds is not None:
        column = HEADERS.index("全年预算数") + 1
        offer = Suggestions(
            CellRange(row, column, row, column), (f"{project.funds:f}",), "列表中是资金总额，也可填别的数"
        )
        plan.suggestions.append(offer)


def _kept_input(row: int, column: int, header: str, cell: GridCell, read: PlannedValue) -> CellWrite | None:
    """Write back what a person typed: a formula stays one, and what is no amount stays for the person to see."""
    look = _look_of(header)
    if cell.formula is not None:
        value = cell.value if isinstance(cell.value, str | Decimal) else (cell.text or None)
        return CellWrite(row, column, value, look, formula=cell.formula)
    if header not in _PERSONAL:
        return CellWrite(row, column, cell.text, look) if read is None and cell.text.strip() else None
    if isinstance(cell.value, Decimal):
        return CellWrite(row, column, cell.value, replace(look, number_format=cell.number_format))
    return CellWrite(row, column, cell.text or None, look)


def _left_line(plan: SheetPlan, row: int, typed: TableRow) -> None:
    """A project that was not scored this time (renamed, or on a sheet that was not read) keeps what was typed."""
    values: dict[str, PlannedValue] = {"项目": typed["项目"].text, "计分情况": "本次没有计分：读到的表中没有这个项目"}
    plan.row_heights[row] = 2 * _LINE
    for column, header in enumerate(HEADERS, start=1):
        number = typed[header].value
        read = number if isinstance(number, Decimal) else None
        write = _kept_input(row, column, header, typed[header], read) if header in _INPUTS else None
        value = read if header in _INPUTS else values.get(header)
        plan.cells.append(write or CellWrite(row, column, value, _look_of(header)))


def _look_of(header: str) -> CellLook:
    if header in ("全年预算数", "全年执行数"):
        return _MONEY_INPUT
    if header in _INPUTS:
        return _INPUT
    if header in ("资金总额", "指标分值", "指标得分", "执行率得分", "总分"):
        return _NUMBER
    return _CENTRED if header in ("序号", "等级") else _BOXED


def _sum_line(plan: SheetPlan, row: int, scored: ScoredForm) -> None:
    plan.row_heights[row] = _LINE
    known = [project.project.funds for project in scored.projects if project.project.funds is not None]
    complete = len(known) == len(scored.projects)
    for column, header in enumerate(HEADERS, start=1):
        value: PlannedValue = None
        if header == "项目":
            value = _SUM
        elif header == "资金总额" and complete:
            value = sum(known, Decimal(0))
        plan.cells.append(CellWrite(row, column, value, _NUMBER if header == "资金总额" else _BOXED))


def _open_rows(plan: SheetPlan, row: int, scored: ScoredForm) -> None:
    """Every row that is not settled, as a link to its cell."""
    unsettled = [entry for entry in scored.rows if entry.score.status not in _SETTLED or entry.remarks]
    if not unsettled:
        return
    plan.cells.append(CellWrite(row, 1, "需要填报、确认或评定的行（点“位置”可跳转）", CellLook(bold=True)))
    head = row + 1
    plan.row_heights[row] = plan.row_heights[head] = _LINE
    spans = ((1, 1), (2, 2), (3, 5), (6, 11))
    for (first, last), header in zip(spans, _OPEN_HEADERS, strict=True):
        _boxed_span(plan, head, first, last, CellWrite(head, first, header, _HEAD))
    for number, entry in enumerate(unsettled[:_MOST_OPEN], start=1):
        line = head + number
        link = CellWrite(line, 2, entry.where, _BOXED, link=_link(entry))
        cells = (
            CellWrite(line, 1, Decimal(number), _CENTRED),
            link,
            CellWrite(line, 3, entry.row.indicator, _BOXED),
            CellWrite(line, 6, entry.status_text, _BOXED),
        )
        for (first, last), cell in zip(spans, cells, strict=True):
            _boxed_span(plan, line, first, last, cell)
        plan.row_heights[line] = height_of((entry.status_text, _STATUS_WIDTH), (entry.row.indicator, _NAME_WIDTH))

    if len(unsettled) > _MOST_OPEN:
        words = f"另有{len(unsettled) - _MOST_OPEN}行，请看各表的“计分状态”列（可按颜色或文字筛选）"
        plan.cells.append(CellWrite(head + _MOST_OPEN + 1, 1, words, CellLook()))


def _boxed_span(plan: SheetPlan, row: int, first: int, last: int, cell: CellWrite) -> None:
    plan.cells.append(cell)
    plan.cells += [CellWrite(row, column, None, cell.look) for column in range(first + 1, last + 1)]
    if last > first:
        plan.merges.append(CellRange(row, first, row, last))


def _link(entry: ScoredRow) -> str:
    placed = entry.row.cells.get("actual") or entry.row.cells["indicator"]
    sheet = entry.row.sheet.replace("'", "''")
    cell = str(placed.where).rpartition("!")[2]
    return f"'{sheet}'!{cell}"
