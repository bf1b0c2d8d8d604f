"""Formulas between Excel's spelling and LibreOffice's, both ways, and the same on a real sheet."""

from __future__ import annotations

from datetime import datetime

import pytest
import xlwings

from perfscore.hosts.libreoffice.uno_engine.formulas import shifted, to_excel, to_office

BOTH_WAYS = [
    ("=A1", "=A1"),
    ("=SUM(A1,B2:C3)", "=SUM(A1;B2:C3)"),
    ('=IF(A1>=0.5,"a,b;c","")', '=IF(A1>=0.5;"a,b;c";"")'),
    ('=IF(A1="说""好""",1,2)', '=IF(A1="说""好""";1;2)'),
    ("=Sheet1!A1", "=$Sheet1.A1"),
    ("=SUM(目标表!$L$3:$L$9)", "=SUM($目标表.$L$3:$L$9)"),
    ("='目标 表'!A1+'a''b'!$B$2", "=$'目标 表'.A1+$'a''b'.$B$2"),
    ("=SUM(得分汇总!A:A,得分汇总!3:4)", "=SUM($得分汇总.A:A;$得分汇总.3:4)"),
    ("=MATCH(1,{1,2;3,4},0)", "=MATCH(1;{1;2|3;4};0)"),
    ("=RANK(A1,(B1:B3,D1:D3))", "=RANK(A1;(B1:B3~D1:D3))"),
    ("=MAX(0,20-MAX(0,(L11-100))*1)", "=MAX(0;20-MAX(0;(L11-100))*1)"),
    ("=ROUND((A1+B1)/2,2)", "=ROUND((A1+B1)/2;2)"),
    ("=T.TEST(A1:A3,B1:B3,2,1)", "=T.TEST(A1:A3;B1:B3;2;1)"),
    ("=ERROR.TYPE(A1)+1.5E3", "=ERROR.TYPE(A1)+1.5E3"),
    ("='2025'!A1", "=$'2025'.A1"),
    ("='T1'!A1", "=$'T1'.A1"),
    ("=PERF_SCORE(A3:O3)", "=PERF_SCORE(A3:O3)"),
    ("=IF(A1,#N/A,1)", "=IF(A1;#N/A;1)"),
    ("=SUM(One:Three!A1:B2)", "=SUM($One.A1:$Three.B2)"),
]
TO_OFFICE = [("=IF(TRUE,1,false)", "=IF(TRUE();1;FALSE())"), ("=TRUE()", "=TRUE()")]
TO_EXCEL = [
    ("=SUM($Sheet1.A1:$Sheet1.B2)", "=SUM(Sheet1!A1:B2)"),
    ("=$T1.A1", "='T1'!A1"),
    ("=$'目标表'.A1", "=目标表!A1"),
]
ON_A_SHEET = [
    ("=1+1", 2.0),
    ('=IF(A1="甲","乙,;.","")', "乙,;."),
    ("=SUM('数 据'!A1:A3,'数 据'!A1)", 7.0),
    ("=SUM(数据2!A1:B1)", 9.0),
    ("=INDEX({1,2;3,4},2,1)", 3.0),
    ("=TRUE", True),
    ("=AND(TRUE,FALSE)", False),
    ("=SUM((A2:A2,A3:A3))", 0.0),
    ('=TEXT(0.956,"0.0%")', "95.6%"),
    ("=DATE(2025,1,31)", None),
]


@pytest.mark.parametrize(("excel", "office"), BOTH_WAYS)
def test_a_formula_goes_both_ways(excel: str, office: str) -> None:
    assert to_office(excel) == office
    assert to_excel(office) == excel


@pytest.mark.parametrize(("excel", "office"), TO_OFFICE)
def test_what_only_excel_writes(excel: str, office: str) -> None:
    assert to_office(excel) == office


@pytest.mark.parametrize(("office", "excel"), TO_EXCEL)
def test_what_only_libreoffice_writes(office: str, excel: str) -> None:
    assert to_excel(office) == excel


SHIFTED = [
    ('=OR(LEFT($C3,5)="A1",$C$3=A1)', '=OR(LEFT($C5,5)="A1",$C$3=B3)'),
    ("=LOG10(A1)+'A1 表'!A1+A1!B2+SUM(A:A)", "=LOG10(B3)+'A1 表'!B3+A1!C4+SUM(A:A)"),
    ("=A1:B2*FY2024_X", "=B3:C4*FY2024_X"),
]


@pytest.mark.parametrize(("given", "wanted"), SHIFTED)
def test_relative_references_move(given: str, wanted: str) -> None:
    assert shifted(given, 2, 1) == wanted


def test_formulas_calculate_and_come_back(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    for name, rows in (("数 据", [[1], [2], [3]]), ("数据2", [[4, 5]])):
        new_book.sheets.add(name, after=sheet)["A1"].value = rows
    sheet["A1"].value = "甲"
    block = sheet["B1"].resize(len(ON_A_SHEET), 1)
    block.formula = tuple((formula,) for formula, _ in ON_A_SHEET)
    read = [row[0] for row in block.formula]
    assert [text.replace("TRUE()", "TRUE").replace("FALSE()", "FALSE") for text in read] == [
        one for one, _ in ON_A_SHEET
    ]
    for (formula, wanted), value in zip(ON_A_SHEET, block.value, strict=True):
        assert wanted is None or value == wanted, formula


CONSTANTS: list[tuple[object, str]] = [
    ("'=A1", "=A1"),
    (0.1, "0.1"),
    (1e20, "1E+20"),
    (True, "TRUE"),
    (False, "FALSE"),
    (1, "1"),
    (None, ""),
    ("'001", "001"),
    ("'", ""),
    ("''", "'"),
    ("'{=x}", "{=x}"),
    ("'1", "1"),
    (datetime(2024, 5, 1), "45413"),
    ("甲", "甲"),
]


def test_constants_are_texts_of_formula(new_book: xlwings.Book) -> None:
    cells = new_book.sheets[0]["A1"].resize(len(CONSTANTS), 1)
    cells.value = [[value] for value, _ in CONSTANTS]
    assert [row[0] for row in cells.formula] == [text for _, text in CONSTANTS]


def test_a_date_of_a_formula_is_a_date(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    sheet["A1"].formula = "=DATE(2025,1,31)"
    sheet["A2"].formula = "=A1+1"
    assert [value.isoformat()[:10] for value in sheet["A1:A2"].value] == ["2025-01-31", "2025-02-01"]


def test_one_formula_fills_a_block(new_book: xlwings.Book) -> None:
    sheet = new_book.sheets[0]
    sheet["B2:C4"].formula = "=A1+$D$1"
    assert sheet["B2:C4"].formula == (
        ("=A1+$D$1", "=B1+$D$1"),
        ("=A2+$D$1", "=B2+$D$1"),
        ("=A3+$D$1", "=B3+$D$1"),
    )
