"""The built workbooks: read back without repairs, the same bytes on every run, printable."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from form_grids import SEED_TEXT, essence
from grid_from_xlsx import grid_of
from perfscore.grid.form import Form
from perfscore.grid.read import read_form
from perfscore.rules.maximum import stated_maximum
from perfscore.workbook.template import REPAIR_SHEET, SHEET, UnreadableTextError, build_template

FOLDER = Path(__file__).parents[2] / "workbook_templates"
NAMES = ("target_form_blank.xlsx", "target_form_hengyang.xlsx", "target_form_hengyang_raw.xlsx")


def _form(name: str) -> Form:
    form, diagnostics = read_form(grid_of(openpyxl.load_workbook(FOLDER / name)), rule_maximum=stated_maximum)
    assert form is not None
    assert diagnostics == ()
    return form


def test_the_clean_form_needs_no_repair_and_says_the_same() -> None:
    clean, raw = _form(NAMES[1]), _form(NAMES[2])
    assert clean.repairs == ()
    assert {note.code for note in raw.repairs} == {"R101", "R102", "R103", "R104", "R105", "R106"}
    assert essence(clean.rows) == essence(raw.rows)
    assert [project.funds for project in clean.projects] == [project.funds for project in raw.projects]
    assert clean.unit_total == raw.unit_total


def test_the_repairs_are_listed() -> None:
    sheet = openpyxl.load_workbook(FOLDER / NAMES[1])[REPAIR_SHEET]
    lines = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
    assert lines[0] == ["序号", "单元格", "问题", "处理"]
    assert len(lines) == 13
    assert lines[1][:2] == [1, "D6:E6"]
    assert lines[2][3] == "评分标准取自指标值内容列（疑似错列）"


def test_cells_keep_what_the_text_says() -> None:
    sheet = openpyxl.load_workbook(FOLDER / NAMES[1])[SHEET]
    row = next(line for line in sheet.iter_rows(min_row=5) if line[7].value == "成本控制")
    assert [cell.value for cell in row][:4] == ["070001", "产业发展工作经费", None, 35.5]
    assert row[3].number_format == "0.00"
    assert row[8].value == 100
    assert row[13].value == "20分"
    assert sheet["K4"].value == "评（扣分标准）"


def test_print_set_up() -> None:
    sheet = openpyxl.load_workbook(FOLDER / NAMES[1])[SHEET]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.print_area == "'目标表'!$A$1:$N$39"


def test_the_raw_form_keeps_the_columns_of_the_text() -> None:
    sheet = openpyxl.load_workbook(FOLDER / NAMES[2])[SHEET]
    lines = [line.split("\t") for line in SEED_TEXT.splitlines()]
    begin = next(index for index, line in enumerate(lines) if len(line) > 1)
    first = next(row for row in range(1, 10) if sheet.cell(row, 1).value == "单位代码")
    for offset, line in enumerate(lines[begin:]):
        for column, text in enumerate(line, start=1):
            value = sheet.cell(first + offset, column).value
            assert (value is None) == (text == "")
            assert value is None or str(value) == text or float(value) == float(text)


def test_the_blank_form() -> None:
    sheet = openpyxl.load_workbook(FOLDER / NAMES[0])[SHEET]
    assert [cell.value for cell in sheet[3]][-5:] == ["实际完成值", "得分", "扣分", "扣分说明", "计分状态"]
    form, diagnostics = read_form(grid_of(openpyxl.load_workbook(FOLDER / NAMES[0])))
    assert form is None
    assert [entry.code for entry in diagnostics] == ["G106"]


def test_a_text_without_a_form_says_so() -> None:
    with pytest.raises(UnreadableTextError, match="没有找到绩效表"):
        build_template("一\t二\n三\t四")


def _build_script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_script_builds_what_is_in_the_folder(tmp_path: Path) -> None:
    _build_script().main(tmp_path)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), f"run build.py for {name}"
