"""How cells look, through the xlwings engine over UNO: what is set is read back, and stands in the saved file."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwings
from openpyxl.worksheet.worksheet import Worksheet

CENTER, LEFT, BOTTOM = -4108, -4131, -4107
NO_LINE, CONTINUOUS, THIN = -4142, 1, 2
FORMATS = ["General", "0.00", "0%", "0.00%", "@", "#,##0.00", "yyyy/m/d", "yyyy-mm-dd hh:mm", "[Red]0.0", '0"个"']


def saved(book: xlwings.Book, folder: Path) -> Worksheet:
    """Save a book and read its first sheet with another library."""
    path = folder / "saved.xlsx"
    book.save(path)
    return openpyxl.load_workbook(path).worksheets[0]


@pytest.mark.parametrize("code", FORMATS)
def test_number_formats_keep_excels_spelling(new_book: xlwings.Book, tmp_path: Path, code: str) -> None:
    cell = new_book.sheets[0]["A1"]
    cell.value = 0.5 if code != "@" else "x"
    cell.number_format = code
    assert cell.number_format == code
    kept = saved(new_book, tmp_path)["A1"].number_format
    assert kept.replace('"', "").replace("\\", "").upper() == code.replace('"', "").upper()


def test_a_mixed_number_format_is_none(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    sheet["A2"].number_format = "0%"
    assert [sheet[where].number_format for where in ("A1:A3", "A2", "A1", "A3:A9")] == [
        None,
        "0%",
        "General",
        "General",
    ]


def test_merges_are_told_as_excel_tells_them(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    sheet["A1:D1"].merge()
    sheet["A3:A5"].merge()
    sheet["A6:A7"].merge()
    asked = ["A1", "B1", "A1:D1", "B1:C1", "A1:D2", "B2", "A2:D2", "B1:B9", "A3:A7", "A3:B7", "C3:D9", "A2:A3"]
    states = [True, True, True, True, None, False, False, None, True, None, False, None]
    assert [sheet[where].merge_cells for where in asked] == states
    assert [sheet[where].merge_area.address for where in ("C1", "A4", "B4")] == ["$A$1:$D$1", "$A$3:$A$5", "$B$4"]
    sheet["A1:D1"].unmerge()
    assert sheet["A1:D1"].merge_cells is False


def test_colours_and_fonts(new_book: xlwings.Book, tmp_path: Path) -> None:
    cells = new_book.sheets[0]["A1:A2"]
    cells.value = [["甲"], ["b"]]
    cells.color = (255, 242, 204)
    cells.font.name, cells.font.size, cells.font.bold, cells.font.color = "宋体", 12, True, (192, 0, 0)
    assert (cells.color, cells.font.name, cells.font.size) == ((255, 242, 204), "宋体", 12)
    assert (cells.font.bold, cells.font.color) == (True, (192, 0, 0))
    font = saved(new_book, tmp_path)["A1"].font
    assert (font.name, font.size, font.bold, font.color.rgb) == ("宋体", 12, True, "FFC00000")
    cells.color = None
    assert cells.color is None
    new_book.sheets[0]["A1"].color = "#00ff00"
    assert cells.color is None


@pytest.mark.parametrize("width", [4, 8.43, 22, 52.5])
def test_widths_are_excels_characters(new_book: xlwings.Book, tmp_path: Path, width: float) -> None:
    sheet = new_book.sheets[0]
    sheet["B1:C1"].column_width = width
    assert sheet["B1:C1"].column_width == pytest.approx(width, abs=0.05)
    assert sheet["A1:C1"].column_width is None
    # A file counts the margin in: 5 pixels of 7 a character.
    assert saved(new_book, tmp_path).column_dimensions["B"].width == pytest.approx(width + 5 / 7, abs=0.12)


def test_heights_are_points(new_book: xlwings.Book, tmp_path: Path) -> None:
    sheet = new_book.sheets[0]
    sheet["A2:A3"].row_height = 40.5
    assert sheet["A2:A3"].row_height == pytest.approx(40.5, abs=0.05)
    assert sheet["A1:A3"].row_height is None
    sheet["A2"].value = 1
    assert saved(new_book, tmp_path).row_dimensions[2].height == pytest.approx(40.5, abs=0.2)


def test_alignment_wrapping_and_locks(new_book: xlwings.Book, tmp_path: Path) -> None:
    cells = new_book.sheets[0]["A1:B2"]
    cells.value = [[1, 2], [3, 4]]
    assert (cells.api.HorizontalAlignment, cells.api.VerticalAlignment, cells.api.Locked) == (1, BOTTOM, True)
    cells.api.HorizontalAlignment, cells.api.VerticalAlignment, cells.api.Locked = LEFT, CENTER, False
    cells.wrap_text = True
    assert (cells.api.HorizontalAlignment, cells.api.VerticalAlignment) == (LEFT, CENTER)
    assert (cells.api.Locked, cells.wrap_text) == (False, True)
    wide = new_book.sheets[0]["A1:C2"]
    assert (wide.api.HorizontalAlignment, wide.api.Locked, wide.wrap_text) == (None, None, None)
    cell = saved(new_book, tmp_path)["B2"]
    assert (cell.alignment.horizontal, cell.alignment.vertical) == ("left", "center")
    assert (cell.alignment.wrap_text, cell.protection.locked) == (True, False)


def test_borders_lie_around_and_between(new_book: xlwings.Book, tmp_path: Path) -> None:
    cells = new_book.sheets[0]["B2:C3"]
    borders = cells.api.Borders
    borders.LineStyle, borders.Weight, borders.Color = CONTINUOUS, THIN, 0x0000FF
    assert (borders.LineStyle, borders.Weight, borders.Color) == (CONTINUOUS, THIN, 0x0000FF)
    assert new_book.sheets[0]["F9"].api.Borders.LineStyle == NO_LINE
    cells.value = [[1, 2], [3, 4]]
    border = saved(new_book, tmp_path)["B2"].border
    assert {side.style for side in (border.top, border.bottom, border.left, border.right)} == {"thin"}
    assert border.top.color.rgb == "FFFF0000"
    borders.LineStyle = NO_LINE
    assert borders.LineStyle == NO_LINE


def test_formats_are_pasted_on_a_whole_block(new_book: xlwings.Book, tmp_path: Path) -> None:
    sheet = new_book.sheets[0]
    source = sheet["A1"]
    source.color, source.font.name, source.number_format = (1, 2, 3), "黑体", "0.00"
    source.api.Borders.LineStyle = CONTINUOUS
    source.api.HorizontalAlignment, source.wrap_text = CENTER, True
    sheet["C1:D4"].value = [[1, "甲"]] * 4
    sheet["C2"].color = (200, 0, 0)
    source.copy()
    sheet["C1:D4"].paste(paste="formats")
    assert sheet["C1:D4"].value == [[1.0, "甲"]] * 4
    assert (sheet["C1:D4"].color, sheet["C1:D4"].number_format) == ((1, 2, 3), "0.00")
    cell = saved(new_book, tmp_path)["D3"]
    assert (cell.font.name, cell.border.left.style, cell.alignment.horizontal) == ("黑体", "thin", "center")
    assert (cell.alignment.wrap_text, cell.number_format) == (True, "0.00")


def test_formats_of_a_column_are_pasted_row_by_row(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    for row, color in enumerate(((10, 10, 10), (20, 20, 20), (20, 20, 20)), start=1):
        sheet[row - 1, 0].color = color
    sheet["A1:A3"].copy()
    sheet["C1:D6"].paste(paste="formats")
    assert [sheet[row, 3].color for row in range(7)] == [*[(10, 10, 10), (20, 20, 20), (20, 20, 20)] * 2, None]


def test_formats_are_pasted_on_another_sheet(new_book: xlwings.Book) -> None:
    sheet, other = new_book.sheets[0], new_book.sheets.add("另表", after=new_book.sheets[0])
    sheet["A1"].color = (1, 2, 3)
    sheet["A1"].copy()
    other["B2"].paste(paste="formats")
    assert (other["B2"].color, sheet["B2"].color) == ((1, 2, 3), None)


def test_a_copy_brings_everything(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    sheet["A1:B1"].value = ["甲", "=1+1"]
    sheet["A1"].color = (1, 2, 3)
    sheet["A1:B1"].copy(sheet["A5"])
    assert (sheet["A5"].value, sheet["B5"].formula, sheet["A5"].color) == ("甲", "=1+1", (1, 2, 3))


def test_clearing(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]

    def fill() -> None:
        sheet["A1"].value, sheet["A1"].color = "甲", (1, 2, 3)

    fill()
    sheet["A1"].clear_contents()
    assert (sheet["A1"].value, sheet["A1"].color) == (None, (1, 2, 3))
    fill()
    sheet["A1"].clear_formats()
    assert (sheet["A1"].value, sheet["A1"].color) == ("甲", None)
    fill()
    sheet["A1"].clear()
    assert (sheet["A1"].value, sheet["A1"].color) == (None, None)


def test_rows_grow_when_the_screen_goes_on(new_book: xlwings.Book) -> None:
    app, sheet = new_book.app, new_book.sheets[0]
    sheet["A1"].column_width = 10
    sheet["A3"].row_height = 20
    with app.properties(screen_updating=False):
        sheet["A1:A3"].wrap_text = True
        sheet["A1:A3"].value = [["短"], ["很长的一段文字" * 4], ["很长的一段文字" * 4]]
    heights = [sheet[row, 0].row_height or 0 for row in range(3)]
    assert heights[1] > 2 * heights[0] > 0
    assert heights[2] == 20
    assert sheet.used_range.address == "$A$1:$A$3"
