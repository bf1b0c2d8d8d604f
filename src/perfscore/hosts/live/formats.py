"""Cells with numbers in, their number formats out: asked for whole blocks, and split only where a block is mixed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from perfscore.hosts.live.areas import addresses_of
from perfscore.hosts.live.cells import HostValue

if TYPE_CHECKING:
    import xlwings as xw

Place = tuple[int, int]
_LARGEST_SHARE = 2


def formats_of(sheet: xw.Sheet, numbers: Mapping[Place, HostValue]) -> dict[Place, str]:
    """Return the number format of each cell.

    Args:
        sheet: the sheet.
        numbers: the cells by (row, column), with what they hold: cells alike are likely to have one format.
    """
    columns: dict[int, list[Place]] = {}
    for place in numbers:
        columns.setdefault(place[1], []).append(place)
    found: dict[Place, str] = {}
    for run in _runs(sorted(columns)):
        _ask_columns(sheet, [sorted(columns[column]) for column in run], numbers, found)
    return found


def _runs(columns: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for column in columns:
        if runs and runs[-1][-1] == column - 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _ask_columns(
    sheet: xw.Sheet, columns: list[list[Place]], numbers: Mapping[Place, HostValue], found: dict[Place, str]
) -> None:
    """Ask neighbouring columns at once, then each half, then the cells of a column."""
    places = [place for column in columns for place in column]
    parts = list(addresses_of(places))
    if len(parts) > 1:
        # Many scattered cells: the whole stretch may well have one format, empty cells and all.
        rows = [row for row, _ in places]
        code = _code_of(sheet.range((min(rows), columns[0][0][1]), (max(rows), columns[-1][0][1])))
        if code is not None:
            found.update(dict.fromkeys(places, code))
            return
    for address, those in parts:
        code = _code_of(sheet.range(address))
        if code is not None:
            found.update(dict.fromkeys(those, code))
        elif len(columns) > 1:
            wanted = set(those)
            halves = columns[: len(columns) // 2], columns[len(columns) // 2 :]
            for half in halves:
                left = [[place for place in column if place in wanted] for column in half]
                _ask_columns(sheet, [column for column in left if column], numbers, found)
        else:
            _ask_alike(sheet, those, numbers, found)


def _ask_alike(
    sheet: xw.Sheet, places: list[Place], numbers: Mapping[Place, HostValue], found: dict[Place, str]
) -> None:
    """Ask the cells of one column, those together that are likely to have one format."""
    kinds: dict[tuple[bool, bool], list[Place]] = {}
    for place in places:
        kinds.setdefault(_kind_of(numbers[place]), []).append(place)
    for alike in kinds.values():
        for address, those in addresses_of(alike):
            _ask_cells(sheet, address, those, found)


def _kind_of(value: HostValue) -> tuple[bool, bool]:
    """Return what its format is likely to go by: 0.95 was typed as 95%, 0.9512 as 95.12%, 27 as itself."""
    if not isinstance(value, float | int) or abs(value) > _LARGEST_SHARE:
        return False, False
    return True, round(value, 2) != value


def _ask_cells(sheet: xw.Sheet, address: str, places: list[Place], found: dict[Place, str]) -> None:
    code = _code_of(sheet.range(address))
    if code is not None or len(places) == 1:
        found.update(dict.fromkeys(places, code or "General"))
        return
    middle = len(places) // 2
    for part in (places[:middle], places[middle:]):
        for smaller, those in addresses_of(part):
            _ask_cells(sheet, smaller, those, found)


def _code_of(cells: xw.Range) -> str | None:
    """Return the format of some cells, None where they differ (which xlwings does not say in its types)."""
    return cast("str | None", cells.number_format)
