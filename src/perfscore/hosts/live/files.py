"""Commands that make another file of an open workbook: 上报版, 计分底稿, a new form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.diagnostics import Severity
from perfscore.engine.form import WorkbookResult, export_workbook, write_worksheet
from perfscore.hosts.live.copies import WRITABLE, UnusableError, copy_of
from perfscore.hosts.live.outcome import Outcome, refused, words_of

if TYPE_CHECKING:
    import xlwings as xw

_NOT_SAVED = "这个工作簿还没有保存过，请先保存（“文件－另存为”，类型选“Excel 工作簿（*.xlsx）”），再做这一步"
_NEW_FORM = "项目支出绩效目标表"


def export(book: xw.Book, target: Path | None = None) -> Outcome:
    """Write the 上报版 beside the workbook: the official form alone, as it stands on the screen now."""
    return _on_a_copy(book, "上报版", target, export_workbook, "已另存上报版")


def worksheet(book: xw.Book, target: Path | None = None) -> Outcome:
    """Write the 计分底稿 beside the workbook and open it: the rows in a plain file of their own, scored."""

    def work(copy: Path, out: Path) -> WorkbookResult:
        result = write_worksheet(copy, out=out)
        if not any(entry.code == "G154" for entry in result.diagnostics):
            return result
        return _with_rules_elsewhere(book, copy, out) or result

    outcome = _on_a_copy(book, "计分底稿", target, work, "已另存计分底稿并打开；请在其中填写实际完成值、计算得分")
    return _opened(book.app, outcome, "已另存计分底稿")


def _opened(app: xw.App, outcome: Outcome, made: str) -> Outcome:
    """Open what was written. Where a workbook of that name is open already, no program opens a second one."""
    if outcome.path is None:
        return outcome
    name = outcome.path.name
    if name.lower() in [one.name.lower() for one in app.books]:
        return Outcome(
            f"{made}：{outcome.path}。没有打开，因为已经打开了一个同名的“{name}”；请先关闭那一个，再打开这个文件",
            path=outcome.path,
        )
    app.books.open(outcome.path)
    return outcome


def _with_rules_elsewhere(book: xw.Book, copy: Path, out: Path) -> WorkbookResult | None:
    """Try the 目标表 of the other open workbooks."""
    mine = book.fullname
    for number, other in enumerate(book.app.books):
        if other.fullname == mine:
            continue
        rules = copy.with_name(f"rules{number}.xlsx")
        try:
            other.api.SaveCopyAs(str(rules))
        except Exception:
            continue
        result = write_worksheet(copy, rules=rules, out=out)
        if result.output is not None:
            return result
    return None


def new_form(app: xw.App, folder: Path | None = None) -> Outcome:
    """Make a blank official form and open it."""
    from perfscore.workbook.sheet_look import save_reproducibly  # noqa: PLC0415 - heavy, and only needed here
    from perfscore.workbook.template import build_template  # noqa: PLC0415

    target = _free(_documents(folder) / f"{_NEW_FORM}.xlsx")
    try:
        save_reproducibly(build_template(None), target)
    except OSError:
        return refused(f"没有能够写入“{target.parent}”文件夹；请确认有写入权限，或换一个文件夹")
    said = f"已新建表样并打开：{target}。填好三级指标和评分标准后，按“计算得分”"
    return _opened(app, Outcome(said, path=target), "已新建表样")


def _documents(folder: Path | None) -> Path:
    if folder is not None:
        return folder
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def _on_a_copy(
    book: xw.Book, mark: str, target: Path | None, work: Callable[[Path, Path], WorkbookResult], said: str
) -> Outcome:
    """Copy the workbook as it is now to a temporary file, work on that and say where the result is."""
    try:
        out = target or _free(_place_of(book, mark))
        with copy_of(book) as copy:
            result = work(copy, out)
    except UnusableError as problem:
        return refused(str(problem))
    if result.output is None:
        first = next((entry for entry in result.diagnostics if entry.severity is Severity.ERROR), None)
        name = book.name
        words = words_of(first).replace("当前工作簿", name) if first else "没有写出文件"
        return refused(words, first.where if first else None)
    return Outcome(f"{said}：{result.output}", path=result.output)


def _place_of(book: xw.Book, mark: str) -> Path:
    folder = str(book.api.Path or "")
    if not folder:
        raise UnusableError(_NOT_SAVED)
    if folder.lower().startswith(("http:", "https:")):
        raise UnusableError(f"这个工作簿在网络位置（{folder}），不能直接在旁边写文件；请先另存到本机的文件夹再做这一步")
    name = Path(book.name)
    suffix = name.suffix.lower() if name.suffix.lower() in WRITABLE else ".xlsx"
    if mark == "计分底稿":
        suffix = ".xlsx"
    return Path(folder) / f"{name.stem}_{mark}{suffix}"


def _free(path: Path) -> Path:
    """Return the path, or the next one with a number: an earlier result is never written over."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem}{number}{path.suffix}")
        number += 1
    return found
