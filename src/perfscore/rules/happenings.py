"""What the events of a sentence are called: whether clauses speak of one kind, and words that cost unsaid points."""

from __future__ import annotations

import re

from perfscore.model.rule import Basis, Clause, is_step
from perfscore.rules.draft import Context

_DEGREES = re.compile("特别重大|特大|重大|较大|一般|严重|轻微|恶性|国家|[省市县区]级|科级|处级|厅级|越级")


_SIZE = re.compile(r"\d+(?:\.\d+)?")


def other_events(clauses: tuple[Clause, ...]) -> list[Clause]:
    """Return the clauses about other events than the first one.

    “灯杆倾斜1处扣0.5分，发生漏电事故的不得分”: what ends the row is no number of the events that cost points.
    """
    named = [(clause, words) for clause in clauses if (words := _event_of(clause))]
    return [clause for clause, words in named[1:] if not _is_one_kind(named[0][1], words)]


def _event_of(clause: Clause) -> str:
    """What the events of a clause are called, empty where it does not say or counts none."""
    award, condition = clause.award, clause.condition
    if is_step(award):
        return award.matter if award.basis is Basis.OCCURRENCES else ""
    if condition.kind != "within" or condition.basis is not Basis.OCCURRENCES or not condition.interval.low:
        return ""
    return condition.subject


def _is_one_kind(one: str, other: str) -> bool:
    """安全事故 is what 发生安全事故 is; 重大事故 is a kind of its own."""
    short, long = sorted((one, other), key=len)
    if _SIZE.findall(one) != _SIZE.findall(other):
        return False
    return short in long and set(_DEGREES.findall(one)) == set(_DEGREES.findall(other))


_UNSAID = re.compile("(?:多|加倍|双倍|翻倍|加重|另行|从重)[^,;]{0,3}(?:扣|处理)|(?:扣|减|加)分?$|不得$")


def takes_unsaid(context: Context, clauses: tuple[Clause, ...]) -> bool:
    """“每起扣2分，情况恶劣的多扣”: behind the last clause, words that take points and do not say how many."""
    behind = bool(clauses) and context.span.start >= max(clause.span.end for clause in clauses)
    return behind and _UNSAID.search(context.text.rstrip("的")) is not None
