"""Plans of sheets in, an open workbook that has them out, made by the file writer, for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from os import getpid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.grid.plan import SheetPlan, WorkbookPlan
from perfscore.workbook import write_workbook
from perfscore.workbook.blank import write_blank

if TYPE_CHECKING:
    import xlwings as xw

_numbers = count(1)


class CannotWriteError(Exception):
    """The open workbook cannot be written; the diagnostic says why in Chinese."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@contextmanager
def made_book(book: xw.Book, plans: Sequence[SheetPlan]) -> Iterator[xw.Book]:
    """Open a temporary workbook with these sheets; afterwards ``book`` is in front again.

    Raises:
        CannotWriteError: the sheets cannot be made.
    """
    with TemporaryDirectory(prefix="perfscore-") as folder:
        blank, made = Path(folder) / "blank.xlsx", Path(folder) / f"绩效计分{getpid()}-{next(_numbers)}.xlsx"
        write_blank(blank)
        problems = write_workbook(blank, made, WorkbookPlan(sheets=list(plans)))
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise CannotWriteError(problems[0])
        source = book.app.books.open(made)
        try:
            yield source
        finally:
            source.close()
            book.activate()
