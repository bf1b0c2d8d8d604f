"""Whether the steps of a sentence fit its branches and each other: clauses to errors."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from perfscore.diagnostics import Diagnostic
from perfscore.model.quantity import Dimension
from perfscore.model.rule import (
    AddPer,
    Basis,
    Clause,
    DeductPer,
    DeductPoints,
    FixedPoints,
    FullMarks,
    Interpolated,
    NoMarks,
    PerStep,
    Side,
    TargetMet,
    Within,
    steps_of,
)
from perfscore.rules.families import family
from perfscore.rules.refusals import incoherent
from perfscore.values.units import comparable, is_ratio

_ANOTHER_THING = "这一句与前面说的不是同一件事"
_LARGEST_STEP = Decimal(10)
"""少于20次扣3分 is a threshold, 少于2次扣1分 may be a step."""
_SMALLEST_SHARE, _LARGEST_SHARE = Decimal(20), Decimal(50)
"""Percent: 低于60%扣5分 is a threshold, 低于1%扣1分 is hardly one; a step of 50 % or more is none."""


def one_step_each_side(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“每低1%扣1分，每低2%扣3分”: which of the two counts, nothing says."""
    steps = steps_of(clauses)
    counted = Counter((award.kind, award.side) for _, award in steps)
    return [
        incoherent(clause, text, "同一方向有两种扣（加）分办法")
        for clause, award in steps
        if counted[award.kind, award.side] > 1
    ]


def steps_of_one_thing(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“每少1座扣0.25分，每超出1个百分点扣1分”: places and percentages are two things.

    “完成率每少1个百分点” says itself that the percentage is that of the same number.
    """
    steps = [
        (clause, award.per.unit)
        for clause, award in steps_of(clauses)
        if award.per.unit is not None and not award.matter.endswith("完成率")
    ]
    return [incoherent(clause, text, _ANOTHER_THING) for clause, unit in steps[1:] if not comparable(steps[0][1], unit)]


def steps_lie_outside(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“同比提高得15分，每上升1%扣1分”: points are taken where the sentence has just given them."""
    earned = [
        clause.condition.interval
        for clause in clauses
        if isinstance(clause.condition, Within) and not isinstance(clause.award, NoMarks | DeductPoints)
    ]
    open_above = any(interval.high is None for interval in earned)
    open_below = any(interval.low is None for interval in earned)
    return [
        incoherent(clause, text, "扣分的方向与得分的条件相反")
        for clause, award in steps_of(clauses)
        if isinstance(award, DeductPer) and (open_above if award.side is Side.ABOVE else open_below)
    ]


def no_otherwise_beside_steps(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“每低1%扣1分，否则不得分”: what 否则 is left for is not to be seen."""
    if not any(isinstance(award, DeductPer) for _, award in steps_of(clauses)):
        return []
    return [incoherent(clause, text, "既按比例扣分，又写“否则”") for clause in clauses if family(clause) is None]


def no_bonus_for_places(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“前五得满分，每提高一名加1分”: up and down of a place are too easily confused."""
    return [
        incoherent(clause, text, "名次的加分办法没有读懂")
        for clause, award in steps_of(clauses)
        if isinstance(award, AddPer) and award.basis is Basis.RANK
    ]


def no_hidden_steps(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“发现一次扣1分”, “超过1天扣1分”: without 每 it is open whether each one costs or only the first.

    A bare number without a sign before it (“1台不得分”) is no threshold either.
    """
    problems = []
    for clause in clauses:
        condition, award = clause.condition, clause.award
        bare = isinstance(condition, TargetMet) and condition.reference is not None
        if bare and isinstance(award, DeductPoints | NoMarks):
            problems.append(incoherent(clause, text, "没有写明是超过、低于还是每一个"))
        elif isinstance(award, DeductPoints) and isinstance(condition, Within) and condition.basis is Basis.VALUE:
            edge = condition.interval.low if condition.interval.low is not None else condition.interval.high
            is_share = is_ratio(condition.unit)
            counted = condition.unit is not None and condition.unit.dimension is Dimension.COUNT
            if edge is None or not (is_share or counted) or edge < (_SMALLEST_SHARE if is_share else _LARGEST_STEP):
                problems.append(incoherent(clause, text, "没有写“每”，不能确定是每一个都扣还是只扣一次"))
    return problems


def no_step_like_the_threshold(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“90%得20分，每低于90%扣1分”: a step as large as half of what is asked is hardly meant."""
    edges = [
        edge * (clause.condition.unit.factor if clause.condition.unit else 1)
        for clause in clauses
        if isinstance(clause.condition, Within)
        and clause.condition.basis is Basis.VALUE
        and (edge := clause.condition.interval.low or clause.condition.interval.high)
    ]
    return [
        incoherent(clause, text, "每一步的幅度与目标相当，读不出是多少")
        for clause, award in steps_of(clauses)
        if _is_too_large(award, edges)
    ]


def _is_too_large(award: PerStep, edges: list[Decimal]) -> bool:
    ratio = award.per.unit is not None and award.per.unit.dimension is Dimension.RATIO
    if ratio and award.per.base >= _LARGEST_SHARE:
        return True
    return ratio and any(award.per.base * 2 >= edge > 0 for edge in edges if edge >= _SMALLEST_SHARE)


def ends_of_a_line(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“70%至90%之间按插值法计算”: without points for its ends there is no line."""
    named = [clause for clause in clauses if isinstance(clause.award, FixedPoints | FullMarks | NoMarks)]
    return [
        incoherent(clause, text, "没有写明两端各得多少分")
        for clause in clauses
        if isinstance(clause.award, Interpolated) and len(named) < 2  # noqa: PLR2004 - a line has two ends
    ]
