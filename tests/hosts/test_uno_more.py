"""What the commands of the ribbon ask of the engine beyond xlwings: several areas, rules, links, copies."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwings


def test_several_areas_are_set_and_asked_at_once(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    cells = sheet.range("B2,D4:D6,F1")
    cells.number_format = "0.00%"
    cells.color = (255, 242, 204)
    assert sheet["D5"].number_format == "0.00%"
    assert sheet["D3"].number_format == "General"
    assert cells.number_format == "0.00%"
    assert sheet.range("B2,B3").number_format is None
    assert sheet["F1"].color == (255, 242, 204)


def test_rules_for_typing_are_found_again(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    with pytest.raises(LookupError):
        sheet["A1:A9"].api.SpecialCells(-4174)
    sheet.range("A2,A5:A6").api.Validation.Add(Type=3, Formula1="满意,不满意")
    areas = sheet["A1:A9"].api.SpecialCells(-4174).Areas
    assert sorted((one.Row, one.Rows.Count) for one in areas) == [(2, 1), (5, 2)]


def test_links_of_some_cells_say_where_they_lead(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    sheet["A1"].add_hyperlink("https://example.org/a", text_to_display="佐证")
    sheet["A2"].add_hyperlink(f"#'{sheet.name}'!B2", text_to_display="位置")
    sheet["B1"].value = "没有链接"
    links = sheet["A1:B2"].api.Hyperlinks
    assert links.Count == 2
    assert [(one.Range.Row, one.Address) for one in links] == [(1, "https://example.org/a"), (2, "")]
    assert sheet["B1:B2"].api.Hyperlinks.Count == 0


def test_a_sheet_goes_into_another_workbook_whole(calc: xlwings.App) -> None:
    source, target = calc.books.add(), calc.books.add()
    sheet = source.sheets[0]
    sheet.name = "来源"
    sheet["A1"].value = "甲"
    sheet["A1:B1"].merge()
    sheet["A2"].number_format = "0.00"
    sheet.api.PageSetup.Orientation = 2
    sheet.activate()
    window = calc.api.ActiveWindow
    window.SplitRow, window.SplitColumn, window.FreezePanes = 3, 1, True
    sheet.api.Copy(After=target.sheets[0].api)
    assert [one.name for one in target.sheets][1:] == ["来源"]
    copied = target.sheets["来源"]
    assert (copied["A1"].value, copied["A1"].merge_cells, copied["A2"].number_format) == ("甲", True, "0.00")
    assert copied.api.PageSetup.Orientation == 2
    copied.activate()
    assert (window.FreezePanes, window.SplitRow, window.SplitColumn) == (True, 3, 1)


def test_a_copy_is_saved_and_the_workbook_stays_where_it_is(new_book: xlwings.Book, tmp_path: Path) -> None:
    new_book.sheets[0]["A1"].value = "甲"
    name = new_book.fullname
    path = tmp_path / "副本 一.xlsx"
    new_book.api.SaveCopyAs(str(path))
    assert new_book.fullname == name
    assert openpyxl.load_workbook(path).worksheets[0]["A1"].value == "甲"
    with pytest.raises(ValueError, match="no kind of workbook"):
        new_book.api.SaveCopyAs(str(tmp_path / "副本.doc"))
