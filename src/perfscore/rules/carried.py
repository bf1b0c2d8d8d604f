"""What a clause takes over from the one before: 逾期3天以内扣0.5分，3-5天扣1分; clauses to clauses."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.quantity import Dimension, Unit
from perfscore.model.rule import (
    GROWTHS,
    AddPer,
    Always,
    Basis,
    Clause,
    DeductPer,
    DeductPoints,
    NoMarks,
    ScoringRule,
    Side,
    Within,
)
from perfscore.rules.growth import mirrored
from perfscore.values.units import comparable, is_ratio

_DIMENSIONS = {
    Basis.DELAY: Dimension.TIME,
    Basis.OCCURRENCES: Dimension.COUNT,
}


def carried(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Give a bare range the basis of the lateness or the events that the clause before it counts in the same unit.

    “发生1-2起得3分，3-5起得1分”: what was counted before is counted still.
    """
    found: list[Clause] = []
    for clause in clauses:
        change = _change_before(found, clause)
        basis = _basis_before(found[-1], clause) if found else None
        if change is not None:
            found.append(change)
        elif basis is None:
            found.append(clause)
        else:
            found.append(clause.model_copy(update={"condition": _with_basis(clause, basis)}))
    return _both_ways(tuple(found))


def _change_before(found: list[Clause], clause: Clause) -> Clause | None:
    """“同比增长10%以上得5分，5%-10%得3分，5%以下不得分”: a growth as the one before, a fall as the fall before."""
    changes = [one.condition for one in found if isinstance(one.condition, Within) and one.condition.basis in GROWTHS]
    condition = clause.condition
    if not changes or not isinstance(condition, Within) or condition.subject or condition.basis is not Basis.VALUE:
        return None
    if not is_ratio(condition.unit) or not is_ratio(changes[0].unit) or isinstance(clause.award, DeductPer | AddPer):
        return None
    low, high = condition.interval.low, condition.interval.high
    first = changes[0].interval
    falls = first.high is not None and first.high < 0
    if low is None or high is None:
        least = min((_least(one, falls=falls) for one in changes), default=None)
        rest = low is None and isinstance(clause.award, NoMarks) and high == least
        return clause.model_copy(update={"condition": Always()}) if rest else None
    interval = mirrored(condition.interval) if falls else condition.interval
    moved = condition.model_copy(update={"basis": changes[0].basis, "interval": interval})
    return clause.model_copy(update={"condition": moved})


def _least(change: Within, *, falls: bool) -> Decimal:
    """Where the range of a rise or a fall begins."""
    end = change.interval.high if falls else change.interval.low
    return abs(end) if end is not None else Decimal(-1)


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
    """More than 3 of what is counted are 4 at least."""
    assert isinstance(clause.condition, Within)
    interval = clause.condition.interval
    if basis is Basis.OCCURRENCES and interval.low is not None and not interval.low_closed:
        interval = interval.model_copy(update={"low": interval.low + 1, "low_closed": True})
    return clause.condition.model_copy(update={"basis": basis, "interval": interval})


def _basis_before(before: Clause, clause: Clause) -> Basis | None:
    condition, first = clause.condition, before.condition
    if isinstance(clause.award, DeductPer | AddPer) or not isinstance(condition, Within) or condition.subject:
        return None
    if isinstance(before.award, DeductPer):
        return _basis_of_step(before, condition)
    if condition.basis is not Basis.VALUE or not isinstance(first, Within) or first.basis not in _DIMENSIONS:
        return None
    one, other = first.unit, condition.unit
    return first.basis if _alike(one, other, _DIMENSIONS[first.basis]) else None


def _basis_of_step(before: Clause, condition: Within) -> Basis | None:
    """每逾期1天扣1分，超过10天不得分: ten of the days that cost a point each."""
    step = before.award
    assert isinstance(step, DeductPer)
    own, unit = step.per.unit, condition.unit
    counted = step.basis is Basis.OCCURRENCES and condition.basis is Basis.VALUE and condition.interval.low is not None
    if not counted or own is None or unit is None or not comparable(own, unit):
        return None
    return Basis.DELAY if unit.dimension is Dimension.TIME else Basis.OCCURRENCES


def _alike(one: Unit | None, other: Unit | None, dimension: Dimension) -> bool:
    return one is not None and other is not None and comparable(one, other) and one.dimension is dimension


def goes_on_with_a_number(before: ScoringRule, rule: ScoringRule) -> bool:
    """Tell whether a part is only a number beyond that of the step before it: 每逾期1天扣1分，超过10天不得分.

    Apart from that step it says nothing, and to leave it out would give points for what costs all of them.
    """
    units = [step.per.unit for _, step in before.steps]
    return bool(units) and all(_costs_beyond_a_bare_number(clause, units) for clause in rule.clauses)


def _costs_beyond_a_bare_number(clause: Clause, units: list[Unit | None]) -> bool:
    condition = clause.condition
    bare = isinstance(condition, Within) and condition.basis is Basis.VALUE and not condition.subject
    if not bare or not isinstance(condition, Within) or not isinstance(clause.award, NoMarks | DeductPoints):
        return False
    return any(unit is not None and condition.unit is not None and comparable(unit, condition.unit) for unit in units)
