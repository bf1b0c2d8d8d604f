"""A number beyond ranges that cost points: 80%-90%扣2分，70%以下不得分 says nothing of 75 %."""

from __future__ import annotations

from collections.abc import Callable

from perfscore.model.indicator import Direction
from perfscore.model.quantity import Interval
from perfscore.model.rule import Basis, Clause, DeductPoints, NoMarks, ScoringRule, Within


def between_costs(rule: ScoringRule, holds: Callable[[Within], bool], direction: Direction | None) -> Clause | None:
    """Return a range that costs points, where the actual is worse and nothing is said of it; None where not.

    Args:
        rule: only takes points, and none of its branches holds.
        holds: tells whether a range holds of the actual.
        direction: of the row; without one only what lies between two such ranges is known to be worse than one.
    """
    costs = [
        clause
        for clause in rule.clauses
        if isinstance(clause.condition, Within) and isinstance(clause.award, DeductPoints | NoMarks)
    ]
    above = [clause for clause in costs if _lies(clause, holds, above=True)]
    below = [clause for clause in costs if _lies(clause, holds, above=False)]
    worse = [clause for clause in above if _more_is_worse(clause, direction)]
    worse += [clause for clause in below if direction is Direction.HIGHER_IS_BETTER and _is_value(clause)]
    return next(iter(worse or (above if above and below else ())), None)


def _is_value(clause: Clause) -> bool:
    return getattr(clause.condition, "basis", None) in (Basis.VALUE, Basis.COMPLETION_RATE)


def _more_is_worse(clause: Clause, direction: Direction | None) -> bool:
    if getattr(clause.condition, "basis", None) in (Basis.DELAY, Basis.OCCURRENCES):
        return True
    return direction is Direction.LOWER_IS_BETTER and _is_value(clause)


def _lies(clause: Clause, holds: Callable[[Within], bool], *, above: bool) -> bool:
    """Tell whether the actual lies above (or below) the whole range."""
    condition = clause.condition
    assert isinstance(condition, Within)
    interval = condition.interval
    if (interval.high if above else interval.low) is None:
        return False
    beyond = (
        Interval(low=interval.high, low_closed=not interval.high_closed)
        if above
        else Interval(high=interval.low, high_closed=not interval.low_closed)
    )
    return holds(condition.model_copy(update={"interval": beyond}))
