"""``perfscore doctor``: this PC in, the findings of 环境检测 printed; exit code 1 where something is wrong."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from perfscore.hosts.cli.console import is_unicode_output
from perfscore.install.doctor import as_json, as_text, examine
from perfscore.install.findings import State
from perfscore.install.machine import this_machine

EXIT_PROBLEMS = 1


def run(options: Namespace) -> int:
    """Look at this PC and print what was found."""
    findings = examine(this_machine(), Path(options.dir) if options.dir else None)
    if options.json:
        print(json.dumps(as_json(findings), ensure_ascii=not is_unicode_output(), indent=2))
    else:
        print(as_text(findings))
    return EXIT_PROBLEMS if any(finding.state is State.PROBLEM for finding in findings) else 0
