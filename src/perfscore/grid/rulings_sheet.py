"""计分口径: the open questions of the form with the points each answer gives, and what a person chose."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.explain.wording import CHOICE_NAMES, QUESTION_NAMES
from perfscore.grid.form import Form
from perfscore.grid.our_tables import TableRow, find_sheet, height_of, read_table
from perfscore.grid.plan import CellLook, CellWrite, SheetPlan, Suggestions, Tint
from perfscore.grid.scored import ScoredForm, ScoredRow
from perfscore.grid.sheet import CellRange, GridBook
from perfscore.grid.state import KeptState, row_keys
from perfscore.model.profile import CHOICES, Choice, Profile, Question, Ruling

RULINGS_SHEET = "计分口径"
WHOLE_FORM = "全表"
HEADERS = ("编号", "口径", "适用范围", "可选项", "选择", "依据", "谁", "何时", "应用行")
_WIDTHS = (7, 24, 15, 64, 30, 22, 10, 12, 30)
_CODES = {question: f"K{number:02}" for number, question in enumerate(Question, start=1)}
_QUESTIONS = {code: question for question, code in _CODES.items()}
_CHOICES = {name: choice for choice, name in CHOICE_NAMES.items()}
_ROW_SCOPE = re.compile(r"^(?:(?P<sheet>.+)!)?[A-Z]*(?P<row>\d+)行?$")
_BOXED = CellLook(borders=True, vertical="center", wrap=True)
_HEAD = CellLook(borders=True, bold=True, horizontal="center", vertical="center", wrap=True)
_INPUT = CellLook(borders=True, vertical="center", wrap=True, tint=Tint.INPUT, unlocked=True)
_PERSONAL = ("选择", "依据", "谁", "何时")
_FIRST_ROW = 4
_EXAMPLES = 3
_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of 计分口径: a question, where it applies, and the answer if a person gave one."""

    question: Question
    scope: str
    ruling: Ruling | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    row_key: str = ""
    """The key of the row that an entry for one row is for."""

    @property
    def name(self) -> str:
        """What the state knows the entry by."""
        return f"{_CODES[self.question]}|{self.scope}"

    @property
    def is_answered(self) -> bool:
        """Tell whether a person wrote something there: an answer, the grounds, or that it is for one row."""
        return self.scope != WHOLE_FORM or any(self.texts.get(header) for header in _PERSONAL)


@dataclass(frozen=True, slots=True)
class Rulings:
    """What stands on 计分口径: the entries in order."""

    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def in_force(self, sheet: str, row: int) -> tuple[Ruling, ...]:
        """Return the rulings for a row, one for each question; an entry for the row beats one for 全表."""
        if not self.entries:
            return ()
        found = {entry.question: entry.ruling for entry in self.entries if entry.ruling and entry.scope == WHOLE_FORM}
        found |= {
            entry.question: entry.ruling
            for entry in self.entries
            if entry.ruling and entry.scope != WHOLE_FORM and _is_scope_of(entry.scope, sheet, row)
        }
        return tuple(found.values())


def _is_scope_of(scope: str, sheet: str, row: int) -> bool:
    match = _ROW_SCOPE.match(scope)
    return match is not None and int(match["row"]) == row and match["sheet"] in (None, sheet)


def read_rulings(book: GridBook) -> Rulings:
    """Read the sheet 计分口径, if there is one."""
    entries, diagnostics = [], []
    for line in read_table(find_sheet(book, RULINGS_SHEET), HEADERS):
        question = _QUESTIONS.get(line["编号"].text.strip())
        if question is None:
            continue
        entry, problem = _entry(question, line)
        entries.append(entry)
        diagnostics += [problem] if problem else []
    entries, contradictions = _without_contradictions(entries)
    return Rulings(tuple(entries), (*diagnostics, *contradictions))


def _without_contradictions(entries: list[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """Two answers to one question for one scope: neither is used, and both stay for the person to see."""
    answers: dict[tuple[Question, str], set[Choice]] = {}
    for entry in entries:
        if entry.ruling is not None:
            answers.setdefault((entry.question, entry.scope), set()).add(entry.ruling.choice)
    torn = {key for key, choices in answers.items() if len(choices) > 1}
    diagnostics = [
        Diagnostic(
            "K104",
            Severity.WARNING,
            f"计分口径{_CODES[question]}（{scope}）有两条不同的选择，都没有使用；请只留一条",
        )
        for question, scope in sorted(torn)
    ]
    kept = [replace(entry, ruling=None) if (entry.question, entry.scope) in torn else entry for entry in entries]
    return kept, diagnostics


def bind_rulings(rulings: Rulings, form: Form, state: KeptState) -> Rulings:
    """Return the rulings with each entry for one row bound to that row, wherever it stands now.

    An entry that we have seen before belongs to the row it was for then; a new one to the row with its number. An
    entry whose row is gone decides nothing.
    """
    if not rulings.entries:
        return rulings
    now = row_keys(form)
    places = {key: place for place, key in now.items()}
    entries, found = [], list(rulings.diagnostics)
    for entry in rulings.entries:
        if entry.scope == WHOLE_FORM or not _ROW_SCOPE.match(entry.scope):
            entries.append(entry)
            continue
        typed = next((key for (sheet, row), key in now.items() if _is_scope_of(entry.scope, sheet, row)), None)
        key = state.scopes.get(entry.name, typed)
        if (key is None or key not in places) and _is_elsewhere(entry.scope, form):
            entries.append(replace(entry, row_key=key or ""))
        elif key is None or key not in places:
            message = f"计分口径{_CODES[entry.question]}：适用范围“{entry.scope}”的指标行找不到了，本条口径没有使用"
            found.append(Diagnostic("K103", Severity.WARNING, message))
            entries.append(replace(entry, ruling=None, row_key=key or ""))
        elif key == typed:
            entries.append(replace(entry, row_key=key))
        else:
            entries.append(replace(entry, row_key=key, scope=row_scope(*places[key])))
    return Rulings(tuple(entries), tuple(found))


def _is_elsewhere(scope: str, form: Form) -> bool:
    """Tell whether the scope names a sheet that is not scored this time."""
    match = _ROW_SCOPE.match(scope)
    return match is not None and match["sheet"] is not None and match["sheet"] not in form.sheets


def row_scope(sheet: str, row: int) -> str:
    """Write the scope of an entry for one row: 目标表!12行."""
    return f"{sheet}!{row}行"


def _entry(question: Question, line: TableRow) -> tuple[Entry, Diagnostic | None]:
    texts = {header: line[header].text.strip() for header in HEADERS}
    scope = texts["适用范围"] or WHOLE_FORM
    chosen = texts["选择"]
    choice = _CHOICES.get(chosen)
    problem = None
    if scope != WHOLE_FORM and not _ROW_SCOPE.match(scope):
        message = f"适用范围“{scope}”读不出来，本条口径没有使用；可写“全表”或“目标表!12行”"
        problem = Diagnostic("K101", Severity.WARNING, f"计分口径{texts['编号']}：{message}")
        choice = None
    elif chosen and choice not in CHOICES[question]:
        names = "、".join(CHOICE_NAMES[option] for option in CHOICES[question])
        message = f"选择“{chosen}”不在可选项之内，本条口径没有使用；可选：{names}"
        problem = Diagnostic("K102", Severity.WARNING, f"计分口径{texts['编号']}：{message}")
        choice = None
    ruling = None
    if choice is not None and choice is not Choice.ASK:
        ruling = Ruling(
            question=question, choice=choice, grounds=texts["依据"], decided_by=texts["谁"], decided_on=texts["何时"]
        )
    return Entry(question, scope, ruling, texts), problem


def plan_rulings(scored: ScoredForm, rulings: Rulings, state: KeptState) -> SheetPlan | None:
    """Return the plan of 计分口径, None where no question is open and nobody wrote anything there.

    Args:
        scored: the form with its scores.
        rulings: the entries that stand there, bound to their rows.
        state: takes note of the rows that entries are for.
    """
    open_questions = {effect.question for row in scored.rows for effect in row.effects}
    known = {(entry.question, entry.scope) for entry in rulings.entries}
    entries = [entry for entry in rulings.entries if entry.is_answered or entry.question in open_questions]
    entries += [
        Entry(question, WHOLE_FORM)
        for question in Question
        if question in open_questions and (question, WHOLE_FORM) not in known
    ]
    if not entries:
        return None
    state.scopes = {entry.name: entry.row_key for entry in entries if entry.row_key}
    plan = SheetPlan(name=RULINGS_SHEET, is_ours=True, landscape=True, freeze=(_FIRST_ROW, 1))
    plan.column_widths = {column: float(width) for column, width in enumerate(_WIDTHS, start=1)}
    _head(plan, scored.profile)
    for row, entry in enumerate(entries, start=_FIRST_ROW):
        _line(plan, row, entry, scored.rows)
    return plan


def _head(plan: SheetPlan, profile: Profile) -> None:
    title = CellLook(bold=True, size=16, horizontal="center", vertical="center")
    plan.cells.append(CellWrite(1, 1, "计分口径", title))
    plan.merges.append(CellRange(1, 1, 1, len(HEADERS)))
    plan.row_heights[1] = 30.0
    words = (
        f"口径方案：{profile.title}（{profile.version}）。在“选择”列选定后再次计分即按所选口径确认；"
        "只用于某一行时，复制一行并把适用范围改为如“目标表!12行”。"
    )
    plan.cells.append(CellWrite(2, 1, words, CellLook(wrap=True, vertical="center")))
    plan.merges.append(CellRange(2, 1, 2, len(HEADERS)))
    plan.row_heights[2] = plan.row_heights[3] = 22.0
    plan.cells += [CellWrite(3, column, header, _HEAD) for column, header in enumerate(HEADERS, start=1)]


def _line(plan: SheetPlan, row: int, entry: Entry, rows: Sequence[ScoredRow]) -> None:
    concerned = [scored for scored in rows if _concerns(entry, scored)]
    values = {
        "编号": _CODES[entry.question],
        "口径": QUESTION_NAMES[entry.question],
        "适用范围": entry.scope,
        "可选项": _options(entry.question, concerned),
        "应用行": _places(concerned),
        **{header: entry.texts.get(header, "") for header in _PERSONAL},
    }
    for column, header in enumerate(HEADERS, start=1):
        look = _INPUT if header in (*_PERSONAL, "适用范围") else _BOXED
        plan.cells.append(CellWrite(row, column, values[header] or None, look))
    choices = tuple(CHOICE_NAMES[choice] for choice in CHOICES[entry.question])
    column = HEADERS.index("选择") + 1
    plan.suggestions.append(Suggestions(CellRange(row, column, row, column), choices, "选定后再次计分"))
    plan.row_heights[row] = height_of(
        *((values[header], width) for header, width in zip(HEADERS, _WIDTHS, strict=True))
    )


def _places(rows: Sequence[ScoredRow]) -> str:
    shown = "、".join(scored.where for scored in rows[:_MOST_PLACES])
    return f"{shown}等{len(rows)}行" if len(rows) > _MOST_PLACES else shown


def _concerns(entry: Entry, scored: ScoredRow) -> bool:
    in_scope = entry.scope == WHOLE_FORM or _is_scope_of(entry.scope, scored.row.sheet, scored.row.row)
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
