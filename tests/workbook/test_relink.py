"""Formulas that Excel tied to the add-in of another computer: those references become plain, all else stays."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.__main__ import main
from perfscore.grid.addin_links import is_addin_file, without_addin_link
from perfscore.hosts.functions import FUNCTION_NAMES
from perfscore.workbook.relink import relink_workbook
from workbook_kit import compare_packages, part
from workbook_links import OTHER_PC, linked_book

STARTUP = "http://schemas.microsoft.com/office/2006/relationships/xlExternalLinkPath/xlStartup"


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        ("[1]!PERF_SCORE(A6:O6)", "PERF_SCORE(A6:O6)"),
        ("[1]!PERF_SCORE(A6:O6)+[2]!PERF_SCORE(A6)", "PERF_SCORE(A6:O6)+[2]!PERF_SCORE(A6)"),
        ("'[1]'!PERF_SCORE(A6)", "PERF_SCORE(A6)"),
        ('IF([1]!PERF_MAX(A6)>5,"[1]!PERF_MAX(A6)",0)', 'IF(PERF_MAX(A6)>5,"[1]!PERF_MAX(A6)",0)'),
        (r"='C:\Users\张三\XLSTART\perfscore.xlam'!PERF_SCORE(A3:O3)", "=PERF_SCORE(A3:O3)"),
        (r"='\\server\共享''s\PerfScore.XLAM'!perf_score(A3)", "=perf_score(A3)"),
        ("=perfscore.xlam!PERF_SCORE(A3)*1", "=PERF_SCORE(A3)*1"),
        ("='/Users/li/Excel/perfscore.xlam'!PERF_GRADE (A3)", "=PERF_GRADE (A3)"),
        ("='file:///C:/x/perfscore.xlam'!PERF_TOTAL(A3)", "=PERF_TOTAL(A3)"),
    ],
)
def test_references_to_our_functions_become_plain(formula: str, plain: str) -> None:
    assert without_addin_link(formula, FUNCTION_NAMES, {1}) == plain


@pytest.mark.parametrize(
    "formula",
    [
        "[2]!PERF_SCORE(A6)",
        "[1]Sheet1!A1",
        "[1]!OTHER(A6)",
        "[1]!PERF_SCORE",
        "[1]!PERF_SCORE_MORE(A6)",
        '"[1]!PERF_SCORE(A6)"',
        '"a""[1]!PERF_SCORE(A6)"',
        "PERF_SCORE(A6:O6)",
        r"'C:\x\other.xlam'!PERF_SCORE(A3)",
        r"'C:\x\notperfscore.xlam'!PERF_SCORE(A3)",
        "notperfscore.xlam!PERF_SCORE(A3)",
        r"'C:\perfscore.xlam\book.xlsx'!PERF_SCORE(A3)",
        "'perfscore.xlam'!A1",
        "SUM(表1[[#This Row],[分值]])",
    ],
)
def test_everything_else_stays(formula: str) -> None:
    assert without_addin_link(formula, FUNCTION_NAMES, {1}) == formula


@given(st.text(st.sampled_from("[]1!'PERF_SCORE(A6)x\\.lam ,="), max_size=40), st.sampled_from("ab"))
def test_texts_in_a_formula_stay(text: str, other: str) -> None:
    formula = f'"{text}[1]!PERF_MAX(A1)"&{other}1&"{text}"'
    assert without_addin_link(formula, FUNCTION_NAMES, {1}) == formula


def test_the_file_is_known_wherever_it_lies() -> None:
    for target in (OTHER_PC, "perfscore.xlam", "C:/x/PERFSCORE.XLAM", "[perfscore.xlam]", "%70erfscore.xlam"):
        assert is_addin_file(target)
    for target in ("perfscore.xlsx", "my-perfscore.xlam", "perfscore.xlam/book.xlsx", ""):
        assert not is_addin_file(target)


ROWS = (
    '<row r="6"><c r="A6"><v>1</v></c>'
    '<c r="P6" s="0" t="str"><f>[1]!PERF_SCORE(A6:O6)</f><v>待填报</v></c>'
    '<c r="Q6"><f>IF([1]!PERF_MAX(A6)&gt;5,&quot;[1]!X&quot;,B6&amp;"好")</f><v>20</v></c>'
    "<c r=\"R6\"><f>'[2]Sheet1'!A1+1</f><v>2</v></c></row>"
    '<row r="7"><c r="P7"><f t="shared" ref="P7:P8" si="0">[1]!PERF_SCORE(A7:O7)</f><v>0</v></c>'
    '<!-- <f>[1]!PERF_SCORE(A1)</f> --><c r="Q7"><f><![CDATA[[1]!PERF_SCORE(A7)&"<"]]></f></c></row>'
    '<row r="8"><c r="P8"><f t="shared" si="0"/><v>0</v></c><c r="Q8"><f>[1]!PERF_OLD(A8)</f></c></row>'
)


def repaired(source: Path) -> Path:
    target = source.with_name("repaired.xlsx")
    assert relink_workbook(source, target, FUNCTION_NAMES).problems == ()
    return target


def test_only_our_references_change(tmp_path: Path) -> None:
    source = linked_book(tmp_path / "form.xlsx", ROWS, [OTHER_PC, "book2.xlsx"])
    target = repaired(source)
    wanted = (
        part(source, "xl/worksheets/sheet1.xml")
        .replace("<f>[1]!PERF_SCORE(A6:O6)", "<f>PERF_SCORE(A6:O6)")
        .replace("<f>IF([1]!PERF_MAX(A6)&gt;5,&quot;[1]!X&quot;", '<f>IF(PERF_MAX(A6)&gt;5,"[1]!X"')
        .replace('si="0">[1]!', 'si="0">')
        .replace('<![CDATA[[1]!PERF_SCORE(A7)&"<"]]>', 'PERF_SCORE(A7)&amp;"&lt;"')
    )
    assert part(target, "xl/worksheets/sheet1.xml") == wanted
    found = compare_packages(source, target)
    # The link stays: PERF_OLD is no function of ours and still needs it, and another link has the number behind it.
    assert (found.changed, found.added, found.removed) == (
        {"xl/worksheets/sheet1.xml", "xl/workbook.xml"},
        set(),
        set(),
    )
    assert found.recompressed == set()
    assert relink_workbook(source, target, FUNCTION_NAMES).keeps_link
    assert relink_workbook(target, tmp_path / "again.xlsx", FUNCTION_NAMES).count == 0


def test_a_link_that_nothing_needs_any_more_goes(tmp_path: Path) -> None:
    rows = (
        '<row r="6"><c r="P6"><f>[2]!PERF_SCORE(A6:O6)</f><v>1</v></c><c r="Q6"><f>[1]Sheet1!A1</f><v>2</v></c></row>'
    )
    source = linked_book(tmp_path / "form.xlsx", rows, ["book2.xlsx", OTHER_PC])
    target = repaired(source)
    found = compare_packages(source, target)
    gone = {"xl/externalLinks/externalLink2.xml", "xl/externalLinks/_rels/externalLink2.xml.rels"}
    assert (found.removed, found.added) == (gone, set())
    assert "externalLink2" not in part(target, "[Content_Types].xml") + part(target, "xl/_rels/workbook.xml.rels")
    assert part(target, "xl/workbook.xml").count("externalReference ") == 1
    assert "<f>PERF_SCORE(A6:O6)</f>" in part(target, "xl/worksheets/sheet1.xml")
    assert "<f>[1]Sheet1!A1</f>" in part(target, "xl/worksheets/sheet1.xml")


def test_the_only_link_goes_with_the_list(tmp_path: Path) -> None:
    rows = '<row r="6"><c r="P6"><f>[1]!PERF_SCORE(A6:O6)</f><v>1</v></c></row>'
    source = linked_book(tmp_path / "form.xlsx", rows, ["perfscore.xlam"], kinds=(STARTUP,))
    target = repaired(source)
    assert "externalReferences" not in part(target, "xl/workbook.xml")
    assert 'fullCalcOnLoad="1"' in part(target, "xl/workbook.xml")
    book = openpyxl.load_workbook(target)
    assert book["目标表"]["P6"].value == "=PERF_SCORE(A6:O6)"
    book.close()


def test_names_of_the_workbook_are_repaired_too(tmp_path: Path) -> None:
    names = '<definedNames><definedName name="分">[1]!PERF_SCORE(目标表!$A$6)</definedName></definedNames>'
    source = linked_book(tmp_path / "form.xlsx", "", ["perfscore.xlam"], names=names)
    target = repaired(source)
    assert '<definedName name="分">PERF_SCORE(目标表!$A$6)</definedName>' in part(target, "xl/workbook.xml")


def test_links_to_other_files_of_that_number_are_no_business_of_ours(tmp_path: Path) -> None:
    rows = '<row r="6"><c r="P6"><f>[1]!PERF_SCORE(A6:O6)</f><v>1</v></c></row>'
    source = linked_book(tmp_path / "form.xlsx", rows, ["other.xlam"])
    done = relink_workbook(source, tmp_path / "out.xlsx", FUNCTION_NAMES)
    assert done.count == 0
    assert not (tmp_path / "out.xlsx").exists()


def test_the_command_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = '<row r="6"><c r="P6"><f>[1]!PERF_SCORE(A6:O6)</f><v>1</v></c></row>'
    source = linked_book(tmp_path / "form.xlsx", rows, ["perfscore.xlam"])
    before = source.read_bytes()
    assert main(["addin", "repair", str(source)]) == 0
    assert "已修复1处" in capsys.readouterr().out
    assert source.read_bytes() == before
    assert main(["addin", "repair", str(tmp_path / "form_修复.xlsx")]) == 0
    assert "没有需要修复" in capsys.readouterr().out
    assert main(["addin", "repair", str(tmp_path / "none.xlsx")]) == 2
    assert "找不到文件" in capsys.readouterr().err
    assert main(["addin", "repair", str(source), "-o", str(tmp_path / "x.xlsm")]) == 3
    assert "扩展名" in capsys.readouterr().err
    assert main(["addin", "repair", str(source), "-o", str(tmp_path / "no" / "x.xlsx")]) == 3
