"""An open package and a WorkbookPlan in, the changed and removed parts out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from perfscore.diagnostics import Diagnostic
from perfscore.grid.plan import SheetPlan, WorkbookPlan
from perfscore.workbook.book_map import BookMap, SheetEntry, map_book, read_relations, read_tree, rels_name
from perfscore.workbook.book_out import BookEditor, RelationsEditor, TypesEditor
from perfscore.workbook.faults import fault, warning
from perfscore.workbook.new_sheet import checked_name, empty_sheet
from perfscore.workbook.package import CONTENT_TYPES, Package
from perfscore.workbook.sheet_map import SheetMap, UnorderedError
from perfscore.workbook.sheet_out import SheetResult, edit_sheet
from perfscore.workbook.state import STATE_SHEET, plan_state, read_state
from perfscore.workbook.styles_out import StyleBook, minimal_styles
from perfscore.workbook.xmlsafe import SHEET_NAMESPACES, BrokenXmlError, ForbiddenXmlError, is_true, whole
from perfscore.workbook.zip_out import Deflater

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


class Job:
    """One writing of one plan; ``changed`` and ``removed`` say what becomes of the package.

    ``begun`` holds the changed sheets that are being deflated already.
    """

    def __init__(self, package: Package, plan: WorkbookPlan) -> None:
        self.changed: dict[str, bytes] = {}
        self.removed: set[str] = set()
        self.begun: dict[str, Deflater] = {}
        self.warnings: list[Diagnostic] = []
        self.book: BookMap = map_book(package)
        self._package = package
        self._plan = plan
        self._kept = read_state(package, self.book)
        self._workbook_data, self._workbook_root = read_tree(package, self.book.part)
        self._book_editor = BookEditor(self._workbook_data, self._workbook_root, self.book)
        self._relations = RelationsEditor(*read_tree(package, rels_name(self.book.part)), self.book)
        self._types = TypesEditor(*read_tree(package, CONTENT_TYPES))
        self._namespace = _namespace(self._workbook_root.attrs.values())
        self._styles_part, self._styles = self._open_styles()
        self._maps: dict[str, SheetMap] = {}
        self._drops_calc_chain = False
        self._remade: set[int] = set()
        self._widths = {place: width for place, width in self._kept.widths.items() if self.book.sheet(place[0])}
        self._has_formulas = False

    def run(self) -> None:
        """Carry the plan out on the parts in memory.

        Raises:
            WorkbookFault: the plan does not fit this workbook; nothing has been written.
            ValueError: the plan asks for what no workbook can hold.
        """
        sheets = self._our_sheets()
        keeps = self._plan.state is not None or bool(sheets)
        mine = {name.lower() for name in self._kept.sheets}
        removed, plans = list(self._plan.removed_sheets), list(self._plan.sheets)
        if self._kept.is_there:
            mine.add(STATE_SHEET)
        if not keeps and self._kept.is_there:
            removed.append(STATE_SHEET)
        self._remove_sheets(removed, mine)
        missing = [plan for plan in plans if not self._write_standing(plan, mine)]
        if keeps:
            # Behind the others: it keeps the widths that they came to.
            state = plan_state(self._plan.state, sheets, self._widths)
            missing = [*missing, state] if not self._write_standing(state, mine) else missing
        self._add_sheets(missing)
        self._finish()

    def _open_styles(self) -> tuple[str, StyleBook]:
        part = self.book.related("styles")
        if part is not None and self._package.find(part) is not None:
            try:
                return part, StyleBook(self._package.read(part))
            except (ForbiddenXmlError, BrokenXmlError) as problem:
                raise self._package.part_fault(part, problem) from problem
        part = self._free_part("styles{}.xml")
        self._relations.add("styles", part)
        self._types.add(part, _STYLES_TYPE)
        return part, StyleBook(minimal_styles(self._namespace))

    def _free_part(self, pattern: str) -> str:
        """Return a part name that nothing has yet, beside the workbook part."""
        base = posixpath.dirname(self.book.part)
        number = 1
        while True:
            name = posixpath.join(base, pattern.format(number))
            if self._package.find(name) is None and name not in self.changed:
                return name
            number += 1

    def _map(self, name: str) -> SheetMap:
        """Return the map of a sheet by its name."""
        entry = self.book.sheet(name)
        if entry is None or not entry.part:
            raise fault("F207", sheet=name)
        if entry.part not in self._maps:
            self._maps[entry.part] = self._map_data(entry.part, name, self._package.read(entry.part))
        return self._maps[entry.part]

    def _map_data(self, part: str, name: str, data: bytes) -> SheetMap:
        try:
            return SheetMap(data)
        except UnorderedError as problem:
            raise fault("F213", sheet=name, seen=problem) from problem
        except (ForbiddenXmlError, BrokenXmlError) as problem:
            raise self._package.part_fault(part, problem) from problem

    def _remove_sheets(self, names: list[str], mine: set[str]) -> None:
        found = [self.book.sheet(name) for name in dict.fromkeys(names)]
        entries = [entry for entry in found if entry is not None]
        for entry in entries:
            if entry.name.lower() not in mine:
                raise fault("F214", sheet=entry.name)
            self._check_structure()
            self._drop_part(entry.part)
            for relation in self.book.relations:
                if relation.id == entry.relation_id:
                    self._relations.remove(relation)
            self._remade.add(entry.sheet_id)
        self._book_editor.remove_sheets(entries)

    def _check_structure(self) -> None:
        if self.book.is_structure_locked:
            raise fault("F209")

    def _drop_part(self, part: str) -> None:
        """Leave a part out, with what only it refers to."""
        self.removed.add(part)
        self._types.remove(part)
        self._drop_owned(part)

    def _drop_owned(self, part: str) -> None:
        """Leave out a part's relationships and the parts that only it refers to (printer settings, say)."""
        rels = self._package.find(rels_name(part))
        if rels is None:
            return
        targets = [relation.target for relation in read_relations(self._package, part) if not relation.is_external]
        self.removed.add(rels)
        others = self._targets_elsewhere()
        for target in targets:
            found = self._package.find(target)
            if found is not None and found.lower() not in others and found not in self.removed:
                self._drop_part(found)

    def _targets_elsewhere(self) -> set[str]:
        """Return every part that a remaining relationship points to, lower case."""
        found: set[str] = set()
        for name in self._package.entries:
            folder, _, file = name.rpartition("_rels/")
            if file.endswith(".rels") and name not in self.removed:
                source = folder + file.removesuffix(".rels")
                found |= {relation.target.lower() for relation in read_relations(self._package, source)}
        return found

    def _write_standing(self, plan: SheetPlan, mine: set[str]) -> bool:
        """Write to a sheet that is there; returns False for a sheet of ours that is still to be made."""
        entry = self.book.sheet(plan.name)
        if entry is not None and plan.name in self._plan.removed_sheets:
            raise ValueError(f"sheet {plan.name!r} is both written and removed")
        if plan.is_ours and entry is None:
            return False
        if plan.is_ours and entry is not None:
            if plan.name.lower() not in mine:
                raise fault("F210", sheet=entry.name)
            if not plan.stands:
                self._replace(entry, plan)
                return True
        sheet = self._map(plan.name)
        self._check_protection(sheet, plan.name)
        last = {key: width for (name, key), width in self._kept.widths.items() if name == plan.name}
        result = edit_sheet(sheet, plan, self._styles, self._map, last)
        self._widths |= {(plan.name, key): width for key, width in result.widths.items()}
        self._take(self._part_of(plan.name), result)
        return True

    def _part_of(self, name: str) -> str:
        entry = self.book.sheet(name)
        return entry.part if entry else ""

    @staticmethod
    def _check_protection(sheet: SheetMap, name: str) -> None:
        node = sheet.root.first("sheetProtection")
        if node is not None and is_true(node.attrs.get("sheet")):
            raise fault("F208", sheet=name)

    def _replace(self, entry: SheetEntry, plan: SheetPlan) -> None:
        """Make a sheet of ours anew in the place of the old one; what only the old one referred to goes with it."""
        self._drop_owned(entry.part)
        self._remade.add(entry.sheet_id)
        if entry.is_hidden and plan.name == STATE_SHEET:
            self._book_editor.hide_sheet(entry)
        self._take(entry.part, self._made(plan, entry.part))

    def _made(self, plan: SheetPlan, part: str) -> SheetResult:
        skeleton = self._map_data(part, plan.name, empty_sheet(plan, self._namespace))
        return edit_sheet(skeleton, plan, self._styles, self._map)

    def _take(self, part: str, result: SheetResult) -> None:
        self.changed[part] = result.data
        self.begun[part] = Deflater(result.data)
        self._has_formulas |= result.has_formulas
        self._drops_calc_chain |= result.replaced_formula
        self.warnings += result.warnings

    def _add_sheets(self, plans: list[SheetPlan]) -> None:
        added: list[tuple[str, str, bool]] = []
        for plan in plans:
            self._check_structure()
            part = self._free_part("worksheets/sheet{}.xml")
            self._take(part, self._made(plan, part))
            self._types.add(part, _SHEET_TYPE)
            is_state = plan.name == STATE_SHEET
            added.append((checked_name(plan.name), self._relations.add("worksheet", part), is_state))
        self._book_editor.add_sheets(added)

    def _our_sheets(self) -> tuple[str, ...]:
        removed = {name.lower() for name in self._plan.removed_sheets}
        standing = [name for name in self._kept.sheets if self.book.sheet(name) and name.lower() not in removed]
        planned = [plan.name for plan in self._plan.sheets if plan.is_ours]
        known = {name.lower() for name in standing}
        return tuple(standing + [name for name in planned if name.lower() not in known])

    def _finish(self) -> None:
        """Settle the parts that all the others changed, and leave out of ``changed`` what stayed the same."""
        if self._has_formulas:
            self._book_editor.recalculate()
        self._settle_calc_chain()
        if any("digital-signature" in relation.kind for relation in read_relations(self._package, "")):
            self.warnings.append(warning("F221", file=self._package.file_name))
        self.changed[self._styles_part] = self._styles.result()
        self.changed[self.book.part] = self._book_editor.result()
        self.changed[rels_name(self.book.part)] = self._relations.result()
        self.changed[CONTENT_TYPES] = self._types.result()
        for name in list(self.changed):
            found = self._package.find(name)
            if found is not None:
                data = self.changed.pop(name)
                if data != self._standing(found):
                    self.changed[found] = data

    def _standing(self, part: str) -> bytes:
        """Return a part as it is, a large one without unpacking it a second time."""
        return self._maps[part].data if part in self._maps else self._package.read(part)

    def _settle_calc_chain(self) -> None:
        """Drop a calculation chain that no longer fits: one that names a cell without a formula counts as damage.

        Excel makes it anew. It fits as long as no formula was overwritten and it names no sheet that was made anew
        (18.6.1: ``i`` is the sheet's id).
        """
        for relation in self.book.relations:
            part = self._package.find(relation.target) if relation.kind.endswith("/calcChain") else None
            if part is None:
                continue
            _data, root = read_tree(self._package, part)
            if self._drops_calc_chain or any(whole(node.attrs.get("i")) in self._remade for node in root.children):
                self._relations.remove(relation)
                self._drop_part(part)


def _namespace(values: Iterable[str]) -> str:
    """Return the SpreadsheetML namespace that the workbook part declares."""
    declared = set(values)
    return next((space for space in SHEET_NAMESPACES if space in declared), SHEET_NAMESPACES[0])
