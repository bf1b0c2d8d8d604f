"""The tables of one kind of form enter, its projects leave: named, with money and goal, their weights checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from perfscore.diagnostics import CellRef, Diagnostic
from perfscore.forms.labels import fold_label, fold_text
from perfscore.grid.findings import finding, listed, number
from perfscore.grid.form import Form, PlacedCell, Project, Row, UnitLine
from perfscore.grid.grouping import Group, Grouping, RuleMaximum, group_lines
from perfscore.grid.lines import PROJECT_KEYS, Line, Table
from perfscore.grid.rows import read_rows, recover_weights
from perfscore.grid.settle import is_ours
from perfscore.grid.state import KeptState
from perfscore.grid.summary_read import COMPUTED, MONEY, Assigned, SummaryInputs, assign_lines
from perfscore.grid.surroundings import SUMMARY_SHEET, Surroundings, money_in
from perfscore.grid.view import SheetView

UNPLACED = "（未标明项目）"
_MONEY_NAMES = {"funds": "资金总额", "budget": "全年预算数", "executed": "全年执行数"}

Source = tuple[SheetView, Table, Surroundings]


@dataclass(slots=True)
class Projects:
    """The projects of a form and what was noticed while reading them."""

    projects: list[Project] = field(default_factory=list)
    units: list[UnitLine] = field(default_factory=list)
    total: Decimal | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_projects(
    tables: Sequence[Source],
    unit_name: str,
    sums: Sequence[Decimal],
    summary: SummaryInputs,
    rule_maximum: RuleMaximum | None,
) -> Projects:
    """Return the projects of all tables in order."""
    result = Projects()
    groupings = [_grouping(table, sums, rule_maximum) for _, table, _ in tables]
    result.total = _usual_total(groupings, sums)
    for (view, table, surroundings), grouping in zip(tables, groupings, strict=True):
        result.diagnostics.extend(grouping.diagnostics)
        for group in grouping.groups:
            if _is_unit(group, unit_name, table, grouping):
                result.units.append(_unit(group))
            else:
                _add(result, view, table, surroundings, group)
    kind = tables[0][1].header.schema.kind
    assigned, problems = assign_lines(summary, kind, result.projects)
    result.diagnostics += problems
    result.projects = [
        _finish(project, result, line, summary.state, rule_maximum)
        for project, line in zip(result.projects, assigned, strict=True)
    ]
    return result


def _grouping(table: Table, sums: Sequence[Decimal], rule_maximum: RuleMaximum | None) -> Grouping:
    if "name" in table.header.columns:
        return group_lines(table.lines, sums, rule_maximum)
    # A form for one project names it above the table; what stands in the table is all of it.
    whole = Group(None, list(table.lines))
    stated = sum((line.weight or Decimal(0) for line in table.lines if line.is_scored), Decimal(0))
    return Grouping((whole,), (), int(stated in sums), stated if stated in sums else sums[0])


def _usual_total(groupings: Sequence[Grouping], sums: Sequence[Decimal]) -> Decimal:
    proven = {total: sum(entry.exact for entry in groupings if entry.total == total) for total in sums}
    return max(sums, key=lambda total: (proven[total], -sums.index(total)))


def _is_unit(group: Group, unit_name: str, table: Table, grouping: Grouping) -> bool:
    """Return whether the lines are a unit with its total: no indicators, and named or summed up as the unit."""
    if group.head is None or group.has_content or "name" not in table.header.columns:
        return False
    name = fold_label(group.head.text("name"))
    if unit_name and name == fold_label(unit_name):
        return True
    total, _ = money_in(group.head.cells.get("funds"))
    below = grouping.groups[grouping.groups.index(group) + 1 :]
    funds = [money_in(entry.head.cells.get("funds"))[0] for entry in below if entry.head and entry.has_content]
    return total is not None and total == sum((entry for entry in funds if entry is not None), Decimal(0))


def _unit(group: Group) -> UnitLine:
    head = group.head
    if head is None:
        raise AssertionError("a unit line prints its name")
    total, _ = money_in(head.cells.get("funds"))
    return UnitLine(head.text("code"), head.text("name"), total, head.cells["name"].where)


def _add(result: Projects, view: SheetView, table: Table, surroundings: Surroundings, group: Group) -> None:
    cells = _project_cells(table, surroundings, group)
    name = cells["name"].text if "name" in cells else ""
    if "name" in table.header.columns and group.head is None:
        name = UNPLACED
    rows = read_rows(view.name, name, group.lines)
    if not rows.rows and not rows.placeholders and group.head is None and "name" in table.header.columns:
        return
    result.diagnostics.extend(rows.diagnostics)
    repairs = tuple(note for note in group.head.repairs if note.code == "R101") if group.head else ()
    kept = [_without_project_notes(row) if row.repairs else row for row in rows.rows]
    project = Project(
        sheet=view.name,
        code=cells["code"].text if "code" in cells else "",
        name=name,
        funds=_money(cells, "funds", name, result),
        goal=cells["goal"].text if "goal" in cells else "",
        rows=tuple(kept),
        budget=_money(cells, "budget", name, result),
        executed=_money(cells, "executed", name, result),
        cells=cells,
        repairs=repairs,
        placeholders=tuple(rows.placeholders),
    )
    result.projects.append(project)


def _without_project_notes(row: Row) -> Row:
    return replace(row, repairs=tuple(note for note in row.repairs if note.code != "R101"))


def _project_cells(table: Table, surroundings: Surroundings, group: Group) -> dict[str, PlacedCell]:
    cells: dict[str, PlacedCell] = dict(surroundings.labels)
    if group.head is not None:
        cells.update({key: group.head.cells[key] for key in PROJECT_KEYS if key in group.head.cells})
    if "name" not in table.header.columns:
        for line in group.lines:
            if line.is_total and "points" in line.cells and not _is_subtotal(line):
                cells["total_points"] = line.cells["points"]
    return cells


def _is_subtotal(line: Line) -> bool:
    """Return whether the line sums up a part: the total of the project is none of it."""
    return any("小计" in placed.text for placed in line.cells.values() if placed.row == line.row)


def _money(cells: Mapping[str, PlacedCell], key: str, name: str, result: Projects) -> Decimal | None:
    placed = cells.get(key)
    amount, is_unread = money_in(placed)
    if key != "funds" and placed is not None and fold_text(placed.text).endswith("元"):
        message = f"“{name}”的{_MONEY_NAMES[key]}“{placed.text}”带有单位；请只填数字，单位与表的金额单位一致"
        result.diagnostics.append(finding("G134", message, placed.where, placed.text))
        return None
    if is_unread and placed is not None:
        result.diagnostics.append(
            finding(
                "G134",
                f"“{name}”的{_MONEY_NAMES[key]}“{placed.text}”不是金额；请填数字，例如 35.50",
                placed.where,
                placed.text,
            )
        )
    return amount


def _finish(
    project: Project, result: Projects, typed: Assigned, state: KeptState, rule_maximum: RuleMaximum | None
) -> Project:
    """Recover weights and take what a person typed into 得分汇总 for the project."""
    total = result.total or Decimal(0)
    rows, problems = recover_weights(project.rows, total, rule_maximum, project.name)
    result.diagnostics.extend(problems)
    result.diagnostics.extend(_overtyped(typed, state))
    cells, remarks = dict(project.cells), project.remarks
    money = {key: getattr(project, key) for key in MONEY}
    for key, header in MONEY.items():
        cell = typed.line.cells.get(header) if typed.line and not typed.is_in_doubt else None
        if cell is None or not cell.text:
            continue
        stated = money[key]
        if stated is not None:
            said = _other_money(stated, cell, header, state.last(f"{SUMMARY_SHEET}|{typed.label}", key))
            result.diagnostics += [finding("G144", f"“{project.name}”的{said}；请核对", cell.where)] if said else []
            remarks = (*remarks, said) if said else remarks
            continue
        cells[key] = cell
        money[key] = _money(cells, key, project.name, result)
    return replace(
        project,
        rows=rows,
        known_as=typed.label,
        summary_row=typed.line.row if typed.line else 0,
        budget=money["budget"],
        executed=money["executed"],
        remarks=remarks,
        cells=cells,
    )


def _overtyped(typed: Assigned, state: KeptState) -> list[Diagnostic]:
    """Say that a person wrote over what we compute on 得分汇总: it is computed again at every press."""
    written = state.written.get(f"{SUMMARY_SHEET}|{typed.label}", {})
    if typed.line is None or not typed.label or COMPUTED[-1] not in written:
        return []
    cells = [(header, typed.line.cells[header]) for header in COMPUTED if header in typed.line.cells]
    return [
        finding(
            "G146",
            f"得分汇总的“{header}”由程序计算，人工填的“{placed.text}”没有保留；要说明的请写在旁边空白处",
            placed.where,
            placed.text,
        )
        for header, placed in cells
        if not is_ours(placed.cell, written.get(header))
    ]


def _other_money(stated: Decimal, cell: PlacedCell, header: str, last: str | None) -> str:
    """Say that 得分汇总 has another amount than the form itself, "" where it has not or we wrote it there."""
    amount, _ = money_in(cell)
    if amount == stated or (last is not None and is_ours(cell.cell, last)):
        return ""
    return f"{header}按表内的{number(stated)}计算，得分汇总填的是{cell.text}"


def check_projects(form: Form) -> tuple[Diagnostic, ...]:
    """Report what does not add up: weights, money, names, cells that cannot be read."""
    if not form.rows:
        place = CellRef(form.blocks[0].sheet, form.blocks[0].header_last, 1)
        return (finding("G106", "表头认得，但下面没有填三级指标，没有可以计分的行；请填好指标后重试", place),)
    return (*_check_sums(form), *_check_names(form), *_check_units(form))


def _check_sums(form: Form) -> list[Diagnostic]:
    found = []
    for project in form.projects:
        place = _place(project)
        if not project.rows:
            found.append(finding("G135", f"“{project.name}”没有指标，不计分；请核对是否漏填", place))
            continue
        is_complete = all(row.weight is not None for row in project.rows)
        if not is_complete or project.name == UNPLACED or project.weight in _allowed(form):
            continue
        expected = number(form.project_sum or form.schema.project_sums[0])
        weights = "＋".join(number(row.weight) for row in project.rows)
        found.append(
            finding(
                "G121",
                f"“{project.name}”各指标分值合计{number(project.weight)}（{weights}），应为{expected}；请核对分值",
                place,
            )
        )
    return found


def _allowed(form: Form) -> tuple[Decimal, ...]:
    return (form.project_sum,) if form.project_sum is not None else form.schema.project_sums


def _place(project: Project) -> CellRef | None:
    if "name" in project.cells:
        return project.cells["name"].where
    return project.rows[0].cells["indicator"].where if project.rows else None


def _check_names(form: Form) -> list[Diagnostic]:
    seen: dict[tuple[str, str], Project] = {}
    found = []
    for project in form.projects:
        key = (fold_label(project.code), fold_label(project.name))
        if project.name == UNPLACED:
            continue
        if key in seen and project.name:
            first = _place(seen[key])
            found.append(
                finding(
                    "G132",
                    f"项目“{project.name}”出现两次（另一处在{first}），按两个项目分别计分；"
                    "如是同一项目，请把它的行排在一起，如是两个项目，请改名区别",
                    _place(project),
                )
            )
        seen.setdefault(key, project)
    return found


def _check_units(form: Form) -> list[Diagnostic]:
    funds = [project.funds for project in form.projects]
    if form.unit_total is None or any(amount is None for amount in funds):
        return []
    total = sum((amount for amount in funds if amount is not None), Decimal(0))
    # The projects on further sheets may be other units'.
    stated_on = {unit.where.sheet for unit in form.units}
    beside = sum((project.funds or Decimal(0) for project in form.projects if project.sheet in stated_on), Decimal(0))
    if form.unit_total in (total, beside):
        return []
    parts = listed([number(amount) for amount in funds if amount is not None], limit=8)
    return [
        finding(
            "G133",
            f"单位资金总额{number(form.unit_total)}与各项目资金之和{number(total)}（{parts}）不一致；请核对",
            form.units[0].where,
        )
    ]
