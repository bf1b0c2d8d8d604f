"""Rows of a form to a plain workbook of their own: the 计分底稿 for a form that is protected."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from perfscore.grid.form import Form, Project, Row
from perfscore.grid.sheet import CellKind

_HEADERS = (
    ("项目名称", 18.0),
    ("一级指标", 11.0),
    ("二级指标", 13.0),
    ("三级指标", 20.0),
    ("指标值", 16.0),
    ("指标值内容", 20.0),
    ("评（扣）分标准", 32.0),
    ("度量单位", 9.0),
    ("指标值类型", 9.0),
    ("实际完成值", 15.0),
    ("分值", 7.0),
)
WORKSHEET_NAME = "计分底稿"
_HEADER_ROW = 3
_LONG = frozenset({"指标值内容", "评（扣）分标准"})
_LEAST_HEIGHT = 42.0
"""Points: room for three lines of 扣分说明 beside the row."""


def build_worksheet(form: Form, path: Path) -> None:
    """Write the rows of a form as a flat table: one line an indicator, nothing merged, ready to be scored.

    Args:
        form: the form with its rules joined.
        path: where to write.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and only needed here

    from perfscore.workbook.sheet_look import Pen, finish_page  # noqa: PLC0415 - needs openpyxl

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = WORKSHEET_NAME
    last, places = len(_HEADERS), [header for header, _ in _HEADERS]
    pen = Pen(sheet, [width for _, width in _HEADERS])
    year = f"{form.budget_year}年度" if form.budget_year is not None else ""
    pen.title(1, f"{year}项目支出绩效目标计分底稿", last)
    pen.side_note(2, 1, last, f"单位：{form.unit_name}", "left")
    for column, header in enumerate(places, start=1):
        pen.header(_HEADER_ROW, column, header)
    lines = [_line(project, row) for project in form.projects for row in project.rows]
    for number, line in enumerate(lines, start=_HEADER_ROW + 1):
        for column, value in enumerate(line, start=1):
            pen.body(number, column, value, is_long=places[column - 1] in _LONG)
            cell = sheet.cell(number, column)
            cell.number_format = "General"
            if isinstance(value, str):
                cell.data_type = "s"  # text stays text, whatever it begins with
        pen.tint_input(number, places.index("实际完成值") + 1)
        pen.fit_heights(number, number)
        height = sheet.row_dimensions[number].height
        sheet.row_dimensions[number].height = max(float(height or 0), _LEAST_HEIGHT)
    finish_page(sheet, last_row=_HEADER_ROW + len(lines), last_column=last, header_rows=(_HEADER_ROW, _HEADER_ROW))
    sheet.print_area = None  # our columns are printed too
    sheet.freeze_panes = f"E{_HEADER_ROW + 1}"
    book.save(path)


def _line(project: Project, row: Row) -> list[str | Decimal | None]:
    weight = row.weight if row.weight is not None else (row.weight_text or None)
    cells = (
        project.name,
        row.level1,
        row.level2,
        row.indicator,
        row.target,
        row.content,
        row.rule_text,
        row.unit,
        row.kind,
    )
    return [*(text or None for text in cells), _actual(row), weight]


def _actual(row: Row) -> str | Decimal | None:
    """The actual as displayed; a plain number stays one."""
    cell = row.actual
    if cell is None or cell.kind is CellKind.EMPTY:
        return None
    if isinstance(cell.value, Decimal) and not cell.is_percent:
        return cell.value
    return cell.text
