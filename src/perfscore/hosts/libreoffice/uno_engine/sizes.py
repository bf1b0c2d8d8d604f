"""Widths and heights: characters and points in Excel, hundredths of a millimetre in LibreOffice."""

from __future__ import annotations

from typing import Any

# A column of Excel's is so many digits of its default font wide (7 pixels each) and 5 pixels of margin, at 96 dpi.
_DIGIT, _MARGIN = 7, 5
_PIXEL = 2540 / 96
_POINT = 2540 / 72


def width_of(characters: float) -> int:
    """Return a width in characters as LibreOffice has it."""
    pixels = characters * (_DIGIT + _MARGIN) if characters < 1 else characters * _DIGIT + _MARGIN
    return round(pixels * _PIXEL)


def characters_of(width: int) -> float:
    """Return LibreOffice's width in characters, to two places as Excel shows it."""
    pixels = width / _PIXEL
    characters = pixels / (_DIGIT + _MARGIN) if pixels < _DIGIT + _MARGIN else (pixels - _MARGIN) / _DIGIT
    return round(characters, 2)


def height_of(points: float) -> int:
    """Return a height in points as LibreOffice has it."""
    return round(points * _POINT)


def points_of(height: int) -> float:
    """Return LibreOffice's height in points; it keeps twentieths of a point."""
    return round(round(height / _POINT * 20) / 20, 2)


def column_width(cells: Any, count: int) -> float | None:
    """Return the width of the columns in characters, None where they differ."""
    columns = cells.getColumns()
    widths = {columns.getByIndex(place).Width for place in range(count)}
    return characters_of(widths.pop()) if len(widths) == 1 else None


def row_height(cells: Any, count: int) -> float | None:
    """Return the height of the rows in points, None where they differ.

    Of many rows the first, the last and all together are asked.
    """
    rows = cells.getRows()
    heights = {rows.getByIndex(place).Height for place in ((0, count - 1) if count > 1 else (0,))}
    if len(heights) == 1 and count > 2:  # noqa: PLR2004 - both ends are known
        heights |= {round(cells.Size.Height / count)} if abs(cells.Size.Height / count - min(heights)) > 1 else set()
    return points_of(heights.pop()) if len(heights) == 1 else None
