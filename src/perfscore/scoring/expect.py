"""What a row's rule waits for: ScoringRule and Indicator to Expected, for the reader of actuals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import assert_never

from perfscore.model.deadline import InTime
from perfscore.model.indicator import Direction, Expected, Indicator, Quota, Thing, Want
from perfscore.model.quantity import Dimension, Unit
from perfscore.model.rule import (
    GROWTHS,
    AddPer,
    Always,
    Basis,
    DeductPer,
    Discretion,
    Done,
    FixedPoints,
    FullMarks,
    GradeAtLeast,
    GradeIs,
    Interpolated,
    NotDone,
    ProRata,
    Says,
    ScoringRule,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.numbers.folding import squeeze
from perfscore.rules.format import format_condition
from perfscore.scoring.expect_grades import grade_scale
from perfscore.scoring.expect_numbers import bases_of, changes, delays, distance, has_nothing_to_go_by, measured
from perfscore.scoring.parts import parts_of
from perfscore.scoring.quotas import counts_unmet, side_of_gap
from perfscore.scoring.states import adds_states, costs_of, marks_of, states_of, worst_state
from perfscore.scoring.things import claim_of_full, matter_of, shares_words, size_of, things_of
from perfscore.values.cells import parse_quota
from perfscore.values.units import PERCENT, comparable, is_ratio

WANTS = {
    Basis.VALUE: Want.MEASURE,
    Basis.COMPLETION_RATE: Want.MEASURE,
    Basis.BUDGET_RATE: Want.BUDGET_RATE,
    Basis.GROWTH: Want.GROWTH,
    Basis.CHAINED: Want.GROWTH,
    Basis.RANK: Want.RANK,
    Basis.OCCURRENCES: Want.MEASURE,
    Basis.DELAY: Want.DELAY,
}

_SCORING_WORDS = re.compile(r"[得计给扣加减]\d|满分|不得分|不计分")
"""A cell that speaks of points repeats the sentence."""
_DEADLINE = re.compile(r"\d{1,2}月|季度|月底|年底前|日前|前完成|工作日内|[天日]内")
_TIMES = re.compile(r"(\d{1,4})(?:次|场|期|批|轮)")
_SCOPES = ("全国", "全省", "全市", "全县", "全区")


def expect(rule: ScoringRule, indicator: Indicator, share_from: Decimal, small_cost: Decimal) -> Expected:
    """Return what the cell 实际完成值 of the row may hold; the two percentages come from the profile."""
    if rule.parts:
        parts = parts_of(rule, indicator)
        inner = tuple(
            expect(part, row, share_from, small_cost).model_copy(update={"thing": thing, "short": _short(whole, part)})
            for whole, (part, row), thing in zip(rule.parts, parts, things_of(rule), strict=True)
        )
        faults = all(part.only_deducts for part, _ in parts) and not shares_words(rule)
        return Expected(want=Want.PARTS, parts=inner, only_faults=faults, thing=Thing(claim=claim_of_full(rule)))
    want = wanted(rule)
    base = Expected(
        want=Want.DISTANCE if want is Want.MEASURE and has_nothing_to_go_by(rule, indicator) else want,
        names=names_of(rule, indicator),
        year=indicator.year,
        share_from=share_from,
        small_cost=small_cost,
    )
    claim = claim_of_full(rule) or (_target_in_words(indicator) if rule.only_deducts else "")
    thing = Thing(claim=claim, size=size_of(rule), matter=matter_of(rule)) if counts_events(rule) else Thing()
    return base.model_copy(update={**_details(base.want, rule, indicator), "thing": thing})


def _target_in_words(indicator: Indicator) -> str:
    """按计划到位 as 指标值: who reached it lost nothing; 完成 alone may be said of a part."""
    text = squeeze(indicator.target.text)
    return text if len(text) >= _WORDY and not any(map(str.isdigit, text)) else ""


_WORDY = 4


def _short(whole: ScoringRule, part: ScoringRule) -> str:
    """On which side the part, as it is scored, counts how far a number was missed."""
    side = None if whole is part else side_of_gap(whole)
    return "" if side is None else side.value


def _details(want: Want, rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    if want is Want.MEASURE:
        return _number(rule, indicator)
    if want is Want.DELAY:
        return delays(rule, indicator)
    match want:
        case Want.PARTS:
            raise ValueError("the parts of a rule are expected one by one")
        case Want.STATES:
            return _states(rule, indicator)
        case Want.GRADE:
            return {"grades": grade_scale(rule, indicator)}
        case Want.STATEMENT:
            return _statement(rule, indicator)
        case Want.BUDGET_RATE:
            return {
                "units": (PERCENT,),
                "reference": Decimal(100),
                "counts_money": _is_money(indicator),
                "overrun": _asks_for_none(indicator),
            }
        case Want.GROWTH:
            return changes(rule, indicator)
        case Want.DISTANCE:
            return distance(rule, indicator)
        case Want.RANK:
            return {"scope": _scope(rule, indicator)}
        case _:
            assert_never(want)


def _number(rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    if counts_events(rule):
        return _events(rule, indicator)
    share = shared_basis(rule)
    if share is not None:
        return _shares(share, rule, indicator)
    return measured(rule, indicator, counts_things=not _is_ratio_row(indicator))


def _states(rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    added = adds_states(rule, indicator.weight)
    states = states_of(rule)
    return {
        "states": states,
        "marks": tuple(map(marks_of, states)),
        "added": added,
        "only_faults": rule.only_deducts,
        "extra": rule.only_adds,
        "worst": worst_state(rule),
        "names": names_in_cells(rule, indicator),
        "claim": claim_of(rule),
        "costs": costs_of(rule),
        "wording": squeeze(rule.source),
    }


def claim_of(rule: ScoringRule) -> str:
    """Return the one state in words that gives points, empty where there is none or more than one."""
    giving = [
        clause.condition
        for clause in rule.clauses
        if isinstance(clause.condition, Says | Done) and isinstance(clause.award, FixedPoints | FullMarks)
    ]
    if len(giving) != 1:
        return ""
    condition = giving[0]
    return condition.text if isinstance(condition, Says) else format_condition(condition)


def counts_events(rule: ScoringRule) -> bool:
    """Tell whether the rule counts what should not happen."""
    return any(basis is Basis.OCCURRENCES for basis in bases_of(rule))


def shared_basis(rule: ScoringRule) -> Basis | None:
    """Return on what share points depend: the actual itself, or 完成率; None where on none."""
    awards = [clause.award.basis for clause in rule.clauses if isinstance(clause.award, ProRata)]
    if awards:
        return awards[0]
    rates = (Basis.COMPLETION_RATE in bases_of(rule)) and not any(step.basis is Basis.VALUE for _, step in rule.steps)
    return Basis.COMPLETION_RATE if rates else None


def _events(rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    """The unit of the events and the words for them; a bare number counts them only where nothing else can be meant."""
    steps = [step.per.unit for _, step in rule.steps if step.per.unit is not None]
    limits = [clause.condition.unit for clause in rule.clauses if isinstance(clause.condition, Within)]
    units = [unit for unit in (*steps, *limits, indicator.unit) if unit is not None]
    target, undone = indicator.target.quantity, counts_unmet(rule)
    return {
        "events": True,
        "steps_of_events": bool(rule.steps),
        "undone": undone,
        "bare_events": (target is None and not undone and (not indicator.target.text or _names_none(indicator)))
        or (target is not None and target.value == 0),
        "units": tuple(dict.fromkeys(units)),
        "reference": Decimal(0),
        "required": _narrowing(rule),
        "names": (*names_of(rule, indicator), *_own_words(rule)),
        "states": rule.items,
        "counts_wanted": (target.base,) if target is not None and target.base == len(rule.items) > 1 else (),
        "wording": squeeze(rule.source),
    }


_NONE_ASKED = re.compile(
    r"(?:无(?![缝障线偿人害])|零(?!售|增长|差)|[未不]发生|[未不]出现|不得(?:发生|出现)|杜绝|没有)[^\d,，;；。]{0,12}"
)


def _names_none(indicator: Indicator) -> bool:
    """无闲置, 零事故, 杜绝重特大事故: a target in words that is nothing else than none."""
    return _NONE_ASKED.fullmatch(squeeze(indicator.target.text)) is not None


def _asks_for_none(indicator: Indicator) -> bool:
    """0 as the target of a budget's row can only be the overrun."""
    target = indicator.target.quantity
    return target is not None and target.value == 0


_NARROWING = re.compile("未|没有|不(?!良|动产)|查实|属实|重复|有效|一般|重大|较大|特大|恶性|越级")


def _narrowing(rule: ScoringRule) -> tuple[str, ...]:
    """The words that say which of the things named cost points: 未按期整改, 经查实."""
    steps = "".join(squeeze(clause.span.of(rule.source)) for clause, _ in rule.steps)
    things = _OR_ANOTHER.split(steps)
    asked = dict.fromkeys(_NARROWING.findall(things[0]))
    return tuple(word for word in asked if all(word in thing for thing in things))


_OR_ANOTHER = re.compile("(?<=[处项次个件条份篇例起人户])或者?(?=有?[一1][处项次个件条份篇例起人户])")
"""涂改一处或有一处不清楚: what is said of one of them is not said of the other."""


def _own_words(rule: ScoringRule) -> tuple[str, ...]:
    """The words of the clauses as they stand in the sentence: what an event may be called.

    What the sentence leaves to a person is no name of it: 情节严重.
    """
    counted = (clause for clause in rule.clauses if not isinstance(clause.award, Discretion))
    return tuple(squeeze(clause.span.of(rule.source)) for clause in counted)


def _shares(basis: Basis, rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    """A percentage, or a number in the unit of the target that it is divided by.

    Where the points go by another share than that of the target, a bare 40 beside 50户 is 40户 and no share at all.
    """
    target = indicator.target.quantity
    if basis is Basis.VALUE and not _is_ratio_row(indicator):
        own = (target.unit if target else None) or indicator.unit
        return {"units": (own, PERCENT), "reference": target.base if target else None}
    if basis is Basis.VALUE or target is None:
        return {"units": (PERCENT,), "reference": Decimal(100)}
    units: tuple[Unit, ...] = () if target.unit is None else (target.unit,)
    counts = target.unit is not None and not is_ratio(target.unit)
    return {
        "units": (*units, PERCENT) if counts else units,
        "reference": target.base,
        "share_of_count": counts and _SPEAKS_OF_RATES.search(rule.source) is not None,
    }


_SPEAKS_OF_RATES = re.compile(r"完成(?:率|比例|程度)|\d\s*[%％]")
"""Beside such words a bare number may be meant as the percentage that the sentence speaks of."""


def _is_money(indicator: Indicator) -> bool:
    target = indicator.target.quantity
    units = (indicator.unit, target.unit if target else None)
    return any(unit is not None and unit.dimension is Dimension.MONEY for unit in units)


def _is_ratio_row(indicator: Indicator) -> bool:
    """Tell whether the row itself is measured in percent, or does not say in what."""
    target = indicator.target.quantity
    units = [unit for unit in (indicator.unit, target.unit if target else None) if unit is not None]
    return all(is_ratio(unit) for unit in units)


def _scope(rule: ScoringRule, indicator: Indicator) -> str:
    """The circle in which the place counts: 全省, as the sentence or the row says."""
    subjects = [getattr(clause.condition, "subject", "") for clause in rule.clauses]
    texts = (*subjects, indicator.target.text, indicator.content, indicator.name)
    return next((scope for text in texts for scope in _SCOPES if scope in text), "")


def wanted(rule: ScoringRule) -> Want:
    """Return the sort of actual; coherence has seen to it that all clauses want the same."""
    if rule.parts:
        return Want.PARTS
    return Want.GROWTH if set(bases_of(rule)) & set(GROWTHS) else _wanted_by_clauses(rule)


def _wanted_by_clauses(rule: ScoringRule) -> Want:
    for clause in rule.clauses:
        if isinstance(clause.award, DeductPer | AddPer):
            return WANTS[clause.award.basis]
        if isinstance(clause.award, ProRata | Interpolated):
            return Want.MEASURE
        if isinstance(clause.condition, Says) and isinstance(clause.award, Discretion):
            continue  # 情节严重的从重扣分 beside numbers: the number decides
        match clause.condition:
            case Within(basis=basis) | TargetMet(basis=basis) | TargetMissed(basis=basis):
                return WANTS[basis]
            case GradeIs() | GradeAtLeast():
                return Want.GRADE
            case Done() | NotDone():
                return Want.STATEMENT
            case InTime():
                return Want.DELAY
            case Says():
                return Want.STATES
            case Always():
                continue
    if any(isinstance(clause.condition, Says) for clause in rule.clauses):
        return Want.STATES
    raise ValueError("a rule of 否则 alone is not coherent")


def _statement(rule: ScoringRule, indicator: Indicator) -> dict[str, object]:
    acts = [clause.condition for clause in rule.clauses if isinstance(clause.condition, Done | NotDone)]
    target = indicator.target.quantity
    rising = indicator.direction is not Direction.LOWER_IS_BETTER
    has_rate = target is not None and is_ratio(target.unit) and target.value > 0 and rising
    return {
        "states": states_of(rule),
        "marks": tuple(map(marks_of, states_of(rule))),
        "asked": rule.source.count("是否") == 1,
        "denials": tuple(isinstance(act, NotDone) for act in acts),
        "before_act": tuple(dict.fromkeys(act.subject for act in acts if act.subject)),
        "row_names": names_in_cells(rule, indicator),
        "only_faults": rule.only_deducts,
        "claim": claim_of(rule),
        "costs": costs_of(rule),
        "wording": squeeze(rule.source),
        "acts": tuple(dict.fromkeys(act.act for act in acts)),
        "qualifier": next((act.qualifier for act in acts if act.qualifier), ""),
        "in_year": any(act.in_year for act in acts),
        "required": required_words(rule, indicator),
        "quota": _quota(indicator),
        "has_deadline": _DEADLINE.search(indicator.target.text + "|" + indicator.content) is not None,
        "counts_wanted": _counts_wanted(indicator),
        "units": (PERCENT,) if has_rate else (),
        "reference": target.base if has_rate and target is not None else None,
    }


def _counts_wanted(indicator: Indicator) -> tuple[Decimal, ...]:
    """The numbers of times that 指标值 and 指标值内容 write: an activity held less often is not what was asked."""
    target = indicator.target.quantity
    counted = target is not None and target.unit is not None and target.unit.dimension is Dimension.COUNT
    own = (target.base,) if counted and target is not None else ()
    return (*own, *(Decimal(number) for number in _TIMES.findall(squeeze(indicator.content))))


def _quota(indicator: Indicator) -> Quota | None:
    """The number in 指标值内容, unless 指标值 itself counts the same thing otherwise."""
    quota, target = parse_quota(indicator.content), indicator.target.quantity
    if quota is None or target is None or target.unit is None or quota.quantity.unit is None:
        return quota
    same_thing = comparable(target.unit, quota.quantity.unit)
    return None if same_thing and target.base != quota.quantity.base else quota


_PLAIN_SUBJECTS = frozenset("项目 工程 工作 任务 该项目 本项目 该项工作".split())
"""Subjects that say no more than the row itself."""


def required_words(rule: ScoringRule, indicator: Indicator) -> tuple[str, ...]:
    """Return the words around the verb that the row does not know as its own name: 在规定时间内, 逾期, 一半.

    They may change what is asked, so a statement counts only if it repeats them.
    """
    official = names_in_cells(rule, indicator)
    words = []
    for clause in rule.clauses:
        if isinstance(clause.condition, Done | NotDone):
            words += [clause.condition.subject, clause.condition.matter]
    named = (word for word in dict.fromkeys(words) if word and not any(word in name for name in official))
    return tuple(word for word in named if word not in _PLAIN_SUBJECTS)


def names_in_cells(rule: ScoringRule, indicator: Indicator) -> tuple[str, ...]:
    """Return what the official cells call the row's thing; a cell that repeats the sentence is none of its names."""
    texts = (squeeze(text) for text in (indicator.name, indicator.content, indicator.target.text))
    source = squeeze(rule.source)
    return tuple(text for text in texts if text and text != source and not _SCORING_WORDS.search(text))


def names_of(rule: ScoringRule, indicator: Indicator) -> tuple[str, ...]:
    """Return everything the row calls its own thing: its cells, and the subjects of the sentence."""
    subjects = [getattr(clause.condition, "subject", "") for clause in rule.clauses]
    matters = [getattr(clause.condition, "matter", "") for clause in rule.clauses]
    return tuple(dict.fromkeys(filter(None, (*names_in_cells(rule, indicator), *subjects, *matters))))
