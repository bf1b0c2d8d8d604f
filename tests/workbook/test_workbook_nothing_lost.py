"""Writing into a workbook that holds everything: all that is not ours comes back, most of it byte for byte."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from perfscore.grid.plan import CellLook, CellWrite, SheetPlan, WorkbookPlan
from perfscore.grid.sheet import CellRange
from perfscore.workbook import read_workbook, write_workbook
from perfscore.workbook.state import STATE_SHEET
from workbook_kit import compare_packages, part, save
from workbook_rich import OURS, STATE, plan, rich_parts

Convert = Callable[[Path, str], Path]
MAY_CHANGE = {
    "xl/worksheets/sheet1.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
    "xl/styles.xml",
}
ADDED = {
    "xl/worksheets/sheet3.xml",
    "xl/worksheets/sheet4.xml",
}


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    return save(tmp_path / "form.xlsx", rich_parts())


@pytest.fixture
def written(rich: Path, tmp_path: Path) -> Path:
    target = tmp_path / "form_计分.xlsx"
    assert write_workbook(rich, target, plan()) == ()
    return target


def test_every_other_part_is_byte_identical(rich: Path, written: Path) -> None:
    found = compare_packages(rich, written)
    assert found.changed == MAY_CHANGE
    assert found.added == ADDED
    assert found.removed == set()
    assert found.recompressed == set()


def test_macros_stay(tmp_path: Path) -> None:
    source = save(tmp_path / "form.xlsm", rich_parts(macros=True))
    target = tmp_path / "out.xlsm"
    assert write_workbook(source, target, plan()) == ()
    found = compare_packages(source, target)
    assert found.changed == MAY_CHANGE
    assert found.recompressed == found.removed == set()
    (refused,) = write_workbook(source, tmp_path / "out.xlsx", plan())
    assert refused.code == "F211"
    assert "out.xlsm" in refused.message


def elements(xml: str) -> list[str]:
    return re.findall(r"<[^>]+>|[^<]+", xml)


def missing(before: str, after: str) -> list[str]:
    """The pieces of one XML text that do not come back, in order, in another."""
    left = iter(elements(after))
    return [piece for piece in elements(before) if piece not in left]


def test_official_elements_of_the_form_stay(rich: Path, written: Path) -> None:
    """Only these pieces change, each for a reason the plan gives."""
    name = "xl/worksheets/sheet1.xml"
    before, after = part(rich, name), part(written, name)
    assert '<c r="B3" s="1"><v>0.95</v></c><c r="C3"><f>B3*20</f><v>19</v></c>' in after
    head, tail = before.index("<sheetPr"), before.index("<printOptions")
    assert after.startswith(before[:head])
    assert after.endswith(before[tail:])
    changed = [
        ('<dimension ref="A1:D6"/>', '<dimension ref="A1:G9"/>'),
        ('<row r="2" spans="1:4">', '<row r="2" spans="1:5">'),
        ('<row r="3" spans="1:4">', '<row r="3" spans="1:5">'),
        ('<row r="4" spans="1:4">', '<row r="4" spans="1:6">'),
        ('<c r="D3"/>', '<c r="D3"><v>6.25</v></c>'),
        ('<dataValidations count="1">', '<dataValidations count="2">'),
    ]
    for old, new in changed:
        assert old in before
        assert new in after
        before = before.replace(old, new)
    columns = re.compile(r"<cols>.*</cols>")
    assert missing(columns.sub("", before), columns.sub("", after)) == []


def test_columns_are_split_not_changed(written: Path) -> None:
    found = re.findall(r"<col [^>]*>", part(written, "xl/worksheets/sheet1.xml"))
    other = 'width="12.75" customWidth="1" hidden="0"/>'
    assert found == [
        '<col min="1" max="1" width="24.5" customWidth="1" style="2"/>',
        f'<col min="2" max="4" {other}',
        '<col min="5" max="5" width="18.5" customWidth="1"/>',
        f'<col min="6" max="6" {other}',
        '<col min="7" max="7" width="40" customWidth="1"/>',
        f'<col min="8" max="16384" {other}',
    ]


def test_styles_are_only_appended(rich: Path, written: Path) -> None:
    before, after = part(rich, "xl/styles.xml"), part(written, "xl/styles.xml")
    counts = re.compile(r' count="\d+"')
    assert missing(counts.sub("", before), counts.sub("", after)) == []
    for name, child in (
        ("fonts", "font"),
        ("fills", "fill"),
        ("cellXfs", "xf"),
        ("dxfs", "dxf"),
        ("borders", "border"),
    ):
        section = re.search(rf'<{name} count="(\d+)">(.*?)</{name}>', after)
        assert section is not None
        assert int(section[1]) == len(re.findall(rf"<{child}[ >]", section[2]))
        old = re.search(rf"<{name} [^>]*>(.*?)</{name}>", before)
        assert old is not None
        assert section[2].startswith(old[1])


def test_the_workbook_part_gains_our_sheets(rich: Path, written: Path) -> None:
    before, after = part(rich, "xl/workbook.xml"), part(written, "xl/workbook.xml")
    calc, sheets = '<calcPr calcId="191029"/>', "</sheets>"
    expected = before.replace(calc, '<calcPr calcId="191029" fullCalcOnLoad="1"/>')
    added = f'<sheet name="{OURS}" sheetId="8" r:id="rId7"/>'
    added += f'<sheet name="{STATE_SHEET}" sheetId="9" state="veryHidden" r:id="rId8"/>'
    assert after == expected.replace(sheets, added + sheets)


def test_writing_again_changes_nothing(written: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    assert write_workbook(written, again, plan()) == ()
    assert again.read_bytes() == written.read_bytes()


def test_what_was_written_is_read_back(written: Path) -> None:
    book, diagnostics = read_workbook(written)
    assert diagnostics == ()
    assert book is not None
    form, _, ours = book.sheets
    assert book.state == STATE
    assert form.cell(3, 4).value == Decimal("6.25")
    assert (form.cell(4, 6).value, form.cell(4, 6).formula) == ("=1+1 不是公式", None)
    assert form.cell(9, 5).text == "新行"
    assert (ours.cell(3, 1).text, ours.cell(3, 1).formula) == ("85.50", "目标表!C3+1")
    assert ours.merges == (CellRange(1, 1, 1, 4),)


def test_openpyxl_sees_looks_suggestions_and_conditions(written: Path) -> None:
    with pytest.warns(UserWarning, match="Conditional Formatting extension"):
        book = openpyxl.load_workbook(written)
    form, ours = book["目标表"], book[OURS]
    assert form["E3"].fill.fgColor.rgb == "FFFFF2CC"
    assert form["E3"].alignment.wrap_text is True
    assert (form["E9"].font.name, form["E9"].font.size, form["E9"].font.bold) == ("黑体", 10.5, False)
    assert form["E9"].font.color.rgb == "FFFF0000"
    assert form["F4"].quotePrefix is True
    assert form["F4"].data_type == "s"
    assert form["G5"].border.left.style == "thin"
    (mine,) = [one for one in form.data_validations.dataValidation if one.errorTitle]
    assert (mine.formula1, mine.showErrorMessage, mine.prompt) == ('"完成,未完成"', False, "请填写实际完成值")
    (rule,) = [rule for area in form.conditional_formatting for rule in area.rules if rule.type == "expression"]
    assert rule.formula == ['AND(N("绩效计分")=0,OR(LEFT(G3,3)="待填报",LEFT(G3,5)="含""引号"""))']
    assert rule.dxf.fill.bgColor.rgb == "FFF8CBAD"
    assert (ours.page_setup.orientation, ours.freeze_panes, ours.row_dimensions[1].height) == ("landscape", "B3", 30)
    assert ours["B2"].value == '=HYPERLINK("#\'目标表\'!G5","目标表第5行")'
    assert form.print_area == "'目标表'!$A$1:$D$6"


def test_export_takes_everything_of_ours_out(rich: Path, written: Path, tmp_path: Path) -> None:
    target = tmp_path / "上报版.xlsx"
    blank = CellLook()
    form = SheetPlan("目标表", reset_widths=[5, 7])
    form.cells = [CellWrite(row, column, None, blank) for row, column in ((2, 5), (3, 5), (4, 6), (5, 7), (9, 5))]
    form.cells.append(CellWrite(3, 4, Decimal("6.25")))
    assert write_workbook(written, target, WorkbookPlan([form], removed_sheets=[OURS])) == ()
    found = compare_packages(rich, target)
    assert found.added == found.removed == found.recompressed == set()
    assert STATE_SHEET not in part(target, "xl/workbook.xml")
    after = part(target, "xl/worksheets/sheet1.xml")
    assert after.count("<conditionalFormatting ") == 1
    assert '<dataValidations count="1">' in after
    assert "绩效计分" not in after
    assert OURS not in part(target, "xl/workbook.xml")
    book, _ = read_workbook(target)
    assert book is not None
    assert (book.state, [sheet.name for sheet in book.sheets]) == (None, ["目标表", "参考"])
    assert book.sheets[0].last_column == 4


def test_libreoffice_opens_the_result(written: Path, soffice: Convert) -> None:
    book, diagnostics = read_workbook(soffice(written, "xlsx:Calc MS Excel 2007 XML"))
    assert diagnostics == ()
    assert book is not None
    form, _, ours = book.sheets
    assert (form.cell(3, 4).value, form.cell(4, 6).value) == (Decimal("6.25"), "=1+1 不是公式")
    assert (form.cell(3, 3).value, ours.cell(4, 1).value) == (Decimal(19), Decimal(20))
    assert soffice(written, "pdf").read_bytes().startswith(b"%PDF")


def test_a_workbook_that_went_through_libreoffice_is_still_ours(
    written: Path, soffice: Convert, tmp_path: Path
) -> None:
    """LibreOffice rewrites every part, and hides our sheet in its own way; marks and state must survive."""
    moved = soffice(written, "xlsx:Calc MS Excel 2007 XML")
    book, _ = read_workbook(moved)
    assert book is not None
    assert book.state == STATE
    target = tmp_path / "again.xlsx"
    assert write_workbook(moved, target, plan()) == ()
    text = part(target, "xl/worksheets/sheet1.xml")
    assert text.count("N(&quot;绩效计分&quot;)") + text.count('N("绩效计分")') == 1
    assert text.count('errorTitle="绩效计分"') == 1
    again = tmp_path / "third.xlsx"
    assert write_workbook(target, again, plan()) == ()
    assert again.read_bytes() == target.read_bytes()


@pytest.mark.skipif(shutil.which("unzip") is None, reason="unzip is not installed")
def test_another_program_takes_the_zip(written: Path) -> None:
    done = subprocess.run(["unzip", "-tq", str(written)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
