"""Tables and filters: what Excel's tables and filter buttons become in Calc, database ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from perfscore.hosts.libreoffice.uno_engine.area import Area, area_of

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.sheet import Sheet


def table_areas(sheet: Sheet) -> list[Area]:
    """Return the areas of the sheet's tables."""
    return [area_of(one.getDataArea()) for one in _named(sheet)]


def has_buttons(sheet: Sheet) -> bool:
    """Tell whether the sheet has filter buttons outside tables, or in them."""
    return any(one.AutoFilter for one in _all(sheet))


def is_filtered(sheet: Sheet) -> bool:
    """Tell whether a filter is set."""
    return any(one.getFilterDescriptor().getFilterFields() for one in _all(sheet))


def _all(sheet: Sheet) -> Iterator[Any]:
    yield from _named(sheet)
    unnamed = sheet.document.model.UnnamedDatabaseRanges
    if unnamed.hasByTable(sheet.position):
        yield unnamed.getByTable(sheet.position)


def _named(sheet: Sheet) -> Iterator[Any]:
    ranges = sheet.document.model.DatabaseRanges
    for name in ranges.getElementNames():
        one = ranges.getByName(name)
        if one.getDataArea().Sheet == sheet.position:
            yield one
