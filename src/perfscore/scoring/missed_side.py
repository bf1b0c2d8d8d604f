"""每差1微克扣0.5分 on a row where less is better: the gap lies above 指标值; a rule and its row to a rule."""

from __future__ import annotations

import re

from perfscore.model.indicator import Direction, Indicator
from perfscore.model.rule import Basis, Clause, DeductPer, ScoringRule, Side, TargetMet, TargetMissed, Within

_APART = re.compile("每(?:相)?差(?!于)(?!额)")
"""A difference from what is asked; 少, 低 and 缺 say on which side."""


def on_missed_side(rule: ScoringRule, row: Indicator) -> ScoringRule:
    """Return the rule with 每差 on the side on which the row misses 指标值, where the sentence names no number."""
    if row.direction is not Direction.LOWER_IS_BETTER or rule.parts or any(map(_names_a_number, rule.clauses)):
        return rule
    return rule.model_copy(update={"clauses": tuple(_turned(clause, rule.source) for clause in rule.clauses)})


def _names_a_number(clause: Clause) -> bool:
    condition = clause.condition
    if isinstance(condition, TargetMet | TargetMissed):
        return condition.reference is not None or condition.comparator is not None
    return isinstance(condition, Within)


def _turned(clause: Clause, source: str) -> Clause:
    award = clause.award
    plain = isinstance(award, DeductPer) and award.basis is Basis.VALUE and award.side is Side.BELOW
    if not plain or getattr(award, "reference", None) or _APART.search(clause.span.of(source)) is None:
        return clause
    return clause.model_copy(update={"award": award.model_copy(update={"side": Side.ABOVE})})
