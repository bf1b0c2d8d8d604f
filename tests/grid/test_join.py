"""The 自评表 takes its rules from the 目标表 by name, and says what has no partner."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form_grids import SMALL, book, grid, read
from perfscore.diagnostics import Diagnostic
from perfscore.grid.form import Form
from perfscore.grid.join import join_rules, missing_rules, needs_rules
from perfscore.grid.read import read_forms
from perfscore.grid.sheet import CellRange, GridSheet

SELF = """项目支出绩效自评表
（2024年度）
项目名称|甲项目
主管部门|某局||实施单位|某中心
项目资金（万元）||年初预算数|全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分
|年度资金总额|10.00|12.00|9.00|10|75%|
|其中：当年财政拨款|10.00|12.00|9.00|—|—|—
年度总体目标|预期目标|||实际完成情况
|培训合格|||已完成
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标|数量指标|培训人次|≥50人次|51人次|60||
||质量指标|合格率|≥95百分比|96%|20||
|满意度指标|服务对象满意度|满意度|90%|91%|10||
总分||||||100||"""
MERGES = (CellRange(10, 1, 13, 1), CellRange(5, 1, 7, 1), CellRange(8, 1, 9, 1), CellRange(1, 1, 1, 9))


def self_sheet(text: str = SELF) -> GridSheet:
    return grid(text, merges=MERGES, name="自评表")


def joined(text: str = SELF, target: str = SMALL) -> tuple[Form, tuple[Diagnostic, ...]]:
    forms, _ = read_forms(book(grid(target), self_sheet(text)))
    assert [form.kind for form in forms] == ["self_evaluation_form", "target_form"]
    return join_rules(forms[0], forms[1])


def test_the_self_evaluation_form() -> None:
    form, diagnostics = read(self_sheet())
    assert form is not None
    assert diagnostics == ()
    assert form.kind == "self_evaluation_form"
    assert form.budget_year == 2024
    project = form.projects[0]
    assert (project.name, project.goal) == ("甲项目", "培训合格")
    assert (project.budget, project.executed) == (Decimal(12), Decimal(9))
    assert str(project.cells["execution_points"].where) == "自评表!H6"
    assert str(project.cells["total_points"].where) == "自评表!H14"
    assert [row.indicator for row in project.rows] == ["培训人次", "合格率", "满意度"]
    assert [row.weight for row in project.rows] == [Decimal(60), Decimal(20), Decimal(10)]
    assert form.rows[0].actual is not None
    assert form.rows[0].actual.text == "51人次"
    assert {"actual", "points", "reason"} <= set(form.blocks[0].columns)
    assert needs_rules(form)
    assert [entry.code for entry in missing_rules(form)] == ["G154"]


def test_rules_come_from_the_target_form() -> None:
    form, diagnostics = joined()
    assert diagnostics == ()
    first = form.rows[0]
    assert first.rule_text == "达到50人次得60分，每少1人次扣1分"
    assert (first.kind, first.unit, first.target) == ("≥", "人次", "≥50人次")
    assert str(first.rule_source) == "目标表!H4"
    assert not needs_rules(form)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("培训人次", "培 训 人 次"),
        ("产出指标", "产出指标（80分）"),
        ("|产出指标|", "|产出|"),
        ("≥50人次", "＞＝50人次"),
        ("≥50人次", "50"),
        ("≥95百分比", "95%"),
        ("≥95百分比", "≥95.00%"),
        ("甲项目", " 甲 项 目 "),
    ],
)
def test_folding(old: str, new: str) -> None:
    form, diagnostics = joined(SELF.replace(old, new))
    assert diagnostics == ()
    assert all(row.rule_text for row in form.rows)


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("培训人次", "培训的人次数", "G151", ["培训的人次数", "最接近的是“产出指标/数量指标/培训人次”（第4行）"]),
        ("甲项目", "乙项目", "G151", ["“乙项目”在目标表里没有同名项目", "“甲项目”", "3行"]),
        ("项目名称|甲项目", "项目名称|", "G151", ["没有填项目名称"]),
        ("≥50人次", "≥60人次", "G153", ["“≥60人次”", "“≥50人次”"]),
        ("≥50人次", "≤50人次", "G153", ["“≤50人次”"]),
        ("|51人次|60|", "|51人次|50|", "G153", ["自评表分值50，目标表分值60"]),
    ],
)
def test_what_does_not_fit_is_said(old: str, new: str, code: str, words: list[str]) -> None:
    _, diagnostics = joined(SELF.replace(old, new))
    assert [entry.code for entry in diagnostics] == [code]
    assert all(word in diagnostics[0].message for word in words), diagnostics[0].message


def test_two_partners_are_told_apart_by_the_target_or_reported() -> None:
    twin = "\n||||数量指标|培训人次|70|达到70人次得5分|人次|≥|"
    form, diagnostics = joined(target=SMALL + twin.replace("||||数量", "|||产出指标|数量"))
    assert diagnostics == ()
    assert form.rows[0].rule_text.startswith("达到50人次")
    _, diagnostics = joined(target=SMALL + twin.replace("||||数量", "|||产出指标|数量").replace("70|", "50|"))
    assert [entry.code for entry in diagnostics] == ["G152"]
    assert "目标表第4行、目标表第7行" in diagnostics[0].message


def test_rows_are_never_joined_by_position() -> None:
    lines = SMALL.split("\n")
    swapped = "\n".join([*lines[:3], lines[3], lines[5], "|||产出指标" + lines[4].removeprefix("|||")])
    form, diagnostics = joined(target=swapped)
    assert diagnostics == ()
    assert form.rows[1].rule_text == "达到95%得20分"


@pytest.mark.parametrize(
    "header",
    [
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|完成值|权重|得分|未完成原因分析",
        "一级指标|二级指标|三级指标|指标性质|指标值|度量单位|实际完成值|分值|得分|偏差原因分析及改进措施",
    ],
)
def test_split_target_columns(header: str) -> None:
    text = f"项目支出绩效自评表\n项目名称|甲项目\n{header}\n产出指标|数量指标|培训人次|≥|50|人次|51|60||"
    form, _ = read(grid(text))
    assert form is not None
    row = form.rows[0]
    assert (row.kind, row.target, row.unit, row.weight) == ("≥", "50", "人次", Decimal(60))
    assert form.projects[0].name == "甲项目"


def test_a_form_without_weights_takes_them_from_the_target_form() -> None:
    header = "一级指标|二级指标|三级指标|年初目标值(A)|实际完成值(B)|得分"
    text = f"项目自评表\n项目名称|甲项目\n{header}\n产出指标|数量指标|培训人次|50|51|"
    form, _ = read(grid(text))
    target, _ = read(grid(SMALL))
    assert form is not None
    assert target is not None
    result, diagnostics = join_rules(form, target)
    assert diagnostics == ()
    assert result.rows[0].weight == Decimal(60)


def test_several_projects_on_one_sheet() -> None:
    second = SELF.replace("甲项目", "乙项目")
    form, _ = read(grid(SELF + "\n\n" + second))
    assert form is not None
    assert [project.name for project in form.projects] == ["甲项目", "乙项目"]
    assert [len(project.rows) for project in form.projects] == [3, 3]
    assert form.block_of(form.projects[1].rows[0]) is form.blocks[1]
