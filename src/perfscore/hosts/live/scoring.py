"""计算得分 on an open workbook: read, score, write, and say what came of it in one sentence."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from perfscore.diagnostics import CellRef, Diagnostic, Severity
from perfscore.engine.book import BookForm, ScoredBook, chosen_profile, read_book, score_book
from perfscore.engine.collector import paused_collector
from perfscore.engine.progress import Progress, Stage, untold
from perfscore.engine.scored_form import plan_rows
from perfscore.explain.totals import count_states
from perfscore.grid.columns import layout_of
from perfscore.grid.form import Form
from perfscore.grid.plan import WorkbookPlan
from perfscore.grid.read import OUR_SHEETS
from perfscore.grid.scored import ScoredForm, ScoredRow
from perfscore.grid.sheet import CellRange, GridBook
from perfscore.hosts.functions import calls_ours
from perfscore.hosts.live.blocks import cells_of
from perfscore.hosts.live.kept import Press, keep
from perfscore.hosts.live.made import CannotWriteError
from perfscore.hosts.live.merges import MergeFinder
from perfscore.hosts.live.outcome import READ_ONLY, Outcome, is_read_only, no_form, refused
from perfscore.hosts.live.reading import LiveBook, read_live_book
from perfscore.hosts.live.undo import undo
from perfscore.hosts.live.writing import write_plan
from perfscore.hosts.remembered import forget
from perfscore.model.profile import Profile
from perfscore.model.score import Status

if TYPE_CHECKING:
    import xlwings as xw

SETTLED = (Status.SCORED, Status.DECIDED)


class Scope(StrEnum):
    """What 计算得分 is to score: 本表, 选中的行, 整个工作簿."""

    SHEET = "sheet"
    ROWS = "rows"
    BOOK = "book"


@paused_collector()
def calculate(
    book: xw.Book,
    *,
    scope: Scope = Scope.BOOK,
    sheet: str = "",
    rows: Sequence[int] = (),
    profile: Profile | str | None = None,
    progress: Progress = untold,
) -> Outcome:
    """Score a form in an open workbook and write the result beside its official columns.

    Args:
        book: the workbook.
        scope: what to score.
        sheet: the sheet, unless the whole workbook is scored.
        rows: the numbers of the rows, where only some are scored.
        profile: a profile or the name of one.
        progress: is told how far the work is.

    Returns:
        The summary, or one sentence that says what stood in the way; nothing has been written then.

    Raises:
        LookupError: there is no profile of that name.
    """
    chosen = chosen_profile(profile)
    # On a sheet of ours, with an answer just chosen there, the whole workbook is meant.
    only = None if scope is Scope.BOOK or (scope is Scope.SHEET and sheet in OUR_SHEETS) else sheet
    progress(Stage.READING)
    live = read_live_book(book, only=only)
    entry, problems = read_book(live.grid, sheet=only, own=_whole(live, only), others=lambda: other_books(live))
    if entry is None:
        return no_form(problems, only)
    done = score_book(entry, chosen, progress)
    problem = _cannot_write(live, done)
    if problem is not None:
        return refused(problem.message, problem.where)
    wanted = {(sheet, row) for row in rows} if scope is Scope.ROWS else None
    if wanted is not None and not any((row.row.sheet, row.row.row) in wanted for row in done.scored.rows):
        return refused("选中的行里没有可以计分的指标；请选中指标所在的行（可多选），或对整张表计算得分")
    plan = done.plan if wanted is None else plan_rows(done.scored, entry.state, wanted)
    assert plan is not None
    progress(Stage.WRITING)
    problem = _write(live, plan, entry)
    if problem is not None:
        return refused(READ_ONLY if is_read_only(book) else problem.message)
    outdate_functions(live)
    return _summary(book, done, wanted)


def _whole(live: LiveBook, only: str | None) -> Callable[[], GridBook] | None:
    """Return what reads the whole workbook, where only a sheet of it has been read."""
    return None if only is None else lambda: read_live_book(live.book).grid


def other_books(live: LiveBook) -> Iterator[GridBook]:
    """Yield the other open workbooks."""
    mine = live.book.fullname
    for other in live.book.app.books:
        if other.fullname != mine:
            yield read_live_book(other).grid


def _cannot_write(live: LiveBook, done: ScoredBook) -> Diagnostic | None:
    """Say why nothing may be written."""
    scored = done.scored
    protected = next((name for name in scored.form.sheets if name in scored.protected_sheets), None)
    if protected is not None:
        message = (
            f"工作表“{protected}”受保护，没有改动；请先由保护人在“审阅－撤销工作表保护”中取消保护，"
            "或用“另存计分底稿”在另一个文件里计分"
        )
        return Diagnostic("F304", Severity.ERROR, message)
    blocked = scored.in_the_way or _merged_in_the_way(live, scored.form)
    if blocked is not None:
        message = f"{blocked}有内容，计分列要写在这里，没有写入；请把它移开，或用“另存计分底稿”"
        return Diagnostic("F307", Severity.ERROR, message, where=blocked)
    return done.refusal


def _merged_in_the_way(live: LiveBook, form: Form) -> CellRef | None:
    """Return a merged cell where this press would put new columns."""
    for block in form.blocks:
        layout = layout_of(block, form.schema)
        columns = sorted(layout.columns[key] for key in layout.created_keys)
        if not columns:
            continue
        finder = MergeFinder(live.sheets[block.sheet].sheet)
        finder.search(CellRange(block.header_first, columns[0], block.last_row, columns[-1]))
        for area in finder.found:
            return CellRef(block.sheet, area.first_row, area.first_column)
    return None


def _write(live: LiveBook, plan: WorkbookPlan, entry: BookForm) -> Diagnostic | None:
    """Write the plan; where something fails on the way, what was written is taken back."""
    press = Press(texts=_anchors(entry.form))
    try:
        write_plan(live, plan, entry.form, press)
    except CannotWriteError as problem:
        return problem.diagnostic
    except Exception as problem:
        _take_back(live, press)
        message = f"写入时出错（{_words_of(problem)}），没有保留本次结果；请确认没有单元格正在编辑，再试一次"
        return Diagnostic("F206", Severity.ERROR, message)
    keep(live.book.fullname, press)
    return None


def outdate_functions(live: LiveBook) -> None:
    """Let our functions in cells be calculated anew: a range of a row does not follow 计分口径 or other rows."""
    forget(live.book.name)
    for one in live.sheets.values():
        places = [place for place, formula in one.formulas.items() if formula[:1] == "=" and calls_ours(formula)]
        if not places:
            continue
        rows, columns = {row for row, _ in places}, {column for _, column in places}
        area = CellRange(min(rows), min(columns), max(rows), max(columns))
        with contextlib.suppress(Exception):  # the form is scored; these wait for Ctrl+Alt+F9 then
            cells_of(one.sheet, area).api.Dirty()


def _take_back(live: LiveBook, press: Press) -> None:
    with contextlib.suppress(Exception):  # the first problem is the one to tell
        undo(read_live_book(live.book), press)


def _words_of(problem: Exception) -> str:
    return str(problem).strip().splitlines()[0][:80] if str(problem).strip() else type(problem).__name__


def _anchors(form: Form) -> dict[str, dict[tuple[int, int], str]]:
    """Return the names of the indicators by place: where they stand tells whether rows have moved."""
    found: dict[str, dict[tuple[int, int], str]] = {}
    for row in form.rows:
        placed = row.cells["indicator"]
        if isinstance(placed.cell.value, str):
            found.setdefault(row.sheet, {})[placed.row, placed.column] = placed.cell.value
    return found


def _summary(book: xw.Book, done: ScoredBook, wanted: set[tuple[str, int]] | None) -> Outcome:
    rows = [row for row in done.scored.rows if wanted is None or (row.row.sheet, row.row.row) in wanted]
    first = next((row for row in rows if row.score.status not in SETTLED), None)
    words = [count_states([row.score.status for row in rows], first.where if first else "")]
    if wanted is not None:
        words.append("只写了选中的行，得分汇总没有更新")
    if book.api.ReadOnly:
        words.append("文件是以只读方式打开的，要保存请另存为")
    where = place_to_act(done.scored, first) if first else None
    return Outcome("。".join(words), where=where)


def place_to_act(scored: ScoredForm, row: ScoredRow) -> CellRef:
    """Return the cell in which a person settles the row: 得分 where it needs one, else 实际完成值."""
    key = "points" if row.score.status is Status.NEEDS_REVIEW else "actual"
    placed = row.row.cells.get(key)
    if placed is not None:
        return placed.where
    layout = layout_of(scored.form.block_of(row.row), scored.form.schema)
    return CellRef(row.row.sheet, row.row.row, layout.columns[key])
