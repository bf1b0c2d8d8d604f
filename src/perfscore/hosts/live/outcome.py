"""What came of a command: the words to show and the cell to go to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.diagnostics import CellRef, Diagnostic, Severity

if TYPE_CHECKING:
    import xlwings as xw

READ_ONLY = "这个文件是以只读方式打开的，现在不能写入，没有改动；请先“另存为”一个新文件，在新文件里再按一次"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has to say. ``is_done`` is False where it did not do what was asked; ``message`` says why.

    ``where`` is the cell to select; ``path`` the file that was written.
    """

    message: str
    is_done: bool = True
    where: CellRef | None = None
    path: Path | None = None


def refused(message: str, where: CellRef | None = None) -> Outcome:
    """Return the outcome of a command that could not do what was asked."""
    return Outcome(message, is_done=False, where=where)


def is_read_only(book: xw.Book) -> bool:
    """Tell whether the workbook was opened read-only. Excel lets such a one be changed, Calc does not."""
    try:
        return bool(book.api.ReadOnly)
    except Exception:  # closed meanwhile: what went wrong first is the one to tell
        return False


def words_of(problem: Diagnostic) -> str:
    """Return the message of a finding for a person with the workbook open: other words where files do not help."""
    if problem.code != "G154":
        return problem.message
    return f"{problem.message.partition('；')[0]}；请先打开目标表所在的工作簿，再按一次"


def no_form(problems: Sequence[Diagnostic], only: str | None) -> Outcome:
    """Say why there is no form: in the words of the first finding, unless that is only that there is none.

    Args:
        problems: the findings of the reader.
        only: the only sheet that was read.
    """
    first = next((one for one in problems if one.severity is Severity.ERROR), problems[0] if problems else None)
    if first is None or first.code in ("G101", "G102"):
        place = f"“{only}”不是绩效表" if only else "这个工作簿里没有绩效表"
        return refused(f"{place}：表头要有“三级指标”，并有“评（扣）分标准”，或“实际完成值”和“分值”。没有改动任何内容")
    return refused(words_of(first), first.where)
