"""Rows that sum up are no indicators, and a total that a person wrote stays and is spoken of."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from form_files import save_form, score, typed, values

HEADER = (
    "单位代码|单位（专项）名称|资金总额|一级指标|二级指标|三级指标|"
    "指标值|评（扣）分标准|度量单位|指标值类型|备注|实际完成值"
)
TARGET = f"""项目支出绩效目标表
{HEADER}
A1|甲项目|10|产出指标|数量指标|培训人次|50|达到50人次得60分，每少1人次扣1分|人次|≥|60分|50人次
{{first}}
|||产出指标|质量指标|合格率|95|达到95%得20分|%|≥|20分|95%
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分|%|≥|10分|90%
{{last}}"""


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("A1||||数量指标|小计|||||60分|", "A1|||||合计|||||90分|"),
        ("A1|甲项目|10|小计||||||| 60分|", "A1|甲项目|10|总计|||||||90分|"),
        ("|||产出指标|小计|—|||||60分|", "|||合计|合计|合计|||||90分|"),
    ],
)
def test_totals_behind_a_filled_first_cell(tmp_path: Path, first: str, last: str) -> None:
    path = save_form(tmp_path / "f.xlsx", TARGET.format(first=first, last=last))
    result = score(path, in_place=True)
    assert result.diagnostics == ()
    (project,) = result.projects
    assert [row.row.indicator for row in project.rows] == ["培训人次", "合格率", "满意度"]
    assert (project.score.weight, project.score.points) == (Decimal(90), Decimal(90))


def test_an_indicator_of_that_name_with_a_rule_is_scored(tmp_path: Path) -> None:
    line = "|||产出指标|质量指标|合计|3|达到3次得10分|次|≥|10分|3次"
    path = save_form(tmp_path / "f.xlsx", TARGET.format(first=line, last=""))
    result = score(path, in_place=True)
    assert len(result.projects[0].rows) == 4
    assert "G121" not in [entry.code for entry in result.diagnostics]


SELF = """项目支出绩效自评表
项目名称|甲项目
项目资金||年初预算数|全年预算数|全年执行数|分值|执行率|得分
|年度资金总额|10|10|8|10||
绩效指标|一级指标|二级指标|三级指标|年度指标值|评分标准|度量单位|实际完成值|分值|得分
|产出指标|数量指标|培训人次|≥50人次|达到50人次得60分，每少1人次扣1分|人次|45人次|60|
||质量指标|合格率|≥95%|达到95%得20分|%|96%|20|
||小计||||||80|
|满意度指标|服务对象满意度|满意度|90%|达到90%得10分|%|91%|10|
总分||||||||100|"""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return save_form(tmp_path / "f.xlsx", SELF, names=("自评表",))


def test_the_total_stands_beside_the_total_not_a_subtotal(form: Path) -> None:
    score(form, in_place=True)
    found = values(form, "自评表")
    assert (found["J10"], found.get("J8"), found["H4"]) == (Decimal(93), None, Decimal(8))


@pytest.mark.parametrize("total", [95, "95分", "优"])
def test_a_total_that_contradicts_ours_stays_and_is_said(form: Path, total: object) -> None:
    typed(form, {"J10": total}, sheet="自评表")
    for _ in range(2):
        result = score(form, in_place=True)
        (said,) = [entry for entry in result.diagnostics if entry.code == "G145"]
        assert "为人工填写，计算为93.00" in said.message
        assert str(said.where) == "自评表!J10"
        assert values(form, "自评表")["J10"] == (Decimal(95) if total == 95 else total)
        summary = str(values(form, "得分汇总")["K5"])
        assert summary.startswith(f"总分93.00，等级“优”；表内总分“{str(total)[:2]}")


def test_a_total_overtyped_after_scoring_is_said(form: Path) -> None:
    score(form, in_place=True)
    typed(form, {"J10": 96, "H4": 9}, sheet="自评表")
    result = score(form, in_place=True)
    assert sorted(str(entry.where) for entry in result.diagnostics) == ["自评表!H4", "自评表!J10"]
    assert (values(form, "自评表")["J10"], values(form, "自评表")["H4"]) == (Decimal(96), Decimal(9))


@pytest.mark.parametrize("total", [93, "93.00"])
def test_a_total_that_agrees_is_not_spoken_of(form: Path, total: object) -> None:
    typed(form, {"J10": total}, sheet="自评表")
    assert score(form, in_place=True).diagnostics == ()


def test_a_total_of_a_person_while_rows_are_open(form: Path) -> None:
    typed(form, {"J10": 93, "H6": None}, sheet="自评表")
    result = score(form, in_place=True)
    assert [entry.message for entry in result.diagnostics if entry.code == "G145"] == [
        "“甲项目”的表内总分“93”为人工填写，还不能算出；按人工填写的保留，请核对"
    ]


def test_money_on_the_summary_that_contradicts_the_form(form: Path) -> None:
    score(form, in_place=True)
    assert values(form, "得分汇总")["G5"] == Decimal(8)
    typed(form, {"G5": 9}, sheet="得分汇总")
    for _ in range(2):
        result = score(form, in_place=True)
        assert [entry.code for entry in result.diagnostics] == ["G144"]
        assert result.projects[0].project.executed == Decimal(8)
        found = values(form, "得分汇总")
        assert found["G5"] == Decimal(9)
        assert "全年执行数按表内的8计算，得分汇总填的是9" in str(found["K5"])
    typed(form, {"E4": 9}, sheet="自评表")
    assert score(form, in_place=True).diagnostics == ()


def test_money_of_the_form_is_shown_anew_when_it_changes(form: Path) -> None:
    score(form, in_place=True)
    typed(form, {"E4": 7}, sheet="自评表")
    assert score(form, in_place=True).diagnostics == ()
    assert values(form, "得分汇总")["G5"] == Decimal(7)
