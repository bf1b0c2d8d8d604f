"""计分口径: the open questions of the form with the points each answer gives, and what a person chose."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.explain.wording import CHOICE_NAMES, QUESTION_NAMES
from perfscore.grid.our_tables import header_of, height_of
from perfscore.grid.own_sheet import OwnSheet
from perfscore.grid.plan import CellLook, CellWrite, SheetPlan, Suggestions, Tint
from perfscore.grid.rulings_read import CODES, HEADERS, PERSONAL, RULINGS_SHEET, WHOLE_FORM, Entry, Rulings
from perfscore.grid.scored import ScoredForm, ScoredRow
from perfscore.grid.sheet import CellRange, GridBook
from perfscore.grid.state import KeptState
from perfscore.model.profile import CHOICES, Profile, Question

_WIDTHS = (7, 24, 15, 64, 30, 22, 10, 12, 30)
_BOXED = CellLook(borders=True, vertical="center", wrap=True)
_HEAD = CellLook(borders=True, bold=True, horizontal="center", vertical="center", wrap=True)
_INPUT = CellLook(borders=True, vertical="center", wrap=True, tint=Tint.INPUT, unlocked=True)
_SCOPE = "适用范围"
_HEADER_ROW = 3
_EXAMPLES = 3
_MOST_PLACES = 20
_TITLE, _WORDS = "计分口径", "口径方案："


def rulings_problem(book: GridBook) -> Diagnostic | None:
    """Say why the sheet that stands cannot be written: its columns were renamed or deleted."""
    own = OwnSheet(book, RULINGS_SHEET)
    if own.sheet is None:
        return None
    _, columns = header_of(own.sheet, HEADERS)
    lacking = [header for header in HEADERS if header not in (*columns, "依据", "谁", "何时")]
    if not lacking:
        return None
    names = "、".join(f"“{header}”" for header in lacking)
    message = f"“{RULINGS_SHEET}”表里找不到{names}列（列名改过或列已删去），没有写入；请恢复列名，或给这张表改名"
    return Diagnostic("F309", Severity.ERROR, message)


def plan_rulings(scored: ScoredForm, rulings: Rulings, state: KeptState, book: GridBook) -> SheetPlan | None:
    """Return the plan of 计分口径, None where no question is open and nobody wrote anything there.

    Args:
        scored: the form with its scores.
        rulings: the entries that stand there, bound to their rows.
        state: takes note of the rows that entries are for.
        book: the workbook with the sheet as it stands.
    """
    return _RulingsPlan(scored, rulings, state, book).plan()


class _RulingsPlan:
    """The plan of the sheet in the making."""

    def __init__(self, scored: ScoredForm, rulings: Rulings, state: KeptState, book: GridBook) -> None:
        self._scored = scored
        self._asked = [row for row in scored.rows if row.effects]
        self._rulings = rulings
        self._state = state
        self._own = OwnSheet(book, RULINGS_SHEET)
        row, columns = header_of(self._own.sheet, HEADERS) if self._own.sheet else (0, {})
        self._stands = row > 0
        self._header_row = row or _HEADER_ROW
        self._columns = columns or {header: column for column, header in enumerate(HEADERS, start=1)}
        self._plan = SheetPlan(name=RULINGS_SHEET, is_ours=True, stands=self._stands, landscape=True)

    def plan(self) -> SheetPlan | None:
        self._claim()
        entries = self._entries()
        if not entries and not self._own.persons_rows() and not self._own.is_named_elsewhere:
            return None
        self._state.scopes = {entry.name: entry.row_key for entry in entries if entry.row_key}
        self._head(self._scored.profile)
        for entry, row in zip(entries, self._rows(entries), strict=True):
            self._line(row, entry)
        self._own.clear(self._plan)
        return self._plan

    def _claim(self) -> None:
        """Tell which cells of the sheet that stands are ours."""
        own = self._own
        for entry in self._rulings.entries if own.sheet else ():
            own.claim(entry.row, self._columns.values())
        if own.sheet is None:
            return
        own.pass_over(self._header_row)
        own.claim(self._header_row, self._columns.values())
        for (row, column), cell in own.sheet.cells.items():
            if row < self._header_row and (cell.text == _TITLE or cell.text.startswith(_WORDS)):
                own.claim(row, [column])
                own.keep(row, [column])
        own.keep(self._header_row, self._columns.values())

    def _entries(self) -> list[Entry]:
        """Return the entries to show: answered, open, or with a note beside them; then the questions that are new."""
        open_questions = {effect.question for row in self._asked for effect in row.effects}
        noted = self._own.persons_rows()
        known = {(entry.question, entry.scope) for entry in self._rulings.entries}
        entries = [
            entry
            for entry in self._rulings.entries
            if entry.is_answered or entry.question in open_questions or entry.row in noted
        ]
        entries += [
            Entry(question, WHOLE_FORM)
            for question in Question
            if question in open_questions and (question, WHOLE_FORM) not in known
        ]
        return entries

    def _rows(self, entries: Sequence[Entry]) -> list[int]:
        """Place the entries: one below the other, but where something hangs on the rows each where it stands."""
        own, top = self._own, self._header_row
        inputs = [self._columns[header] for header in (*PERSONAL, _SCOPE) if header in self._columns]
        if own.holds_rows(top, {entry.row: inputs for entry in entries if entry.row}):
            for entry in entries:
                if entry.row:
                    own.take(entry.row)
            last = max((entry.row for entry in entries), default=0) or top
            return [entry.row or own.next_row(last) for entry in entries]
        return [own.take(row) for row in range(top + 1, top + 1 + len(entries))]

    def _head(self, profile: Profile) -> None:
        words = (
            f"{_WORDS}{profile.title}（{profile.version}）。在“选择”列选定后再次计分即按所选口径确认；"
            "只用于某一行时，复制一行并把适用范围改为如“目标表!12行”。"
        )
        plan, sheet = self._plan, self._own.sheet
        if self._stands and sheet is not None:
            plan.cells += [
                CellWrite(row, column, words)
                for (row, column), cell in sheet.cells.items()
                if row < self._header_row and cell.text.startswith(_WORDS)
            ]
            return
        title = CellLook(bold=True, size=16, horizontal="center", vertical="center")
        plan.cells.append(CellWrite(1, 1, _TITLE, title))
        plan.cells.append(CellWrite(2, 1, words, CellLook(wrap=True, vertical="center")))
        plan.cells += [CellWrite(3, column, header, _HEAD) for column, header in enumerate(HEADERS, start=1)]
        plan.merges += [CellRange(row, 1, row, len(HEADERS)) for row in (1, 2)]
        plan.row_heights |= {1: 30.0, 2: 22.0, 3: 22.0}
        plan.column_widths = {column: float(width) for column, width in enumerate(_WIDTHS, start=1)}
        plan.freeze = (_HEADER_ROW + 1, 1)

    def _line(self, row: int, entry: Entry) -> None:
        own = {
            other.place
            for other in self._rulings.entries
            if other.question is entry.question and other.ruling is not None
        }
        concerned = [
            scored
            for scored in self._asked
            if _concerns(entry, scored) and (entry.place or (scored.row.sheet, scored.row.row) not in own)
        ]
        values = {
            "编号": CODES[entry.question],
            "口径": QUESTION_NAMES[entry.question],
            "可选项": _options(entry.question, concerned),
            "应用行": _places(concerned),
        }
        for header, value in values.items():
            self._plan.cells.append(CellWrite(row, self._columns[header], value or None, _BOXED))
        self._inputs(row, entry)
        choices = tuple(CHOICE_NAMES[choice] for choice in CHOICES[entry.question])
        column = self._columns["选择"]
        self._plan.suggestions.append(Suggestions(CellRange(row, column, row, column), choices, "选定后再次计分"))
        texts = {**entry.texts, **values, _SCOPE: entry.scope}
        widths = dict(zip(HEADERS, _WIDTHS, strict=True))
        self._plan.row_heights[row] = height_of(*((texts.get(header, ""), widths[header]) for header in HEADERS))

    def _inputs(self, row: int, entry: Entry) -> None:
        """Carry what a person wrote along; where the line stays, its cells are not touched at all."""
        headers = [header for header in (*PERSONAL, _SCOPE) if header in self._columns]
        if row == entry.row:
            self._own.keep(row, [self._columns[header] for header in headers])
        for header in headers if row != entry.row else ():
            column = self._columns[header]
            value = self._own.cell(entry.row, column).value if entry.row else None
            look = CellLook(like=(entry.row, column)) if value is not None else _INPUT
            self._plan.cells.append(CellWrite(row, column, value if isinstance(value, str | Decimal) else None, look))
        typed = entry.texts.get(_SCOPE, "")
        says_all = entry.scope == WHOLE_FORM and (bool(typed) or row == entry.row)
        if entry.scope != typed and not says_all:
            self._plan.cells.append(CellWrite(row, self._columns[_SCOPE], entry.scope, _INPUT))


def _places(rows: Sequence[ScoredRow]) -> str:
    shown = "、".join(scored.where for scored in rows[:_MOST_PLACES])
    return f"{shown}等{len(rows)}行" if len(rows) > _MOST_PLACES else shown


def _concerns(entry: Entry, scored: ScoredRow) -> bool:
    in_scope = entry.is_for(scored.row.sheet, scored.row.row)
    return in_scope and any(effect.question is entry.question for effect in scored.effects)


def _options(question: Question, rows: Sequence[ScoredRow]) -> str:
    """Each answer with the points it gives on the first rows concerned."""
    lines = []
    for choice in CHOICES[question]:
        given = []
        for scored in rows[:_EXAMPLES]:
            effect = next(effect for effect in scored.effects if effect.question is question)
            points = dict(effect.points).get(choice.value)
            given += [f"{scored.where}得{points}分"] if points is not None else []
        lines.append(CHOICE_NAMES[choice] + (f"：{'，'.join(given)}" if given else ""))
    return "\n".join(lines)
