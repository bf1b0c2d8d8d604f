"""An open workbook in, a file with what it holds now out, for as long as it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings as xw

WRITABLE = (".xlsx", ".xlsm")


class UnusableError(Exception):
    """The open workbook cannot be copied to a file; the text says why in Chinese."""


@contextmanager
def copy_of(book: xw.Book) -> Iterator[Path]:
    """Give a copy of the workbook as it is now, unsaved changes included.

    Raises:
        UnusableError: it cannot be copied.
    """
    suffix = Path(book.name).suffix.lower()
    if suffix in (".xls", ".et", ".csv", ".txt"):
        raise UnusableError(f"“{book.name}”不是.xlsx工作簿；请先另存为“Excel 工作簿（*.xlsx）”，再做这一步")
    with TemporaryDirectory(prefix="perfscore-") as folder:
        copy = Path(folder) / f"当前工作簿{suffix if suffix in WRITABLE else '.xlsx'}"
        try:
            book.api.SaveCopyAs(str(copy))
        except Exception as problem:
            raise UnusableError("没有能够复制当前工作簿；请先保存，并确认没有单元格正在编辑，再试一次") from problem
        yield copy
