"""What a cell says twice: 28家（完成率93.3%）, 15台（套）, 经调查，满意度为88%; a text to the text without it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from perfscore.model.indicator import Expected
from perfscore.numbers.lazy import regex
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of
from perfscore.values.units import is_ratio, unit_at

_HUNDRED = Decimal(100)
_RATE = (
    rf"(?:完成率|完成比例|完成进度|占目标|占计划|占任务|完成目标任务|完成目标|完成任务|完成计划|完成|达标率)?(?:值)?(?:的|为|达到|达|:)*"
    rf"(?P<rate>{NUMBER_PATTERN})%"
)
_BESIDE = regex(
    rf"(?P<main>[^,;()]*?(?P<number>{NUMBER_PATTERN})(?P<rest>[^\d,;()]+))"
    rf"(?:[,;]{_RATE}|\({_RATE.replace('<rate>', '<inside>')}\))"
)
_OTHER_WORD = regex(r"(?<=\d[台个套件人户次起项家条座名])\((?:台|套|个|件|人|户|次|起|项|家|条|座|名)\)")
"""15台(套), as the unit of the row is written."""
_SURVEYED = regex(
    r"(?:经|据|根据|通过)(?:第三方|问卷|抽样|电话|现场)?(?:调查|统计|核查|测评|回访|抽查|问卷|测算|汇总)(?:问卷|结果|数据|显示|统计|得出|了解)*,"
)


def without_what_it_says_twice(text: str, expected: Expected) -> str:
    """Return the text without how the number was found, and without its own share of the target where it is right."""
    text = _OTHER_WORD.sub("", text)
    if (source := _SURVEYED.match(text)) is not None:
        text = text[source.end() :]
    match = _BESIDE.fullmatch(text)
    return match["main"] if match is not None and _comes_to_the_same(match, expected) else text


def _comes_to_the_same(match: re.Match[str], expected: Expected) -> bool:
    """Tell whether the share is that of the number in the target of the row, at the decimals shown."""
    number, shown = decimal_of(match["number"]), decimal_of(match["rate"] or match["inside"])
    unit = unit_at(match["rest"], 0)
    own = expected.units[0] if expected.units else None
    if number is None or shown is None or not expected.reference or unit is None or own is None or is_ratio(own):
        return False
    share = number * unit.factor / expected.reference * _HUNDRED
    return share.quantize(shown, ROUND_HALF_UP) == shown
