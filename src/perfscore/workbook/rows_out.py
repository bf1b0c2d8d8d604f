"""Cells to write in, edits of ``<sheetData>`` out: cells that are not written keep every byte."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from perfscore.grid.plan import CellWrite
from perfscore.workbook.cell_out import cell_xml
from perfscore.workbook.located import Node, Splicer, set_attribute
from perfscore.workbook.refs import MAX_COLUMN, MAX_ROW, letters
from perfscore.workbook.sheet_map import SheetMap, attributes

StyledWrite = tuple[CellWrite, int]
"""A cell to write, with the style index it gets."""


class RowsEditor:
    """The edits of one sheet's cells."""

    def __init__(self, sheet: SheetMap, splicer: Splicer, data: Node) -> None:
        """Take the sheet, the splicer to collect edits in, and its ``<sheetData>`` element."""
        self._sheet = sheet
        self._splicer = splicer
        self._data = data
        self._numbers = list(sheet.rows)
        self._prefix = sheet.prefix
        self.replaced_formula = False
        """Whether a formula was overwritten, so that calcChain.xml no longer fits."""

    def write(self, writes: list[StyledWrite], heights: dict[int, float]) -> None:
        """Write the cells, each once, and row heights (points).

        Raises:
            ValueError: a cell lies outside a worksheet.
        """
        rows: defaultdict[int, list[StyledWrite]] = defaultdict(list, {row: [] for row in heights})
        for styled in writes:
            row, column, *_ = styled[0]
            if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
                raise ValueError(f"no such cell: row {row}, column {column}")
            rows[row].append(styled)
        fresh: list[bytes] = []
        for row in sorted(rows):
            cells = sorted(rows[row], key=_column)
            if row in self._sheet.rows:
                self._change_row(row, cells, heights.get(row))
            else:
                self._add_row(row, cells, heights.get(row), fresh)
        if fresh:
            self._splicer.append(self._data, b"".join(fresh))

    def _cell(self, styled: StyledWrite) -> str:
        write, style = styled
        return cell_xml(self._prefix, f"{letters(write.column)}{write.row}", style, write)

    def _add_row(self, row: int, cells: list[StyledWrite], height: float | None, fresh: list[bytes]) -> None:
        """Add a row: before the next one, or to the rows behind the last one."""
        xml = "".join([self._cell(cell) for cell in cells if not _is_nothing(cell)]).encode()
        if not xml and height is None:
            return
        head = _tall(f'<{self._prefix}row r="{row}">'.encode(), height)
        piece = head + xml + f"</{self._prefix}row>".encode()
        place = bisect_right(self._numbers, row)
        if place < len(self._numbers):
            start = self._sheet.rows[self._numbers[place]].start
            self._splicer.replace(start, start, piece)
        else:
            fresh.append(piece)

    def _change_row(self, row: int, cells: list[StyledWrite], height: float | None) -> None:
        sheet, node = self._sheet, self._sheet.rows[row]
        last = sheet.run(row).last
        columns: list[int] = []
        added: dict[int, str] = {}
        for cell in cells:
            column = cell[0].column
            span = sheet.cell(row, column) if column <= last else None
            if span is not None:
                self._replace(span, cell)
            elif not _is_nothing(cell):
                place = sheet.insertion(row, column) if column < last else node.close
                added[place] = added.get(place, "") + self._cell(cell)
                columns.append(column)
        tag = old = sheet.data[node.start : node.open_end]
        tag = _tall(tag, height)
        if columns and b"spans" in tag:
            tag = _spanned(tag, columns)
        if node.is_empty and columns:
            tag = tag[:-2].rstrip() + b">" + "".join(added.values()).encode() + f"</{self._prefix}row>".encode()
        else:
            for place, xml in added.items():
                self._splicer.replace(place, place, xml.encode())
        if tag != old:
            self._splicer.replace(node.start, node.open_end, tag)

    def _replace(self, span: tuple[int, int], cell: StyledWrite) -> None:
        old = self._sheet.data[span[0] : span[1]]
        if f"<{self._prefix}f".encode() in old:
            self.replaced_formula = True
        new = b"" if _is_nothing(cell) else self._cell(cell).encode()
        if new != old:
            self._splicer.replace(*span, new)


def _column(cell: StyledWrite) -> int:
    return cell[0].column


def _is_nothing(cell: StyledWrite) -> bool:
    write, style = cell
    return style == 0 and write.value is None and write.formula is None


def _tall(tag: bytes, height: float | None) -> bytes:
    if height is None:
        return tag
    return set_attribute(set_attribute(tag, "ht", f"{height:g}"), "customHeight", "1")


def _spanned(tag: bytes, columns: list[int]) -> bytes:
    """Widen the row's ``spans`` hint, where it has one, by the new columns."""
    old = attributes(tag).get("spans", "")
    first, _, last = old.partition(":")
    if not (first.isdecimal() and last.isdecimal()):
        return tag
    wide = f"{min(int(first), *columns)}:{max(int(last), *columns)}"
    return set_attribute(tag, "spans", wide) if wide != old else tag
