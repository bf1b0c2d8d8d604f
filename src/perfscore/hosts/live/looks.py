"""Planned looks in, the looks of the cells of an open sheet changed: each property for all its cells at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from perfscore.grid.plan import CellLook, CellWrite, Tint
from perfscore.grid.sheet import CellRange
from perfscore.hosts.live.areas import addresses_of
from perfscore.hosts.live.blocks import cells_of

if TYPE_CHECKING:
    import xlwings as xw

Place = tuple[int, int]
INPUT_COLOR = (0xFF, 0xF2, 0xCC)
ATTENTION_COLOR = (0xF8, 0xCB, 0xAD)
# Excel's xlHAlign, xlVAlign and xlContinuous.
_HORIZONTAL = {"left": -4131, "center": -4108, "right": -4152}
_VERTICAL = {"top": -4160, "center": -4108, "bottom": -4107}
_LINE = 1


def style_cells(sheet: xw.Sheet, looks: Mapping[Place, CellLook]) -> None:
    """Lay the looks over the cells; what they are to be like has been copied before."""
    for (name, value), addresses in _properties(looks):
        for address in addresses:
            _set(sheet.range(address), name, value)


def _properties(looks: Mapping[Place, CellLook]) -> list[tuple[tuple[str, Any], list[str]]]:
    """Return each property and value with the addresses of the cells that get it."""
    alike: dict[CellLook, list[Place]] = {}
    for place, look in looks.items():
        alike.setdefault(look, []).append(place)
    groups: dict[tuple[str, Any], list[CellLook]] = {}
    for look in alike:
        for field in _fields(look):
            groups.setdefault(field, []).append(look)
    # Many properties hold for the same cells: whole tables of lines, which take time to put into rectangles.
    known: dict[tuple[CellLook, ...], list[str]] = {}
    for those in map(tuple, groups.values()):
        if those not in known:
            known[those] = [address for address, _ in addresses_of([p for look in those for p in alike[look]])]
    return [(field, known[tuple(those)]) for field, those in groups.items()]


def _fields(look: CellLook) -> Iterable[tuple[str, Any]]:
    fields = {
        "number_format": look.number_format,
        "horizontal": look.horizontal,
        "vertical": look.vertical,
        "wrap": look.wrap,
        "bold": look.bold,
        "size": look.size,
        "borders": look.borders or None,
        "unlocked": look.unlocked or None,
        "tint": look.tint if look.tint is not Tint.NONE else None,
    }
    return ((name, value) for name, value in fields.items() if value is not None)


def _set(cells: xw.Range, name: str, value: Any) -> None:
    match name:
        case "number_format":
            cells.number_format = value
        case "horizontal":
            cells.api.HorizontalAlignment = _HORIZONTAL[value]
        case "vertical":
            cells.api.VerticalAlignment = _VERTICAL[value]
        case "wrap":
            cells.wrap_text = value
        case "bold":
            cells.font.bold = value
        case "size":
            cells.font.size = value
        case "borders":
            cells.api.Borders.LineStyle = _LINE
        case "unlocked":
            cells.api.Locked = False
        case "tint":
            cells.color = INPUT_COLOR


def copy_looks(sheet: xw.Sheet, source: Place, areas: Sequence[CellRange]) -> None:
    """Give areas the look of one cell."""
    for area in areas:
        # Again for each: pasting may end what was copied.
        sheet.range(source).copy()
        cells_of(sheet, area).paste(paste="formats")


def tint_cells(sheet: xw.Sheet, places: Sequence[Place], *, is_input: bool) -> None:
    """Give cells the tint that says fill in, or take the tint away."""
    for address, _ in addresses_of(places):
        sheet.range(address).color = INPUT_COLOR if is_input else None


def base_of(write: CellWrite) -> Place | None:
    """Return the cell of the same sheet that the written one is to be like."""
    if write.look is None or write.look.like_sheet is not None:
        return None
    if write.look.like_column is not None:
        return write.row, write.look.like_column
    return write.look.like
