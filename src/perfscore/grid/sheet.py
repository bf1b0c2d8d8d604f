"""A plain grid of cells: what a workbook file or a live host shows, with no spreadsheet library behind it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

CellValue = str | Decimal | bool | date | datetime | time | None
"""What a cell holds. Every number is a Decimal of its 15 significant digits, as Excel shows it."""


class CellKind(StrEnum):
    """What kind of thing a cell holds."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell.

    ``text`` is what a person sees in the cell (0.95 under a percent format is ``95%``); ``is_percent`` says
    that the number format multiplies by a hundred. ``formula`` is the formula without its ``=``;
    ``has_cached_value`` is False for a formula that no program has calculated yet.
    """

    value: CellValue = None
    kind: CellKind = CellKind.EMPTY
    text: str = ""
    number_format: str = "General"
    is_percent: bool = False
    formula: str | None = None
    has_cached_value: bool = True


EMPTY_CELL = GridCell()


@dataclass(frozen=True, slots=True, order=True)
class CellRange:
    """A rectangle of cells, 1-based, both ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class GridSheet:
    """One worksheet: sparse cells by (row, column), 1-based, and the merges.

    ``last_row`` and ``last_column`` bound the cells that hold something, not the formatted area.
    """

    name: str
    cells: dict[tuple[int, int], GridCell] = field(default_factory=dict)
    merges: tuple[CellRange, ...] = ()
    last_row: int = 0
    last_column: int = 0
    is_protected: bool = False
    is_hidden: bool = False
    marks: frozenset[tuple[int, int]] = frozenset()
    """On sheets of ours: the cells that carry a comment or a link of a person's."""

    def cell(self, row: int, column: int) -> GridCell:
        """The cell itself, EMPTY_CELL where there is none; a merged area is not looked through."""
        return self.cells.get((row, column), EMPTY_CELL)


@dataclass(slots=True)
class GridBook:
    """A workbook as grids, in sheet order, with the text that we kept in it (see ``grid.plan.WorkbookPlan.state``)."""

    sheets: tuple[GridSheet, ...]
    state: str | None = None
    our_sheets: tuple[str, ...] = ()
    """The names of the sheets that we made."""
