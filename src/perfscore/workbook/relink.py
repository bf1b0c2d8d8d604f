"""A workbook whose formulas link to our add-in's file in, the same with the bare names of the functions out.

Only those references change, and the link itself goes where nothing else hangs on it; every other formula, link and
part stays as it was, to the byte. Excel is asked to calculate once when it opens the file.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from perfscore.diagnostics import Diagnostic
from perfscore.grid.addin_links import is_addin_file, without_addin_link
from perfscore.workbook.book_map import BookMap, map_book, read_relations, read_tree, relation_id, rels_name
from perfscore.workbook.book_out import BookEditor, RelationsEditor, TypesEditor
from perfscore.workbook.faults import WorkbookFault
from perfscore.workbook.located import as_utf8, locate
from perfscore.workbook.package import CONTENT_TYPES, Package
from perfscore.workbook.saving import save_atomically
from perfscore.workbook.sheet_map import tags
from perfscore.workbook.xmlsafe import BrokenXmlError, ForbiddenXmlError, feed, new_parser
from perfscore.workbook.xstring import escape_text
from perfscore.workbook.zip_out import write_package


@dataclass(frozen=True, slots=True)
class Relinked:
    """What came of it: cells and names that changed, and whether the link had to stay in the list of links."""

    count: int = 0
    keeps_link: bool = False
    problems: tuple[Diagnostic, ...] = ()


def relink_workbook(source: Path, target: Path, names: Collection[str]) -> Relinked:
    """Make references to our add-in's functions plain.

    Args:
        source: the workbook.
        target: where the result goes; nothing is written where there is nothing to change.
        names: the names of our functions, in capitals.

    Returns:
        What changed, or the one problem (F1xx, F20x) with nothing written.
    """
    try:
        with Package(source) as package:
            job = _Relinking(package, frozenset(names))
            job.run()
            if job.changed:
                save_atomically(target, lambda file: write_package(file, package, job.changed, job.removed, {}))
    except WorkbookFault as problem:
        return Relinked(problems=(problem.diagnostic,))
    return Relinked(job.count, job.keeps_link)


class _Relinking:
    """One repair; ``changed`` and ``removed`` say what becomes of the package."""

    def __init__(self, package: Package, names: frozenset[str]) -> None:
        self.changed: dict[str, bytes] = {}
        self.removed: set[str] = set()
        self.count = 0
        self.keeps_link = False
        self._package, self._names = package, names
        self._book: BookMap = map_book(package)
        data, self._root = read_tree(package, self._book.part)
        self._editor = BookEditor(data, self._root, self._book)
        self._listed = self._links()
        self._ours = frozenset(number for number, (_, part) in self._listed.items() if self._is_ours(part))

    def run(self) -> None:
        """Rewrite sheets and names, then drop the link."""
        for sheet in self._book.sheets:
            if sheet.part and self._package.find(sheet.part):
                self._rewrite_sheet(sheet.part)
        self.count += self._editor.rewrite_names(self._plain)
        if not self.count:
            return
        self._drop_links()
        self._editor.recalculate()  # what the cells show was calculated without the functions, perhaps as #NAME?
        self.changed[self._book.part] = self._editor.result()

    def _links(self) -> dict[int, tuple[str, str]]:
        """Return the relationship and the part of each link to another file, by its number in formulas."""
        section = self._root.first("externalReferences")
        targets = {relation.id: relation.target for relation in self._book.relations}
        nodes = section.all("externalReference") if section else ()
        return {n: (relation_id(node), targets.get(relation_id(node), "")) for n, node in enumerate(nodes, 1)}

    def _is_ours(self, part: str) -> bool:
        found = self._package.find(part) if part else None
        relations = read_relations(self._package, found) if found else ()
        return any(relation.is_external and is_addin_file(relation.target) for relation in relations)

    def _rewrite_sheet(self, part: str) -> None:
        data = self._package.read(part)
        if b"!" not in data:
            return
        try:
            data = as_utf8(data)
            prefix = locate(data, depth=0).prefix
        except (ForbiddenXmlError, BrokenXmlError) as problem:
            raise self._package.part_fault(part, problem) from problem
        pieces, done = [], 0
        for start, end in _formulas(data, prefix):
            old = data[start:end]
            new = self._plain(old)
            if new != old:
                pieces += [data[done:start], new]
                done = end
                self.count += 1
        if pieces:
            self.changed[part] = b"".join([*pieces, data[done:]])

    def _plain(self, written: bytes) -> bytes:
        """Return a formula as it is written in XML with our references plain, or the very bytes."""
        if b"!" not in written:
            return written
        formula = _text(written)
        plain = without_addin_link(formula, self._names, self._ours)
        return written if plain == formula else escape_text(plain).encode()

    def _drop_links(self) -> None:
        """Take links to our add-in off the end of the list, where nothing names their numbers any more.

        One that others follow has to stay: the numbers of those, and so their formulas, would change.
        """
        gone: dict[str, str] = {}
        for number in sorted(self._listed, reverse=True):
            if number not in self._ours or self._is_named(number):
                break
            gone.update((self._listed[number],))
        self.keeps_link = len(gone) < len(self._ours)
        if not gone:
            return
        self._editor.drop_links(gone.keys())
        rels = rels_name(self._book.part)
        relations = RelationsEditor(*read_tree(self._package, rels), self._book)
        types = TypesEditor(*read_tree(self._package, CONTENT_TYPES))
        for relation in self._book.relations:
            if relation.id in gone:
                relations.remove(relation)
                types.remove(relation.target)
                names = (self._package.find(name) for name in (relation.target, rels_name(relation.target)))
                self.removed |= {name for name in names if name}
        self.changed[rels], self.changed[CONTENT_TYPES] = relations.result(), types.result()

    def _is_named(self, number: int) -> bool:
        """Tell whether any part still says [number]: a reference to something else in that file, or a mere text."""
        parts = (name for name in self._package.entries if name.endswith(".xml") and "externalLinks/" not in name)
        return any(b"[%d]" % number in self._content(name) for name in parts)

    def _content(self, name: str) -> bytes:
        if name == self._book.part:
            return self._editor.result()
        try:
            return self.changed.get(name) or as_utf8(self._package.read(name))
        except BrokenXmlError as problem:
            raise self._package.part_fault(name, problem) from problem


def _formulas(data: bytes, prefix: str) -> list[tuple[int, int]]:
    """Return where the text of each formula of a sheet stands."""
    places: list[tuple[int, int]] = []
    start: int | None = None
    for found in tags(prefix, "f").finditer(data):
        if found["kind"] is None:
            continue
        if found["slash"] is None:
            start = None if found["empty"] else found.end()
        elif start is not None:
            places.append((start, found.start()))
            start = None
    return places


def _text(written: bytes) -> str:
    """Return what the content of an element says: references and sections resolved."""
    pieces: list[str] = []
    parser = new_parser(namespaces=False)
    parser.CharacterDataHandler = pieces.append
    feed(parser, (b"<f>", written, b"</f>"))
    return "".join(pieces)
