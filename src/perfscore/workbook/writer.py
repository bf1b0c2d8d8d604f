"""A workbook file and a plan in, the changed workbook file out, in one step."""

from __future__ import annotations

from pathlib import Path

from perfscore.diagnostics import Diagnostic
from perfscore.grid.plan import WorkbookPlan
from perfscore.workbook.faults import WorkbookFault, fault
from perfscore.workbook.job import Job
from perfscore.workbook.package import Package
from perfscore.workbook.saving import check_free, save_atomically
from perfscore.workbook.zip_out import write_package

_SUFFIXES = {
    "sheet.main": (".xlsx",),
    "sheet.macroEnabled.main": (".xlsm",),
    "template.main": (".xltx",),
    "template.macroEnabled.main": (".xltm",),
    "addin.macroEnabled.main": (".xlam",),
}
"""The extension Excel asks for, by the end of the workbook part's content type."""


def write_workbook(source: Path | str, target: Path | str, plan: WorkbookPlan) -> tuple[Diagnostic, ...]:
    """Carry out a plan on a workbook by editing its parts in place; all other parts are copied byte for byte.

    Args:
        source: the workbook to start from.
        target: where the result goes; the same path changes the workbook itself.
        plan: what to write.

    Returns:
        Nothing, or warnings (F22x) beside a written file, or the one error (F1xx, F20x, F21x) with nothing written.

    Raises:
        ValueError: the plan asks for what no workbook can hold (a cell out of range, overlapping merges, a bad name).
    """
    target = Path(target)
    try:
        check_free(target)
        with Package(Path(source)) as package:
            job = Job(package, plan)
            _check_suffix(target, job.book.content_type)
            job.run()
            save_atomically(target, lambda file: write_package(file, package, job.changed, job.removed, job.begun))
    except WorkbookFault as problem:
        return (problem.diagnostic,)
    return tuple(job.warnings)


def _check_suffix(target: Path, content_type: str) -> None:
    for kind, suffixes in _SUFFIXES.items():
        if f".{kind}" in content_type and target.suffix.lower() not in suffixes:
            seen = "含有宏" if "macroEnabled" in kind else "的格式是模板" if "template" in kind else "不含宏"
            raise fault("F211", file=target.name, seen=seen, wanted=target.with_suffix(suffixes[0]).name)
