"""Cells in, the fewest rectangles and addresses of them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from perfscore.diagnostics import column_letters
from perfscore.grid.sheet import CellRange

Place = tuple[int, int]
_LONGEST_ADDRESS = 250
"""Excel takes an address of at most 255 characters."""


def runs(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return the runs of consecutive numbers, each with its first and last."""
    found: list[tuple[int, int]] = []
    for row in sorted(rows):
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        elif not found or found[-1][1] != row:
            found.append((row, row))
    return found


def rectangles(places: Iterable[Place]) -> list[CellRange]:
    """Return rectangles that cover exactly these cells: runs down the columns, joined where neighbours are alike."""
    columns: dict[int, list[int]] = {}
    for row, column in places:
        columns.setdefault(column, []).append(row)
    open_ones: dict[tuple[int, int], CellRange] = {}
    done: list[CellRange] = []
    before = 0
    for column in sorted(columns):
        now: dict[tuple[int, int], CellRange] = {}
        for first, last in runs(columns[column]):
            left = open_ones.pop((first, last), None) if before == column - 1 else None
            start = left.first_column if left else column
            now[first, last] = CellRange(first, start, last, column)
        done += open_ones.values()
        open_ones, before = now, column
    return sorted([*done, *open_ones.values()])


def address_of(area: CellRange) -> str:
    """Return the address: B3 or B3:C9."""
    first = f"{column_letters(area.first_column)}{area.first_row}"
    last = f"{column_letters(area.last_column)}{area.last_row}"
    return first if first == last else f"{first}:{last}"


def addresses_of(places: Sequence[Place]) -> Iterator[tuple[str, list[Place]]]:
    """Yield addresses that together name the cells, each short enough for Excel, with the cells that it names."""
    words: list[str] = []
    those: list[Place] = []
    for area in rectangles(places):
        word = address_of(area)
        if words and len(",".join([*words, word])) > _LONGEST_ADDRESS:
            yield ",".join(words), those
            words, those = [], []
        words.append(word)
        columns = range(area.first_column, area.last_column + 1)
        those += [(row, column) for row in range(area.first_row, area.last_row + 1) for column in columns]
    if words:
        yield ",".join(words), those
