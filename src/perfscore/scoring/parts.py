"""Sentences about several things: what each part is worth, and what the parts come to."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.indicator import Indicator, Target
from perfscore.model.rule import FullMarks, ScoringRule

_ZERO = Decimal(0)


def parts_of(rule: ScoringRule, indicator: Indicator) -> tuple[tuple[ScoringRule, Indicator], ...]:
    """Return the parts, each with the row as it looks to that part: its own points, and no target of another."""
    return tuple((part, _row_of(part, indicator)) for part in rule.parts)


def _row_of(part: ScoringRule, indicator: Indicator) -> Indicator:
    return indicator.model_copy(
        update={"weight": worth(part, indicator.weight), "target": Target(), "comparator": None, "unit": None}
    )


def worth(part: ScoringRule, weight: Decimal | None) -> Decimal | None:
    """Return the points that a part can earn: those it names; all of the row where it only takes; None for extras."""
    stated = part.stated_maximum()
    if stated is not None:
        return stated
    return None if part.only_adds else weight


def earns(part: ScoringRule) -> bool:
    """Tell whether the part gives points of its own instead of taking from those of the others."""
    return part.stated_maximum() is not None


def base_of(rule: ScoringRule, weight: Decimal | None) -> Decimal | None:
    """Return the points before anything is taken: the sum of the parts, 分值 where none of them gives any.

    None where the parts do not come to 分值.
    """
    earning = [part.stated_maximum() or _ZERO for part in rule.parts if earns(part)]
    if not earning:
        stated = rule.full.points if rule.full is not None else None
        return weight if stated is None or weight is None or stated == weight else None
    return sum(earning, _ZERO) if weight is None or sum(earning, _ZERO) == weight else None


def starts_unclear(rule: ScoringRule) -> bool:
    """Tell whether parts that count from nothing stand beside parts that only take: from what, nobody says."""
    counting = [part for part in rule.parts if part.only_adds]
    return bool(counting) and len(counting) < len(rule.parts) and not any(earns(part) for part in rule.parts)


def gives_all(part: ScoringRule) -> bool:
    """Tell whether the part speaks of 满分 without saying how many points that is."""
    return any(isinstance(clause.award, FullMarks) for clause in part.clauses)
