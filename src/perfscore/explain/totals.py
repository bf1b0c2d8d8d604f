"""暂计 and the fixed form of a summary in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from perfscore.explain.status import STATUS_NAMES
from perfscore.model.score import ProjectScore, Status
from perfscore.numbers.text import format_number

_ALWAYS_SHOWN = (Status.SCORED, Status.PROVISIONAL, Status.AWAITING_ACTUAL, Status.NEEDS_REVIEW)


def explain_total(project: ProjectScore) -> str:
    """Write 暂计75.00，满分90中已计80，3行未计分, or the total with its grade."""
    if project.total is not None:
        grade = f"，等级“{project.grade}”" if project.grade else ""
        return f"总分{project.total:.2f}{grade}"
    parts = [f"暂计{project.points:.2f}"]
    if project.open_rows:
        parts.append(f"满分{format_number(project.weight)}中已计{format_number(project.counted_weight)}")
    return "，".join((*parts, *_what_is_open(project)))


def explain_running_total(project: ProjectScore) -> str:
    """Write what a cell shows until the total is there: 暂计75.00（3行未计分）."""
    return f"暂计{project.points:.2f}（{'，'.join(_what_is_open(project)) or '没有指标行'}）"


def _what_is_open(project: ProjectScore) -> list[str]:
    parts = []
    if project.open_rows:
        parts.append(f"{project.open_rows}行未计分")
    if project.unsettled_rows:
        parts.append(f"{project.unsettled_rows}行口径待确认")
    if project.missing_money:
        parts.append(f"缺{'、'.join(project.missing_money)}")
    if project.execution_weight is None:
        parts.append(f"分值合计{format_number(project.weight)}，与预算执行率之和不是100")
    return parts


def count_states(states: Iterable[Status], first_open: str = "") -> str:
    """Write 共20行：已计分15，口径待确认1，待填报2，需人工评定2；第一处：目标表!H12."""
    counted = Counter(states)
    parts = [
        f"{name}{counted[status]}"
        for status, name in STATUS_NAMES.items()
        if status in _ALWAYS_SHOWN or counted[status]
    ]
    place = f"；第一处：{first_open}" if first_open else ""
    return f"共{counted.total()}行：{'，'.join(parts)}{place}"
