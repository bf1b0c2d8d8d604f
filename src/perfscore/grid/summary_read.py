"""The sheet 得分汇总 as it stands enters, what a person typed there leaves: the year, and the money of each project."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from perfscore.diagnostics import CellRef, Diagnostic
from perfscore.forms.labels import fold_label, fold_without_brackets
from perfscore.grid.findings import finding
from perfscore.grid.form import PlacedCell, Project
from perfscore.grid.project_marks import marks_of, match_marks
from perfscore.grid.settle import is_ours
from perfscore.grid.sheet import GridBook
from perfscore.grid.state import KeptState
from perfscore.grid.surroundings import SUMMARY_SHEET, year_of
from perfscore.grid.view import SheetView

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
MONEY = {"budget": "全年预算数", "executed": "全年执行数"}
COMPUTED = ("指标得分", "执行率得分", "总分", "等级", "计分情况")
SUM = "合计"
LIST_TITLE = "需要填报、确认或评定的行"
HEAD_KEY = "得分汇总|表头"
"""What the state knows the cells above the table by."""
_NAMES = {
    "项目名称": "项目",
    "单位专项名称": "项目",
    "全年预算数A": MONEY["budget"],
    "全年执行数B": MONEY["executed"],
}
_YEAR_LABELS = frozenset({"预算年度", "年度", "所属年度", "评价年度"})
LINK = re.compile(r'HYPERLINK\("#(?:[^"]|"")*","((?:[^"]|"")*)"\)')
LIST_PLACE = re.compile(r"(.+)!([A-Z]{1,3}[0-9]+)")


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line of the table: the project it is for, as written there, and its cells by header."""

    row: int
    label: str
    cells: Mapping[str, PlacedCell]

    def has_input(self, headers: Sequence[str]) -> bool:
        """Tell whether a person typed into one of the columns."""
        return any(header in self.cells and self.cells[header].text for header in headers)


@dataclass(frozen=True, slots=True)
class SummaryTable:
    """Where everything of ours stands on the sheet; rows are 0 where there is none."""

    header_row: int = 0
    columns: Mapping[str, int] = field(default_factory=dict)
    lines: tuple[SummaryLine, ...] = ()
    sum_row: int = 0
    list_title: int = 0
    list_rows: Mapping[int, str] = field(default_factory=dict)
    """The rows below the list's title that are ours, its header and its lines, to the 位置 that stands there."""
    year: PlacedCell | None = None
    """The cell for 预算年度, right of its label."""


@dataclass(frozen=True, slots=True)
class SummaryInputs:
    """What a person typed into 得分汇总: the year, and the lines with 全年预算数 and 全年执行数."""

    year: int | None = None
    table: SummaryTable = SummaryTable()
    state: KeptState = field(default_factory=KeptState)
    """What we wrote the last time: what the labels of the lines stood for, and amounts that are the form's own."""
    diagnostics: tuple[Diagnostic, ...] = ()


def read_summary(book: GridBook, state: KeptState) -> SummaryInputs:
    """Return the inputs of the 得分汇总 sheet, by label and header, wherever they stand on it."""
    for sheet in book.sheets:
        if sheet.name == SUMMARY_SHEET:
            table = read_table_of(SheetView(sheet))
            year, problems = _typed_year(table.year, state)
            return SummaryInputs(year, table, state, problems)
    return SummaryInputs(state=state, diagnostics=_renamed(book))


def _renamed(book: GridBook) -> tuple[Diagnostic, ...]:
    """Say that a sheet looks like ours under another name: what a person typed there does not count any more."""
    for sheet in book.sheets if book.state is not None else ():
        if set(COMPUTED) <= read_table_of(SheetView(sheet)).columns.keys():
            message = (
                f"没有“{SUMMARY_SHEET}”表，“{sheet.name}”像是改了名的；其中填的预算年度、全年预算数等没有使用，"
                f"请把表名改回“{SUMMARY_SHEET}”"
            )
            return (finding("G147", message, CellRef(sheet.name, 1, 1)),)
    return ()


def _typed_year(placed: PlacedCell | None, state: KeptState) -> tuple[int | None, tuple[Diagnostic, ...]]:
    """Read the year; one that we took from the title and wrote there is no answer of a person's."""
    if placed is None or not placed.text or is_ours(placed.cell, state.last(HEAD_KEY, "year")):
        return None, ()
    year = year_of(placed.text)
    if year is not None:
        return year, ()
    message = f"得分汇总的预算年度“{placed.text}”读不出来，没有使用；请填四位数的年份，例如2025"
    return None, (finding("G142", message, placed.where, placed.text),)


def read_table_of(view: SheetView) -> SummaryTable:
    """Return what stands on the sheet: the header by its names, the lines down to the list of open rows."""
    year = _year_cell(view)
    for row in view.rows:
        columns = _header(view, row)
        if "项目" in columns and any(name in columns for name in MONEY.values()):
            return _below(view, row, columns, year)
    return SummaryTable(year=year)


def _year_cell(view: SheetView) -> PlacedCell | None:
    for row in view.rows:
        for placed in view.texts(row):
            if fold_label(placed.text) in _YEAR_LABELS:
                area = view.area(placed.row, placed.column)
                beside = view.at(row, (area.last_column if area else placed.column) + 1)
                further = view.right_of(placed)
                is_further = not beside.text and further is not None and year_of(further.text) is not None
                return further if is_further else beside
    return None


def _header(view: SheetView, row: int) -> dict[str, int]:
    columns: dict[str, int] = {}
    for placed in view.texts(row):
        for folded in (fold_label(placed.text), fold_without_brackets(placed.text)):
            name = _NAMES.get(folded, folded)
            if name in HEADERS:
                columns.setdefault(name, placed.column)
                break
    return columns


def _below(view: SheetView, header_row: int, columns: Mapping[str, int], year: PlacedCell | None) -> SummaryTable:
    lines: list[SummaryLine] = []
    sum_row, title = 0, 0
    for row in view.rows:
        if row <= header_row:
            continue
        if any(placed.text.startswith(LIST_TITLE) for placed in view.texts(row)):
            title = row
            break
        label = view.own(row, columns["项目"]).text
        if fold_label(label) == SUM:
            sum_row = sum_row or row
        elif label:
            cells = {header: view.own(row, column) for header, column in columns.items()}
            lines.append(SummaryLine(row, label, cells))
    return SummaryTable(header_row, columns, tuple(lines), sum_row, title, _list_rows(view, title, columns), year)


def _list_rows(view: SheetView, title: int, columns: Mapping[str, int]) -> dict[int, str]:
    """Return the rows of the list of open rows: its header, its lines, and the line that says how many more."""
    if not title:
        return {}
    first, place = columns.get("序号", 1), columns["项目"]
    rows: dict[int, str] = {}
    for row in view.rows:
        number, where = view.own(row, first).text, _where(view.own(row, place))
        is_line = number.isdecimal() and LIST_PLACE.fullmatch(where) is not None
        if row > title and (is_line or where == "位置" or (number.startswith("另有") and "计分状态" in number)):
            rows[row] = where
    return rows


def _where(placed: PlacedCell) -> str:
    """Return the 位置 that a cell shows, or would show: a library may save formulas of ours without their results."""
    link = LINK.fullmatch(placed.cell.formula or "")
    return placed.text or (link[1].replace('""', '"') if link else "")


@dataclass(frozen=True, slots=True)
class Assigned:
    """What 得分汇总 has for a project: the label it had, and its line; money of a line in doubt is not used."""

    label: str = ""
    line: SummaryLine | None = None
    is_in_doubt: bool = False


def assign_lines(
    summary: SummaryInputs, kind: str, projects: Sequence[Project]
) -> tuple[list[Assigned], list[Diagnostic]]:
    """Return what 得分汇总 has for each project, and what to say of lines in doubt.

    A line that we wrote belongs to the project that its label stood for; one that a person wrote to the only project
    of that name.
    """
    if not summary.state.projects and not summary.table.lines:
        return [Assigned()] * len(projects), []
    marks = marks_of(kind, projects)
    known = match_marks({label: mark for label, mark in summary.state.projects.items() if mark.kind == kind}, marks)
    by_label: dict[str, list[SummaryLine]] = {}
    for line in summary.table.lines:
        by_label.setdefault(line.label, []).append(line)
    typed = {label: lines for label, lines in by_label.items() if label not in summary.state.projects}
    result: list[Assigned] = []
    problems: list[Diagnostic] = []
    for index, mark in enumerate(marks):
        label = known.get(index, "")
        lines = by_label.get(label, []) if label else []
        if not lines:
            lines = [line for label, lines in typed.items() if fold_label(label) == mark.name for line in lines]
            if lines and sum(other.name == mark.name for other in marks) > 1:
                problems += [_in_doubt(line) for line in lines if line.has_input(tuple(MONEY.values()))]
                lines = []
        in_doubt = _contradict(lines)
        problems += [_in_doubt(line) for line in lines] if in_doubt else []
        result.append(Assigned(label, lines[0] if lines else None, in_doubt))
    return result, list(dict.fromkeys(problems))


def _contradict(lines: Sequence[SummaryLine]) -> bool:
    money = [{header: line.cells[header].text for header in MONEY.values() if header in line.cells} for line in lines]
    return any(other != money[0] and any(other.values()) for other in money[1:])


def _in_doubt(line: SummaryLine) -> Diagnostic:
    message = (
        f"得分汇总第{line.row}行的“{line.label}”分不清是哪一个项目（项目重名，或者有两行），"
        "全年预算数、全年执行数没有使用；请每个项目只留一行，重名的填在写明代码或表名的那一行"
    )
    return finding("G143", message, line.cells["项目"].where, line.label)
