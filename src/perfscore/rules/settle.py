"""What clauses of one sentence owe to each other: the basis of a step, the direction of a bare number."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.quantity import Comparator, Dimension, Interval, Quantity
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
    Interpolated,
    NoMarks,
    NotDone,
    PerStep,
    ProRata,
    Says,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.rules.bounds import named_number
from perfscore.rules.coherence import is_beside_numbers
from perfscore.rules.deadlines import settle_delays
from perfscore.rules.format import format_condition
from perfscore.rules.holes import without_holes
from perfscore.rules.lexicon import names_a_target
from perfscore.rules.own_number import done_is_met, own_growth
from perfscore.rules.worded import settle_words
from perfscore.values.ordinals import is_a_side, is_the_best
from perfscore.values.units import PERCENT

_HUNDRED = Decimal(100)
_CARRIED = (*GROWTHS, Basis.BUDGET_RATE, Basis.RANK)


def settle(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Give every step the basis that the branches speak of, and every bare number the direction of the step.

    “同比提高得满分，每下降1个百分点扣0.2分”: the fall is one against last year. “不超预算得20分，每超出1%扣1分”: it
    is over the budget. “90%得满分，每低1个百分点扣0.1分”: 90 % or more.
    """
    clauses = _nothing_beside_events(_above_is_met(_budget_in_money(_as_amounts(clauses))))
    clauses = settle_delays(settle_words(clauses))
    clauses = done_is_met(own_growth(clauses))
    clauses = without_holes(_in_tiers(_in_shares(_of_target(_own_branch_first(clauses)))))
    if any(isinstance(clause.condition, Says) for clause in clauses) and not is_beside_numbers(clauses):
        return tuple(map(_in_words, clauses))
    basis = _common_basis(clauses)
    sides = frozenset(clause.award.side for clause in clauses if isinstance(clause.award, DeductPer))
    if any(isinstance(clause.award, Interpolated) for clause in clauses):
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
    return [clause.award for clause in clauses if isinstance(clause.award, DeductPer | AddPer)]


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
    given = [points for clause in clauses if (points := _points(clause)) is not None and points > 0]
    return tuple(_met_beyond(clause) if given and _points(clause) == max(given) else clause for clause in clauses)


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
        return clause.model_copy(update={"award": _settle_step(award, basis)})
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
        return clause.model_copy(update={"condition": _directed(condition, sides)})
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
    return met and condition.act == "完成" and condition.qualifier in _OF_ALL and not condition.in_year


def _counts(clauses: tuple[Clause, ...], act: str) -> bool:
    """Tell whether a branch counts by this very verb: 完成30家."""
    measured = [clause.condition for clause in clauses if isinstance(clause.condition, Within | TargetMet)]
    return any(condition.basis is Basis.VALUE and act in condition.subject for condition in measured)


def _directed(condition: TargetMet | TargetMissed, sides: frozenset[Side]) -> Condition:
    """Turn a bare number into a range: the steps show on which side of it points are lost, both: it is met exactly."""
    assert condition.reference is not None
    number, met = condition.reference.value, isinstance(condition, TargetMet)
    if len(sides) > 1:
        if not met:
            return condition
        interval = Interval(low=number, high=number)
    elif Side.BELOW in sides:
        interval = Interval(low=number) if met else Interval(high=number, high_closed=False)
    else:
        interval = Interval(high=number) if met else Interval(low=number, low_closed=False)
    return Within(basis=condition.basis, interval=interval, unit=condition.reference.unit, subject=condition.subject)


_DENIED = re.compile("[不未没]")
_OF_ALL = ("", "全部", "全面", "均", "都", "完全")


def _in_shares(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“全部完成得6分，未完成的按比例扣分”: what is done is the full share, anything else the contrary."""
    basis = _share_basis(clauses)
    return clauses if basis is None else tuple(_in_share(clause, basis) for clause in clauses)


def _share_basis(clauses: tuple[Clause, ...]) -> Basis | None:
    """The basis of 按比例得分, or of tiers in percent (全部完成得6分；完成率90%以上得4分)."""
    awards = [clause.award for clause in clauses if isinstance(clause.award, ProRata)]
    if awards:
        return awards[0].basis
    tiers = [clause.condition for clause in clauses if isinstance(clause.condition, Within)]
    rates = [tier.basis for tier in tiers if tier.unit == PERCENT and tier.basis in _RATES]
    all_done = any(
        isinstance(clause.condition, Done) and clause.condition.qualifier in _OF_ALL[1:] for clause in clauses
    )
    return rates[0] if rates and all_done and len(rates) == len(tiers) else None


_RATES = (Basis.VALUE, Basis.COMPLETION_RATE)


def _in_share(clause: Clause, basis: Basis) -> Clause:
    match clause.condition:
        case Done(qualifier=qualifier, in_year=False) if qualifier in _OF_ALL:
            whole = Within(basis=basis, interval=Interval(low=_HUNDRED), unit=PERCENT)
            return clause.model_copy(update={"condition": whole})
        case Says(text=text) if (
            text.startswith(("全部", "所有")) and not _DENIED.search(text) and not isinstance(clause.award, NoMarks)
        ):
            whole = Within(basis=basis, interval=Interval(low=_HUNDRED), unit=PERCENT)
            return clause.model_copy(update={"condition": whole})
        case NotDone(qualifier=qualifier, in_year=False) if qualifier in _OF_ALL:
            return clause.model_copy(update={"condition": Always()})
        case _:
            return clause


def _in_tiers(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“90%得9分，80%得8分” and “100%得5分，90-100%得3分”: among tiers a bare number is the end that the points show."""
    if any(isinstance(clause.award, DeductPer) for clause in clauses):
        return clauses
    tiers = [
        (edge, points) for clause in clauses if (edge := _edge(clause)) and (points := _points(clause)) is not None
    ]
    bare = any(isinstance(clause.condition, TargetMet) for clause in clauses)
    if not bare or len(tiers) < 2:  # noqa: PLR2004 - one number is no list
        return clauses
    ordered = [points for _, points in sorted(tiers)]
    if ordered == sorted(set(ordered)):
        return tuple(_directed_tier(clause, Side.BELOW) for clause in clauses)
    if ordered == sorted(set(ordered), reverse=True):
        return tuple(_directed_tier(clause, Side.ABOVE) for clause in clauses)
    return clauses


def _edge(clause: Clause) -> Decimal | None:
    match clause.condition:
        case TargetMet(reference=Quantity(base=base)) if base:
            return base
        case Within(basis=Basis.VALUE | Basis.COMPLETION_RATE, interval=interval, unit=unit):
            ends = [end for end in (interval.low, interval.high) if end is not None]
            return sum(ends, Decimal(0)) / len(ends) * (unit.factor if unit else 1) if ends else None
        case _:
            return None


def _points(clause: Clause) -> Decimal | None:
    match clause.award:
        case FixedPoints(points=points):
            return points
        case FullMarks():
            return Decimal("Infinity")
        case NoMarks():
            return Decimal(0)
        case DeductPoints(points=points):
            return -points
        case _:
            return None


def _directed_tier(clause: Clause, side: Side) -> Clause:
    condition = clause.condition
    if not isinstance(condition, TargetMet) or condition.reference is None:
        return clause
    return clause.model_copy(update={"condition": _directed(condition, frozenset((side,)))})


def _of_target(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“完成目标的95%得9分，完成85%得7分”: once a number is a share of the target, the bare ones behind it are too."""
    conditions = [clause.condition for clause in clauses]
    if not any(getattr(condition, "basis", None) is Basis.COMPLETION_RATE for condition in conditions):
        met = any(condition == TargetMet() for condition in conditions)
        shares = met and any(_names_the_target(condition) and _ends_at_all(condition) for condition in conditions)
        if not shares:
            return clauses
    return tuple(_share_of_target(clause) for clause in clauses)


def _ends_at_all(condition: Condition) -> bool:
    """目标值80%至100%: a share, where 目标值80%以上 alone may be the number itself."""
    return isinstance(condition, Within) and condition.interval.high == _HUNDRED


def _names_the_target(condition: Condition) -> bool:
    """目标值80%至100%, beside 达到目标值: a share of it."""
    percent = isinstance(condition, Within) and condition.unit == PERCENT and condition.basis is Basis.VALUE
    return percent and names_a_target(getattr(condition, "subject", "").removesuffix("的"))


def _share_of_target(clause: Clause) -> Clause:
    condition = clause.condition
    if not isinstance(condition, Within | TargetMet | TargetMissed) or condition.basis is not Basis.VALUE:
        return clause
    if isinstance(condition, TargetMet) and condition.reference is None and condition.comparator is None:
        whole = Interval(low=_HUNDRED)  # 达到目标值 beside 目标的80%: the whole of it
        met = Within(basis=Basis.COMPLETION_RATE, interval=whole, unit=PERCENT, subject=condition.subject)
        return clause.model_copy(update={"condition": met})
    unit = condition.unit if isinstance(condition, Within) else condition.reference and condition.reference.unit
    if unit != PERCENT or not (condition.subject in ("", "完成", "完成率") or names_a_target(condition.subject)):
        return clause
    share = condition.model_copy(update={"basis": Basis.COMPLETION_RATE, "subject": ""})
    return clause.model_copy(update={"condition": share})
