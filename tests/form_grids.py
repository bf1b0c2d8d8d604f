"""Test helper: tables written as text enter, GridBooks leave; and grids with columns moved or lines inserted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from perfscore.diagnostics import Diagnostic
from perfscore.grid.form import Form, Row
from perfscore.grid.read import read_form
from perfscore.grid.sheet import CellRange, GridBook, GridSheet
from perfscore.grid.text import cell_of, grid_from_text
from perfscore.rules.maximum import stated_maximum

SEED_TEXT = (Path(__file__).parents[1] / "workbook_templates" / "seed.txt").read_text(encoding="utf-8")

HEADER = "单位代码|单位（专项）名称|资金总额|一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|备注"
SMALL = f"""项目支出绩效目标表
单位：某局
{HEADER}
001|甲项目|10.00|产出指标|数量指标|培训人次|50|达到50人次得60分，每少1人次扣1分|人次|≥|60分
||||质量指标|合格率|95|达到95%得20分|%|≥|20分
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分|%|≥|10分"""


def grid(text: str, *, merges: Iterable[CellRange] = (), name: str = "目标表") -> GridSheet:
    """Return a sheet from lines of cells parted by ``|``; an empty line is an empty row."""
    sheet = GridSheet(name, merges=tuple(merges))
    for row, line in enumerate(text.split("\n"), start=1):
        for column, words in enumerate(line.split("|"), start=1):
            if words.strip():
                sheet.cells[row, column] = cell_of(words.strip())
    return bounded(sheet)


def bounded(sheet: GridSheet) -> GridSheet:
    sheet.last_row = max((row for row, _ in sheet.cells), default=0)
    sheet.last_column = max((column for _, column in sheet.cells), default=0)
    return sheet


def book(*sheets: GridSheet) -> GridBook:
    return GridBook(tuple(sheets))


def seed_book() -> GridBook:
    return grid_from_text(SEED_TEXT)


def read(*sheets: GridSheet, sheet: str | None = None) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    return read_form(book(*sheets), sheet=sheet, rule_maximum=stated_maximum)


def read_text(text: str, *, merges: Iterable[CellRange] = ()) -> tuple[Form, list[str]]:
    form, diagnostics = read(grid(text, merges=merges))
    assert form is not None, [str(entry) for entry in diagnostics]
    return form, [entry.code for entry in diagnostics]


def moved(
    sheet: GridSheet,
    *,
    row_to: Callable[[int], int] = lambda row: row,
    column_to: Callable[[int], int] = lambda column: column,
) -> GridSheet:
    """Return the sheet with every row and column moved; merges move with their corners."""
    cells = {(row_to(row), column_to(column)): cell for (row, column), cell in sheet.cells.items()}
    merges = tuple(
        CellRange(row_to(m.first_row), column_to(m.first_column), row_to(m.last_row), column_to(m.last_column))
        for m in sheet.merges
    )
    return bounded(GridSheet(sheet.name, cells, merges))


def with_cell(sheet: GridSheet, row: int, column: int, **changes: object) -> GridSheet:
    """Return the sheet with one cell changed."""
    cells = dict(sheet.cells)
    cells[row, column] = replace(sheet.cell(row, column), **changes)  # type: ignore[arg-type]
    return bounded(GridSheet(sheet.name, cells, sheet.merges))


def essence(rows: Sequence[Row]) -> list[tuple[object, ...]]:
    """Return what the rows say, without where they stand."""
    return [(r.level1, r.level2, r.indicator, r.target, r.content, r.rule_text, r.unit, r.kind, r.weight) for r in rows]
