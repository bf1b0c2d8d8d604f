"""The form as it was read: rows, projects, blocks and repairs, each with the cells it stands in. Plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from perfscore.diagnostics import CellRef
from perfscore.forms.schema import FormSchema
from perfscore.grid.sheet import GridCell


class PlacedCell(NamedTuple):
    """A cell and where it stands; for a merged area its top left cell."""

    sheet: str
    row: int
    column: int
    cell: GridCell

    @property
    def where(self) -> CellRef:
        """The place of the cell."""
        return CellRef(self.sheet, self.row, self.column)

    @property
    def text(self) -> str:
        """What a person sees in the cell, without the blanks around it."""
        return self.cell.text.strip()


@dataclass(frozen=True, slots=True)
class Repair:
    """修复: something read from another place than its column says. Made in the model only, never in the workbook."""

    code: str
    sheet: str
    cells: tuple[str, ...]
    """The cells concerned, such as ``("J15", "K15")``."""
    problem: str
    message: str
    """What was done about it: 评分标准取自指标值内容列（疑似错列）."""


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """Where a column stands, 1-based; a header merged over several columns gives a span."""

    key: str
    header: str
    first: int
    last: int
    row: int = field(default=0, compare=False)
    """The row in which the header's text stands; of a merged header the top one."""


@dataclass(frozen=True, slots=True)
class Block:
    """One table on one sheet: its header and the rows below. A sheet may hold several."""

    sheet: str
    title: str
    header_first: int
    header_last: int
    columns: Mapping[str, ColumnPlace]
    """The official columns by key, the form's own 实际完成值 and 得分 included."""
    added: Mapping[str, ColumnPlace]
    """Our columns that already stand to the right, by key."""
    last_official_column: int
    last_row: int
    """The last row that belongs to the table, total row included."""
    repeated_headers: tuple[tuple[int, int], ...] = ()
    """The first and last row of each time that the header stands there again, after a page break."""
    lost: tuple[str, ...] = ()
    """Keys of columns that we made and that are not to be found: renamed, or deleted."""

    @property
    def header_cell(self) -> tuple[int, int]:
        """The header cell that stands for the look of the header: the last one that is known."""
        last = max(self.columns.values(), key=lambda place: place.last)
        return (last.row or self.header_first, last.first)

    def place(self, key: str) -> ColumnPlace | None:
        """Return where the column stands, official or added."""
        return self.columns.get(key) or self.added.get(key)


@dataclass(frozen=True, slots=True)
class Row:
    """指标行: one scored indicator, as displayed."""

    sheet: str
    row: int
    level1: str
    level2: str
    indicator: str
    target: str = ""
    content: str = ""
    rule_text: str = ""
    unit: str = ""
    kind: str = ""
    weight: Decimal | None = None
    weight_text: str = ""
    cells: Mapping[str, PlacedCell] = field(default_factory=dict)
    """Every field by key, blank ones included where the column exists: target, actual, points, ..."""
    repairs: tuple[Repair, ...] = ()
    rule_source: CellRef | None = None
    """Where the rule came from when it was joined from another form."""

    @property
    def actual(self) -> GridCell | None:
        """The cell of 实际完成值, None where the form has no such column."""
        placed = self.cells.get("actual")
        return placed.cell if placed else None

    def text_of(self, key: str) -> str:
        """Return what the cell of ``key`` shows, "" where there is none."""
        placed = self.cells.get(key)
        return placed.text if placed else ""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """占位行: a line with 二级指标 but without 三级指标; it carries no score."""

    row: int
    level1: str
    level2: str


@dataclass(frozen=True, slots=True)
class Project:
    """项目: its money, goal and scored rows."""

    sheet: str
    code: str
    name: str
    funds: Decimal | None
    goal: str
    rows: tuple[Row, ...]
    budget: Decimal | None = None
    """全年预算数; never taken from 资金总额."""
    executed: Decimal | None = None
    """全年执行数."""
    cells: Mapping[str, PlacedCell] = field(default_factory=dict)
    """code, name, funds, goal, budget, executed, execution_points, ..., total_points by key."""
    repairs: tuple[Repair, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    known_as: str = ""
    """What 得分汇总 called it when we last wrote, "" for a project that is new."""
    summary_row: int = 0
    """Its line on 得分汇总, 0 where it has none."""
    remarks: tuple[str, ...] = ()
    """What is to be said of its money beside its total."""

    @property
    def weight(self) -> Decimal:
        """The sum of the weights that are known."""
        return sum((row.weight for row in self.rows if row.weight is not None), Decimal(0))


@dataclass(frozen=True, slots=True)
class UnitLine:
    """单位: a line of the table that gives a unit and the total of its projects."""

    code: str
    name: str
    total: Decimal | None
    where: CellRef


@dataclass(frozen=True, slots=True)
class Form:
    """表: what was read from all sheets that hold one kind of form."""

    schema: FormSchema
    blocks: tuple[Block, ...]
    projects: tuple[Project, ...]
    repairs: tuple[Repair, ...] = ()
    units: tuple[UnitLine, ...] = ()
    unit_name: str = ""
    money_unit: str = ""
    budget_year: int | None = None
    project_sum: Decimal | None = None
    """What the weights of a project add up to in this form, as far as its own rows prove it."""

    @property
    def kind(self) -> str:
        """The name of the schema, ``target_form`` or ``self_evaluation_form``."""
        return self.schema.kind

    @property
    def rows(self) -> tuple[Row, ...]:
        """All scored rows in the order of their projects."""
        return tuple(row for project in self.projects for row in project.rows)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets that were read, in order."""
        return tuple(dict.fromkeys(block.sheet for block in self.blocks))

    @property
    def unit_total(self) -> Decimal | None:
        """The total that the 单位 lines state, None where none states one."""
        totals = [unit.total for unit in self.units if unit.total is not None]
        return sum(totals, Decimal(0)) if totals else None

    def block_of(self, row: Row) -> Block:
        """Return the table in which the row stands.

        Raises:
            LookupError: the row is not of this form.
        """
        for block in self.blocks:
            if block.sheet == row.sheet and block.header_last < row.row <= block.last_row:
                return block
        raise LookupError(f"{row.sheet}!{row.row}")
