"""A sheet in Excel's own words: the small part of its object model that host code uses beyond xlwings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from perfscore.hosts.libreoffice.uno_engine import tables
from perfscore.hosts.libreoffice.uno_engine.area import Area
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.carrying import carry_sheet, copy_page
from perfscore.hosts.libreoffice.uno_engine.links import places_of_links
from perfscore.hosts.libreoffice.uno_engine.range_api import RangeApi

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.sheet import Sheet

_VISIBLE, _HIDDEN, _VERY_HIDDEN = -1, 0, 2
_PORTRAIT, _LANDSCAPE = 1, 2
_DEFAULT = "Default"  # the page style of every new sheet


class SheetApi(Counted):
    """Excel's ``Worksheet``, in part."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def ProtectContents(self) -> bool:  # noqa: N802 - Excel's name
        """Whether the sheet is protected."""
        return bool(self._sheet.uno.isProtected())

    @property
    def Visible(self) -> int:  # noqa: N802
        """-1 shown, 0 hidden, 2 very hidden: to Calc, a hidden sheet whose name begins with _."""
        if self._sheet.uno.IsVisible:
            return _VISIBLE
        return _VERY_HIDDEN if self._sheet.name.startswith("_") else _HIDDEN

    @Visible.setter
    def Visible(self, value: int) -> None:  # noqa: N802
        self._sheet.visible = value not in (_HIDDEN, _VERY_HIDDEN)

    @property
    def ListObjects(self) -> ListApi:  # noqa: N802
        """The tables."""
        return ListApi(lambda: tables.table_areas(self._sheet), self._sheet)

    @property
    def AutoFilterMode(self) -> bool:  # noqa: N802
        """Whether the sheet has filter buttons."""
        return tables.has_buttons(self._sheet)

    @property
    def FilterMode(self) -> bool:  # noqa: N802
        """Whether a filter hides rows."""
        return tables.is_filtered(self._sheet)

    @property
    def Hyperlinks(self) -> ListApi:  # noqa: N802
        """The links."""
        return ListApi(lambda: places_of_links(self._sheet.uno), self._sheet)

    @property
    def Comments(self) -> ListApi:  # noqa: N802
        """The notes."""
        return ListApi(self._note_places, self._sheet)

    @property
    def PageSetup(self) -> PageSetupApi:  # noqa: N802
        """How it is printed."""
        return PageSetupApi(self._sheet)

    def Copy(self, Before: SheetApi | None = None, After: SheetApi | None = None) -> None:  # noqa: N802, N803
        """Copy the sheet before or after another one, of this workbook or of another open one.

        Raises:
            NotImplementedError: no sheet is named.
        """
        beside = After or Before
        if beside is None:
            raise NotImplementedError("the engine copies sheets beside a sheet")
        target = beside.sheet
        place = target.position + (1 if After is not None else 0)
        source = self._sheet.document.model
        target.book.app.in_main_thread(lambda: carry_sheet(source, self._sheet.name, target.document.model, place))

    @property
    def sheet(self) -> Sheet:
        """The sheet itself."""
        return self._sheet

    def _note_places(self) -> list[Area]:
        positions = [note.getPosition() for note in self._sheet.uno.getAnnotations()]
        return [Area(one.Row, one.Column, one.Row, one.Column) for one in positions]


class ListApi(Counted):
    """A list of things on a sheet: how many, and each with its ``Range`` (``Parent`` for notes)."""

    def __init__(self, places: Any, sheet: Sheet) -> None:
        self._places = places
        self._sheet = sheet

    @property
    def Count(self) -> int:  # noqa: N802
        """How many there are."""
        return len(self._places())

    def __iter__(self) -> Iterator[ThingApi]:
        return iter([ThingApi(self._sheet, area) for area in self._places()])


class ThingApi:
    """One table, link or note, by where it stands."""

    def __init__(self, sheet: Sheet, area: Area) -> None:
        cells = sheet.uno.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)
        self.Range = self.Parent = RangeApi(sheet, area, cells)


class PageSetupApi(Counted):
    """Excel's ``PageSetup``: ``Orientation`` alone."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def Orientation(self) -> int:  # noqa: N802
        """1 upright, 2 across."""
        return _LANDSCAPE if self._styles().getByName(self._sheet.uno.PageStyle).IsLandscape else _PORTRAIT

    @Orientation.setter
    def Orientation(self, value: int) -> None:  # noqa: N802
        style = self._own_style()
        across = value == _LANDSCAPE
        if bool(style.IsLandscape) != across:
            # LibreOffice turns the sheet of paper only if its sides are exchanged too.
            width, height = style.Width, style.Height
            style.IsLandscape = across
            style.Width, style.Height = height, width

    def _styles(self) -> Any:
        return self._sheet.document.model.getStyleFamilies().getByName("PageStyles")

    def _own_style(self) -> Any:
        """Return the sheet's page style, a copy of its own where another sheet has it too."""
        model, sheet = self._sheet.document.model, self._sheet.uno
        users = [one for one in model.getSheets() if one.PageStyle == sheet.PageStyle]
        styles = self._styles()
        style = styles.getByName(sheet.PageStyle)
        if len(users) == 1 and sheet.PageStyle != _DEFAULT:
            return style
        name = f"PageStyle_{sheet.Name}"
        if not styles.hasByName(name):
            styles.insertByName(name, model.createInstance("com.sun.star.style.PageStyle"))
        mine = styles.getByName(name)
        copy_page(style, mine)
        sheet.PageStyle = name
        return mine
