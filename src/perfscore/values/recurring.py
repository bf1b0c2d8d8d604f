"""Numbers for each month or quarter as numbers a year: 每月1期 is 12期."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.quantity import Dimension, Quantity, Unit
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.values.units import unit_at

_A_YEAR = {"个月": 12, "月": 12, "季度": 4, "季": 4, "半年": 2, "年": 1, "年度": 1}
_EACH = regex(
    rf"每(?P<period>个月|月|季度|季|半年|年度|年)(?:度)?(?:[^\d{NUMERAL_CHARACTERS}]{{0,8}}?(?P<number>\d{{1,4}}|[{NUMERAL_CHARACTERS}]{{1,3}})(?P<rest>\D{{1,3}}))?"
)


def parse_recurring(text: str, unit: Unit | None) -> Quantity | None:
    """Read 每月1期, 每季度; None for anything else. A period alone means once, in the unit of the row."""
    match = _EACH.fullmatch(text)
    if match is None:
        return None
    raw, own = match["number"], unit_at(match["rest"], 0) if match["rest"] else unit
    number = Decimal(1) if raw is None else Decimal(raw) if raw.isdigit() else parse_numeral(raw)
    if number is None or own is None or own.dimension is not Dimension.COUNT:
        return None
    if match["rest"] and match["rest"] != own.symbol:
        return None
    return Quantity(value=number * _A_YEAR[match["period"]], unit=own)
