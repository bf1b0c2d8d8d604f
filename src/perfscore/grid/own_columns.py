"""The columns that we made, as the state remembers them, and the columns of a header enter; which are ours leaves.

A person may put further columns behind ours, or rename ours: so they are known by what we remember of them, and by
what we wrote into them, not by where they stand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from perfscore.explain.status import STATUS_NAMES
from perfscore.forms.schema import FormSchema
from perfscore.grid.form import ColumnPlace
from perfscore.grid.state import KeptState, plain_value
from perfscore.grid.view import SheetView

_STATUS_WORDS = (*STATUS_NAMES.values(), "缺偏差原因")
_BY_CONTENT = ("status", "explanation", "points", "deduction")
"""A renamed 实际完成值 is not guessed: nothing of ours stands in it."""


def is_status(text: str) -> bool:
    """Tell whether a cell of 计分状态 holds nothing, or words of ours."""
    return not text or text.startswith(_STATUS_WORDS)


@dataclass(frozen=True, slots=True)
class Made:
    """What the state remembers of our columns on one sheet."""

    tables: Sequence[Mapping[str, str]]
    """For each header from top to bottom: our columns by key, with the number each had then."""
    state: KeptState
    is_certain: bool = True
    """False for a sheet whose name we do not know: ours then show themselves by their 计分状态."""

    def of_header(self, number: int) -> Mapping[str, str]:
        """Return what we made for the header of that number; headers that came or went leave what all agree in."""
        if number < len(self.tables) or not self.tables:
            return self.tables[number] if self.tables else {}
        first = self.tables[0]
        return first if all(other.keys() == first.keys() for other in self.tables) else {}


def made_on(sheet: str, state: KeptState, sheets: Collection[str]) -> Made:
    """Return what we made on a sheet; one that was renamed is known by a name that is gone."""
    if sheet in state.columns:
        return Made(state.columns[sheet], state)
    gone = [tables for name, tables in state.columns.items() if name not in sheets]
    return Made(gone[0] if gone else (), state, is_certain=False)


@dataclass(frozen=True, slots=True)
class Split:
    """The official columns of a header, ours, and the keys of ours that are not to be found."""

    official: Mapping[str, ColumnPlace]
    ours: Mapping[str, ColumnPlace]
    lost: tuple[str, ...] = ()


def split_columns(
    view: SheetView, schema: FormSchema, columns: Mapping[str, ColumnPlace], made: Made, number: int, last: int
) -> Split:
    """Tell the official columns from ours.

    Args:
        view: the sheet.
        schema: the form.
        columns: the columns that the header names.
        made: what we remember of the sheet.
        number: which header of the sheet it is, from 0.
        last: the last row of the header.
    """
    addable = {spec.key for spec in schema.added_columns}
    then = {key: int(column) for key, column in made.of_header(number).items() if key in addable}
    ours = {key: columns[key] for key in then if key in columns}
    found = _Finder(view, made.state, columns, last)
    for key in _BY_CONTENT:
        if key in then and key not in columns:
            place = found.by_content(key, then, ours)
            if place is not None:
                ours[key] = place
    if not then or (not made.is_certain and "status" not in ours):
        ours, then = _run_at_the_end(columns, addable), {}
    official = {key: place for key, place in columns.items() if key not in ours}
    in_order = dict(sorted(ours.items(), key=lambda item: item[1].first))
    return Split(official, in_order, tuple(key for key in then if key not in ours))


def _run_at_the_end(columns: Mapping[str, ColumnPlace], addable: Collection[str]) -> dict[str, ColumnPlace]:
    """Without a memory: ours end the table and come with 计分状态."""
    ours: dict[str, ColumnPlace] = {}
    for place in sorted(columns.values(), key=lambda place: -place.first) if "status" in columns else ():
        if place.key not in addable:
            break
        ours[place.key] = place
    return ours


class _Finder:
    """Finds columns of ours that a person renamed, by what stands in them."""

    def __init__(self, view: SheetView, state: KeptState, columns: Mapping[str, ColumnPlace], last: int) -> None:
        self._view = view
        self._state = state
        self._last = last
        self._named = {column for place in columns.values() for column in range(place.first, place.last + 1)}

    def by_content(self, key: str, then: Mapping[str, int], ours: Mapping[str, ColumnPlace]) -> ColumnPlace | None:
        """Return the one column without a known name that holds what we wrote; numbers also stand where they stood."""
        taken = self._named | {place.first for place in ours.values()}
        candidates = [column for column in range(1, self._view.last_column + 1) if column not in taken]
        if key in ("points", "deduction"):
            shifts = {place.first - then[other] for other, place in ours.items() if other in then}
            candidates = [column for column in candidates if column - then[key] in shifts]
        fitting = [column for column in candidates if self._holds(key, column)]
        if len(fitting) != 1:
            return None
        return ColumnPlace(key, self._view.at(self._last, fitting[0]).text, fitting[0], fitting[0], self._last)

    def _holds(self, key: str, column: int) -> bool:
        """Tell whether most of what stands in the column is ours."""
        cells = [self._view.own(row, column) for row in self._view.rows if row > self._last]
        filled = [placed for placed in cells if placed.text]
        if key == "status":
            ours = sum(is_status(placed.text) for placed in filled)
        else:
            known = {plain_value(cells[key]) for cells in self._state.written.values() if key in cells}
            ours = sum(plain_value(placed.cell.value) in known for placed in filled)
        return ours > 0 and len(filled) <= 2 * ours
