"""适用范围 names one row of one sheet, or says why it cannot."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from form_files import save_form, score, typed, values
from perfscore import WorkbookResult
from perfscore.grid.rulings_read import parse_scope, row_scope

POLICY = "计分口径"
HEADER = (
    "单位代码|单位（专项）名称|资金总额|一级指标|二级指标|三级指标|"
    "指标值|评（扣）分标准|度量单位|指标值类型|备注|实际完成值"
)
TABLE = f"""项目支出绩效目标表
{HEADER}
A1|{{name}}|10|产出指标|质量指标|合格率|95|达到95%得60分，每低于1个百分点扣1分|%|≥|60分|93.5%
|||产出指标|数量指标|次数|20|达到20次得20分|次|≥|20分|20次
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分|%|≥|10分|90%"""
CEIL = "不足一个按一个计"


def two_sheets(folder: Path, *names: str) -> Path:
    path = save_form(folder / "f.xlsx", TABLE.format(name="甲项目"), TABLE.format(name="乙项目"), names=names)
    score(path, in_place=True)
    return path


def ruled(path: Path, scope: str, **options: object) -> tuple[list[Decimal | None], list[str], WorkbookResult]:
    typed(path, {"A5": "K01", "C5": scope, "E5": CEIL}, sheet=POLICY)
    result = score(path, in_place=True, **options)
    points = [project.rows[0].score.points for project in result.projects]
    return points, [entry.code for entry in result.diagnostics if entry.code.startswith("K")], result


@pytest.mark.parametrize("scope", ["3行", "F3", "3"])
def test_a_row_without_a_sheet_is_refused_where_two_sheets_are_scored(tmp_path: Path, scope: str) -> None:
    path = two_sheets(tmp_path, "甲表", "乙表")
    points, codes, result = ruled(path, scope)
    assert points == [Decimal("58.50"), Decimal("58.50")]
    assert codes == ["K106"]
    assert any(f"适用范围“{scope}”没有写明是哪张表" in entry.message for entry in result.diagnostics)
    assert values(path, POLICY)["C5"] == scope


@pytest.mark.parametrize("scope", ["乙表!3行", "'乙表'!F3", "乙表！3行", "'乙表'!$F$3"])
def test_a_row_of_a_named_sheet(tmp_path: Path, scope: str) -> None:
    path = two_sheets(tmp_path, "甲表", "乙表")
    points, codes, _ = ruled(path, scope)
    assert (points, codes) == ([Decimal("58.50"), Decimal(58)], [])
    assert values(path, POLICY)["C5"] == scope


def test_the_entry_for_all_rows_leaves_out_a_row_with_an_entry_of_its_own(tmp_path: Path) -> None:
    path = two_sheets(tmp_path, "甲表", "乙表")
    assert values(path, POLICY)["I4"] == "甲表!F3、乙表!F3"
    points, _, _ = ruled(path, "乙表!3行")
    assert points == [Decimal("58.50"), Decimal(58)]
    cells = values(path, POLICY)
    assert (cells["I4"], cells["I5"]) == ("甲表!F3", "乙表!F3")


@pytest.mark.parametrize("name", ["乙 表", "二〇二四'表", "附表2（乙）"])
def test_quoted_names(tmp_path: Path, name: str) -> None:
    path = two_sheets(tmp_path, "甲表", name)
    quoted = "'" + name.replace("'", "''") + "'!F3"
    points, codes, _ = ruled(path, quoted)
    assert (points, codes) == ([Decimal("58.50"), Decimal(58)], [])
    assert ruled(path, quoted)[0] == [Decimal("58.50"), Decimal(58)]


@pytest.mark.parametrize("scope", ["丙表!3行", "'丙 表'!F3", "得分汇总!3行"])
def test_an_unknown_sheet_is_said(tmp_path: Path, scope: str) -> None:
    points, codes, result = ruled(two_sheets(tmp_path, "甲表", "乙表"), scope)
    assert (points, codes) == ([Decimal("58.50"), Decimal("58.50")], ["K107"])
    assert any("计分的有“甲表”、“乙表”" in entry.message for entry in result.diagnostics)


def test_an_entry_waits_while_its_sheet_is_not_asked_for(tmp_path: Path) -> None:
    path = two_sheets(tmp_path, "甲表", "乙表")
    assert ruled(path, "乙表!3行")[0] == [Decimal("58.50"), Decimal(58)]
    points, codes, _ = ruled(path, "乙表!3行", sheet="甲表")
    assert (points, codes) == ([Decimal("58.50")], [])
    assert ruled(path, "乙表!3行")[0] == [Decimal("58.50"), Decimal(58)]


def test_a_row_that_was_clear_once_stays_that_row_when_a_sheet_is_added(tmp_path: Path) -> None:
    path = save_form(tmp_path / "f.xlsx", TABLE.format(name="甲项目"), names=("甲表",))
    score(path, in_place=True)
    assert ruled(path, "3行")[:2] == ([Decimal(58)], [])
    book = openpyxl.load_workbook(path)
    sheet = book.copy_worksheet(book["甲表"])
    sheet.title, sheet["B3"] = "乙表", "乙项目"
    sheet.delete_cols(13, 4)
    book.save(path)
    result = score(path, in_place=True)
    assert {project.project.name: project.rows[0].score.points for project in result.projects} == {
        "甲项目": Decimal(58),
        "乙项目": Decimal("58.50"),
    }


def test_two_ways_of_writing_one_row_contradict_each_other(tmp_path: Path) -> None:
    path = two_sheets(tmp_path, "甲表", "乙表")
    typed(path, {"A6": "K01", "C6": "'乙表'!H3", "E6": "不足一个不计"}, sheet=POLICY)
    points, codes, _ = ruled(path, "乙表!3行")
    assert (points, codes) == ([Decimal("58.50"), Decimal("58.50")], ["K104"])


def test_a_scope_that_is_written_is_read() -> None:
    for name in ("目标表", "目标 表", "甲'乙", "甲!乙", "2024"):
        assert parse_scope(row_scope(name, 12)) == (name, 12)
