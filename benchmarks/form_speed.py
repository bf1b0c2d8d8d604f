"""Prints how long scoring a whole form takes beside openpyxl's load and save of it, start-up and memory included.

Run: ``python benchmarks/form_speed.py [rows]`` (default 2000). In the first form every percentage is another one,
so that its row is computed by itself; in the second one rows repeat, as the forms of many units do.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import openpyxl
from workbook_speed import best, peak_megabytes

from perfscore import score_workbook

SAMPLE = Path(__file__).parents[1] / "workbook_templates" / "target_form_hengyang_sample.xlsx"
FIRST_ROW, COLUMNS, INDICATOR, ACTUAL, NAME = 6, 19, 8, 15, 2
STARTS = 5


def make_form(path: Path, rows: int, *, repeated: bool, columns: int = COLUMNS) -> None:
    """Save a form of the sample's indicators over and over, each project under a name of its own.

    Args:
        path: where.
        rows: how many indicators.
        repeated: whether rows repeat, or every percentage is another one.
        columns: how many columns have a header; with all of them the form has columns for our results itself.
    """
    lines = [
        [cell.value for cell in line][:ACTUAL]
        for line in openpyxl.load_workbook(SAMPLE)["目标表"].iter_rows(min_row=FIRST_ROW)
        if line[INDICATOR - 1].value is not None
    ]
    _carry_levels(lines)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("目标表")
    sheet.append(["2024年度项目支出绩效目标表"])
    head = next(openpyxl.load_workbook(SAMPLE)["目标表"].iter_rows(min_row=3, max_row=3, values_only=True))
    below = next(openpyxl.load_workbook(SAMPLE)["目标表"].iter_rows(min_row=4, max_row=4, values_only=True))
    sheet.append([lower or upper for upper, lower in zip(head, below, strict=True)][:columns])
    for number in range(rows):
        line = list(lines[number % len(lines)])
        if line[NAME - 1]:
            line[NAME - 1] = f"{line[NAME - 1]}{number // len(lines)}"
        if not repeated and str(line[ACTUAL - 1] or "").endswith("%"):
            line[ACTUAL - 1] = f"{90 + number / 1000:.3f}%"
        sheet.append(line)
    book.save(path)


def _carry_levels(lines: list[list[object]]) -> None:
    """Write 一级 and 二级指标 into every line: the sample has them in merged cells."""
    for upper, lower in pairwise(lines):
        for column in (5, 6):
            lower[column] = lower[column] or upper[column]


def start_seconds() -> float:
    """Return how long ``perfscore score`` takes on the seed form, the start of Python included."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.xlsx"
        for _ in range(STARTS):
            begin = time.perf_counter()
            command = [sys.executable, "-m", "perfscore", "score", str(SAMPLE), "-o", str(out)]
            subprocess.run(command, check=True, capture_output=True)
            found.append(time.perf_counter() - begin)
    return min(found)


def _score(source: Path, out: Path) -> None:
    """Score into a new file, as ``openpyxl`` saves one: an existing file would be backed up besides."""
    out.unlink(missing_ok=True)
    score_workbook(source, out=out)


def measure(rows: int, *, repeated: bool) -> None:
    """Print one line: our time, openpyxl's, their ratio, the peak of memory so far."""
    with tempfile.TemporaryDirectory() as folder:
        source, out = Path(folder) / "form.xlsx", Path(folder) / "out.xlsx"
        make_form(source, rows, repeated=repeated)
        result = score_workbook(source, out=out)
        scored = len(result.scored.rows) if result.scored else 0
        peak = peak_megabytes()
        ours, theirs = best(
            lambda: _score(source, out),
            lambda: openpyxl.load_workbook(source).save(Path(folder) / "o.xlsx"),
        )
    kind = "repeated" if repeated else "distinct"
    print(f"{scored} {kind} rows: score {ours:.3f} s, openpyxl load and save {theirs:.3f} s, ratio {ours / theirs:.2f}")
    print(f"peak memory {peak:.0f} MB")


def main(rows: int = 2000) -> None:
    """Measure and print."""
    print(f"perfscore score on the seed form, start included: {start_seconds():.2f} s")
    measure(rows, repeated=False)
    measure(rows, repeated=True)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
