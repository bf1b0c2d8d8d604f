"""Shares: what part of 100 % an actual is, by itself or against 指标值."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.indicator import Actual, Direction, Indicator, Measured
from perfscore.model.quantity import Quantity
from perfscore.model.rule import Basis, ProRata
from perfscore.model.score import Status
from perfscore.scoring.outcome import Unscorable
from perfscore.values.units import comparable, is_ratio

_HUNDRED = Decimal(100)


def share_of(actual: Actual, basis: Basis, indicator: Indicator, edge: Quantity | None = None) -> Decimal:
    """Return the share in percent; ``edge`` is the sentence's own target, where the row names none.

    Raises:
        Unscorable: the actual is no number, the target is missing or 0, or less is better.
    """
    if not isinstance(actual, Measured):
        raise Unscorable(Status.INVALID_ACTUAL, "V201", "需要一个确切的数才能按比例计算")
    if indicator.direction is Direction.LOWER_IS_BETTER:
        raise Unscorable(Status.NEEDS_REVIEW, "S324", "越低越好的指标“按比例”怎样计算，评分标准没有写明")
    if basis is Basis.VALUE:
        if not is_ratio(actual.quantity.unit):
            raise Unscorable(Status.INVALID_ACTUAL, "V203", "本行按百分比计分，需要一个百分数")
        return actual.quantity.base
    return completion_rate(actual, indicator, edge)


_HALF = Decimal(50)


def lost_share(actual: Actual, indicator: Indicator) -> Decimal:
    """Return the percentage that 1-投诉率 takes away: a rate of what should not be, as the row measures it.

    Raises:
        Unscorable: the actual is no percentage, or the row measures what should be much.
    """
    if not isinstance(actual, Measured) or not is_ratio(actual.quantity.unit):
        raise Unscorable(Status.INVALID_ACTUAL, "V203", "本行按百分比计分，需要一个百分数")
    target = indicator.target.quantity
    much = target is not None and is_ratio(target.unit) and target.base >= _HALF
    if indicator.direction is Direction.HIGHER_IS_BETTER or much or actual.quantity.base < 0:
        message = "公式从1中减去的比率与本行所填的数可能不是同一个数"
        raise Unscorable(Status.NEEDS_REVIEW, "S313", message)
    return actual.quantity.base


_COMPLETION = re.compile("完成(?:率|比例|程度)")


def check_formula(award: ProRata, words: str, indicator: Indicator) -> None:
    """Refuse a formula whose share is open: 完成率 of a row of 合格率≥90%, 40+完成率×1.2 of 100 points.

    Raises:
        Unscorable: the formula may mean another share, or a share counted in percent.
    """
    target, weight = indicator.target.quantity, indicator.weight
    other = _COMPLETION.search(words) and indicator.name and not _COMPLETION.search(indicator.name)
    rate = target is not None and target.unit is not None and is_ratio(target.unit) and target.base != _HUNDRED
    if award.basis is Basis.VALUE and other and rate:
        message = "不能确定公式中的完成率是实际值本身，还是实际值与指标值之比"
        raise Unscorable(Status.NEEDS_REVIEW, "S313", message)
    if award.points is None or weight is None:
        return
    most = award.points + award.offset
    if most * 10 <= weight or (award.offset and most != weight):
        raise Unscorable(Status.NEEDS_REVIEW, "S320", "按公式全部完成时所得的分与本行分值不符")


def inverse_share(actual: Actual, indicator: Indicator) -> Decimal:
    """Return target ÷ actual in percent, as an explicit formula asks for it.

    Raises:
        Unscorable: the actual or the target is no number, the actual is 0, or more is better.
    """
    if indicator.direction is Direction.HIGHER_IS_BETTER:
        raise Unscorable(Status.NEEDS_REVIEW, "S324", "公式以指标值除以实际值，与越高越好的指标方向相反")
    target = indicator.target.quantity
    if not isinstance(actual, Measured) or target is None:
        raise Unscorable(Status.NEEDS_REVIEW, "S301", "按公式计分需要一个数值型的指标值")
    quantity = actual.quantity
    if quantity.base <= 0 or target.base <= 0:
        raise Unscorable(Status.NEEDS_REVIEW, "S307", "公式中的除数为0，不能计算")
    if quantity.unit is not None and target.unit is not None and not comparable(quantity.unit, target.unit):
        message = f"单位“{quantity.unit.symbol}”与“{target.unit.symbol}”不能相比"
        raise Unscorable(Status.NEEDS_REVIEW, "S302", message)
    return target.base / quantity.base * _HUNDRED


def completion_rate(actual: Measured, indicator: Indicator, edge: Quantity | None = None) -> Decimal:
    """Return 完成率 in percent: actual ÷ target; a percentage beside a target that is none is the rate itself.

    Raises:
        Unscorable: see ``share_of``.
    """
    if indicator.direction is Direction.LOWER_IS_BETTER:
        raise Unscorable(Status.NEEDS_REVIEW, "S324", "越低越好的指标“按比例”怎样计算，评分标准没有写明")
    quantity, target = actual.quantity, indicator.target.quantity or edge
    if is_ratio(quantity.unit) and (target is None or not is_ratio(target.unit)):
        return quantity.base
    if target is None:
        raise Unscorable(Status.NEEDS_REVIEW, "S301", "按完成比例计分需要一个数值型的指标值")
    if target.base <= 0:
        raise Unscorable(Status.NEEDS_REVIEW, "S307", "指标值为0，不能计算完成比例")
    if quantity.unit is not None and target.unit is not None and not comparable(quantity.unit, target.unit):
        message = f"单位“{quantity.unit.symbol}”与“{target.unit.symbol}”不能相比"
        raise Unscorable(Status.NEEDS_REVIEW, "S302", message)
    return quantity.base / target.base * _HUNDRED
