"""Any value that a function is given, and its number format if known, enter; a GridCell as in a file leaves."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import cast

from perfscore.grid.sheet import EMPTY_CELL, CellKind, GridCell
from perfscore.hosts.live import cells
from perfscore.workbook.display import show_moment
from perfscore.workbook.number_format import parse_format

GENERAL = "General"
_LONGEST_ODD = 200


def grid_cell(value: object, number_format: str | None = GENERAL) -> GridCell:
    """Return the cell that a value makes.

    Args:
        value: None, text, number, truth, date, or anything else that a program may hand over; an error by its name.
        number_format: in Excel's spelling, None where it is not known.
    """
    code = number_format or GENERAL
    if isinstance(value, date | time):
        return _moment(value, code)
    is_plain = value is None or isinstance(value, str | bool | int)
    if not is_plain and not (isinstance(value, float | Decimal) and Decimal(value).is_finite()):
        value = str(value)[:_LONGEST_ODD]
    return cells.grid_cell(cast("cells.HostValue", value), "", code) or EMPTY_CELL


def _moment(value: date | time, code: str) -> GridCell:
    """Return a date as a date whatever the format: one that was handed over by itself has none."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
        value = value.date() if value.time() == time() else value
    return GridCell(value, CellKind.DATE, show_moment(value, parse_format(code)), code)
