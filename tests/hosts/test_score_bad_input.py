"""Every bad input: one clear Chinese message with place and remedy, the right exit code, the file untouched."""

from __future__ import annotations

import re
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Border, Side

from form_files import CLEAN, digest, run, run_json, save_form, values
from workbook_kit import pack, sheet, simple_parts

HEADER = "一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|分值"
TABLE = f"""项目支出绩效目标表
{HEADER}
产出指标|数量指标|培训人次|50|达到50人次得90分，每少1人次扣1分|人次|≥|90"""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def ole(stream: str) -> bytes:
    return OLE + bytes(504) + stream.encode("utf-16-le") + bytes(600)


def truncated() -> bytes:
    data = CLEAN.read_bytes()
    return data[: len(data) // 2]


def bomb() -> bytes:
    return pack(simple_parts({"目标表": sheet(" " * (300 << 20))}))


def entities() -> bytes:
    lines = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    return pack(simple_parts({"目标表": sheet("").replace("<worksheet", f"{lines}<worksheet")}))


UNREADABLE: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("文本.xlsx", "三级指标,得分".encode, "F106", "另存为"),
    ("乱码.xlsx", lambda: bytes(range(256)) * 9, "F103", "请选择.xlsx"),
    ("空.xlsx", lambda: b"", "F1", "请"),
    ("旧.xls", lambda: ole("Workbook"), "F104", "另存为"),
    ("加密.xlsx", lambda: ole("EncryptedPackage"), "F105", "清除密码"),
    ("截断.xlsx", truncated, "F107", "请重新下载"),
    ("炸弹.xlsx", bomb, "F108", "为安全起见"),
    ("实体.xlsx", entities, "F109", "为安全起见"),
]


@pytest.mark.parametrize(("name", "data", "code", "words"), UNREADABLE, ids=[one[0] for one in UNREADABLE])
def test_files_that_are_no_workbook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: Callable[[], bytes], code: str, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data())
    _refused(path, capsys, code, [f"“{name}”", words])


def _refused(path: Path, capsys: pytest.CaptureFixture[str], code: str, words: list[str]) -> None:
    before = digest(path)
    exit_code, out, err = run(capsys, "score", path)
    assert (exit_code, out) == (2, "")
    (line,) = err.splitlines()
    assert line.startswith(f"错误 {code}")
    assert all(word in line for word in words), line
    assert digest(path) == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert run(capsys, "export", path, "-o", path.with_name("x.xlsx"))[0] == 2


@pytest.mark.parametrize(
    ("table", "code", "words"),
    [
        ("序号|姓名|电话\n1|张三|123", "G101", ["序号、姓名、电话", "三级指标"]),
        ("", "G101", ["都是空的"]),
        (f"项目支出绩效目标表\n{HEADER}\n产出指标|数量指标||||||", "G106", ["目标表!", "请填好指标"]),
        (f"{HEADER}\n一级指标|二级指标|三级指标|评分标准\n||甲", "G104", ["第1行和第2行", "请保留一行表头"]),
        (TABLE.replace("指标值|评", "指标值|目标值|评"), "G105", ["D列“指标值”、E列“目标值”", "请改列名"]),
        (TABLE.replace("|评（扣）分标准", "|说明"), "G103", ["缺少“评（扣）分标准”", "请补上"]),
    ],
)
def test_workbooks_without_a_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], table: str, code: str, words: list[str]
) -> None:
    _refused(save_form(tmp_path / "f.xlsx", table), capsys, code, words)


def test_a_sheet_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save_form(tmp_path / "f.xlsx", TABLE)
    code, _, err = run(capsys, "score", path, "--sheet", "自评表")
    assert (code, "文件里有：“目标表”" in err) == (2, True)
    assert run(capsys, "score", path, "--profile", "没有")[0] == 2


def test_an_unknown_unit_leaves_the_row_to_a_person(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = TABLE.replace("每少1人次扣1分|人次", "每低1个鸿蒙扣1分|鸿蒙").replace("|分值", "|分值|实际完成值")
    path = save_form(tmp_path / "f.xlsx", f"{table}|45")
    code, found = run_json(capsys, "score", path)
    rows = found["projects"][0]["rows"]  # type: ignore[index]
    assert (code, rows[0]["status"], rows[0]["points"]) == (0, "needs_review", None)
    assert any("鸿蒙" in entry["message"] or entry["severity"] == "error" for entry in rows[0]["diagnostics"])


def test_weights_that_do_not_add_up_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save_form(tmp_path / "f.xlsx", TABLE.replace("|90", "|70"))
    code, out, err = run(capsys, "score", path)
    assert (code, "G121" in err) == (0, True)
    assert "分值合计70" in out


def test_a_hundred_thousand_empty_formatted_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "f.xlsx"
    save_form(path, TABLE)
    _fill_with_formats(path, 100_000)
    start = time.perf_counter()
    code, found = run_json(capsys, "score", path)
    seconds = time.perf_counter() - start
    assert (code, len(found["projects"][0]["rows"])) == (0, 1)  # type: ignore[index]
    assert seconds < 60
    assert values(tmp_path / "f_计分.xlsx")["I2"] == "实际完成值"


def _fill_with_formats(path: Path, count: int) -> None:
    book = openpyxl.load_workbook(path)
    book["目标表"]["A4"].border = Border(left=Side(style="thin"))
    book.save(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = "xl/worksheets/sheet1.xml"
    style = re.search(rb'<c r="A4" s="(\d+)"', parts[name])
    assert style is not None
    cells = "".join(f'<c r="{letter}{{0}}" s="{int(style[1])}"/>' for letter in "ABCDEFGH")
    rows = "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in range(5, count + 5))
    parts[name] = parts[name].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            package.writestr(part, data)


def test_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save_form(tmp_path / "f.xlsx", TABLE)
    before = digest(path)
    for target in (tmp_path / "没有" / "o.xlsx", tmp_path, tmp_path / "o.xlsm"):
        code, _, err = run(capsys, "score", path, "-o", target)
        (line,) = [one for one in err.splitlines() if one.startswith("错误")]
        assert (code, line.startswith("错误 F2"), "请" in line) == (3, True, True)
    assert digest(path) == before
    assert values(path)["H3"] == Decimal(90)
