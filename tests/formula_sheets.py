"""Rows with compiled formulas, computed by a real LibreOffice: official cells and actuals in, what 得分 shows out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell

from perfscore.engine.formulas import formula_of
from perfscore.engine.row import prepare, score_prepared
from perfscore.forms.profile_files import load_profile
from perfscore.formula.compile import Formula, NotCompiled
from perfscore.formula.expression import Name, write
from perfscore.hosts.libreoffice.office import Office, import_uno
from perfscore.model.score import Score
from perfscore.values.actual import CellInput

KEYS = ("rule", "target", "unit", "kind", "weight", "indicator", "content")
_COLUMNS = {
    Name.RULE: "A",
    Name.TARGET: "B",
    Name.UNIT: "C",
    Name.KIND: "D",
    Name.WEIGHT: "E",
    Name.INDICATOR: "F",
    Name.CONTENT: "G",
    Name.ACTUAL: "H",
    Name.NUMBER: "I",
}
_OFFICIAL = (Name.RULE, Name.TARGET, Name.UNIT, Name.KIND, Name.WEIGHT, Name.INDICATOR, Name.CONTENT)
_POINTS = "J"
PROFILE = load_profile("default")


@dataclass(frozen=True, slots=True)
class Typed:
    """What is typed into 实际完成值; ``percent`` shows the number in a percent format."""

    value: CellInput
    percent: bool = False

    @property
    def as_read(self) -> CellInput:
        """What the engine is handed for such a cell."""
        if self.percent and isinstance(self.value, Decimal):
            return f"{(self.value * 100).normalize():f}%"
        return self.value


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of the sheet: its official cells as they stand, the cells its formulas were made for, and the actual."""

    cells: tuple[str, ...]
    typed: Typed
    compiled_for: tuple[str, ...] | None = None
    year: int | None = None

    @property
    def formula(self) -> Formula | NotCompiled:
        """Its formulas."""
        return compiled(self.compiled_for or self.cells, self.year)

    def score(self) -> Score:
        """Return what the engine says."""
        return score_prepared(prepared(self.cells, self.year), self.typed.as_read, PROFILE)


@cache
def compiled(cells: tuple[str, ...], year: int | None = None) -> Formula | NotCompiled:
    """Compile a row once."""
    return formula_of(cells, year, PROFILE)


prepared = cache(lambda cells, year: prepare(cells, year, PROFILE.share_from, PROFILE.small_cost, PROFILE.generic))


def shown(office: Office, rows: Sequence[SheetRow], folder: Path) -> list[float | str]:
    """Write the rows into a workbook and return what LibreOffice shows in 得分."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, start=1):
        formula = row.formula
        assert isinstance(formula, Formula)
        places = {name: f"{column}{number}" for name, column in _COLUMNS.items()}
        for name, text in zip(_OFFICIAL, row.cells, strict=True):
            _type(sheet[places[name]], _as_typed(text))
        actual = sheet[places[Name.ACTUAL]]
        _type(actual, row.typed.value)
        if row.typed.percent:
            actual.number_format = "0.00%"
        sheet[places[Name.NUMBER]] = f"={write(formula.number, places)}"
        sheet[f"{_POINTS}{number}"] = f"={write(formula.points, places)}"
    path = folder / "formulas.xlsx"
    book.save(path)
    return _calculated(office, path, len(rows))


def _calculated(office: Office, path: Path, count: int) -> list[float | str]:
    hidden = import_uno().createUnoStruct("com.sun.star.beans.PropertyValue")
    hidden.Name, hidden.Value = "Hidden", True
    desktop = office.service("com.sun.star.frame.Desktop")
    book = desktop.loadComponentFromURL(path.as_uri(), "_blank", 0, (hidden,))
    try:
        book.calculateAll()
        data = book.Sheets.getByIndex(0).getCellRangeByName(f"{_POINTS}1:{_POINTS}{count}").getDataArray()
    finally:
        book.close(True)
    return [value for (value,) in data]


def _as_typed(text: str) -> str | float | None:
    """A bare number of an official cell is a number, as forms have it."""
    if not text:
        return None
    try:
        return float(text) if f"{float(text):.15g}" == text else text
    except ValueError:
        return text


def _type(cell: Cell, value: CellInput | float) -> None:
    if value is None or value == "":
        return
    cell.value = float(value) if isinstance(value, Decimal) else value
    if isinstance(value, str):
        cell.data_type = "s"  # also where it begins with an equals sign
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
