"""Values of a new official form enter, styled cells, heights and a print set-up leave."""

from __future__ import annotations

import math
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break

from perfscore.grid.sheet import GridCell

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_FAMILY = "宋体"
_SIZE, _TITLE_SIZE = 9, 18
_LINE_HEIGHT = 12.5
_LEAST_HEIGHT = 20.0
_TITLE_HEIGHT, _NOTE_HEIGHT, _HEADER_HEIGHT = 34.0, 20.0, 28.0
_ZIP_DATE = (2024, 1, 1, 0, 0, 0)
_PAGE_HEIGHT, _PAGE_WIDTH = 595.0, 842.0
"""A4 landscape in points."""
_MARGINS_ACROSS, _MARGINS_DOWN = 57.6, 72.0
_POINTS_PER_DIGIT, _COLUMN_EDGE = 5.25, 3.75
_SAFETY = 0.97
_STAMP = "2024-01-01T00:00:00Z"
_INPUT_FILL = "FFFFF2CC"
_EDGE = Side(style="thin", color="FF000000")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_AT_9_POINT = 11 / 9
"""A column width counts digits of 11 point; text of 9 point fits that much more."""


class Pen:
    """Writes cells of one sheet in the look of an official form."""

    def __init__(self, sheet: Worksheet, widths: Sequence[float]) -> None:
        self.sheet = sheet
        self.widths = list(widths)
        self._merged: dict[tuple[int, int], int] = {}
        for column, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = width

    def title(self, row: int, text: str, last_column: int) -> None:
        """Write the title over all columns."""
        self._write(row, 1, text, Font(name=_FAMILY, size=_TITLE_SIZE, bold=True), "center")
        self.merge(row, 1, row, last_column)
        self.sheet.row_dimensions[row].height = _TITLE_HEIGHT

    def side_note(self, row: int, first: int, last: int, text: str, side: str) -> None:
        """Write 单位 or 金额单位 above the table."""
        self._write(row, first, text, Font(name=_FAMILY, size=_SIZE + 1), side)
        self.merge(row, first, row, last)
        self.sheet.row_dimensions[row].height = _NOTE_HEIGHT

    def header(self, row: int, column: int, text: str | None) -> None:
        """Write one cell of the header."""
        self._write(row, column, text, Font(name=_FAMILY, size=_SIZE, bold=True), "center", has_border=True)
        self.sheet.row_dimensions[row].height = _HEADER_HEIGHT

    def body(self, row: int, column: int, value: object, *, is_long: bool = False) -> None:
        """Write one cell of the table; words of a sentence begin at the left, everything else stands in the middle."""
        text = value.text if isinstance(value, GridCell) else value
        is_words = is_long and isinstance(text, str) and not isinstance(_stored(value), (int, float, Decimal))
        side = "left" if is_words else "center"
        cell = self._write(row, column, _stored(value), Font(name=_FAMILY, size=_SIZE), side, has_border=True)
        if isinstance(value, GridCell):
            cell.number_format = value.number_format
        elif isinstance(value, Decimal):
            cell.number_format = "0.00"

    def plain(self, row: int, column: int, text: str | None, *, is_title: bool) -> None:
        """Write a line above the table as it stands, unmerged."""
        if text is not None:
            size = _TITLE_SIZE if is_title else _SIZE + 1
            cell = self._write(row, column, text, Font(name=_FAMILY, size=size, bold=is_title), "left")
            cell.alignment = Alignment(horizontal="left", vertical="center")
            self.sheet.row_dimensions[row].height = _TITLE_HEIGHT if is_title else _NOTE_HEIGHT

    def tint_input(self, row: int, column: int) -> None:
        """Give a cell the light yellow that says: fill in."""
        self.sheet.cell(row, column).fill = PatternFill("solid", fgColor=_INPUT_FILL)

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        """Merge a rectangle; a single cell stays as it is."""
        if (first_row, first_column) == (last_row, last_column):
            return
        self.sheet.merge_cells(start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column)
        if first_column == last_column:
            self._merged[first_row, first_column] = last_row

    def fit_heights(self, first: int, last: int) -> None:
        """Make the rows high enough: a spreadsheet program measures no merged cell by itself."""
        for row in range(first, last + 1):
            self.sheet.row_dimensions[row].height = max(_LEAST_HEIGHT, self._needed(row))
        for (top, column), bottom in self._merged.items():
            if not first <= top <= last:
                continue
            rows = range(top, bottom + 1)
            present = sum(float(self.sheet.row_dimensions[row].height or 0) for row in rows)
            wanted = _height(self.sheet.cell(top, column).value, self.widths[column - 1])
            for row in rows if wanted > present else ():
                height = float(self.sheet.row_dimensions[row].height or 0)
                self.sheet.row_dimensions[row].height = height + (wanted - present) / len(rows)

    def break_before(self, row: int) -> None:
        """Begin a new printed page at ``row``."""
        self.sheet.row_breaks.append(Break(id=row - 1))

    def height_of(self, first: int, last: int) -> float:
        """Return the height of rows ``first`` to ``last`` in points."""
        return sum(float(self.sheet.row_dimensions[row].height or _LEAST_HEIGHT) for row in range(first, last + 1))

    def page_height(self, last_column: int) -> float:
        """Return how many points of rows one printed page takes, once the columns are shrunk to its width."""
        width = sum(_COLUMN_EDGE + _POINTS_PER_DIGIT * digits for digits in self.widths[:last_column])
        return (_PAGE_HEIGHT - _MARGINS_DOWN) * max(1.0, width / (_PAGE_WIDTH - _MARGINS_ACROSS)) * _SAFETY

    def _needed(self, row: int) -> float:
        heights = [
            _height(self.sheet.cell(row, column).value, width)
            for column, width in enumerate(self.widths, start=1)
            if (row, column) not in self._merged
        ]
        return max(heights, default=0)

    def _write(self, row: int, column: int, value: object, font: Font, side: str, *, has_border: bool = False) -> Cell:
        cell = self.sheet.cell(row, column)
        cell.value = value
        cell.font = font
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
        if has_border:
            cell.border = _BORDER
        return cell


def _stored(value: object) -> object:
    return value.value if isinstance(value, GridCell) else value


def _height(value: object, width: float) -> float:
    if value is None:
        return 0
    # The first cell edge and the last one take about a digit together.
    room = max(2.0, (width - 1) * _AT_9_POINT)
    units = sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in str(value))
    return math.ceil(units / (room - room % 2)) * _LINE_HEIGHT + 4


def finish_page(sheet: Worksheet, *, last_row: int, last_column: int, header_rows: tuple[int, int]) -> None:
    """Set A4 landscape, one page wide, the header on every page, and freeze the header on the screen."""
    sheet.print_area = f"A1:{get_column_letter(last_column)}{last_row}"
    sheet.print_title_rows = f"{header_rows[0]}:{header_rows[1]}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.5
    sheet.page_margins.header = sheet.page_margins.footer = 0.25
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
    sheet.oddFooter.center.size = _SIZE
    sheet.freeze_panes = f"A{header_rows[1] + 1}"


def save_reproducibly(workbook: Workbook, path: Path) -> None:
    """Save a new workbook so that the same content gives the same bytes, whenever it is built."""
    buffer = BytesIO()
    workbook.save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            content = source.read(name)
            target.writestr(entry, _without_clock(content) if name == "docProps/core.xml" else content)


def _without_clock(core: bytes) -> bytes:
    stamp = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms)"
    named = core.replace(b"<dc:creator>openpyxl</dc:creator>", b"<dc:creator>PerfScore</dc:creator>")
    return re.sub(stamp, rb"\g<1>" + _STAMP.encode() + rb"\g<2>", named)
