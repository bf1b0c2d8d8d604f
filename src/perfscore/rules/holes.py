"""Tiers that leave a hole of one between them: 90%以上, 80%-89%: what lies in it belongs to the lesser tier."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.quantity import Dimension
from perfscore.model.rule import Basis, Clause, DeductPoints, FixedPoints, FullMarks, NoMarks, Within

_ONE, _HALF = Decimal(1), Decimal("0.5")
_COUNTED = (Dimension.COUNT, Dimension.PLACE)


def without_holes(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Close the holes between tiers in whole percent or points: 89.5% does not reach 90%, so that it is of 80%-89%."""
    tiers = [clause for clause in clauses if _is_tier(clause)]
    if len(tiers) < 2:  # noqa: PLR2004 - one tier has no neighbour
        return clauses
    return tuple(_closed(clause, tiers) if clause in tiers else clause for clause in clauses)


def _is_tier(clause: Clause) -> bool:
    condition = clause.condition
    if not isinstance(condition, Within) or condition.basis not in (Basis.VALUE, Basis.COMPLETION_RATE):
        return False
    counted = condition.unit is not None and condition.unit.dimension in _COUNTED
    return not counted and _points(clause) is not None


def _points(clause: Clause) -> Decimal | None:
    match clause.award:
        case FullMarks():
            return Decimal("Infinity")
        case FixedPoints(points=points):
            return points
        case NoMarks():
            return Decimal("-Infinity")
        case DeductPoints(points=points):
            return -points
    return None


def _closed(clause: Clause, tiers: list[Clause]) -> Clause:
    """Stretch a lesser tier to the beginning of the better one next to it."""
    condition = clause.condition
    assert isinstance(condition, Within)
    interval = condition.interval
    changes: dict[str, object] = {}
    for other in tiers:
        if not isinstance(other.condition, Within) or not _gives_more(other, clause):
            continue
        beside = other.condition.interval
        if interval.high_closed and beside.low_closed and _next(interval.high, beside.low, tiers):
            changes |= {"high": beside.low, "high_closed": False}
        if interval.low_closed and beside.high_closed and _next(beside.high, interval.low, tiers):
            changes |= {"low": beside.high, "low_closed": False}
    if not changes:
        return clause
    stretched = interval.model_copy(update=changes)
    return clause.model_copy(update={"condition": condition.model_copy(update={"interval": stretched})})


def _gives_more(other: Clause, clause: Clause) -> bool:
    one, two = _points(other), _points(clause)
    return one is not None and two is not None and one > two


def _next(one: Decimal | None, other: Decimal | None, tiers: list[Clause]) -> bool:
    """Tell whether only one lies between two ends, and no tier speaks of what lies there: 55%-56% does."""
    if one is None or other is None or one != int(one) or other - one != _ONE:
        return False
    conditions = (tier.condition for tier in tiers)
    return not any(isinstance(own, Within) and own.interval.contains(one + _HALF) for own in conditions)
