"""Merged cells: which area a cell belongs to, and whether a range is merged throughout, in part or not."""

from __future__ import annotations

from typing import Any

from perfscore.hosts.libreoffice.uno_engine.area import Area, area_of


def merged_area(sheet: Any, area: Area) -> Area:
    """Return the area widened by the merges that reach into it."""
    cells = sheet.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)
    cursor = sheet.createCursorByRange(cells)
    cursor.collapseToMergedArea()
    return area_of(cursor.getRangeAddress())


def merge_state(sheet: Any, area: Area) -> bool | None:
    """Return True where all cells are merged, False where none is, None where some are, as Excel's MergeCells."""
    wide = merged_area(sheet, area)
    if area.height == area.width == 1:
        return wide != area
    first = merged_area(sheet, Area(area.top, area.left, area.top, area.left))
    if first.meet(area) == area:
        return True
    if wide == area and not _range(sheet, area).getIsMerged():
        return False
    if (first.height, first.width) == (1, 1):
        # One cell is not merged: the rest decides between False and None.
        return None if _any_merge(sheet, area) else False
    return _state_of_parts(sheet, area)


def _any_merge(sheet: Any, area: Area) -> bool:
    return bool(_range(sheet, area).getIsMerged()) or merged_area(sheet, area) != area


def _state_of_parts(sheet: Any, area: Area) -> bool | None:
    for part in halves(area):
        if merge_state(sheet, part) is not True:
            return None
    return True


def halves(area: Area) -> tuple[Area, Area]:
    """Return the two halves of an area of more than one cell, cut across its longer side."""
    if area.height >= area.width:
        middle = area.top + area.height // 2
        return area._replace(bottom=middle - 1), area._replace(top=middle)
    middle = area.left + area.width // 2
    return area._replace(right=middle - 1), area._replace(left=middle)


def _range(sheet: Any, area: Area) -> Any:
    return sheet.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)
