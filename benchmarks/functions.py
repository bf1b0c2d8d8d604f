"""Prints how long a cell function takes beside a function that only reads the same block, on a real LibreOffice.

Run: ``python benchmarks/functions.py [calls]`` (default 300). Both go over the same bridge, by turns; the middle one
of all calls counts.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import xlwings as xw

from perfscore import score_workbook
from perfscore.hosts.function_call import Result
from perfscore.hosts.libreoffice.office import start_office
from perfscore.hosts.libreoffice.uno_engine import attach
from perfscore.hosts.remembered import forget

SAMPLE = Path(__file__).parents[1] / "workbook_templates" / "target_form_hengyang_sample.xlsx"
LAST_COLUMN = 15


def read_range(row: xw.Range) -> object:
    """Read a range as a function does that has it for an argument."""
    found: object = row.value
    return found


def read_beside(cell: xw.Range) -> object:
    """Read the row of a cell."""
    found: object = cell.sheet.range((cell.row, 1), (cell.row, LAST_COLUMN)).value
    return found


def by_turns(calls: int, *work: Callable[[], object]) -> list[float]:
    """Return the milliseconds that a call of each takes, the middle one of many."""
    taken: list[list[float]] = [[] for _ in work]
    for _ in range(calls):
        for times, one in zip(taken, work, strict=True):
            begin = time.perf_counter()
            one()
            times.append((time.perf_counter() - begin) * 1000)
    return [median(times) for times in taken]


def compare(sheet: xw.Sheet, calls: int, address: str, read: Callable[[xw.Range], object], name: str) -> None:
    """Print one line: a function of one reference beside the bare reading."""
    from perfscore.hosts import excel_udf  # noqa: PLC0415 - the functions are made from the table

    function: Callable[[xw.Range], Result] = getattr(excel_udf, name)
    shown = function(sheet.range(address))
    bare, ours = by_turns(calls, lambda: read(sheet.range(address)), lambda: function(sheet.range(address)))
    words = f"{len(shown)} rows" if isinstance(shown, list) else str(shown)[:20]
    print(f"{name}({address}) = {words}: {ours:.2f} ms, bare reading {bare:.2f} ms, ratio {ours / bare:.2f}")


def main(calls: int = 300) -> None:
    """Measure and print."""
    office = start_office()
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "form.xlsx"
            score_workbook(SAMPLE, out=path)
            book = attach(office).books.open(path)
            sheet = book.sheets["目标表"]
            sheet["O9"].value, sheet["O9"].number_format = 0.97, "0%"
            forget()
            for name in ("PERF_SCORE", "PERF_EXPLAIN"):
                compare(sheet, calls, "A6:O6", read_range, name)
                compare(sheet, calls, "A9:O9", read_range, name)
                compare(sheet, calls, "A6", read_beside, name)
            compare(sheet, max(calls // 10, 1), "A6:O39", read_range, "PERF_SCORE")
            book.close()
    finally:
        office.close()


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
