"""Rows to project: the sum of the points shown, 预算执行率, 总分 and 等级."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfscore.model.profile import Profile
from perfscore.model.score import ProjectScore, Score, Status
from perfscore.numbers.rounding import round_points

_ZERO, _ONE = Decimal(0), Decimal(1)


def score_project(
    scores: Sequence[Score],
    weights: Sequence[Decimal | None],
    budget: Decimal | None,
    executed: Decimal | None,
    profile: Profile,
) -> ProjectScore:
    """Add up a project.

    Args:
        scores: one for each scored row.
        weights: 分值 of the same rows, None where unknown.
        budget: 全年预算数.
        executed: 全年执行数, in the same unit of money.
        profile: the weights that 预算执行率 may have, and the grades.

    Returns:
        The project's score; total and grade only once nothing is open.
    """
    points = sum((score.points for score in scores if score.points is not None), _ZERO)
    weight = sum((known for known in weights if known is not None), _ZERO)
    counted = sum(
        (known for score, known in zip(scores, weights, strict=True) if known is not None and score.points is not None),
        _ZERO,
    )
    open_rows = sum(score.points is None for score in scores)
    unsettled = sum(score.status is Status.PROVISIONAL for score in scores)
    execution_weight = _execution_weight(weight, weights, profile)
    missing = _missing_money(budget, executed) if execution_weight else ()
    execution = None if missing or not execution_weight else execution_points(budget, executed, execution_weight)
    settled = bool(scores) and open_rows == 0 and unsettled == 0 and not missing and execution_weight is not None
    total = points + (execution or _ZERO) if settled else None
    return ProjectScore(
        points=points,
        weight=weight,
        counted_weight=counted,
        execution_weight=execution_weight,
        execution_points=execution,
        total=total,
        grade=None if total is None else grade_of(total, profile),
        open_rows=open_rows,
        unsettled_rows=unsettled,
        missing_money=missing,
    )


def _execution_weight(weight: Decimal, weights: Sequence[Decimal | None], profile: Profile) -> Decimal | None:
    """What 预算执行率 carries: the rest to 100 if the profile knows such a weight; None where they do not fit."""
    rest = profile.full_total - weight
    if any(known is None for known in weights):
        return None
    return rest if rest in (_ZERO, *profile.execution_weights) else None


def _missing_money(budget: Decimal | None, executed: Decimal | None) -> tuple[str, ...]:
    missing = ["全年预算数"] if budget is None or budget <= 0 else []
    if executed is None or executed < 0:
        missing.append("全年执行数")
    return tuple(missing)


def execution_points(budget: Decimal | None, executed: Decimal | None, weight: Decimal) -> Decimal | None:
    """Return the points of 预算执行率: weight × 全年执行数 ÷ 全年预算数, never more than the weight."""
    if budget is None or executed is None or budget <= 0:
        return None
    return round_points(weight * min(_ONE, executed / budget))


def grade_of(total: Decimal, profile: Profile) -> str | None:
    """Return the grade of a total."""
    return next((band.name for band in profile.grade_bands if total >= band.from_points), None)
