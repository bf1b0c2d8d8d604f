"""The 上报版 is the official form and nothing else: the same cells, looks, merges, widths and print settings."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from form_files import ACTUAL, ALL_MET, CLEAN, POINTS, digest, save_form, score, scored_form, typed, values
from perfscore import score_workbook
from perfscore.engine.form import export_workbook
from perfscore.workbook import read_workbook

Convert = Callable[[Path, str], Path]


def exported(path: Path) -> Path:
    out = path.with_name("上报版.xlsx")
    result = export_workbook(path, out)
    assert (result.output, result.errors) == (out, ())
    return out


def look(sheet: Worksheet) -> dict[str, object]:
    """Everything that a person sees of a sheet or gets on paper."""
    cells = {
        cell.coordinate: (cell.value, cell.font, cell.fill, cell.border, cell.alignment, cell.number_format)
        for row in sheet
        for cell in row
        if cell.value is not None or cell.has_style
    }
    widths = {name: column.width for name, column in sheet.column_dimensions.items() if name < ACTUAL}
    return {
        "cells": {place: (value, *map(repr, style)) for place, (value, *style) in cells.items()},
        "merges": sorted(map(str, sheet.merged_cells.ranges)),
        "widths": widths,
        "heights": {row: line.height for row, line in sheet.row_dimensions.items()},
        "page": [
            repr(sheet.page_setup),
            repr(sheet.page_margins),
            repr(sheet.print_options),
            sheet.oddFooter.center.text,
        ],
        "print": [sheet.print_area, sheet.print_title_rows, [brk.id for brk in sheet.row_breaks.brk]],
        "view": [sheet.freeze_panes, sheet.sheet_view.showGridLines, sheet.sheet_view.tabSelected],
        "rules": [len(sheet.conditional_formatting), len(sheet.data_validations.dataValidation)],
    }


def official(path: Path) -> dict[str, object]:
    return look(openpyxl.load_workbook(path)["目标表"])


def test_scored_and_exported_the_form_is_as_before(tmp_path: Path) -> None:
    out = exported(scored_form(tmp_path))
    assert official(out) == official(CLEAN)
    assert openpyxl.load_workbook(out).sheetnames == ["目标表"]
    with zipfile.ZipFile(out) as after, zipfile.ZipFile(CLEAN) as before:
        name = "xl/worksheets/sheet1.xml"
        assert _essence(after.read(name)) == _essence(before.read(name))
        assert "perfscore" not in after.read("xl/workbook.xml").decode().lower()


def _essence(sheet: bytes) -> list[bytes]:
    """Every element with its attributes, but for what only hints at the extent of the cells."""
    words = re.sub(rb'<dimension[^>]*>| spans="[^"]*"|<c r="[A-Z]+[0-9]+" ?/>|<row r="[0-9]+" ?/>', b"", sheet)
    return re.findall(rb"<[^>]+>[^<]*", words.replace(b" />", b"/>"))


def test_with_actuals_typed_by_another_program(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET | {6: "103.5%"})
    mine, theirs = official(exported(path)), official(typed(_clean(tmp_path), {}))
    assert mine == theirs


def _clean(folder: Path) -> Path:
    return Path(shutil.copyfile(CLEAN, folder / "again.xlsx"))


def test_a_form_that_went_through_libreoffice(tmp_path: Path, soffice: Convert) -> None:
    path = soffice(scored_form(tmp_path, ALL_MET), "xlsx:Calc MS Excel 2007 XML")
    score(path, in_place=True)
    out = exported(path)
    assert openpyxl.load_workbook(out).sheetnames == ["目标表"]
    assert values(out) == values(CLEAN)


def test_what_a_person_typed_beside_the_form_goes_with_our_columns(tmp_path: Path) -> None:
    path = typed(scored_form(tmp_path, ALL_MET), {f"{POINTS}10": 7, f"{ACTUAL}1": "示例数据"})
    found = values(exported(path))
    assert f"{POINTS}10" not in found
    assert found[f"{ACTUAL}1"] == "示例数据"


def test_the_source_is_never_the_target(tmp_path: Path) -> None:
    path = scored_form(tmp_path)
    before = digest(path)
    result = export_workbook(path, path)
    assert ([entry.code for entry in result.errors], result.output, digest(path)) == (["F303"], None, before)


FUNCTION = """项目支出绩效自评表
项目名称|甲项目
绩效指标|一级指标|二级指标|三级指标|年度指标值|评分标准|实际完成值|分值|得分
|产出指标|数量指标|培训人次|50|达到50人次得90分，每少1人次扣1分|45|90|"""


def test_our_functions_become_values(tmp_path: Path) -> None:
    path = save_form(tmp_path / "f.xlsx", FUNCTION, names=("自评表",))
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    cell = b'<c r="I4"><f>PERF_SCORE(A4:H4)</f><v>85</v></c>'
    parts[name] = re.sub(rb'<c r="I4"[^>]*/>|(?=</row></sheetData>)', cell, parts[name], count=1)
    with zipfile.ZipFile(path, "w") as package:
        for part, data in parts.items():
            package.writestr(part, data)
    book, _ = read_workbook(exported(path))
    assert book is not None
    found = book.sheets[0].cell(4, 9)
    assert (found.value, found.formula) == (Decimal(85), None)


def test_a_strangers_sheet_of_our_name_stays(tmp_path: Path) -> None:
    path = typed(_clean(tmp_path), {})
    book = openpyxl.load_workbook(path)
    book.create_sheet("计分口径")["A1"] = "本局的口径"
    book.save(path)
    result = score(path)
    assert result.output is not None
    out = exported(result.output)
    assert openpyxl.load_workbook(out)["计分口径"]["A1"].value == "本局的口径"


def test_a_strangers_sheet_in_our_way_is_named_and_kept(tmp_path: Path) -> None:
    path = scored_form(tmp_path, ALL_MET | {6: "103.5%"})
    book = openpyxl.load_workbook(path)
    del book["_perfscore"]
    book.save(path)
    before = digest(path)
    result = score_workbook(path, in_place=True)
    assert [entry.code for entry in result.errors] == ["F210"]
    assert "“得分汇总”" in result.errors[0].message
    assert digest(path) == before


def test_a_column_that_is_not_recognised_is_not_left_in(tmp_path: Path) -> None:
    path = typed(scored_form(tmp_path, ALL_MET), {"P3": "分数", "P6": "二十"} | {f"P{row}": "x" for row in ALL_MET})
    out = tmp_path / "上报版.xlsx"
    result = export_workbook(path, out)
    assert [entry.code for entry in result.errors] == ["F308"]
    assert "“得分”" in result.errors[0].message
    assert not out.exists()
