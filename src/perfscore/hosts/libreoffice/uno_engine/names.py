"""The defined names of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from perfscore.hosts.libreoffice.uno_engine.area import area_of
from perfscore.hosts.libreoffice.uno_engine.bridge import struct
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.formulas import to_excel, to_office

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.book import Book
    from perfscore.hosts.libreoffice.uno_engine.range import Range


class Names(Counted, base_classes.Names):
    """The names of a workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def api(self) -> Any:
        """Calc's own object."""
        return self._book.document.model.NamedRanges

    def __call__(self, name_or_index: int | str) -> Name:
        """Return the name that is called so, or stands at that place, from 1."""
        names = self.api.getElementNames()
        name = names[name_or_index - 1] if isinstance(name_or_index, int) else name_or_index
        if name not in names:
            raise KeyError(name)
        return Name(self._book, name)

    def contains(self, name_or_index: int | str) -> bool:
        """Tell whether there is such a name."""
        names = self.api.getElementNames()
        return 1 <= name_or_index <= len(names) if isinstance(name_or_index, int) else name_or_index in names

    def snapshot(self) -> list[tuple[str, Name]]:
        """Return all names."""
        return [(name, Name(self._book, name)) for name in self.api.getElementNames()]

    def __len__(self) -> int:
        return len(self.api.getElementNames())

    def add(self, name: str, refers_to: str) -> Name:
        """Define a name."""
        place = struct("table.CellAddress")
        if self.api.hasByName(name):
            self.api.removeByName(name)
        self.api.addNewByName(name, to_office(refers_to).removeprefix("="), place, 0)
        return Name(self._book, name)


class Name(Counted, base_classes.Name):
    """One defined name."""

    def __init__(self, book: Book, name: str) -> None:
        self._book = book
        self._name = name

    @property
    def api(self) -> Any:
        """Calc's own object."""
        return self._book.document.model.NamedRanges.getByName(self._name)

    @property
    def name(self) -> str:
        """What it is called."""
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self.api.setName(value)
        self._name = value

    @property
    def refers_to(self) -> str:
        """What it stands for, as Excel writes it."""
        return to_excel(f"={self.api.getContent()}")

    @refers_to.setter
    def refers_to(self, value: str) -> None:
        self.api.setContent(to_office(value).removeprefix("="))

    @property
    def refers_to_range(self) -> Range:
        """The cells it stands for."""
        address = self.api.getReferredCells().getRangeAddress()
        return self._book.sheets(address.Sheet + 1).of_area(area_of(address))

    def delete(self) -> None:
        """Take it away."""
        self._book.document.model.NamedRanges.removeByName(self._name)
