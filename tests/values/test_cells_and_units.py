"""The official cells (分值, 指标值类型, 指标值, 度量单位) and the table of units."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfscore.forms.labels import fold_text
from perfscore.forms.schema import indicator_levels
from perfscore.model.indicator import IndicatorKind
from perfscore.model.quantity import Comparator, Quantity
from perfscore.values.cells import (
    looks_like_share,
    parse_kind,
    parse_quota,
    parse_scale,
    parse_target,
    parse_unit_cell,
    parse_weight,
)
from perfscore.values.units import UNITS, comparable, unit_at


@pytest.mark.parametrize("cell", ["20", "20分", "（20分）", "２０", "分值20", " 20 分 "])
def test_a_weight_is_read(cell: str) -> None:
    assert parse_weight(cell) == (Decimal(20), True)


@pytest.mark.parametrize("cell", ["0", "-5", "20分左右", "二十多分", "10-20", "1001", "20%"])
def test_a_weight_that_cannot_be_read_says_so(cell: str) -> None:
    assert parse_weight(cell) == (None, False)


@pytest.mark.parametrize("cell", ["", "  ", None])
def test_an_empty_weight_is_no_fault(cell: str | None) -> None:
    assert parse_weight(cell) == (None, True)


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("≥", (Comparator.AT_LEAST, None)),
        ("≧", (Comparator.AT_LEAST, None)),
        ("＞＝", (Comparator.AT_LEAST, None)),
        ("≤", (Comparator.AT_MOST, None)),
        ("＝", (Comparator.EQUAL, None)),
        ("正向指标", (Comparator.AT_LEAST, None)),
        ("反向", (Comparator.AT_MOST, None)),
        ("定性", (None, IndicatorKind.QUALITATIVE)),
        ("定量指标", (None, IndicatorKind.QUANTITATIVE)),
        ("", (None, None)),
        ("其他", (None, None)),
    ],
)
def test_a_kind_is_read(cell: str, kind: tuple[Comparator | None, IndicatorKind | None]) -> None:
    assert parse_kind(cell) == kind


@pytest.mark.parametrize(
    ("cell", "unit", "number", "symbol", "sign"),
    [
        ("100", "%", "100", "%", None),
        ("≥90%", "", "90", "%", Comparator.AT_LEAST),
        ("30个及以上", "", "30", "个", Comparator.AT_LEAST),
        ("不超过5%", "", "5", "%", Comparator.AT_MOST),
        ("15个工作日以内", "", "15", "个工作日", Comparator.AT_MOST),
        ("三十家", "", "30", "家", None),
        ("1,200", "人", "1200", "人", None),
        ("-3", "%", "-3", "%", None),
    ],
)
def test_a_target_is_read(cell: str, unit: str, number: str, symbol: str, sign: Comparator | None) -> None:
    target = parse_target(cell, parse_unit_cell(unit))
    assert target.quantity == Quantity(value=Decimal(number), unit=UNITS[symbol])
    assert target.comparator is sign


@pytest.mark.parametrize("cell", ["", "当年度实施", "100左右", "90%-95%", "前五", "≥", "约30", "30个以上50个以下"])
def test_a_target_that_is_no_single_number_has_none(cell: str) -> None:
    assert parse_target(cell, UNITS["%"]).quantity is None


def test_a_scale_is_read_best_first() -> None:
    written = "非常满意、较为满意、满意、基本满意、不满意五个等级次"
    assert parse_scale(written) == ("非常满意", "较为满意", "满意", "基本满意", "不满意")


@pytest.mark.parametrize("text", ["满意", "满意、不满意", "宣传、培训、检查", "满意、满意、不满意", ""])
def test_what_is_no_scale_is_none(text: str) -> None:
    assert parse_scale(text) == ()


def test_a_quota_is_read_from_the_content() -> None:
    quota = parse_quota("开展企业服务活动1次")
    assert quota is not None
    assert (quota.words, quota.quantity) == ("开展企业服务活动", Quantity(value=Decimal(1), unit=UNITS["次"]))


@pytest.mark.parametrize("content", ["", "开展企业服务活动", "解决率达50%以上", "开展活动1次、培训2场"])
def test_other_content_names_no_quota(content: str) -> None:
    assert parse_quota(content) is None


@pytest.mark.parametrize(("cell", "share"), [("1", True), ("0.9", True), ("1%", False), ("100", False), ("0", False)])
def test_a_bare_target_of_at_most_one_may_be_a_share(cell: str, *, share: bool) -> None:
    assert looks_like_share(parse_target(cell, UNITS["%"])) is share


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("%", "个百分点", True),
        ("%", "‰", True),
        ("家", "个", True),
        ("家", "户", False),
        ("人", "人次", False),
        ("公里", "米", True),
        ("万元", "元", True),
        ("亩", "平方米", False),
        ("月", "天", False),
        ("个月", "月", True),
        ("%", "个", False),
        ("次", "次", True),
    ],
)
def test_units_of_one_thing_are_comparable(one: str, other: str, *, same: bool) -> None:
    assert comparable(UNITS[one], UNITS[other]) is same
    assert comparable(UNITS[other], UNITS[one]) is same


@pytest.mark.parametrize(
    ("text", "symbol"),
    [("个百分点扣", "个百分点"), ("个月内", "个月"), ("人次", "人次"), ("万元以上", "万元"), ("万平方米", "万平方米")],
)
def test_the_longest_unit_counts(text: str, symbol: str) -> None:
    unit = unit_at(text, 0)
    assert unit is not None
    assert unit.symbol == symbol


@pytest.mark.parametrize("text", ["", "分", "分钟制"[2:], "百分号"])
def test_what_is_no_unit_is_none(text: str) -> None:
    assert unit_at(text, 0) is None


IN_CELLS_ALONE = "位次 名次 排名 等次 等级 级 是否 年度 升 万元/人 次/年 人/年 期/年 ".split()
"""Words of 度量单位 cells that no number is read in: places, grades, yes or no, and what nobody has converted yet."""
IN_SENTENCES_ALONE = (
    "万 亿 百元 百万元 千万元 人民币元 成 个点 个千分点 人数 单 点 网点 片 笔 款 门 节 课时 对 队 支队 部 架 艘 株 棵 "
    "万个 万只 万头 万株 万册 万份 万次 万套 万家 万字 万羽 万尾 万条 个小时 匹 盏 桩 页 字 "
    "袋 箱 瓶 克 厘米 平方千米 周 "
    "°C 万立方米 万美元 亿美元 例次 倍 分贝 则 千瓦时 口 台次 吨标准煤 周岁 学时 家次 封 度电 座次 微克 微克/立方米 "
    "户次 摄氏度 条次 根 毫克/升 眼 美元 节次 课 车次 轮 道 面 项次 "
    "卷 枚 具 羽 尾 票 扇 辆次 艘次 班次 起次 篇次 "
    "亿立方米 万吨标准煤 万千瓦时 亿千瓦时 千瓦 万千瓦 兆瓦 毫克/立方米 吨/日"
).split()
"""Words that actuals and sentences use; as the whole of another cell they would pass for a shifted 度量单位."""


def test_the_two_tables_of_units_agree() -> None:
    """A unit is in both tables, or stands here with the reason why not."""
    in_cells, table = set(indicator_levels().units), {fold_text(symbol) for symbol in UNITS}
    assert sorted(in_cells - table) == sorted(IN_CELLS_ALONE)
    assert sorted(table - in_cells) == sorted(IN_SENTENCES_ALONE)
