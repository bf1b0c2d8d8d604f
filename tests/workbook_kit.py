"""Workbook packages made by hand from small XML strings, and a comparison of two packages part by part."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from perfscore.workbook.state import MARK

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XLSM = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."

STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy/m/d;@"/>'
    '<numFmt numFmtId="165" formatCode="0.0&quot;分&quot;"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="宋体"/><family val="2"/></font>'
    '<font><b/><sz val="16"/><color rgb="FFFF0000"/><name val="黑体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="{count}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>{xfs}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def styles(*formats: int, extra: str = "") -> str:
    """A styles part: style 0 is plain, style n has the n-th number format."""
    xfs = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        for number in formats
    )
    return STYLES.replace("{count}", str(len(formats) + 1 + extra.count("<xf "))).replace("{xfs}", xfs + extra)


def sheet(rows: str, *, before: str = "", after: str = "", space: str = MAIN) -> str:
    """A worksheet part around the rows."""
    head = f'{HEAD}<worksheet xmlns="{space}" xmlns:r="{RELATIONS}">'
    return f"{head}{before}<sheetData>{rows}</sheetData>{after}</worksheet>"


def state_sheet(*names: str) -> str:
    """The worksheet part that says which sheets are ours."""
    words = ((1, MARK), *((row, f"|{name}|") for row, name in enumerate(names, 2)))
    return sheet("".join(f'<row r="{r}"><c r="A{r}" t="inlineStr"><is><t>{t}</t></is></c></row>' for r, t in words))


def relations(*entries: tuple[str, str, str], base: str = RELATIONS) -> str:
    """A relationships part of (id, last word of the type, target)."""
    inner = "".join(f'<Relationship Id="{i}" Type="{base}/{kind}" Target="{target}"/>' for i, kind, target in entries)
    return f'{HEAD}<Relationships xmlns="{PACKAGE_RELATIONS}">{inner}</Relationships>'


def types(overrides: dict[str, str], **defaults: str) -> str:
    """A content types part."""
    known = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"} | defaults
    inner = "".join(f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in known.items())
    inner += "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items())
    return f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{inner}</Types>'


def simple_parts(
    sheets: dict[str, str],
    *,
    style_part: str | None = None,
    strings: str | None = None,
    book: str = "",
    space: str = MAIN,
    base: str = RELATIONS,
) -> dict[str, str | bytes]:
    """The parts of a small workbook: sheets by name, and what stands before ``<sheets>`` in the workbook part."""
    listed = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>' for number, name in enumerate(sheets, 1)
    )
    links = [(f"rId{number}", "worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    overrides = {"xl/workbook.xml": XLSX}
    worksheet = _OFFICE + "spreadsheetml.worksheet+xml"
    overrides |= {f"xl/worksheets/sheet{number}.xml": worksheet for number in range(1, len(sheets) + 1)}
    parts: dict[str, str | bytes] = {}
    if style_part is not None:
        links.append(("rIdS", "styles", "styles.xml"))
        overrides["xl/styles.xml"] = _OFFICE + "spreadsheetml.styles+xml"
        parts["xl/styles.xml"] = style_part
    if strings is not None:
        links.append(("rIdT", "sharedStrings", "sharedStrings.xml"))
        overrides["xl/sharedStrings.xml"] = _OFFICE + "spreadsheetml.sharedStrings+xml"
        parts["xl/sharedStrings.xml"] = strings
    return {
        "[Content_Types].xml": types(overrides),
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml"), base=base),
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{space}" xmlns:r="{base}">{book}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(*links, base=base),
        **{f"xl/worksheets/sheet{number}.xml": text for number, text in enumerate(sheets.values(), 1)},
        **parts,
    }


def pack(parts: dict[str, str | bytes]) -> bytes:
    """The parts as a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 3, 1, 8, 30, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def save(path: Path, parts: dict[str, str | bytes]) -> Path:
    """Write the parts as a workbook file."""
    path.write_bytes(pack(parts))
    return path


def simple_book(path: Path, rows: str, *, style_part: str | None = None, **around: str) -> Path:
    """A workbook with one sheet 目标表."""
    return save(path, simple_parts({"目标表": sheet(rows, **around)}, style_part=style_part))


def part(path: Path, name: str) -> str:
    """One part of a workbook file as text."""
    with zipfile.ZipFile(path) as package:
        return package.read(name).decode("utf-8")


@dataclass(frozen=True)
class Comparison:
    """How package b differs from package a."""

    changed: set[str]
    added: set[str]
    removed: set[str]
    recompressed: set[str]
    """Parts with the same content whose compressed bytes differ."""


def compare_packages(a: Path, b: Path) -> Comparison:
    """Compare two packages by content and by compressed bytes."""
    left, right = _raw_parts(a), _raw_parts(b)
    both = left.keys() & right.keys()
    return Comparison(
        changed={name for name in both if left[name][0] != right[name][0]},
        added=set(right.keys() - left.keys()),
        removed=set(left.keys() - right.keys()),
        recompressed={name for name in both if left[name][0] == right[name][0] and left[name][1] != right[name][1]},
    )


def _raw_parts(path: Path) -> dict[str, tuple[bytes, bytes]]:
    data = path.read_bytes()
    found: dict[str, tuple[bytes, bytes]] = {}
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        for info in package.infolist():
            name_size, extra_size = struct.unpack_from("<HH", data, info.header_offset + 26)
            start = info.header_offset + 30 + name_size + extra_size
            found[info.filename] = (package.read(info), data[start : start + info.compress_size])
    return found


def _png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0\0\xff\0" * 2)) + chunk(b"IEND", b"")


PNG = _png()
