"""A scored workbook as JSON: the contract of ``perfscore score --json``."""

from __future__ import annotations

from decimal import Decimal

from perfscore.diagnostics import Diagnostic
from perfscore.engine.form import WorkbookResult
from perfscore.grid.form import Repair
from perfscore.grid.scored import ScoredProject, ScoredRow


def result_as_json(result: WorkbookResult) -> dict[str, object]:
    """Return the whole result; decimals are strings, None where there is none."""
    form = result.scored.form if result.scored else None
    return {
        "projects": [_project(project) for project in result.projects],
        "repairs": [_repair(repair) for repair in form.repairs] if form else [],
        "diagnostics": [_diagnostic(entry) for entry in result.diagnostics],
    }


def _project(scored: ScoredProject) -> dict[str, object]:
    project, score = scored.project, scored.score
    return {
        "code": project.code,
        "name": project.name,
        "funds": _decimal(project.funds),
        "budget": _decimal(project.budget),
        "executed": _decimal(project.executed),
        "rows": [_row(row) for row in scored.rows],
        "points": _decimal(score.points),
        "weight": _decimal(score.weight),
        "execution_points": _decimal(score.execution_points),
        "total": _decimal(score.total),
        "grade": score.grade,
        "open_rows": score.open_rows,
        "provisional": score.provisional,
    }


def _row(scored: ScoredRow) -> dict[str, object]:
    row, score = scored.row, scored.score
    return {
        "sheet": row.sheet,
        "row": row.row,
        "indicator": row.indicator,
        "target": row.target or None,
        "actual": row.text_of("actual") or None,
        "weight": _decimal(row.weight),
        "maximum": _decimal(score.maximum),
        "points": _decimal(score.points),
        "deduction": _decimal(score.deduction),
        "status": score.status.value,
        "explanation": score.explanation,
        "reading": score.reading,
        "alternatives": [{"points": str(other.points), "reading": other.reading} for other in score.alternatives],
        "diagnostics": [_diagnostic(entry) for entry in score.diagnostics],
    }


def _repair(repair: Repair) -> dict[str, object]:
    return {"code": repair.code, "sheet": repair.sheet, "cells": list(repair.cells), "message": repair.message}


def _diagnostic(entry: Diagnostic) -> dict[str, object]:
    place = f"{entry.where}：" if entry.where else ""
    return {"code": entry.code, "severity": entry.severity.value, "message": f"{place}{entry.message}"}


def _decimal(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"
