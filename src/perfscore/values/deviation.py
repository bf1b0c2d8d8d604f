"""Distances from what a row is held against: 低于计划3个百分点, 少3家, 高于平均水平4%, 超期5天, 持平."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.indicator import Changed, Expected, Measured
from perfscore.model.quantity import Dimension, Quantity, Unit
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of, format_number
from perfscore.values.hints import hint
from perfscore.values.phrases import ends_a_name, hedge_in, negation_in, strip_fillers
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.units import comparable, is_ratio, unit_at

_HUNDRED = Decimal(100)
_OWN_NUMBER = "目标 指标 计划 任务 要求 标准 规定 合同 定额 限额 预算 概算 控制数 考核 基准 进度 核定 约定 工期".split()
"""Words for the number that the row itself names."""
_OTHERS_NUMBER = "平均 序时 国家 国标 行业 历史 周边 同类 先进".split()
"""Words for numbers that the row names only if it says so."""
_REF = (
    r"(?P<ref>[^\d,;。]{0,8}?(?:"
    + "|".join((*_OWN_NUMBER, *_OTHERS_NUMBER))
    + r")(?:目标|任务|进度|水平|标准|要求|工期|时间)?(?:值|数|量|线|率)?)"
)
_ABOVE_IT = "高于|超过|超出|超|多于|高出|领先于?|快于|大于|优于"
_BELOW_IT = "低于|少于|落后于?|滞后于?|慢于|小于|不及|欠|差"
_MORE = (
    "上升|增长|提高|超额完成|超额|超出|多完成|高出|超支|超|多|高|增加|领先"
    "|延期|逾期|超期|超时|延误|延迟|拖延|拖期|推迟|晚"
)
_LESS = "下降|降低|少完成|低|少|缺少|缺|差|欠|短缺|落后|滞后|提前|节约|节支|节省|结余|减少"
_NUMBER = rf"(?P<number>{NUMBER_PATTERN}|[{NUMERAL_CHARACTERS}半]{{1,5}})"
_HEAD = r"(?P<head>[^\d]*?)"
_FORMS = (
    rf"{_HEAD}(?:(?P<above>{_ABOVE_IT})|(?P<below>{_BELOW_IT})){_REF}的?(?:{_NUMBER}(?P<rest>\D*))?",
    rf"{_HEAD}[较比]{_REF}(?:相比)?,?(?:实际)?(?:(?P<above>{_MORE})|(?P<below>{_LESS}))了?(?:{_NUMBER}(?P<rest>\D*))?",
    rf"{_HEAD}(?:(?P<above>{_MORE})|(?P<below>{_LESS}))(?:了|完成|出)?{_NUMBER}(?P<rest>\D*)",
)
_DISTANCE = tuple(map(re.compile, _FORMS))
_REACHED = _REF.replace("ref", "ref2")
_LEVEL = regex(rf"{_HEAD}(?:[与和同]{_REF}(?:持平|一致|相同|相当|相等)|(?:刚好|正好)?(?:达到了?|等于){_REACHED})")
_LATE_WORDS = frozenset("延期 逾期 超期 超时 延误 延迟 拖延 拖期 推迟 晚".split())
_EARLY_WORDS = frozenset(("提前",))
_MONEY_WORDS = frozenset("超支 节约 节支 节省 结余".split())
_CHANGE_WORDS = frozenset("上升 增长 提高 下降 降低".split())
"""They answer a sentence that counts by the same word and names nothing to start from."""
_SCOPE = regex("(国|省|市|县|区|乡|镇)(?:家|级|内)?(?:平均|均值|标准)")
"""Whose average it is; 全省平均水平 is not that of the city."""
_IN_TIME = regex(
    "(?:已|均|全部)*(?:按时|按期|如期|准时|按规定时限|按规定时间|在规定时限内|未逾期|未超期)(?P<act>[^\\d,;。不未无]{0,6})"
)
"""按时公开 on a row that allows 20日: within them, however many."""
_CLAIMS = regex("(?:完成|达到|办结|完工|竣工)$")


@dataclass(frozen=True, slots=True)
class Deviation:
    """A distance as typed: on which side, how far (None: not said), from what (empty: not said), of what."""

    sign: Literal[-1, 0, 1]
    amount: Decimal | None
    unit: Unit | None
    reference: str
    word: str
    head: str
    rest: str


def parse_deviation(text: str) -> Deviation | None:
    """Read a text as a distance; None for anything else, and where a number is not one."""
    level = _LEVEL.fullmatch(text)
    if level:
        return Deviation(0, Decimal(0), None, level["ref"] or level["ref2"], "", level["head"], "")
    for pattern in _DISTANCE:
        match = pattern.fullmatch(text)
        if match is not None and (found := _deviation(match)) is not None:
            return found
    return None


def _deviation(match: re.Match[str]) -> Deviation | None:
    groups = match.groupdict()
    raw, rest = groups["number"], groups["rest"] or ""
    number = None if raw is None else decimal_of(raw) if raw[0].isdigit() else parse_numeral(raw)
    if raw is not None and number is None:
        return None
    unit = unit_at(rest, 0) if raw is not None else None
    rest = rest[len(unit.symbol) :] if unit is not None else rest
    sign: Literal[-1, 1] = 1 if groups["above"] else -1
    word = groups["above"] or groups["below"]
    return Deviation(sign, number, unit, groups.get("ref") or "", word, groups["head"], rest)


def read_distance(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read a cell of a row that is held against something that no cell gives as a number: 高于平均水平4%."""
    if expected.extra and nothing_earned(text, expected):
        return read_as(Changed(text=shown, sign=0, amount=Decimal(0)))
    found = parse_deviation(text) or _flat(text)
    problem = _doubt(found, shown, expected)
    if found is None or problem is not None:
        return problem or refused("V201", "读不出与标准的差距", shown, hint(expected))
    if found.amount is not None and found.sign and found.unit is None:
        return refused("V204", f"“{shown}”没有写单位", shown, hint(expected))
    steps = expected.units
    if found.unit is not None and steps and not any(comparable(found.unit, unit) for unit in steps):
        return refused("V203", f"单位“{found.unit.symbol}”与评分标准的单位不符", shown, hint(expected))
    amount = None if found.amount is None else found.sign * found.amount
    return read_as(Changed(text=shown, sign=found.sign if amount != 0 else 0, amount=amount, unit=found.unit))


def _flat(text: str) -> Deviation | None:
    return Deviation(0, Decimal(0), None, "", "", text.removesuffix("持平"), "") if text.endswith("持平") else None


_NOTHING_EARNED = regex(r"(?:无|没有|未曾|未)(?P<rest>[^\d,;。]{0,10})")
_NOT_NOTHING = regex("完成|达到|满|全部|[按及如准]时|按期|[不无未]|少|低")


_OR_ABOVE = regex("[国省市县区乡镇]?[家部]?级[及或]?以上")


def nothing_earned(text: str, expected: Expected) -> bool:
    """Tell whether a cell of a row that only adds says that there was nothing of the kind: 无, 未获得, 未被采用."""
    match = _NOTHING_EARNED.fullmatch(text)
    if match is None or _NOT_NOTHING.search(match["rest"]):
        return False
    source = expected.thing.words or (expected.compared_with[0] if expected.compared_with else "")
    if any(
        word not in text and word[: word.index("以上")].rstrip("及或") in text for word in _OR_ABOVE.findall(source)
    ):
        return False  # 未获市级荣誉 leaves 省级 open, where 市级及以上 counts
    place = -1
    for character in match["rest"]:
        place = source.find(character, place + 1)
        if place < 0:
            return False
    return True


def read_from_target(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """Read a distance from the number of the row as the number itself: 少3家 of 20家 is 17家; None for no distance."""
    if expected.origin is None:
        return None
    found = parse_deviation(text)
    if found is None and (timely := _IN_TIME.fullmatch(text)) is not None:
        unit = expected.origin.unit
        named = not timely["act"] or any(timely["act"] in name for name in (*expected.names, *expected.compared_with))
        if unit is not None and unit.dimension is Dimension.TIME and named:
            found = Deviation(0, Decimal(0), None, "", "", "", "")
    if found is None:
        return None
    problem = _doubt(found, shown, expected)
    if problem is not None:
        return problem
    if found.sign and (found.amount is None or found.unit is None):
        return refused("V201", "没有写明相差多少", shown, hint(expected))
    values = _values(found, expected.origin)
    if not values or any(value < 0 for value in values):
        return refused("V203", "差距的单位与本行的单位不符", shown, hint(expected))
    counted = expected.origin.unit is not None and expected.origin.unit.dimension is Dimension.COUNT
    if counted and any(value != value.to_integral_value() for value in values):
        return refused("V201", "计数应当是整数", shown, hint(expected))
    readings = [Measured(text=shown, quantity=Quantity(value=value, unit=expected.origin.unit)) for value in values]
    number = f"{format_number(expected.origin.value)}{expected.origin.unit.symbol if expected.origin.unit else ''}"
    remark = note("N319", f"“{shown}”按与{number}的差距计", shown)
    if len(readings) == 1:
        return read_as(readings[0], remark)
    doubt = Diagnostic(
        "V210", Severity.ERROR, f"“{shown}”可能是百分点，也可能是百分比", shown, suggestion=hint(expected)
    )
    return ActualReading(readings[0], tuple(readings[1:]), doubt, (remark,))


def _values(found: Deviation, origin: Quantity) -> list[Decimal]:
    """The number itself; “2%” of a percentage may be points or a share of it."""
    if found.sign == 0 or found.amount is None or found.unit is None:
        return [origin.value]
    unit = origin.unit
    relative = origin.value * (1 + found.sign * found.amount * found.unit.factor / _HUNDRED)
    if is_ratio(found.unit) and not is_ratio(unit):
        return [relative] if found.unit.symbol == "%" else []
    if unit is None or not comparable(found.unit, unit):
        return []
    value = origin.value + found.sign * found.amount * found.unit.factor / unit.factor
    both = is_ratio(unit) and found.unit.symbol == "%" and origin.base != _HUNDRED
    return [value, relative] if both else [value]


def _doubt(found: Deviation | None, shown: str, expected: Expected) -> ActualReading | None:
    """Why a distance cannot be used for this row, None where it can."""
    if found is None:
        return None
    words = found.head + found.reference
    if (hedge := hedge_in(_plain(words))) or (hedge := negation_in(words)):
        return refused("V202", f"“{hedge}”使差距不确定", shown, hint(expected))
    head = strip_fillers(found.head)
    if head and not ends_a_name(head, expected.names):
        return refused("V201", "前面的词与本行的内容对不上", shown, hint(expected))
    if found.rest and not any(found.rest in name for name in expected.names):
        return refused("V201", "后面的词与本行的内容对不上", shown, hint(expected))
    if not _is_named(found, expected) or not _word_fits(found, expected):
        return refused("V201", f"不能确定“{shown}”是与什么相比", shown, hint(expected))
    return None


_REFERENCE_WORDS = regex("目标值|目标|计划数|计划|(?:平均|定额|核定|规定|任务|下达|控制)数")


def _plain(words: str) -> str:
    return _REFERENCE_WORDS.sub("", words)


def _is_named(found: Deviation, expected: Expected) -> bool:
    """The words say what the row is held against: its own number, or the average that it names."""
    texts = "|".join(expected.compared_with)
    foreign = [word for word in _OTHERS_NUMBER if word in texts]
    if not found.reference:
        return len(foreign) < 2 or "平均" in foreign  # noqa: PLR2004 - one thing to be held against
    scope, named = set(_SCOPE.findall(found.reference)), set(_SCOPE.findall(texts))
    if scope and named and not scope & named:
        return False
    if any(word in found.reference and word not in texts for word in ("概算", "估算", "决算", "限价")):
        return False
    others = [word for word in _OTHERS_NUMBER if word in found.reference]
    if others:
        return all(word in texts for word in others)
    return not foreign or any(word in found.reference and word in texts for word in _OWN_NUMBER)


def _word_fits(found: Deviation, expected: Expected) -> bool:
    """超期 is of days, 超支 of money or of a percentage of it; 减少2件 alone may be against last year."""
    unit = expected.origin.unit if expected.origin else (expected.units[0] if expected.units else None)
    timely = unit is not None and unit.dimension is Dimension.TIME
    if found.word in _CHANGE_WORDS:
        return expected.origin is None and any(found.word in text for text in expected.compared_with)
    if found.word in _LATE_WORDS | _EARLY_WORDS:
        return timely
    if found.word in _MONEY_WORDS:
        return unit is not None and unit.dimension is Dimension.MONEY
    if found.word in ("增加", "减少", "滞后", "落后", "领先") and not found.reference:
        return False
    return not (timely and found.word in ("差", "欠", "缺"))
