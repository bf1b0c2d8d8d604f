"""The productions of numbers with their bounds: 90%以上, 80%(含)-90%, ≥60%且<80%, 完成目标的90%."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from perfscore.model.quantity import Comparator, Dimension, Quantity, Unit
from perfscore.model.rule import Basis, Condition, TargetMet, TargetMissed, Within
from perfscore.rules.bound import Bound, interval_of_one, interval_of_two
from perfscore.rules.bound_ends import (
    pass_over_what_is_measured,
    take_both_ways,
    take_elsewhere,
    take_inclusion,
    take_inclusion_behind,
    take_survey_points,
)
from perfscore.rules.cursor import Cursor
from perfscore.rules.lexicon import Kind, names_a_target
from perfscore.rules.tokens import Token
from perfscore.values.units import PERCENT, is_ratio

_SIGNS = {
    Kind.AT_LEAST: Comparator.AT_LEAST,
    Kind.REACH: Comparator.AT_LEAST,
    Kind.AT_TARGET: Comparator.AT_LEAST,
    Kind.AT_MOST: Comparator.AT_MOST,
    Kind.ABOVE: Comparator.MORE,
    Kind.BELOW: Comparator.LESS,
    Kind.INCOMPLETE: Comparator.LESS,
    Kind.EQUALS: Comparator.EQUAL,
}
_SUFFIXES = {Kind.OR_MORE: Comparator.AT_LEAST, Kind.OR_LESS: Comparator.AT_MOST}
_MIRRORED = {
    Comparator.AT_LEAST: Comparator.AT_MOST,
    Comparator.AT_MOST: Comparator.AT_LEAST,
    Comparator.MORE: Comparator.LESS,
    Comparator.LESS: Comparator.MORE,
}
_CLOSED = {Comparator.MORE: Comparator.AT_LEAST, Comparator.LESS: Comparator.AT_MOST}
_OPEN = {closed: opened for opened, closed in _CLOSED.items()}
_CONTRARY = {
    Comparator.AT_MOST: Comparator.MORE,
    Comparator.MORE: Comparator.AT_MOST,
    Comparator.LESS: Comparator.AT_LEAST,
}
_MATHEMATICAL = frozenset("<>≤≥=")
_HUNDRED, _HALF = Decimal(100), Decimal(50)
_OF_ALL = ("全部", "完全", "全面")


def take_threshold(cursor: Cursor, subject: str) -> Condition | None:
    """threshold = [NOT] bound [ RANGE bound | [“,” | AND] bound ] | NUMBER sign words sign NUMBER."""
    negated = cursor.take(Kind.NOT, Kind.UNREACHED)
    if negated is None and (both := take_both_ways(cursor, subject)) is not None:
        return both
    first = _take_bound(cursor)
    if first is None:
        return None
    sandwich = None if negated else _sandwich(cursor, first)
    first, second = sandwich or (first, None if negated else _take_second(cursor, first))
    if second is not None:
        cursor.take(Kind.BETWEEN)
        second = take_inclusion_behind(cursor, first.value, second)
    elif not negated:
        second = _take_short_of_all(cursor, first)
    pass_over_what_is_measured(cursor)
    if not negated and _is_a_bound(first, second):
        subject += _take_thing(cursor, second or first)
    if negated is not None:
        unreached = replace(first, comparator=Comparator.AT_LEAST) if first.comparator is None else first
        return _missed(unreached if negated.kind is Kind.UNREACHED else first, subject)
    if second is None and first.named is not None:
        return None
    interval, unit, of_target = interval_of_one(first) if second is None else interval_of_two(first, second)
    basis = Basis.COMPLETION_RATE if of_target else Basis.VALUE
    if interval is None:
        if second is not None:
            return None
        return TargetMet(reference=_quantity(first), basis=basis, subject=subject)
    return Within(basis=basis, interval=interval, unit=unit, subject=subject)


_AWARD_FOLLOWS = (Kind.GET, Kind.NO_MARKS, Kind.FULL, Kind.PARTICLE, Kind.DEDUCT, Kind.NOT_COUNTED)
_OF_THE_CALENDAR = ("月", "日", "年", "季度")


def _take_thing(cursor: Cursor, bound: Bound) -> str:
    """The thing behind its number and before the points: 15个乡镇得5分, 48小时内修复得3分, 100%持证得4分."""
    start = cursor.index
    within_days = bound.unit is not None and bound.unit.symbol == "日" and bound.comparator is Comparator.AT_MOST
    if bound.unit is None or (bound.unit.symbol in _OF_THE_CALENDAR and not within_days):
        return ""
    words = cursor.run_of(Kind.TEXT, Kind.ACT, Kind.LINK)
    here = cursor.index
    cursor.comma()
    follows = cursor.peek()
    timely = bound.unit.dimension is Dimension.TIME and bound.comparator is not None
    if follows is None or (follows.kind not in _AWARD_FOLLOWS and not (timely and cursor.index > here)):
        cursor.index = here if timely else start
        return words if timely else ""
    cursor.index = here
    return words


def _is_a_bound(first: Bound, second: Bound | None) -> bool:
    """1个项目得2分 may be one for each."""
    counted = first.unit is not None and first.unit.dimension is Dimension.COUNT
    return first.comparator is not None or second is not None or first.value > 1 or not counted


def _take_short_of_all(cursor: Cursor, first: Bound) -> Bound | None:
    """short of all = [“,”] [AND] NOT [QUALIFIER] ( AT_TARGET | REACH | ACT ) words: 80%以上但未全部完成."""
    start = cursor.index
    cursor.comma()
    cursor.take(Kind.AND)
    if first.is_low and is_ratio(first.unit) and cursor.take(Kind.NOT):
        every = cursor.take(Kind.QUALIFIER)
        whole = first.of_target or (every is not None and every.text in _OF_ALL)
        met = cursor.take(Kind.AT_TARGET) or cursor.take(Kind.REACH, Kind.ACT)
        noun = cursor.run_of(Kind.TEXT, Kind.IN_YEAR)
        if whole and met is not None and (not noun or names_a_target(noun.removesuffix("的"))):
            return Bound(_HUNDRED, first.unit, Comparator.LESS, of_target=first.of_target)
    cursor.index = start
    return None


def _take_bound(cursor: Cursor) -> Bound | None:
    """bound = [sign] [target 的] NUMBER [UNIT] [INCLUDED] [RATE] [OR_MORE | OR_LESS] [INCLUDED | EXCLUDED]."""
    first = cursor.peek()
    if first is None or first.kind not in _BOUND_BEGINS:
        return None
    in_range = cursor.index > 0 and cursor.tokens[cursor.index - 1].kind is Kind.RANGE
    met = _take_met(cursor)
    sign = met or cursor.take(*_SIGNS)
    of_target = met is not None or _take_of_target(cursor) or (sign is not None and _take_most_of_target(cursor, sign))
    _ = of_target or (sign is not None and _take_whole(cursor))
    number = cursor.take(Kind.NUMBER)
    if number is None or number.value is None:
        return None
    unit = _take_unit(cursor, number) or take_survey_points(cursor, sign, in_range=in_range)
    named = take_elsewhere(cursor, number.value)
    included = take_inclusion(cursor, number.value)
    cursor.take(Kind.RATE)
    suffix = cursor.take(*_SUFFIXES)
    if suffix is not None and (cursor.sees(Kind.PARTICLE, Kind.INCLUDED) or cursor.sees(Kind.PARTICLE, Kind.EXCLUDED)):
        cursor.take(Kind.PARTICLE)  # 90%以上的(含90%)
    included = take_inclusion(cursor, number.value) if included is None else included
    named = named or take_elsewhere(cursor, number.value)
    if sign is not None and suffix is not None and not _agree(sign, suffix):
        return None
    comparator = _SUFFIXES[suffix.kind] if suffix else _SIGNS[sign.kind] if sign else None
    if sign is not None and sign.kind in (Kind.REACH, Kind.AT_TARGET) and suffix is None and cursor.sees(Kind.RANGE):
        comparator = None  # 达到80%-90%, 完成目标的80%-90%: a range like any other
    if of_target and not is_ratio(unit):
        return None
    if sign is not None and sign.kind is Kind.AT_TARGET and is_ratio(unit) and met is None:
        of_target = sign.text.startswith("完成")  # 完成任务90% is a share of it, 达到目标值90% is its number
    if unit is None and not in_range and not _may_lack_unit(cursor, sign, suffix, number):
        return None
    return Bound(number.value, unit, _with_inclusion(comparator, included), included, of_target, named)


_BOUND_BEGINS = frozenset((*_SIGNS, Kind.TEXT, Kind.NUMBER))


def _agree(sign: Token, suffix: Token) -> bool:
    """达到80%以上, 控制在50万元以内, 至少3人以上 say one thing twice; 达到80%以下 names the far end."""
    if sign.kind in (Kind.REACH, Kind.AT_TARGET):
        return True
    return _SIGNS[sign.kind] is _SUFFIXES[suffix.kind]


def _take_met(cursor: Cursor) -> Token | None:
    """达到目标值的80%: 达到目标值 alone would be the whole of it."""
    behind = cursor.peek(1)
    if behind is None or behind.text != "的" or not cursor.sees(Kind.AT_TARGET, Kind.TEXT, Kind.NUMBER):
        return None
    token = cursor.take(Kind.AT_TARGET)
    cursor.take(Kind.TEXT)
    return token


def _take_of_target(cursor: Cursor) -> bool:
    """规定数的80%, 目标的90%: the number is a share of the target."""
    token = cursor.peek()
    follows = cursor.peek(1)
    if token is None or token.kind is not Kind.TEXT or follows is None or follows.kind is not Kind.NUMBER:
        return False
    if token.text.endswith("的") and names_a_target(token.text.removesuffix("的")):
        cursor.take(Kind.TEXT)
        return True
    return False


def _take_whole(cursor: Cursor) -> bool:
    """达到中央和省级投入的10%: of what the percentage is taken; the row measures the percentage."""
    start = cursor.index
    words = cursor.run_of(Kind.TEXT, Kind.LINK)
    percent = cursor.peek(1)
    plain = words.removesuffix("的")
    share = cursor.sees(Kind.NUMBER, Kind.UNIT) and percent is not None and percent.text == "%"
    if share and plain != words and not _AN_EARLIER_ONE.search(plain) and not names_a_target(plain):
        return True
    cursor.index = start
    return False


_AN_EARLIER_ONE = re.compile("[上去前]年|上期|同期|往年|目标|指标|任务|计划|预算|基数|标准")


def _take_most_of_target(cursor: Cursor, sign: Token) -> bool:
    """低于目标值60%: most of it can only be a share of the target; 低于目标值10% may be a distance from it."""
    token, number, unit = cursor.peek(), cursor.peek(1), cursor.peek(2)
    if sign.kind is not Kind.BELOW or token is None or number is None or number.value is None or unit is None:
        return False
    most = cursor.sees(Kind.TEXT, Kind.NUMBER, Kind.UNIT) and unit.text == "%" and number.value >= _HALF
    return most and names_a_target(token.text) and cursor.take(Kind.TEXT) is not None


def _take_unit(cursor: Cursor, number: Token) -> Unit | None:
    if number.unit is not None:
        return number.unit
    token = cursor.take(Kind.UNIT)
    if token is None or token.unit is None:
        return None
    return PERCENT if token.unit.dimension is Dimension.RATIO and token.unit.symbol == "百分比" else token.unit


def _may_lack_unit(cursor: Cursor, sign: Token | None, suffix: Token | None, number: Token) -> bool:
    """A number without a unit is in that of the row: “≥90”, “90以上”, “90-100%”; never in “达到90得10分”."""
    after = cursor.peek()
    if after is not None and (after.kind is Kind.RANGE or (after.kind in _SIGNS and after.text in _MATHEMATICAL)):
        return True  # 90-100%, 0<偏差率≤5%
    digits = number.text.isdigit() or "." in number.text
    if suffix is not None or (sign is not None and sign.kind in (Kind.AT_LEAST, Kind.AT_MOST)):
        return digits
    return sign is not None and (sign.text in _MATHEMATICAL or "于" in sign.text) and digits


def _with_inclusion(comparator: Comparator | None, included: bool | None) -> Comparator | None:
    if comparator is None or included is None:
        return comparator
    return _CLOSED.get(comparator, comparator) if included else _OPEN.get(comparator, comparator)


def _take_second(cursor: Cursor, first: Bound) -> Bound | None:
    """The other end of the range, None where what follows is none."""
    start = cursor.index
    if first.comparator is None and cursor.take(Kind.RANGE):
        return _bound_or_back(cursor, start)
    if first.comparator is None and is_ratio(first.unit) and cursor.sees(Kind.NUMBER, Kind.UNIT):
        return _bound_or_back(cursor, start)  # 85%100%: the dash was lost
    if first.comparator in _FAR_END and cursor.take(Kind.RANGE):
        return _far_end(cursor, first, start)
    if first.comparator is not None:
        cursor.comma()
        cursor.take(Kind.AND)
    second = _take_bound(cursor)
    sides = {None, Comparator.EQUAL}
    fits = second is not None and second.comparator not in sides and first.comparator not in sides
    if second is None or not fits or first.is_low is second.is_low or _lies_apart(first, second):
        cursor.index = start
        return None
    return second


def _lies_apart(first: Bound, second: Bound) -> bool:
    """不少于4次，少1次扣0.5分: no number is at least 4 and less than 1, so the second is none of its ends."""
    low, high = (first, second) if first.is_low else (second, first)
    return low.unit == high.unit and low.value > high.value


_FAR_END = (Comparator.MORE, Comparator.LESS)


def _far_end(cursor: Cursor, first: Bound, start: int) -> Bound | None:
    """超过5%至10%, 低于90%至80%: the first number lies outside, the other one belongs to it."""
    bound, far = _take_bound(cursor), Comparator.AT_MOST if first.is_low else Comparator.AT_LEAST
    if bound is None or bound.comparator not in (None, far, _OPEN.get(far)):
        cursor.index = start
        return None
    beyond = bound.value > first.value if first.is_low else bound.value < first.value
    if not beyond:
        cursor.index = start
        return None
    return bound if bound.comparator else replace(bound, comparator=_with_inclusion(far, bound.included))


def _bound_or_back(cursor: Cursor, start: int) -> Bound | None:
    bound = _take_bound(cursor)
    contrary = (Comparator.AT_LEAST, Comparator.MORE, Comparator.LESS, Comparator.EQUAL)  # 2-5家及以上
    if bound is None or bound.comparator in contrary:
        cursor.index = start
        return None
    return bound


def _sandwich(cursor: Cursor, first: Bound) -> tuple[Bound, Bound | None] | None:
    """sandwich = NUMBER UNIT sign words [sign NUMBER UNIT]: 80%≤完成率<90%, 100%≤完成率."""
    start = cursor.index
    sign = cursor.take(*_SIGNS)
    if sign is not None and sign.text in _MATHEMATICAL and first.comparator is None:
        words = cursor.run_of(Kind.TEXT, Kind.RATE)
        here, mirrored = cursor.index, _MIRRORED.get(_SIGNS[sign.kind])
        second = _take_bound(cursor)
        if second is not None and second.comparator is not None and mirrored is not None:
            return replace(first, comparator=mirrored), second
        cursor.index = here
        if words and mirrored is not None:
            return replace(first, comparator=mirrored), None
    cursor.index = start
    return None


def _missed(bound: Bound, subject: str) -> Condition | None:
    """未达到80%, 未控制在5%以内, 没有超过3%; 不=, 不足 and the like have a word of their own."""
    contrary = _CONTRARY.get(bound.comparator) if bound.comparator else None
    if contrary is not None and bound.included is None:
        turned, unit, of_target = interval_of_one(replace(bound, comparator=contrary))
        basis = Basis.COMPLETION_RATE if of_target else Basis.VALUE
        return None if turned is None else Within(basis=basis, interval=turned, unit=unit, subject=subject)
    if bound.comparator is not Comparator.AT_LEAST or bound.included is not None:
        return None
    basis = Basis.COMPLETION_RATE if bound.of_target else Basis.VALUE
    return TargetMissed(reference=_quantity(bound), basis=basis, subject=subject)


def _quantity(bound: Bound) -> Quantity:
    return Quantity(value=bound.value, unit=bound.unit)


def named_number(condition: Condition) -> Decimal | None:
    """Return the number that a condition names, in base units; the same number again is the same goal."""
    match condition:
        case TargetMet(reference=Quantity() as reference):
            return reference.base
        case Within(interval=interval, unit=unit):
            edge = interval.low if interval.low is not None else interval.high
            return None if edge is None else edge * (unit.factor if unit else 1)
    return None
