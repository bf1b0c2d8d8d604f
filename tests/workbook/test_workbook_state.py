"""What we keep in a workbook comes back whatever program saved it in between, and goes when it is no longer wanted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from perfscore.grid.plan import CellWrite, SheetPlan, WorkbookPlan
from perfscore.grid.sheet import GridBook
from perfscore.workbook import read_workbook, write_workbook
from perfscore.workbook.state import STATE_SHEET
from workbook_kit import part, save, sheet, simple_book, simple_parts

Convert = Callable[[Path, str], Path]
TEXTS = ("", "=1+1", " 前后有空格 ", "|", '{"项目": "甲\\n乙"}', "_x000D_", "长" * 70_001, "𠮷" * 40_000, "0012")
OURS = SheetPlan("得分汇总", is_ours=True, cells=[CellWrite(1, 1, "甲")])


def kept(path: Path, text: str | None) -> Path:
    """Write a workbook with our sheet and the text to keep."""
    target = path.with_name("kept.xlsx")
    assert write_workbook(path, target, WorkbookPlan([OURS], state=text)) == ()
    return target


def read(path: Path) -> GridBook:
    book, diagnostics = read_workbook(path)
    assert diagnostics == ()
    assert book is not None
    return book


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    return simple_book(tmp_path / "f.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')


@pytest.mark.parametrize("text", [None, *TEXTS], ids=lambda text: repr(text)[:12])
def test_any_text_comes_back_and_the_sheet_is_not_shown(plain: Path, text: str | None) -> None:
    book = read(kept(plain, text))
    assert book.state == text
    assert [one.name for one in book.sheets] == ["目标表", "得分汇总"]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text)[:12])
def test_openpyxl_keeps_it(plain: Path, text: str) -> None:
    path = kept(plain, text)
    book = openpyxl.load_workbook(path)
    assert book[STATE_SHEET].sheet_state == "veryHidden"
    assert (
        max(len(str(cell.value or "").encode("utf-16-le")) // 2 for row in book[STATE_SHEET] for cell in row) <= 30_002
    )
    book.save(path)
    assert read(path).state == text
    assert write_workbook(path, path, WorkbookPlan([OURS], state=text)) == ()


def test_libreoffice_keeps_it_and_it_is_very_hidden_again(plain: Path, soffice: Convert, tmp_path: Path) -> None:
    moved = soffice(kept(plain, TEXTS[2]), "xlsx:Calc MS Excel 2007 XML")
    assert read(moved).state == TEXTS[2]
    target = tmp_path / "again.xlsx"
    assert write_workbook(moved, target, WorkbookPlan([OURS], state="neu")) == ()
    assert read(target).state == "neu"
    assert re.search(rf'<sheet name="{STATE_SHEET}"[^>]* state="veryHidden"', part(target, "xl/workbook.xml"))


def test_it_goes_with_the_last_of_our_sheets(plain: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    assert write_workbook(kept(plain, "x"), target, WorkbookPlan(removed_sheets=["得分汇总"])) == ()
    assert (read(target).state, STATE_SHEET in part(target, "xl/workbook.xml")) == (None, False)
    assert openpyxl.load_workbook(target).sheetnames == ["目标表"]


def test_it_stays_while_one_of_our_sheets_stands(plain: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.xlsx"
    assert write_workbook(kept(plain, "x"), target, WorkbookPlan()) == ()
    assert read(target).state is None
    assert write_workbook(target, target, WorkbookPlan([OURS])) == ()


def test_a_persons_sheet_of_that_name_is_refused(tmp_path: Path) -> None:
    source = save(tmp_path / "f.xlsx", simple_parts({"目标表": sheet(""), "_PerfScore": sheet("")}))
    (said,) = write_workbook(source, tmp_path / "out.xlsx", WorkbookPlan([OURS], state="x"))
    assert said.code == "F210"
    assert [one.name for one in read(source).sheets] == ["目标表", "_PerfScore"]
    assert write_workbook(source, tmp_path / "out.xlsx", WorkbookPlan()) == ()
    assert "_PerfScore" in part(tmp_path / "out.xlsx", "xl/workbook.xml")
