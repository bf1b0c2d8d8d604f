"""Laws: where a table stands, and in which order its columns stand, does not change what is read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from form_grids import SEED_TEXT, SMALL, essence, grid, moved, read, seed_book
from grid_from_xlsx import grid_of
from perfscore.grid.content import amount_of, look_of, weight_of
from perfscore.grid.sheet import CellKind, GridCell, GridSheet
from perfscore.workbook.template import SHEET, build_template

SEED = seed_book().sheets[0]
CLEAN = next(sheet for sheet in grid_of(build_template(SEED_TEXT)).sheets if sheet.name == SHEET)
PLAIN = grid(SMALL)


def _rows(sheet: GridSheet) -> list[tuple[object, ...]]:
    form, _ = read(sheet)
    assert form is not None
    return essence(form.rows)


SEED_ROWS, PLAIN_ROWS = _rows(SEED), _rows(PLAIN)


@settings(max_examples=30, deadline=None)
@given(rows=st.integers(0, 20), columns=st.integers(0, 10))
def test_empty_rows_and_columns_before_the_table(rows: int, columns: int) -> None:
    sheet = moved(SEED, row_to=lambda row: row + rows, column_to=lambda column: column + columns)
    assert _rows(sheet) == SEED_ROWS


@settings(max_examples=30, deadline=None)
@given(at=st.integers(4, 7), count=st.integers(1, 5))
def test_empty_rows_inside_the_table(at: int, count: int) -> None:
    assert _rows(moved(PLAIN, row_to=lambda row: row + count if row >= at else row)) == PLAIN_ROWS


@settings(max_examples=30, deadline=None)
@given(at=st.integers(1, 12), count=st.integers(1, 4))
def test_empty_columns_inside_the_table(at: int, count: int) -> None:
    assert _rows(moved(PLAIN, column_to=lambda column: column + count if column >= at else column)) == PLAIN_ROWS


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(range(1, 12)))
def test_columns_in_any_order(order: list[int]) -> None:
    sheet = moved(PLAIN, column_to=lambda column: order[column - 1])
    title = {place: cell for place, cell in PLAIN.cells.items() if place[0] < 3}
    cells = {place: cell for place, cell in sheet.cells.items() if place[0] >= 3}
    assert _rows(GridSheet(sheet.name, {**cells, **title})) == PLAIN_ROWS


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(range(1, 10)))
def test_indicator_columns_of_the_clean_form_in_any_order(order: list[int]) -> None:
    sheet = moved(CLEAN, column_to=lambda column: order[column - 6] + 5 if column >= 6 else column)
    # The group header 绩效指标 stays over its columns.
    group = {(3, column): CLEAN.cells[3, column] for column in range(6, 15) if (3, column) in CLEAN.cells}
    cells = {place: cell for place, cell in sheet.cells.items() if place[0] != 3 or place[1] < 6}
    merges = tuple(area for area in sheet.merges if area.first_row > 4 or area.last_column < 6)
    assert _rows(GridSheet(sheet.name, {**cells, **group}, merges)) == SEED_ROWS


def test_unmerging_the_clean_form_changes_nothing() -> None:
    assert _rows(GridSheet(CLEAN.name, CLEAN.cells, ())) == SEED_ROWS


@given(st.text(max_size=40))
def test_no_text_breaks_the_looks(text: str) -> None:
    cell = GridCell(text, CellKind.TEXT, text)
    look_of(text)
    amount_of(cell)
    weight_of(cell, is_remark=True)
    weight_of(cell, is_remark=False)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["", "三级指标", "评分标准", "指标值", "备注", "20分", "≥", "%", "产出指标", "合计", "得5分", "9"]
            ),
            max_size=7,
        ),
        max_size=9,
    )
)
def test_no_grid_breaks_the_reader(lines: list[list[str]]) -> None:
    form, diagnostics = read(grid("\n".join("|".join(line) for line in lines)))
    assert form is not None or diagnostics
