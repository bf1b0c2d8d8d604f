"""Formulas that may hold between two numbers: steps of a gap, a share, a straight line. The engine says which does."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import Protocol

from perfscore.formula.expression import Cell, Expression, Name, Number, Operation, call, number
from perfscore.formula.oracle import Subject
from perfscore.model.rule import DeductPer, PerStep, ProRata, Side
from perfscore.values.units import is_ratio

_NUMBER = Cell(Name.NUMBER)
_TARGET = Cell(Name.TARGET)
_EXACT = Decimal("1e-9")


class Around(Protocol):
    """What a formula of a piece needs to know of its row."""

    subject: Subject

    def factor(self) -> Decimal:
        """Return how many base units the unit of the row holds."""

    def named(self, points: Decimal) -> Expression:
        """Return points as a number or a cell."""

    def number_of(self, value: Decimal) -> Expression:
        """Return a number of the row's unit as a number or a cell."""

    def exact_at(self, value: Decimal) -> Decimal | None:
        """Return what the engine gives for a number before rounding."""


def slopes(
    curve: Around, low: Decimal | None, high: Decimal | None, samples: tuple[Decimal, ...]
) -> Iterator[Expression]:
    """Yield formulas for the numbers between two ends, those first that read like the sentence."""
    asked = (*samples, *(end for end in (low, high) if end is not None))
    points = [found for found in map(curve.exact_at, asked) if found is not None]
    least, most = min(points), max(points)
    for formula in (
        *_of_steps(curve, low, high, least, most),
        *_of_shares(curve),
        *_straight(curve, low, high, samples),
    ):
        yield formula
        yield call("MAX", Number(least), formula)
        yield call("MIN", curve.named(most), formula)
        yield call("MAX", Number(least), call("MIN", curve.named(most), formula))


def _of_steps(
    curve: Around, low: Decimal | None, high: Decimal | None, least: Decimal, most: Decimal
) -> Iterator[Expression]:
    """Points less or more so much for each step of the distance from one of the ends."""
    starts = {most, least, *(found for end in (low, high) if end is not None and (found := curve.exact_at(end)))}
    if curve.subject.row.weight is not None:
        starts.add(curve.subject.row.weight)
    for _, step in curve.subject.rule.steps:
        for distance in _distances(curve, step, low, high):
            for counted in _counted(distance, step, curve):
                cost = counted if step.points == 1 else Operation("*", counted, Number(step.points))
                for start in sorted(starts, reverse=True):
                    if isinstance(step, DeductPer):
                        yield Operation("-", curve.named(start), cost)
                    else:
                        yield cost if start == 0 else Operation("+", curve.named(start), cost)


def _distances(curve: Around, step: PerStep, low: Decimal | None, high: Decimal | None) -> Iterator[Expression]:
    """The distance from either end, in the unit of the row or in percent of 指标值."""
    target = curve.subject.row.target.quantity
    named = [quantity.base / curve.factor() for quantity in (step.reference, target) if quantity is not None]
    near = (high, low) if step.side is Side.BELOW else (low, high)
    ends = [*named, *(end for end in near if end is not None)]
    for end in dict.fromkeys(ends):
        reference = curve.number_of(end)
        yield Operation("-", reference, _NUMBER)
        yield _NUMBER if end == 0 else Operation("-", _NUMBER, reference)
        if is_ratio(step.per.unit) and end:
            yield Operation("*", Operation("/", Operation("-", reference, _NUMBER), reference), number(100))
            yield Operation("*", Operation("/", Operation("-", _NUMBER, reference), reference), number(100))
    if target is not None and target.base and step.reference is not None and is_ratio(step.reference.unit):
        share = Operation("*", Operation("/", _NUMBER, curve.number_of(target.base / curve.factor())), number(100))
        yield Operation("-", Number(step.reference.base), share)
        yield Operation("-", share, Number(step.reference.base))


def _counted(distance: Expression, step: PerStep, curve: Around) -> Iterator[Expression]:
    """The number of steps: incomplete ones as they are, not at all, or as whole ones."""
    unit = step.per.unit
    sizes = [step.per.value]
    if unit is not None:
        sizes.append(step.per.base / (Decimal(1) if is_ratio(unit) else curve.factor()))
    for size in dict.fromkeys(sizes):
        steps = distance if size == 1 else Operation("/", distance, Number(size))
        even = call("ROUND", steps, number(10))
        yield steps
        yield call("INT", even)
        yield Operation("-", number(0), call("INT", Operation("-", number(0), even)))


def _of_shares(curve: Around) -> Iterator[Expression]:
    """So much of the points as the actual is of 100 %, of 指标值, or 指标值 of the actual."""
    row, target = curve.subject.row, curve.subject.row.target.quantity
    shares: list[Expression] = [Operation("/", _NUMBER, number(100))]
    if target is not None and target.base:
        whole = curve.number_of(target.base / curve.factor())
        shares += [Operation("/", _NUMBER, whole), Operation("/", whole, _NUMBER)]
    for clause in curve.subject.rule.clauses:
        award = clause.award
        if not isinstance(award, ProRata):
            continue
        of = [Operation("/", _NUMBER, Number(award.whole))] if award.whole is not None else shares
        full = award.points if award.points is not None else row.weight
        for share in of:
            for points in dict.fromkeys(one for one in (full, row.weight) if one is not None):
                formula = Operation("*", share, curve.named(points))
                yield Operation("+", formula, Number(award.offset)) if award.offset else formula


def _straight(
    curve: Around, low: Decimal | None, high: Decimal | None, samples: tuple[Decimal, ...]
) -> Iterator[Expression]:
    """The straight line between the ends, or through two numbers whose points are exact."""
    if low is not None and high is not None:
        first, last = curve.exact_at(low), curve.exact_at(high)
        if first is not None and last is not None:
            begin, end = curve.number_of(low), curve.number_of(high)
            rise = Operation("*", Operation("-", _NUMBER, begin), Operation("-", Number(last), Number(first)))
            yield Operation("+", Number(first), Operation("/", rise, Operation("-", end, begin)))
    for one, other in combinations(samples, 2):
        first, last = curve.exact_at(one), curve.exact_at(other)
        assert first is not None
        assert last is not None
        slope = ((last - first) / (other - one)).quantize(Decimal("0.000001"))
        if slope and abs(slope * (other - one) - (last - first)) < _EXACT:
            origin = low if low is not None else high
            assert origin is not None
            start = (first - slope * (one - origin)).normalize() + 0
            yield Operation(
                "+",
                Number(start),
                Operation("*", Operation("-", _NUMBER, curve.number_of(origin)), Number(slope.normalize() + 0)),
            )
