"""The productions of conditions: tokens to Condition. Each docstring is its production."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from perfscore.model.quantity import Comparator, Dimension, Interval, Quantity, Unit
from perfscore.model.rule import (
    Basis,
    Condition,
    Done,
    NotDone,
    TargetMet,
    TargetMissed,
    Within,
)
from perfscore.rules.bounds import take_threshold
from perfscore.rules.cursor import Cursor
from perfscore.rules.deadlines import take_deadline, take_lateness
from perfscore.rules.grades import take_grade
from perfscore.rules.growth import take_growth
from perfscore.rules.lexicon import Kind, names_a_target
from perfscore.rules.lookahead import any_of
from perfscore.rules.ranks import take_rank
from perfscore.rules.token_patterns import AVERAGED
from perfscore.rules.tokens import Token
from perfscore.values.units import PERCENT

_HUNDRED = Decimal(100)
_FULL_COVERAGE = Quantity(value=_HUNDRED, unit=PERCENT)
_MEASURED_WORDS = (Kind.TEXT, Kind.RATE, Kind.ACT, Kind.QUALIFIER, Kind.IN_YEAR, Kind.LINK, Kind.APART)
_SIGN_KINDS = (Kind.EQUALS, Kind.REACH, Kind.AT_LEAST, Kind.AT_MOST, Kind.ABOVE, Kind.BELOW, Kind.INCOMPLETE)
_MEASURES = ("率", "比", "比例", "占比", "比重", "数", "数量", "人数", "次数", "面积", "金额", "额", "量", "度")
"""What the name of a measured thing may consist of; negations and scoring words are not among it."""


_NO_NAME_ENDS_SO = tuple("最较更后末倒未仅每再又还已将须应可能要至按以由被把对从向比超低高少多第")
"""A function word right before a number changes what the number means: 最30家, 后三名."""


_NO_NAME_HAS = re.compile(
    "各[^均]{1,3}均|剩余|任一|任意|任何|有一|全部|(?<![首成])都(?!市)|高出|低出|"
    f"(?<![平人户年月日次例床件镇生师时单])均(?!衡|等|{AVERAGED})"
)
"""Words that say of how many things the number must hold."""

_TWO_MEASURES = re.compile("(?:率|度|比例|占比|比重)(?:和|及|与|或|以及|、)")
"""覆盖率和满意度: which of the two the number is for."""


def parse_condition(cursor: Cursor) -> Condition | None:
    """condition = grade | budget | growth | rank | threshold | coverage | own target | act."""
    start = cursor.index
    for production in _worth_trying(cursor.ahead[start]):
        condition = production(cursor)
        if condition is not None:
            return condition
        cursor.index = start
    return None


def _budget(cursor: Cursor) -> Condition | None:
    """budget = [TEXT] ( IN_BUDGET | OVER_BUDGET )."""
    subject = cursor.run_of(Kind.TEXT)
    token = cursor.take(Kind.IN_BUDGET, Kind.OVER_BUDGET)
    if token is None:
        return None
    within = token.kind is Kind.IN_BUDGET
    interval = Interval(high=_HUNDRED) if within else Interval(low=_HUNDRED, low_closed=False)
    return Within(basis=Basis.BUDGET_RATE, interval=interval, unit=PERCENT, subject=subject)


def _threshold(cursor: Cursor) -> Condition | None:
    """threshold = [subject] threshold of bounds."""
    subject = take_subject(cursor)
    if subject is None:
        return None
    if subject.endswith(_BELOW_NOTHING) and not cursor.sees(Kind.NUMBER):
        below = Interval(high=Decimal(0), high_closed=False)
        return Within(basis=Basis.VALUE, interval=below, unit=PERCENT, subject=subject[: -len("负增长")])
    last = cursor.tokens[cursor.index - 1] if subject else None
    if (
        last is not None
        and last.kind is Kind.TEXT
        and names_a_target(last.text.removesuffix("的"))
        and last.text[-1] == "的"
    ):
        cursor.index -= 1  # 目标的80%: of what the number is a share, not what is measured
        subject = subject.removesuffix(last.text)
        subject = "" if subject == "完成" else subject
    condition = take_threshold(cursor, subject)
    moved = subject.endswith(_MOVEMENTS) and isinstance(condition, TargetMet) and condition.reference is not None
    if moved and isinstance(condition, TargetMet) and condition.reference is not None:
        interval = Interval(low=condition.reference.value)  # 下降5%: 5 % or more, whatever 指标值类型 says
        return Within(basis=condition.basis, interval=interval, unit=condition.reference.unit, subject=subject)
    return condition


_MOVEMENTS = tuple("提高 增长 上升 提升 增加 下降 降低 减少 下滑 节约 节省 压减 压缩".split())


_BELOW_NOTHING = ("负增长",)


def take_subject(cursor: Cursor) -> str | None:
    """subject = { name words | NUMBER UNIT [OR_LESS | OR_MORE] name words | “(” name words “)” }.

    A number inside a name (35周岁以下占比) has words behind it that measure something. None where the words would
    change what the number means.
    """
    words = ""
    yearly = cursor.peek()
    if yearly is not None and yearly.text in ("每年", "每年度"):
        cursor.take(Kind.EVERY)  # 每年开展12次: a number for the year, as that of the row
    if yearly is not None and yearly.text == "超额完成" and _named_and_signed(cursor):
        cursor.take(Kind.ABOVE)  # 超额完成任务>100%: the sign says it again
    while True:
        words += cursor.run_of(*_MEASURED_WORDS)
        more = _number_in_a_name(cursor) or _aside(cursor) or _times_hundred(cursor, words)
        if not more:
            break
        words += more
    words += _movement(cursor, words) or _more_than_asked(cursor, words)
    words = _ANY_NUMBER.sub("", _LINKING.sub("", words))
    changes = (_ends_as_no_name(words) and not _counts_from(cursor, words)) or _NO_NAME_HAS.search(words)
    return None if changes or _TWO_MEASURES.search(words) else words


def _named_and_signed(cursor: Cursor) -> bool:
    name, sign, number = cursor.peek(1), cursor.peek(2), cursor.peek(3)
    signed = sign is not None and sign.kind is Kind.ABOVE and number is not None and number.kind is Kind.NUMBER
    return signed and name is not None and name.kind is Kind.TEXT and names_a_target(name.text)


_ANY_NUMBER = re.compile("^(?:实际|当年|年度|全年|本年)?(?:实际)?(?:完成)?(?:值|数值|数|结果|情况)$|^实际$|^实际完成$")
"""实际完成值 names whatever the row measures."""
_LINKING = re.compile("(?:应当|应该|必须|需要|应|须|需|为|在|是|要|能|能够|可)+$")
"""Words between the name and its number that say nothing of their own: 完成率应在90%以上."""


def _more_than_asked(cursor: Cursor, words: str) -> str:
    """超额完成计划任务>100%: the sign says it again."""
    follows, sign = cursor.peek(1), cursor.peek(2)
    asked = follows is not None and names_a_target(follows.text)
    if words or not asked or not cursor.sees(Kind.ABOVE, Kind.TEXT, Kind.ABOVE, Kind.NUMBER):
        return ""
    cursor.index += 2
    return "完成" if sign is not None and follows is not None else ""


def _movement(cursor: Cursor, words: str) -> str:
    """能耗下降3%以上, 增加值增长8%: the movement is part of what is measured."""
    start = cursor.index
    moved = cursor.take(Kind.FALL, Kind.RISE)
    if moved is None or len(moved.text) == 1:
        cursor.index = start
        return ""
    sign = cursor.index
    cursor.take(Kind.REACH, Kind.AT_LEAST)
    bounded = cursor.sees(Kind.NUMBER)
    cursor.index = sign if bounded else start
    return moved.text if bounded else ""


def _ends_as_no_name(words: str) -> bool:
    return words.endswith(_NO_NAME_ENDS_SO) and not words.endswith(_MEASURES)


def _counts_from(cursor: Cursor, words: str) -> bool:
    """接报后30分钟内: an event and the time from it; 后三名 counts from the end."""
    start = cursor.index
    cursor.take(*_SIGN_KINDS)
    number, unit = cursor.take(Kind.NUMBER), cursor.peek()
    cursor.index = start
    timed = unit is not None and unit.unit is not None and unit.unit.dimension is Dimension.TIME
    return number is not None and timed and words.endswith("后") and len(words) > len("最后")


def _number_in_a_name(cursor: Cursor) -> str:
    """35周岁以下占比, 30岁以上人员比例: the number says of whom, the noun behind it what is measured."""
    start = cursor.index
    if cursor.take(Kind.NUMBER) is None or cursor.take(Kind.UNIT) is None:
        cursor.index = start
        return ""
    cursor.take(Kind.OR_LESS, Kind.OR_MORE)
    words = cursor.run_of(Kind.TEXT)
    after = cursor.peek()
    if not words.endswith(_MEASURES) or after is None or after.kind not in (*_SIGN_KINDS, Kind.NUMBER):
        cursor.index = start
        return ""
    return "".join(token.text for token in cursor.tokens[start : cursor.index])


def _times_hundred(cursor: Cursor, words: str) -> str:
    """参保人数/应参保人数×100%≥95%: how the share is computed, before the number to reach."""
    start = cursor.index
    if words.endswith(("×", "*")) and "/" in words:
        number, unit, after = cursor.take(Kind.NUMBER), cursor.take(Kind.UNIT), cursor.peek()
        whole = number is not None and number.value == _HUNDRED and unit is not None and unit.text == "%"
        if whole and after is not None and after.kind in (*_SIGN_KINDS, Kind.NUMBER):
            return "100%"
    cursor.index = start
    return ""


def _aside(cursor: Cursor) -> str:
    """(C/Z): letters or words in brackets behind a name."""
    start = cursor.index
    if cursor.take(Kind.OPEN) and cursor.run_of(*_MEASURED_WORDS, Kind.EQUALS) and cursor.take(Kind.CLOSE):
        return "".join(token.text for token in cursor.tokens[start : cursor.index])
    cursor.index = start
    return ""


def _coverage(cursor: Cursor) -> Condition | None:
    """coverage = [TEXT] COVERED: 100 %."""
    subject = cursor.run_of(Kind.TEXT)
    return TargetMet(reference=_FULL_COVERAGE, subject=subject) if cursor.take(Kind.COVERED) else None


def _own_target(cursor: Cursor) -> Condition | None:
    """own target = [subject] [NOT] ( AT_TARGET | ( sign | “完成” ) words that name a target )."""
    subject = cursor.run_of(Kind.TEXT, Kind.RATE, Kind.IN_YEAR, Kind.QUALIFIER, Kind.LINK)
    subject = _ANY_NUMBER.sub("", subject + _acts_in_a_name(cursor))
    if subject in ("全部", "均", "都", "全面") and cursor.sees(Kind.AT_TARGET):
        subject = ""
    if subject.startswith("按") and names_a_target(subject) and _word(cursor, Kind.ACT, "执行"):
        return TargetMet()
    negated = cursor.take(Kind.NOT) is not None
    if cursor.take(Kind.AT_TARGET) is not None:
        cursor.take(Kind.INCLUDED)
        _pass_over_target_nouns(cursor)
        return TargetMissed(subject=subject) if negated else TargetMet(subject=subject)
    sign = cursor.take(*_SIGN_KINDS) or _completion(cursor)
    if sign is None or _ends_as_no_name(subject) or _NO_NAME_HAS.search(subject):
        return None
    noun = cursor.run_of(Kind.TEXT, Kind.IN_YEAR, Kind.RATE)
    cursor.take(Kind.OR_LESS if sign.kind is Kind.AT_MOST else Kind.OR_MORE)
    if sign.kind is Kind.AT_MOST:
        noun = noun.removesuffix("内").removesuffix("以").removesuffix("之")  # 控制在概算内
    if not names_a_target(noun.removesuffix("的")):
        return None
    return _against_target(sign, subject, negated=negated)


def _acts_in_a_name(cursor: Cursor) -> str:
    """实际到位资金 before 完成任务: a verb that is part of the name."""
    start = cursor.index
    words = cursor.run_of(Kind.TEXT, Kind.ACT, Kind.RATE)
    behind = cursor.peek(1)
    signed = any(cursor.sees(kind, Kind.TEXT) for kind in _SIGN_KINDS) and behind is not None
    if words and (cursor.sees(Kind.AT_TARGET) or (signed and behind is not None and names_a_target(behind.text))):
        return words
    cursor.index = start
    return ""


def _completion(cursor: Cursor) -> Token | None:
    return _word(cursor, Kind.ACT, "完成")


def _word(cursor: Cursor, kind: Kind, word: str) -> Token | None:
    token = cursor.peek()
    return cursor.take(kind) if token is not None and token.text == word else None


def _pass_over_target_nouns(cursor: Cursor) -> None:
    token = cursor.peek()
    if token is not None and token.kind is Kind.TEXT and names_a_target(token.text):
        cursor.take(Kind.TEXT)


def _against_target(sign: Token, subject: str, *, negated: bool) -> Condition | None:
    """不大于平均年龄 is met at or below it; 小于目标值 misses a target of more."""
    if sign.kind is Kind.ACT or sign.kind is Kind.REACH:
        return TargetMissed(subject=subject) if negated else TargetMet(subject=subject)
    if negated:
        return None
    match sign.kind:
        case Kind.EQUALS:
            return TargetMet(subject=subject, comparator=Comparator.EQUAL)
        case Kind.AT_LEAST:
            return TargetMet(subject=subject, comparator=Comparator.AT_LEAST)
        case Kind.AT_MOST:
            return TargetMet(subject=subject, comparator=Comparator.AT_MOST)
        case Kind.BELOW | Kind.INCOMPLETE:
            return TargetMissed(subject=subject, comparator=Comparator.AT_LEAST)
        case Kind.ABOVE:
            return TargetMissed(subject=subject, comparator=Comparator.AT_MOST)
    return None


def _act(cursor: Cursor) -> Condition | None:
    """act = [TEXT] [IN_YEAR] [NOT] [QUALIFIER] ACT { TEXT | ACT }."""
    subject = cursor.run_of(Kind.TEXT)
    in_year = cursor.take(Kind.IN_YEAR) is not None
    negated = cursor.take(Kind.NOT) is not None
    qualifier = cursor.run_of(Kind.QUALIFIER)
    act = cursor.take(Kind.ACT)
    if act is None or (subject == "为" and qualifier):
        return None  # 为按时完成 is a slip for 未
    matter = cursor.run_of(Kind.TEXT, Kind.ACT)
    kind = NotDone if negated else Done
    return kind(act=act.text, subject=subject, matter=matter, qualifier=qualifier, in_year=in_year)


def take_quantity(cursor: Cursor) -> Quantity | None:
    """quantity = NUMBER UNIT [RATE]."""
    start = cursor.index
    number = cursor.take(Kind.NUMBER)
    if number is None or number.value is None:
        cursor.index = start
        return None
    unit: Unit | None = number.unit
    if unit is None:
        token = cursor.take(Kind.UNIT)
        unit = token.unit if token else None
    if unit is None:
        cursor.index = start
        return None
    cursor.take(Kind.RATE)
    return Quantity(value=number.value, unit=_same_place(unit))


def _same_place(unit: Unit) -> Unit:
    """Write 个百分点 and % as the sentence does, all other units as the table has them."""
    return PERCENT if unit.dimension is Dimension.RATIO and unit.symbol == "百分比" else unit


_SIGNED = any_of(*_SIGN_KINDS)
_PRODUCTIONS: tuple[tuple[Callable[[Cursor], Condition | None], int], ...] = (
    (take_grade, any_of(Kind.GRADE)),
    (_budget, any_of(Kind.IN_BUDGET, Kind.OVER_BUDGET)),
    (take_growth, any_of(Kind.LAST_YEAR, Kind.LAST_PERIOD, Kind.RISE, Kind.FALL, Kind.FLAT) | _SIGNED),
    (take_deadline, any_of(Kind.DEADLINE)),
    (take_lateness, any_of(Kind.LATE)),
    (take_rank, any_of(Kind.NUMBER)),
    (_threshold, any_of(Kind.NUMBER, Kind.FALL)),
    (_coverage, any_of(Kind.COVERED)),
    (_own_target, any_of(Kind.AT_TARGET, Kind.ACT) | _SIGNED),
    (_act, any_of(Kind.ACT)),
)
"""Each with the kinds of which one has to be to come; without it there is no use in trying."""


@lru_cache(maxsize=1024)
def _worth_trying(ahead: int) -> tuple[Callable[[Cursor], Condition | None], ...]:
    return tuple(production for production, needs in _PRODUCTIONS if ahead & needs)
