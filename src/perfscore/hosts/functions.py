"""The one table of cell functions: names, arguments with help, when they recalculate, what they answer.

VBA wrappers, xlwings functions, Calc functions and the manual come from it; no host is named here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perfscore.engine.row import score
from perfscore.explain.status import explain_unread
from perfscore.explain.totals import explain_running_total
from perfscore.grid.cell_input import cell_input
from perfscore.grid.scored import ScoredRow
from perfscore.grid.sheet import CellKind, GridCell
from perfscore.model.profile import Profile
from perfscore.model.score import ProjectScore, Score
from perfscore.numbers.text import parse_number
from perfscore.scoring.project import grade_of

Answer = Decimal | str
"""What a cell shows: a number, or words that SUM passes over."""


class Recalculates(StrEnum):
    """When a function is computed again besides when its arguments change."""

    NEVER = "never"
    SHORT_FORM = "short_form"
    """Always, where a reference names one cell of the row and not all that is read."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its name in formulas of a program (ASCII), its Chinese name and help."""

    name: str
    title: str
    help: str
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class RowFunction:
    """A function of rows of the form: the first argument refers to them, the second may replace 实际完成值."""

    name: str
    help: str
    answer: Callable[[ScoredRow], Answer]
    arguments: tuple[Argument, ...]
    recalculates: Recalculates = Recalculates.SHORT_FORM
    for_status: bool = False
    """Whether the words of 计分状态 are wanted, which read 偏差原因 too."""


@dataclass(frozen=True, slots=True)
class ProjectFunction:
    """A function of the project that a reference points into."""

    name: str
    help: str
    answer: Callable[[ProjectScore], Answer]
    arguments: tuple[Argument, ...]
    recalculates: Recalculates = Recalculates.SHORT_FORM


@dataclass(frozen=True, slots=True)
class ValueFunction:
    """A function of plain values; an argument that is left out comes as an empty cell."""

    name: str
    help: str
    answer: Callable[[Sequence[GridCell], Profile], Answer]
    arguments: tuple[Argument, ...]
    recalculates: Recalculates = Recalculates.NEVER


Function = RowFunction | ProjectFunction | ValueFunction


def _points(row: ScoredRow) -> Answer:
    return row.status_text if row.score.points is None else row.score.points


def _deduction(row: ScoredRow) -> Answer:
    return row.status_text if row.score.deduction is None else row.score.deduction


def _explanation(row: ScoredRow) -> Answer:
    return row.score.explanation or row.status_text


def _reading(row: ScoredRow) -> Answer:
    return row.score.reading or explain_unread(row.score)


def _maximum(row: ScoredRow) -> Answer:
    return explain_unread(row.score) if row.score.maximum is None else row.score.maximum


def _total(project: ProjectScore) -> Answer:
    return explain_running_total(project) if project.total is None else project.total


def _grade(cells: Sequence[GridCell], profile: Profile) -> Answer:
    """Return the grade of a total; 暂计 and whatever is no total give words."""
    (cell,) = cells
    text = cell.text.strip()
    if not text:
        return "没有总分，不定等级"
    if text.startswith("暂计"):
        return "暂计，不定等级"
    number = cell.value if isinstance(cell.value, Decimal) else None
    if cell.kind is CellKind.TEXT:
        number = parse_number(text)
    if number is None or cell.is_percent or not 0 <= number <= profile.full_total:
        return f"“{text[:20]}”不是总分（0至{profile.full_total:f}的数）"
    return grade_of(number, profile) or "没有对应的等级"


def _score_of(cells: Sequence[GridCell], profile: Profile) -> Score:
    rule, actual, target, weight, unit, kind = cells
    texts = [cell.text.strip() for cell in (target, weight, unit, kind)]
    return score(
        rule.text, cell_input(actual), target=texts[0], weight=texts[1], unit=texts[2], kind=texts[3], profile=profile
    )


def _text_points(cells: Sequence[GridCell], profile: Profile) -> Answer:
    found = _score_of(cells, profile)
    return found.status_text if found.points is None else found.points


def _text_explanation(cells: Sequence[GridCell], profile: Profile) -> Answer:
    found = _score_of(cells, profile)
    return found.explanation or found.status_text


_ROW = Argument("row", "行", "指标所在行的一个格（如A6），或这一行从左到计分列之前的一段（如A6:O6）；也可以是几行")
_ACTUAL = Argument("actual", "实际完成值", "用它代替这一行填的实际完成值，试算用", is_optional=True)
_CELL = Argument("cell", "任一单元格", "项目里的任一单元格")
_BY_ROW = (_ROW, _ACTUAL)
_SENTENCE = (
    Argument("rule_text", "评分标准", "评（扣）分标准的原文"),
    Argument("actual", "实际完成值", "实际完成值"),
    Argument("target", "指标值", "指标值", is_optional=True),
    Argument("weight", "分值", "分值，如20或20分", is_optional=True),
    Argument("unit", "度量单位", "度量单位", is_optional=True),
    Argument("kind", "指标值类型", "指标值类型，如≥、≤、定性", is_optional=True),
)

FUNCTIONS: tuple[Function, ...] = (
    RowFunction("PERF_SCORE", "得分；没有得分的行写明原因", _points, _BY_ROW),
    RowFunction("PERF_DEDUCT", "扣分", _deduction, _BY_ROW),
    RowFunction("PERF_EXPLAIN", "扣分说明", _explanation, _BY_ROW),
    RowFunction("PERF_RULE", "评（扣）分标准的规范读法", _reading, _BY_ROW),
    RowFunction("PERF_STATUS", "计分状态", lambda row: row.status_text, _BY_ROW, for_status=True),
    RowFunction("PERF_MAX", "按评分标准和分值理解的满分", _maximum, _BY_ROW),
    ProjectFunction("PERF_TOTAL", "项目总分；没有算全时写“暂计75.00（3行未计分）”", _total, (_CELL,)),
    ValueFunction("PERF_GRADE", "总分的等级", _grade, (Argument("total", "总分", "总分，0至100的数"),)),
    ValueFunction("PERF_SCORE_TEXT", "只由文字计算的得分，不读表格", _text_points, _SENTENCE),
    ValueFunction("PERF_EXPLAIN_TEXT", "只由文字计算的扣分说明，不读表格", _text_explanation, _SENTENCE),
)
"""Every cell function, in the order of the manual."""

FUNCTION_NAMES = frozenset(function.name for function in FUNCTIONS)
_CALL = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*"|'(?:[^']|'')*')|(?<![A-Z0-9_])(?:{"|".join(sorted(FUNCTION_NAMES))})\s*\(""",
    re.IGNORECASE,
)


def function_named(name: str) -> Function:
    """Return the function of that name.

    Raises:
        KeyError: the table has no such function.
    """
    for function in FUNCTIONS:
        if function.name == name:
            return function
    raise KeyError(name)


def calls_ours(formula: str) -> bool:
    """Tell whether a formula calls a function of ours; a text or a sheet's name that has such words does not."""
    return any(hit["text"] is None for hit in _CALL.finditer(formula))


def usage(function: Function) -> str:
    """Write how a function is called: PERF_SCORE(行, [实际完成值])."""
    titles = (f"[{one.title}]" if one.is_optional else one.title for one in function.arguments)
    return f"{function.name}({', '.join(titles)})"
