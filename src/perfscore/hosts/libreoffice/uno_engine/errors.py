"""Errors in cells: what Excel calls them, and which cell has which."""

from __future__ import annotations

from typing import Any

from perfscore.hosts.libreoffice.uno_engine.area import Area, area_of

NAMES = ("#N/A", "#NAME?", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NULL!")
_OTHER = "#VALUE!"
_BY_CODE = {32767: "#N/A", 525: "#NAME?", 524: "#REF!", 532: "#DIV/0!", 503: "#NUM!", 521: "#NULL!", 519: "#VALUE!"}
_FEW = 8


class CellError(str):
    """An error of a cell by its name in Excel, such as ``#N/A``."""

    __slots__ = ()


def errors_in(sheet: Any, cells: Any, area: Area, places: list[tuple[int, int]]) -> dict[tuple[int, int], CellError]:
    """Return the errors of these cells (row, column on the sheet), in few calls however many there are."""
    if len(places) <= _FEW:
        return {(row, column): _error_of(sheet, row, column) for row, column in places}
    found: dict[tuple[int, int], CellError] = {}
    missing = set(places)
    search = cells.createSearchDescriptor()
    search.SearchType, search.SearchWords = 1, True  # shown values, whole cells
    for name in NAMES:
        if not missing:
            break
        search.SearchString = name
        hits = cells.findAll(search)
        for hit in hits.getRangeAddresses() if hits is not None else ():
            here = area_of(hit).meet(area)
            if here is None:
                continue
            cells_here = {(r, c) for r in range(here.top, here.bottom + 1) for c in range(here.left, here.right + 1)}
            found.update(dict.fromkeys(cells_here & missing, CellError(name)))
            missing -= cells_here
    found.update(dict.fromkeys(missing, CellError(_OTHER)))
    return found


def _error_of(sheet: Any, row: int, column: int) -> CellError:
    return CellError(_BY_CODE.get(sheet.getCellByPosition(column, row).getError(), _OTHER))
