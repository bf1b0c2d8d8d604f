"""What clauses of one sentence owe to each other: the basis of a step, the direction of a bare number."""

from __future__ import annotations

from perfscore.model.quantity import Interval
from perfscore.model.rule import (
    AddPer,
    Always,
    Basis,
    Clause,
    Condition,
    DeductPer,
    Done,
    FixedPoints,
    GradeAtLeast,
    GradeIs,
    Interpolated,
    NotDone,
    PerStep,
    Says,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.rules.format import format_condition

_CARRIED = (Basis.GROWTH, Basis.BUDGET_RATE, Basis.RANK)


def settle(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Give every step the basis that the branches speak of, and every bare number the direction of the step.

    “同比提高得满分，每下降1个百分点扣0.2分”: the fall is one against last year. “不超预算得20分，每超出1%扣1分”: it
    is over the budget. “90%得满分，每低1个百分点扣0.1分”: 90 % or more.
    """
    if any(isinstance(clause.condition, Says) for clause in clauses):
        return tuple(map(_in_words, clauses))
    basis = _common_basis(clauses)
    sides = frozenset(clause.award.side for clause in clauses if isinstance(clause.award, DeductPer))
    if any(isinstance(clause.award, Interpolated) for clause in clauses):
        sides = _rising_side(clauses)
    return tuple(_settle_clause(clause, basis, sides, clauses) for clause in clauses)


def _rising_side(clauses: tuple[Clause, ...]) -> frozenset[Side]:
    """“90%得10分，70%得6分，中间按插值法”: the points fall below the larger number."""
    named = [
        (clause.condition.reference.base, clause.award.points)
        for clause in clauses
        if isinstance(clause.condition, TargetMet)
        and clause.condition.reference is not None
        and isinstance(clause.award, FixedPoints)
    ]
    if len(named) < 2:  # noqa: PLR2004 - one number has no direction
        return frozenset()
    (_, least), (_, most) = min(named), max(named)
    return frozenset((Side.BELOW if most > least else Side.ABOVE,))


def _in_words(clause: Clause) -> Clause:
    """Beside states in words, acts and grades are such states too."""
    if not isinstance(clause.condition, Done | NotDone | GradeIs | GradeAtLeast):
        return clause
    return clause.model_copy(update={"condition": Says(text=format_condition(clause.condition))})


def _common_basis(clauses: tuple[Clause, ...]) -> Basis | None:
    bases = {clause.condition.basis for clause in clauses if isinstance(clause.condition, Within)}
    carried = bases & set(_CARRIED)
    return carried.pop() if len(carried) == 1 and len(bases) == 1 else None


def _settle_clause(clause: Clause, basis: Basis | None, sides: frozenset[Side], clauses: tuple[Clause, ...]) -> Clause:
    award, condition = clause.award, clause.condition
    if isinstance(award, DeductPer | AddPer):
        return clause.model_copy(update={"award": _settle_step(award, basis)})
    if (
        isinstance(condition, NotDone)
        and not (condition.subject or condition.matter)
        and _counts(clauses, condition.act)
    ):
        # “完成30家得10分，未完成不得分”: short of the number, not left undone.
        return clause.model_copy(update={"condition": Always()})
    if isinstance(condition, TargetMet | TargetMissed) and condition.reference is not None and sides:
        return clause.model_copy(update={"condition": _directed(condition, sides)})
    return clause


def _settle_step(award: PerStep, basis: Basis | None) -> PerStep:
    """A step without a basis of its own takes that of the branches; a place that falls is a worse one."""
    if award.basis is not Basis.VALUE or basis is None:
        return award
    side = Side.ABOVE if basis is Basis.RANK and isinstance(award, DeductPer) else award.side
    return award.model_copy(update={"basis": basis, "side": side})


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
