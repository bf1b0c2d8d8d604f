"""What a rule states itself: where full marks are earned, and the numbers that the actual is held against."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.indicator import Indicator
from perfscore.model.quantity import Interval, Quantity
from perfscore.model.rule import Basis, Clause, PerStep, ScoringRule, Side, TargetMet, Within
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
    return stated_edge(rule) or step_reference(rule)


def _steps(rule: ScoringRule) -> list[PerStep]:
    return [step for _, step in rule.steps]


def speaks_of_percent(rule: ScoringRule) -> bool:
    """Tell whether the sentence measures the value itself in percent or percentage points."""
    steps = [step.per.unit for step in _steps(rule) if step.basis is Basis.VALUE]
    edge = stated_edge(rule)
    clause = earning_clause(rule)
    on_value = clause is not None and getattr(clause.condition, "basis", None) is Basis.VALUE
    return any(is_ratio(unit) for unit in steps) or (on_value and edge is not None and is_ratio(edge.unit))


def edge_beside(side: Side, rule: ScoringRule, edge: Quantity | None) -> Quantity | None:
    """Return where a gap on this side begins: 85%—93%得3分，每高或低1个百分点… has an end for each."""
    clause = earning_clause(rule)
    condition = clause.condition if clause else None
    if edge is None or not isinstance(condition, Within) or condition.basis is not Basis.VALUE:
        return edge
    low, high = condition.interval.low, condition.interval.high
    if low is None or high is None or edge.value not in (low, high):
        return edge
    return edge.model_copy(update={"value": low if side is Side.BELOW else high})


def step_reference(rule: ScoringRule) -> Quantity | None:
    """Return the number that the steps themselves name (低于95%的，每低…)."""
    return next((step.reference for step in _steps(rule) if step.reference is not None), None)
