"""Real workbook files for whole-way tests: the seed form scored, edited as staff do with another program, read back."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from perfscore import WorkbookResult, score_workbook
from perfscore.__main__ import main
from perfscore.grid.scored import ScoredRow
from perfscore.workbook import read_workbook

TEMPLATES = Path(__file__).parents[1] / "workbook_templates"
CLEAN = TEMPLATES / "target_form_hengyang.xlsx"
SAMPLE = TEMPLATES / "target_form_hengyang_sample.xlsx"
ACTUAL, POINTS, DEDUCTION, EXPLANATION, STATUS = "OPQRS"
"""The letters of our columns on the seed form."""
ALL_MET = {
    6: "98%", 9: "612/612", 10: "30家", 11: "90%", 12: "当年度已实施", 13: "同比提高2%", 17: "满意",
    18: "未超预算", 21: "同比提高3%", 22: "当年度已完成", 23: "当年度已实施", 25: "52%", 28: "满意",
    29: "98.5%", 32: "已完成", 33: "已完成", 34: "已实施", 36: "第4名", 38: "已开展惠企政策宣传", 39: "非常满意",
}  # fmt: skip
"""Actuals by row of the seed form that reach every target."""

Typed = Mapping[str, object]


def typed(path: Path, cells: Typed, *, sheet: str = "目标表") -> Path:
    """Type into cells with openpyxl, as a program between two presses would, and save in place."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book[sheet][place] = value
    book.save(path)
    return path


def score(path: Path, **options: object) -> WorkbookResult:
    """Score a workbook that must give a result."""
    result = score_workbook(path, **options)  # type: ignore[arg-type]
    assert result.output is not None, [str(entry) for entry in result.diagnostics]
    return result


def scored_form(folder: Path, actuals: Mapping[int, object] | None = None) -> Path:
    """The clean seed form scored with these actuals by row, in ``folder``."""
    source = folder / "目标表.xlsx"
    shutil.copyfile(CLEAN, source)
    path = score(source).output
    assert path is not None
    if actuals:
        typed(path, {f"{ACTUAL}{row}": value for row, value in actuals.items()})
        score(path, in_place=True)
    return path


def values(path: Path, sheet: str = "目标表") -> dict[str, object]:
    """The values of a sheet by address, empty ones left out."""
    book, diagnostics = read_workbook(path)
    assert diagnostics == ()
    assert book is not None
    (found,) = [one for one in book.sheets if one.name == sheet]
    letters = openpyxl.utils.get_column_letter
    return {f"{letters(column)}{row}": cell.value for (row, column), cell in found.cells.items()}


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """The addresses whose values differ."""
    return {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}


def row_of(result: WorkbookResult, row: int) -> ScoredRow:
    """The scored row at a sheet row."""
    assert result.scored is not None
    (found,) = [entry for entry in result.scored.rows if entry.row.row == row]
    return found


def digest(path: Path) -> str:
    """A fingerprint of the file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run the command line in this process: exit code, standard output, standard error."""
    capsys.readouterr()
    try:
        code = main([str(word) for word in words])
    except SystemExit as done:
        code = int(str(done.code or 0))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def run_json(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, object]]:
    """Run ``score --json``: exit code and the one object on standard output."""
    code, out, _ = run(capsys, *words, "--json")
    found = json.loads(out)
    assert isinstance(found, dict)
    return code, found


def save_form(path: Path, *tables: str, names: tuple[str, ...] = ("目标表", "自评表")) -> Path:
    """Save sheets given as lines of cells parted by ``|``; what reads as a number is one."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, table in zip(names, tables, strict=False):
        sheet = book.create_sheet(name)
        for row, line in enumerate(table.split("\n"), start=1):
            for column, words in enumerate(line.split("|"), start=1):
                sheet.cell(row, column).value = _number(words) or None
    book.save(path)
    return path


def _number(words: str) -> object:
    try:
        return float(words) if "." in words else int(words)
    except ValueError:
        return words
