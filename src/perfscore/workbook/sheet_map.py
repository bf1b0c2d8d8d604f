"""One worksheet part in, the places of its rows and cells out: what the writer needs to change a few of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import ge, itemgetter

from perfscore.grid.sheet import CellRange
from perfscore.workbook.located import Node, as_utf8, finish, locate, tag_end
from perfscore.workbook.refs import column_number, letters, parse_ranges
from perfscore.workbook.xmlsafe import SHEET_NAMESPACES, BrokenXmlError, feed, is_true, local, new_parser, whole

_ROW = re.compile(rb"\sr\s*=\s*[\"']([0-9]{1,7})[\"']")
_ADDRESS = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_TAG_REST = rb"(?=[\s/>])(?P<words>(?:[^>\"'/]+|\"[^\"]*\"|'[^']*'|/(?!>))*+)(?P<empty>/)?>"
_PLAIN_ROW = re.compile(rb"<row" + _TAG_REST)
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]{1,3}+)([0-9]{1,7}+)"')
_ANY_CELL = re.compile(rb"<c[\s/>]")
_CELLS = b"sheetData"
_STYLE = re.compile(rb"\ss\s*=\s*[\"']([0-9]{1,9})[\"']")
_NUMBER = itemgetter(1)
_GROUPED = re.compile(rb"\st\s*=")


class UnorderedError(Exception):
    """Rows or cells do not stand in ascending order, so nothing can be put between them."""


@dataclass(frozen=True, slots=True)
class CellRun:
    """The cells of one row, in ascending order: their columns and, where already known, where each starts and ends."""

    columns: list[int]
    spans: tuple[list[int], list[int]] | None

    @property
    def last(self) -> int:
        """The last column that is written out, 0 where none is."""
        return self.columns[-1] if self.columns else 0


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
        if self._find_plain_rows(area):
            return
        number = 0
        grouped: list[tuple[int, Node]] = []
        for found in tags(self.prefix, "row|f").finditer(self.data, area.open_end, area.close):
            kind, is_end = found["kind"], found["slash"] is not None
            if kind == b"row" and not is_end:
                number = self._add_row(found, number)
            elif kind == b"row":
                self.rows[number].close, self.rows[number].end = found.span()
            elif kind == b"f" and not is_end and _GROUPED.search(found["words"]):
                grouped.append((number, Node(self.prefix + "f", attributes(found[0]), found.start(), found.end())))
        for row, node in grouped:
            self._add_formula(row, node)

    def _find_plain_rows(self, area: Node) -> bool:
        """Find the rows the quick way, where no comment can hide one and no formula can be a grouped one."""
        inner = self.data[area.open_end : area.close]
        if self.prefix or _has_other_markup(inner) or inner.count(b"<f") != inner.count(b"<f>"):
            return False
        number = 0
        for found in _PLAIN_ROW.finditer(self.data, area.open_end, area.close):
            number = self._add_row(found, number)
            if not found["empty"]:
                node = self.rows[number]
                node.close = self.data.index(b"</row", node.open_end)
                node.end = self.data.index(b">", node.close) + 1
        return True

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
        column = self._column_before(row, node.start)
        if column:
            self.formulas.append(FormulaPlace(row, column, node))

    def _column_before(self, row: int, place: int) -> int:
        """Return the column of the last cell that starts before the place, 0 where none does."""
        run = self.run(row)
        if run.spans is not None:
            index = bisect_left(run.spans[0], place) - 1
            return run.columns[index] if index >= 0 else 0
        found = _PLAIN_CELL.match(self.data, max(self.data.rfind(b'<c r="', self.rows[row].open_end, place), 0))
        return _column(found[1]) if found else 0

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
        if any(map(ge, run.columns, run.columns[1:])):
            raise UnorderedError(f"第{row}行")
        return run

    def _plain_cells(self, node: Node, row: int) -> CellRun | None:
        """Return the cells the quick way, None where the row is not written as most programs write it.

        Text and attributes hold no ``<``, so without comments and CDATA every ``<c r="`` is a cell.
        """
        inner = self.data[node.open_end : node.close]
        if self.prefix or _has_other_markup(inner):
            return None
        found = _PLAIN_CELL.findall(inner)
        # Counting all tags that begin with c is quick and nearly always enough; <color> and the like are told apart.
        if len(found) != inner.count(b"<c") and len(found) != len(_ANY_CELL.findall(inner)):
            return None
        if not {b"%d" % row}.issuperset(map(_NUMBER, found)):
            return None
        return CellRun([_column(letters) for letters, _ in found], None)

    def _any_cells(self, node: Node, row: int) -> CellRun:
        starts: list[int] = []
        ends: list[int] = []
        run = CellRun([], (starts, ends))
        column = 0
        for found in tags(self.prefix, "c").finditer(self.data, node.open_end, node.close):
            if found["kind"] is None:
                continue
            if found["slash"] is None:
                named = _ADDRESS.search(found["words"])
                column = column_number(named[1].decode()) if named else column + 1
                if named and int(named[2]) != row:
                    raise UnorderedError(f"第{row}行")
                run.columns.append(column)
                starts.append(found.start())
            if found["slash"] is not None or found["empty"] is not None:
                ends.append(found.end())
        return run

    def _cell_start(self, row: int, run: CellRun, place: int) -> int:
        if run.spans is not None:
            return run.spans[0][place]
        node = self.rows[row]
        return self.data.index(b'<c r="%s%d"' % (letters(run.columns[place]).encode(), row), node.open_end, node.close)

    def _cell_end(self, run: CellRun, place: int, start: int) -> int:
        if run.spans is not None:
            return run.spans[1][place]
        end = tag_end(self.data, start)
        if self.data.endswith(b"/>", start, end):
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
        found = self._standing(row, column)
        if found is None:
            return None
        run, place = found
        start = self._cell_start(row, run, place)
        return start, self._cell_end(run, place, start)

    def _standing(self, row: int, column: int) -> tuple[CellRun, int] | None:
        """Return the cells of the row and which of them it is, None where it is not written out."""
        if row not in self.rows:
            return None
        run = self.run(row)
        place = bisect_left(run.columns, column)
        return (run, place) if place < len(run.columns) and run.columns[place] == column else None

    def insertion(self, row: int, column: int) -> int:
        """Return where in an existing row a cell that is not written out belongs."""
        run = self.run(row)
        place = bisect_left(run.columns, column)
        return self._cell_start(row, run, place) if place < len(run.columns) else self.rows[row].close

    def style(self, row: int, column: int) -> int:
        """Return the style a person sees in the cell: its own, else the row's, else the column's."""
        key = (row, column)
        if key not in self._styles:
            self._styles[key] = self._find_style(row, column)
        return self._styles[key]

    def _find_style(self, row: int, column: int) -> int:
        standing = self._standing(row, column)
        if standing is not None:
            start = self._cell_start(row, *standing)
            found = _STYLE.search(self.data, start, tag_end(self.data, start))
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


def _has_other_markup(data: bytes) -> bool:
    """Tell whether there are comments, CDATA sections or instructions; the single characters are rare, ``<`` is not."""
    return (b"!" in data and b"<!" in data) or (b"?" in data and b"<?" in data)


@lru_cache(maxsize=1024)
def _column(letters: bytes) -> int:
    return column_number(letters.decode())


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
        self._is_silent = False
        self._parser = new_parser(namespaces=False)
        self._parser.StartElementHandler = self._start_root
        feed(self._parser, self._pieces())

    def _pieces(self) -> Iterator[bytes]:
        """Yield the part up to where the cells end, then the rest with events: the cells are many, and need none.

        They cannot end before their name stands there for the second time. Should that be in a comment or in a text,
        the true end is still ahead, and the events wait for it.
        """
        first = self._data.find(_CELLS)
        again = self._data.find(_CELLS, first + len(_CELLS))
        split = max(self._data.rfind(b"</", 0, max(again, 0)), 0)
        self._is_silent = split > 0
        yield self._data[:split]
        if self._is_silent and self._parser.StartElementHandler is None:
            self._parser.EndElementHandler = self._end_inside_data
        self._is_silent = False
        yield self._data[split:]

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
            end = tag_end(self._data, self._top.start)
            is_silent = self._is_silent and not self._data.endswith(b"/>", self._top.start, end)
            self._parser.StartElementHandler = None
            self._parser.EndElementHandler = None if is_silent else self._end_inside_data

    def _end_inside_data(self, name: str) -> None:
        """Wait for the end of the cells; patterns find what is inside faster than events."""
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
def tags(prefix: str, kinds: str) -> re.Pattern[bytes]:
    """Return the pattern of some tags; comments and CDATA are taken whole, so that none hides in them."""
    return re.compile(
        rb"<(?:(?P<slash>/)?"
        + re.escape(prefix.encode())
        + rb"(?P<kind>"
        + kinds.encode()
        + rb")"
        + _TAG_REST
        + rb"|!--.*?-->|!\[CDATA\[.*?\]\]>|\?.*?\?>)",
        re.DOTALL,
    )
