"""Events of which only those of a size cost points: 1起，35亩 against 单起受害面积30亩以上的每起扣10分."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.indicator import Expected, Measured, Size
from perfscore.model.quantity import Quantity
from perfscore.values.facts import Fact, facts_in
from perfscore.values.fitting import is_of_each, made_of
from perfscore.values.hints import hint
from perfscore.values.reading import ActualReading, note, read_as, refused


def read_sized(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """Count the events of the size that costs; None where the cell writes no size: then it counts those of the rule.

    Args:
        text: the cell, folded and without blanks.
        shown: the cell as typed.
        expected: what the rule waits for; its thing says the size.
    """
    size = expected.thing.size
    facts = facts_in(text, frozenset((size.symbol,))) if size is not None else None
    if size is None or not facts or all(fact.size is None for fact in facts):
        return None
    count = Decimal(0)
    for fact in facts:
        counted = _counted(fact, size, expected)
        if counted is None:
            return refused("V201", f"没有写明每一起是否{_bounds(expected)}", shown, hint(expected))
        count += counted
    unit = expected.units[0] if expected.units else None
    remark = () if count else (note("N314", f"“{shown}”按0计", shown),)
    return read_as(Measured(text=shown, quantity=Quantity(value=count, unit=unit)), *remark)


def _counted(fact: Fact, size: Size, expected: Expected) -> Decimal | None:
    """How many events of the size a fact tells of, None where it does not say."""
    named = made_of(is_of_each.sub("", fact.words), "|".join((*expected.names, expected.wording)))
    if not named:
        return None
    if fact.denied or fact.number == 0:
        return Decimal(0)
    if fact.number is None or fact.size is None or fact.number % 1:
        return None
    if fact.number > 1 and is_of_each.search(fact.text + fact.words) is None:
        return None
    return fact.number if size.interval.contains(fact.size) else Decimal(0)


def _bounds(expected: Expected) -> str:
    return f"属于“{expected.thing.matter}”" if expected.thing.matter else "达到评分标准写明的大小"


def costs_for_no_size(fact: Fact, parts: tuple[Expected, ...]) -> bool:
    """Tell whether an event is too small, or too large, for every part that costs by the size: 5亩 below 10亩以上."""
    sized = [part.thing for part in parts if part.thing.size is not None]
    own = [thing.size for thing in sized if thing.size is not None and thing.size.symbol == fact.size_unit]
    if fact.size is None or fact.number is None or not sized or len(own) < len(sized):
        return False
    if any(unit.symbol == fact.size_unit for part in parts for unit in part.units):
        return False  # 30亩以上的不得分 measures it too
    if fact.number > 1 and is_of_each.search(fact.text + fact.words) is None:
        return False
    around = "|".join(thing.around for thing in sized)
    named = made_of(is_of_each.sub("", fact.words), around)
    return named and not any(size.interval.contains(fact.size) for size in own)


def settle_nested(found: list[ActualReading | None], parts: tuple[Expected, ...]) -> bool:
    """Of a fire of 60亩, 50亩以上 costs; whether 15亩以上 costs beside it is open, and two fires leave the row open."""
    for place, part in enumerate(parts):
        count = _count_of(found[place])
        for wider, other in enumerate(parts):
            if not count or not _lies_inside(part.thing.size, other.thing.size):
                continue
            if _count_of(found[wider]):
                return False
            found[wider] = ActualReading(_events(Decimal(0), other), others=(_events(count, other),))
    return True


def _events(number: Decimal, part: Expected) -> Measured:
    return Measured(text="无", quantity=Quantity(value=number, unit=part.units[0] if part.units else None))


def _count_of(reading: ActualReading | None) -> Decimal:
    actual = reading.actual if reading else None
    return actual.quantity.value if isinstance(actual, Measured) else Decimal(0)


def _lies_inside(size: Size | None, wider: Size | None) -> bool:
    if size is None or wider is None or size.interval.low is None or wider.interval.low is None:
        return False
    return wider.interval.high is None and size.interval.low > wider.interval.low
