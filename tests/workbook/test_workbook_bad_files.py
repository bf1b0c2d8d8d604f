"""A file that cannot be read gives one diagnostic with a code, the file's name and what to do; nothing is raised."""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from perfscore.diagnostics import Severity
from perfscore.grid.plan import CellWrite, SheetPlan, WorkbookPlan
from perfscore.workbook import read_workbook, write_workbook
from workbook_kit import HEAD, MAIN, pack, save, sheet, simple_parts

PLAN = WorkbookPlan([SheetPlan("表", cells=[CellWrite(1, 2, "得分")])])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = pack(simple_parts({"表": sheet('<row r="1"><c r="A1"><v>1</v></c></row>')}))


def ole(stream: str) -> bytes:
    return OLE + bytes(504) + stream.encode("utf-16-le") + bytes(600)


def with_part(name: str, text: str) -> bytes:
    return pack(simple_parts({"表": sheet("")}) | {name: text})


def zipped(**parts: str) -> bytes:
    return pack({name.replace("__", "/").replace("_", "."): text for name, text in parts.items()})


def bomb() -> bytes:
    return pack(simple_parts({"表": sheet(" " * (20 << 20))}))


def crowded() -> bytes:
    return pack(simple_parts({"表": sheet("")}) | {f"xl/media/{number}.bin": "" for number in range(10_001)})


def lying() -> bytes:
    """A package whose directory declares less than the sheet unpacks to."""
    data = bytearray(pack(simple_parts({"表": sheet(" " * 100_000)})))
    place = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    struct.pack_into("<I", data, place + 24, 100)
    return bytes(data)


def locked() -> bytes:
    data = bytearray(GOOD)
    place = data.rindex(b"PK\x01\x02")
    struct.pack_into("<H", data, place + 8, 1)
    return bytes(data)


def doubled(tmp: Path) -> bytes:
    path = tmp / "doubled.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name, text in simple_parts({"表": sheet("")}).items():
            package.writestr(name, text)
        package.writestr("XL/Workbook.xml", "<other/>")
    return path.read_bytes()


ENTITY = (
    f'{HEAD}<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
)
CASES: list[tuple[str, str, bytes | Callable[[Path], bytes], str]] = [
    ("empty", "F107", b"", "0字节"),
    ("old.xls", "F104", ole("Workbook"), "另存为"),
    ("raw.xls", "F104", b"\x09\x08\x10\x00\x00\x06\x05\x00", "另存为"),
    ("renamed.xlsx", "F104", ole("Workbook"), ".xls"),
    ("locked.xlsx", "F105", ole("EncryptedPackage"), "清除密码"),
    ("ziplocked.xlsx", "F105", locked(), "密码"),
    ("form.et", "F106", ole("Workbook"), "WPS表格"),
    ("form.wps", "F106", ole("WordDocument"), "WPS文字"),
    ("other.msi", "F103", ole("Something"), "复合文档"),
    (
        "form.ods",
        "F106",
        zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet", content_xml="<a/>"),
        "OpenDocument",
    ),
    ("form.docx", "F106", pack({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), "Word"),
    ("archive.xlsx", "F103", zipped(readme_txt="x"), "压缩包"),
    ("form.csv", "F106", "指标,分值\n满意度,10\n".encode("gb18030"), "CSV"),
    ("page.xls", "F106", b"<html><table><tr><td>1</td></tr></table></html>", "HTML"),
    (
        "xml2003.xls",
        "F106",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "2003",
    ),
    ("scan.xlsx", "F106", b"%PDF-1.7\n", "PDF"),
    ("note.xlsx", "F103", "没有逗号的一句话".encode(), "纯文本"),
    ("sealed.xlsx", "F103", b"\x14#e\x00" + bytes(range(200)), "加密"),
    ("cut.xlsx", "F107", GOOD[: len(GOOD) // 2], "重新下载"),
    (
        "nobook.xlsx",
        "F107",
        pack({k: v for k, v in simple_parts({"表": sheet("")}).items() if k != "xl/workbook.xml"}),
        "workbook.xml",
    ),
    (
        "nosheet.xlsx",
        "F107",
        pack({k: v for k, v in simple_parts({"表": ""}).items() if "sheet1" not in k}),
        "sheet1.xml",
    ),
    ("broken.xlsx", "F107", with_part("xl/worksheets/sheet1.xml", "<worksheet><sheetData>"), "sheet1.xml"),
    ("notsheet.xlsx", "F107", with_part("xl/worksheets/sheet1.xml", "<other/>"), "sheet1.xml"),
    ("twice.xlsx", "F107", doubled, "重复"),
    ("lying.xlsx", "F107", lying(), "sheet1.xml"),
    ("bomb.xlsx", "F108", bomb(), "压缩率"),
    ("crowd.xlsx", "F108", crowded(), "部件"),
    ("entity.xlsx", "F109", with_part("xl/worksheets/sheet1.xml", ENTITY), "实体"),
    ("dtd.xlsx", "F109", with_part("xl/workbook.xml", f"<!DOCTYPE workbook>{HEAD[56:]}<workbook/>"), "workbook.xml"),
]


@pytest.mark.parametrize(("name", "code", "content", "words"), CASES, ids=[case[0] for case in CASES])
def test_bad_files(tmp_path: Path, name: str, code: str, content: bytes | Callable[[Path], bytes], words: str) -> None:
    path = tmp_path / name
    data = content if isinstance(content, bytes) else content(tmp_path)
    path.write_bytes(data)
    book, diagnostics = read_workbook(path)
    assert book is None
    (found,) = diagnostics
    assert (found.code, found.severity) == (code, Severity.ERROR)
    assert words in found.message
    assert name in found.message
    assert write_workbook(path, tmp_path / "out.xlsx", PLAN) == diagnostics
    assert not (tmp_path / "out.xlsx").exists()
    assert path.read_bytes() == data


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert read_workbook(tmp_path / "没有.xlsx")[1][0].code == "F101"
    assert read_workbook(tmp_path)[1][0].code == "F103"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read every file")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(GOOD)
    path.chmod(0)
    assert read_workbook(path)[1][0].code == "F102"


def test_binary_workbook(tmp_path: Path) -> None:
    parts = simple_parts({"表": sheet("")})
    types = str(parts["[Content_Types].xml"])
    parts["[Content_Types].xml"] = types.replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    )
    found = read_workbook(save(tmp_path / "f.xlsb", parts))[1][0]
    assert found.code == "F106"
    assert ".xlsb" in found.message


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("perfscore.workbook.sheet_in.MAX_CELLS", 3)
    cells = "".join(f'<c r="{letter}1"><v>1</v></c>' for letter in "ABCD")
    found = read_workbook(save(tmp_path / "f.xlsx", simple_parts({"表": sheet(f'<row r="1">{cells}</row>')})))[1][0]
    assert found.code == "F110"
    assert "表" in found.message
