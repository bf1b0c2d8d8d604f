"""``perfscore demo``: the published form with sample actuals, scored in the current folder."""

from __future__ import annotations

import shutil
import sys
from argparse import Namespace
from pathlib import Path

from perfscore.engine.form import score_workbook
from perfscore.hosts.cli.score_command import EXIT_NOT_WRITTEN, exit_code, print_result
from perfscore.resources import resource

SAMPLE_NAME, SCORED_NAME = "示例_目标表.xlsx", "示例_目标表_计分.xlsx"


def run(options: Namespace) -> int:
    """Write the filled sample and its scored copy, and print what came of it."""
    del options
    sample = Path.cwd() / SAMPLE_NAME
    try:
        if not sample.exists():  # one that a person has changed is scored as it is
            shutil.copyfile(resource("workbook_templates", "target_form_hengyang_sample.xlsx"), sample)
    except OSError:
        print(f"写不了“{sample}”；请换一个可以写入的文件夹再运行", file=sys.stderr)
        return EXIT_NOT_WRITTEN
    print("衡阳市工业和信息化局公布的项目支出绩效目标表；实际完成值和执行数是示例数据。\n")
    result = score_workbook(sample, out=sample.with_name(SCORED_NAME))
    print_result(result)
    if result.output is not None:
        print(f"填好的示例：{sample}\n改动其中的实际完成值后，再运行一次即可看到新的得分。")
    return exit_code(result, strict=False)
