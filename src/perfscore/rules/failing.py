"""The productions of all else behind a branch: 未达到的, 达不到要求的, 超时的, 不在此范围的."""

from __future__ import annotations

import re

from perfscore.model.quantity import Dimension
from perfscore.model.rule import Always, Basis, Condition, Done, TargetMet, TargetMissed, Within
from perfscore.rules.conditions import parse_condition
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import Kind

_OWN_TARGET = TargetMet()


def take_failing(cursor: Cursor, draft: Draft) -> Condition | None:
    """failing = ( NOT ( REACH | AT_TARGET | “完成” ) | UNREACHED | ABOVE | BELOW | INCOMPLETE ) [“要求” | “标准”].

    It stands behind a branch that names what to reach, and means all else: 未达到的, 达不到要求的, 超过的, 不足的.
    """
    condition = draft.clauses[-1].condition if draft.clauses else None
    if condition == _OWN_TARGET and draft.goal is not None:
        condition = draft.goal.condition  # 控制在7天以内，达标得满分，超时不得分
    if not isinstance(condition, Within | TargetMet | TargetMissed | Done):
        return None
    if getattr(condition, "basis", Basis.VALUE) not in (Basis.VALUE, Basis.COMPLETION_RATE):
        return None
    if isinstance(condition, Within) and _beyond_both(cursor, condition):
        return Always()
    if cursor.take(Kind.UNREACHED, *_BEYOND) is None and not _outside_or_late(cursor, condition):
        if cursor.take(Kind.NOT) is None:
            return None
        cursor.take(Kind.QUALIFIER)
        if cursor.take(Kind.REACH, Kind.AT_TARGET, *_BEYOND) is None and not _takes_completion(cursor):
            return None
    noun = cursor.peek()
    if noun is not None and noun.kind is Kind.TEXT and noun.text.removesuffix("的") in _WHAT_IS_ASKED:
        cursor.take(Kind.TEXT)
    return Always()


def _beyond_both(cursor: Cursor, condition: Within) -> bool:
    """超过±5%的 behind ±5%以内."""
    if not cursor.sees(Kind.ABOVE, Kind.PLUS_MINUS, Kind.NUMBER, Kind.UNIT):
        return False
    number = cursor.peek(2)
    if number is None or number.value != condition.interval.high or condition.interval.low != -(number.value or 0):
        return False
    cursor.index += 4
    return True


_OUTSIDE = re.compile(
    "(?:不在|超出|未在|不处于|不符合|在)(?:此|该|上述|这个|这一|规定|以上)?(?:范围|区间)"
    "(?:内|之内|以内|外|以外|之外)?(?:的)?"
)


def _outside_or_late(cursor: Cursor, condition: Condition) -> bool:
    """不在此范围的 behind a range with two ends, 超时 behind a time."""
    start = cursor.index
    if not isinstance(condition, Within):
        return False
    timed = condition.unit is not None and condition.unit.dimension is Dimension.TIME
    if timed and cursor.take(Kind.LATE):
        return True
    words = cursor.run_of(Kind.TEXT, Kind.NOT, Kind.ABOVE)
    two_ends = condition.interval.low is not None and condition.interval.high is not None
    if two_ends and _OUTSIDE.fullmatch(words) and ("在" not in words[0] or "外" in words):
        return True
    cursor.index = start
    return False


_BEYOND = (Kind.BELOW, Kind.ABOVE, Kind.INCOMPLETE)


def _takes_completion(cursor: Cursor) -> bool:
    act = cursor.peek()
    return act is not None and act.kind is Kind.ACT and act.text == "完成" and cursor.take(Kind.ACT) is not None


_WHAT_IS_ASKED = (
    "要求",
    "标准",
    "目标",
    "任务",
    "指标",
    "目标值",
    "规定要求",
    "以上要求",
    "上述要求",
    "计划",
    "的",
    "",
)
"""What may stand behind 未达到 and add nothing."""


def take_alternatives(cursor: Cursor, first: Condition) -> list[Condition]:
    """alternatives = { [PARTICLE] [“,”] “或” condition }: 超过100%或低于85%的不得分, for ranges of one number."""
    found: list[Condition] = []
    while isinstance(first, Within | TargetMissed) and getattr(first, "basis", None) is not Basis.OCCURRENCES:
        start = cursor.index
        cursor.take(Kind.PARTICLE)
        cursor.comma()
        link = cursor.take(Kind.LINK)
        other = parse_condition(cursor) if link is not None and link.text.startswith("或") else None
        if not isinstance(other, Within | TargetMissed):
            cursor.index = start
            return found
        found.append(other)
    return found
