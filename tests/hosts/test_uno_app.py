"""The office program as an app of xlwings: which book is in front, what is restored, what is counted, how fast."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings

from perfscore.hosts.libreoffice.office import Office
from perfscore.hosts.libreoffice.uno_engine.calls import CallCounter


def test_the_office_is_new_enough_and_ours(office: Office) -> None:
    assert office.version >= (25, 2)
    assert office.pid > 0


def test_books_come_to_the_front(calc: xlwings.App, tmp_path: Path) -> None:
    first, second = calc.books.add(), calc.books.add()
    first.save(tmp_path / "一.xlsx")
    second.save(tmp_path / "二.xlsx")
    assert (calc.books.active.name, len(calc.books)) == ("二.xlsx", 2)
    first.activate()
    assert calc.books.active.name == "一.xlsx"
    assert calc.books["二.xlsx"].fullname == str(tmp_path / "二.xlsx")
    assert xlwings.Book(tmp_path / "一.xlsx") == first
    first.close()
    assert [book.name for book in calc.books] == ["二.xlsx"]
    assert calc.books.active.name == "二.xlsx"


def test_sheets_come_and_go(new_book: xlwings.Book) -> None:
    new_book.sheets.add("前", before=new_book.sheets[0])
    new_book.sheets.add("后", after=new_book.sheets[-1])
    assert [sheet.name for sheet in new_book.sheets] == ["前", "Sheet1", "后"]
    assert [new_book.sheets["后"].index, new_book.sheets(2).name, len(new_book.sheets)] == [3, "Sheet1", 3]
    new_book.sheets["前"].name = "汇总"
    new_book.sheets["后"].delete()
    assert ("汇总" in new_book.sheets, "后" in new_book.sheets) == (True, False)
    new_book.sheets["汇总"].activate()
    assert new_book.sheets.active.name == "汇总"


def place_of(range_: xlwings.Range | None) -> tuple[str, str]:
    """Return the sheet and the address of a range that is there."""
    assert range_ is not None
    return range_.sheet.name, range_.address


def test_the_selection_is_known(new_book: xlwings.Book) -> None:
    other = new_book.sheets.add("另表", after=new_book.sheets[0])
    other["B2:C3"].select()
    assert place_of(new_book.selection) == ("另表", "$B$2:$C$3")
    new_book.sheets[0]["D4"].select()
    assert place_of(new_book.app.selection) == ("Sheet1", "$D$4")


def test_nothing_is_out_of_date_when_calculation_becomes_manual(new_book: xlwings.Book, tmp_path: Path) -> None:
    """Calc computes what it loads when somebody looks at it; until then such cells would read as 0."""
    new_book.sheets[0]["A1:A4"].formula = [["=NA()"], ["=1/0"], ['=""'], ["=1=1"]]
    path = tmp_path / "公式.xlsx"
    new_book.save(path)
    app = new_book.app
    new_book.close()
    sheet = app.books.open(path).sheets[0]
    with app.properties(calculation="manual"):
        assert sheet["A1:A4"].options(err_to_str=True).value == ["#N/A", "#DIV/0!", None, True]


def test_calculation_waits_when_it_is_manual(new_book: xlwings.Book) -> None:
    app, sheet = new_book.app, new_book.sheets[0]
    sheet["A1:B1"].value = [1, "=A1*2"]
    with app.properties(calculation="manual"):
        assert app.calculation == "manual"
        sheet["A1"].value = 5
    assert app.calculation == "automatic"
    assert sheet["B1"].value == 10


def test_screen_and_status_bar_are_restored(new_book: xlwings.Book) -> None:
    app = new_book.app

    def fail_midway() -> None:
        with app.properties(screen_updating=False, status_bar="计分 1/3"):
            assert (app.screen_updating, app.status_bar) == (False, "计分 1/3")
            app.status_bar = "计分 2/3"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_midway()
    assert (app.screen_updating, app.status_bar) == (True, False)


def test_what_a_command_wrote_is_not_half_undone(new_book: xlwings.Book) -> None:
    app, sheet = new_book.app, new_book.sheets[0]
    undo = new_book.impl.document.model.getUndoManager()
    sheet["A1"].color = (1, 2, 3)
    assert undo.isUndoPossible()
    app.screen_updating = False
    sheet["A1"].value = "甲"
    app.screen_updating = True
    assert not undo.isUndoPossible()
    sheet["A1"].color = None
    assert undo.isUndoPossible()


def test_names_stand_for_ranges(new_book: xlwings.Book) -> None:
    new_book.names.add("得分区", "=Sheet1!$A$1:$B$2")
    new_book.sheets[0]["A1"].value = [[1, 2], [3, 4]]
    name = new_book.names["得分区"]
    assert (name.refers_to, name.refers_to_range.address) == ("=Sheet1!$A$1:$B$2", "$A$1:$B$2")
    assert new_book.sheets[0]["得分区"].value == [[1, 2], [3, 4]]
    assert "得分区" in new_book.names
    name.delete()
    assert len(new_book.names) == 0


def test_a_refusal_is_an_ordinary_exception(new_book: xlwings.Book) -> None:
    with pytest.raises(FileNotFoundError), new_book.app.properties(screen_updating=False):
        new_book.save("/no/such/folder/x.xlsx")
    assert new_book.app.screen_updating is True


def test_what_host_code_asks_is_counted(new_book: xlwings.Book, host_calls: CallCounter) -> None:
    cells = new_book.sheets[0]["A1:C3"]
    assert (cells.shape, cells.row, cells.address, host_calls.total) == ((3, 3), 1, "$A$1:$C$3", 0)
    cells.value = [[1, 2, 3]] * 3
    assert cells.value == [[1, 2, 3]] * 3
    assert dict(host_calls.by_name) == {"Range.raw_value=": 1, "Range.raw_value": 1}
    cells.font.bold = True
    cells.api.HorizontalAlignment = -4108
    cells.api.Borders.LineStyle = 1
    assert host_calls.total == 5


TYPED = [
    ("甲", "甲", "General"),
    ("'001", "001", "General"),
    ("'=A1", "=A1", "General"),
    ("''x", "'x", "General"),
    ("001", 1.0, "General"),
    ("95%", 0.95, "0%"),
    ("9.5%", 0.095, "0.00%"),
    ("1,234.5", 1234.5, "General"),
    ("(5)", -5.0, "General"),
    ("1e3", 1000.0, "General"),
    ("12:30", 0.5208333333333334, "h:mm"),
    ("TRUE", True, "General"),
    ("未完成", "未完成", "General"),
    ("3-", "3-", "General"),
    ("612/612", "612/612", "General"),
    ("-", "-", "General"),
    ("2025-13-01", "2025-13-01", "General"),
    ("1.2.3", "1.2.3", "General"),
    ("5个", "5个", "General"),
    ("0.5个百分点", "0.5个百分点", "General"),
]


def test_texts_become_what_excel_makes_of_them(new_book: xlwings.Book) -> None:
    cells = new_book.sheets[0]["A1"].resize(len(TYPED), 1)
    cells.value = [[text] for text, _, _ in TYPED]
    assert cells.value == [value for _, value, _ in TYPED]
    assert [new_book.sheets[0][row, 0].number_format for row in range(len(TYPED))] == [code for _, _, code in TYPED]


def test_days_in_words_become_days(new_book: xlwings.Book) -> None:
    cells = new_book.sheets[0]["A1:E1"]
    cells.value = ["2025-3-7", "2025/3/7", "2025年3月7日", "2025年3月", "2025-3-7 8:30"]
    assert [value.isoformat(" ", "minutes") for value in cells.value] == [
        "2025-03-07 00:00", "2025-03-07 00:00", "2025-03-07 00:00", "2025-03-01 00:00", "2025-03-07 08:30",
    ]  # fmt: skip


def test_a_text_format_keeps_text(new_book: xlwings.Book) -> None:
    cells = new_book.sheets[0]["A1:C1"]
    cells.number_format = "@"
    cells.value = ["001", "=A1", 5]
    assert cells.value == ["001", "=A1", "5"]


def test_a_number_after_a_truth_is_a_number(new_book: xlwings.Book) -> None:
    cell = new_book.sheets[0]["A1"]
    cell.value = True
    assert cell.value is True
    cell.value = 5
    assert (cell.value, cell.number_format) == (5.0, "General")


def test_many_errors_are_named_in_few_steps(new_book: xlwings.Book) -> None:
    cells = new_book.sheets[0]["A1:A60"]
    cells.formula = tuple((("=NA()", "=1/0", '="#N/A"')[row % 3],) for row in range(60))
    assert cells.options(err_to_str=True).value == ["#N/A", "#DIV/0!", "#N/A"] * 20
    assert cells.value == [None, None, "#N/A"] * 20
