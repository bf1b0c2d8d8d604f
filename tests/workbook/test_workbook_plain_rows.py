"""Rows read without events: the same cells as with events, however the part is written and wherever it is cut."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.grid.sheet import GridSheet
from perfscore.workbook import package as package_module
from perfscore.workbook import read_workbook
from perfscore.workbook.cell_in import CellMaker
from perfscore.workbook.formats_in import GENERAL
from perfscore.workbook.rows_in import read_plain_rows
from perfscore.workbook.sheet_in import _SheetReader
from perfscore.workbook.sheet_map import SheetMap
from perfscore.workbook.xmlsafe import feed
from workbook_kit import MAIN, sheet, simple_book

STRINGS = ("指标", " 分值 ", "")
CELLS = (
    '<c r="{0}"/>',
    '<c r="{0}" s="1" />',
    '<c r="{0}"><v>1.5</v></c>',
    '<c r="{0}" s="0" t="n"><v>7</v></c>',
    '<c r="{0}" t="s"><v>0</v></c>',
    '<c r="{0}" t="s"><v>2</v></c>',
    '<c r="{0}" t="inlineStr"><is><t>未完成</t></is></c>',
    '<c r="{0}" t="inlineStr"><is><t xml:space="preserve"> a\n&lt;b&gt; &amp;lt; _x0041_ </t></is></c>',
    '<c r="{0}" t="inlineStr"><is><t></t></is></c>',
    '<c r="{0}" t="str"><f>A1&amp;"x"</f><v>x</v></c>',
    '<c r="{0}" t="str"><f>A1</f><v></v></c>',
    '<c r="{0}"><f>B1*2</f></c>',
    '<c r="{0}"><f aca="false">B1*2</f><v>4</v></c>',
    '<c r="{0}" t="b"><v>1</v></c>',
    '<c r="{0}" t="e"><v>#N/A</v></c>',
    "<c><v>9</v></c>",
    '<c s="1" r="{0}"><v>3</v></c>',
    '<c r="{0}"><v>&#49;&#50;</v></c>',
    '<c r="{0}"><f t="shared" ref="A1:B2" si="0">C1</f><v>1</v></c>',
    '<c r="{0}" t="inlineStr"><is><r><t>一</t></r><rPh><t>x</t></rPh></is></c>',
    '<c r="{0}" t="inlineStr"><is><t>a\r\nb\rc</t></is></c>',
    "<!-- <c r='{0}'><v>8</v></c> -->",
)
ROWS = (
    '<row r="{0}">{1}</row>',
    '<row r="{0}" spans="1:3" ht="15" x14ac:dyDescent="0.2">{1}</row>',
    "<row>{1}</row>\n",
)


@st.composite
def rows(draw: st.DrawFn) -> str:
    """Some rows, most of them plain."""
    found = []
    for number in range(1, draw(st.integers(1, 6))):
        cells = draw(st.lists(st.sampled_from(CELLS), max_size=3))
        words = "".join(cell.format(f"{letter}{number}") for letter, cell in zip("ABC", cells, strict=False))
        found.append(draw(st.sampled_from(ROWS)).format(number, words))
    return "".join(found)


def read_cut(xml: str, size: int) -> GridSheet:
    """Read a part that arrives in chunks of ``size`` bytes."""
    data = xml.encode()
    chunks: Iterator[bytes] = (data[start : start + size] for start in range(0, len(data), size))
    reader = _SheetReader(GridSheet("表"), CellMaker(STRINGS, [GENERAL, GENERAL], uses_1904=False))
    feed(reader.parser, reader.pieces(chunks))
    return reader.sheet


@given(rows(), st.integers(20, 2000))
def test_the_cells_are_those_that_the_events_give(words: str, size: int) -> None:
    xml = sheet(words).replace("<worksheet ", '<worksheet xmlns:x14ac="x" ')
    by_events = read_cut(xml.replace("<sheetData>", "<!-- --><sheetData>"), size)
    assert read_cut(xml, size) == by_events


def test_plain_rows_are_read_without_events() -> None:
    data = b'<row r="2"><c r="B2" t="s"><v>0</v></c></row><row r="3"/>'
    found = read_plain_rows(data, CellMaker(STRINGS, [GENERAL], uses_1904=False))
    assert found is not None
    assert ({place: cell.text for place, cell in found.cells.items()}, found.last_row) == ({(2, 2): "指标"}, 3)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1" xmlns="other"><c r="A1"><v>1</v></c></row>',
        '<x xmlns="other"><row r="1"><c r="A1"><v>1</v></c></row></x>',
        '<row r="1"><c r="A1"/></row><x xmlns="other"><row r="2"><c r="A2"><v>1</v></c></row></x>',
        '<row r="1"><c r="A1"/></row><!-- <row r="2"><c r="A2"><v>1</v></c></row> -->',
        '<row r="1"><c r="A1"/></row><?x <row r="2"><c r="A2"><v>1</v></c></row> ?>',
    ],
)
@pytest.mark.parametrize("chunk", [1 << 18, 40, 60, 150])
def test_what_only_looks_like_a_row_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, chunk: int
) -> None:
    monkeypatch.setattr(package_module, "CHUNK", chunk)
    book, _ = read_workbook(simple_book(tmp_path / "f.xlsx", rows))
    assert book is not None
    assert not book.sheets[0].cells


@pytest.mark.parametrize(
    ("head", "rows", "tail"),
    [
        ("", '<row r="1"><c r="A1" t="inlineStr"><is><t>sheetData &lt;/sheetData></t></is></c></row>', ""),
        ("", '<row r="1"/><!-- </sheetData> --><row r="2"/>', "<!-- </sheetData> -->"),
        ("<!-- <sheetData></sheetData> -->", '<row r="1"/><row r="2"/>', ""),
        ("<!-- sheetData -->", "", ""),
    ],
)
def test_the_end_of_the_cells_is_the_end_of_their_element(head: str, rows: str, tail: str) -> None:
    closing = f"</sheetData>{tail}<mergeCells/></worksheet>"
    data = f'<worksheet xmlns="{MAIN}">{head}<sheetData>{rows}{closing}'.encode()
    found = SheetMap(data)
    cells = found.root.first("sheetData")
    assert cells is not None
    assert cells.close == len(data) - len(closing.encode())
    assert len(found.rows) == rows.count("<row")
    assert [node.name for node in found.root.children] == ["sheetData", "mergeCells"]


def test_an_empty_element_of_cells_ends_at_once() -> None:
    data = f'<worksheet xmlns="{MAIN}"><sheetData/><mergeCells/><!-- </sheetData> --></worksheet>'.encode()
    assert [node.name for node in SheetMap(data).root.children] == ["sheetData", "mergeCells"]
