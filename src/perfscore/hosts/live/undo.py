"""What a press changed in, the open workbook as it was before out; what a person typed since then stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from perfscore.grid.plan import CellLook
from perfscore.grid.sheet import CellRange
from perfscore.grid.state import dump_state, load_state
from perfscore.hosts.live import around, looks
from perfscore.hosts.live.areas import rectangles
from perfscore.hosts.live.blocks import Before, Changes, PlannedFormula, Wanted, cells_of, holds, is_formula
from perfscore.hosts.live.cells import HostValue, typed
from perfscore.hosts.live.kept import Press
from perfscore.hosts.live.moved_rows import Moved, bare
from perfscore.hosts.live.own_sheets import keep_state
from perfscore.hosts.live.reading import LiveBook, LiveSheet, read_live_sheet

Place = tuple[int, int]
_BOXED = CellLook(borders=True, vertical="center", wrap=True)


@dataclass(slots=True)
class Undone:
    """What could not be taken back because a person typed there since."""

    kept_cells: int = 0
    kept_columns: dict[str, set[int]] = field(default_factory=dict)
    kept_sheets: list[str] = field(default_factory=list)

    @property
    def keeps_something(self) -> bool:
        """Tell whether anything stayed."""
        return bool(self.kept_cells or self.kept_columns or self.kept_sheets)


def moved_since(live: LiveBook, press: Press) -> str:
    """Return the name of a sheet whose rows or columns have moved since the press, "" where none has."""
    for name, texts in press.texts.items():
        sheet = live.sheets.get(name)
        if sheet is None or any(sheet.raw.get(place) != text for place, text in texts.items()):
            return name
    return ""


def undo(live: LiveBook, press: Press) -> Undone:
    """Take a press back."""
    done = Undone()
    for name in press.new_sheets:
        _drop_sheet(live, name, press, done)
    for name, areas in press.new_columns.items():
        if name in live.sheets:
            kept = _columns_in_use(live.sheets[name], areas, press.of(name))
            if kept:
                done.kept_columns[name] = kept
    for name, changes in press.changes.items():
        if name in live.sheets and name not in press.new_sheets:
            around.part_cells(live.sheets[name].sheet, press.merged.get(name, []))
            _restore(live.sheets[name], changes, done, done.kept_columns.get(name, set()))
            _restore_looks(live.sheets[name], press)
    for name, areas in press.new_columns.items():
        if name in live.sheets:
            _drop_columns(live.sheets[name], areas, done.kept_columns.get(name, set()))
    _restore_state(live, press, done)
    return done


def _drop_sheet(live: LiveBook, name: str, press: Press, done: Undone) -> None:
    """Take a sheet away that the press made, unless a person wrote on it."""
    sheet = next((one for one in live.book.sheets if one.name == name), None)
    if sheet is None:
        return
    now = read_live_sheet(sheet, name, formats=False).raw
    ours = press.of(name).cells
    if any(place not in ours or not _is_same(value, ours[place].written) for place, value in now.items()):
        done.kept_sheets.append(name)
    else:
        sheet.delete()


def _is_same(value: HostValue, written: object) -> bool:
    if written is None or written == "":
        return value is None or value == ""
    if isinstance(written, Decimal):
        return isinstance(value, float) and value == float(written)
    return value == written


def _columns_in_use(live: LiveSheet, areas: list[CellRange], changes: Changes) -> set[int]:
    """Return the new columns that a person typed into since."""
    return {
        column
        for (row, column), value in live.raw.items()
        if any(_holds(area, row, column) for area in areas)
        and ((row, column) not in changes.cells or not _is_same(value, changes.cells[row, column].written))
    }


def _holds(area: CellRange, row: int, column: int) -> bool:
    return area.first_row <= row <= area.last_row and area.first_column <= column <= area.last_column


def _restore(live: LiveSheet, changes: Changes, done: Undone, kept: set[int]) -> None:
    back: dict[Place, Before] = {}
    for place, before in changes.cells.items():
        if place[1] in kept and before.raw is None:
            continue
        if not _holds_still(live, place, before.written):
            done.kept_cells += 1
        else:
            back[place] = before
    for area in rectangles(back):
        columns = range(area.first_column, area.last_column + 1)
        rows = range(area.first_row, area.last_row + 1)
        cells_of(live.sheet, area).value = [[_was(back[row, column]) for column in columns] for row in rows]


def _holds_still(live: LiveSheet, place: Place, written: Wanted) -> bool:
    if isinstance(written, PlannedFormula):
        return holds(live, place, written)
    value = live.raw.get(place)
    return _is_same(value, written) and not is_formula(value, live.formulas.get(place, ""))


def _restore_looks(live: LiveSheet, press: Press) -> None:
    """Give lines of a sheet of ours that had gone their boxes and merges back."""
    name, sheet = live.grid.name, live.sheet
    cleared = {
        (row, column)
        for area in press.cleared.get(name, [])
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
    }
    moved = press.moved.get(name, Moved())
    bare(sheet, moved.looks.keys() | moved.new)
    looks.style_cells(sheet, dict.fromkeys(cleared, _BOXED) | moved.looks)
    around.set_heights(sheet, moved.heights)
    around.merge_cells(sheet, press.parted.get(name, []))


def _was(before: Before) -> HostValue:
    if is_formula(before.raw, before.formula):
        return before.formula
    return typed(before.raw) if isinstance(before.raw, str) else before.raw


def _drop_columns(live: LiveSheet, areas: list[CellRange], kept: set[int]) -> None:
    for area in areas:
        free = [column for column in range(area.first_column, area.last_column + 1) if column not in kept]
        for part in rectangles((row, column) for row in range(area.first_row, area.last_row + 1) for column in free):
            cells = cells_of(live.sheet, part)
            cells.api.FormatConditions.Delete()
            cells.api.Validation.Delete()
            cells.clear()


def _restore_state(live: LiveBook, press: Press, done: Undone) -> None:
    before = press.state
    names = (*before.sheets, *done.kept_sheets)
    if not before.is_there and not names and not done.kept_columns:
        if live.state_sheet is not None:
            live.state_sheet.sheet.delete()
        return
    text = before.text
    if done.kept_columns:
        state, now = load_state(before.text), load_state(live.kept.text)
        for name, columns in done.kept_columns.items():
            state.columns[name] = [
                {key: column for key, column in made.items() if int(column) in columns}
                for made in now.columns.get(name, [])
            ]
        text = dump_state(state)
    keep_state(live, text, names, before.widths)
