"""What a rule states itself: where full marks are earned, and the numbers that the actual is held against."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.indicator import Indicator
from perfscore.model.quantity import Interval, Quantity
from perfscore.model.rule import Basis, Clause, PerStep, ScoringRule, TargetMet, Within
from perfscore.values.units import is_ratio


def earning_clause(rule: ScoringRule) -> Clause | None:
    """Return the branch that states where full marks are earned, None where the sentence leaves that to the row."""
    return rule.earning_clause


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
    return stated_reference(rule) or indicator.target.quantity


def stated_reference(rule: ScoringRule) -> Quantity | None:
    """Return the number of the sentence that the actual is held against, None where it leaves that to 指标值."""
    return stated_edge(rule) or _step_reference(rule)


def _steps(rule: ScoringRule) -> list[PerStep]:
    return [step for _, step in rule.steps]


def speaks_of_percent(rule: ScoringRule) -> bool:
    """Tell whether the sentence measures the value itself in percent or percentage points."""
    steps = [step.per.unit for step in _steps(rule) if step.basis is Basis.VALUE]
    edge = stated_edge(rule)
    clause = earning_clause(rule)
    on_value = clause is not None and getattr(clause.condition, "basis", None) is Basis.VALUE
    return any(is_ratio(unit) for unit in steps) or (on_value and edge is not None and is_ratio(edge.unit))


def _step_reference(rule: ScoringRule) -> Quantity | None:
    return next((step.reference for step in _steps(rule) if step.reference is not None), None)
