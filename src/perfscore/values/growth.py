"""Changes against last year: 同比提高3.2%, 负增长4.2%, -3%, 持平."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.indicator import Changed, Expected
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of, format_number
from perfscore.values.hints import hint
from perfscore.values.phrases import FILLERS, accounted_for, hedge_in, negation_in
from perfscore.values.reading import ActualReading, note, read_as, refused

_AGAINST = r"(?:同比|较上年同期|比上年同期|较上年|比上年|与上年同期相比|与上年相比|较去年同期|比去年同期|较去年|比去年)"
_RISE = "正增长|增长|提高|上升|增加|提升"
_FALL = "负增长|下降|降低|减少|下滑"
_WORDED = re.compile(
    rf"(?P<head>.*?)(?:{_AGAINST})?(?:实现)?(?:(?P<rise>{_RISE})|(?P<fall>{_FALL}))(?:了|率为|率|幅度为|幅为|为|:)?"
    rf"(?:(?P<number>{NUMBER_PATTERN})(?P<unit>%|个百分点|百分点)?)?"
)
_FLAT = re.compile(rf"(?P<head>.*?)(?:{_AGAINST})?(?:与上年)?(?:持平|零增长|无变化)")
_PLAIN = re.compile(
    rf"(?P<head>.*?)(?:{_AGAINST})?(?P<sign>[+-])?(?P<number>{NUMBER_PATTERN})(?P<unit>%|个百分点|百分点)?"
)
_FALLING = re.compile(_FALL)
"""Where 指标值 says 同比下降 these words are the row's own, and yet they turn the number behind them around."""
_LONGEST_NEGATION = 3
_HEAD_FILLERS = (*FILLERS, "增速", "增长率", "增幅", "增长", "同比")
_LARGEST_MULTIPLE = Decimal("1.5")
_LEVELS = (Decimal(50), Decimal(200))
"""Between these a bare percentage may be the level against last year (103.2 %) as well as the growth rate."""


def read_growth(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read a cell of a row whose rule compares with last year."""
    if hedge := hedge_in(text, expected.words + "数到"):
        return refused("V202", f"“{hedge}”表示不是确切的数", shown, hint(expected))
    flat = _FLAT.fullmatch(text)
    if flat and _head_is_known(flat["head"], expected):
        return read_as(Changed(text=shown, sign=0, amount=Decimal(0)))
    worded = _WORDED.fullmatch(text)
    if worded and _head_is_known(worded["head"], expected):
        return _read_worded(worded, shown, expected)
    plain = _PLAIN.fullmatch(text)
    if plain and _head_is_known(plain["head"], expected) and not _FALLING.search(plain["head"]):
        return _read_plain(plain, shown, expected)
    return refused("V201", "读不出同比的升降", shown, hint(expected))


def _head_is_known(head: str, expected: Expected) -> bool:
    """The row's own words may stand before the change, but no negation right before it: 收入没有下降 is no fall."""
    return negation_in(head[-_LONGEST_NEGATION:]) is None and accounted_for(head, expected.words, _HEAD_FILLERS)


def _read_worded(match: re.Match[str], shown: str, expected: Expected) -> ActualReading:
    sign: Literal[-1, 1] = 1 if match["rise"] else -1
    if match["number"] is None:
        return read_as(Changed(text=shown, sign=sign, amount=None))
    number = decimal_of(match["number"])
    if number is None:
        return refused("V201", "读不出同比的升降", shown, hint(expected))
    if match["unit"] is None and number <= _LARGEST_MULTIPLE:
        return refused("V204", f"“{shown}”没有写百分号", shown, hint(expected))
    return read_as(_changed(shown, sign * number))


def _changed(shown: str, amount: Decimal) -> Changed:
    sign: Literal[-1, 0, 1] = 0 if amount == 0 else (1 if amount > 0 else -1)
    return Changed(text=shown, sign=sign, amount=amount)


def _read_plain(match: re.Match[str], shown: str, expected: Expected) -> ActualReading:
    """A number alone is the growth rate; where it may be a fraction or the level of last year, both are kept."""
    magnitude = decimal_of(match["number"])
    if magnitude is None:
        return refused("V201", "读不出同比的升降", shown, hint(expected))
    number = -magnitude if match["sign"] == "-" else magnitude
    remark = note("N307", f"按同比{'下降' if number < 0 else '提高'}{format_number(magnitude)}%计", shown)
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
