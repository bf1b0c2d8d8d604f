"""Which grades a row knows: a rule and its row to the scale of 等次, best first."""

from __future__ import annotations

from perfscore.model.indicator import Indicator
from perfscore.model.rule import GradeAtLeast, GradeIs, ScoringRule
from perfscore.values.words import GRADE_FAMILIES


def named_grades(rule: ScoringRule) -> tuple[str, ...]:
    """Return the grades that the sentence names, each once, in its order."""
    named: list[str] = []
    for clause in rule.clauses:
        match clause.condition:
            case GradeIs(grades=grades):
                named += grades
            case GradeAtLeast(grade=grade):
                named.append(grade)
            case _:
                pass
    return tuple(dict.fromkeys(named))


def grade_scale(rule: ScoringRule, indicator: Indicator) -> tuple[str, ...]:
    """Return the grades of the row, best first.

    The row's own enumeration counts; else a well-known scale that has every grade of the sentence; else the
    grades of the sentence alone, which have no known order.
    """
    named = named_grades(rule)
    if indicator.target.scale and set(named) <= set(indicator.target.scale):
        return indicator.target.scale
    if not any(isinstance(clause.condition, GradeAtLeast) for clause in rule.clauses):
        return named
    family = next((family for family in GRADE_FAMILIES if set(named) <= set(family)), None)
    return family or named
