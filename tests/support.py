"""What several tests share: the corpus reader, the seed rows, and the cells of a table as the engine takes them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from perfscore.values.actual import CellInput

TESTS = Path(__file__).parent
ARROW = " => "


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a corpus file: what goes in, what is to come out, and where it stands."""

    given: str
    expected: str
    place: str


def corpus(folder: str) -> list[Line]:
    """Read every ``given => expected`` line of a corpus folder; ``\\n`` stands for a line break."""
    return [line for path in sorted((TESTS / "corpus" / folder).glob("*.txt")) for line in _lines(path)]


def _lines(path: Path) -> Iterator[Line]:
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not raw.strip() or raw.startswith("#"):
            continue
        given, arrow, expected = raw.partition(ARROW)
        if not arrow:
            raise ValueError(f"{path.name}:{number} has no arrow")
        yield Line(given.replace("\\n", "\n"), expected.strip(), f"{path.stem}:{number}")


def table(path: Path) -> list[dict[str, str]]:
    """Read a TSV file; lines that begin with # are remarks."""
    text = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(text, delimiter="\t", quoting=csv.QUOTE_NONE))


def cell(written: str) -> CellInput:
    """Turn a written cell into what a spreadsheet hands over.

    ``num:0.95`` is a number, ``float:0.1`` a binary float, ``date:2025-01-15`` a date, ``empty`` an empty cell;
    anything else is text.
    """
    kind, colon, rest = written.partition(":")
    if written == "empty":
        return None
    if not colon:
        return written
    match kind:
        case "num":
            return Decimal(rest)
        case "float":
            return float(rest)
        case "date":
            return date.fromisoformat(rest)
    return written


def seed_rows() -> dict[str, dict[str, str]]:
    """Return the rows of the published form by their id, as keyword arguments of ``perfscore.score``."""
    rows = table(TESTS / "cases" / "seed_rows.txt")
    return {row.pop("id"): row for row in rows}
