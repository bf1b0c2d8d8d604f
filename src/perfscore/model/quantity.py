"""Quantities: a number with the unit it was written in, and intervals of numbers."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from perfscore.model.base import Model


class Dimension(StrEnum):
    """What a unit measures; only quantities of one dimension can be compared."""

    RATIO = "ratio"
    COUNT = "count"
    PLACE = "place"
    MONEY = "money"
    AREA = "area"
    LENGTH = "length"
    MASS = "mass"
    TIME = "time"
    OTHER = "other"


class Unit(Model):
    """计量单位: the symbol as written, what it measures, and how many base units it holds.

    The base units are: percent for ratios, one for counts and places, yuan, square metre, metre, kilogram, day.
    """

    symbol: str
    dimension: Dimension
    factor: Decimal = Decimal(1)


class Quantity(Model):
    """A number with its unit; ``unit`` is None where none was written."""

    value: Decimal
    unit: Unit | None = None

    @property
    def base(self) -> Decimal:
        """The number in base units of its dimension."""
        return self.value if self.unit is None else self.value * self.unit.factor


class Comparator(StrEnum):
    """The comparison of a target: ≥, ≤, >, <, =."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    EQUAL = "="


class Interval(Model):
    """A range of numbers; None is an open end without bound."""

    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = True
    high_closed: bool = True

    def contains(self, value: Decimal) -> bool:
        """Tell whether the number lies inside."""
        if self.low is not None and (value < self.low or (value == self.low and not self.low_closed)):
            return False
        return self.high is None or value < self.high or (value == self.high and self.high_closed)

    def times(self, factor: Decimal) -> Interval:
        """Return the range with both ends multiplied."""
        if factor == 1:
            return self
        low = None if self.low is None else self.low * factor
        high = None if self.high is None else self.high * factor
        return self.model_copy(update={"low": low, "high": high})
