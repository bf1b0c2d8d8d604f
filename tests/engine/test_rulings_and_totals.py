"""What a person chose in 计分口径 and typed into 得分汇总 takes effect, and the totals follow."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from form_files import ACTUAL, ALL_MET, POINTS, STATUS, row_of, save_form, score, scored_form, typed, values
from perfscore.model.score import Status

POLICY, SUMMARY = "计分口径", "得分汇总"
PARTIAL = {6: "103.5%", 9: "97.5%"}
"""Two rows of the first project on which an incomplete step matters: 16.50 or 17.00, and 6.83 or 6.86."""
RANKED = {36: "第7名"}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return scored_form(tmp_path, ALL_MET | PARTIAL | RANKED)


def _line(path: Path, code: str) -> int:
    found = values(path, POLICY)
    return next(row for row in range(4, 20) if found.get(f"A{row}") == code)


def _answer(path: Path, code: str, **columns: str) -> None:
    row = _line(path, code)
    typed(path, {f"{column}{row}": value for column, value in columns.items()}, sheet=POLICY)


def test_the_sheet_says_what_each_answer_gives(form: Path) -> None:
    found = values(form, POLICY)
    row = _line(form, "K01")
    assert [found.get(f"{column}{row}") for column in "ABC"] == ["K01", "不足一个百分点", "全表"]
    assert found[f"D{row}"] == (
        "不足一个按比例：目标表!H6得16.5分，目标表!H9得6.83分\n不足一个不计：目标表!H6得17分，目标表!H9得6.86分\n"
        "不足一个按一个计：目标表!H6得16分，目标表!H9得6.79分"
    )
    assert found[f"I{row}"] == "目标表!H6、目标表!H9"
    assert str(found["A2"]).startswith("口径方案：通用口径（2026.1）")


def test_a_ruling_for_the_whole_form(form: Path) -> None:
    _answer(form, "K01", E="不足一个不计", F="局长办公会", G="张三", H="2025-01-10")
    result = score(form, in_place=True)
    for row, points in ((6, "17.00"), (9, "6.86")):
        entry = row_of(result, row)
        assert (entry.score.status, entry.score.points) == (Status.SCORED, Decimal(points))
        assert values(form)[f"{STATUS}{row}"] == "已计分"
    found, line = values(form, POLICY), _line(form, "K01")
    assert [found[f"{column}{line}"] for column in "EFGH"] == ["不足一个不计", "局长办公会", "张三", "2025-01-10"]
    assert found[f"I{line}"] == "目标表!H6、目标表!H9"


def _add_entry(path: Path, **columns: str) -> int:
    book = openpyxl.load_workbook(path)
    sheet = book[POLICY]
    row: int = 1 + max(cell.row for cell in sheet["A"] if cell.value)
    for column, value in columns.items():
        sheet[f"{column}{row}"] = value
    book.save(path)
    return row


def test_two_answers_that_contradict_each_other_decide_nothing(form: Path) -> None:
    _answer(form, "K01", E="不足一个不计")
    _add_entry(form, A="K01", C="全表", E="不足一个按一个计")
    result = score(form, in_place=True)
    assert row_of(result, 6).score.status is Status.PROVISIONAL
    assert [entry.code for entry in result.diagnostics] == ["K104"]


@pytest.mark.parametrize("scope", ["目标表!9行", "目标表!H9", "9", "9行"])
def test_a_ruling_for_one_row_beats_the_whole_form(form: Path, scope: str) -> None:
    _answer(form, "K01", E="不足一个不计")
    _add_entry(form, A="K01", C=scope, E="不足一个按一个计")
    result = score(form, in_place=True)
    assert [row_of(result, row).score.points for row in (6, 9)] == [Decimal("17.00"), Decimal("6.79")]
    assert [row_of(score(form, in_place=True), row).score.points for row in (6, 9)] == [
        Decimal("17.00"),
        Decimal("6.79"),
    ]


def test_a_ruling_follows_its_row(form: Path) -> None:
    """Rows 9 and 10 change places, as sorting does: the ruling for row 9 is then for row 10."""
    _add_entry(form, A="K01", C="目标表!9行", E="不足一个按一个计")
    score(form, in_place=True)
    book = openpyxl.load_workbook(form)
    sheet = book["目标表"]
    for column in range(8, 20):
        upper, lower = sheet.cell(9, column), sheet.cell(10, column)
        upper.value, lower.value = lower.value, upper.value
    book.save(form)
    result = score(form, in_place=True)
    assert row_of(result, 10).score.points == Decimal("6.79")
    assert row_of(result, 10).score.status is Status.SCORED
    assert "目标表!10行" in values(form, POLICY).values()
    assert score(form, in_place=True).projects[0].score.points == result.projects[0].score.points


def test_a_ruling_for_a_row_that_is_gone_decides_nothing_and_says_so(form: Path) -> None:
    _add_entry(form, A="K01", C="目标表!999行", E="不足一个按一个计")
    result = score(form, in_place=True)
    assert [entry.code for entry in result.diagnostics] == ["K103"]
    assert row_of(result, 9).score.status is Status.PROVISIONAL


@pytest.mark.parametrize(
    ("columns", "code"), [({"E": "随便"}, "K102"), ({"C": "第三张表", "E": "不足一个不计"}, "K101")]
)
def test_an_answer_that_is_none_is_said_and_kept(form: Path, columns: dict[str, str], code: str) -> None:
    _answer(form, "K01", **columns)
    result = score(form, in_place=True)
    assert [entry.code for entry in result.diagnostics] == [code]
    assert row_of(result, 6).score.status is Status.PROVISIONAL
    assert set(columns.values()) <= set(values(form, POLICY).values())


@pytest.mark.parametrize(
    ("choice", "points"),
    [
        ("以较小者为满分、每步扣分不变", "8.00"),
        ("按分值与评分标准满分的比例折算", "9.00"),
        ("照评分标准计算、以分值封顶", "10.00"),
    ],
)
def test_the_two_maxima_are_settled_once(form: Path, choice: str, points: str) -> None:
    _answer(form, "K04", E=choice)
    entry = row_of(score(form, in_place=True), 36)
    assert (entry.score.points, entry.status_text) == (Decimal(points), "已计分")


def test_a_proposed_score_is_confirmed_once(form: Path) -> None:
    typed(form, {f"{ACTUAL}12": "当年度未实施"})
    assert row_of(score(form, in_place=True), 12).score.status is Status.NEEDS_REVIEW
    _answer(form, "K06", E="采用建议分")
    entry = row_of(score(form, in_place=True), 12)
    assert (entry.score.points, entry.status_text) == (Decimal(0), "已计分")


def test_the_sheet_goes_when_nothing_is_asked(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET | PARTIAL)
    assert POLICY in openpyxl.load_workbook(path).sheetnames
    typed(path, {f"{ACTUAL}{row}": "100%" for row in PARTIAL})
    score(path, in_place=True)
    assert openpyxl.load_workbook(path).sheetnames == ["目标表", "修复记录", "_perfscore", SUMMARY]


def _money(path: Path, **cells: object) -> None:
    typed(path, cells, sheet=SUMMARY)


def test_the_three_projects_add_up(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET)
    result = score(path, in_place=True)
    assert [project.score.points for project in result.projects] == [Decimal(90)] * 3
    assert [project.project.funds for project in result.projects] == [Decimal("35.5"), Decimal(40), Decimal(10)]
    assert [project.score.grade for project in result.projects] == [None] * 3
    assert values(path, SUMMARY)["K5"] == "暂计90.00，缺全年预算数、全年执行数"
    _money(path, F5=35.5, G5=42, F6=40, G6=38.6, F7=10, G7=0)
    result = score(path, in_place=True)
    assert [project.score.execution_points for project in result.projects] == [
        Decimal("10.00"),
        Decimal("9.65"),
        Decimal("0.00"),
    ]
    assert [project.score.total for project in result.projects] == [Decimal(100), Decimal("99.65"), Decimal(90)]
    assert [project.score.grade for project in result.projects] == ["优", "优", "优"]
    found = values(path, SUMMARY)
    assert (found["I5"], found["J5"], found["K5"]) == (Decimal(100), "优", "总分100.00，等级“优”")
    assert found["C8"] == Decimal("85.5")


def test_no_grade_while_anything_is_open(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET | PARTIAL)
    _money(path, F5=35.5, G5=35.5)
    result = score(path, in_place=True)
    assert (result.projects[0].score.total, result.projects[0].score.grade) == (None, None)
    assert values(path, SUMMARY)["K5"] == "暂计86.33，2行口径待确认"


FORM = """项目支出绩效目标表
单位代码|单位（专项）名称|资金总额|一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|备注|实际完成值
001|甲项目|10|产出指标|数量指标|培训人次|50|达到50人次得80分，每少1人次扣1分|人次|≥|80分|45人次
|||产出指标|质量指标|合格率|95|达到95%得4分|%|≥|4分|
|||效益指标|社会效益指标|报道篇数|3|达到3篇得3分|篇|≥|3分|
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得3分|%|≥|3分|"""


def test_the_words_of_a_provisional_total(tmp_path: Path) -> None:
    path = save_form(tmp_path / "f.xlsx", FORM)
    out = tmp_path / "out.xlsx"
    score(path, out=out)
    _money(out, F5=10, G5=10)
    score(out, in_place=True)
    assert values(out, SUMMARY)["K5"] == "暂计75.00，满分90中已计80，3行未计分"
    assert values(out, SUMMARY)["A3"] == "共4行：已计分1，口径待确认0，待填报3，需人工评定0；第一处：目标表!F4"


def test_what_was_typed_into_the_summary_stays(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET)
    typed_in = {"L5": "会议纪要、台账", "M5": "李四", "N5": "王五", "O5": "2025年1月10日", "L6": 3, "F6": "四十万"}
    _money(path, **typed_in, F5="=30+5.5", G5="=35.5")
    book = openpyxl.load_workbook(path)
    score(path, in_place=True)
    now = openpyxl.load_workbook(path)[SUMMARY]
    assert {place: now[place].value for place in typed_in} == typed_in
    assert (now["F5"].value, now["G5"].value) == ("=30+5.5", "=35.5")
    assert [now[f"{column}7"].value for column in "FGLMNO"] == [None] * 6
    assert book.sheetnames == openpyxl.load_workbook(path).sheetnames


def test_a_project_that_is_not_scored_now_keeps_what_was_typed(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET)
    _money(path, F5=35.5, L5="台账")
    typed(path, {"B6": "产业发展经费"})
    score(path, in_place=True)
    found = values(path, SUMMARY)
    assert [found.get(f"{column}8") for column in "BFKL"] == [
        "产业发展工作经费",
        Decimal("35.5"),
        "本次没有计分：读到的表中没有这个项目",
        "台账",
    ]
    typed(path, {"B6": "产业发展工作经费"})
    result = score(path, in_place=True)
    assert result.projects[0].project.budget == Decimal("35.5")
    assert values(path, SUMMARY)["B8"] == "合计"


def test_funds_are_offered_as_budget_and_never_taken(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET)
    offers = openpyxl.load_workbook(path)[SUMMARY].data_validations.dataValidation
    assert {str(offer.sqref): offer.formula1 for offer in offers} == {"F5": '"35.5"', "F6": '"40"', "F7": '"10"'}
    assert score(path, in_place=True).projects[0].project.budget is None
    assert POINTS not in values(path, SUMMARY)
