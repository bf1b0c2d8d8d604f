"""A GridBook enters, the Form on its sheets and everything there is to say about it leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from perfscore.diagnostics import CellRef, Diagnostic, Severity
from perfscore.forms.schema import FormSchema
from perfscore.grid.findings import address, finding, listed
from perfscore.grid.form import Block, Form, Project, Repair, UnitLine
from perfscore.grid.grouping import RuleMaximum
from perfscore.grid.headers import Header, find_headers, headers_seen
from perfscore.grid.lines import Table, read_lines
from perfscore.grid.own_columns import Made, is_status, made_on
from perfscore.grid.projects import Projects, check_projects, read_projects
from perfscore.grid.sheet import GridBook, GridSheet
from perfscore.grid.state import load_state
from perfscore.grid.summary_read import SummaryInputs, read_summary
from perfscore.grid.surroundings import (
    SUMMARY_SHEET,
    Surroundings,
    begins_new_form,
    budget_year,
    read_surroundings,
)
from perfscore.grid.view import SheetView

OUR_SHEETS = frozenset({SUMMARY_SHEET, "计分口径", "修复记录"})


@dataclass(slots=True)
class _SheetForms:
    """What one sheet gave: its tables with what stands above each."""

    view: SheetView
    tables: list[tuple[Table, Surroundings]] = field(default_factory=list)
    diagnostics: tuple[Diagnostic, ...] = ()


def read_forms(
    book: GridBook,
    *,
    sheet: str | None = None,
    rule_maximum: RuleMaximum | None = None,
    project_sum: Decimal | None = None,
) -> tuple[tuple[Form, ...], tuple[Diagnostic, ...]]:
    """Return every form of the workbook, one for each kind, the 自评表 first.

    Args:
        book: the workbook.
        sheet: the only sheet to read; without it every sheet that holds a form is read.
        rule_maximum: tells the points a rule gives at most; without it no missing weight is recovered.
        project_sum: what the weights of a project add up to; without it the sums that the form knows are tried.
    """
    sheets, problem = _chosen(book, sheet)
    if problem is not None:
        return (), (problem,)
    state = load_state(book.state)
    names = [candidate.name for candidate in book.sheets]
    read = [_read_sheet(candidate, made_on(candidate.name, state, names)) for candidate in sheets]
    diagnostics = [entry for found in read for entry in found.diagnostics]
    summary = read_summary(book, state)
    forms: list[Form] = []
    kinds = {table.header.schema.kind: table.header.schema for found in read for table, _ in found.tables}
    for schema in sorted(kinds.values(), key=lambda schema: -schema.priority):
        form, remarks = _form(schema, read, summary, rule_maximum, project_sum)
        forms.append(form)
        diagnostics.extend(remarks)
    if forms:
        diagnostics.extend(summary.diagnostics)
        # Another sheet that only resembles a form does not stand in the way of the one that was read.
        diagnostics = [
            replace(entry, severity=Severity.WARNING) if entry.code == "G103" else entry for entry in diagnostics
        ]
    if not forms and not diagnostics:
        diagnostics.append(_nothing_found(read, sheet))
    return tuple(forms), tuple(diagnostics)


def read_form(
    book: GridBook,
    *,
    sheet: str | None = None,
    rule_maximum: RuleMaximum | None = None,
    project_sum: Decimal | None = None,
) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    """Return the form to be scored, None where there is none; for the arguments see ``read_forms``.

    A workbook with both a 自评表 and a 目标表 gives the 自评表; join it with the other by ``join_rules``.
    """
    forms, diagnostics = read_forms(book, sheet=sheet, rule_maximum=rule_maximum, project_sum=project_sum)
    form = forms[0] if forms else None
    if form is not None and not form.rows:
        return None, diagnostics
    return form, diagnostics


def _chosen(book: GridBook, name: str | None) -> tuple[Sequence[GridSheet], Diagnostic | None]:
    if name is None:
        return [sheet for sheet in book.sheets if sheet.name not in OUR_SHEETS], None
    chosen = [sheet for sheet in book.sheets if sheet.name == name]
    if chosen:
        return chosen, None
    names = listed([f"“{sheet.name}”" for sheet in book.sheets], limit=8)
    return (), finding("G102", f"没有名为“{name}”的工作表；文件里有：{names}，请改用其中的名称")


def _read_sheet(sheet: GridSheet, made: Made) -> _SheetForms:
    view = SheetView(sheet)
    headers, diagnostics = find_headers(view, made)
    found = _SheetForms(view, diagnostics=diagnostics)
    floor = 1
    for header, repeated, until in _spans(view, headers):
        surroundings = read_surroundings(view, header.schema, floor, header.first)
        table = read_lines(view, header, repeated, until)
        found.tables.append((table, surroundings))
        floor = table.last_row + 1
    return found


def _spans(view: SheetView, headers: Sequence[Header]) -> Iterable[tuple[Header, list[Header], int]]:
    """Yield each table's header, its repeats after page breaks, and the row where the next table's header begins."""
    end = (view.rows[-1] if view.rows else 0) + 1
    index, floor = 0, 1
    while index < len(headers):
        header, repeated, begins = headers[index], list[Header](), 0
        index += 1
        while index < len(headers) and "name" in header.columns and headers[index].has_columns_of(header):
            last = repeated[-1].last if repeated else header.last
            begins = begins_new_form(view, header.schema, (floor, header.first), last, headers[index].first)
            if begins:
                break
            repeated.append(headers[index])
            index += 1
        floor = begins or (headers[index].first if index < len(headers) else end)
        yield header, repeated, floor


def _form(
    schema: FormSchema,
    read: Sequence[_SheetForms],
    summary: SummaryInputs,
    rule_maximum: RuleMaximum | None,
    project_sum: Decimal | None,
) -> tuple[Form, tuple[Diagnostic, ...]]:
    tables = [
        (found.view, table, surroundings)
        for found in read
        for table, surroundings in found.tables
        if table.header.schema is schema
    ]
    diagnostics = [entry for _, table, _ in tables for entry in table.diagnostics]
    around = [surroundings for _, _, surroundings in tables]
    unit_name = next((entry.unit_name for entry in around if entry.unit_name), "")
    sums = (project_sum,) if project_sum is not None else schema.project_sums
    projects: Projects = read_projects(tables, unit_name, sums, summary, rule_maximum)
    year, remarks = budget_year({year for entry in around for year in entry.years}, summary.year)
    form = Form(
        schema=schema,
        blocks=tuple(_block(view, table) for view, table, _ in tables),
        projects=tuple(projects.projects),
        repairs=_all_repairs(projects.projects),
        units=tuple(projects.units),
        unit_name=unit_name or _first_name(projects.units),
        money_unit=next((entry.money_unit for entry in around if entry.money_unit), ""),
        budget_year=year,
        project_sum=projects.total,
    )
    return form, (
        *diagnostics,
        *projects.diagnostics,
        *remarks,
        *_lost_columns(form),
        *_overtyped(form),
        *check_projects(form),
    )


def _overtyped(form: Form) -> list[Diagnostic]:
    """Say that a person wrote into 计分状态, which is written anew."""
    ours = {block.sheet for block in form.blocks if "status" in block.added}
    typed = [
        row.cells["status"]
        for row in form.rows
        if row.sheet in ours and "status" in row.cells and not is_status(row.cells["status"].text)
    ]
    if not typed:
        return []
    places = listed([f"{address(placed.where)}“{placed.text[:20]}”" for placed in typed])
    message = f"计分状态由程序填写，人工填的没有保留：{places}；要说明的请写在扣分说明里，或另加一列"
    return [finding("G146", message, typed[0].where, typed[0].text)]


def _lost_columns(form: Form) -> list[Diagnostic]:
    """Say that columns of ours are not to be found; they are put to the right of the table once more."""
    found = []
    for block in form.blocks:
        names = "、".join(f"“{form.schema.spec(key).header}”" for key in block.lost)
        if names:
            message = f"上次写入的{names}列找不到了（列名改过或列已删去），另加在表的右边；如是改了列名，请改回"
            found.append(finding("G107", message, CellRef(block.sheet, block.header_last, 1)))
    return found


def _first_name(units: Sequence[UnitLine]) -> str:
    return units[0].name if units else ""


def _block(view: SheetView, table: Table) -> Block:
    header = table.header
    return Block(
        sheet=view.name,
        title=header.title,
        header_first=header.first,
        header_last=header.last,
        columns=header.columns,
        added=header.added,
        last_official_column=table.last_official_column,
        last_row=table.last_row,
        repeated_headers=table.repeated_headers,
        lost=header.lost,
    )


def _all_repairs(projects: Iterable[Project]) -> tuple[Repair, ...]:
    found: dict[Repair, None] = {}
    for project in projects:
        found.update(dict.fromkeys(project.repairs))
        for row in project.rows:
            found.update(dict.fromkeys(row.repairs))
    return tuple(found)


def _nothing_found(read: Sequence[_SheetForms], name: str | None) -> Diagnostic:
    seen = [
        f"“{found.view.name}”第一眼看到：{'、'.join(words)}" for found in read if (words := headers_seen(found.view))
    ]
    names = "；".join(seen[:3]) if seen else "各工作表都是空的"
    where = CellRef(read[0].view.name, 1, 1) if read else None
    code = "G102" if name else "G101"
    start = f"工作表“{name}”里没有绩效表" if name else "没有找到绩效表"
    return finding(
        code,
        f"{start}：表头要有“三级指标”，并有“评（扣）分标准”（目标表）或“实际完成值”和“分值”（自评表）。{names}",
        where,
    )


def with_rows(form: Form, projects: Sequence[Project]) -> Form:
    """Return the form with other projects, its list of repairs brought up to date."""
    return replace(form, projects=tuple(projects), repairs=_all_repairs(projects))
