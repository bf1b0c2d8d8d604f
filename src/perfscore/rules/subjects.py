"""Whether the clauses of a sentence name one and the same measured thing: clauses to errors."""

from __future__ import annotations

import re

from perfscore.diagnostics import Diagnostic, Severity, Span
from perfscore.model.rule import Basis, Clause, TargetMet, TargetMissed, Within, steps_of
from perfscore.rules.refusals import incoherent


def one_subject(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """Return an error for every branch that measures something else than the first that names its thing."""
    subjects = [vars(clause.condition).get("subject", "") for clause in clauses]
    if any(subject.endswith(_COUNTS) for subject in subjects):  # 新增面积 and its 完成率
        subjects = ["" if subject in _RATES_OF_IT else subject for subject in subjects]
    first = next((subject for subject in subjects if subject), "")
    return [
        incoherent(clause, text, "这一句说的是另一项内容")
        for clause, subject in zip(clauses, subjects, strict=True)
        if not _same_subject(subject, first)
    ]


_LAST_WORD = re.compile(
    "(?:率|度|比例|占比|比重|比|数|数量|面积|金额|程度|时间|时长|天数|下降|降低|减少|增长|提高|上升|提升|增加)$"
)


def _same_subject(one: str, other: str) -> bool:
    """目标完成率 and 完成率, 群众满意度 and 满意度: the second time the name may be cut short."""
    if not one or not other or one == other:
        return True
    short, long = sorted((_moved(one), _moved(other)), key=len)
    if short in _ACTS_ALONE:
        return True
    return not short or (long.endswith(short) and (short == long or _LAST_WORD.search(short) is not None))


_ANY_MEASURE = re.compile(
    r"(?:[降增涨升]幅|增速|幅度|完成[率值数]|实际值|完成情况|指标值?|结果|数量|该项|本项|任务|计划|工作|的)$"
)
"""Words before 每 that name what the row measures, whatever it is."""


_FALL, _RISE = (
    re.compile("(?:降幅|降低率|下降率|下降幅度|降低|减少)$"),
    re.compile("(?:增幅|增速|增长率|增长幅度|提高|增加|上升)$"),
)


_COUNTS = ("面积", "数", "数量", "里程", "总量", "金额", "个数", "次数", "人次", "场次")
_RATES_OF_IT = ("完成率", "完成比例", "任务完成率", "目标完成率", "计划完成率")
_ACTS_ALONE = ("完成", "达到", "实现", "建成", "组织", "开展", "培训", "发放", "举办")
"""完成改造500户以上得10分，完成400-499户得8分: the verb again says nothing of another thing."""


def _moved(subject: str) -> str:
    """降幅 says what 下降 says, 增速 what 增长 says."""
    return _RISE.sub("增长", _FALL.sub("下降", subject))


def two_measures(named: list[tuple[str, Span]], clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“建档率、随访率每低于90%1个百分点扣0.2分”: for which of the two the number is, nothing says."""
    gaps = [award for _, award in steps_of(clauses) if award.basis is Basis.VALUE]
    return [
        Diagnostic("E105", Severity.ERROR, "这个词要由人来判断，或一句中含有多项要求", text, span)
        for name, span in named
        if gaps and _TWO_RATES.search(name)
    ]


_TWO_RATES = re.compile("(?:率|满意度|知晓度)(?:、|和|及|与|以及)[^,。;]*(?:率|满意度|知晓度)$")


def one_measure(clauses: tuple[Clause, ...], text: str) -> list[Diagnostic]:
    """“覆盖率达到90%，满意度每低1个百分点扣1分”: the step goes by another number than the one to reach."""
    measures = [
        clause.condition.subject
        for clause in clauses
        if isinstance(clause.condition, Within | TargetMet | TargetMissed) and clause.condition.subject
    ]
    return [
        incoherent(clause, text, "这一句说的是另一项内容")
        for clause, award in steps_of(clauses)
        if measures and award.basis is not Basis.OCCURRENCES and _namesincoherent(award.matter, measures[0])
    ]


def _namesincoherent(matter: str, measure: str) -> bool:
    return bool(matter) and not _ANY_MEASURE.search(matter) and matter not in measure and measure not in matter
