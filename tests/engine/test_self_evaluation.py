"""The 自评表 with its own 得分 column: rules from elsewhere, its cells filled, and a person's cells left alone."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from form_files import SELF, TARGET, changed, digest, row_of, save_form, score, typed, values
from perfscore import score_workbook
from perfscore.engine.form import export_workbook

OURS = {"J10": "扣分", "K10": "扣分说明", "L10": "计分状态"}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return save_form(tmp_path / "自评表.xlsx", SELF, names=("自评表",))


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return save_form(tmp_path / "目标表.xlsx", TARGET)


def test_its_own_columns_are_filled(form: Path, rules: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    before = values(form, "自评表")
    result = score(form, rules=rules, out=out)
    now = values(out, "自评表")
    assert {place: now[place] for place in OURS} == OURS
    assert [now[place] for place in ("H11", "H12", "H13")] == [Decimal(55), Decimal(20), Decimal(10)]
    assert (now["H6"], now["H14"]) == (Decimal("7.5"), Decimal("92.5"))
    assert now["J11"] == Decimal(5)
    assert str(now["K11"]).startswith("培训人次为45人次，较指标值50人次少5人次")
    assert now["L11"] == "缺偏差原因；已计分"
    assert {place for place in changed(before, now) if place[0] in "ABCDEFGHI"} == {"H6", "H11", "H12", "H13", "H14"}
    project = result.projects[0].score
    assert (project.points, project.execution_points, project.total, project.grade) == (
        Decimal(85),
        Decimal("7.50"),
        Decimal("92.50"),
        "优",
    )


def test_again_with_the_rules_and_a_reason(form: Path, rules: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    score(form, rules=rules, out=out)
    first = digest(out)
    score(out, rules=rules, in_place=True)
    assert digest(out) == first
    typed(out, {"I11": "疫情影响，培训推迟", "F11": "40人次"}, sheet="自评表")
    score(out, rules=rules, in_place=True)
    now = values(out, "自评表")
    assert (now["H11"], now["L11"], now["I11"]) == (Decimal(50), "已计分", "疫情影响，培训推迟")
    assert (now["H14"], now.get("I12")) == (Decimal("87.5"), None)


def test_scores_that_a_person_typed_first_stay(form: Path, rules: Path, tmp_path: Path) -> None:
    typed(form, {"H11": 58, "H12": 20, "H14": 95}, sheet="自评表")
    result = score(form, rules=rules, out=tmp_path / "out.xlsx")
    now = values(tmp_path / "out.xlsx", "自评表")
    assert (now["H11"], now["H12"], now["H14"]) == (Decimal(58), Decimal(20), Decimal(95))
    assert str(now["L11"]).startswith("缺偏差原因；人工核定：计算得分55.00，已人工改为58.00")
    assert now["L12"] == "已计分"
    assert result.projects[0].score.total == Decimal("95.50")


def test_without_the_target_form_nothing_is_scored(form: Path, tmp_path: Path) -> None:
    result = score_workbook(form, out=tmp_path / "out.xlsx")
    assert [entry.code for entry in result.diagnostics] == ["G154"]
    assert result.scored is None
    assert not (tmp_path / "out.xlsx").exists()


def test_what_was_scored_stays_where_the_rules_are_missing_later(form: Path, rules: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    score(form, rules=rules, out=out)
    before = digest(out)
    assert score_workbook(out, in_place=True).output is None
    assert digest(out) == before


def test_both_forms_in_one_workbook(tmp_path: Path) -> None:
    path = save_form(tmp_path / "两表.xlsx", TARGET, SELF)
    out = tmp_path / "out.xlsx"
    target = values(path)
    result = score(path, out=out)
    assert result.projects[0].score.total == Decimal("92.50")
    assert values(out) == target
    assert row_of(result, 11).row.rule_text == "达到50人次得60分，每少1人次扣1分"
    score(out, in_place=True, sheet="目标表")
    assert values(out)["L2"] == "实际完成值"
    typed(out, {"F11": "40人次"}, sheet="自评表")
    again = score(out, in_place=True)
    assert [row.kept for row in again.projects[0].rows] == [frozenset()] * 3
    assert again.projects[0].score.total == Decimal("87.50")


def test_rules_that_cannot_be_read_say_so(form: Path, tmp_path: Path) -> None:
    result = score_workbook(form, rules=tmp_path / "没有.xlsx", out=tmp_path / "out.xlsx")
    assert "F101" in [entry.code for entry in result.diagnostics]
    assert result.output is None


def test_export_leaves_the_form_with_its_scores(form: Path, rules: Path, tmp_path: Path) -> None:
    scored, out = tmp_path / "scored.xlsx", tmp_path / "上报.xlsx"
    score(form, rules=rules, out=scored)
    assert export_workbook(scored, out).output == out
    before, after = values(form, "自评表"), values(out, "自评表")
    assert changed(before, after) == {"H6", "H11", "H12", "H13", "H14"}
    assert openpyxl.load_workbook(out).sheetnames == ["自评表"]
