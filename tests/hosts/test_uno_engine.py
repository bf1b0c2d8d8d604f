"""The xlwings engine over UNO, on a real LibreOffice: what xlwings' public API gives there."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import xlwings
from live_office import OpenCopy

from form_files import CLEAN
from perfscore.hosts.libreoffice.uno_engine.calls import CallCounter


def test_values_come_back_as_they_went_in(new_book: xlwings.Book) -> None:
    cells = new_book.sheets[0]["A1:D2"]
    rows = [["文字", 1.5, True, None], [datetime(2024, 5, 1), datetime(2024, 5, 1, 8, 30), False, "a\nb"]]
    cells.value = rows
    assert cells.value == rows


def test_errors_come_as_none_or_by_name(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    sheet["A1:C1"].formula = (("=1/0", "=NA()", '="a"+1'),)
    assert sheet["A1:C1"].value == [None, None, None]
    assert sheet["A1:C1"].options(err_to_str=True).value == ["#DIV/0!", "#N/A", "#VALUE!"]


def test_a_form_opens_and_its_block_is_read(open_copy: OpenCopy, host_calls: CallCounter) -> None:
    book = open_copy(CLEAN)
    sheet = openpyxl.load_workbook(CLEAN).worksheets[0]
    used = book.sheets[0].used_range
    assert used.address == f"$A$1:${sheet.dimensions.partition(':')[2].rstrip('0123456789')}${sheet.max_row}"
    values = used.value
    expected = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [[str(v) for v in row] for row in values] == [
        [str(float(v) if isinstance(v, int) else v) for v in row] for row in expected
    ]
    assert host_calls.total < 15


def test_a_saved_book_holds_what_was_written(new_book: xlwings.Book, tmp_path: Path) -> None:
    new_book.sheets[0]["A1"].value = [["'001", 2], ["甲", None]]
    path = tmp_path / "新表.xlsx"
    new_book.save(path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet["A1:B2"]] == [["001", 2], ["甲", None]]
    assert new_book.name == "新表.xlsx"


def test_several_blocks_are_one_range(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    cells = sheet.range("A1:A2,C3")
    cells.color = (1, 2, 3)
    assert [sheet[where].color for where in ("A2", "B3", "C3")] == [(1, 2, 3), None, (1, 2, 3)]
    assert cells.address == "$A$1:$A$2,$C$3"
    assert cells.get_address(external=True) == "'[Untitled 1]Sheet1'!$A$1:$A$2,$C$3".replace(
        "Untitled 1", new_book.name
    )
    assert cells.number_format == "General"
    sheet["C3"].number_format = "0%"
    assert cells.number_format is None
