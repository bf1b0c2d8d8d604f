"""Notes on cells (Excel's notes, Calc's comments)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfscore.hosts.libreoffice.uno_engine.area import Area
from perfscore.hosts.libreoffice.uno_engine.bridge import struct
from perfscore.hosts.libreoffice.uno_engine.calls import Counted

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.sheet import Sheet


class Note(Counted):
    """A note on a cell."""

    def __init__(self, sheet: Sheet, place: Area) -> None:
        self._sheet = sheet
        self._place = place

    @property
    def api(self) -> Any:
        """Calc's own object."""
        return self._annotation()

    @property
    def text(self) -> str:
        """What it says."""
        return str(self._annotation().getString())

    @text.setter
    def text(self, value: str) -> None:
        self.delete()
        add_note(self._sheet, self._place, value)

    def delete(self) -> None:
        """Take it away."""
        notes = self._sheet.uno.getAnnotations()
        index = _index_of(notes, self._place)
        if index is not None:
            notes.removeByIndex(index)

    def _annotation(self) -> Any:
        return self._sheet.uno.getCellByPosition(self._place.left, self._place.top).getAnnotation()


def find_note(sheet: Sheet, area: Area) -> Note | None:
    """Return the note of the first cell of an area, None for none."""
    text = sheet.uno.getCellByPosition(area.left, area.top).getAnnotation().getString()
    return Note(sheet, area) if text else None


def add_note(sheet: Sheet, area: Area, text: str) -> Note:
    """Put a note on the first cell of an area."""
    index = sheet.uno.getRangeAddress().Sheet
    address = struct("table.CellAddress", Sheet=index, Column=area.left, Row=area.top)
    sheet.uno.getAnnotations().insertNew(address, text)
    return Note(sheet, area)


def _index_of(notes: Any, place: Area) -> int | None:
    for index in range(notes.getCount()):
        position = notes.getByIndex(index).getPosition()
        if (position.Row, position.Column) == (place.top, place.left):
            return index
    return None
