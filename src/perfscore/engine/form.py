"""A workbook from file to file: read, recognise, join, score, settle, plan, write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.engine.row import Prepared, prepare, score_prepared
from perfscore.explain.status import explain_status
from perfscore.explain.wording import format_points
from perfscore.forms.profile_files import load_profile
from perfscore.grid.cell_input import cell_input, is_uncalculated
from perfscore.grid.columns import plan_form_sheets
from perfscore.grid.export import plan_export
from perfscore.grid.form import Form, Project, Row
from perfscore.grid.join import join_rules, missing_rules, needs_rules
from perfscore.grid.plan import WorkbookPlan
from perfscore.grid.read import read_forms
from perfscore.grid.rulings_sheet import RULINGS_SHEET, Rulings, plan_rulings, read_rulings
from perfscore.grid.scored import RulingEffect, ScoredForm, ScoredProject, ScoredRow
from perfscore.grid.settle import settle_row
from perfscore.grid.sheet import GridBook
from perfscore.grid.state import KeptState, dump_state, load_state, row_keys
from perfscore.grid.summary_sheet import plan_summary
from perfscore.model.indicator import Measured
from perfscore.model.profile import CHOICES, Profile, Question, Ruling
from perfscore.model.score import RulingStep, Score, Status
from perfscore.rules.grammar import parse_rule
from perfscore.scoring.project import score_project
from perfscore.workbook import read_workbook, write_workbook
from perfscore.workbook.saving import back_up
from perfscore.workbook.worksheet_file import build_worksheet

_HUNDRED = Decimal(100)


@dataclass(slots=True)
class WorkbookResult:
    """What came of scoring a workbook.

    ``scored`` is None where the input cannot be read; ``output`` is None where nothing was written. The first
    error among ``diagnostics`` says why.
    """

    source: Path
    scored: ScoredForm | None = None
    output: Path | None = None
    backup: Path | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def projects(self) -> tuple[ScoredProject, ...]:
        """The projects, () where the input cannot be read."""
        return self.scored.projects if self.scored else ()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """The errors among the diagnostics."""
        return tuple(entry for entry in self.diagnostics if entry.severity is Severity.ERROR)


@dataclass(slots=True)
class _Input:
    """The form as read, joined and ready to score."""

    book: GridBook
    form: Form
    rulings: Rulings
    state: KeptState
    diagnostics: list[Diagnostic] = field(default_factory=list)


def score_workbook(
    path: Path | str,
    *,
    rules: Path | str | None = None,
    out: Path | str | None = None,
    in_place: bool = False,
    sheet: str | None = None,
    profile: Profile | str | None = None,
) -> WorkbookResult:
    """Score a form workbook and write 得分, 扣分, 扣分说明 and 计分状态 beside its official columns.

    Args:
        path: the workbook.
        rules: a workbook with the 目标表, for a 自评表 without rules.
        out: where to write; without it ``<stem>_计分`` beside the source.
        in_place: write into the source itself, keeping a ``.bak``.
        sheet: the only sheet to read.
        profile: a profile or the name of one.

    Returns:
        The result; whatever the files hold, never an exception for it.

    Raises:
        LookupError: there is no profile of that name.
    """
    source = Path(path)
    result = evaluate_workbook(source, rules=rules, sheet=sheet, profile=profile)
    if result.scored is None:
        return result
    problem = _cannot_write(result.scored, source, out, in_place=in_place)
    if problem is not None:
        return replace(result, diagnostics=(problem, *result.diagnostics))
    target = Path(out) if out is not None else (source if in_place else default_output(source))
    return _write(result, target)


def default_output(source: Path, mark: str = "计分") -> Path:
    """Return where a result goes when nobody said: 目标表.xlsx → 目标表_计分.xlsx."""
    return source.with_name(f"{source.stem}_{mark}{source.suffix}")


@dataclass(slots=True)
class _Evaluated(WorkbookResult):
    """A result with what writing needs."""

    plan: WorkbookPlan | None = None


def evaluate_workbook(
    path: Path | str,
    *,
    rules: Path | str | None = None,
    sheet: str | None = None,
    profile: Profile | str | None = None,
) -> _Evaluated:
    """Score a form workbook without writing anything; for the arguments see ``score_workbook``."""
    source = Path(path)
    chosen = _profile(profile)
    entry, diagnostics = _read(source, rules, sheet)
    if entry is None:
        return _Evaluated(source, diagnostics=diagnostics)
    scored = score_form(entry.form, chosen, entry.rulings, entry.state)
    protected = frozenset(sheet.name for sheet in entry.book.sheets if sheet.is_protected)
    scored = replace(scored, protected_sheets=protected)
    plan = plan_workbook(scored, entry.book, entry.rulings, entry.state)
    return _Evaluated(source, scored, diagnostics=tuple(entry.diagnostics), plan=plan)


def _read(source: Path, rules: Path | str | None, sheet: str | None) -> tuple[_Input | None, tuple[Diagnostic, ...]]:
    book, diagnostics = read_workbook(source)
    if book is None:
        return None, diagnostics
    forms, remarks = read_forms(book, sheet=sheet, rule_maximum=rule_maximum)
    found = [*diagnostics, *remarks]
    form = next((form for form in forms if form.rows), None)
    if form is None:
        return None, tuple(found)
    form, joined = _with_rules(form, forms, rules)
    rulings = read_rulings(book)
    found += [*joined, *rulings.diagnostics]
    return _Input(book, form, rulings, load_state(book.state), found), ()


def _with_rules(form: Form, forms: Sequence[Form], rules: Path | str | None) -> tuple[Form, list[Diagnostic]]:
    """Give a 自评表 the rules of the 目标表 in the same workbook or in the named one."""
    if not needs_rules(form):
        return form, []
    partner = next((other for other in forms if other is not form and other.rows and not needs_rules(other)), None)
    found: list[Diagnostic] = []
    if rules is not None:
        book, diagnostics = read_workbook(Path(rules))
        found += diagnostics
        others, remarks = read_forms(book, rule_maximum=rule_maximum) if book else ((), ())
        partner = next((other for other in others if other.kind != form.kind and other.rows), None) or partner
        found += [] if partner else remarks
    if partner is None:
        return form, [*found, *missing_rules(form)]
    joined, remarks = join_rules(form, partner)
    return joined, [*found, *remarks]


def rule_maximum(text: str) -> Decimal | None:
    """Return the largest points that a sentence names, None where it names none or is not understood."""
    rule, _ = parse_rule(text)
    return rule.stated_maximum() if rule else None


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
    score, kept = settle_row(computed, row, key, state)
    remarks = [repair.message for repair in row.repairs]
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
    asked = plan_rulings(scored, rulings)
    if asked is not None:
        sheets.append(asked)
    removed = [] if asked is not None else [RULINGS_SHEET]
    return WorkbookPlan(sheets=sheets, removed_sheets=removed, state=dump_state(kept))


def _cannot_write(scored: ScoredForm, source: Path, out: Path | str | None, *, in_place: bool) -> Diagnostic | None:
    form = scored.form
    if out is None and not in_place and any(block.added for block in form.blocks):
        message = f"“{source.name}”里已有计分列；请用 --in-place 在原文件中重新计分（留备份），或用 -o 另存"
        return Diagnostic("F301", Severity.ERROR, message)
    protected = next((name for name in form.sheets if name in scored.protected_sheets), None)
    if protected is not None:
        message = f"工作表“{protected}”受保护，没有改动；请用 --worksheet 另存一份计分底稿，或先由保护人撤销保护"
        return Diagnostic("F304", Severity.ERROR, message)
    return None


def write_worksheet(
    path: Path | str,
    *,
    rules: Path | str | None = None,
    out: Path | str | None = None,
    sheet: str | None = None,
    profile: Profile | str | None = None,
) -> WorkbookResult:
    """Score a form into a separate 计分底稿 with the same rows and leave the form itself alone.

    For the arguments see ``score_workbook``; without ``out`` the result is ``<stem>_计分底稿.xlsx``.
    """
    source = Path(path)
    entry, diagnostics = _read(source, rules, sheet)
    if entry is None:
        return WorkbookResult(source, diagnostics=diagnostics)
    target = Path(out) if out is not None else source.with_name(f"{source.stem}_计分底稿.xlsx")
    if out is None and target.exists():
        message = f"已有“{target.name}”，里面可能填了实际完成值；请直接对它计分，或用 -o 另存"
        problem = Diagnostic("F302", Severity.ERROR, message)
        scored = score_form(entry.form, _profile(profile), entry.rulings, entry.state)
        return WorkbookResult(source, scored, diagnostics=(problem, *entry.diagnostics))
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.xlsx"
        build_worksheet(entry.form, plain)
        result = evaluate_workbook(plain, profile=profile)
        written = _write(replace(result, source=plain), target)
    return replace(written, source=source, diagnostics=(*entry.diagnostics, *written.diagnostics))


def export_workbook(path: Path | str, out: Path | str) -> WorkbookResult:
    """Write the 上报版: the official form alone, without our columns and sheets.

    Args:
        path: the scored workbook.
        out: where to write; never the source itself.
    """
    source, target = Path(path), Path(out)
    entry, diagnostics = _read(source, None, None)
    if entry is None:
        return WorkbookResult(source, diagnostics=diagnostics)
    scored = score_form(entry.form, _profile(None), entry.rulings, entry.state)
    result = _Evaluated(source, scored, diagnostics=tuple(entry.diagnostics), plan=plan_export(entry.form, entry.book))
    if target.exists() and target.samefile(source):
        problem = Diagnostic("F303", Severity.ERROR, "上报版不能写在原文件上；请用 -o 写另一个文件名")
        return replace(result, diagnostics=(problem, *result.diagnostics))
    return _write(result, target)


def _profile(profile: Profile | str | None) -> Profile:
    return profile if isinstance(profile, Profile) else load_profile(profile or "default")


def _write(result: _Evaluated, target: Path) -> WorkbookResult:
    assert result.plan is not None
    backup, remarks = back_up(target) if target.exists() else (None, ())
    if any(remark.severity is Severity.ERROR for remark in remarks):
        return replace(result, diagnostics=(*remarks, *result.diagnostics))
    written = write_workbook(result.source, target, result.plan)
    failed = any(remark.severity is Severity.ERROR for remark in written)
    return replace(
        result,
        output=None if failed else target,
        backup=backup,
        diagnostics=(*remarks, *written, *result.diagnostics),
    )
