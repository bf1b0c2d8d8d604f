"""Copying cells: everything, or their looks alone, within the open documents."""

from __future__ import annotations

from typing import Any

from perfscore.hosts.libreoffice.uno_engine.area import Area, area_of
from perfscore.hosts.libreoffice.uno_engine.bridge import is_mixed, set_properties, struct

# What Excel calls formats. TableBorder2 and the like say the same as the sides and are left out.
_LOOKS = (
    "CellBackColor CellProtection CellStyle CharColor CharContoured CharCrossedOut CharFontCharSet CharFontFamily "
    "CharFontName CharFontNameAsian CharFontNameComplex CharFontPitch CharFontStyleName CharHeight CharHeightAsian "
    "CharHeightComplex CharLocale CharLocaleAsian CharPosture CharPostureAsian CharPostureComplex CharShadowed "
    "CharStrikeout CharUnderline CharUnderlineColor CharUnderlineHasColor CharWeight CharWeightAsian CharWeightComplex "
    "DiagonalBLTR2 DiagonalTLBR2 BottomBorder2 HoriJustify HoriJustifyMethod IsCellBackgroundTransparent IsTextWrapped "
    "LeftBorder2 NumberFormat Orientation ParaIndent RightBorder2 RotateAngle RotateReference ShrinkToFit TopBorder2 "
    "VertJustify VertJustifyMethod"
).split()


_NO_RULE = "ANY"


def copy_all(source_sheet: Any, source: Area, target_sheet: Any, target: Area) -> None:
    """Copy cells with everything to where the target begins; both sheets are of one document."""
    target_sheet.copyRange(
        struct("table.CellAddress", Sheet=target_sheet.getRangeAddress().Sheet, Column=target.left, Row=target.top),
        struct(
            "table.CellRangeAddress",
            Sheet=source_sheet.getRangeAddress().Sheet,
            StartColumn=source.left,
            StartRow=source.top,
            EndColumn=source.right,
            EndRow=source.bottom,
        ),
    )


def copy_looks(source_sheet: Any, source: Area, target_sheet: Any, target: Area, model: Any) -> None:
    """Lay the looks of the source over the target, repeated as Excel repeats what it pastes.

    A source of one row or column, or one that fits several times, fills the whole target; any other is laid once.
    """
    target = _filled(source, target)
    cells = source_sheet.getCellRangeByPosition(source.left, source.top, source.right, source.bottom)
    index = target_sheet.getRangeAddress().Sheet
    groups = cells.getUniqueCellFormatRanges()
    for place in range(groups.getCount()):
        group = groups.getByIndex(place)
        values = _looks_of(group)
        parts = [part for one in group.getRangeAddresses() for part in _repeated(area_of(one), source, target)]
        holder = model.createInstance("com.sun.star.sheet.SheetCellRanges")
        holder.addRangeAddresses(tuple(_address(index, part) for part in parts), False)
        set_properties(holder, values)


def copy_rules(source_sheet: Any, source: Area, target_sheet: Any, target: Area, model: Any) -> None:
    """Lay the rules for typing of the source over an area of the same size, also where there are none."""
    there = target_sheet.getCellRangeByPosition(target.left, target.top, target.right, target.bottom)
    is_bare = not is_mixed(there, "Validation") and there.Validation.Type.value == _NO_RULE
    cells = source_sheet.getCellRangeByPosition(source.left, source.top, source.right, source.bottom)
    index = target_sheet.getRangeAddress().Sheet
    groups = cells.getUniqueCellFormatRanges()
    for place in range(groups.getCount()):
        group = groups.getByIndex(place)
        if is_bare and group.Validation.Type.value == _NO_RULE:
            continue  # a rule that allows everything would stay behind
        parts = [part for one in group.getRangeAddresses() for part in _repeated(area_of(one), source, target)]
        holder = model.createInstance("com.sun.star.sheet.SheetCellRanges")
        holder.addRangeAddresses(tuple(_address(index, part) for part in parts), False)
        holder.Validation = group.Validation


def _looks_of(cells: Any) -> dict[str, object]:
    """Return the look of cells that are alike: the style, then what is set over it."""
    return dict(zip(_LOOKS, cells.getPropertyValues(tuple(_LOOKS)), strict=True))


def _filled(source: Area, target: Area) -> Area:
    """Return the area that is filled: the target where the source fits whole times, else the source's size."""
    height = target.height if target.height % source.height == 0 else source.height
    width = target.width if target.width % source.width == 0 else source.width
    return Area(target.top, target.left, target.top + height - 1, target.left + width - 1)


def _repeated(part: Area, source: Area, target: Area) -> list[Area]:
    """Return where a part of the source comes to lie in the target.

    A part as high or as wide as the source runs through.
    """
    whole_rows, whole_columns = part.height == source.height, part.width == source.width
    rows = (
        [(target.top, target.bottom)]
        if whole_rows
        else [
            (top + part.top - source.top, top + part.bottom - source.top)
            for top in range(target.top, target.bottom + 1, source.height)
        ]
    )
    columns = (
        [(target.left, target.right)]
        if whole_columns
        else [
            (left + part.left - source.left, left + part.right - source.left)
            for left in range(target.left, target.right + 1, source.width)
        ]
    )
    return [Area(top, left, bottom, right) for top, bottom in rows for left, right in columns]


def _address(sheet: int, area: Area) -> Any:
    return struct(
        "table.CellRangeAddress",
        Sheet=sheet,
        StartColumn=area.left,
        StartRow=area.top,
        EndColumn=area.right,
        EndRow=area.bottom,
    )
