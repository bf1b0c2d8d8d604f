"""The first bytes of a file in, a fault out where it is no .xlsx package: says what the file really is."""

from __future__ import annotations

import mmap
from pathlib import Path

from perfscore.workbook.faults import WorkbookFault, fault

ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF_STARTS = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")

_OTHER_STARTS = (
    (b"%PDF", "PDF文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "RAR压缩包"),
    (b"7z\xbc\xaf", "7z压缩包"),
    (b"{\\rtf", "RTF文档"),
)

_OLE_STREAMS = (
    ("EncryptedPackage", "F105"),
    ("DRMContent", "F105"),
    ("WordDocument", "WPS文字或Word文档"),
    ("PowerPoint Document", "演示文稿"),
    ("Workbook", "F104"),
    ("Book", "F104"),
)
"""Names of streams in an OLE compound file (MS-CFB directory entries, UTF-16), the telling ones first."""


def sniff_fault(path: Path, head: bytes) -> WorkbookFault | None:
    """Return why a file that begins with ``head`` is no .xlsx, None where it begins like a zip package."""
    name = path.name
    if not head:
        return fault("F107", file=name, seen="文件是空的，0字节")
    if head.startswith(ZIP_MAGIC):
        return None
    if head.startswith(_OLE_MAGIC):
        return _ole_fault(path)
    if head.startswith(_BIFF_STARTS):
        return fault("F104", file=name)
    for start, seen in _OTHER_STARTS:
        if head.startswith(start):
            return fault("F106", file=name, seen=seen)
    return _text_fault(name, head)


def _ole_fault(path: Path) -> WorkbookFault:
    name = path.name
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for stream, verdict in _OLE_STREAMS:
            if content.find(stream.encode("utf-16-le")) < 0:
                continue
            if verdict == "F104" and path.suffix.lower() == ".et":
                return fault("F106", file=name, seen="WPS表格（.et）文件")
            return fault(verdict, file=name) if verdict.startswith("F") else fault("F106", file=name, seen=verdict)
    return fault("F103", file=name, seen="是其他程序的复合文档")


def _text_fault(name: str, head: bytes) -> WorkbookFault:
    text = _decoded(head)
    if text is None:
        return fault("F103", file=name, seen="内容无法识别，可能经过加密")
    start = text.lstrip("\ufeff \t\r\n").lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in start:
        return fault("F106", file=name, seen="XML电子表格2003")
    if start.startswith(("<!doctype html", "<html", "<table", "<meta", "<head")):
        return fault("F106", file=name, seen="网页（HTML）")
    if start.startswith("<?xml"):
        return fault("F106", file=name, seen="XML文件")
    if "," in text or "\t" in text:
        return fault("F106", file=name, seen="文本（如CSV）")
    return fault("F103", file=name, seen="内容是纯文本")


def _decoded(head: bytes) -> str | None:
    """Return the head as text, None where it is binary; a character cut at its end does not matter."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "ignore")
    if any(byte < 9 or 13 < byte < 32 for byte in head):  # noqa: PLR2004 - C0 controls other than blanks
        return None
    for encoding in ("utf-8", "gb18030"):
        for cut in range(4):
            try:
                return head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
    return None


def foreign_zip_fault(name: str, parts: set[str]) -> WorkbookFault:
    """Return what to say about a sound zip that is no SpreadsheetML package; ``parts`` are its entries, lower case."""
    if "mimetype" in parts and "content.xml" in parts:
        return fault("F106", file=name, seen="OpenDocument表格或文档（如.ods）")
    if any(part.startswith("word/") for part in parts):
        return fault("F106", file=name, seen="Word文档")
    if any(part.startswith("ppt/") for part in parts):
        return fault("F106", file=name, seen="演示文稿")
    if any(part.endswith(".iwa") for part in parts):
        return fault("F106", file=name, seen="Numbers表格")
    return fault("F103", file=name, seen="是普通压缩包")
