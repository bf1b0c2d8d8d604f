"""A range of cells as an object of xlwings, over UNO."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from perfscore.hosts.libreoffice.uno_engine import copying, links, merges, sizes
from perfscore.hosts.libreoffice.uno_engine.area import Area, address_of
from perfscore.hosts.libreoffice.uno_engine.bridge import enum, is_mixed
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.colors import Rgb, office_color, rgb_of_office
from perfscore.hosts.libreoffice.uno_engine.font import Font
from perfscore.hosts.libreoffice.uno_engine.formulas import quote_sheet, to_office
from perfscore.hosts.libreoffice.uno_engine.notes import Note, add_note, find_note
from perfscore.hosts.libreoffice.uno_engine.range_api import RangeApi
from perfscore.hosts.libreoffice.uno_engine.reading import read_formulas, read_values
from perfscore.hosts.libreoffice.uno_engine.writing import BlockWriter

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.sheet import Sheet

_PASTED = (None, "all", "formats", "validation")
# com.sun.star.sheet.CellFlags
_CONTENTS = 1 | 2 | 4 | 16
_LOOKS = 32 | 64
_NOTES = 8
_BOTH = 1 | 2 | 4 | 8 | 16 | 32 | 64


class Range(Counted, base_classes.Range):
    """A rectangle of cells. Rows and columns count from 1 outside, from 0 in ``area``."""

    def __init__(self, sheet: Sheet, area: Area, cells: Any = None, *, areas: Sequence[Area] = ()) -> None:
        self._sheet = sheet
        self.area = area
        self.options: dict[str, Any] = {}
        self._found: Any = cells
        self._areas = areas or (area,)
        self._is_mixable = len(self._areas) > 1 or len(self) > 1

    @property
    def _cells(self) -> Any:
        """The UNO range, asked for once."""
        if self._found is None:
            area = self.area
            self._found = self._sheet.uno.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)
        return self._found

    @property
    def api(self) -> RangeApi:
        """The range in Excel's own words, as far as host code needs them."""
        return RangeApi(self._sheet, self.area, self._cells)

    @property
    def sheet(self) -> Sheet:
        """The sheet it stands on."""
        return self._sheet

    @property
    def coords(self) -> tuple[str, int, int, int, int]:
        """Sheet, row, column, rows, columns."""
        return self._sheet.name, self.row, self.column, *self.shape

    @property
    def row(self) -> int:
        """The first row, from 1."""
        return self.area.top + 1

    @property
    def column(self) -> int:
        """The first column, from 1."""
        return self.area.left + 1

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self.area.height, self.area.width

    def __len__(self) -> int:
        return self.area.height * self.area.width

    def __call__(self, arg1: int, arg2: int | None = None) -> Range:
        """Return the cell at a place, or the one with a number, row by row, from 1."""
        if arg2 is None:
            row, column = divmod(arg1 - 1, self.area.width)
        else:
            row, column = arg1 - 1, arg2 - 1
        place = Area(*(self.area.top + row, self.area.left + column) * 2)
        return Range(self._sheet, place)

    @property
    def rows(self) -> list[Range]:
        """Each row."""
        return [
            Range(self._sheet, self.area._replace(top=r, bottom=r)) for r in range(self.area.top, self.area.bottom + 1)
        ]

    @property
    def columns(self) -> list[Range]:
        """Each column."""
        return [
            Range(self._sheet, self.area._replace(left=c, right=c)) for c in range(self.area.left, self.area.right + 1)
        ]

    @property
    def address(self) -> str:
        """The address with dollars."""
        return ",".join(map(address_of, self._areas))

    def get_address(self, row_absolute: bool, col_absolute: bool, external: bool) -> str:
        """Return the address, with book and sheet if it is to be used from outside."""
        each = (address_of(area, row_absolute=row_absolute, column_absolute=col_absolute) for area in self._areas)
        address = ",".join(each)
        return f"{quote_sheet(f'[{self._sheet.book.name}]{self._sheet.name}')}!{address}" if external else address

    @property
    def max_cells_per_read(self) -> None:
        """No limit: a block is read at once."""
        return

    @property
    def max_cells_per_write(self) -> None:
        """No limit: a block is written at once."""
        return

    @property
    def raw_value(self) -> list[list[Any]]:
        """The values, row by row."""
        named = bool(self.options.get("err_to_str"))
        return read_values(self._sheet.document, self._sheet.uno, self._cells, self.area, name_errors=named)

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        rows = [[value] * self.area.width] * self.area.height if not isinstance(value, list | tuple) else value
        rows = rows if isinstance(rows[0], list | tuple) else [rows]
        BlockWriter(self._sheet.document, self._cells, self.area).write(rows)
        self._sheet.document.note_growth(self._sheet.name, self.area)

    @property
    def formula(self) -> Any:
        """The formula of a cell, or those of a block as rows; of a constant, its text."""
        rows = read_formulas(self._sheet.document, self._sheet.uno, self._cells, self.area)
        return rows[0][0] if len(self) == 1 else tuple(map(tuple, rows))

    @formula.setter
    def formula(self, value: Any) -> None:
        if isinstance(value, str) and len(self) > 1:
            self._fill(value)
        else:
            self.raw_value = value

    formula2 = formula

    def _fill(self, formula: str) -> None:
        """Put one formula into all cells, its relative references moving along."""
        first = self._cells.getCellByPosition(0, 0)
        first.setFormula(to_office(formula))
        if self.area.height > 1:
            down = self._cells.getCellRangeByPosition(0, 0, 0, self.area.height - 1)
            down.fillAuto(enum("sheet.FillDirection", "TO_BOTTOM"), 1)
        if self.area.width > 1:
            self._cells.fillAuto(enum("sheet.FillDirection", "TO_RIGHT"), 1)

    @property
    def has_array(self) -> bool:
        """Whether the cells hold an array formula."""
        return bool(self._cells.getArrayFormula())

    @property
    def number_format(self) -> str | None:
        """The number format in Excel's spelling, None where the cells differ."""
        if self._is_mixable and is_mixed(self._cells, "NumberFormat"):
            return None
        return self._sheet.document.formats.code(self._cells.NumberFormat)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self._cells.NumberFormat = self._sheet.document.formats.key(value)

    @property
    def merge_area(self) -> Range:
        """The merged area that the first cell belongs to."""
        first = Area(self.area.top, self.area.left, self.area.top, self.area.left)
        return Range(self._sheet, merges.merged_area(self._sheet.uno, first))

    @property
    def merge_cells(self) -> bool | None:
        """Whether the cells are merged, None where some are."""
        return merges.merge_state(self._sheet.uno, self.area)

    def merge(self, across: bool) -> None:
        """Merge the cells, or each row of them."""
        for part in self.rows if across else [self]:
            part._cells.merge(True)  # noqa: SLF001

    def unmerge(self) -> None:
        """Part the merged cells."""
        self._cells.merge(False)

    @property
    def color(self) -> Rgb | None:
        """The fill, None for none or where the cells differ."""
        return None if is_mixed(self._cells, "CellBackColor") else rgb_of_office(self._cells.CellBackColor)

    @color.setter
    def color(self, value: Rgb | str | int | None) -> None:
        self._cells.CellBackColor = office_color(value)

    @property
    def font(self) -> Font:
        """The font."""
        return Font(self._cells)

    @property
    def column_width(self) -> float | None:
        """The width in characters, None where the columns differ."""
        return sizes.column_width(self._cells, self.area.width, self._sheet.document.digit)

    @column_width.setter
    def column_width(self, value: float) -> None:
        self._cells.getColumns().Width = sizes.width_of(value, self._sheet.document.digit)

    @property
    def row_height(self) -> float | None:
        """The height in points, None where the rows differ."""
        return sizes.row_height(self._cells, self.area.height)

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._cells.getRows().Height = sizes.height_of(value)

    @property
    def wrap_text(self) -> bool | None:
        """Whether long text runs over several lines, None where the cells differ."""
        return None if is_mixed(self._cells, "IsTextWrapped") else bool(self._cells.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._cells.IsTextWrapped = bool(value)
        self._sheet.document.note_growth(self._sheet.name, self.area)

    def clear_contents(self) -> None:
        """Empty the cells; their looks stay."""
        self._cells.clearContents(_CONTENTS)

    def clear_formats(self) -> None:
        """Take the looks away; what the cells hold stays."""
        self._cells.merge(False)
        self._cells.clearContents(_LOOKS)

    def clear(self) -> None:
        """Empty the cells and take their looks away."""
        self._cells.merge(False)
        self._cells.clearContents(_BOTH)

    def copy(self, destination: Any = None) -> None:
        """Copy the cells to a place, or remember them for ``paste``."""
        if destination is None:
            self._sheet.book.app.copied = self
        else:
            target = destination.impl if hasattr(destination, "impl") else destination
            copying.copy_all(self._sheet.uno, self.area, target.sheet.uno, target.area)

    def paste(
        self, paste: str | None = None, operation: str | None = None, skip_blanks: bool = False, transpose: bool = False
    ) -> None:
        """Paste what was copied last: all of it, its looks (``formats``) or its rules for typing (``validation``).

        Raises:
            NotImplementedError: any other way of pasting.
        """
        source: Range | None = self._sheet.book.app.copied
        if source is None or operation or skip_blanks or transpose or paste not in _PASTED:
            raise NotImplementedError("the engine pastes everything, formats or validation, of a range copied before")
        if paste == "validation":
            model = self._sheet.document.model
            copying.copy_rules(source.sheet.uno, source.area, self._sheet.uno, self.area, model)
            return
        self._sheet.document.note_growth(self._sheet.name, self.area)
        if paste == "formats":
            copying.copy_looks(source.sheet.uno, source.area, self._sheet.uno, self.area, self._sheet.document.model)
        else:
            copying.copy_all(source.sheet.uno, source.area, self._sheet.uno, self.area)

    def select(self) -> None:
        """Select the range; its sheet comes to the front."""
        controller = self._sheet.document.model.getCurrentController()

        def show() -> None:
            controller.setActiveSheet(self._sheet.uno)
            controller.select(self._cells)

        self._sheet.book.app.in_main_thread(show)

    @property
    def hyperlink(self) -> str:
        """The address that the cell links to, "" for none."""
        return links.link_of(self._cells)

    def add_hyperlink(self, address: str, text_to_display: str | None = None, screen_tip: str | None = None) -> None:
        """Make the cell's text a link."""
        del screen_tip
        links.add_link(self._sheet.document.model, self._cells, address, text_to_display)

    @property
    def note(self) -> Note | None:
        """The note of the cell, None for none."""
        return find_note(self._sheet, self.area)

    def add_note(self, text: str) -> Note:
        """Put a note on the cell."""
        return add_note(self._sheet, self.area, text)

    @property
    def table(self) -> None:
        """No table: Calc has none of Excel's."""
        return None
