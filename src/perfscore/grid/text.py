"""The published text of a form (one line per row, cells parted by tabs) enters, a GridBook leaves."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.grid.sheet import CellKind, GridBook, GridCell, GridSheet

_NUMBER = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?")
_HEADING = re.compile(r"^#+\s*")


def grid_from_text(text: str, name: str = "目标表") -> GridBook:
    """Return the text as a workbook of one sheet that keeps the text's own columns.

    Empty lines above the table go; below its first tab-separated line they stay, for there they are page breaks.
    """
    sheet = GridSheet(name)
    row, has_begun = 0, False
    for line in text.removeprefix("\ufeff").splitlines():
        if not line.strip() and not has_begun:
            continue
        row += 1
        has_begun = has_begun or "\t" in line
        for column, words in enumerate(line.split("\t"), start=1):
            shown = _HEADING.sub("", words) if column == 1 else words
            if shown.strip():
                sheet.cells[row, column] = cell_of(shown)
                sheet.last_row = row
                sheet.last_column = max(sheet.last_column, column)
    return GridBook((sheet,))


def cell_of(text: str) -> GridCell:
    """Return the cell that a person would get by typing ``text``; a code with leading zeros stays text."""
    if _NUMBER.fullmatch(text) is None:
        return GridCell(text, CellKind.TEXT, text)
    places = len(text.partition(".")[2])
    number_format = f"0.{'0' * places}" if places else "General"
    return GridCell(Decimal(text), CellKind.NUMBER, text, number_format)
