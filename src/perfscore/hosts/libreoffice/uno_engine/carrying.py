"""A sheet taken into another document: what Calc leaves behind there, its page and what stays in sight, goes along."""

from __future__ import annotations

from typing import Any

PAGE = (
    "IsLandscape Width Height TopMargin BottomMargin LeftMargin RightMargin HeaderIsOn FooterIsOn CenterHorizontally "
    "CenterVertically PrintDownFirst ScaleToPagesX ScaleToPagesY"
).split()
"""What a page style says about the paper, in an order in which one does not change another."""
_STYLE = "com.sun.star.style.PageStyle"


def carry_sheet(source: Any, name: str, target: Any, place: int) -> None:
    """Copy a sheet into another document, or within its own.

    Args:
        source: the model of the document that it is in.
        name: its name.
        target: the model of the document that it goes to.
        place: where it is to stand there, from 0.
    """
    target.getSheets().importSheet(source, name, place)
    old, new = source.getSheets().getByName(name), target.getSheets().getByIndex(place)
    if source.RuntimeUID != target.RuntimeUID:
        new.PageStyle = _carry_page(source, old.PageStyle, target, new.getName())
    _carry_panes(source, old, target, new)


def _carry_page(source: Any, style: str, target: Any, sheet: str) -> str:
    """Make a page style like that of the source; its name."""
    page = _page_styles(source).getByName(style)
    styles, name, number = _page_styles(target), f"PageStyle_{sheet}", 1
    while styles.hasByName(name):
        number += 1
        name = f"PageStyle_{sheet}_{number}"
    made = target.createInstance(_STYLE)
    styles.insertByName(name, made)
    for one in PAGE:
        setattr(made, one, getattr(page, one))
    return name


def _page_styles(model: Any) -> Any:
    return model.getStyleFamilies().getByName("PageStyles")


def _carry_panes(source: Any, old: Any, target: Any, new: Any) -> None:
    """Freeze what is frozen in the source; as in Excel the copy comes to the front. Each change of sheet takes time."""
    there, here = source.getCurrentController(), target.getCurrentController()
    if there.getActiveSheet().getName() != old.getName():
        there.setActiveSheet(old)
    if there.hasFrozenPanes():
        split = there.getSplitColumn(), there.getSplitRow()
        here.setActiveSheet(new)
        here.freezeAtPosition(*split)
