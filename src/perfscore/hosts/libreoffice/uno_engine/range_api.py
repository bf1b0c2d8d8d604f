"""A range in Excel's own words: the small part of its object model that host code uses beyond xlwings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfscore.hosts.libreoffice.uno_engine.area import Area, area_of
from perfscore.hosts.libreoffice.uno_engine.borders_api import BordersApi
from perfscore.hosts.libreoffice.uno_engine.bridge import enum, is_mixed, struct
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.conditions_api import FormatConditionsApi
from perfscore.hosts.libreoffice.uno_engine.links_api import LinksApi
from perfscore.hosts.libreoffice.uno_engine.validation_api import ValidationApi

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.sheet import Sheet

# Excel's xlHAlign and xlVAlign.
_HORIZONTAL = {
    "STANDARD": 1,
    "LEFT": -4131,
    "CENTER": -4108,
    "RIGHT": -4152,
    "BLOCK": -4130,
    "REPEAT": 5,
}
_ALL_VALIDATION = -4174
_VERTICAL = {0: -4107, 1: -4160, 2: -4108, 3: -4107, 4: -4130}
_VERTICAL_SET = {-4160: 1, -4108: 2, -4107: 3, -4130: 4}


class RangeApi(Counted):
    """Excel's ``Range``, in part. Row and column count from 1."""

    def __init__(self, sheet: Sheet, area: Area, cells: Any) -> None:
        self._sheet = sheet
        self._area = area
        self._cells = cells

    @property
    def Row(self) -> int:  # noqa: N802 - Excel's name
        """The first row."""
        return self._area.top + 1

    @property
    def Column(self) -> int:  # noqa: N802
        """The first column."""
        return self._area.left + 1

    def Dirty(self) -> None:  # noqa: N802
        """Have the formulas calculated anew although nothing that they read has changed.

        Calc knows no part of a document here, so all of it is calculated, and at once.
        """
        self._sheet.document.model.calculateAll()

    @property
    def HorizontalAlignment(self) -> int | None:  # noqa: N802
        """One of Excel's xlHAlign, None where the cells differ."""
        if is_mixed(self._cells, "HoriJustify"):
            return None
        return _HORIZONTAL.get(self._cells.HoriJustify.value, 1)

    @HorizontalAlignment.setter
    def HorizontalAlignment(self, value: int) -> None:  # noqa: N802
        name = next((name for name, number in _HORIZONTAL.items() if number == value), "STANDARD")
        self._cells.HoriJustify = enum("table.CellHoriJustify", name)

    @property
    def VerticalAlignment(self) -> int | None:  # noqa: N802
        """One of Excel's xlVAlign, None where the cells differ."""
        return None if is_mixed(self._cells, "VertJustify") else _VERTICAL.get(self._cells.VertJustify, -4107)

    @VerticalAlignment.setter
    def VerticalAlignment(self, value: int) -> None:  # noqa: N802
        self._cells.VertJustify = _VERTICAL_SET.get(value, 0)

    @property
    def Locked(self) -> bool | None:  # noqa: N802
        """Whether sheet protection holds for the cells, None where they differ."""
        return None if is_mixed(self._cells, "CellProtection") else bool(self._cells.CellProtection.IsLocked)

    @Locked.setter
    def Locked(self, value: bool) -> None:  # noqa: N802
        self._cells.CellProtection = struct("util.CellProtection", IsLocked=bool(value))

    @property
    def Borders(self) -> BordersApi:  # noqa: N802
        """All lines around and between the cells."""
        return BordersApi(self._cells)

    @property
    def Validation(self) -> ValidationApi:  # noqa: N802
        """What may be typed, and the drop-down."""
        return ValidationApi(self._cells)

    @property
    def FormatConditions(self) -> FormatConditionsApi:  # noqa: N802
        """The conditional formats of the cells."""
        return FormatConditionsApi(self._sheet, self._area, self._cells)

    @property
    def Hyperlinks(self) -> LinksApi:  # noqa: N802
        """The links in the cells."""
        return LinksApi(self._sheet, self._cells)

    def SpecialCells(self, Type: int) -> SpecialCellsApi:  # noqa: N802, N803
        """Return the cells with a rule for typing (-4174, xlCellTypeAllValidation).

        Raises:
            LookupError: there are none, which Excel reports as an error too.
            NotImplementedError: another kind of cells.
        """
        if Type != _ALL_VALIDATION:
            raise NotImplementedError("the engine finds cells with a rule for typing only")
        groups = self._cells.getUniqueCellFormatRanges()
        parts = [groups.getByIndex(place) for place in range(groups.getCount())]
        ruled = [part for part in parts if part.Validation.Type.value != "ANY"]
        areas = [area_of(address) for part in ruled for address in part.getRangeAddresses()]
        if not areas:
            raise LookupError("no cells were found")
        return SpecialCellsApi([self._sheet.of_area(area).api for area in areas])

    @property
    def Rows(self) -> CountApi:  # noqa: N802
        """The rows: how many."""
        return CountApi(self._area.height)

    @property
    def EntireRow(self) -> LinesApi:  # noqa: N802
        """The rows."""
        return LinesApi(self._cells, self._area, are_rows=True)

    @property
    def EntireColumn(self) -> LinesApi:  # noqa: N802
        """The columns."""
        return LinesApi(self._cells, self._area, are_rows=False)


class SpecialCellsApi:
    """Several rectangles of cells."""

    def __init__(self, areas: list[Any]) -> None:
        self.Areas = areas


class CountApi:
    """A number of rows."""

    def __init__(self, count: int) -> None:
        self.Count = count


class LinesApi(Counted):
    """Excel's ``EntireRow`` and ``EntireColumn``: ``Hidden`` alone."""

    def __init__(self, cells: Any, area: Area, *, are_rows: bool) -> None:
        self._cells = cells
        self._area = area
        self._are_rows = are_rows

    @property
    def Hidden(self) -> bool | None:  # noqa: N802
        """Whether all are hidden, None where some are."""
        shown = [area_of(one) for one in self._cells.queryVisibleCells().getRangeAddresses()]
        if self._are_rows:
            lines = {row for one in shown for row in range(one.top, one.bottom + 1)}
            count = self._area.height
        else:
            lines = {column for one in shown for column in range(one.left, one.right + 1)}
            count = self._area.width
        return None if 0 < len(lines) < count else not lines

    @Hidden.setter
    def Hidden(self, value: bool) -> None:  # noqa: N802
        lines = self._cells.getRows() if self._are_rows else self._cells.getColumns()
        lines.IsVisible = not value
