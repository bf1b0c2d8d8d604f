"""扣分说明 is wide enough for its texts in rows of fixed height; official heights and a person's widths stay."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from form_files import ACTUAL, ALL_MET, CLEAN, score, scored_form, typed, values
from perfscore.grid.our_tables import units_of

LONG = {6: "103.5%", 9: "97.5%", 13: "同比下降1.5%", 25: "44.6%"}
Convert = Callable[[Path, str], Path]


def widths(path: Path) -> tuple[float, float]:
    sheet = openpyxl.load_workbook(path)["目标表"]
    return sheet.column_dimensions["R"].width, sheet.column_dimensions["S"].width


def set_heights(path: Path, height: float | None, rows: range = range(5, 40)) -> None:
    book = openpyxl.load_workbook(path)
    for row in rows:
        book["目标表"].row_dimensions[row].height = height
    book.save(path)


def heights(path: Path) -> list[float | None]:
    sheet = openpyxl.load_workbook(path)["目标表"]
    return [sheet.row_dimensions[row].height for row in range(1, 41)]


@pytest.mark.parametrize(("height", "lines"), [(13.0, 1), (29.0, 2), (41.5, 3)])
def test_long_texts_fit_into_fixed_rows_where_that_can_be(tmp_path: Path, height: float, lines: int) -> None:
    path = scored_form(tmp_path, ALL_MET | LONG)
    set_heights(path, height)
    score(path, in_place=True)
    width, _ = widths(path)
    texts = [str(values(path)[f"R{row}"]) for row in ALL_MET]
    room = (width - 1) * 11 / 9
    assert 36 <= width <= 70
    assert width == 70 or all(units_of(text) <= lines * room for text in texts)
    assert width == 70 or lines > 1
    assert heights(path)[4:39] == [height] * 35


def test_rows_without_a_height_leave_the_usual_width(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET | LONG)
    set_heights(path, None)
    typed(path, {f"{ACTUAL}10": "27家"})
    score(path, in_place=True)
    assert widths(path) == (52, 22)


def test_a_form_without_actuals_has_the_usual_width(tmp_path: Path) -> None:
    assert widths(scored_form(tmp_path))[0] == 52


@pytest.mark.parametrize("width", [30.0, 45.0, 90.0])
def test_a_width_that_a_person_chose_stays(tmp_path: Path, width: float) -> None:
    path = scored_form(tmp_path, ALL_MET | LONG)
    book = openpyxl.load_workbook(path)
    book["目标表"].column_dimensions["R"].width = width
    book.save(path)
    for actual in ("101.5%", "98%", "103.5%"):
        typed(path, {f"{ACTUAL}6": actual})
        score(path, in_place=True)
        assert widths(path)[0] == width


def test_a_hidden_column_stays_hidden(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET)
    book = openpyxl.load_workbook(path)
    book["目标表"].column_dimensions["R"].hidden = True
    book.save(path)
    typed(path, {f"{ACTUAL}6": "103.5%"})
    score(path, in_place=True)
    assert openpyxl.load_workbook(path)["目标表"].column_dimensions["R"].hidden


def test_our_width_follows_the_texts_and_comes_to_rest(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET)
    short = widths(path)
    typed(path, {f"{ACTUAL}{row}": value for row, value in LONG.items()})
    score(path, in_place=True)
    long = widths(path)
    assert long > short
    before = path.read_bytes()
    score(path, in_place=True)
    assert path.read_bytes() == before
    typed(path, {f"{ACTUAL}{row}": ALL_MET[row] for row in LONG})
    score(path, in_place=True)
    assert widths(path) == short


def test_a_width_that_libreoffice_rounded_is_ours(tmp_path: Path, soffice: Convert) -> None:
    path = soffice(scored_form(tmp_path, ALL_MET), "xlsx:Calc MS Excel 2007 XML")
    typed(path, {f"{ACTUAL}{row}": value for row, value in LONG.items()})
    score(path, in_place=True)
    other = tmp_path / "other"
    other.mkdir()
    assert abs(widths(path)[0] - widths(scored_form(other, ALL_MET | LONG))[0]) <= 1


def test_official_widths_are_as_before(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET | LONG)
    now, before = (openpyxl.load_workbook(one)["目标表"].column_dimensions for one in (path, CLEAN))
    assert {name: now[name].width for name in "ABCDEFGHIJKLMN"} == {
        name: before[name].width for name in "ABCDEFGHIJKLMN"
    }
