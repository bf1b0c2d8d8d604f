"""``perfscore export``: a scored workbook in, the official form alone out."""

from __future__ import annotations

from argparse import Namespace

from perfscore.engine.form import export_workbook
from perfscore.hosts.cli.progress import ProgressBar
from perfscore.hosts.cli.score_command import exit_code, print_diagnostics


def run(options: Namespace) -> int:
    """Write the 上报版 and return the exit code."""
    with ProgressBar() as progress:
        result = export_workbook(options.form, options.out, progress=progress)
    print_diagnostics(result.errors)
    if result.output is not None:
        print(f"已写入上报版：{result.output}")
    return exit_code(result, strict=False)
