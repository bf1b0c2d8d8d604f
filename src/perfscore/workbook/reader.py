"""A workbook file in, a GridBook and diagnostics out."""

from __future__ import annotations

from pathlib import Path

from perfscore.diagnostics import Diagnostic
from perfscore.grid.sheet import GridBook, GridSheet
from perfscore.workbook.book_map import SheetEntry, map_book
from perfscore.workbook.cell_in import CellMaker
from perfscore.workbook.faults import WorkbookFault
from perfscore.workbook.formats_in import read_formats
from perfscore.workbook.marks_in import read_marks
from perfscore.workbook.package import Package
from perfscore.workbook.sheet_in import read_sheet
from perfscore.workbook.state import KeptState, is_state_sheet, state_of
from perfscore.workbook.strings_in import read_strings


def read_workbook(path: Path | str) -> tuple[GridBook | None, tuple[Diagnostic, ...]]:
    """Read an .xlsx or .xlsm file.

    Args:
        path: the file; it is only read, and may be open in Excel at the same time.

    Returns:
        The worksheets in their order (chart sheets left out) and no diagnostics, or None with the one reason (F1xx).
    """
    try:
        with Package(Path(path)) as package:
            return _read_book(package), ()
    except WorkbookFault as problem:
        return None, (problem.diagnostic,)


def _read_book(package: Package) -> GridBook:
    book = map_book(package)
    maker = CellMaker(
        read_strings(package, book.related("sharedStrings")),
        read_formats(package, book.related("styles")),
        uses_1904=book.uses_1904,
    )
    sheets = [_read_entry(package, entry, maker) for entry in book.sheets if entry.part]
    kept = next((sheet for sheet in sheets if is_state_sheet(sheet)), None)
    shown = tuple(sheet for sheet in sheets if sheet is not kept)
    state = state_of(kept) if kept else KeptState()
    names = tuple(sheet.name for sheet in shown if sheet.name in state.sheets)
    for sheet in shown:
        entry = book.sheet(sheet.name)
        if sheet.name in names and entry is not None:
            sheet.marks = read_marks(package, entry.part)
    return GridBook(shown, state.text, names)


def _read_entry(package: Package, entry: SheetEntry, maker: CellMaker) -> GridSheet:
    sheet = read_sheet(package, entry.part, entry.name, maker)
    sheet.is_hidden = entry.is_hidden
    return sheet
