"""A block of values into LibreOffice, as Excel takes them: one write, then the formats and formulas it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from perfscore.hosts.libreoffice.uno_engine.area import Area
from perfscore.hosts.libreoffice.uno_engine.document import Document
from perfscore.hosts.libreoffice.uno_engine.formulas import to_office
from perfscore.hosts.libreoffice.uno_engine.number_formats import FormatKind
from perfscore.hosts.libreoffice.uno_engine.typed import typed

Given = str | float | int | bool | Decimal | date | None
Cells = dict[tuple[int, int], str]
_DIGITS = frozenset("'0123456789+-.($¥￥TFtf")
_DAY, _MOMENT, _BOOLEAN = "yyyy/m/d", "yyyy/m/d h:mm", "BOOLEAN"


class BlockWriter:
    """Writes one block of values into the range of the same size.

    Args:
        document: the open document.
        cells: the UNO range.
        area: where the range stands.
    """

    def __init__(self, document: Document, cells: Any, area: Area) -> None:
        self._document = document
        self._cells = cells
        self._area = area
        self._formats: Cells = {}
        self._formulas: Cells = {}
        self._guessed = False
        is_special = {FormatKind.TEXT, FormatKind.BOOLEAN}
        special = document.formats_in(cells, lambda key: document.formats.kind(key) in is_special)
        self._texts: list[Area] = []
        self._truths: list[Area] = []
        for key, places in special:
            is_text = document.formats.kind(key) is FormatKind.TEXT
            (self._texts if is_text else self._truths).extend(self._relative(places))

    def write(self, rows: Sequence[Sequence[Given]]) -> None:
        """Write the rows."""
        data = tuple(tuple(self._plain(value, r, c) for c, value in enumerate(row)) for r, row in enumerate(rows))
        self._cells.setDataArray(data)
        self._take_back_text_formats()
        put_formulas(self._cells, self._formulas)
        for area, code in blocks_of(self._formats):
            part = self._cells.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)
            part.NumberFormat = self._document.formats.key(code)

    def _areas_of(self, wanted: Callable[[int], bool]) -> list[Area]:
        """Return the parts whose number format is wanted, relative to the block."""
        found = self._document.formats_in(self._cells, wanted)
        return [part for _, places in found for part in self._relative(places)]

    @cached_property
    def _general(self) -> list[Area]:
        """The parts under General as they were before: there a date brings a format along."""
        return self._areas_of(lambda key: self._document.formats.code(key) == "General")

    def _take_back_text_formats(self) -> None:
        """Give cells back the format they had where LibreOffice made it a text format, for a text of digits.

        Excel does not, and a number that is written there later has to stay a number.
        """
        if not self._guessed:
            return
        for place in self._areas_of(lambda key: self._document.formats.kind(key) is FormatKind.TEXT):
            if not any(place.meet(one) == place for one in self._texts):
                part = self._cells.getCellRangeByPosition(place.left, place.top, place.right, place.bottom)
                part.NumberFormat = self._document.formats.key("General")

    def _relative(self, places: list[Area] | None) -> Iterator[Area]:
        top, left = self._area.top, self._area.left
        for place in [self._area] if places is None else places:
            here = place.meet(self._area)
            if here is not None:
                yield Area(here.top - top, here.left - left, here.bottom - top, here.right - left)

    def _plain(self, value: Given, row: int, column: int) -> str | float:
        """Return what goes into the cell now, and note what follows."""
        if value is None or value == "":
            return ""
        if isinstance(value, str):
            return self._text(value, row, column)
        if self._texts and _holds(self._texts, row, column):
            return _as_text(value)
        return self._number(value, row, column, None)

    def _text(self, value: str, row: int, column: int) -> str | float:
        if self._texts and _holds(self._texts, row, column):
            return value
        found = typed(value)
        if found.is_formula:
            self._formulas[row, column] = str(found.value)
            return ""
        if isinstance(found.value, str) or found.value is None:
            self._guessed = self._guessed or value[0] in _DIGITS
            return found.value or ""
        return self._number(found.value, row, column, found.format)

    def _number(self, value: float | bool | Decimal | date, row: int, column: int, code: str | None) -> float:
        if isinstance(value, bool):
            self._formats[row, column] = _BOOLEAN
            return float(value)
        if self._truths and _holds(self._truths, row, column):
            # TRUE and FALSE are a format here, not in Excel: a number takes it away.
            self._formats[row, column] = code or "General"
        if isinstance(value, date):
            code = code or (_MOMENT if isinstance(value, datetime) and value.time() != datetime.min.time() else _DAY)
            value = self._document.serial(value)
        if code and _holds(self._general, row, column):
            self._formats[row, column] = code
        return float(value)


def _holds(areas: list[Area], row: int, column: int) -> bool:
    return any(area.top <= row <= area.bottom and area.left <= column <= area.right for area in areas)


def _as_text(value: float | bool | Decimal | date) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return f"{value.year}/{value.month}/{value.day}"
    return format(value, ".15g") if isinstance(value, float) else str(value)


def put_formulas(cells: Any, formulas: Cells) -> None:
    """Write formulas of Excel's into a range, by (row, column) within it, a run of a column at a time."""
    for column, first, texts in _runs(formulas):
        part = cells.getCellRangeByPosition(column, first, column, first + len(texts) - 1)
        part.setFormulaArray(tuple((to_office(text),) for text in texts))


def _runs(cells: Cells) -> Iterator[tuple[int, int, list[str]]]:
    """Yield runs of cells down a column: column, first row, the texts."""
    column, first, texts = -1, -1, list[str]()
    for (row, here), text in sorted(cells.items(), key=lambda item: (item[0][1], item[0][0])):
        if here != column or row != first + len(texts):
            if texts:
                yield column, first, texts
            column, first, texts = here, row, []
        texts.append(text)
    if texts:
        yield column, first, texts


def blocks_of(cells: Cells) -> Iterator[tuple[Area, str]]:
    """Yield runs of cells down a column that have the same text, as areas."""
    for column, first, texts in _runs(cells):
        start = 0
        for place in range(1, len(texts) + 1):
            if place == len(texts) or texts[place] != texts[start]:
                yield Area(first + start, column, first + place - 1, column), texts[start]
                start = place
