"""得分汇总: per project the money, the points, 总分 and 等级, and every open row as a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.explain.totals import count_states, explain_total
from perfscore.forms.labels import fold_label
from perfscore.grid.form import Project
from perfscore.grid.open_rows import claim_list, first_open, plan_open_rows
from perfscore.grid.own_sheet import OwnSheet
from perfscore.grid.plan import CellLook, CellWrite, PlannedValue, SheetPlan, Suggestions, Tint
from perfscore.grid.scored import ScoredForm, ScoredProject
from perfscore.grid.settle import is_ours
from perfscore.grid.sheet import CellRange, GridBook, GridCell
from perfscore.grid.state import KeptState
from perfscore.grid.summary_read import (
    COMPUTED,
    HEAD_KEY,
    HEADERS,
    MONEY,
    SUM,
    SummaryLine,
    SummaryTable,
    read_table_of,
)
from perfscore.grid.surroundings import SUMMARY_SHEET
from perfscore.grid.view import SheetView

_WIDTHS = (6, 26, 11, 9, 9, 12, 12, 11, 9, 7, 34, 20, 10, 10, 12)
_LINE = 20.0
_HEADER_ROW = 4
_PERSONAL = ("佐证材料", "填报人", "复核人", "日期")
_INPUTS = (*MONEY.values(), *_PERSONAL)
_BOXED = CellLook(borders=True, vertical="center", wrap=True)
_CENTRED = CellLook(borders=True, vertical="center", horizontal="center", wrap=True)
_NUMBER = CellLook(borders=True, vertical="center", horizontal="right", number_format="0.00")
_INPUT = CellLook(borders=True, vertical="center", wrap=True, tint=Tint.INPUT, unlocked=True)
_MONEY_INPUT = CellLook(
    borders=True, vertical="center", horizontal="right", tint=Tint.INPUT, number_format="0.00", unlocked=True
)
_HEAD = CellLook(borders=True, bold=True, horizontal="center", vertical="center", wrap=True)
_COUNTS = re.compile(r"共\d+行：已计分\d+")
_LEFT = "本次没有计分"
_GONE = f"{_LEFT}：读到的表中没有这个项目"
_DOUBLE = f"{_LEFT}：项目重名或者重复的行，分不清是哪一个，这一行没有使用"


def summary_problem(book: GridBook) -> Diagnostic | None:
    """Say why the sheet that stands cannot be written: columns that were renamed or deleted cannot be told apart."""
    table = _standing_table(OwnSheet(book, SUMMARY_SHEET))
    if table is None:
        return None
    lacking = [header for header in HEADERS if header not in (*table.columns, *_PERSONAL)]
    if not lacking:
        return None
    names = "、".join(f"“{header}”" for header in lacking)
    message = f"“{SUMMARY_SHEET}”表里找不到{names}列（列名改过或列已删去），没有写入；请恢复列名，或给这张表改名"
    return Diagnostic("F309", Severity.ERROR, message)


def _standing_table(own: OwnSheet) -> SummaryTable | None:
    return read_table_of(SheetView(own.sheet)) if own.sheet is not None else None


def left_labels(book: GridBook, form_projects: Sequence[Project], state: KeptState) -> set[str]:
    """Return the labels of lines that stay although their projects are not scored this time."""
    own = OwnSheet(book, SUMMARY_SHEET)
    table = _standing_table(own) or SummaryTable()
    return {line.label for line in _left_lines(own, table, {project.summary_row for project in form_projects}, state)}


def plan_summary(scored: ScoredForm, book: GridBook, labels: Sequence[str], state: KeptState) -> SheetPlan:
    """Return the plan of 得分汇总; what a person put there stays where it stands.

    Args:
        scored: the form with its scores.
        book: the workbook with the sheet as it stands.
        labels: what each project is called.
        state: what we wrote the last time; takes note of what we write above the table.
    """
    return _Summary(scored, book, labels, state).plan()


def _left_lines(own: OwnSheet, table: SummaryTable, assigned: set[int], state: KeptState) -> list[SummaryLine]:
    """Return our lines for projects that are not scored this time (renamed, say) on which a person typed."""
    others = [line for line in table.lines if line.row not in assigned and _is_our_line(line, state)]
    columns = set(table.columns.values())
    beside = {row for row, column in (own.sheet.cells if own.sheet else ()) if column not in columns}
    marked = {row for row, _ in own.sheet.marks} if own.sheet else set()
    return [line for line in others if line.has_input(_INPUTS) or line.row in beside | marked]


def _is_our_line(line: SummaryLine, state: KeptState) -> bool:
    """Tell whether we wrote the line: a note of a person's may stand below 项目 too."""
    said = line.cells["计分情况"].text if "计分情况" in line.cells else ""
    number = line.cells["序号"].text if "序号" in line.cells else ""
    return (
        (line.label in state.projects and bool(said)) or said.startswith(_LEFT) or (number.isdecimal() and bool(said))
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a line goes and the row it stands in now, 0 for none."""

    row: int
    before: int


class _Summary:
    """The plan of the sheet in the making."""

    def __init__(self, scored: ScoredForm, book: GridBook, labels: Sequence[str], state: KeptState) -> None:
        self._scored = scored
        self._labels = labels
        self._state = state
        self._previous = state.copy()
        for project in scored.form.projects:
            state.forget(self._key(project.known_as))
        self._own = OwnSheet(book, SUMMARY_SHEET)
        table = _standing_table(self._own)
        self._stands = table is not None and bool(table.header_row)
        fresh = SummaryTable(_HEADER_ROW, {header: column for column, header in enumerate(HEADERS, start=1)})
        self._table = table if table is not None and self._stands else fresh
        self._columns = self._table.columns
        self._plan = SheetPlan(name=SUMMARY_SHEET, is_ours=True, stands=self._stands, landscape=True)
        assigned = {project.summary_row for project in scored.form.projects}
        self._left = _left_lines(self._own, self._table, assigned, state)

    def plan(self) -> SheetPlan:
        if not self._stands:
            self._plan.column_widths = {column: float(width) for column, width in enumerate(_WIDTHS, start=1)}
            self._plan.freeze = (_HEADER_ROW + 1, 3)
        self._claim()
        self._head()
        places, left = self._places()
        for number, (scored, place) in enumerate(zip(self._scored.projects, places, strict=True), start=1):
            self._project_line(number, scored, self._labels[number - 1], place)
        for line, place in zip(self._left, left, strict=True):
            self._left_line(line, place)
        last = max((place.row for place in [*places, *left]), default=self._table.header_row)
        row = self._own.next_row(last)
        self._sum_line(row)
        plan_open_rows(self._plan, self._own, self._table, row + 1, self._scored)
        self._own.clear(self._plan)
        return self._plan

    def _claim(self) -> None:
        """Tell which cells of the sheet that stands are ours."""
        own, table = self._own, self._table
        if own.sheet is None:
            return
        rows = {project.summary_row for project in self._scored.form.projects} - {0}
        rows |= {line.row for line in table.lines if _is_our_line(line, self._state)}
        for row in rows | ({table.sum_row} if table.sum_row else set()):
            own.claim(row, self._columns.values())
        claim_list(own, table)

    def _places(self) -> tuple[list[_Place], list[_Place]]:
        """Place the lines: in the order of the form, but where something hangs on the rows each where it stands."""
        own, header_row = self._own, self._table.header_row
        standing = [project.summary_row for project in self._scored.form.projects]
        left = [line.row for line in self._left]
        inputs = [self._columns[header] for header in _INPUTS if header in self._columns]
        if own.holds_rows(header_row, {row: inputs for row in (*standing, *left) if row}):
            for row in {*standing, *left} - {0}:
                own.take(row)
            return (
                [_Place(row or own.next_row(header_row), row) for row in standing],
                [_Place(row, row) for row in left],
            )
        rows = iter(range(header_row + 1, header_row + 1 + len(standing) + len(left)))
        return [_Place(own.take(next(rows)), row) for row in standing], [
            _Place(own.take(next(rows)), row) for row in left
        ]

    def _put(self, row: int, header: str, value: PlannedValue, look: CellLook) -> None:
        if header in self._columns:
            self._plan.cells.append(CellWrite(row, self._columns[header], value, look))

    def _head(self) -> None:
        form = self._scored.form
        texts = {
            "unit": f"单位：{form.unit_name}" if form.unit_name else "单位：",
            "money": f"金额单位：{form.money_unit or '万元'}",
            "counts": count_states([row.score.status for row in self._scored.rows], first_open(self._scored)),
        }
        year = Decimal(form.budget_year) if form.budget_year is not None else None
        written = {**texts, **({"year": str(year)} if year is not None else {})}
        if self._stands:
            self._renew_head(texts, year, written)
        else:
            self._new_head(texts, year)
        self._state.written[HEAD_KEY] = written

    def _new_head(self, texts: Mapping[str, str], year: Decimal | None) -> None:
        plan, last = self._plan, len(HEADERS)
        plan.cells += [
            CellWrite(
                1, 1, "项目支出绩效得分汇总", CellLook(bold=True, size=16, horizontal="center", vertical="center")
            ),
            CellWrite(2, 1, texts["unit"], CellLook()),
            CellWrite(2, 6, "预算年度", CellLook(bold=True, horizontal="right")),
            CellWrite(2, 7, year, CellLook(borders=True, tint=Tint.INPUT, horizontal="center", unlocked=True)),
            CellWrite(2, 11, texts["money"], CellLook()),
            CellWrite(3, 1, texts["counts"], CellLook()),
            *(CellWrite(_HEADER_ROW, column, header, _HEAD) for column, header in enumerate(HEADERS, start=1)),
        ]
        plan.merges.append(CellRange(1, 1, 1, last))
        plan.row_heights[1] = plan.row_heights[_HEADER_ROW] = 30.0

    def _renew_head(self, texts: Mapping[str, str], year: Decimal | None, written: dict[str, str]) -> None:
        """Write above the table only where our own words still stand; a person's title, unit or year stays."""
        for (row, column), cell in self._own.sheet.cells.items() if self._own.sheet else ():
            for key, text in texts.items() if row < self._table.header_row else ():
                if self._is_our_head(key, text, cell):
                    self._plan.cells.append(CellWrite(row, column, text))
        placed = self._table.year
        if placed is None or not is_ours(placed.cell, self._state.last(HEAD_KEY, "year")):
            written.pop("year", None)
        else:
            self._plan.cells.append(CellWrite(placed.row, placed.column, year))

    def _is_our_head(self, key: str, text: str, cell: GridCell) -> bool:
        if key == "counts":
            return _COUNTS.match(cell.text) is not None
        begin = text.partition("：")[0] + "："
        if cell.text == begin:
            return True
        return cell.text.startswith(begin) and is_ours(cell, self._state.last(HEAD_KEY, key) or text)

    def _project_line(self, number: int, scored: ScoredProject, label: str, place: _Place) -> None:
        project, score = scored.project, scored.score
        values: dict[str, PlannedValue] = {
            "序号": Decimal(number),
            "项目": label,
            "资金总额": project.funds,
            "指标分值": score.weight,
            "指标得分": score.points,
            "执行率得分": score.execution_points,
            "总分": score.total,
            "等级": score.grade,
            "计分情况": "；".join((explain_total(score), *project.remarks, *scored.remarks)),
        }
        if place.row != place.before:
            self._plan.row_heights[place.row] = 2 * _LINE
        for header in HEADERS:
            if header not in _INPUTS:
                self._put(place.row, header, values[header], _look_of(header))
        self._inputs(place)
        self._state.written[self._key(label)] = {
            header: str(values[header]) for header in COMPUTED if values[header] is not None
        }
        for key, header in MONEY.items():
            self._own_money(place, project, key, header, label)
        self._offer(place.row, project)

    def _inputs(self, place: _Place) -> None:
        """Carry a line's inputs along; where the line stays, its cells are not touched at all."""
        if place.row == place.before:
            self._own.keep(place.row, [self._columns[header] for header in _INPUTS if header in self._columns])
            return
        for header in _INPUTS:
            column = self._columns.get(header)
            if column is None:
                continue
            cell = self._own.cell(place.before, column)
            value = cell.value if isinstance(cell.value, str | Decimal) else None
            look = _look_of(header) if value is None else CellLook(like=(place.before, column))
            self._plan.cells.append(CellWrite(place.row, column, value, look))

    def _own_money(self, place: _Place, project: Project, key: str, header: str, label: str) -> None:
        """Show the money that the form itself states, unless a person typed another number there."""
        placed = project.cells.get(key)
        kept, amount = self._key(label), getattr(project, key)
        if placed is None or placed.sheet == SUMMARY_SHEET or amount is None or header not in self._columns:
            return
        cell = self._own.cell(place.before, self._columns[header]) if place.before else GridCell()
        last = self._previous.last(self._key(project.known_as), key)
        if not (is_ours(cell, last if last is not None else str(amount))):
            return
        self._put(place.row, header, amount, _MONEY_INPUT)
        self._state.written.setdefault(kept, {})[key] = str(amount)

    @staticmethod
    def _key(label: str) -> str:
        return f"{SUMMARY_SHEET}|{label}"

    def _offer(self, row: int, project: Project) -> None:
        column = self._columns.get(MONEY["budget"])
        if project.budget is None and project.funds is not None and column is not None:
            area = CellRange(row, column, row, column)
            self._plan.suggestions.append(Suggestions(area, (f"{project.funds:f}",), "列表中是资金总额，也可填别的数"))

    def _left_line(self, line: SummaryLine, place: _Place) -> None:
        """A project that was not scored this time (renamed, or on a sheet that was not read) keeps what was typed."""
        names = {fold_label(project.name) for project in self._scored.form.projects}
        mark = self._state.projects.get(line.label)
        is_double = fold_label(line.label) in names or (mark is not None and mark.name in names)
        values: dict[str, PlannedValue] = {"项目": line.label, "计分情况": _DOUBLE if is_double else _GONE}
        if place.row != place.before:
            self._plan.row_heights[place.row] = 2 * _LINE
        for header in HEADERS:
            if header not in _INPUTS:
                self._put(place.row, header, values.get(header), _look_of(header))
        self._inputs(place)

    def _sum_line(self, row: int) -> None:
        self._plan.row_heights[row] = _LINE
        known = [funds for funds in self._funds() if funds is not None]
        complete = len(known) == len(self._scored.projects)
        for header in HEADERS:
            value: PlannedValue = SUM if header == "项目" else None
            if header == "资金总额" and complete:
                value = sum(known, Decimal(0))
            self._put(row, header, value, _NUMBER if header == "资金总额" else _BOXED)

    def _funds(self) -> Iterator[Decimal | None]:
        return (scored.project.funds for scored in self._scored.projects)


def _look_of(header: str) -> CellLook:
    if header in MONEY.values():
        return _MONEY_INPUT
    if header in _INPUTS:
        return _INPUT
    if header in ("资金总额", "指标分值", "指标得分", "执行率得分", "总分"):
        return _NUMBER
    return _CENTRED if header in ("序号", "等级") else _BOXED
