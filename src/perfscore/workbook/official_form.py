"""A Form that was read enters, or only a schema; the sheets of an official-looking new workbook are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from perfscore.diagnostics import column_letters
from perfscore.forms.schema import ColumnSpec, FormSchema
from perfscore.grid.form import Form, Placeholder, Project, Repair, Row
from perfscore.grid.sheet import GridBook
from perfscore.grid.text import cell_of
from perfscore.workbook.sheet_look import Pen, finish_page

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_TITLE_ROW, _UNIT_ROW, _HEADER_ROW, _FIRST_ROW = 1, 2, 3, 5
_BLANK_PROJECTS = 1
_NOT_PUBLISHED = ("weight", "reason")
_BLANK_OUTLINE = (
    ("成本指标", ("经济成本指标", "社会成本指标", "生态环境成本指标")),
    ("产出指标", ("数量指标", "质量指标", "时效指标")),
    ("效益指标", ("经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
_REPAIR_PLACE = 2
_REPAIR_WIDTHS = (6, 14, 62, 62)
_REPAIR_COLUMNS = {"R101": ("funds", "goal"), "R105": ("level1", "level1"), "R106": ("remark", "remark")}


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the table to be: its levels, and the row when it carries an indicator."""

    level1: str
    level2: str
    row: Row | None
    source_row: int


def _outline(project: Project) -> list[_Entry]:
    """Return rows and placeholder lines in the order of the source."""
    entries = [_Entry(row.level1, row.level2, row, row.row) for row in project.rows]
    entries += [_placeholder(entry) for entry in project.placeholders]
    return sorted(entries, key=lambda entry: entry.source_row)


def _placeholder(entry: Placeholder) -> _Entry:
    return _Entry(entry.level1, entry.level2, None, entry.row)


def _official(schema: FormSchema) -> list[ColumnSpec]:
    """Return the columns of the published form; those that only other provinces have stay away."""
    return [spec for spec in schema.official_columns if spec.key not in _NOT_PUBLISHED]


class TargetForm:
    """Writes one 项目支出绩效目标表 from the catalog's columns."""

    def __init__(self, sheet: Worksheet, schema: FormSchema, *, has_added: bool = False) -> None:
        self.schema = schema
        self.official = _official(schema)
        self.added = list(schema.added_columns) if has_added else []
        self.columns = [*self.official, *self.added]
        self.index = {spec.key: number for number, spec in enumerate(self.columns, start=1)}
        self.headers = {spec.key: spec.header for spec in self.columns}
        self.pen = Pen(sheet, [spec.width for spec in self.columns])
        self.next_row = _FIRST_ROW
        self.filled = 0.0

    def fill(self, form: Form) -> dict[int, int]:
        """Write the whole form; return the row of each source row."""
        # The office's own spelling of a header stays, 评（扣分标准） included.
        self.headers |= {key: place.header for key, place in form.blocks[0].columns.items() if key in self.index}
        self._head(form.unit_name, form.money_unit or "万元")
        for unit in form.units:
            values: dict[str, object] = {"code": unit.code, "name": unit.name, "funds": unit.total}
            self._line(self.next_row, values)
            self.next_row += 1
        self.filled = self.pen.height_of(1, self.next_row - 1)
        places: dict[int, int] = {}
        for project in form.projects:
            places.update(self._project(project))
        self._close()
        return places

    def blank(self) -> None:
        """Write an empty form with the usual levels and our columns."""
        self._head("", "万元")
        for _ in range(_BLANK_PROJECTS):
            names = [(level1, level2) for level1, children in _BLANK_OUTLINE for level2 in children]
            entries = [_Entry(level1, level2, None, 0) for level1, level2 in names]
            self._block({}, entries)
        self._close()

    def _head(self, unit_name: str, money_unit: str) -> None:
        last = len(self.official)
        self.pen.title(_TITLE_ROW, self.schema.title, last)
        self.pen.side_note(_UNIT_ROW, 1, self.index["level2"], f"单位：{unit_name}", "left")
        self.pen.side_note(_UNIT_ROW, self.index["content"], last, f"金额单位：{money_unit}", "right")
        for number, spec in enumerate(self.columns, start=1):
            if spec.group:
                self.pen.header(_HEADER_ROW + 1, number, self.headers[spec.key])
                self.pen.header(_HEADER_ROW, number, None)
            else:
                self.pen.header(_HEADER_ROW, number, self.headers[spec.key])
                self.pen.header(_HEADER_ROW + 1, number, None)
                self.pen.merge(_HEADER_ROW, number, _HEADER_ROW + 1, number)
        grouped = [self.index[spec.key] for spec in self.official if spec.group]
        self.pen.header(_HEADER_ROW, grouped[0], self._group_name())
        self.pen.merge(_HEADER_ROW, grouped[0], _HEADER_ROW, grouped[-1])

    def _group_name(self) -> str:
        return next(spec.group for spec in self.official if spec.group)

    def _project(self, project: Project) -> dict[int, int]:
        head: dict[str, object] = {
            "code": project.code,
            "name": project.name,
            "funds": project.funds,
            "goal": project.goal,
        }
        return self._block(head, _outline(project))

    def _block(self, head: dict[str, object], entries: list[_Entry]) -> dict[int, int]:
        """Write one project: its own cells merged over all lines, equal levels merged."""
        first = self.next_row
        places: dict[int, int] = {}
        for offset, entry in enumerate(entries):
            row = first + offset
            self._line(row, {**(head if not offset else {}), **_values(entry, self.official)})
            places[entry.source_row] = row
        self.next_row = first + len(entries)
        for key in ("code", "name", "direction", "funds", "goal"):
            self.pen.merge(first, self.index[key], self.next_row - 1, self.index[key])
        self._merge_equal(first, [entry.level1 for entry in entries], "level1")
        self._merge_equal(first, [f"{entry.level1}/{entry.level2}" for entry in entries], "level2")
        self.pen.fit_heights(first, self.next_row - 1)
        self._keep_together(first)
        return places

    def _keep_together(self, first: int) -> None:
        """Begin a new page where a project would be cut in two although it fits on one page."""
        page = self.pen.page_height(len(self.official))
        block = self.pen.height_of(first, self.next_row - 1)
        if self.filled + block <= page:
            self.filled += block
            return
        header = self.pen.height_of(_HEADER_ROW, _HEADER_ROW + 1)
        if header + block <= page:
            self.pen.break_before(first)
        self.filled = header + block % page

    def _merge_equal(self, first: int, names: list[str], key: str) -> None:
        start = 0
        for index in range(1, len(names) + 1):
            if index < len(names) and names[index] == names[start]:
                continue
            self.pen.merge(first + start, self.index[key], first + index - 1, self.index[key])
            start = index

    def _line(self, row: int, values: dict[str, object]) -> None:
        for number, spec in enumerate(self.columns, start=1):
            self.pen.body(row, number, values.get(spec.key), is_long=spec.key in {"goal", "content", "rule_text"})
            if spec.key == "actual":
                self.pen.tint_input(row, number)
        self.pen.fit_heights(row, row)

    def _close(self) -> None:
        finish_page(
            self.pen.sheet,
            last_row=self.next_row - 1,
            last_column=len(self.official),
            header_rows=(_HEADER_ROW, _HEADER_ROW + 1),
        )


def _values(entry: _Entry, columns: list[ColumnSpec]) -> dict[str, object]:
    row = entry.row
    values: dict[str, object] = {"level1": entry.level1, "level2": entry.level2}
    if row is None:
        return values
    for spec in columns:
        if spec.key in row.cells and spec.key not in {"code", "name", "direction", "funds", "goal", *values}:
            values[spec.key] = row.cells[spec.key].cell
    if row.weight is not None and not row.text_of("remark"):
        values["remark"] = f"{row.weight:f}分"
    return values


def write_raw(sheet: Worksheet, book: GridBook, form: Form) -> None:
    """Write every cell where the text has it; only the look is added."""
    source = book.sheets[0]
    block = form.blocks[0]
    columns = {place.first: spec.width for key, place in block.columns.items() for spec in [form.schema.spec(key)]}
    last = block.last_official_column
    pen = Pen(sheet, [columns.get(column, 10) for column in range(1, last + 1)])
    for row in range(1, source.last_row + 1):
        for column in range(1, last + 1):
            value = source.cell(row, column)
            if row < block.header_first:
                pen.plain(row, column, value.text or None, is_title=row == 1)
            elif row <= block.header_last:
                pen.header(row, column, value.text or None)
            else:
                pen.body(row, column, value, is_long=True)
        if row > block.header_last:
            pen.fit_heights(row, row)
    finish_page(sheet, last_row=source.last_row, last_column=last, header_rows=(block.header_first, block.header_last))


def write_repairs(sheet: Worksheet, form: Form, places: dict[int, int]) -> None:
    """List what was put back: place in the new form, what the text had, what was done."""
    pen = Pen(sheet, list(_REPAIR_WIDTHS))
    pen.title(1, "修复记录", len(_REPAIR_WIDTHS))
    pen.side_note(
        2,
        1,
        len(_REPAIR_WIDTHS),
        "由公开文本还原表格时作的归位，官方文字未改。“单元格”是本文件“目标表”中的位置；“问题”“处理”里的行号和单元格是原文排列中的位置。",
        "left",
    )
    for column, name in enumerate(("序号", "单元格", "问题", "处理"), start=1):
        pen.header(3, column, name)
    columns = {spec.key: number for number, spec in enumerate(_official(form.schema), start=1)}
    for number, note in enumerate(form.repairs, start=1):
        row = number + 3
        where = _new_place(note, columns, places)
        for column, value in enumerate((Decimal(number), where, note.problem, note.message), start=1):
            pen.body(row, column, cell_of(str(value)) if column == 1 else value, is_long=column > _REPAIR_PLACE)
        pen.fit_heights(row, row)
    finish_page(sheet, last_row=len(form.repairs) + 3, last_column=len(_REPAIR_WIDTHS), header_rows=(3, 3))


def _new_place(note: Repair, columns: dict[str, int], places: dict[int, int]) -> str:
    rows = [places[row] for row in (int("".join(filter(str.isdigit, cell))) for cell in note.cells) if row in places]
    if not rows:
        return ""
    first, last = (min(rows), max(rows)) if note.code == "R104" else (rows[0], rows[0])
    start, end = _REPAIR_COLUMNS.get(note.code, ("level1", "remark"))
    left, right = column_letters(columns[start]), column_letters(columns[end])
    corner, other = f"{left}{first}", f"{right}{last}"
    return corner if corner == other else f"{corner}:{other}"
