"""What the engine says of a row: the one authority that a formula is built from and held against."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple, Protocol

from perfscore.model.indicator import Expected, Indicator
from perfscore.model.rule import ScoringRule

Typed = str | Decimal


class Answer(NamedTuple):
    """The points of an actual as they are shown, and before rounding; None where the engine gives none."""

    points: Decimal | None
    exact: Decimal | None


class Asks(Protocol):
    """Scores the row with another actual, and perhaps another 指标值 or 分值 in the place of the row's own."""

    def __call__(self, actual: Typed, target: Decimal | None = None, weight: Decimal | None = None) -> Answer:
        """Return the points."""


@dataclass(slots=True)
class Subject:
    """The row that a formula is made for, with everything the engine knows of it; answers are kept.

    ``own_target`` is 指标值 where the cell holds nothing but a number, ``own_weight`` 分值 where it holds nothing but a
    number, with or without 分: only such cells can be referred to.
    """

    rule: ScoringRule
    row: Indicator
    expected: Expected
    asks: Asks
    own_target: Decimal | None
    own_weight: Decimal | None
    _kept: dict[tuple[Typed, Decimal | None, Decimal | None], Answer] = field(default_factory=dict)

    def answer(self, actual: Typed, target: Decimal | None = None, weight: Decimal | None = None) -> Answer:
        """Return what the engine says of an actual."""
        key = (actual, target, weight)
        if key not in self._kept:
            self._kept[key] = self.asks(actual, target, weight)
        return self._kept[key]

    def points(self, actual: Typed, target: Decimal | None = None, weight: Decimal | None = None) -> Decimal | None:
        """Return the points of an actual, None where the engine gives none."""
        return self.answer(actual, target, weight).points
