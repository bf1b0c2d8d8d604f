"""Where something stands, and what is to be said about it: spans, cell references and diagnostics as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters ``[start, end)`` in the sentence as it stands in the cell."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words of ``text`` under the span."""
        return text[self.start : self.end]

    def to(self, other: Span) -> Span:
        """Return the span from the start of this one to the end of ``other``."""
        return Span(self.start, other.end)


@dataclass(frozen=True, slots=True)
class CellRef:
    """A cell of a workbook, 1-based; ``str()`` gives ``目标表!L12``."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{column_letters(self.column)}{self.row}"


def column_letters(column: int) -> str:
    """Return the letters of a 1-based column: 1 → A, 27 → AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Severity(StrEnum):
    """How much a diagnostic weighs: 错误, 警告, 提示."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


SEVERITY_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.NOTE: "提示"}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to say to a person: what, where in the words, and what to write instead.

    ``text`` is the sentence or cell text that ``span`` points into; both may be missing where the remark is
    about the row as a whole. ``suggestion`` is what a person could write or do.
    """

    code: str
    severity: Severity
    message: str
    text: str = ""
    span: Span | None = None
    suggestion: str = ""
    where: CellRef | None = None

    @property
    def excerpt(self) -> str:
        """The text with the place in question marked 【】."""
        if self.span is None:
            return self.text
        start, end = self.span.start, self.span.end
        return f"{self.text[:start]}【{self.text[start:end]}】{self.text[end:]}"

    def __str__(self) -> str:
        place = f"{self.where} " if self.where else ""
        if self.span is not None:
            first, last = self.span.start + 1, self.span.end
            place += f"第{first}字" if first >= last else f"第{first}-{last}字"
        head = f"{self.code} {place}".strip()
        parts = [f"{head}：{self.message}"]
        if self.excerpt:
            parts.append(self.excerpt)
        if self.suggestion:
            parts.append(f"可写作：{self.suggestion}")
        return "｜".join(parts)
