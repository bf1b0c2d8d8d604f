"""A plan of what to write into a workbook: plain data, carried out by ``workbook`` or by a live host."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from perfscore.grid.sheet import CellRange

PlannedValue = str | Decimal | None
"""Text is written as text whatever it begins with (never as a formula); None empties the cell."""


class Tint(StrEnum):
    """The tint of a cell: yellow says fill in. Orange, look here, comes from an ``AttentionRule``."""

    NONE = "none"
    INPUT = "input"


@dataclass(frozen=True, slots=True)
class CellLook:
    """How a written cell looks.

    ``like`` names an official cell (row, column) of the same sheet (or of ``like_sheet``) whose style is copied
    first: font, borders, alignment, fill; without it the workbook's default style is the base. ``like_column`` names
    one in the written cell's own row, so that all rows share one look. The other fields are laid over it; None leaves
    what ``like`` gave. ``CellLook()`` on an empty value takes the cell back to nothing.
    """

    like: tuple[int, int] | None = None
    tint: Tint = Tint.NONE
    number_format: str | None = None
    horizontal: str | None = None
    vertical: str | None = None
    wrap: bool | None = None
    bold: bool | None = None
    size: float | None = None
    borders: bool | None = None
    unlocked: bool = False
    like_sheet: str | None = None
    like_column: int | None = None


class CellWrite(NamedTuple):
    """One cell to write. ``formula`` (without ``=``) wins over ``value``; ``value`` is then its cached result.

    Without a ``look`` the cell keeps the style it has. A named tuple, because a form has many of them.
    """

    row: int
    column: int
    value: PlannedValue = None
    look: CellLook | None = None
    formula: str | None = None
    """A place inside the workbook to jump to, such as ``'目标表'!H12``."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """A drop-down of suggestions that never blocks other text."""

    area: CellRange
    choices: tuple[str, ...]
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class AttentionRule:
    """One conditional format: the area turns orange where its own text begins with one of the words."""

    area: CellRange
    words: tuple[str, ...]


@dataclass(slots=True)
class FittedColumn:
    """A column of ours that is to be as wide as its texts need in rows of fixed height.

    A width other than the last that was set is a person's, and stays; the widths that were set are kept beside the
    state, by ``key``. Where none is kept, the usual width and the one that ``before`` asks for are ours.
    """

    key: str
    column: int
    usual: float
    least: float
    most: float
    is_new: bool = False
    before: dict[int, str] = field(default_factory=dict)
    """What stood in it, by row."""
    after: dict[int, str] = field(default_factory=dict)
    """What stands in it then."""


@dataclass(slots=True)
class SheetPlan:
    """What to do to one sheet.

    ``is_ours`` sheets are made anew (replacing one of the same name that is ours); with ``stands`` such a sheet is
    edited where it stands, as a sheet of the form is: cells and widths that the plan does not name stay; our
    drop-downs, attention rules and links are replaced by those of the plan. ``reset_widths`` gives columns their
    default width back. Widths are in characters, heights in points. ``landscape`` and ``freeze`` (the first cell that
    scrolls) count on sheets made anew only: a standing sheet keeps its page setup and views.
    """

    name: str
    is_ours: bool = False
    stands: bool = False
    cells: list[CellWrite] = field(default_factory=list)
    column_widths: dict[int, float] = field(default_factory=dict)
    fitted: list[FittedColumn] = field(default_factory=list)
    reset_widths: list[int] = field(default_factory=list)
    row_heights: dict[int, float] = field(default_factory=dict)
    merges: list[CellRange] = field(default_factory=list)
    removed_merges: list[CellRange] = field(default_factory=list)
    suggestions: list[Suggestions] = field(default_factory=list)
    attention: list[AttentionRule] = field(default_factory=list)
    landscape: bool = False
    freeze: tuple[int, int] | None = None


@dataclass(slots=True)
class WorkbookPlan:
    """What to write into one workbook. ``state`` is kept inside the file and comes back as ``GridBook.state``.

    None keeps nothing: a state from before is taken out. Only sheets that are ours are ever removed; a name in
    ``removed_sheets`` that no sheet has is passed over.
    """

    sheets: list[SheetPlan] = field(default_factory=list)
    removed_sheets: list[str] = field(default_factory=list)
    state: str | None = None
