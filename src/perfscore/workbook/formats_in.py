"""The styles part in, the number format of every cell style out (ECMA-376 part 1, 18.8.10 and 18.8.30)."""

from __future__ import annotations

from perfscore.workbook.book_map import read_tree
from perfscore.workbook.number_format import BUILTIN_FORMATS, NumberFormat, parse_format
from perfscore.workbook.package import Package

GENERAL = parse_format("General")


def read_formats(package: Package, part: str | None) -> list[NumberFormat]:
    """Return the number format of each ``cellXfs`` entry, by style index.

    Raises:
        WorkbookFault: the part cannot be taken.
    """
    if part is None or package.find(part) is None:
        return []
    _data, root = read_tree(package, part)
    codes = dict(BUILTIN_FORMATS)
    custom = root.first("numFmts")
    for node in custom.all("numFmt") if custom else ():
        identity = node.attrs.get("numFmtId", "")
        if identity.isdecimal():
            codes[int(identity)] = node.attrs.get("formatCode", "General")
    styles = root.first("cellXfs")
    return [_format(codes, node.attrs.get("numFmtId", "0")) for node in (styles.all("xf") if styles else ())]


def _format(codes: dict[int, str], identity: str) -> NumberFormat:
    return parse_format(codes.get(int(identity), "General")) if identity.isdecimal() else GENERAL
