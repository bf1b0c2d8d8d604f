"""Errors in cells: what Excel calls them, and which cell has which."""

from __future__ import annotations

from typing import Any

_OTHER = "#VALUE!"
_BY_CODE = {32767: "#N/A", 525: "#NAME?", 524: "#REF!", 532: "#DIV/0!", 503: "#NUM!", 521: "#NULL!", 519: "#VALUE!"}
_ASKED = 2_000


class CellError(str):
    """An error of a cell by its name in Excel, such as ``#N/A``."""

    __slots__ = ()


SOME_ERROR = CellError(_OTHER)
"""An error that nobody asked the name of."""


def errors_of(sheet: Any, places: list[tuple[int, int]]) -> dict[tuple[int, int], CellError]:
    """Return the errors of cells (row, column).

    LibreOffice names the error of one cell at a time. Of a sheet with thousands of them the first two thousand are
    asked; the others are ``#VALUE!``.
    """
    named = {
        (r, c): CellError(_BY_CODE.get(sheet.getCellByPosition(c, r).getError(), _OTHER)) for r, c in places[:_ASKED]
    }
    return named | dict.fromkeys(places[_ASKED:], SOME_ERROR)
