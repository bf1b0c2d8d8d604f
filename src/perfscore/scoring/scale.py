"""What full marks are: how the sentence's points become those of the row."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfscore.diagnostics import Span
from perfscore.model.indicator import Indicator
from perfscore.model.profile import Choice, Question
from perfscore.model.rule import NOWHERE, AddPer, FixedPoints, FullMarks, Says, ScoringRule
from perfscore.model.score import Status
from perfscore.scoring.outcome import Court, Unscorable
from perfscore.scoring.states import adds_states

_ZERO = Decimal(0)
MOST_POINTS = Decimal(10_000)
"""The ceiling of a row without one."""


@dataclass(slots=True)
class Scale:
    """How the sentence's points become the row's: what full marks are, the factor at the end, the ceiling."""

    full: Decimal
    factor: Decimal
    ceiling: Decimal


def scale_of(rule: ScoringRule, indicator: Indicator, court: Court) -> Scale:
    """Return the scale of a row.

    Raises:
        Unscorable: neither 分值 nor the sentence says what full marks are, or their parts do not come to 分值.
    """
    stated, weight = _stated_full(rule), indicator.weight
    in_words = any(isinstance(clause.condition, Says) for clause in rule.clauses)
    if in_words and adds_states(rule, weight):
        return _scale_of_states(rule, weight)
    if in_words and _states_conflict(rule, weight):
        raise Unscorable(Status.NEEDS_REVIEW, "S320", "各项分值之和与本行分值不同，或没有写明各项的分值")
    has_full_marks = _has_full_marks(rule)
    if weight is None and stated is None and (rule.only_steps or rule.only_adds or rule.signed):
        cap = rule.cap.points if rule.cap else None
        return Scale(_ZERO, Decimal(1), MOST_POINTS if cap is None else cap)
    if weight is None:
        if stated is None or has_full_marks:
            raise Unscorable(Status.NEEDS_REVIEW, "S308", "本行没有分值，评分标准也没有写明满分是多少")
        return Scale(stated, Decimal(1), stated)
    if stated is None or stated == weight or not names_its_maximum(rule, weight):
        return Scale(weight if has_full_marks or stated is None else stated, Decimal(1), weight)
    match court.choose(Question.MAXIMUM_CONFLICT, _span_of_points(rule, stated)):
        case Choice.SCALE:
            return Scale(stated, weight / stated, weight)
        case Choice.CAP:
            return Scale(stated, Decimal(1), min(stated, weight))
        case _:
            return Scale(min(stated, weight), Decimal(1), min(stated, weight))


def _stated_full(rule: ScoringRule) -> Decimal | None:
    """The full marks that the sentence names; “每低1%扣1分，最高得5分” takes its points from those 5."""
    stated = rule.stated_maximum()
    return rule.cap.points if stated is None and rule.only_deducts and rule.cap else stated


def _states_conflict(rule: ScoringRule, weight: Decimal | None) -> bool:
    """Several states give points, and neither their largest nor their sum is 分值: of one thing or of several?"""
    named = [
        clause.award.points
        for clause in rule.clauses
        if isinstance(clause.condition, Says) and isinstance(clause.award, FixedPoints) and not clause.award.of_full
    ]
    full = rule.full.points if rule.full is not None else weight
    return len(named) > 1 and full is not None and max(named) != full


def _scale_of_states(rule: ScoringRule, weight: Decimal | None) -> Scale:
    """Numbered states may come to less than 分值; then their sum is all there is to earn."""
    named = [clause.award.points for clause in rule.clauses if isinstance(clause.award, FixedPoints)]
    total = sum(named, _ZERO) if named else weight
    if total is None:
        raise Unscorable(Status.NEEDS_REVIEW, "S308", "本行没有分值，评分标准也没有写明满分是多少")
    return Scale(total, Decimal(1), total)


def maximum_of(rule: ScoringRule, indicator: Indicator, court: Court) -> Decimal | None:
    """Return what a row can earn at most, None where neither 分值 nor the sentence says."""
    try:
        return scale_of(rule, indicator, court).ceiling
    except Unscorable:
        return None


def _has_full_marks(rule: ScoringRule) -> bool:
    return any(isinstance(clause.award, FullMarks) for clause in rule.clauses)


def names_its_maximum(rule: ScoringRule, weight: Decimal) -> bool:
    """Tell whether the largest points named are the sentence's maximum.

    They are not where 满分 is named beside them or points are added to them, as long as they stay below 分值.
    """
    stated = _stated_full(rule)
    base_is_row = _has_full_marks(rule) or any(isinstance(clause.award, AddPer) for clause in rule.clauses)
    return stated is not None and not (base_is_row and stated < weight)


def _span_of_points(rule: ScoringRule, points: Decimal) -> Span:
    clauses = (clause for clause in rule.clauses if clause.award == FixedPoints(points=points))
    return next((clause.span for clause in clauses), NOWHERE)
