"""Cells that are not ours to write, cells that two rows share, and money with a unit: said, never guessed or erased."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from form_files import digest, save_form, typed
from perfscore import Status, score_workbook

TARGET = """项目支出绩效目标表
单位代码|单位（专项）名称|资金总额|一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|备注
001|甲项目|10|产出指标|数量指标|培训人次|50|达到50人次得60分，每少1人次扣1分|人次|≥|60分
|||产出指标|质量指标|合格率|95|达到95%得20分|%|≥|20分
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分|%|≥|10分"""
SELF = """项目支出绩效自评表
绩效指标|一级指标|二级指标|三级指标|年度指标值|评分标准|度量单位|实际完成值|分值|得分
|产出指标|数量指标|培训人次|≥50人次|达到50人次得60分，每少1人次扣1分|人次|45人次|60|
||质量指标|合格率|≥95%|达到95%得20分|%|96%|20|
|满意度指标|服务对象满意度|满意度|90%|达到90%得10分|%|91%|10|"""


@pytest.mark.parametrize(("cell", "content"), [("M3", "审核人：张三"), ("O5", 123), ("P4", "=1+1")])
def test_a_cell_right_of_the_table_is_never_erased(tmp_path: Path, cell: str, content: object) -> None:
    form = typed(save_form(tmp_path / "目标表.xlsx", TARGET), {cell: content})
    before = digest(form)
    result = score_workbook(form, in_place=True)
    assert result.output is None
    assert [entry.code for entry in result.errors] == ["F307"]
    assert f"目标表!{cell}有内容" in result.errors[0].message
    assert digest(form) == before


def test_a_merged_note_right_of_the_table_is_in_the_way(tmp_path: Path) -> None:
    form = save_form(tmp_path / "目标表.xlsx", TARGET)
    book = openpyxl.load_workbook(form)
    book["目标表"].merge_cells("N3:O5")
    book.save(form)
    assert [entry.code for entry in score_workbook(form, out=tmp_path / "out.xlsx").errors] == ["F307"]


def test_a_note_below_or_above_the_table_is_not_in_the_way(tmp_path: Path) -> None:
    form = typed(save_form(tmp_path / "目标表.xlsx", TARGET), {"M1": "内部资料", "M30": "备注"})
    out = tmp_path / "out.xlsx"
    assert score_workbook(form, out=out).output == out
    sheet = openpyxl.load_workbook(out)["目标表"]
    assert (sheet["M1"].value, sheet["M30"].value) == ("内部资料", "备注")


@pytest.mark.parametrize(("merged", "named"), [("J3:J4", "得分"), ("H3:H4", "实际完成值")])
def test_rows_that_share_a_cell_are_left_to_a_person(tmp_path: Path, merged: str, named: str) -> None:
    form = save_form(tmp_path / "自评表.xlsx", SELF, names=("自评表",))
    book = openpyxl.load_workbook(form)
    book["自评表"].merge_cells(merged)
    book.save(form)
    for _ in range(2):
        result = score_workbook(form, in_place=True)
        first, second, third = result.projects[0].rows
        assert [row.score.status for row in (first, second)] == [Status.NEEDS_REVIEW] * 2
        assert f"第3、4行的{named}合并在一格" in first.status_text
        assert third.score.points == Decimal(10)
        assert openpyxl.load_workbook(form)["自评表"]["J3"].value is None


@pytest.mark.parametrize("amount", ["50万元", "500000元"])
def test_money_with_a_unit_is_asked_about(tmp_path: Path, amount: str) -> None:
    out = tmp_path / "out.xlsx"
    score_workbook(save_form(tmp_path / "目标表.xlsx", TARGET), out=out)
    typed(out, {"F5": amount, "G5": 25}, sheet="得分汇总")
    result = score_workbook(out, in_place=True)
    assert "G134" in [entry.code for entry in result.diagnostics]
    assert result.projects[0].project.budget is None
    assert openpyxl.load_workbook(out)["得分汇总"]["F5"].value == amount
