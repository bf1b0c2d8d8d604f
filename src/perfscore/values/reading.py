"""The result of reading one actual, and the remarks that readers share."""

from __future__ import annotations

from dataclasses import dataclass

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.indicator import Actual


@dataclass(frozen=True, slots=True)
class ActualReading:
    """What was made of a cell.

    ``actual`` is None where the cell cannot be read for this row; the first diagnostic then says why and what is
    expected. ``others`` are further meanings the cell may have: only if all of them earn the same points is the
    first one used, else ``doubt`` is what to tell the person. Without a ``doubt`` each of them is defensible, and
    their points are shown beside the first's. ``parts`` are the readings for the parts of a rule about
    several things.
    """

    actual: Actual | None
    others: tuple[Actual, ...] = ()
    doubt: Diagnostic | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    parts: tuple[ActualReading, ...] = ()


def refused(code: str, message: str, text: str, suggestion: str = "") -> ActualReading:
    """Return the reading of a cell that cannot be read."""
    return ActualReading(None, diagnostics=(Diagnostic(code, Severity.ERROR, message, text, suggestion=suggestion),))


def note(code: str, message: str, text: str) -> Diagnostic:
    """Return a remark on how a cell was read."""
    return Diagnostic(code, Severity.NOTE, message, text)


def read_as(actual: Actual, *notes: Diagnostic) -> ActualReading:
    """Return the reading of a cell with one meaning."""
    return ActualReading(actual, diagnostics=notes)
