"""What a rule can give: each branch with its points, where nothing and where everything is earned."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfscore.explain.wording import format_points
from perfscore.model.quantity import Quantity
from perfscore.model.rule import (
    AddPer,
    Award,
    Clause,
    DeductPer,
    DeductPoints,
    Discretion,
    FixedPoints,
    FullMarks,
    NoMarks,
    ScoringRule,
)
from perfscore.rules.format import format_condition, format_quantity

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Reach:
    """可得分: the points of every branch in words, and the cases that give nothing and everything."""

    scores: tuple[str, ...]
    zero: tuple[str, ...]
    full: tuple[str, ...]


def reach_of(rule: ScoringRule, maximum: Decimal | None) -> Reach:
    """Return what a rule can give on a row with this maximum, None where the maximum is not known."""
    clauses = tuple(clause for part in (rule.parts or (rule,)) for clause in part.clauses)
    named = [(clause, _points(clause.award, maximum)) for clause in clauses]
    kept = rule.floor is not None and rule.floor.points is not None  # 最多扣4分: the steps end before nothing is left
    steps_end = not kept and not rule.parts
    zero = [
        _when(clause, maximum)
        for clause, points in named
        if points == _ZERO or (steps_end and _ends_at_nothing(clause))
    ]
    full = [_when(clause, maximum) for clause, points in named if points is not None and points == maximum]
    scores = [_score(clause, points) for clause, points in named]
    unique = tuple(dict.fromkeys(scores))
    return Reach(unique, tuple(dict.fromkeys(filter(None, zero))), tuple(dict.fromkeys(filter(None, full))))


def _points(award: Award, maximum: Decimal | None) -> Decimal | None:
    """The one number of points of a branch, None where it is none or not known."""
    match award:
        case FullMarks():
            return maximum
        case NoMarks():
            return _ZERO
        case FixedPoints(points=points, of_full=False):
            return points if maximum is None else min(points, maximum)
        case DeductPoints(points=points, of_full=False):
            return None if maximum is None else max(_ZERO, maximum - points)
        case _:
            return None


def _score(clause: Clause, points: Decimal | None) -> str:
    if points is not None:
        return f"{format_points(points)}分"
    match clause.award:
        case Discretion(low=Decimal() as low, high=Decimal() as high, deducts=deducts):
            return f"由人{'扣' if deducts else '给'}{format_points(low)}—{format_points(high)}分"
        case Discretion():
            return "由人酌情评定"
        case DeductPer(points=lost, per=per):
            return f"每{format_quantity(per)}减{format_points(lost)}分"
        case AddPer(points=added, per=per):
            return f"每{format_quantity(per)}加{format_points(added)}分"
        case _:
            return "按比例"


def _ends_at_nothing(clause: Clause) -> bool:
    return isinstance(clause.award, DeductPer) and not clause.award.of_full and clause.award.points > 0


def _when(clause: Clause, maximum: Decimal | None) -> str:
    """The case in words; of a step, the gap at which nothing is left."""
    if not isinstance(clause.award, DeductPer):
        return format_condition(clause.condition)
    if maximum is None:
        return ""
    gap = (maximum / clause.award.points * clause.award.per.value).quantize(Decimal("0.01"))
    return f"相差{format_quantity(Quantity(value=gap, unit=clause.award.per.unit))}及以上"
