"""What a rule can give: its points, where nothing and where everything is earned, in words for a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import assert_never

from perfscore.explain.wording import format_points
from perfscore.model.quantity import Dimension, Quantity
from perfscore.model.rule import (
    AddPer,
    Always,
    Award,
    Basis,
    Clause,
    DeductPer,
    DeductPoints,
    Discretion,
    FixedPoints,
    FullMarks,
    Interpolated,
    NoMarks,
    PartialStep,
    ProRata,
    ScoringRule,
    Side,
)
from perfscore.rules.format import format_condition, format_quantity
from perfscore.scoring.states import adds_states

_ZERO = Decimal(0)
_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Reach:
    """可得分: the points of every branch in words, and the cases that give nothing and everything."""

    maximum: Decimal | None
    scores: tuple[str, ...]
    zero: tuple[str, ...]
    full: tuple[str, ...]


def reach_of(rule: ScoringRule, weight: Decimal | None) -> Reach:
    """Return what a rule can give on a row of this 分值, None where the row has none."""
    if rule.parts:
        return _reach_of_parts(rule, weight)
    maximum = _maximum(rule, weight)
    base = _base(rule, maximum)
    added = adds_states(rule, weight) and not rule.only_deducts
    scores = [words for clause in rule.clauses if (words := _score(clause.award, base))]
    zero = list(_none_of_them(rule) if added else _zero(rule, base))
    full = ["所列各项都符合"] if added else list(_full(rule, maximum))
    return Reach(maximum, _unique(scores), _unique(zero), _unique(full))


def _reach_of_parts(rule: ScoringRule, weight: Decimal | None) -> Reach:
    """Of a sentence about several things: each part's own, and all of them together for the whole."""
    stated = rule.stated_maximum()
    reaches = [reach_of(part, part.stated_maximum()) for part in rule.parts]
    scores = [f"第{number}项：{'、'.join(reach.scores)}" for number, reach in enumerate(reaches, 1) if reach.scores]
    return Reach(stated if weight is None else weight, tuple(scores), (), ("各项都得满分、没有扣分",))


def _maximum(rule: ScoringRule, weight: Decimal | None) -> Decimal | None:
    """The full marks: 分值, as far as the sentence gives that much; what it states where the row has none."""
    stated = rule.stated_maximum()
    if adds_states(rule, weight) and not rule.only_deducts:
        named = [clause.award.points for clause in rule.clauses if isinstance(clause.award, FixedPoints)]
        stated = sum(named, _ZERO)
    if stated is None and rule.cap is not None:
        stated = rule.cap.points
    if weight is None or stated is None:
        return stated if weight is None else weight
    more = any(isinstance(clause.award, AddPer | FullMarks) for clause in rule.clauses)
    return weight if more else min(weight, stated)


def _base(rule: ScoringRule, maximum: Decimal | None) -> Decimal | None:
    """What steps are taken from: the points of the one branch that earns, else the full marks."""
    stated = [
        clause.award.points
        for clause in rule.clauses
        if isinstance(clause.award, FixedPoints) and not clause.award.of_full
    ]
    has_full = any(isinstance(clause.award, FullMarks) for clause in rule.clauses)
    if not rule.steps or has_full or not stated:
        return maximum
    return max(stated) if maximum is None else min(max(stated), maximum)


def _points(award: Award, full: Decimal | None) -> Decimal | None:
    """The one number of points of a branch, None where it is none or not known."""
    match award:
        case FullMarks():
            return full
        case NoMarks():
            return _ZERO
        case FixedPoints(points=points, of_full=share):
            if share:
                return None if full is None else points * full / _HUNDRED
            return points if full is None else min(points, full)
        case DeductPoints(points=points, of_full=share):
            if full is None:
                return None
            return max(_ZERO, full - (points * full / _HUNDRED if share else points))
        case _:
            return None


def _score(award: Award, full: Decimal | None) -> str:
    """What a branch gives, in words; empty where it only says what stands between two others."""
    points = _points(award, full)
    if points is not None:
        return f"{format_points(points)}分"
    match award:
        case FullMarks():
            return "满分"
        case FixedPoints():
            return f"分值的{format_points(award.points)}%"
        case DeductPoints():
            return f"满分减{_amount(award)}"
        case Discretion(low=Decimal() as low, high=Decimal() as high, deducts=deducts):
            return f"由人{'扣' if deducts else '给'}{format_points(low)}—{format_points(high)}分"
        case Discretion():
            return "由人酌情评定"
        case DeductPer(per=per):
            return f"每{format_quantity(per)}减{_amount(award)}"
        case AddPer(per=per, most=most):
            limit = f"（最多加{format_points(most)}分）" if most is not None else ""
            return f"每{format_quantity(per)}加{_amount(award)}{limit}"
        case ProRata():
            return "按比例" if full is None else f"0—{format_points(full)}分，按比例"
        case Interpolated():
            return "两端之间按插值"
        case NoMarks():
            return "0分"
        case _:
            assert_never(award)


def _amount(award: DeductPoints | DeductPer | AddPer) -> str:
    return f"分值的{format_points(award.points)}%" if award.of_full else f"{format_points(award.points)}分"


def _zero(rule: ScoringRule, base: Decimal | None) -> Iterator[str]:
    """Where nothing is earned: branches of 0 points, and the gap that a step leaves nothing at."""
    kept = rule.floor is not None and rule.floor.points is not None and (base is None or rule.floor.points < base)
    kept = kept or rule.least is not None  # 最多扣4分, 最低得2分: something is left in any case
    for clause in rule.clauses:
        if _points(clause.award, base) == _ZERO:
            yield _case(clause)
        elif isinstance(clause.award, DeductPer) and not kept:
            yield from _end_of(clause.award, base)
        elif isinstance(clause.award, AddPer) and rule.only_adds:
            yield "一个也没有"


def _end_of(step: DeductPer, base: Decimal | None) -> Iterator[str]:
    """The gap at which a step has taken all; none where no percentage can be that far off."""
    whole_points = _HUNDRED if step.of_full else base
    if step.points <= 0 or whole_points is None:
        return
    whole = step.partial is PartialStep.WHOLE or (step.partial is None and not _goes_pro_rata(step.per))
    exact = whole_points / step.points
    steps = exact.quantize(Decimal(1), ROUND_CEILING) if whole else exact
    gap = (steps * step.per.value).quantize(_CENT, ROUND_CEILING)
    ratio = step.per.unit is not None and step.per.unit.dimension is Dimension.RATIO
    if ratio and gap > _HUNDRED and step.side is Side.BELOW:
        return
    shown = format_quantity(Quantity(value=gap, unit=step.per.unit))
    yield f"{_gap_words(step)}{shown}及以上"


def _goes_pro_rata(per: Quantity) -> bool:
    """By default an unfinished percentage point counts in part, an unfinished thing or larger step does not."""
    return per.unit is not None and per.unit.dimension is Dimension.RATIO and per.value <= 1


def _gap_words(step: DeductPer) -> str:
    below = step.side is Side.BELOW
    match step.basis:
        case Basis.OCCURRENCES:
            late = step.per.unit is not None and step.per.unit.dimension is Dimension.TIME
            return "缺少" if step.matter == "缺少" else "延迟" if late else "发生"
        case Basis.RANK:
            return "落后"
        case Basis.DELAY:
            return "延迟"
        case Basis.GROWTH:
            return "同比下降" if below else "同比上升"
        case Basis.CHAINED:
            return "环比下降" if below else "环比上升"
        case Basis.BUDGET_RATE:
            return "超出预算" if not below else "低于预算"
        case Basis.VALUE | Basis.COMPLETION_RATE:
            return "低于目标" if below else "超出目标"
        case _:
            assert_never(step.basis)


def _none_of_them(rule: ScoringRule) -> Iterator[str]:
    if all(isinstance(clause.award, FixedPoints) for clause in rule.clauses):
        yield "所列各项都不符合"


def _full(rule: ScoringRule, maximum: Decimal | None) -> Iterator[str]:
    """Where everything is earned."""
    for clause in rule.clauses:
        points = _points(clause.award, maximum)
        if isinstance(clause.award, FullMarks) or (points is not None and points == maximum and points > 0):
            yield _case(clause)
        elif isinstance(clause.award, ProRata) and not clause.award.offset:
            if clause.award.taken is not None:
                yield "实际完成值0%"
                continue
            yield "实际完成值100%及以上" if clause.award.basis is Basis.VALUE else "完成比例100%及以上"
    if rule.only_deducts or rule.only_changes:
        yield "没有所列的扣分情形"


def _case(clause: Clause) -> str:
    return "其他情形" if isinstance(clause.condition, Always) else format_condition(clause.condition)


def _unique(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
