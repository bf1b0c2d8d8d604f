"""What 计分.bat runs: forms dropped on its icon in, scored copies beside them and a window with the summary out.

The way in for WPS and for PCs without Excel. The forms themselves are never changed. Two files that belong together, a
自评表 and its 目标表, may be dropped at once.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from perfscore.diagnostics import Severity
from perfscore.engine.form import WorkbookResult, score_workbook
from perfscore.explain.totals import count_states, explain_total
from perfscore.hosts.cli.console import prepare_output
from perfscore.hosts.cli.progress import ProgressBar
from perfscore.model.score import Status

TITLE = "绩效计分"
HOW = "请把绩效表（.xlsx 或 .xlsm 文件）拖到“计分.bat”的图标上，松开鼠标。自评表和它的目标表可以一起选中、一起拖。"
_LINE, _WORDS = "PERFSCORE_LINE", "PERFSCORE_WORDS"
_WORD = re.compile(r'(?:"[^"]*"|[^\s"])+')
_MOST_FILES, _MOST_ROWS, _MOST_OPENED = 20, 8, 3
_MOST_LINES, _LAST_LINES = 28, 4
_SETTLED = (Status.SCORED, Status.DECIDED)
_NEEDS_RULES = "G154"
_YES_NO, _OK, _YES = 0x4 | 0x40, 0x0 | 0x40, 6


def dropped_files(environment: Mapping[str, str]) -> list[str]:
    r"""Return the files that were dropped, as 计分.bat hands them over.

    ``PERFSCORE_LINE`` is the command line of the cmd.exe that runs it (``cmd.exe /c ""C:\\计分.bat" D:\\a&b.xlsx"``),
    ``PERFSCORE_WORDS`` what the batch file was called with, for calls from a window with a prompt.
    """
    line = environment.get(_LINE, "")
    command = re.search(r"\s/c\s+(.*)", line, re.IGNORECASE | re.DOTALL)
    if command is None:
        return [_bare(word) for word in _WORD.findall(environment.get(_WORDS, ""))]
    said = command[1].strip()
    if said.startswith('"') and said.endswith('"') and said.count('"') % 2 == 0 and said.count('"') > 2:  # noqa: PLR2004
        said = said[1:-1]
    words = [_bare(word) for word in _WORD.findall(said)]
    return words[1:] if words and words[0].lower().endswith((".bat", ".cmd")) else words


def _bare(word: str) -> str:
    return word.replace('"', "")


def score_files(paths: Sequence[Path]) -> list[tuple[Path, WorkbookResult]]:
    """Score every file into a copy beside it; one that needs the rules of a 目标表 gets those of the others."""
    results = []
    for path in paths:
        result = _scored(path, None)
        if _needs_rules(result):
            results_with = (_scored(path, other) for other in paths if other != path)
            result = next((one for one in results_with if one.output is not None), result)
        results.append((path, result))
    return results


def _scored(path: Path, rules: Path | None) -> WorkbookResult:
    with ProgressBar() as progress:
        return score_workbook(path, rules=rules, out=free_name(path), progress=progress)


def _needs_rules(result: WorkbookResult) -> bool:
    return result.output is None and any(entry.code == _NEEDS_RULES for entry in result.diagnostics)


def free_name(path: Path) -> Path:
    """Return where the copy goes: nothing that is there is written over."""
    stem = path.stem if path.stem.endswith("_计分") else f"{path.stem}_计分"
    suffix = path.suffix if path.suffix.lower() in (".xlsx", ".xlsm") else ".xlsx"
    copy, number = path.with_name(f"{stem}{suffix}"), 2
    while copy.exists():
        copy, number = path.with_name(f"{stem}{number}{suffix}"), number + 1
    return copy


def summary(path: Path, result: WorkbookResult) -> str:
    """Say what came of one file: totals, how many rows stand how, what is open, where the copy is."""
    lines = [f"【{path.name}】"]
    if result.scored is None or result.output is None:
        errors = [entry.message for entry in result.diagnostics if entry.severity is Severity.ERROR]
        return "\n".join([*lines, "没有计分，原表没有改动。", *(errors[:3] or ["没有写出文件"])])
    lines += [f"{one.project.name or '（未标明项目）'}：{explain_total(one.score)}" for one in result.projects]
    rows = result.scored.rows
    open_rows = [row for row in rows if row.score.status not in _SETTLED]
    lines.append(count_states([row.score.status for row in rows], open_rows[0].where if open_rows else ""))
    lines += [f"  {row.where} {row.row.indicator}：{row.status_text}" for row in open_rows[:_MOST_ROWS]]
    if len(open_rows) > _MOST_ROWS:
        lines.append(f"  ……另有{len(open_rows) - _MOST_ROWS}行，见“得分汇总”")
    return "\n".join([*lines, f"结果写在：{result.output}（原表没有改动）"])


def main() -> int:
    """Score what was dropped, show the summary and offer to open the result."""
    prepare_output()
    paths = [Path(name) for name in dropped_files(os.environ)]
    if not paths:
        show(HOW, ask=False)
        return 2
    if len(paths) > _MOST_FILES:
        show(f"一次最多拖{_MOST_FILES}个文件，现在有{len(paths)}个，没有计分。", ask=False)
        return 2
    print("正在计分，请稍候……")
    results = score_files(paths)
    written = [result.output for _, result in results if result.output is not None]
    text = "\n\n".join(summary(path, result) for path, result in results)
    may_open = 0 < len(written) <= _MOST_OPENED
    if show(f"{text}\n\n现在打开结果吗？" if may_open else text, ask=may_open):
        for copy in written:
            _open(copy)
    return 0 if len(written) == len(paths) else 3


def _open(copy: Path) -> None:
    try:
        os.startfile(copy)  # type: ignore[attr-defined]
    except OSError:
        show(f"打不开“{copy}”；请用Excel或WPS打开它。", ask=False)


def in_a_window(text: str) -> str:
    """Return what of a text has room in a window: first and last lines, if there are too many."""
    lines = text.splitlines()
    if len(lines) <= _MOST_LINES:
        return text
    head = _MOST_LINES - _LAST_LINES
    return "\n".join([*lines[:head], "……（全部内容见黑色窗口和各结果文件）", *lines[-_LAST_LINES:]])


def show(text: str, *, ask: bool) -> bool:
    """Show words in a window, on other systems than Windows in the terminal; tell whether the answer was yes."""
    print(text)
    if os.name != "nt" or os.environ.get("PERFSCORE_NO_WINDOW"):
        return False
    box = import_module("ctypes").windll.user32.MessageBoxW
    return bool(box(None, in_a_window(text), TITLE, _YES_NO if ask else _OK) == _YES)


if __name__ == "__main__":
    sys.exit(main())
