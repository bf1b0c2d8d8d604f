"""Rounding of points: the one place where it happens."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_TEN_PLACES = Decimal("1e-10")
_TWO_PLACES = Decimal("0.01")


def round_points(points: Decimal) -> Decimal:
    """Round half-up at 10 places, then half-up at 2: what ``ROUND(ROUND(x,10),2)`` does in a spreadsheet."""
    return points.quantize(_TEN_PLACES, ROUND_HALF_UP).quantize(_TWO_PLACES, ROUND_HALF_UP)
