"""Excel's ``Validation`` of a range: what may be typed, and the drop-down that offers it."""

from __future__ import annotations

from typing import Any

from perfscore.hosts.libreoffice.uno_engine.bridge import enum
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.formulas import to_office

# Excel's xlDVType, xlDVAlertStyle and xlFormatConditionOperator.
_TYPES = {0: "ANY", 1: "WHOLE", 2: "DECIMAL", 3: "LIST", 4: "DATE", 5: "TIME", 6: "TEXT_LEN", 7: "CUSTOM"}
_ALERTS = {1: "STOP", 2: "WARNING", 3: "INFO"}
_OPERATORS = {
    1: "BETWEEN",
    2: "NOT_BETWEEN",
    3: "EQUAL",
    4: "NOT_EQUAL",
    5: "GREATER",
    6: "LESS",
    7: "GREATER_EQUAL",
    8: "LESS_EQUAL",
}
_LIST = 3
_LONGEST = 255  # of a list written out, in Excel


class ValidationApi(Counted):
    """The rule for typing into a range."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells

    def Delete(self) -> None:  # noqa: N802 - Excel's name
        """Allow everything again."""
        rule = self._cells.Validation
        rule.Type = enum("sheet.ValidationType", "ANY")
        rule.setFormula1("")
        rule.InputTitle = rule.InputMessage = ""
        rule.ShowInputMessage = False
        self._cells.Validation = rule

    def Add(self, Type: int, AlertStyle: int = 1, Operator: int = 1, Formula1: str = "") -> None:  # noqa: N802, N803
        """Set the rule. A list is ``one,two`` or a reference beginning with ``=``.

        Raises:
            ValueError: the list is longer than Excel takes.
        """
        if Type == _LIST and not Formula1.startswith("=") and len(Formula1) > _LONGEST:
            raise ValueError("Excel takes no list of more than 255 characters")
        rule = self._cells.Validation
        rule.Type = enum("sheet.ValidationType", _TYPES[Type])
        rule.ErrorAlertStyle = enum("sheet.ValidationAlertStyle", _ALERTS[AlertStyle])
        rule.setOperator(enum("sheet.ConditionOperator", _OPERATORS.get(Operator, "BETWEEN")))
        rule.setFormula1(_office_list(Formula1) if Type == _LIST else to_office(Formula1).removeprefix("="))
        rule.ShowErrorMessage, rule.ShowList, rule.IgnoreBlankCells = True, 1, True
        self._cells.Validation = rule

    @property
    def Type(self) -> int:  # noqa: N802
        """One of Excel's xlDVType, 0 for none."""
        name = self._cells.Validation.Type.value
        return next(number for number, known in _TYPES.items() if known == name)

    @property
    def Formula1(self) -> str:  # noqa: N802
        """The list or the first bound as Excel writes it."""
        rule = self._cells.Validation
        text = str(rule.getFormula1())
        return _excel_list(text) if rule.Type.value == "LIST" else text

    @property
    def InCellDropdown(self) -> bool:  # noqa: N802
        """Whether the list drops down."""
        return bool(self._cells.Validation.ShowList)

    @InCellDropdown.setter
    def InCellDropdown(self, value: bool) -> None:  # noqa: N802
        self._set("ShowList", 1 if value else 0)

    @property
    def IgnoreBlank(self) -> bool:  # noqa: N802
        """Whether an empty cell is allowed."""
        return bool(self._cells.Validation.IgnoreBlankCells)

    @IgnoreBlank.setter
    def IgnoreBlank(self, value: bool) -> None:  # noqa: N802
        self._set("IgnoreBlankCells", bool(value))

    @property
    def ShowError(self) -> bool:  # noqa: N802
        """Whether anything else is refused."""
        return bool(self._cells.Validation.ShowErrorMessage)

    @ShowError.setter
    def ShowError(self, value: bool) -> None:  # noqa: N802
        self._set("ShowErrorMessage", bool(value))

    @property
    def ShowInput(self) -> bool:  # noqa: N802
        """Whether the prompt is shown."""
        return bool(self._cells.Validation.ShowInputMessage)

    @ShowInput.setter
    def ShowInput(self, value: bool) -> None:  # noqa: N802
        self._set("ShowInputMessage", bool(value))

    @property
    def InputTitle(self) -> str:  # noqa: N802
        """The head of the prompt."""
        return str(self._cells.Validation.InputTitle)

    @InputTitle.setter
    def InputTitle(self, value: str) -> None:  # noqa: N802
        self._set("InputTitle", value)

    @property
    def InputMessage(self) -> str:  # noqa: N802
        """The prompt."""
        return str(self._cells.Validation.InputMessage)

    @InputMessage.setter
    def InputMessage(self, value: str) -> None:  # noqa: N802
        self._set("InputMessage", value)

    def _set(self, name: str, value: object) -> None:
        rule = self._cells.Validation
        setattr(rule, name, value)
        self._cells.Validation = rule


def _office_list(text: str) -> str:
    if text.startswith("="):
        return to_office(text).removeprefix("=")
    return ";".join('"' + item.strip().replace('"', '""') + '"' for item in text.split(","))


def _excel_list(text: str) -> str:
    if not text.startswith('"'):
        return f"={text}"
    return ",".join(item.replace('""', '"') for item in text[1:-1].split('";"'))
