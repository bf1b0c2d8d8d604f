"""What stands around the cells of a sheet: widths, merges, conditional formats, drop-downs; ours are replaced.

Each of our own elements carries a mark that Excel keeps, so that writing again replaces it and never doubles it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from perfscore.grid.plan import AttentionRule, CellWrite, Suggestions
from perfscore.grid.sheet import CellRange
from perfscore.workbook.columns_out import changed_columns
from perfscore.workbook.located import Node, Splicer
from perfscore.workbook.refs import format_cell, format_range, overlap, parse_range, parse_ranges
from perfscore.workbook.sheet_map import SheetMap
from perfscore.workbook.xmlsafe import whole
from perfscore.workbook.xstring import escape_attribute, escape_text

MARK = "绩效计分"
"""Stands in the condition of our formats (as ``N("…")``, which is 0) and in the error title of our drop-downs, which is
never shown."""
_LIST_LIMIT = 255
_PROMPT_LIMIT = 255
"""Most characters of a literal list and of an input message (Excel specifications and limits)."""

_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "AlternateContent", "controls",
    "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""The order of a worksheet's children (ECMA-376 part 1, 18.3.1.99); mc:AlternateContent wraps objects and controls."""
_COUNTED = ("mergeCells", "dataValidations")
_RANK = {name: rank for rank, name in enumerate(_ORDER)}


class SheetTail:
    """The edits of one sheet outside its cells."""

    def __init__(self, sheet: SheetMap, splicer: Splicer) -> None:
        self._sheet = sheet
        self._splicer = splicer
        self._prefix = sheet.prefix

    def _insert(self, name: str, xml: str) -> None:
        """Put a new top-level element where the schema wants it."""
        rank = _RANK[name]
        later = (child.start for child in self._sheet.root.children if _RANK.get(child.local, -1) > rank)
        place = next(later, self._sheet.root.close)
        self._splicer.replace(place, place, xml.encode())

    def _put(self, name: str, mine: Iterable[Node], xml: list[str]) -> None:
        """Replace our entries in a counted list such as ``<dataValidations>``; an empty list goes."""
        tag = f"{self._prefix}{name}"
        node = self._sheet.child(name)
        if node is None:
            if xml:
                counted = f' count="{len(xml)}"' if name in _COUNTED else ""
                self._insert(name, f"<{tag}{counted}>" + "".join(xml) + f"</{tag}>")
            return
        old = list(mine)
        count = len(node.children) - len(old) + len(xml)
        if count == 0:
            self._splicer.remove(node)
            return
        for entry in old:
            self._splicer.remove(entry)
        values: dict[str, str | None] = {"count": str(count)} if "count" in node.attrs else {}
        if xml:
            self._splicer.append(node, "".join(xml).encode(), values)
        else:
            self._splicer.set_attributes(node, values)

    def widths(self, wanted: dict[int, float | None]) -> None:
        """Set column widths in characters; None gives a column back the width it is likely to have had."""
        node = self._sheet.child("cols")
        if not wanted:
            return
        xml = changed_columns(self._sheet.data, node, wanted, self._prefix)
        if node is None:
            if xml:
                self._insert("cols", f"<{self._prefix}cols>{xml.decode()}</{self._prefix}cols>")
        elif not xml:
            self._splicer.remove(node)
        elif node.children:
            self._splicer.replace(node.children[0].start, node.children[-1].end, xml)
        else:
            self._splicer.append(node, xml)

    def merges(self, added: list[CellRange], removed: list[CellRange]) -> None:
        """Merge and unmerge; merging what is merged already changes nothing.

        Raises:
            ValueError: a new merge overlaps another one, which Excel would call a damaged file.
        """
        if not added and not removed:
            return
        node = self._sheet.child("mergeCells")
        standing = {
            area: child
            for child in (node.children if node else ())
            for area in parse_ranges(child.attrs.get("ref", ""))
        }
        gone = [area for area in removed if area in standing and area not in added]
        new = [area for area in dict.fromkeys(added) if area not in standing and _size(area) > 1]
        kept = [area for area in standing if area not in gone]
        _check_apart(kept, new)
        xml = [f'<{self._prefix}mergeCell ref="{format_range(area)}"/>' for area in new]
        if gone or xml:
            self._put("mergeCells", [standing[area] for area in gone], xml)

    def conditions(self, rules: list[AttentionRule], style: int) -> None:
        """Replace our conditional formats; those of the form keep their place and priority."""
        highest = 0
        for top in self._sheet.root.all("conditionalFormatting"):
            node = self._sheet.inside(top)
            mine = [child for child in node.children if MARK in self._words(child)]
            highest = max(
                [highest, *(whole(child.attrs.get("priority")) for child in node.children if child not in mine)]
            )
            if mine and len(mine) == len(list(node.all("cfRule"))):
                self._splicer.remove(node)
            else:
                for child in mine:
                    self._splicer.remove(child)
        p = self._prefix
        for place, rule in enumerate(rule for rule in rules if rule.words):
            self._insert(
                "conditionalFormatting",
                f'<{p}conditionalFormatting sqref="{format_range(rule.area)}"><{p}cfRule type="expression" '
                f'dxfId="{style}" priority="{highest + place + 1}"><{p}formula>{escape_text(_condition(rule))}'
                f"</{p}formula></{p}cfRule></{p}conditionalFormatting>",
            )

    def _words(self, node: Node) -> str:
        return node.raw(self._sheet.data).decode("utf-8", "replace")

    def suggestions(self, wanted: list[Suggestions]) -> list[CellRange]:
        """Replace our drop-downs.

        Returns:
            The areas left without one because the form's own validation stands there.
        """
        node = self._sheet.child("dataValidations")
        children = node.children if node else []
        mine = [child for child in children if child.attrs.get("errorTitle") == MARK]
        taken = [area for child in children if child not in mine for area in parse_ranges(child.attrs.get("sqref", ""))]
        refused = [one.area for one in wanted if any(overlap(one.area, area) for area in taken)]
        groups: dict[tuple[str, str], list[str]] = {}
        for one in wanted:
            if one.area not in refused and (one.choices or one.prompt):
                groups.setdefault((_choices(one.choices), one.prompt), []).append(format_range(one.area))
        xml = [self._validation(choices, prompt, areas) for (choices, prompt), areas in groups.items()]
        if mine or xml:
            self._put("dataValidations", mine, xml)
        return refused

    def _validation(self, choices: str, prompt: str, areas: list[str]) -> str:
        p = self._prefix
        kind = ' type="list"' if choices else ""
        words = f' showInputMessage="1" prompt="{escape_attribute(prompt[:_PROMPT_LIMIT])}"' if prompt else ""
        head = f'<{p}dataValidation{kind} allowBlank="1"{words} errorTitle="{MARK}" sqref="{" ".join(areas)}"'
        if not choices:
            return head + "/>"
        return f'{head}><{p}formula1>"{escape_text(choices)}"</{p}formula1></{p}dataValidation>'

    def dimension(self, writes: list[CellWrite]) -> None:
        """Widen the used range that the sheet declares."""
        node = self._sheet.root.first("dimension")
        if node is None or not writes:
            return
        try:
            area = parse_range(node.attrs.get("ref", ""))
        except ValueError:
            return
        rows, columns = [write.row for write in writes], [write.column for write in writes]
        wide = CellRange(
            min(area.first_row, *rows),
            min(area.first_column, *columns),
            max(area.last_row, *rows),
            max(area.last_column, *columns),
        )
        if wide != area:
            self._splicer.set_attributes(node, {"ref": format_range(wide)})


def _check_apart(kept: list[CellRange], new: list[CellRange]) -> None:
    """See that no new merge overlaps another one: from top to bottom, against those that reach down so far."""
    fresh = set(new)
    reaching: list[CellRange] = []
    for area in sorted([*kept, *new]):
        reaching = [other for other in reaching if other.last_row >= area.first_row]
        if any(overlap(area, other) and (area in fresh or other in fresh) for other in reaching):
            raise ValueError(f"merge {format_range(area)} overlaps another one")
        reaching.append(area)


def _size(area: CellRange) -> int:
    return (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)


def _condition(rule: AttentionRule) -> str:
    """Return the formula for the area's first cell; Excel moves it along for the others."""
    cell = format_cell(rule.area.first_row, rule.area.first_column)
    tests = ",".join(f'LEFT({cell},{len(word)})="{_doubled(word)}"' for word in rule.words)
    return f'AND(N("{MARK}")=0,OR({tests}))'


def _doubled(word: str) -> str:
    return word.replace('"', '""')


@lru_cache(maxsize=256)
def _choices(choices: tuple[str, ...]) -> str:
    """Return as many suggestions as a literal list holds, separated by commas; a comma inside one becomes ``，``.

    What does not fit is left out: the list only suggests, and any other text can be typed.
    """
    fitting: list[str] = []
    for choice in choices:
        word = _doubled(choice.replace(",", "，").replace("\n", " ").strip())
        if word and len(",".join([*fitting, word])) <= _LIST_LIMIT:
            fitting.append(word)
    return ",".join(fitting)
