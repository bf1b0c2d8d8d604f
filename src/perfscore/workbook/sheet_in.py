"""One worksheet part in, a GridSheet out, in one streaming pass (ECMA-376 part 1, 18.3.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from perfscore.grid.sheet import CellKind, CellRange, GridSheet
from perfscore.workbook.cell_in import CellMaker
from perfscore.workbook.faults import fault
from perfscore.workbook.formula_text import shift_formula
from perfscore.workbook.package import Package
from perfscore.workbook.refs import column_number, parse_range
from perfscore.workbook.rows_in import head_end, may_mislead, read_plain_rows
from perfscore.workbook.xmlsafe import SHEET_NAMESPACES, BrokenXmlError, ForbiddenXmlError, feed, is_true, new_parser

MAX_CELLS = 2_000_000
"""Most cells with content in one sheet: 100 times a form of 20 000 rows with one column, about 1 GB at worst."""
_MAX_MERGES = 200_000
_ROW_END = b"</row>"
_MANY_EMPTY_CELLS = 1000
"""Per chunk of 256 KB: below that, looking for them costs more than parsing them."""
_EMPTY_CELLS = re.compile(rb"(?:<c r=\"[A-Z]{1,3}[0-9]{1,7}\"(?: s=\"[0-9]{1,9}\")?(?: t=\"n\")? ?/>)+(?=<c r=|</row>)")


def read_sheet(package: Package, part: str, name: str, maker: CellMaker) -> GridSheet:
    """Return the sheet of one worksheet part.

    Raises:
        WorkbookFault: the part is missing, cannot be taken, or holds more than a form can.
    """
    reader = _SheetReader(GridSheet(name), maker)
    try:
        feed(reader.parser, _without_empty_cells(reader.pieces(package.chunks(part))))
    except (ForbiddenXmlError, BrokenXmlError) as problem:
        raise package.part_fault(part, problem) from problem
    except TooMuchError as problem:
        raise fault("F110", file=package.file_name, sheet=name, limit=MAX_CELLS) from problem
    return reader.sheet


def _without_empty_cells(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the chunks without runs of formatted empty cells: an area of millions costs the parser seconds.

    A run goes only where a named cell or the row's end follows, so that no unnamed cell loses its count. From the
    first comment or CDATA section on, everything passes untouched.
    """
    is_plain = True
    for chunk in chunks:
        is_plain = is_plain and b"<!" not in chunk and not chunk.startswith(b"!")
        is_worth_it = is_plain and chunk.count(b"/><c r=") > _MANY_EMPTY_CELLS
        yield _EMPTY_CELLS.sub(b"", chunk) if is_worth_it else chunk


class TooMuchError(Exception):
    """The sheet holds more cells than a form can."""


_StartEvent = Callable[[str, dict[str, str]], None]
_EndEvent = Callable[[str], None]
_StartHandler = Callable[[dict[str, str]], None]
_EndHandler = Callable[[], None]


class _SheetReader:
    """Turns parser events into cells. Cells without content cost two events and nothing else."""

    def __init__(self, sheet: GridSheet, maker: CellMaker) -> None:
        self.sheet = sheet
        self._maker = maker
        self._row = self._unnamed = 0
        self._named = ""
        self._attrs: dict[str, str] = {}
        self._formula: str | None = None
        self._formula_attrs: dict[str, str] = {}
        self._raw: str | None = None
        self._pieces: list[str] = []
        self._guides = 0
        self._shared: dict[str, tuple[str, int, int]] = {}
        self._merges: list[CellRange] = []
        self._events: tuple[_StartEvent, _EndEvent] | None = None
        self.parser = new_parser(namespaces=True)
        self.parser.StartElementHandler = self._root

    def pieces(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Yield the part in pieces; those of rows as most programs write them are read here and pass without events."""
        is_plain, held = True, b""
        for chunk in chunks:
            held += chunk
            if is_plain and self._events is None:
                end = head_end(held)
                is_plain = end > 0
                yield held[:end]
                held = held[end:]
            end = held.rfind(_ROW_END) + len(_ROW_END)
            if not is_plain or end < len(_ROW_END):
                is_plain = False  # the next piece may begin inside a row, or inside a tag
                end = len(held)
            rows, held = held[:end], held[end:]
            is_silent = is_plain and self._take_rows(rows)
            is_plain = is_plain and (is_silent or not may_mislead(rows))
            yield from self._silently(rows) if is_silent else (rows,)
        yield held

    def _take_rows(self, data: bytes) -> bool:
        """Take the cells of whole rows without the parser's events, if the rows are written as most are."""
        rows = read_plain_rows(data, self._maker)
        if rows is None:
            return False
        sheet = self.sheet
        sheet.cells.update(rows.cells)
        self._row = rows.last_row
        self._named, self._unnamed = "", 0
        if rows.cells:
            sheet.last_row = max(sheet.last_row, *(row for row, _ in rows.cells))
            sheet.last_column = max(sheet.last_column, *(column for _, column in rows.cells))
        if len(sheet.cells) > MAX_CELLS:
            raise TooMuchError
        return True

    def _silently(self, data: bytes) -> Iterator[bytes]:
        """Have the parser only check these bytes."""
        self.parser.StartElementHandler = self.parser.EndElementHandler = None
        yield data
        if self._events is not None:
            self.parser.StartElementHandler, self.parser.EndElementHandler = self._events

    def _root(self, name: str, _attrs: dict[str, str]) -> None:
        space, _, kind = name.rpartition("}")
        if kind != "worksheet" or space not in SHEET_NAMESPACES:
            raise BrokenXmlError(name)
        starts = {
            "row": self._start_row,
            "f": self._start_formula,
            "v": self._start_words,
            "t": self._start_words,
            "rPh": self._start_guide,
            "mergeCell": self._merge,
            "sheetProtection": self._protection,
        }
        ends = {
            "f": self._end_formula,
            "v": self._end_value,
            "t": self._end_piece,
            "rPh": self._end_guide,
            "worksheet": self._end_sheet,
        }
        self._listen(
            {f"{space}}}{kind}": handler for kind, handler in starts.items()},
            {f"{space}}}{kind}": handler for kind, handler in ends.items()},
            f"{space}}}c",
        )

    def _listen(self, starts: dict[str, _StartHandler], ends: dict[str, _EndHandler], cell: str) -> None:
        """Hand events on. Cells come first and do little: a formatted empty area may hold millions of them."""

        def start(name: str, attrs: dict[str, str]) -> None:
            if name == cell:
                if "r" in attrs:
                    self._named, self._unnamed = attrs["r"], 0
                else:
                    self._unnamed += 1
                self._attrs = attrs
            elif (handler := starts.get(name)) is not None:
                handler(attrs)

        def end(name: str) -> None:
            if name == cell:
                if self._raw is not None or self._formula is not None:
                    self._end_cell()
            elif (handler := ends.get(name)) is not None:
                handler()

        self._events = (start, end)
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._events

    def _start_row(self, attrs: dict[str, str]) -> None:
        number = attrs.get("r")
        self._row = int(number) if number and number.isdecimal() else self._row + 1
        self._named, self._unnamed = "", 0

    def _column(self) -> int:
        """Return the cell's column: from its address, or counted on from the last cell that has one."""
        letters = self._named.rstrip("0123456789")
        if self._named and not (letters.isalpha() and len(letters) <= 3):  # noqa: PLR2004 - XFD is the last column
            raise BrokenXmlError(self._named)
        return column_number(letters) + self._unnamed

    def _start_formula(self, attrs: dict[str, str]) -> None:
        self._formula_attrs = attrs
        self._start_words(attrs)

    def _start_words(self, _attrs: dict[str, str]) -> None:
        self._pieces = []
        if not self._guides:
            self.parser.CharacterDataHandler = self._pieces.append

    def _start_guide(self, _attrs: dict[str, str]) -> None:
        self._guides += 1

    def _end_guide(self) -> None:
        self._guides -= 1

    def _end_formula(self) -> None:
        self.parser.CharacterDataHandler = None
        self._formula = "".join(self._pieces)

    def _end_value(self) -> None:
        self.parser.CharacterDataHandler = None
        self._raw = "".join(self._pieces)

    def _end_piece(self) -> None:
        self.parser.CharacterDataHandler = None
        if not self._guides:
            self._raw = (self._raw or "") + "".join(self._pieces)

    def _end_cell(self) -> None:
        attrs, raw, row, column = self._attrs, self._raw, self._row, self._column()
        formula = None if self._formula is None else self._formula_words(column)
        self._raw = self._formula = None
        cell = self._maker.make(attrs.get("t", "n"), attrs.get("s", "0"), raw, formula)
        if formula is None and (cell.kind is CellKind.EMPTY or cell.value == ""):
            return
        sheet = self.sheet
        sheet.cells[row, column] = cell
        sheet.last_row = row if row > sheet.last_row else sheet.last_row
        sheet.last_column = column if column > sheet.last_column else sheet.last_column
        if len(sheet.cells) > MAX_CELLS:
            raise TooMuchError

    def _formula_words(self, here: int) -> str:
        """Return the cell's own formula; a member of a shared group gets the group's, moved to its place."""
        attrs, words = self._formula_attrs, self._formula or ""
        if attrs.get("t") != "shared":
            return words
        group = attrs.get("si", "")
        if words:
            self._shared[group] = (words, self._row, here)
            return words
        if group not in self._shared:
            return ""
        words, row, column = self._shared[group]
        return shift_formula(words, self._row - row, here - column)

    def _merge(self, attrs: dict[str, str]) -> None:
        try:
            self._merges.append(parse_range(attrs.get("ref", "")))
        except ValueError as problem:
            raise BrokenXmlError(attrs.get("ref", "")) from problem
        if len(self._merges) > _MAX_MERGES:
            raise TooMuchError

    def _protection(self, attrs: dict[str, str]) -> None:
        self.sheet.is_protected = is_true(attrs.get("sheet"))

    def _end_sheet(self) -> None:
        self.sheet.merges = tuple(self._merges)
