"""What each part of a sentence about several things is about: a part's clauses to the words that a cell may use."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.indicator import Size, Thing
from perfscore.model.quantity import Interval, Quantity, Unit
from perfscore.model.rule import (
    AddPer,
    Basis,
    Clause,
    DeductPer,
    NoMarks,
    ProRata,
    Says,
    ScoringRule,
    TargetMissed,
    Within,
)
from perfscore.numbers.folding import squeeze
from perfscore.numbers.numerals import NUMERAL_CHARACTERS
from perfscore.values.units import unit_at

_POINTS = re.compile(
    r",?(?:的|则)?,?(?:再|另|均|各|相应)?"
    r"(?:[扣得计记给赋加减奖增]|最[高多]|本项|该项|此项)?\d[\d.]*(?:[-~—至]\d[\d.]*)?分(?:/\w{1,3})?.*$"
    r"|,?(?:的|则)?,?(?:本项|该项|此项|一律|均)?(?:不得分|不计分|不给分|得零分|计零分|为零分|为0分|得0分|不得此项分|得满分).*$"
)
"""The points at the end of a clause."""
_FOUND = r"(?:经查实|查实|经核实|发现|发生|出现|存在|查出|产生|造成|有(?![效责关害毒偿序机价]))"
_HEAD = re.compile(rf"^(?:若|如|凡|对|因)?(?:被)?(?:检查|抽查|督查|巡查中|检查中|全年|年内|辖区内?)*{_FOUND}")
_LAST = re.compile(
    rf"(?:{_FOUND}|(?:实行)?一票否决|[,:、的]|达不到|未?达到?|不?(?:低于|少于|高于|超过|大于|小于)|[≥≤><=]|控制在|为|在|应|须|每)+$|\(\d[\d.]*分\).*$"
)
_NUMBERED = re.compile(r"^(?:[①-⑳]|\(?[\d一二三四五六七八九十]{1,2}[.、)])+")


def things_of(rule: ScoringRule) -> tuple[Thing, ...]:
    """Return what each part is about; the words between two parts belong to the later one."""
    if shares_words(rule):
        return tuple(map(_named, rule.parts))
    found: list[Thing] = []
    end = 0
    starts = [part.clauses[0].span.start for part in rule.parts]
    for place, part in enumerate(rule.parts):
        until = starts[place + 1] if place + 1 < len(starts) else len(rule.source)
        spans = [clause.span for clause in part.clauses if clause.span.start < max(until, starts[place] + 1)]
        last = max(span.end for span in spans)
        around = squeeze(rule.source[min(end, *(span.start for span in spans)) : last])
        thing = _thing_by_name(part, _matter(part.clauses[0])) if _named_apart(part, rule) else _thing(part, around)
        found.append(thing.model_copy(update={"around": _widened(thing.around, found[-1].around if found else "")}))
        end = last
    return tuple(found)


def shares_words(rule: ScoringRule) -> bool:
    """Tell whether the parts are one sentence for each of the things that 指标值 names; each has to be told."""
    counts = any(_counts_from_nothing(part) for part in rule.parts)
    return not counts and len({part.clauses[0].span for part in rule.parts}) < len(rule.parts)


def _counts_from_nothing(part: ScoringRule) -> bool:
    return len(part.clauses) == 1 and (part.only_adds or _takes_for_each(part))


def _takes_for_each(part: ScoringRule) -> bool:
    award = part.clauses[0].award
    return isinstance(award, DeductPer) and award.basis is Basis.OCCURRENCES


def _named_apart(part: ScoringRule, rule: ScoringRule) -> bool:
    """受理率×4 of 受理率×4+办结率×6, or one of a list."""
    award = part.clauses[0].award
    return (isinstance(award, ProRata) and bool(award.matter)) or _is_one_of_a_list(part, rule)


def _is_one_of_a_list(part: ScoringRule, rule: ScoringRule) -> bool:
    """省、市简报采用每次分别得2分、1分: the words of the sentence are those of several parts."""
    alike = [other for other in rule.parts if other.clauses[0].span == part.clauses[0].span]
    return len(alike) > 1


def _thing_by_name(part: ScoringRule, name: str) -> Thing:
    """省简报采用, one of several that share their words."""
    fault = part.only_deducts and part.stated_maximum() is None
    added = part.only_adds and "加" in part.clauses[0].span.of(part.source)
    plain = _bare(name)
    return Thing(words=name, around=name, before=plain, matter=name, fault=fault, adds=part.only_adds, bonus=added)


def _named(part: ScoringRule) -> Thing:
    """A part that has only its name from the row: 小学 and 初中 of 指标值, by the same words of the sentence."""
    name = _matter(part.clauses[0])
    return Thing(words=name, around=name, before=name, matter=name)


_ANAPHORA = re.compile("(?:此|该|本|这)(?:项)?(?:工作|任务|制度|活动)")
_SHARED_HEAD = re.compile(
    r"(?P<things>[\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6})*)、[\u4e00-\u9fff]{2,6}?"
    r"(?P<head>案件|事故|事件|行为|问题|现象|情形|处分)"
)


def _widened(around: str, earlier: str) -> str:
    """被盗、被毁案件 names 被盗案件, 未开展此项工作 what stood before it, 出国(境)费 what it is without brackets."""
    named = [thing + match["head"] for match in _SHARED_HEAD.finditer(around) for thing in match["things"].split("、")]
    if _ANAPHORA.search(around):
        named.append(earlier)
    plain = re.sub(r"\([^()]{1,3}\)", "", around)
    return "|".join((around, *named, *((plain,) if plain != around else ())))


def _thing(part: ScoringRule, around: str) -> Thing:
    before, after = _sides(_plain(part.clauses[0], part), part)
    if not (before or after):
        before, after = _sides(_POINTS.sub("", _SIGNS.sub("", around)), part)
    fatal = all(isinstance(clause.award, NoMarks) for clause in part.clauses)
    return Thing(
        words="|".join(_plain(clause, part) for clause in part.clauses),
        around=around,
        before=before,
        after=after,
        matter=_matter(part.clauses[0]) or before + after,
        claim=claim_of_full(part),
        met=_met(part),
        size=size_of(part),
        fault=part.only_deducts and part.stated_maximum() is None,
        fatal=fatal,
        adds=part.only_adds,
        bonus=part.only_adds and all("加" in clause.span.of(part.source) for clause in part.clauses),
    )


def claim_of_full(part: ScoringRule) -> str:
    """内容完整得2分，每缺一项扣0.5分: what the points of the part stand for."""
    if part.full is None or not all(one.only_deducts for one in part.parts or (part,)):
        return ""
    return _NUMBERED.sub("", _POINTS.sub("", squeeze(part.full.span.of(part.source)).split("(")[0]))


_BOUND = re.compile(
    r"(?P<sign>不超过|不低于|不少于|超过|大于|高于|不足|低于|小于|少于|至少|[<>≤≥])?(?P<number>\d+(?:\.\d+)?)"
)
_BEHIND = re.compile(r"(?:\((?P<aside>不?含)[^)]*\))?(?P<word>及?以上|及?以下|以内|之内)?")
_LOW_SIGNS = ("不足", "低于", "小于", "少于", "不超过", "<", "≤")
_STRICT = ("超过", "大于", "高于", "不足", "低于", "小于", "少于", "<", ">")


def matter_of(rule: ScoringRule) -> str:
    """Return what the sentence calls the events that it counts first."""
    return _matter(rule.clauses[0])


def size_of(part: ScoringRule) -> Size | None:
    """Return the bounds of 10亩以上30亩以下, in one unit; None where none is named or more than one thing measured."""
    matter = _matter(part.clauses[0]).replace("（", "(").replace("）", ")")
    low = high = None
    closed = {"low": True, "high": True}
    symbols = set()
    for match in _BOUND.finditer(matter):
        unit = unit_at(matter, match.end())
        behind = _BEHIND.match(matter, match.end() + len(unit.symbol)) if unit is not None else None
        sign, word, number = match["sign"] or "", (behind["word"] if behind else "") or "", Decimal(match["number"])
        if unit is None or behind is None or not (word or sign):
            return None
        symbols.add(unit.symbol)
        strict = behind["aside"] == "不含" or sign in _STRICT
        if word.endswith(("下", "内")) or sign in _LOW_SIGNS:
            high, closed["high"] = number, not strict
        else:
            low, closed["low"] = number, not strict
    if len(symbols) != 1 or (low is not None and high is not None and low >= high):
        return None
    interval = Interval(low=low, high=high, low_closed=closed["low"], high_closed=closed["high"])
    return Size(symbol=symbols.pop(), interval=interval)


def _met(part: ScoringRule) -> Quantity | None:
    """办结率低于100%扣1分: a number with which this does not happen."""
    condition = part.clauses[0].condition
    if len(part.clauses) > 1 or not part.only_deducts:
        return None
    match condition:
        case TargetMissed(reference=Quantity() as reference):
            return reference
        case Within(basis=Basis.VALUE, interval=interval, unit=unit):
            if interval.low is None and interval.high is not None:
                return Quantity(value=interval.high + (interval.high if interval.high_closed else 0), unit=unit)
            return Quantity(value=Decimal(0), unit=unit) if interval.low else None
        case _:
            return None


def _plain(clause: Clause, part: ScoringRule) -> str:
    """The words of a clause without its points."""
    return _POINTS.sub("", squeeze(clause.span.of(part.source)))


def _matter(clause: Clause) -> str:
    if isinstance(clause.award, DeductPer | AddPer | ProRata):
        return clause.award.matter
    match clause.condition:
        case Within(basis=Basis.OCCURRENCES, subject=subject):
            return subject
        case Says(text=text):
            return text
        case _:
            return ""


_SIGNS = re.compile("^[,;。、\\n]+")


def _sides(plain: str, part: ScoringRule) -> tuple[str, str]:
    """What stands before and behind the count of the first clause; all of it before where nothing is counted."""
    clause = part.clauses[0]
    unit = _unit_of(clause)
    count = _count(unit).search(plain) if unit is not None else None
    if count is None:
        return _bare(plain), ""
    return _bare(plain[: count.start()]), _LAST.sub("", plain[count.end() :])


_NUMBER_LAST = re.compile(r"(?:不?(?:低于|少于|高于|超过|小于|大于|足)|未?达到?|达不到|[≥≤><=])\d[\d.]*[^\d,;]{0,4}$")


def _bare(words: str) -> str:
    words = _NUMBER_LAST.sub("", words)
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
