"""How far an actual lies behind its reference, and what the steps of that gap cost."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from perfscore.diagnostics import Span
from perfscore.model.indicator import Actual, Changed, Direction, Indicator, Measured, Ranked, Stated
from perfscore.model.profile import Choice, Question
from perfscore.model.quantity import Comparator, Quantity, Unit
from perfscore.model.rule import GROWTHS, Basis, DeductPer, PartialStep, PerStep, Side
from perfscore.model.score import DeductionStep, GapStep, Status
from perfscore.scoring.conditions import check_units, number_of
from perfscore.scoring.outcome import Court, Unscorable
from perfscore.scoring.shares import share_of
from perfscore.values.units import PERCENT, PLACE, comparable, is_ratio

_HUNDRED = Decimal(100)
_MOST_STEPS = Decimal(10) ** 9
"""More steps than this cost everything, whatever a step costs; beyond it decimals would overflow."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A positive distance from the reference, on the side that the step counts, in base units."""

    size: Decimal
    reference: Quantity
    from_target: bool


def gap_of(
    step: PerStep,
    actual: Actual,
    indicator: Indicator,
    edge: Quantity | None,
    span: Span,
    *,
    moved: bool,
    both_ways: bool,
) -> Gap | None:
    """Return the gap that the step counts, None where the actual lies on the good side of the reference.

    Args:
        step: the deduction or addition.
        actual: what the cell holds.
        indicator: the row.
        edge: the number at which full marks begin, if the sentence names one.
        span: the words of the step.
        moved: a person ruled that 指标值 binds, so that it replaces every number of the sentence.
        both_ways: the sentence takes points on either side (每相差…扣), so that a direction of the row contradicts it
            only where the actual lies on its good side.

    Raises:
        Unscorable: the reference is missing, contradictory, or the actual gives no number.
    """
    if isinstance(actual, Changed) and step.basis is Basis.VALUE:
        reference = Quantity(value=Decimal(0), unit=step.per.unit)  # the cell itself says how far it lies from it
    else:
        reference = _reference(step, indicator, edge, span, moved=moved)
    if not both_ways and _looks_at_target(step):
        _check_direction(step, indicator, span)
    by_share = step.basis is Basis.COMPLETION_RATE
    number = share_of(actual, step.basis, indicator) if by_share else number_of(actual, step.basis)
    if number is None:
        _refuse_bad_words(step, actual, edge, span)
        return None
    if isinstance(actual, Changed) and actual.sign:
        _check_change(actual.unit or PERCENT, step)
    if isinstance(actual, Measured) and not by_share:
        check_units(actual.quantity, reference)
    distance = number - reference.base if step.side is Side.ABOVE else reference.base - number
    if distance <= 0:
        return None
    if both_ways and reference.base >= 0:  # ±5%以内 has a side below 0, whatever the row asks
        _check_direction(step, indicator, span)
    return Gap(distance, reference, from_target=_is_target(reference, indicator))


def _refuse_bad_words(step: PerStep, actual: Actual, edge: Quantity | None, span: Span) -> None:
    """同比下降 and 超预算 without a number: on the bad side the size is needed, on the good side it is not."""
    match actual:
        case Changed(sign=sign) if step.basis in GROWTHS and edge is not None and edge.base != 0:
            bad = True
        case Changed(sign=sign):
            bad = sign < 0 if step.side is Side.BELOW else sign > 0
        case Measured():
            bad = False  # 零发案 beside changes
        case Stated(done=done):
            bad = not done if step.side is Side.ABOVE else False
        case Ranked():
            bad = False  # whether 前五 is good enough has been settled by the branch
        case _:
            bad = True
    if bad:
        raise Unscorable(Status.INVALID_ACTUAL, "V201", "没有写明差多少，无法按幅度扣分", span)


def _check_change(unit: Unit, step: PerStep) -> None:
    """增长30人 beside 每下降1%: of how many, the cell does not say."""
    if step.per.unit is not None and not comparable(unit, step.per.unit):
        message = f"单位“{unit.symbol}”与评分标准的“{step.per.unit.symbol}”不能相比"
        raise Unscorable(Status.INVALID_ACTUAL, "V203", message)


def _check_direction(step: PerStep, indicator: Indicator, span: Span) -> None:
    """每低…扣 on a ≤ row, 每超出…扣 on a ≥ row: one of the two cells is wrong, and nobody can say which."""
    if step.basis not in (Basis.VALUE, Basis.BUDGET_RATE) or not isinstance(step, DeductPer):
        return
    lost_above = step.side is Side.ABOVE
    direction = indicator.direction
    expected = Direction.LOWER_IS_BETTER if lost_above else Direction.HIGHER_IS_BETTER
    equal = Comparator.EQUAL in (indicator.comparator, indicator.target.comparator)
    if direction is not None and direction is not expected and not equal:
        raise Unscorable(Status.NEEDS_REVIEW, "S314", "扣分的方向与指标值类型相反", span)


def _reference(step: PerStep, indicator: Indicator, edge: Quantity | None, span: Span, *, moved: bool) -> Quantity:
    if step.basis in GROWTHS:
        asked = edge or step.reference
        return asked if asked is not None and asked.base != 0 else Quantity(value=Decimal(0), unit=step.per.unit)
    if step.basis is Basis.OCCURRENCES and step.reference is not None:
        return step.reference  # 首件不扣分，从第二件起每件扣1分
    if step.basis is Basis.OCCURRENCES or (step.reference is not None and step.reference.value == 0):
        return Quantity(value=Decimal(0), unit=step.per.unit)
    if step.reference is not None and edge is not None and not moved and step.reference.base != edge.base:
        raise Unscorable(Status.NEEDS_REVIEW, "S306", "扣分的起点与得满分的界限不一致", span)
    reference = edge or step.reference
    if step.basis is Basis.COMPLETION_RATE and (reference is None or not is_ratio(reference.unit)):
        return Quantity(value=_HUNDRED, unit=PERCENT)
    if reference is None and step.basis is Basis.BUDGET_RATE:
        reference = Quantity(value=_HUNDRED, unit=PERCENT)
    reference = reference or indicator.target.quantity
    if reference is None:
        raise Unscorable(Status.NEEDS_REVIEW, "S301", "评分标准按与指标值的差距扣分，而指标值不是一个数", span)
    return Quantity(value=reference.value, unit=PLACE) if step.basis is Basis.RANK else reference


def _looks_at_target(step: PerStep) -> bool:
    return step.basis is not Basis.OCCURRENCES and not (step.reference is not None and step.reference.value == 0)


def _is_target(reference: Quantity, indicator: Indicator) -> bool:
    target = indicator.target.quantity
    return target is not None and target.base == reference.base


def steps_of(gap: Gap, step: PerStep, court: Court, span: Span) -> tuple[GapStep, DeductionStep]:
    """Count the steps of a gap and what they come to.

    Returns:
        The gap in the unit of the step, and the points before any limit.

    Raises:
        Unscorable: the step's unit does not measure this gap.
    """
    size, relative = _size_in_steps_unit(gap, step, court, span)
    unit = gap.reference.unit
    absolute = Quantity(value=gap.size / (unit.factor if unit else 1), unit=unit)
    steps = size / step.per.value
    counted = _counted(steps, step, court, span)
    if not step.each and counted > 1 and court.choose(Question.EACH_OR_ONCE, span) is Choice.ONCE:
        counted = Decimal(1)
    shown = Quantity(value=size, unit=step.per.unit)
    gap_step = GapStep(
        basis=step.basis,
        side=step.side,
        reference=gap.reference,
        gap=shown,
        from_target=gap.from_target,
        absolute=absolute if relative else None,
        span=span,
    )
    amount = counted * step.points
    deduction = DeductionStep(steps=steps, counted=counted, points_per=step.points, amount=amount, span=span)
    return gap_step, deduction


def _size_in_steps_unit(gap: Gap, step: PerStep, court: Court, span: Span) -> tuple[Decimal, bool]:
    """Return the gap in the unit of the step, and whether that makes it a percentage of the reference."""
    unit, measured = step.per.unit, gap.reference.unit
    if step.basis is Basis.RANK or unit is None:
        return gap.size, False
    if not is_ratio(unit):
        check_units(gap.reference, step.per)
        return gap.size / unit.factor, False
    if is_ratio(measured) and not _reads_relative(gap, step, court, span):
        return gap.size / unit.factor, False
    if gap.reference.base == 0:
        raise Unscorable(Status.NEEDS_REVIEW, "S307", "指标值为0，不能按百分比计算差距", span)
    return gap.size / gap.reference.base * _HUNDRED / unit.factor, True


def _reads_relative(gap: Gap, step: PerStep, court: Court, span: Span) -> bool:
    """“1%” on a percent row: a percentage point, or one percent of the target; the same where the target is 100."""
    ambiguous = step.per.unit is not None and step.per.unit.symbol == "%" and step.basis not in GROWTHS
    if not ambiguous or gap.reference.base in (0, _HUNDRED):
        return False
    return court.choose(Question.PERCENT_STEP, span) is Choice.RELATIVE


def _counted(steps: Decimal, step: PerStep, court: Court, span: Span) -> Decimal:
    # Division leaves a tail in the 28th digit; what a spreadsheet would call whole is whole.
    if steps > _MOST_STEPS:
        return _MOST_STEPS
    nearest = steps.quantize(Decimal("1e-10"))
    if nearest == nearest.to_integral_value():
        return nearest.to_integral_value()
    if step.partial is not None:
        return _apply(Choice(step.partial.value), steps)
    small = is_ratio(step.per.unit) and step.per.value <= 1
    question = Question.PARTIAL_STEP if small else Question.PARTIAL_LARGE_STEP
    return _apply(court.choose(question, span), steps)


def _apply(choice: Choice, steps: Decimal) -> Decimal:
    match PartialStep(choice.value):
        case PartialStep.PRO_RATA:
            return steps
        case PartialStep.WHOLE:
            return steps.to_integral_value(ROUND_FLOOR)
        case PartialStep.STARTED:
            return steps.to_integral_value(ROUND_CEILING)
