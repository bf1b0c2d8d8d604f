"""One worksheet part in, the places of its rows and cells out: what the writer needs to change a few of them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from dataclasses import dataclass

from perfscore.grid.sheet import CellRange
from perfscore.workbook.located import Node, as_utf8, finish, locate, tag_end
from perfscore.workbook.refs import parse_cell, parse_range
from perfscore.workbook.xmlsafe import SHEET_NAMESPACES, BrokenXmlError, feed, is_true, local, new_parser, whole

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
    """Fills a SheetMap from parser events."""

    def __init__(self, sheet: SheetMap) -> None:
        self._sheet = sheet
        self._data = sheet.data
        self._depth = 0
        self._row = self._column = 0
        self._cell_start = 0
        self._formula: FormulaPlace | None = None
        self._top: Node | None = None
        self.root = Node("", {}, 0)
        self._parser = new_parser(namespaces=False)
        self._parser.StartElementHandler = self._start_root
        feed(self._parser, (self._data,))

    def _start_root(self, name: str, attrs: dict[str, str]) -> None:
        if local(name) != "worksheet" or not any(value in SHEET_NAMESPACES for value in attrs.values()):
            raise BrokenXmlError(name)
        self.root = Node(name, attrs, self._parser.CurrentByteIndex)
        prefix = self.root.prefix
        self._row_name, self._cell_name, self._formula_name = f"{prefix}row", f"{prefix}c", f"{prefix}f"
        self._data_name = f"{prefix}sheetData"
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._top = Node(name, attrs, self._parser.CurrentByteIndex)
            self.root.children.append(self._top)
        elif self._top is None or self._top.name != self._data_name:
            return
        elif name == self._cell_name and self._depth == 3:  # noqa: PLR2004 - worksheet > sheetData > row > c
            self._start_cell(attrs)
        elif name == self._row_name:
            self._start_row(attrs)
        elif name == self._formula_name and "t" in attrs:
            self._formula = FormulaPlace(self._row, self._column, Node(name, attrs, self._parser.CurrentByteIndex))

    def _start_row(self, attrs: dict[str, str]) -> None:
        row = whole(attrs["r"]) if "r" in attrs else self._row + 1
        if row <= self._row:
            raise UnorderedError(f"第{row}行")
        self._row, self._column = row, 0
        node = Node(self._row_name, attrs, self._parser.CurrentByteIndex)
        self._place = self._sheet.rows[row] = RowPlace(node, len(self._sheet.columns))

    def _start_cell(self, attrs: dict[str, str]) -> None:
        row, column = _address(attrs["r"]) if "r" in attrs else (self._row, self._column + 1)
        if column <= self._column or row != self._row:
            raise UnorderedError(attrs.get("r", f"第{self._row}行"))
        self._column = column
        self._cell_start = self._parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        depth = self._depth
        self._depth -= 1
        if depth > 1:
            if self._top is not None and self._top.name == self._data_name:
                self._end_inside(name, depth)
        elif depth == 1 and self._top is not None:
            finish(self._top, self._data, self._parser.CurrentByteIndex)
        else:
            finish(self.root, self._data, self._parser.CurrentByteIndex)

    def _end_inside(self, name: str, depth: int) -> None:
        if depth == 3 and name == self._cell_name:  # noqa: PLR2004 - as in _start
            self._end_cell()
        elif name == self._row_name:
            finish(self._place.node, self._data, self._parser.CurrentByteIndex)
        elif self._formula is not None and name == self._formula_name:
            finish(self._formula.node, self._data, self._parser.CurrentByteIndex)
            self._sheet.formulas.append(self._formula)
            self._formula = None

    def _end_cell(self) -> None:
        sheet, start = self._sheet, self._cell_start
        end = tag_end(self._data, start)
        if not self._data.endswith(b"/>", start, end):
            end = self._data.index(b">", self._parser.CurrentByteIndex) + 1
        sheet.columns.append(self._column)
        sheet.starts.append(start)
        sheet.ends.append(end)
        self._place.count += 1


def _address(ref: str) -> tuple[int, int]:
    try:
        return parse_cell(ref)
    except ValueError as problem:
        raise BrokenXmlError(ref) from problem
