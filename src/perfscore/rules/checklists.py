"""Checklists: things that the sentence lists, and points for each one there or missing."""

from __future__ import annotations

import re

from perfscore.model.quantity import Dimension, Interval, Unit
from perfscore.model.rule import (
    AddPer,
    Always,
    Basis,
    Clause,
    Condition,
    DeductPer,
    DeductPoints,
    FixedPoints,
    FullMarks,
    GradeIs,
    Limit,
    NoMarks,
    Says,
    ScoringRule,
    Side,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.numbers.numerals import parse_numeral
from perfscore.rules.awards import take_award
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Context, Draft
from perfscore.rules.format import MISSING, format_condition
from perfscore.rules.lexicon import Kind
from perfscore.rules.parallel import names_in

_COUNT = re.compile(
    r"(?P<n>[一二两三四五六七八九十]|\d{1,2})(?:个|项|种|类|样|份|条|制|有|落实|到位|保障|机|化)[^、;。]{0,8}$"
)
_LONGEST_MATTER = 7
ITEM_UNITS = frozenset("个 项 种 类 样 份 条 制 次 处".split())
FEWEST = 3


def take_list(cursor: Cursor, draft: Draft) -> bool:
    """list = listed [remark in brackets]: 微博、公开栏、手册等情况(以资料为准，一项得2分)."""
    start = cursor.index
    if _take_listed(cursor, draft, _LISTED):
        return True
    cursor.index = start
    return _take_listed(cursor, draft, _BEFORE_A_BRACKET) and cursor.sees(Kind.OPEN)


def _take_listed(cursor: Cursor, draft: Draft, kinds: tuple[Kind, ...]) -> bool:
    """list = words { “、” words } [ count “项” words ], without points: what a checklist asks for."""
    start = cursor.index
    text, numbers = "", 0
    while (token := cursor.peek()) is not None and token.kind in kinds:
        if token.kind is Kind.SEPARATOR and token.text != "、":
            break
        numbers += token.kind is Kind.NUMBER
        text += token.text
        cursor.take(token.kind)
    names = names_in(text)
    if _DENIED_OUTSIDE.search(_IN_QUOTES.sub("", text)):
        return False  # 未"图纸"、"合同": a negation outside the quotation marks would be lost
    if not names or ("、" not in text and len(names) < 2) or numbers > 1 or not _ends(cursor):  # noqa: PLR2004 - a list has two
        return False
    counted = _COUNT.search(text)
    if numbers and (counted is None or _number(counted["n"]) != len(names)):
        return False
    quoted = _QUOTED_COUNT.search("".join(token.text for token in cursor.tokens[: cursor.index]))
    if quoted is not None and _number(quoted["n"]) != len(names):
        draft.contexts.append(Context(text, frozenset((Kind.TEXT,)), cursor.span_from(start)))
        return True  # “十有” with eight things behind it: how many there are is said, which they are is not certain
    draft.lists.append(names if text.startswith('"') else _without_shared_negation(names))
    draft.contexts.append(Context(text, frozenset((Kind.TEXT,)), cursor.span_from(start), listed=True))
    return True


_QUOTED_COUNT = re.compile(
    r'"(?P<n>[二三四五六七八九十两])(?:有|个|项|制|落实|到位|化|进|机|公开|统一|必|防|无)[^"]{0,4}"'
)
_IN_QUOTES = re.compile(r'^[^"]*$|"[^"]*"')
_DENIED_OUTSIDE = re.compile("[不未没无非]")
_LOST_ONE = re.compile(
    r"(?P<things>.+?)(?:缺失|缺少|缺漏|遗失)(?:任意|任何|其中(?:任何|任意)?|任)?(?:一|1)(?:项|个|份|种|样|件|类)(?:及以上)?"
    r"|(?:缺少|缺失|缺)(?P<things_behind>.+?)(?:其中)?(?:的)?(?:任意|任何|任|之|其中)(?:一|1)(?:项|个|份|种|样|件|类)?"
)
"""采购文件、中标通知书、采购合同缺失任意一项, 缺少合同、发票任一项."""


def take_lost_one(cursor: Cursor, draft: Draft) -> bool:
    """lost one = things “缺失” “任意一项” [PARTICLE] [“,”] award: any of the things listed costs."""
    start = cursor.index
    text = ""
    while (token := cursor.peek()) is not None and token.kind in _LOST_KINDS:
        if token.kind is Kind.SEPARATOR and token.text != "、":
            break
        text += token.text
        cursor.take(token.kind)
    match = _LOST_ONE.fullmatch(text.removesuffix("的"))
    things = (match["things"] or match["things_behind"]) if match else ""
    cursor.comma()
    award = take_award(cursor) if "、" in things else None
    if not isinstance(award, NoMarks | DeductPoints):
        return False
    draft.clauses.append(Clause(condition=Says(text=f"{things}缺失"), award=award, span=cursor.span_from(start)))
    return True


_SHARED = re.compile(r"^(?:没有|缺少|无|缺)(?=..)")


def _without_shared_negation(names: tuple[str, ...]) -> tuple[str, ...]:
    """无领导小组、项目负责人、协管员的，每一项扣1分: 无 is said of each of them, and the things are without it."""
    first, rest = names[0], names[1:]
    if not rest or _SHARED.match(first) is None or any(map(_SHARED.match, rest)):
        return names
    return (_SHARED.sub("", first), *rest)


def _ends(cursor: Cursor) -> bool:
    token = cursor.peek()
    return token is None or token.kind in (Kind.SEPARATOR, Kind.COLON, Kind.OPEN, Kind.CLOSE, Kind.MARK, Kind.EACH)


_LISTED = (
    Kind.TEXT,
    Kind.ACT,
    Kind.QUALIFIER,
    Kind.LINK,
    Kind.AND,
    Kind.IN_YEAR,
    Kind.REACH,
    Kind.RATE,
    Kind.PARTICLE,
    Kind.SEPARATOR,
    Kind.NUMBER,
    Kind.UNIT,
    Kind.OPEN,
    Kind.CLOSE,
    Kind.NOT,
)


_BEFORE_A_BRACKET = tuple(kind for kind in _LISTED if kind not in (Kind.OPEN, Kind.CLOSE))
_LOST_KINDS = (*_LISTED, Kind.BELOW, Kind.GRADE)


def _number(text: str) -> int | None:
    number = parse_numeral(text)
    return int(text) if text.isdigit() else None if number is None else int(number)


def items_of(draft: Draft, clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    """Return the things that the clauses count: the one list of the sentence, or its numbered sentences.

    Empty where the clauses count nothing of the kind, or more than one list stands there.
    """
    things = things_of(draft)
    return things if things and any(_counts_items(clause) for clause in clauses) else ()


def things_of(draft: Draft) -> tuple[str, ...]:
    """Return the one list of the sentence, or its numbered sentences without points."""
    if len(draft.lists) == 1:
        return draft.lists[0]
    marked = tuple(context.text for context in draft.contexts if context.marked)
    return marked if len(marked) >= FEWEST - 1 and not draft.lists else ()


_ALL_THERE = re.compile(
    r'(?P<things>.+、.+?)(?:等)?"?(?P<n>[一二三四五六七八九十两]|\d{1,2})(?:项|有|制|个|张|种|类|份)"?(?:制度|资料|材料|内容|工作|要求)?'
    r"(?:均|都|全部|全)?(?:已)?(?:齐全|齐备|健全|完整|到位|落实|建立|达到|具备|完成|执行到位|落实到位)(?:要求)?"
)


_ALL_COMPLETE = re.compile(
    r"(?P<things>[^,;]*、[^,;]+?)(?:等)?(?:资料|材料|手续|文件)?(?:均|都|全部|全)?(?:已)?(?:齐全|齐备|完备|俱全)"
)
"""申报书、任务书、结题书齐全: complete is said of a list, however many things it names."""


def full_of_all(draft: Draft, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """三项齐全得3分，少一项扣1分: the points for all that is listed are the full marks; what is missing costs."""
    if len(clauses) != 2:  # noqa: PLR2004 - the points for all, and those for each
        return clauses
    steps = [clause for clause in clauses if _takes_for_missing(clause)]
    rest = [clause for clause in clauses if clause not in steps]
    if len(steps) != 1 or len(rest) != 1 or not isinstance(rest[0].award, FixedPoints | FullMarks) or draft.full:
        return clauses
    names = _all_named(draft, rest[0].condition)
    if not names or (isinstance(rest[0].award, FixedPoints) and rest[0].award.of_full):
        return clauses
    draft.lists[:] = [names]
    if isinstance(rest[0].award, FixedPoints):
        draft.full = Limit(points=rest[0].award.points, span=rest[0].span)
    return tuple(steps)


def _takes_for_missing(clause: Clause) -> bool:
    award = clause.award
    if not isinstance(award, DeductPer) or award.side is not Side.BELOW or award.basis is not Basis.VALUE:
        return False
    return award.reference is None and _is_item(award.per.unit)


def _all_named(draft: Draft, condition: Condition) -> tuple[str, ...]:
    """The things listed, where the condition says that all of them are there."""
    if isinstance(condition, Says) and not draft.lists:
        match = _ALL_THERE.fullmatch(condition.text)
        names = names_in(match["things"]) if match else ()
        if match is None and (complete := _ALL_COMPLETE.fullmatch(condition.text)) is not None:
            return names_in(complete["things"])
        return names if match and _number(match["n"]) == len(names) else ()
    number = None
    if isinstance(condition, Within):
        number = condition.interval.low
    elif isinstance(condition, TargetMet) and condition.reference is not None:
        number = condition.reference.value
    things = things_of(draft)
    return things if number is not None and number == len(things) else ()


def count_missing(draft: Draft, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Beside a list, 每缺一项 counts what is missing from it, and no target is needed."""
    clauses = _all_or_nothing(draft, full_of_all(draft, clauses))
    if not things_of(draft):
        return clauses
    ranged = any(isinstance(clause.condition, Within) and _is_item(clause.condition.unit) for clause in clauses)
    return tuple(_as_missing(_as_range(clause) if ranged else clause) for clause in clauses)


def _all_or_nothing(draft: Draft, clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“做到四有(有机构、有场所……)，达到要求的得5分，缺一项不得分”: what is to be reached is the list, and no number."""
    names = things_of(draft)
    bare = bool(names) and len(clauses) > 1 and clauses[0].condition == TargetMet()
    nothing = all(isinstance(one.condition, Always) and isinstance(one.award, NoMarks) for one in clauses[1:])
    if not bare or not nothing:
        return clauses
    said = Says(text="、".join(names) + "均达到要求")
    return (clauses[0].model_copy(update={"condition": said}), *clauses[1:])


def _as_range(clause: Clause) -> Clause:
    """Beside “两项及以上得4分”, “一项得2分” is the tier below it."""
    condition = clause.condition
    if not isinstance(condition, TargetMet) or condition.reference is None or not _is_item(condition.reference.unit):
        return clause
    interval = Interval(low=condition.reference.value)
    tier = Within(basis=Basis.VALUE, interval=interval, unit=condition.reference.unit, subject=condition.subject)
    return clause.model_copy(update={"condition": tier})


def _as_missing(clause: Clause) -> Clause:
    award = clause.award
    if not isinstance(award, DeductPer) or award.side is not Side.BELOW or award.reference is not None:
        return clause
    if award.basis is not Basis.VALUE or not _is_item(award.per.unit):
        return clause
    missing = award.model_copy(update={"basis": Basis.OCCURRENCES, "side": Side.ABOVE, "matter": "缺少"})
    return clause.model_copy(update={"award": missing})


def in_words(rule: ScoringRule) -> ScoringRule:
    """配备达标2分；未达标0分, beside other things: a state in words, for the target of the row is none of it."""
    only = rule.clauses[0]
    if (
        len(rule.clauses) == 1
        and isinstance(only.condition, GradeIs)
        and isinstance(only.award, DeductPoints | NoMarks)
    ):
        said = only.model_copy(update={"condition": Says(text=format_condition(only.condition))})
        return rule.model_copy(update={"clauses": (said,)}) if len(only.condition.grades) == 1 else rule
    if not all(_is_bare_target(clause) for clause in rule.clauses):
        return rule
    return rule.model_copy(update={"clauses": tuple(map(_said, rule.clauses))})


def _is_bare_target(clause: Clause) -> bool:
    condition, plain = clause.condition, isinstance(clause.award, FixedPoints | DeductPoints | NoMarks)
    bare = isinstance(condition, TargetMet | TargetMissed) and condition.reference is None and not condition.comparator
    return bare and plain and "达标" in format_condition(condition).replace("达到目标值", "达标")


def _said(clause: Clause) -> Clause:
    condition = clause.condition
    subject = condition.subject if isinstance(condition, TargetMet | TargetMissed) else ""
    words = "未达标" if isinstance(condition, TargetMissed) else "达标"
    return clause.model_copy(update={"condition": Says(text=subject + words)})


def missing_alone(rule: ScoringRule, text: str) -> ScoringRule:
    """缺一项扣1分 beside other things names no number to reach: what is missing is counted."""
    step = rule.clauses[0].award if len(rule.clauses) == 1 else None
    if not isinstance(step, DeductPer) or step.matter or "缺" not in rule.clauses[0].span.of(text):
        return rule
    return rule.model_copy(update={"clauses": (_as_missing(rule.clauses[0]),)})


def take_lacking(cursor: Cursor, draft: Draft) -> Condition | None:
    """lacking = ( “缺” | “缺少” | “少” ) NUMBER UNIT [OR_MORE], behind a step for one that is missing: 缺3项及以上."""
    last = draft.clauses[-1].award if draft.clauses else None
    word = cursor.peek()
    if not isinstance(last, DeductPer) or word is None or word.text not in ("缺", "缺少", "少", "缺失"):
        return None
    cursor.take(word.kind)
    number, unit = cursor.take(Kind.NUMBER), cursor.take(Kind.UNIT)
    cursor.take(Kind.OR_MORE)
    if number is None or number.value is None or unit is None or unit.unit != last.per.unit or number.value <= 1:
        return None
    return Within(basis=Basis.OCCURRENCES, interval=Interval(low=number.value), unit=unit.unit, subject=MISSING)


def _counts_items(clause: Clause) -> bool:
    """每缺一项扣1分, 每项得1分, 两项不符合扣4分."""
    award, condition = clause.award, clause.condition
    unit = award.per.unit if isinstance(award, DeductPer) else None
    named = isinstance(award, DeductPer) and award.matter not in ("", MISSING)
    if named and unit is not None and unit.symbol in ("次", "处"):
        return False  # 会议和大会,无故缺席每次扣1分: what is counted has its own name
    if isinstance(award, DeductPer | AddPer):
        if len(award.matter) > _LONGEST_MATTER:
            return False  # 查阅档案、登记表。隐患未治理的每条扣3分: what is counted is named, and is none of the list
        from_nothing = isinstance(award, AddPer) and award.reference is not None and award.reference.value == 0
        return (award.basis is Basis.OCCURRENCES or from_nothing) and _is_item(award.per.unit)
    counted = isinstance(condition, Within) and condition.basis in (Basis.OCCURRENCES, Basis.VALUE)
    return counted and isinstance(condition, Within) and _is_item(condition.unit)


def _is_item(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension is Dimension.COUNT and unit.symbol in ITEM_UNITS
