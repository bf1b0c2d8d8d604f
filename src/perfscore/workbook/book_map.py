"""An open package in, a map of its workbook out: the sheets and their parts, and how parts relate."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote

from perfscore.workbook.faults import fault
from perfscore.workbook.located import Node, as_utf8, locate
from perfscore.workbook.package import CONTENT_TYPES, Package
from perfscore.workbook.sniff import foreign_zip_fault
from perfscore.workbook.xmlsafe import RELATION_NAMESPACES, BrokenXmlError, ForbiddenXmlError, is_true, local, whole

ROOT_RELS = "_rels/.rels"
_MAX_TREE_BYTES = 64 << 20
"""Parts that are held as a tree are small; the largest honest styles.xml seen in the wild is about 20 MB."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship (ECMA-376 part 2, 9.3): ``target`` is a part name, or a URI where ``is_external``."""

    id: str
    kind: str
    target: str
    is_external: bool = False


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One ``<sheet>`` of the workbook; ``part`` is empty for what is no worksheet (chart and dialog sheets)."""

    name: str
    relation_id: str
    sheet_id: int
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class BookMap:
    """Where things are in one workbook package."""

    part: str
    content_type: str
    relations: tuple[Relation, ...]
    sheets: tuple[SheetEntry, ...]
    uses_1904: bool
    is_structure_locked: bool

    def related(self, kind: str) -> str | None:
        """Return the part behind the first relationship whose type ends with ``/kind``."""
        for relation in self.relations:
            if relation.kind.endswith("/" + kind) and not relation.is_external:
                return relation.target
        return None

    def sheet(self, name: str) -> SheetEntry | None:
        """Return the worksheet with this name; Excel compares sheet names without case."""
        for sheet in self.sheets:
            if sheet.name.lower() == name.lower():
                return sheet
        return None


def read_tree(package: Package, name: str) -> tuple[bytes, Node]:
    """Return a part in UTF-8 with its tree.

    Raises:
        WorkbookFault: the part is missing or its XML cannot be taken.
    """
    found = package.find(name)
    if found and package.entries[found].file_size > _MAX_TREE_BYTES:
        raise fault("F108", file=package.file_name, seen=f"{name}过大")
    data = package.read(name)
    try:
        data = as_utf8(data)
        return data, locate(data)
    except (ForbiddenXmlError, BrokenXmlError) as problem:
        raise package.part_fault(name, problem) from problem


def rels_name(part: str) -> str:
    """Return the name of the relationships part of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", name + ".rels")


def read_relations(package: Package, part: str) -> tuple[Relation, ...]:
    """Return the relationships of a part (empty name: of the package); none where there is no such file."""
    name = rels_name(part) if part else ROOT_RELS
    if package.find(name) is None:
        return ()
    _data, root = read_tree(package, name)
    return tuple(_relation(posixpath.dirname(part), node) for node in root.all("Relationship"))


def _relation(folder: str, node: Node) -> Relation:
    target = node.attrs.get("Target", "").replace("\\", "/")
    is_external = node.attrs.get("TargetMode") == "External"
    if not is_external:
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        target = posixpath.normpath(unquote(path))
    return Relation(node.attrs.get("Id", ""), node.attrs.get("Type", ""), target, is_external)


def content_type(package: Package, part: str) -> str:
    """Return the part's content type (ECMA-376 part 2, 10.1.2), empty where none is declared."""
    _data, root = read_tree(package, CONTENT_TYPES)
    wanted = "/" + part.lower()
    for node in root.all("Override"):
        if node.attrs.get("PartName", "").lower() == wanted:
            return node.attrs.get("ContentType", "")
    extension = part.rpartition(".")[2].lower()
    for node in root.all("Default"):
        if node.attrs.get("Extension", "").lower() == extension:
            return node.attrs.get("ContentType", "")
    return ""


def map_book(package: Package) -> BookMap:
    """Return the map of the package's workbook.

    Raises:
        WorkbookFault: there is no workbook part, or it cannot be taken.
    """
    part = _main_part(package)
    kind = content_type(package, part)
    if "sheet.binary" in kind:
        raise fault("F106", file=package.file_name, seen="二进制工作簿（.xlsb）")
    _data, root = read_tree(package, part)
    if root.local != "workbook":
        raise foreign_zip_fault(package.file_name, {name.lower() for name in package.entries})
    relations = read_relations(package, part)
    properties, protection = root.first("workbookPr"), root.first("workbookProtection")
    return BookMap(
        part=part,
        content_type=kind,
        relations=relations,
        sheets=_sheets(package, root, relations),
        uses_1904=is_true(properties.attrs.get("date1904")) if properties else False,
        is_structure_locked=is_true(protection.attrs.get("lockStructure")) if protection else False,
    )


def _main_part(package: Package) -> str:
    for relation in read_relations(package, ""):
        if relation.kind.endswith("/officeDocument") and not relation.is_external:
            found = package.find(relation.target)
            if found is None:
                raise fault("F107", file=package.file_name, seen=f"缺少{relation.target}")
            return found
    raise foreign_zip_fault(package.file_name, {name.lower() for name in package.entries})


def _sheets(package: Package, root: Node, relations: tuple[Relation, ...]) -> tuple[SheetEntry, ...]:
    listed = root.first("sheets")
    if listed is None or not listed.children:
        raise fault("F107", file=package.file_name, seen="没有工作表清单")
    by_id = {relation.id: relation for relation in relations}
    return tuple(_sheet(package, node, by_id) for node in listed.all("sheet"))


def _sheet(package: Package, node: Node, by_id: dict[str, Relation]) -> SheetEntry:
    relation = by_id.get(relation_id(node))
    part = relation.target if relation and relation.kind.endswith("/worksheet") else ""
    return SheetEntry(
        name=node.attrs.get("name", ""),
        relation_id=relation_id(node),
        sheet_id=whole(node.attrs.get("sheetId")),
        part=package.find(part) or part,
        is_hidden=node.attrs.get("state", "visible") != "visible",
    )


def relation_id(node: Node) -> str:
    """Return the id of the relationship that an element names (r:id), empty where it names none."""
    return next((value for name, value in node.attrs.items() if name != "id" and local(name) == "id"), "")


def relation_base(kind: str) -> str:
    """Return the transitional or strict namespace that a relationship type such as ``…/worksheet`` begins with."""
    return next((base for base in RELATION_NAMESPACES if kind.startswith(base)), RELATION_NAMESPACES[0])
