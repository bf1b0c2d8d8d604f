"""What an open workbook hands over for a cell in, a GridCell out; and a planned text in, what must be typed for it."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache

from perfscore.grid.sheet import CellKind, GridCell
from perfscore.workbook.cell_in import boolean_cell, number_cell, text_cell, with_formula
from perfscore.workbook.number_format import parse_format
from perfscore.workbook.xstring import fit_cell

HostValue = str | float | int | bool | Decimal | date | time | None
"""What xlwings gives for one cell. Error values come as their text (``err_to_str``)."""
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - days of a sheet have no time zone
_DAY = Decimal(86_400)
_ERRORS = frozenset(
    ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA")
)
_BEGINS_FORMULA = frozenset("=+-@'#")
_IN_NUMBERS = frozenset("年月日号时点分秒上下午星期周一二三四五六七八九十零〇两百千万亿元角整正负半又之第")


def is_number(value: HostValue) -> bool:
    """Tell whether how a cell shows its value goes by its number format."""
    return isinstance(value, float | int | Decimal | date | time) and not isinstance(value, bool)


def grid_cell(value: HostValue, formula: str, number_format: str) -> GridCell | None:
    """Return the cell, None for an empty one.

    Args:
        value: the value.
        formula: what the host gives as the formula; the text of the constant where there is none.
        number_format: the format, "General" where nobody asked.
    """
    is_formula = formula.startswith("=") and formula != value
    if value is None or value == "":
        # A formula that gives "" shows nothing, but has a result.
        return with_formula(text_cell(""), formula[1:], has_cached_value=True) if is_formula else None
    if isinstance(value, str) and value in _ERRORS:
        made = GridCell(value, CellKind.ERROR, value, number_format)
    else:
        made = _plain(value, number_format)
    return with_formula(made, formula[1:], has_cached_value=True) if is_formula else made


@lru_cache(maxsize=1 << 15, typed=True)
def _plain(value: HostValue, number_format: str) -> GridCell:
    how = parse_format(number_format)
    if isinstance(value, bool):
        return boolean_cell(value=value, how=how)
    if isinstance(value, str):
        return text_cell(value, how)
    return number_cell(number_words(value), how)


def number_words(value: HostValue) -> str:
    """Return a number or a moment as a file would hold it: digits, a moment as days since the end of 1899."""
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, datetime):
        return str(_days(value))
    if isinstance(value, date):
        return str(_days(datetime(value.year, value.month, value.day)))  # noqa: DTZ001
    if isinstance(value, time):
        return str(Decimal(value.hour * 3600 + value.minute * 60 + value.second) / _DAY)
    return str(value)


def _days(moment: datetime) -> Decimal:
    gap = moment.replace(tzinfo=None) - _EPOCH
    return Decimal(gap.days) + Decimal(gap.seconds) / _DAY


def typed(value: str | Decimal | None) -> str | float | None:
    """Return what must be handed to the host so that the cell holds the value: text is always text."""
    if isinstance(value, Decimal):
        return float(value)
    if not value:
        return None
    text = fit_cell(value)
    return text if stays_text(text) else f"'{text}"


@lru_cache(maxsize=1 << 14)
def stays_text(text: str) -> bool:
    """Tell whether a spreadsheet program surely takes the text for text.

    It does where the text begins no formula and has a Chinese word in it that no number, date or time of day has.
    Anything else may be a number, a date, a formula or TRUE in one language or another, full-width digits included.
    """
    first = unicodedata.normalize("NFKC", text[0])[0]
    if first in _BEGINS_FORMULA or first.isspace():
        return False
    return any("\u4e00" <= sign <= "\u9fff" and sign not in _IN_NUMBERS for sign in text)
