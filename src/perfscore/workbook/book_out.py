"""The workbook part, its relationships and the content types in, with sheets and settings added or taken out."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection

from perfscore.workbook.book_map import BookMap, Relation, SheetEntry, relation_base, relation_id
from perfscore.workbook.located import Node, Splicer
from perfscore.workbook.xmlsafe import RELATION_NAMESPACES, whole
from perfscore.workbook.xstring import escape_attribute

_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "AlternateContent", "bookViews", "sheets",
    "functionGroups", "externalReferences", "definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches",
    "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst",
)  # fmt: skip
"""The order of a workbook's children (ECMA-376 part 1, 18.2.27)."""
_VERY_HIDDEN = "veryHidden"


class BookEditor:
    """Edits of xl/workbook.xml (ECMA-376 part 1, 18.2)."""

    def __init__(self, data: bytes, root: Node, book: BookMap) -> None:
        self._root = root
        self._splicer = Splicer(data)
        self._book = book
        self._next_sheet_id = max((sheet.sheet_id for sheet in book.sheets), default=0)

    def _section(self, name: str) -> Node | None:
        return self._root.first(name)

    def add_sheets(self, added: list[tuple[str, str, bool]]) -> None:
        """Add sheets behind the last one, given as (name, relationship id, very hidden)."""
        sheets = self._section("sheets")
        if sheets is None or not added:
            return
        xml = "".join(self._sheet_xml(sheets, name, relation, hidden) for name, relation, hidden in added)
        self._splicer.append(sheets, xml.encode())

    def hide_sheet(self, hidden: SheetEntry) -> None:
        """Make a hidden sheet very hidden again: some programs know only one kind of hiding."""
        sheets = self._section("sheets")
        for place, node in enumerate(sheets.all("sheet") if sheets else ()):
            if self._book.sheets[place] is hidden and node.attrs.get("state") != _VERY_HIDDEN:
                self._splicer.set_attributes(node, {"state": _VERY_HIDDEN})

    def _sheet_xml(self, sheets: Node, name: str, relation: str, hidden: bool) -> str:
        self._next_sheet_id += 1
        head = f'<{sheets.prefix}sheet name="{escape_attribute(name)}" sheetId="{self._next_sheet_id}"'
        head += f' state="{_VERY_HIDDEN}"' if hidden else ""
        for attribute, value in self._root.attrs.items():
            if value in RELATION_NAMESPACES and attribute.startswith("xmlns:"):
                return f'{head} {attribute[6:]}:id="{relation}"/>'
        space = relation_base(self._book.relations[0].kind if self._book.relations else "")
        return f'{head} xmlns:r="{space}" r:id="{relation}"/>'

    def remove_sheets(self, removed: list[SheetEntry]) -> None:
        """Take sheets out, and move every index behind them: names of one sheet, the active and the first tab."""
        if not removed:
            return
        gone = {place for place, sheet in enumerate(self._book.sheets) if sheet in removed}
        sheets = self._section("sheets")
        for place, node in enumerate(sheets.all("sheet") if sheets else ()):
            if place in gone:
                self._splicer.remove(node)
        self._reindex_names(gone, [sheet.name for sheet in removed])
        views = self._section("bookViews")
        for view in views.all("workbookView") if views else ():
            self._reindex_view(view, gone)

    def _reindex_names(self, gone: set[int], names: list[str]) -> None:
        section = self._section("definedNames")
        nodes = list(section.all("definedName")) if section else []
        local = [node for node in nodes if "localSheetId" in node.attrs]
        dropped = [node for node in local if whole(node.attrs["localSheetId"]) in gone]
        if section is not None and nodes and len(dropped) == len(nodes):
            self._splicer.remove(section)
            return
        for node in nodes:
            if node in dropped:
                self._splicer.remove(node)
                continue
            if node in local:
                index = whole(node.attrs["localSheetId"])
                moved = index - sum(place < index for place in gone)
                self._splicer.set_attributes(node, {"localSheetId": str(moved)})
            self._forget_reference(node, names)

    def _forget_reference(self, node: Node, names: list[str]) -> None:
        """A name that points into a removed sheet points nowhere, as when a person deletes the sheet."""
        words = self._splicer.data[node.open_end : node.close].decode("utf-8", "replace")
        if any(re.search(_mention(name), words, re.IGNORECASE) for name in names):
            self._splicer.replace(node.open_end, node.close, b"#REF!")

    def _reindex_view(self, view: Node, gone: set[int]) -> None:
        kept = [place for place in range(len(self._book.sheets)) if place not in gone]
        shown = [place for place in kept if not self._book.sheets[place].is_hidden] or kept
        values: dict[str, str | None] = {}
        for name in ("activeTab", "firstSheet"):
            if name not in view.attrs:
                continue
            old = whole(view.attrs[name])
            nearest = old if old in kept else max((place for place in shown if place < old), default=shown[0])
            values[name] = str(kept.index(nearest))
        self._splicer.set_attributes(view, values)

    def rewrite_names(self, rewrite: Callable[[bytes], bytes]) -> int:
        """Rewrite what defined names stand for, and return how many changed."""
        section = self._section("definedNames")
        count = 0
        for node in section.all("definedName") if section else ():
            old = self._splicer.data[node.open_end : node.close]
            new = rewrite(old)
            if new != old:
                self._splicer.replace(node.open_end, node.close, new)
                count += 1
        return count

    def drop_links(self, gone: Collection[str]) -> None:
        """Take links to other files out of the list (18.2.9), by the ids of their relationships."""
        section = self._section("externalReferences")
        nodes = list(section.all("externalReference")) if section else []
        dropped = [node for node in nodes if relation_id(node) in gone]
        if section is not None and len(dropped) == len(nodes):
            self._splicer.remove(section)
            return
        for node in dropped:
            self._splicer.remove(node)

    def recalculate(self) -> None:
        """Ask Excel to calculate everything once when it opens the file (18.2.2, fullCalcOnLoad)."""
        node = self._section("calcPr")
        if node is not None:
            self._splicer.set_attributes(node, {"fullCalcOnLoad": "1"})
            return
        later = _ORDER[_ORDER.index("calcPr") + 1 :]
        place = next((child.start for child in self._root.children if child.local in later), self._root.close)
        self._splicer.replace(place, place, f'<{self._root.prefix}calcPr fullCalcOnLoad="1"/>'.encode())

    def result(self) -> bytes:
        """Return the workbook part with all edits."""
        return self._splicer.result()


def _mention(name: str) -> str:
    quoted = re.escape(escape_attribute("'" + name.replace("'", "''") + "'!"))
    return rf"{quoted}|(?<![\w.']){re.escape(escape_attribute(name))}!"


class RelationsEditor:
    """Edits of the workbook's relationships part."""

    def __init__(self, data: bytes, root: Node, book: BookMap) -> None:
        self._root = root
        self._splicer = Splicer(data)
        self._folder = posixpath.dirname(book.part)
        self._base = relation_base(next((one.kind for one in book.relations), ""))
        self._used = {relation.id for relation in book.relations}
        self._added: list[str] = []

    def add(self, kind: str, part: str) -> str:
        """Relate a part and return the new relationship's id; ``kind`` is the last word of its type."""
        number = len(self._used) + 1
        while f"rId{number}" in self._used:
            number += 1
        identity = f"rId{number}"
        self._used.add(identity)
        target = escape_attribute(posixpath.relpath(part, self._folder or "."))
        tag = f"{self._root.prefix}Relationship"
        self._added.append(f'<{tag} Id="{identity}" Type="{self._base}/{kind}" Target="{target}"/>')
        return identity

    def remove(self, relation: Relation) -> None:
        """Take one relationship out."""
        for node in self._root.all("Relationship"):
            if node.attrs.get("Id") == relation.id:
                self._splicer.remove(node)

    def result(self) -> bytes:
        """Return the relationships part with all edits."""
        if self._added:
            self._splicer.append(self._root, "".join(self._added).encode())
            self._added.clear()
        return self._splicer.result()


class TypesEditor:
    """Edits of [Content_Types].xml."""

    def __init__(self, data: bytes, root: Node) -> None:
        self._root = root
        self._splicer = Splicer(data)
        self._added: list[str] = []

    def add(self, part: str, kind: str) -> None:
        """Declare the content type of a new part."""
        tag = f"{self._root.prefix}Override"
        self._added.append(f'<{tag} PartName="/{escape_attribute(part)}" ContentType="{kind}"/>')

    def remove(self, part: str) -> None:
        """Take the declaration of a removed part out."""
        for node in self._root.all("Override"):
            if node.attrs.get("PartName", "").lower() == "/" + part.lower():
                self._splicer.remove(node)

    def result(self) -> bytes:
        """Return the part with all edits."""
        if self._added:
            self._splicer.append(self._root, "".join(self._added).encode())
            self._added.clear()
        return self._splicer.result()
