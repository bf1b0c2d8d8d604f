"""Headers by name, merges read through, lines that are no indicators passed over."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form_grids import HEADER, SMALL, bounded, essence, grid, moved, read, read_text, with_cell
from perfscore.grid.sheet import EMPTY_CELL, CellKind, CellRange, GridSheet

EXPECTED = essence(read_text(SMALL)[0].rows)


def test_the_small_form() -> None:
    form, codes = read_text(SMALL)
    assert codes == []
    assert form.unit_name == "某局"
    assert EXPECTED[1] == (
        *("产出指标", "质量指标", "合格率", "95", "", "达到95%得20分", "%", "≥"),
        Decimal(20),
    )
    assert form.repairs == ()


@pytest.mark.parametrize(
    ("official", "variant"),
    [
        ("评（扣）分标准", "评（扣分标准）"),
        ("评（扣）分标准", "评分标准"),
        ("评（扣）分标准", "评 分\n细 则"),
        ("评（扣）分标准", "扣分标准"),
        ("指标值类型", "指标性质"),
        ("度量单位", "计量单位"),
        ("三级指标", "三 级 指 标"),
        ("三级指标", "指标名称"),
        ("三级指标", "指标内容"),
        ("指标值|", "年度指标值|"),
        ("指标值|", "目标值|"),
        ("指标值|", "年初目标值(A)|"),
        ("备注", "分值"),
        ("备注", "权重"),
        ("资金总额", "资金总额（万元）"),
        ("单位（专项）名称", "项目名称"),
    ],
)
def test_header_synonyms(official: str, variant: str) -> None:
    sheet = grid(SMALL.replace("\n" + HEADER, "\n" + HEADER.replace(official, variant.replace("\n", "↵"))))
    for place, cell in list(sheet.cells.items()):
        if "↵" in cell.text:
            sheet = with_cell(sheet, *place, text=cell.text.replace("↵", "\n"))
    form, diagnostics = read(sheet)
    assert form is not None
    assert diagnostics == ()
    assert essence(form.rows) == EXPECTED


def test_leading_empty_rows_and_columns() -> None:
    form, _ = read(moved(grid(SMALL), row_to=lambda row: row + 7, column_to=lambda column: column + 3))
    assert form is not None
    assert essence(form.rows) == EXPECTED
    assert form.blocks[0].last_official_column == 14


def test_two_row_header_with_merges() -> None:
    text = """单位代码|单位（专项）名称|资金总额|绩效指标
|||一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|备注
""" + "\n".join(SMALL.split("\n")[3:])
    merges = [CellRange(1, 1, 2, 1), CellRange(1, 2, 2, 2), CellRange(1, 3, 2, 3), CellRange(1, 4, 1, 11)]
    form, codes = read_text(text, merges=merges)
    assert codes == []
    assert essence(form.rows) == EXPECTED
    assert (form.blocks[0].header_first, form.blocks[0].header_last) == (1, 2)


def test_group_header_above_split_target_columns() -> None:
    text = """项目支出绩效自评表
一级指标|二级指标|三级指标|年度指标值|||实际完成值|分值|得分
|||指标性质|指标值|度量单位
产出指标|数量指标|培训人次|≥|50|人次|51|90|90"""
    merges = [CellRange(2, 1, 3, 1), CellRange(2, 2, 3, 2), CellRange(2, 3, 3, 3), CellRange(2, 4, 2, 6)]
    form, _ = read_text(text, merges=merges)
    row = form.rows[0]
    assert (row.kind, row.target, row.unit, row.weight) == ("≥", "50", "人次", Decimal(90))


def test_merged_body_cells_are_read_through() -> None:
    merges = [CellRange(4, 1, 6, 1), CellRange(4, 2, 6, 2), CellRange(4, 3, 6, 3), CellRange(4, 4, 5, 4)]
    form, codes = read_text(SMALL, merges=merges)
    assert codes == []
    assert essence(form.rows) == EXPECTED


def test_an_indicator_merged_over_two_rows_is_one_row() -> None:
    lines = SMALL.split("\n")
    text = "\n".join([*lines[:4], "", *lines[4:]])
    merges = [CellRange(4, column, 5, column) for column in range(4, 12)]
    form, _ = read_text(text, merges=merges)
    assert essence(form.rows) == EXPECTED


def test_repeated_header_totals_and_notes_are_passed_over() -> None:
    lines = SMALL.split("\n")
    text = "\n".join(
        [
            *lines[:5],
            "",
            lines[2],
            lines[5],
            "合计||10.00||||||||90分",
            "注：本表一式两份",
            "填报人：张三|||审核人：李四",
        ]
    )
    form, codes = read_text(text)
    assert codes == []
    assert essence(form.rows) == EXPECTED
    assert form.blocks[0].repeated_headers == ((7, 7),)


def test_our_columns_are_known_wherever_they_stand() -> None:
    lines = SMALL.split("\n")
    added = "|实际完成值|得分|扣分|扣分说明|计分状态"
    text = "\n".join([*lines[:2], lines[2] + added, lines[3] + "|48|58|2|说明|已计分", *lines[4:]])
    form, codes = read_text(text)
    block = form.blocks[0]
    assert codes == []
    assert [(place.key, place.first) for place in block.added.values()] == [
        ("actual", 12),
        ("points", 13),
        ("deduction", 14),
        ("explanation", 15),
        ("status", 16),
    ]
    assert block.last_official_column == 11
    assert form.rows[0].actual is not None
    assert form.rows[0].actual.text == "48"
    assert form.rows[0].text_of("status") == "已计分"
    assert form.rows[1].actual is EMPTY_CELL


def test_own_score_column_of_a_form_is_official() -> None:
    lines = SMALL.split("\n")
    text = "\n".join([*lines[:2], lines[2] + "|实际完成值|得分", *lines[3:]])
    form, _ = read_text(text)
    assert set(form.blocks[0].added) == set()
    assert form.blocks[0].columns["points"].first == 13


def test_every_sheet_is_read_and_one_can_be_picked() -> None:
    first, second = grid(SMALL), grid(SMALL.replace("甲项目", "乙项目"), name="第二张")
    form, _ = read(first, second)
    assert form is not None
    assert [project.name for project in form.projects] == ["甲项目", "乙项目"]
    assert form.sheets == ("目标表", "第二张")
    picked, _ = read(first, second, sheet="第二张")
    assert picked is not None
    assert [project.name for project in picked.projects] == ["乙项目"]


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("2024年度项目支出绩效目标表", 2024),
        ("二〇二四年项目支出绩效目标表", 2024),
        ("二零二五年度项目支出绩效目标表", 2025),
        ("２０２４年项目支出绩效目标表", 2024),
        ("项目支出绩效目标表（2024年3月填报）", None),
        ("项目支出绩效目标表", None),
        ("到2030年建成体系", None),
    ],
)
def test_budget_year(title: str, year: int | None) -> None:
    form, _ = read_text(SMALL.replace("项目支出绩效目标表", title))
    assert form.budget_year == year


def test_year_and_money_typed_into_the_summary() -> None:
    summary = grid("预算年度|2024\n\n项目|资金|全年预算数|全年执行数|总分\n甲项目|10.00|12.00|9.00|", name="得分汇总")
    form, diagnostics = read(grid(SMALL), summary)
    assert form is not None
    assert diagnostics == ()
    assert form.budget_year == 2024
    assert (form.projects[0].budget, form.projects[0].executed) == (Decimal(12), Decimal(9))
    assert form.projects[0].cells["budget"].where.sheet == "得分汇总"


def test_funds_are_never_taken_as_the_budget() -> None:
    form, _ = read_text(SMALL)
    assert form.projects[0].funds == Decimal(10)
    assert form.projects[0].budget is None


def test_execution_rate_is_no_indicator() -> None:
    form, codes = read_text(SMALL + "\n|||预算执行率|预算执行率|预算执行率|100|执行率×10分|%|≥|10分")
    assert codes == []
    assert essence(form.rows) == EXPECTED


def test_formatted_but_empty_rows_cost_nothing() -> None:
    sheet = grid(SMALL)
    for row in range(7, 100_007):
        sheet.cells[row, 1] = EMPTY_CELL
    form, _ = read(bounded(sheet))
    assert form is not None
    assert form.blocks[0].last_row == 6
    assert essence(form.rows) == EXPECTED


def test_an_unmerged_project_name_on_every_row_is_one_project() -> None:
    text = SMALL.replace("\n||||质量", "\n001|甲项目||产出指标|质量").replace("\n|||满意度", "\n001|甲项目||满意度")
    form, codes = read_text(text)
    assert codes == []
    assert len(form.projects) == 1


def test_sorted_lines_find_their_project_again() -> None:
    other = "002|乙项目|5.00"
    lines = (
        SMALL.replace("\n||||质量", "\n001|甲项目||产出指标|质量")
        .replace("\n|||满意度", "\n001|甲项目||满意度")
        .split("\n")
    )
    second = [line.replace("001|甲项目|10.00", other).replace("001|甲项目", "002|乙项目") for line in lines[3:]]
    mixed = [line for pair in zip(lines[3:], second, strict=True) for line in pair]
    form, codes = read_text("\n".join([*lines[:3], *mixed]))
    assert codes == []
    assert [(project.name, len(project.rows)) for project in form.projects] == [("甲项目", 3), ("乙项目", 3)]


def test_unit_line_that_gives_the_money_unit() -> None:
    form, _ = read_text(SMALL.replace("单位：某局", "填报单位：某局|单位：万元"))
    assert (form.unit_name, form.money_unit) == ("某局", "万元")


def test_a_blank_cell_of_blanks_is_blank() -> None:
    sheet = with_cell(grid(SMALL), 7, 6, value="  ", text="  ", kind=CellKind.TEXT)
    form, _ = read(GridSheet(sheet.name, sheet.cells))
    assert form is not None
    assert essence(form.rows) == EXPECTED
