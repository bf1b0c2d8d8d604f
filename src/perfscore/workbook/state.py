"""Our own text inside the workbook: one custom XML item, which Excel keeps unread (ECMA-376 part 1, 15.2.4 and 15.2.5).

A custom XML item is made for data of other programs: no sheet shows it, sorting and inserting rows do not disturb
it, and saving in Excel keeps it. The names of our sheets stand beside the text: only these are replaced or removed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from perfscore.workbook.book_map import BookMap, Relation
from perfscore.workbook.faults import WorkbookFault
from perfscore.workbook.located import as_utf8
from perfscore.workbook.package import Package
from perfscore.workbook.xmlsafe import BrokenXmlError, ForbiddenXmlError, feed, new_parser
from perfscore.workbook.xstring import escape_attribute, escape_text, unescape

STATE_NAMESPACE = "urn:perfscore:state"
ITEM_ID = "{6A0F3C52-8D0B-4B0E-9C55-70E6F5C0A9D1}"
"""The identity of our custom XML item (ds:itemID), the same in every workbook."""
_ITEM = re.compile(r"customXml/item[0-9]+\.xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KeptState:
    """What we kept in a workbook, and the part it was found in.

    ``relation`` is the workbook's relationship to the part. LibreOffice keeps the part but hangs it on the package
    instead, so the relationship may be missing.
    """

    text: str | None = None
    sheets: tuple[str, ...] = ()
    part: str | None = None
    relation: Relation | None = None


def read_state(package: Package, book: BookMap) -> KeptState:
    """Return what we kept; an empty state where there is none, or where it is not ours to understand."""
    related = {one.target: one for one in book.relations if one.kind.endswith("/customXml") and not one.is_external}
    loose = [name for name in package.entries if _ITEM.fullmatch(name)]
    for part in dict.fromkeys([*related, *loose]):
        reader = _read_item(package, part)
        if reader is not None:
            text = unescape("".join(reader.pieces)) if reader.has_text else None
            return KeptState(text, tuple(reader.sheets), package.find(part), related.get(part))
    return KeptState()


def _read_item(package: Package, part: str) -> _StateReader | None:
    if package.find(part) is None:
        return None
    try:
        data = as_utf8(package.read(part))
        if STATE_NAMESPACE.encode() not in data:
            return None
        reader = _StateReader()
        feed(reader.parser, (data,))
    except (WorkbookFault, ForbiddenXmlError, BrokenXmlError):
        return None
    return reader if reader.is_ours else None


class _StateReader:
    """Reads our item; another program's item only shares the parser."""

    def __init__(self) -> None:
        self.is_ours = self.has_text = False
        self.sheets: list[str] = []
        self.pieces: list[str] = []
        self.parser = new_parser(namespaces=True)
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        if name == f"{STATE_NAMESPACE}}}perfscore":
            self.is_ours = True
        elif name == f"{STATE_NAMESPACE}}}sheet":
            self.sheets.append(unescape(attrs.get("name", "")))
        elif name == f"{STATE_NAMESPACE}}}text":
            self.has_text = True
            self.parser.CharacterDataHandler = self.pieces.append

    def _end(self, _name: str) -> None:
        self.parser.CharacterDataHandler = None


def state_xml(text: str | None, sheets: tuple[str, ...]) -> bytes:
    """Return the custom XML item that keeps the text and the names of our sheets."""
    words = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n', f'<perfscore xmlns="{STATE_NAMESPACE}">']
    words += [f'<sheet name="{escape_attribute(name)}"/>' for name in sheets]
    if text is not None:
        words.append(f'<text xml:space="preserve">{escape_text(text)}</text>')
    words.append("</perfscore>")
    return "".join(words).encode("utf-8", "replace")


def properties_xml() -> bytes:
    """Return the properties part that goes with our custom XML item."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{ITEM_ID}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{STATE_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()
