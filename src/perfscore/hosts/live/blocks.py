"""Cells to write in, the open sheet changed: only what differs, in as few blocks as can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from perfscore.grid.plan import CellWrite, PlannedValue
from perfscore.grid.sheet import CellRange
from perfscore.hosts.live.areas import rectangles, runs
from perfscore.hosts.live.cells import HostValue, stays_text, typed
from perfscore.hosts.live.reading import LiveSheet

if TYPE_CHECKING:
    import xlwings as xw

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlannedFormula:
    """A formula of ours, with its ``=``, and what it shows."""

    text: str
    shown: str


Wanted = PlannedValue | PlannedFormula


def wanted_of(write: CellWrite) -> Wanted:
    """Return what a cell is to hold."""
    return write.value if write.formula is None else PlannedFormula(f"={write.formula}", str(write.value))


@dataclass(slots=True)
class Before:
    """What a cell held before it was written, and what was written."""

    raw: HostValue
    formula: str
    written: Wanted


@dataclass(slots=True)
class Changes:
    """What was changed on one sheet, to take it back."""

    cells: dict[Place, Before] = field(default_factory=dict)


def write_cells(live: LiveSheet, wanted: Mapping[Place, Wanted], changes: Changes) -> None:
    """Write the cells that do not hold what they should; note what they held.

    A block may run over cells between them that stay as they are, as long as writing back what they hold is sure to
    change nothing.
    """
    changed = {place: value for place, value in wanted.items() if not holds(live, place, value)}
    for place, value in changed.items():
        before = Before(live.raw.get(place), live.formulas.get(place, ""), value)
        changes.cells.setdefault(place, before).written = value
    for area in _blocks(live, changed):
        _write(live, area, changed)
    for place, value in changed.items():
        _remember(live, place, value)


def _remember(live: LiveSheet, place: Place, value: Wanted) -> None:
    """Take note of what the cell holds from now on."""
    if isinstance(value, PlannedFormula):
        live.raw[place], live.formulas[place] = value.shown, value.text
    elif value is None or value == "":
        live.raw.pop(place, None)
        live.formulas.pop(place, None)
    else:
        live.raw[place] = float(value) if isinstance(value, Decimal) else value
        live.formulas[place] = str(value)


def holds(live: LiveSheet, place: Place, value: Wanted) -> bool:
    """Tell whether a cell holds the value already."""
    if isinstance(value, PlannedFormula):
        return live.formulas.get(place) == value.text and is_formula(live.raw[place], value.text)
    if place not in live.raw:
        return value is None or value == ""
    now, formula = live.raw[place], live.formulas[place]
    if value is None or value == "" or is_formula(now, formula):
        return False
    if isinstance(value, Decimal):
        return isinstance(now, float) and now == float(value)
    return isinstance(now, str) and now == value


def is_formula(value: HostValue, formula: str) -> bool:
    """Tell a formula from a text that begins with =, which the host gives as both value and formula."""
    return formula.startswith("=") and formula != value


def _may_be_rewritten(live: LiveSheet, place: Place) -> bool:
    """Tell whether writing back what the cell holds surely changes nothing."""
    if place not in live.raw:
        return True
    value = live.raw[place]
    if is_formula(value, live.formulas[place]):
        return False
    return isinstance(value, float) or (isinstance(value, str) and stays_text(value))


def _blocks(live: LiveSheet, changed: Mapping[Place, Wanted]) -> list[CellRange]:
    """Return the rectangles to write: neighbouring columns together, cut where a cell between must not be touched."""
    blocks: list[CellRange] = []
    by_column: dict[int, list[int]] = {}
    for row, column in changed:
        by_column.setdefault(column, []).append(row)
    for first, last in runs(by_column):
        columns = range(first, last + 1)
        rows = {row for column in columns for row in by_column[column]}
        blocked = {
            row
            for row in range(min(rows), max(rows) + 1)
            if any((row, column) not in changed and not _may_be_rewritten(live, (row, column)) for column in columns)
        }
        blocks += _between(rows - blocked, blocked, first, last)
        blocks += rectangles((row, column) for row in rows & blocked for column in columns if (row, column) in changed)
    return blocks


def _between(rows: Iterable[int], blocked: set[int], first: int, last: int) -> list[CellRange]:
    found: list[CellRange] = []
    start = end = 0
    for row in sorted(rows):
        if start and any(between in blocked for between in range(end + 1, row)):
            found.append(CellRange(start, first, end, last))
            start = 0
        start, end = start or row, row
    return [*found, CellRange(start, first, end, last)] if start else found


def _write(live: LiveSheet, area: CellRange, changed: Mapping[Place, Wanted]) -> None:
    columns = range(area.first_column, area.last_column + 1)
    places = [[(row, column) for column in columns] for row in range(area.first_row, area.last_row + 1)]
    rows = [[_typed(changed[p]) if p in changed else live.raw.get(p) for p in line] for line in places]
    # The raw way: the values need no conversion, and xlwings' conversion asks about the range again and again.
    cells_of(live.sheet, area).raw_value = rows if len(rows) > 1 or len(columns) > 1 else rows[0][0]


def _typed(value: Wanted) -> str | float | None:
    return value.text if isinstance(value, PlannedFormula) else typed(value)


def cells_of(sheet: xw.Sheet, area: CellRange) -> xw.Range:
    """Return the range of a rectangle."""
    return sheet.range((area.first_row, area.first_column), (area.last_row, area.last_column))
