"""Prints how long 计算得分 takes in Calc, beside the bare reads and writes of the same cells.

Run: ``python benchmarks/live.py [rows ...]`` (default 1000 and 3000). Both sides use the same engine, pipe and run, and
the screen stands still for both. Each press is the first one on a fresh copy of a form that ends with 实际完成值, as it
does when it has been filled in. Every share in the form is another one, other words repeat, as in real forms. They take
turns; each press is compared with the bare writes that follow it, and the middle one of the differences counts. What is
counted is processor time, of Python and LibreOffice together: one waits while the other works, so on an idle machine it
is what a person waits, and on a busy one it grows little. Needs LibreOffice 25.2 or newer with python3-uno.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import xlwings as xw
from form_speed import make_form

from perfscore.hosts.libreoffice.office import start_office
from perfscore.hosts.libreoffice.uno_engine import attach, calls
from perfscore.hosts.live.quiet import quiet
from perfscore.hosts.live.scoring import calculate

ROUNDS = 7
FIRST_OUTPUT = 16
GROUP, USER, SYSTEM = 2, 11, 12  # fields of /proc/PID/stat behind the name
ALLOWED = 0.5
"""Seconds for 1 000 rows beyond the bare reads and writes."""


@dataclass(frozen=True, slots=True)
class Block:
    """Cells that a press has written: sheet, first row and column, and what was written, as the engine takes it."""

    sheet: str
    row: int
    column: int
    values: list[list[Any]]
    is_hidden: bool


class Bench:
    """One LibreOffice and one form."""

    def __init__(self, app: xw.App, pid: int, form: Path) -> None:
        self._app = app
        self._pid = pid
        self._form = form
        self._copies = 0

    def opened(self) -> xw.Book:
        """Open a fresh copy."""
        self._copies += 1
        copy = self._form.with_name(f"{self._form.stem}_{self._copies}.xlsx")
        shutil.copyfile(self._form, copy)
        return self._app.books.open(copy)

    def press(self) -> float:
        """Return how long 计算得分 takes on a fresh copy."""
        book = self.opened()
        seconds = self._timed(lambda: calculate(book))
        book.close()
        return seconds

    def written(self) -> list[Block]:
        """Return what a press writes."""
        book = self.opened()
        before = {sheet.name for sheet in book.sheets}
        calculate(book)
        blocks = []
        for sheet in book.sheets:
            used = sheet.used_range
            first = FIRST_OUTPUT if sheet.name in before else used.column
            cells = sheet.range((used.row, first), used.last_cell)
            values = [[_as_text(value) for value in row] for row in cells.options(ndim=2).value]
            blocks.append(Block(sheet.name, used.row, first, values, is_hidden=not sheet.visible))
        book.close()
        return blocks

    def bare(self, blocks: list[Block]) -> float:
        """Return how long it takes to read a fresh copy and to write those blocks."""
        book = self.opened()

        def work() -> None:
            for sheet in book.sheets:
                used = sheet.used_range
                _ = used.options(ndim=2, err_to_str=True).value, used.formula
            known = {sheet.name for sheet in book.sheets}
            for block in blocks:
                sheet = book.sheets[block.sheet] if block.sheet in known else book.sheets.add(block.sheet)
                height, width = len(block.values), len(block.values[0])
                last = (block.row + height - 1, block.column + width - 1)
                sheet.range((block.row, block.column), last).raw_value = block.values
                if block.is_hidden:
                    sheet.visible = False

        seconds = self._timed(work)
        book.close()
        return seconds

    def _timed(self, work: Callable[[], object]) -> float:
        start = self._clock()
        with quiet(self._app):
            work()
        return self._clock() - start

    def _clock(self) -> float:
        """Return the processor time of Python and of the office, which runs as a group of processes."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):  # ended meanwhile
                fields = stat.read_text(errors="replace").rpartition(")")[2].split()
                if int(fields[GROUP]) == self._pid:
                    ticks += sum(map(int, fields[USER : SYSTEM + 1]))
        return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")

    def calls(self) -> tuple[int, int]:
        """Return how many host calls a first and a second press make."""
        book = self.opened()
        counts = []
        for _ in range(2):
            calls.reset()
            calculate(book)
            counts.append(calls.total)
        book.close()
        return counts[0], counts[1]


def _as_text(value: object) -> object:
    return f"'{value}" if isinstance(value, str) else value


def measure(app: xw.App, pid: int, folder: Path, rows: int) -> None:
    """Measure one size of form and print."""
    path = folder / f"form{rows}.xlsx"
    make_form(path, rows, repeated=False, columns=FIRST_OUTPUT - 1)
    bench = Bench(app, pid, path)
    cold = bench.press()
    blocks = bench.written()
    pairs = [(bench.press(), bench.bare(blocks)) for _ in range(ROUNDS)]
    beyond = sorted((press - bare) / rows * 1000 for press, bare in pairs)
    pressed, bare = (median(times) for times in zip(*pairs, strict=True))
    first, second = bench.calls()
    print(f"{rows} rows: 计算得分 {pressed:.2f} s (the first in this process {cold:.2f} s), bare {bare:.2f} s")
    print(
        f"  beyond the bare cells: {median(beyond):.2f} s for 1 000 rows (at most {ALLOWED}; "
        f"{ROUNDS} pairs from {beyond[0]:.2f} to {beyond[-1]:.2f})"
    )
    print(f"  host calls: {first} at the first press, {second} at the second")


def main(sizes: tuple[int, ...] = (1000, 3000)) -> None:
    """Measure and print."""
    office = start_office()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for rows in sizes:
                measure(attach(office), office.pid, Path(folder), rows)
    finally:
        office.close()


if __name__ == "__main__":
    main(*([tuple(int(one) for one in sys.argv[1:])] if sys.argv[1:] else []))
