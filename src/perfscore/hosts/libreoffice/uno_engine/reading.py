"""A block of cells out of LibreOffice: values as Excel hands them over, and formulas."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from perfscore.hosts.libreoffice.uno_engine.area import Area, area_of
from perfscore.hosts.libreoffice.uno_engine.document import Document
from perfscore.hosts.libreoffice.uno_engine.errors import SOME_ERROR, CellError, errors_of
from perfscore.hosts.libreoffice.uno_engine.formulas import to_excel
from perfscore.hosts.libreoffice.uno_engine.number_formats import FormatKind

Value = str | float | bool | datetime | CellError | None
_FORMULA = 16  # com.sun.star.sheet.CellFlags


def read_values(
    document: Document, sheet: Any, cells: Any, area: Area, *, name_errors: bool = True
) -> list[list[Value]]:
    """Return the values of a block, row by row: "" for an empty cell.

    Args:
        document: the open document.
        sheet: the UNO sheet.
        cells: the UNO range.
        area: where the range stands.
        name_errors: whether errors are told apart, which takes a call for each.
    """
    data = cells.getDataArray()
    rows: list[list[Value]] = [list(row) for row in data]
    if any(value.__class__ is float for row in data for value in row):
        _mark_formats(document, cells, area, rows)
    wrong = [(r, c) for r, row in enumerate(rows) if None in row for c, value in enumerate(row) if value is None]
    named = errors_of(sheet, [(area.top + r, area.left + c) for r, c in wrong]) if name_errors else {}
    for r, c in wrong:
        rows[r][c] = named.get((area.top + r, area.left + c), SOME_ERROR)
    return rows


def _mark_formats(document: Document, cells: Any, area: Area, rows: list[list[Value]]) -> None:
    """Turn numbers into dates and booleans where their formats say so."""
    for key, places in document.formats_in(cells):
        kind = document.formats.kind(key)
        if kind not in (FormatKind.DATE, FormatKind.BOOLEAN):
            continue
        for place in [area] if places is None else places:
            here = place.meet(area)
            if here is None:
                continue
            for row in rows[here.top - area.top : here.bottom - area.top + 1]:
                for column in range(here.left - area.left, here.right - area.left + 1):
                    value = row[column]
                    if isinstance(value, float):
                        row[column] = value != 0 if kind is FormatKind.BOOLEAN else document.moment(value) or value


def read_formulas(document: Document, sheet: Any, cells: Any, area: Area) -> list[list[str]]:
    """Return the formulas of a block with their ``=``; a constant as the text that Excel's Formula gives it."""
    places = cells.queryContentCells(_FORMULA).getRangeAddresses()
    rows = [[_constant(value, document) for value in row] for row in read_values(document, sheet, cells, area)]
    if places:
        formulas = cells.getFormulaArray()
        for place in map(area_of, places):
            for row in range(place.top - area.top, place.bottom - area.top + 1):
                for column in range(place.left - area.left, place.right - area.left + 1):
                    rows[row][column] = _formula(formulas[row][column])
    return rows


def _formula(formula: str) -> str:
    # An array formula stands in braces here, not in Excel.
    inner = formula[1:-1] if formula.startswith("{") and formula.endswith("}") else formula
    return to_excel(inner)


def _constant(value: Value, document: Document) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        value = document.serial(value)
    return "" if value is None else format(value, ".15g")
