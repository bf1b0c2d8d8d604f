"""Widths and heights: characters and points in Excel, hundredths of a millimetre in LibreOffice."""

from __future__ import annotations

from typing import Any

from perfscore.hosts.libreoffice.uno_engine.bridge import struct, uno

_MARGIN = 5 / 7  # of a character: Excel's margin of 5 pixels beside digits of 7
_POINT = 2540 / 72
_USUAL_DIGIT = 7 * 2540 / 96
_LARGE = 1000


def digit_width(model: Any) -> float:
    """Return how wide a digit of the document's default font is: the unit of Excel's widths, in its files too."""
    style = model.getStyleFamilies().getByName("CellStyles").getByName("Default")
    device = model.getPropertyValue("ReferenceDevice")
    if device is None:
        return _USUAL_DIGIT
    # Measured large, because the device rounds.
    font = device.getFont(struct("awt.FontDescriptor", Name=style.CharFontName, Height=_LARGE))
    widest = max(font.getCharWidth(uno().Char(digit)) for digit in "0123456789")
    return float(widest / _LARGE * style.CharHeight * _POINT) or _USUAL_DIGIT


def width_of(characters: float, digit: float) -> int:
    """Return a width in characters as LibreOffice has it. Below one character the margin shrinks too."""
    return round((characters + _MARGIN * min(characters, 1)) * digit)


def characters_of(width: int, digit: float) -> float:
    """Return LibreOffice's width in characters, to two places as Excel shows it."""
    units = width / digit
    return round(units / (1 + _MARGIN) if units < 1 + _MARGIN else units - _MARGIN, 2)


def height_of(points: float) -> int:
    """Return a height in points as LibreOffice has it."""
    return round(points * _POINT)


def points_of(height: int) -> float:
    """Return LibreOffice's height in points; it keeps twentieths of a point."""
    return round(round(height / _POINT * 20) / 20, 2)


def column_width(cells: Any, count: int, digit: float) -> float | None:
    """Return the width of the columns in characters, None where they differ."""
    columns = cells.getColumns()
    widths = {columns.getByIndex(place).Width for place in range(count)}
    return characters_of(widths.pop(), digit) if len(widths) == 1 else None


def row_height(cells: Any, count: int) -> float | None:
    """Return the height of the rows in points, None where they differ.

    Of many rows the first, the last and all together are asked.
    """
    rows = cells.getRows()
    heights = {rows.getByIndex(place).Height for place in ((0, count - 1) if count > 1 else (0,))}
    if len(heights) == 1 and count > 2:  # noqa: PLR2004 - both ends are known
        heights |= {round(cells.Size.Height / count)} if abs(cells.Size.Height / count - min(heights)) > 1 else set()
    return points_of(heights.pop()) if len(heights) == 1 else None
