"""``perfscore template``: an official form, blank or from its published text."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.engine.progress import Stage
from perfscore.hosts.cli.parser import EXIT_UNREADABLE
from perfscore.hosts.cli.progress import ProgressBar
from perfscore.hosts.cli.score_command import EXIT_DONE, EXIT_NOT_WRITTEN, print_diagnostics
from perfscore.workbook import back_up
from perfscore.workbook.sheet_look import save_reproducibly
from perfscore.workbook.template import UnreadableTextError, build_template

if TYPE_CHECKING:
    from openpyxl import Workbook


def run(options: Namespace) -> int:
    """Build the form, write it and return the exit code."""
    try:
        with ProgressBar():
            text = _read_text(Path(options.from_text)) if options.from_text else None
            book = build_template(text, raw=options.raw)
    except (OSError, UnicodeDecodeError) as problem:
        print(f"读不了“{options.from_text}”：{_why(problem)}；请确认文件存在，编码是 UTF-8 或 GBK", file=sys.stderr)
        return EXIT_UNREADABLE
    except UnreadableTextError as problem:
        print(f"“{options.from_text}”里没有读到绩效表：{problem}", file=sys.stderr)
        return EXIT_UNREADABLE
    target = Path(options.out)
    problems = back_up(target)[1] if target.exists() else ()
    problems = problems or _save(book, target)
    if problems:
        print_diagnostics(problems)
        return EXIT_NOT_WRITTEN
    print(f"已写入：{options.out}")
    return EXIT_DONE


def _save(book: Workbook, target: Path) -> tuple[Diagnostic, ...]:
    """Write beside the target first, so that an old file is whole until the new one is."""
    scratch = target.with_name(f".{target.name}.part")
    try:
        with ProgressBar() as progress:
            progress(Stage.WRITING)
            save_reproducibly(book, scratch)
        scratch.replace(target)
    except OSError as problem:
        scratch.unlink(missing_ok=True)
        message = f"写不了“{target}”：{_why(problem)}；请换一个文件夹，或先关闭打开着的文件"
        return (Diagnostic("F306", Severity.ERROR, message),)
    return ()


def _read_text(path: Path) -> str:
    """Read a text file as UTF-8, else as GBK, which Chinese Windows programs write."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _why(problem: Exception) -> str:
    if isinstance(problem, FileNotFoundError):
        return "没有这个文件或文件夹"
    if isinstance(problem, PermissionError):
        return "没有权限，或文件正被别的程序打开"
    return "文字编码不对" if isinstance(problem, UnicodeDecodeError) else "磁盘或文件系统出错"
