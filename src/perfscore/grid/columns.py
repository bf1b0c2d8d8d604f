"""Scored form to what is written on its own sheets: our columns beside the official ones, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from perfscore.diagnostics import CellRef
from perfscore.explain.status import STATUS_NAMES
from perfscore.forms.schema import ColumnSpec, FormSchema
from perfscore.grid.form import Block, Row
from perfscore.grid.plan import AttentionRule, CellLook, CellWrite, FittedColumn, SheetPlan, Suggestions, Tint
from perfscore.grid.scored import ScoredForm, ScoredProject, ScoredRow
from perfscore.grid.settle import is_ours, totals_key
from perfscore.grid.sheet import CellKind, CellRange, GridSheet
from perfscore.grid.state import OUR_KEYS, KeptState
from perfscore.model.indicator import Want
from perfscore.model.score import Status

ATTENTION_WORDS = (
    STATUS_NAMES[Status.PROVISIONAL],
    STATUS_NAMES[Status.NEEDS_REVIEW],
    STATUS_NAMES[Status.INVALID_ACTUAL],
    "人工核定：缺理由",
    "缺偏差原因",
)
"""What 计分状态 begins with where a person should look."""
_FITTED: Mapping[str, tuple[float, float]] = {"explanation": (36, 70), "status": (22, 40)}
"""The columns whose widths go by their texts, with the least and the most."""
_LOOKS: Mapping[str, CellLook] = {
    "actual": CellLook(tint=Tint.INPUT, horizontal="center", vertical="center", wrap=True, unlocked=True),
    "points": CellLook(number_format="0.00", horizontal="center", vertical="center", unlocked=True),
    "deduction": CellLook(number_format="0.00", horizontal="center", vertical="center"),
    "explanation": CellLook(horizontal="left", vertical="center", wrap=True, unlocked=True),
    "status": CellLook(horizontal="left", vertical="center", wrap=True),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of one block stand; ``created`` are those that this press adds."""

    columns: Mapping[str, int]
    created: tuple[ColumnSpec, ...]
    created_keys: frozenset[str]


def layout_of(block: Block, schema: FormSchema) -> Layout:
    """Place our columns: where they stand already, in the form's own column of that name, or to the right."""
    keys = ("actual", *OUR_KEYS, "status")
    columns = {key: place.first for key in keys if (place := block.place(key)) is not None}
    last = max([block.last_official_column, *(place.last for place in block.added.values())])
    created = tuple(schema.spec(key) for key in keys if key not in columns)
    for offset, spec in enumerate(created, start=1):
        columns[spec.key] = last + offset
    return Layout(columns, created, frozenset(spec.key for spec in created))


def in_the_way(block: Block, schema: FormSchema, sheet: GridSheet) -> CellRef | None:
    """Return a cell with something in it where this press would put a new column, None where all is free."""
    created = layout_of(block, schema)
    columns = {created.columns[spec.key] for spec in created.created}
    rows = range(block.header_first, block.last_row + 1)
    filled = (
        CellRef(sheet.name, row, column)
        for (row, column), cell in sheet.cells.items()
        if column in columns and row in rows and (cell.kind is not CellKind.EMPTY or cell.formula is not None)
    )
    merged = (
        CellRef(sheet.name, merge.first_row, merge.first_column)
        for merge in sheet.merges
        if columns & set(range(merge.first_column, merge.last_column + 1))
        and merge.first_row <= block.last_row
        and merge.last_row >= block.header_first
    )
    return next(filled, None) or next(merged, None)


def plan_form_sheets(
    scored: ScoredForm, labels: Sequence[str], previous: KeptState, only: Collection[tuple[str, int]] | None = None
) -> tuple[list[SheetPlan], KeptState]:
    """Return one plan for each sheet of the form, and the state to keep: what is ours after this press.

    Args:
        scored: the form with its scores.
        labels: what each project is called, other than any other.
        previous: what we wrote the last time.
        only: the rows to write, by sheet and number; the others and the totals stay as they are.
    """
    plans: dict[str, SheetPlan] = {}
    # What we wrote into rows that were not scored this time (another sheet, say) stays ours.
    state = previous.copy()
    state.columns |= {block.sheet: [] for block in scored.form.blocks}
    for block in scored.form.blocks:
        plan = plans.setdefault(block.sheet, SheetPlan(name=block.sheet))
        layout = layout_of(block, scored.form.schema)
        rows = [row for row in scored.rows if row.row.sheet == block.sheet and _in_block(row.row, block)]
        _plan_headers(plan, block, layout)
        chosen = [row for row in rows if only is None or (row.row.sheet, row.row.row) in only]
        _plan_empty_lines(plan, block, layout, {row.row.row for row in chosen})
        for row in chosen:
            _plan_row(plan, block, layout, row, state)
        _plan_attention(plan, block, layout)
        _plan_widths(plan, block, layout, scored.form.schema, rows)
        _remember(state, block, layout)
    if only is not None:
        return list(plans.values()), state
    for one in scored.form.projects:
        state.forget(totals_key(one.known_as))
    for project, label in zip(scored.projects, labels, strict=True):
        _plan_own_totals(plans, project, label, previous, state)
    return list(plans.values()), state


def _plan_widths(plan: SheetPlan, block: Block, layout: Layout, schema: FormSchema, rows: Sequence[ScoredRow]) -> None:
    """Let the columns with long texts be as wide as their rows need; the form's own columns keep their widths."""
    fitted = {one.column: one for one in plan.fitted}
    created = {spec.key for spec in layout.created}
    for key, (least, most) in _FITTED.items():
        if key not in created and key not in block.added:
            continue
        column = layout.columns[key]
        if column not in fitted:
            fitted[column] = FittedColumn(key, column, schema.spec(key).width, least, most, is_new=key in created)
        one = fitted[column]
        for scored in rows:
            number, is_kept = scored.row.row, key in scored.kept
            before = scored.row.text_of(key) if is_kept or not one.is_new else ""
            ours = scored.status_text if key == "status" else scored.score.explanation
            if before:
                one.before[number] = before
            if after := before if is_kept else ours:
                one.after[number] = after
    plan.fitted = list(fitted.values())


def _remember(state: KeptState, block: Block, layout: Layout) -> None:
    """Take note of our columns, once for each header of the sheet."""
    keys = {*block.added, *(spec.key for spec in layout.created)}
    made = {key: str(layout.columns[key]) for key in sorted(keys)}
    state.columns[block.sheet] += [made] * (1 + len(block.repeated_headers))


def _in_block(row: Row, block: Block) -> bool:
    return block.header_last < row.row <= block.last_row


def _plan_headers(plan: SheetPlan, block: Block, layout: Layout) -> None:
    headers = ((block.header_first, block.header_last), *block.repeated_headers)
    for spec in layout.created:
        column = layout.columns[spec.key]
        if spec.key not in _FITTED:
            plan.column_widths[column] = spec.width
        look = CellLook(like=block.header_cell, horizontal="center", vertical="center", wrap=True)
        for top, last in headers:
            plan.cells.append(CellWrite(top, column, spec.header, look))
            plan.cells += [CellWrite(row, column, None, look) for row in range(top + 1, last + 1)]
            if last > top:
                plan.merges.append(CellRange(top, column, last, column))


def _plan_empty_lines(plan: SheetPlan, block: Block, layout: Layout, scored: set[int]) -> None:
    """Give lines without an indicator the borders of the table, so that our columns do not look torn."""
    headers = {row for top, last in block.repeated_headers for row in range(top, last + 1)}
    for row in range(block.header_last + 1, block.last_row + 1):
        if row in scored or row in headers:
            continue
        for spec in layout.created:
            look = CellLook(like=(row, block.last_official_column))
            plan.cells.append(CellWrite(row, layout.columns[spec.key], None, look))


def _plan_row(plan: SheetPlan, block: Block, layout: Layout, scored: ScoredRow, state: KeptState) -> None:
    row, score = scored.row, scored.score
    created = layout.created_keys
    values = {"points": score.points, "deduction": score.deduction, "explanation": score.explanation}
    written: dict[str, str] = {}
    state.forget(scored.key)
    for key in OUR_KEYS:
        if key in scored.kept:
            continue
        value = values[key]
        value = None if value == "" else value
        place = _place(key, row, layout)
        tint = Tint.INPUT if key == "points" and score.status is Status.NEEDS_REVIEW else None
        look = _look(key, row, block, place, tint) if key in created or key in block.added else None
        plan.cells.append(CellWrite(*place, value, look))
        if value is not None:
            written[key] = str(value)
    if written:
        state.written[scored.key] = written
    status, actual = (row.row, layout.columns["status"]), (row.row, layout.columns["actual"])
    plan.cells.append(CellWrite(*status, scored.status_text, _look("status", row, block, status)))
    if "actual" in created:
        plan.cells.append(CellWrite(*actual, None, _look("actual", row, block, actual)))
    _plan_suggestions(plan, layout.columns["actual"], scored)


def _plan_own_totals(
    plans: dict[str, SheetPlan], scored: ScoredProject, label: str, previous: KeptState, state: KeptState
) -> None:
    """Fill the form's own cells for 执行率得分 and 总分, where it has them and nobody wrote there."""
    before, key = totals_key(scored.project.known_as), totals_key(label)
    values = {"execution_points": scored.score.execution_points, "total_points": scored.score.total}
    for name, value in values.items():
        placed = scored.project.cells.get(name)
        if placed is None or placed.sheet not in plans or not is_ours(placed.cell, previous.last(before, name)):
            continue
        if value is None and placed.cell.kind is CellKind.EMPTY:
            continue
        plans[placed.sheet].cells.append(CellWrite(placed.row, placed.column, value))
        if value is not None:
            state.written.setdefault(key, {})[name] = str(value)


def _place(key: str, row: Row, layout: Layout) -> tuple[int, int]:
    """The cell to write: for a merged one of the form's own its top left."""
    placed = row.cells.get(key)
    return (placed.row, placed.column) if placed is not None else (row.row, layout.columns[key])


def _look(key: str, row: Row, block: Block, place: tuple[int, int], tint: Tint | None = None) -> CellLook:
    """Return the look of the row's cell at a place: that of the row's last official cell, with ours over it."""
    look = _look_beside(key, block.last_official_column, tint)
    return look if place[0] == row.row else replace(look, like=(row.row, block.last_official_column), like_column=None)


@lru_cache(maxsize=64)
def _look_beside(key: str, column: int, tint: Tint | None) -> CellLook:
    """Return the one look that the cells of a column share, so that a long form is not a look for each cell."""
    return replace(_LOOKS[key], like_column=column, tint=_LOOKS[key].tint if tint is None else tint)


def _plan_suggestions(plan: SheetPlan, column: int, scored: ScoredRow) -> None:
    choices = suggestions_for(scored)
    if choices:
        area = CellRange(scored.row.row, column, scored.row.row, column)
        plan.suggestions.append(Suggestions(area, choices, "可从列表选择，也可直接填写"))


LONGEST_SUGGESTION = 30


def suggestions_for(scored: ScoredRow) -> tuple[str, ...]:
    """Return what the drop-down of 实际完成值 offers for the row."""
    expected = scored.expected
    if expected is None:
        return ()
    match expected.want:
        case Want.GRADE:
            return expected.grades
        case Want.STATEMENT:
            act, how = (expected.acts or ("完成",))[0], expected.qualifier
            head = "当年度" if expected.in_year else ""
            return (f"{head}已{how}{act}", f"未{how}{act}")
        case Want.BUDGET_RATE:
            return ("未超预算",)
        case Want.GROWTH:
            return ("同比持平",)
        case Want.DELAY:
            return ("按时完成", "未完成")
        case Want.STATES:
            return expected.states if all(len(state) <= LONGEST_SUGGESTION for state in expected.states) else ()
        case Want.MEASURE | Want.DISTANCE | Want.RANK | Want.PARTS:
            return ()


def _plan_attention(plan: SheetPlan, block: Block, layout: Layout) -> None:
    column = layout.columns["status"]
    area = CellRange(block.header_last + 1, column, max(block.last_row, block.header_last + 1), column)
    plan.attention.append(AttentionRule(area, ATTENTION_WORDS))
