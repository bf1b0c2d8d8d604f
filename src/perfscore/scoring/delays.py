"""Days and delays held against a deadline."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from decimal import Decimal

from perfscore.model.deadline import Deadline, InTime
from perfscore.model.indicator import Actual, Changed, Dated, Indicator, Stated
from perfscore.model.quantity import Unit
from perfscore.model.rule import ScoringRule
from perfscore.model.score import Status
from perfscore.scoring.expect_numbers import deadlines_of
from perfscore.scoring.outcome import Unscorable
from perfscore.values.units import comparable

_DAYS_OF_A_MONTH, _MONTHS, _DAYS_OF_A_WEEK = 30, 12, 7


def holds_in_time(condition: InTime, actual: Actual, rule: ScoringRule, indicator: Indicator) -> bool:
    """Tell whether something was done by its deadline, behind it, or not by it.

    Raises:
        Unscorable: the cell or the row does not say enough.
    """
    if isinstance(actual, Stated):
        if actual.done:
            raise Unscorable(Status.INVALID_ACTUAL, "V201", "没有写明完成的时间")
        return condition.when == "not_by"
    late = _is_late(condition, actual, rule, indicator)
    return late if condition.when in ("after", "not_by") else not late


def _is_late(condition: InTime, actual: Actual, rule: ScoringRule, indicator: Indicator) -> bool:
    if isinstance(actual, Dated):
        deadline = condition.deadline or _only(rule, indicator)
        return actual.day > _last_day(deadline, actual, indicator)
    if not isinstance(actual, Changed):
        raise Unscorable(Status.INVALID_ACTUAL, "V201", "没有写明完成的时间")
    if len(_deadlines(rule, indicator)) > 1:
        raise Unscorable(Status.INVALID_ACTUAL, "V201", "评分标准有几个时限，要写明完成的日期")
    return actual.sign > 0


def _deadlines(rule: ScoringRule, indicator: Indicator) -> tuple[Deadline, ...]:
    own = [clause.condition.deadline for clause in rule.clauses if isinstance(clause.condition, InTime)]
    return tuple(dict.fromkeys(one for one in own if one is not None)) or deadlines_of(indicator)


def _only(rule: ScoringRule, indicator: Indicator) -> Deadline:
    found = _deadlines(rule, indicator)
    if len(found) != 1:
        raise Unscorable(Status.NEEDS_REVIEW, "S305", "填的是日期，而本行没有写明唯一的时限")
    return found[0]


def _last_day(deadline: Deadline, actual: Dated, indicator: Indicator) -> date:
    """The deadline as a day: in its own year, else the budget year; a day without a year lies in the same one."""
    year = deadline.year or indicator.year or (None if actual.year_known else actual.day.year)
    if year is None:
        raise Unscorable(Status.NEEDS_REVIEW, "S305", "填的日期有年份，而时限的年份和预算年度未知")
    if actual.day.year < year:
        raise Unscorable(Status.INVALID_ACTUAL, "V209", "填的日期早于时限所在的年份，可能写错了年份")
    return deadline.in_year(year)


def delay_of(actual: Actual, unit: Unit | None, rule: ScoringRule, indicator: Indicator) -> Decimal | None:
    """Return how far behind the deadline, in the unit of the step (negative: before it); None where nothing was done.

    Raises:
        Unscorable: the delay has no number, or one that cannot be counted in steps.
    """
    match actual:
        case Dated():
            return _between(_last_day(_only(rule, indicator), actual, indicator), actual.day, unit)
        case Changed(sign=0):
            return Decimal(0)
        case Changed(amount=None, sign=sign):
            if sign < 0:
                return Decimal(0)
            raise Unscorable(Status.INVALID_ACTUAL, "V201", "没有写明逾期多久")
        case Changed(amount=Decimal() as amount, unit=Unit() as own):
            if unit is not None and not comparable(own, unit):
                message = f"单位“{own.symbol}”与评分标准的“{unit.symbol}”不能换算"
                raise Unscorable(Status.INVALID_ACTUAL, "V203", message)
            return amount * own.factor / (unit.factor if unit else own.factor)
        case _:
            return None


def _between(deadline: date, day: date, unit: Unit | None) -> Decimal:
    days = (day - deadline).days
    match unit.symbol if unit else "天":
        case "天" | "日":
            return Decimal(days)
        case "周":
            return Decimal(days) / _DAYS_OF_A_WEEK
        case "月" | "个月":
            return _months(deadline, day)
        case other:
            raise Unscorable(Status.INVALID_ACTUAL, "V203", f"由日期算不出逾期多少{other}，要写明逾期多少{other}")


def _months(deadline: date, day: date) -> Decimal:
    """Whole months from the same day of the month, or from its end, and the rest by days."""
    if day <= deadline:
        return Decimal((day - deadline).days) / _DAYS_OF_A_MONTH
    whole = (day.year - deadline.year) * _MONTHS + day.month - deadline.month
    if _months_later(deadline, whole) > day:
        whole -= 1
    rest = (day - _months_later(deadline, whole)).days
    return whole + min(Decimal(rest), Decimal(_DAYS_OF_A_MONTH - 1)) / _DAYS_OF_A_MONTH


def _months_later(deadline: date, months: int) -> date:
    """The same day so many months later; the end of a month stays one."""
    year, month = divmod(deadline.year * _MONTHS + deadline.month - 1 + months, _MONTHS)
    last = monthrange(year, month + 1)[1]
    at_the_end = deadline.day == monthrange(deadline.year, deadline.month)[1]
    return date(year, month + 1, last if at_the_end else min(deadline.day, last))
