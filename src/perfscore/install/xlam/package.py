"""Rows of text for the add-in's sheets in, the parts of a macro-enabled add-in (ECMA-376) as one zip package out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from perfscore.diagnostics import column_letters

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RIBBON = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_RIBBON_PART = "customUI/customUI14.xml"
_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
Row = Sequence[str]


def package_bytes(sheets: Mapping[str, Sequence[Row]], vba: bytes, ribbon: str) -> bytes:
    """Return the add-in file.

    Args:
        sheets: texts by sheet, from the first cell on; the module behind a sheet is called after it (helpSheet).
        vba: the VBA project.
        ribbon: the customUI of 2009, for Excel 2010 and later.
    """
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": _content_types(numbers),
        "_rels/.rels": _relations([(f"{_OFFICE}/officeDocument", "xl/workbook.xml"), (_RIBBON, _RIBBON_PART)]),
        "xl/workbook.xml": _workbook(list(sheets)),
        "xl/_rels/workbook.xml.rels": _relations(
            [(f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
            + [(f"{_OFFICE}/styles", "styles.xml"), (_VBA, "vbaProject.bin")]
        ),
        "xl/styles.xml": _styles(),
    }
    for number, (name, rows) in enumerate(sheets.items(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(f"{name}Sheet", rows)
    parts[_RIBBON_PART] = ribbon
    return _zipped({name: text.encode("utf-8") for name, text in parts.items()} | {"xl/vbaProject.bin": vba})


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return the zip package: times, order, attributes and system are always the same.

    Nothing is deflated, as the deflated bytes differ from one zlib to the next.
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, _FIRST_DAY)
            entry.create_system, entry.compress_type = 0, ZIP_STORED
            archive.writestr(entry, data)
    return buffer.getvalue()


def _content_types(sheets: Sequence[int]) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [("/xl/workbook.xml", "application/vnd.ms-excel.addin.macroEnabled.main+xml")]
    overrides += [(f"/xl/worksheets/sheet{number}.xml", f"{kind}.worksheet+xml") for number in sheets]
    overrides += [("/xl/styles.xml", f"{kind}.styles+xml")]
    overrides += [("/xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")]
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides)
        + "</Types>"
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = (f'<Relationship Id="rId{n}" Type="{kind}" Target="{part}"/>' for n, (kind, part) in enumerate(targets, 1))
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _workbook(sheets: Sequence[str]) -> str:
    lines = (f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr codeName="ThisWorkbook"/>'
        f"<bookViews><workbookView/></bookViews><sheets>{''.join(lines)}</sheets></workbook>"
    )


def _sheet(name: str, rows: Sequence[Row]) -> str:
    lines = (
        f'<row r="{number}">{"".join(_cell(number, column, text) for column, text in enumerate(row, 1) if text)}</row>'
        for number, row in enumerate(rows, 1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr codeName="{name}"/>'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )


def _cell(row: int, column: int, text: str) -> str:
    place = f"{column_letters(column)}{row}"
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _styles() -> str:
    """Return the least that a program asks for: one font, two fills, one border, one cell format."""
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )
