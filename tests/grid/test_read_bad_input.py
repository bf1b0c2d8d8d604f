"""One clear message for each thing that keeps a form from being read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form_grids import HEADER, SMALL, grid, read, with_cell
from perfscore.diagnostics import Severity
from perfscore.grid.sheet import CellKind, CellRange

TWICE = SMALL.replace("指标值|评", "指标值|目标值|评")


@pytest.mark.parametrize(
    ("text", "code", "where", "words"),
    [
        ("", "G101", "目标表!A1", ["都是空的"]),
        ("序号|姓名|电话\n1|张三|123", "G101", "目标表!A1", ["序号、姓名、电话", "三级指标"]),
        (
            "一级指标|二级指标|三级指标|指标值|备注\n产出|数量|甲|1|",
            "G103",
            "目标表!A1",
            ["评（扣）分标准", "一级指标"],
        ),
        (f"{HEADER}\n||||数量指标", "G106", "目标表!A1", ["没有填三级指标"]),
        (f"{HEADER}\n一级指标|二级指标|三级指标|评分标准\n||甲", "G104", "目标表!A2", ["第1行和第2行"]),
        (TWICE, "G105", "目标表!H3", ["G列“指标值”、H列“目标值”"]),
    ],
)
def test_no_form(text: str, code: str, where: str, words: list[str]) -> None:
    form, diagnostics = read(grid(text))
    assert form is None
    assert [(entry.code, str(entry.where)) for entry in diagnostics] == [(code, where)]
    assert all(word in diagnostics[0].message for word in words), diagnostics[0].message


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("|20分", "|15分", "G121", ["合计85（60＋15＋10），应为90"]),
        ("得20分|%|≥|20分", "得满分|%|≥|", "G122", ["“合格率”（第5行）", "填上分值"]),
        ("|10.00|", "|若干|", "G134", ["“若干”不是金额"]),
        ("合格率|95", "|95", "G124", ["没有三级指标"]),
        ("项目支出绩效目标表", "2023年、2024年绩效目标表", "G141", ["2023、2024"]),
    ],
)
def test_remarks_on_a_readable_form(old: str, new: str, code: str, words: list[str]) -> None:
    form, diagnostics = read(grid(SMALL.replace(old, new)))
    assert form is not None
    found = [entry for entry in diagnostics if entry.code == code]
    assert len(found) == 1
    assert all(word in found[0].message for word in words), found[0].message


def test_a_weight_column_with_words() -> None:
    _, diagnostics = read(grid(SMALL.replace("备注", "分值").replace("|20分", "|二十几分")))
    assert [(entry.code, str(entry.where)) for entry in diagnostics] == [("G123", "目标表!K5")]


def test_formula_without_a_result_and_error_values() -> None:
    sheet = with_cell(grid(SMALL), 4, 7, value=None, text="", formula="A1*2", has_cached_value=False)
    sheet = with_cell(sheet, 5, 7, value="#DIV/0!", text="#DIV/0!", kind=CellKind.ERROR)
    form, diagnostics = read(sheet)
    assert form is not None
    assert [(entry.code, str(entry.where)) for entry in diagnostics] == [("G111", "目标表!G4"), ("G112", "目标表!G5")]


def test_an_indicator_that_is_an_uncalculated_formula_is_not_dropped_silently() -> None:
    sheet = with_cell(grid(SMALL), 5, 6, value=None, text="", formula="Sheet2!A1", has_cached_value=False)
    form, diagnostics = read(sheet)
    assert form is not None
    assert len(form.rows) == 2
    assert [entry.code for entry in diagnostics] == ["G111", "G124", "G121"]


def test_a_project_twice() -> None:
    again = SMALL.split("\n")[3:]
    text = SMALL + "\n" + again[0].replace("001|甲", "002|乙") + "\n" + "\n".join(again[1:] + again)
    form, diagnostics = read(grid(text))
    assert form is not None
    assert [project.name for project in form.projects] == ["甲项目", "乙项目", "甲项目"]
    assert [(entry.code, str(entry.where)) for entry in diagnostics] == [("G132", "目标表!B10")]


def test_unit_total_that_does_not_add_up() -> None:
    lines = SMALL.split("\n")
    form, diagnostics = read(grid("\n".join([*lines[:3], "001|某局|12.00", *lines[3:]])))
    assert form is not None
    assert form.unit_total == Decimal(12)
    assert [entry.code for entry in diagnostics] == ["G133"]
    assert diagnostics[0].severity is Severity.WARNING


def test_unit_total_counts_for_its_own_sheet_where_it_adds_up_there() -> None:
    lines = SMALL.split("\n")
    first = grid("\n".join([*lines[:3], "001|甲项目的单位|10.00", *lines[3:]]))
    other = grid(SMALL.replace("001|甲", "002|乙"), name="另一单位")
    form, diagnostics = read(first, other)
    assert form is not None
    assert [unit.total for unit in form.units] == [Decimal(10)]
    assert diagnostics == ()


def test_two_indicators_in_one_weight_cell() -> None:
    text = SMALL.replace("得20分|%|≥|20分", "得满分|%|≥|")
    form, diagnostics = read(grid(text, merges=[CellRange(4, 11, 5, 11)]))
    assert form is not None
    assert [(entry.code, str(entry.where)) for entry in diagnostics] == [("G125", "目标表!K5")]


def test_a_sheet_that_only_resembles_a_form_is_a_warning_beside_a_form() -> None:
    form, diagnostics = read(grid(SMALL), grid("一级指标|二级指标|三级指标|指标值\n|||", name="参考"))
    assert form is not None
    assert [(entry.code, entry.severity) for entry in diagnostics] == [("G103", Severity.WARNING)]


def test_unknown_sheet_name() -> None:
    form, diagnostics = read(grid(SMALL), sheet="自评表")
    assert form is None
    assert diagnostics[0].code == "G102"
    assert "“目标表”" in diagnostics[0].message


def test_sheet_without_a_form_is_named() -> None:
    form, diagnostics = read(grid(SMALL), grid("甲|乙", name="说明"), sheet="说明")
    assert form is None
    assert diagnostics[0].code == "G102"


def test_every_message_asks_politely_for_something() -> None:
    for text in (TWICE, SMALL.replace("|20分", "|15分"), SMALL.replace("|20分", "|")):
        for entry in read(grid(text))[1]:
            assert "请" in entry.message
