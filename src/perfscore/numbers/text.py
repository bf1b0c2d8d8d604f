"""Decimal numbers as staff write them, and numbers as the form shows them."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from perfscore.numbers.folding import fold
from perfscore.numbers.numerals import parse_numeral

NUMBER_PATTERN = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\s?\.\s?\d+)?|\d+(?:\s?\.\s?\d+)?"
"""An unsigned number in folded text: thousands commas in threes, blanks around the point allowed."""
_SIGNED = re.compile(rf"([+-]?)\s*({NUMBER_PATTERN})")
_BETWEEN_DIGITS = re.compile(r"[,\s]")
_MAXIMUM_DIGITS = 15
"""A spreadsheet keeps 15 significant digits; longer numbers cannot be what a person typed."""


def decimal_of(digits: str) -> Decimal | None:
    """Return the Decimal of a NUMBER_PATTERN match, None where it has more digits than a spreadsheet keeps."""
    plain = digits if digits.isdecimal() else _BETWEEN_DIGITS.sub("", digits)
    if len(plain.replace(".", "")) > _MAXIMUM_DIGITS:
        return None
    return Decimal(plain)


def parse_number(text: str) -> Decimal | None:
    """Read a whole text as one number: ``-1,200.5``, ``１０３``, ``二十八``; None where it is anything else."""
    folded = fold(text).strip()
    match = _SIGNED.fullmatch(folded)
    if match is None:
        return parse_numeral(folded)
    number = decimal_of(match[2])
    if number is None:
        return None
    return -number if match[1] == "-" else number


def number_from_float(value: float) -> Decimal:
    """Return the Decimal of a spreadsheet's float at its 15 significant digits (0.1 + 0.2 gives 0.3).

    Raises:
        ValueError: the float is not finite.
    """
    if not math.isfinite(value):
        raise ValueError("not a finite number")
    return Decimal(f"{value:.15g}")


def format_number(value: Decimal) -> str:
    """Write a number without exponent and without trailing zeros: 16.50 → 16.5, 20 → 20, -0 → 0."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
