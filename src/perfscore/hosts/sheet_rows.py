"""References into a sheet, from any host, enter; the scored rows or the project that they point at leave.

A workbook is recognised once and kept. A row is read as it stands at every call (one block, a second one where input
columns stand on both sides of ours) and compared with what was recognised: where anything but 实际完成值 differs,
the workbook is read again. So what is kept can be out of date for other rows, headers and rulings, never for the row
itself; and it is looked over when calls begin again after a pause, as they do when a person types or has all
recalculated (Ctrl+Alt+F9).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from perfscore.diagnostics import column_letters
from perfscore.engine.known_book import KnownBook
from perfscore.engine.known_rows import RowColumns
from perfscore.forms.profile_files import load_profile
from perfscore.grid.scored import ScoredRow
from perfscore.grid.sheet import CellRange, GridCell
from perfscore.hosts.cell_values import GENERAL, grid_cell
from perfscore.hosts.reference import Place, Reference
from perfscore.hosts.watched import Elsewhere, Watched
from perfscore.model.profile import Profile
from perfscore.model.score import ProjectScore

MOST_ROWS = 5000
_MOST_BOOKS = 8
"""Workbooks that are kept; the one that was asked for longest ago goes, for nobody says when one is closed."""
_PAUSE, _LONGEST = 1.0, 10.0
"""Seconds without a call after which what is kept is looked over, and seconds after which it is in any case."""


class BookUnreadableError(Exception):
    """The workbook could not be read a moment ago; thousands of cells do not try again at once."""


@dataclass(slots=True)
class _Kept:
    """A workbook as it was recognised; when it was asked for, looked over and read, and how long reading took."""

    known: KnownBook
    watched: Watched
    asked: float
    looked: float
    read: float
    seconds: float

    def is_fresh(self, now: float) -> bool:
        """Tell whether it was read just now: reading it again would tell nothing, and take most of the time."""
        return now - self.read <= self.seconds


@dataclass(frozen=True, slots=True)
class _Line:
    """One row as it stands now: its values by column, and the number format of 实际完成值 where that is a number."""

    sheet: str
    row: int
    values: Mapping[int, object]
    actual_format: str | None = None


class SheetRows:
    """The rows of all open workbooks."""

    def __init__(self, profile: Profile | None = None, clock: Callable[[], float] = time.monotonic) -> None:
        self.profile = profile or load_profile()
        self._clock = clock
        self._books: dict[str, _Kept] = {}
        self._failed: dict[str, float] = {}

    def forget(self, book: str | None = None) -> None:
        """Forget one workbook, or all: the next call reads anew."""
        for name in [*self._books, *self._failed] if book is None else [book]:
            self._books.pop(name, None)
            self._failed.pop(name, None)

    def score(
        self, reference: Reference, actuals: Sequence[GridCell] | None = None, *, for_status: bool = False
    ) -> list[ScoredRow | str] | str:
        """Score the rows that a reference points at.

        Args:
            reference: one row or several.
            actuals: what stands for 实际完成值, one for all rows or one for each; None for what the rows have.
            for_status: whether 计分状态 is wanted.

        Returns:
            For each row the score, or words that say why there is none; words alone where the reference will not do.
        """
        place = reference.place()
        if isinstance(place, str):
            return place
        area = place.area
        count = area.last_row - area.first_row + 1
        if count > MOST_ROWS:
            return f"一次最多算{MOST_ROWS}行，请选指标所在的一行或几行"
        if actuals is not None and len(actuals) not in (1, count):
            return f"实际完成值请给一格，或与行数相同的一列（{count}格）"
        kept = self._kept(place.book, reference)
        columns = kept.known.columns_at(place.sheet, area.first_row)
        if columns is None:
            return kept.known.why_no_row(place.sheet, area.first_row)
        problem = _reach_problem(area, columns, has_actual=actuals is not None)
        if problem:
            return problem
        reader = _LineReader(reference, place.sheet, for_status=for_status, has_actual=actuals is not None)
        lines = reader.read(kept.known, area.first_row, area.last_row)
        own: Sequence[GridCell | None] = actuals or (None,)
        own = own if len(own) > 1 else [*own] * count
        return [self._score_line(reference, kept, place, line, actual) for line, actual in zip(lines, own, strict=True)]

    def total(self, reference: Reference) -> ProjectScore | str:
        """Add up the project that a reference points into, or say why there is none."""
        place = reference.place()
        if isinstance(place, str):
            return place
        kept = self._kept(place.book, reference)
        area = place.area
        rows = range(area.first_row, min(area.last_row, area.first_row + MOST_ROWS) + 1)
        found = self._project(kept, place.sheet, rows)
        if isinstance(found, str) and not kept.is_fresh(self._clock()):
            self._read_again(place.book, reference, kept)
            found = self._project(kept, place.sheet, rows)
        if isinstance(found, str):
            return found
        lines = _LineReader(reference, place.sheet).read(kept.known, min(found), max(found))
        scored = [self._score_line(reference, kept, place, line, None) for line in lines if line.row in found]
        at = kept.known.project_at(place.sheet, min(found))
        done = [one for one in scored if isinstance(one, ScoredRow)]
        if at is None or len(done) < len(scored) or {row.row for row in at[1].rows} != found:
            return "表刚刚改动过，请重算一次"
        form, project = at
        return form.score_project(project, done)

    @staticmethod
    def _project(kept: _Kept, sheet: str, rows: range) -> set[int] | str:
        """Return the scored rows of the one project that stands in these rows of a sheet."""
        found = {id(at[1]): at[1] for row in rows if (at := kept.known.project_at(sheet, row)) is not None}
        if not found:
            has_form = kept.known.block_at(sheet, rows[0]) is not None
            return "请选项目里的一个格" if has_form else kept.known.why_no_row(sheet, rows[0])
        if len(found) > 1:
            return f"选到了{len(found)}个项目，请只选一个项目里的一个格"
        (project,) = found.values()
        return {row.row for row in project.rows}

    def _kept(self, book: str, reference: Reference) -> _Kept:
        """Return what is kept of a workbook, read or looked over where that is due."""
        now = self._clock()
        kept = self._books.get(book)
        if kept is not None and (now - kept.asked >= _PAUSE or now - kept.looked >= _LONGEST):
            kept.looked = now
            kept = None if kept.watched.has_changed(reference) else kept
        if kept is None:
            self._books.pop(book, None)
            kept = self._books[book] = self._read(book, reference)
        kept.asked = self._clock()
        return kept

    def _read(self, book: str, reference: Reference) -> _Kept:
        """Read a workbook.

        Raises:
            BookUnreadableError: that failed just before. The first time the host's own error goes through.
        """
        begin = self._clock()
        if book in self._failed and begin - self._failed[book] < _PAUSE:
            raise BookUnreadableError(book)
        self._failed[book] = begin
        elsewhere = Elsewhere(reference)
        known = KnownBook(reference.read_book(), self.profile, others=elsewhere.books)
        watched = Watched(known, reference, elsewhere)
        del self._failed[book]
        while len(self._books) >= _MOST_BOOKS:
            del self._books[min(self._books, key=lambda name: self._books[name].asked)]
        now = self._clock()
        return _Kept(known, watched, now, now, now, now - begin)

    def _read_again(self, book: str, reference: Reference, kept: _Kept) -> None:
        new = self._read(book, reference)
        kept.known, kept.watched = new.known, new.watched
        kept.looked, kept.read, kept.seconds = new.looked, new.read, new.seconds

    def _score_line(
        self, reference: Reference, kept: _Kept, place: Place, line: _Line, actual: GridCell | None
    ) -> ScoredRow | str:
        live = _changes(kept.known, line)
        if live is None and not kept.is_fresh(self._clock()):
            self._read_again(place.book, reference, kept)
            live = _changes(kept.known, line)
        if live is None:
            cells = {column: _cell_now(reference, line, column) for column in line.values}
            kept.known = kept.known.with_row(line.sheet, line.row, cells)
            live = {}
        known = kept.known.row_at(line.sheet, line.row)
        if known is None:
            return kept.known.why_no_row(line.sheet, line.row)
        return known.scored(live if actual is None else live | {"actual": actual})


class _LineReader:
    """Reads rows as they stand: one block for rows of one table, a second one where inputs stand beyond our columns."""

    def __init__(self, reference: Reference, sheet: str, *, for_status: bool = False, has_actual: bool = False) -> None:
        self._reference = reference
        self._sheet = sheet
        self._for_status = for_status
        self._has_actual = has_actual

    def read(self, known: KnownBook, first: int, last: int) -> list[_Line]:
        """Return the rows from ``first`` to ``last``."""
        lines: list[_Line] = []
        columns = known.columns_at(self._sheet, first)
        begin = first
        for row in range(first + 1, last + 2):
            further = known.columns_at(self._sheet, row) if row <= last else None
            if further is not columns and columns is not None:
                lines += self._block(columns, begin, row - 1)
                begin, columns = row, further
        return lines

    def _block(self, columns: RowColumns, first: int, last: int) -> list[_Line]:
        rows: list[dict[int, object]] = [{} for _ in range(first, last + 1)]
        for left, right in columns.spans(for_status=self._for_status):
            block = self._reference.values(self._sheet, CellRange(first, left, last, right))
            for found, values in zip(rows, block, strict=True):
                found.update(zip(range(left, right + 1), values, strict=True))
        at = columns.actual
        formats: list[str | None] = [None] * len(rows)
        numeric = [index for index, found in enumerate(rows) if _is_number(found.get(at))]
        if numeric and not self._has_actual:
            formats = self._formats(first, at, rows, numeric)
        return [
            _Line(self._sheet, row, {c: v for c, v in found.items() if c in columns.inputs}, form)
            for row, found, form in zip(range(first, last + 1), rows, formats, strict=True)
        ]

    def _formats(
        self, first: int, column: int, rows: Sequence[Mapping[int, object]], numeric: Sequence[int]
    ) -> list[str | None]:
        """Return the number formats of the numbers in a column, asked for one by one only where they differ."""
        found: list[str | None] = [None] * len(rows)
        whole = CellRange(first + numeric[0], column, first + numeric[-1], column)
        together = self._reference.number_format(self._sheet, whole)
        for index in numeric:
            row = first + index
            single = CellRange(row, column, row, column)
            found[index] = self._reference.number_format(self._sheet, single) if together is None else together
        return found


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _reach_problem(area: CellRange, columns: RowColumns, *, has_actual: bool) -> str:
    """Say where a reference has to end, or that it leaves out cells that the score hangs on."""
    row = area.first_row
    end = column_letters(columns.first_output - 1)
    if area.last_column >= columns.first_output:
        return f"只能选到{end}列（计分列之前），例如A{row}或A{row}:{end}{row}"
    if area.first_column == area.last_column:
        return ""
    lacking = [
        column
        for column in sorted(columns.scored_by)
        if not area.first_column <= column <= area.last_column and not (has_actual and column == columns.actual)
    ]
    if not lacking:
        return ""
    names = "、".join(column_letters(column) for column in lacking[:3])
    return f"没有选到{names}列，那里改了不会重算；请选A{row}:{end}{row}，或只选一个格"


def _changes(known: KnownBook, line: _Line) -> dict[str, GridCell] | None:
    """Return the cells that a score simply takes as they are now, None where another one differs from what is known."""
    row = known.row_at(line.sheet, line.row)
    free = {column: key for key in ("actual", "reason") if row and (column := row.own_column(key))}
    live: dict[str, GridCell] = {}
    for column, value in line.values.items():
        if (line.sheet, line.row, column) in known.ours:
            continue
        was = known.cell(line.sheet, line.row, column)
        key = free.get(column)
        if key is not None:
            cell = grid_cell(value, line.actual_format if key == "actual" else GENERAL)
            if (cell.value, cell.kind, cell.is_percent) != (was.value, was.kind, was.is_percent):
                live[key] = cell
        elif not (value.__class__ is str and value == was.value) and not _is_same(value, was):
            return None
    return live


def _is_same(value: object, was: GridCell) -> bool:
    cell = grid_cell(value, was.number_format)
    return (cell.value, cell.kind) == (was.value, was.kind) or (cell.text, was.text) == ("", "")


def _cell_now(reference: Reference, line: _Line, column: int) -> GridCell:
    value = line.values[column]
    place = CellRange(line.row, column, line.row, column)
    return grid_cell(value, reference.number_format(line.sheet, place) if _is_number(value) else GENERAL)
