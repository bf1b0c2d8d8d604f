"""计分状态: the state of a row in words, with what is open."""

from __future__ import annotations

from typing import assert_never

from perfscore.diagnostics import Severity
from perfscore.explain.wording import CHOICE_NAMES, format_points
from perfscore.model.score import Alternative, Score, Status

STATUS_NAMES: dict[Status, str] = {
    Status.SCORED: "已计分",
    Status.PROVISIONAL: "口径待确认",
    Status.AWAITING_ACTUAL: "待填报",
    Status.NEEDS_REVIEW: "需人工评定",
    Status.INVALID_ACTUAL: "实际值无法识别",
    Status.DECIDED: "人工核定",
}
"""The word for each state."""


def explain_status(score: Score) -> str:
    """Write the state: 口径待确认（另读：9分/10分）, 需人工评定：…（建议0分）."""
    name = STATUS_NAMES[score.status]
    match score.status:
        case Status.SCORED | Status.AWAITING_ACTUAL | Status.DECIDED:
            return name
        case Status.PROVISIONAL:
            others = "/".join(f"{format_points(other.points)}分" for other in score.alternatives)
            return f"{name}（另读：{others}）"
        case Status.NEEDS_REVIEW:
            proposed = f"（建议{format_points(score.proposed)}分）" if score.proposed is not None else ""
            return f"{name}：{_reason(score)}{proposed}"
        case Status.INVALID_ACTUAL:
            return f"{name}：{_reason(score)}"
        case _:
            assert_never(score.status)


def explain_unread(score: Score) -> str:
    """Write why there is no reading of the sentence: 没有读懂：没有写明得分或扣分｜【好的】."""
    return f"没有读懂：{_reason(score) or '评（扣）分标准'}"


def _reason(score: Score) -> str:
    """The first error, with its marked words if it has some, and what could be written instead."""
    problem = next((d for d in score.diagnostics if d.severity is Severity.ERROR), None)
    if problem is None:
        return ""
    marked = f"｜{problem.excerpt}" if problem.span is not None else ""
    suggestion = f"；可填：{problem.suggestion}" if problem.suggestion and problem.span is None else ""
    return f"{problem.message}{marked}{suggestion}"


def name_alternative(alternative: Alternative) -> Alternative:
    """Return the alternative with its reading in words."""
    reading = "，".join(CHOICE_NAMES[choice] for choice in alternative.choices)
    return alternative.model_copy(update={"reading": reading})
