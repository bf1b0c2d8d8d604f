"""Every command of the ribbon on a real LibreOffice: what it says, what it changes, where it goes."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
import xlwings
from live_office import OpenCopy

from form_files import ALL_MET, CLEAN, SELF, TARGET, save_form, scored_form, typed
from live_kit import differences, read
from perfscore.engine.form import export_workbook
from perfscore.hosts import excel_ribbon
from perfscore.hosts.live.outcome import Outcome

COMMANDS = [command.name for command in excel_ribbon.COMMANDS]


class Told:
    """Keeps what a command said."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def __call__(self, app: xlwings.App | None, message: str, *, is_long: bool) -> None:
        del app, is_long
        self.words.append(message)


def press(book: xlwings.Book, name: str, *, cell: str | None = None, sheet: str | None = None) -> Outcome:
    """Press a command as a person would, from a selected cell."""
    book.activate()
    if sheet is not None:
        book.sheets[sheet].activate()
    if cell is not None:
        book.sheets.active.range(cell).select()
    told = Told()
    drawing, calculation = book.app.screen_updating, book.app.calculation
    outcome = excel_ribbon.press(name, book.app, told)
    assert told.words == [outcome.message]
    assert (book.app.screen_updating, book.app.calculation) == (drawing, calculation)
    return outcome


def snapshot(book: xlwings.Book, folder: Path, name: str) -> Path:
    path = folder / f"{name}.xlsx"
    book.api.SaveCopyAs(str(path))
    return path


def test_every_command_says_so_without_a_workbook(
    calc: xlwings.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("perfscore.hosts.live.about._open", lambda path: path)
    for name in COMMANDS:
        told = Told()
        outcome = excel_ribbon.press(name, calc, told)
        assert told.words == [outcome.message]
        needs_none = name in ("new_form", "check_environment", "open_manual", "about")
        assert (outcome.message == excel_ribbon.NO_BOOK) is not needs_none, name
        for book in list(calc.books):
            book.close()


def test_on_a_sheet_that_is_no_form_each_says_one_sentence(new_book: xlwings.Book, tmp_path: Path) -> None:
    new_book.sheets[0]["A1"].value = [["姓名", "电话"], ["甲", "'123"]]
    new_book.save(tmp_path / "通讯录.xlsx")
    before = snapshot(new_book, tmp_path, "before")
    for name in ("next_to_fill", "score_sheet", "score_rows", "score_book", "next_to_settle", "insert_functions"):
        outcome = press(new_book, name)
        assert not outcome.is_done
        assert "三级指标" in outcome.message
    assert not press(new_book, "export").is_done
    assert not press(new_book, "worksheet").is_done
    assert not press(new_book, "clear_results").is_done
    assert not press(new_book, "undo_press").is_done
    assert press(new_book, "formulas_to_values").message == "没有插件公式需要转换"
    (one,), (other,) = read(before).sheets, read(snapshot(new_book, tmp_path, "after")).sheets
    assert differences(one, other) == {}


def test_the_work_of_a_day(open_copy: OpenCopy, tmp_path: Path) -> None:
    book = open_copy(CLEAN)
    assert press(book, "next_to_fill").message.startswith("还没有计分列")
    first = press(book, "score_sheet")
    assert first.message == "共20行：已计分0，口径待确认0，待填报20，需人工评定0；第一处：目标表!H6"
    assert book.app.selection is not None
    assert book.app.selection.address == "$O$6"
    sheet = book.sheets["目标表"]
    sheet["O6"].value = "未超预算"
    assert str(press(book, "next_to_fill").where) == "目标表!O9"
    assert str(press(book, "next_to_fill", cell="O39").where) == "目标表!O9"
    for row, value in ALL_MET.items():
        sheet[f"O{row}"].value = value
    sheet["O11"].value = 0.888
    assert press(book, "next_to_fill").message.startswith("实际完成值都已填写")
    assert press(book, "score_sheet").message.startswith("共20行：已计分19，口径待确认1")
    assert str(press(book, "next_to_settle", cell="A1").where) == "目标表!O11"
    assert press(book, "rulings").where is not None
    assert book.sheets.active.name == "计分口径"
    book.sheets["计分口径"]["E4"].value = "不足一个不计"
    assert press(book, "score_sheet").message.startswith("共20行：已计分20")
    assert press(book, "next_to_settle", sheet="目标表").message.startswith("没有需要确认")


def test_some_rows_alone(open_copy: OpenCopy) -> None:
    book = open_copy(CLEAN)
    press(book, "score_sheet")
    sheet = book.sheets["目标表"]
    sheet["O9:O10"].value = [["'612/612"], [27]]
    outcome = press(book, "score_rows", sheet="目标表", cell="A9:C9")
    assert outcome.message.startswith("共1行：已计分1")
    assert sheet["P9:P10"].value == [7, None]
    assert "选中的行里没有" in press(book, "score_rows", cell="A1").message


def test_undo_brings_everything_back(open_copy: OpenCopy, tmp_path: Path) -> None:
    book = open_copy(CLEAN)
    before = snapshot(book, tmp_path, "before")
    assert press(book, "undo_press").message.startswith("没有可以撤销的计分")
    press(book, "score_sheet")
    assert press(book, "undo_press").message == "已撤销本次计分，表格恢复到计分以前"
    after = snapshot(book, tmp_path, "after")
    same(before, after)
    press(book, "score_sheet")
    book.sheets["目标表"]["O6:O10"].value = [["98%"], [None], [None], ["'612/612"], [27]]
    scored = snapshot(book, tmp_path, "scored")
    press(book, "score_sheet")
    assert press(book, "undo_press").is_done
    same(scored, snapshot(book, tmp_path, "scored_again"))
    assert not press(book, "undo_press").is_done


def test_undo_keeps_what_a_person_typed_since(open_copy: OpenCopy, tmp_path: Path) -> None:
    book = open_copy(CLEAN)
    press(book, "score_sheet")
    sheet = book.sheets["目标表"]
    sheet["O6"].value = "98%"
    book.sheets["得分汇总"]["F5"].value = 35.5
    said = press(book, "undo_press").message
    assert "1列" in said
    assert "得分汇总" in said
    assert sheet["O3"].value == "实际完成值"
    assert sheet["O6"].value == 0.98
    assert sheet["P3:S6"].value == [[None] * 4] * 4
    assert press(book, "score_sheet").is_done
    assert sheet["P3"].value == "得分"
    assert sheet["T3"].value is None
    assert book.sheets["得分汇总"]["F5"].value == 35.5


def test_undo_refuses_where_rows_have_moved(open_copy: OpenCopy) -> None:
    book = open_copy(CLEAN)
    press(book, "score_sheet")
    sheet = book.sheets["目标表"]
    sheet["H6"].value = "改了名的指标"
    assert "不能撤销" in press(book, "undo_press").message


def test_clearing_keeps_what_people_typed(open_copy: OpenCopy, tmp_path: Path) -> None:
    book = open_copy(CLEAN)
    press(book, "score_sheet")
    sheet = book.sheets["目标表"]
    sheet["O6:O10"].value = [["98%"], [None], [None], ["'612/612"], [27]]
    sheet["P28"].value = 9
    sheet["R28"].value = "抽查认定"
    press(book, "score_sheet")
    assert press(book, "clear_results").message.startswith("已清除计分结果")
    assert sheet["O6:O10"].value == [0.98, None, None, "612/612", 27]
    assert sheet["P6:S6"].value == [None] * 4
    assert sheet["P28:S28"].value == [9, None, "抽查认定", None]
    assert "得分汇总" not in [one.name for one in book.sheets]
    again = press(book, "score_sheet")
    assert again.message.startswith("共20行")
    assert sheet["T3"].value is None


def test_the_export_is_that_of_the_file(open_copy: OpenCopy, tmp_path: Path) -> None:
    book = open_copy(CLEAN)
    press(book, "score_sheet")
    outcome = press(book, "export")
    assert outcome.path is not None
    assert outcome.path.name == "target_form_hengyang_上报版.xlsx"
    by_file = tmp_path / "文件上报版.xlsx"
    assert export_workbook(snapshot(book, tmp_path, "now"), by_file).output is not None
    same(by_file, outcome.path)
    second = press(book, "export")
    assert second.path is not None
    assert second.path.name == "target_form_hengyang_上报版2.xlsx"
    assert [one.name for one in book.app.books] == [book.name]


def test_an_unsaved_workbook_is_scored_but_not_exported(new_book: xlwings.Book) -> None:
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(CLEAN)["目标表"].iter_rows()]
    new_book.sheets[0]["A1"].value = rows
    assert press(new_book, "score_sheet").message.startswith("共20行")
    assert "请先保存" in press(new_book, "export").message
    assert "请先保存" in press(new_book, "worksheet").message
    assert press(new_book, "undo_press").is_done


def test_a_protected_form_is_left_alone_and_has_a_worksheet(open_copy: OpenCopy, tmp_path: Path) -> None:
    path = tmp_path / "受保护.xlsx"
    form = openpyxl.load_workbook(CLEAN)
    form["目标表"].protection.enable()
    form.save(path)
    book = open_copy(path)
    refused = press(book, "score_sheet")
    assert not refused.is_done
    assert "受保护" in refused.message
    outcome = press(book, "worksheet")
    assert outcome.path is not None
    assert outcome.path.name == "受保护_计分底稿.xlsx"
    assert book.app.books.active.name == "受保护_计分底稿.xlsx"


def test_a_worksheet_takes_rules_from_another_workbook(open_copy: OpenCopy, tmp_path: Path) -> None:
    folder = tmp_path / "资料"
    folder.mkdir()
    open_copy(save_form(folder / "目标表.xlsx", TARGET))
    book = open_copy(save_form(folder / "自评表.xlsx", SELF, names=("自评表",)))
    outcome = press(book, "worksheet")
    assert outcome.path is not None
    assert openpyxl.load_workbook(outcome.path).worksheets[0]["L4"].value == 55


def test_a_sheet_of_a_persons_with_our_name_is_never_touched(open_copy: OpenCopy, tmp_path: Path) -> None:
    path = tmp_path / "重名.xlsx"
    form = openpyxl.load_workbook(CLEAN)
    form.create_sheet("得分汇总")["A1"] = "我的"
    form.save(path)
    book = open_copy(path)
    assert "不是本程序生成的" in press(book, "score_sheet").message
    assert book.sheets["得分汇总"]["A1"].value == "我的"
    assert book.sheets["目标表"]["O3"].value is None


def test_content_in_the_way_is_named(open_copy: OpenCopy, tmp_path: Path) -> None:
    for place, merged in (("P8", False), ("Q9", True)):
        path = tmp_path / f"挡路{place}.xlsx"
        form = openpyxl.load_workbook(CLEAN)
        form["目标表"][place] = None if merged else "便签"
        if merged:
            form["目标表"].merge_cells("Q9:R9")
        form.save(path)
        book = open_copy(path)
        outcome = press(book, "score_sheet")
        assert not outcome.is_done
        assert f"目标表!{place}有内容" in outcome.message


def test_filters_hidden_rows_and_tables_do_not_matter(open_copy: OpenCopy, tmp_path: Path) -> None:
    path = tmp_path / "筛选.xlsx"
    form = openpyxl.load_workbook(CLEAN)
    sheet = form["目标表"]
    sheet.auto_filter.ref = "A4:N39"
    for row in (9, 10, 25):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["C"].hidden = True
    form.save(path)
    book = open_copy(path)
    assert press(book, "score_sheet").message.startswith("共20行：已计分0，口径待确认0，待填报20")
    book.sheets["目标表"]["O9:O10"].value = [["'612/612"], [27]]
    assert press(book, "score_sheet").message.startswith("共20行：已计分2")
    assert book.sheets["目标表"]["P9:P10"].value == [7, 6.25]


def test_functions_go_in_and_become_values(open_copy: OpenCopy) -> None:
    book = open_copy(CLEAN)
    assert press(book, "insert_functions").message.startswith("还没有计分列")
    press(book, "score_sheet")
    sheet = book.sheets["目标表"]
    sheet["P28"].value = 9
    assert press(book, "insert_functions", sheet="目标表").message.startswith("已在20行填入插件公式")
    assert str(sheet["P6"].formula).upper() == "=PERF_SCORE(A6:O6)"
    assert str(sheet["S6"].formula).upper() == "=PERF_STATUS(A6:O6)"
    assert sheet["P28"].value == 9
    said = press(book, "formulas_to_values").message
    assert "没有转换" in said
    assert press(book, "score_sheet").is_done
    assert sheet["S6"].value == "待填报"


def test_a_new_form_and_the_checks(calc: xlwings.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    outcome = excel_ribbon.press("new_form", calc, Told())
    assert outcome.path is not None
    assert calc.books.active.name == outcome.path.name
    checked = excel_ribbon.press("check_environment", calc, Told())
    assert checked.is_done
    assert "、试算" in checked.message.splitlines()[-2]  # among what is well
    assert "没有发现问题" in checked.message
    assert "LibreOffice Calc 2" in checked.message
    assert "绩效计分" in excel_ribbon.press("about", calc, Told()).message


def test_an_unknown_command_is_an_outcome_too(calc: xlwings.App) -> None:
    assert not excel_ribbon.press("nonsense", calc, Told()).is_done


def same(one: Path, other: Path) -> None:
    """See that two files hold the same."""
    first, second = read(one), read(other)
    assert [sheet.name for sheet in first.sheets] == [sheet.name for sheet in second.sheets]
    assert first.state == second.state
    for mine, theirs in zip(first.sheets, second.sheets, strict=True):
        assert differences(mine, theirs) == {}, mine.name
        assert set(mine.merges) == set(theirs.merges), mine.name


def test_a_read_only_workbook_says_what_to_do(calc: xlwings.App, tmp_path: Path) -> None:
    path = tmp_path / "只读 文件夹" / "目标表.xlsx"
    path.parent.mkdir()
    book = calc.books.open(shutil.copyfile(typed(scored_form(tmp_path), {"O9": 0.5}), path), read_only=True)
    for name in ("score_sheet", "score_rows", "clear_results", "insert_functions"):
        outcome = press(book, name, sheet="目标表", cell="A9")
        assert not outcome.is_done
        assert outcome.message.startswith("这个文件是以只读方式打开的，现在不能写入，没有改动；请先“另存为”"), name
    assert press(book, "export").is_done


def test_formulas_that_nobody_has_looked_at_are_not_made_noughts(open_copy: OpenCopy, tmp_path: Path) -> None:
    """Where our functions are not installed they show errors, and Calc computes what is not on the screen later."""
    book = open_copy(scored_form(tmp_path))
    assert press(book, "insert_functions", sheet="目标表").is_done
    outcome = press(book, "formulas_to_values")
    assert outcome.message.startswith("没有插件公式需要转换；80格显示为错误")
    assert str(book.sheets["目标表"]["P9"].formula).upper() == "=PERF_SCORE(A9:O9)"


def test_formulas_elsewhere_are_calculated_anew(open_copy: OpenCopy, tmp_path: Path) -> None:
    """A function over a row's own cells does not follow 计分口径; a press has it calculated."""
    book = open_copy(scored_form(tmp_path))
    sheet = book.sheets["目标表"]
    sheet["U10"].formula = "=RAND.NV()"  # of Calc's: another number only when everything is calculated anew
    before = sheet["U10"].value
    assert press(book, "score_sheet", sheet="目标表").is_done
    assert sheet["U10"].value == before
    sheet["U9"].formula = "=PERF_SCORE(A9:O9)"
    assert press(book, "score_sheet", sheet="目标表").is_done
    assert sheet["U10"].value != before
