"""The table of cell functions: what it says, what it computes from plain values, and that nothing is ever raised."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from form_files import SAMPLE
from grid_reference import Bench
from perfscore.hosts.function_call import LONGEST_IN_ARRAY, OMITTED, Result, call
from perfscore.hosts.functions import FUNCTIONS, RowFunction, function_named, usage
from perfscore.hosts.sheet_rows import SheetRows
from perfscore.workbook import read_workbook

RULE = "达50%计20分。每低1%，扣0.4分"
REASON = (
    "实际完成值44.6%，低于指标值50%共5.4个百分点；按“每低1%，扣0.4分”（1%按1个百分点计，不足一个按比例）扣2.16分，"
    "得17.84分。"
)


@pytest.fixture(scope="module")
def rows() -> SheetRows:
    return SheetRows()


@pytest.fixture(scope="module")
def bench() -> Bench:
    book, _ = read_workbook(SAMPLE)
    assert book is not None
    return Bench(book)


def ask(rows: SheetRows, name: str, *given: object) -> Result:
    return call(function_named(name), given, rows)


def test_the_table() -> None:
    assert [usage(function) for function in FUNCTIONS] == [
        "PERF_SCORE(行, [实际完成值])",
        "PERF_DEDUCT(行, [实际完成值])",
        "PERF_EXPLAIN(行, [实际完成值])",
        "PERF_RULE(行, [实际完成值])",
        "PERF_STATUS(行, [实际完成值])",
        "PERF_MAX(行, [实际完成值])",
        "PERF_TOTAL(任一单元格)",
        "PERF_GRADE(总分)",
        "PERF_SCORE_TEXT(评分标准, 实际完成值, [指标值], [分值], [度量单位], [指标值类型])",
        "PERF_EXPLAIN_TEXT(评分标准, 实际完成值, [指标值], [分值], [度量单位], [指标值类型])",
    ]
    names = [argument.name for function in FUNCTIONS for argument in function.arguments]
    assert all(name.isascii() and name.isidentifier() for name in names)
    assert all(function.help and all(one.help for one in function.arguments) for function in FUNCTIONS)


def test_the_readme_lists_the_functions_of_the_table() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    listed = dict(re.findall(r"^\| `(PERF_[^`]*)` \| (.*) \|$", readme, re.MULTILINE))
    assert listed == {usage(function): function.help for function in FUNCTIONS}


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ((88.5,), "良"),
        ((90,), "优"),
        ((Decimal("59.99"),), "差"),
        (("99.05",), "优"),
        ((0,), "差"),
        (("暂计75.00（3行未计分）",), "暂计，不定等级"),
        ((None,), "没有总分，不定等级"),
        ((101,), "“101”不是总分（0至100的数）"),
        ((-1,), "“-1”不是总分（0至100的数）"),
        ((True,), "“TRUE”不是总分（0至100的数）"),
        (("95%",), "“95%”不是总分（0至100的数）"),
        ((math.nan,), "“nan”不是总分（0至100的数）"),
        (("#N/A",), "“#N/A”不是总分（0至100的数）"),
        ((), "缺少参数：总分"),
        (([[88.5], [None], ["x"]],), [["良"], ["没有总分，不定等级"], ["“x”不是总分（0至100的数）"]]),
        (([[1, 2]],), "总分：每个参数请给一格或一列"),
    ],
)
def test_grades(rows: SheetRows, given: tuple[object, ...], shown: Result) -> None:
    assert ask(rows, "PERF_GRADE", *given) == shown


@pytest.mark.parametrize(
    ("given", "points"),
    [
        ((RULE, "44.6%", 50, 20, "%", "≥"), 17.84),
        ((RULE, "44.6%", 50, "20分", "%"), 17.84),
        ((RULE, "44.6%", "50%"), 17.84),
        ((RULE, None, 50, 20, "%", "≥"), "待填报"),
        (("达到30个得10分", "31个", OMITTED, 10), 10.0),
        ((RULE,), "缺少参数：实际完成值"),
        (("", "3"), "需人工评定：评（扣）分标准是空的"),
        (([[RULE], [RULE]], [["50%"], ["44.6%"]], 50, 20, "%"), [[20.0], [17.84]]),
        ((RULE, [["50%"], ["44.6%"]], [50, 50, 50]), "几个参数的行数不同，请给一格，或行数相同的一列"),
    ],
)
def test_values_alone(rows: SheetRows, given: tuple[object, ...], points: Result) -> None:
    assert ask(rows, "PERF_SCORE_TEXT", *given) == points


def test_the_reason_from_values_alone(rows: SheetRows) -> None:
    assert ask(rows, "PERF_EXPLAIN_TEXT", RULE, "44.6%", 50, 20, "%", "≥") == REASON
    assert ask(rows, "PERF_EXPLAIN_TEXT", RULE, "") == "待填报"


def test_a_share_in_a_percent_cell_is_a_share(rows: SheetRows, bench: Bench) -> None:
    bench.type("Y1", 0.446, "0.0%")
    bench.type("Y2", 0.5, "0%")
    cells = bench.at("Y1"), bench.at("Y2")
    assert ask(rows, "PERF_SCORE_TEXT", RULE, *cells, 20, "%", "≥") == 17.84
    assert ask(rows, "PERF_SCORE_TEXT", RULE, bench.at("Y1:Y2"), 50, 20, "%") == [[17.84], [20.0]]
    assert ask(rows, "PERF_SCORE_TEXT", RULE, bench.at("Y1:Z1")) == "实际完成值：每个参数请给一格或一列"


def test_long_texts_are_cut_in_arrays_only(rows: SheetRows) -> None:
    rule = "甲" * 400
    alone = ask(rows, "PERF_SCORE_TEXT", rule, "3", 50)
    column = ask(rows, "PERF_SCORE_TEXT", rule, [["3"], ["4"]], 50)
    assert len(str(alone)) > LONGEST_IN_ARRAY
    assert isinstance(column, list)
    assert [len(str(text)) for (text,) in column] == [LONGEST_IN_ARRAY] * 2


class Odd:
    """What no program should hand over."""

    def __str__(self) -> str:
        return "?" * 50_000


HOSTILE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=60), st.dates(), st.datetimes(), st.times(),
    st.binary(max_size=5), st.just(OMITTED), st.just(Odd()), st.complex_numbers(), st.decimals(),
    st.sampled_from([RULE, "=1", "#REF!", "95%", "\x00", "9" * 400, "-" * 9000, date.max, [], [[]], ()]),
    st.lists(st.one_of(st.none(), st.text(max_size=5), st.floats(), st.lists(st.integers(), max_size=2)), max_size=3),
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from([function.name for function in FUNCTIONS]), given=st.lists(HOSTILE, max_size=8))
def test_nothing_is_raised_and_no_number_is_silent(rows: SheetRows, name: str, given: list[object]) -> None:
    shown = ask(rows, name, *given)
    for one in [value for (value,) in shown] if isinstance(shown, list) else [shown]:
        assert isinstance(one, str | float)
        assert one != ""
        assert "计算时出错" not in str(one)
        if isinstance(function_named(name), RowFunction) or name == "PERF_TOTAL":
            assert one == "请选表格里的一个格或一段，例如A6或A6:O6"
        if isinstance(one, float):
            assert any(RULE in str(value) for value in given)
            assert 0 <= one <= 10**15


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from([function.name for function in FUNCTIONS[:6]]),
    address=st.sampled_from(["A6", "A6:O6", "A36", "A13:O14", "A1", "A6:Z6", "A1:A9"]),
    actual=HOSTILE,
)
def test_hostile_actuals_of_rows(rows: SheetRows, bench: Bench, name: str, address: str, actual: object) -> None:
    shown = ask(rows, name, bench.at(address), actual)
    for one in [value for (value,) in shown] if isinstance(shown, list) else [shown]:
        assert isinstance(one, str | float)
        assert "计算时出错" not in str(one)
        if isinstance(one, float):
            assert 0 <= one <= 20


def test_a_mistake_of_ours_is_words_and_a_line_in_the_log(rows: SheetRows, caplog: pytest.LogCaptureFixture) -> None:
    class Broken:
        def place(self) -> object:
            raise RuntimeError("the program is gone")

        values = number_format = has_merges = read_book = others = place

    assert str(ask(rows, "PERF_SCORE", Broken())).startswith("计算时出错，没有得分")
    assert "the program is gone" in caplog.text
