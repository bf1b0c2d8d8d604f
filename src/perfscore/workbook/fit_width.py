"""Columns to fit and a sheet in, their widths out: wide enough for their texts in the rows whose heights are fixed.

Official heights are never changed; so the width is. Rows without a height fit themselves in every program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from perfscore.grid.our_tables import units_of
from perfscore.grid.plan import FittedColumn
from perfscore.workbook.located import Node
from perfscore.workbook.sheet_map import SheetMap
from perfscore.workbook.xmlsafe import is_true, whole

_HEIGHT = re.compile(rb"\sht\s*=\s*[\"']([0-9.]{1,8})[\"']")
_LINE = 1.4
"""Height of a line in sizes of the font: the tallest of the usual Chinese fonts."""
_EDGE = 1.0
"""Points of a row, and characters of a column, that hold no text."""
_USUAL_SIZE = 11.0
"""A column's width counts digits of this size."""
_BREAK = 2
"""Digits that a line may lose because no line begins with a full stop or a closing bracket."""
NEAR = 0.75
"""Programs round widths to pixels of their screen."""


def fitted_widths(
    sheet: SheetMap, wanted: list[FittedColumn], sizes: Mapping[int, float], last: Mapping[str, float]
) -> dict[str, float]:
    """Return the width of each column by its key; a column whose width a person chose is left out.

    Args:
        sheet: the sheet as it stands.
        wanted: the columns.
        sizes: the size of the texts in points, by column.
        last: the widths that we set the last time, by key.
    """
    widths: dict[str, float] = {}
    for one in wanted:
        size = sizes.get(one.column, _USUAL_SIZE)
        now = None if one.is_new else _width_of(sheet, one.column)
        if now is None and not one.is_new:
            continue
        ours = (last[one.key],) if one.key in last else (one.usual, _fit(sheet, one, one.before, size))
        if now is None or any(abs(now - width) < NEAR for width in ours):
            width = _fit(sheet, one, one.after, size)
            widths[one.key] = now if now is not None and abs(now - width) < NEAR else width
    return widths


def _width_of(sheet: SheetMap, column: int) -> float | None:
    """Return the width that the column has, None for one that is hidden or has none."""
    columns = sheet.child("cols")
    for node in columns.children if columns else ():
        if whole(node.attrs.get("min")) <= column <= whole(node.attrs.get("max")):
            return None if is_true(node.attrs.get("hidden")) else _number(node.attrs.get("width"))
    return None


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _fit(sheet: SheetMap, one: FittedColumn, texts: Mapping[int, str], size: float) -> float:
    default = _default_height(sheet.root.first("sheetFormatPr"))
    return fitted_width(one, texts, size, lambda row: _height_of(sheet, row) or default)


def fitted_width(
    one: FittedColumn, texts: Mapping[int, str], size: float, height_of: Callable[[int], float | None]
) -> float:
    """Return the width that a column needs.

    Args:
        one: the column.
        texts: what stands in it, by row.
        size: the size of the texts in points.
        height_of: gives the height of a row in points, None for one that fits itself.
    """
    least, has_free_rows = one.least, not texts
    for row, text in texts.items():
        height = height_of(row)
        if height is None:
            has_free_rows = True
        else:
            least = _widened(least, one.most, text, max(1, int((height - _EDGE) / (_LINE * size))), size)
    return max(least, one.usual) if has_free_rows else least


def _height_of(sheet: SheetMap, row: int) -> float | None:
    node = sheet.rows.get(row)
    found = _HEIGHT.search(sheet.data, node.start, node.open_end) if node else None
    return _number(found[1].decode()) if found else None


def _default_height(node: Node | None) -> float | None:
    is_fixed = node is not None and is_true(node.attrs.get("customHeight"))
    return _number(node.attrs.get("defaultRowHeight")) if node is not None and is_fixed else None


def _widened(width: float, most: float, text: str, lines: int, size: float) -> float:
    """Return the least width from ``width`` on in which the text takes no more lines, ``most`` where there is none."""
    if 2 * len(text) <= lines * _room(width, size):
        return width  # the usual case, without looking at any sign
    pieces = [units_of(piece) for piece in text.split("\n")]
    while width < most and sum(max(1, -(-units // _room(width, size))) for units in pieces) > lines:
        width += 1
    return width


def _room(width: float, size: float) -> int:
    """Return how many digits of text a line surely holds."""
    return max(2, int((width - _EDGE) * _USUAL_SIZE / size) - _BREAK)
