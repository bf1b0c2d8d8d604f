"""``perfscore addin repair``: a workbook from another computer in, a copy whose cell functions work here out."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from perfscore.hosts.cli.parser import EXIT_UNREADABLE
from perfscore.hosts.functions import FUNCTION_NAMES
from perfscore.workbook import back_up
from perfscore.workbook.relink import relink_workbook

EXIT_NOT_WRITTEN = 3


def run(options: Namespace) -> int:
    """Repair a workbook, say what changed and return the exit code."""
    source = Path(options.form)
    target = Path(options.out) if options.out else source.with_name(f"{source.stem}_修复{source.suffix}")
    if target.suffix.lower() != source.suffix.lower():
        print(f"“{target.name}”的扩展名要与“{source.name}”相同", file=sys.stderr)
        return EXIT_NOT_WRITTEN
    backup, problems = back_up(target) if target.is_file() else (None, ())
    done = None if problems else relink_workbook(source, target, FUNCTION_NAMES)
    problems = problems or (done.problems if done else ())
    if done is None or problems:
        for problem in problems:
            print(problem.message, file=sys.stderr)
        return EXIT_UNREADABLE if problems[0].code.startswith("F1") else EXIT_NOT_WRITTEN
    if not done.count:
        print("没有需要修复的插件公式，没有写出文件")
        return 0
    print(f"已修复{done.count}处插件公式，其他公式和链接没有改动")
    if done.keeps_link:
        print("表里还有别的内容用到这个插件或排在它后面的链接，链接保留；打开时提示更新链接的，请选“不更新”")
    print(f"已写入：{target}" + (f"（原有文件的备份：{backup}）" if backup else ""))
    return 0
