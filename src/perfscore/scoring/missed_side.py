"""每差1微克, 每缺一项: what a gap is measured from, as the row has it; a rule and its row to the rule of that row."""

from __future__ import annotations

import re

from perfscore.model.indicator import Direction, Indicator
from perfscore.model.quantity import Comparator, Dimension
from perfscore.model.rule import Basis, Clause, DeductPer, ScoringRule, Side, TargetMet, TargetMissed, Within

_APART = re.compile("每(?:相)?差(?!于)(?!额)")
"""A difference from what is asked; 少, 低 and 缺 say on which side."""


def on_missed_side(rule: ScoringRule, row: Indicator) -> ScoringRule:
    """Return the rule with 每差 on the side on which the row misses 指标值, where the sentence names no number."""
    if rule.parts or any(map(_names_a_number, rule.clauses)):
        return rule
    turned = tuple(_turned(clause, rule.source) for clause in rule.clauses)
    if Comparator.EQUAL in (row.comparator, row.target.comparator):  # missed on either side
        both = tuple(other for other, own in zip(turned, rule.clauses, strict=True) if other != own)
        return rule.model_copy(update={"clauses": (*rule.clauses, *both)}) if both else rule
    return rule.model_copy(update={"clauses": turned}) if row.direction is Direction.LOWER_IS_BETTER else rule


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


_LACKING = re.compile("每?(?:缺|缺少|缺失)(?:一|1)")


def from_a_whole(rule: ScoringRule, row: Indicator) -> ScoringRule:
    """每缺一项扣0.2分 on a row that asks for no number: what is missing is counted, as beside a list."""
    step = rule.clauses[0].award if len(rule.clauses) == 1 else None
    target = row.target
    asks = target.quantity is not None or bool(target.text)
    if asks or not isinstance(step, DeductPer) or step.basis is not Basis.VALUE or step.side is not Side.BELOW:
        return rule
    counted = step.per.unit is not None and step.per.unit.dimension is Dimension.COUNT
    lacking = _LACKING.search(rule.clauses[0].span.of(rule.source)) is not None
    if not counted or not lacking or step.reference is not None or step.matter:
        return rule
    missing = step.model_copy(update={"basis": Basis.OCCURRENCES, "side": Side.ABOVE, "matter": "缺少"})
    return rule.model_copy(update={"clauses": (rule.clauses[0].model_copy(update={"award": missing}),)})
