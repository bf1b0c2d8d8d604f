"""An open workbook in, its sheets as grids out: a few block reads a sheet, whatever the number of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from perfscore.grid.own_columns import made_on
from perfscore.grid.read import OUR_SHEETS
from perfscore.grid.sheet import GridBook, GridCell, GridSheet
from perfscore.grid.state import load_state
from perfscore.grid.summary_read import read_table_of
from perfscore.grid.surroundings import SUMMARY_SHEET
from perfscore.grid.view import SheetView
from perfscore.hosts.live.cells import HostValue, grid_cell, is_number
from perfscore.hosts.live.formats import Place, formats_of
from perfscore.hosts.live.marks import marks_of
from perfscore.hosts.live.merges import form_merges, own_sheet_merges
from perfscore.workbook.state import STATE_SHEET, KeptState, is_state_sheet, state_of

if TYPE_CHECKING:
    import xlwings as xw

_POINTS = dict.fromkeys(("资金总额", "指标分值", "指标得分", "执行率得分", "总分"), "0.00")
_OUR_FORMATS = {**_POINTS, "序号": "General"}


@dataclass(slots=True)
class LiveSheet:
    """A sheet with what was read of it. ``raw`` holds the values as the host gave them, to write them back."""

    sheet: xw.Sheet
    grid: GridSheet
    raw: dict[Place, HostValue] = field(default_factory=dict)
    formulas: dict[Place, str] = field(default_factory=dict)


@dataclass(slots=True)
class LiveBook:
    """An open workbook as read: the grids, and the sheets that they come from."""

    book: xw.Book
    grid: GridBook
    sheets: dict[str, LiveSheet]
    kept: KeptState
    state_sheet: LiveSheet | None = None
    """The sheet that keeps our state, None where there is none."""


def read_live_book(book: xw.Book, *, only: str | None = None, formats: bool = True) -> LiveBook:
    """Read an open workbook.

    Args:
        book: the workbook.
        only: the only sheet of the form to read whole; of others, ours excepted, only what points to ours is read.
        formats: whether number formats matter; without them numbers show as under General.
    """
    sheets = {one.name: one for one in book.sheets}
    state_sheet = _state_sheet(sheets)
    kept = state_of(state_sheet.grid) if state_sheet else KeptState()
    names = tuple(name for name in sheets if name in kept.sheets and not _is_state(state_sheet, name))
    live: dict[str, LiveSheet] = {}
    for name, sheet in sheets.items():
        if _is_state(state_sheet, name):
            continue
        if only is not None and name != only and name not in names and name not in OUR_SHEETS:
            live[name] = _pointers_of(sheet, name) if names else LiveSheet(sheet, GridSheet(name))
        else:
            live[name] = read_live_sheet(sheet, name, formats=formats, is_ours=name in names)
    state, every = load_state(kept.text), list(live)
    for name, one in live.items():
        if name in names:
            one.grid.merges = own_sheet_merges(one.sheet, one.grid)
            one.grid.marks = marks_of(one.sheet, one.grid)
        elif only is None or name == only:
            one.grid.merges = form_merges(one.sheet, one.grid, made_on(name, state, every))
    grid = GridBook(tuple(one.grid for one in live.values()), kept.text, names)
    return LiveBook(book, grid, live, kept, state_sheet)


def _is_state(state_sheet: LiveSheet | None, name: str) -> bool:
    return state_sheet is not None and state_sheet.grid.name == name


def _state_sheet(sheets: dict[str, xw.Sheet]) -> LiveSheet | None:
    """Return the sheet that keeps our state; one of a person's that has its name is none."""
    for name, sheet in sheets.items():
        if name.lower() == STATE_SHEET:
            live = read_live_sheet(sheet, name, formats=False)
            return live if is_state_sheet(live.grid) else None
    return None


def read_live_sheet(sheet: xw.Sheet, name: str, *, formats: bool = True, is_ours: bool = False) -> LiveSheet:
    """Read the values, formulas and number formats of a sheet; merges are another matter."""
    used = sheet.used_range
    top, left = used.row, used.column
    values = used.options(ndim=2, err_to_str=True).value
    formulas = _rows(used.formula)
    live = LiveSheet(sheet, GridSheet(name))
    numbers: dict[Place, HostValue] = {}
    for r, (line, words) in enumerate(zip(values, formulas, strict=True), start=top):
        for c, (value, formula) in enumerate(zip(line, words, strict=True), start=left):
            if value is None and not formula:
                continue
            live.raw[r, c] = value
            live.formulas[r, c] = formula if isinstance(formula, str) else str(formula)
            if is_number(value):
                numbers[r, c] = value
    live.grid.cells = _cells(live, {})
    live.grid.last_row = max((row for row, _ in live.grid.cells), default=0)
    live.grid.last_column = max((column for _, column in live.grid.cells), default=0)
    if formats and numbers:
        found = known_formats(live.grid) if is_ours else {}
        found |= formats_of(sheet, {place: value for place, value in numbers.items() if place not in found})
        live.grid.cells |= _cells(live, {place: code for place, code in found.items() if code != "General"})
    live.grid.is_protected = bool(sheet.api.ProtectContents)
    return live


def _cells(live: LiveSheet, formats: dict[Place, str]) -> dict[Place, GridCell]:
    """Return the cells: all of them under General, or those with other formats."""
    made = {
        place: grid_cell(live.raw[place], live.formulas[place], formats.get(place, "General"))
        for place in formats or live.raw
    }
    return {place: cell for place, cell in made.items() if cell is not None}


def known_formats(grid: GridSheet) -> dict[Place, str]:
    """Return the formats that we gave cells of 得分汇总, by their columns: there nobody needs to ask."""
    if grid.name != SUMMARY_SHEET:
        return {}
    table = read_table_of(SheetView(grid))
    codes = {table.columns[name]: code for name, code in _OUR_FORMATS.items() if name in table.columns}
    return {(row, column): codes[column] for row, column in grid.cells if row > table.header_row and column in codes}


def _pointers_of(sheet: xw.Sheet, name: str) -> LiveSheet:
    """Read only the formulas of a sheet: enough to see whether they point to a sheet of ours."""
    used = sheet.used_range
    top, left = used.row, used.column
    live = LiveSheet(sheet, GridSheet(name))
    for r, words in enumerate(_rows(used.formula), start=top):
        for c, formula in enumerate(words, start=left):
            if isinstance(formula, str) and formula.startswith("="):
                live.grid.cells[r, c] = GridCell(formula=formula[1:])
    return live


def _rows(block: Any) -> Sequence[Sequence[Any]]:
    """Return a block as rows: a single cell comes as itself, one row may come flat."""
    if not isinstance(block, list | tuple):
        return [[block]]
    if not block or not isinstance(block[0], list | tuple):
        return [block]
    return block
