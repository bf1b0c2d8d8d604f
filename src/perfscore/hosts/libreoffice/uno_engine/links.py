"""Links in cells: a text field with an address, which is how Calc keeps them."""

from __future__ import annotations

from typing import Any

from perfscore.hosts.libreoffice.uno_engine.area import Area, area_of

_FORMATTED = 512  # com.sun.star.sheet.CellFlags: texts of several parts, which a link is
_URL_FIELD = "com.sun.star.text.TextField.URL"


def link_of(cells: Any) -> str:
    """Return the address that a cell links to as Excel writes it, "" for none."""
    cell = cells.getCellByPosition(0, 0) if hasattr(cells, "getCellByPosition") else cells
    fields = cell.getTextFields()
    return _excel_link(fields.getByIndex(0).URL) if fields.getCount() else ""


def count_links(cells: Any) -> int:
    """Return how many links the first cell of a range holds."""
    return int(cells.getCellByPosition(0, 0).getTextFields().getCount())


def add_link(model: Any, cells: Any, address: str, text: str | None) -> None:
    """Make the text of a cell a link to an address; ``#'sheet'!A1`` is a place in the document."""
    cell = cells.getCellByPosition(0, 0)
    field = model.createInstance(_URL_FIELD)
    field.URL = _office_link(address)
    field.Representation = text or cell.getString() or address
    cell.setString("")
    cell.insertTextContent(cell.createTextCursor(), field, False)


def _office_link(address: str) -> str:
    sheet, mark, cell = address.removeprefix("#").rpartition("!")
    return f"#{sheet}.{cell}" if mark and address.startswith("#") else address


def _excel_link(url: str) -> str:
    sheet, mark, cell = url.removeprefix("#").removeprefix("$").rpartition(".")
    return f"#{sheet}!{cell}" if mark and url.startswith("#") else url


def places_of_links(sheet: Any, cells: Any = None) -> list[Area]:
    """Return the cells that hold a link, of the whole sheet or among some."""
    return [
        Area(row, column, row, column)
        for area in map(area_of, (cells or sheet).queryContentCells(_FORMATTED).getRangeAddresses())
        for row in range(area.top, area.bottom + 1)
        for column in range(area.left, area.right + 1)
        if sheet.getCellByPosition(column, row).getTextFields().getCount()
    ]
