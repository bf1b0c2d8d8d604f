"""Cells about several things: every fact goes to the one part of the rule that it speaks of."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.indicator import Expected, Measured, Want
from perfscore.model.quantity import Dimension, Quantity
from perfscore.numbers.lazy import regex
from perfscore.numbers.text import format_number
from perfscore.values.claims import read_claims, read_undone, several
from perfscore.values.facts import Fact, facts_in
from perfscore.values.fitting import degrees_in, fits, fits_unit, is_share, made_of, names_thing
from perfscore.values.hints import hint
from perfscore.values.left_out import Readings, ReadOne, completed, only_changes
from perfscore.values.propositions import Verdict, holds
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.sayings_lists import read_list
from perfscore.values.sized import costs_for_no_size, settle_nested
from perfscore.values.states import all_is_well
from perfscore.values.units import is_ratio, unit_at
from perfscore.values.unsaid import happened, is_denial, nothing
from perfscore.values.well import claims, nothing_wrong, without_claim

_STRONG, _WEAK, _SLASH = regex(r"[;\n]"), regex(r"[;,，\n]"), regex(r"[;/]")
_NONE_OF_ALL = regex(
    r"(?:均|都|全部)?(?:无|未发生|未发现|没有|无上述情形|无此类情况|未出现|不存在)(?:以上情形|上述情形|上述情况|以上情况|上述问题|问题|异常)?|0"
)
_BARE_NONE = frozenset("无 没有".split())
"""Of things to be done these may say that none was done."""


def read_parts(text: str, shown: str, expected: Expected, read_one: ReadOne) -> ActualReading:
    """Read a cell about several things: each fact by its own words and unit, else in the order of the sentence."""
    text = without_claim(text, expected.thing.claim)
    if (expected.only_faults or only_changes(expected)) and (
        told := _read_none(text, shown, expected, read_one)
    ) is not None:
        return told
    if (told := read_undone(text, shown, expected)) is not None:
        return told
    facts = facts_in(text, _sizes(expected.parts))
    if facts is not None:
        told = _by_words(facts, shown, expected, read_one)
        if told is not None:
            return told
    if (told := _in_order(text, shown, expected, read_one)) is not None:
        return told
    if (told := read_claims(text, shown, expected)) is not None:
        return told
    missing = "；".join(hint(part) for part in expected.parts)
    return refused("V215", f"评分标准有{len(expected.parts)}项要求，要按顺序分别填写", shown, missing)


def _sizes(parts: tuple[Expected, ...]) -> frozenset[str]:
    """The units in which parts say how large their events are."""
    return frozenset(part.thing.size.symbol for part in parts if part.thing.size is not None)


def _read_none(text: str, shown: str, expected: Expected, read_one: ReadOne) -> ActualReading | None:
    """无, 均未发现: none of the things that cost points."""
    none = _NONE_OF_ALL.fullmatch(text) or claims(text, expected.thing.claim) or _counts_none(text, expected)
    if not none and not all_is_well(text):
        return None
    undone = all(any(part.denials) for part in expected.parts)
    if text in _BARE_NONE and (undone or any(_may_be_undone(part) for part in expected.parts)):
        return refused("V214", f"“{shown}”可能是没有做，也可能是没有扣分的情形", shown, hint(expected.parts[0]))
    readings = tuple(nothing(part, read_one) for part in expected.parts)
    unread = next((reading for reading in readings if reading.actual is None), None)
    return unread or several(readings, shown)


def _may_be_undone(part: Expected) -> bool:
    """Of 宣传 that costs 每少1次, 无 may say that there was none; 缺 counts what is missing itself."""
    missed = part.short == "below" and "少" in part.thing.words
    return missed or _NOT_THERE.search(part.thing.words) is not None


_NOT_THERE = regex("(?:未|没有?)(?:建立|制定|制订|设立|成立|配备|签订|编制|设置|出台|实现)|^(?:无|没有)(?!故)")
"""Of what should be there, 无 may say that it is not."""


def _counts_none(text: str, expected: Expected) -> bool:
    """0起, where all that costs is counted in 起, but for what would have ended the row."""
    unit = unit_at(text, 1) if text[:1] == "0" else None
    if unit is None or text != f"0{unit.symbol}":
        return False
    none = Fact(text, "", Decimal(0), unit)
    counted = [part for part in expected.parts if part.events and not part.short and fits_unit(none, part)]
    return bool(counted) and all(part in counted or (part.thing.fatal and part.thing.fault) for part in expected.parts)


def _in_order(text: str, shown: str, expected: Expected, read_one: ReadOne) -> ActualReading | None:
    total = len(expected.parts)
    for cut in (_STRONG, _WEAK, _SLASH):
        pieces = [piece for piece in cut.split(text) if piece]
        if len(pieces) != total or _is_out_of_order(pieces, expected.parts):
            continue
        readings = tuple(_in_place(piece, place, expected, read_one) for place, piece in enumerate(pieces))
        if all(reading.actual is not None for reading in readings):
            return several(readings, shown)
    return None


def _in_place(piece: str, place: int, expected: Expected, read_one: ReadOne) -> ActualReading:
    part, others = expected.parts[place], _others(expected.parts, place)
    over = part.want is Want.BUDGET_RATE and _ENDS_OVER.fullmatch(piece)
    reading = read_one(f"{piece}预算" if over else piece, part)
    if reading.actual is None and part.events and claims(piece, part.thing.claim):
        return _zero(Fact(piece, piece), part)
    facts = facts_in(piece) if reading.actual is None and not part.events else None
    if facts and len(facts) == 1 and facts[0].number is not None and names_thing(facts[0].words, part, others):
        return read_one(_plain_number(facts[0]), part)
    return reading


def _is_out_of_order(pieces: list[str], parts: tuple[Expected, ...]) -> bool:
    """Tell whether a piece speaks of another part than the one in its place, or bare numbers may be swapped."""
    bare: list[tuple[Fact, Expected]] = []
    for place, piece in enumerate(pieces):
        facts = facts_in(piece)
        fact = facts[0] if facts and len(facts) == 1 else None
        if fact is None:
            continue
        if fact.number is not None and not fact.words and fact.unit is None:
            bare.append((fact, parts[place]))
        elif parts[place].events and fact.number and not _may_stand_in(fact, place, parts):
            return True
        elif fact.words:
            own = [number for number, part in enumerate(parts) if fits(fact, part, _others(parts, number))]
            if len(own) == 1 and own[0] != place:
                return True
    return _may_be_swapped(bare)


def _may_stand_in(fact: Fact, place: int, parts: tuple[Expected, ...]) -> bool:
    """Tell whether a count may be that of the part in its place: of 重大事故, neither 事故1起 nor 1起 says so."""
    if fact.words:
        return fits(fact, parts[place], _others(parts, place))
    return not (parts[place].thing.fatal and degrees_in(parts[place].thing.words))


def _may_be_swapped(bare: list[tuple[Fact, Expected]]) -> bool:
    """95；0 beside 合格率 and 投诉次数: only where every share is larger than every count is the order certain."""
    shares = [fact.number for fact, part in bare if fact.number is not None and _wants_share(part)]
    counts = [fact.number for fact, part in bare if fact.number is not None and not _wants_share(part)]
    mixed = bool(shares) and bool(counts)
    return mixed and (min(shares) <= max(counts) or min(shares) < bare[0][1].share_from)


def _wants_share(part: Expected) -> bool:
    return bool(part.units) and is_ratio(part.units[0])


def _others(parts: tuple[Expected, ...], number: int) -> tuple[Expected, ...]:
    return (*parts[:number], *parts[number + 1 :])


def _by_words(facts: tuple[Fact, ...], shown: str, expected: Expected, read_one: ReadOne) -> ActualReading | None:
    """Give every fact to exactly one part, None where one of them fits none or several."""
    found: Readings = [None] * len(expected.parts)
    bare = [(place, fact) for place, fact in enumerate(facts) if fact.bare and fact.size is None]
    if len(bare) == len(facts) and not any(fact.unit for _, fact in bare):
        return None
    for fact in facts:
        if (
            (not fact.bare or fact.size is not None)
            and not _is_rest(fact)
            and not _give(fact, found, expected, read_one)
        ):
            return None
    for place, fact in bare:
        if not _give_bare(fact, place, len(facts), found, expected, read_one):
            return None
    for fact in facts:
        if _is_rest(fact) and not _give_rest(_REST.sub("", fact.text), found, expected, read_one):
            return None
    if not settle_nested(found, expected.parts):
        return None
    return completed(found, shown, expected, read_one)


_NOTHING_ELSE = frozenset("无 未发生 未发现 正常 均无 均正常 无问题 未出现".split())
_REST = regex("^(?:其余|其他|其它)(?:各项|各?指标|内容|方面|项目|情况)?")


def _is_rest(fact: Fact) -> bool:
    return fact.number is None and _REST.match(fact.text) is not None


def _give_rest(words: str, found: Readings, expected: Expected, read_one: ReadOne) -> bool:
    """其余未超预算: the same is said of everything that is not named."""
    if not any(found):
        return False
    for number, part in enumerate(expected.parts):
        if found[number] is None:
            well = part.thing.fault and (all_is_well(words) or words in _NOTHING_ELSE)
            reading = nothing(part, read_one) if well else _said_of(Fact(words, words), part, (), read_one)
            if reading is None or reading.actual is None:
                return False
            found[number] = reading
    return True


_OF_ALL = regex("均|都|全部")


def _give(fact: Fact, found: Readings, expected: Expected, read_one: ReadOne) -> bool:
    """Put the fact where it belongs; who denies something denies it of every part that counts it."""
    if costs_for_no_size(fact, expected.parts):
        for number, part in enumerate(expected.parts):
            if part.thing.size is not None and found[number] is None:
                found[number] = _zero(fact, part)
        return True
    fitting = [
        (number, reading)
        for number, part in enumerate(expected.parts)
        if (reading := _reading(fact, number, expected, read_one)) is not None
    ]
    of_all = _OF_ALL.match(fact.text) is not None
    exact = [(number, reading) for number, reading in fitting if fact.unit in expected.parts[number].units]
    if len(exact) == 1 and fact.unit is not None:
        fitting = exact
    if len(fitting) > 1 and not (
        of_all or all(is_denial(reading, expected.parts[number]) for number, reading in fitting)
    ):
        return False
    for number, reading in fitting:
        if found[number] is not None:
            return False
        found[number] = reading
    return bool(fitting)


def _give_bare(fact: Fact, place: int, total: int, found: Readings, expected: Expected, read_one: ReadOne) -> bool:
    """2辆次 belongs to the one part that counts in 辆次; else the order of the sentence decides."""
    own = [
        number
        for number, part in enumerate(expected.parts)
        if fact.unit is not None and part.units and fits_unit(fact, part) and part.thing.size is None
    ]
    if len(own) > 1 and total < len(expected.parts) and not only_changes(expected):
        own = [number for number in own if not expected.parts[number].thing.bonus]
    if len(own) != 1:
        ordered = total == len(expected.parts) and (not own or place in own) and fact.unit is not None
        own = [place] if ordered else []
    if len(own) != 1 or found[own[0]] is not None:
        return False
    if expected.parts[own[0]].events and fact.number and not _may_stand_in(fact, own[0], expected.parts):
        return False
    reading = read_one(fact.text, expected.parts[own[0]])
    found[own[0]] = reading if reading.actual is not None else None
    return reading.actual is not None


def _reading(fact: Fact, number: int, expected: Expected, read_one: ReadOne) -> ActualReading | None:
    """What a fact says of one part, None where it says nothing of it."""
    part, others = expected.parts[number], _others(expected.parts, number)
    if fact.number is None:
        return _statement(fact, part, others, read_one)
    if part.want in (Want.STATES, Want.STATEMENT):
        return _counted_state(fact, part, others)
    if not fits(fact, part, others):
        return None
    if part.events:
        return _counted(fact, part)
    reading = read_one(_plain_number(fact), part)
    return reading if reading.actual is not None else None


def _plain_number(fact: Fact) -> str:
    """The number with its unit, and with the word that makes it a distance: 少1次."""
    assert fact.number is not None
    distance = _DISTANCE.search(fact.words)
    number = format_number(fact.number) + (fact.unit.symbol if fact.unit else "")
    return distance[0] + number if distance else number


_DISTANCE = regex("[少缺差欠超多低高]|短缺|下降|提高|上升|增长|减少|增加")


def _counted(fact: Fact, part: Expected) -> ActualReading | None:
    """How often something happened: a whole number, but for lengths and times."""
    assert fact.number is not None
    unit = part.units[0] if part.units else fact.unit
    if unit is not None and unit.dimension is Dimension.COUNT and fact.number % 1:
        return None
    return read_as(Measured(text=fact.text, quantity=Quantity(value=fact.number, unit=unit)))


def _counted_state(fact: Fact, part: Expected, others: tuple[Expected, ...]) -> ActualReading | None:
    """行政复议撤销1件 beside 造成行政复议撤销的不得分: that it happened is all that counts."""
    once = len(part.states) == 1 or (part.want is Want.STATEMENT and len(set(part.denials)) == 1)
    counts = fact.number is not None and not is_share(fact) and fact.number % 1 == 0
    if not once or not counts or not part.thing.fatal or not fits(_without_number(fact), part, others):
        return None
    return happened(part, fact.text, there=bool(fact.number))


def _without_number(fact: Fact) -> Fact:
    return Fact(fact.text, fact.words)


def _statement(fact: Fact, part: Expected, others: tuple[Expected, ...], read_one: ReadOne) -> ActualReading | None:
    """What words without a number say of one part: 无投诉, 账物相符, 发生被盗案件."""
    if part.thing.adds and _denies_another(fact.words, part, others):
        return None
    if not part.events:
        reading = _said_of(fact, part, others, read_one)
        if reading is not None:
            return reading
        worded = len(part.states) == 1 if part.want is Want.STATES else len(set(part.denials)) == 1
        single = part.thing.fault and worded and part.want in (Want.STATES, Want.STATEMENT)
        if single and (nothing_wrong(fact.text, part) or _undoes(fact.text, part)):
            return happened(part, fact.text, there=False)
        elsewhere = any(made_of(fact.words, one.thing.around) for one in others)
        said = single and not elsewhere and fits(fact, part, others)
        return happened(part, fact.text, there=not fact.denied) if said else None
    if fact.denied and fits(fact, part, others):
        return _zero(fact, part)
    if not part.thing.claim and holds(part.thing.matter, fact.text) is Verdict.DENIED:
        return _zero(fact, part)
    if claims(fact.text, part.thing.claim) or nothing_wrong(fact.text, part):
        return _zero(fact, part)
    if not fact.denied and not part.steps_of_events and fits(fact, part, others):
        return read_as(Measured(text=fact.text, quantity=Quantity(value=Decimal(1))))
    return None


_DENIES = regex("^(?:未|没有?|无)+(?P<rest>.+)")


def _denies_another(words: str, part: Expected, others: tuple[Expected, ...]) -> bool:
    """未获一等奖 says nothing of a second prize: its words are those of another part alone."""
    match = _DENIES.match(words)
    if match is None or _in_turn(match["rest"], part.thing.around):
        return False
    return any(_in_turn(match["rest"], one.thing.around) for one in others)


def _in_turn(words: str, text: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in words)


_MARKED = regex("^(?:均|都|全部|已经?|皆)+")


def _undoes(text: str, part: Expected) -> bool:
    """已开展自评 beside 绩效自评未开展, 达到进度要求 beside 未达到进度要求: what was left undone was done."""
    plain = _MARKED.sub("", text)
    if len(plain) > 1 and re.search(f"(?:未|不|没有){re.escape(plain)}(?=的|,|\\||$)", part.thing.words):
        return True
    told = read_list(text, part.states[:1], names=(), faults=True, rule="", assume_rest=False)
    return isinstance(told, tuple) and told == (False,)


def _said_of(fact: Fact, part: Expected, others: tuple[Expected, ...], read_one: ReadOne) -> ActualReading | None:
    """接待费超预算: what is said of the thing that a part names, or all of it by itself."""
    text = f"{fact.text}预算" if part.want is Want.BUDGET_RATE and _ENDS_OVER.search(fact.text) else fact.text
    reading = read_one(text, part)
    if reading.actual is not None:
        return reading
    for cut in range(2, len(text) - 1):
        named = names_thing(text[:cut], part, others) and not _is_some_of_a_list(text[:cut], part)
        if named and (said := read_one(_UNIVERSAL.sub("", text[cut:]), part)).actual is not None:
            return said
    return None


def _is_some_of_a_list(name: str, part: Expected) -> bool:
    """预算、决算 of 预算、决算、绩效信息均公开: what is said of some is not said of all."""
    found = re.search(f"([、和及与]?){re.escape(name)}([、和及与]?)", part.thing.words)
    return found is not None and bool(found[1] or found[2])


_ENDS_OVER = regex("(?:未|不|没有)超$|(?<![未不])超$")
_UNIVERSAL = regex("^(?:均|都)(?:已)?")


def _zero(fact: Fact, part: Expected) -> ActualReading:
    unit = part.units[0] if part.units else None
    zero = Measured(text=fact.text, quantity=Quantity(value=Decimal(0), unit=unit))
    return read_as(zero, note("N314", f"“{fact.text}”按0计", fact.text))
