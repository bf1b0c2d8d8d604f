"""The lines of one project enter, its scored rows leave: levels carried down, weights read or recovered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from perfscore.diagnostics import CellRef, Diagnostic
from perfscore.forms.labels import fold_label
from perfscore.forms.schema import fold_level, indicator_levels
from perfscore.grid.findings import address, finding, listed, number, repair
from perfscore.grid.form import PlacedCell, Placeholder, Repair, Row
from perfscore.grid.grouping import RuleMaximum
from perfscore.grid.lines import Line


@dataclass(slots=True)
class RowSet:
    """The scored rows of one project and what was noticed while reading them."""

    rows: list[Row] = field(default_factory=list)
    placeholders: list[Placeholder] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_rows(sheet: str, name: str, lines: Sequence[Line]) -> RowSet:
    """Return the scored rows among the lines of the project ``name``."""
    result = RowSet()
    level1: PlacedCell | None = None
    level2: PlacedCell | None = None
    for index, line in enumerate(lines):
        if line.is_total:
            continue
        if line.text("level1") and _begins_anew(level1, line.cells["level1"]):
            level1, level2 = line.cells["level1"], None
        level2 = line.cells["level2"] if line.text("level2") else level2
        note: Repair | None = None
        if not line.text("level1") and level1 is not None and level2 is not None:
            level1, note = _fitting_level1(level1, level2, lines[index + 1 :], result, line)
        row = _row(sheet, line, level1, level2, note)
        if row is None:
            _add_placeholder(line, level1, name, result)
        else:
            result.rows.append(row)
    return result


def _begins_anew(before: PlacedCell | None, now: PlacedCell) -> bool:
    return before is None or before.where != now.where


def _fitting_level1(
    level1: PlacedCell, level2: PlacedCell, below: Sequence[Line], result: RowSet, line: Line
) -> tuple[PlacedCell, Repair | None]:
    """Return the 一级指标 for a line that prints none: the one above, or the one below that its 二级指标 asks for."""
    parents = indicator_levels().level2.get(fold_level(level2.text))
    if not parents or fold_level(level1.text) in parents:
        return level1, None
    printed = next((lower.cells["level1"] for lower in below if lower.text("level1")), None)
    if printed is not None and fold_level(printed.text) in parents:
        note = repair(
            "R105",
            [line.cells["level1"].where, printed.where],
            f"“{level2.text}”没有一级指标，上方的“{level1.text}”与它不符",
            f"一级指标取自下方{address(printed.where)}的“{printed.text}”",
        )
        return printed, note
    if line.text("indicator"):
        result.diagnostics.append(
            finding(
                "G136",
                f"“{level2.text}”没有填一级指标，上方的“{level1.text}”与它不符；请补上一级指标",
                line.cells["level2"].where,
            )
        )
    return level1, None


def _row(
    sheet: str, line: Line, level1: PlacedCell | None, level2: PlacedCell | None, note: Repair | None
) -> Row | None:
    if not line.is_scored:
        return None
    cells = dict(line.cells)
    for key, placed in (("level1", level1), ("level2", level2)):
        if placed is not None and key in cells:
            cells[key] = placed
    weight = line.weight
    return Row(
        sheet=sheet,
        row=line.row,
        level1=level1.text if level1 else "",
        level2=level2.text if level2 else "",
        indicator=line.text("indicator"),
        target=line.text("target"),
        content=line.text("content"),
        rule_text=line.text("rule_text"),
        unit=line.text("unit"),
        kind=line.text("kind"),
        weight=weight,
        weight_text=line.text("weight") or (line.text("remark") if weight is not None else ""),
        cells=cells,
        repairs=(*line.repairs, note) if note else line.repairs,
    )


def _add_placeholder(line: Line, level1: PlacedCell | None, name: str, result: RowSet) -> None:
    weight = line.weight
    label = line.text("level2") or line.text("level1")
    if not label or fold_label(label) in indicator_levels().execution:
        return
    if line.text("indicator"):
        return
    result.placeholders.append(Placeholder(line.row, level1.text if level1 else "", line.text("level2")))
    if weight:
        result.diagnostics.append(
            finding(
                "G124",
                f"“{name}”的“{label}”这一行有分值{number(weight)}，但没有三级指标，不计分；请补上三级指标，或者删去分值",
                line.cells["indicator"].where,
            )
        )


def recover_weights(
    rows: Sequence[Row], total: Decimal, rule_maximum: RuleMaximum | None, name: str
) -> tuple[tuple[Row, ...], tuple[Diagnostic, ...]]:
    """Fill the one missing weight where the rule's maximum and the rest of the sum agree; report the others."""
    missing = [row for row in rows if row.weight is None]
    if not missing:
        return tuple(rows), ()
    rest = total - sum((row.weight for row in rows if row.weight is not None), Decimal(0))
    # A 分值 cell that holds words is a person's to correct: nothing is put in its place.
    is_one_gap = len(missing) == 1 and not _weight_words(missing[0]) and not _shared_with(missing[0])
    maximum = rule_maximum(missing[0].rule_text) if rule_maximum and is_one_gap else None
    if maximum is not None and maximum == rest and rest > 0:
        recovered = _recovered(missing[0], rest, total)
        return tuple(recovered if row is missing[0] else row for row in rows), ()
    return tuple(rows), _missing_weights(missing, maximum, rest, name)


def _recovered(row: Row, weight: Decimal, total: Decimal) -> Row:
    note = repair(
        "R106",
        [_weight_place(row)],
        "这一行没有分值",
        f"分值{number(weight)}分由评分标准的满分和合计{number(total)}分减去其余各行推得，两者一致",
    )
    return replace(row, weight=weight, repairs=(*row.repairs, note))


def _weight_place(row: Row) -> CellRef:
    placed = row.cells.get("weight") or row.cells.get("remark")
    column = placed.column if placed else row.cells["indicator"].column
    # A shifted line reads its weight from another column; the gap is where the column itself is.
    return CellRef(row.sheet, row.row, column)


def _weight_words(row: Row) -> str:
    """Return what the row's own 分值 cell says, "" where it is blank or merged from above."""
    return "" if _shared_with(row) else row.text_of("weight")


def _shared_with(row: Row) -> int:
    """Return the row whose merged weight cell reaches into this row, 0 where none does."""
    for key in ("weight", "remark"):
        placed = row.cells.get(key)
        if placed is not None and placed.text and placed.row != row.row:
            return placed.row
    return 0


def _missing_weights(
    missing: Sequence[Row], maximum: Decimal | None, rest: Decimal, name: str
) -> tuple[Diagnostic, ...]:
    unread = [row for row in missing if _weight_words(row)]
    blank = [row for row in missing if not _weight_words(row) and not _shared_with(row)]
    found = [
        finding(
            "G123",
            f"“{row.indicator}”的分值“{row.text_of('weight')}”不是数字；请填成“20”或“20分”",
            _weight_place(row),
            row.text_of("weight"),
        )
        for row in unread
    ]
    found += [
        finding(
            "G125",
            f"“{row.indicator}”的分值与第{_shared_with(row)}行合并在一格，无法判断各占多少；请分开填写两行的分值",
            _weight_place(row),
        )
        for row in missing
        if _shared_with(row)
    ]
    if blank:
        names = listed([f"“{row.indicator}”（第{row.row}行）" for row in blank])
        reason = ""
        if maximum is not None:
            reason = f"（评分标准写满分{number(maximum)}分，合计还差{number(rest)}分，两者不一致，不能代填）"
        found.append(
            finding("G122", f"“{name}”有{len(blank)}行没有分值：{names}{reason}；请填上分值", _weight_place(blank[0]))
        )
    return tuple(found)
