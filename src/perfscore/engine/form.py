"""A workbook from file to file: read, recognise, join, score, settle, plan, write."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.engine.book import BookForm, chosen_profile, read_book, score_book, unknown_columns
from perfscore.engine.collector import paused_collector
from perfscore.engine.progress import Progress, Stage, untold
from perfscore.engine.scored_form import score_form
from perfscore.grid.export import plan_export
from perfscore.grid.plan import WorkbookPlan
from perfscore.grid.scored import ScoredForm, ScoredProject
from perfscore.model.profile import Profile
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
    chosen = chosen_profile(profile)
    progress(Stage.READING)
    entry, diagnostics = _read(source, rules, sheet)
    if entry is None:
        return _Evaluated(source, diagnostics=diagnostics)
    done = score_book(entry, chosen, progress)
    return _Evaluated(source, done.scored, diagnostics=done.diagnostics, plan=done.plan, refusal=done.refusal)


def _read(
    source: Path, rules: Path | str | None, sheet: str | None, *, for_export: bool = False
) -> tuple[BookForm | None, tuple[Diagnostic, ...]]:
    book, diagnostics = read_workbook(source)
    if book is None:
        return None, diagnostics
    named = partial(read_workbook, Path(rules)) if rules is not None else None
    return read_book(book, sheet=sheet, rules=named, for_export=for_export)


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
        scored = score_form(entry.form, chosen_profile(profile), entry.rulings, entry.state)
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
    scored = score_form(entry.form, chosen_profile(None), entry.rulings, entry.state, progress)
    result = _Evaluated(source, scored, diagnostics=tuple(entry.diagnostics), plan=plan_export(entry.form, entry.book))
    if _is_same(target, source):
        problem = _error("F303", "上报版不能写在原文件上；请用 -o 写另一个文件名")
        return replace(result, diagnostics=(problem, *result.diagnostics))
    unknown = unknown_columns(entry)
    if unknown:
        message = f"没有认出计分列{unknown}（列名改过或列已删去），没有写出上报版；请恢复列名，或重新计分一次再导出"
        return replace(result, diagnostics=(_error("F308", message), *result.diagnostics))
    progress(Stage.WRITING)
    return _write(result, target)


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
