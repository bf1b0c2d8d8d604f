"""Our columns are known by what we remember of them: a person's columns beside them are never taken for ours."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from form_files import ALL_MET, CLEAN, score, scored_form, typed, values
from perfscore import WorkbookResult
from perfscore.engine.form import export_workbook

ROWS = sorted(ALL_MET)
THEIRS = {"T3": "责任科室", "T6": "产业科", "T9": "企业科", "T20": 3}


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return scored_form(tmp_path, ALL_MET | {10: "27家"})


def exported(path: Path) -> Path:
    out = path.with_name("上报版.xlsx")
    result = export_workbook(path, out)
    assert (result.output, result.errors) == (out, ())
    return out


def headers(path: Path) -> dict[str, object]:
    sheet = openpyxl.load_workbook(path)["目标表"]
    return {str(cell.value): cell.column_letter for cell in sheet[3] if cell.value is not None}


def insert_column(path: Path, before: int, header: str) -> dict[str, object]:
    """Insert a column as a spreadsheet program does, with a header and texts; returns what was typed."""
    book = openpyxl.load_workbook(path)
    sheet = book["目标表"]
    areas = list(sheet.merged_cells.ranges)
    for area in areas:
        sheet.unmerge_cells(area.coord)
    sheet.insert_cols(before)
    for area in areas:
        if area.min_col >= before:
            area.shift(col_shift=1)
        elif area.max_col >= before:
            area.expand(right=1)
        sheet.merge_cells(area.coord)
    letter = get_column_letter(before)
    cells: dict[str, object] = {f"{letter}3": header, f"{letter}9": "甲", f"{letter}11": "乙"}
    for place, value in cells.items():
        sheet[place] = value
    book.save(path)
    return cells


def points(result: WorkbookResult) -> list[Decimal | None]:
    return [row.score.points for project in result.projects for row in project.rows]


def test_a_column_behind_ours_is_a_persons(form: Path) -> None:
    before = points(score(form, in_place=True))
    typed(form, THEIRS)
    assert points(score(form, in_place=True)) == before
    found = values(form)
    assert {place: found[place] for place in THEIRS} == THEIRS
    assert list(headers(form).values()).count("S") == 1
    assert len(headers(form)) == len(values(CLEAN).keys() & {f"{letter}3" for letter in "ABCDEFGHIJKLMN"}) + 6
    out = values(exported(form))
    assert {place: out[place] for place in THEIRS} == THEIRS
    assert {place: value for place, value in out.items() if place not in THEIRS} == values(CLEAN)


@pytest.mark.parametrize("before", [15, 16, 17, 19, 20])
def test_a_column_inserted_anywhere_is_a_persons(form: Path, before: int) -> None:
    earlier = points(score(form, in_place=True))
    theirs = insert_column(form, before, "责任科室")
    result = score(form, in_place=True)
    assert points(result) == earlier
    assert [row.kept for project in result.projects for row in project.rows] == [frozenset()] * 20
    found = values(form)
    assert {place: found[place] for place in theirs} == theirs
    out = values(exported(form))
    assert {place: out[place] for place in theirs} == theirs
    assert len(out) == len(values(CLEAN)) + len(theirs)


@pytest.mark.parametrize(("place", "name"), [("S3", "状态"), ("R3", "说明"), ("P3", "分数"), ("Q3", "扣了几分")])
def test_a_renamed_column_is_ours_all_the_same(form: Path, place: str, name: str) -> None:
    typed(form, {place: name})
    count = len(headers(form))
    typed(form, {"O10": "24家"})
    result = score(form, in_place=True)
    assert (result.projects[0].score.points, result.diagnostics) == (Decimal("88.50"), ())
    assert (len(headers(form)), values(form)[place]) == (count, name)
    assert values(exported(form)) == values(CLEAN)


def test_renamed_and_with_a_column_behind(form: Path) -> None:
    typed(form, {"S3": "状态", **THEIRS})
    score(form, in_place=True)
    out = values(exported(form))
    assert {place: out[place] for place in THEIRS} == THEIRS
    assert len(out) == len(values(CLEAN)) + len(THEIRS)


def test_a_deleted_column_comes_back(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book["目标表"]
    sheet.unmerge_cells("S3:S4")  # openpyxl moves no merges; the others fit the columns that come after
    sheet.delete_cols(17)
    book.save(form)
    result = score(form, in_place=True)
    assert [entry.code for entry in result.diagnostics] == ["G107"]
    assert headers(form)["扣分"] == "S"
    assert score(form, in_place=True).diagnostics == ()
    assert values(exported(form)) == values(CLEAN)


def test_a_renamed_column_for_actuals_is_not_guessed(form: Path) -> None:
    typed(form, {"O3": "完成的情况"})
    result = score(form, in_place=True)
    assert [entry.code for entry in result.diagnostics] == ["G107"]
    assert "“实际完成值”" in result.diagnostics[0].message
    assert result.projects[0].score.open_rows == len(result.projects[0].rows)
    found = values(form)
    assert (found["O10"], found["T3"]) == ("27家", "实际完成值")
    typed(form, {"O3": "实际完成值", "T3": None})
    assert score(form, in_place=True).projects[0].score.points == Decimal("89.25")


def test_a_renamed_sheet(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    book["目标表"].title = "2024年目标表"
    sheet = book["2024年目标表"]
    sheet["T3"], sheet["T6"], sheet["S3"] = "责任科室", "产业科", "状态"
    book.save(form)
    score(form, in_place=True)
    out = values(exported(form), "2024年目标表")
    assert (out.pop("T3"), out.pop("T6")) == ("责任科室", "产业科")
    assert out == values(CLEAN)


def test_a_memory_of_before_serves_as_before(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book["_perfscore"]
    pieces = [cell for cell in sheet["B"] if cell.value]
    kept = json.loads("".join(str(cell.value)[1:-1] for cell in pieces))
    del kept["columns"], kept["projects"]
    for cell in pieces:
        cell.value = None
    pieces[0].value = f"|{json.dumps(kept, ensure_ascii=False)}|"
    book.save(form)
    result = score(form, in_place=True)
    assert [row.kept for project in result.projects for row in project.rows] == [frozenset()] * 20
    assert values(exported(form)) == values(CLEAN)
