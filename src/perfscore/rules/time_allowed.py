"""Steps of lateness beside a time that is allowed: 批复后20日内公开得6分，每逾期1天扣1分; clauses to clauses."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.quantity import Dimension, Interval, Unit
from perfscore.model.rule import Basis, Clause, DeductPer, FixedPoints, FullMarks, Side, TargetMet, Within


def in_time_allowed(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Count from the time allowed, where the sentence names one as a number: 逾期2天 of 20日 are 22日.

    “20日内公开得6分，每逾期1天扣1分，超期5天以上不得分”: what is late lies beyond the twentieth day.
    """
    if any(_is_late(clause) for clause in clauses):
        clauses = tuple(map(_bounded, clauses))
    allowed = next((clause.condition for clause in clauses if _allows(clause)), None)
    if not isinstance(allowed, Within) or allowed.interval.high is None:
        return clauses
    return tuple(_counted(clause, allowed, allowed.interval.high) for clause in clauses)


def _is_time(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension is Dimension.TIME


def _is_late(clause: Clause) -> bool:
    award = clause.award
    timed = isinstance(award, DeductPer) and _is_time(award.per.unit) and not award.matter
    return timed and isinstance(award, DeductPer) and award.basis in (Basis.OCCURRENCES, Basis.DELAY)


def _bounded(clause: Clause) -> Clause:
    """合同工期180天: so long and no longer, where every day beyond costs points."""
    condition = clause.condition
    if not isinstance(condition, TargetMet) or condition.reference is None or condition.comparator is not None:
        return clause
    if not _is_time(condition.reference.unit) or not isinstance(clause.award, FixedPoints | FullMarks):
        return clause
    no_longer = Interval(high=condition.reference.value)
    unit = condition.reference.unit
    allowed = Within(basis=condition.basis, interval=no_longer, unit=unit, subject=condition.subject)
    return clause.model_copy(update={"condition": allowed})


def _allows(clause: Clause) -> bool:
    condition = clause.condition
    if not isinstance(condition, Within) or not isinstance(clause.award, FixedPoints | FullMarks):
        return False
    bounded = condition.interval.low is None and condition.interval.high is not None
    return condition.basis is Basis.VALUE and bounded and _is_time(condition.unit)


def _counted(clause: Clause, allowed: Within, high: Decimal) -> Clause:
    award, condition = clause.award, clause.condition
    if isinstance(award, DeductPer):
        turned = {"basis": Basis.VALUE, "side": Side.ABOVE}
        return clause.model_copy(update={"award": award.model_copy(update=turned)}) if _is_late(clause) else clause
    if not isinstance(condition, Within) or condition.basis is not Basis.DELAY or condition.unit is None:
        return clause
    factor = Decimal(condition.unit.factor) / (allowed.unit.factor if allowed.unit else 1)
    interval = _behind(condition.interval, high, factor)
    moved = condition.model_copy(update={"basis": Basis.VALUE, "interval": interval, "unit": allowed.unit})
    return clause.model_copy(update={"condition": moved})


def _behind(interval: Interval, high: Decimal, factor: Decimal) -> Interval:
    ends = {name: end for name in ("low", "high") if (end := getattr(interval, name)) is not None}
    return interval.model_copy(update={name: high + end * factor for name, end in ends.items()})
