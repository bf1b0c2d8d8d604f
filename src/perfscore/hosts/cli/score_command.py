"""``perfscore score``: a form workbook in, its scored copy out."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Sequence

from perfscore.diagnostics import SEVERITY_NAMES, Diagnostic
from perfscore.engine.form import WorkbookResult, score_workbook, write_worksheet
from perfscore.explain.totals import count_states, explain_total
from perfscore.explain.wording import format_points
from perfscore.grid.scored import ScoredRow
from perfscore.hosts.cli.console import is_unicode_output, table
from perfscore.hosts.cli.parser import EXIT_UNREADABLE
from perfscore.hosts.cli.progress import ProgressBar
from perfscore.model.score import Status

EXIT_DONE, EXIT_NEEDS_A_PERSON, EXIT_NOT_WRITTEN = 0, 1, 3
_SETTLED = (Status.SCORED, Status.DECIDED)


def run(options: Namespace) -> int:
    """Score a workbook, print the summary and return the exit code."""
    if options.worksheet and options.in_place:
        print("perfscore score：--worksheet 和 --in-place 只能用一个", file=sys.stderr)
        return EXIT_UNREADABLE
    work = write_worksheet if options.worksheet else score_workbook
    try:
        with ProgressBar(wanted=not options.json) as progress:
            result = work(
                options.form,
                rules=options.rules,
                out=options.out,
                sheet=options.sheet,
                profile=options.profile,
                progress=progress,
                **({} if options.worksheet else {"in_place": options.in_place}),
            )
    except LookupError as problem:
        print(f"perfscore score：{problem.args[0]}", file=sys.stderr)
        return EXIT_UNREADABLE
    if options.json:
        from perfscore.hosts.cli.form_json import result_as_json  # noqa: PLC0415 - only where asked for

        print(json.dumps(result_as_json(result), ensure_ascii=not is_unicode_output(), indent=2))
    else:
        print_result(result)
    return exit_code(result, strict=options.strict)


def exit_code(result: WorkbookResult, *, strict: bool) -> int:
    """Return 0 done, 1 done with rows that need a person (strict), 2 not readable, 3 not written."""
    if result.scored is None:
        return EXIT_UNREADABLE
    if result.output is None:
        return EXIT_NOT_WRITTEN
    if strict and any(row.score.status not in _SETTLED for row in result.scored.rows):
        return EXIT_NEEDS_A_PERSON
    return EXIT_DONE


def print_result(result: WorkbookResult) -> None:
    """Print the projects, the rows that lost points, what needs a person, and where the file is."""
    print_diagnostics(result.diagnostics)
    if result.scored is None:
        return
    rows = result.scored.rows
    for project in result.projects:
        print(f"{project.project.name or '（未标明项目）'}：{explain_total(project.score)}")
    _print_lost(rows)
    _print_open(rows)
    first = next((row.where for row in rows if row.score.status not in _SETTLED), "")
    print(f"\n{count_states([row.score.status for row in rows], first)}")
    if result.output is not None:
        backup = f"（原有文件的备份：{result.backup}）" if result.backup else ""
        print(f"已写入：{result.output}{backup}")


def _print_lost(rows: Sequence[ScoredRow]) -> None:
    lost = [row for row in rows if row.score.points is not None and row.score.deduction]
    if not lost:
        return
    cells = [
        (row.where, row.row.indicator, format_points(row.score.points), row.score.explanation or row.status_text)
        for row in lost
        if row.score.points is not None
    ]
    print(f"\n扣分的行\n{table(('位置', '三级指标', '得分', '扣分说明'), cells, (0, 2, 0, 6))}")


def _print_open(rows: Sequence[ScoredRow]) -> None:
    unsettled = [row for row in rows if row.score.status not in _SETTLED]
    if not unsettled:
        return
    cells = [
        (row.where, row.row.indicator, row.row.text_of("actual") or "（空）", row.status_text) for row in unsettled
    ]
    print(f"\n需要填报、确认或评定的行\n{table(('位置', '三级指标', '实际完成值', '计分状态'), cells, (0, 2, 1, 5))}")


def print_diagnostics(diagnostics: Sequence[Diagnostic]) -> None:
    """Print remarks on standard error, each once."""
    for entry in dict.fromkeys(diagnostics):
        place = f"{entry.where}：" if entry.where else ""
        print(f"{SEVERITY_NAMES[entry.severity]} {entry.code} {place}{entry.message}", file=sys.stderr)
