"""Whether a number at which nothing is left is one of the row or a distance: 每超1天扣0.5分，超过10天不得分."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.quantity import Quantity
from perfscore.model.rule import Basis, Clause, DeductPer, NoMarks, Side, Within
from perfscore.model.score import Status
from perfscore.scoring.gaps import Gap
from perfscore.scoring.outcome import Unscorable
from perfscore.values.units import is_ratio

_POINTS_OF_PERCENT = ("个百分点", "百分点")
_A_SHARE = Decimal(5)
"""低于5% beside 90%: no bound lies at so small a share of what is asked."""


def check_last_bound(branches: list[Clause], gaps: list[tuple[Clause, Gap]], full: Decimal) -> None:
    """Hold the numbers beyond which nothing is left against the steps that lead there.

    Args:
        branches: what holds of the actual.
        gaps: the steps that count for it, each with how far the actual lies from where they begin.
        full: the points from which the steps take.

    Raises:
        Unscorable: the number may be the distance as well (超过5天 beside 2天), or can be nothing else.
    """
    for clause, gap in gaps:
        step = clause.award
        if isinstance(step, DeductPer) and step.basis is Basis.VALUE:
            for branch in branches:
                _check_one(branch, step, gap, full)


def check_distant_bounds(clauses: tuple[Clause, ...], edge: Quantity | None) -> None:
    """Refuse 低于5个百分点不得分 beside a step from 90%: read as a number of the row it would never be reached."""
    if not any(isinstance(one.award, DeductPer) and one.award.basis is Basis.VALUE for one in clauses):
        return
    for clause in clauses:
        condition = clause.condition
        if not isinstance(clause.award, NoMarks) or not isinstance(condition, Within) or condition.unit is None:
            continue
        high = condition.interval.high
        if (
            condition.basis is not Basis.VALUE
            or condition.interval.low is not None
            or not high
            or high < 0
            or edge is None
        ):
            continue  # 负增长 is no distance
        points = condition.unit.symbol in _POINTS_OF_PERCENT
        if is_ratio(condition.unit) and (points or high * condition.unit.factor * _A_SHARE < edge.base):
            _refuse(clause)


def _check_one(branch: Clause, step: DeductPer, gap: Gap, full: Decimal) -> None:
    condition = branch.condition
    if not isinstance(branch.award, NoMarks) or not isinstance(condition, Within) or condition.basis is not Basis.VALUE:
        return
    interval = condition.in_base_units
    if interval.contains(gap.reference.base):
        _refuse(branch)  # 超过10天不得分 beside 30天: nobody would get a point
    bound = interval.low if step.side is Side.ABOVE else None
    if bound is None or condition.subject or step.of_full or gap.size > bound:
        return
    if bound / step.per.base * step.points < full:
        _refuse(branch)


def _refuse(clause: Clause) -> None:
    message = "不能确定这个数是实际完成值，还是与指标值的差距"
    raise Unscorable(Status.NEEDS_REVIEW, "S309", message, clause.span)
