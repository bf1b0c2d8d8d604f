"""What a row's rule waits for: ScoringRule and Indicator to Expected, for the reader of actuals."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_never

from perfscore.model.indicator import Expected, Indicator, Want
from perfscore.model.quantity import Dimension, Interval, Quantity, Unit
from perfscore.model.rule import (
    AddPer,
    Always,
    Basis,
    Clause,
    DeductPer,
    DeductPoints,
    Done,
    GradeAtLeast,
    GradeIs,
    NoMarks,
    NotDone,
    PerStep,
    ScoringRule,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.values.cells import parse_quota
from perfscore.values.units import PERCENT, comparable, is_ratio
from perfscore.values.words import GRADE_FAMILIES

_WANTS = {
    Basis.VALUE: Want.MEASURE,
    Basis.COMPLETION_RATE: Want.MEASURE,
    Basis.BUDGET_RATE: Want.BUDGET_RATE,
    Basis.GROWTH: Want.GROWTH,
    Basis.RANK: Want.RANK,
}


def expect(rule: ScoringRule, indicator: Indicator, share_from: Decimal, small_cost: Decimal) -> Expected:
    """Return what the cell 实际完成值 of the row may hold; the two percentages come from the profile."""
    base = Expected(
        want=wanted(rule),
        words=_words(rule, indicator),
        year=indicator.year,
        share_from=share_from,
        small_cost=small_cost,
    )
    return base.model_copy(update=_details(base.want, rule, indicator))


def _details(want: Want, rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    match want:
        case Want.GRADE:
            return {"grades": grade_scale(rule, indicator)}
        case Want.STATEMENT:
            return _statement(rule, indicator)
        case Want.BUDGET_RATE:
            return {"units": (PERCENT, *_money(indicator)), "reference": Decimal(100)}
        case Want.GROWTH | Want.RANK:
            return {}
        case Want.MEASURE:
            reference = reference_of(rule, indicator)
            return {"units": _units(rule, indicator), "reference": reference.base if reference else None}
        case _:
            assert_never(want)


def _money(indicator: Indicator) -> tuple[Unit, ...]:
    """The unit of money of a cost row: a number without unit may then be the cost itself and not its rate."""
    target = indicator.target.quantity
    units = (indicator.unit, target.unit if target else None)
    return tuple(unit for unit in dict.fromkeys(units) if unit is not None and unit.dimension is Dimension.MONEY)


def wanted(rule: ScoringRule) -> Want:
    """Return the sort of actual; coherence has seen to it that all clauses want the same."""
    for clause in rule.clauses:
        if isinstance(clause.award, DeductPer | AddPer):
            return _WANTS[clause.award.basis]
        match clause.condition:
            case Within(basis=basis) | TargetMet(basis=basis) | TargetMissed(basis=basis):
                return _WANTS[basis]
            case GradeIs() | GradeAtLeast():
                return Want.GRADE
            case Done() | NotDone():
                return Want.STATEMENT
            case Always():
                continue
    raise ValueError("a rule of 否则 alone is not coherent")


def _statement(rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    acts = [clause.condition for clause in rule.clauses if isinstance(clause.condition, Done | NotDone)]
    target = indicator.target.quantity
    has_rate = target is not None and is_ratio(target.unit) and target.value > 0
    return {
        "acts": tuple(dict.fromkeys(act.act for act in acts)),
        "qualifier": next((act.qualifier for act in acts if act.qualifier), ""),
        "in_year": any(act.in_year for act in acts),
        "quota": parse_quota(indicator.content),
        "units": (PERCENT,) if has_rate else (),
        "reference": target.base if has_rate and target is not None else None,
    }


def _words(rule: ScoringRule, indicator: Indicator) -> str:
    """Everything the row says of itself. Pieces are joined by a bar so that no word runs across them."""
    parts = [indicator.name, indicator.content, indicator.target.text]
    for clause in rule.clauses:
        parts += [getattr(clause.condition, "subject", ""), getattr(clause.condition, "matter", "")]
    return "|".join(filter(None, parts))


def grade_scale(rule: ScoringRule, indicator: Indicator) -> tuple[str, ...]:
    """Return the grades of the row, best first.

    The row's own enumeration counts; else a well-known scale that has every grade of the sentence; else the
    grades of the sentence alone, which have no known order.
    """
    named: list[str] = []
    for clause in rule.clauses:
        match clause.condition:
            case GradeIs(grades=grades):
                named += grades
            case GradeAtLeast(grade=grade):
                named.append(grade)
            case _:
                pass
    if indicator.target.scale and set(named) <= set(indicator.target.scale):
        return indicator.target.scale
    if not any(isinstance(clause.condition, GradeAtLeast) for clause in rule.clauses):
        return tuple(dict.fromkeys(named))
    family = next((family for family in GRADE_FAMILIES if set(named) <= set(family)), None)
    return family or tuple(dict.fromkeys(named))


def earning_clause(rule: ScoringRule) -> Clause | None:
    """Return the branch that states where full marks are earned, None where the sentence leaves that to the row."""
    for clause in rule.clauses:
        if isinstance(clause.award, NoMarks | DeductPoints | DeductPer | AddPer):
            continue
        if isinstance(clause.condition, TargetMet | Within):
            return clause
    return None


def stated_edge(rule: ScoringRule) -> Quantity | None:
    """Return the number of the sentence at which full marks begin or end."""
    clause = earning_clause(rule)
    match clause.condition if clause else None:
        case TargetMet(reference=Quantity() as reference):
            return reference
        case Within(interval=interval, unit=unit):
            edge = _edge(interval)
            return None if edge is None else Quantity(value=edge, unit=unit)
    return None


def _edge(interval: Interval) -> Decimal | None:
    return interval.high if interval.high is not None else interval.low


def reference_of(rule: ScoringRule, indicator: Indicator) -> Quantity | None:
    """Return the number that the actual is held against, by the sentence first, by 指标值 else."""
    return stated_edge(rule) or _step_reference(rule) or indicator.target.quantity


def _steps(rule: ScoringRule) -> list[PerStep]:
    return [clause.award for clause in rule.clauses if isinstance(clause.award, DeductPer | AddPer)]


def _step_reference(rule: ScoringRule) -> Quantity | None:
    return next((step.reference for step in _steps(rule) if step.reference is not None), None)


def _units(rule: ScoringRule, indicator: Indicator) -> tuple[Unit, ...]:
    """The units a number may carry: that of the reference first, then the row's and those of the steps."""
    reference = reference_of(rule, indicator)
    first = (reference.unit if reference else None) or indicator.unit
    units = [unit for unit in (first, indicator.unit) if unit is not None]
    if first is None:
        return tuple(dict.fromkeys(step.per.unit for step in _steps(rule) if step.per.unit is not None))
    units += [step.per.unit for step in _steps(rule) if step.per.unit is not None and comparable(step.per.unit, first)]
    return tuple(unit for unit in dict.fromkeys(units) if comparable(unit, first))
