"""环境检测: a PC in, findings with cause and remedy out, as text for people or as JSON. Looks only, changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from perfscore import __version__
from perfscore.install.addin_files import addin_place
from perfscore.install.findings import STATE_NAMES, Finding, State, not_seen
from perfscore.install.looks import addin_side, office_side, python_side, running
from perfscore.install.machine import Machine, this_machine

_LONGEST_BOX = 900
"""Characters: a message box of Excel shows 1024."""
Look = Callable[[Machine], Iterable[Finding]]


def examine(machine: Machine, folder: Path | None = None, *, is_called: bool = False) -> tuple[Finding, ...]:
    """Look at everything, in the order in which a person would repair it.

    Args:
        machine: the PC.
        folder: where the add-in was put, if not into the start folder of Excel.
        is_called: whether Excel called us, so that its server need not be tried.
    """
    looks: tuple[tuple[str, Look], ...] = (
        ("system", python_side.system),
        ("python", python_side.python),
        ("packages", python_side.packages),
        ("excel", office_side.programs),
        ("macros", office_side.macros),
        ("trusted", lambda machine: office_side.trusted(machine, addin_place(machine, folder))),
        ("disabled", office_side.disabled),
        ("addin", lambda machine: addin_side.addin(machine, folder)),
        ("settings", addin_side.settings),
        ("antivirus", addin_side.quarantine),
        *(() if is_called else (("server", running.server),)),
        ("trial", running.trial),
    )
    return tuple(finding for name, look in looks for finding in _looked(name, look, machine))


def _looked(name: str, look: Look, machine: Machine) -> tuple[Finding, ...]:
    """Take a look; one that fails must not keep the others from being taken."""
    try:
        return tuple(look(machine))
    except Exception as failure:
        return (
            not_seen(
                name,
                f"检测项{name}",
                cause=f"查看时出错：{type(failure).__name__}：{str(failure)[:120]}",
                remedy="请把本结果交给技术人员；其余各项不受影响",
            ),
        )


def told_to_a_host(host: str) -> tuple[str, bool]:
    """Look at this PC for a press of 环境检测: what is to be said in a box, and whether nothing is wrong.

    Args:
        host: the program that we were called from, as "Excel 16.0". That it could call us is proof of the server.
    """
    machine = this_machine()
    findings = [finding for finding in examine(machine, is_called=True) if finding.state is not State.NOT_SEEN]
    python = ".".join(map(str, machine.python))
    lines = [f"绩效计分 {__version__}，Python {python}，xlwings {machine.package('xlwings')}，{machine.release}"]
    lines += [f"表格程序：{host}"] if host else []
    for finding in findings:
        if finding.state is not State.GOOD:
            lines += [f"【{STATE_NAMES[finding.state]}】{finding.title}：{finding.says}"]
            lines += [f"原因：{finding.cause}；办法：{finding.remedy}"]
    fine = [finding.title for finding in findings if finding.state is State.GOOD]
    lines += [f"正常：{'、'.join(fine)}", summary(findings)]
    text = "\n".join(lines)
    if len(text) > _LONGEST_BOX:
        text = f"{text[:_LONGEST_BOX]}……\n全部结果请运行 perfscore doctor 查看"
    return text, all(finding.state is not State.PROBLEM for finding in findings)


def summary(findings: Sequence[Finding]) -> str:
    """Say in one sentence what came of it."""
    problems = [finding.title for finding in findings if finding.state is State.PROBLEM]
    unseen = sum(finding.state is State.NOT_SEEN for finding in findings)
    left = f"；{unseen}项没有查看，原因见该项" if unseen else ""
    if problems:
        return f"发现{len(problems)}个问题：{'、'.join(problems)}{left}"
    return f"没有发现问题{left}"


def as_text(findings: Sequence[Finding]) -> str:
    """Write the findings for a person: one line each, cause and remedy below where something is to be said."""
    seen = [finding for finding in findings if finding.state is not State.NOT_SEEN]
    lines = [f"绩效计分 {__version__} 环境检测"]
    for finding in seen:
        lines.append(f"【{STATE_NAMES[finding.state]}】{finding.title}：{finding.says}")
        if finding.cause:
            lines += [f"    原因：{finding.cause}", f"    办法：{finding.remedy}"]
    reasons = {(finding.cause, finding.remedy): None for finding in findings if finding not in seen}
    for cause, remedy in reasons:
        alike = [one.title for one in findings if (one.cause, one.remedy) == (cause, remedy)]
        lines += [f"【{STATE_NAMES[State.NOT_SEEN]}】{'、'.join(alike)}", f"    原因：{cause}", f"    办法：{remedy}"]
    return "\n".join([*lines, summary(findings)])


def as_json(findings: Sequence[Finding]) -> dict[str, object]:
    """Return the findings for a program."""
    return {
        "perfscore": __version__,
        "problems": sum(finding.state is State.PROBLEM for finding in findings),
        "not_seen": sum(finding.state is State.NOT_SEEN for finding in findings),
        "findings": [
            {
                "name": finding.name,
                "title": finding.title,
                "state": finding.state.value,
                "says": finding.says,
                "cause": finding.cause,
                "remedy": finding.remedy,
            }
            for finding in findings
        ],
    }
