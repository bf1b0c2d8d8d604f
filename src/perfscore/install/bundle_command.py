"""``perfscore bundle``: what is wanted in, the offline kit written, and what it needs on the other PC printed."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from perfscore.install.kit.build import Wish, build_kit
from perfscore.install.kit.problems import KitError
from perfscore.install.kit.target import parse_target
from perfscore.install.machine import this_machine
from perfscore.workbook.faults import WorkbookFault

EXIT_UNUSABLE, EXIT_NOT_WRITTEN = 2, 3


def run(options: Namespace) -> int:
    """Build the kit and return the exit code."""
    machine = this_machine()
    try:
        versions = options.versions or [f"{machine.python[0]}.{machine.python[1]}"]
        wish = Wish(
            Path(options.out),
            tuple(dict.fromkeys(map(parse_target, versions))),
            Path(options.python) if options.python else None,
            Path(options.wheels) if options.wheels else None,
        )
        remark = build_kit(wish, machine, lambda words: print(f"{words}……", file=sys.stderr))
    except KitError as problem:
        print(f"没有做成安装包：{problem}", file=sys.stderr)
        return EXIT_UNUSABLE
    except (OSError, WorkbookFault) as refusal:
        print(f"没有做成安装包：写不了文件（{refusal}）；请换一个文件夹，或清理磁盘后再运行", file=sys.stderr)
        return EXIT_NOT_WRITTEN
    print(f"安装包已写入：{wish.out}")
    if wish.python:
        print("自带Python：目标电脑上不用先装Python，不安装也能用“计分.bat”")
    else:
        needed = "、".join(target.version for target in wish.targets)
        print(f"目标电脑上要先有64位的Python {needed}；没有的，请取得官方的embed压缩包，加 --python 重新制作")
    if remark:
        print(f"注意：{remark}")
    return 0
