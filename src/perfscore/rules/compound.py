"""Sentences about several things: cut at full stops, semicolons and list numbers, put together as far as they fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from perfscore.model.quantity import Dimension, Interval
from perfscore.model.rule import (
    Always,
    Basis,
    Clause,
    DeductPer,
    DeductPoints,
    Done,
    FixedPoints,
    FullMarks,
    Limit,
    NoMarks,
    PerStep,
    Says,
    ScoringRule,
    Side,
    TargetMet,
    Within,
)
from perfscore.rules.draft import Draft
from perfscore.rules.format import MISSING, format_condition
from perfscore.rules.lexicon import Kind
from perfscore.rules.tokens import Token

_ENDS = frozenset("。;\n")
_AWARD_ENDS = (Kind.POINTS, Kind.NO_MARKS, Kind.NOT_ADDED, Kind.FULL, Kind.TO_THE_END)
MOST_PARTS = 12


def segments(tokens: list[Token]) -> Iterator[list[Token]]:
    """Cut the tokens at the signs between sentences and behind every award; the signs themselves belong to none."""
    segment: list[Token] = []
    for place, token in enumerate(tokens):
        if _goes_on_in_parallel(tokens, place, segment):
            segment.append(token)
        elif _cuts(token, segment) or _begins_anew(token, segment):
            if segment:
                yield segment
            segment = [token] if _begins_anew(token, segment) else []
        else:
            segment.append(token)
    if segment:
        yield segment


def _goes_on_in_parallel(tokens: list[Token], place: int, segment: list[Token]) -> bool:
    """分别扣5分、6分,以此类推: the sign stands inside the list of points."""
    follows = tokens[place + 1] if place + 1 < len(tokens) else None
    if tokens[place].kind is not Kind.SEPARATOR or tokens[place].text not in "、," or follows is None:
        return False
    if follows.kind not in (Kind.NUMBER, Kind.AND_SO_ON) or not any(
        token.kind is Kind.RESPECTIVELY for token in segment
    ):
        return False
    points = tokens[place + 2].kind if place + 2 < len(tokens) else None
    return follows.kind is Kind.AND_SO_ON or points is Kind.POINTS


def _begins_anew(token: Token, segment: list[Token]) -> bool:
    """得3分垃圾清运率: the sign between two awards is missing."""
    if not segment:
        return False
    if segment[-1].kind is Kind.NO_MARKS:
        return token.kind in (Kind.TEXT, Kind.FOUND)
    return segment[-1].kind is Kind.POINTS and token.kind is Kind.TEXT and not token.text.startswith(_GOES_ON)


_GOES_ON = ("+", "的", "者", "为", "以", "起", "左", "上", "下", "内", "值", "数")


def _cuts(token: Token, segment: list[Token]) -> bool:
    if token.kind is Kind.MARK or (token.kind is Kind.SEPARATOR and token.text in _ENDS):
        return True
    return token.kind is Kind.SEPARATOR and bool(segment) and segment[-1].kind in _AWARD_ENDS


def hangs_on_another(rule: ScoringRule) -> bool:
    """Tell whether a part is nothing but a gap that names neither its number nor its thing: 每低1个百分点扣1分.

    It speaks of what stands before it; where the two contradict each other they are not two things to fill in.
    A title with points of its own makes it one: 主题党日每月开展一次（4分），每少一次扣0.5分.
    """
    if rule.full is not None:
        return False
    gaps = [award for _, award in rule.steps if award.basis is Basis.VALUE and award.reference is None]
    gaps = [award for award in gaps if not _counts_what_is_lacking(award)]
    return bool(gaps) and len(gaps) == len(rule.clauses) and not any(award.matter for award in gaps)


def _counts_what_is_lacking(award: PerStep) -> bool:
    """缺一项扣1分: of things, how many are lacking says all."""
    unit = award.per.unit
    return award.side is Side.BELOW and unit is not None and unit.dimension is Dimension.COUNT


def joined(first: Draft, second: Draft) -> Draft | None:
    """Return one draft of two, None where both say where the score ends."""
    pairs = ((first.floor, second.floor), (first.cap, second.cap), (first.full, second.full))
    if any(one is not None and other is not None for one, other in pairs):
        return None
    return Draft(
        clauses=[*first.clauses, *second.clauses],
        floor=first.floor or second.floor,
        cap=first.cap or second.cap,
        full=first.full or second.full,
        partial=first.partial or second.partial,
        negative=first.negative or second.negative,
        goes_on=first.goes_on or second.goes_on,
        contexts=[*first.contexts, *second.contexts],
        lists=[*first.lists, *second.lists],
        notes=[*first.notes, *second.notes],
    )


def each_costs(segment: list[Token]) -> list[Token] | None:
    """Return “每低1个百分点各扣1分” without its 各, None where it has none: the step belongs to every thing before."""
    for place, token in enumerate(segment[:-1]):
        if token.text == "各" and segment[place + 1].kind is Kind.DEDUCT:
            return [*segment[:place], *segment[place + 1 :]]
    return None


def with_what_it_earns(rules: list[ScoringRule], text: str) -> list[ScoringRule]:
    """“按期完成得4分，每延误10天扣1分”: the points of the state are those that the step takes from."""
    found: list[ScoringRule] = []
    several = sum(rule.stated_maximum() is not None for rule in rules) > 1
    for place, rule in enumerate(rules):
        follows = rules[place + 1] if place + 1 < len(rules) else None
        alone = several and (follows is None or follows.stated_maximum() is not None)
        earned = _earned_by_state(found[-1], rule, text, named=alone) if found else None
        if earned is None:
            found.append(rule)
        else:
            found[-1] = earned
    return found


def _earned_by_state(before: ScoringRule, rule: ScoringRule, text: str, *, named: bool) -> ScoringRule | None:
    """The step with the points of the state before it; ``named``: the step may have a name of its own.

    设施完好得3分，损坏每处扣1分；标识清晰得2分，缺失每处扣0.5分: each step takes from the points before its comma.
    """
    state = before.clauses[0]
    plain = (
        isinstance(state.award, FixedPoints) and not state.award.of_full and isinstance(state.condition, Done | Says)
    )
    if len(before.clauses) != 1 or not plain or before.full or before.floor or rule.full or rule.parts:
        return None
    if _SENTENCE_ENDS.search(text[state.span.end : rule.clauses[0].span.start]) is not None:
        return None
    steps = [_named_so(clause, format_condition(state.condition), named=named) for clause in rule.clauses]
    if any(step is None for step in steps) or not isinstance(state.award, FixedPoints):
        return None
    full = Limit(points=state.award.points, span=state.span)
    return rule.model_copy(update={"clauses": tuple(step for step in steps if step is not None), "full": full})


_SENTENCE_ENDS = re.compile("[;；。\n]")
_NO_NAME = ("", MISSING, "每", "每次")


def _named_so(clause: Clause, name: str, *, named: bool) -> Clause | None:
    """The step with the name of the state, None where it has a name of its own and may have none."""
    award = clause.award
    if not isinstance(award, DeductPer) or award.basis is not Basis.OCCURRENCES:
        return None
    if award.matter not in _NO_NAME:
        return clause if named else None
    return clause.model_copy(update={"award": award.model_copy(update={"matter": name})})


def same_thing_twice(parts: list[ScoringRule]) -> bool:
    """Tell whether two parts speak of one condition: “满意得10分，满意得8分” is no sentence about two things.

    “面积完成得5分，未完成不得分；资金完成得5分，未完成不得分” is one: each 未完成 denies what its own part asks.
    """
    seen: set[str] = set()
    for part in parts:
        said = {
            format_condition(clause.condition)
            for clause in part.clauses
            if not isinstance(clause.condition, Always) and not _denies_its_own(clause, part)
        }
        if said & seen:
            return True
        seen |= said
    return False


def _denies_its_own(clause: Clause, part: ScoringRule) -> bool:
    earns = any(isinstance(other.award, FixedPoints | FullMarks) for other in part.clauses if other is not clause)
    return earns and not isinstance(clause.award, FixedPoints | FullMarks)


def whole_of(parts: list[ScoringRule], text: str) -> ScoringRule:
    """Return the rule of several parts.

    “无乱堆乱放的得25分，主街每处扣3分，小巷每处扣1分”: points for nothing of the kind are the full marks of the rest.
    """
    parts = _sized_like_the_others([one for part in parts for one in _each_fault(part)], text)
    if parts[0].clauses[1:] and _for_nothing(_first_clause(parts[0])) is not None:
        parts = [_first_clause(parts[0]), _named_like_the_first(parts[0]), *parts[1:]]
    idle = _full_for_nothing(parts)
    if idle is not None:
        rest = [part for part in parts if part is not idle]
        said = Limit(span=idle.clauses[0].span)
        if len(rest) > 1 and len(rest) == len(parts) - 1:
            return ScoringRule(clauses=(), parts=tuple(rest), full=said, source=text)
    parts, given = _without_full_for_nothing(parts), _full_beside_faults(parts, text)
    if given is not None:
        said, rest = Limit(span=given.clauses[0].span), [part for part in parts if part is not given]
        if len(rest) == 1:
            return rest[0].model_copy(update={"full": said, "source": text})
        return ScoringRule(clauses=(), parts=tuple(rest), full=said, source=text)
    if len(parts) == 1:
        return parts[0].model_copy(update={"source": text})
    rest = parts[1:]
    if (
        rest
        and all(part.only_deducts for part in rest)
        and (full := _for_nothing(parts[0], rest) or _heading(parts[0], text)) is not None
    ):
        if len(rest) == 1:
            return rest[0].model_copy(update={"full": full, "source": text})
        return ScoringRule(clauses=(), parts=tuple(rest), full=full, source=text)
    return ScoringRule(clauses=(), parts=tuple(parts), source=text)


def _full_for_nothing(parts: list[ScoringRule]) -> ScoringRule | None:
    """Return the part that gives 满分 where none of the others takes any; a cell may repeat its words."""
    idle = [part for part in parts if _is_full_for_nothing(part)]
    rest = [part for part in parts if part not in idle]
    return idle[0] if len(idle) == 1 and rest and all(part.only_deducts for part in rest) else None


def _without_full_for_nothing(parts: list[ScoringRule]) -> list[ScoringRule]:
    """全年无违纪得满分, beside parts that only take points, says nothing that they do not."""
    left = [part for part in parts if not _is_full_for_nothing(part)]
    return left if left and len(left) < len(parts) and all(part.only_deducts for part in left) else parts


def _full_beside_faults(parts: list[ScoringRule], text: str) -> ScoringRule | None:
    """Return the part that gives 满分 for what the others deny: 按时完成得满分，延期1项扣5分.

    合格率95%得满分 is a thing of its own.
    """
    first, rest = parts[0], parts[1:]
    clause = first.clauses[0] if first.clauses else None
    if clause is None or first.clauses[1:] or not isinstance(clause.award, FullMarks) or first.full or first.floor:
        return None
    condition = clause.condition
    numeric = isinstance(condition, Within | TargetMet) and not condition.subject
    worded = isinstance(condition, Says | Done)
    taking = all(part.only_deducts and not part.full for part in rest)
    if not rest or not taking or not (numeric or worded) or all(_in_words_alone(part) for part in rest):
        return None
    words, behind = clause.span.of(text), text[clause.span.end :]
    near = _SENTENCE_ENDS.search(text[clause.span.end : rest[0].clauses[0].span.start]) is None
    named = worded and any(words[at : at + 2] in behind for at in range(len(_AWARDED.sub("", words)) - 1))
    return first if near or named else None


_AWARDED = re.compile("[的,，]*[得计给]?满分.*$")


def _in_words_alone(part: ScoringRule) -> bool:
    return not part.steps


def _is_full_for_nothing(part: ScoringRule) -> bool:
    clause = part.clauses[0]
    condition = clause.condition
    said = isinstance(condition, Says) and (
        _NONE_OF_IT.search(condition.text) is not None or condition.text.startswith("零")
    )
    counted = isinstance(condition, Within) and condition.basis is Basis.OCCURRENCES and condition.interval.high == 0
    all_done = isinstance(condition, Says) and condition.text.startswith(("全部", "均", "都"))
    return len(part.clauses) == 1 and isinstance(clause.award, FullMarks) and (said or counted or all_done)


def _first_clause(part: ScoringRule) -> ScoringRule:
    return part.model_copy(update={"clauses": part.clauses[:1]})


def _sized_like_the_others(parts: list[ScoringRule], text: str) -> list[ScoringRule]:
    """10亩以上30亩以下的每起扣2分，30亩以上的不得分: the last are events of that size too."""
    found: list[ScoringRule] = []
    for part in parts:
        clause, before = part.clauses[0], found[-1].steps[0][1] if found and found[-1].steps else None
        condition = clause.condition
        bare = len(part.clauses) == 1 and isinstance(clause.award, NoMarks | DeductPoints)
        if not bare or not isinstance(condition, Within) or condition.unit is None or before is None:
            found.append(part)
            continue
        symbol = condition.unit.symbol
        sized = before.basis is Basis.OCCURRENCES and re.search(rf"\d{re.escape(symbol)}", before.matter)
        if condition.basis is not Basis.VALUE or condition.subject or not sized or before.per.unit == condition.unit:
            found.append(part)
            continue
        words = _BOUNDS.match(clause.span.of(text).replace(" ", ""))
        subject = words[0] if words else ""
        event = Within(basis=Basis.OCCURRENCES, interval=Interval(low=_ONE), unit=before.per.unit, subject=subject)
        found.append(part.model_copy(update={"clauses": (clause.model_copy(update={"condition": event}),)}))
    return found


_BOUNDS = re.compile("[^的,，]+")
_ONE = Decimal(1)


def _each_fault(part: ScoringRule) -> list[ScoringRule]:
    """未制定计划扣2分，无考核细则扣2分, beside other things: each is one that a cell may name."""
    worded = all(
        isinstance(clause.condition, Says)
        and (
            isinstance(clause.award, DeductPoints | NoMarks)
            or _is_full_for_nothing(part.model_copy(update={"clauses": (clause,)}))
        )
        for clause in part.clauses
    )
    limited = part.floor or part.cap or part.least or part.full or part.items
    if not worded or limited or len(part.clauses) < 2:  # noqa: PLR2004 - one is no list
        return [part]
    return [part.model_copy(update={"clauses": (clause,)}) for clause in part.clauses]


def _named_like_the_first(part: ScoringRule) -> ScoringRule:
    """安全事故发生0起得5分，每发生1起扣2分: what is counted has its name from the branch before."""
    first = part.clauses[0].condition
    subject = first.subject if isinstance(first, Within) and _PLAIN_NAME.fullmatch(first.subject) else ""
    return part.model_copy(update={"clauses": tuple(_named(clause, subject) for clause in part.clauses[1:])})


_PLAIN_NAME = re.compile("[^、,，无未不没]{1,12}")


def _named(clause: Clause, subject: str) -> Clause:
    award = clause.award
    if not isinstance(award, DeductPer) or award.basis is not Basis.OCCURRENCES or award.matter:
        return clause
    return clause.model_copy(update={"award": award.model_copy(update={"matter": subject})})


_ASKS = "有|无|已|按|未|没|不|能|及|建|制定|完成|开展|组织|落实|设|成立|实现|达到|编制|印发|召开|配|明确|签|上报|报送"
_HEADING = re.compile(rf"(?!{_ASKS})[^得计给记赋的,，;；]{{2,24}}?\d+(?:\.\d+)?\s*分")


def _heading(part: ScoringRule, text: str) -> Limit | None:
    """“流动人口注销2分。……每发现1人扣0.05分”: without a verb the words before the points are only a heading."""
    clause = part.clauses[0] if len(part.clauses) == 1 else None
    if clause is None or not isinstance(clause.condition, Says) or not isinstance(clause.award, FixedPoints):
        return None
    ends = text[clause.span.end : clause.span.end + 1] in ("。", "\n", "：", ":")
    if not ends or _HEADING.fullmatch(clause.span.of(text).strip()) is None:
        return None
    return Limit(points=clause.award.points, span=clause.span)


def _is_contrary(state: str, part: ScoringRule) -> bool:
    """资金使用合规 and 不合规每处: the state is that nothing of the kind happened."""
    matters = [award.matter for _, award in part.steps if award.basis is Basis.OCCURRENCES]
    faults = [no + state[-length:] for no in ("不", "未") for length in (2, 3, 4) if length < len(state)]
    return len(part.clauses) == 1 and any(matter.endswith(fault) for matter in matters for fault in faults)


def _for_nothing(part: ScoringRule, rest: list[ScoringRule] | None = None) -> Limit | None:
    """The points for there being nothing that costs any, None where the part asks for something else."""
    if len(part.clauses) != 1 or not isinstance(part.clauses[0].award, FixedPoints):
        return None
    condition, award = part.clauses[0].condition, part.clauses[0].award
    nothing = isinstance(condition, Within) and condition.basis is Basis.OCCURRENCES and condition.interval.high == 0
    denied = isinstance(condition, Says) and rest and all(_is_contrary(condition.text, part) for part in rest)
    if nothing or denied or (isinstance(condition, Says) and _NONE_OF_IT.search(condition.text)):
        return Limit(points=award.points, span=part.clauses[0].span)
    return None


_NONE_OF_IT = re.compile(
    r"(?:^|[^有])(?:无|没有|未发生|未出现|未发现)(?:[^不未无]|不(?=[当良实符合规法]|规范|安全|到位|作为)){2,40}$"
)
