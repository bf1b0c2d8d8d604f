"""Real workbook files for whole-way tests: the seed form scored, edited as staff do with another program, read back."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from perfscore import WorkbookResult, score_workbook
from perfscore.__main__ import main
from perfscore.grid.scored import ScoredRow
from perfscore.workbook import read_workbook

TEMPLATES = Path(__file__).parents[1] / "workbook_templates"
CLEAN = TEMPLATES / "target_form_hengyang.xlsx"
SAMPLE = TEMPLATES / "target_form_hengyang_sample.xlsx"
ACTUAL, POINTS, DEDUCTION, EXPLANATION, STATUS = "OPQRS"
"""The letters of our columns on the seed form."""
ALL_MET = {
    6: "98%", 9: "612/612", 10: "30家", 11: "90%", 12: "当年度已实施", 13: "同比提高2%", 17: "满意",
    18: "未超预算", 21: "同比提高3%", 22: "当年度已完成", 23: "当年度已实施", 25: "52%", 28: "满意",
    29: "98.5%", 32: "已完成", 33: "已完成", 34: "已实施", 36: "第4名", 38: "已开展惠企政策宣传", 39: "非常满意",
}  # fmt: skip
"""Actuals by row of the seed form that reach every target."""

TARGET = """项目支出绩效目标表
单位代码|单位（专项）名称|资金总额|一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|备注
001|甲项目|10|产出指标|数量指标|培训人次|50|达到50人次得60分，每少1人次扣1分|人次|≥|60分
|||产出指标|质量指标|合格率|95|达到95%得20分|%|≥|20分
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分|%|≥|10分"""
SELF = """项目支出绩效自评表
（2024年度）
项目名称|甲项目
主管部门|某局||实施单位|某中心
项目资金（万元）||年初预算数|全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分
|年度资金总额|10|12|9|10|75%|
|其中：当年财政拨款|10|12|9|—|—|—
年度总体目标|预期目标|||实际完成情况
|培训合格|||已完成
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标|数量指标|培训人次|≥50人次|45人次|60||
||质量指标|合格率|≥95百分比|96%|20||
|满意度指标|服务对象满意度|满意度|90%|91%|10||
总分||||||100||"""
"""A 自评表 with its own 得分 column and without rules, and the 目标表 that it takes them from."""

Typed = Mapping[str, object]


def typed(path: Path, cells: Typed, *, sheet: str = "目标表") -> Path:
    """Type into cells with openpyxl, as a program between two presses would, and save in place."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book[sheet][place] = value
    book.save(path)
    return path


def score(path: Path, **options: object) -> WorkbookResult:
    """Score a workbook that must give a result."""
    result = score_workbook(path, **options)  # type: ignore[arg-type]
    assert result.output is not None, [str(entry) for entry in result.diagnostics]
    return result


def scored_form(folder: Path, actuals: Mapping[int, object] | None = None) -> Path:
    """The clean seed form scored with these actuals by row, in ``folder``."""
    source = folder / "目标表.xlsx"
    shutil.copyfile(CLEAN, source)
    path = score(source).output
    assert path is not None
    if actuals:
        typed(path, {f"{ACTUAL}{row}": value for row, value in actuals.items()})
        score(path, in_place=True)
    return path


def values(path: Path, sheet: str = "目标表") -> dict[str, object]:
    """The values of a sheet by address, empty ones left out."""
    book, diagnostics = read_workbook(path)
    assert diagnostics == ()
    assert book is not None
    (found,) = [one for one in book.sheets if one.name == sheet]
    letters = openpyxl.utils.get_column_letter
    return {f"{letters(column)}{row}": cell.value for (row, column), cell in found.cells.items()}


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """The addresses whose values differ."""
    return {place for place in before.keys() | after.keys() if before.get(place) != after.get(place)}


def row_of(result: WorkbookResult, row: int) -> ScoredRow:
    """The scored row at a sheet row."""
    assert result.scored is not None
    (found,) = [entry for entry in result.scored.rows if entry.row.row == row]
    return found


def digest(path: Path) -> str:
    """A fingerprint of the file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run the command line in this process: exit code, standard output, standard error."""
    capsys.readouterr()
    try:
        code = main([str(word) for word in words])
    except SystemExit as done:
        code = int(str(done.code or 0))
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err


def run_json(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, dict[str, object]]:
    """Run ``score --json``: exit code and the one object on standard output."""
    code, out, _ = run(capsys, *words, "--json")
    found = json.loads(out)
    assert isinstance(found, dict)
    return code, found


def save_form(path: Path, *tables: str, names: tuple[str, ...] = ("目标表", "自评表")) -> Path:
    """Save sheets given as lines of cells parted by ``|``; what reads as a number is one."""
    book = openpyxl.Workbook()
    del book["Sheet"]
    for name, table in zip(names, tables, strict=False):
        sheet = book.create_sheet(name)
        for row, line in enumerate(table.split("\n"), start=1):
            for column, words in enumerate(line.split("|"), start=1):
                sheet.cell(row, column).value = _number(words) or None
    book.save(path)
    return path


def _number(words: str) -> object:
    try:
        return float(words) if "." in words else int(words)
    except ValueError:
        return words
