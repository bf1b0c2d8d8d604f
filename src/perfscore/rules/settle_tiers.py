"""What tiers and shares of the target owe to each other: 90%得9分，80%得8分; 完成目标的95%; clauses to clauses."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.quantity import Interval, Quantity
from perfscore.model.rule import (
    Always,
    Basis,
    Clause,
    Condition,
    DeductPer,
    DeductPoints,
    Done,
    FixedPoints,
    FullMarks,
    NoMarks,
    NotDone,
    ProRata,
    Says,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.rules.lexicon import names_a_target
from perfscore.rules.own_number import OF_ALL
from perfscore.values.units import PERCENT

_HUNDRED = Decimal(100)
_OWN_TARGET = TargetMet()


def directed(condition: TargetMet | TargetMissed, sides: frozenset[Side]) -> Condition:
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


def in_shares(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
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
        isinstance(clause.condition, Done) and clause.condition.qualifier in OF_ALL[1:] for clause in clauses
    )
    return rates[0] if rates and all_done and len(rates) == len(tiers) else None


_RATES = (Basis.VALUE, Basis.COMPLETION_RATE)


def _in_share(clause: Clause, basis: Basis) -> Clause:
    match clause.condition:
        case Done(qualifier=qualifier, in_year=False) if qualifier in OF_ALL:
            whole = Within(basis=basis, interval=Interval(low=_HUNDRED), unit=PERCENT)
            return clause.model_copy(update={"condition": whole})
        case Says(text=text) if (
            text.startswith(("全部", "所有")) and not _DENIED.search(text) and not isinstance(clause.award, NoMarks)
        ):
            whole = Within(basis=basis, interval=Interval(low=_HUNDRED), unit=PERCENT)
            return clause.model_copy(update={"condition": whole})
        case NotDone(qualifier=qualifier, in_year=False) if qualifier in OF_ALL:
            return clause.model_copy(update={"condition": Always()})
        case _:
            return clause


def in_tiers(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“90%得9分，80%得8分” and “100%得5分，90-100%得3分”: among tiers a bare number is the end that the points show."""
    if any(isinstance(clause.award, DeductPer) for clause in clauses):
        return clauses
    tiers = [
        (edge, points) for clause in clauses if (edge := _edge(clause)) and (points := named_points(clause)) is not None
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


def named_points(clause: Clause) -> Decimal | None:
    """Return what a clause gives, as a number to compare with others; what it takes is less than nothing."""
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
    return clause.model_copy(update={"condition": directed(condition, frozenset((side,)))})


def of_target(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“完成目标的95%得9分，完成85%得7分”: once a number is a share of the target, the bare ones behind it are too."""
    conditions = [clause.condition for clause in clauses]
    if not any(vars(condition).get("basis") is Basis.COMPLETION_RATE for condition in conditions):
        met = any(condition == _OWN_TARGET for condition in conditions)
        shares = met and any(_names_the_target(condition) and _ends_at_all(condition) for condition in conditions)
        if not shares:
            return clauses
    return tuple(_shareof_target(clause) for clause in clauses)


def _ends_at_all(condition: Condition) -> bool:
    """目标值80%至100%: a share, where 目标值80%以上 alone may be the number itself."""
    return isinstance(condition, Within) and condition.interval.high == _HUNDRED


def _names_the_target(condition: Condition) -> bool:
    """目标值80%至100%, beside 达到目标值: a share of it."""
    percent = isinstance(condition, Within) and condition.unit == PERCENT and condition.basis is Basis.VALUE
    return percent and names_a_target(getattr(condition, "subject", "").removesuffix("的"))


def _shareof_target(clause: Clause) -> Clause:
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
