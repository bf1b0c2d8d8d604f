"""The production of points between two named numbers: 70%至90%之间按插值法计算, 中间按比例增分."""

from __future__ import annotations

from perfscore.model.rule import Always, Clause, Condition, Interpolated, Within
from perfscore.rules.bounds import take_threshold
from perfscore.rules.conditions import take_subject
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import Kind

_IN_BETWEEN = ("之间", "区间", "范围内", "区间内", "之间的", "的部分", "部分")
_WHEREVER = (
    "中间",
    "其间",
    "期间",
    "两者",
    "中间值",
    "中间部分",
    "其中间",
    "之间",
    "介于两者",
    "中间数值",
    "两者之间",
    "两者间",
)


def take_interpolation(cursor: Cursor, draft: Draft) -> bool:
    """interpolation = ( range [“之间”] | bound | “中间” ) [PARTICLE] [“,”] INTERPOLATE."""
    if Kind.INTERPOLATE not in cursor.kinds:
        return False
    start = cursor.index
    condition = _range(cursor) or _open_range(cursor) or _wherever(cursor)
    if condition is None:
        cursor.index = start
        return False
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    cursor.take(Kind.PARTICLE)
    if cursor.take(Kind.INTERPOLATE) is None:
        return False
    draft.clauses.append(Clause(condition=condition, award=Interpolated(), span=cursor.span_from(start)))
    return True


def _range(cursor: Cursor) -> Condition | None:
    start = cursor.index
    subject = take_subject(cursor)
    condition = None if subject is None else take_threshold(cursor, subject)
    two_ends = (
        isinstance(condition, Within) and condition.interval.low is not None and condition.interval.high is not None
    )
    if not two_ends:
        cursor.index = start
        return None
    token = cursor.peek()
    if token is not None and token.text in _IN_BETWEEN:
        cursor.take(token.kind)
    return condition


def _open_range(cursor: Cursor) -> Condition | None:
    """100%以下线性得分: down to the other number that has points."""
    start = cursor.index
    subject = take_subject(cursor)
    condition = None if subject is None else take_threshold(cursor, subject)
    one_end = isinstance(condition, Within) and (condition.interval.low is None or condition.interval.high is None)
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    if one_end and cursor.sees(Kind.INTERPOLATE):
        return Always()
    cursor.index = start
    return None


def _wherever(cursor: Cursor) -> Condition | None:
    words = cursor.run_of(Kind.TEXT, Kind.HEDGE, Kind.BETWEEN)
    return Always() if words.removesuffix("的") in _WHEREVER else None
