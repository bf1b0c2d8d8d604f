"""Counted events as actuals: 未发生, 无, 发现2处, 1件超期, 延迟3天."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.indicator import Expected, Measured
from perfscore.model.quantity import Dimension, Quantity, Unit
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of
from perfscore.values.hints import hint
from perfscore.values.phrases import doubt_in_detail, hedge_in, negation_in, split_detail, strip_fillers
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.units import comparable, is_ratio, unit_at
from perfscore.values.well import claims, denies_all, nothing_wrong, without_claim

_HEAD = r"(?:全年|本年度?|当年度?|年度?内|今年|辖区内?|本单位|共|累计|共计|合计|经查实?|经检查|检查|抽查|实际)*"
_FINDING = "发现|发生|出现|存在|查出|查实|有|被|产生|造成"
_NONE = regex(rf"{_HEAD}(?:均|都)?(?:不存在(?:任何)?|(?:未|没有?|无)(?:再)?(?:{_FINDING})?(?:任何)?|零|0)(?P<tail>\D*)")
_NOTHING = frozenset(
    (
        "无",
        "未发生",
        "未发现",
        "没有",
        "没有发生",
        "没有发现",
        "零",
        "0",
        "未出现",
        "零发生",
        "未发生过",
        "不存在",
        "不存在问题",
    )
)
_HAPPENED = regex(rf"{_HEAD}(?:经查实?|已|确)?(?P<verb>发现|发生|出现|存在|查出|有)(?:了)?(?P<what>[^\d未不无没]*)")
_COUNT = regex(
    rf"{_HEAD}(?:{_FINDING})?(?P<head>[^\d{NUMERAL_CHARACTERS}]*?)(?:{_FINDING}|共)?(?P<number>{NUMBER_PATTERN}|[{NUMERAL_CHARACTERS}]+|半)(?P<rest>.*)"
)
_LATE = regex(r"(?:已|均)*(?:延迟|滞后|延期|推迟|逾期|超期|延误|拖延|晚|迟|延后|推后|超时|迟报)(?:了)?(?P<rest>.*)")
_IN_TIME = regex(
    r"(?:已|均|全部)*(?:按时|按期|及时|如期|准时|按计划)(?:完成|到位|报送|上报|提交|办结|拨付|发放|支付|供货|交付|交货|开工|竣工|验收|投产|入库|投入使用)?|提前(?:了)?[0-9.]*(?:个?工作)?[天日周]?(?:个?月)?(?:完成)?|(?:未|无|没有)(?:延迟|延误|滞后|逾期|超期|延期|迟报)"
)


def read_events(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read how often something happened that costs points.

    A bare number counts only where 指标值 is 0 or none; beside a target it might be how much was achieved.
    """
    main, detail = split_detail(text)
    if doubt_in_detail(detail, "measure", expected.year):
        return refused("V202", "括号内的文字使数值不确定", shown, hint(expected))
    unit = expected.units[0] if expected.units else None
    if main in ("0", "零") and "%" in expected.thing.claim:
        return refused("V214", f"不能确定“{shown}”是发生的次数还是完成的程度", shown, hint(expected))
    main = _behind_the_total(without_claim(main, expected.thing.claim), expected)
    main = main.replace("缺少", "缺", 1) if _counts_missing(expected) else main
    if expected.short:
        return _read_short(main, shown, expected)
    answer = None if expected.states and main.isdigit() else _answer(main, expected)
    if answer is not None:
        return _measured(answer, unit, shown)
    if (problem := _both_ways(main, shown, expected)) is not None:
        return problem
    if main in _NOTHING or (_is_time(unit) and _IN_TIME.fullmatch(main)) or _is_well(main, expected):
        return _measured(Decimal(0), unit, shown)
    main = _HALF.sub(lambda match: f"{match[1]}.5个月", main) if _is_time(unit) else main
    late = _LATE.fullmatch(main) if _is_time(unit) or _asks_for_time(expected) else None
    if hedge := hedge_in(late["rest"] if late else _own_words(main, expected), expected.names):
        return refused("V202", f"“{hedge}”表示不是确切的数", shown, hint(expected))
    none = _NONE.fullmatch(main)
    if (
        none is not None
        and _names_fault(main, none["tail"], expected)
        and _is_named(none["tail"], expected)
        and not _denies_less(none["tail"], expected)
    ):
        return _measured(Decimal(0), unit, shown)
    match = _COUNT.fullmatch(late["rest"] if late else main)
    if match is not None and late is None and _speaks_of_the_target(match["head"], expected):
        return refused("V214", f"不能确定“{shown}”是发生的次数还是完成的数量", shown, hint(expected))
    if match is None or not _is_named(match["head"], expected):
        return refused("V201", "读不出发生了多少", shown, hint(expected))
    return _counted(match, unit, shown, expected, said=late is not None or main[0] not in "0123456789")


def _both_ways(main: str, shown: str, expected: Expected) -> ActualReading | None:
    """Why a cell may say what is there as well as what is not, None where it does not."""
    if expected.states and main.isdigit():
        return refused("V214", f"不能确定“{shown}”是具备的项数还是缺少的项数", shown, "具备4项或缺1项")
    if expected.undone and not expected.bare_events and _NO_COUNT.fullmatch(main):
        return refused("V214", f"不能确定“{shown}”是发生的次数还是完成的数量", shown, "未召开2次或召开10次")
    if (_counts_listed(expected) or _counts_missing(expected)) and main in ("无", "没有"):
        return refused("V214", f"“{shown}”可能是没有缺项，也可能是各项都没有", shown, "齐全或缺1项")
    if _counts_missing(expected) and not (_SAYS_LESS.search(main) or _is_well(main, expected)):
        return refused("V214", f"不能确定“{shown}”是具备的数还是缺少的数", shown, "齐全或缺1项")
    return None


def _speaks_of_the_target(head: str, expected: Expected) -> bool:
    """参加10次 beside 每缺席一次扣1分: a verb of the row's name that the sentence has nothing of."""
    words = "" if expected.bare_events else strip_fillers(head)
    pieces = (words[place : place + 2] for place in range(len(words) - 1))
    return len(words) > 1 and not any(piece in expected.wording for piece in pieces)


def _counts_missing(expected: Expected) -> bool:
    """每缺一项扣1分, where the sentence lists nothing: 无 may be that nothing is there."""
    return not expected.states and _LACKS_ONE.search(expected.wording) is not None


_SAYS_LESS = regex("[缺少差]")
_LACKS_ONE = regex("^每?(?:缺|缺少|缺失)(?:一|1)")
_TOTAL = regex(
    r"(?:共|全年|累计|本年度?|督查|检查|巡查|抽查)*(?:发现|查出|排查|收到|受理|接到|交办)(?:[^\d,;未不]{0,6})(?P<total>\d+)[^\d,;未不]{1,6}[,;](?P<rest>[^,;]+)"
)
_PEOPLE_TOO = regex(r"(?P<main>\d+(?:批次|批|起|件))(?:共|计|涉及)?\d+(?:人次|人|名)")


def _behind_the_total(text: str, expected: Expected) -> str:
    """发现5个问题,2个未按期整改: what counts is what the sentence says of some of them; 3批次12人 are 3批次."""
    people = _PEOPLE_TOO.fullmatch(text)
    if people is not None and "人" not in expected.wording.replace("人员", ""):
        return people["main"]
    match = _TOTAL.fullmatch(text)
    if match is None or not expected.required:
        return text
    counted = _FIRST_COUNT.match(match["rest"])
    if counted is None:
        return match["rest"] if denies_all(match["rest"], (*expected.names, expected.wording)) else text
    fits = int(counted[1]) <= int(match["total"]) and _says_which(match["rest"], expected.required)
    return match["rest"] if fits else text


_FIRST_COUNT = regex(r"(?:其中)?(\d+)")
_NO_COUNT = regex(r"[0零]\D{0,3}")


def _is_well(text: str, expected: Expected) -> bool:
    return nothing_wrong(text, expected) or claims(text, expected.thing.claim)


def _names_fault(text: str, tail: str, expected: Expected) -> bool:
    """Tell whether a denial is one of a fault.

    未到位 denies what should be done, 未整改 and 无证上岗 may be what costs, 0% is no number of events.
    """
    text = _EVER.sub("", text)
    if re.search(rf"{re.escape(text)}(?:的|者)?,?(?:\d|[一每扣减不]|发生|出现|\D{{0,3}}[扣减每])", expected.wording):
        return False
    undone = (
        text.startswith(("未", "没"))
        and text[-len(tail) - 1 :][:1] in "未没有"
        and any(word in tail for word in _SHOULD_BE)
    )
    return not undone and "%" not in tail


_EVER = regex("^(?:均|都|全部|全年|本年度?)+")
_SHOULD_BE = ("到位", "完成", "开展", "落实", "建立", "实现", "达到", "达标", "通过", "符合")


def _answer(text: str, expected: Expected) -> Decimal | None:
    """是 or 否 to 是否存在…, 有超标准接待: whether it happened is all that counts where no number costs."""
    asks = any("是否" in name for name in expected.names)
    if asks and text in ("否", "×"):
        return Decimal(0)
    if expected.steps_of_events:
        return None
    if asks and text in ("是", "√"):
        return Decimal(1)
    match = _HAPPENED.fullmatch(text)
    named = match is not None and (_is_named(match["what"], expected) if match["what"] else match["verb"] != "有")
    return Decimal(1) if named and match is not None and not _lacks_a_grade(match["what"], expected) else None


def _lacks_a_grade(words: str, expected: Expected) -> bool:
    """安全事故 need not be the 重大安全事故 of the sentence."""
    grades = {grade for name in expected.names for grade in _GRADE.findall(name)}
    return bool(words) and bool(grades) and not any(grade in words for grade in grades)


_THAN = r"(?:较|比)?(?:年度)?(?:计划|目标|任务|要求|预算|上年)?(?:数|值)?"
_SHORT_BY = {
    "below": regex(rf"{_THAN}(?:少|缺|差|低|短缺)(?:于\D{{0,4}})?(?P<number>{NUMBER_PATTERN})(?P<rest>.*)"),
    "above": regex(rf"{_THAN}(?:超|多|高)(?:出|过)?(?:计划|预算)?(?P<number>{NUMBER_PATTERN})(?P<rest>.*)"),
}
_MET = {
    "below": regex(
        "(?:已|均|全部)?(?:按计划)?(?:完成|达到|达标|不低于|不少于)(?:年度)?(?:计划|目标|任务|要求)?(?:数|值)?|不少|未少|无缺少?"
    ),
    "above": regex(
        "均?(?:未|没有|不|无)(?:超|超过|超出|突破)(?:计划|预算|标准|目标)?(?:数|值)?|控制在(?:计划|预算)内|(?:计划|预算)内"
    ),
}


def _read_short(text: str, shown: str, expected: Expected) -> ActualReading:
    """少2次, 超3%: how far a number was missed that only a person knows; what was reached says nothing of it."""
    unit = expected.units[0] if expected.units else None
    if _MET[expected.short].fullmatch(text):
        return _measured(Decimal(0), unit, shown)
    match = _SHORT_BY[expected.short].fullmatch(text)
    own = unit_at(match["rest"], 0) if match else None
    number = decimal_of(match["number"]) if match else None
    if match is None or number is None or (match["rest"] and (own is None or match["rest"] != own.symbol)):
        return refused("V201", "要写明比应达到的数少了多少或超了多少", shown, hint(expected))
    if own is not None and unit is not None and not same_measure_word(own, unit):
        return refused("V203", f"单位“{own.symbol}”与本行的单位“{unit.symbol}”不符", shown, hint(expected))
    return _measured(number, unit, shown)


_HALF = regex(r"(\d+)个半月")
_LATENESS = regex(r"(?:未|没有|不)(?:按时|及时|按期|如期|准时)|逾期|超期|迟报|延误|拖延|超时")
_OWN_FAULTS = ("逾期", "超期", "延期", "推迟", "迟", "虚报")


def _asks_for_time(expected: Expected) -> bool:
    return any(_LATENESS.search(name) for name in expected.names)


def _own_words(text: str, expected: Expected) -> str:
    """The text without the words of lateness and doubt that the sentence itself counts."""
    for word in _OWN_FAULTS:
        if any(word in name for name in expected.names):
            text = text.replace(word, "")
    return text


def _counted(match: re.Match[str], unit: Unit | None, shown: str, expected: Expected, *, said: bool) -> ActualReading:
    number = _number(match["number"])
    own = unit_at(match["rest"], 0)
    tail = match["rest"][len(own.symbol) :] if own else match["rest"]
    whole = number is not None and number == number.to_integral_value()
    if number is None or not (whole or (_is_time(unit) and number * 2 % 1 == 0)) or not _is_named(tail, expected):
        return refused("V201", "读不出发生了多少", shown, hint(expected))
    if _counts_listed(expected) and number > len(expected.states):
        return refused("V204", f"评分标准只列有{len(expected.states)}项", shown, "缺1项")
    if own is not None and unit is None and is_ratio(own):
        return refused("V203", f"“{own.symbol}”不是发生的次数", shown, hint(expected))
    if own is not None and unit is not None and not same_measure_word(own, unit):
        return refused("V203", f"单位“{own.symbol}”与本行的单位“{unit.symbol}”不符", shown, hint(expected))
    if (match["head"] or tail) and not _says_which(match["head"] + tail, expected.required):
        return refused("V201", f"没有写明是否“{'、'.join(expected.required)}”", shown, hint(expected))
    if not (said or tail) and not expected.bare_events and (number > 0 or expected.undone):
        return refused("V214", f"不能确定“{shown}”是发生的次数还是完成的数量", shown, "发生2次或完成10次")
    return _measured(number, unit or own, shown)


_GRADE = regex("特别重大|特大|重大|较大|一般|严重|轻微|较重|较轻")
_CLAUSE = regex(r"[得计给扣加减]\d|分$")


def _denies_less(words: str, expected: Expected) -> bool:
    return _denies_a_grade(words, expected) or any(_is_one_of_several(words, name) for name in expected.names)


_BEFORE_LIST = regex(r"^(?:发生|出现|存在|发现|有|凡|如|被|因)+")
_BEHIND_LIST = regex(r"(?:的|行为|情形|现象|问题|情况|[,，;；。得扣]).*$")


def _is_one_of_several(words: str, name: str) -> bool:
    """未发生瞒报 beside 瞒报、漏报、迟报 says nothing of the others; 责任事故 is the head of all of them."""
    things = [_BEHIND_LIST.sub("", _BEFORE_LIST.sub("", thing)) for thing in name.split("、")]
    return len(things) > 1 and words in things and sum(thing in words for thing in things if thing) == 1


def _denies_a_grade(words: str, expected: Expected) -> bool:
    """无重大事故 says nothing of 一般事故, which another clause of the sentence counts."""
    grade = _GRADE.search(words)
    clauses = [name for name in expected.names if _CLAUSE.search(name)]
    return grade is not None and not all(grade[0] in clause for clause in clauses)


def _counts_listed(expected: Expected) -> bool:
    """Tell whether what is counted are the things listed; a thing can go wrong several times."""
    return bool(expected.states) and any(unit.symbol in _THINGS for unit in expected.units)


_THINGS = frozenset("项 种 类 样 份 条 制".split())


def _says_which(words: str, required: tuple[str, ...]) -> bool:
    """Of “督查发现问题未按期整改的，每个扣1分”, 2个问题 does not say that they were not put right."""
    return all(negation_in(words) if word in _DENIALS else word in words for word in required)


_DENIALS = ("未", "没有", "不")


def same_measure_word(own: Unit, unit: Unit) -> bool:
    """Tell whether people use two measure words for one another when they count events."""
    return comparable(own, unit) or any({own.symbol, unit.symbol} <= alike for alike in _ALIKE)


_ALIKE = (
    frozenset("人 人次 名 位".split()),
    frozenset("起 件 例 次 宗 宗次 例次 桩 个 条".split()),
    frozenset("处 个 项 条".split()),
    frozenset("台 套 台套 辆 个".split()),
    frozenset("篇 条 件 份 个".split()),
    frozenset("户 户次 家 家次 个".split()),
)


def _measured(number: Decimal, unit: Unit | None, shown: str) -> ActualReading:
    remarks = (note("N314", f"“{shown}”按0计", shown),) if number == 0 and shown != "0" else ()
    return read_as(Measured(text=shown, quantity=Quantity(value=number, unit=unit)), *remarks)


def _number(text: str) -> Decimal | None:
    return decimal_of(text) if text[0].isdigit() else parse_numeral(text)


def _is_time(unit: Unit | None) -> bool:
    return unit is not None and unit.dimension is Dimension.TIME


def _is_named(words: str, expected: Expected) -> bool:
    """Tell whether words around the number are, in their order, among those that the row uses for what happened."""
    plain = words.strip(",、:的了")
    return not plain or any(_in_order(plain, name) for name in expected.names)


def _in_order(words: str, name: str) -> bool:
    place = -1
    for character in words:
        place = name.find(character, place + 1)
        if place < 0:
            return False
    return True
