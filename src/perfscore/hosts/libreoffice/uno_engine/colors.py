"""Colours: (red, green, blue) in xlwings, blue-green-red numbers in Excel, red-green-blue numbers in LibreOffice."""

from __future__ import annotations

Rgb = tuple[int, int, int]
NONE = -1


def rgb_of_office(color: int) -> Rgb | None:
    """Return a colour of LibreOffice's, None for none."""
    return None if color < 0 else ((color >> 16) & 255, (color >> 8) & 255, color & 255)


def office_color(color: Rgb | str | int | None) -> int:
    """Return what LibreOffice takes for (r, g, b), ``#rrggbb``, an Excel number, or None."""
    if color is None:
        return NONE
    if isinstance(color, str):
        return int(color.removeprefix("#"), 16)
    if isinstance(color, int):
        return swapped(color)
    red, green, blue = color
    return red << 16 | green << 8 | blue


def swapped(color: int) -> int:
    """Return Excel's number for LibreOffice's, or the other way."""
    return (color & 255) << 16 | color & 0xFF00 | (color >> 16) & 255
