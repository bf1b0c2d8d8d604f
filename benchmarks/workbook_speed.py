"""Prints how long reading and writing a form takes beside openpyxl's load and save, and the peak memory.

Run: ``python benchmarks/workbook_speed.py [rows] [columns]`` (default 2000 and 15).
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl

from perfscore.grid.plan import AttentionRule, CellLook, CellWrite, SheetPlan, Tint, WorkbookPlan
from perfscore.grid.sheet import CellRange
from perfscore.workbook import read_workbook, write_workbook

ROUNDS = 5
WRITTEN_COLUMNS = 5


def make_form(path: Path, rows: int, columns: int) -> None:
    """Save a form of texts and numbers with openpyxl."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("目标表")
    for row in range(1, rows + 1):
        sheet.append([f"指标{row}-{column}" if column % 3 else row * column / 7 for column in range(columns)])
    book.save(path)


def make_plan(rows: int, columns: int) -> WorkbookPlan:
    """Plan five cells beside every row, as scoring does."""
    form = SheetPlan("目标表", column_widths={columns + 1: 16, columns + 4: 48})
    text = "新增创新型中小企业27家，较指标值30家少3家；扣0.75分，得6.25分。"
    for row in range(1, rows + 1):
        for place in range(WRITTEN_COLUMNS):
            tint = Tint.NONE if place else Tint.INPUT
            value = text if place % 2 else Decimal("6.25")
            form.cells.append(CellWrite(row, columns + 1 + place, value, CellLook(like=(row, 2), tint=tint, wrap=True)))
    area = CellRange(1, columns + WRITTEN_COLUMNS, rows, columns + WRITTEN_COLUMNS)
    form.attention = [AttentionRule(area, ("口径待确认", "需人工评定"))]
    return WorkbookPlan([form], state="{}")


def best(*works: Callable[[], object]) -> list[float]:
    """Return the shortest of several runs of each work in seconds; the works take turns, so that noise hits all."""
    times: list[list[float]] = [[] for _ in works]
    for _ in range(ROUNDS):
        for work, found in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            found.append(time.perf_counter() - start)
    return [min(found) for found in times]


def peak_megabytes() -> float:
    """Return the most memory this process has held, where the system tells."""
    if sys.platform == "win32":
        return float("nan")
    import resource  # noqa: PLC0415 - POSIX only

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def main(rows: int = 2000, columns: int = 15) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "form.xlsx", Path(folder) / "out.xlsx"
        make_form(source, rows, columns)
        plan = make_plan(rows, columns)
        read_workbook(source)
        write_workbook(source, target, plan)
        peak = peak_megabytes()
        reading, writing, theirs = best(
            lambda: read_workbook(source),
            lambda: write_workbook(source, target, plan),
            lambda: openpyxl.load_workbook(source).save(target),
        )
    print(f"{rows} rows x {columns} columns: read {reading:.3f} s, write {writing:.3f} s, peak {peak:.0f} MB")
    print(f"openpyxl load and save {theirs:.3f} s; ratio {(reading + writing) / theirs:.2f}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
