"""A plan in, the open workbook changed: block writes, looks by property, our sheets, and what we keep."""

from __future__ import annotations

from dataclasses import replace

from perfscore.explain.status import STATUS_NAMES
from perfscore.grid.form import Form
from perfscore.grid.our_tables import units_of
from perfscore.grid.plan import CellLook, FittedColumn, SheetPlan, Suggestions, Tint, WorkbookPlan
from perfscore.grid.sheet import CellRange
from perfscore.hosts.live import around, looks
from perfscore.hosts.live.areas import rectangles
from perfscore.hosts.live.blocks import write_cells
from perfscore.hosts.live.kept import Press
from perfscore.hosts.live.made import CannotWriteError, made_book
from perfscore.hosts.live.own_sheets import change_sheet, keep_state, make_sheets
from perfscore.hosts.live.reading import LiveBook
from perfscore.model.score import Status
from perfscore.workbook.faults import error
from perfscore.workbook.fit_width import NEAR, fitted_width

Place = tuple[int, int]
_REVIEW = STATUS_NAMES[Status.NEEDS_REVIEW]
_LOWEST_FIXED = 20.0
"""Points: rows that all have one height below this are left to fit themselves."""
_MOST_HEIGHTS_ASKED = 2
_USUAL_SIZE = 11.0
_MOST_STRETCHES = 5
"""Each takes two calls; what stands beyond them, between rules of the form's own, stays without drop-downs."""
_offered: dict[tuple[str, str], dict[CellRange, tuple[str, ...]]] = {}
"""The drop-downs that we put down last, by workbook and sheet: they stay with their cells."""


def write_plan(live: LiveBook, plan: WorkbookPlan, form: Form, press: Press) -> None:
    """Carry out a plan on an open workbook. What can be refused comes first.

    Args:
        live: the workbook as read just before.
        plan: what to write.
        form: the form that it is for.
        press: takes note of what stood there before.

    Raises:
        CannotWriteError: the workbook refuses a new sheet; nothing has been written then.
    """
    press.state = live.kept
    _check_names(live, plan)
    for name in [one.name for one in plan.sheets if one.is_ours and not one.stands and one.name in live.sheets]:
        live.sheets.pop(name).sheet.delete()  # its table is gone: it is made anew
    forms = [_FormSheet(live, one, press, _official(form, one.name)) for one in plan.sheets if not one.is_ours]
    _make(live, [one for one in plan.sheets if one.is_ours and one.name not in live.sheets], forms, press)
    for name in plan.removed_sheets:
        if name in live.sheets and name in live.grid.our_sheets:
            live.sheets[name].sheet.delete()
    widths = {key: width for key, width in live.kept.widths.items() if key[0] in live.sheets}
    for one in plan.sheets:
        if one.is_ours and one.name in live.sheets:
            change_sheet(live.sheets[one.name], one, press)
    for one_form in forms:
        widths |= {(one_form.name, key): width for key, width in one_form.write().items()}
    standing = [name for name in live.grid.our_sheets if name not in plan.removed_sheets]
    names = (*standing, *(one.name for one in plan.sheets if one.is_ours and one.name not in standing))
    keep_state(live, plan.state, names, widths)


def _official(form: Form, sheet: str) -> set[int]:
    """Return the columns of 实际完成值 that are the form's own."""
    blocks = [block for block in form.blocks if block.sheet == sheet]
    return {block.columns["actual"].first for block in blocks if "actual" in block.columns}


def _make(live: LiveBook, plans: list[SheetPlan], forms: list[_FormSheet], press: Press) -> None:
    """Make our sheets, and the drop-downs of long forms, from one temporary workbook."""
    copied = {f"{around.RULES_SHEET}{number}": one for number, one in enumerate(forms) if one.copies_rules}
    made = [*plans, *(around.rules_plan(name, one.todo) for name, one in copied.items())]
    if not made:
        return
    with made_book(live.book, made) as source:
        make_sheets(live, source, plans, press)
        for name, one in copied.items():
            around.copy_rules(source, name, one.sheet, one.stretches)


def _check_names(live: LiveBook, plan: WorkbookPlan) -> None:
    """See that no sheet of a person's has the name of one of ours."""
    for one in plan.sheets:
        if one.is_ours and one.name in live.sheets and one.name not in live.grid.our_sheets:
            raise CannotWriteError(error("F210", sheet=one.name))


class _FormSheet:
    """One sheet of the form and its plan."""

    def __init__(self, live: LiveBook, plan: SheetPlan, press: Press, official: set[int]) -> None:
        """Take the sheet.

        Args:
            live: the workbook.
            plan: what to write.
            press: takes note of what stood there before.
            official: the columns of 实际完成值 that are the form's own.
        """
        self.name = plan.name
        self._live = live.sheets[plan.name]
        self._book = live.book
        self._widths = live.kept.widths
        self._heights: dict[tuple[int, int], float | None] = {}
        self._sheet = self._live.sheet
        self._plan = plan
        self._press = press
        self._writes = {(write.row, write.column): write for write in plan.cells}
        self._fresh = self._fresh_looks()
        self.sheet = self._sheet
        self.todo, self.stretches, self._stand = self._missing_rules(official)
        self.copies_rules = around.needs_copying(self.todo)

    def write(self) -> dict[str, float]:
        """Write the sheet.

        Returns:
            The widths of columns of ours that were set, by key.
        """
        sheet, plan = self._sheet, self._plan
        was_review = self._reviewed()
        self._note_new_columns()
        self._style()
        self._tint(was_review)
        write_cells(self._live, {p: write.value for p, write in self._writes.items()}, self._press.of(plan.name))
        around.merge_cells(sheet, plan.merges)
        fitted = {one.key: (one.column, width) for one in plan.fitted if (width := self._fitted(one)) is not None}
        widths = {key: width for key, (_, width) in fitted.items()}
        columns = dict(fitted.values())
        around.set_widths(sheet, {**plan.column_widths, **columns})
        if not self.copies_rules:
            around.offer(sheet, self.todo, self.stretches, stand=self._stand)
        for rule in plan.attention:
            is_new = (rule.area.first_row, rule.area.first_column) in self._fresh
            around.mark_attention(sheet, rule, is_new=is_new)
        return widths

    def _fresh_looks(self) -> dict[Place, CellLook]:
        """Return the looks of cells in rows where none of our cells holds anything yet; others have their look."""
        looked = {place: write.look for place, write in self._writes.items() if write.look is not None}
        standing = {row for row, column in looked if (row, column) in self._live.raw}
        return {place: look for place, look in looked.items() if place[0] not in standing}

    def _note_new_columns(self) -> None:
        columns = {*self._plan.column_widths, *(one.column for one in self._plan.fitted if one.is_new)}
        areas = rectangles(place for place in self._writes if place[1] in columns)
        self._press.new_columns.setdefault(self._plan.name, []).extend(areas)

    def _style(self) -> None:
        """Copy the looks of official cells onto whole blocks, then set what is ours."""
        heads: dict[Place, list[Place]] = {}
        body: list[Place] = []
        for place, look in self._fresh.items():
            base = looks.base_of(self._writes[place])
            if base is not None and look.like is not None and look.horizontal is not None:
                heads.setdefault(base, []).append(place)
            elif base is not None:
                body.append(place)
        for base, places in heads.items():
            looks.copy_looks(self._sheet, base, rectangles(places))
        if body:
            looks.copy_looks(self._sheet, self._body_base(body), rectangles(body))
        looks.style_cells(self._sheet, {place: self._own_format(look) for place, look in self._fresh.items()})

    @staticmethod
    def _own_format(look: CellLook) -> CellLook:
        """Keep texts of ours out of the text format that an official cell may have: there an apostrophe would show."""
        is_text = look.horizontal == "left" and look.number_format is None
        return replace(look, number_format="General") if is_text else look

    def _body_base(self, places: list[Place]) -> Place:
        """Return an official cell whose look stands for the lines: of the first scored one, not merged."""
        scored = sorted({(p[0], look.like_column) for p in places if (look := self._fresh[p]).like_column is not None})
        merged = self._live.grid.merges
        alone = next((base for base in scored if not any(_holds(area, base) for area in merged)), None)
        if alone is not None or scored:
            return alone or scored[0]
        return next(base for place in places if (base := looks.base_of(self._writes[place])) is not None)

    def _reviewed(self) -> set[int]:
        """Return the rows whose 得分 has the tint now, by the 计分状态 that stands there."""
        columns = {rule.area.first_column for rule in self._plan.attention}
        return {
            row
            for (row, column), value in self._live.raw.items()
            if column in columns and isinstance(value, str) and value.startswith(_REVIEW)
        }

    def _tint(self, was_review: set[int]) -> None:
        """Give 得分 the tint where a person is to fill it in now, and take it where that is no more so."""
        points = {
            place: look.tint is Tint.INPUT
            for place, write in self._writes.items()
            if (look := write.look) is not None and look.number_format and look.unlocked and place not in self._fresh
        }
        for wanted in (True, False):
            places = [p for p, tinted in points.items() if tinted is wanted and (p[0] in was_review) is not wanted]
            looks.tint_cells(self._sheet, places, is_input=wanted)

    def _fitted(self, one: FittedColumn) -> float | None:
        """Return the width to set, None where the column stays as it is: it fits, or its width is a person's."""
        if one.is_new:
            return self._width(one)
        if one.after == one.before:
            return None
        now = self._sheet.range((1, one.column)).column_width
        if now is None or abs(now - self._widths.get((self._plan.name, one.key), one.usual)) >= NEAR:
            return None
        width = self._width(one)
        return width if abs(now - width) >= NEAR else None

    def _width(self, one: FittedColumn) -> float:
        """Return the width that a column needs: so that its texts fit the rows where all, or the fullest, are fixed."""
        rows = sorted(one.after)
        longest = max((units_of(text) for text in one.after.values()), default=0)
        if longest < one.usual:
            return one.usual
        height = self._height(rows[0], rows[-1])
        if height is not None:
            heights = dict.fromkeys(rows, height)
            return one.usual if height < _LOWEST_FIXED else fitted_width(one, one.after, _USUAL_SIZE, heights.get)
        fullest = sorted(rows, key=lambda row: -len(one.after[row]))[:_MOST_HEIGHTS_ASKED]
        asked = {row: self._height(row, row) for row in fullest}
        texts = {row: one.after[row] for row in fullest}
        return max(one.usual, fitted_width(one, texts, _USUAL_SIZE, asked.get))

    def _height(self, first: int, last: int) -> float | None:
        """Return the height of rows, None where they differ; asked once, whatever the columns."""
        if (first, last) not in self._heights:
            self._heights[first, last] = self._sheet.range((first, 1), (last, 1)).row_height
        return self._heights[first, last]

    def _missing_rules(self, official: set[int]) -> tuple[list[Suggestions], list[CellRange], bool]:
        """Return the drop-downs that are not there yet, the areas around them, and whether older ones stand there.

        What the form itself lays down stays.
        """
        wanted = self._plan.suggestions
        known = _offered.setdefault((self._book.fullname, self._plan.name), {})
        is_new = all((one.area.first_row, one.area.first_column) in self._fresh for one in wanted)
        if is_new:
            known.clear()
        todo = [one for one in wanted if known.get(one.area) != one.choices]
        if not todo:
            return [], [], False
        columns = official if is_new else {one.area.first_column for one in wanted}
        taken = set() if known else self._with_rules(wanted, columns)
        todo = [one for one in todo if _place(one) not in taken]
        changed = any(one.area in known for one in todo)
        known.update((one.area, one.choices) for one in wanted)
        return todo, _around([_place(one) for one in todo], taken) if todo else [], changed

    def _with_rules(self, wanted: list[Suggestions], columns: set[int]) -> set[Place]:
        """Return the cells for which something is laid down: by the form, by a person, or by an earlier press."""
        taken: set[Place] = set()
        rows = [one.area.first_row for one in wanted]
        for column in columns:
            area = CellRange(min(rows), column, max(rows), column)
            taken |= {(row, column) for row in around.rows_with_rules(self._sheet, area)}
        return taken


def _place(one: Suggestions) -> Place:
    return one.area.first_row, one.area.first_column


def _around(places: list[Place], taken: set[Place]) -> list[CellRange]:
    """Return the areas to copy drop-downs onto: the cells alone if they are few stretches, else all but the taken."""
    exact = rectangles(places)
    if len(exact) <= _MOST_STRETCHES:
        return exact
    rows = range(min(row for row, _ in places), max(row for row, _ in places) + 1)
    columns = {column for _, column in places}
    return rectangles((row, column) for row in rows for column in columns if (row, column) not in taken)[
        :_MOST_STRETCHES
    ]


def _holds(area: CellRange, place: Place) -> bool:
    return area.first_row <= place[0] <= area.last_row and area.first_column <= place[1] <= area.last_column
