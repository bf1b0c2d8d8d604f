"""What clauses of one sentence owe to each other: the basis of a step, the direction of a bare number."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from perfscore.model.quantity import Comparator, Dimension, Interval
from perfscore.model.rule import (
    GROWTHS,
    AddPer,
    Always,
    Basis,
    Clause,
    Condition,
    DeductPer,
    DeductPoints,
    Done,
    FixedPoints,
    FullMarks,
    GradeAtLeast,
    GradeIs,
    NoMarks,
    NotDone,
    PerStep,
    Says,
    Side,
    TargetMet,
    TargetMissed,
    Within,
    steps_of,
)
from perfscore.rules.additions import without_idle_additions
from perfscore.rules.bounds import named_number
from perfscore.rules.carried import carried
from perfscore.rules.clause_facts import SEVERAL, STEPS, facts_of, kinds, within
from perfscore.rules.deadlines import settle_delays
from perfscore.rules.families import is_beside_numbers
from perfscore.rules.format import format_condition
from perfscore.rules.holes import without_holes
from perfscore.rules.own_number import OF_ALL, done_is_met, own_growth
from perfscore.rules.settle_tiers import directed, in_shares, in_tiers, named_points, of_target
from perfscore.rules.time_allowed import in_time_allowed
from perfscore.rules.worded import settle_words
from perfscore.values.ordinals import is_a_side, is_the_best

_HUNDRED = Decimal(100)
_CARRIED = (*GROWTHS, Basis.BUDGET_RATE, Basis.RANK)


def settle(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Give every step the basis that the branches speak of, and every bare number the direction of the step.

    “同比提高得满分，每下降1个百分点扣0.2分”: the fall is one against last year. “不超预算得20分，每超出1%扣1分”: it
    is over the budget. “90%得满分，每低1个百分点扣0.1分”: 90 % or more.
    """
    clauses = without_idle_additions(clauses)
    facts, place = facts_of(clauses), 0
    while (coming := _next_change(facts, place)) is not None:
        place, change = coming
        clauses = change(clauses)
        facts = facts_of(clauses)
    if facts & _SAYS and not is_beside_numbers(clauses):
        return tuple(map(_in_words, clauses))
    if not facts & _UNSETTLED:
        return clauses
    basis = _common_basis(clauses) if facts & STEPS else None
    sides = frozenset(award.side for _, award in steps_of(clauses) if isinstance(award, DeductPer))
    if facts & _LINES:
        sides = _rising_side(clauses)
    return tuple(_settle_clause(clause, basis, sides, clauses) for clause in clauses)


def _as_amounts(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“引进5个项目得10分，每少1个扣2分”: what is done is a number to reach."""
    steps = _steps(clauses)
    units = [step.per.unit for step in steps]
    counted = all(unit is not None and unit.dimension is Dimension.COUNT for unit in units)
    short = any(step.side is Side.BELOW and isinstance(step, DeductPer) for step in steps)
    if not short or not counted or any(step.basis is not Basis.VALUE for step in steps):
        return clauses
    return tuple(_as_amount(clause) for clause in clauses)


def _as_amount(clause: Clause) -> Clause:
    if not isinstance(clause.award, FixedPoints | FullMarks):
        return clause
    match clause.condition:
        case Within(basis=Basis.OCCURRENCES, interval=interval) if interval.low:
            return clause.model_copy(update={"condition": clause.condition.model_copy(update={"basis": Basis.VALUE})})
        case _:
            return clause


def _budget_in_money(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“不超预算得10分，每超支1万元扣0.5分”: the budget is the number of the row, and no percentage is asked."""
    money = [step.per.unit for step in _steps(clauses) if step.basis in (Basis.VALUE, Basis.BUDGET_RATE)]
    if not money or any(unit is None or unit.dimension is not Dimension.MONEY for unit in money):
        return clauses
    return tuple(_within_budget(clause) for clause in clauses)


def _steps(clauses: tuple[Clause, ...]) -> list[PerStep]:
    return [award for _, award in steps_of(clauses)]


def _within_budget(clause: Clause) -> Clause:
    condition = clause.condition
    if not isinstance(condition, Within) or condition.basis is not Basis.BUDGET_RATE:
        return clause
    kind = TargetMet if condition.interval.low is None else TargetMissed
    return clause.model_copy(update={"condition": kind(subject=condition.subject, comparator=Comparator.AT_MOST)})


_NO_EVENT = re.compile(r"^[^,;、]{0,12}?(?:无|没有|未发生|未出现)(?P<what>[^不未无没,;、]{2,20})$")


def _nothing_beside_events(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """无疫情得2分，发生疫情的不得分: beside what happens, 无疫情 is that it did not happen."""
    events = [
        clause.condition.subject
        for clause in clauses
        if isinstance(clause.condition, Within) and clause.condition.basis is Basis.OCCURRENCES
    ]
    return tuple(_as_nothing(clause, events) for clause in clauses) if any(events) else clauses


def _as_nothing(clause: Clause, events: list[str]) -> Clause:
    said = _NO_EVENT.match(clause.condition.text) if isinstance(clause.condition, Says) else None
    if said is None or not isinstance(clause.award, FixedPoints | FullMarks) or said["what"] not in events:
        return clause
    none = Interval(low=Decimal(0), high=Decimal(0))
    return clause.model_copy(update={"condition": Within(basis=Basis.OCCURRENCES, interval=none)})


def _above_is_met(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """高于平均水平得5分，等于平均水平得4分: what earns the most is what is asked, not what is missed."""
    given = [points for clause in clauses if (points := named_points(clause)) is not None and points > 0]
    return tuple(_met_beyond(clause) if given and named_points(clause) == max(given) else clause for clause in clauses)


def _met_beyond(clause: Clause) -> Clause:
    condition = clause.condition
    if not isinstance(condition, TargetMissed) or condition.comparator is None or condition.reference is not None:
        return clause
    beyond = Comparator.MORE if condition.comparator is Comparator.AT_MOST else Comparator.LESS
    met = TargetMet(basis=condition.basis, subject=condition.subject, comparator=beyond)
    return clause.model_copy(update={"condition": met})


def _rising_side(clauses: tuple[Clause, ...]) -> frozenset[Side]:
    """“90%得10分，70%得6分，中间按插值法”: the points fall below the larger number."""
    named = [
        (number, clause.award.points)
        for clause in clauses
        if isinstance(clause.award, FixedPoints) and (number := named_number(clause.condition)) is not None
    ]
    if len(named) < 2:  # noqa: PLR2004 - one number has no direction
        return frozenset()
    (_, least), (_, most) = min(named), max(named)
    return frozenset((Side.BELOW if most > least else Side.ABOVE,))


def _own_branch_first(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """三星得6分，三星以下不得分: what has a branch of its own is not meant by 以下."""
    named = [clause.condition.grades for clause in clauses if isinstance(clause.condition, GradeIs)]
    own = {grades[0] for grades in named if len(grades) == 1}
    best = {grade for grades in named if is_the_best(grades) for grade in grades}
    return tuple(_without_grades(clause, own if _is_best(clause) else own | best) for clause in clauses)


def _is_best(clause: Clause) -> bool:
    return isinstance(clause.condition, GradeIs) and is_the_best(clause.condition.grades)


def _without_grades(clause: Clause, own: set[str]) -> Clause:
    condition = clause.condition
    if not isinstance(condition, GradeIs) or len(condition.grades) == 1 or not own & set(condition.grades):
        return clause
    if not is_a_side(condition.grades):
        return clause
    left = tuple(grade for grade in condition.grades if grade not in own)
    return clause.model_copy(update={"condition": condition.model_copy(update={"grades": left})}) if left else clause


def _in_words(clause: Clause) -> Clause:
    """Beside states in words, acts and grades are such states too."""
    if not isinstance(clause.condition, Done | NotDone | GradeIs | GradeAtLeast):
        return clause
    return clause.model_copy(update={"condition": Says(text=format_condition(clause.condition))})


def _common_basis(clauses: tuple[Clause, ...]) -> Basis | None:
    bases = {clause.condition.basis for clause in clauses if isinstance(clause.condition, Within)}
    if bases & set(GROWTHS):
        bases.discard(Basis.OCCURRENCES)  # 当月零发案得8分 beside 环比
    if not bases:  # 同比每增长1%加1分，每下降1%扣1分
        bases = {step.basis for step in _steps(clauses) if step.basis in GROWTHS}
    carried = bases & set(_CARRIED)
    return carried.pop() if len(carried) == 1 and len(bases) == 1 else None


def _settle_clause(clause: Clause, basis: Basis | None, sides: frozenset[Side], clauses: tuple[Clause, ...]) -> Clause:
    award, condition = clause.award, clause.condition
    if isinstance(award, DeductPer | AddPer):
        settled = _settle_step(award, basis)
        return clause if settled is award else clause.model_copy(update={"award": settled})
    if (
        isinstance(condition, NotDone)
        and not (condition.subject or condition.matter)
        and (_counts(clauses, condition.act) or _is_target_missed(clauses, condition))
    ):
        # “完成30家得10分，未完成不得分”, “完成任务得10分，未完成不得分”: short of the number, not left undone.
        return clause.model_copy(update={"condition": Always()})
    if isinstance(condition, TargetMet | TargetMissed) and condition.reference is not None and sides:
        if isinstance(condition, TargetMet) and isinstance(award, NoMarks | DeductPoints):
            return clause.model_copy(update={"condition": _worst(condition, award, sides)})
        return clause.model_copy(update={"condition": directed(condition, sides)})
    return clause


def _worst(condition: TargetMet, award: NoMarks | DeductPoints, sides: frozenset[Side]) -> Condition:
    """“每低1%扣1分，60%不得分”: nothing is left at this number and beyond it, where points are lost anyway."""
    if len(sides) > 1 or isinstance(award, DeductPoints) or condition.reference is None:
        return condition
    number = condition.reference.value
    beyond = Interval(high=number) if Side.BELOW in sides else Interval(low=number)
    unit = condition.reference.unit
    return Within(basis=condition.basis, interval=beyond, unit=unit, subject=condition.subject)


_OF_A_PLACE = {Side.ABOVE: Side.BELOW, Side.BELOW: Side.ABOVE}
"""A larger number of a place is a fall in rank."""


def _settle_step(award: PerStep, basis: Basis | None) -> PerStep:
    """A step without a basis of its own takes that of the branches; a place that falls is a worse one."""
    if award.basis is Basis.RANK and basis in GROWTHS:
        return award.model_copy(update={"basis": basis, "side": _OF_A_PLACE[award.side]})
    if award.basis is not Basis.VALUE or basis is None:
        return award
    side = Side.ABOVE if basis is Basis.RANK and isinstance(award, DeductPer) else award.side
    return award.model_copy(update={"basis": basis, "side": side})


def _is_target_missed(clauses: tuple[Clause, ...], condition: NotDone) -> bool:
    """Tell whether 未完成 says the contrary of a branch about the row's own target."""
    met = any(isinstance(clause.condition, TargetMet) and clause.condition.reference is None for clause in clauses)
    return met and condition.act == "完成" and condition.qualifier in OF_ALL and not condition.in_year


def _counts(clauses: tuple[Clause, ...], act: str) -> bool:
    """Tell whether a branch counts by this very verb: 完成30家."""
    measured = [clause.condition for clause in clauses if isinstance(clause.condition, Within | TargetMet)]
    return any(condition.basis is Basis.VALUE and act in condition.subject for condition in measured)


_Change = Callable[[tuple[Clause, ...]], tuple[Clause, ...]]
_SAYS, _WITHIN, _DEDUCTS, _LINES = kinds("says"), kinds("within"), kinds("deduct_per"), kinds("interpolated")
_EVENTS = within(Basis.OCCURRENCES)
_UNSETTLED = STEPS | kinds("target_met", "target_missed", "not_done")
_CHANGES: tuple[tuple[_Change, tuple[int, ...]], ...] = (
    (_as_amounts, (_DEDUCTS, _EVENTS)),
    (_budget_in_money, (STEPS, within(Basis.BUDGET_RATE))),
    (_above_is_met, (kinds("target_missed"),)),
    (_nothing_beside_events, (_SAYS, _EVENTS)),
    (settle_words, (SEVERAL, kinds("says", "done", "not_done"))),
    (carried, (SEVERAL, _WITHIN)),
    (in_time_allowed, (SEVERAL, STEPS, kinds("within", "target_met"))),
    (settle_delays, (kinds("in_time", "done", "not_done", "says") | within(Basis.DELAY),)),
    (own_growth, (SEVERAL, within(Basis.GROWTH))),
    (done_is_met, (_DEDUCTS, kinds("done"))),
    (_own_branch_first, (SEVERAL, kinds("grade_is"))),
    (of_target, (SEVERAL, kinds("within", "target_met", "target_missed"))),
    (in_shares, (kinds("pro_rata", "within"), kinds("done", "not_done", "says"))),
    (in_tiers, (SEVERAL, kinds("target_met"))),
    (without_holes, (SEVERAL, within(Basis.VALUE, Basis.COMPLETION_RATE))),
)
"""In their order, each with what there has to be among the clauses for it to change any."""


@lru_cache(maxsize=4096)
def _next_change(facts: int, begin: int) -> tuple[int, _Change] | None:
    """Return the next change that may change anything, and the place behind it."""
    for place, (change, needs) in enumerate(_CHANGES[begin:], begin + 1):
        if all(facts & need for need in needs):
            return place, change
    return None
