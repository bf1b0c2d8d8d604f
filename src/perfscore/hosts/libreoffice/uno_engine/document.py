"""One open document: the model, its number formats, its calendar, and what belongs to it and not to the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from perfscore.hosts.libreoffice.uno_engine.area import MAX_COLUMNS, Area, area_of
from perfscore.hosts.libreoffice.uno_engine.bridge import is_mixed
from perfscore.hosts.libreoffice.uno_engine.number_formats import NumberFormats
from perfscore.hosts.libreoffice.uno_engine.sizes import digit_width

_SECONDS = 86_400
_VALUES = 1  # com.sun.star.sheet.CellFlags


class Document:
    """An open spreadsheet document."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.formats = NumberFormats(model)
        self._digit = 0.0
        self._is_still = False
        self._grown: dict[str, tuple[int, int]] = {}
        start = model.NullDate
        self._start = datetime(start.Year, start.Month, start.Day)  # noqa: DTZ001 - a spreadsheet knows no zones

    @property
    def digit(self) -> float:
        """How wide a digit of the default font is, in 1/100 mm."""
        self._digit = self._digit or digit_width(self.model)
        return self._digit

    def stand_still(self) -> None:
        """Draw nothing, fit no rows and note no undo until ``go_on``."""
        self._is_still = True
        self.model.lockControllers()
        self.model.getUndoManager().lock()
        # Otherwise the rows are measured anew after every property that is set: a second for a few thousand rows.
        self.model.IsAdjustHeightEnabled = False

    def go_on(self) -> None:
        """Draw and fit rows again, those that have changed now. What was done meanwhile cannot be undone."""
        self._is_still = False
        self.model.IsAdjustHeightEnabled = True
        grown, self._grown = self._grown, {}
        sheets = self.model.getSheets()
        for name, (first, last) in grown.items():
            sheet = sheets.getByName(name) if sheets.hasByName(name) else None
            if sheet is not None and sheet.IsVisible and not sheet.isProtected():
                # Emptying cells that are empty fits their rows, and changes nothing else.
                sheet.getCellRangeByPosition(MAX_COLUMNS - 1, first, MAX_COLUMNS - 1, last).clearContents(_VALUES)
        self.model.unlockControllers()
        self.model.getUndoManager().unlock()
        self.model.getUndoManager().clear()

    def note_growth(self, sheet: str, area: Area) -> None:
        """Take note of rows that may need another height, to be fitted by ``go_on``."""
        if not self._is_still:
            return
        first, last = self._grown.get(sheet, (area.top, area.bottom))
        self._grown[sheet] = (min(first, area.top), max(last, area.bottom))

    def moment(self, serial: float) -> datetime | None:
        """Return the moment of a serial number, None where the calendar ends."""
        try:
            return self._start + timedelta(milliseconds=round(serial * _SECONDS * 1000))
        except OverflowError:
            return None

    def serial(self, moment: date) -> float:
        """Return the serial number of a day or a moment."""
        whole = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001
        span = whole.replace(tzinfo=None) - self._start
        return span.days + (span.seconds + span.microseconds / 1e6) / _SECONDS

    def formats_in(self, cells: Any, wanted: Callable[[int], bool]) -> list[tuple[int, list[Area] | None]]:
        """Return the number formats of a range that are wanted, each with its areas on the sheet.

        Args:
            cells: the UNO range.
            wanted: tells by the key whether a format matters; where others stand is not asked.

        Returns:
            The keys and the areas; None instead of areas for the whole range. A key may come more than once.
        """
        if not is_mixed(cells, "NumberFormat"):
            key = cells.NumberFormat
            return [(key, None)] if wanted(key) else []
        groups = cells.getUniqueCellFormatRanges()
        found = ((group, group.NumberFormat) for group in map(groups.getByIndex, range(groups.getCount())))
        return [(key, [area_of(one) for one in group.getRangeAddresses()]) for group, key in found if wanted(key)]
