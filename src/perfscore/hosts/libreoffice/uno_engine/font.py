"""The font of a range: set for Western and Chinese letters alike."""

from __future__ import annotations

from typing import Any

from perfscore.hosts.libreoffice.uno_engine.bridge import enum, is_mixed, set_properties
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.colors import Rgb, office_color, rgb_of_office, swapped

_NORMAL, _BOLD, _SEMIBOLD = 100.0, 150.0, 110.0
_SCRIPTS = ("", "Asian", "Complex")


class Font(Counted):
    """The font of a range of cells; None is said of what differs among them. Sizes are in points."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells

    @property
    def api(self) -> FontApi:
        """The font in Excel's own words."""
        return FontApi(self._cells)

    @property
    def name(self) -> str | None:
        """The name of the font that Chinese text has."""
        return None if is_mixed(self._cells, "CharFontNameAsian") else str(self._cells.CharFontNameAsian)

    @name.setter
    def name(self, value: str) -> None:
        self._set("CharFontName", value)

    @property
    def size(self) -> float | None:
        """The size in points."""
        return None if is_mixed(self._cells, "CharHeight") else float(self._cells.CharHeight)

    @size.setter
    def size(self, value: float) -> None:
        self._set("CharHeight", float(value))

    @property
    def bold(self) -> bool | None:
        """Whether it is bold."""
        return None if is_mixed(self._cells, "CharWeight") else bool(self._cells.CharWeight > _SEMIBOLD)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set("CharWeight", _BOLD if value else _NORMAL)

    @property
    def italic(self) -> bool | None:
        """Whether it is italic."""
        return None if is_mixed(self._cells, "CharPosture") else bool(self._cells.CharPosture.value == "ITALIC")

    @italic.setter
    def italic(self, value: bool) -> None:
        self._set("CharPosture", enum("awt.FontSlant", "ITALIC" if value else "NONE"))

    @property
    def color(self) -> Rgb | None:
        """The colour of the letters, black where it is automatic."""
        return None if is_mixed(self._cells, "CharColor") else rgb_of_office(self._cells.CharColor) or (0, 0, 0)

    @color.setter
    def color(self, value: Rgb | str | int | None) -> None:
        self._cells.CharColor = office_color(value)

    def _set(self, name: str, value: object) -> None:
        set_properties(self._cells, {f"{name}{script}": value for script in _SCRIPTS})


class FontApi(Counted):
    """Excel's ``Font`` of a range: ``Color`` alone."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells

    @property
    def Color(self) -> int:  # noqa: N802 - Excel's name
        """The colour as Excel's number."""
        return swapped(max(self._cells.CharColor, 0))

    @Color.setter
    def Color(self, value: int) -> None:  # noqa: N802
        self._cells.CharColor = swapped(int(value))
