"""One worksheet part and a SheetPlan in, the changed part out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from perfscore.diagnostics import CellRef, Diagnostic
from perfscore.grid.plan import CellLook, CellWrite, SheetPlan
from perfscore.workbook.faults import fault, warning
from perfscore.workbook.fit_width import fitted_widths
from perfscore.workbook.formula_groups import locked_cell, spell_out
from perfscore.workbook.located import Splicer
from perfscore.workbook.refs import format_cell, format_range
from perfscore.workbook.rows_out import RowsEditor, StyledWrite
from perfscore.workbook.sheet_map import SheetMap
from perfscore.workbook.sheet_tail import SheetTail
from perfscore.workbook.styles_out import StyleBook
from perfscore.workbook.xmlsafe import BrokenXmlError
from perfscore.workbook.xstring import fit_cell, looks_like_formula

SheetLookup = Callable[[str], SheetMap]


@dataclass(slots=True)
class SheetResult:
    """A changed worksheet part, and what the workbook around it must know."""

    data: bytes
    has_formulas: bool
    replaced_formula: bool
    widths: dict[str, float] = field(default_factory=dict)
    """The widths of fitted columns that are ours, by key."""
    warnings: list[Diagnostic] = field(default_factory=list)


def edit_sheet(
    sheet: SheetMap, plan: SheetPlan, styles: StyleBook, lookup: SheetLookup, widths: Mapping[str, float] | None = None
) -> SheetResult:
    """Carry out a plan on one worksheet part.

    Args:
        sheet: the part's map.
        plan: what to write.
        styles: the workbook's styles, which new looks are added to.
        lookup: gives the map of another sheet, for looks taken from there.
        widths: the widths of fitted columns that we set the last time, by key.

    Raises:
        WorkbookFault: a cell to write is part of a larger array formula.
        ValueError: the plan asks for what no workbook can hold.
    """
    data = sheet.root.first("sheetData")
    if data is None:
        raise BrokenXmlError("sheetData")
    cells = {(write.row, write.column): write for write in plan.cells}
    locked = locked_cell(sheet, cells.keys())
    if locked is not None:
        raise fault("F212", sheet=plan.name, place=format_cell(*locked))
    splicer = Splicer(sheet.data)
    rows = RowsEditor(sheet, splicer, data)
    styled = _Styler(sheet, styles, lookup).styled(cells.values())
    rows.write(styled, plan.row_heights)
    spell_out(sheet, splicer, cells.keys())
    fitted = _fitted(sheet, plan, styled, styles, widths or {})
    refused = _tail(SheetTail(sheet, splicer), plan, styled, styles, fitted)
    return SheetResult(
        data=splicer.result(),
        has_formulas=any(write.formula is not None and write.value is None for write in cells.values()),
        replaced_formula=rows.replaced_formula,
        widths=fitted,
        warnings=[warning("F223", sheet=plan.name, place=place) for place in refused] + _cut_texts(plan),
    )


def _fitted(
    sheet: SheetMap, plan: SheetPlan, styled: list[StyledWrite], styles: StyleBook, last: Mapping[str, float]
) -> dict[str, float]:
    if not plan.fitted:
        return {}
    columns = {one.column for one in plan.fitted}
    used = {write.column: style for write, style in styled if write.column in columns}
    sizes = {column: size for column, style in used.items() if (size := styles.size_of(style))}
    return fitted_widths(sheet, plan.fitted, sizes, last)


def _tail(
    tail: SheetTail, plan: SheetPlan, styled: list[StyledWrite], styles: StyleBook, fitted: dict[str, float]
) -> list[str]:
    """Edit what stands around the cells; returns the places that got no drop-down."""
    written = [write for write, style in styled if style or write.value is not None or write.formula]
    tail.dimension(written)
    by_column = {one.column: fitted[one.key] for one in plan.fitted if one.key in fitted}
    tail.widths({**dict.fromkeys(plan.reset_widths), **plan.column_widths, **by_column})
    tail.merges(plan.merges, plan.removed_merges)
    tail.conditions(plan.attention, styles.attention() if plan.attention else 0)
    refused = tail.suggestions(plan.suggestions)
    return [format_range(area) for area in refused]


def _cut_texts(plan: SheetPlan) -> list[Diagnostic]:
    return [
        warning("F222", CellRef(plan.name, write.row, write.column), place=format_cell(write.row, write.column))
        for write in plan.cells
        if isinstance(write.value, str) and fit_cell(write.value) != write.value
    ]


class _Styler:
    """The styles that the cells of one sheet get; cells share looks, and each is laid over a base only once."""

    def __init__(self, sheet: SheetMap, styles: StyleBook, lookup: SheetLookup) -> None:
        self._sheet = sheet
        self._styles = styles
        self._lookup = lookup
        self._known: dict[tuple[int, int, bool], int] = {}
        """By the look's identity: the plan keeps its looks, and hashing their many fields would cost more."""

    def styled(self, writes: Iterable[CellWrite]) -> list[StyledWrite]:
        return [(write, self._style(write)) for write in writes]

    def _style(self, write: CellWrite) -> int:
        """Return the style of a cell: its own where no look is given, else the look over what it is to be like."""
        row, column, value, look, formula = write
        quoted = isinstance(value, str) and formula is None and looks_like_formula(value)
        if look is None:
            base = self._sheet.style(row, column)
            return self._styles.style(base, CellLook(), quoted=True) if quoted else base
        base = 0 if look.like_column is None and look.like is None else self._base(look, row)
        key = (id(look), base, quoted)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._styles.style(base, look, quoted=quoted)
        return found

    def _base(self, look: CellLook, row: int) -> int:
        if look.like_column is not None:
            return self._sheet.style(row, look.like_column)
        assert look.like is not None
        return (self._lookup(look.like_sheet) if look.like_sheet else self._sheet).style(*look.like)
