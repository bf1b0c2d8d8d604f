"""A form as read and joined in, its scores and the plan of what to write out; no files here."""

from __future__ import annotations

from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.engine.row import Prepared, prepare, score_prepared
from perfscore.explain.status import explain_status
from perfscore.explain.wording import format_points
from perfscore.grid.cell_input import cell_input, is_uncalculated
from perfscore.grid.columns import plan_form_sheets
from perfscore.grid.form import Form, Project, Row
from perfscore.grid.plan import WorkbookPlan
from perfscore.grid.rulings_sheet import RULINGS_SHEET, Rulings, plan_rulings
from perfscore.grid.scored import RulingEffect, ScoredForm, ScoredProject, ScoredRow
from perfscore.grid.settle import settle_row
from perfscore.grid.sheet import GridBook
from perfscore.grid.state import KeptState, dump_state, row_keys
from perfscore.grid.summary_sheet import plan_summary
from perfscore.model.indicator import Measured
from perfscore.model.profile import CHOICES, Profile, Question, Ruling
from perfscore.model.score import RulingStep, Score, Status
from perfscore.scoring.project import score_project

_HUNDRED = Decimal(100)


def score_form(form: Form, profile: Profile, rulings: Rulings, state: KeptState) -> ScoredForm:
    """Score every row of a form and add up its projects."""
    keys = row_keys(form)
    projects = []
    for project in form.projects:
        rows = tuple(_score_row(row, keys[row.sheet, row.row], form, profile, rulings, state) for row in project.rows)
        projects.append(_score_project(project, rows, profile))
    return ScoredForm(form, tuple(projects), profile)


def _score_project(project: Project, rows: tuple[ScoredRow, ...], profile: Profile) -> ScoredProject:
    total = score_project(
        [row.score for row in rows], [row.row.weight for row in rows], project.budget, project.executed, profile
    )
    return ScoredProject(project, rows, total)


def _score_row(row: Row, key: str, form: Form, profile: Profile, rulings: Rulings, state: KeptState) -> ScoredRow:
    own = rulings.profile_for(row.sheet, row.row, profile)
    weight = format_points(row.weight) if row.weight is not None else row.weight_text
    cells = (row.rule_text, row.target, row.unit, row.kind, weight, row.indicator, row.content)
    prepared = prepare(cells, form.budget_year, own.share_from, own.small_cost)
    computed = _uncalculated(row) or score_prepared(prepared, cell_input(row.actual), own)
    effects = _effects(prepared, row, own, computed)
    score, kept, said = settle_row(computed, row, key, state)
    remarks = [*said, *(repair.message for repair in row.repairs)]
    if _lacks_reason(row, form, score, prepared, profile):
        remarks.append("缺偏差原因")
    return ScoredRow(key, row, score, prepared.expected, kept, tuple(dict.fromkeys(remarks)), effects)


def _uncalculated(row: Row) -> Score | None:
    if not is_uncalculated(row.actual):
        return None
    problem = Diagnostic("V212", Severity.ERROR, "实际完成值是公式，还没有计算结果；请用表格软件打开并保存一次再计分")
    score = Score(status=Status.INVALID_ACTUAL, weight=row.weight, diagnostics=(problem,))
    return score.model_copy(update={"status_text": explain_status(score)})


def _effects(prepared: Prepared, row: Row, profile: Profile, computed: Score) -> tuple[RulingEffect, ...]:
    """For every question that came up on the row and matters: the points that each answer gives."""
    asked = dict.fromkeys(step.question for step in computed.steps if isinstance(step, RulingStep))
    effects = []
    for question in asked:
        points = tuple(
            (choice.value, format_points(other))
            for choice in CHOICES[question]
            if (other := _points_with(prepared, row, profile, Ruling(question=question, choice=choice))) is not None
        )
        if len({given for _, given in points}) > 1 or question is Question.NO_BRANCH:
            effects.append(RulingEffect(question, points))
    return tuple(effects)


def _points_with(prepared: Prepared, row: Row, profile: Profile, ruling: Ruling) -> Decimal | None:
    return score_prepared(prepared, cell_input(row.actual), profile.with_rulings(ruling)).points


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
    sheets, kept = plan_form_sheets(scored, state)
    sheets.append(plan_summary(scored, book))
    asked = plan_rulings(scored, rulings, kept)
    if asked is not None:
        sheets.append(asked)
    removed = [RULINGS_SHEET] if asked is None and RULINGS_SHEET in book.our_sheets else []
    return WorkbookPlan(sheets=sheets, removed_sheets=removed, state=dump_state(kept))
