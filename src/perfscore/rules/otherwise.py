"""The productions of what is left: 否则不得分, 其余0分, 此后完成的不得分, 有一项达不到不得分."""

from __future__ import annotations

import re

from perfscore.model.deadline import InTime
from perfscore.model.rule import (
    Always,
    Award,
    Clause,
    DeductPoints,
    Done,
    FixedPoints,
    FullMarks,
    NoMarks,
    Says,
    TargetMet,
)
from perfscore.rules.awards import take_award
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import Kind
from perfscore.rules.shares import take_share_formula


def take_otherwise(cursor: Cursor, draft: Draft) -> bool:
    """otherwise = ( OTHERWISE | lacking ) [PARTICLE] [“,”] award; what is lacking costs all, not one by one."""
    start = cursor.index
    lacks = False
    if not draft.clauses and not cursor.sees(Kind.OTHERWISE):
        return False
    if cursor.take(Kind.OTHERWISE) is None:
        lacks = not _afterwards(cursor, draft)
        if lacks and not _lacking(cursor, draft):
            return False
    else:
        cursor.take(Kind.RANKING, Kind.GRADE_WORD)
        noun = cursor.peek()
        if noun is not None and noun.text in ("情况", "情形", "单位", "地区"):
            cursor.take(Kind.TEXT)
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    award = take_award(cursor) or (None if lacks else _nothing_bare(cursor) or take_share_formula(cursor))
    if award is None or (lacks and not _costs_all(award, draft)):
        return False
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _afterwards(cursor: Cursor, draft: Draft) -> bool:
    """afterwards = ( “之后” | “此后” ) [act]: later than the last of the deadlines before."""
    start = cursor.index
    dated = all(isinstance(clause.condition, InTime) for clause in draft.clauses)
    if draft.clauses and dated and cursor.run_of(Kind.ONWARDS, Kind.TEXT, Kind.ACT).startswith(_LATER):
        behind = cursor.peek()
        if behind is not None and behind.kind in (Kind.PARTICLE, Kind.SEPARATOR, Kind.NO_MARKS):
            return True
    cursor.index = start
    return False


_LATER = ("之后", "此后", "以后", "其后")


def _nothing_bare(cursor: Cursor) -> Award | None:
    """其余0分: nothing needs no verb; 其余3分 may be what the other things are worth."""
    number = cursor.peek()
    if number is None or not cursor.sees(Kind.NUMBER, Kind.POINTS) or number.value != 0:
        return None
    return take_award(cursor, bare=True)


def _costs_all(award: Award, draft: Draft) -> bool:
    """不得分, or as many points as the branch before gives."""
    earned = draft.clauses[0].award
    if isinstance(award, DeductPoints) and isinstance(earned, FixedPoints) and not award.of_full:
        return award.points == earned.points
    return isinstance(award, NoMarks)


_LACKING = re.compile(
    r"(?:凡|若|如|每)?(?:(?:缺少?|有|出现)?(?:任何|任意|任|其中)?(?:一|1)(?:项|个|样|种|条|处|方面|件|例)|(?:缺少|缺)(?:一|1)(?:项|个|样|种|条|件))"
    r"(?:及以上|以上)?(?:要求|内容|条件|制度|资料|材料|工作|指标)?"
    r"(?:达不到|未达到|没有达到|不符合|未完成|没完成|不满足|未满足|不达标|未达标|不齐全|缺失|未落实|不合格|不符|不到位|未到位|不达标准|不一致|不相符|未执行|未建立|未开展|不完整|不规范|做不到|未做到|缺少|没有)?(?:要求|标准|规定|的要求)?的?"
    r"|(?:若|如|凡)?(?:二者|两者|三者|其中)?(?:任)?缺(?:少|失)?(?:其中)?(?:任|其)?(?:一|1)(?:项|个|样|种|条|件|者)?(?:的|即|则|就)*"
    r"|(?:凡|若|如)?(?:达不到|未达到?|不符合|不满足|未满足|未做到|做不到)(?:上述|以上|规定|相关|有关|相应)?(?:要求|标准|条件|规定)?的?"
)
"""有一项达不到, 缺任何一样, 未达要求: whatever keeps the branch before from being earned."""
_LACKING_KINDS = (
    Kind.TEXT,
    Kind.NUMBER,
    Kind.UNIT,
    Kind.NOT,
    Kind.REACH,
    Kind.ACT,
    Kind.AT_TARGET,
    Kind.UNREACHED,
    Kind.OR_MORE,
    Kind.BELOW,
    Kind.AND,
    Kind.FOUND,
    Kind.GRADE,
    Kind.EACH,
)


def _lacking(cursor: Cursor, draft: Draft) -> bool:
    """lacking = words of _LACKING, behind one branch in words that gives points."""
    earned = [clause for clause in draft.clauses if isinstance(clause.award, FixedPoints | FullMarks)]
    if len(earned) != 1 or len(draft.clauses) != 1:
        return False
    if not isinstance(earned[0].condition, Says | Done) and not (draft.lists and earned[0].condition == TargetMet()):
        return False
    words = cursor.run_of(*_LACKING_KINDS)
    return _LACKING.fullmatch(words) is not None
