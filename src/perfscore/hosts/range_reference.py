"""A range of xlwings enters; what the cell functions ask of a reference is answered with few calls."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from perfscore.grid.sheet import CellRange, GridBook
from perfscore.hosts.live.areas import address_of
from perfscore.hosts.live.reading import read_live_book
from perfscore.hosts.reference import Place, Reference, Values

if TYPE_CHECKING:
    import xlwings as xw

_QUOTED = re.compile(r"'(?:[^']|'')*'")
_CORNER = re.compile(r"\$?([A-Z]{1,3})?\$?(\d{1,7})?")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LETTERS = 26


class RangeReference:
    """A range of an open workbook as an argument of a function."""

    def __init__(self, cells: xw.Range) -> None:
        self._cells = cells
        self._place: Place | None = None

    def place(self) -> Place | str:
        """Return where it points: one call, whatever it is."""
        address = self._cells.get_address(external=True)
        if "," in _QUOTED.sub("", address):
            return "请只选连在一起的一段"
        book, _, rest = address.rpartition("]")
        sheet, _, corners = rest.rpartition("!")
        is_quoted = address.startswith("'")
        name = sheet.removesuffix("'").replace("''", "'") if is_quoted else sheet
        self._place = Place(book.lstrip("'").removeprefix("[").replace("''", "'"), name, _area(corners))
        return self._place

    def values(self, sheet: str, area: CellRange) -> Values:
        """Read a block."""
        block: Values = self._range(sheet, area).options(ndim=2, err_to_str=True).value
        return block

    def number_format(self, sheet: str, area: CellRange) -> str | None:
        """Return the number format of a block, None where its cells differ."""
        return cast("str | None", self._range(sheet, area).number_format)

    def has_merges(self, sheet: str, area: CellRange) -> bool | None:
        """Tell whether a block is merged, None where it is in part."""
        return cast("bool | None", self._range(sheet, area).merge_cells)

    def read_book(self) -> GridBook:
        """Read the workbook as 计算得分 does."""
        return read_live_book(self._cells.sheet.book).grid

    def others(self) -> Sequence[tuple[str, Reference]]:
        """Return the other open workbooks."""
        book = self._cells.sheet.book
        mine = book.fullname
        found = ((one.fullname, one) for one in book.app.books)
        return [(name, RangeReference(one.sheets[0].range("A1"))) for name, one in found if name != mine]

    def _range(self, sheet: str, area: CellRange) -> xw.Range:
        own = self._place
        if own is not None and own.sheet == sheet:
            return self._cells if own.area == area else self._cells.sheet.range(address_of(area))
        return self._cells.sheet.book.sheets[sheet].range(address_of(area))


def _area(corners: str) -> CellRange:
    """Return the area of $A$3:$O$3, $A:$C or $3:$5."""
    first, _, last = corners.partition(":")
    top, left = _corner(first, 1, 1)
    bottom, right = _corner(last or first, _LAST_ROW, _LAST_COLUMN)
    return CellRange(top, left, bottom, right)


def _corner(text: str, row: int, column: int) -> tuple[int, int]:
    match = _CORNER.fullmatch(text)
    if match is None:
        raise ValueError(f"no address: {text!r}")
    letters, digits = match.groups()
    if letters:
        column = 0
        for letter in letters:
            column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(digits) if digits else row, column
