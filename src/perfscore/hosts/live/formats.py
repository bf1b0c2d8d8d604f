"""Cells with numbers in, their number formats out: asked for whole blocks, and split only where a block is mixed.

Where formats change from row to row, as when percentages are typed among counts, a copy of the workbook tells all of
them at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isclose
from typing import TYPE_CHECKING, cast

from perfscore.grid.sheet import GridCell
from perfscore.hosts.live.areas import addresses_of
from perfscore.hosts.live.cells import HostValue, grid_cell
from perfscore.hosts.live.copies import UnusableError, copy_of
from perfscore.workbook import read_workbook

if TYPE_CHECKING:
    import xlwings as xw

Place = tuple[int, int]
_LARGEST_SHARE = 2
_MOST_ASKED = 16
"""Questions about one sheet before a copy is read instead."""


class _TooManyError(Exception):
    """There were too many questions."""


def formats_of(sheet: xw.Sheet, numbers: Mapping[Place, HostValue]) -> dict[Place, str]:
    """Return the number format of each cell.

    Args:
        sheet: the sheet.
        numbers: the cells by (row, column), with what they hold: cells alike are likely to have one format.
    """
    try:
        return _Asker(sheet, numbers, _MOST_ASKED).ask()
    except _TooManyError:
        copied = _from_copy(sheet, numbers)
        return _Asker(sheet, numbers, None).ask() if copied is None else copied


def _from_copy(sheet: xw.Sheet, numbers: Mapping[Place, HostValue]) -> dict[Place, str] | None:
    """Return the formats as a copy of the workbook has them, None where none can be read or it holds other cells.

    An office's own encryption may make the copy unreadable.
    """
    try:
        with copy_of(sheet.book) as path:
            book, _ = read_workbook(path)
    except (UnusableError, OSError):
        return None
    grid = next((one for one in book.sheets if one.name == sheet.name), None) if book is not None else None
    if grid is None:
        return None
    found: dict[Place, str] = {}
    for place, value in numbers.items():
        there = grid.cells.get(place)
        if there is None or not _is_same(value, there):
            return None
        found[place] = there.number_format
    return found


def _is_same(value: HostValue, there: GridCell) -> bool:
    here = grid_cell(value, "", "General")
    numbers = (here.value if here else None), there.value
    return all(isinstance(one, Decimal) for one in numbers) and isclose(*map(float, numbers), rel_tol=1e-9)  # type: ignore[arg-type]


class _Asker:
    """Asks the formats of one sheet, as long as it may."""

    def __init__(self, sheet: xw.Sheet, numbers: Mapping[Place, HostValue], most: int | None) -> None:
        self._sheet = sheet
        self._numbers = numbers
        self._most = most
        self._asked = 0
        self._found: dict[Place, str] = {}

    def ask(self) -> dict[Place, str]:
        """Return the format of each cell.

        Raises:
            _TooManyError: it takes more questions than allowed.
        """
        columns: dict[int, list[Place]] = {}
        for place in self._numbers:
            columns.setdefault(place[1], []).append(place)
        for run in _runs(sorted(columns)):
            self._ask_columns([sorted(columns[column]) for column in run])
        return self._found

    def _ask_columns(self, columns: list[list[Place]]) -> None:
        """Ask neighbouring columns at once, then each half, then the cells of a column."""
        places = [place for column in columns for place in column]
        parts = list(addresses_of(places))
        if len(parts) > 1:
            # Many scattered cells: the whole stretch may well have one format, empty cells and all.
            rows = [row for row, _ in places]
            code = self._code_of((min(rows), columns[0][0][1]), (max(rows), columns[-1][0][1]))
            if code is not None:
                self._found.update(dict.fromkeys(places, code))
                return
        for address, those in parts:
            code = self._code_of(address)
            if code is not None:
                self._found.update(dict.fromkeys(those, code))
            elif len(columns) > 1:
                wanted = set(those)
                for half in (columns[: len(columns) // 2], columns[len(columns) // 2 :]):
                    left = [[place for place in column if place in wanted] for column in half]
                    self._ask_columns([column for column in left if column])
            else:
                self._ask_alike(those)

    def _ask_alike(self, places: list[Place]) -> None:
        """Ask the cells of one column, those together that are likely to have one format."""
        kinds: dict[tuple[bool, bool], list[Place]] = {}
        for place in places:
            kinds.setdefault(_kind_of(self._numbers[place]), []).append(place)
        for alike in kinds.values():
            for address, those in addresses_of(alike):
                self._ask_cells(address, those)

    def _ask_cells(self, address: str, places: list[Place]) -> None:
        code = self._code_of(address)
        if code is not None or len(places) == 1:
            self._found.update(dict.fromkeys(places, code or "General"))
            return
        middle = len(places) // 2
        for part in (places[:middle], places[middle:]):
            for smaller, those in addresses_of(part):
                self._ask_cells(smaller, those)

    def _code_of(self, *cells: str | Place) -> str | None:
        """Return the format of some cells, None where they differ (which xlwings does not say in its types)."""
        if self._asked == self._most:
            raise _TooManyError
        self._asked += 1
        return cast("str | None", self._sheet.range(*cells).number_format)


def _runs(columns: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for column in columns:
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _kind_of(value: HostValue) -> tuple[bool, bool]:
    """Return what its format is likely to go by: 0.95 was typed as 95%, 0.9512 as 95.12%, 27 as itself."""
    if not isinstance(value, float | int) or abs(value) > _LARGEST_SHARE:
        return False, False
    return True, round(value, 2) != value
