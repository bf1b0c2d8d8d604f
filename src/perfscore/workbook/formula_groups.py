"""Shared formulas whose first cell is overwritten: the other cells get the formula in full, so nothing is lost."""

from __future__ import annotations

from collections.abc import Set

from perfscore.workbook.formula_text import shift_formula
from perfscore.workbook.located import Splicer
from perfscore.workbook.sheet_map import FormulaPlace, SheetMap
from perfscore.workbook.strings_in import inner_text
from perfscore.workbook.xstring import escape_text


def locked_cell(sheet: SheetMap, written: Set[tuple[int, int]]) -> tuple[int, int] | None:
    """Return a cell to be written that belongs to a larger array formula or data table, None where none does."""
    for place in sheet.formulas:
        area = place.area if place.node.attrs.get("t") in ("array", "dataTable") else None
        if area is None or (area.first_row, area.first_column) == (area.last_row, area.last_column):
            continue
        cells = {
            (row, column)
            for row, column in written
            if area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column
        }
        size = (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)
        if cells and len(cells) < size:
            return min(cells)
    return None


def spell_out(sheet: SheetMap, splicer: Splicer, written: Set[tuple[int, int]]) -> None:
    """Write the formula out in every cell that shares one whose first cell is overwritten."""
    shared = [place for place in sheet.formulas if place.node.attrs.get("t") == "shared"]
    lost = {
        place.node.attrs.get("si"): place
        for place in shared
        if "ref" in place.node.attrs and (place.row, place.column) in written
    }
    for place in shared:
        first = lost.get(place.node.attrs.get("si"))
        if first is not None and place is not first and (place.row, place.column) not in written:
            splicer.replace(place.node.start, place.node.end, _spelled(sheet, first, place))


def _spelled(sheet: SheetMap, first: FormulaPlace, place: FormulaPlace) -> bytes:
    formula = inner_text(place.node.raw(sheet.data))
    if not formula:
        words = inner_text(first.node.raw(sheet.data))
        formula = shift_formula(words, place.row - first.row, place.column - first.column)
    return f"<{place.node.name}>{escape_text(formula)}</{place.node.name}>".encode()
