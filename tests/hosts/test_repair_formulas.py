"""修复公式 in a workbook open in a real LibreOffice: Calc shows [1]!PERF_SCORE where Excel linked to the add-in."""

from __future__ import annotations

from pathlib import Path

import xlwings
from live_office import OpenCopy

from perfscore.hosts import excel_ribbon
from perfscore.hosts.live.outcome import Outcome
from workbook_links import OTHER_PC, linked_book

ROWS = (
    '<row r="6"><c r="A6"><v>1</v></c><c r="P6" t="str"><f>[1]!PERF_SCORE(A6:O6)</f><v>待填报</v></c>'
    '<c r="Q6"><f>[1]!PERF_SCORE(A6)+SUM(A6:A7)</f><v>2</v></c><c r="R6"><f>[1]!OTHER(A6)</f><v>3</v></c></row>'
    '<row r="7"><c r="P7" t="str"><f>[1]!PERF_SCORE(A7:O7)</f><v>待填报</v></c><c r="Q7"><f>A6*2</f><v>2</v></c></row>'
)


def press(book: xlwings.Book) -> Outcome:
    book.activate()
    return excel_ribbon.press("repair_formulas", book.app, lambda *_given, **_more: None)


def test_only_our_functions_are_repaired(open_copy: OpenCopy, tmp_path: Path) -> None:
    book = open_copy(linked_book(tmp_path / "linked.xlsx", ROWS, [OTHER_PC]))
    sheet = book.sheets["目标表"]
    assert sheet["P6"].formula == "=[1]!PERF_SCORE(A6:O6)"
    kept = {cell: sheet[cell].formula for cell in ("R6", "Q7", "A6")}
    outcome = press(book)
    assert outcome.is_done
    assert outcome.message.startswith("已修复3格插件公式")
    formulas = [str(sheet[cell].formula).upper() for cell in ("P6", "Q6", "P7")]
    assert formulas == ["=PERF_SCORE(A6:O6)", "=PERF_SCORE(A6)+SUM(A6:A7)", "=PERF_SCORE(A7:O7)"]
    assert {cell: sheet[cell].formula for cell in kept} == kept
    assert press(book).message == "没有需要修复的插件公式"


def test_a_protected_sheet_is_left_alone(open_copy: OpenCopy, tmp_path: Path) -> None:
    path = linked_book(tmp_path / "linked.xlsx", ROWS, [OTHER_PC], tail='<sheetProtection sheet="1"/>')
    book = open_copy(path)
    outcome = press(book)
    assert not outcome.is_done
    assert "受保护" in outcome.message
    assert book.sheets["目标表"]["P6"].formula == "=[1]!PERF_SCORE(A6:O6)"
