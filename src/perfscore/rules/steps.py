"""The productions of points for each thing that is counted: 发现一次扣3分, 每完成1个得2分, 败诉扣2分/例."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.quantity import Dimension, Interval, Quantity, Unit
from perfscore.model.rule import (
    AddPer,
    Always,
    Basis,
    Clause,
    DeductPer,
    Discretion,
    PerStep,
    Side,
    Within,
)
from perfscore.rules.awards import take_range_of_points
from perfscore.rules.checklists import ITEM_UNITS
from perfscore.rules.conditions import take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import MOST_POINTS, Draft, take_amount
from perfscore.rules.gap_steps import pass_over_adverb
from perfscore.rules.lexicon import FREE_WORDS, Kind
from perfscore.rules.sizes import take_size
from perfscore.rules.tokens import Token
from perfscore.values.units import comparable, unit_at

_ONE = Decimal(1)


def _take_points(cursor: Cursor) -> tuple[Token | None, tuple[Decimal, bool] | None]:
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    pass_over_adverb(cursor)
    verb = cursor.take(Kind.DEDUCT, Kind.ADD)
    return verb, take_amount(cursor) if verb else None


def take_event_step(cursor: Cursor, draft: Draft) -> bool:
    """event step = [words [“,”]] event [words] [PARTICLE] [“,”] DEDUCT points.

    event = EACH [FOUND | LATE] [NUMBER] UNIT | FOUND [EACH] NUMBER UNIT | NUMBER UNIT.
    """
    start = cursor.index
    words = _words_before(cursor)
    if words:
        cursor.comma()
    event = _single_event(cursor, words) or _lacking_event(cursor, words) or _take_event(cursor)
    if event is None:
        return False
    per, each, inside = event
    if _is_time(per.unit) and not _is_late(cursor) and not _LASTS.search(words + inside):
        return False  # 每半年扣1分: of what, is not said
    behind = take_event_words(cursor, counted=not _is_extent(per.unit))
    another = _or_another(cursor, per)
    if another is None:
        return False
    matter = _matter(words.removesuffix("有") + inside + behind.removesuffix("有" if another else "") + another)
    if _sizes_itself(matter, per):
        return False
    if _is_time(per.unit):
        matter = _LATE_LAST.sub("", matter)
    verb, amount = _take_points(cursor)
    if verb is None or verb.kind is not Kind.DEDUCT:
        return False
    amount = amount or _again_per_unit(cursor, per)
    if amount is None:
        chosen = take_range_of_points(cursor)
        return chosen is not None and _leave_to_a_person(cursor, draft, start, matter, chosen)
    award = DeductPer(
        points=amount[0],
        of_full=amount[1],
        per=per,
        side=Side.ABOVE,
        basis=Basis.OCCURRENCES,
        each=each,
        matter=matter,
    )
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _or_another(cursor: Cursor, per: Quantity) -> str | None:
    """每涂改一处或有一处不清楚: another thing, counted by the same unit; None where it is not."""
    words = ""
    while cursor.sees(Kind.NUMBER) and cursor.tokens[cursor.index - 1].text in _OR:
        if take_quantity(cursor) != per:
            return None
        words += take_event_words(cursor)
    return words


_OR = ("或", "或者", "或有", "或者有")


def _is_late(cursor: Cursor) -> bool:
    return any(token.kind is Kind.LATE for token in cursor.tokens[: cursor.index])


def _sizes_itself(words: str, per: Quantity) -> bool:
    """超过3次的，每次扣1分: whether all of them cost points or those beyond, nothing says."""
    counted = per.unit is not None and per.unit.dimension is Dimension.COUNT
    if not counted or per.unit is None:
        return False
    number = rf"[0-9]{per.unit.symbol}"
    return (
        re.search(rf"(?:超过|超出|多于|大于|高于|超|>)[0-9]*{number}|{number}(?:及|或)?以上", words.replace(" ", ""))
        is not None
    )


def _leave_to_a_person(cursor: Cursor, draft: Draft, start: int, matter: str, chosen: tuple[Decimal, Decimal]) -> bool:
    """有瑕疵的每份扣0.5-1分: what one costs, a person says."""
    happened = Within(basis=Basis.OCCURRENCES, interval=Interval(low=_ONE), subject=matter)
    award = Discretion(low=chosen[0], high=chosen[1], deducts=True)
    draft.clauses.append(Clause(condition=happened, award=award, span=cursor.span_from(start)))
    return True


_NARROWER = ("较大", "明显", "主要")
"""Words of degree that say which events are meant."""


def _lacking_event(cursor: Cursor, words: str) -> tuple[Quantity, bool, str] | None:
    """未实现全覆盖，缺一条扣0.5分: behind what was left undone, how many are lacking."""
    token = cursor.peek()
    if token is None or token.text not in ("缺", "缺少") or not words.startswith(("未", "没有")):
        return None
    start = cursor.index
    cursor.take(token.kind)
    per = take_quantity(cursor)
    if per is None or per.value != _ONE or not _counts_events(per.unit):
        cursor.index = start
        return None
    return per, False, ""


_SINGLE = re.compile(r"单(?P<unit>[起次宗件例笔])(?=[^,;]*\d)")


def _single_event(cursor: Cursor, words: str) -> tuple[Quantity, bool, str] | None:
    """单起受害面积30亩以上的扣10分: said of a single one, so each of that size costs."""
    single = _SINGLE.search(words)
    if single is None or not cursor.sees(Kind.DEDUCT):
        return None
    return Quantity(value=_ONE, unit=unit_at(single["unit"], 0)), True, ""


def take_event_words(cursor: Cursor, *, counted: bool = False) -> str:
    """event words = FREE_WORDS { “、” FREE_WORDS }, words of degree among them: 差错、事故; 较大舆情."""
    words = cursor.run_of_listed(*FREE_WORDS, Kind.OTHER_TIME, Kind.UNREACHED, Kind.COVERED)
    while (token := cursor.peek()) is not None and token.text in _NARROWER:
        cursor.take(token.kind)
        words += token.text + cursor.run_of_listed(*FREE_WORDS, Kind.OTHER_TIME)
    single = counted or _SINGLE.search(words + "0") is not None
    if size := take_size(cursor, counted=single):
        words += size + cursor.run_of_listed(*FREE_WORDS, Kind.OTHER_TIME)
    return words


def _words_before(cursor: Cursor) -> str:
    """The words before a count; what is listed before a comma may be a checklist, unless it is something wrong."""
    start = cursor.index
    words = take_event_words(cursor)
    comma = cursor.sees(Kind.SEPARATOR)
    wrong = words.endswith("的") or _WRONG.match(words)
    if _REPORTS.fullmatch(words):
        return words
    if "、" in words and comma and (_counts_items(cursor) or (not wrong and not _counts_times(cursor))):
        cursor.index = start
        words = cursor.run_of(*FREE_WORDS)
    return words


def _counts_times(cursor: Cursor) -> bool:
    """，每处: what is counted are events, whatever they are called."""
    each, unit = cursor.peek(1), cursor.peek(2)
    return each is not None and each.kind is Kind.EACH and unit is not None and unit.text in ("次", "处", "起", "例")


def _counts_items(cursor: Cursor) -> bool:
    """，每项: what is counted are the things listed."""
    coming = (cursor.peek(ahead) for ahead in range(1, 5))
    unit = next((token for token in coming if token is not None and token.kind is Kind.UNIT), None)
    return unit is not None and unit.text in ITEM_UNITS - {"次", "处"}


_REPORTS = re.compile("[迟漏误瞒错谎缺虚]报(?:[、和或及][迟漏误瞒错谎缺虚]报)+的?")
"""迟报、漏报、误报 are nothing that a checklist asks for."""
_LASTS = re.compile("旷工|缺勤|脱岗|离岗|中断|停[水电气产业工课运暖]|断[水电网]|闲置|空置|瘫痪|故障|拖欠|滞留|积压")
"""What is wrong for so many days or hours."""
_WRONG = re.compile("存在|发现|发生|出现|被|有|因|未|不|违反|没有")


def _again_per_unit(cursor: Cursor, per: Quantity) -> tuple[Decimal, bool] | None:
    """每发现一名，扣0.5分/人 says twice of what."""
    number, points = cursor.peek(), cursor.peek(1)
    if number is None or points is None or not cursor.sees(Kind.NUMBER, Kind.POINTS) or number.value is None:
        return None
    if points.unit is None or per.unit is None or per.value != _ONE or not comparable(points.unit, per.unit):
        return None
    cursor.take(Kind.NUMBER)
    cursor.take(Kind.POINTS)
    return (number.value, False) if number.value <= MOST_POINTS else None


def take_slash_step(cursor: Cursor, draft: Draft) -> bool:
    """slash step = [words] [“,”] ( DEDUCT | ADD ) NUMBER POINTS “/” UNIT: 败诉的，扣2分/例; 采用的，加0.5分/篇."""
    start = cursor.index
    words = _matter(cursor.run_of_listed(*FREE_WORDS, Kind.OR_MORE, Kind.HEDGE).removesuffix("的"))
    cursor.comma()
    if cursor.sees(Kind.NOT) or (cursor.index > start and cursor.tokens[cursor.index - 1].kind is Kind.NOT):
        return False  # 不加0.5分/篇
    verb = cursor.take(Kind.DEDUCT, Kind.ADD)
    number, points = cursor.take(Kind.NUMBER), cursor.take(Kind.POINTS)
    if verb is None or number is None or number.value is None or points is None or not _counts_events(points.unit):
        return False
    if number.value > MOST_POINTS:
        return False
    per = Quantity(value=_ONE, unit=points.unit)
    award: PerStep
    if verb.kind is Kind.DEDUCT:
        award = DeductPer(points=number.value, per=per, side=Side.ABOVE, basis=Basis.OCCURRENCES, matter=words)
    else:
        zero = Quantity(value=Decimal(0), unit=per.unit)
        award = AddPer(points=number.value, per=per, side=Side.ABOVE, reference=zero, matter=words)
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


_LATE_LAST = re.compile("(?:延迟)+$")
"""The canonical sentence has such a verb of itself."""
_FOUND_LAST = re.compile(r"(?:经查实|查实|检查发现|抽查发现|发现|发生|出现|存在|产生|查出|被查出|[的,、])+$")


def _matter(words: str) -> str:
    """The words for what must not happen, without the verb of finding it."""
    return _FOUND_LAST.sub("", words)


def _take_event(cursor: Cursor) -> tuple[Quantity, bool, str] | None:
    """The size of the step, whether 每 is written, and the words between 每 and the number."""
    each = cursor.take(Kind.EACH) is not None
    again = cursor.peek()
    if each and again is not None and again.text in ("新", "再", "新增") and cursor.sees(Kind.TEXT, Kind.FOUND):
        cursor.take(Kind.TEXT)  # 每新发现一处
    found = cursor.take(Kind.FOUND, Kind.LATE) is not None
    each = cursor.take(Kind.EACH) is not None or each
    if each and not found:
        _take_there_is(cursor)
    inside = cursor.run_of(Kind.TEXT) if found else _verb_inside(cursor) if each else ""
    per = take_quantity(cursor)
    if per is None and each:
        unit = cursor.take(Kind.UNIT)
        per = Quantity(value=_ONE, unit=unit.unit) if unit and unit.unit else None
    if per is None or per.value <= 0 or not (_counts_events(per.unit) or (each and _is_extent(per.unit))):
        return None
    return None if not each and per.value != _ONE else (per, each, inside)


def _verb_inside(cursor: Cursor) -> str:
    """每整改一次, 制度不健全每缺一项: what is done or wanting, between 每 and the number."""
    start = cursor.index
    lacking = cursor.peek()
    if lacking is not None and lacking.text in ("缺", "缺少") and _is_wrong_before(cursor):
        cursor.take(lacking.kind)
        return ""
    words = cursor.run_of(Kind.TEXT, Kind.ACT, Kind.FAULT)
    if 0 < len(words) <= _LONGEST_VERB and cursor.sees(Kind.NUMBER, Kind.UNIT):
        return words
    cursor.index = start
    return ""


_LONGEST_VERB = 4


def _is_wrong_before(cursor: Cursor) -> bool:
    before = cursor.tokens[cursor.index - 3 : cursor.index - 1]
    return any(token.kind is Kind.NOT for token in before)


def _is_extent(unit: Unit | None) -> bool:
    """边沟堵塞每10米扣0.2分: how much of it there is."""
    return unit is not None and unit.dimension in (Dimension.LENGTH, Dimension.AREA)


def _is_time(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension is Dimension.TIME


def _take_there_is(cursor: Cursor) -> None:
    """每有一件未完成: 有 before the number."""
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT and token.text == "有":
        cursor.take(Kind.TEXT)


def _counts_events(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension in (Dimension.COUNT, Dimension.TIME)
