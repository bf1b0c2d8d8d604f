"""How a reason names the thing that was measured."""

from __future__ import annotations

from perfscore.model.indicator import Indicator
from perfscore.model.rule import Basis, ScoringRule

LONGEST_NAME = 10
"""Longer names are cut to their measuring part: 规模工业企业帮扶覆盖率 → 帮扶覆盖率."""

_OWNERS = "企业 环境 单位 部门 项目 群众 人员 居民 农户 学校 学生 机构 地区 乡镇 社区 资金 工程 行业 系统".split()
_MEASURES = ("率", "度", "比重", "占比", "比例", "指数", "排名", "名次", "位次")
_SHORTEST_TAIL = 4
_GROWTH_ENDINGS = "同比增长率 同比增速 同比增长 增长速度 增长率 增长情况 增速 增幅 增长".split()


def subject_of(rule: ScoringRule, indicator: Indicator, basis: Basis | None) -> str:
    """Return the name of the measured thing as the sentence or the row names it, short enough for a reason."""
    stated = next((subject for clause in rule.clauses if (subject := getattr(clause.condition, "subject", ""))), "")
    name = "".join(indicator.name.split())
    if (own := _own_name(rule)) and basis is Basis.VALUE:
        return own
    match basis:
        case Basis.BUDGET_RATE:
            return "实际成本"
        case Basis.GROWTH | Basis.CHAINED:
            return shorten(stated or _without_growth(name))
        case Basis.RANK:
            return stated or (name if name.endswith(_MEASURES) else "")
    if stated.endswith(_MEASURES) or not name:
        return shorten(stated)
    return shorten(name if name.endswith(_MEASURES) or not stated else stated)


def _own_name(rule: ScoringRule) -> str:
    """The thing that 指标值 names beside its number, where each thing has one: 小学 of 小学100%；初中98%."""
    step = rule.steps[0][1] if len(rule.clauses) == len(rule.steps) == 1 else None
    return step.matter if step is not None and step.reference is not None and step.reference.value else ""


def _without_growth(name: str) -> str:
    for ending in _GROWTH_ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name


def shorten(name: str) -> str:
    """Drop the owner from a long name, if a measuring part of some length is left."""
    if len(name) <= LONGEST_NAME or not name.endswith(_MEASURES):
        return name
    cuts = [name.rfind(owner) + len(owner) for owner in _OWNERS if owner in name]
    tails = [name[cut:] for cut in cuts if len(name) - cut >= _SHORTEST_TAIL]
    return min(tails, key=len, default=name)
