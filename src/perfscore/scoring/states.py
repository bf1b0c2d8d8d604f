"""The states that a rule names in words: what they are, which of their words count, and whether they add up."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.rule import DeductPoints, Done, FixedPoints, NoMarks, NotDone, Says, ScoringRule
from perfscore.numbers.folding import fold
from perfscore.rules.format import format_condition
from perfscore.rules.lexicon import Kind
from perfscore.rules.stops import HIGHEST
from perfscore.rules.tokens import tokenize


def states_of(rule: ScoringRule) -> tuple[str, ...]:
    """Return what the rule says in words: its states, or the acts that were and were not carried out."""
    said = (Says, Done, NotDone)
    return tuple(
        clause.condition.text if isinstance(clause.condition, Says) else format_condition(clause.condition)
        for clause in rule.clauses
        if isinstance(clause.condition, said)
    )


def costs_of(rule: ScoringRule) -> tuple[bool, ...]:
    """Tell of each state whether it takes points or leaves none."""
    said = (clause for clause in rule.clauses if isinstance(clause.condition, Says | Done | NotDone))
    return tuple(isinstance(clause.award, DeductPoints | NoMarks) for clause in said)


_TURNING = (Kind.LATE, Kind.OTHER_TIME)
_NO_ACT = frozenset("停止 取消 暂缓 难以 无法 拒绝 拒不".split())
_EXTENT = frozenset("一半 半数 过半 原则上 预计 视同 视为 初步 适当 适度 有所 左右 大约 若干 多次 接近 近 约".split())


def marks_of(state: str) -> tuple[str, ...]:
    """Return the words of a state that change what its verb means, so that a statement must repeat them.

    已报送 does not say 逾期报送, nor 已完成 在规定时间内完成.
    """
    tokens = tokenize(state)
    marks = []
    for number, token in enumerate(tokens):
        follows = tokens[number + 1].kind if number + 1 < len(tokens) else None
        turned = token.kind is Kind.FAULT and (follows is Kind.ACT or token.text in _NO_ACT)
        if token.kind in _TURNING or turned or (token.kind is Kind.HEDGE and token.text in _EXTENT):
            marks.append(token.text)
    marks += [match[1] or match[2] for match in _MEASURED_OUT.finditer(state)]
    return tuple(dict.fromkeys(marks))


_MEASURED_OUT = re.compile("按[^,;、，；]{0,24}?(比例|频次|额度|定额)|(不得不|不得已|不能不|被迫)")
"""已配备 does not say 按每500户1名的比例配备, nor 延期 不得不延期."""


def adds_states(rule: ScoringRule, weight: Decimal | None) -> bool:
    """Tell whether the states stand for themselves: their points add up to 分值, or each takes some.

    Else one excludes the others, and the largest points are 分值.
    """
    said = [clause.award for clause in rule.clauses if isinstance(clause.condition, Says)]
    if len(said) < 2:  # noqa: PLR2004 - one state has nothing to be added to
        return False
    if all(isinstance(award, DeductPoints | NoMarks) for award in said):
        return True
    if HIGHEST.search(rule.source):
        return False
    points = [award.points for award in said if isinstance(award, FixedPoints)]
    every = all(isinstance(clause.award, FixedPoints) for clause in rule.clauses) and len(points) == len(said)
    if not every or max(points) == weight:
        return False
    return sum(points) == weight or (_is_numbered(rule) and (weight is None or sum(points) < weight))


_LIST_NUMBER = re.compile(r"(?:[①-⑳]|\(\d{1,2}\)|\(?[一二三四五六七八九十]+[)、]|\d{1,2}[)、.])\s*$")


def _is_numbered(rule: ScoringRule) -> bool:
    """Tell whether a list number stands before every clause."""
    folded = fold(rule.source)
    return all(_LIST_NUMBER.search(folded[: clause.span.start]) for clause in rule.clauses)


def worst_state(rule: ScoringRule) -> int | None:
    """Return the place of the one state that leaves nothing, None where there is none or several."""
    said = [clause.award for clause in rule.clauses if isinstance(clause.condition, Says)]
    nothing = [number for number, award in enumerate(said) if isinstance(award, NoMarks)]
    return nothing[0] if len(nothing) == 1 else None
