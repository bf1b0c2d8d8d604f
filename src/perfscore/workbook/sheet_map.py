"""One worksheet part in, the places of its rows and cells out: what the writer needs to change a few of them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from perfscore.grid.sheet import CellRange
from perfscore.workbook.located import Node, as_utf8, finish, locate, tag_end
from perfscore.workbook.refs import column_number, parse_range
from perfscore.workbook.xmlsafe import SHEET_NAMESPACES, BrokenXmlError, feed, is_true, local, new_parser, whole

_ADDRESS = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_STYLE = re.compile(rb"\ss\s*=\s*[\"']([0-9]+)[\"']")


class UnorderedError(Exception):
    """Rows or cells do not stand in ascending order, so nothing can be put between them."""


@dataclass(slots=True)
class RowPlace:
    """Where a row stands, and which run of the cell arrays is its own."""

    node: Node
    first: int
    count: int = 0


@dataclass(frozen=True, slots=True)
class FormulaPlace:
    """A formula that several cells share (``t`` = shared, array or dataTable; ECMA-376 part 1, 18.3.1.40)."""

    row: int
    column: int
    node: Node

    @property
    def area(self) -> CellRange | None:
        """The cells the formula is for, on the first cell of the group."""
        ref = self.node.attrs.get("ref")
        return parse_range(ref) if ref else None


class SheetMap:
    """The places in one worksheet part; ``data`` is the part in UTF-8."""

    def __init__(self, data: bytes) -> None:
        """Map the part.

        Raises:
            ForbiddenXmlError: a document type is declared.
            BrokenXmlError: the part is not well-formed or no worksheet.
            UnorderedError: rows or cells are out of order.
        """
        self.data = as_utf8(data)
        self.rows: dict[int, RowPlace] = {}
        self.formulas: list[FormulaPlace] = []
        self.columns, self.starts, self.ends = array("l"), array("q"), array("q")
        self.root = _MapBuilder(self).root
        self.prefix = self.root.prefix
        self._column_styles = self._read_column_styles()

    def child(self, name: str) -> Node | None:
        """Return the first top-level element with this name, with everything inside it located."""
        found = self.root.first(name)
        return self.inside(found) if found else None

    def inside(self, node: Node) -> Node:
        """Return a top-level element with its descendants, placed in the whole part."""
        return _shifted(locate(node.raw(self.data)), node.start)

    def cell(self, row: int, column: int) -> tuple[int, int] | None:
        """Return where the cell stands, None where it is not written out."""
        place = self._spot(row, column)
        return None if place is None or not place[1] else (self.starts[place[0]], self.ends[place[0]])

    def insertion(self, row: int, column: int) -> int:
        """Return where in an existing row a cell that is not written out belongs."""
        found = self.rows[row]
        place = bisect_left(self.columns, column, found.first, found.first + found.count)
        return self.starts[place] if place < found.first + found.count else found.node.close

    def _spot(self, row: int, column: int) -> tuple[int, bool] | None:
        found = self.rows.get(row)
        if found is None:
            return None
        place = bisect_left(self.columns, column, found.first, found.first + found.count)
        return place, place < found.first + found.count and self.columns[place] == column

    def column_bounds(self, row: int) -> tuple[int, int] | None:
        """Return the first and last column written out in a row."""
        found = self.rows.get(row)
        if found is None or not found.count:
            return None
        return self.columns[found.first], self.columns[found.first + found.count - 1]

    def style(self, row: int, column: int) -> int:
        """Return the style a person sees in the cell: its own, else the row's, else the column's."""
        span = self.cell(row, column)
        if span is not None:
            found = _STYLE.search(self.data, span[0], tag_end(self.data, span[0]))
            return int(found[1]) if found else 0
        place = self.rows.get(row)
        if place is not None and is_true(place.node.attrs.get("customFormat")):
            return whole(place.node.attrs.get("s"))
        for first, last, style in self._column_styles:
            if first <= column <= last:
                return style
        return 0

    def _read_column_styles(self) -> list[tuple[int, int, int]]:
        columns = self.child("cols")
        found = []
        for node in columns.children if columns else ():
            attrs = node.attrs
            found.append((whole(attrs.get("min")), whole(attrs.get("max")), whole(attrs.get("style"))))
        return found


def _shifted(node: Node, by: int) -> Node:
    node.start, node.open_end, node.close, node.end = (
        place + by for place in (node.start, node.open_end, node.close, node.end)
    )
    for child in node.children:
        _shifted(child, by)
    return node


class _MapBuilder:
    """Fills a SheetMap: expat checks the part and finds its top-level elements, one pattern finds rows and cells."""

    def __init__(self, sheet: SheetMap) -> None:
        self._sheet = sheet
        self._data = sheet.data
        self._depth = 0
        self._top: Node | None = None
        self._row = self._column = 0
        self.root = Node("", {}, 0)
        self._parser = new_parser(namespaces=False)
        self._parser.StartElementHandler = self._start_root
        feed(self._parser, (self._data,))

    def _start_root(self, name: str, attrs: dict[str, str]) -> None:
        if local(name) != "worksheet" or not any(value in SHEET_NAMESPACES for value in attrs.values()):
            raise BrokenXmlError(name)
        self.root = Node(name, attrs, self._parser.CurrentByteIndex)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > 1:
            return
        self._top = Node(name, attrs, self._parser.CurrentByteIndex)
        self.root.children.append(self._top)
        if name == self.root.prefix + "sheetData":
            self._parser.StartElementHandler = None
            self._parser.EndElementHandler = self._end_inside_data

    def _end_inside_data(self, name: str) -> None:
        """Wait for the end of the cells; they are many, and the pattern finds them faster than events."""
        if self._top is not None and name == self._top.name:
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end
            self._end(name)
            self._find_cells(self._top)

    def _end(self, _name: str) -> None:
        depth = self._depth
        self._depth -= 1
        if depth == 1 and self._top is not None:
            finish(self._top, self._data, self._parser.CurrentByteIndex)
        elif depth == 0:
            finish(self.root, self._data, self._parser.CurrentByteIndex)

    def _find_cells(self, area: Node) -> None:
        """Walk over the tags of rows, cells and grouped formulas; expat has seen that they nest well."""
        row: RowPlace | None = None
        formula: Node | None = None
        sheet = self._sheet
        for found in _cell_tags(self.root.prefix).finditer(self._data, area.open_end, area.close):
            kind, is_end = found["kind"], found["slash"] is not None
            if kind is None:
                continue
            is_empty = found["empty"] is not None
            if kind == b"c":
                if not is_end:
                    sheet.columns.append(self._cell_column(found["words"]))
                    sheet.starts.append(found.start())
                if is_end or is_empty:
                    sheet.ends.append(found.end())
            elif kind == b"row":
                row = self._row_tag(found, row) if not is_end else row
                if row is not None and (is_end or is_empty):
                    _close(row.node, found.start(), found.end(), is_empty=is_empty)
                    row.count = len(sheet.columns) - row.first
            elif not is_end:
                formula = self._formula_tag(found)
                if is_empty:
                    _close(formula, found.start(), found.end(), is_empty=True)
            elif formula is not None:
                _close(formula, found.start(), found.end(), is_empty=False)

    def _row_tag(self, found: re.Match[bytes], before: RowPlace | None) -> RowPlace:
        attrs = _attributes(found[0])
        row = whole(attrs["r"]) if "r" in attrs else self._row + 1
        if row <= self._row and before is not None:
            raise UnorderedError(f"第{row}行")
        self._row, self._column = row, 0
        node = Node(self.root.prefix + "row", attrs, found.start(), found.end())
        place = self._sheet.rows[row] = RowPlace(node, len(self._sheet.columns))
        return place

    def _cell_column(self, words: bytes) -> int:
        found = _ADDRESS.search(words)
        if found is None:
            column = self._column + 1
        else:
            column = column_number(found[1].decode())
            if int(found[2]) != self._row:
                raise UnorderedError((found[1] + found[2]).decode())
        if column <= self._column:
            raise UnorderedError(f"第{self._row}行")
        self._column = column
        return column

    def _formula_tag(self, found: re.Match[bytes]) -> Node:
        node = Node(self.root.prefix + "f", _attributes(found[0]), found.start(), found.end())
        if "t" in node.attrs:
            self._sheet.formulas.append(FormulaPlace(self._row, self._column, node))
        return node


def _close(node: Node, start: int, end: int, *, is_empty: bool) -> None:
    node.close, node.end = (end, end) if is_empty else (start, end)


def _attributes(tag: bytes) -> dict[str, str]:
    """Return the attributes of one start tag."""
    return locate(tag if tag.endswith(b"/>") else tag[:-1] + b"/>").attrs


@lru_cache(maxsize=8)
def _cell_tags(prefix: str) -> re.Pattern[bytes]:
    """Return the pattern of row, cell and formula tags; comments and CDATA are taken whole, so none hides in them."""
    return re.compile(
        rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
        rb"|<(?P<slash>/)?" + re.escape(prefix.encode()) + rb"(?P<kind>c|row|f)(?=[\s/>])"
        rb"(?P<words>(?:[^>\"'/]|\"[^\"]*\"|'[^']*'|/(?!>))*)(?P<empty>/)?>",
        re.DOTALL,
    )
