"""What a host hands over where a formula refers to cells: the little that the cell functions ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from perfscore.grid.sheet import CellRange, GridBook

Values = Sequence[Sequence[object]]
"""A block of cells row by row: None or "" for an empty one, an error by its name."""


class Place(NamedTuple):
    """Where a reference points."""

    book: str
    sheet: str
    area: CellRange


@runtime_checkable
class Reference(Protocol):
    """A reference as a host hands it over; only what is asked for is read."""

    def place(self) -> Place | str:
        """Return where it points, or words that say why it cannot be used."""

    def values(self, sheet: str, area: CellRange) -> Values:
        """Read a block of the workbook."""

    def number_format(self, sheet: str, area: CellRange) -> str | None:
        """Return the number format of a block, None where its cells differ."""

    def has_merges(self, sheet: str, area: CellRange) -> bool | None:
        """Tell whether a block is merged, None where it is in part."""

    def read_book(self) -> GridBook:
        """Read the workbook."""

    def others(self) -> Sequence[tuple[str, Reference]]:
        """Return the other open workbooks: what each is called, and a reference into it."""
