"""Excel's ``Borders`` of a range: the lines around and between its cells, all at once."""

from __future__ import annotations

from typing import Any

from perfscore.hosts.libreoffice.uno_engine.bridge import is_mixed, struct
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.colors import swapped

# Excel's xlLineStyle by LibreOffice's table.BorderLineStyle, and xlBorderWeight by width (1/100 mm).
_STYLES = {1: 0, -4115: 2, -4118: 1, -4119: 3, 4: 16, 5: 17}
_NO_LINE = -4142
_WEIGHTS = {1: 2, 2: 26, -4138: 53, 4: 88}
_THIN = 26
_SIDES = ("TopLine", "BottomLine", "LeftLine", "RightLine", "HorizontalLine", "VerticalLine")


class BordersApi(Counted):
    """The lines of a range, told by the top line where they are asked for."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells

    @property
    def LineStyle(self) -> int | None:  # noqa: N802 - Excel's name
        """One of Excel's xlLineStyle; -4142 for no line, None where the cells differ."""
        if self._mixed():
            return None
        line = self._line()
        if not line.LineWidth:
            return _NO_LINE
        return next((excel for excel, office in _STYLES.items() if office == line.LineStyle), 1)

    @LineStyle.setter
    def LineStyle(self, value: int) -> None:  # noqa: N802
        line = self._line()
        if value == _NO_LINE:
            line.LineWidth = line.OuterLineWidth = line.InnerLineWidth = line.LineDistance = 0
        else:
            line.LineStyle = _STYLES.get(value, 0)
            line.LineWidth = line.OuterLineWidth = line.LineWidth or _THIN
        self._draw(line)

    @property
    def Weight(self) -> int | None:  # noqa: N802
        """One of Excel's xlBorderWeight, None where the cells differ."""
        width = self._line().LineWidth
        return None if self._mixed() else min(_WEIGHTS, key=lambda weight: abs(_WEIGHTS[weight] - width))

    @Weight.setter
    def Weight(self, value: int) -> None:  # noqa: N802
        line = self._line()
        line.LineWidth = line.OuterLineWidth = _WEIGHTS.get(value, _THIN)
        self._draw(line)

    @property
    def Color(self) -> int | None:  # noqa: N802
        """The colour as Excel's number, None where the cells differ."""
        return None if self._mixed() else swapped(self._line().Color)

    @Color.setter
    def Color(self, value: int) -> None:  # noqa: N802
        line = self._line()
        line.Color = swapped(int(value))
        line.LineWidth = line.OuterLineWidth = line.LineWidth or _THIN
        self._draw(line)

    def _mixed(self) -> bool:
        return any(is_mixed(self._cells, f"{side}Border2") for side in ("Top", "Bottom", "Left", "Right"))

    def _line(self) -> Any:
        return self._cells.TopBorder2

    def _draw(self, line: Any) -> None:
        table = struct("table.TableBorder2")
        for side in _SIDES:
            setattr(table, side, line)
            setattr(table, f"Is{side}Valid", True)
        self._cells.TableBorder2 = table
