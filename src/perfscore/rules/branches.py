"""The productions of branches: a condition and what it earns."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.quantity import Dimension, Interval
from perfscore.model.rule import (
    Always,
    Award,
    Basis,
    Clause,
    Condition,
    DeductPoints,
    Discretion,
    FixedPoints,
    FullMarks,
    NoMarks,
    ProRata,
    Says,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.rules.conditions import parse_condition, take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import MOST_POINTS, Context, Draft, is_source, take_points
from perfscore.rules.lexicon import Kind

_EVENT_WORDS = (
    Kind.TEXT,
    Kind.ACT,
    Kind.QUALIFIER,
    Kind.LINK,
    Kind.FAULT,
    Kind.FOUND,
    Kind.IN_YEAR,
    Kind.LATE,
    Kind.RATE,
    Kind.GRADE,
    Kind.EVERY,
)
_NEUTRAL = frozenset(
    (
        Kind.TEXT,
        Kind.ACT,
        Kind.NOT,
        Kind.QUALIFIER,
        Kind.LINK,
        Kind.AND,
        Kind.FAULT,
        Kind.FOUND,
        Kind.IN_YEAR,
        Kind.REACH,
        Kind.LATE,
        Kind.RATE,
        Kind.PARTICLE,
        Kind.OTHER_TIME,
        Kind.RANKING,
        Kind.AT_TARGET,
        Kind.GRADE,
        Kind.GRADE_WORD,
        Kind.EVERY,
    )
)
_STATE_WORDS = (_NEUTRAL | {Kind.HEDGE, Kind.AT_TARGET}) - {Kind.EVERY}
_POINTS_TO_COME = ("扣分", "给分", "得分", "计分", "加分", "减分", "赋分", "扣减", "打分", "记分", "评分")


def take_otherwise(cursor: Cursor, draft: Draft) -> bool:
    """otherwise = OTHERWISE [words] [“,”] award."""
    start = cursor.index
    if cursor.take(Kind.OTHERWISE) is None:
        return False
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    award = take_award(cursor)
    if award is None:
        return False
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def take_branch(cursor: Cursor, draft: Draft) -> bool:
    """branch = condition [PARTICLE] [“,” | “:”] award."""
    start = cursor.index
    for condition in _conditions(cursor, draft):
        cursor.take(Kind.PARTICLE)
        bare = cursor.sees(Kind.COLON) or not isinstance(condition, Always)
        cursor.comma()
        award = take_award(cursor, bare=bare)
        if award is not None:
            draft.clauses.append(Clause(condition=condition, award=award, span=cursor.span_from(start)))
            return True
        cursor.index = start
    return _take_state(cursor, draft)


def _take_state(cursor: Cursor, draft: Draft) -> bool:
    """state = words without numbers and points, commas among them, [PARTICLE] [“,” | “:”] award."""
    start = cursor.index
    words = ""
    while (token := cursor.peek()) is not None and (token.kind in _STATE_WORDS or _comma_inside(cursor)):
        words += token.text
        cursor.take(token.kind)
    words = words.removesuffix("的").strip(",、")
    if is_source(words) and "," in words:
        return False  # 根据…核算, is where the number comes from; what follows is the branch
    cursor.comma()
    award = take_award(cursor, bare=True) if words else None
    if award is None or isinstance(award, ProRata):
        return False
    draft.clauses.append(Clause(condition=Says(text=words), award=award, span=cursor.span_from(start)))
    return True


def _comma_inside(cursor: Cursor) -> bool:
    """A comma or 、 with more words of the state behind it."""
    token, follows = cursor.peek(), cursor.peek(1)
    inside = token is not None and token.kind is Kind.SEPARATOR and token.text in ",、"
    return inside and follows is not None and follows.kind in _STATE_WORDS


def _conditions(cursor: Cursor, draft: Draft) -> Iterator[Condition]:
    """Try the productions of conditions one after the other, each from the same place."""
    start = cursor.index
    for production in (_nothing_happened, _something_happened, parse_condition, lambda c: _failing(c, draft)):
        cursor.index = start
        condition = production(cursor)
        if condition is not None:
            yield condition


def _nothing_happened(cursor: Cursor) -> Condition | None:
    """nothing happened = [words] NOT FOUND [words]: 辖区未发生安全事故."""
    subject = cursor.run_of(Kind.TEXT, Kind.IN_YEAR, Kind.LINK)
    if cursor.take(Kind.NOT) is None or cursor.take(Kind.FOUND) is None:
        return None
    cursor.run_of(*_EVENT_WORDS)
    zero = Interval(low=Decimal(0), high=Decimal(0))
    return Within(basis=Basis.OCCURRENCES, interval=zero, subject=subject)


def _something_happened(cursor: Cursor) -> Condition | None:
    """something happened = [words] ( FOUND | “有” ) NUMBER UNIT [OR_MORE] [words] | NUMBER UNIT words | FOUND words."""
    start = cursor.index
    subject = cursor.run_of(Kind.TEXT, Kind.IN_YEAR, Kind.LINK)
    found = cursor.take(Kind.FOUND)
    if found is not None and not cursor.sees(Kind.NUMBER):
        cursor.run_of(*_EVENT_WORDS, Kind.NOT, Kind.AND)
        if not cursor.sees(Kind.NUMBER):
            return Within(basis=Basis.OCCURRENCES, interval=Interval(low=Decimal(1)), subject=subject)
    quantity = take_quantity(cursor)
    if quantity is None or quantity.unit is None or quantity.unit.dimension is not Dimension.COUNT:
        return None
    if quantity.value < 1 or quantity.value != quantity.value.to_integral_value():
        return None
    cursor.take(Kind.OR_MORE)
    words = cursor.run_of(*_EVENT_WORDS, Kind.NOT)
    named = found is not None or subject.endswith("有") or words
    if not named or cursor.index == start:
        return None
    interval = Interval(low=quantity.value)
    return Within(basis=Basis.OCCURRENCES, interval=interval, unit=quantity.unit, subject=subject.removesuffix("有"))


def _failing(cursor: Cursor, draft: Draft) -> Condition | None:
    """failing = NOT ( REACH | AT_TARGET | “完成” ) [“要求” | “标准” | “目标”], behind a branch that names what to reach: all else."""
    condition = draft.clauses[-1].condition if draft.clauses else None
    if not isinstance(condition, Within | TargetMet) or condition.basis not in (Basis.VALUE, Basis.COMPLETION_RATE):
        return None
    if cursor.take(Kind.NOT) is None:
        return None
    if cursor.take(Kind.REACH, Kind.AT_TARGET) is None:
        act = cursor.peek()
        if act is None or act.kind is not Kind.ACT or act.text != "完成":
            return None
        cursor.take(Kind.ACT)
    noun = cursor.peek()
    if noun is not None and noun.kind is Kind.TEXT and noun.text.removesuffix("的") in _WHAT_IS_ASKED:
        cursor.take(Kind.TEXT)
    return Always()


_WHAT_IS_ASKED = ("要求", "标准", "目标", "任务", "指标", "目标值", "规定要求", "以上要求", "上述要求", "计划", "的")


def take_award(cursor: Cursor, *, bare: bool = False) -> Award | None:
    """award = [adverb] ( NO_MARKS | [GET] FULL | GET points | DEDUCT points | SHARE | discretion | points | “(” points “)” )."""
    if cursor.take(Kind.NO_MARKS):
        return _or_discretion(cursor, NoMarks())
    if cursor.take(Kind.SHARE):
        return ProRata()
    discretion = _discretion(cursor)
    if discretion is not None:
        return discretion
    verb = cursor.take(Kind.DEDUCT, Kind.GET)
    if verb is None and cursor.sees(Kind.OPEN, Kind.NUMBER, Kind.POINTS, Kind.CLOSE):
        cursor.take(Kind.OPEN)
        points = take_points(cursor)
        cursor.take(Kind.CLOSE)
        return _given(points)
    if verb is not None and verb.kind is Kind.DEDUCT:
        full = cursor.take(Kind.FULL)
        deducted = take_points(cursor)
        return NoMarks() if full and deducted is None else _deducted(deducted)
    cursor.take(Kind.BASE)
    if (verb or bare) and cursor.take(Kind.FULL):
        return _given(take_points(cursor)) if cursor.sees(Kind.NUMBER, Kind.POINTS) else FullMarks()
    return _given(take_points(cursor)) if verb or bare else None


def _given(points: Decimal | None) -> Award | None:
    if points is None:
        return None
    return NoMarks() if points == 0 else FixedPoints(points=points)


def _deducted(points: Decimal | None) -> Award | None:
    return None if points is None else DeductPoints(points=points)


def _or_discretion(cursor: Cursor, award: Award) -> Award | None:
    """不得分或酌情扣分: the person chooses from nothing on."""
    if cursor.sees(Kind.LINK, Kind.DISCRETION):
        cursor.take(Kind.LINK)
        return Discretion() if _discretion(cursor) is not None else None
    return award


def _discretion(cursor: Cursor) -> Discretion | None:
    """discretion = DISCRETION [“扣分” | range] | ( GET | DEDUCT | ADD ) range; range = NUMBER RANGE NUMBER POINTS."""
    start = cursor.index
    word = cursor.take(Kind.DISCRETION)
    verb = cursor.take(Kind.GET, Kind.DEDUCT, Kind.ADD)
    chosen = _range_of_points(cursor)
    if chosen is not None:
        return Discretion(low=chosen[0], high=chosen[1], deducts=verb is not None and verb.kind is Kind.DEDUCT)
    if word is not None and verb is None:
        token = cursor.peek()
        if token is not None and token.kind is Kind.TEXT and token.text.startswith(_POINTS_TO_COME):
            cursor.take(Kind.TEXT)
            if cursor.take(Kind.LINK) and cursor.take(Kind.NO_MARKS) is None:
                cursor.index = start
                return None
            return Discretion(deducts="扣" in token.text or "减" in token.text)
    cursor.index = start
    return None


def _range_of_points(cursor: Cursor) -> tuple[Decimal, Decimal] | None:
    first = cursor.take(Kind.NUMBER)
    cursor.take(Kind.POINTS)
    middle = cursor.take(Kind.RANGE) if first else None
    second = cursor.take(Kind.NUMBER) if middle else None
    points = cursor.take(Kind.POINTS) if second else None
    if first is None or second is None or points is None or first.value is None or second.value is None:
        return None
    low, high = sorted((first.value, second.value))
    return (low, high) if low < high <= MOST_POINTS else None


def take_context(cursor: Cursor, draft: Draft) -> bool:
    """context = words without numbers and points: 根据统计报表核算, 查看上一年资料, (以每月为一个周期)."""
    start = cursor.index
    if _restated_target(cursor):
        draft.contexts.append(Context("", frozenset(), cursor.span_from(start)))
        return True
    kinds = set()
    while (token := cursor.peek()) is not None and token.kind in _NEUTRAL:
        kinds.add(token.kind)
        cursor.take(token.kind)
    if cursor.index == start:
        return False
    text = "".join(token.text for token in cursor.tokens[start : cursor.index])
    draft.contexts.append(Context(text, frozenset(kinds), cursor.span_from(start)))
    return True


def _restated_target(cursor: Cursor) -> bool:
    """未达到目标的，每…: the step that follows says the same with its number."""
    start = cursor.index
    condition = parse_condition(cursor)
    if isinstance(condition, TargetMissed | TargetMet) and condition.reference is None:
        cursor.take(Kind.PARTICLE)
        if cursor.sees(Kind.SEPARATOR, Kind.EACH):
            return True
    cursor.index = start
    return False


def take_said_anyway(cursor: Cursor, draft: Draft) -> bool:
    """SAID_ANYWAY: 缺项不得相应分 says nothing that the points of each thing do not."""
    return cursor.take(Kind.SAID_ANYWAY) is not None and bool(draft.clauses)


def take_veto(cursor: Cursor, draft: Draft) -> bool:
    """veto = VETO and all words up to the full stop: the effect on the whole table is for a person."""
    start = cursor.index
    if cursor.take(Kind.VETO) is None:
        return False
    while (token := cursor.peek()) is not None and token.text not in ("。", "\n"):
        cursor.take(token.kind)
    span = cursor.span_from(start)
    draft.notes.append(Diagnostic("N313", Severity.NOTE, "本句含有否决性要求，对全表的影响由人工判断", "", span))
    return True
