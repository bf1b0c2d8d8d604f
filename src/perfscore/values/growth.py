"""Changes against last year: 同比提高3.2%, 负增长4.2%, -3%, 持平."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.indicator import Changed, Expected, Measured
from perfscore.model.quantity import Dimension, Quantity, Unit
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of, format_number
from perfscore.values.hints import hint
from perfscore.values.phrases import (
    direction_in,
    ends_a_name,
    hedge_in,
    negation_in,
    other_year_in,
    strip_fillers,
)
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.units import comparable, is_ratio, unit_at

_YEAR = "(?:[较比与同和](?:上年度?|去年度?|上一年度?)(?:同期|同期水平|水平)?(?:相比|比较)?(?:同比)?|同比)"
_PERIOD = "(?:[较比与同和](?:上个?月|上个?季度?|上期|上一季度)(?:同期|水平)?(?:相比|比较)?|环比)"
_RISE = "正增长|增长|提高|上升|增加|提升|上涨|增多|前进|进步|进位|升高"
_FALL = "负增长|下降|降低|减少|下滑|下跌|回落|后退|退步|退后|降"
_NO_CHANGE = "(?:保持)?(?:持平|零增长|无变化|没有变化|不变|一致|相同)"
_RATE_OF = "(?:了|率为|率|幅度为|幅度|幅为|幅|为|:)"
_NONE = regex(
    "(?P<head>.*?)(?:(?:[当本全][月期年])?为?(?:零|0)(?:发案|发生|起|件|例|事故|警情|投诉)"
    "|(?:未|无|没有)(?:发案|发生|警情|事故|投诉)(?:案件|事故)?)"
)


@lru_cache(maxsize=2)
def _patterns(against: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A change in words, no change, and a number alone, against the earlier time that the row is about."""
    worded = (
        rf"(?P<head>.*?)(?:{against},?)?(?:实现|实际)?(?:(?P<fall>{_FALL})|(?P<rise>{_RISE})){_RATE_OF}?"
        rf"(?:(?P<number>{NUMBER_PATTERN}|[{NUMERAL_CHARACTERS}]{{1,4}})(?P<unit>\D{{0,5}}))?"
    )
    flat = rf"(?P<head>.*?)(?:{against})?(?:与上年)?{_NO_CHANGE}"
    plain = rf"(?P<head>.*?)(?:{against})?(?P<sign>[+-])?(?P<number>{NUMBER_PATTERN})(?P<unit>%|个百分点|百分点)?"
    return regex(worded), regex(flat), regex(plain)


_FALLING = regex("下降|降低|减少|降幅|下滑")
_WHOLE_NAME = 4
_RATE_ENDINGS = ("率", "度", "比", "占比", "比重", "比例", "指数")
_RATES = ("增长速度", "增长率", "增速", "增幅")
_LARGEST_MULTIPLE = Decimal("1.5")
_LARGEST_CHANGE = Decimal(1000)
_LEVELS = (Decimal(50), Decimal(200))
"""Between these a bare percentage may be the level against last year (103.2 %) as well as the growth rate."""


def read_growth(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read a cell of a row whose rule compares with last year."""
    text = text if expected.chained else _ABOVE_EARLIER.sub(_as_change, text, count=1)
    if doubt := hedge_in(text, (*expected.names, *_RATES)) or other_year_in(text):
        return refused("V202", f"“{doubt}”使升降不确定", shown, hint(expected))
    if expected.none_happened and (none := _NONE.fullmatch(text)) and _is_known(none["head"], expected):
        zero = Quantity(value=Decimal(0), unit=expected.units[0] if expected.units else None)
        return read_as(Measured(text=shown, quantity=zero), note("N314", f"“{shown}”按0计", shown))
    worded_as, flat_as, plain_as = _patterns(_PERIOD if expected.chained else _YEAR)
    flat = flat_as.fullmatch(text)
    if flat and _is_known(flat["head"], expected):
        return read_as(Changed(text=shown, sign=0, amount=Decimal(0)))
    worded = worded_as.fullmatch(text)
    if worded:
        # 增速下降 is about the rate of growth, which may still be positive.
        if worded["head"].endswith(_RATES) or not _is_known(worded["head"], expected):
            return refused("V201", "读不出同比的升降", shown, hint(expected))
        return _read_worded(worded, shown, expected)
    plain = plain_as.fullmatch(text)
    if plain and _is_known(_without_rate(plain["head"]), expected):
        return _read_plain(plain, shown, expected)
    return refused("V201", "读不出同比的升降", shown, hint(expected))


_ABOVE_EARLIER = regex(
    "(?P<below>低于|少于)?(?:高于|多于|超过)?(?P<time>(?:上一?年度?|去年度?)(?:同期)?)(?:水平)?(?=[0-9]|$)"
)


def _as_change(match: re.Match[str]) -> str:
    """低于上年0.2个百分点 is a fall of so much."""
    if not match[0].startswith(("低于", "少于", "高于", "多于", "超过")):
        return match[0]
    return f"较{match['time']}{'下降' if match['below'] else '上升'}"


def _is_known(head: str, expected: Expected) -> bool:
    """The words before the change name the row's own thing and say nothing of a direction themselves."""
    head = strip_fillers(head)
    bare = tuple(_without_rate(name) for name in expected.names)
    if any(head.endswith(name) and len(name) >= _WHOLE_NAME for name in bare):
        return True  # 增加 in 规模工业增加值 is no direction
    if direction_in(head) is not None or negation_in(head) is not None:
        return False
    return ends_a_name(head, (*expected.names, *bare))


def _without_rate(head: str) -> str:
    """产值增速 3.2%: the name of the rate itself may stand before the number."""
    rate = next((rate for rate in _RATES if head.removesuffix("为").endswith(rate)), "")
    return head.removesuffix("为").removesuffix(rate) if rate else head


def _read_worded(match: re.Match[str], shown: str, expected: Expected) -> ActualReading:
    sign: Literal[-1, 1] = 1 if match["rise"] else -1
    if match["number"] is None:
        return read_as(Changed(text=shown, sign=sign, amount=None))
    raw = match["number"]
    number = decimal_of(raw) if raw[0].isdigit() else parse_numeral(raw)
    unit = unit_at(match["unit"], 0) if match["unit"] else None
    if number is None or (match["unit"] and (unit is None or unit.symbol != match["unit"])):
        return refused("V201", "读不出升降多少", shown, hint(expected))
    if unit is not None and not is_ratio(unit):
        return _in_own_unit(sign * number, unit, shown, expected)
    if number > _LARGEST_CHANGE:
        return refused("V201", "读不出同比的升降", shown, hint(expected))
    if unit is None and (number <= _LARGEST_MULTIPLE or not _is_percent_row(expected)):
        return refused("V204", f"“{shown}”没有写百分号", shown, hint(expected))
    return read_as(_changed(shown, sign * number * (unit.factor if unit else 1)))


def _in_own_unit(number: Decimal, unit: Unit, shown: str, expected: Expected) -> ActualReading:
    """减少2起: a change of the thing counted, in a unit of the row or of its steps."""
    counted = unit.dimension is Dimension.COUNT and number != number.to_integral_value()
    own = [one for one in expected.units if not is_ratio(one)]
    if expected.units and not own:
        return refused("V203", f"单位“{unit.symbol}”与本行的单位不符", shown, hint(expected))
    if counted or unit.symbol in ("月", "日") or (own and not any(_alike(unit, one) for one in own)):
        return refused("V203", f"单位“{unit.symbol}”与本行的单位不符", shown, hint(expected))
    return read_as(_changed(shown, number, next((one for one in own if _alike(unit, one)), unit)))


_SAME_EVENTS = frozenset("起 件 例 次 宗 桩".split())


def _alike(unit: Unit, own: Unit) -> bool:
    return comparable(unit, own) or {unit.symbol, own.symbol} <= _SAME_EVENTS


def _is_percent_row(expected: Expected) -> bool:
    return not expected.units or is_ratio(expected.units[0])


def _is_rate_itself(expected: Expected) -> bool:
    """Tell whether the row measures a rate, so that a percentage may be this year's rate as well as its change."""
    falling = _FALLING.search("".join(expected.names)) is not None
    return falling or any(name.endswith(_RATE_ENDINGS) for name in expected.names)


def _is_rate_of_growth(expected: Expected) -> bool:
    """Tell whether the row itself is called a rate of growth, so that a number alone can be nothing else."""
    names = "".join(expected.names)
    return _is_percent_row(expected) and _FALLING.search(names) is None and any(rate in names for rate in _RATES)


_FALL_ITSELF = regex("(?:(?:下降|降低|减少|压减)(?:率|幅度|比例)?|降幅)$")


def _is_fall_itself(expected: Expected) -> bool:
    """Tell whether the row is called a rate of falling, so that 3.2% is a fall of so much."""
    return bool(expected.names) and _FALL_ITSELF.search(expected.names[0]) is not None


def _changed(shown: str, amount: Decimal, unit: Unit | None = None) -> Changed:
    sign: Literal[-1, 0, 1] = 0 if amount == 0 else (1 if amount > 0 else -1)
    return Changed(text=shown, sign=sign, amount=amount, unit=unit)


def _read_plain(match: re.Match[str], shown: str, expected: Expected) -> ActualReading:
    """A number alone is the growth rate; where it may be a fraction or the level of last year, both are kept."""
    magnitude = decimal_of(match["number"])
    if magnitude is None or magnitude > _LARGEST_CHANGE:
        return refused("V201", "读不出同比的升降", shown, hint(expected))
    number = -magnitude if match["sign"] == "-" else magnitude
    if match["sign"] is None and match["unit"] is not None and expected.falls and _is_fall_itself(expected):
        remark = note("N307", f"按同比下降{format_number(magnitude)}%计", shown)
        return read_as(_changed(shown, -magnitude), remark)
    percent = match["unit"] is not None or bool(expected.units and is_ratio(expected.units[0]))
    signed_share = match["sign"] is not None and match["unit"] is not None
    clearly_growth = signed_share or magnitude == 0 or (percent and not _is_rate_itself(expected))
    if not clearly_growth and not _is_rate_of_growth(expected):
        message = f"“{shown}”不能确定是同比的升降还是本年的数值"
        return refused("V210", message, shown, hint(expected))
    remark = note("N307", f"按同比{'下降' if number < 0 else '提高'}{format_number(magnitude)}%计", shown)
    if match["sign"] is not None and magnitude and _is_fall_itself(expected):
        return _either(number, -number, "可能是下降，也可能是负的降幅，即上升", shown, expected, remark)
    if match["unit"] is None and 0 < magnitude <= _LARGEST_MULTIPLE:
        return _either(number, number * 100, "没有写百分号", shown, expected, remark)
    if match["sign"] is None and _LEVELS[0] <= number <= _LEVELS[1]:
        return _either(number, number - 100, "可能是增速，也可能是相当于上年的百分比", shown, expected, remark)
    return read_as(_changed(shown, number), remark)


def _either(
    number: Decimal, other: Decimal, why: str, shown: str, expected: Expected, remark: Diagnostic
) -> ActualReading:
    doubt = Diagnostic("V210", Severity.ERROR, f"“{shown}”{why}", shown, suggestion=hint(expected))
    return ActualReading(_changed(shown, number), (_changed(shown, other),), doubt, (remark,))
