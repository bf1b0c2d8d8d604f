"""Laws: text survives the way into XML and back; what is not written stays; shifted formulas agree with openpyxl."""

from __future__ import annotations

import re
from decimal import Decimal
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from perfscore.grid.plan import CellLook, CellWrite, SheetPlan, Tint
from perfscore.workbook.cell_out import number_text
from perfscore.workbook.formula_text import shift_formula
from perfscore.workbook.located import Splicer, locate, set_attribute
from perfscore.workbook.numbers_in import to_decimal
from perfscore.workbook.refs import column_number, format_cell, letters, parse_cell
from perfscore.workbook.sheet_map import SheetMap
from perfscore.workbook.sheet_out import edit_sheet
from perfscore.workbook.styles_out import StyleBook
from perfscore.workbook.xstring import CELL_LIMIT, escape_attribute, escape_text, fit_cell, unescape
from workbook_kit import MAIN, sheet, styles

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**8), max_value=10**8)


@given(TEXTS | st.sampled_from(["_x000D_", "_x005F_x000D_", "\r\n", "\0", "\ufffe", "<&>\"'", "_x_"]))
def test_text_survives_xml(text: str) -> None:
    xml = f'<t a="{escape_attribute(text)}" xml:space="preserve">{escape_text(text)}</t>'
    element = ElementTree.fromstring(xml)
    assert unescape(element.text or "") == text
    assert unescape(element.attrib["a"]) == text


@given(st.text())
def test_cut_texts_fit(text: str) -> None:
    long = text * (CELL_LIMIT // max(len(text), 1) + 1)
    cut = fit_cell(long)
    assert len(cut.encode("utf-16-le", "surrogatepass")) <= CELL_LIMIT * 2
    assert fit_cell(text) == text


@given(NUMBERS)
def test_numbers_survive(number: Decimal) -> None:
    written = number_text(number)
    assert to_decimal(written) == number
    assert re.fullmatch(r"-?[0-9]+(\.[0-9]*[1-9])?", written)


@given(st.floats(min_value=-1e15, max_value=1e15))
def test_numbers_show_fifteen_digits(number: float) -> None:
    found = to_decimal(repr(number))
    assert found is not None
    assert len(found.normalize().as_tuple().digits) <= 15
    exact = Decimal(repr(number))
    assert abs(found - exact) * 2 <= Decimal(1).scaleb(exact.adjusted() - 14)


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_addresses(row: int, column: int) -> None:
    assert parse_cell(format_cell(row, column)) == (row, column)
    assert column_number(letters(column)) == column


CELLS = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "$"]),
    st.sampled_from("ABZ"),
    st.sampled_from(["", "$"]),
    st.integers(20, 99),
)
PIECES = st.lists(
    CELLS
    | st.sampled_from(
        ["SUM(C30:$D$40)", '"A1 ""B2"""', "'甲 A1'!B20", "Sheet1!C30", "1.5", "LOG10(2)", "C:D", "30:40", "名称", "A1B"]
    ),
    min_size=1,
    max_size=5,
)


@given(PIECES, st.integers(-5, 5), st.integers(0, 5))
def test_shifted_formulas_agree_with_openpyxl(pieces: list[str], rows: int, columns: int) -> None:
    formula = "+".join(pieces)
    origin, place = format_cell(30, 30), format_cell(30 + rows, 30 + columns)
    assert "=" + shift_formula(formula, rows, columns) == Translator("=" + formula, origin).translate_formula(place)


def test_a_reference_off_the_sheet_is_no_reference() -> None:
    assert shift_formula("A1+$A$1+B2", -1, 0) == "#REF!+$A$1+B1"


CELL_XML = st.sampled_from(
    ['<c r="{}" s="1"><v>1</v></c>', '<c r="{}"/>', '<c r="{}" t="str" cm="1" ><f>"&gt;"</f><v>&lt;c/></v></c>']
)


@st.composite
def sheets(draw: st.DrawFn) -> tuple[str, dict[tuple[int, int], str]]:
    """A sheet's rows, and its cells as written."""
    cells: dict[tuple[int, int], str] = {}
    rows: list[str] = []
    for row in sorted(draw(st.sets(st.integers(1, 9), max_size=5))):
        inner = ""
        for column in sorted(draw(st.sets(st.integers(1, 9), max_size=5))):
            cells[row, column] = draw(CELL_XML).format(format_cell(row, column))
            inner += cells[row, column] + draw(st.sampled_from(["", "\n  ", "<!-- <c r='Z9'/> -->"]))
        extra = draw(st.sampled_from(["", ' spans="1:3"', ' x14ac:dyDescent="0.25" ht="20" ']))
        rows.append(f'<row r="{row}"{extra}>{inner}</row>' if inner else f'<row r="{row}"{extra}/>')
    return "".join(rows), cells


WRITES = st.dictionaries(
    st.tuples(st.integers(1, 10), st.integers(1, 10)),
    st.tuples(
        st.sampled_from([None, "文字", "=1"]) | NUMBERS, st.sampled_from([None, CellLook(), CellLook(tint=Tint.INPUT)])
    ),
    max_size=8,
)


@given(sheets(), WRITES)
def test_what_is_not_written_stays(
    made: tuple[str, dict[tuple[int, int], str]],
    wanted: dict[tuple[int, int], tuple[str | Decimal | None, CellLook | None]],
) -> None:
    rows, cells = made
    data = sheet(rows).replace("<worksheet ", '<worksheet xmlns:x14ac="urn:x" ').encode()
    plan = SheetPlan("表", cells=[CellWrite(*place, value, look) for place, (value, look) in wanted.items()])
    book = StyleBook(styles(9).encode())
    result = edit_sheet(SheetMap(data), plan, book, lambda _: SheetMap(data))
    after = SheetMap(result.data)
    for place, xml in cells.items():
        if place not in wanted:
            span = after.cell(*place)
            assert span is not None
            assert result.data[slice(*span)].decode() == xml
    for place, (value, _) in wanted.items():
        span = after.cell(*place)
        assert (span is not None) or value is None
    between = re.compile("<!--.*?-->|\n")
    assert between.findall(data.decode()) == between.findall(result.data.decode())
    assert ElementTree.fromstring(result.data).tag == f"{{{MAIN}}}worksheet"
    again = edit_sheet(after, plan, StyleBook(book.result()), lambda _: after)
    assert again.data == result.data


ATTRIBUTES = st.dictionaries(st.sampled_from(["a", "b", "ab", "x:a", "r"]), TEXTS, max_size=4)


@given(ATTRIBUTES, st.sampled_from(["a", "b", "r"]), st.none() | TEXTS, st.sampled_from(["/>", " />", ">"]))
def test_setting_an_attribute_leaves_the_others(attrs: dict[str, str], name: str, value: str | None, end: str) -> None:
    words = "".join(f' {key}="{escape_attribute(text)}"' for key, text in attrs.items())
    tag = set_attribute(f"<e{words}{end}".encode(), name, None if value is None else escape_attribute(value))
    expected = {key: text for key, text in attrs.items() if key != name} | ({} if value is None else {name: value})
    found = locate(tag if end != ">" else tag + b"</e>").attrs
    assert {key: unescape(text) for key, text in found.items()} == expected


@given(st.lists(st.sampled_from(["<b/>", "<b></b>", '<b x="/>"/>', "<b>t</b>", "<b ><c/></b >", " "])))
def test_located_elements_are_the_written_ones(children: list[str]) -> None:
    data = ("<a>" + "".join(children) + "</a>").encode()
    root = locate(data)
    assert [child.raw(data).decode() for child in root.children] == [child for child in children if child != " "]
    splicer = Splicer(data)
    for child in root.children:
        splicer.remove(child)
    assert splicer.result().decode() == "<a>" + " " * children.count(" ") + "</a>"
