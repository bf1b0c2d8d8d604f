"""What a recognised workbook hangs on besides the row in question, and whether it has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from perfscore.engine.known_book import KnownBook
from perfscore.engine.known_rows import RowColumns
from perfscore.grid.read import OUR_SHEETS
from perfscore.grid.sheet import CellRange

Values = Sequence[Sequence[object]]
ReadValues = Callable[[str, CellRange], Values]
_ROOM = 20
"""Rows below what stands on a sheet of ours in which a person may go on typing."""


class Watched:
    """The blocks of a workbook that its headers, rulings, money and other rows stand in, as they were read."""

    def __init__(self, known: KnownBook, read: ReadValues) -> None:
        self._blocks = [(sheet, area, read(sheet, area)) for sheet, area in _areas(known)]

    def has_changed(self, read: ReadValues) -> bool:
        """Tell whether any of it reads otherwise now; a sheet that is gone has changed."""
        try:
            return any(read(sheet, area) != before for sheet, area, before in self._blocks)
        except Exception:  # every host has errors of its own; reading the workbook anew will tell
            return True


def _areas(known: KnownBook) -> Iterator[tuple[str, CellRange]]:
    for sheet in known.grid.sheets:
        if sheet.name in OUR_SHEETS and sheet.last_row:
            yield sheet.name, CellRange(1, 1, sheet.last_row + _ROOM, sheet.last_column)
            continue
        columns = known.columns_at(sheet.name, 1)
        if columns is not None and sheet.last_row:
            for first, last in _spans(columns):
                yield sheet.name, CellRange(1, first, sheet.last_row, last)


def _spans(columns: RowColumns) -> list[tuple[int, int]]:
    """Return the runs of input columns without 实际完成值, which is read with its row."""
    runs: list[tuple[int, int]] = []
    for first, last in columns.spans(for_status=False):
        if first <= columns.actual <= last:
            runs += [run for run in ((first, columns.actual - 1), (columns.actual + 1, last)) if run[0] <= run[1]]
        else:
            runs.append((first, last))
    return runs
