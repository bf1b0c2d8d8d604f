"""Several rectangles of one sheet as one range: what looks and validations of scattered cells are set by at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from perfscore.hosts.libreoffice.uno_engine.area import Area, parse_address
from perfscore.hosts.libreoffice.uno_engine.bridge import struct
from perfscore.hosts.libreoffice.uno_engine.range import Range

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.sheet import Sheet


def areas_in(address: str) -> list[Area]:
    """Return the rectangles that an address names; [] where it is no list of addresses."""
    areas = [parse_address(part) for part in address.split(",")]
    return [area for area in areas if area is not None] if None not in areas else []


def several(sheet: Sheet, areas: Sequence[Area]) -> Range:
    """Return one range for several rectangles. As in Excel its rows and columns are those of the first one."""
    index = sheet.position
    holder = sheet.document.model.createInstance("com.sun.star.sheet.SheetCellRanges")
    addresses = [
        struct(
            "table.CellRangeAddress",
            Sheet=index,
            StartColumn=area.left,
            StartRow=area.top,
            EndColumn=area.right,
            EndRow=area.bottom,
        )
        for area in areas
    ]
    holder.addRangeAddresses(tuple(addresses), False)
    return Range(sheet, areas[0], holder, areas=areas)
