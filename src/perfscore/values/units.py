"""计量单位 as a table."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.quantity import Dimension, Unit

_COUNTED = (
    "卷 枚 具 羽 尾 票 扇 "
    "个 家 户 人 人次 人数 名 位 项 件 次 场 场次 期 批 批次 起 例 处 条 台 套 辆 座 所 间 "
    "栋 幢 份 篇 本 册 种 类 只 头 匹 株 棵 盏 艘 架 部 "
    "周岁 宗 例次 户次 辆次 艘次 班次 起次 篇次 家次 车次 项次 条次 台次 学时 课 封 道 则 面 根 口 眼 座次 轮 节次 "
    "张 幅 块 片 宗次 笔 单 桩 对 组 队 班 支 款 门 节 课时 点 网点 站 村 镇 乡 街道 社区 县 岁 页 字 袋 箱 瓶 支队"
).split()
_SCALED: dict[Dimension, dict[str, str]] = {
    Dimension.RATIO: {
        "个百分点": "1",
        "百分点": "1",
        "百分比": "1",
        "个点": "1",
        "%": "1",
        "‰": "0.1",
        "个千分点": "0.1",
        "成": "10",
    },
    Dimension.MONEY: {
        "元": "1",
        "人民币元": "1",
        "百元": "100",
        "千元": "1000",
        "万": "10000",
        "万元": "10000",
        "百万元": "1000000",
        "千万元": "10000000",
        "亿元": "100000000",
        "亿": "100000000",
    },
    Dimension.AREA: {
        "平方米": "1",
        "平米": "1",
        "m²": "1",
        "㎡": "1",
        "公顷": "10000",
        "平方公里": "1000000",
        "平方千米": "1000000",
        "万平方米": "10000",
    },
    Dimension.LENGTH: {"厘米": "0.01", "米": "1", "公里": "1000", "千米": "1000"},
    Dimension.MASS: {"克": "0.001", "千克": "1", "公斤": "1", "吨": "1000", "万吨": "10000000"},
    Dimension.TIME: {"天": "1440", "日": "1440", "小时": "60", "个小时": "60", "分钟": "1"},
}
# 亩 is 10000/15 m², no finite decimal; months and years have no fixed length in days: compared with themselves only.
_ALONE: dict[Dimension, tuple[str, ...]] = {
    Dimension.AREA: ("亩", "万亩"),
    Dimension.MONEY: ("美元", "万美元", "亿美元"),
    Dimension.OTHER: (
        "倍",
        "℃",
        "摄氏度",
        "分贝",
        "微克/立方米",
        "微克",
        "毫克/升",
        "度电",
        "千瓦时",
        "立方米",
        "万立方米",
        "亿立方米",
        "吨标准煤",
        "万吨标准煤",
        "万千瓦时",
        "亿千瓦时",
        "千瓦",
        "万千瓦",
        "兆瓦",
        "毫克/立方米",
        "元/平方米",
        "元/人",
        "吨/日",
    ),
    Dimension.TIME: ("个工作日", "工作日", "个月", "月", "年", "周", "季度"),
}


_IN_TEN_THOUSANDS = "人 人次 户 件 只 头 株 册 份 次 套 个 家 字 羽 尾 条".split()
"""Things that forms count by 万: 10万人次."""
_LARGE = (("亿", Decimal(10) ** 8), ("万", Decimal(10) ** 4))


def _unit_table() -> dict[str, Unit]:
    table = {symbol: Unit(symbol=symbol, dimension=Dimension.COUNT) for symbol in _COUNTED}
    for dimension, scaled in _SCALED.items():
        for symbol, factor in scaled.items():
            table[symbol] = Unit(symbol=symbol, dimension=dimension, factor=Decimal(factor))
    for symbol in _IN_TEN_THOUSANDS:
        table[f"万{symbol}"] = Unit(symbol=f"万{symbol}", dimension=Dimension.COUNT, factor=Decimal(10_000))
    for dimension, alone in _ALONE.items():
        for symbol in alone:
            large = next((value for sign, value in _LARGE if symbol.startswith(sign)), Decimal(1))
            table[symbol] = Unit(symbol=symbol, dimension=dimension, factor=large)
    return table


UNITS = _unit_table()
PERCENT = UNITS["%"]
POINT = UNITS["个百分点"]
PLACE = Unit(symbol="名", dimension=Dimension.PLACE)
POINT_OF_A_SURVEY = Unit(symbol="分", dimension=Dimension.OTHER)
"""测评得分92分; in sentences 分 are the points of the row, so it is no unit of the table."""
RANK_UNITS = ("名", "位")
LONGEST_UNIT = max(map(len, UNITS))
_PEOPLE = frozenset(("人", "名", "位"))
"""Measure words for people; 人次 counts visits."""
_INCOMPARABLE = frozenset(symbol for alone in _ALONE.values() for symbol in alone)
_AMONG_THEMSELVES = (
    {"微克", "微克/立方米"},
    {"个月", "月"},
    {"个工作日", "工作日"},
    {"亩", "万亩"},
    {"立方米", "万立方米", "亿立方米"},
    {"千瓦时", "万千瓦时", "亿千瓦时"},
    {"吨标准煤", "万吨标准煤"},
    {"千瓦", "万千瓦"},
    {"美元", "万美元", "亿美元"},
)


_NO_UNIT_BEFORE = {"个点": "位"}
"""1个点位 is one place, and nothing in percent."""


def unit_at(text: str, start: int) -> Unit | None:
    """Return the longest unit that stands at ``start`` of the folded text."""
    for length in _LENGTHS.get(text[start : start + 1], ()):
        unit = UNITS.get(text[start : start + length])
        if unit is not None and not text.startswith(_NO_UNIT_BEFORE.get(unit.symbol, "\0"), start + length):
            return _per_thing(unit, text, start + length)
    return None


_LENGTHS = {
    first: tuple(sorted({len(symbol) for symbol in UNITS if symbol[0] == first}, reverse=True))
    for first in {symbol[0] for symbol in UNITS}
}
"""The lengths of the units that begin with a character, longest first."""
_PER_THING = ("平方米", "立方米", "公顷", "公里", "亩", "人", "户", "年", "村")
_YIELDING = (Dimension.MONEY, Dimension.MASS, Dimension.LENGTH, Dimension.AREA)


def _per_thing(unit: Unit, text: str, end: int) -> Unit:
    """公斤/亩, 元/人: measured like the unit above the line."""
    thing = next((thing for thing in _PER_THING if text.startswith("/" + thing, end)), None)
    if thing is None or unit.dimension not in _YIELDING:
        return unit
    return unit.model_copy(update={"symbol": f"{unit.symbol}/{thing}"})


def parse_unit(text: str) -> Unit | None:
    """Read a 度量单位 cell (folded, squeezed); None where it is empty or names no unit of the table."""
    return POINT_OF_A_SURVEY if text == "分" else UNITS.get(text)


def is_ratio(unit: Unit | None) -> bool:
    """Tell whether the unit is a percentage of some kind."""
    return unit is not None and unit.dimension is Dimension.RATIO


def comparable(one: Unit, other: Unit) -> bool:
    """Tell whether numbers in these units may be compared after conversion to base units.

    Measure words of counted things (家, 个, 户) count as one unit only when they are the same word or one of
    them is the general 个: 30 户 and 30 人 are different things.
    """
    if one.symbol == other.symbol:
        return True
    if one.dimension is not other.dimension:
        return False
    if one.dimension is Dimension.COUNT:
        symbols = {one.symbol.removeprefix("万"), other.symbol.removeprefix("万")}
        return "个" in symbols or len(symbols) == 1 or symbols <= _PEOPLE
    if any({one.symbol, other.symbol} <= family for family in _AMONG_THEMSELVES):
        return True
    return not {one.symbol, other.symbol} & _INCOMPARABLE
