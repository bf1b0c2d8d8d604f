"""What a clause takes over from the one before: 逾期3天以内扣0.5分，3-5天扣1分; clauses to clauses."""

from __future__ import annotations

from perfscore.model.quantity import Dimension, Unit
from perfscore.model.rule import AddPer, Basis, Clause, DeductPer, Side, Within
from perfscore.values.units import comparable

_DIMENSIONS = {Basis.DELAY: Dimension.TIME, Basis.OCCURRENCES: Dimension.COUNT}


def carried(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Give a bare range the basis of the lateness or the events that the clause before it counts in the same unit.

    “发生1-2起得3分，3-5起得1分”: what was counted before is counted still.
    """
    found: list[Clause] = []
    for clause in clauses:
        basis = _basis_before(found[-1], clause) if found else None
        if basis is None:
            found.append(clause)
        else:
            found.append(clause.model_copy(update={"condition": _with_basis(clause, basis)}))
    return _both_ways(tuple(found))


def _both_ways(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“偏差在±5%以内得满分，每超出1个百分点扣1分”: beyond either end."""
    around = any(isinstance(clause.condition, Within) and _is_around(clause.condition) for clause in clauses)
    steps = [clause for clause in clauses if isinstance(clause.award, DeductPer)]
    if not around or len(steps) != 1 or not isinstance(steps[0].award, DeductPer):
        return clauses
    award = steps[0].award
    if award.side is not Side.ABOVE or award.basis is not Basis.VALUE or award.reference is not None:
        return clauses
    below = steps[0].model_copy(update={"award": award.model_copy(update={"side": Side.BELOW})})
    place = clauses.index(steps[0])
    return (*clauses[:place], below, *clauses[place:])


def _is_around(condition: Within) -> bool:
    low, high = condition.interval.low, condition.interval.high
    return low is not None and high is not None and low == -high and low < 0


def _with_basis(clause: Clause, basis: Basis) -> Within:
    assert isinstance(clause.condition, Within)
    return clause.condition.model_copy(update={"basis": basis})


def _basis_before(before: Clause, clause: Clause) -> Basis | None:
    condition, first = clause.condition, before.condition
    if isinstance(clause.award, DeductPer | AddPer) or not isinstance(condition, Within) or condition.subject:
        return None
    if condition.basis is not Basis.VALUE or not isinstance(first, Within) or first.basis not in _DIMENSIONS:
        return None
    one, other = first.unit, condition.unit
    return first.basis if _alike(one, other, _DIMENSIONS[first.basis]) else None


def _alike(one: Unit | None, other: Unit | None, dimension: Dimension) -> bool:
    return one is not None and other is not None and comparable(one, other) and one.dimension is dimension
