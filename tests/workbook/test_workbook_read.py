"""Cells as Excel holds them come back as values, kinds and the words a person sees."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from perfscore.grid.sheet import CellKind, CellRange, GridBook, GridCell
from perfscore.workbook import read_workbook
from workbook_kit import (
    HEAD,
    MAIN,
    STRICT,
    STRICT_RELATIONS,
    relations,
    save,
    sheet,
    simple_book,
    simple_parts,
    styles,
)
from workbook_rich import rich_parts

FORMATS = styles(9, 10, 164, 14, 22, 20, 165, 31, 46, 57, 2, 4)
PERCENT, PERCENT_2, DAY, DAY_14, MOMENT, CLOCK, POINTS, CHINESE_DAY, ELAPSED, CHINESE_MONTH, PLACES, MONEY = range(
    1, 13
)


def read(path: Path) -> GridBook:
    book, diagnostics = read_workbook(path)
    assert diagnostics == ()
    assert book is not None
    return book


def one_cell(tmp_path: Path, xml: str, **book: str) -> GridCell:
    parts = simple_parts({"表": sheet(f'<row r="1">{xml}</row>')}, style_part=FORMATS, strings=None, **book)
    return read(save(tmp_path / "f.xlsx", parts)).sheets[0].cell(1, 1)


VALUES = [
    ("<v>0.30000000000000004</v>", 0, Decimal("0.3"), CellKind.NUMBER, "0.3"),
    ("<v>99.939999999999998</v>", 0, Decimal("99.94"), CellKind.NUMBER, "99.94"),
    ("<v>1E+3</v>", 0, Decimal(1000), CellKind.NUMBER, "1000"),
    ("<v>-0</v>", 0, Decimal(0), CellKind.NUMBER, "0"),
    ("<v>0.333333333333333</v>", 0, Decimal("0.333333333333333"), CellKind.NUMBER, "0.333333333"),
    ("<v>1.2E-10</v>", 0, Decimal("1.2E-10"), CellKind.NUMBER, "1.2E-10"),
    ("<v>0.95</v>", PERCENT, Decimal("0.95"), CellKind.NUMBER, "95%"),
    ("<v>0.95</v>", PERCENT_2, Decimal("0.95"), CellKind.NUMBER, "95.00%"),
    ("<v>0.98599999999999999</v>", PERCENT_2, Decimal("0.986"), CellKind.NUMBER, "98.60%"),
    ("<v>45352</v>", DAY, date(2024, 3, 1), CellKind.DATE, "2024/3/1"),
    ("<v>45352</v>", DAY_14, date(2024, 3, 1), CellKind.DATE, "2024/3/1"),
    ("<v>45352.5</v>", MOMENT, datetime(2024, 3, 1, 12), CellKind.DATE, "2024/3/1 12:00"),
    ("<v>0.75</v>", CLOCK, time(18), CellKind.DATE, "18:00"),
    ("<v>45352</v>", CHINESE_DAY, date(2024, 3, 1), CellKind.DATE, "2024年3月1日"),
    ("<v>45352</v>", CHINESE_MONTH, date(2024, 3, 1), CellKind.DATE, "2024年3月"),
    ("<v>1.5</v>", ELAPSED, Decimal("1.5"), CellKind.NUMBER, "36:00:00"),
    ("<v>59</v>", DAY, date(1900, 2, 28), CellKind.DATE, "1900/2/28"),
    ("<v>60</v>", DAY, Decimal(60), CellKind.NUMBER, "1900/2/29"),
    ("<v>61</v>", DAY, date(1900, 3, 1), CellKind.DATE, "1900/3/1"),
    ("<v>6.25</v>", POINTS, Decimal("6.25"), CellKind.NUMBER, "6.3分"),
    ("<v>7</v>", PLACES, Decimal(7), CellKind.NUMBER, "7.00"),
    ("<v>1234567.5</v>", MONEY, Decimal("1234567.5"), CellKind.NUMBER, "1,234,567.50"),
]


@pytest.mark.parametrize(("xml", "style", "value", "kind", "text"), VALUES)
def test_numbers(tmp_path: Path, xml: str, style: int, value: object, kind: CellKind, text: str) -> None:
    cell = one_cell(tmp_path, f'<c r="A1" s="{style}">{xml}</c>')
    assert (cell.value, cell.kind, cell.text) == (value, kind, text)
    assert cell.is_percent is (style in (PERCENT, PERCENT_2))


TYPED = [
    ('<c r="A1" t="b"><v>1</v></c>', True, CellKind.BOOLEAN, "TRUE"),
    ('<c r="A1" t="b"><v>0</v></c>', False, CellKind.BOOLEAN, "FALSE"),
    ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A", CellKind.ERROR, "#N/A"),
    ('<c r="A1" t="str"><f>"a"&amp;1</f><v>a1</v></c>', "a1", CellKind.TEXT, "a1"),
    (
        '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> ９５％ </t></is></c>',
        " ９５％ ",
        CellKind.TEXT,
        " ９５％ ",
    ),
    (
        '<c r="A1" t="inlineStr"><is><r><t>一</t></r><r><t>二</t></r><rPh><t>x</t></rPh></is></c>',
        "一二",
        CellKind.TEXT,
        "一二",
    ),
    ('<c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x000D_</t></is></c>', "a\rb_x000D_", CellKind.TEXT, "a\rb_x000D_"),
    ('<c r="A1" t="d" s="3"><v>2024-03-01T00:00:00</v></c>', date(2024, 3, 1), CellKind.DATE, "2024/3/1"),
    ('<c r="A1"><v>1e999</v></c>', "1e999", CellKind.TEXT, "1e999"),
    ('<c r="A1" t="s"><v>7</v></c>', None, CellKind.EMPTY, ""),
    ('<c r="A1" s="1"/>', None, CellKind.EMPTY, ""),
    ("<c><v>5</v></c>", Decimal(5), CellKind.NUMBER, "5"),
]


@pytest.mark.parametrize(("xml", "value", "kind", "text"), TYPED)
def test_kinds(tmp_path: Path, xml: str, value: object, kind: CellKind, text: str) -> None:
    cell = one_cell(tmp_path, xml)
    assert (cell.value, cell.kind, cell.text) == (value, kind, text)


def test_1904_dates(tmp_path: Path) -> None:
    cell = one_cell(tmp_path, '<c r="A1" s="3"><v>43890</v></c>', book='<workbookPr date1904="1"/>')
    assert (cell.value, cell.text) == (date(2024, 3, 1), "2024/3/1")


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_formula_nobody_calculated_says_so(tmp_path: Path, value: str) -> None:
    cell = one_cell(tmp_path, f'<c r="A1"><f>SUM(B1:B9)</f>{value}</c>')
    assert (cell.value, cell.formula, cell.has_cached_value) == (None, "SUM(B1:B9)", False)


def test_a_formula_with_an_empty_text_result_is_calculated(tmp_path: Path) -> None:
    cell = one_cell(tmp_path, '<c r="A1" t="str"><f>""</f><v></v></c>')
    assert (cell.value, cell.kind, cell.has_cached_value) == ("", CellKind.TEXT, True)


def test_the_rich_form(tmp_path: Path) -> None:
    book = read(save(tmp_path / "f.xlsx", rich_parts()))
    form, other = book.sheets
    assert (form.name, other.name, other.is_hidden, book.state) == ("目标表", "参考", True, None)
    assert (form.last_row, form.last_column, form.merges) == (6, 4, (CellRange(1, 1, 1, 4),))
    assert [form.cell(2, column).text for column in range(1, 5)] == ["三级指标", "分值 ", "绩效", "得分"]
    assert (form.cell(3, 2).text, form.cell(6, 2).value) == ("95%", date(2024, 3, 1))
    assert [form.cell(row, 3).formula for row in (3, 4, 5)] == ["B3*20", "B4*2", "B5*2"]
    assert form.cell(1, 2).kind is CellKind.EMPTY


def test_rows_and_cells_without_addresses_are_counted(tmp_path: Path) -> None:
    rows = '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row r="5"><c r="B5"><v>2</v></c><c><v>9</v></c></row>'
    form = read(simple_book(tmp_path / "f.xlsx", rows)).sheets[0]
    assert {place: str(cell.value) for place, cell in form.cells.items()} == {
        (1, 1): "1",
        (1, 3): "3",
        (5, 2): "2",
        (5, 3): "9",
    }


def test_formatted_blanks_do_not_shift_unnamed_cells(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" s="1"/><c r="B1" s="1"/><c><v>3</v></c><c r="F1"/><c r="G1"><v>7</v></c></row>'
    form = read(simple_book(tmp_path / "f.xlsx", rows)).sheets[0]
    assert sorted(form.cells) == [(1, 3), (1, 7)]


def test_cells_quoted_in_comments_and_cdata_are_no_cells(tmp_path: Path) -> None:
    quoted = '<c r="A9" s="1"/><c r="B9"/></row>'
    rows = f'<row r="1"><!-- {quoted} --><c r="A1" t="inlineStr"><is><t><![CDATA[{quoted}]]></t></is></c></row>'
    form = read(simple_book(tmp_path / "f.xlsx", rows)).sheets[0]
    assert {place: cell.value for place, cell in form.cells.items()} == {(1, 1): quoted}


def test_protection(tmp_path: Path) -> None:
    path = simple_book(tmp_path / "f.xlsx", "", after='<sheetProtection sheet="1" objects="1"/>')
    assert read(path).sheets[0].is_protected
    off = simple_book(tmp_path / "g.xlsx", "", after='<sheetProtection sheet="0" selectLockedCells="1"/>')
    assert not read(off).sheets[0].is_protected


def test_strict_open_xml(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    strings = f'{HEAD}<sst xmlns="{STRICT}"><si><t>指标</t></si></sst>'
    parts = simple_parts({"表": sheet(rows, space=STRICT)}, strings=strings, space=STRICT, base=STRICT_RELATIONS)
    assert read(save(tmp_path / "f.xlsx", parts)).sheets[0].cell(1, 1).value == "指标"


def test_prefixed_names_and_absolute_backslashed_targets(tmp_path: Path) -> None:
    parts = simple_parts({"表": ""})
    parts["xl/worksheets/sheet1.xml"] = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>8</x:v></x:c></x:row></x:sheetData>'
        "</x:worksheet>"
    )
    parts["xl/_rels/workbook.xml.rels"] = relations(("rId1", "worksheet", "/xl\\worksheets\\Sheet1.xml"))
    assert read(save(tmp_path / "f.xlsx", parts)).sheets[0].cell(2, 2).value == Decimal(8)


def test_far_corner_stays_sparse(tmp_path: Path) -> None:
    rows = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    form = read(simple_book(tmp_path / "f.xlsx", rows, before='<dimension ref="A1:XFD1048576"/>')).sheets[0]
    assert (len(form.cells), form.last_row, form.last_column) == (1, 1_048_576, 16_384)


def test_blank_formatted_area_counts_for_nothing(tmp_path: Path) -> None:
    blank = "".join(
        f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1" t="n" /></row>' for row in range(2, 100_002)
    )
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>' + blank
    form = read(simple_book(tmp_path / "f.xlsx", rows, style_part=FORMATS)).sheets[0]
    assert (form.last_row, form.last_column, len(form.cells)) == (1, 1, 1)
