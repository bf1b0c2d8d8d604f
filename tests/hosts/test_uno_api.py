"""The part of Excel's own object model that the engine offers beyond xlwings, with Excel's constants."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwings
from live_office import OpenCopy
from openpyxl.worksheet.table import Table

from perfscore.hosts.libreoffice.uno_engine import OfficeError

LIST, STOP, EXPRESSION = 3, 1, 2
ORANGE = 0x00A5FF  # blue, green, red
HIDDEN, VERY_HIDDEN, VISIBLE = 0, 2, -1


def saved(book: xlwings.Book, folder: Path) -> openpyxl.Workbook:
    """Save a book and read it with another library."""
    path = folder / "saved.xlsx"
    book.save(path)
    return openpyxl.load_workbook(path)


def test_a_drop_down_offers_and_allows_other_text(new_book: xlwings.Book, tmp_path: Path) -> None:
    rule = new_book.sheets[0]["B2:B4"].api.Validation
    rule.Delete()
    rule.Add(Type=LIST, AlertStyle=STOP, Operator=1, Formula1="已完成,未完成")
    rule.InCellDropdown, rule.IgnoreBlank, rule.ShowError, rule.ShowInput = True, True, False, True
    rule.InputTitle, rule.InputMessage = "实际完成值", "可选，也可直接填写"
    assert (rule.Type, rule.Formula1, rule.ShowError, rule.InCellDropdown) == (LIST, "已完成,未完成", False, True)
    (found,) = saved(new_book, tmp_path).worksheets[0].data_validations.dataValidation
    assert (str(found.sqref), found.formula1, found.showErrorMessage) == ("B2:B4", '"已完成,未完成"', False)
    assert (found.promptTitle, found.prompt) == ("实际完成值", "可选，也可直接填写")
    new_book.sheets[0]["B3"].api.Validation.Delete()
    assert [new_book.sheets[0][where].api.Validation.Type for where in ("B2", "B3", "B4")] == [LIST, 0, LIST]


def test_a_list_longer_than_excel_takes_is_refused(new_book: xlwings.Book) -> None:
    with pytest.raises(ValueError, match="255"):
        new_book.sheets[0]["A1"].api.Validation.Add(Type=LIST, Formula1=",".join(["某某某某"] * 60))


def test_a_conditional_format_is_seen_from_the_active_cell(new_book: xlwings.Book, tmp_path: Path) -> None:
    sheet = new_book.sheets[0]
    sheet.activate()
    sheet["C3"].select()
    conditions = sheet["C3:C9"].api.FormatConditions
    condition = conditions.Add(Type=EXPRESSION, Formula1='=OR(LEFT($C3,5)="需人工评定",$C3="")')
    condition.Interior.Color, condition.Font.Color = ORANGE, 255
    assert conditions.Count == 1
    ((area, rules),) = saved(new_book, tmp_path).worksheets[0].conditional_formatting._cf_rules.items()
    assert (str(area.sqref), rules[0].formula) == ("C3:C9", ['OR(LEFT($C3,5)="需人工评定",$C3="")'])
    assert (rules[0].dxf.fill.bgColor.rgb, rules[0].dxf.font.color.rgb) == ("FFFFA500", "FFFF0000")
    sheet["A1"].select()
    sheet["E3:E4"].api.FormatConditions.Add(Type=EXPRESSION, Formula1="=$E1=1")
    texts = [
        r.formula
        for _, r in saved(new_book, tmp_path).worksheets[0].conditional_formatting._cf_rules.items()
        for r in r
    ]
    assert ["$E3=1"] in texts
    conditions.Delete()
    assert conditions.Count == 0


def test_rows_and_columns_hide(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    sheet["A2:A3"].api.EntireRow.Hidden = True
    assert [sheet[where].api.EntireRow.Hidden for where in ("A2", "A2:A3", "A1:A3", "A4:A9")] == [
        True,
        True,
        None,
        False,
    ]
    sheet["A2"].api.EntireRow.Hidden = False
    assert sheet["A1:A2"].api.EntireRow.Hidden is False
    sheet["C1"].api.EntireColumn.Hidden = True
    assert [sheet[where].api.EntireColumn.Hidden for where in ("C1", "A1:C1", "A1")] == [True, None, False]


def test_sheets_hide(new_book: xlwings.Book, tmp_path: Path) -> None:
    first = new_book.sheets[0]
    for name, wish in (("_perfscore", VERY_HIDDEN), ("旧表", HIDDEN)):
        sheet = new_book.sheets.add(name, after=first)
        assert (sheet.api.Visible, sheet.visible) == (VISIBLE, True)
        sheet.api.Visible = wish
        assert (sheet.api.Visible, sheet.visible) == (wish, False)
    assert [one.sheet_state for one in saved(new_book, tmp_path).worksheets] == ["visible", "hidden", "hidden"]
    new_book.sheets["旧表"].visible = True
    assert new_book.sheets["旧表"].api.Visible == VISIBLE


def test_notes_and_links_are_found(new_book: xlwings.Book, tmp_path: Path) -> None:
    sheet = new_book.sheets[0]
    sheet["A1"].value = [["甲", "两\n行"]]
    sheet["B2"].add_note("请核对")
    assert sheet["B2"].note is not None
    assert (sheet["B2"].note.text, sheet["A1"].note) == ("请核对", None)
    sheet["C3"].add_hyperlink("#'得分汇总'!B2", "看汇总")
    sheet["C4"].add_hyperlink("https://example.com/", "网页")
    assert sheet["C3:C4"].value == ["看汇总", "网页"]
    assert [sheet[where].hyperlink for where in ("C3", "C4")] == ["#'得分汇总'!B2", "https://example.com/"]
    assert [(one.Parent.Row, one.Parent.Column) for one in sheet.api.Comments] == [(2, 2)]
    assert [(one.Range.Row, one.Range.Column) for one in sheet.api.Hyperlinks] == [(3, 3), (4, 3)]
    assert (sheet.api.Comments.Count, sheet.api.Hyperlinks.Count) == (1, 2)
    links = [saved(new_book, tmp_path).worksheets[0][where].hyperlink for where in ("C3", "C4")]
    assert [one.location or one.target for one in links] == ["'得分汇总'!B2", "https://example.com/"]
    sheet["B2"].note.delete()
    assert sheet["B2"].note is None


def test_panes_freeze_on_the_active_sheet(new_book: xlwings.Book, tmp_path: Path) -> None:
    window = new_book.app.api.ActiveWindow
    assert window.FreezePanes is False
    window.SplitRow, window.SplitColumn = 2, 1
    window.FreezePanes = True
    assert (window.FreezePanes, window.SplitRow, window.SplitColumn) == (True, 2, 1)
    other = new_book.sheets.add("另表", after=new_book.sheets[0])
    other.activate()
    assert (window.FreezePanes, window.SplitRow) == (False, 0)
    book = saved(new_book, tmp_path)
    assert [one.freeze_panes for one in book.worksheets] == ["B3", None]
    new_book.sheets[0].activate()
    window.FreezePanes = False
    assert (window.FreezePanes, window.SplitRow) == (False, 0)
    window.ScrollRow = 7
    assert window.ScrollRow == 7


def test_pages_turn_for_one_sheet_alone(new_book: xlwings.Book, tmp_path: Path) -> None:
    first, second = new_book.sheets[0], new_book.sheets.add("横", after=new_book.sheets[0])
    for sheet in (first, second):
        sheet["A1"].value = 1
    second.api.PageSetup.Orientation = 2
    assert [one.api.PageSetup.Orientation for one in (first, second)] == [1, 2]
    assert [one.page_setup.orientation for one in saved(new_book, tmp_path).worksheets] == ["portrait", "landscape"]


def test_a_protected_sheet_says_so_and_refuses(tmp_path: Path, open_copy: OpenCopy) -> None:
    made = openpyxl.Workbook()
    made.active.append([1, 2])
    made.active.protection.sheet = True
    made.active["B1"].protection = openpyxl.styles.Protection(locked=False)
    made.save(tmp_path / "p.xlsx")
    sheet = open_copy(tmp_path / "p.xlsx").sheets[0]
    assert sheet.api.ProtectContents is True
    assert sheet["A1"].value == 1
    with pytest.raises(OfficeError):
        sheet["A1:B1"].value = [3, 4]
    sheet["B1"].value = 5
    assert sheet["A1:B1"].value == [1.0, 5.0]


def test_tables_and_filters_are_seen(tmp_path: Path, open_copy: OpenCopy) -> None:
    made = openpyxl.Workbook()
    for name in ("筛选", "表", "按钮", "隐藏行"):
        sheet = made.create_sheet(name)
        for row in (["a", "b"], [1, 2], [3, 4], [5, 6]):
            sheet.append(row)
    made["筛选"].auto_filter.ref = "A1:B4"
    made["筛选"].auto_filter.add_filter_column(0, ["1"])
    made["筛选"].row_dimensions[3].hidden = made["筛选"].row_dimensions[4].hidden = True
    made["表"].add_table(Table(displayName="T1", ref="A1:B4"))
    made["按钮"].auto_filter.ref = "A1:B4"
    made["隐藏行"].row_dimensions[2].hidden = True
    made.save(tmp_path / "f.xlsx")
    book = open_copy(tmp_path / "f.xlsx")
    seen = {one.name: (one.api.ListObjects.Count, one.api.AutoFilterMode, one.api.FilterMode) for one in book.sheets}
    assert seen == {
        "Sheet": (0, False, False),
        "筛选": (0, True, True),
        "表": (1, False, False),
        "按钮": (0, True, False),
        "隐藏行": (0, False, False),
    }
    assert [(one.Range.Row, one.Range.Column) for one in book.sheets["表"].api.ListObjects] == [(1, 1)]


def test_the_book_tells_where_it_is(new_book: xlwings.Book, tmp_path: Path) -> None:
    assert (new_book.api.Path, new_book.api.ReadOnly, new_book.api.Saved) == ("", False, True)
    new_book.sheets[0]["A1"].value = 1
    assert new_book.api.Saved is False
    new_book.save(tmp_path / "某 单位.xlsx")
    assert (new_book.api.Path, new_book.api.Saved) == (str(tmp_path), True)
    new_book.sheets[0]["A1"].value = 2
    new_book.api.Saved = True
    assert new_book.api.Saved is True
    book = new_book.app
    new_book.close()
    again = book.books.open(tmp_path / "某 单位.xlsx", read_only=True)
    assert (again.api.ReadOnly, again.sheets[0]["A1"].value) == (True, 1.0)
