"""The raw words of one ``<c>`` in, a GridCell out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfscore.grid.sheet import CellKind, GridCell
from perfscore.workbook.dates import from_iso, from_serial
from perfscore.workbook.display import show_general, show_moment, show_number, show_serial, show_text
from perfscore.workbook.formats_in import GENERAL
from perfscore.workbook.number_format import NumberFormat
from perfscore.workbook.numbers_in import to_decimal
from perfscore.workbook.xmlsafe import is_true
from perfscore.workbook.xstring import unescape

_CACHE_LIMIT = 1 << 16


class CellMaker:
    """Makes cells; equal raw cells become the same GridCell, which saves most of the memory of a long form."""

    def __init__(self, strings: Sequence[str], formats: Sequence[NumberFormat], *, uses_1904: bool) -> None:
        self._strings = strings
        self._formats = formats
        self._uses_1904 = uses_1904
        self._made: dict[tuple[str, str, str], GridCell] = {}

    def make(self, kind: str, style: str, raw: str | None, formula: str | None) -> GridCell:
        """Return the cell.

        Args:
            kind: the ``t`` attribute (ECMA-376 part 1, 18.18.11), ``n`` where it is missing.
            style: the ``s`` attribute.
            raw: the text of ``<v>`` or of ``<is>``, None where there is neither.
            formula: the formula without its ``=``.
        """
        has_value = raw is not None and (raw != "" or kind == "str")
        if formula is not None:
            made = self._plain(kind, style, raw or "") if has_value else GridCell(number_format=self._of(style).code)
            return with_formula(made, formula, has_cached_value=has_value)
        if not has_value:
            return GridCell(number_format=self._of(style).code)
        key = (kind, style, raw or "")
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= _CACHE_LIMIT:
                self._made.clear()
            found = self._made[key] = self._plain(*key)
        return found

    def _of(self, style: str) -> NumberFormat:
        place = int(style) if style.isdecimal() else 0
        return self._formats[place] if place < len(self._formats) else GENERAL

    def _plain(self, kind: str, style: str, raw: str) -> GridCell:
        how = self._of(style)
        match kind:
            case "s":
                place = int(raw) if raw.strip().isdecimal() else -1
                return text_cell(self._strings[place] if 0 <= place < len(self._strings) else "", how)
            case "inlineStr" | "str":
                return text_cell(unescape(raw), how)
            case "b":
                return _boolean(raw, how)
            case "e":
                return GridCell(raw, CellKind.ERROR, raw, how.code)
            case "d":
                return _iso(raw, how)
            case _:
                return self._number(raw, how)

    def _number(self, raw: str, how: NumberFormat) -> GridCell:
        return number_cell(raw, how, uses_1904=self._uses_1904)


def number_cell(raw: str, how: NumberFormat, *, uses_1904: bool = False) -> GridCell:
    """Return a cell with a number, a date where its format says so; what is no number is a text."""
    number = to_decimal(raw)
    if number is None:
        return text_cell(raw, how)
    if how.is_date:
        moment = from_serial(number, uses_1904=uses_1904, shows_date=how.shows_day)
        shown = show_serial(number, how, uses_1904=uses_1904)
        if moment is not None:
            return GridCell(moment, CellKind.DATE, shown, how.code)
        return GridCell(number, CellKind.NUMBER, shown, how.code)
    shown = _shown(number, how)
    return GridCell(number, CellKind.NUMBER, shown, how.code, is_percent=how.is_percent)


def _shown(number: Decimal, how: NumberFormat) -> str:
    return show_general(number) if how is GENERAL else show_number(number, how)


def text_cell(text: str, how: NumberFormat = GENERAL) -> GridCell:
    """Return a cell with a text."""
    shown = text if how is GENERAL else show_text(text, how)
    return GridCell(text, CellKind.TEXT, shown, how.code, is_percent=how.is_percent)


def _boolean(raw: str, how: NumberFormat) -> GridCell:
    return boolean_cell(value=is_true(raw.strip()), how=how)


def boolean_cell(*, value: bool, how: NumberFormat = GENERAL) -> GridCell:
    """Return a cell with TRUE or FALSE."""
    return GridCell(value, CellKind.BOOLEAN, "TRUE" if value else "FALSE", how.code)


def _iso(raw: str, how: NumberFormat) -> GridCell:
    moment = from_iso(raw)
    if moment is None:
        return text_cell(raw, how)
    return GridCell(moment, CellKind.DATE, show_moment(moment, how), how.code)


def with_formula(cell: GridCell, formula: str, *, has_cached_value: bool) -> GridCell:
    """Return the cell with the formula whose result it shows."""
    return GridCell(cell.value, cell.kind, cell.text, cell.number_format, cell.is_percent, formula, has_cached_value)
