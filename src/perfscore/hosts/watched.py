"""What a recognised workbook hangs on besides the row in question, and whether it has changed since."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from perfscore.engine.known_book import KnownBook
from perfscore.engine.known_rows import RowColumns
from perfscore.grid.read import OUR_SHEETS
from perfscore.grid.sheet import CellRange, GridBook
from perfscore.hosts.reference import Reference, Values

_ROOM = 20
"""Rows below what stands on a sheet in which a person may go on typing."""


class Watched:
    """The blocks of a workbook in which its headers, rulings, money and other rows stand, as they were read.

    Of 实际完成值 and 三级指标 it is also watched whether cells are merged: then one cell stands for several rows.
    """

    def __init__(self, known: KnownBook, reference: Reference, elsewhere: Elsewhere) -> None:
        self._elsewhere = elsewhere
        self._blocks = [(sheet, area, reference.values(sheet, area)) for sheet, area in _areas(known)]
        self._merges = [(sheet, area, reference.has_merges(sheet, area)) for sheet, area in _single_columns(known)]

    def has_changed(self, reference: Reference) -> bool:
        """Tell whether any of it reads otherwise now; a sheet that is gone has changed."""
        try:
            return (
                any(reference.has_merges(sheet, area) != before for sheet, area, before in self._merges)
                or any(reference.values(sheet, area) != before for sheet, area, before in self._blocks)
                or self._elsewhere.has_changed(reference)
            )
        except Exception:  # every host has errors of its own; reading the workbook anew will tell
            return True


class Elsewhere:
    """The other open workbooks, as far as a 目标表 was looked for in them: each read once, then watched."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference
        self._names: set[str] | None = None
        self._left: Iterator[tuple[str, Reference]] = iter(())
        self._grids: list[GridBook] = []
        self._blocks: dict[str, list[tuple[str, CellRange, Values]]] = {}

    def books(self) -> Iterator[GridBook]:
        """Yield the workbooks; those that were read for an earlier call first, as they were then."""
        yield from self._grids
        if self._names is None:
            others = self._reference.others()
            self._names, self._left = {name for name, _ in others}, iter(others)
        for name, other in self._left:
            with contextlib.suppress(Exception):  # one that cannot be read now has no rules for us
                grid = other.read_book()
                self._blocks[name] = [(sheet, area, other.values(sheet, area)) for sheet, area in _whole_sheets(grid)]
                self._grids.append(grid)
                yield grid

    def has_changed(self, reference: Reference) -> bool:
        """Tell whether other workbooks are open now, or one that was read reads otherwise."""
        if self._names is None:
            return False
        others = dict(reference.others())
        return others.keys() != self._names or any(
            others[name].values(sheet, area) != before
            for name, blocks in self._blocks.items()
            for sheet, area, before in blocks
        )


def _whole_sheets(grid: GridBook) -> Iterator[tuple[str, CellRange]]:
    for sheet in grid.sheets:
        if sheet.name not in OUR_SHEETS and sheet.last_row:
            yield sheet.name, CellRange(1, 1, sheet.last_row + _ROOM, sheet.last_column)


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


def _single_columns(known: KnownBook) -> Iterator[tuple[str, CellRange]]:
    for form in known.forms:
        for block in form.form.blocks:
            places = (block.place("actual"), block.place("indicator"))
            for place in places if block.last_row > block.header_last else ():
                if place is not None:
                    yield block.sheet, CellRange(block.header_last + 1, place.first, block.last_row, place.first)
