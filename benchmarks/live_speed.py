"""Prints how long 计算得分 takes in an open workbook beside the bare block reads and writes of the same cells.

Run: ``python benchmarks/live_speed.py [rows]`` (default 3000), with LibreOffice 25.2 or newer. The first press makes
the columns and sheets; then every other actual is changed, so that results change all over the form.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from form_speed import SAMPLE, make_form

from perfscore.hosts.libreoffice.office import start_office
from perfscore.hosts.libreoffice.uno_engine import attach, calls
from perfscore.hosts.live.quiet import quiet
from perfscore.hosts.live.scoring import calculate

if TYPE_CHECKING:
    import xlwings

ACTUAL = 15
ALLOWED = 0.5
"""Seconds for 1 000 rows beyond the bare blocks."""


def bare_seconds(book: xlwings.Book) -> float:
    """Return how long it takes to read all sheets in blocks and to write our columns as one block.

    The columns are emptied before: writing what stands there already costs a program less.
    """
    form = book.sheets["目标表"]
    ours = form.range((3, ACTUAL + 1), (form.used_range.last_cell.row, ACTUAL + 4))
    values = ours.raw_value
    ours.clear_contents()
    begun = time.perf_counter()
    with quiet(book.app):
        for sheet in book.sheets:
            used = sheet.used_range
            used.raw_value, used.formula  # noqa: B018 - reading is the point
        ours.raw_value = values
    return time.perf_counter() - begun


def press_seconds(book: xlwings.Book) -> float:
    """Return how long a press takes, and print what it cost."""
    calls.reset()
    begun = time.perf_counter()
    with quiet(book.app):
        outcome = calculate(book)
    seconds = time.perf_counter() - begun
    print(f"  {seconds:.2f} s, {calls.total} calls: {outcome.message[:60]}")
    return seconds


def change_actuals(book: xlwings.Book) -> None:
    """Type other actuals into every second row."""
    form = book.sheets["目标表"]
    last = form.used_range.last_cell.row
    cells = form.range((3, ACTUAL), (last, ACTUAL))
    cells.raw_value = [[None] if row % 2 else [value] for row, (value,) in enumerate(cells.options(ndim=2).value)]


def main(rows: int) -> None:
    """Measure one form."""
    office = start_office()
    try:
        app = attach(office)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "大表.xlsx"
            make_form(path, rows, repeated=False)
            book = app.books.open(path)
            form = openpyxl.load_workbook(SAMPLE)["目标表"]
            print(f"{rows} rows like those of {SAMPLE.name} ({form.max_row} rows)")
            print("first press")
            press_seconds(book)
            change_actuals(book)
            print("press after half of the actuals were changed")
            pressed = press_seconds(book)
            bare = bare_seconds(book)
            allowed = bare + ALLOWED * rows / 1000
            print(f"bare blocks {bare:.2f} s; allowed {allowed:.2f} s; used {pressed / allowed:.0%} of it")
            book.close()
    finally:
        office.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
