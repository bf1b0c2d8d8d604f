"""Points between two named numbers: 70%至90%之间按插值法计算."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from perfscore.model.rule import (
    Basis,
    Clause,
    DeductPoints,
    FixedPoints,
    FullMarks,
    Interpolated,
    NoMarks,
    ScoringRule,
    Within,
)
from perfscore.model.score import Status
from perfscore.scoring.outcome import Unscorable


def between_clause(rule: ScoringRule, number: Decimal | None) -> Clause | None:
    """Return the clause that interpolates at this number (base units), None where another branch names its points."""
    if number is None or not any(isinstance(clause.award, Interpolated) for clause in rule.clauses):
        return None
    named = [end for end, _ in _named_ends(rule, lambda _: Decimal(0))]
    for clause in rule.clauses:
        if not isinstance(clause.award, Interpolated):
            continue
        low, high = _range(clause, named)
        if low is not None and high is not None and low < number < high and number not in named:
            return clause
    return None


def interpolate(rule: ScoringRule, clause: Clause, number: Decimal, points: Callable[[Clause], Decimal]) -> Decimal:
    """Return the points on the straight line between the two named numbers around this one.

    Raises:
        Unscorable: the sentence gives no points for one of the ends.
    """
    ends: dict[Decimal, Decimal] = {}
    for end, worth in _named_ends(rule, points):
        ends[end] = max(worth, ends.get(end, worth))
    low, high = _range(clause, list(ends))
    nearest_low = max((end for end in ends if end < number), default=None)
    nearest_high = min((end for end in ends if end > number), default=None)
    if nearest_low is None or nearest_high is None or (low, high) != (nearest_low, nearest_high):
        message = "评分标准没有写明两端各得多少分，无法按比例计算中间的分"
        raise Unscorable(Status.NEEDS_REVIEW, "S322", message, clause.span)
    share = (number - nearest_low) / (nearest_high - nearest_low)
    return ends[nearest_low] + share * (ends[nearest_high] - ends[nearest_low])


def _named_ends(rule: ScoringRule, points: Callable[[Clause], Decimal]) -> list[tuple[Decimal, Decimal]]:
    """The numbers at which a branch of fixed points begins or ends, with these points."""
    found = []
    for clause in rule.clauses:
        condition = clause.condition
        named = isinstance(clause.award, FixedPoints | FullMarks | NoMarks | DeductPoints)
        if named and isinstance(condition, Within) and condition.basis in (Basis.VALUE, Basis.COMPLETION_RATE):
            factor = condition.unit.factor if condition.unit else Decimal(1)
            bounds = (condition.interval.low, condition.interval.high)
            found += [(bound * factor, points(clause)) for bound in bounds if bound is not None]
    return found


def _range(clause: Clause, ends: list[Decimal]) -> tuple[Decimal | None, Decimal | None]:
    """The ends that the clause names itself, else the outermost ones of the sentence (中间按插值法)."""
    if isinstance(clause.condition, Within):
        interval = clause.condition.interval
        factor = clause.condition.unit.factor if clause.condition.unit else Decimal(1)
        return tuple(None if end is None else end * factor for end in (interval.low, interval.high))  # type: ignore[return-value]
    return (min(ends, default=None), max(ends, default=None))
