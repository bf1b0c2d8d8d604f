"""Excel's ``FormatConditions`` of a range: formats that a formula switches on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from perfscore.hosts.libreoffice.uno_engine.area import Area
from perfscore.hosts.libreoffice.uno_engine.bridge import arguments, enum, struct
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.colors import swapped
from perfscore.hosts.libreoffice.uno_engine.formulas import shifted, to_office

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.sheet import Sheet

_EXPRESSION = 2  # Excel's xlExpression
_STYLE = "条件格式"


class FormatConditionsApi(Counted):
    """The conditional formats of a range."""

    def __init__(self, sheet: Sheet, area: Area, cells: Any) -> None:
        self._sheet = sheet
        self._area = area
        self._cells = cells

    @property
    def Count(self) -> int:  # noqa: N802 - Excel's name
        """How many there are."""
        return int(self._cells.ConditionalFormat.getCount())

    def Delete(self) -> None:  # noqa: N802
        """Take them away."""
        formats = self._cells.ConditionalFormat
        formats.clear()
        self._cells.ConditionalFormat = formats

    def Add(self, Type: int, Operator: int = 0, Formula1: str = "") -> FormatConditionApi:  # noqa: N802, N803
        """Add one that holds where the formula is true.

        As in Excel, relative references of the formula are meant as seen from the active cell.

        Raises:
            NotImplementedError: another type than a formula (2).
        """
        del Operator
        if Type != _EXPRESSION:
            raise NotImplementedError("the engine has conditional formats by formula only")
        style = self._new_style()
        formats = self._cells.ConditionalFormat
        formats.addNew(
            arguments(
                Operator=enum("sheet.ConditionOperator", "FORMULA"),
                Formula1=to_office(self._from_here(Formula1)).removeprefix("="),
                SourcePosition=struct(
                    "table.CellAddress", Sheet=self._sheet.position, Row=self._area.top, Column=self._area.left
                ),
                StyleName=style.Name,
            )
        )
        self._cells.ConditionalFormat = formats
        return FormatConditionApi(style)

    def _from_here(self, formula: str) -> str:
        """Return a formula seen from the active cell as it is seen from the first cell of the range."""
        row, column = self._sheet.book.app.active_place() or (self._area.top, self._area.left)
        return shifted(formula, self._area.top - row, self._area.left - column)

    def _new_style(self) -> Any:
        model = self._sheet.document.model
        styles = model.getStyleFamilies().getByName("CellStyles")
        number = 1
        while styles.hasByName(f"{_STYLE}{number}"):
            number += 1
        styles.insertByName(f"{_STYLE}{number}", model.createInstance("com.sun.star.style.CellStyle"))
        return styles.getByName(f"{_STYLE}{number}")


class FormatConditionApi:
    """One conditional format."""

    def __init__(self, style: Any) -> None:
        self.Interior = _Color(style, "CellBackColor")
        self.Font = _Color(style, "CharColor")


class _Color(Counted):
    """The colour of a conditional format's fill or letters, as Excel's number."""

    def __init__(self, style: Any, name: str) -> None:
        self._style = style
        self._name = name

    @property
    def Color(self) -> int:  # noqa: N802
        """The colour."""
        return swapped(self._style.getPropertyValue(self._name))

    @Color.setter
    def Color(self, value: int) -> None:  # noqa: N802
        self._style.setPropertyValue(self._name, swapped(int(value)))
