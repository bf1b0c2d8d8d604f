"""Rows as most programs write them in, their cells out: one pattern instead of six parser events for each cell.

The parser still sees every byte, so that nothing is taken from a part that is not well-formed; here it only is not
asked what it saw. Whatever is written in another way is left to its events.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import unescape

from perfscore.grid.sheet import CellKind, GridCell
from perfscore.workbook.cell_in import CellMaker
from perfscore.workbook.refs import column_number

_PIECE = re.compile(
    r'(<(?:c r="([A-Z]{1,3}+)([0-9]{1,7}+)"((?: s="[0-9]{1,9}+")?+(?: t="[A-Za-z]{1,9}+")?+)'
    r'(?:>(?:<f(?: aca="false")?+>([^<]++)</f>)?+'
    r'(?:<(?:v|is><t(?: xml:space="preserve")?+)>([^<]++)</(?:v|t></is)>)?+</c>| ?/>)'
    r'|/row>|row r="([0-9]{1,7}+)"(?: (?!xmlns)[A-Za-z0-9:]+="[^"<>]*")*+ ?/?>))'
)
"""The whole piece; of a cell its column, row, style and kind, formula, value or inline text; of a row its number.

The parser sees that end tags belong to their start tags.
"""
_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml version=[\"']1.[0-9][\"'](?: encoding=[\"'](?i:utf-8)[\"'])?"
    rb"(?: standalone=[\"'][a-z]+[\"'])? ?\?>\s*)?<worksheet[\s>]"
)
_FIRST_TAG = re.compile(rb"[^<>]*>")
_NAMESPACE = re.compile(rb"\sxmlns\s*=")
_CELLS = b"<sheetData>"
_UNKNOWN = GridCell()
_NAMED = {"&quot;": '"', "&apos;": "'"}


@dataclass(slots=True)
class PlainRows:
    """The cells with something in them by (row, column), and the number of the last row."""

    cells: dict[tuple[int, int], GridCell]
    last_row: int


def head_end(data: bytes) -> int:
    """Return the place behind ``<sheetData>`` where a row without a prefix is one of the worksheet's, 0 elsewhere."""
    end = data.find(_CELLS)
    root = _ROOT.match(data, 0, max(end, 0))
    tag = _FIRST_TAG.match(data, root.end() - 1, end) if root else None
    if tag is None or may_mislead(data[tag.end() : end]):
        return 0
    return end + len(_CELLS)


def may_mislead(data: bytes) -> bool:
    """Tell whether rows behind these bytes might not be what they look like: in a comment, in another namespace."""
    return b"<!" in data or b"<?" in data or _NAMESPACE.search(data) is not None


def read_plain_rows(data: bytes, maker: CellMaker) -> PlainRows | None:
    """Return the cells of whole rows, None where anything in them is written in another way.

    Args:
        data: UTF-8 without comments, CDATA sections and instructions.
        maker: makes the cells.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # as every XML parser does (XML 1.0, 2.11)
    pieces = _PIECE.findall(text)
    if ("&" in text and "&#" in text) or sum([len(piece[0]) for piece in pieces]) != len(text):
        return None
    cells: dict[tuple[int, int], GridCell] = {}
    known: dict[tuple[str, str], GridCell | None] = {}
    row, digits = 0, ""
    for _, letters, place, looks, formula, raw, number in pieces:
        if number:
            row, digits = int(number), number
        elif letters and place != digits:
            return None
        elif formula:
            cells[row, column_number(letters)] = _made(maker, looks, raw, formula)
        elif raw:
            key = (looks, raw)
            cell = known.get(key, _UNKNOWN)
            if cell is _UNKNOWN:
                made = _made(maker, looks, raw, None)
                cell = known[key] = None if made.kind is CellKind.EMPTY or made.value == "" else made
            if cell is not None:
                cells[row, column_number(letters)] = cell
    return PlainRows(cells, row)


def _made(maker: CellMaker, looks: str, raw: str, formula: str | None) -> GridCell:
    """Return the cell; ``looks`` is its style and kind as they stand in the tag."""
    _, _, style = looks.partition(' s="')
    _, _, kind = looks.partition(' t="')
    own = None if formula is None else unescape(formula, _NAMED)
    return maker.make(kind[:-1] or "n", style.partition('"')[0] or "0", unescape(raw, _NAMED) or None, own)
