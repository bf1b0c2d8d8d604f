"""The productions of branches: a condition and what it earns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfscore.model.quantity import Dimension, Interval, Unit
from perfscore.model.rule import (
    AddPer,
    Always,
    Basis,
    Clause,
    Condition,
    DeductPer,
    Done,
    FullMarks,
    GradeAtLeast,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.rules.awards import take_award
from perfscore.rules.checklists import take_lacking
from perfscore.rules.conditions import parse_condition, take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Context, Draft
from perfscore.rules.failing import take_alternatives, take_failing
from perfscore.rules.lexicon import FREE_WORDS, Kind
from perfscore.rules.lookahead import any_of
from perfscore.rules.ranks import speaks_of_places, take_rank
from perfscore.rules.said_states import take_state
from perfscore.rules.series import counted_first
from perfscore.rules.shares import take_share_formula
from perfscore.rules.sizes import take_size
from perfscore.rules.stops import HIGHEST
from perfscore.rules.vetoes import pass_over_veto

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
_NEUTRAL = frozenset((*FREE_WORDS, Kind.OTHER_TIME, Kind.RANKING, Kind.GRADE_WORD, Kind.EVERY))


def take_branch(cursor: Cursor, draft: Draft) -> bool:
    """branch = condition [PARTICLE] [“,” | “:”] award."""
    start = cursor.index
    for condition in _conditions(cursor, draft):
        others = take_alternatives(cursor, condition)
        cursor.take(Kind.PARTICLE)
        bare = cursor.sees(Kind.COLON) or not isinstance(condition, Always)
        if _is_implied(cursor, condition):
            draft.clauses.append(Clause(condition=condition, award=FullMarks(), span=cursor.span_from(start)))
            return True
        lonely = cursor.sees(Kind.COLON) and not any(token.kind is Kind.POINTS for token in cursor.tokens)
        cursor.comma()
        pass_over_veto(cursor, draft)
        award = take_award(cursor, bare=bare, lonely=lonely) or take_share_formula(cursor)
        if award is not None:
            span = cursor.span_from(start)
            draft.clauses += [Clause(condition=one, award=award, span=span) for one in (condition, *others)]
            return True
        cursor.index = start
    return take_state(cursor, draft)


def take_labelled(cursor: Cursor, draft: Draft) -> bool:
    """labelled = GRADE [GRADE_WORD] COLON branch in numbers: 一档：95%及以上得满分."""
    if cursor.take(Kind.GRADE) is None:
        return False
    cursor.take(Kind.GRADE_WORD)
    if cursor.take(Kind.COLON) is None or not take_branch(cursor, draft):
        return False
    return isinstance(draft.clauses[-1].condition, Within | TargetMet) and draft.clauses[-1].condition != TargetMet()


def _is_implied(cursor: Cursor, condition: Condition) -> bool:
    """按时完成，否则不得分: what is asked earns everything where only the contrary costs."""
    asked = isinstance(condition, Within | TargetMet | Done | GradeAtLeast)
    return asked and cursor.sees(Kind.SEPARATOR, Kind.OTHERWISE)


def _conditions(cursor: Cursor, draft: Draft) -> Iterator[Condition]:
    """Try the productions of conditions one after the other, each from the same place."""
    start = cursor.index
    for production in (
        _nothing_happened,
        _something_happened,
        _place,
        _none_of_them,
        _any_condition,
        take_lacking,
        take_failing,
    ):
        cursor.index = start
        condition = production(cursor, draft)
        if condition is not None:
            yield condition
    cursor.index = start  # the last one may have taken words and given up: they are not to be lost


_NO_SUBJECT = re.compile("^(?:[当本全][月期年季]|当季度|全年度)?(?:零发案|零发生)$")
"""当月零发案 names nothing but the event of the other branches."""
_ZERO_WORDS = re.compile("(?:为零|零发[生案现]|(?:实现)?零(?=事故|投诉))")
_IS_ZERO = ("为零", "零发生", "零发案", "零事故", "零投诉", "零发现")


_NUMBER_IS = ("起数为", "次数为", "件数为", "例数为", "数为", "数量为", "事故为", "投诉为", "上访为", "发生为")


def _takes_zero(cursor: Cursor) -> bool:
    """重大事故起数为0, 投诉件数为0件."""
    number = cursor.peek()
    if number is None or number.kind is not Kind.NUMBER or number.value != 0:
        return False
    cursor.take(Kind.NUMBER)
    cursor.take(Kind.UNIT)
    return True


def _any_condition(cursor: Cursor, _: Draft) -> Condition | None:
    return parse_condition(cursor)


def _nothing_happened(cursor: Cursor, _: Draft) -> Condition | None:
    """nothing happened = [words] ( NOT FOUND [words] | “为零” ): 辖区未发生安全事故, 投诉为零."""
    subject = cursor.run_of(Kind.TEXT, Kind.IN_YEAR, Kind.LINK)
    if subject.endswith(_NUMBER_IS) and _takes_zero(cursor):
        subject = subject[:-1]
    elif not subject.endswith(_IS_ZERO):
        if cursor.take(Kind.NOT) is None or cursor.take(Kind.FOUND) is None:
            return None
        cursor.run_of(*_EVENT_WORDS)
    zero, subject = Interval(low=Decimal(0), high=Decimal(0)), _NO_SUBJECT.sub("", subject)
    return Within(basis=Basis.OCCURRENCES, interval=zero, subject=_ZERO_WORDS.sub("", subject))


def _none_of_them(cursor: Cursor, draft: Draft) -> Condition | None:
    """none of them = NOT [FOUND | ACT] before an award, behind tiers of a count: 3篇得5分，1篇得1分，无的不得分."""
    if not draft.clauses or not cursor.sees(Kind.NOT):
        return None
    last = draft.clauses[-1].condition
    reference = last.reference if isinstance(last, TargetMet) else None
    unit = last.unit if isinstance(last, Within) else reference.unit if reference is not None else None
    counts = isinstance(last, Within | TargetMet) and last.basis is Basis.VALUE
    if not counts or unit is None or unit.dimension is not Dimension.COUNT or cursor.take(Kind.NOT) is None:
        return None
    act = cursor.take(Kind.FOUND, Kind.ACT)
    if act is not None and act.kind is Kind.ACT and len(draft.clauses) == 1:
        return None  # 完成100户得10分，未完成不得分: short of the number
    follows = cursor.peek()
    if follows is None or follows.kind not in _AWARD_NEXT:
        return None
    return Within(basis=Basis.VALUE, interval=Interval(low=Decimal(0), high=Decimal(0)), unit=unit)


_AWARD_NEXT = (Kind.PARTICLE, Kind.SEPARATOR, Kind.COLON, Kind.GET, Kind.NO_MARKS, Kind.NUMBER)


def _range_of_events(cursor: Cursor) -> Decimal | None:
    """发生1-2起: the smaller number of a range."""
    number = cursor.peek()
    if number is None or not cursor.sees(Kind.NUMBER, Kind.RANGE, Kind.NUMBER) or not number.value:
        return None
    cursor.index += 2
    return number.value


def _each_costs(cursor: Cursor, unit: Unit) -> bool:
    """，每次扣3分: a thing of this kind costs points wherever it happens."""
    tokens = cursor.tokens
    for place, token in enumerate(tokens[:-1]):
        if token.kind is Kind.EACH:
            here = place + 2 if tokens[place + 1].kind is Kind.NUMBER else place + 1
            counted = here + 1 < len(tokens) and tokens[here].unit == unit and tokens[here].kind is Kind.UNIT
            if counted and tokens[here + 1].kind is Kind.DEDUCT:
                return True
    return False


def _something_happened(cursor: Cursor, draft: Draft) -> Condition | None:
    """something happened = [words] ( FOUND | “有” ) NUMBER UNIT [OR_MORE] [words] | NUMBER UNIT words | FOUND words."""
    if not cursor.comes(_COUNTED):
        return None
    start = cursor.index
    subject = cursor.run_of(Kind.TEXT, Kind.IN_YEAR, Kind.LINK)
    found = cursor.take(Kind.FOUND)
    if found is not None and not cursor.sees(Kind.NUMBER):
        words = cursor.run_of_listed(*_EVENT_WORDS, Kind.NOT, Kind.AND)
        if not cursor.sees(Kind.NUMBER):
            return Within(
                basis=Basis.OCCURRENCES, interval=Interval(low=Decimal(1)), subject=subject + words.removesuffix("的")
            )
    most = _range_of_events(cursor) if found is not None else None
    quantity = take_quantity(cursor)
    if quantity is None or quantity.unit is None or quantity.unit.dimension is not Dimension.COUNT:
        return None
    if most is not None:
        few = Interval(low=most, high=quantity.value)
        return Within(basis=Basis.OCCURRENCES, interval=few, unit=quantity.unit, subject=subject)
    if quantity.value < 0 or quantity.value != quantity.value.to_integral_value():
        return None
    if quantity.value == 0:  # 安全事故发生0起得5分
        none = Interval(low=Decimal(0), high=Decimal(0))
        happens = found is not None or (not subject and _each_costs(cursor, quantity.unit))
        return Within(basis=Basis.OCCURRENCES, interval=none, subject=subject) if happens else None
    more = cursor.take(Kind.OR_MORE)
    words = cursor.run_of_listed(*_EVENT_WORDS, Kind.NOT)
    if (words or (found and more)) and (size := take_size(cursor, counted=True)):
        words += size + cursor.run_of_listed(*_EVENT_WORDS)
    ends_it = bool(subject) and quantity.value == 1 and cursor.sees(Kind.NO_MARKS)  # 暴恐案件1起不得分
    again = more is not None and not subject and _counts_events(draft) and _each_costs(cursor, quantity.unit)
    first = None if words or found else counted_first(draft, quantity, subject)
    named = found is not None or subject.endswith("有") or words or ends_it or again or first is not None
    if not named or cursor.index == start:
        return None
    subject = subject or first or ""
    interval = Interval(low=quantity.value)
    subject = subject.removesuffix("有") + words.removesuffix("的")
    return Within(basis=Basis.OCCURRENCES, interval=interval, unit=quantity.unit, subject=subject)


_COUNTED = any_of(Kind.FOUND, Kind.NUMBER)


def _counts_events(draft: Draft) -> bool:
    return any(getattr(clause.condition, "basis", None) is Basis.OCCURRENCES for clause in draft.clauses)


def _place(cursor: Cursor, draft: Draft) -> Condition | None:
    """A bare 4-6 behind 1-3名."""
    return take_rank(cursor, known=True) if cursor.comes(_NUMBER) and speaks_of_places(draft) else None


_NUMBER = any_of(Kind.NUMBER)


def take_context(cursor: Cursor, draft: Draft) -> bool:
    """context = words without numbers and points: 根据统计报表核算, 查看上一年资料, (以每月为一个周期)."""
    start = cursor.index
    if _restated_target(cursor) or _source_that_counts(cursor):
        draft.contexts.append(Context("", frozenset(), cursor.span_from(start)))
        return True
    kinds = set()
    while (token := cursor.peek()) is not None and token.kind in _NEUTRAL:
        kinds.add(token.kind)
        cursor.take(token.kind)
    if kinds <= {Kind.NOT, Kind.PARTICLE, Kind.LINK}:
        return False  # nothing, or a negation that has lost what it denies
    text = "".join(token.text for token in cursor.tokens[start : cursor.index])
    draft.contexts.append(Context(text, frozenset(kinds), cursor.span_from(start)))
    return True


def _source_that_counts(cursor: Cursor) -> bool:
    """以统计入库数为准: whose number is meant."""
    if not cursor.comes(_STANDARD):
        return False
    start = cursor.index
    words = cursor.run_of(Kind.TEXT, Kind.ACT, Kind.IN_YEAR, Kind.RATE, Kind.LINK)
    if (
        words.startswith("以")
        and cursor.take(Kind.STANDARD)
        and (cursor.sees(Kind.SEPARATOR) or cursor.sees(Kind.COLON))
    ):
        return True
    cursor.index = start
    return False


def _restated_target(cursor: Cursor) -> bool:
    """未达到目标的，每…: the step that follows says the same with its number."""
    if not cursor.comes(_EACH):
        return False
    start = cursor.index
    condition = parse_condition(cursor)
    if isinstance(condition, TargetMissed | TargetMet) and condition.reference is None:
        cursor.take(Kind.PARTICLE)
        if cursor.sees(Kind.SEPARATOR, Kind.EACH):
            return True
    cursor.index = start
    return False


_EACH, _STANDARD = any_of(Kind.EACH), any_of(Kind.STANDARD)


def take_said_anyway(cursor: Cursor, draft: Draft) -> bool:
    """SAID_ANYWAY: 缺项不得相应分 says nothing that the points of each thing do not."""
    token = cursor.take(Kind.SAID_ANYWAY)
    if token is None or not draft.clauses:
        return False
    of_several = HIGHEST.fullmatch(token.text) and not token.text.startswith("同")
    counted = any(isinstance(clause.award, DeductPer | AddPer) for clause in draft.clauses)
    return not (of_several and counted)  # 省级每次加2分，市级每次加1分，按最高计分: which of several, it does change
