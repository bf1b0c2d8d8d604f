"""Events that are something left undone, counted from the number that 指标值 asks for."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.indicator import Direction, Indicator
from perfscore.model.quantity import Dimension, Interval
from perfscore.model.rule import AddPer, Basis, Clause, DeductPer, ScoringRule, Side, TargetMet, Within
from perfscore.numbers.folding import squeeze
from perfscore.rules.format import MISSING
from perfscore.values.units import comparable

_UNDONE = re.compile(
    r"(?:未|没有|没|未能)(?:开展|召开|组织|举办|举行|报送|上报|报告|完成|落实|实施|检查|巡查|公示|培训|演练)"
)
_HAPPENED = re.compile("发现|发生|出现|查实|存在")


def leaves_undone(rule: ScoringRule) -> bool:
    """Tell whether what the events count is something not done: 未开展的，1次扣4.5分."""
    return _UNDONE.search(squeeze(rule.source)) is not None and not _HAPPENED.search(rule.source)


_UNMET = re.compile("(?:未|没有|没|未能)(?:能)?(?:达标|建成|通过)")


def counts_unmet(rule: ScoringRule) -> bool:
    """Tell whether a bare number may be that of the things that are as they should be: 每有一个村未达标扣0.5分."""
    if not rule.items and any(step.matter == MISSING for _, step in rule.steps):
        return True  # 每缺一项扣1分 without a list: 8项 may be how many are there
    return leaves_undone(rule) or (_UNMET.search(squeeze(rule.source)) is not None and "应" in rule.source)


def against_quota(rule: ScoringRule, indicator: Indicator) -> ScoringRule:
    """Count what was left undone from the number that 指标值 asks for, where it asks for one.

    “未开展的，1次扣4.5分” beside 4次 a year: three times costs 4.5 points, as 每少1次 would say.
    """
    target, step = indicator.target.quantity, rule.steps[0] if len(rule.clauses) == len(rule.steps) == 1 else None
    if step is None or target is None or target.value <= 0 or indicator.direction is Direction.LOWER_IS_BETTER:
        return rule
    clause, award = step
    counted = award.per.unit is not None and award.per.unit.dimension is Dimension.COUNT
    if not isinstance(award, DeductPer) or award.basis is not Basis.OCCURRENCES or not counted:
        return rule
    if not leaves_undone(rule) or target.unit is None or not comparable(target.unit, award.per.unit or target.unit):
        return rule
    short = award.model_copy(update={"side": Side.BELOW, "basis": Basis.VALUE, "each": True})
    return rule.model_copy(update={"clauses": (clause.model_copy(update={"award": short}),)})


def names_no_number(rule: ScoringRule) -> bool:
    """Tell whether a rule takes points for a gap without saying from what number: 完成计划得6分，每少1人次扣0.1分."""
    steps = [step for _, step in rule.steps]
    gaps = all(isinstance(step, DeductPer) and step.basis is Basis.VALUE and step.reference is None for step in steps)
    others = [clause.condition for clause in rule.clauses if not isinstance(clause.award, DeductPer | AddPer)]
    return bool(steps) and gaps and all(isinstance(one, TargetMet) and one.reference is None for one in others)


def short_of(rule: ScoringRule) -> ScoringRule:
    """Let a part whose number nobody names count how far it was missed: 少10人次, 超2次."""
    if not names_no_number(rule) or len(rule.steps) != 1:
        return rule
    return rule.model_copy(update={"clauses": tuple(map(_missed_by, rule.clauses))})


_EVERY = re.compile("每个?(?:季度?|月|旬|周|日|半年|学期)")


def recurs(rule: ScoringRule) -> bool:
    """Tell whether what is asked for recurs within the year, so that the number of the row is none for it."""
    return any(_EVERY.search(clause.span.of(rule.source)) for clause in rule.clauses)


def side_of_gap(rule: ScoringRule) -> Side | None:
    """Return on which side a part misses a number that nobody names, None where it names one or counts no gap."""
    return rule.steps[0][1].side if names_no_number(rule) and len(rule.steps) == 1 else None


def _missed_by(clause: Clause) -> Clause:
    if isinstance(clause.award, DeductPer):
        missed = clause.award.model_copy(update={"basis": Basis.OCCURRENCES, "side": Side.ABOVE})
        return clause.model_copy(update={"award": missed})
    met = Within(basis=Basis.OCCURRENCES, interval=Interval(low=Decimal(0), high=Decimal(0)))
    return clause.model_copy(update={"condition": met})
