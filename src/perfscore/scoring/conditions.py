"""Whether a condition of the sentence holds for an actual."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar, assert_never

from perfscore.model.deadline import InTime
from perfscore.model.indicator import Actual, Changed, Dated, Graded, Indicator, Measured, Ranked, Stated, Told
from perfscore.model.quantity import Comparator, Interval, Quantity, Unit
from perfscore.model.rule import (
    GROWTHS,
    Always,
    Basis,
    Condition,
    DeductPer,
    Done,
    GradeAtLeast,
    GradeIs,
    NotDone,
    ProRata,
    Says,
    ScoringRule,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.model.score import Status
from perfscore.scoring.delays import delay_of, holds_in_time
from perfscore.scoring.expect_grades import grade_scale, named_grades
from perfscore.scoring.outcome import Unscorable
from perfscore.scoring.shares import share_of
from perfscore.values.units import PERCENT, comparable, is_ratio

_HUNDRED = Decimal(100)
_Met = TypeVar("_Met", TargetMet, TargetMissed)


def holds(condition: Condition, actual: Actual, rule: ScoringRule, indicator: Indicator, edge: Quantity | None) -> bool:
    """Tell whether the condition holds.

    Args:
        condition: any condition but 否则, which the evaluator settles.
        actual: what the cell holds.
        rule: the whole rule, for the scale of grades.
        indicator: the row.
        edge: the number at which full marks begin, after a ruling on differing targets.

    Raises:
        Unscorable: the row does not say enough to decide.
    """
    match condition:
        case Always():
            return False
        case TargetMet():
            return _target_met(_directed(condition, rule, indicator), actual, indicator, edge)
        case TargetMissed():
            return _target_missed(_directed(condition, rule, indicator), actual, indicator, edge)
        case Within():
            return _within(condition, actual, rule, indicator)
        case GradeIs(grades=grades):
            return isinstance(actual, Graded) and actual.grade in grades
        case GradeAtLeast(grade=grade):
            return _grade_at_least(grade, actual, grade_scale(rule, indicator), ordered=_is_ordered(rule, indicator))
        case Done():
            return _done(condition, actual, indicator)
        case NotDone():
            if isinstance(actual, Dated) and rule.only_deducts:
                return _left_undone(condition, actual, indicator)
            return isinstance(actual, Stated) and _denies(condition, actual)
        case InTime():
            return holds_in_time(condition, actual, rule, indicator)
        case Says():
            return isinstance(actual, Told) and actual.verdicts[state_number(condition, rule)] is True
        case _:
            assert_never(condition)


def state_number(condition: Says, rule: ScoringRule) -> int:
    """Return the place of a state among the states of the rule."""
    states = [clause.condition for clause in rule.clauses if isinstance(clause.condition, Says)]
    return next(number for number, state in enumerate(states) if state is condition or state == condition)


def number_of(actual: Actual, basis: Basis) -> Decimal | None:
    """Return the actual as a number in base units on this basis, None where it only states a direction."""
    match actual:
        case Measured(quantity=quantity):
            return None if basis in GROWTHS else quantity.base
        case Changed(amount=amount, unit=unit) if basis in (*GROWTHS, Basis.VALUE):
            return None if amount is None else amount * (unit.factor if unit else 1)
        case Ranked(place=place, exact=exact) if basis is Basis.RANK:
            return Decimal(place) if exact else None
        case _:
            return None


def _target_met(condition: TargetMet, actual: Actual, indicator: Indicator, edge: Quantity | None) -> bool:
    if condition.basis is Basis.COMPLETION_RATE and condition.reference is not None:
        return share_of(actual, condition.basis, indicator) >= condition.reference.base
    if isinstance(actual, Changed):
        return _compares(Decimal(actual.sign), Decimal(0), _direction(condition.comparator, indicator))
    reference = edge or condition.reference or indicator.target.quantity
    number, needed = _comparison(reference, actual)
    return _compares(number, needed, _direction(condition.comparator, indicator) or _of_a_whole(reference))


def _directed(condition: _Met, rule: ScoringRule, indicator: Indicator) -> _Met:
    """“达标得满分；每低于1个百分点扣3分”: where neither sentence nor row has a sign, the step shows what is better."""
    if condition.comparator is not None or _comparator(indicator) is not None or condition.basis in GROWTHS:
        return condition
    steps = [award for _, award in rule.steps if award.basis in (Basis.VALUE, Basis.COMPLETION_RATE)]
    better = {Side.ABOVE if (step.side is Side.BELOW) is isinstance(step, DeductPer) else Side.BELOW for step in steps}
    if not better and any(isinstance(clause.award, ProRata) for clause in rule.clauses) and "完成" in rule.source:
        better = {Side.ABOVE}  # 未达标按完成比例得分: of a share that is done, more is better
    if len(better) != 1:
        return condition
    comparator = Comparator.AT_LEAST if Side.ABOVE in better else Comparator.AT_MOST
    return condition.model_copy(update={"comparator": comparator})


def _of_a_whole(reference: Quantity | None) -> Comparator | None:
    """合格率100%得2分: more than all of them there cannot be."""
    whole = reference is not None and is_ratio(reference.unit) and reference.base == _HUNDRED
    return Comparator.AT_LEAST if whole else None


def _direction(stated: Comparator | None, indicator: Indicator) -> Comparator | None:
    """The sentence's own direction, which must not be the contrary of the row's."""
    own = _comparator(indicator)
    if stated is None:
        return own
    rising = (Comparator.AT_LEAST, Comparator.MORE)
    if Comparator.EQUAL not in (own, stated) and own is not None and (own in rising) is not (stated in rising):
        raise Unscorable(Status.NEEDS_REVIEW, "S314", "评分标准的方向与指标值类型相反")
    return stated


def _compares(number: Decimal, needed: Decimal, comparator: Comparator | None) -> bool:
    """Compare as the sentence, 指标值类型 or the sign in 指标值 says; > and < do not include the number itself."""
    match comparator:
        case Comparator.AT_LEAST:
            return number >= needed
        case Comparator.AT_MOST:
            return number <= needed
        case Comparator.MORE:
            return number > needed
        case Comparator.LESS:
            return number < needed
        case Comparator.EQUAL:
            return number == needed
        case None:
            raise Unscorable(Status.NEEDS_REVIEW, "S303", "指标值类型没有写明≥或≤，无法判断达标的方向")


def _target_missed(condition: TargetMissed, actual: Actual, indicator: Indicator, edge: Quantity | None) -> bool:
    if condition.basis is Basis.COMPLETION_RATE and condition.reference is not None:
        return share_of(actual, condition.basis, indicator) < condition.reference.base
    if isinstance(actual, Changed):
        return not _compares(Decimal(actual.sign), Decimal(0), _direction(condition.comparator, indicator))
    reference = condition.reference or edge or indicator.target.quantity
    number, needed = _comparison(reference, actual)
    if condition.comparator is None and _comparator(indicator) is Comparator.EQUAL:
        # Above an “=” target the text says neither met nor missed, unless the target is 0: below it there is nothing.
        return number < needed or (needed == 0 and number > 0)
    return not _compares(number, needed, _direction(condition.comparator, indicator))


def _comparison(reference: Quantity | None, actual: Actual) -> tuple[Decimal, Decimal]:
    if reference is None:
        raise Unscorable(Status.NEEDS_REVIEW, "S301", "评分标准以指标值为界，而指标值不是一个数")
    if not isinstance(actual, Measured):
        raise Unscorable(Status.INVALID_ACTUAL, "V201", "需要一个确切的数才能与指标值相比")
    check_units(actual.quantity, reference)
    return actual.quantity.base, reference.base


def check_units(one: Quantity, other: Quantity) -> None:
    """Refuse to compare quantities of different things.

    Raises:
        Unscorable: the units cannot be compared.
    """
    if one.unit is not None and other.unit is not None and not comparable(one.unit, other.unit):
        message = f"单位“{one.unit.symbol}”与“{other.unit.symbol}”不能相比"
        raise Unscorable(Status.NEEDS_REVIEW, "S302", message)


def _comparator(indicator: Indicator) -> Comparator | None:
    own, in_target = indicator.comparator, indicator.target.comparator
    if own is not None and in_target is not None and own is not in_target:
        message = f"指标值类型“{own.value}”与指标值里的“{in_target.value}”不一致"
        raise Unscorable(Status.NEEDS_REVIEW, "S315", message)
    return own or in_target


def _within(condition: Within, actual: Actual, rule: ScoringRule, indicator: Indicator) -> bool:
    interval = condition.interval
    if condition.basis is Basis.DELAY:
        late = delay_of(actual, condition.unit, rule, indicator)
        return late is not None and interval.contains(late)
    if (condition.basis in GROWTHS) is not isinstance(actual, Changed) and condition.basis in (
        *GROWTHS,
        Basis.OCCURRENCES,
    ):
        return False  # 零发案 is no change, and a change is not 零发案
    match actual:
        case Stated(done=done) if condition.basis is Basis.BUDGET_RATE:
            return done if interval.low is None else not done
        case Changed() if condition.basis in GROWTHS:
            return _changed_within(condition, actual)
        case Ranked(place=place, exact=False):
            return _top_within(interval, place)
    if condition.basis is Basis.COMPLETION_RATE:
        return interval.contains(share_of(actual, condition.basis, indicator))
    number = number_of(actual, condition.basis)
    if number is None:
        raise Unscorable(Status.INVALID_ACTUAL, "V201", "需要一个确切的数")
    if isinstance(actual, Measured):
        check_units(actual.quantity, Quantity(value=Decimal(0), unit=condition.unit))
    unit = condition.unit or (_own_unit(indicator) if condition.basis is Basis.VALUE else None)
    return interval.times(unit.factor if unit else Decimal(1)).contains(number)


def _changed_within(condition: Within, actual: Changed) -> bool:
    """Whether a change is what the branch asks; a number to reach needs a number in its unit, 同比下降 does not."""
    interval = condition.interval
    ends = {interval.low, interval.high} - {None, Decimal(0)}
    if not ends:
        return interval.contains(Decimal(actual.sign))
    if actual.sign == 0:
        return interval.contains(Decimal(0))
    if actual.amount is None:
        if not any(
            interval.contains(end * 2) or interval.contains(end / 2) for end in ends if end and end * actual.sign > 0
        ):
            return False
        raise Unscorable(Status.INVALID_ACTUAL, "V201", "没有写明升降多少")
    unit = actual.unit or PERCENT
    if condition.unit is not None and not comparable(unit, condition.unit):
        message = f"单位“{unit.symbol}”与评分标准的“{condition.unit.symbol}”不能相比"
        raise Unscorable(Status.INVALID_ACTUAL, "V203", message)
    return condition.in_base_units.contains(actual.amount * unit.factor)


def _own_unit(indicator: Indicator) -> Unit | None:
    """The unit of the row, in which a number without one (≥90) is meant."""
    target = indicator.target.quantity
    return indicator.unit or (target.unit if target else None)


def _top_within(interval: Interval, place: int) -> bool:
    """前五 lies within 前五 and 前十; within 前三 it may or may not lie."""
    if interval.low == 1 and interval.high is not None and place <= interval.high:
        return True
    raise Unscorable(Status.INVALID_ACTUAL, "V201", "需要确切的名次，如“第7名”")


def _is_ordered(rule: ScoringRule, indicator: Indicator) -> bool:
    """A scale of one grade alone, taken from the sentence, has no order."""
    return bool(indicator.target.scale) or len(grade_scale(rule, indicator)) > len(named_grades(rule))


def _grade_at_least(grade: str, actual: Actual, scale: tuple[str, ...], *, ordered: bool) -> bool:
    if not isinstance(actual, Graded):
        return False
    if actual.grade == grade:
        return True
    if not ordered:
        raise Unscorable(Status.NEEDS_REVIEW, "S304", "指标值没有列出等次的顺序")
    return scale.index(actual.grade) < scale.index(grade)


def _denies(condition: NotDone, actual: Stated) -> bool:
    """未完成 denies 按时完成 too; 未按时完成 does not say that nothing was completed."""
    return not actual.done and actual.how in ("", condition.qualifier)


def _left_undone(condition: NotDone, actual: Dated, indicator: Indicator) -> bool:
    """“未完成扣10分” beside a day: within the year it was done; in another one a person has to say what that costs."""
    if not _done(Done(act=condition.act, qualifier=condition.qualifier), actual, indicator):
        raise Unscorable(Status.NEEDS_REVIEW, "S310", "评分标准没有写明这种情况怎样计分")
    return False


def _done(condition: Done, actual: Actual, indicator: Indicator) -> bool:
    if isinstance(actual, Dated):
        if condition.qualifier:
            message = f"填的是日期，不能说明是否“{condition.qualifier}”"
            raise Unscorable(Status.NEEDS_REVIEW, "S316", message)
        if indicator.year is None:
            raise Unscorable(Status.NEEDS_REVIEW, "S305", "填的是日期，而预算年度未知，日期不能决定得分")
        return actual.day.year == indicator.year
    return isinstance(actual, Stated) and actual.done
