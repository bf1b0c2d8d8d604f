"""What came of a command: the words to show and the cell to go to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from perfscore.diagnostics import CellRef


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command has to say. ``is_done`` is False where it did not do what was asked; ``message`` says why.

    ``where`` is the cell to select; ``path`` the file that was written.
    """

    message: str
    is_done: bool = True
    where: CellRef | None = None
    path: Path | None = None


def refused(message: str, where: CellRef | None = None) -> Outcome:
    """Return the outcome of a command that could not do what was asked."""
    return Outcome(message, is_done=False, where=where)
