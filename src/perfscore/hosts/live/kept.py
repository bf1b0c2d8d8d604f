"""What a press changed, kept in the process, so that it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field

from perfscore.grid.sheet import CellRange
from perfscore.hosts.live.blocks import Changes
from perfscore.hosts.live.moved_rows import Moved
from perfscore.workbook.state import KeptState


@dataclass(slots=True)
class Press:
    """One 计分: what stood there before."""

    changes: dict[str, Changes] = field(default_factory=dict)
    """By sheet."""
    new_sheets: list[str] = field(default_factory=list)
    new_columns: dict[str, list[CellRange]] = field(default_factory=dict)
    """The columns that the press added, by sheet, headers included."""
    parted: dict[str, list[CellRange]] = field(default_factory=dict)
    """Merges of our sheets that were taken apart, by sheet."""
    merged: dict[str, list[CellRange]] = field(default_factory=dict)
    """Those that were made."""
    cleared: dict[str, list[CellRange]] = field(default_factory=dict)
    """Areas of our sheets that were taken back to nothing, looks and all."""
    moved: dict[str, Moved] = field(default_factory=dict)
    """Rows of our sheets that became another kind of row, with the looks they had."""
    texts: dict[str, dict[tuple[int, int], str]] = field(default_factory=dict)
    """The texts of the form by sheet, to see whether rows or columns have moved since."""
    state: KeptState = field(default_factory=KeptState)
    """What our hidden sheet kept."""

    def of(self, sheet: str) -> Changes:
        """Return what is noted of a sheet."""
        return self.changes.setdefault(sheet, Changes())


_presses: dict[str, Press] = {}


def keep(book: str, press: Press) -> None:
    """Keep the last press on a workbook, known by its full name."""
    _presses[book] = press


def last_press(book: str) -> Press | None:
    """Return the last press on a workbook that has not been taken back."""
    return _presses.get(book)


def forget(book: str) -> None:
    """Let go of what was kept."""
    _presses.pop(book, None)
