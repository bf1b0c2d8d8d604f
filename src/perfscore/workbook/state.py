"""Our own text inside the workbook: a very hidden worksheet, which every spreadsheet program carries along.

Custom XML parts and document properties are lost in openpyxl and some office programs; a worksheet is not. A very
hidden one (ECMA-376 part 1, 18.18.68) is in nobody's way: no menu shows it, sorting and inserting rows on other
sheets do not reach it. The names of our sheets stand beside the text: only these are replaced or removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from perfscore.grid.plan import CellWrite, SheetPlan
from perfscore.grid.sheet import GridSheet
from perfscore.workbook.book_map import BookMap
from perfscore.workbook.cell_in import CellMaker
from perfscore.workbook.package import Package
from perfscore.workbook.sheet_in import read_sheet
from perfscore.workbook.strings_in import read_strings

STATE_SHEET = "_perfscore"
MARK = "PerfScore 的计分记录，请勿修改（urn:perfscore:state）"
_CHUNK = 15_000
"""Characters to a cell: at most 30 000 UTF-16 units, and Excel holds 32 767."""
_FENCE = "|"
"""Stands around every piece of text: a piece that begins with = or ends with a blank comes back unchanged."""
_NAMES, _PIECES, _WIDTHS = 1, 2, 3


@dataclass(frozen=True, slots=True)
class KeptState:
    """What we kept in a workbook; ``is_there`` tells whether the sheet that keeps it stands."""

    text: str | None = None
    sheets: tuple[str, ...] = ()
    is_there: bool = False
    widths: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """The widths that we gave to columns of ours, by sheet and key."""


def read_state(package: Package, book: BookMap) -> KeptState:
    """Return what we kept; an empty state where there is none, or where the sheet of that name is not ours."""
    entry = book.sheet(STATE_SHEET)
    if entry is None or not entry.part:
        return KeptState()
    maker = CellMaker(read_strings(package, book.related("sharedStrings")), (), uses_1904=False)
    return state_of(read_sheet(package, entry.part, entry.name, maker))


def is_state_sheet(sheet: GridSheet) -> bool:
    """Tell whether the sheet is the one that keeps our state, not a person's that has its name."""
    return sheet.name.lower() == STATE_SHEET and sheet.cell(1, 1).text == MARK


def state_of(sheet: GridSheet) -> KeptState:
    """Return what the sheet keeps, an empty state for a sheet that is not ours."""
    if not is_state_sheet(sheet):
        return KeptState()
    rows = range(2, sheet.last_row + 1)
    pieces = [text[1:-1] for row in rows if (text := _text(sheet, row, _PIECES))]
    names = [name[1:-1] for row in rows if (name := _text(sheet, row, _NAMES))]
    widths = dict(_width(text[1:-1]) for row in rows if (text := _text(sheet, row, _WIDTHS)))
    widths.pop(("", ""), None)
    return KeptState("".join(pieces) if pieces else None, tuple(names), is_there=True, widths=widths)


def _width(words: str) -> tuple[tuple[str, str], float]:
    """Read ``55 explanation 目标表``; what is none is passed over."""
    width, _, place = words.partition(" ")
    key, _, name = place.partition(" ")
    if not name or not width.replace(".", "", 1).isdecimal():
        return ("", ""), 0.0
    return (name, key), float(width)


def _text(sheet: GridSheet, row: int, column: int) -> str:
    value = sheet.cell(row, column).value
    return value if isinstance(value, str) else ""


def plan_state(
    text: str | None,
    sheets: tuple[str, ...],
    widths: Mapping[tuple[str, str], float] | None = None,
    *,
    chunk: int = _CHUNK,
) -> SheetPlan:
    """Return the plan of the sheet that keeps the text, the names of our sheets and the widths of our columns.

    Args:
        text: the text.
        sheets: the names.
        widths: the widths, by sheet and key.
        chunk: the most characters of the text in one cell; reading joins pieces of any size.
    """
    plan = SheetPlan(STATE_SHEET, is_ours=True, cells=[CellWrite(1, 1, MARK)])
    plan.cells += [CellWrite(row, _NAMES, f"{_FENCE}{name}{_FENCE}") for row, name in enumerate(sheets, start=2)]
    for row, ((name, key), width) in enumerate(sorted((widths or {}).items()), start=2):
        plan.cells.append(CellWrite(row, _WIDTHS, f"{_FENCE}{width:g} {key} {name}{_FENCE}"))
    if text is None:
        return plan
    pieces = [text[start : start + chunk] for start in range(0, len(text), chunk)] or [""]
    plan.cells += [CellWrite(row, _PIECES, f"{_FENCE}{piece}{_FENCE}") for row, piece in enumerate(pieces, start=2)]
    return plan
