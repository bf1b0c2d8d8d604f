"""A value as a spreadsheet program hands it over and its number format enter, a GridCell as in a file leaves."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from decimal import Decimal

from perfscore.grid.sheet import EMPTY_CELL, CellKind, GridCell
from perfscore.numbers.text import number_from_float
from perfscore.workbook.display import show_general, show_moment, show_number, show_serial, show_text
from perfscore.workbook.number_format import NumberFormat, parse_format
from perfscore.workbook.numbers_in import to_decimal

GENERAL = "General"
_PLAIN = parse_format(GENERAL)
_ERRORS = frozenset(
    "#N/A #VALUE! #REF! #DIV/0! #NUM! #NAME? #NULL! #SPILL! #CALC! #GETTING_DATA #FIELD! #BLOCKED! #CONNECT!".split()
)
_LARGEST = 10**15


def grid_cell(value: object, number_format: str | None = GENERAL) -> GridCell:
    """Return the cell that a value makes.

    Args:
        value: None, text, number, truth, date, or anything else that a program may hand over; an error as its name.
        number_format: in Excel's spelling, None where it is not known.
    """
    how = _PLAIN if number_format in (None, GENERAL) else parse_format(number_format or GENERAL)
    if value is None or value == "":
        return EMPTY_CELL
    if isinstance(value, str):
        kind = CellKind.ERROR if value in _ERRORS else CellKind.TEXT
        return GridCell(value, kind, value if how is _PLAIN else show_text(value, how), how.code, how.is_percent)
    if isinstance(value, bool):
        return GridCell(value, CellKind.BOOLEAN, "TRUE" if value else "FALSE", how.code)
    if isinstance(value, int | float | Decimal):
        return _number(value, how)
    if isinstance(value, date | time):
        return _moment(value, how)
    shown = str(value)[:200]
    return GridCell(shown, CellKind.TEXT, shown, how.code)


def _number(value: float | Decimal, how: NumberFormat) -> GridCell:
    number = _decimal(value)
    if number is None:
        return GridCell(str(value), CellKind.ERROR, str(value), how.code)
    if how is _PLAIN:
        return GridCell(number, CellKind.NUMBER, show_general(number))
    shown = show_serial(number, how, uses_1904=False) if how.is_date else show_number(number, how)
    return GridCell(number, CellKind.NUMBER, shown, how.code, how.is_percent)


def _decimal(value: float | Decimal) -> Decimal | None:
    if isinstance(value, float):
        return number_from_float(value) if math.isfinite(value) else None
    return to_decimal(str(value))


def _moment(value: date | time, how: NumberFormat) -> GridCell:
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
        value = value.date() if value.time() == time() else value
    return GridCell(value, CellKind.DATE, show_moment(value, how), how.code)
