"""What this process remembers of the open workbooks for the cell functions, shared by functions and commands."""

from __future__ import annotations

from functools import cache

from perfscore.hosts.sheet_rows import SheetRows


@cache
def rows() -> SheetRows:
    """Return the rows of all open workbooks."""
    return SheetRows()


def forget(book: str | None = None) -> None:
    """Forget the workbook of that name (``Book.name``), or all: the next calculation reads anew."""
    rows().forget(book)
