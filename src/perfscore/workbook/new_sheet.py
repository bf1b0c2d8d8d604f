"""A SheetPlan for a sheet of ours in, an empty worksheet part with its page setup out; cells are put in afterwards."""

from __future__ import annotations

from perfscore.grid.plan import SheetPlan
from perfscore.workbook.refs import format_cell

MAX_NAME = 31
_FORBIDDEN = set("[]:*?/\\")
_A4 = 9


def checked_name(name: str) -> str:
    r"""Return the name if Excel takes it for a sheet.

    Raises:
        ValueError: it is empty, longer than 31 characters, or has one of ``[]:*?/\`` or an apostrophe at an end.
    """
    if not name or len(name) > MAX_NAME or _FORBIDDEN & set(name) or name.strip("'") != name:
        raise ValueError(f"no name for a sheet: {name!r}")
    return name


def empty_sheet(plan: SheetPlan, namespace: str) -> bytes:
    """Return the part: A4, fitted to the page's width, frozen and turned as the plan says."""
    orientation = "landscape" if plan.landscape else "portrait"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{namespace}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1"/>'
        f'<sheetViews><sheetView showGridLines="0" workbookViewId="0">{_pane(plan.freeze)}</sheetView></sheetViews>'
        '<sheetFormatPr defaultRowHeight="15"/><sheetData/>'
        '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        f'<pageSetup paperSize="{_A4}" fitToHeight="0" orientation="{orientation}"/></worksheet>'
    ).encode()


def _pane(freeze: tuple[int, int] | None) -> str:
    """Return the frozen pane (18.3.1.66); ``freeze`` is the first cell that still scrolls, row and column."""
    if freeze is None or freeze == (1, 1):
        return ""
    rows, columns = freeze[0] - 1, freeze[1] - 1
    pane = "bottomRight" if rows and columns else "bottomLeft" if rows else "topRight"
    split = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
    return (
        f'<pane{split} topLeftCell="{format_cell(*freeze)}" activePane="{pane}" state="frozen"/>'
        f'<selection pane="{pane}"/>'
    )
