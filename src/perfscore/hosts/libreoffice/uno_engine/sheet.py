"""The sheets of a workbook as objects of xlwings, over UNO."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from perfscore.hosts.libreoffice.uno_engine.area import MAX_COLUMNS, MAX_ROWS, Area, area_of, parse_address
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.range import Range
from perfscore.hosts.libreoffice.uno_engine.several import areas_in, several
from perfscore.hosts.libreoffice.uno_engine.sheet_api import SheetApi

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.book import Book
    from perfscore.hosts.libreoffice.uno_engine.document import Document

_WITH_SIZE = 4  # row, column, rows, columns: how xlwings asks for parts of a range
_WHOLE = Area(0, 0, MAX_ROWS - 1, MAX_COLUMNS - 1)


class Sheets(Counted, base_classes.Sheets):
    """The sheets of a workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        """Calc's own object."""
        return self._book.document.model.getSheets()

    @property
    def active(self) -> Sheet:
        """The sheet in front."""
        controller = self._book.document.model.getCurrentController()
        return Sheet(self._book, controller.getActiveSheet())

    def __call__(self, name_or_index: int | str) -> Sheet:
        """Return the sheet of a name (in any letter case) or at a place, from 1."""
        sheets = self.api
        if isinstance(name_or_index, int):
            return Sheet(self._book, sheets.getByIndex(name_or_index - 1))
        wanted = name_or_index.lower()
        name = next((name for name in sheets.getElementNames() if name.lower() == wanted), None)
        if name is None:
            raise KeyError(name_or_index)
        return Sheet(self._book, sheets.getByName(name))

    def __len__(self) -> int:
        return int(self.api.getCount())

    def __contains__(self, name: str) -> bool:
        return name.lower() in {one.lower() for one in self.api.getElementNames()}

    def __iter__(self) -> Iterator[Sheet]:
        sheets = self.api
        return iter([Sheet(self._book, sheets.getByName(name), name) for name in sheets.getElementNames()])

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        """Add a sheet, before the active one where no place is given."""
        sheets = self.api
        place = after.position + 1 if after is not None else (before or self.active).position
        if name is None:
            names = {one.lower() for one in sheets.getElementNames()}
            name = next(f"Sheet{n}" for n in range(len(names) + 1, len(names) * 2 + 3) if f"sheet{n}" not in names)
        self._book.app.in_main_thread(lambda: sheets.insertNewByName(name, place))
        return Sheet(self._book, sheets.getByName(name))


class Sheet(Counted, base_classes.Sheet):
    """One sheet. ``uno`` is Calc's own object."""

    def __init__(self, book: Book, uno_sheet: Any, name: str | None = None) -> None:
        self._book = book
        self.uno = uno_sheet
        self._name = name

    @property
    def api(self) -> SheetApi:
        """The sheet in Excel's own words, as far as host code needs them."""
        return SheetApi(self)

    @property
    def document(self) -> Document:
        """The document it is in."""
        return self._book.document

    @property
    def book(self) -> Book:
        """The workbook it is in."""
        return self._book

    @property
    def position(self) -> int:
        """Where it stands, from 0."""
        return int(self.uno.getRangeAddress().Sheet)

    @property
    def index(self) -> int:
        """Where it stands, from 1."""
        return self.position + 1

    @property
    def name(self) -> str:
        """Its name."""
        if self._name is None:
            self._name = str(self.uno.getName())
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.uno.setName(value)
        self._name = value

    def of_area(self, area: Area) -> Range:
        """Return the range of an area."""
        return Range(self, area)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """Return a range by address, name, (row, column[, rows, columns]) from 1, or by its corners."""
        if arg2 is None and isinstance(arg1, str) and "," in arg1 and (areas := areas_in(arg1)):
            return several(self, areas)
        first = self._area(arg1)
        second = first if arg2 is None else self._area(arg2)
        top, left = min(first.top, second.top), min(first.left, second.left)
        return Range(self, Area(top, left, max(first.bottom, second.bottom), max(first.right, second.right)))

    def _area(self, place: Any) -> Area:
        """Return the area of what a caller names.

        Raises:
            IndexError: it lies outside the sheet.
            ValueError: neither an address nor a name.
        """
        if isinstance(place, Range):
            return place.area
        if isinstance(place, tuple):
            row, column, height, width = place if len(place) == _WITH_SIZE else (*place, 1, 1)
            area = Area(row - 1, column - 1, row + height - 2, column + width - 2)
            if area.meet(_WHOLE) != area:
                raise IndexError("rows and columns count from 1 and end with the sheet")
            return area
        found = parse_address(place)
        if found is not None:
            return found
        names = self.document.model.NamedRanges
        if not names.hasByName(place):
            raise ValueError(f"neither an address nor a name: {place}")
        return area_of(names.getByName(place).getReferredCells().getRangeAddress())

    @property
    def cells(self) -> Range:
        """All cells."""
        return Range(self, _WHOLE)

    @property
    def used_range(self) -> Range:
        """From the first to the last cell that holds something or looks other than usual."""
        cursor = self.uno.createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return Range(self, area_of(cursor.getRangeAddress()))

    def activate(self) -> None:
        """Bring it to the front."""
        controller = self.document.model.getCurrentController()
        self._book.app.in_main_thread(lambda: controller.setActiveSheet(self.uno))

    def select(self) -> None:
        """Bring it to the front."""
        self.activate()

    def clear_contents(self) -> None:
        """Empty all cells."""
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        """Take all looks away."""
        self.cells.clear_formats()

    def clear(self) -> None:
        """Empty all cells and take their looks away."""
        self.cells.clear()

    def delete(self) -> None:
        """Take the sheet away."""
        self._book.app.in_main_thread(lambda: self.document.model.getSheets().removeByName(self.name))

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        return bool(self.uno.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._book.app.in_main_thread(lambda: setattr(self.uno, "IsVisible", bool(value)))

    @property
    def tables(self) -> tuple[()]:
        """No tables as xlwings knows them; ``api.ListObjects`` counts those of an Excel file."""
        return ()
