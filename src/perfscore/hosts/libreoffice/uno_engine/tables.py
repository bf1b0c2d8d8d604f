"""Tables and filters: what Excel's tables and filter buttons become in Calc, database ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from perfscore.hosts.libreoffice.uno_engine.area import MAX_ROWS, Area, area_of

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.sheet import Sheet

_ASKED = 200


def table_areas(sheet: Sheet) -> list[Area]:
    """Return the areas of the sheet's tables."""
    return [area_of(one.getDataArea()) for one in _named(sheet)]


def has_buttons(sheet: Sheet) -> bool:
    """Tell whether the sheet has filter buttons outside tables."""
    unnamed = sheet.document.model.getPropertyValue("UnnamedDatabaseRanges")
    return bool(unnamed.hasByTable(sheet.position) and unnamed.getByTable(sheet.position).AutoFilter)


def is_filtered(sheet: Sheet) -> bool:
    """Tell whether a filter hides rows: of each run of hidden rows the first is asked."""
    shown = sorted(area_of(one) for one in sheet.uno.queryVisibleCells().getRangeAddresses())
    hidden = [0, *(area.bottom + 1 for area in shown)] if not shown or shown[0].top else [a.bottom + 1 for a in shown]
    rows = sheet.uno.getRows()
    return any(rows.getByIndex(row).IsFiltered for row in hidden[:_ASKED] if row < MAX_ROWS)


def _named(sheet: Sheet) -> Iterator[Any]:
    ranges = sheet.document.model.DatabaseRanges
    for name in ranges.getElementNames():
        one = ranges.getByName(name)
        if one.getDataArea().Sheet == sheet.position:
            yield one
