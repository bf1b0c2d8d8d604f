"""What a person puts on 得分汇总 and 计分口径 is there after every press, where it was put."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from form_files import ACTUAL, ALL_MET, digest, row_of, score, scored_form, typed, values
from perfscore import score_workbook

SUMMARY, POLICY = "得分汇总", "计分口径"
PARTIAL = {6: "103.5%", 9: "97.5%"}
NOTES = {
    "P4": "联系电话", "P5": "0734-1234567", "P6": 13800000000, "B3": "初稿", "C10": "以上未经复核",
    "B16": "说明：本表由办公室汇总", "D30": "=SUM(C5:C7)", "T12": "右边的话",
}  # fmt: skip


@pytest.fixture
def form(tmp_path: Path) -> Path:
    """Two rows of the first project are provisional, so that both sheets stand and the list of open rows is there."""
    return scored_form(tmp_path, ALL_MET | PARTIAL)


def sheet_of(path: Path, name: str = SUMMARY) -> Worksheet:
    found = openpyxl.load_workbook(path)[name]
    assert isinstance(found, Worksheet)
    return found


def kept(path: Path, notes: Mapping[str, object], name: str = SUMMARY) -> dict[str, object]:
    sheet = sheet_of(path, name)
    return {place: sheet[place].value for place in notes}


def test_notes_anywhere_on_the_summary_stay(form: Path) -> None:
    typed(form, NOTES, sheet=SUMMARY)
    for actual in ("97.5%", "100%", "96.5%", None):
        typed(form, {f"{ACTUAL}9": actual})
        score(form, in_place=True)
        assert kept(form, NOTES) == NOTES
    again = digest(form)
    score(form, in_place=True)
    assert digest(form) == again


def test_the_list_of_open_rows_goes_round_the_notes(form: Path) -> None:
    typed(form, NOTES, sheet=SUMMARY)
    typed(form, {f"{ACTUAL}{row}": None for row in ALL_MET})
    score(form, in_place=True)
    found = values(form, SUMMARY)
    assert kept(form, NOTES) == NOTES
    places = [text for place, text in found.items() if place.startswith("B") and str(text).startswith("目标表!")]
    assert len(places) == len(set(places)) == 20
    for row in (10, 16, 30):
        assert f"A{row}" not in found


def test_a_note_beside_an_open_row_stays_beside_it(form: Path) -> None:
    found = values(form, SUMMARY)
    row = next(int(place[1:]) for place, text in found.items() if text == "目标表!H9")
    typed(form, {f"M{row}": "已通知张三"}, sheet=SUMMARY)
    typed(form, {f"{ACTUAL}6": "98%", f"{ACTUAL}36": None, f"{ACTUAL}39": None})
    score(form, in_place=True)
    found = values(form, SUMMARY)
    assert (found[f"B{row}"], found[f"M{row}"]) == ("目标表!H9", "已通知张三")


def test_comments_colours_links_and_widths_of_a_person_stay(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book[SUMMARY]
    sheet["I5"].comment = Comment("与财政局核对过", "王五")
    sheet["L5"].value, sheet["L5"].hyperlink = "台账", "file:///台账.docx"
    sheet["L6"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF00FF00")
    sheet.column_dimensions["K"].width = 61
    book[POLICY]["I4"].comment = Comment("等局里定", "王五")
    book.save(form)
    score(form, in_place=True)
    score(form, in_place=True)
    sheet = sheet_of(form)
    assert sheet["I5"].comment is not None
    assert sheet["I5"].comment.text == "与财政局核对过"
    assert sheet["L5"].hyperlink.target == "file:///台账.docx"
    assert sheet.column_dimensions["K"].width == 61
    assert sheet["L6"].fill.fgColor.rgb == "FF00FF00"
    comment = sheet_of(form, POLICY)["I4"].comment
    assert comment is not None
    assert comment.text == "等局里定"


def test_a_persons_title_unit_and_number_format_stay(form: Path) -> None:
    words = {"A1": "某局2024年度得分汇总表", "A2": "单位：某局（本级）", "K2": "金额单位：元", "O5": "=TODAY()"}
    typed(form, words, sheet=SUMMARY)
    score(form, in_place=True)
    assert kept(form, words) == words
    assert str(values(form, SUMMARY)["A3"]).startswith("共20行：")


def test_inserted_columns_and_rows_are_followed(form: Path) -> None:
    book = openpyxl.load_workbook(form)
    sheet = book[SUMMARY]
    for area in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(area.coord)
    sheet.insert_cols(3)
    sheet.insert_rows(1, 2)
    sheet["C6"], sheet["C7"] = "科室", "产业科"
    book.save(form)
    typed(form, {"G7": 35.5, "H7": 35.5}, sheet=SUMMARY)
    typed(form, {f"{ACTUAL}6": "98%", f"{ACTUAL}9": "612/612"})
    result = score(form, in_place=True)
    assert result.projects[0].score.total == Decimal(100)
    found = values(form, SUMMARY)
    assert (found["C6"], found["C7"], found["J7"]) == ("科室", "产业科", Decimal(100))
    assert (found["J6"], found["A6"]) == ("总分", "序号")


@pytest.mark.parametrize("header", ["总分", "全年预算数", "项目"])
def test_a_renamed_column_is_refused_not_doubled(form: Path, header: str) -> None:
    column = {"总分": "I", "全年预算数": "F", "项目": "B"}[header]
    typed(form, {f"{column}4": "别的名字"}, sheet=SUMMARY)
    before = digest(form)
    result = score_workbook(form, in_place=True)
    assert [entry.code for entry in result.errors] == ["F309"]
    assert f"“{header}”" in result.errors[0].message
    assert digest(form) == before


@pytest.mark.parametrize("name", [SUMMARY, POLICY])
def test_a_protected_sheet_of_ours_is_not_written(form: Path, name: str) -> None:
    book = openpyxl.load_workbook(form)
    book[name].protection.enable()
    book.save(form)
    before = digest(form)
    result = score_workbook(form, in_place=True)
    assert [entry.code for entry in result.errors] == ["F304"]
    assert f"“{name}”受保护" in result.errors[0].message
    assert digest(form) == before


@pytest.mark.parametrize("year", ["二〇二五年", "二〇二五年度", "二零二五", "2025年", "２０２５", 2025])
def test_a_year_is_read_however_it_is_written_and_stays_so(form: Path, year: object) -> None:
    typed(form, {"G2": year}, sheet=SUMMARY)
    result = score(form, in_place=True)
    assert result.scored is not None
    assert result.scored.form.budget_year == 2025
    assert sheet_of(form)["G2"].value == year


def test_a_year_that_is_none_is_said_and_stays(form: Path) -> None:
    typed(form, {"G2": "本年度"}, sheet=SUMMARY)
    result = score(form, in_place=True)
    assert "G142" in [entry.code for entry in result.diagnostics]
    assert sheet_of(form)["G2"].value == "本年度"


def test_a_year_taken_from_the_title_follows_the_title(form: Path) -> None:
    title = str(values(form)["A1"])
    typed(form, {"A1": f"2024年度{title}"})
    assert _year(form) == 2024
    typed(form, {"A1": f"2025年度{title}"})
    assert _year(form) == 2025
    typed(form, {"G2": 2023}, sheet=SUMMARY)
    assert _year(form) == 2023


def _year(path: Path) -> int | None:
    result = score(path, in_place=True)
    assert result.scored is not None
    return result.scored.form.budget_year


POLICY_NOTES = {"A12": "另：", "B13": "第二季度再议", "K5": "待局长办公会", "C20": "=COUNTA(A4:A9)", "A14": "K99"}


def test_notes_and_lines_behind_a_blank_one_stay_on_the_rulings(form: Path) -> None:
    lines = {"A7": "K01", "C7": "目标表!9行", "E7": "不足一个按一个计", "F7": "局长办公会", "G7": "张三"}
    typed(form, {**POLICY_NOTES, **lines, "E9": "不足一个不计"}, sheet=POLICY)
    result = score(form, in_place=True)
    assert row_of(result, 9).score.points == Decimal("6.79")
    assert sorted(entry.code for entry in result.diagnostics) == ["K105", "K105"]
    assert any("第9行没有填编号" in entry.message for entry in result.diagnostics)
    assert any("编号“K99”不认识" in entry.message for entry in result.diagnostics)
    for actual in ("612/612", "97.5%", "97.5%"):
        typed(form, {f"{ACTUAL}6": actual})
        score(form, in_place=True)
        assert kept(form, {**POLICY_NOTES, **lines, "E9": ""}, POLICY) == {
            **POLICY_NOTES,
            **lines,
            "E9": "不足一个不计",
        }


def test_a_code_is_read_however_it_is_typed(form: Path) -> None:
    typed(form, {"A5": "ｋ1", "C5": "目标表!9行", "E5": "不足一个按一个计"}, sheet=POLICY)
    assert row_of(score(form, in_place=True), 9).score.points == Decimal("6.79")


def test_rulings_with_a_note_stay_when_nothing_is_asked(form: Path) -> None:
    typed(form, {"B12": "第二季度再议"}, sheet=POLICY)
    typed(form, {f"{ACTUAL}{row}": "100%" for row in PARTIAL})
    score(form, in_place=True)
    found = values(form, POLICY)
    assert found["B12"] == "第二季度再议"
    assert "A4" not in found
    typed(form, {f"{ACTUAL}9": "97.5%"})
    score(form, in_place=True)
    assert values(form, POLICY)["A4"] == "K01"


def test_a_persons_column_among_the_rulings_stays_with_its_lines(form: Path) -> None:
    typed(form, {"J3": "经办科室", "J4": "产业科", "A5": "K01", "C5": "目标表!9行", "J5": "规划科"}, sheet=POLICY)
    typed(form, {f"{ACTUAL}36": "第7名"})
    score(form, in_place=True)
    found = values(form, POLICY)
    assert [found[f"J{row}"] for row in (3, 4, 5)] == ["经办科室", "产业科", "规划科"]
    assert [found[f"A{row}"] for row in (4, 5, 6)] == ["K01", "K01", "K04"]


def test_a_renamed_column_of_the_rulings_is_refused(form: Path) -> None:
    typed(form, {"E3": "我的选择"}, sheet=POLICY)
    before = digest(form)
    assert [entry.code for entry in score_workbook(form, in_place=True).errors] == ["F309"]
    assert digest(form) == before


def test_what_is_typed_over_our_results_is_said(form: Path) -> None:
    typed(form, {"I5": 99, "K6": "很好"}, sheet=SUMMARY)
    result = score(form, in_place=True)
    said = [str(entry.where) for entry in result.diagnostics if entry.code == "G146"]
    assert said == ["得分汇总!I5", "得分汇总!K6"]
    assert "G146" not in [entry.code for entry in score(form, in_place=True).diagnostics]


def test_a_renamed_summary_is_said(form: Path) -> None:
    typed(form, {"F5": 35.5, "G5": 35.5}, sheet=SUMMARY)
    book = openpyxl.load_workbook(form)
    book[SUMMARY].title = "汇总2024"
    book.save(form)
    result = score(form, in_place=True)
    assert [entry.code for entry in result.diagnostics] == ["G147"]
    assert "“汇总2024”像是改了名的" in result.diagnostics[0].message
    assert sheet_of(form, "汇总2024")["F5"].value == 35.5


def test_all_rows_however_written(form: Path) -> None:
    typed(form, {"C4": "（全 表）", "E4": "不足一个不计"}, sheet=POLICY)
    result = score(form, in_place=True)
    assert (row_of(result, 6).score.points, result.diagnostics) == (Decimal(17), ())
    assert values(form, POLICY)["C4"] == "（全 表）"


def test_what_is_typed_into_the_status_is_said(form: Path) -> None:
    typed(form, {"S9": "局长已看", "S10": None})
    result = score(form, in_place=True)
    (said,) = [entry for entry in result.diagnostics if entry.code == "G146"]
    assert "S9“局长已看”" in said.message
    assert score(form, in_place=True).diagnostics == ()
