"""The points of a row over its number: pieces, with a formula each, between the numbers where something begins or ends.

Nothing here reads the sentence again: the engine is asked at those numbers and between them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from itertools import pairwise, product

from perfscore.formula.expression import (
    Cell,
    Expression,
    FormulaError,
    Name,
    Number,
    Operation,
    Row,
    compute,
)
from perfscore.formula.oracle import Subject
from perfscore.formula.slopes import slopes
from perfscore.formula.typed import REVIEW, Typing
from perfscore.model.indicator import Want
from perfscore.model.rule import Basis, ScoringRule, Within

_MOST_PIECES = 24
_HALF = Decimal(2)
_FAR = tuple(map(Decimal, ("1.02", "1.3", "1.6", "2.5", "4", "7", "12", "40", "90", "400", "5000")))
_STEPS = tuple(map(Decimal, ("0.4", "1", "1.5", "2", "3", "3.1", "5")))
_OUTSIDE = tuple(map(Decimal, ("-2000", "-40", "-5", "3000", "20000", "100000", "1000000", "100000000")))
_BISECTIONS = 30
_EXACT = Decimal("0.005")
_SAME = Decimal("1e-8")
_NEAR = Decimal("0.0002")
"""Where a search ends so near a whole number, that number is meant."""


class NotInPiecesError(Exception):
    """The points cannot be written as a few pieces; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Piece:
    """The numbers up to ``end`` (None: without end), including it where ``closed``, and what they earn.

    ``samples`` are numbers of the piece that the engine was asked about.
    """

    end: Decimal | None
    closed: bool
    points: Expression
    samples: tuple[Decimal, ...]


@dataclass(slots=True)
class Curve:
    """Builds the pieces of one row."""

    subject: Subject
    typing: Typing
    refers_to_target: bool = True
    refers_to_weight: bool = True
    """Whether 指标值 and 分值 may stand in the formula as cells, so that it follows their changes."""
    grain: Decimal | None = None
    """What a counted thing comes in, in the unit of the row: 1, or 0.0001 of 万人; None for what is measured."""

    def pieces(self) -> tuple[Piece, ...]:
        """Return the pieces from the lowest numbers to the highest.

        Raises:
            NotInPiecesError: they are not as simple as that.
        """
        self.grain = self._grain()
        knots = self._knots()
        knots = sorted({*knots, *self._limits(knots)})
        pieces = self._joined(self._elementary(knots))
        return tuple(reversed(self._joined_backwards(pieces)))

    def points_at(self, value: Decimal) -> Decimal | None:
        """Return what the engine gives for a number."""
        return self.subject.points(self.typing.words(value))

    def exact_at(self, value: Decimal) -> Decimal | None:
        """Return what the engine gives for a number before rounding."""
        return self.subject.answer(self.typing.words(value)).exact

    def _grain(self) -> Decimal | None:
        if self.subject.expected.want is Want.RANK:
            return Decimal(1)
        grain = 1 / self.factor()
        whole = [one for one in map(Decimal, (1, 2, 3, 5, 8, 20)) if self.points_at(one + grain) is not None]
        if whole and all(self.points_at(one + grain / 2) is None for one in whole):
            return grain
        return None

    def _knots(self) -> list[Decimal]:
        """Return the numbers of sentence and row, in the unit of the row, at which something may begin or end."""
        found = {Decimal(0), *self._named_numbers()}
        target = self._target()
        if target is not None:
            found |= {target, *(target * rate / 100 for rate in _rates(self.subject.rule))}
        if self.typing.after == "%":
            found.add(Decimal(100))
        if len(found) > _MOST_PIECES:
            raise NotInPiecesError("评分标准分的档太多")
        return sorted(found)

    def _named_numbers(self) -> set[Decimal]:
        return {base / self.factor() for base in _bases(self.subject.rule)}

    def _target(self) -> Decimal | None:
        target = self.subject.row.target.quantity
        return None if target is None else target.base / self.factor()

    def factor(self) -> Decimal:
        """Return how many base units the unit of the row holds."""
        units = self.subject.expected.units
        return units[0].factor if units and self.typing.after != "%" else Decimal(1)

    def _limits(self, knots: list[Decimal]) -> Iterator[Decimal]:
        """Find where the engine begins or ceases to take numbers."""
        top = max(*knots, Decimal(1))
        grid = sorted({*knots, *(top * far for far in _FAR), *_OUTSIDE, *self._between(knots)})
        grid = [self._snapped(one) for one in grid]
        for low, high in pairwise(grid):
            taken = self.points_at(low) is not None
            if taken != (self.points_at(high) is not None) and high - low > (self.grain or _EXACT):
                yield self._boundary(low, high, low_is_taken=taken)

    def _between(self, knots: list[Decimal]) -> Iterator[Decimal]:
        for low, high in pairwise(knots):
            for share in ("0.02", "0.25", "0.5", "0.75", "0.98"):
                yield low + (high - low) * Decimal(share)

    def _snapped(self, value: Decimal) -> Decimal:
        return self._on_grain(value, ROUND_HALF_EVEN) if self.grain else value.quantize(Decimal("0.0001"))

    def _on_grain(self, value: Decimal, way: str) -> Decimal:
        grain = self.grain or Decimal(1)
        return (value / grain).to_integral_value(way) * grain

    def _boundary(self, low: Decimal, high: Decimal, *, low_is_taken: bool) -> Decimal:
        for _ in range(_BISECTIONS):
            middle = self._snapped((low + high) / _HALF)
            if middle in (low, high):
                break
            if (self.points_at(middle) is not None) is low_is_taken:
                low = middle
            else:
                high = middle
        edge = low if low_is_taken else high
        even = edge.to_integral_value()
        return even if abs(edge - even) <= _NEAR else edge

    def _elementary(self, knots: list[Decimal]) -> list[Piece]:
        pieces: list[Piece] = []
        for index, knot in enumerate(knots):
            pieces.append(self._inside(knots[index - 1] if index else None, knot))
            points = self.exact_at(knot)
            pieces.append(Piece(knot, True, REVIEW if points is None else self.named(points), (knot,)))
        pieces.append(self._inside(knots[-1], None))
        return pieces

    def _inside(self, low: Decimal | None, high: Decimal | None) -> Piece:
        """Return what the numbers between two knots earn.

        Raises:
            NotInPiecesError: they do not all earn it in one way.
        """
        samples = tuple(self._samples(low, high))
        asked = [self.exact_at(one) for one in samples]
        points = {one for one in asked if one is not None}
        if None in asked:  # where the engine scores only some of them, a person looks at all
            return Piece(high, False, REVIEW, samples)
        candidates: Iterator[Expression] = slopes(self, low, high, samples)
        if len(points) == 1:
            candidates = iter((self.named(points.pop()),))
        for candidate in candidates:
            if self._fits(candidate, samples):
                return Piece(high, False, candidate, samples)
        raise NotInPiecesError("这一段的得分不按一种简短的办法计算")

    def _samples(self, low: Decimal | None, high: Decimal | None) -> list[Decimal]:
        if low is None and high is not None:
            candidates = [high - one for one in map(Decimal, ("0.01", "0.7", "1", "2.3", "7", "50", "300"))]
        elif high is None and low is not None:
            scale = max(abs(low), Decimal(1))
            candidates = [low + one for one in map(Decimal, ("0.01", "0.7", "1", "2.3"))]
            candidates += [low + scale * far for far in _FAR]
        elif low is not None and high is not None:
            shares = ("0.001", "0.1", "0.23", "0.3", "0.5", "0.77", "0.9", "0.999")
            candidates = [low + (high - low) * Decimal(share) for share in shares]
        candidates += self._on_steps(low, high)
        if self.grain:
            candidates = [self._on_grain(one, way) for one in candidates for way in (ROUND_FLOOR, ROUND_CEILING)]
            inside = [one for one in candidates if (low is None or one > low) and (high is None or one < high)]
            # Where no whole number lies between, nobody can type one that counts.
            candidates = inside or [((low or Decimal(0)) + (high or Decimal(0))) / _HALF]
        return sorted(set(candidates))

    def _on_steps(self, low: Decimal | None, high: Decimal | None) -> Iterator[Decimal]:
        """Yield numbers where a step is just full, and beside them: there ways of counting steps differ."""
        for _, step in self.subject.rule.steps:
            sizes = {step.per.value, step.per.base / self.factor(), step.per.value * (self._target() or 0) / 100}
            for size, count in product(sizes - {Decimal(0)}, _STEPS):
                near = [low + size * count] if low is not None else []
                near += [high - size * count] if high is not None else []
                yield from (one for one in near if (low is None or one > low) and (high is None or one < high))

    def named(self, points: Decimal) -> Expression:
        """Return points as a number, or as the cell 分值 where they are what the row is worth."""
        of_row = points == self.subject.own_weight and points not in set(_points(self.subject.rule))
        return Cell(Name.WEIGHT) if of_row and self.refers_to_weight else Number(points)

    def number_of(self, value: Decimal) -> Expression:
        """Return a number of the row's unit, as the cell 指标值 or a part of it where it comes from there alone."""
        target = self.subject.own_target
        if not self.refers_to_target or target is None or value in self._named_numbers():
            return Number(value)
        if value == target:
            return Cell(Name.TARGET)
        rate = next((rate for rate in _rates(self.subject.rule) if target * rate / 100 == value), None)
        return Number(value) if rate is None else Operation("*", Cell(Name.TARGET), Number(rate / 100))

    def _joined(self, pieces: list[Piece]) -> list[Piece]:
        """Join every piece to the one before it whose formula holds for it too."""
        kept: list[Piece] = []
        for piece in pieces:
            if kept and self._holds(kept[-1].points, piece):
                kept[-1] = replace(piece, points=kept[-1].points, samples=kept[-1].samples + piece.samples)
            else:
                kept.append(piece)
        return kept

    def _joined_backwards(self, pieces: list[Piece]) -> list[Piece]:
        """Join every piece to the one behind it whose formula holds for it too; the result is in that order."""
        kept: list[Piece] = []
        for piece in reversed(pieces):
            if not (kept and self._holds(kept[-1].points, piece)):
                kept.append(piece)
        return kept

    def _holds(self, expression: Expression, piece: Piece) -> bool:
        """Tell whether a formula serves a piece as well as its own."""
        return expression == piece.points or (expression != REVIEW and self._fits(expression, piece.samples))

    def _fits(self, expression: Expression, samples: tuple[Decimal, ...]) -> bool:
        """Tell whether a formula gives what the engine gives for all of these numbers, before any rounding."""
        asked = [self.exact_at(one) for one in samples]
        return all(
            points is not None
            and (found := self._computed(expression, one)) is not None
            and abs(found - points) < _SAME
            for one, points in zip(samples, asked, strict=True)
        )

    def _computed(self, expression: Expression, value: Decimal) -> Decimal | None:
        """Return what a formula of the number gives; None for an error."""
        cells: dict[Name, float | str | bool] = {
            Name.NUMBER: float(value),
            Name.TARGET: float(self.subject.own_target or 0),
            Name.WEIGHT: float(self.subject.own_weight or 0),
        }
        try:
            found = compute(expression, Row(cells))
        except FormulaError:
            return None
        return Decimal(f"{found:.12f}")


def _bases(rule: ScoringRule) -> Iterator[Decimal]:
    """Yield the numbers that the sentence holds actuals against, in base units."""
    for clause in rule.clauses:
        condition, award = clause.condition, clause.award
        if isinstance(condition, Within):
            interval = condition.in_base_units
            yield from (one for one in (interval.low, interval.high) if one is not None)
        for reference in (getattr(condition, "reference", None), getattr(award, "reference", None)):
            if reference is not None:
                yield reference.base


def _rates(rule: ScoringRule) -> Iterator[Decimal]:
    """Yield the percentages of 指标值 that the sentence names."""
    for clause in rule.clauses:
        if isinstance(clause.condition, Within) and clause.condition.basis is Basis.COMPLETION_RATE:
            interval = clause.condition.in_base_units
            yield from (one for one in (interval.low, interval.high) if one is not None)
    for _, step in rule.steps:
        if step.basis is Basis.COMPLETION_RATE and step.reference is not None:
            yield step.reference.base


def _points(rule: ScoringRule) -> Iterator[Decimal]:
    """Yield the points that the sentence names as what is earned."""
    for limit in (rule.cap, rule.full, rule.least):
        if limit is not None and limit.points is not None:
            yield limit.points
    for clause in rule.clauses:
        points = getattr(clause.award, "points", None)
        if points is not None and getattr(clause.award, "kind", "") in ("fixed_points", "pro_rata"):
            yield points
