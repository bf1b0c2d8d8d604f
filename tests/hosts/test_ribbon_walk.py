"""Commands where a day goes wrong: closed, locked or renamed meanwhile, odd selections, words that look like ours."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
import xlwings
from live_office import OpenCopy
from test_ribbon import Told, press

from form_files import CLEAN, scored_form
from perfscore.hosts import excel_ribbon
from perfscore.hosts.live import scoring


@pytest.mark.parametrize("step", ["score_book", "write_plan"])
def test_a_workbook_closed_during_a_press_is_said(
    step: str, open_copy: OpenCopy, calc: xlwings.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = open_copy(CLEAN)
    real = getattr(scoring, step)

    def close_first(*given: object, **named: object) -> object:
        monkeypatch.setattr(scoring, step, real)
        book.close()
        return real(*given, **named)

    monkeypatch.setattr(scoring, step, close_first)
    before = calc.screen_updating, calc.calculation
    outcome = excel_ribbon.press("score_sheet", calc, Told())
    assert outcome.message.startswith(f"“{CLEAN.name}”在“计算得分”完成以前关闭了")
    assert (calc.screen_updating, calc.calculation) == before
    assert press(open_copy(scored_form(tmp_path)), "score_sheet", sheet="目标表").is_done


@pytest.mark.parametrize(("name", "formula"), [
    ("formulas_to_values", "=IF(TRUE,3,PERF_SCORE(目标表!A6:O6))"),
    ("repair_formulas", "='C:\\old\\perfscore.xlam'!PERF_SCORE(A6:O6)"),
])  # fmt: skip
def test_a_protected_sheet_is_found_before_any_is_changed(
    name: str, formula: str, open_copy: OpenCopy, tmp_path: Path
) -> None:
    path = tmp_path / "两表.xlsx"
    form = openpyxl.load_workbook(CLEAN)
    form["目标表"]["U6"] = formula
    form.create_sheet("汇报")["A1"] = formula
    form["汇报"].protection.enable()
    form.save(path)
    book = open_copy(path)
    before = book.sheets["目标表"]["U6"].formula
    outcome = press(book, name, sheet="目标表")
    assert outcome.message == "工作表“汇报”受保护，没有改动；请先由保护人取消保护"
    assert book.sheets["目标表"]["U6"].formula == before


def test_only_calls_of_our_functions_become_values(open_copy: OpenCopy) -> None:
    book = open_copy(CLEAN)
    book.sheets.add("PERF_SCORE(旧)")["A1"].value = 5
    sheet = book.sheets["目标表"]
    formulas = {
        "U6": ("=IF(TRUE,7.5,PERF_SCORE(A6:O6))", 7.5),
        "U7": ('=IF(TRUE,"=1+1",perf_explain(A6:O6))', "=1+1"),
        "U8": ('=IF(TRUE,"001",PERF_RULE(A6))', "001"),
        "U9": ("='PERF_SCORE(旧)'!A1", None),
        "U10": ('="按PERF_SCORE(行)计算"', None),
    }
    for place, (formula, _) in formulas.items():
        sheet[place].formula = formula
    assert press(book, "formulas_to_values", sheet="目标表").message == "已把3格插件公式转为数值"
    for place, (_, value) in formulas.items():
        assert str(sheet[place].formula).startswith("=") is (value is None or value == "=1+1"), place
        assert value is None or sheet[place].value == value, place


def test_a_blank_form_is_a_form(calc: xlwings.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    excel_ribbon.press("new_form", calc, Told())
    book = calc.books.active
    for name in ("score_sheet", "next_to_fill", "next_to_settle", "insert_functions"):
        assert press(book, name).message.startswith("表头认得，但下面没有填三级指标"), name


@pytest.mark.parametrize(("cell", "rows"), [
    ("A9,A17", 2), ("H:H", 20), ("A1:XFD1048576", 20), ("A9:XFD10", 2),
])  # fmt: skip
def test_any_selection_names_its_rows(cell: str, rows: int, open_copy: OpenCopy) -> None:
    book = open_copy(CLEAN)
    assert press(book, "score_rows", cell=cell).message.startswith(f"共{rows}行：")


def test_a_worksheet_of_a_name_that_is_open_is_written_and_said(calc: xlwings.App, tmp_path: Path) -> None:
    for folder in ("甲", "乙"):
        (tmp_path / folder).mkdir()
        book = calc.books.open(shutil.copyfile(CLEAN, tmp_path / folder / "目标表.xlsx"))
        outcome = press(book, "worksheet")
        book.close()
        assert outcome.is_done
        assert outcome.path == tmp_path / folder / "目标表_计分底稿.xlsx"
        assert outcome.path.is_file()
    assert "没有打开，因为已经打开了一个同名的" in outcome.message


def test_the_status_bar_outlives_its_window(open_copy: OpenCopy, calc: xlwings.App) -> None:
    book = open_copy(CLEAN)
    calc.status_bar = "一"
    book.close()
    calc.status_bar = "二"
    assert calc.status_bar == "二"
    calc.status_bar = False
