"""计算得分 in an open workbook writes what ``perfscore score`` writes into the file, cell by cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from live_office import OpenCopy

from form_files import ALL_MET, CLEAN, SAMPLE, SELF, TARGET, save_form, scored_form
from live_kit import Pair, big_form, page_split
from perfscore import score_workbook
from perfscore.hosts.libreoffice.uno_engine.calls import CallCounter
from perfscore.hosts.live.editing import undo_press
from perfscore.hosts.live.quiet import quiet
from perfscore.hosts.live.scoring import Scope, calculate

SOME = {
    "O6": "103.5%", "O9": "612/612", "O10": 27, "O11": 0.888, "O12": "未完成", "O13": "同比下降1.5%", "O17": "基本满意",
    "O25": "44.6%", "O28": "98%", "O36": "30余名",
}  # fmt: skip
BASE, PER_PROJECT = 60, 10


def open_pair(path: Path, open_copy: OpenCopy, tmp_path: Path) -> Pair:
    file = tmp_path / "文件.xlsx"
    file.write_bytes(path.read_bytes())
    return Pair(open_copy(path), file)


def press_and_count(pair: Pair, counter: CallCounter, projects: int) -> None:
    counter.reset()
    with quiet(pair.book.app):
        outcome = calculate(pair.book)
    assert outcome.is_done, outcome.message
    assert counter.total <= BASE + PER_PROJECT * projects, counter.by_name


@pytest.mark.parametrize("source", [CLEAN, SAMPLE, CLEAN.with_stem(f"{CLEAN.stem}_raw")], ids=lambda path: path.stem)
def test_what_is_written_is_the_same(source: Path, open_copy: OpenCopy, tmp_path: Path) -> None:
    pair = open_pair(source, open_copy, tmp_path)
    pair.press()
    pair.compare()
    pair.press()
    pair.compare()


def test_a_link_leads_to_where_the_line_is_settled(open_copy: OpenCopy, tmp_path: Path) -> None:
    pair = open_pair(SAMPLE, open_copy, tmp_path)
    pair.press()
    expected = openpyxl.load_workbook(pair.file)["得分汇总"]
    found = pair.book.sheets["得分汇总"]
    links = {cell.coordinate: cell.value for (cell,) in expected["B12:B16"]}
    assert links["B12"] == '=HYPERLINK("#\'目标表\'!O6","目标表!H6")'
    assert {place: found[place].formula for place in links} == links


def test_a_link_to_a_sheet_with_a_hostile_name(open_copy: OpenCopy, tmp_path: Path) -> None:
    name = 'a\'!A1","x")&"'
    path = tmp_path / "名称.xlsx"
    form = openpyxl.load_workbook(SAMPLE)
    form["目标表"].title = "临时"
    form.save(path)
    pair = open_pair(path, open_copy, tmp_path)
    pair.book.sheets["临时"].name = name
    renamed = openpyxl.load_workbook(pair.file)
    renamed["临时"].title = name
    renamed.save(pair.file)
    pair.press()
    pair.compare()
    cell = pair.book.sheets["得分汇总"]["B12"]
    assert cell.value == f"{name}!H6"
    assert cell.formula == '=HYPERLINK("#\'a\'\'!A1"",""x"")&""\'!O6","a\'!A1"",""x"")&""!H6")'


def test_it_is_the_same_after_every_edit(open_copy: OpenCopy, tmp_path: Path) -> None:
    pair = open_pair(CLEAN, open_copy, tmp_path)
    pair.press()
    for typed in (SOME, {f"O{row}": value for row, value in ALL_MET.items()}, {"O6": None, "P9": 5, "R10": "另有说明"}):
        pair.type_in(typed)
        pair.press()
        pair.compare()
    pair.type_in({"F5": 35.5, "G5": 35.5}, "得分汇总")
    pair.press()
    pair.compare()


def test_columns_grow_with_their_texts_unless_a_person_set_them(open_copy: OpenCopy) -> None:
    book = open_copy(CLEAN)
    assert calculate(book).is_done
    sheet = book.sheets["目标表"]
    first = sheet["S1"].column_width or 0
    sheet["R1"].column_width = 20
    for place, value in SOME.items():
        sheet[place].value = f"'{value}" if isinstance(value, str) else value
    assert calculate(book).is_done
    assert (sheet["S1"].column_width or 0) > first + 5
    assert sheet["R1"].column_width == pytest.approx(20, abs=0.5)


def test_a_few_calls_do_it(open_copy: OpenCopy, host_calls: CallCounter, tmp_path: Path) -> None:
    pair = open_pair(CLEAN, open_copy, tmp_path)
    press_and_count(pair, host_calls, 3)
    pair.type_in(SOME)
    press_and_count(pair, host_calls, 3)
    press_and_count(pair, host_calls, 3)


def test_formulas_that_nobody_has_looked_at(open_copy: OpenCopy, tmp_path: Path) -> None:
    """Errors, empty texts and truths of a workbook just opened are no noughts."""
    (tmp_path / "先").mkdir()
    book = open_copy(scored_form(tmp_path / "先"))
    book.sheets["目标表"]["O13:O14"].formula = [["=NA()"], ["=1/0"]]
    book.sheets["目标表"]["O23"].formula = '=""'
    path = tmp_path / "公式.xlsx"
    book.save(path)
    book.close()
    pair = open_pair(path, open_copy, tmp_path)
    with quiet(pair.book.app):
        pair.press()
    pair.compare()
    assert "#N/A" in str(pair.book.sheets["目标表"]["S13"].value)


def test_a_line_below_the_merged_name_of_a_project(open_copy: OpenCopy, tmp_path: Path) -> None:
    pair = open_pair(CLEAN, open_copy, tmp_path)
    pair.press()
    line = {"H40": "新增指标", "I40": 5, "J40": "达到5家得10分，每少1家扣1分", "K40": "家", "L40": "≥", "O40": 3}
    pair.type_in(line)
    pair.press()
    pair.compare()


@pytest.mark.parametrize("gap", ["\n", ""])
def test_a_header_that_is_repeated(gap: str, open_copy: OpenCopy, tmp_path: Path) -> None:
    pair = open_pair(page_split(tmp_path / "分页.xlsx", gap=gap), open_copy, tmp_path)
    pair.press()
    pair.compare()
    below = 9 if gap else 8
    pair.type_in({"L5": "50人次", f"L{below}": "95%", f"L{below + 1}": "88%"})
    pair.press()
    pair.compare()
    pair.press()
    pair.compare()


def test_a_self_evaluation_takes_its_rules_from_another_open_workbook(open_copy: OpenCopy, tmp_path: Path) -> None:
    rules = save_form(tmp_path / "目标表.xlsx", TARGET)
    form = save_form(tmp_path / "自评表.xlsx", SELF, names=("自评表",))
    pair = open_pair(form, open_copy, tmp_path)
    refused = calculate(pair.book)
    assert not refused.is_done
    assert refused.message.endswith("有3行要从目标表取评分标准；请先打开目标表所在的工作簿，再按一次")
    open_copy(rules)
    pair.rules = rules
    pair.press()
    pair.compare()
    pair.type_in({"F11": "40人次", "I11": "天气原因"}, "自评表")
    pair.press()
    pair.compare()


def test_of_open_workbooks_the_one_that_knows_the_indicators_counts(open_copy: OpenCopy, tmp_path: Path) -> None:
    """Another project's 目标表 is passed over; of two that say different things none is taken, nothing is written."""
    other = open_copy(CLEAN)
    book = open_copy(save_form(tmp_path / "自评表.xlsx", SELF, names=("自评表",)))
    open_copy(save_form(tmp_path / "目标表.xlsx", TARGET))
    assert calculate(book).message.startswith("共3行：已计分3")
    assert undo_press(book).is_done
    second = open_copy(save_form(tmp_path / "去年的目标表.xlsx", TARGET.replace("扣1分", "扣2分")))
    other.activate()
    outcome = calculate(book)
    assert not outcome.is_done
    assert outcome.message.startswith("打开的工作簿里不止一个有这些指标的目标表，评分标准不一样")
    assert book.sheets["自评表"]["H11:H13"].value == [None, None, None]
    second.close()
    assert calculate(book).is_done


def test_a_self_evaluation_takes_its_rules_from_the_same_workbook(open_copy: OpenCopy, tmp_path: Path) -> None:
    pair = open_pair(save_form(tmp_path / "两表.xlsx", TARGET, SELF), open_copy, tmp_path)
    pair.press()
    pair.compare()


def test_one_sheet_is_scored_with_the_rules_of_another(open_copy: OpenCopy, tmp_path: Path) -> None:
    book = open_copy(save_form(tmp_path / "两表.xlsx", TARGET, SELF))
    outcome = calculate(book, scope=Scope.SHEET, sheet="自评表")
    assert outcome.message.startswith("共3行：已计分3")
    assert book.sheets["自评表"]["H11:H13"].value == [55, 20, 10]
    assert book.sheets["目标表"].used_range.last_cell.column == 11


def test_merged_cells_say_the_same(open_copy: OpenCopy, tmp_path: Path) -> None:
    """A 指标值 for two rows, a note over the width, a level that only its merge can explain."""
    path = tmp_path / "合并.xlsx"
    path.write_bytes(CLEAN.read_bytes())
    form = openpyxl.load_workbook(path)
    sheet = form["目标表"]
    for area in ("I10:I11", "M32:M33", "N22:N23"):
        sheet.merge_cells(area)
    sheet["A41"] = "本表由各业务科室填报，经主管领导审核后报财政部门，项目调整时应当及时修订"
    sheet.merge_cells("A41:N41")
    form.save(path)
    pair = open_pair(path, open_copy, tmp_path)
    pair.press()
    pair.compare()
    pair.type_in(SOME)
    pair.press()
    pair.compare()


def drop_downs(path: Path) -> dict[tuple[int, int], tuple[object, object]]:
    """Return the rules for typing by cell."""
    rules = openpyxl.load_workbook(path)["目标表"].data_validations.dataValidation
    return {
        (row, area.min_col): (rule.formula1, rule.prompt)
        for rule in rules
        for area in rule.sqref.ranges
        for row in range(area.min_row, area.max_row + 1)
    }


def test_the_drop_downs_of_a_long_form(open_copy: OpenCopy, host_calls: CallCounter, tmp_path: Path) -> None:
    """All stand after one press, as in the file; later presses, and one after opening it again, leave them alone."""
    path = tmp_path / "大表.xlsx"
    big_form(path, 300)
    pair = open_pair(path, open_copy, tmp_path)
    score_workbook(pair.file, in_place=True)
    expected = drop_downs(pair.file)
    assert len(set(expected.values())) > 6
    press_and_count(pair, host_calls, 5)
    first = tmp_path / "第一次.xlsx"
    pair.book.api.SaveCopyAs(str(first))
    assert drop_downs(first) == expected
    (tmp_path / "再开").mkdir()
    again = open_copy(first.rename(tmp_path / "再开" / "再开.xlsx"))
    host_calls.reset()
    assert calculate(again).is_done
    assert host_calls.by_name["Range.paste"] == host_calls.by_name["ValidationApi.Add"] == 0
    later = tmp_path / "第二次.xlsx"
    again.api.SaveCopyAs(str(later))
    assert drop_downs(later) == expected


def test_hundreds_of_open_lines_that_change(open_copy: OpenCopy, host_calls: CallCounter, tmp_path: Path) -> None:
    """Each press settles other rows and opens others, so that every line of the list is another one."""
    path = tmp_path / "大表.xlsx"
    big_form(path, 600)
    pair = open_pair(path, open_copy, tmp_path)
    for turn in range(4):
        pair.type_in({f"O{3 + row}": None if row % 4 == turn else f"说不清{turn}" for row in range(turn, 600, 2)})
        press_and_count(pair, host_calls, 7)
        score_workbook(pair.file, in_place=True)
        pair.compare()


def test_three_thousand_rows(open_copy: OpenCopy, host_calls: CallCounter, tmp_path: Path) -> None:
    path = tmp_path / "大表.xlsx"
    big_form(path, 3000)
    pair = open_pair(path, open_copy, tmp_path)
    press_and_count(pair, host_calls, 5)
    score_workbook(pair.file, in_place=True)
    pair.compare()
    press_and_count(pair, host_calls, 5)
    pair.compare()


def test_formats_that_change_from_row_to_row(
    open_copy: OpenCopy, host_calls: CallCounter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Percentages typed among counts: few questions tell the formats apart, with a copy or without one."""
    path = tmp_path / "混合.xlsx"
    big_form(path, 400)
    score_workbook(path, in_place=True)
    form = openpyxl.load_workbook(path)
    for number in range(400):
        cell = form["目标表"].cell(3 + number, 15)
        if number % 3:
            cell.value, cell.number_format = [(0.97, "0%"), (27, "General"), (0.888, "0.0%"), (0.9, "General")][
                number % 4
            ]
    form.save(path)
    pair = open_pair(path, open_copy, tmp_path)
    press_and_count(pair, host_calls, 5)
    score_workbook(pair.file, in_place=True)
    pair.compare()

    def refuse(*_: object) -> None:
        raise OSError

    before = pair.book.sheets["目标表"]["P3:S402"].value
    monkeypatch.setattr("perfscore.hosts.live.formats.copy_of", refuse)
    assert calculate(pair.book).is_done
    assert pair.book.sheets["目标表"]["P3:S402"].value == before


def test_it_is_the_same_after_an_undone_press(open_copy: OpenCopy, tmp_path: Path) -> None:
    pair = open_pair(CLEAN, open_copy, tmp_path)
    pair.press()
    pair.type_in(SOME)
    assert calculate(pair.book).is_done
    assert undo_press(pair.book).is_done
    pair.press()
    pair.compare()
