"""Which of several branches that hold is meant: the narrowest range, at a common bound the better one."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.deadline import InTime
from perfscore.model.indicator import Direction, Indicator
from perfscore.model.quantity import Comparator
from perfscore.model.rule import (
    AddPer,
    Basis,
    Clause,
    DeductPoints,
    FixedPoints,
    FullMarks,
    NoMarks,
    ProRata,
    ScoringRule,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.numbers.folding import fold
from perfscore.numbers.text import format_number

_TIER_AWARDS = (FixedPoints, FullMarks, NoMarks, DeductPoints, ProRata)


def decisive(branches: list[Clause], points: Callable[[Clause], Decimal], source: str = "") -> list[Clause]:
    """Return the branches that count.

    “90%以上得10分，80%以上得8分”: 95 % lies in both, and the narrower range is meant. “60%以上得5分，60%以下不得分”:
    60 % is the end of both, and the better one counts, unless the ``source`` says 含 of the other alone. Anything
    else that overlaps is returned as it is.
    """
    if len(branches) > 1 and all(isinstance(clause.condition, InTime) for clause in branches):
        return _by_time(branches)
    if len(branches) < 2 or not all(_is_tier(clause) for clause in branches):  # noqa: PLR2004 - one is no choice
        return branches
    narrow = [one for one in branches if not any(_inside(other, one) for other in branches if other is not one)]
    if len(narrow) > 1 and _only_touch(narrow):
        said = [clause for clause in narrow if _includes(clause, _common(narrow), source)]
        if len(said) == 1:
            return said
        return narrow if _share_against_points(narrow, points) else [max(narrow, key=points)]
    return narrow


def _share_against_points(touching: list[Clause], points: Callable[[Clause], Decimal]) -> bool:
    """“60%以下不得分，60%-80%按比例得分”: a share may as well begin with the points where it begins."""
    shares = [clause for clause in touching if isinstance(clause.award, ProRata)]
    others = [clause for clause in touching if clause not in shares]
    if len(shares) != 1 or not isinstance(shares[0].condition, Within):
        return False
    interval = shares[0].condition.interval
    return interval.low is not None and interval.high is not None and points(others[0]) < points(shares[0])


def _by_time(branches: list[Clause]) -> list[Clause]:
    """Done by the end of May is done by the end of June too: the earliest deadline counts, behind them the latest."""
    by = [clause for clause in branches if isinstance(clause.condition, InTime) and clause.condition.when == "by"]
    ordered = sorted(by or branches, key=_deadline_of)
    return [ordered[0] if by else ordered[-1]]


def _deadline_of(clause: Clause) -> tuple[int, int, int]:
    deadline = clause.condition.deadline if isinstance(clause.condition, InTime) else None
    return (deadline.year or 0, deadline.month, deadline.day or 31) if deadline is not None else (0, 0, 0)


def against(clauses: tuple[Clause, ...], direction: Direction | None, points: Callable[[Clause], Decimal]) -> bool:
    """Tell whether tiers give less for more although more is better, or the contrary: one of the cells is wrong."""
    tiers = [clause for clause in clauses if _is_tier(clause) and not isinstance(clause.award, ProRata)]
    placed = [(_place(clause.condition), points(clause)) for clause in tiers if isinstance(clause.condition, Within)]
    if direction is None or len(placed) < 2 or any(place is None for place, _ in placed):  # noqa: PLR2004
        return False
    ordered = [given for _, given in sorted(placed, key=lambda pair: pair[0] or (Decimal(0), 0))]
    wanted = sorted(ordered, reverse=direction is Direction.LOWER_IS_BETTER)
    return ordered != wanted


def rewards_the_worse(rule: ScoringRule, direction: Direction | None) -> bool:
    """Tell whether points are given on the side that the row calls the worse one, or for missing what is asked.

    “低于90%得10分” and “每低1个百分点加1分” where more is better; “未达标得10分，达标不得分” in any row.
    """
    missed = [clause for clause in rule.clauses if isinstance(clause.condition, TargetMissed)]
    met = [clause for clause in rule.clauses if isinstance(clause.condition, TargetMet | Within)]
    if any(isinstance(one.award, FixedPoints | FullMarks) for one in missed):
        return any(isinstance(one.award, NoMarks) for one in met)
    worse = (
        {Direction.HIGHER_IS_BETTER: Side.BELOW, Direction.LOWER_IS_BETTER: Side.ABOVE}.get(direction)
        if direction
        else None
    )
    steps = [step for _, step in rule.steps if step.basis in (Basis.VALUE, Basis.COMPLETION_RATE)]
    if worse and any(isinstance(step, AddPer) and step.side is worse for step in steps):
        return True
    tiers = [clause for clause in rule.clauses if _is_tier(clause)]
    return worse is not None and len(tiers) == 1 and _side_of(tiers[0]) is worse


def _side_of(tier: Clause) -> Side | None:
    """The side on which the only tier leaves more points than the other: 低于60%不得分 is above, 90%以上得10分 too."""
    assert isinstance(tier.condition, Within)
    interval = tier.condition.interval
    if tier.condition.basis not in (Basis.VALUE, Basis.COMPLETION_RATE) or (interval.low is None) is (
        interval.high is None
    ):
        return None
    lies_above = interval.high is None
    gives = isinstance(tier.award, FixedPoints | FullMarks | ProRata)
    return Side.ABOVE if lies_above is gives else Side.BELOW


def penalty_above_awards(clauses: tuple[Clause, ...], points: Callable[[Clause], Decimal]) -> Clause | None:
    """Return a penalty that leaves more than a branch gives: “达到90%得5分，达到95%得10分，达不到扣2分”."""
    given = [points(clause) for clause in clauses if isinstance(clause.award, FixedPoints)]
    penalties = (clause for clause in clauses if isinstance(clause.award, DeductPoints))
    return next((clause for clause in penalties if given and points(clause) > min(given)), None)


def _place(condition: Within) -> tuple[Decimal, int] | None:
    """Where a range stands among others: by its lower end, an open one below all."""
    if condition.basis not in (Basis.VALUE, Basis.COMPLETION_RATE):
        return None
    interval = condition.in_base_units
    if interval.low is not None:
        return interval.low, 1 if interval.low_closed else 2
    return (interval.high, 0) if interval.high is not None else None


def _is_tier(clause: Clause) -> bool:
    return isinstance(clause.condition, Within) and isinstance(clause.award, _TIER_AWARDS)


def _inside(inner: Clause, outer: Clause) -> bool:
    """Tell whether the range of one lies wholly in that of the other and is smaller."""
    assert isinstance(inner.condition, Within)
    assert isinstance(outer.condition, Within)
    one, other = inner.condition.in_base_units, outer.condition.in_base_units
    if one == other or inner.condition.basis is not outer.condition.basis:
        return False
    low = other.low is None or (
        one.low is not None
        and (one.low > other.low or (one.low == other.low and (other.low_closed or not one.low_closed)))
    )
    high = other.high is None or (
        one.high is not None
        and (one.high < other.high or (one.high == other.high and (other.high_closed or not one.high_closed)))
    )
    return low and high


def _only_touch(branches: list[Clause]) -> bool:
    """Tell whether the ranges have but one number in common: the end of one is the beginning of the next."""
    if len(branches) != 2:  # noqa: PLR2004 - three ranges cannot meet in one number by their ends alone
        return False
    first, second = (clause.condition.in_base_units for clause in branches if isinstance(clause.condition, Within))
    return (first.high is not None and first.high == second.low) or (
        second.high is not None and second.high == first.low
    )


def _common(branches: list[Clause]) -> Decimal:
    """The number that ends one of two ranges and begins the other, as the sentence writes it."""
    first, second = (clause.condition.interval for clause in branches if isinstance(clause.condition, Within))
    shared = {first.low, first.high} & {second.low, second.high}
    return next((end for end in shared if end is not None), Decimal(-1))


def _includes(clause: Clause, end: Decimal, source: str) -> bool:
    """80%-90%（含）, 90%以上（含90%）: whether the words of the clause say 含 of this number."""
    number = re.escape(format_number(end))
    behind = rf"(?<![\d.]){number}(?![\d.])[^\d()]{{0,6}}\(\s*含(?!\s*\d)|\(\s*含\s*{number}(?![\d.])"
    return re.search(behind, fold(clause.span.of(source))) is not None


def order_problem(rule: ScoringRule, indicator: Indicator) -> Diagnostic | None:
    """Return why the points of the tiers do not go with the row, None where they do; it depends on no actual."""
    equal = Comparator.EQUAL in (indicator.comparator, indicator.target.comparator)
    direction = None if equal else indicator.direction
    full = rule.stated_maximum() or indicator.weight or Decimal(0)
    rule = rule.in_points(full)

    def points(clause: Clause) -> Decimal:
        return points_of(clause, full)

    if against(rule.clauses, direction, points) or rewards_the_worse(rule, direction):
        return _order_error("各档得分的高低与指标值类型的方向不一致", rule, rule.clauses[0])
    if penalty := penalty_above_awards(rule.clauses, points):
        return _order_error("扣分之后剩下的分比另一档给的分还多，各档得分的高低矛盾", rule, penalty)
    return None


def _order_error(message: str, rule: ScoringRule, clause: Clause) -> Diagnostic:
    return Diagnostic("S321", Severity.ERROR, message, rule.source, clause.span)


def points_of(clause: Clause, full: Decimal) -> Decimal:
    """Return what a branch comes to where full marks are so many."""
    match clause.award:
        case FixedPoints(points=points):
            return points
        case NoMarks():
            return Decimal(0)
        case DeductPoints(points=points):
            return full - points
        case _:
            return full
