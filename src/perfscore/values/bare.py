"""Numbers that may be something else than they look: 0.006 on a row in ‰, 8名 of 每千人3名; a number to a refusal."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.indicator import Expected
from perfscore.model.quantity import Dimension, Quantity, Unit
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import NUMERAL_CHARACTERS
from perfscore.numbers.text import format_number
from perfscore.values.hints import hint
from perfscore.values.reading import ActualReading, refused

_HARDLY_PERMILLE, _THOUSAND = Decimal("0.1"), Decimal(1000)
"""A bare 0.006 may be a spreadsheet's 6‰."""
_PER_HEAD = regex(rf"每(?:十|百|千|万|\d+)+(?:名|人|户|床|个)[^\d,;。]{{0,6}}(?:\d|[{NUMERAL_CHARACTERS}])+[名人个位]")
_OF_EACH = regex("每|均|千人|万人|密度|比例|率")


def doubt_of(number: Decimal, unit: Unit | None, shown: str, expected: Expected) -> ActualReading | None:
    """Return why a number cannot be taken as it stands, None where it can."""
    own = expected.units[0] if expected.units else None
    if _may_be_a_total(unit or own, expected):
        return refused("V210", f"不能确定“{shown}”是总数还是按比例折算的数", shown, hint(expected))
    if unit is None and own is not None and own.symbol == "‰" and 0 < number < _HARDLY_PERMILLE:
        literal, share = (f"{format_number(one)}‰" for one in (number, number * _THOUSAND))
        return refused("V204", f"“{shown}”可能是{literal}，也可能是{share}", shown, f"{share}或{literal}")
    return None


def _may_be_a_total(unit: Unit | None, expected: Expected) -> bool:
    """按每千人3名配备: of 8名 it is open for how many people, unless the row's own name says so."""
    counted = unit is not None and unit.dimension is Dimension.COUNT
    sentence = expected.compared_with[0] if expected.compared_with else ""
    named = [name for name in expected.names if not name.startswith("按")]
    return counted and _PER_HEAD.search(sentence) is not None and not any(map(_OF_EACH.search, named))


GROWTH_NAME = regex(
    "(?:增速|增长率|增长|增幅|增长幅度|升幅|提高率|提升率|下降率|降幅|降低率|减少率|下降幅度|节约率)(?:情况)?$"
)
_LARGE_GROWTH, _LEAST_LEVEL = Decimal(30), Decimal(80)
"""Percent: beside a growth of at most 30 % to reach, 104 % may be this year's number against last year's."""


def may_be_level(quantity: Quantity, expected: Expected) -> bool:
    """Tell whether 104% may be the level against last year, on a row that asks for a growth of a few percent."""
    asked = expected.reference
    small = asked is not None and 0 < asked <= _LARGE_GROWTH and quantity.base >= _LEAST_LEVEL
    return small and any(GROWTH_NAME.search(name) for name in expected.names)
