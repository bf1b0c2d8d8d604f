"""A grid cell to what the reader of actuals takes: percent formats become percent texts, dates stay dates."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

from perfscore.grid.sheet import CellKind, GridCell
from perfscore.numbers.text import format_number


def cell_input(cell: GridCell | None) -> str | Decimal | date | bool | None:
    """Return what the cell holds for ``read_actual``; 0.95 under a percent format is the text 95%, exactly."""
    if cell is None or cell.kind is CellKind.EMPTY:
        return None
    value = cell.value
    if isinstance(value, Decimal):
        return f"{format_number(value * 100)}%" if cell.is_percent else value
    if isinstance(value, time):
        return cell.text
    if cell.kind is CellKind.ERROR:
        return cell.text or str(value)
    return value


def is_uncalculated(cell: GridCell | None) -> bool:
    """Tell whether the cell is a formula that no program has calculated yet."""
    return cell is not None and cell.formula is not None and not cell.has_cached_value
