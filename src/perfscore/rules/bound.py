"""One end of a range, and ranges of one or two of them: bounds to intervals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from perfscore.model.quantity import Comparator, Interval, Unit
from perfscore.rules.lexicon import Kind
from perfscore.rules.tokens import Token


@dataclass(frozen=True, slots=True)
class Bound:
    """One end: a number, how it bounds (None: bare), whether the end itself was said to belong to it (含).

    ``named`` is an inclusion that names another number: 80%-90%（含80%）.
    """

    value: Decimal
    unit: Unit | None
    comparator: Comparator | None = None
    included: bool | None = None
    of_target: bool = False
    named: Token | None = None

    @property
    def is_low(self) -> bool:
        """Tell whether the number is the lower end."""
        return self.comparator in (Comparator.AT_LEAST, Comparator.MORE)


def interval_of_one(bound: Bound) -> tuple[Interval | None, Unit | None, bool]:
    """The range that one number bounds, None for a bare one; its unit, and whether it is a share of the target."""
    return _interval(bound), bound.unit, bound.of_target


def _interval(bound: Bound) -> Interval | None:
    match bound.comparator:
        case Comparator.AT_LEAST:
            return Interval(low=bound.value)
        case Comparator.MORE:
            return Interval(low=bound.value, low_closed=False)
        case Comparator.AT_MOST:
            return Interval(high=bound.value)
        case Comparator.LESS:
            return Interval(high=bound.value, high_closed=False)
        case Comparator.EQUAL:
            return Interval(low=bound.value, high=bound.value)
        case None:
            return None


def interval_of_two(first: Bound, second: Bound) -> tuple[Interval | None, Unit | None, bool]:
    """Both ends; where only one of a range is marked 含, the other one lies outside."""
    first = _same_ten_thousands(first, second)
    if first.named is not None or (second.named is not None and second.named.value != first.value):
        return None, None, False
    if second.named is not None:
        first = replace(first, included=second.named.kind is Kind.INCLUDED)
    unit = first.unit or second.unit
    if first.unit is not None and second.unit is not None and first.unit.dimension is not second.unit.dimension:
        return None, None, False
    if first.unit is not None and second.unit is not None and first.unit != second.unit:
        second = Bound(
            second.value * second.unit.factor / first.unit.factor, first.unit, second.comparator, second.included
        )
    of_target = first.of_target or second.of_target
    low, high = sorted((first, second), key=lambda bound: bound.value)
    if low.value == high.value:
        return None, None, False
    if first.comparator is not None and (not low.is_low or high.is_low):
        return None, None, False
    interval = Interval(
        low=low.value,
        high=high.value,
        low_closed=_belongs(low, high),
        high_closed=_belongs(high, low),
    )
    return interval, unit, of_target


def _same_ten_thousands(first: Bound, second: Bound) -> Bound:
    """15万-20万人次: the thing is named once, behind the second number."""
    if first.unit is None or second.unit is None or first.unit.symbol not in ("万", "亿"):
        return first
    return replace(first, unit=second.unit) if second.unit.symbol.startswith(first.unit.symbol) else first


def _belongs(end: Bound, other: Bound) -> bool:
    if end.included is not None:
        return end.included
    if end.comparator in (Comparator.MORE, Comparator.LESS):
        return False
    return not (other.included is True and end.comparator is None)
