"""Measured actuals: 95%, 28家, 612/612, 超支3.5%, 未超预算."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from perfscore.diagnostics import Diagnostic
from perfscore.model.indicator import Expected, Measured, Want
from perfscore.model.quantity import Dimension, Quantity, Unit
from perfscore.numbers.lazy import regex
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of, format_number
from perfscore.values.around import speaks_of_the_row, spends
from perfscore.values.asides import without_what_it_says_twice
from perfscore.values.bare import GROWTH_NAME, doubt_of, may_be_level
from perfscore.values.budget_words import read_budget_words
from perfscore.values.deviation import nothing_earned, read_from_target
from perfscore.values.hints import hint
from perfscore.values.phrases import (
    direction_in,
    doubt_in_detail,
    ends_a_name,
    hedge_in,
    negation_in,
    split_detail,
    strip_fillers,
)
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.recurring import parse_recurring
from perfscore.values.units import PERCENT, POINT_OF_A_SURVEY, comparable, is_ratio, unit_at
from perfscore.values.words import ACTS

_SIGNED = rf"[+-]?(?:{NUMBER_PATTERN})"
_FRACTION = regex(rf"(?P<above>{NUMBER_PATTERN})/(?P<below>{NUMBER_PATTERN})")
_FIRST_NUMBER = regex(_SIGNED)
_PER_CENT_WORDS = regex(rf"百分之(?P<number>{NUMBER_PATTERN}|[{NUMERAL_CHARACTERS}点]+)$")
_FIRST_NUMERAL = regex(rf"[{NUMERAL_CHARACTERS}半]+(?:点[{NUMERAL_CHARACTERS}]+)?")
_NO_HEDGES = regex("达到|节约")
"""Words with a one-character hedge inside them that express no doubt."""
_COVERED = regex(r"(?:已|实现|已实现|达到|达)?全覆盖")
_DISTANCE_NAME = regex("超支|超预算|节约|降低|下降|结余")
"""A cost row with such a name may be measured in the overrun or the saving itself."""
_OVERRUN_NAME = regex("超支|超预算|超概")
"""Beside a target of 0 the number is the overrun."""
_SPENT = regex("成本|支出|费用|经费|开支|造价|投资额")
"""A row of such a name that is 0 has hardly been filled in."""
_OF_A_WHOLE = regex(
    "(?:合格|覆盖|满意|达标|办结|及时|入学|完好|普及|知晓|公开|参与|持证|签约|准确|良|出勤|巩固|入户|见面|受理|回访|通过|整改|化解)(?:率|度)$"
)
"""A share of a whole cannot be more than all of it."""
_MUCH_TOO_MUCH = Decimal(100)
_HUNDRED, _ONE = Decimal(100), Decimal(1)
_IMPLAUSIBLE = Decimal(1000)
"""Percent; 9700% is 97 typed into a cell of percent format."""
_LARGEST_MULTIPLE = Decimal("1.5")


def read_measure(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read a cell of a row whose rule compares a number.

    Args:
        text: the cell, folded and without blanks.
        shown: the cell folded, as the reason quotes it.
        expected: the units and the target of the row.

    Returns:
        A Measured (or Stated for 未超预算), or why the cell cannot be read.
    """
    if expected.want is Want.BUDGET_RATE and (budget := read_budget_words(text, shown, expected)):
        return budget
    main, detail = split_detail(without_what_it_says_twice(text, expected))
    remarks = (note("N303", "括号内的文字未参与计分", detail),) if detail else ()
    if doubt_in_detail(detail, "measure", expected.year):
        return refused("V202", "括号内的文字使数值不确定", shown, hint(expected))
    if expected.units and is_ratio(expected.units[0]) and _is_full_coverage(main, expected):
        return read_as(Measured(text=shown, quantity=Quantity(value=_HUNDRED, unit=PERCENT)), *remarks)
    main = _rate_of_growth(main, expected)
    if (distant := _nothing(main, shown, expected) or read_from_target(main, shown, expected)) is not None:
        too_much = isinstance(distant.actual, Measured) and _is_more_than_all(distant.actual.quantity, expected)
        return refused("V201", "超过了100%", shown, hint(expected)) if too_much else _with(distant, remarks)
    if PERCENT in expected.units and _is_all(main, expected):
        whole = Quantity(value=_HUNDRED, unit=PERCENT)
        return read_as(Measured(text=shown, quantity=whole), note("N317", f"“{shown}”按100%计", shown), *remarks)
    if hedge := hedge_in(_NO_HEDGES.sub("", main), expected.names):
        return refused("V202", f"“{hedge}”表示不是确切的数", shown, hint(expected))
    if negated := negation_in(main.replace("负", "")):
        return refused("V201", f"含有“{negated}”，读不出一个确切的数", shown, hint(expected))
    if "/" in detail and _contradicts(detail, main, expected):
        return refused("V202", "括号内的分数与前面的数值不一致", shown, hint(expected))
    yearly = parse_recurring(main, expected.units[0] if expected.units else None)
    if yearly is not None and yearly.unit is not None and _is_allowed(yearly.unit, expected.units):
        words = f"“{shown}”按全年{format_number(yearly.value)}{yearly.unit.symbol}计"
        return read_as(Measured(text=shown, quantity=yearly), note("N318", words, shown), *remarks)
    fraction = _FRACTION.fullmatch(main)
    if fraction:
        return _with(_read_fraction(fraction, shown, expected), remarks)
    found = _split_number(main, expected)
    if found is None:
        return refused("V201", "读不出一个确切的数", shown, hint(expected))
    return _with(_judge(*found, shown, expected), remarks)


def _nothing(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """无, 未获得 on a row that only adds."""
    if not expected.extra or not nothing_earned(text, expected):
        return None
    if expected.states and len(text) > len("没有") and _names_one_of(text, expected):
        return None  # 无公示栏: of the things listed, one is not there
    zero = Quantity(value=Decimal(0), unit=expected.units[0] if expected.units else None)
    return read_as(Measured(text=shown, quantity=zero), note("N314", f"“{shown}”按0计", shown))


_NOT = regex("^(?:无|没有|未|没)(?:获得?|取得|发生|有)?")


def _names_one_of(text: str, expected: Expected) -> bool:
    pieces = [piece for piece in _AND.split(_NOT.sub("", text)) if len(piece) > 1]
    named = sum(any(piece in state or state in piece for piece in pieces) for state in expected.states)
    return 0 < named < len(expected.states)


_AND = regex("[、,和及与]")


_CHANGED = regex(
    rf"(?:同比|较上年(?:同期)?|比上年(?:同期)?)?(?:实现)?(?:(?P<up>增长|提高|上升|增加)|(?P<down>下降|降低|减少|负增长))(?:了|率为|为)?"
    rf"(?P<number>{NUMBER_PATTERN})(?P<unit>%|个百分点)"
)
_FALLING_NAME = regex("降|减|节约率")


def _rate_of_growth(text: str, expected: Expected) -> str:
    """同比增长8% on a row that is itself called a growth is its 8%; a fall on a row of falls too."""
    match = _CHANGED.fullmatch(text)
    named = [name for name in expected.names if GROWTH_NAME.search(name)]
    if match is None or not named or not expected.units or not is_ratio(expected.units[0]):
        return text
    falling = _FALLING_NAME.search(named[0]) is not None
    if falling:
        return text if match["up"] else match["number"] + match["unit"]
    return ("-" if match["down"] else "") + match["number"] + match["unit"]


def _contradicts(detail: str, main: str, expected: Expected) -> bool:
    """97%(612/630) explains itself where both come to the same at the decimals shown; anything else does not."""
    fraction, found = _FRACTION.fullmatch(detail), _split_number(main, expected)
    above, below = (decimal_of(fraction["above"]), decimal_of(fraction["below"])) if fraction else (None, None)
    if found is None or above is None or not below or not is_ratio(found[1]):
        return True
    shown = found[0]
    return (above / below * _HUNDRED).quantize(shown, ROUND_HALF_UP) != shown


def _is_full_coverage(text: str, expected: Expected) -> bool:
    return _COVERED.fullmatch(text) is not None and any("覆盖" in name for name in expected.names)


_ALL = regex(r"(?:已)?(?:全部|均已|全面)(?:完成|落实|完工|办结|整改|到位)(?:到位)?")


def _is_all(text: str, expected: Expected) -> bool:
    """全部完成 on a row that goes by 完成率: the whole of it."""
    rates = ("完成率", "整改率", "办结率", "落实率", "完工率", "完成数", "完成比例")
    by_rate = not is_ratio(expected.units[0]) or any(rate in name for name in expected.names for rate in rates)
    return by_rate and _ALL.fullmatch(text) is not None


def _with(reading: ActualReading, remarks: tuple[Diagnostic, ...]) -> ActualReading:
    return ActualReading(reading.actual, reading.others, reading.doubt, reading.diagnostics + remarks)


def _read_fraction(match: re.Match[str], shown: str, expected: Expected) -> ActualReading:
    above, below = decimal_of(match["above"]), decimal_of(match["below"])
    of_target = expected.reference == below and PERCENT in expected.units
    if not expected.units or not (is_ratio(expected.units[0]) or of_target) or above is None or not below:
        return refused("V201", "本行要填的不是分数", shown, hint(expected))
    rate = above / below * _HUNDRED
    if rate >= _IMPLAUSIBLE or (above > below and expected.want is Want.MEASURE):
        return refused("V201", "分子比分母大，合不出一个百分比", shown, hint(expected))
    share = Measured(text=shown, quantity=Quantity(value=rate, unit=PERCENT))
    return read_as(share, note("N306", f"{shown}即{format_number(round(rate, 2))}%", shown))


def _split_number(text: str, expected: Expected) -> tuple[Decimal, Unit | None] | None:
    """Cut the words before the number and the unit behind it; everything has to be accounted for."""
    per_cent = _PER_CENT_WORDS.search(text)
    if per_cent and _names_it(text[: per_cent.start()], expected):
        raw = per_cent["number"]
        number = decimal_of(raw) if raw[0].isdigit() else parse_numeral(raw)
        return None if number is None else (number, PERCENT)
    match = _FIRST_NUMBER.search(text) or _FIRST_NUMERAL.search(text)
    if match is None:
        return None
    number, head = _signed(match[0]), text[: match.start()]
    rest = text[match.end() :]
    unit = unit_at(rest, 0)
    tail = rest[len(unit.symbol) :] if unit else rest
    if tail == "分" and unit is None and POINT_OF_A_SURVEY in expected.units:
        unit, tail = POINT_OF_A_SURVEY, ""
    if number is None or not ((_names_it(head, expected) and not tail) or _counts_it(head, unit, tail, expected)):
        return None
    return number, unit


def _counts_it(head: str, unit: Unit | None, tail: str, expected: Expected) -> bool:
    """帮扶企业28家, 28家企业, 召开3次会议: words around a count that the row's name has too."""
    if unit is None or expected.want is not Want.MEASURE:
        return False
    if unit.dimension is Dimension.MONEY and not tail and spends(head, expected.names):
        return True
    return not is_ratio(unit) and speaks_of_the_row(head, tail, expected.names)


def _names_it(head: str, expected: Expected) -> bool:
    """The words before the number end the row's own name; the name of the cost is always one of them."""
    if expected.want is not Want.BUDGET_RATE:
        if (
            head in _RATES_OF_A_COUNT
            and expected.units
            and not is_ratio(expected.units[0])
            and PERCENT in expected.units
        ):
            return True
        return ends_a_name(head, expected.names) or _begins_a_name(head, expected)
    return direction_in(head) is None and ends_a_name(head, (*expected.names, "实际成本", "成本占预算"))


_RATES_OF_A_COUNT = (
    "完成率",
    "完成率为",
    "完成率达",
    "完成率达到",
    "完成比例",
    "完成进度",
    "完成目标的",
    "完成任务的",
    "完成计划的",
)
"""完成率95% on a row that counts 2000亩 and gives points by the share of them."""


def _begins_a_name(head: str, expected: Expected) -> bool:
    """召开3次 of 召开全体会议: the verb alone, where it is the one with which the row's thing begins."""
    verb = strip_fillers(head)
    return verb in ACTS and any(name.startswith(verb) and len(name) > len(verb) for name in expected.names)


def _signed(text: str) -> Decimal | None:
    if text[0] in NUMERAL_CHARACTERS + "半":
        return parse_numeral(text)
    number = decimal_of(text.lstrip("+-"))
    return -number if number is not None and text.startswith("-") else number


def _judge(number: Decimal, unit: Unit | None, shown: str, expected: Expected) -> ActualReading:
    own = expected.units[0] if expected.units else None
    if own is not None and own.symbol == "成":
        own = PERCENT  # 九成以上, and the cell is a percentage like any other
        expected = expected.model_copy(update={"units": (PERCENT, *expected.units)})
    money = unit is not None and unit.dimension is Dimension.MONEY
    if expected.want is Want.BUDGET_RATE and (money or (unit is None and expected.counts_money)):
        return refused("V206", "填的是金额，要与预算数相比才能计分", shown, hint(expected))
    over = expected.overrun and any(_OVERRUN_NAME.search(name) for name in expected.names[:1])
    if over and unit is not None and is_ratio(unit) and 0 <= number < expected.small_cost:
        rate = Quantity(value=_HUNDRED + number, unit=PERCENT)
        return read_as(
            Measured(text=shown, quantity=rate), note("N305", f"按预算的{format_number(rate.value)}%计", shown)
        )
    if expected.want is Want.BUDGET_RATE and any(_DISTANCE_NAME.search(name) for name in expected.names[:1]):
        return refused("V205", "不能确定是占预算的百分比，还是超支、节约的幅度", shown, hint(expected))
    if unit is not None and not _is_allowed(unit, expected.units):
        names = "、".join(dict.fromkeys(allowed.symbol for allowed in expected.units)) or "（未写单位）"
        return refused("V203", f"单位“{unit.symbol}”与本行的单位“{names}”不符", shown, hint(expected))
    if unit is None and expected.counts_things:
        message = "评分标准按百分比计分，而本行的度量单位不是百分比"
        return refused("V203", message, shown, "完成率，如90%")
    if doubtful := doubt_of(number, unit, shown, expected):
        return doubtful
    if number < 0 and not (expected.signed and is_ratio(own)):
        return refused("V211", "本行的实际完成值不应为负数", shown, hint(expected))
    quantity = Quantity(value=number, unit=unit or own)
    if not is_ratio(own) and unit is None and expected.share_of_count:
        return _count_or_share(quantity, shown, expected)
    if not is_ratio(own):
        return _ratio(quantity, shown, expected) if is_ratio(unit) else _count(quantity, shown, expected)
    if unit is None and own is not None and own.factor == 1:
        return _bare_ratio(number, shown, expected)
    return _ratio(quantity, shown, expected)


_FEW = Decimal(60)
"""Beside a target of so few a bare number near it is a count: 27 of 30 is hardly 27 %."""


def _count_or_share(quantity: Quantity, shown: str, expected: Expected) -> ActualReading:
    """A bare 90 beside 200个 where points go by percent: 90 of them or 90 %; asked where the points differ."""
    counted = _count(quantity, shown, expected)
    asked = (expected.reference or _ONE) / (quantity.unit.factor if quantity.unit else 1)
    near = asked <= 2 * quantity.value <= 3 * asked and asked <= _FEW
    if counted.actual is None or quantity.value > _HUNDRED or quantity.value == 0 or near:
        return counted  # nothing of it is 0 % of it
    percent = quantity.value * _HUNDRED if quantity.value <= _LARGEST_MULTIPLE else quantity.value
    share = _ratio(_percent(percent), shown, expected)
    symbol = quantity.unit.symbol if quantity.unit else ""
    message = f"“{shown}”可能是{shown}{symbol}，也可能是{format_number(percent)}%"
    doubt = refused("V204", message, shown, f"{shown}{symbol}或{format_number(percent)}%").diagnostics[0]
    others = tuple(one for one in (share.actual,) if one is not None)
    return ActualReading(counted.actual, others, doubt, counted.diagnostics)


def _count(quantity: Quantity, shown: str, expected: Expected) -> ActualReading:
    """Half a firm is a slip of the pen; a number per head may well have decimals."""
    counted = quantity.unit is not None and quantity.unit.dimension is Dimension.COUNT
    whole_target = expected.reference is None or expected.reference == expected.reference.to_integral_value()
    averaged = any("均" in name for name in expected.names)
    if counted and whole_target and not averaged and quantity.base != quantity.base.to_integral_value():
        return refused("V201", "计数应当是整数", shown, hint(expected))
    if quantity.value == 0 and expected.reference and any(_SPENT.search(name) for name in expected.names[:1]):
        return refused("V205", "数值为0：可能尚未填报", shown, hint(expected))
    timed = quantity.unit is not None and quantity.unit.dimension is Dimension.TIME
    if timed and expected.reference and "工期" in "".join(expected.names) and quantity.base * 3 < expected.reference:
        return refused("V205", "数值过小：可能是超期的时间，而不是所用的时间", shown, hint(expected))
    large = quantity.unit is not None and (quantity.unit.dimension is Dimension.MONEY or quantity.unit.factor > 1)
    if large and expected.reference and quantity.base >= expected.reference * _MUCH_TOO_MUCH:
        return refused("V201", "数值是指标值的一百倍以上，可能写错了单位", shown, hint(expected))
    return read_as(Measured(text=shown, quantity=quantity))


_THINGS = frozenset("家 项 所 座 处 件 台 套 栋 条 村 镇 园 站 种".split())
"""Measure words of things, which a row that counts in 个 takes; 人 and 次 are something else."""
_DATE_WORDS = ("月", "日")


def _is_allowed(unit: Unit, allowed: tuple[Unit, ...]) -> bool:
    """The general 个 fits every count; where the row names 家, a number of 户 is something else."""
    if unit.symbol in _DATE_WORDS:
        return False  # 12月 and 20日 may be days of the calendar
    if unit.dimension is not Dimension.COUNT:
        return any(comparable(unit, own) for own in allowed)
    named = {own.symbol for own in allowed if own.dimension is Dimension.COUNT}
    if unit.symbol in named or any(comparable(unit, own) for own in allowed if "个" not in (own.symbol, unit.symbol)):
        return True
    return bool(named) and (unit.symbol == "个" or (named == {"个"} and unit.symbol in _THINGS))


def _bare_ratio(number: Decimal, shown: str, expected: Expected) -> ActualReading:
    """A number without % on a percent row: a share below 1, asked about from 1 to 1.5, else as it stands."""
    literal, share = _percent(number), _percent(number * _HUNDRED)
    if number < 0:
        message = f"“{shown}”可能是{format_number(share.value)}%，也可能是{format_number(number)}%"
        near = number > -_LARGEST_MULTIPLE
        return (
            refused("V204", message, shown, f"{format_number(number)}%") if near else _ratio(literal, shown, expected)
        )
    if number == 0 or number > _LARGEST_MULTIPLE:
        return _ratio(literal, shown, expected)
    message = f"“{shown}”可能是{format_number(share.value)}%，也可能是{format_number(number)}%"
    suggestion = f"{format_number(share.value)}%或{format_number(number)}%"
    if number < _ONE and expected.reference is not None and expected.reference >= expected.share_from:
        remark = note("N301", f"“{shown}”按{format_number(share.value)}%计", shown)
        return _with(_ratio(share, shown, expected), (remark,))
    return refused("V204", message, shown, suggestion)


def _percent(number: Decimal) -> Quantity:
    return Quantity(value=number, unit=PERCENT)


def _is_more_than_all(quantity: Quantity, expected: Expected) -> bool:
    whole = any(_OF_A_WHOLE.search(name) for name in expected.names[:1])
    return whole and is_ratio(quantity.unit) and quantity.base > _HUNDRED


def _ratio(quantity: Quantity, shown: str, expected: Expected) -> ActualReading:
    if expected.want is Want.BUDGET_RATE and quantity.base < expected.small_cost:
        message = "数值过小：可能是超支幅度，也可能尚未填报"
        return refused("V205", message, shown, hint(expected))
    if may_be_level(quantity, expected):
        return refused("V205", "可能是与上年相比的水平，而不是增减的幅度", shown, hint(expected))
    if quantity.base >= _IMPLAUSIBLE:
        return refused("V201", "百分数过大，可能多写了百分号或多乘了100", shown, hint(expected))
    if _is_more_than_all(quantity, expected):
        return refused("V201", "超过了100%", shown, hint(expected))
    own = expected.units[0] if expected.units and is_ratio(expected.units[0]) else PERCENT
    unit = PERCENT if own.factor == 1 else own
    return read_as(Measured(text=shown, quantity=Quantity(value=quantity.base / unit.factor, unit=unit)))
