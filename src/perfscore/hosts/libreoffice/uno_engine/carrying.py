"""A sheet taken into another document: what Calc leaves behind there, its page and what stays in sight, goes along."""

from __future__ import annotations

from typing import Any

PAGE = (
    *("BottomMargin", "CenterHorizontally", "CenterVertically", "FooterIsOn", "HeaderIsOn", "Height", "IsLandscape"),
    *("LeftMargin", "PrintDownFirst", "RightMargin", "ScaleToPagesX", "ScaleToPagesY", "TopMargin", "Width"),
)
"""What a page style says about the paper, in the order in which Calc takes several at once."""
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
        # Of a sheet in sight Calc would at once try how small it must be printed to fit the paper.
        new.IsVisible = False
        new.PageStyle = _carry_page(source, old.PageStyle, target, new.getName())
        new.IsVisible = old.IsVisible
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
    copy_page(page, made)
    return name


def copy_page(page: Any, made: Any) -> None:
    """Lay down of one page style what another one says about the paper."""
    made.setPropertyValues(PAGE, page.getPropertyValues(PAGE))


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
