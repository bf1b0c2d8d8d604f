"""A GridBook enters; what stands at any place of it leaves: a scored row, a project, or why neither is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from perfscore.diagnostics import Diagnostic
from perfscore.engine.book import BookForm, read_book
from perfscore.engine.known_rows import KnownForm, KnownRow, RowColumns
from perfscore.grid.form import Block, Project
from perfscore.grid.read import OUR_SHEETS
from perfscore.grid.sheet import EMPTY_CELL, CellKind, GridBook, GridCell
from perfscore.model.profile import Profile

_LONGEST_REASON = 120
_OURS = "PERF_"


class KnownBook:
    """A workbook as it was read once, ready to score its rows."""

    def __init__(
        self,
        grid: GridBook,
        profile: Profile,
        ours: frozenset[tuple[str, int, int]] = frozenset(),
        others: Callable[[], Iterable[GridBook]] = tuple,
    ) -> None:
        """Recognise the book.

        Args:
            grid: the book.
            profile: the local practice.
            ours: the cells with functions of ours, if they are known.
            others: gives other workbooks, in which a 自评表 may find its rules; asked again for each form.
        """
        self._others = others
        self.ours = ours or _our_formulas(grid)
        self.grid = grid if ours else _without(grid, self.ours)
        self.profile = profile
        self._sheets = {sheet.name: sheet for sheet in self.grid.sheets}
        self._reasons: dict[str, Diagnostic] = {}
        self.forms = tuple(KnownForm(entry, profile) for entry in self._entries())
        self._rows = {place: row for form in reversed(self.forms) for place, row in form.rows.items()}
        self._columns: dict[int, RowColumns] = {}

    def _entries(self) -> list[BookForm]:
        """Return the form that is scored first, and those on sheets that it leaves out."""
        entry, said = read_book(self.grid, others=self._others)
        self._note(said)
        entries = [entry] if entry else []
        for sheet in self.grid.sheets:
            if sheet.name in OUR_SHEETS or any(sheet.name in one.form.sheets for one in entries):
                continue
            further, said = read_book(self.grid, sheet=sheet.name, own=lambda: self.grid, others=self._others)
            self._note(said)
            entries += [further] if further else []
        return entries

    def _note(self, said: tuple[Diagnostic, ...]) -> None:
        for entry in said:
            if entry.where is not None:
                self._reasons.setdefault(entry.where.sheet, entry)

    def cell(self, sheet: str, row: int, column: int) -> GridCell:
        """Return a cell as it was read."""
        found = self._sheets.get(sheet)
        return found.cell(row, column) if found else EMPTY_CELL

    def row_at(self, sheet: str, row: int) -> KnownRow | None:
        """Return the scored row at a place, None where none is."""
        return self._rows.get((sheet, row))

    def block_at(self, sheet: str, row: int) -> tuple[KnownForm, Block] | None:
        """Return the table at a row, the last one above it where the row is below, None on a sheet that is no form."""
        found = None
        for form in self.forms:
            for block in form.form.blocks:
                if block.sheet == sheet and (found is None or block.header_first <= row):
                    found = (form, block)
        return found

    def columns_at(self, sheet: str, row: int) -> RowColumns | None:
        """Return what is read of a row, None on a sheet that is no form."""
        found = self.block_at(sheet, row)
        if found is None:
            return None
        form, block = found
        known = self._columns.get(id(block))
        if known is None:
            known = self._columns[id(block)] = form.columns_of(block)
        return known

    def with_row(self, sheet: str, row: int, cells: Mapping[int, GridCell]) -> KnownBook:
        """Return the book recognised anew with these cells, by column, in one row."""
        old = self._sheets[sheet]
        merged = dict(old.cells)
        for column, cell in cells.items():
            merged.pop((row, column), None)
            if cell.kind is not CellKind.EMPTY and (sheet, row, column) not in self.ours:
                merged[row, column] = cell
        last_row = max((at for at, _ in merged), default=0)
        last_column = max((at for _, at in merged), default=0)
        new = replace(old, cells=merged, last_row=last_row, last_column=last_column)
        sheets = tuple(new if one is old else one for one in self.grid.sheets)
        return KnownBook(replace(self.grid, sheets=sheets), self.profile, self.ours, self._others)

    def project_at(self, sheet: str, row: int) -> tuple[KnownForm, Project] | None:
        """Return the project that a row of a sheet belongs to; a sheet with one project is all that project's."""
        known = self._rows.get((sheet, row))
        if known is not None:
            return known.form, known.form.form.projects[known.project]
        starts = [
            (start, form, project)
            for form in self.forms
            for project in form.form.projects
            if project.sheet == sheet and project.rows
            for start in _starts(project)
        ]
        if not starts:
            return None
        if len({id(project) for _, _, project in starts}) == 1:
            return starts[0][1], starts[0][2]
        found = self.block_at(sheet, row)
        above = [entry for entry in starts if entry[0] <= row]
        if found is None or not above or not found[1].header_last < row <= found[1].last_row:
            return None
        _, form, project = max(above, key=lambda entry: entry[0])
        return form, project

    def why_no_row(self, sheet: str, row: int) -> str:
        """Say in a few words why there is no scored row at a place."""
        found = self.block_at(sheet, row)
        if found is None:
            return self._why_no_form(sheet)
        form, block = found
        headers = ((block.header_first, block.header_last), *block.repeated_headers)
        if any(first <= row <= last for first, last in headers):
            return f"第{row}行是表头，请选指标所在的行"
        upper = self._merged_with(sheet, row, block)
        if upper:
            return f"第{row}行与第{upper}行是同一个指标（合并单元格），请选第{upper}行"
        if not block.header_last < row <= block.last_row:
            lines = [known.row.row for known in form.rows.values() if known.row.sheet == sheet]
            there = f"（指标在第{min(lines)}至{max(lines)}行）" if lines else ""
            return f"第{row}行不在表内，请选指标所在的行{there}"
        return self._why_no_indicator(sheet, row, form, block)

    def _why_no_indicator(self, sheet: str, row: int, form: KnownForm, block: Block) -> str:
        grid = self._sheets[sheet]
        columns = form.columns_of(block).inputs
        place = block.columns["indicator"]
        if all(grid.cell(row, column).kind is CellKind.EMPTY for column in columns):
            return f"第{row}行是空行"
        if grid.cell(row, place.first).kind is CellKind.EMPTY:
            return f"第{row}行没有三级指标，不计分"
        return f"第{row}行不是指标行（合计、预算执行率、说明等），不计分"

    def _merged_with(self, sheet: str, row: int, block: Block) -> int:
        """Return the scored row whose 三级指标 is merged down to this one, 0 where there is none."""
        column = block.columns["indicator"].first
        for area in self._sheets[sheet].merges:
            covers = area.first_column <= column <= area.last_column
            if covers and area.first_row < row <= area.last_row and self.row_at(sheet, area.first_row):
                return area.first_row
        return 0

    def _why_no_form(self, sheet: str) -> str:
        if sheet in OUR_SHEETS:
            return f"“{sheet}”不是绩效表，请选绩效表里的指标行"
        said = self._reasons.get(sheet)
        if said is not None and said.code == "G154":
            why = said.message.partition("；")[0]
            return f"工作表“{sheet}”不能计分：{why}；请打开目标表所在的工作簿，再重算一次"
        if said is not None and said.code not in ("G101", "G102"):
            words = said.message if len(said.message) <= _LONGEST_REASON else f"{said.message[:_LONGEST_REASON]}…"
            return f"工作表“{sheet}”不能计分：{words}"
        return f"工作表“{sheet}”里没有绩效表"

    def rows_of(self, form: KnownForm, project: Project) -> list[KnownRow]:
        """Return the scored rows of a project."""
        return [form.rows[row.sheet, row.row] for row in project.rows]


def _our_formulas(grid: GridBook) -> frozenset[tuple[str, int, int]]:
    """Return the cells with functions of ours: wherever they stand, nothing is computed from them."""
    return frozenset(
        (sheet.name, row, column)
        for sheet in grid.sheets
        for (row, column), cell in sheet.cells.items()
        if cell.formula is not None and _OURS in cell.formula.upper()
    )


def _without(grid: GridBook, ours: frozenset[tuple[str, int, int]]) -> GridBook:
    """Return the book with these cells empty."""
    names = {sheet for sheet, _, _ in ours}
    sheets = tuple(
        replace(sheet, cells={at: cell for at, cell in sheet.cells.items() if (sheet.name, *at) not in ours})
        if sheet.name in names
        else sheet
        for sheet in grid.sheets
    )
    return replace(grid, sheets=sheets)


def _starts(project: Project) -> list[int]:
    """Return the rows in which a project is seen to stand."""
    name = project.cells.get("name")
    rows = [row.row for row in project.rows] + [place.row for place in project.placeholders]
    return [*rows, name.row] if name is not None and name.sheet == project.sheet else rows
