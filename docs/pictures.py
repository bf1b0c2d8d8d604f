"""Renders the pictures of 用户手册.md from real workbooks: the sample form in, PNG files in ``docs/pictures`` out.

Needs LibreOffice 25.2 with python3-uno, a Chinese font and ``pdftoppm`` (poppler). Run it after a change of what the
workbooks look like: ``python docs/pictures.py``.
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfscore.hosts.libreoffice.office import Office, import_uno, start_office

PICTURES = Path(__file__).parent / "pictures"
_DOTS_PER_INCH = 110
_MARGIN = 200
_NUMBERS = 1_300
_LETTERS = 700
"""Hundredths of a millimetre: the margin, the numbers of rows at the left, the letters of columns on top."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file, and the part of a sheet of a workbook that it shows."""

    name: str
    book: str
    sheet: str
    area: str
    hidden: tuple[str, ...] = ()
    """Columns left out, as C:E, so that what matters fits on a page."""


FILLED = "filled.xlsx"
EMPTY = "empty.xlsx"

ALL = (
    Picture("fill-in", EMPTY, "目标表", "H3:S12", hidden=("I:J", "L:N")),
    Picture("scored", FILLED, "目标表", "H3:S12", hidden=("I:J", "L:N")),
    Picture("summary", FILLED, "得分汇总", "A1:O16", hidden=("L:O",)),
    Picture("rulings", FILLED, "计分口径", "A1:I5", hidden=("F:H",)),
)


def main() -> None:
    """Make the workbooks and render every picture."""
    office = start_office()
    try:
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            _make_books(work)
            for picture in ALL:
                _render(office, work, picture)
    finally:
        office.close()


def _make_books(work: Path) -> None:
    """Score the sample form with and without actuals, as the commands of the manual do."""

    def perfscore(*words: str) -> None:
        subprocess.run(["perfscore", *words], cwd=work, check=True, stdout=subprocess.DEVNULL)

    perfscore("demo")
    (work / "示例_目标表_计分.xlsx").rename(work / FILLED)
    form = Path(__file__).parents[1] / "workbook_templates" / "target_form_hengyang.xlsx"
    perfscore("score", str(form), "-o", EMPTY)


def _render(office: Office, work: Path, picture: Picture) -> None:
    desktop = office.service("com.sun.star.frame.Desktop")
    book = desktop.loadComponentFromURL((work / picture.book).as_uri(), "_blank", 0, (_value("Hidden", True),))
    try:
        _show_only(book, picture)
        pdf = work / f"{picture.name}.pdf"
        book.storeToURL(pdf.as_uri(), (_value("FilterName", "calc_pdf_Export"),))
    finally:
        book.close(True)
    target = PICTURES / picture.name
    command = ["pdftoppm", "-singlefile", "-png", "-r", str(_DOTS_PER_INCH), str(pdf), str(target)]
    subprocess.run(command, check=True)


def _show_only(book: Any, picture: Picture) -> None:
    """Print one area alone, on one page, with the letters of columns, the numbers of rows and the lines of cells."""
    for sheet in book.Sheets:
        sheet.setPrintAreas(())
    sheet = book.Sheets.getByName(picture.sheet)
    others = [one for one in book.Sheets.ElementNames if one != picture.sheet]
    for columns in picture.hidden:
        sheet.getCellRangeByName(columns.replace(":", "1:") + "1").Columns.IsVisible = False
    sheet.setPrintTitleRows(False)
    sheet.setPrintTitleColumns(False)
    sheet.setPrintAreas((sheet.getCellRangeByName(picture.area).RangeAddress,))
    for name in others:
        book.Sheets.removeByName(name)
    style = book.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    style.ScaleToPages = 0
    style.ScaleToPagesX = style.ScaleToPagesY = 0
    style.PageScale = 100
    style.IsLandscape = True
    size = sheet.getCellRangeByName(picture.area).Size
    style.Width, style.Height = size.Width + _NUMBERS + 2 * _MARGIN, size.Height + _LETTERS + 2 * _MARGIN
    style.PrintHeaders = style.PrintGrid = True
    style.HeaderIsOn = style.FooterIsOn = False
    style.CenterHorizontally = style.CenterVertically = False
    for side in ("Left", "Right", "Top", "Bottom"):
        setattr(style, f"{side}Margin", _MARGIN)


def _value(name: str, value: object) -> Any:
    one = import_uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    one.Name, one.Value = name, value
    return one


if __name__ == "__main__":
    main()
