"""A block of cells out of LibreOffice: values as Excel hands them over, and formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from perfscore.hosts.libreoffice.uno_engine.area import Area
from perfscore.hosts.libreoffice.uno_engine.document import Document
from perfscore.hosts.libreoffice.uno_engine.errors import SOME_ERROR, CellError, errors_of
from perfscore.hosts.libreoffice.uno_engine.formulas import to_excel
from perfscore.hosts.libreoffice.uno_engine.number_formats import FormatKind

Value = str | float | bool | datetime | CellError | None
_MARKED = frozenset("'=")
_LONG_POWER = re.compile(r"(?<=\dE)([+-])0(?=\d\d$)")
_TRUTHS = frozenset(("0", "1"))


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
    kind_of = document.formats.kind
    for key, places in document.formats_in(cells, lambda key: kind_of(key) in (FormatKind.DATE, FormatKind.BOOLEAN)):
        is_boolean = kind_of(key) is FormatKind.BOOLEAN
        for place in [area] if places is None else places:
            here = place.meet(area)
            if here is None:
                continue
            for row in rows[here.top - area.top : here.bottom - area.top + 1]:
                for column in range(here.left - area.left, here.right - area.left + 1):
                    value = row[column]
                    if isinstance(value, float):
                        row[column] = value != 0 if is_boolean else document.moment(value) or value


def read_formulas(document: Document, sheet: Any, cells: Any, area: Area) -> list[list[str]]:
    """Return the formulas of a block with their ``=``; a constant as the text that Excel's Formula gives it."""
    rows = [list(row) for row in cells.getFormulaArray()]
    arrays: list[tuple[int, int]] = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text.startswith("{="):
                arrays.append((r, c))
            elif text and (text[0] in _MARKED or text[-5:-4] == "E"):
                row[c] = _in_excel(text)
    if arrays:
        _unwrap_arrays(rows, arrays, cells.getDataArray())
    if any(text in _TRUTHS for row in rows for text in row):
        _name_truths(rows, read_values(document, sheet, cells, area, name_errors=False))
    return rows


def _in_excel(text: str) -> str:
    """Return a formula, a text without the apostrophe that says it is one, or a large number, as Excel writes it."""
    if text[0] == "'":
        return text[1:]
    return to_excel(text) if text[0] == "=" else _LONG_POWER.sub(r"\1", text)


def _unwrap_arrays(rows: list[list[str]], places: list[tuple[int, int]], values: Sequence[Sequence[object]]) -> None:
    """Take the braces off array formulas, which Excel shows without; a text in braces stays as it is."""
    for r, c in places:
        text = rows[r][c]
        if values[r][c] != text:
            rows[r][c] = to_excel(text[1:-1])


def _name_truths(rows: list[list[str]], values: list[list[Value]]) -> None:
    """Write TRUE and FALSE for constants that are truths: LibreOffice gives 1 and 0."""
    for texts, line in zip(rows, values, strict=True):
        for column, value in enumerate(line):
            if isinstance(value, bool) and texts[column] in _TRUTHS:
                texts[column] = "TRUE" if value else "FALSE"
