"""Excel's ``Hyperlinks`` of a range: how many, and where each stands and leads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from perfscore.hosts.libreoffice.uno_engine.area import Area
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.links import link_of, places_of_links

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.sheet import Sheet


class LinksApi(Counted):
    """The links in some cells. Asking looks at each text among them, so they should be few."""

    def __init__(self, sheet: Sheet, cells: Any) -> None:
        self._sheet = sheet
        self._cells = cells

    @property
    def Count(self) -> int:  # noqa: N802 - Excel's name
        """How many there are."""
        return len(places_of_links(self._sheet.uno, self._cells))

    def __iter__(self) -> Iterator[LinkApi]:
        return iter([LinkApi(self._sheet, area) for area in places_of_links(self._sheet.uno, self._cells)])


class LinkApi(Counted):
    """One link."""

    def __init__(self, sheet: Sheet, place: Area) -> None:
        self._sheet = sheet
        self._place = place

    @property
    def Address(self) -> str:  # noqa: N802
        """Where it leads outside the workbook, "" for a place inside."""
        cell = self._sheet.uno.getCellByPosition(self._place.left, self._place.top)
        address = link_of(cell)
        return "" if address.startswith("#") else address

    @property
    def Range(self) -> Any:  # noqa: N802
        """Where it stands."""
        return self._sheet.of_area(self._place).api
