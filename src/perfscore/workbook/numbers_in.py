"""The number text of a cell in, a Decimal of Excel's 15 significant digits out."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

SIGNIFICANT_DIGITS = 15
"""Excel keeps and shows no more (Excel specifications and limits, "Number precision")."""

_EXCEL = Context(prec=SIGNIFICANT_DIGITS, rounding=ROUND_HALF_UP)
_LARGEST_EXPONENT = 308


def to_decimal(text: str) -> Decimal | None:
    """Return the number as Excel shows it: ``0.30000000000000004`` → ``0.3``; None where the text is no number."""
    try:
        number = _EXCEL.create_decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or number.adjusted() > _LARGEST_EXPONENT:
        return None
    return plain(number)


def plain(number: Decimal) -> Decimal:
    """Return the number without trailing zeros behind the point and without an exponent above zero."""
    if not number:
        return Decimal(0)
    number = number.normalize(_EXCEL)
    exponent = number.as_tuple().exponent
    return (
        number.quantize(Decimal(1), context=Context(prec=400)) if isinstance(exponent, int) and exponent > 0 else number
    )
