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
    ("分值", 7.0),
    ("实际完成值", 15.0),
)
WORKSHEET_NAME = "计分底稿"


def build_worksheet(form: Form, path: Path) -> None:
    """Write the rows of a form as a flat table: one line an indicator, nothing merged, ready to be scored.

    Args:
        form: the form with its rules joined.
        path: where to write.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - heavy, and only needed here
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = WORKSHEET_NAME
    year = f"{form.budget_year}年度" if form.budget_year is not None else ""
    sheet.append([f"{year}项目支出绩效目标计分底稿"])
    sheet.append([f"单位：{form.unit_name}"])
    sheet.append([header for header, _ in _HEADERS])
    for project in form.projects:
        for row in project.rows:
            sheet.append(_line(project, row))
    edge = Side(style="thin")
    border = Border(left=edge, right=edge, top=edge, bottom=edge)
    for line in sheet.iter_rows(min_row=3, max_col=len(_HEADERS)):
        for cell in line:
            cell.border = border
            cell.alignment = Alignment(wrap_text=True, vertical="center")
            if isinstance(cell.value, str):
                cell.data_type = "s"  # text stays text, whatever it begins with
    for column, (_, width) in enumerate(_HEADERS, start=1):
        head = sheet.cell(3, column)
        head.font = Font(bold=True)
        sheet.column_dimensions[head.column_letter].width = width
    for line in sheet.iter_rows(min_row=4, min_col=len(_HEADERS), max_col=len(_HEADERS)):
        line[0].fill = PatternFill("solid", fgColor="FFFFF2CC")
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    sheet.freeze_panes = "E4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
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
    return [*(text or None for text in cells), weight, _actual(row)]


def _actual(row: Row) -> str | Decimal | None:
    """The actual as displayed; a plain number stays one."""
    cell = row.actual
    if cell is None or cell.kind is CellKind.EMPTY:
        return None
    if isinstance(cell.value, Decimal) and not cell.is_percent:
        return cell.value
    return cell.text
