"""The productions of points earned for each thing that is counted: 每完成1个得2分, 每提前1天加0.1分, 市级0.2分."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.quantity import Dimension, Quantity
from perfscore.model.rule import (
    AddPer,
    Always,
    Basis,
    Clause,
    DeductPer,
    Side,
)
from perfscore.rules.checklists import things_of
from perfscore.rules.conditions import take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft, take_amount, take_points
from perfscore.rules.gap_heads import COUNTED_GOOD
from perfscore.rules.gap_steps import pass_over_adverb
from perfscore.rules.lexicon import Kind

_ONE = Decimal(1)


def take_earning_step(cursor: Cursor, draft: Draft) -> bool:
    """earning step = ( EACH [words] [NUMBER] UNIT | “有” NUMBER UNIT ) [words] [“,”] ( GET | ADD ) points."""
    start = cursor.index
    has = _has_one(cursor)
    matter = "" if has else cursor.run_of_listed(*COUNTED_GOOD)
    each = None if has else cursor.take(Kind.EACH)
    cursor.take(Kind.REACH) if each else None
    if not has and each is None and not (matter and cursor.sees(Kind.NUMBER, Kind.UNIT)):
        return False
    matter += cursor.run_of(*COUNTED_GOOD)
    per = take_quantity(cursor)
    if per is None and each is not None:
        unit = cursor.take(Kind.UNIT)
        per = Quantity(value=_ONE, unit=unit.unit) if unit and unit.unit else None
    one_of_them = has or each is None
    if per is None or per.value <= 0 or (one_of_them and per.value != _ONE):
        return False
    matter += cursor.run_of(*COUNTED_GOOD)
    cursor.comma()
    pass_over_adverb(cursor)
    every = _takes_each(cursor)
    verb = cursor.take(Kind.ADD) if each is None and not has else cursor.take(Kind.GET, Kind.ADD)
    listed = per.unit is not None and per.unit.symbol in _LISTED and _are_good(things_of(draft))
    bare = each is not None and (listed or _EARNED.search(matter) is not None or _goes_on_earning(draft, matter))
    points = take_points(cursor) if verb or every or bare else None
    if points is None:
        return False
    zero = Quantity(value=Decimal(0), unit=per.unit)
    award = AddPer(points=points, per=per, side=Side.ABOVE, reference=zero, matter=_counted(matter))
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


def _counted(words: str) -> str:
    """What is counted, without the verb that the canonical sentence has of itself."""
    return re.sub("完成|的$", "", words)


def take_early_step(cursor: Cursor, draft: Draft) -> bool:
    """early step = EACH “提前” quantity [“,”] ADD points: 每提前1天加0.1分."""
    start = cursor.index
    cursor.run_of(Kind.TEXT)
    if cursor.take(Kind.EACH) is None:
        return False
    word = cursor.take(Kind.QUALIFIER)
    per = take_quantity(cursor) if word is not None and word.text == "提前" else None
    if per is None or per.value <= 0 or per.unit is None or per.unit.dimension is not Dimension.TIME:
        return False
    cursor.run_of(Kind.ACT)
    cursor.take(Kind.PARTICLE)
    cursor.comma()
    amount = take_amount(cursor) if cursor.take(Kind.ADD) else None
    if amount is None:
        return False
    award = AddPer(points=amount[0], of_full=amount[1], per=per, side=Side.BELOW, basis=Basis.DELAY)
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True


_LISTED = frozenset("项 种 类 条 样 份".split())
"""每项2分 behind a list needs no verb."""


def _are_good(things: tuple[str, ...]) -> bool:
    """每项2分 behind 台账缺失, 未建方案 may be what each of them costs."""
    return bool(things) and not any(_FAULTY.search(thing) for thing in things)


_FAULTY = re.compile("[未不无没缺漏差迟误违]|逾期|超|拖")
_EARNED = re.compile("刊发|刊登|采用|发表|登载|表彰|获奖|获得|入选|授权|引进|承办|录用|转发")
"""在国家级媒体刊发的每篇2分: what is counted is an honour, so the points are earned."""


def _goes_on_earning(draft: Draft, matter: str) -> bool:
    """，省级每篇1分: of another degree, behind points that are earned."""
    last = draft.clauses[-1].award if draft.clauses else draft.before
    return isinstance(last, AddPer) and bool(_DEGREE.fullmatch(matter))


def _takes_each(cursor: Cursor) -> bool:
    """每项各1.5分: 各 stands where the verb would."""
    token = cursor.peek()
    return token is not None and token.text == "各" and cursor.take(token.kind) is not None


def _has_one(cursor: Cursor) -> bool:
    token = cursor.peek()
    if token is None or token.kind is not Kind.TEXT or not token.text.endswith("有") or cursor.peek(1) is None:
        return False
    follows = cursor.peek(1)
    if follows is None or follows.kind is not Kind.NUMBER:
        return False
    return cursor.take(Kind.TEXT) is not None


_DEGREE = re.compile(
    r"(?:在|被|获得?|受)?(?:国家|中央|部|省|市|县|区|乡|镇|厅|处|科|股|地市|区县|省部|国)[级局](?:及以上)?(?:媒体|奖励?|荣誉|刊物|通报)?的?"
    "|(?:较大|重大|特大|一般)(?:事故)?|[一二三四][级类等](?:奖)?的?|[超高中低]危(?:漏洞)?|[高中低]风险"
)


def take_same_step(cursor: Cursor, draft: Draft) -> bool:
    """same step = degree [“,”] [GET | ADD | DEDUCT] points, behind a step: 县级每篇得0.1分、市级0.2分."""
    last = draft.clauses[-1].award if draft.clauses else draft.before
    start = cursor.index
    if not isinstance(last, DeductPer | AddPer) or last.per.value != _ONE or not last.matter:
        return False
    words = cursor.run_of(Kind.TEXT, Kind.GRADE, Kind.HEDGE)
    if not _DEGREE.fullmatch(words):
        return False
    verb = cursor.take(Kind.GET, Kind.ADD, Kind.DEDUCT)
    points = take_points(cursor)
    takes = verb is not None and verb.kind is Kind.DEDUCT
    if points is None or (verb is not None and takes is not isinstance(last, DeductPer)):
        return False
    award = last.model_copy(update={"points": points, "matter": words.removesuffix("的")})
    draft.clauses.append(Clause(condition=Always(), award=award, span=cursor.span_from(start)))
    return True
