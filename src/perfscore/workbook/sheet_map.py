"""One worksheet part in, the places of its rows and cells out: what the writer needs to change a few of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from perfscore.grid.sheet import CellRange
from perfscore.workbook.located import Node, as_utf8, finish, locate, tag_end
from perfscore.workbook.refs import column_number, parse_ranges
from perfscore.workbook.xmlsafe import SHEET_NAMESPACES, BrokenXmlError, feed, is_true, local, new_parser, whole

_ROW = re.compile(rb"\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_ADDRESS = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_ANY_CELL = re.compile(rb"<c[\s/>]")
_STYLE = re.compile(rb"\ss\s*=\s*[\"']([0-9]{1,9})[\"']")
_GROUPED = re.compile(rb"\st\s*=")


class UnorderedError(Exception):
    """Rows or cells do not stand in ascending order, so nothing can be put between them."""


@dataclass(frozen=True, slots=True)
class CellRun:
    """The cells of one row, in ascending order: their columns, where each starts and, as far as known, ends."""

    columns: list[int]
    starts: list[int]
    ends: list[int] | None


@dataclass(frozen=True, slots=True)
class FormulaPlace:
    """A formula that several cells share (``t`` = shared, array or dataTable; ECMA-376 part 1, 18.3.1.40)."""

    row: int
    column: int
    node: Node

    @property
    def area(self) -> CellRange | None:
        """The cells the formula is for, on the first cell of the group."""
        return next(iter(parse_ranges(self.node.attrs.get("ref", ""))), None)


class SheetMap:
    """The places in one worksheet part; ``data`` is the part in UTF-8, ``rows`` its rows without their attributes."""

    def __init__(self, data: bytes) -> None:
        """Map the part.

        Raises:
            ForbiddenXmlError: a document type is declared.
            BrokenXmlError: the part is not well-formed or no worksheet.
            UnorderedError: rows are out of order.
        """
        self.data = as_utf8(data)
        self.root = _TopFinder(self.data).root
        self.prefix = self.root.prefix
        self.rows: dict[int, Node] = {}
        self.formulas: list[FormulaPlace] = []
        self._runs: dict[int, CellRun] = {}
        self._styles: dict[tuple[int, int], int] = {}
        cells = self.root.first("sheetData")
        if cells is not None:
            self._find_rows(cells)
        self._column_styles = self._read_column_styles()

    def _find_rows(self, area: Node) -> None:
        """Walk over the tags of rows and grouped formulas; the parser has seen that all tags nest well."""
        number = 0
        grouped: list[tuple[int, Node]] = []
        for found in _tags(self.prefix, "row|f").finditer(self.data, area.open_end, area.close):
            kind, is_end = found["kind"], found["slash"] is not None
            if kind == b"row" and not is_end:
                number = self._add_row(found, number)
            elif kind == b"row":
                self.rows[number].close, self.rows[number].end = found.span()
            elif kind == b"f" and not is_end and _GROUPED.search(found["words"]):
                grouped.append((number, Node(self.prefix + "f", attributes(found[0]), found.start(), found.end())))
        for row, node in grouped:
            self._add_formula(row, node)

    def _add_row(self, found: re.Match[bytes], before: int) -> int:
        named = _ROW.search(found["words"])
        number = int(named[1]) if named else before + 1
        if number <= before:
            raise UnorderedError(f"第{number}行")
        self.rows[number] = Node(self.prefix + "row", {}, found.start(), found.end(), found.end(), found.end())
        return number

    def _add_formula(self, row: int, node: Node) -> None:
        node.close = node.end = node.open_end
        if not self.data.endswith(b"/>", node.start, node.open_end):
            node.close = self.data.index(b"</" + node.name.encode(), node.open_end)
            node.end = self.data.index(b">", node.close) + 1
        run = self.run(row)
        place = bisect_left(run.starts, node.start) - 1
        if place >= 0:
            self.formulas.append(FormulaPlace(row, run.columns[place], node))

    def run(self, row: int) -> CellRun:
        """Return the cells of a row that stands in the sheet.

        Raises:
            UnorderedError: the cells are out of order.
        """
        found = self._runs.get(row)
        if found is None:
            found = self._runs[row] = self._find_cells(row)
        return found

    def _find_cells(self, row: int) -> CellRun:
        node = self.rows[row]
        run = self._plain_cells(node, row) or self._any_cells(node, row)
        if any(one >= other for one, other in pairwise(run.columns)):
            raise UnorderedError(f"第{row}行")
        return run

    def _plain_cells(self, node: Node, row: int) -> CellRun | None:
        """Return the cells the quick way, None where the row is not written as most programs write it.

        Text and attributes hold no ``<``, so without comments and CDATA every ``<c r="`` is a cell.
        """
        inner = self.data[node.open_end : node.close]
        if self.prefix or b"<!" in inner or b"<?" in inner:
            return None
        found = list(_PLAIN_CELL.finditer(inner))
        digits = b"%d" % row
        if len(found) != len(_ANY_CELL.findall(inner)) or any(cell[2] != digits for cell in found):
            return None
        columns = [column_number(cell[1].decode()) for cell in found]
        return CellRun(columns, [node.open_end + cell.start() for cell in found], None)

    def _any_cells(self, node: Node, row: int) -> CellRun:
        run = CellRun([], [], ends := [])
        column = 0
        for found in _tags(self.prefix, "c").finditer(self.data, node.open_end, node.close):
            if found["kind"] is None:
                continue
            if found["slash"] is None:
                named = _ADDRESS.search(found["words"])
                column = column_number(named[1].decode()) if named else column + 1
                if named and int(named[2]) != row:
                    raise UnorderedError(f"第{row}行")
                run.columns.append(column)
                run.starts.append(found.start())
            if found["slash"] is not None or found["empty"] is not None:
                ends.append(found.end())
        return run

    def _cell_end(self, run: CellRun, place: int) -> int:
        if run.ends is not None:
            return run.ends[place]
        end = tag_end(self.data, run.starts[place])
        if self.data.endswith(b"/>", run.starts[place], end):
            return end
        return self.data.index(b">", self.data.index(b"</c", end)) + 1

    def row_attributes(self, row: int) -> dict[str, str]:
        """Return the attributes of a row that stands in the sheet."""
        node = self.rows[row]
        return attributes(self.data[node.start : node.open_end])

    def child(self, name: str) -> Node | None:
        """Return the first top-level element with this name, with everything inside it located."""
        found = self.root.first(name)
        return self.inside(found) if found else None

    def inside(self, node: Node) -> Node:
        """Return a top-level element with its descendants, placed in the whole part."""
        return _shifted(locate(node.raw(self.data)), node.start)

    def cell(self, row: int, column: int) -> tuple[int, int] | None:
        """Return where the cell stands, None where it is not written out."""
        if row not in self.rows:
            return None
        run = self.run(row)
        place = bisect_left(run.columns, column)
        if place == len(run.columns) or run.columns[place] != column:
            return None
        return run.starts[place], self._cell_end(run, place)

    def insertion(self, row: int, column: int) -> int:
        """Return where in an existing row a cell that is not written out belongs."""
        run = self.run(row)
        place = bisect_left(run.columns, column)
        return run.starts[place] if place < len(run.columns) else self.rows[row].close

    def style(self, row: int, column: int) -> int:
        """Return the style a person sees in the cell: its own, else the row's, else the column's."""
        key = (row, column)
        if key not in self._styles:
            self._styles[key] = self._find_style(row, column)
        return self._styles[key]

    def _find_style(self, row: int, column: int) -> int:
        span = self.cell(row, column)
        if span is not None:
            found = _STYLE.search(self.data, span[0], tag_end(self.data, span[0]))
            return int(found[1]) if found else 0
        if row in self.rows:
            attrs = self.row_attributes(row)
            if is_true(attrs.get("customFormat")):
                return whole(attrs.get("s"))
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


class _TopFinder:
    """Has expat check a worksheet part, and finds its root and top-level elements."""

    def __init__(self, data: bytes) -> None:
        self.root = Node("", {}, 0)
        self._data = data
        self._depth = 0
        self._top: Node | None = None
        self._parser = new_parser(namespaces=False)
        self._parser.StartElementHandler = self._start_root
        feed(self._parser, (data,))

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
        """Wait for the end of the cells; they are many, and patterns find them faster than events."""
        if self._top is not None and name == self._top.name:
            self._parser.StartElementHandler = self._start
            self._parser.EndElementHandler = self._end
            self._end(name)

    def _end(self, _name: str) -> None:
        depth = self._depth
        self._depth -= 1
        if depth == 1 and self._top is not None:
            finish(self._top, self._data, self._parser.CurrentByteIndex)
        elif depth == 0:
            finish(self.root, self._data, self._parser.CurrentByteIndex)


def attributes(tag: bytes) -> dict[str, str]:
    """Return the attributes of one start tag."""
    return locate(tag if tag.endswith(b"/>") else tag[:-1] + b"/>").attrs


@lru_cache(maxsize=16)
def _tags(prefix: str, kinds: str) -> re.Pattern[bytes]:
    """Return the pattern of some tags; comments and CDATA are taken whole, so that none hides in them."""
    return re.compile(
        rb"<(?:(?P<slash>/)?" + re.escape(prefix.encode()) + rb"(?P<kind>" + kinds.encode() + rb")(?=[\s/>])"
        rb"(?P<words>(?:[^>\"'/]+|\"[^\"]*\"|'[^']*'|/(?!>))*+)(?P<empty>/)?>"
        rb"|!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>)",
        re.DOTALL,
    )
