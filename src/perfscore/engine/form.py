"""A workbook from file to file: read, recognise, join, score, settle, plan, write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.engine.collector import paused_collector
from perfscore.engine.progress import Progress, Stage, untold
from perfscore.engine.scored_form import plan_workbook, score_form, total_remarks
from perfscore.forms.profile_files import load_profile
from perfscore.grid.columns import in_the_way
from perfscore.grid.export import plan_export
from perfscore.grid.form import Form
from perfscore.grid.join import join_rules, missing_rules, needs_rules
from perfscore.grid.plan import WorkbookPlan
from perfscore.grid.read import OUR_SHEETS, read_forms
from perfscore.grid.rulings_read import RULINGS_SHEET, Rulings, bind_rulings, read_rulings
from perfscore.grid.rulings_sheet import rulings_problem
from perfscore.grid.scored import ScoredForm, ScoredProject
from perfscore.grid.sheet import GridBook
from perfscore.grid.state import KeptState, load_state, recognised
from perfscore.grid.summary_sheet import summary_problem
from perfscore.grid.surroundings import SUMMARY_SHEET
from perfscore.model.profile import Profile
from perfscore.rules.maximum import stated_maximum
from perfscore.workbook import read_workbook, write_workbook
from perfscore.workbook.saving import back_up
from perfscore.workbook.worksheet_file import build_worksheet


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


@paused_collector()
def score_workbook(
    path: Path | str,
    *,
    rules: Path | str | None = None,
    out: Path | str | None = None,
    in_place: bool = False,
    sheet: str | None = None,
    profile: Profile | str | None = None,
    progress: Progress = untold,
) -> WorkbookResult:
    """Score a form workbook and write 得分, 扣分, 扣分说明 and 计分状态 beside its official columns.

    Args:
        path: the workbook.
        rules: a workbook with the 目标表, for a 自评表 without rules.
        out: where to write; without it ``<stem>_计分`` beside the source.
        in_place: write into the source itself, keeping a ``.bak``.
        sheet: the only sheet to read.
        profile: a profile or the name of one.
        progress: is told how far the work is.

    Returns:
        The result; whatever the files hold, never an exception for it.

    Raises:
        LookupError: there is no profile of that name.
    """
    source = Path(path)
    result = evaluate_workbook(source, rules=rules, sheet=sheet, profile=profile, progress=progress)
    if result.scored is None:
        return result
    problem = _cannot_write(result.scored, source, out, in_place=in_place) or result.refusal
    if problem is not None:
        return replace(result, diagnostics=(problem, *result.diagnostics))
    target = Path(out) if out is not None else (source if in_place else default_output(source))
    progress(Stage.WRITING)
    return _write(result, target)


def default_output(source: Path, mark: str = "计分") -> Path:
    """Return where a result goes when nobody said: 目标表.xlsx → 目标表_计分.xlsx."""
    return source.with_name(f"{source.stem}_{mark}{source.suffix}")


@dataclass(slots=True)
class _Evaluated(WorkbookResult):
    """A result with what writing needs."""

    plan: WorkbookPlan | None = None
    refusal: Diagnostic | None = None
    """Why our own sheets cannot be written; there is no plan then."""


@paused_collector()
def evaluate_workbook(
    path: Path | str,
    *,
    rules: Path | str | None = None,
    sheet: str | None = None,
    profile: Profile | str | None = None,
    progress: Progress = untold,
) -> _Evaluated:
    """Score a form workbook without writing anything; for the arguments see ``score_workbook``."""
    source = Path(path)
    chosen = _profile(profile)
    progress(Stage.READING)
    entry, diagnostics = _read(source, rules, sheet)
    if entry is None:
        return _Evaluated(source, diagnostics=diagnostics)
    scored = score_form(entry.form, chosen, entry.rulings, entry.state, progress)
    protected = frozenset(sheet.name for sheet in entry.book.sheets if sheet.is_protected)
    grids = {sheet.name: sheet for sheet in entry.book.sheets}
    blocked = (in_the_way(block, entry.form.schema, grids[block.sheet]) for block in entry.form.blocks)
    scored = replace(scored, protected_sheets=protected, in_the_way=next(filter(None, blocked), None))
    refusal = _own_sheet_refusal(entry.book)
    plan = plan_workbook(scored, entry.book, entry.rulings, entry.state) if refusal is None else None
    found = (*entry.diagnostics, *total_remarks(scored))
    return _Evaluated(source, scored, diagnostics=found, plan=plan, refusal=refusal)


def _own_sheet_refusal(book: GridBook) -> Diagnostic | None:
    """Say why our own sheets cannot be written: one is protected, or its columns cannot be told apart any more."""
    for sheet in book.sheets:
        if sheet.name in (SUMMARY_SHEET, RULINGS_SHEET) and sheet.name in book.our_sheets and sheet.is_protected:
            message = f"工作表“{sheet.name}”受保护，程序不会解除，没有写入；请先由保护人撤销保护，计分后再保护"
            return _error("F304", message)
    return summary_problem(book) or rulings_problem(book)


def _read(
    source: Path, rules: Path | str | None, sheet: str | None, *, for_export: bool = False
) -> tuple[_Input | None, tuple[Diagnostic, ...]]:
    book, diagnostics = read_workbook(source)
    if book is None:
        return None, diagnostics
    forms, remarks = read_forms(book, sheet=sheet, rule_maximum=stated_maximum)
    found = [*diagnostics, *remarks]
    form = next((form for form in forms if form.rows), None)
    if form is None:
        return None, tuple(found)
    form, joined = _with_rules(form, forms, rules)
    if not for_export and not any(row.rule_text for row in form.rows) and any(d.code == "G154" for d in joined):
        return None, (*found, *joined)  # without any rule nothing can be scored, and what was scored before stays
    kept = load_state(book.state)
    unread = {one.name for one in book.sheets} - OUR_SHEETS - {sheet} if sheet is not None else set()
    rulings = bind_rulings(read_rulings(book), form, kept, unread=unread)
    found += [*joined, *rulings.diagnostics]
    return _Input(book, form, rulings, recognised(kept, form), found), ()


def _with_rules(form: Form, forms: Sequence[Form], rules: Path | str | None) -> tuple[Form, list[Diagnostic]]:
    """Give a 自评表 the rules of the 目标表 in the same workbook or in the named one."""
    if not needs_rules(form):
        return form, []
    partner = next((other for other in forms if other is not form and other.rows and not needs_rules(other)), None)
    found: list[Diagnostic] = []
    if rules is not None:
        book, diagnostics = read_workbook(Path(rules))
        found += diagnostics
        others, remarks = read_forms(book, rule_maximum=stated_maximum) if book else ((), ())
        partner = next((other for other in others if other.kind != form.kind and other.rows), None) or partner
        found += [] if partner else remarks
    if partner is None:
        return form, [*found, *missing_rules(form)]
    joined, remarks = join_rules(form, partner)
    return joined, [*found, *remarks]


def _cannot_write(scored: ScoredForm, source: Path, out: Path | str | None, *, in_place: bool) -> Diagnostic | None:
    """Say why nothing may be written; what a person may have typed is never overwritten unasked."""
    form = scored.form
    if in_place and out is not None:
        return _error("F305", "-o 和 --in-place 只能用一个")
    if out is None and not in_place:
        target = default_output(source)
        if any(block.added for block in form.blocks):
            message = f"“{source.name}”里已有计分列；请用 --in-place 在原文件中重新计分（留备份），或用 -o 另存"
            return _error("F301", message)
        if target.exists():
            return _error("F302", f"已有“{target.name}”，里面可能填了实际完成值；{_AGAIN}")
    if out is not None and _is_same(Path(out), source):
        return _error("F303", f"“{Path(out).name}”就是原文件；要写在原文件里，请用 --in-place（留备份）")
    protected = next((name for name in form.sheets if name in scored.protected_sheets), None)
    if protected is not None:
        message = f"工作表“{protected}”受保护，没有改动；请用 --worksheet 另存一份计分底稿，或先由保护人撤销保护"
        return _error("F304", message)
    if scored.in_the_way is not None:
        message = f"{scored.in_the_way}有内容，计分列要写在这里，没有写入；请把它移开，或用 --worksheet 另存计分底稿"
        return _error("F307", message)
    return None


_AGAIN = "请直接对它计分（--in-place），或用 -o 另存"


def _error(code: str, message: str) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message)


def _is_same(target: Path, source: Path) -> bool:
    return target.exists() and source.exists() and target.samefile(source)


@paused_collector()
def write_worksheet(
    path: Path | str,
    *,
    rules: Path | str | None = None,
    out: Path | str | None = None,
    sheet: str | None = None,
    profile: Profile | str | None = None,
    progress: Progress = untold,
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
        problem = _error("F302", f"已有“{target.name}”，里面可能填了实际完成值；{_AGAIN}")
        scored = score_form(entry.form, _profile(profile), entry.rulings, entry.state)
        return WorkbookResult(source, scored, diagnostics=(problem, *entry.diagnostics))
    with TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.xlsx"
        build_worksheet(entry.form, plain)
        result = evaluate_workbook(plain, profile=profile, progress=progress)
        progress(Stage.WRITING)
        written = _write(replace(result, source=plain), target)
    return replace(written, source=source, diagnostics=(*entry.diagnostics, *written.diagnostics))


@paused_collector()
def export_workbook(path: Path | str, out: Path | str, *, progress: Progress = untold) -> WorkbookResult:
    """Write the 上报版: the official form alone, without our columns and sheets.

    Args:
        path: the scored workbook.
        out: where to write; never the source itself.
        progress: is told how far the work is.
    """
    source, target = Path(path), Path(out)
    entry, diagnostics = _read(source, None, None, for_export=True)
    if entry is None:
        return WorkbookResult(source, diagnostics=diagnostics)
    entry.diagnostics = [found for found in entry.diagnostics if found.code != "G154"]  # an export needs no rules
    scored = score_form(entry.form, _profile(None), entry.rulings, entry.state, progress)
    result = _Evaluated(source, scored, diagnostics=tuple(entry.diagnostics), plan=plan_export(entry.form, entry.book))
    if _is_same(target, source):
        problem = _error("F303", "上报版不能写在原文件上；请用 -o 写另一个文件名")
        return replace(result, diagnostics=(problem, *result.diagnostics))
    unknown = _unknown_columns(entry)
    if unknown:
        message = f"没有认出计分列{unknown}（列名改过或列已删去），没有写出上报版；请恢复列名，或重新计分一次再导出"
        return replace(result, diagnostics=(_error("F308", message), *result.diagnostics))
    progress(Stage.WRITING)
    return _write(result, target)


def _unknown_columns(entry: _Input) -> str:
    """Name the columns of ours that cannot be told from a person's: they would be left in the 上报版."""
    if entry.book.state is not None and not any(block.added for block in entry.form.blocks):
        return "“计分状态”等"
    lost = dict.fromkeys(key for block in entry.form.blocks for key in block.lost)
    return "、".join(f"“{entry.form.schema.spec(key).header}”" for key in lost)


def _profile(profile: Profile | str | None) -> Profile:
    return profile if isinstance(profile, Profile) else load_profile(profile or "default")


def _write(result: _Evaluated, target: Path) -> WorkbookResult:
    assert result.plan is not None
    backup, remarks = back_up(target) if target.is_file() else (None, ())
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
