"""What each part of a sentence about several things is about: a part's clauses to the words that a cell may use."""

from __future__ import annotations

import re

from perfscore.model.indicator import Thing
from perfscore.model.quantity import Unit
from perfscore.model.rule import AddPer, Basis, Clause, DeductPer, NoMarks, Says, ScoringRule, Within
from perfscore.numbers.folding import squeeze
from perfscore.numbers.numerals import NUMERAL_CHARACTERS

_POINTS = re.compile(
    r",?(?:的|则)?,?(?:再|另|均|各|相应)?"
    r"(?:[扣得计记给赋加减奖增]|最[高多]|本项|该项|此项)?\d[\d.]*(?:[-~—至]\d[\d.]*)?分(?:/\w{1,3})?.*$"
    r"|,?(?:的|则)?,?(?:本项|该项|此项|一律|均)?(?:不得分|不计分|不给分|得零分|计零分|为零分|为0分|得0分|不得此项分|得满分).*$"
)
"""The points at the end of a clause."""
_FOUND = r"(?:经查实|查实|经核实|发现|发生|出现|存在|查出|产生|造成|有)"
_HEAD = re.compile(rf"^(?:若|如|凡|对|因)?(?:被)?(?:检查|抽查|督查|巡查中|检查中|全年|年内|辖区内?)*{_FOUND}")
_LAST = re.compile(
    rf"(?:{_FOUND}|[,:、的]|达到?|不?(?:低于|少于|高于|超过|大于|小于)|[≥≤><=]|控制在|为|在|应|须|每)+$|\(\d[\d.]*分\).*$"
)
_NUMBERED = re.compile(r"^(?:[①-⑳]|\(?[\d一二三四五六七八九十]{1,2}[.、)])+")


def things_of(rule: ScoringRule) -> tuple[Thing, ...]:
    """Return what each part is about; the words between two parts belong to the later one."""
    found, end = [], 0
    starts = [part.clauses[0].span.start for part in rule.parts]
    for place, part in enumerate(rule.parts):
        until = starts[place + 1] if place + 1 < len(starts) else len(rule.source)
        spans = [clause.span for clause in part.clauses if clause.span.start < max(until, starts[place] + 1)]
        last = max(span.end for span in spans)
        around = squeeze(rule.source[min(end, *(span.start for span in spans)) : last])
        found.append(_thing(part, around))
        end = last
    return tuple(found)


def _thing(part: ScoringRule, around: str) -> Thing:
    before, after = _sides(part)
    fatal = all(isinstance(clause.award, NoMarks) for clause in part.clauses)
    return Thing(
        words="|".join(_plain(clause, part) for clause in part.clauses),
        around=around,
        before=before,
        after=after,
        matter=_matter(part.clauses[0]) or before + after,
        claim=_claim(part),
        fault=part.only_deducts and part.stated_maximum() is None,
        fatal=fatal,
        adds=part.only_adds,
    )


def _claim(part: ScoringRule) -> str:
    """内容完整得2分，每缺一项扣0.5分: what the points of the part stand for."""
    if part.full is None or not part.only_deducts:
        return ""
    return _NUMBERED.sub("", _POINTS.sub("", squeeze(part.full.span.of(part.source)).split("(")[0]))


def _plain(clause: Clause, part: ScoringRule) -> str:
    """The words of a clause without its points."""
    return _POINTS.sub("", squeeze(clause.span.of(part.source)))


def _matter(clause: Clause) -> str:
    if isinstance(clause.award, DeductPer | AddPer):
        return clause.award.matter
    match clause.condition:
        case Within(basis=Basis.OCCURRENCES, subject=subject):
            return subject
        case Says(text=text):
            return text
        case _:
            return ""


def _sides(part: ScoringRule) -> tuple[str, str]:
    """What stands before and behind the count of the first clause; all of it before where nothing is counted."""
    clause = part.clauses[0]
    plain = _plain(clause, part)
    unit = _unit_of(clause)
    count = _count(unit).search(plain) if unit is not None else None
    if count is None:
        return _bare(plain), ""
    return _bare(plain[: count.start()]), _LAST.sub("", plain[count.end() :])


def _bare(words: str) -> str:
    return _HEAD.sub("", _NUMBERED.sub("", _LAST.sub("", words)))


def _unit_of(clause: Clause) -> Unit | None:
    if isinstance(clause.award, DeductPer | AddPer):
        return clause.award.per.unit
    return clause.condition.unit if isinstance(clause.condition, Within) else None


def _count(unit: Unit) -> re.Pattern[str]:
    """每1处, 每发现1处, 发现一处, 每起."""
    number = rf"(?:\d[\d.]*|[{NUMERAL_CHARACTERS}半])"
    symbol = re.escape(unit.symbol)
    return re.compile(rf"{_FOUND}?每{_FOUND}?(?:[少缺超多低高]\D{{0,4}}?)?{number}?{symbol}|{_FOUND}?{number}{symbol}")
