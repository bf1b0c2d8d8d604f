"""The commands of ribbon and menu: a press in, the work done, one sentence and a selected cell out. Nothing is raised.

Works on xlwings objects only, so that the same code serves Excel and LibreOffice Calc. ``COMMANDS`` is the one table
of names, labels and help that ribbon, menu and manual come from.
"""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from perfscore.diagnostics import CellRef
from perfscore.hosts.functions import FUNCTION_NAMES
from perfscore.hosts.live import about, editing, files
from perfscore.hosts.live.outcome import READ_ONLY, Outcome, is_read_only, refused
from perfscore.hosts.live.quiet import StatusBar, quiet
from perfscore.hosts.live.scoring import Scope, calculate
from perfscore.hosts.remembered import forget

if TYPE_CHECKING:
    import xlwings as xw

_log = logging.getLogger(__name__)
_ROWS = re.compile(r"\$?[A-Z]{0,3}\$?([0-9]+)(?::\$?[A-Z]{0,3}\$?([0-9]+))?")
_COLUMNS = re.compile(r"\$?[A-Z]{1,3}:\$?[A-Z]{1,3}")
_MOST_ROWS = 100_000
_STATUS_BAR = 200
"""Characters: longer words do not fit into a status bar."""
NO_BOOK = "没有打开的工作簿；请先打开绩效表"


@dataclass(frozen=True, slots=True)
class At:
    """Where the person is: the app, the workbook and the sheet in front, and the selected rows, in order."""

    app: xw.App
    book: xw.Book
    sheet: str
    rows: tuple[int, ...]

    @property
    def last_row(self) -> int:
        """The last selected row, 0 for none."""
        return self.rows[-1] if self.rows else 0


@dataclass(frozen=True, slots=True)
class Command:
    """One command. ``is_main`` commands have a button of their own, the others stand under 更多."""

    name: str
    label: str
    help: str
    run: Callable[[At], Outcome]
    is_main: bool = False
    is_long: bool = False
    """Whether what it says is to be read at leisure, not in passing in the status bar."""


class Tell(Protocol):
    """Shows what a command says to the person."""

    def __call__(self, app: xw.App | None, message: str, *, is_long: bool) -> None:
        """Show the message: in a box where ``is_long``, else in the status bar."""


def _score(scope: Scope) -> Callable[[At], Outcome]:
    def run(at: At) -> Outcome:
        outcome = calculate(at.book, scope=scope, sheet=at.sheet, rows=at.rows, progress=StatusBar(at.app))
        if outcome.where is None and at.sheet in [sheet.name for sheet in at.book.sheets]:
            at.book.sheets[at.sheet].activate()  # a sheet that was added came to the front
        return outcome

    return run


COMMANDS: tuple[Command, ...] = (
    Command(
        "next_to_fill",
        "下一待填行",
        "跳到本表下一个还没有填写实际完成值的单元格。",
        lambda at: editing.next_to_fill(at.book, at.sheet, at.last_row),
        is_main=True,
    ),
    Command(
        "score_sheet",
        "计算得分",
        "对当前工作表计分，填写得分、扣分、扣分说明和计分状态。自评表自动从目标表取评分标准（本工作簿或其他已打开的工作簿）。",
        _score(Scope.SHEET),
        is_main=True,
        is_long=True,
    ),
    Command(
        "score_rows",
        "计算选中行",
        "只写选中的行；得分汇总不更新。",
        _score(Scope.ROWS),
        is_long=True,
    ),
    Command("score_book", "计算整个工作簿", "对工作簿里所有的绩效表计分。", _score(Scope.BOOK), is_long=True),
    Command(
        "next_to_settle",
        "下一待定行",
        "跳到本表下一个需要确认口径、人工评定或改填的行。",
        lambda at: editing.next_to_settle(at.book, at.sheet, at.last_row),
        is_main=True,
    ),
    Command(
        "export",
        "另存上报版",
        "在同一文件夹另存一份不带计分列和附表的正式表，原表不变。",
        lambda at: files.export(at.book),
        is_main=True,
        is_long=True,
    ),
    Command(
        "insert_functions",
        "插入插件公式（需装插件）",
        "在得分、扣分、扣分说明、计分状态列填入插件公式，改动后自动重算；没有装插件的电脑不能显示结果。",
        lambda at: editing.insert_functions(at.book, at.sheet),
        is_long=True,
    ),
    Command(
        "formulas_to_values",
        "转为数值",
        "把工作簿里的插件公式转为它们显示的结果，发给没有装插件的人以前使用。",
        lambda at: editing.formulas_to_values(at.book),
    ),
    Command(
        "repair_formulas",
        "修复公式",
        "别的电脑上存过的插件公式带着那台电脑的位置，显示#NAME?或提示更新链接；改回本机的写法，其他公式和链接不动。",
        lambda at: editing.repair_formulas(at.book, FUNCTION_NAMES),
        is_long=True,
    ),
    Command(
        "clear_results",
        "清除计分结果（保留实际完成值）",
        "清空程序填写的得分、扣分、扣分说明和计分状态；实际完成值和人工填写的内容都保留。",
        lambda at: editing.clear_results(at.book),
    ),
    Command(
        "undo_press",
        "撤销本次计分",
        "恢复到最近一次计算得分以前的样子；计分以后人工填写的内容保留。",
        lambda at: editing.undo_press(at.book),
    ),
    Command(
        "rulings",
        "计分口径",
        "打开“计分口径”表，对评分标准有几种读法的地方选定一种。",
        lambda at: editing.place_of_rulings(at.book),
    ),
    Command(
        "new_form", "新建表样", "新建一张空白的项目支出绩效目标表。", lambda at: files.new_form(at.app), is_long=True
    ),
    Command(
        "worksheet",
        "另存计分底稿",
        "把各项指标另存为一份单独的计分表，原表受保护时使用。",
        lambda at: files.worksheet(at.book),
        is_long=True,
    ),
    Command(
        "check_environment",
        "环境检测",
        "逐项检查Python、Excel、插件和安全设置，说明原因和办法。",
        lambda at: about.check_environment(at.app),
        is_long=True,
    ),
    Command("open_manual", "使用手册", "打开使用手册。", lambda at: about.open_manual()),
    Command("about", "关于", "版本和许可。", lambda at: about.about(), is_long=True),
)
_BY_NAME = {command.name: command for command in COMMANDS}
_NEEDS_NO_BOOK = frozenset(("new_form", "check_environment", "open_manual", "about"))


def press(name: str, app: xw.App | None = None, tell: Tell | None = None) -> Outcome:
    """Carry out a command of the ribbon, show what it says and select the cell that it names.

    Args:
        name: the command's name.
        app: the program; the active one without it.
        tell: shows the message; without it the status bar does, and a box what is long.

    Returns:
        What came of it; never an exception.
    """
    try:
        app = app or _active_app()
        command = _BY_NAME[name]
        outcome = _run(command, app)
    except Exception as problem:
        _log.exception("command %s failed", name)
        command = _BY_NAME.get(name, COMMANDS[0])
        outcome = _unfinished(problem)
    try:
        if outcome.where is not None and app is not None:
            _select(app, outcome.where)
        (tell or tell_person)(app, outcome.message, is_long=command.is_long or not outcome.is_done)
    except Exception:
        _log.exception("could not show the outcome of %s", name)
    return outcome


def _run(command: Command, app: xw.App | None) -> Outcome:
    if app is None:
        return about.about() if command.name == "about" else refused("没有找到运行中的表格程序")
    at = _where_is(app)
    if at is None:
        if command.name not in _NEEDS_NO_BOOK:
            return refused(NO_BOOK)
        return {
            "new_form": lambda: files.new_form(app),
            "check_environment": lambda: about.check_environment(app),
            "open_manual": about.open_manual,
            "about": about.about,
        }[command.name]()
    name = at.book.name
    with quiet(app):
        try:
            return command.run(at)
        except Exception as problem:
            # Nothing goes through ``quiet``: an exception of UNO cannot be raised on by a context manager.
            return _failed(command, app, at.book, name, problem)
        finally:
            # The cell functions read anew what a command may have changed, and before anything is calculated again.
            forget(name)


def _failed(command: Command, app: xw.App, book: xw.Book, name: str, problem: Exception) -> Outcome:
    """Say why a command could not finish, in words that help."""
    _log.error("command %s failed", command.name, exc_info=problem)
    if is_read_only(book):
        return refused(READ_ONLY)
    with contextlib.suppress(Exception):  # a program that does not answer: what went wrong first is the one to tell
        if name not in [one.name for one in app.books]:
            return refused(f"“{name}”在“{command.label}”完成以前关闭了，这一次没有做完；请重新打开这个文件，再按一次")
    return _unfinished(problem)


def _unfinished(problem: Exception) -> Outcome:
    return refused(
        f"没有完成：{_words_of(problem)}；请核对表格内容，确认没有单元格正在编辑，再试一次。仍不行时请用“环境检测”"
    )


def _active_app() -> xw.App | None:
    import xlwings  # noqa: PLC0415 - heavy, and the program may run without it

    return xlwings.apps.active


def _where_is(app: xw.App) -> At | None:
    """Return where the person is, None where no workbook is open."""
    if not len(app.books):
        return None
    book = app.books.active
    sheet = book.sheets.active.name
    chosen = app.selection
    return At(app, book, sheet, _rows_in(chosen.address) if chosen is not None else ())


def _rows_in(address: str) -> tuple[int, ...]:
    """Return the rows that an address names: $A$3:$C$5,$A$9 → 3, 4, 5, 9; whole columns have all rows."""
    rows: set[int] = set()
    for part in address.split(","):
        place = part.strip().rpartition("!")[2]
        found = _ROWS.fullmatch(place)
        if found is None:
            rows |= set(range(1, _MOST_ROWS + 1)) if _COLUMNS.fullmatch(place) else set()
            continue
        first, last = int(found[1]), int(found[2] or found[1])
        rows |= set(range(first, min(last, first + _MOST_ROWS) + 1))
    return tuple(sorted(rows))


def _select(app: xw.App, where: CellRef) -> None:
    book = app.books.active
    sheet = book.sheets[where.sheet]
    sheet.activate()
    sheet.range((where.row, where.column)).select()


def tell_person(app: xw.App | None, message: str, *, is_long: bool) -> None:
    """Show a message: what is long in a box, else in the status bar, where it stays until the next press."""
    if app is None:
        return
    if is_long:
        try:
            app.alert(message, title="绩效计分")
        except Exception:
            _log.debug("no message box", exc_info=True)
    app.status_bar = message.replace("\n", "；")[:_STATUS_BAR]


def _words_of(problem: Exception) -> str:
    lines: Sequence[str] = str(problem).strip().splitlines()
    return lines[0][:80] if lines else type(problem).__name__
