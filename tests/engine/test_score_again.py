"""Scoring, typing, scoring again: ours is renewed, a person's is kept, nothing else moves."""

from __future__ import annotations

import shutil
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from form_files import (
    ACTUAL,
    ALL_MET,
    DEDUCTION,
    EXPLANATION,
    POINTS,
    SAMPLE,
    STATUS,
    changed,
    row_of,
    score,
    scored_form,
    typed,
    values,
)

ROW = 10
"""培育一批创新型中小企业: 30 firms, 7 points."""


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """The seed form, scored, with 27 firms on one row and everything else met."""
    return scored_form(tmp_path, ALL_MET | {ROW: "27家"})


def test_one_changed_actual_changes_one_row(form: Path) -> None:
    before = values(form)
    assert (before[f"{POINTS}{ROW}"], before[f"{DEDUCTION}{ROW}"]) == (Decimal("6.25"), Decimal("0.75"))
    typed(form, {f"{ACTUAL}{ROW}": "24家"})
    score(form, in_place=True)
    after = values(form)
    assert changed(before, after) == {f"{column}{ROW}" for column in (ACTUAL, POINTS, DEDUCTION, EXPLANATION)}
    assert after[f"{POINTS}{ROW}"] == Decimal("5.5")
    assert (form.with_name(form.name + ".bak")).exists()


def test_scoring_twice_changes_no_byte(form: Path) -> None:
    score(form, in_place=True)
    first = form.read_bytes()
    score(form, in_place=True)
    assert form.read_bytes() == first


def test_the_second_press_changes_no_byte_either(tmp_path: Path) -> None:
    path = scored_form(tmp_path)
    before = path.read_bytes()
    score(path, in_place=True)
    assert path.read_bytes() == before


def test_the_sample_twice(tmp_path: Path) -> None:
    once, twice = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    score(shutil.copyfile(SAMPLE, tmp_path / "f.xlsx"), out=once)
    score(once, out=twice)
    assert once.read_bytes() == twice.read_bytes()


def test_scored_with_openpyxl_in_between_the_values_are_the_same(form: Path) -> None:
    before = {name: values(form, name) for name in ("目标表", "得分汇总")}
    typed(form, {})
    score(form, in_place=True)
    assert {name: values(form, name) for name in ("目标表", "得分汇总")} == before


def test_a_changed_score_is_the_persons(form: Path) -> None:
    typed(form, {f"{POINTS}{ROW}": 7})
    for _ in range(2):
        result = score(form, in_place=True)
        now = values(form)
        assert now[f"{POINTS}{ROW}"] == Decimal(7)
        assert "计算得分6.25，已人工改为7.00" in str(now[f"{STATUS}{ROW}"])
        assert now[f"{DEDUCTION}{ROW}"] == 0
        assert result.projects[0].score.points == Decimal(90)


def test_a_changed_explanation_is_the_persons(form: Path) -> None:
    typed(form, {f"{EXPLANATION}{ROW}": "年底又有3家通过认定。"})
    result = score(form, in_place=True)
    now = values(form)
    assert now[f"{EXPLANATION}{ROW}"] == "年底又有3家通过认定。"
    assert str(now[f"{STATUS}{ROW}"]).startswith("已计分；扣分说明为人工填写，程序的说明：新增创新型中小企业27家")
    assert result.projects[0].score.points == Decimal("89.25")
    typed(form, {f"{EXPLANATION}{ROW}": None})
    score(form, in_place=True)
    assert str(values(form)[f"{EXPLANATION}{ROW}"]).startswith("新增创新型中小企业27家")


def test_a_score_taken_back_is_ours_again(form: Path) -> None:
    typed(form, {f"{POINTS}{ROW}": 7})
    score(form, in_place=True)
    typed(form, {f"{POINTS}{ROW}": None})
    score(form, in_place=True)
    now = values(form)
    assert (now[f"{POINTS}{ROW}"], now[f"{STATUS}{ROW}"]) == (Decimal("6.25"), "已计分")


REVIEW = 12
"""执行时效: 当年开展，计20分; the sentence has no branch for 未实施."""


@pytest.mark.parametrize(
    ("cells", "status", "points"),
    [
        ({}, "需人工评定：", None),
        ({POINTS: 12}, "人工核定：缺理由", 12),
        ({POINTS: 12, EXPLANATION: "十二月启动，完成前期工作"}, "人工核定", 12),
        ({POINTS: 0, EXPLANATION: "没有开展"}, "人工核定", 0),
        ({POINTS: "12分", EXPLANATION: "x"}, "人工核定", 12),
        ({POINTS: 20.5}, "需人工评定：得分栏填的“20.50”不在0至20分之内", None),
        ({POINTS: -1}, "需人工评定：得分栏填的“-1.00”不在0至20分之内", None),
        ({POINTS: "优"}, "需人工评定：得分栏填的“优”不在0至20分之内", None),
    ],
)
def test_a_row_that_needs_a_person(form: Path, cells: dict[str, object], status: str, points: int | None) -> None:
    typed(
        form, {f"{ACTUAL}{REVIEW}": "当年度未实施", **{f"{column}{REVIEW}": value for column, value in cells.items()}}
    )
    score(form, in_place=True)
    result = score(form, in_place=True)
    row, now = row_of(result, REVIEW), values(form)
    assert row.score.points == (None if points is None else Decimal(points))
    assert str(now[f"{STATUS}{REVIEW}"]).startswith(status)
    if POINTS in cells:
        kept = cells[POINTS]
        assert now[f"{POINTS}{REVIEW}"] == (Decimal(str(kept)) if isinstance(kept, int | float) else kept)
    assert result.projects[0].score.open_rows == (points is None)


@pytest.mark.parametrize(
    ("points", "status", "kept"),
    [
        (17, "人工核定", 17),
        (15, "人工核定", 15),
        (14, "需人工评定：得分栏填的“14.00”不在15至20分之内", None),
        (21, "需人工评定：得分栏填的“21.00”不在15至20分之内", None),
        (None, "需人工评定：评分标准要由人在15—20分之间评定", None),
    ],
)
def test_points_are_typed_inside_the_range_of_the_sentence(
    form: Path, points: int | None, status: str, kept: int | None
) -> None:
    sentence = "成效明显给15-20分，成效一般给5-14分，无成效不得分"
    typed(
        form,
        {
            f"K{REVIEW}": sentence,
            f"{ACTUAL}{REVIEW}": "成效明显",
            f"{POINTS}{REVIEW}": points,
            f"{EXPLANATION}{REVIEW}": "带动三家企业",
        },
    )
    result = score(form, in_place=True)
    assert row_of(result, REVIEW).score.points == (None if kept is None else Decimal(kept))
    assert str(values(form)[f"{STATUS}{REVIEW}"]).startswith(status)


def test_the_decided_score_counts_in_the_total(form: Path) -> None:
    typed(form, {f"{ACTUAL}{REVIEW}": "当年度未实施", f"{POINTS}{REVIEW}": 12, f"{EXPLANATION}{REVIEW}": "十二月启动"})
    result = score(form, in_place=True)
    assert result.projects[0].score.points == Decimal("81.25")
    assert result.projects[0].score.open_rows == 0
    assert values(form)[f"{DEDUCTION}{REVIEW}"] == Decimal(8)


def _moved(path: Path, order: list[int]) -> None:
    """Sort the rows of one project by hand: the values of whole rows change places."""
    book = openpyxl.load_workbook(path)
    sheet = book["目标表"]
    lines = {row: [sheet.cell(row, column).value for column in range(8, 20)] for row in order}
    for row, source in zip(sorted(order), order, strict=True):
        for column, value in enumerate(lines[source], start=8):
            sheet.cell(row, column).value = value
    book.save(path)


def test_sorted_rows_stay_ours(form: Path) -> None:
    """Rows 22 and 23 (质量, 时效 of the second project) change places with their levels as they are."""
    typed(form, {f"{POINTS}{ROW}": 7})
    score(form, in_place=True)
    _moved(form, [10, 9])
    result = score(form, in_place=True)
    now = values(form)
    assert "已人工改为7.00" in str(now[f"{STATUS}9"])
    assert (now[f"{STATUS}10"], now[f"{POINTS}10"]) == ("已计分", Decimal(7))
    assert result.projects[0].score.points == Decimal(90)
    typed(form, {f"{ACTUAL}10": "600/612"})
    score(form, in_place=True)
    assert row_of(score(form, in_place=True), 10).kept == frozenset()


def _insert_rows(path: Path, count: int) -> None:
    """Insert rows above the table, merges moving along as a spreadsheet program moves them."""
    book = openpyxl.load_workbook(path)
    sheet = book["目标表"]
    areas = list(sheet.merged_cells.ranges)
    for area in areas:
        sheet.unmerge_cells(area.coord)
    sheet.insert_rows(1, count)
    for area in areas:
        area.shift(row_shift=count)
        sheet.merge_cells(area.coord)
    book.save(path)


def test_rows_inserted_above_do_no_harm(form: Path) -> None:
    typed(form, {f"{POINTS}{ROW}": 7})
    score(form, in_place=True)
    _insert_rows(form, 3)
    result = score(form, in_place=True)
    assert "已人工改为7.00" in row_of(result, ROW + 3).status_text
    others = [row for row in result.scored.rows if row.row.row != ROW + 3] if result.scored else []
    assert [row.kept for row in others] == [frozenset()] * 19
    assert result.projects[0].score.points == Decimal(90)


def test_a_renamed_indicator_and_project_stay_ours(form: Path) -> None:
    typed(form, {f"H{ROW}": "培育创新型中小企业", "B6": "产业发展经费", f"{POINTS}11": 5})
    result = score(form, in_place=True)
    kept = {row.row.row: row.kept for row in result.projects[0].rows if row.kept}
    assert kept == {11: frozenset({"points"})}
    typed(form, {f"{ACTUAL}{ROW}": "24家"})
    score(form, in_place=True)
    assert values(form)[f"{POINTS}{ROW}"] == Decimal("5.5")


def test_a_date_needs_the_budget_year(form: Path) -> None:
    when = {f"{ACTUAL}23": datetime(2025, 1, 15)}
    typed(form, when)
    assert row_of(score(form, in_place=True), 23).score.points is None
    typed(form, {"G2": 2025}, sheet="得分汇总")
    assert row_of(score(form, in_place=True), 23).score.points == Decimal(10)
    assert values(form, "得分汇总")["G2"] == Decimal(2025)
    typed(form, {"G2": "2024年度"}, sheet="得分汇总")
    assert row_of(score(form, in_place=True), 23).score.points is None


def test_a_lost_state_takes_nothing_for_a_persons_that_we_would_write(form: Path) -> None:
    typed(form, {f"{POINTS}11": 5})
    score(form, in_place=True)
    book = openpyxl.load_workbook(form)
    for name in ("_perfscore", "得分汇总"):
        del book[name]
    book.save(form)
    result = score(form, in_place=True)
    assert {row.row.row: row.kept for row in result.scored.rows if row.kept} == {  # type: ignore[union-attr]
        11: frozenset({"points", "deduction"})
    }
