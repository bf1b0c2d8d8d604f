"""Percentages beside a row that counts things: 完成率90%以上 of 200个 is a share of what 指标值 asks for."""

from __future__ import annotations

import re

from perfscore.model.indicator import Direction, Indicator
from perfscore.model.rule import AddPer, Basis, Clause, DeductPer, ProRata, ScoringRule, TargetMet, TargetMissed, Within
from perfscore.values.units import is_ratio

_OF_THE_TARGET = re.compile(
    "(?:(?:实际|目标|任务|年度|计划|指标|工作|全年|总体|总|年度目标|年度任务|目标任务)*(?:完成率|完成比例|完成百分比|完成进度|完成程度|完成度|完成情况|完成)|完成)?"
)
"""Names of the share itself; 合格率 of 200人 is another number, which the row does not count."""


def of_target(rule: ScoringRule, row: Indicator) -> ScoringRule:
    """Return the rule with its percentages as shares of 指标值, where the row counts something else than percent."""
    target = row.target.quantity
    if rule.parts or target is None or target.unit is None or is_ratio(target.unit) or is_ratio(row.unit):
        return rule
    if target.base <= 0 or row.direction is Direction.LOWER_IS_BETTER:
        return rule
    if not rule.clauses or not all(map(_may_be_share, rule.clauses)):
        return rule
    shares = any(map(_names_percent, rule.clauses)) or any(map(_steps_below_all, rule.clauses))
    return rule.model_copy(update={"clauses": tuple(_share(clause, rule.source, shares) for clause in rule.clauses)})


def _may_be_share(clause: Clause) -> bool:
    """Tell whether a clause speaks of percentages that can only be those of the target, or of none."""
    condition, award = clause.condition, clause.award
    if isinstance(award, DeductPer | AddPer) and award.basis is not Basis.VALUE:
        return False
    if isinstance(condition, Within | TargetMet | TargetMissed):
        return condition.basis is Basis.COMPLETION_RATE or not _is_percent(condition) or _names_share(condition)
    return True


def _names_share(condition: Within | TargetMet | TargetMissed) -> bool:
    return condition.basis is Basis.VALUE and _OF_THE_TARGET.fullmatch(condition.subject) is not None


def _is_percent(condition: Within | TargetMet | TargetMissed) -> bool:
    if isinstance(condition, Within):
        return is_ratio(condition.unit)
    return condition.reference is not None and is_ratio(condition.reference.unit)


def _names_percent(clause: Clause) -> bool:
    condition = clause.condition
    return isinstance(condition, Within | TargetMet | TargetMissed) and _is_percent(condition)


def _steps_below_all(clause: Clause) -> bool:
    """任务完成率每低于100%1个百分点: the step itself names a share."""
    award = clause.award
    if not isinstance(award, DeductPer) or award.reference is None or not is_ratio(award.reference.unit):
        return False
    return bool(award.matter) and _OF_THE_TARGET.fullmatch(award.matter) is not None


_COMPLETION = re.compile("完成(?:率|比例|程度|进度|情况|百分比)")


def _share(clause: Clause, source: str, shares: bool) -> Clause:
    """A range, the step that goes by it, and 得分=完成率×分值, as shares of the target."""
    condition, award, completion = clause.condition, clause.award, {"basis": Basis.COMPLETION_RATE}
    own = isinstance(award, ProRata) and _COMPLETION.search(clause.span.of(source)) is not None
    if own or (shares and isinstance(award, DeductPer | AddPer) and is_ratio(award.per.unit)):
        clause = clause.model_copy(update={"award": award.model_copy(update=completion)})
    if not _names_percent(clause):
        return clause
    of_row = {**completion, "subject": ""}  # what the row counts is what a reason names
    return clause.model_copy(update={"condition": condition.model_copy(update=of_row)})
