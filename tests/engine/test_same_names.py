"""Projects of one name keep their own money, people and totals, however the sheets and rows are moved about."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from form_files import save_form, score, typed, values

SUMMARY = "得分汇总"
HEADER = (
    "单位代码|单位（专项）名称|资金总额|一级指标|二级指标|三级指标|"
    "指标值|评（扣）分标准|度量单位|指标值类型|备注|实际完成值"
)
ROWS = """{code}|{name}|{funds}|产出指标|数量指标|{what}人次|50|达到50人次得60分，每少1人次扣1分|人次|≥|60分|50人次
|||产出指标|质量指标|合格率|95|达到95%得20分|%|≥|20分|95%
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分|%|≥|10分|90%"""


def block(code: str, what: str = "培训", funds: int = 10, name: str = "业务经费") -> str:
    return ROWS.format(code=code, what=what, funds=funds, name=name)


def table(*blocks: str) -> str:
    return "\n".join(["项目支出绩效目标表", HEADER, *blocks])


TWO_CODES = table(block("A01"), block("A02", "宣传"))


def money(path: Path, sheet: str | None = None) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    """What the two projects are scored with, by their first indicator."""
    result = score(path, in_place=True, sheet=sheet)
    return {
        project.project.rows[0].indicator: (project.project.budget, project.project.executed)
        for project in result.projects
    }


def lines(path: Path) -> dict[str, int]:
    found = values(path, SUMMARY)
    return {str(found[f"B{row}"]): row for row in range(5, 12) if f"B{row}" in found}


def scored(tmp_path: Path, *tables: str, names: tuple[str, ...] = ("目标表",)) -> Path:
    path = save_form(tmp_path / "f.xlsx", *tables, names=names)
    score(path, in_place=True)
    return path


EACH_ITS_OWN = {"培训人次": (Decimal(10), Decimal(5)), "宣传人次": (Decimal(20), Decimal(16))}


def fill(path: Path, first: int, second: int) -> None:
    typed(path, {f"F{first}": 10, f"G{first}": 5, f"M{first}": "张三"}, sheet=SUMMARY)
    typed(path, {f"F{second}": 20, f"G{second}": 16, f"M{second}": "李四"}, sheet=SUMMARY)


def test_two_units_with_a_project_of_one_name(tmp_path: Path) -> None:
    path = scored(tmp_path, TWO_CODES)
    assert list(lines(path)) == ["业务经费（A01）", "业务经费（A02）", "合计"]
    fill(path, 5, 6)
    for _ in range(2):
        assert money(path) == EACH_ITS_OWN
    found = values(path, SUMMARY)
    assert [(found[f"M{row}"], found[f"H{row}"]) for row in (5, 6)] == [("张三", Decimal(5)), ("李四", Decimal(8))]


def _swap(path: Path, upper: int, lower: int, columns: int = 15, sheet: str = SUMMARY) -> None:
    book = openpyxl.load_workbook(path)
    for column in range(1, columns + 1):
        one, other = book[sheet].cell(upper, column), book[sheet].cell(lower, column)
        one.value, other.value = other.value, one.value
    book.save(path)


def test_sorting_the_summary_moves_no_money(tmp_path: Path) -> None:
    path = scored(tmp_path, TWO_CODES)
    fill(path, 5, 6)
    score(path, in_place=True)
    _swap(path, 5, 6)
    assert money(path) == EACH_ITS_OWN
    _swap(path, 5, 6)
    typed(path, {"A5": 1, "A6": 2}, sheet=SUMMARY)  # numbered anew by hand
    assert money(path) == EACH_ITS_OWN


def test_rows_inserted_into_the_summary_move_no_money(tmp_path: Path) -> None:
    path = scored(tmp_path, TWO_CODES)
    fill(path, 5, 6)
    book = openpyxl.load_workbook(path)
    book[SUMMARY].insert_rows(6)
    book[SUMMARY]["C6"] = "上面一行是本级的"
    book.save(path)
    assert money(path) == EACH_ITS_OWN
    assert values(path, SUMMARY)["C6"] == "上面一行是本级的"


def test_a_project_put_before_moves_no_money(tmp_path: Path) -> None:
    """The second project of that name comes later, above the first."""
    path = scored(tmp_path, table(block("A02", "宣传")))
    typed(path, {"F5": 20, "G5": 16}, sheet=SUMMARY)
    score(path, in_place=True)
    book = openpyxl.load_workbook(path)
    sheet = book["目标表"]
    sheet.insert_rows(3, 3)
    for row, line in enumerate(block("A01").split("\n"), start=3):
        for column, words in enumerate(line.split("|"), start=1):
            sheet.cell(row, column).value = words or None
    book.save(path)
    assert money(path) == {"培训人次": (None, None), "宣传人次": EACH_ITS_OWN["宣传人次"]}
    assert set(lines(path)) == {"业务经费（A01）", "业务经费（A02）", "合计"}


ONE_CODE = (table(block("A01")), table(block("A01", "宣传")))


def test_one_code_and_name_on_two_sheets(tmp_path: Path) -> None:
    path = scored(tmp_path, *ONE_CODE, names=("甲表", "乙表"))
    assert list(lines(path)) == ["业务经费（甲表）", "业务经费（乙表）", "合计"]
    fill(path, 5, 6)
    assert money(path) == EACH_ITS_OWN
    assert money(path, "乙表") == {"宣传人次": EACH_ITS_OWN["宣传人次"]}
    assert money(path, "甲表") == {"培训人次": EACH_ITS_OWN["培训人次"]}
    assert money(path) == EACH_ITS_OWN


def test_renamed_and_reordered_sheets_move_no_money(tmp_path: Path) -> None:
    path = scored(tmp_path, *ONE_CODE, names=("甲表", "乙表"))
    fill(path, 5, 6)
    score(path, in_place=True)
    book = openpyxl.load_workbook(path)
    book["甲表"].title, book["乙表"].title = "丙表", "甲表"
    book.move_sheet("甲表", -1)
    book.save(path)
    assert money(path) == EACH_ITS_OWN


def test_one_code_and_name_on_one_sheet_moved(tmp_path: Path) -> None:
    path = scored(tmp_path, table(block("A01"), block("A09", "观摩", name="别的"), block("A01", "宣传")))
    rows = lines(path)
    fill(path, rows["业务经费（第1个）"], rows["业务经费（第2个）"])
    typed(path, {"A6": None}, sheet=SUMMARY)
    score(path, in_place=True)
    for first, second in zip((3, 4, 5), (9, 10, 11), strict=True):
        _swap(path, first, second, 18, "目标表")
    assert {key: value for key, value in money(path).items() if key != "观摩人次"} == EACH_ITS_OWN


def test_a_line_that_fits_two_projects_gives_none_its_money(tmp_path: Path) -> None:
    """As a file of before looks, or one in which a person wrote the names."""
    path = scored(tmp_path, TWO_CODES)
    typed(path, {"B5": "业务经费", "F5": 10, "G5": 5}, sheet=SUMMARY)
    result = score(path, in_place=True)
    assert [project.project.budget for project in result.projects] == [None, None]
    assert "G143" in [entry.code for entry in result.diagnostics]
    assert Decimal(10) in values(path, SUMMARY).values()


def test_a_doubled_line_with_other_money_is_asked_about(tmp_path: Path) -> None:
    path = scored(tmp_path, table(block("A01")))
    typed(path, {"F5": 10, "G5": 5}, sheet=SUMMARY)
    score(path, in_place=True)
    found = values(path, SUMMARY)
    copy = {f"{column}8": found.get(f"{column}5") for column in "ABCDEFGHIJK"}
    typed(path, {**copy, "F8": 30}, sheet=SUMMARY)
    result = score(path, in_place=True)
    assert result.projects[0].project.budget is None
    assert "G143" in [entry.code for entry in result.diagnostics]
    assert {values(path, SUMMARY)[place] for place in ("F5", "F6")} == {Decimal(10), Decimal(30)}


SELF = """项目支出绩效自评表
项目名称|业务经费
项目资金||年初预算数|全年预算数|全年执行数|分值|执行率|得分
|年度资金总额|10|{budget}|{executed}|10||
绩效指标|一级指标|二级指标|三级指标|年度指标值|评分标准|度量单位|实际完成值|分值|得分
|产出指标|数量指标|{what}人次|≥50人次|达到50人次得60分，每少1人次扣1分|人次|{actual}人次|60|
||质量指标|合格率|≥95%|达到95%得20分|%|96%|20|
|满意度指标|服务对象满意度|满意度|90%|达到90%得10分|%|91%|10|
总分||||||||100|"""


@pytest.mark.parametrize("swapped", [False, True])
def test_own_totals_of_forms_of_one_name(tmp_path: Path, swapped: bool) -> None:
    sheets = (
        SELF.format(budget=10, executed=5, what="培训", actual=50),
        SELF.format(budget=10, executed=8, what="宣传", actual=40),
    )
    path = scored(tmp_path, *sheets, names=("甲表", "乙表"))
    assert [values(path, name)["J9"] for name in ("甲表", "乙表")] == [Decimal(95), Decimal(88)]
    if swapped:
        book = openpyxl.load_workbook(path)
        book.move_sheet("乙表", -1)
        book.save(path)
    typed(path, {"H6": "45人次"}, sheet="甲表")
    typed(path, {"H6": "45人次"}, sheet="乙表")
    score(path, in_place=True)
    assert [values(path, name)["J9"] for name in ("甲表", "乙表")] == [Decimal(90), Decimal(93)]


def test_another_unit_with_the_same_table_gets_no_money_of_the_first(tmp_path: Path) -> None:
    path = scored(tmp_path, table(block("A01")))
    typed(path, {"F5": 10, "G5": 5}, sheet=SUMMARY)
    score(path, in_place=True)
    typed(path, {"A3": "A02"})
    assert money(path) == {"培训人次": (None, None)}
    assert Decimal(10) in values(path, SUMMARY).values()
    typed(path, {"A3": "A01"})
    assert money(path) == {"培训人次": (Decimal(10), Decimal(5))}


def test_a_code_that_is_filled_in_later_keeps_the_money(tmp_path: Path) -> None:
    path = scored(tmp_path, table(block("")))
    typed(path, {"F5": 10, "G5": 5}, sheet=SUMMARY)
    score(path, in_place=True)
    typed(path, {"A3": "A02"})
    assert money(path) == {"培训人次": (Decimal(10), Decimal(5))}
