"""A form as read and joined in, its scores and the plan of what to write out; no files here."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from perfscore.diagnostics import CellRef, Diagnostic, Severity
from perfscore.engine.progress import Progress, Stage, untold
from perfscore.engine.row import Prepared, prepare, score_prepared
from perfscore.explain.status import explain_status
from perfscore.explain.wording import format_points
from perfscore.grid.cell_input import cell_input, is_uncalculated
from perfscore.grid.columns import plan_form_sheets
from perfscore.grid.findings import finding
from perfscore.grid.form import Form, Project, Row
from perfscore.grid.our_tables import find_sheet
from perfscore.grid.plan import WorkbookPlan
from perfscore.grid.project_marks import ProjectMark, labels_of, marks_of
from perfscore.grid.rulings_read import RULINGS_SHEET, Rulings
from perfscore.grid.rulings_sheet import plan_rulings
from perfscore.grid.scored import RulingEffect, ScoredForm, ScoredProject, ScoredRow
from perfscore.grid.settle import settle_row, settle_totals
from perfscore.grid.sheet import GridBook
from perfscore.grid.state import OUR_KEYS, KeptState, dump_state, row_keys
from perfscore.grid.summary_sheet import left_labels, plan_summary
from perfscore.model.indicator import Measured
from perfscore.model.profile import CHOICES, Choice, Profile, Question, Ruling
from perfscore.model.score import RulingStep, Score, Status
from perfscore.scoring.project import score_project
from perfscore.scoring.score import score_row
from perfscore.values.actual import CellInput, read_actual

_HUNDRED = Decimal(100)


def score_form(
    form: Form, profile: Profile, rulings: Rulings, state: KeptState, progress: Progress = untold
) -> ScoredForm:
    """Score every row of a form and add up its projects."""
    keys = row_keys(form)
    scorer = FormScorer(form, profile, rulings)
    projects = []
    total, done = len(form.rows), 0
    for project in form.projects:
        rows = []
        for row in project.rows:
            progress(Stage.SCORING, done, total)
            rows.append(scorer.row(row, keys[row.sheet, row.row], state))
            done += 1
        projects.append(_score_project(project, tuple(rows), profile, state))
    return ScoredForm(form, tuple(projects), profile)


def _score_project(project: Project, rows: tuple[ScoredRow, ...], profile: Profile, state: KeptState) -> ScoredProject:
    total = score_project(
        [row.score for row in rows], [row.row.weight for row in rows], project.budget, project.executed, profile
    )
    return ScoredProject(project, rows, total, settle_totals(project, total, state))


def total_remarks(scored: ScoredForm) -> list[Diagnostic]:
    """Return what is to be said of totals that a person wrote."""
    return [
        finding("G145", f"“{project.project.name}”的{remark}；按人工填写的保留，请核对", _own_total(project, remark))
        for project in scored.projects
        for remark in project.remarks
    ]


def _own_total(project: ScoredProject, remark: str) -> CellRef:
    return project.project.cells["execution_points" if "执行率得分" in remark else "total_points"].where


_Computed = tuple[Prepared, Score, tuple[RulingEffect, ...]]


class FormScorer:
    """Scores the rows of one form; rows alike in everything that counts are computed once."""

    def __init__(self, form: Form, profile: Profile, rulings: Rulings) -> None:
        self._form = form
        self._profile = profile
        self._rulings = rulings
        self._known: dict[tuple[object, ...], _Computed] = {}
        self._shared = _shared_cells(form)

    def row(self, row: Row, key: str, state: KeptState) -> ScoredRow:
        """Score one row and settle it with what a person wrote."""
        prepared, computed, effects = self._computed(row)
        shared = self._shared.get((row.sheet, row.row))
        if shared is not None:
            return ScoredRow(key, row, _in_one_cell(row, shared), prepared.expected, frozenset(OUR_KEYS))
        score, kept, said = settle_row(computed, row, key, state)
        remarks = [*said, *(repair.message for repair in row.repairs)]
        if _lacks_reason(row, self._form, score, prepared, self._profile):
            remarks.append("缺偏差原因")
        return ScoredRow(key, row, score, prepared.expected, kept, tuple(dict.fromkeys(remarks)), effects)

    def _computed(self, row: Row) -> _Computed:
        weight = format_points(row.weight) if row.weight is not None else row.weight_text
        cells = (row.rule_text, row.target, row.unit, row.kind, weight, row.indicator, row.content)
        typed = cell_input(row.actual)
        rulings = self._rulings.in_force(row.sheet, row.row)
        name = (cells, type(typed), typed, is_uncalculated(row.actual), rulings)
        found = self._known.get(name)
        if found is None:
            own = self._profile.with_rulings(*rulings) if rulings else self._profile
            prepared = prepare(cells, self._form.budget_year, own.share_from, own.small_cost, own.generic)
            computed = _uncalculated(row) or score_prepared(prepared, typed, own)
            found = self._known[name] = (prepared, computed, _effects(prepared, typed, own, computed))
        return found


_SHARED_NAMES = {"actual": "实际完成值", "points": "得分", "deduction": "扣分", "explanation": "扣分说明"}


def _shared_cells(form: Form) -> dict[tuple[str, int], str]:
    """Find rows that share one merged cell for what is typed or written; each with the words that say so."""
    users: dict[tuple[str, str, int, int], list[Row]] = {}
    if not any(placed.row != row.row for row in form.rows for key in _SHARED_NAMES if (placed := row.cells.get(key))):
        return {}  # no cell of another row is seen, so none is shared
    for row in form.rows:
        for key in _SHARED_NAMES:
            placed = row.cells.get(key)
            if placed is not None and (key != "actual" or placed.text):
                users.setdefault((key, placed.sheet, placed.row, placed.column), []).append(row)
    found: dict[tuple[str, int], str] = {}
    for (key, *_), rows in users.items():
        if len(rows) > 1:
            numbers = "、".join(str(row.row) for row in rows)
            words = f"第{numbers}行的{_SHARED_NAMES[key]}合并在一格，不能确定属于哪一行；请拆分后再计分"
            found.update({(row.sheet, row.row): words for row in rows})
    return found


def _in_one_cell(row: Row, words: str) -> Score:
    problem = Diagnostic("S318", Severity.ERROR, words)
    score = Score(status=Status.NEEDS_REVIEW, weight=row.weight, diagnostics=(problem,))
    return score.model_copy(update={"status_text": explain_status(score)})


def _uncalculated(row: Row) -> Score | None:
    if not is_uncalculated(row.actual):
        return None
    problem = Diagnostic("V212", Severity.ERROR, "实际完成值是公式，还没有计算结果；请用表格软件打开并保存一次再计分")
    score = Score(status=Status.INVALID_ACTUAL, weight=row.weight, diagnostics=(problem,))
    return score.model_copy(update={"status_text": explain_status(score)})


def _effects(prepared: Prepared, typed: CellInput, profile: Profile, computed: Score) -> tuple[RulingEffect, ...]:
    """For every question that came up on the row and matters: the points that each answer gives."""
    asked = dict.fromkeys(step.question for step in computed.steps if isinstance(step, RulingStep))
    rule = prepared.reading.rule
    if not asked or rule is None or prepared.expected is None:
        return ()
    reading = read_actual(typed, prepared.expected)
    effects = []
    for question in asked:
        points = tuple(
            (choice.value, format_points(other))
            for choice in CHOICES[question]
            if (other := score_row(rule, prepared.row, reading, _ruled(profile, question, choice)).points) is not None
        )
        if len({given for _, given in points}) > 1 or question is Question.NO_BRANCH:
            effects.append(RulingEffect(question, points))
    return tuple(effects)


def _ruled(profile: Profile, question: Question, choice: Choice) -> Profile:
    return profile.with_rulings(Ruling(question=question, choice=choice))


def _lacks_reason(row: Row, form: Form, score: Score, prepared: Prepared, profile: Profile) -> bool:
    """偏差原因 is a person's cell; where the form has it and the profile wants it, an empty one is remarked on."""
    if score.points is None or "reason" not in form.block_of(row).columns or row.text_of("reason"):
        return False
    if profile.reason_for_loss and score.deduction:
        return True
    return profile.reason_from_rate is not None and _is_far_above(score, prepared, profile.reason_from_rate)


def _is_far_above(score: Score, prepared: Prepared, rate: Decimal) -> bool:
    reference = prepared.expected.reference if prepared.expected else None
    if not isinstance(score.actual, Measured) or not reference:
        return False
    return score.actual.quantity.base >= reference * rate / _HUNDRED


def plan_workbook(scored: ScoredForm, book: GridBook, rulings: Rulings, state: KeptState) -> WorkbookPlan:
    """Return everything to write: our columns, 得分汇总, 计分口径 where a question is open, and the state."""
    form = scored.form
    left = _marks_left(form, book, state)
    marks = marks_of(form.kind, form.projects)
    labels = labels_of(form, marks, left)
    sheets, kept = plan_form_sheets(scored, labels, state)
    sheets.append(plan_summary(scored, book, labels, kept))
    kept.projects = {**left, **dict(zip(labels, marks, strict=True))}
    kept.columns = {name: made for name, made in kept.columns.items() if find_sheet(book, name) is not None}
    asked = plan_rulings(scored, rulings, kept, book)
    if asked is not None:
        sheets.append(asked)
    removed = [RULINGS_SHEET] if asked is None and RULINGS_SHEET in book.our_sheets else []
    return WorkbookPlan(sheets=sheets, removed_sheets=removed, state=dump_state(kept))


def plan_rows(scored: ScoredForm, state: KeptState, only: Collection[tuple[str, int]]) -> WorkbookPlan:
    """Return what to write for some rows alone, by sheet and number; totals and our sheets stay as they are."""
    sheets, kept = plan_form_sheets(scored, (), state, only)
    return WorkbookPlan(sheets=sheets, state=dump_state(kept))


def _marks_left(form: Form, book: GridBook, state: KeptState) -> dict[str, ProjectMark]:
    """Return the marks of projects that are not scored this time: on other sheets, or with a line that stays."""
    found = {project.known_as for project in form.projects}
    standing = {sheet.name for sheet in book.sheets} - set(form.sheets)
    lines = left_labels(book, form.projects, state)
    return {
        label: mark
        for label, mark in state.projects.items()
        if label not in found and (label in lines or mark.sheet in standing or mark.kind != form.kind)
    }
