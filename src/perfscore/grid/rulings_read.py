"""The sheet 计分口径 as it stands enters, the rulings of a person leave, each bound to the rows it is for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from perfscore.diagnostics import CellRef, Diagnostic, Severity
from perfscore.explain.wording import CHOICE_NAMES
from perfscore.forms.labels import fold_label
from perfscore.grid.form import Form
from perfscore.grid.our_tables import TableRow, find_sheet, read_table
from perfscore.grid.sheet import GridBook
from perfscore.grid.state import KeptState, row_keys
from perfscore.model.profile import CHOICES, Choice, Question, Ruling

RULINGS_SHEET = "计分口径"
WHOLE_FORM = "全表"
HEADERS = ("编号", "口径", "适用范围", "可选项", "选择", "依据", "谁", "何时", "应用行")
PERSONAL = ("选择", "依据", "谁", "何时")
CODES = {question: f"K{number:02}" for number, question in enumerate(Question, start=1)}
_QUESTIONS = {code: question for question, code in CODES.items()}
_CHOICES = {name: choice for choice, name in CHOICE_NAMES.items()}
_CODE = re.compile(r"K0*([0-9]{1,2})")
_ROW_SCOPE = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!]+)!)?\$?[A-Za-z]{0,3}\$?(?P<row>[0-9]{1,7})行?")

Place = tuple[str, int]
"""A row: the name of its sheet and its number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of 计分口径: a question, where it applies, and the answer if a person gave one."""

    question: Question
    scope: str
    ruling: Ruling | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    row: int = 0
    """The row of the sheet in which it stands, 0 for a new one."""
    row_key: str = ""
    """The key of the row that an entry for one row is for."""
    place: Place | None = None
    """Where that row stands now, None for an entry for all rows or for a row that is not scored this time."""

    @property
    def name(self) -> str:
        """What the state knows the entry by."""
        return f"{CODES[self.question]}|{self.scope}"

    @property
    def is_answered(self) -> bool:
        """Tell whether a person wrote something there: an answer, the grounds, or that it is for one row."""
        return self.scope != WHOLE_FORM or any(self.texts.get(header) for header in PERSONAL)

    def is_for(self, sheet: str, row: int) -> bool:
        """Tell whether the entry is for a row, by itself or for all rows."""
        return self.scope == WHOLE_FORM or self.place == (sheet, row)


@dataclass(frozen=True, slots=True)
class Rulings:
    """What stands on 计分口径: the entries in order."""

    entries: tuple[Entry, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def in_force(self, sheet: str, row: int) -> tuple[Ruling, ...]:
        """Return the rulings for a row, one for each question; an entry for the row beats one for 全表."""
        if not self.entries:
            return ()
        used = [entry for entry in self.entries if entry.ruling and entry.is_for(sheet, row)]
        used.sort(key=lambda entry: entry.scope != WHOLE_FORM)
        return tuple({entry.question: entry.ruling for entry in used if entry.ruling}.values())


def read_rulings(book: GridBook) -> Rulings:
    """Read the sheet 计分口径, if there is one; lines that are no entries stay where they are."""
    entries, diagnostics = [], []
    for row, line in read_table(find_sheet(book, RULINGS_SHEET), HEADERS):
        code = _code_of(line["编号"].text)
        if code is None:
            diagnostics += _unreadable(row, line)
            continue
        entry, problem = _entry(_QUESTIONS[code], row, line)
        entries.append(entry)
        diagnostics += [problem] if problem else []
    return Rulings(tuple(entries), tuple(diagnostics))


def _code_of(text: str) -> str | None:
    """Return the code that a cell names, K1, k01 and Ｋ０１ alike, None for what is none."""
    match = _CODE.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    code = f"K{int(match[1]):02}" if match else ""
    return code if code in _QUESTIONS else None


def _unreadable(row: int, line: TableRow) -> list[Diagnostic]:
    """Say that a line is no entry, if it looks as if it should be one; a note of a person's is none."""
    code = line["编号"].text.strip()
    if not line["选择"].text.strip() and not _CODE.match(unicodedata.normalize("NFKC", code).upper()):
        return []
    said = f"编号“{code}”不认识" if code else "没有填编号"
    message = f"计分口径第{row}行{said}，这一行没有使用；编号可填{'、'.join(_QUESTIONS)}"
    return [_warning("K105", message, row)]


def _warning(code: str, message: str, row: int) -> Diagnostic:
    return Diagnostic(code, Severity.WARNING, message, where=CellRef(RULINGS_SHEET, row, 1))


def _without_contradictions(entries: list[Entry]) -> tuple[list[Entry], list[Diagnostic]]:
    """Two answers to one question for one scope: neither is used, and both stay for the person to see."""
    answers: dict[tuple[Question, str], set[Choice]] = {}
    for entry in entries:
        if entry.ruling is not None:
            answers.setdefault((entry.question, _target(entry)), set()).add(entry.ruling.choice)
    torn = {key for key, choices in answers.items() if len(choices) > 1}
    scopes = {(entry.question, _target(entry)): entry.scope for entry in reversed(entries)}
    diagnostics = [
        Diagnostic(
            "K104",
            Severity.WARNING,
            f"计分口径{CODES[key[0]]}（{scopes[key]}）有两条不同的选择，都没有使用；请只留一条",
        )
        for key in sorted(torn)
    ]
    kept = [replace(entry, ruling=None) if (entry.question, _target(entry)) in torn else entry for entry in entries]
    return kept, diagnostics


def _target(entry: Entry) -> str:
    """Return what the entry is for: two ways of writing one row are one target."""
    return f"{entry.place[0]}!{entry.place[1]}" if entry.place else entry.scope


def bind_rulings(rulings: Rulings, form: Form, state: KeptState, *, unread: Collection[str] = ()) -> Rulings:
    """Return the rulings with each entry for one row bound to that row, wherever it stands now.

    An entry that we have seen before belongs to the row it was for then; a new one to the row with its number. An
    entry whose row cannot be told decides nothing.

    Args:
        rulings: what stands on the sheet.
        form: the form to be scored.
        state: what we wrote the last time.
        unread: sheets that were not asked for this time; entries for their rows wait.
    """
    if not rulings.entries:
        return rulings
    binder = _Binder(form, state, unread)
    bound = [binder.bind(entry) for entry in rulings.entries]
    entries, contradictions = _without_contradictions(bound)
    return Rulings(tuple(entries), (*rulings.diagnostics, *binder.problems, *contradictions))


class _Binder:
    """Finds the rows of entries."""

    def __init__(self, form: Form, state: KeptState, unread: Collection[str]) -> None:
        self.problems: list[Diagnostic] = []
        self._form = form
        self._state = state
        self._unread = unread
        self._keys = row_keys(form)
        self._places = {key: place for place, key in self._keys.items()}
        self._sheets = tuple(dict.fromkeys(sheet for sheet, _ in self._keys))

    def bind(self, entry: Entry) -> Entry:
        scope = parse_scope(entry.scope)
        if entry.scope == WHOLE_FORM or scope is None:
            return entry
        seen = self._state.scopes.get(entry.name)
        if seen is not None and seen in self._places:
            place = self._places[seen]
            typed = self._typed(scope)
            new_scope = entry.scope if place == typed else row_scope(*place)
            return replace(entry, row_key=seen, place=place, scope=new_scope)
        if scope[0] in self._unread or (scope[0] is None and seen is not None and self._unread):
            return replace(entry, row_key=seen or "")
        return self._bind_new(entry, scope, seen)

    def _bind_new(self, entry: Entry, scope: tuple[str | None, int], seen: str | None) -> Entry:
        place = self._typed(scope)
        if place is not None and seen is None:
            return replace(entry, row_key=self._keys[place], place=place)
        self._say(entry, scope)
        return replace(entry, ruling=None, row_key=seen or "")

    def _typed(self, scope: tuple[str | None, int]) -> Place | None:
        """Return the row that the words name; without a sheet only where one sheet alone is scored."""
        sheet, row = scope
        if sheet is None:
            sheet = self._sheets[0] if len(self._sheets) == 1 and not self._unread else None
        return (sheet, row) if sheet is not None and (sheet, row) in self._keys else None

    def _say(self, entry: Entry, scope: tuple[str | None, int]) -> None:
        head = f"计分口径{CODES[entry.question]}：适用范围“{entry.scope}”"
        names = "、".join(f"“{name}”" for name in self._sheets)
        if scope[0] is None and (len(self._sheets) > 1 or self._unread):
            example = row_scope(self._sheets[0], scope[1])
            message = f"没有写明是哪张表（计分的有{names}），本条口径没有使用；请写成如“{example}”"
            self.problems.append(_warning("K106", f"{head}{message}", entry.row))
        elif scope[0] is not None and scope[0] not in self._sheets:
            message = f"里的工作表没有本次计分的行（计分的有{names}），本条口径没有使用；请核对表名"
            self.problems.append(_warning("K107", f"{head}{message}", entry.row))
        else:
            self.problems.append(_warning("K103", f"{head}的指标行找不到了，本条口径没有使用", entry.row))


def parse_scope(text: str) -> tuple[str | None, int] | None:
    """Return the sheet and row that a scope names (目标表!12行, '目标 表'!$H$5; none for 9行), None for the rest."""
    folded = text.strip().replace("！", "!")
    match = _ROW_SCOPE.fullmatch(folded)
    if match is None:
        return None
    sheet = match["sheet"]
    if sheet is not None and sheet.startswith("'"):
        sheet = sheet[1:-1].replace("''", "'")
    return sheet.strip() if sheet is not None else None, int(match["row"])


def row_scope(sheet: str, row: int) -> str:
    """Write the scope of an entry for one row: 目标表!12行."""
    name = f"'{sheet.replace(chr(39), chr(39) * 2)}'" if set(sheet) & set("'!") else sheet
    return f"{name}!{row}行"


def _entry(question: Question, row: int, line: TableRow) -> tuple[Entry, Diagnostic | None]:
    texts = {header: line[header].text.strip() for header in HEADERS}
    scope = texts["适用范围"]
    scope = WHOLE_FORM if not scope or fold_label(scope) == WHOLE_FORM else scope
    chosen = texts["选择"]
    choice = _CHOICES.get(chosen)
    problem = None
    if scope != WHOLE_FORM and parse_scope(scope) is None:
        message = f"适用范围“{scope}”读不出来，本条口径没有使用；可写“全表”或“目标表!12行”"
        problem = _warning("K101", f"计分口径{texts['编号']}：{message}", row)
        choice = None
    elif chosen and choice not in CHOICES[question]:
        names = "、".join(CHOICE_NAMES[option] for option in CHOICES[question])
        message = f"选择“{chosen}”不在可选项之内，本条口径没有使用；可选：{names}"
        problem = _warning("K102", f"计分口径{texts['编号']}：{message}", row)
        choice = None
    ruling = None
    if choice is not None and choice is not Choice.ASK:
        ruling = Ruling(
            question=question, choice=choice, grounds=texts["依据"], decided_by=texts["谁"], decided_on=texts["何时"]
        )
    return Entry(question, scope, ruling, texts, row), problem
