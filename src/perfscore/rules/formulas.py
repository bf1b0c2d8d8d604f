"""Scoring formulas: 种植率×30, (甲/乙)×分值, 10×(完成率-60%)÷40%, 8-超期天数×0.5 to the award they mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from perfscore.model.quantity import Quantity
from perfscore.model.rule import Basis, DeductPer, ProRata, Side
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of
from perfscore.rules.lexicon import names_a_target
from perfscore.values.units import UNITS

_ZERO, _ONE, _HUNDRED = Decimal(0), Decimal(1), Decimal(100)
_TOKEN = re.compile(
    rf"(?P<number>{NUMBER_PATTERN})(?P<unit>%|分)?|(?P<times>乘以|乘|[×*xX✕]|(?<=[\u4e00-\u9fff)])c(?=\d))"
    r"|(?P<over>除以|[÷/])|(?P<plus>[+加])|(?P<minus>[-减])|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<name>[^\d×*xX✕÷/+\-()\[\],;。=]+?(?=$|[×*xX✕÷/+\-()\[\]]|乘|除以|\d|c\d))"
)
_WEIGHT = re.compile(
    r"(?:该|本|此)?(?:项|指标|项指标|项目)?(?:的)?(?:标准|基础|总|满)?(?:分值|标准分|权重|权重分|满分|分数|总分|基准分|权重分值)"
)
_RATIO = re.compile(r".{2,40}(?:率|比例|比重|占比|比|程度|度|进度|实际完成值|完成值|完成情况)")
_ASKED = re.compile("(?:年度|年初|全年)?(?:计划|目标|任务|应|预算|下达|指标)")
_OTHER_MEASURE = re.compile("上年|去年|上一年|前一?年|上期|同期|基期|历史|平均|均值|最高|最大|最低|最小|最优|标杆|先进")
"""Numbers that no cell of the row holds; 实际值/上年值 is no share that 实际完成值 could be."""
_COUNTED = {
    "天数": "天",
    "次数": "次",
    "件数": "件",
    "人数": "人",
    "个数": "个",
    "户数": "户",
    "项数": "项",
    "起数": "起",
}
_COUNTED |= {"处数": "处", "例数": "例", "家数": "家", "条数": "条", "宗数": "宗"}


_GOOD = re.compile(
    "(?<![未不没])(?:合格|完成|达标|满意|优良|优秀|覆盖|到位|及时|执行|准确|有效|成功|就业|入学|通过|办结)(?=.*率)"
)
"""1-合格率 takes away what is to be earned: more likely a slip than a formula."""
_TURNED = re.compile(
    "(?:[不未没]|没有)(?:实际|完成|达到|实现|目标|指标|计划|预算)[^×*÷/+=-]{0,6}[×*÷/]|基本(?:实际|完成|达到|目标)|大约|左右|酌情|适当"
)
"""未完成数÷目标值 is the share that is missing; and words that leave a number open."""


class Symbol(StrEnum):
    """What a term of the formula is a multiple of."""

    POINTS = "points"
    WEIGHT = "weight"
    SHARE = "share"
    SHARE_OF_WEIGHT = "share of weight"
    COUNT = "count"


_PRODUCTS = {
    (Symbol.WEIGHT, Symbol.SHARE): Symbol.SHARE_OF_WEIGHT,
    (Symbol.SHARE, Symbol.WEIGHT): Symbol.SHARE_OF_WEIGHT,
}
_Terms = dict[Symbol, Decimal]


@dataclass(frozen=True, slots=True)
class Formula:
    """The award, and the full marks that the formula itself names (8-超期天数×0.5)."""

    award: ProRata | DeductPer
    full: Decimal | None = None


def parse_formula(text: str) -> Formula | None:
    """Read the right side of 得分=…; None for anything that is not linear in one share or one count."""
    if _TURNED.search(text):
        return None
    reader = _Reader(_balanced(text.strip("\"'。").replace("{", "(").replace("}", ")").replace('"', "")))
    terms = reader.sum() if reader.tokens else None
    if terms is None or reader.place < len(reader.tokens):
        return None
    return _formula({symbol: value for symbol, value in terms.items() if value}, reader)


def _formula(terms: _Terms, reader: _Reader) -> Formula | None:
    kinds, basis = set(terms), reader.basis or Basis.VALUE
    whole = reader.whole
    if kinds == {Symbol.SHARE_OF_WEIGHT} and terms[Symbol.SHARE_OF_WEIGHT] == _ONE:
        return Formula(ProRata(basis=basis, inverse=reader.inverse, whole=whole))
    lost = _lost_share(terms, reader)
    if lost is not None:
        return lost
    if whole is not None and kinds == {Symbol.SHARE} and terms[Symbol.SHARE] > _ONE:
        return Formula(ProRata(points=terms[Symbol.SHARE], basis=basis, whole=whole))
    if whole is not None:
        return None
    if Symbol.SHARE in kinds and kinds <= {Symbol.SHARE, Symbol.POINTS} and terms[Symbol.SHARE] > _ONE:
        offset = terms.get(Symbol.POINTS, _ZERO)
        if offset + terms[Symbol.SHARE] <= 0:  # 100-(100-完成率)×2 counts the share in percent, 95 and not 0.95
            return None
        return Formula(ProRata(points=terms[Symbol.SHARE], basis=basis, inverse=reader.inverse, offset=offset))
    base = kinds - {Symbol.COUNT}
    if Symbol.COUNT in kinds and terms[Symbol.COUNT] < 0 and base <= {Symbol.POINTS, Symbol.WEIGHT} and len(base) == 1:
        full = terms.get(Symbol.POINTS)
        if (full is not None and full <= 0) or terms.get(Symbol.WEIGHT, _ONE) != _ONE:
            return None
        per = Quantity(value=_ONE, unit=UNITS[_COUNTED[reader.counted[-2:]]])
        award = DeductPer(
            points=-terms[Symbol.COUNT],
            per=per,
            side=Side.ABOVE,
            basis=Basis.OCCURRENCES,
            matter=reader.counted[:-2],
        )
        return Formula(award, full)
    return None


def _lost_share(terms: _Terms, reader: _Reader) -> Formula | None:
    """(1-投诉率)×10, 分值×(1-超支率×2): what the share takes of the points, nothing else being in the formula."""
    if reader.basis is not Basis.VALUE or reader.inverse or reader.whole is not None or reader.good:
        return None
    if set(terms) == {Symbol.WEIGHT, Symbol.SHARE_OF_WEIGHT} and terms[Symbol.WEIGHT] == _ONE:
        taken, points = -terms[Symbol.SHARE_OF_WEIGHT], None
    elif set(terms) == {Symbol.POINTS, Symbol.SHARE} and terms[Symbol.POINTS] > 0:
        taken, points = -terms[Symbol.SHARE] / terms[Symbol.POINTS], terms[Symbol.POINTS]
    else:
        return None
    return Formula(ProRata(points=points, basis=Basis.VALUE, taken=taken)) if taken >= _ONE else None


def _balanced(text: str) -> str:
    """(实际/计划×7: a bracket that is never closed says nothing where all is one product."""
    if text.count("(") != text.count(")") and not re.search("[+加减-]", text):
        return text.replace("(", "").replace(")", "")
    return text


class _Reader:
    """Recursive descent over the formula; it notes which share and which count it met."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str]] = []
        self.place = 0
        self.basis: Basis | None = None
        self.inverse = False
        self.whole: Decimal | None = None
        self.counted = ""
        self.good = False
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None or not match[0]:
                self.tokens = []
                return
            kind = "number" if match["number"] else str(match.lastgroup)
            self.tokens.append((kind, match[0].strip()))
            position = match.end()

    def _take(self, *kinds: str) -> tuple[str, str] | None:
        if self.place < len(self.tokens) and self.tokens[self.place][0] in kinds:
            self.place += 1
            return self.tokens[self.place - 1]
        return None

    def sum(self) -> _Terms | None:
        """sum = product { ( “+” | “-” ) product }."""
        terms = self.product()
        while terms is not None and (sign := self._take("plus", "minus")):
            other = self.product()
            if other is None:
                return None
            factor = _ONE if sign[0] == "plus" else -_ONE
            terms = {key: terms.get(key, _ZERO) + factor * other.get(key, _ZERO) for key in {*terms, *other}}
        return terms

    def product(self) -> _Terms | None:
        """product = atom { ( “×” | “÷” ) atom }."""
        terms = self.atom()
        while terms is not None and (sign := self._take("times", "over")):
            other = self.atom()
            terms = None if other is None else _times(terms, other) if sign[0] == "times" else _over(terms, other)
        return terms

    def atom(self) -> _Terms | None:
        """atom = NUMBER [“%” | “分”] | “(” sum “)” | name “/” name | name."""
        if number := self._take("number"):
            value = decimal_of(number[1].rstrip("%分"))
            return None if value is None else {Symbol.POINTS: value / _HUNDRED if number[1].endswith("%") else value}
        if self._take("open"):
            terms = self.sum()
            return terms if self._take("close") else None
        name = self._take("name")
        return None if name is None else self._named(name[1].strip("的: "))

    def _named(self, name: str) -> _Terms | None:
        here = self.place
        if self._take("over") and (below := self._take("name")):
            return self._quotient(name, below[1].strip("的: "))
        self.place = here
        if self._take("over") and (number := self._take("number")):
            return self._over_number(name, number[1])
        self.place = here
        if _WEIGHT.fullmatch(name):
            return {Symbol.WEIGHT: _ONE}
        if name[-2:] in _COUNTED and len(name) > 2 and not self.counted:  # noqa: PLR2004 - 天数 alone counts nothing
            self.counted = name
            return {Symbol.COUNT: _ONE}
        self.good = self.good or _GOOD.search(name) is not None
        return self._share(Basis.VALUE) if _RATIO.fullmatch(name) else None

    def _over_number(self, name: str, number: str) -> _Terms | None:
        """合格率/95%: the number is that of the target, which the sentence writes out."""
        if not number.endswith("%"):  # 实际完成值/95.5分
            return None
        value = decimal_of(number.rstrip("%"))
        named = _RATIO.fullmatch(name) or name in ("实际值", "实际", "实际数值", "实际得分率")
        if not value or not named or self.whole is not None:
            return None
        self.whole = value
        return self._share(Basis.VALUE)

    def _quotient(self, above: str, below: str) -> _Terms | None:
        """A quotient over the target is 完成率, its inverse stays one; any other is what the row measures.

        Not so one with a number of another year or of others.
        """
        if _OTHER_MEASURE.search(above) or _OTHER_MEASURE.search(below):
            return None
        asked_above, asked_below = (names_a_target(name) or bool(_ASKED.match(name)) for name in (above, below))
        if asked_above and not asked_below:
            self.inverse = True
            return self._share(Basis.COMPLETION_RATE)
        return self._share(Basis.COMPLETION_RATE if asked_below and not asked_above else Basis.VALUE)

    def _share(self, basis: Basis) -> _Terms | None:
        if self.basis is not None:
            return None
        self.basis = basis
        return {Symbol.SHARE: _ONE}


def _times(one: _Terms, other: _Terms) -> _Terms | None:
    product: _Terms = {}
    for first, left in one.items():
        for second, right in other.items():
            symbol = second if first is Symbol.POINTS else first if second is Symbol.POINTS else None
            symbol = symbol or _PRODUCTS.get((first, second))
            if symbol is None:
                return None
            product[symbol] = product.get(symbol, _ZERO) + left * right
    return product


def _over(one: _Terms, other: _Terms) -> _Terms | None:
    divisor = other.get(Symbol.POINTS)
    if set(other) != {Symbol.POINTS} or not divisor:
        return None
    return {symbol: value / divisor for symbol, value in one.items()}
