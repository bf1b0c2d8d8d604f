"""What a plan asks for stands in the file, also in sheets written by other programs in other ways."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from perfscore.diagnostics import Severity
from perfscore.grid.plan import AttentionRule, CellLook, CellWrite, SheetPlan, Suggestions, Tint, WorkbookPlan
from perfscore.grid.sheet import CellRange, GridSheet
from perfscore.workbook import read_workbook, write_workbook
from perfscore.workbook.state import STATE_SHEET
from workbook_kit import (
    HEAD,
    MAIN,
    STRICT,
    STRICT_RELATIONS,
    compare_packages,
    part,
    relations,
    save,
    sheet,
    simple_book,
    simple_parts,
    state_sheet,
    styles,
)

FORM = "xl/worksheets/sheet1.xml"
BASE = '<row r="2"><c r="A2" s="1"><v>1</v></c><c r="C2"><v>3</v></c></row><row r="5" spans="1:3"/>'


def carry_out(source: Path, *cells: CellWrite, **more: object) -> Path:
    """Write to the sheet 目标表 and return the result."""
    form = SheetPlan("目标表", cells=list(cells))
    for name, value in more.items():
        setattr(form, name, value)
    target = source.with_name("out.xlsx")
    assert write_workbook(source, target, WorkbookPlan([form])) == ()
    return target


def read_form(path: Path) -> GridSheet:
    book, diagnostics = read_workbook(path)
    assert diagnostics == ()
    assert book is not None
    return book.sheets[0]


PLACES = [
    ([CellWrite(2, 2, Decimal(2))], '<c r="A2" s="1"><v>1</v></c><c r="B2"><v>2</v></c><c r="C2"><v>3</v></c></row>'),
    ([CellWrite(2, 4, Decimal(4))], '<c r="C2"><v>3</v></c><c r="D2"><v>4</v></c></row>'),
    ([CellWrite(2, 1, Decimal(9))], '<row r="2"><c r="A2" s="1"><v>9</v></c><c r="C2">'),
    ([CellWrite(2, 1, None)], '<row r="2"><c r="A2" s="1"/><c r="C2">'),
    ([CellWrite(2, 1, None, CellLook())], '<row r="2"><c r="C2"><v>3</v></c></row>'),
    ([CellWrite(5, 4, Decimal(1))], '<row r="5" spans="1:4"><c r="D5"><v>1</v></c></row></sheetData>'),
    ([CellWrite(1, 1, Decimal(1))], '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="2">'),
    ([CellWrite(3, 1, Decimal(1))], '</row><row r="3"><c r="A3"><v>1</v></c></row><row r="5" spans="1:3"/>'),
    ([CellWrite(7, 1, Decimal(1)), CellWrite(6, 2, Decimal(2))], '<row r="6"><c r="B6"><v>2</v></c></row><row r="7">'),
    ([CellWrite(9, 9, None)], BASE + "</sheetData>"),
    ([CellWrite(2, 4, Decimal("0.10"))], '<c r="D2"><v>0.1</v></c>'),
    ([CellWrite(2, 4, Decimal("1E+2"))], '<c r="D2"><v>100</v></c>'),
    ([CellWrite(2, 4, Decimal("-0.0"))], '<c r="D2"><v>0</v></c>'),
    ([CellWrite(2, 4, "5", formula='IF(A2<2,"是","")')], 't="str"><f>IF(A2&lt;2,"是","")</f><v>5</v></c>'),
]


@pytest.mark.parametrize(("cells", "expected"), PLACES)
def test_cells_go_where_they_belong(tmp_path: Path, cells: list[CellWrite], expected: str) -> None:
    target = carry_out(simple_book(tmp_path / "f.xlsx", BASE, style_part=styles(9)), *cells)
    assert expected in part(target, FORM)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-5分", "@A1", '=HYPERLINK("http://x")', "\t=1", " 前后 ", "行\n行", "a\rb"]
)
def test_text_is_never_a_formula(tmp_path: Path, text: str) -> None:
    target = carry_out(simple_book(tmp_path / "f.xlsx", BASE, style_part=styles(9)), CellWrite(2, 2, text))
    cell = read_form(target).cell(2, 2)
    assert (cell.value, cell.formula) == (text, None)
    assert "<f>" not in part(target, FORM)
    assert ('quotePrefix="1"' in part(target, "xl/styles.xml")) is text.startswith(("=", "+", "-", "@"))


def test_text_beyond_the_limit_is_cut_and_said(tmp_path: Path) -> None:
    source = simple_book(tmp_path / "f.xlsx", BASE)
    plan = WorkbookPlan([SheetPlan("目标表", cells=[CellWrite(2, 2, "字" * 32_768)])])
    (said,) = write_workbook(source, tmp_path / "out.xlsx", plan)
    assert (said.code, said.severity, str(said.where)) == ("F222", Severity.WARNING, "目标表!B2")
    assert read_form(tmp_path / "out.xlsx").cell(2, 2).value == "字" * 32_767


def test_a_workbook_without_styles_gets_them(tmp_path: Path) -> None:
    source = simple_book(tmp_path / "f.xlsx", BASE.replace(' s="1"', ""))
    target = carry_out(source, CellWrite(2, 2, "填", CellLook(tint=Tint.INPUT, wrap=True, unlocked=True)))
    text = part(target, "xl/styles1.xml")
    assert '<protection locked="0"/>' in text
    assert 'PartName="/xl/styles1.xml"' in part(target, "[Content_Types].xml")
    assert 'Target="styles1.xml"' in part(target, "xl/_rels/workbook.xml.rels")


def test_new_cells_take_the_style_of_their_row_or_column(tmp_path: Path) -> None:
    before = '<cols><col min="4" max="6" width="9" style="1"/></cols>'
    rows = '<row r="1" s="2" customFormat="1"><c r="A1"/></row><row r="2"/>'
    source = simple_book(tmp_path / "f.xlsx", rows, style_part=styles(9, 10), before=before)
    text = part(carry_out(source, CellWrite(1, 5, Decimal(1)), CellWrite(2, 5, Decimal(1))), FORM)
    assert '<c r="E1" s="2">' in text
    assert '<c r="E2" s="1">' in text


def test_a_hidden_column_that_gets_a_width_is_shown(tmp_path: Path) -> None:
    before = '<cols><col min="3" max="16384" width="9" hidden="1" customWidth="1"/></cols>'
    target = carry_out(simple_book(tmp_path / "f.xlsx", BASE, before=before), column_widths={3: 12.5})
    assert re.findall("<col .*?/>", part(target, FORM)) == [
        '<col min="3" max="3" width="12.5" customWidth="1"/>',
        '<col min="4" max="16384" width="9" hidden="1" customWidth="1"/>',
    ]


COLUMNS = [
    "",
    '<col min="1" max="4" width="20" customWidth="1"/>',
    '<col min="1" max="16384" width="12.75" customWidth="1" style="1"/>',
    '<col min="1" max="4" width="20" customWidth="1"/><col min="5" max="16384" width="9" hidden="1"/>',
    '<col min="1" max="3" width="20" customWidth="1"/><col min="4" max="12" width="20" customWidth="1"/>',
]


@pytest.mark.parametrize("columns", COLUMNS)
def test_taking_widths_back_gives_the_form_its_own(tmp_path: Path, columns: str) -> None:
    before = f"<cols>{columns}</cols>" if columns else ""
    source = simple_book(tmp_path / "f.xlsx", BASE, before=before)
    wide = carry_out(source, column_widths={5: 16, 6: 8.5, 7: 48, 8: 20})
    assert '<col min="7" max="7" width="48"' in part(wide, FORM)
    back = tmp_path / "back.xlsx"
    assert write_workbook(wide, back, WorkbookPlan([SheetPlan("目标表", reset_widths=[5, 6, 7, 8])])) == ()
    assert settings_of(back) == settings_of(source)


def settings_of(path: Path) -> dict[int, str]:
    """What is set for each of the first twenty columns."""
    found: dict[int, str] = {}
    for first, last, words in re.findall(r'<col min="(\d+)" max="(\d+)"([^/]*)/>', part(path, FORM)):
        found |= dict.fromkeys(range(int(first), min(int(last), 20) + 1), words)
    return found


def test_shared_formulas_survive_the_loss_of_their_first_cell(tmp_path: Path) -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="4">$B1*C$1&amp;"A1"</f><v>1</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="4"/><v>2</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="4"/><v>3</v></c></row>'
    )
    target = carry_out(simple_book(tmp_path / "f.xlsx", rows), CellWrite(1, 1, Decimal(8)))
    form = read_form(target)
    assert form.cell(1, 1).value == Decimal(8)
    assert (form.cell(2, 1).formula, form.cell(2, 1).value) == ('$B2*C$1&"A1"', Decimal(2))
    assert form.cell(3, 1).formula == '$B3*C$1&"A1"'


def test_overwriting_a_formula_drops_the_calculation_chain(tmp_path: Path) -> None:
    parts = simple_parts({"目标表": sheet('<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>2</v></c></row>')})
    parts["xl/calcChain.xml"] = f'<calcChain xmlns="{MAIN}"><c r="A1" i="1"/></calcChain>'
    parts["xl/_rels/workbook.xml.rels"] = relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "calcChain", "calcChain.xml")
    )
    source = save(tmp_path / "f.xlsx", parts)
    assert compare_packages(source, carry_out(source, CellWrite(1, 2, "x"))).removed == set()
    assert compare_packages(source, carry_out(source, CellWrite(1, 1, "x"))).removed == {"xl/calcChain.xml"}


def test_prefixed_and_strict_parts_stay_in_their_dialect(tmp_path: Path) -> None:
    parts = simple_parts({"目标表": ""}, space=STRICT, base=STRICT_RELATIONS)
    parts[FORM] = (
        f'<x:worksheet xmlns:x="{STRICT}"><x:sheetData><x:row r="2"><x:c r="B2"><x:v>8</x:v></x:c></x:row>'
        "</x:sheetData>"
        '<x:pageMargins left="1" right="1" top="1" bottom="1" header="1" footer="1"/></x:worksheet>'
    )
    form = SheetPlan("目标表", cells=[CellWrite(2, 3, "文字"), CellWrite(4, 1, Decimal(1))])
    form.suggestions = [Suggestions(CellRange(2, 3, 2, 3), ("一",))]
    form.attention = [AttentionRule(CellRange(2, 3, 2, 3), ("一",))]
    ours = SheetPlan("得分汇总", is_ours=True, cells=[CellWrite(1, 1, "一")])
    target = tmp_path / "out.xlsx"
    assert write_workbook(save(tmp_path / "f.xlsx", parts), target, WorkbookPlan([form, ours], state="s")) == ()
    text = part(target, FORM)
    assert re.findall(r"</?([a-zA-Z]+)[ />]", text) == []
    assert f'<worksheet xmlns="{STRICT}"' in part(target, "xl/worksheets/sheet2.xml")
    assert f'Type="{STRICT_RELATIONS}/worksheet" Target="worksheets/sheet2.xml"' in part(
        target, "xl/_rels/workbook.xml.rels"
    )
    book, _ = read_workbook(target)
    assert book is not None
    assert (book.state, book.sheets[0].cell(2, 3).value, book.sheets[1].cell(1, 1).value) == ("s", "文字", "一")


def test_the_forms_own_validation_wins(tmp_path: Path) -> None:
    after = '<dataValidations count="1"><dataValidation type="whole" sqref="A1 C2:C9"/></dataValidations>'
    source = simple_book(tmp_path / "f.xlsx", BASE, after=after)
    area = CellRange(2, 3, 2, 3)
    plan = WorkbookPlan(
        [SheetPlan("目标表", suggestions=[Suggestions(area, ("一",)), Suggestions(CellRange(2, 4, 2, 4), ("一",))])]
    )
    (said,) = write_workbook(source, tmp_path / "out.xlsx", plan)
    assert said.code == "F223"
    assert "C2" in said.message
    assert part(tmp_path / "out.xlsx", FORM).count("<dataValidation ") == 2


def test_long_lists_of_suggestions_are_shortened_to_what_fits(tmp_path: Path) -> None:
    choices = ("甲,乙", '说"是"', *(f"第{number}个很长很长的建议" for number in range(60)))
    target = carry_out(
        simple_book(tmp_path / "f.xlsx", BASE), suggestions=[Suggestions(CellRange(2, 4, 9, 4), choices)]
    )
    found = re.search(r'<formula1>"(.*?)"</formula1>', part(target, FORM))
    assert found is not None
    assert len(found[1]) <= 255
    assert found[1].startswith('甲，乙,说""是"",第0个很长很长的建议,')
    assert found[1].endswith("个很长很长的建议")


def test_merges_are_added_once_and_removed(tmp_path: Path) -> None:
    source = simple_book(tmp_path / "f.xlsx", BASE)
    area = CellRange(1, 4, 2, 4)
    once = carry_out(source, merges=[area, area])
    assert read_form(once).merges == (area,)
    twice = tmp_path / "twice.xlsx"
    assert write_workbook(once, twice, WorkbookPlan([SheetPlan("目标表", merges=[area])])) == ()
    assert read_form(twice).merges == (area,)
    gone = tmp_path / "gone.xlsx"
    assert write_workbook(twice, gone, WorkbookPlan([SheetPlan("目标表", removed_merges=[area])])) == ()
    assert "mergeCell" not in part(gone, FORM)


def names_book(tmp_path: Path) -> Path:
    """A workbook: our sheet first and active, a form behind it, with names of every kind."""
    parts = simple_parts(
        {"得分汇总": sheet(""), "目标表": sheet(""), "附表": sheet(""), STATE_SHEET: state_sheet("得分汇总")}
    )
    names = (
        '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">得分汇总!$A$1</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="1">目标表!$A$1</definedName>'
        '<definedName name="_xlnm.Print_Area" localSheetId="2">附表!$A$1</definedName>'
        "<definedName name=\"总分\">'得分汇总'!$B$2</definedName>"
        '<definedName name="别名">我的得分汇总!$B$2</definedName>'
        "</definedNames>"
    )
    book = str(parts["xl/workbook.xml"]).replace("</sheets>", "</sheets>" + names)
    view = '<bookViews><workbookView activeTab="1" firstSheet="0"/><workbookView activeTab="0"/></bookViews><sheets>'
    parts["xl/workbook.xml"] = book.replace("<sheets>", view)
    return save(tmp_path / "f.xlsx", parts)


def test_removing_a_sheet_moves_every_index(tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    assert write_workbook(names_book(tmp_path), target, WorkbookPlan(removed_sheets=["得分汇总", "没有"])) == ()
    text = part(target, "xl/workbook.xml")
    assert re.findall(r'localSheetId="(\d)">(.*?)<', text) == [("0", "目标表!$A$1"), ("1", "附表!$A$1")]
    assert '<definedName name="总分">#REF!</definedName>' in text
    assert '<definedName name="别名">我的得分汇总!$B$2</definedName>' in text
    assert re.findall(r"<workbookView [^>]*>", text) == [
        '<workbookView activeTab="0" firstSheet="0"/>',
        '<workbookView activeTab="0"/>',
    ]
    book, _ = read_workbook(target)
    assert book is not None
    assert [one.name for one in book.sheets] == ["目标表", "附表"]
    assert compare_packages(tmp_path / "f.xlsx", target).removed == {FORM, "xl/worksheets/sheet4.xml"}


def test_what_only_our_old_sheet_used_goes_with_it(tmp_path: Path) -> None:
    parts = simple_parts({"目标表": sheet(""), "得分汇总": sheet(""), STATE_SHEET: state_sheet("得分汇总")})
    parts["xl/worksheets/_rels/sheet2.xml.rels"] = relations(
        ("rId1", "printerSettings", "../printerSettings/p2.bin"), ("rId2", "image", "../media/shared.png")
    )
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relations(("rId1", "image", "../media/shared.png"))
    parts |= {"xl/printerSettings/p2.bin": b"x", "xl/media/shared.png": b"x"}
    source, target = save(tmp_path / "f.xlsx", parts), tmp_path / "out.xlsx"
    plan = WorkbookPlan([SheetPlan("得分汇总", is_ours=True, cells=[CellWrite(1, 1, "新")])], state="")
    assert write_workbook(source, target, plan) == ()
    assert compare_packages(source, target).removed == {
        "xl/worksheets/_rels/sheet2.xml.rels",
        "xl/printerSettings/p2.bin",
    }
    book, _ = read_workbook(target)
    assert book is not None
    assert (book.state, book.sheets[1].cell(1, 1).value) == ("", "新")


LOCKED = sheet("", after='<sheetProtection sheet="1"/>')
ARRAY = sheet(
    '<row r="1"><c r="A1"><f t="array" ref="A1:A2">B1:B2</f></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
)
LOCKED_BOOK = '<workbookProtection lockStructure="1"/>'
OURS = SheetPlan("得分汇总", is_ours=True)
REFUSED = [
    ("F207", {"目标表": sheet("")}, "", WorkbookPlan([SheetPlan("没有的表")]), "没有的表"),
    ("F208", {"目标表": LOCKED}, "", WorkbookPlan([SheetPlan("目标表", cells=[CellWrite(1, 1, "x")])]), "目标表"),
    ("F209", {"目标表": sheet("")}, LOCKED_BOOK, WorkbookPlan([OURS]), "结构"),
    ("F210", {"得分汇总": sheet("")}, "", WorkbookPlan([OURS]), "得分汇总"),
    ("F212", {"目标表": ARRAY}, "", WorkbookPlan([SheetPlan("目标表", cells=[CellWrite(2, 1, "x")])]), "A2"),
    ("F213", {"目标表": sheet('<row r="2"/><row r="1"/>')}, "", WorkbookPlan([SheetPlan("目标表")]), "第1行"),
    ("F214", {"目标表": sheet(""), "附表": sheet("")}, "", WorkbookPlan(removed_sheets=["附表"]), "附表"),
]


@pytest.mark.parametrize(("code", "sheets", "book", "plan", "words"), REFUSED, ids=[case[0] for case in REFUSED])
def test_refusals_write_nothing(
    tmp_path: Path, code: str, sheets: dict[str, str], book: str, plan: WorkbookPlan, words: str
) -> None:
    source = save(tmp_path / "f.xlsx", simple_parts(sheets, book=book))
    before = source.read_bytes()
    (found,) = write_workbook(source, source, plan)
    assert (found.code, found.severity) == (code, Severity.ERROR)
    assert words in found.message
    assert source.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["f.xlsx"]


IMPOSSIBLE = [
    SheetPlan("目标表", cells=[CellWrite(0, 1, "x")]),
    SheetPlan("目标表", cells=[CellWrite(1, 16_385, "x")]),
    SheetPlan("目标表", cells=[CellWrite(1, 1, Decimal("NaN"))]),
    SheetPlan("目标表", merges=[CellRange(1, 1, 2, 2), CellRange(2, 2, 3, 3)]),
    SheetPlan("名/称", is_ours=True),
    SheetPlan("长" * 32, is_ours=True),
]


@pytest.mark.parametrize("plan", IMPOSSIBLE)
def test_our_own_mistakes_are_raised(tmp_path: Path, plan: SheetPlan) -> None:
    source = simple_book(tmp_path / "f.xlsx", BASE)
    with pytest.raises(ValueError, match=r".+"):
        write_workbook(source, tmp_path / "out.xlsx", WorkbookPlan([plan]))
    assert [path.name for path in tmp_path.iterdir()] == ["f.xlsx"]


def test_signed_workbooks_are_written_with_a_warning(tmp_path: Path) -> None:
    parts = simple_parts({"目标表": sheet("")})
    origin = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    parts["_rels/.rels"] = str(parts["_rels/.rels"]).replace(
        "</Relationships>",
        f'<Relationship Id="rId9" Type="{origin}" Target="_xmlsignatures/origin.sigs"/></Relationships>',
    )
    plan = WorkbookPlan([SheetPlan("目标表", cells=[CellWrite(1, 1, "x")])])
    (said,) = write_workbook(save(tmp_path / "f.xlsx", parts), tmp_path / "out.xlsx", plan)
    assert said.code == "F221"
    assert read_form(tmp_path / "out.xlsx").cell(1, 1).value == "x"


def test_parts_in_other_encodings_are_recoded(tmp_path: Path) -> None:
    parts = simple_parts({"目标表": ""})
    text = HEAD.replace("UTF-8", "UTF-16") + sheet('<row r="1"><c r="A1" t="str"><v>旧</v></c></row>')[len(HEAD) :]
    parts[FORM] = text.encode("utf-16")
    target = carry_out(save(tmp_path / "f.xlsx", parts), CellWrite(1, 2, "新"))
    assert [read_form(target).cell(1, column).value for column in (1, 2)] == ["旧", "新"]


def test_a_formula_that_comes_with_its_result_needs_no_calculation_of_all(tmp_path: Path) -> None:
    target = carry_out(
        simple_book(tmp_path / "f.xlsx", BASE), CellWrite(3, 1, "去", formula='HYPERLINK("#目标表!A1","去")')
    )
    assert '<f>HYPERLINK("#目标表!A1","去")</f><v>去</v>' in part(target, FORM)
    assert "fullCalcOnLoad" not in part(target, "xl/workbook.xml")
