"""What stands directly behind the number of a bound: the 分 of a survey, and whether the number belongs to it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from perfscore.model.quantity import Interval, Unit
from perfscore.model.rule import Basis, Within
from perfscore.rules.bound import Bound
from perfscore.rules.cursor import Cursor
from perfscore.rules.lexicon import Kind
from perfscore.rules.tokens import Token
from perfscore.values.units import POINT_OF_A_SURVEY

_BEHIND_A_BOUND = (Kind.OR_MORE, Kind.OR_LESS, Kind.INCLUDED, Kind.EXCLUDED, Kind.RANGE)
_BEFORE_AN_AWARD = (Kind.GET, Kind.NO_MARKS, Kind.FULL, Kind.COLON, Kind.PARTICLE, Kind.DEDUCT, Kind.SEPARATOR)


CALLED = re.compile("为(?:优秀?|良好?|中等?|较?差|较?好|一般|不?合格|不?达标)")
"""80-90分为良: what the number is called."""


def take_survey_points(cursor: Cursor, sign: Token | None, *, in_range: bool) -> Unit | None:
    """90分以上, 60-90分, 低于60分: the number of a survey, told from points of the row by what bounds it."""
    after = cursor.peek(1)
    if not cursor.sees(Kind.POINTS) or after is None:
        return None
    signed = sign is not None and sign.kind is not Kind.AT_MOST
    named = in_range and CALLED.fullmatch(after.text) is not None
    if (
        not named
        and after.kind not in _BEHIND_A_BOUND
        and not ((in_range or signed) and after.kind in _BEFORE_AN_AWARD)
    ):
        return None
    return POINT_OF_A_SURVEY if cursor.take(Kind.POINTS) else None


def take_both_ways(cursor: Cursor, subject: str) -> Within | None:
    """both ways = [AT_MOST | BELOW] PLUS_MINUS NUMBER UNIT [OR_LESS] [“范围内”]: ±5%以内, as far up as down."""
    start = cursor.index
    sign = cursor.take(Kind.AT_MOST, Kind.BELOW)
    number = cursor.take(Kind.NUMBER) if cursor.take(Kind.PLUS_MINUS) else None
    unit = cursor.take(Kind.UNIT) if number is not None else None
    if number is None or not number.value or unit is None or unit.unit is None:
        cursor.index = start
        return None
    included = take_inclusion(cursor, number.value)
    cursor.take(Kind.OR_LESS, Kind.BETWEEN)
    included = take_inclusion(cursor, number.value) if included is None else included
    behind = cursor.peek()
    if behind is not None and behind.text in _WITHIN:
        cursor.take(behind.kind)
    closed = included is not False and (included or sign is None or sign.kind is Kind.AT_MOST)
    interval = Interval(low=-number.value, high=number.value, low_closed=closed, high_closed=closed)
    return Within(basis=Basis.VALUE, interval=interval, unit=unit.unit, subject=subject)


_WITHIN = ("范围内", "范围", "区间", "区间内", "的范围内", "范围之内", "范围以内")


def take_elsewhere(cursor: Cursor, number: Decimal) -> Token | None:
    """（含80%） behind another number than 80%."""
    token = cursor.peek()
    if token is None or token.kind not in (Kind.INCLUDED, Kind.EXCLUDED) or token.value in (None, number):
        return None
    return cursor.take(token.kind)


def take_inclusion_behind(cursor: Cursor, first: Decimal, second: Bound) -> Bound:
    """80%-90%之间的（含80%）: which of the ends belongs to the range."""
    if not (cursor.sees(Kind.PARTICLE, Kind.INCLUDED) or cursor.sees(Kind.INCLUDED)):
        return second
    here = cursor.index
    cursor.take(Kind.PARTICLE)
    token = cursor.take(Kind.INCLUDED)
    if token is not None and token.value == first:
        return replace(second, named=token)
    if token is not None and token.value == second.value:
        return replace(second, included=True)
    cursor.index = here
    return second


def take_inclusion(cursor: Cursor, number: Decimal) -> bool | None:
    """（含）, （不含85%）: whether the number before belongs to the range, None where that is not said."""
    token = cursor.peek()
    if token is None or token.kind not in (Kind.INCLUDED, Kind.EXCLUDED) or token.value not in (None, number):
        return None
    cursor.take(token.kind)
    return token.kind is Kind.INCLUDED


_BEHIND = ("符合", "达标", "的目标", "的任务", "目标任务", "任务", "目标", "的计划", "计划")
"""Words behind a number that repeat what is measured."""


def pass_over_what_is_measured(cursor: Cursor) -> None:
    """的目标, 为良, 完成: words behind a number that say again what is measured, or what it is called."""
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT and (token.text in _BEHIND or CALLED.fullmatch(token.text)):
        cursor.take(Kind.TEXT)
    elif token is not None and token.text == "为" and cursor.sees(Kind.TEXT, Kind.GRADE):
        cursor.index += 2  # 85%以上为合格: what the number is called
    elif token is not None and token.text == "完成" and token.kind is Kind.ACT:
        cursor.take(Kind.ACT)
    elif token is not None and token.kind is Kind.AT_TARGET and token.text.startswith("完成"):
        cursor.take(Kind.AT_TARGET)  # 100%完成目标
