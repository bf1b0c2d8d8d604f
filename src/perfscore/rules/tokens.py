"""Sentence to tokens: scoring words, numbers and units, each with its place in the sentence as written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from perfscore.diagnostics import Span
from perfscore.model.deadline import Deadline
from perfscore.model.quantity import Dimension, Unit
from perfscore.numbers.folding import fold
from perfscore.numbers.numerals import NUMERAL_CHARACTERS, parse_numeral
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of
from perfscore.rules.lexicon import DOWNWARD, KIND_OF_WORD, LENGTHS, UPWARD, Kind
from perfscore.rules.share_words import INTERPOLATE, OF_FULL, share_at
from perfscore.rules.stops import STOP_STARTS, stop_at
from perfscore.values.deadlines import deadline_at
from perfscore.values.ordinals import ordinal_at
from perfscore.values.units import PERCENT, POINT, unit_at


@dataclass(frozen=True, slots=True)
class Token:
    """One word of the sentence; ``text`` is folded, ``value`` and ``unit`` are set on numbers and units.

    ``deadline`` is set on deadlines: 12月31日前.
    """

    kind: Kind
    text: str
    span: Span
    value: Decimal | None = None
    unit: Unit | None = None
    deadline: Deadline | None = None


_AFTER_LETTERS = re.compile("PM$")
"""PM2.5 is a name."""
_ASIDE = re.compile(r"\((?![^)]*[含减扣加增少低降])[\u4e00-\u9fff]{1,3}\)(?=[\u4e00-\u9fff])")
"""因公出国(境)费, 区(县)级: a bracket inside a name."""
_LONGEST_QUOTE = 12
_MONTH_END = re.compile(r"\d{1,2}月[底末](?=[^\d前之以,;。:完]{2})")
_NUMBER = re.compile(NUMBER_PATTERN)
_HOTLINE = re.compile(
    r"(?:12345|12348|12315|12320|12328|12329|12369|110|119|120|122)(?=热线|平台|政务|服务|举报|投诉|电话|报警|急救)"
)
"""12345热线: a telephone number is a name."""
_SLIP_FOR_NOT = re.compile(r"为(?=(?:达到?|完成)(?:年度)?(?:目标|指标|任务|要求)值?,?每[低少差])")
_SOURCE_ASIDE = re.compile(r"\((?:以|按|由|依据)[^()\d]{1,24}(?:为准|计算|统计|核定|确定|认定|提供|口径)\)")
"""(以申报为准): where the number comes from."""
_SAMPLE = re.compile(
    rf"(?:随机|现场|任意|任)*(?:抽查|抽取|抽检|抽样|抽问|询问|查阅?|选|检查)\s*(?:\d{{1,3}}|[{NUMERAL_CHARACTERS}]{{1,3}})\s*"
    r"(?:个月|份|户|人|名|家|个|处|次|件|条|台|天|册|本|期|批)(?=[^,;。:\n得扣分的]{1,20}[,:])"
)
_NAMED_YEAR = re.compile(r"\d{4}年(?:末|底|度)(?=[一-龥]{3})(?!前|之前|以前|完成|建成|竣工|验收|投入|开工)")
"""2019年末耕地面积: the year is part of the name."""
_LOST_POINT = re.compile(r"0\d+(?![\d\s.月日号年])")
"""扣05分: the point of 0.5 was lost in print, so what the number is cannot be known."""
_NUMERAL = re.compile(rf"[{NUMERAL_CHARACTERS}半]{{1,27}}(?:点[{NUMERAL_CHARACTERS}]{{1,6}})?")
_NUMERAL_RANGE = re.compile(rf"[{NUMERAL_CHARACTERS}]{{1,4}}(?:至|到|-|~)[{NUMERAL_CHARACTERS}]{{1,4}}(?:名|位)")
_PERCENT_NUMERAL = re.compile(rf"百分之(?:({NUMBER_PATTERN})|([{NUMERAL_CHARACTERS}]+(?:点[{NUMERAL_CHARACTERS}]+)?))")
_BEFORE_BOUND = re.compile(rf"\s*第?(?:[<>≤≥]|\d|[{NUMERAL_CHARACTERS}半])")
_BEFORE_NUMBER = re.compile(rf"\s*(?:\d|[{NUMERAL_CHARACTERS}半])")
_BEFORE_POINTS = re.compile(
    rf"\s*(?:\d|[{NUMERAL_CHARACTERS}半]+(?:点[{NUMERAL_CHARACTERS}]+)?\s*分|满分|全分|标准分|基准分|基础分|基本分|底分|起评分"
    r"|该项|本项|此项|分值|指标分|权重|全部)"
)
_MARK = re.compile(r"[①-⑳]|\([1-9]\d?\)|[1-9]\d?(?:[、)]|\.(?!\d))|\([一二三四五六七八九十]\)|[一二三四五六七八九十]、")
"""A list number at the head of a sentence or line: ①, (1), 1), 1., 1、, 一、."""
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}(?=[^\d\s%分.\-~])")
_INCLUSION = re.compile(
    rf"\(\s*(不?)含(?:本数|等于|\s*(?:({NUMBER_PATTERN})|[{NUMERAL_CHARACTERS}]{{1,6}})[^()\d]{{0,5}})?\s*\)"
)
_GETS_MARKS = re.compile(r"(?<!不)得分(?=\s*(?:[,;。]|$))")
_BY_JUDGEMENT = re.compile(
    r"(?:视|根据|按照?|依据)(?:[^,;。:()\d扣得给加减]{0,10}?)(?:严重程度|程度|情况|情节|情形|效果|影响|结果|质量)"
    r"(?:轻重|大小|好坏)?(?:相应|酌情|适当|予以|给予|,)?(?=[扣给得加减计]\s*\d+(?:\.\d+)?分?[-~至到—]|酌情)"
)
"""What depends on the eye of a person is followed by a range of points or by 酌情."""
_BEFORE_ORDINAL = tuple("为 是 达 于 到 评 定 级 质 档 次 得 获 在".split())
_AFTER_ORDINAL = re.compile(
    r"\s*(?:[,:;。(、/\-]|$|\n|等次|等级|水质|水体|标准|水平|[得计记给赋扣不的及和或]|以[上下]|\d+(?:\.\d+)?分)"
)
_NOTHING = re.compile("不得分|不计分|不给分|不记分")
_END = re.compile(r"\s*(?:[,;。]|$|\n)")
_LABEL_NEXT = re.compile(r"\s*(?:0|[1-9]\d*(?:\.\d+)?)\s*分")
_COVERED_IN_PART = re.compile("(?:部分|基本|未|没有)(?:全)?覆盖(?!率)")
_AFTER_ALL_OF = re.compile(r"\s*[得计记给扣加减占\d]")
_AWARD_NEXT = re.compile(r"\s*,?\s*[扣加减得]")
_POINTS_NEXT = re.compile(rf"\s*(?:\d+(?:\.\d+)?|[{NUMERAL_CHARACTERS}半]+)\s*分(?!钟)")
_STEPS_OF_ONE_SIGN = {"增": Kind.RISE, "减": Kind.FALL, "升": Kind.RISE, "增加": Kind.RISE}
_DEADLINES_BEGIN = frozenset("0123456789年第当本上一二三四每")
_COUNTS_DELAY = re.compile("每(?:延迟|推迟|滞后|延期|逾期|超期|延误|拖延|晚|超时|延后|推后)|季度[底末]前")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_PER = re.compile(r"\s*/\s*")
_AFTER_PARTICLE = re.compile(
    r"\s*(?:[,;。:(]|$|[得计记给赋扣加减不可每按该此本酌视]|\d+(?:\.\d+)?分(?!之)|依次|分别|以(?=\d))"
)
_AFTER_GRADE = re.compile(r"\s*(?:[,:(]|$|等次|等级|档|[得计记给赋扣不的]|及以[上下]|以[上下]|\d)")
_UP, _DOWN = "|".join(UPWARD), "|".join(DOWNWARD)
_EITHER = re.compile(
    rf"(?:{_UP})(?:\((?:{_DOWN})\)|(?:或者?|、|/)(?:{_DOWN}))|(?:{_DOWN})(?:\((?:{_UP})\)|(?:或者?|、|/)(?:{_UP}))"
)
"""超(少), 高于或低于: both sides in one word."""
_SPACED_POINT = re.compile(r"个 +百 *分 *点|个百 +分 *点|个百分 +点")
_EITHER_VERB = re.compile(r"(?:[加增奖]\([扣减]\)|[扣减]\([加增奖]\))(?=\s*\d)")
_POINTS = re.compile(r"分(?!号|比|钟|之|类|布|析|散|享|期|别|值|数)")
_NO_UNIT = re.compile(r"年度(?!内)|月度|日常|个百分(?!点|比)|部分|本[项级市]|节[约省]|名[次列]|位[次列]")
"""What begins like a unit and is none: 1个百分号, 1部分."""
_UNIT_MAY_FOLLOW = {
    Kind.NUMBER,
    Kind.EACH,
    Kind.EITHER,
    Kind.APART,
    Kind.BELOW,
    Kind.ABOVE,
    Kind.FALL,
    Kind.RISE,
    Kind.BEHIND,
}
_BOUND_ENDS = {
    Kind.NUMBER,
    Kind.UNIT,
    Kind.INCLUDED,
    Kind.EXCLUDED,
    Kind.OR_MORE,
    Kind.OR_LESS,
    Kind.POINTS,
    Kind.AT_TARGET,
}
_BEFORE_OF_FULL = {Kind.GET, Kind.DEDUCT, Kind.ADD, Kind.SEPARATOR, Kind.COLON, Kind.AT_BEST, Kind.AT_WORST}
_GAP = {Kind.BELOW, Kind.ABOVE, Kind.FALL, Kind.RISE}
_BEFORE_OTHERWISE = (None, Kind.SEPARATOR, Kind.COLON, Kind.MARK, Kind.CLOSE, Kind.POINTS, Kind.NO_MARKS, Kind.FULL)
_BEFORE_MARK = (None, Kind.SEPARATOR, Kind.COLON, Kind.POINTS, Kind.NO_MARKS, Kind.TO_THE_END)
"""扣1分(2)未存档: the sign between two items is missing."""
_LABEL_POINTS = re.compile(r"\s*\d+(?:\.\d+)?\s*分\s*(?:[,;。]|$)")
_OTHER_THINGS = re.compile(
    r"[^,;。:\n得扣加]{0,40}?(?:每|[一1])\s*(?:人次|户次|[处项个次人台条件点种类名份户家起例])(?!标准|百分)"
)
"""其它一处不符合, 其它不符合要求每处: counted, and not whatever is left."""
_NEEDS_POINTS = {Kind.GET, Kind.DEDUCT, Kind.ADD}
_IN_BRACKETS = [Kind.OPEN, Kind.NUMBER, Kind.POINTS, Kind.CLOSE]
_SAYS_POINTS = (Kind.POINTS, Kind.NO_MARKS, Kind.FULL, Kind.CLOSE, Kind.TO_THE_END, Kind.SHARE)


_FIRST_OF_SPECIAL = frozenset(
    f"{_CIRCLED}0123456789.(第劣ⅠⅡⅢⅣⅤIVABCDE甲乙丙丁百半按采用以通该本此的标满全总分基权应视根依"
    f"+-{NUMERAL_CHARACTERS}{''.join(word[0] for word in (*UPWARD, *DOWNWARD))}加增奖扣减指项单年当上每"
).union(STOP_STARTS, "随现任抽询查选检为线直")
"""What a token other than a unit and a word of the table may begin with; tests/rules holds it to the patterns."""
_FIRST = _FIRST_OF_SPECIAL | frozenset(LENGTHS)


def tokenize(text: str) -> list[Token]:
    """Cut a sentence into tokens, longest word first; what is no scoring word becomes TEXT, blanks vanish."""
    tokens = _Tokenizer(fold(text)).run()
    tokens = [token for index, token in enumerate(tokens) if not _is_before_its_points(tokens, index)]
    return _opened(tokens)


def _opened(tokens: list[Token]) -> list[Token]:
    """至少3次(3分,少一次扣1分): what is in the brackets goes on with the sentence, as if behind a colon."""
    opened, inside = [], False
    for index, token in enumerate(tokens):
        kinds = [one.kind for one in tokens[index : index + 4]]
        if index and kinds == [Kind.OPEN, Kind.NUMBER, Kind.POINTS, Kind.SEPARATOR]:
            opened.append(replace(token, kind=Kind.COLON, text=":"))
            inside = True
        elif inside and token.kind is Kind.CLOSE:
            inside = False
        else:
            opened.append(token)
    return opened


def _is_before_its_points(tokens: list[Token], index: int) -> bool:
    """The full stop of “专账管理，专项核算。（1分）”: the points in brackets belong to the words before it."""
    if index and _is_slip_before_award(tokens, index):
        return True
    if not index or tokens[index].text != "。" or tokens[index - 1].kind in _SAYS_POINTS:
        return False
    kinds = [token.kind for token in tokens[index + 1 : index + 5]]
    return kinds == _IN_BRACKETS


def _is_slip_before_award(tokens: list[Token], index: int) -> bool:
    """无资质的;不得分: the semicolon stands for a comma, for 的 and the award belong together."""
    follows = tokens[index + 1].kind if index + 1 < len(tokens) else None
    ends = follows is Kind.NO_MARKS and tokens[index - 1].kind is Kind.PARTICLE
    return ends and tokens[index].kind is Kind.SEPARATOR and tokens[index].text in ";、"


class _Tokenizer:
    """One pass over the folded text; ``text_start`` is where the open run of plain text began."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.tokens: list[Token] = []
        self.text_start: int | None = None

    @cached_property
    def gets_marks_once(self) -> bool:
        """Tell whether 得分 stands once beside 不得分, so that it can only be what is earned."""
        return _NOTHING.search(self.folded) is not None and len(_GETS_MARKS.findall(self.folded)) == 1

    def run(self) -> list[Token]:
        position = 0
        while position < len(self.folded):
            if self.folded[position] == " ":
                self._close_text(position)
                position += 1
                continue
            token = self._token(position)
            if token is None:
                self.text_start = position if self.text_start is None else self.text_start
                position += 1
                continue
            if token.kind is Kind.TEXT:  # a noun joins the run of text around it
                self.text_start = position if self.text_start is None else self.text_start
            else:
                self._close_text(position)
                self.tokens.append(token)
            position = token.span.end
        self._close_text(position)
        return self.tokens

    def _token(self, position: int) -> Token | None:
        """The token that begins here; most characters begin none, and are not tried at all."""
        first = self.folded[position]
        unit = self._unit(position)
        if unit is not None or (first not in _FIRST and not first.isdecimal()):
            return unit
        special = None
        aside = _SOURCE_ASIDE.match(self.folded, position) if first == "(" else None
        if aside is not None:
            return Token(Kind.TEXT, aside[0], Span(position, aside.end()))
        if first == "为" and _SLIP_FOR_NOT.match(self.folded, position):
            return Token(Kind.NOT, "未", Span(position, position + 1))
        if first in _FIRST_OF_SPECIAL or first.isdecimal():
            special = (
                self._deadline(position)
                or self._mark(position)
                or self._sample(position)
                or self._inclusion(position)
                or self._aside(position)
                or self._stop(position)
                or self._share(position)
                or self._of_full(position)
                or self._by_judgement(position)
                or self._ordinal(position)
                or self._number(position)
                or self._either(position)
            )
        return special or self._word(position)

    def _deadline(self, start: int) -> Token | None:
        """2024年12月31日前; 年底前 is one only where the sentence counts delays, elsewhere it is part of a state."""
        if self.folded[start] not in _DEADLINES_BEGIN:
            return None
        found = deadline_at(self.folded, start)
        text = self.folded[start : found.end] if found else ""
        if found is None or (not any(map(str.isdigit, text)) and not _COUNTS_DELAY.search(self.folded)):
            return None
        return Token(Kind.DEADLINE, text, Span(start, found.end), deadline=found.deadline)

    def _sample(self, start: int) -> Token | None:
        """任查2个月记录, 随机抽查10名职工: how the checking is done; the number measures nothing."""
        if self._previous() not in (None, Kind.SEPARATOR, Kind.COLON, Kind.MARK):
            return None
        match = _SAMPLE.match(self.folded, start)
        return Token(Kind.TEXT, match[0], Span(start, match.end())) if match else None

    def _mark(self, start: int) -> Token | None:
        if self._previous() not in _BEFORE_MARK and self.folded[start] not in _CIRCLED:
            return None
        match = _MARK.match(self.folded, start) or _SECTION.match(self.folded, start)
        if match is None or (match[0][-1].isdigit() and unit_at(self.folded, match.end())):
            return None
        return Token(Kind.MARK, match[0], Span(start, match.end()))

    def _inclusion(self, start: int) -> Token | None:
        """(含), (不含85%): whether the number before belongs to the range."""
        match = _INCLUSION.match(self.folded, start) if self._previous() in _BOUND_ENDS else None
        if match is None:
            return None
        kind, value = Kind.EXCLUDED if match[1] else Kind.INCLUDED, decimal_of(match[2]) if match[2] else None
        return Token(kind, match[0], Span(start, match.end()), value)

    def _stop(self, start: int) -> Token | None:
        found = next(stop_at(self.folded, start), None)
        return None if found is None else Token(found[0], self.folded[start : found[1]], Span(start, found[1]))

    def _aside(self, start: int) -> Token | None:
        match = _ASIDE.match(self.folded, start) if self.text_start is not None else None
        return Token(Kind.TEXT, match[0], Span(start, match.end())) if match else None

    def _share(self, start: int) -> Token | None:
        line = INTERPOLATE.match(self.folded, start)
        if line is not None:
            return Token(Kind.INTERPOLATE, line[0], Span(start, line.end()))
        words = share_at(self.folded, start)
        return Token(Kind.SHARE, words, Span(start, start + len(words))) if words else None

    def _either(self, start: int) -> Token | None:
        """Both sides of a number (每超(少)1户, 高于或低于目标值), and both verbs for them (加(减)0.5分)."""
        verb = _EITHER_VERB.match(self.folded, start)
        if verb is not None:
            return Token(Kind.EITHER_VERB, verb[0], Span(start, verb.end()))
        sides = _EITHER.match(self.folded, start)
        if sides is None or (self._previous() is not Kind.EACH and "于" not in sides[0]):
            return None
        return Token(Kind.EITHER, sides[0], Span(start, sides.end()))

    def _of_full(self, start: int) -> Token | None:
        if self._previous() not in _BEFORE_OF_FULL and self.folded[start] != "按":
            return None
        match = OF_FULL.match(self.folded, start)
        return Token(Kind.OF_FULL, match[0], Span(start, match.end())) if match else None

    def _ordinal(self, start: int) -> Token | None:
        """Ⅱ类, 四星级, 一档: a grade where it stands alone; 一等奖, 二级公路 are names."""
        found = ordinal_at(self.folded, start)
        if found is None or _AFTER_ORDINAL.match(self.folded, found[1]) is None:
            return None
        if self.text_start is not None and not self.folded[:start].endswith(_BEFORE_ORDINAL):
            return None
        return Token(Kind.GRADE, found[0], Span(start, found[1]))

    def _by_judgement(self, start: int) -> Token | None:
        """视损坏程度扣, 根据影响情况给: what a person judges before choosing the points."""
        match = _BY_JUDGEMENT.match(self.folded, start) if self.folded[start] in "视根按依" else None
        return Token(Kind.DISCRETION, match[0], Span(start, match.end())) if match else None

    def _close_text(self, end: int) -> None:
        if self.text_start is None:
            return
        self.tokens.append(Token(Kind.TEXT, self.folded[self.text_start : end], Span(self.text_start, end)))
        self.text_start = None

    def _previous(self) -> Kind | None:
        if self.text_start is not None:
            return Kind.TEXT
        return self.tokens[-1].kind if self.tokens else None

    def _unit(self, start: int) -> Token | None:
        """A unit counts as one only right after a number or a 每…."""
        if self._previous() not in _UNIT_MAY_FOLLOW:
            return None
        unit = unit_at(self.folded, start)
        spaced = _SPACED_POINT.match(self.folded, start)
        if spaced is not None:
            return Token(Kind.UNIT, POINT.symbol, Span(start, spaced.end()), unit=POINT)
        if unit is not None and not self._is_no_unit(start):
            return Token(Kind.UNIT, unit.symbol, Span(start, start + len(unit.symbol)), unit=unit)
        if self._previous() is Kind.NUMBER and _POINTS.match(self.folded, start):
            return self._points(start)
        return None

    def _is_no_unit(self, start: int) -> bool:
        """Tell whether it only begins like a unit; 起 is one behind a count, but 从第6起 begins there."""
        if _NO_UNIT.match(self.folded, start):
            return True
        ranked = len(self.tokens) > 1 and self.tokens[-2].kind is Kind.TOP
        return ranked and self.folded.startswith("起", start)

    def _points(self, start: int) -> Token:
        """分, and the unit behind it in 扣1分/人次."""
        slash = _PER.match(self.folded, start + 1)
        unit = unit_at(self.folded, slash.end()) if slash else None
        if slash is None or unit is None:
            return Token(Kind.POINTS, "分", Span(start, start + 1))
        end = slash.end() + len(unit.symbol)
        return Token(Kind.POINTS, "分", Span(start, end), unit=unit)

    def _number(self, start: int) -> Token | None:
        month_end = (
            _MONTH_END.match(self.folded, start)
            or _NAMED_YEAR.match(self.folded, start)
            or _HOTLINE.match(self.folded, start)
        )
        if month_end is not None:  # a name of the time of measuring, no deadline
            return Token(Kind.TEXT, month_end[0], Span(start, month_end.end()))
        percent = _PERCENT_NUMERAL.match(self.folded, start)
        if percent:
            value = decimal_of(percent[1]) if percent[1] else parse_numeral(percent[2])
            return Token(Kind.NUMBER, percent[0], Span(start, percent.end()), value, PERCENT)
        match = _NUMBER.match(self.folded, start)
        if match and _AFTER_LETTERS.search(self.folded, max(0, start - 2), start):
            return Token(Kind.TEXT, match[0], Span(start, match.end()))
        if match:
            lost = _LOST_POINT.match(self.folded, start) is not None
            value = None if lost else decimal_of(match[0])
            return Token(Kind.NUMBER, match[0], Span(start, match.end()), value)
        return self._numeral(start)

    def _numeral(self, start: int) -> Token | None:
        """Chinese numerals are numbers before a unit or 分, and after 前 and 第; elsewhere they are plain words."""
        match = _NUMERAL.match(self.folded, start)
        if match is None or self._noun_length(start) >= len(match[0]) or self._is_quoted(start):
            return None
        end = match.end()
        if self._previous() is not Kind.TOP:
            ranged = _NUMERAL_RANGE.match(self.folded, start)
            while end > start and not (ranged or unit_at(self.folded, end) or _POINTS.match(self.folded, end)):
                end -= 1
        if end == start:
            return None
        # 一百五家, 三五家: no number of which a part may be taken; without a value no production takes it up.
        value = parse_numeral(self.folded[start:end])
        return Token(Kind.NUMBER, self.folded[start:end], Span(start, end), value)

    def _is_quoted(self, start: int) -> bool:
        """“三会一课”, “四个十”: a numeral in quotation marks is part of a name."""
        return self.folded.count('"', 0, start) % 2 == 1 and '"' in self.folded[start : start + _LONGEST_QUOTE]

    def _noun_length(self, start: int) -> int:
        return next((len(word) for word, _ in self._words_at(start)), 0)

    def _word(self, start: int) -> Token | None:
        for word, kind in self._words_at(start):
            meant = self._meant(word, kind, start + len(word))
            if self._applies(word, meant, start + len(word)):
                return Token(meant, word, Span(start, start + len(word)))
        return None

    def _meant(self, word: str, kind: Kind, end: int) -> Kind:
        """每增5个百分点 is a rise and 每减1起 a fall; 增加1分 is an addition except behind 每, where it is a step."""
        if word == "=" and self._previous() is Kind.TEXT and _LABEL_POINTS.match(self.folded, end):
            return Kind.COLON  # 部分覆盖=1分 in a list of labels
        if self._previous() is Kind.EACH:
            return _STEPS_OF_ONE_SIGN.get(word, kind)
        return Kind.ADD if word == "增加" and _POINTS_NEXT.match(self.folded, end) else kind

    def _words_at(self, start: int) -> Iterator[tuple[str, Kind]]:
        """The words of the table that stand here, longest first."""
        folded, left = self.folded, len(self.folded) - start
        for length in LENGTHS.get(folded[start], ()):
            word = folded[start : start + length]
            if length <= left and (kind := KIND_OF_WORD.get(word)) is not None:
                yield word, kind

    def _applies(self, word: str, kind: Kind, end: int) -> bool:
        """Tell whether the word is meant as a scoring word here, judged by its neighbours."""
        if self._is_label(word, end):
            return False
        if (special := self._word_applies(word, end)) is not None:
            return special
        if (by_kind := self._kind_applies(kind, end)) is not None:
            return by_kind
        if len(word) > 1:
            return True
        if kind in _GAP:
            return self._previous() is Kind.EACH or _BEFORE_NUMBER.match(self.folded, end) is not None
        if kind is Kind.GRADE:
            return self._previous() is not Kind.TEXT and _AFTER_GRADE.match(self.folded, end) is not None
        return True

    def _is_label(self, word: str, end: int) -> bool:
        """一般1分，差0分; 一等奖4分; 全覆盖 beside 部分覆盖: labels, and no scoring words."""
        match word:
            case "差":
                first = self._previous() in (None, Kind.SEPARATOR)
                return first and _LABEL_NEXT.match(self.folded, end) is not None
            case "奖":
                return self.folded[end - 2 : end - 1] == "等"
            case "可得":  # 不认可得0分
                return self.folded[end - 3 : end - 2] in ("认", "许")
            case "全覆盖":
                return _COVERED_IN_PART.search(self.folded) is not None
        return False

    def _word_applies(self, word: str, end: int) -> bool | None:
        """Words that are meant as scoring words only in one place, None for any other word."""
        match word:
            case "其他" | "其它" | "其余":  # 其他部门 names something, 其它一处不符合 counts it
                return self._previous() in _BEFORE_OTHERWISE and not _OTHER_THINGS.match(self.folded, end)
            case "保持稳定":
                return self._previous() is Kind.LAST_YEAR
            case "<" | ">":
                ahead = self.folded.startswith(("目标", "指标", "年度", "计划", "年初"), end)
                return ahead or self._previous() in _BOUND_ENDS or _BEFORE_NUMBER.match(self.folded, end) is not None
            case "未达":  # 未达到 and 未达标 are a negation and what it negates
                return not self.folded.startswith(("到", "标", "成"), end)
            case "各":
                return _AFTER_ALL_OF.match(self.folded, end) is not None
            case "得分":  # 完成得分 alone is more likely a number lost
                once = self.gets_marks_once
                meant = self._previous() is not Kind.PARTICLE and once
                return bool(meant) and _END.match(self.folded, end) is not None
            case "前进" | "进位" | "晋位" | "退步" | "退位" | "后移" | "退后" | "回落":  # 前进村 is a name
                before = (Kind.EACH, Kind.LAST_YEAR, Kind.LAST_PERIOD)
                return self._previous() in before or _BEFORE_NUMBER.match(self.folded, end) is not None
            case "不变" | "没有变化":
                return any(token.kind in (Kind.LAST_YEAR, Kind.LAST_PERIOD) for token in self.tokens)
            case "上限":
                return _POINTS_NEXT.match(self.folded, end) is not None
            case "加满" | "计满" | "得满":  # 得满分
                return _BEFORE_NUMBER.match(self.folded, end) is not None
            case "内":
                unit = self.tokens[-1].unit if self._previous() is Kind.UNIT else None
                return unit is not None and _is_time(unit)
        return None

    def _kind_applies(self, kind: Kind, end: int) -> bool | None:
        """Kinds that depend on what stands before or behind them, None for any other kind."""
        if kind is Kind.BY and self.folded.startswith(("满分", "全分"), end):
            return True
        if kind in (Kind.INCLUDED, Kind.EXCLUDED):
            return self._previous() in _BOUND_ENDS
        if kind is Kind.RANGE and self._previous() not in _BOUND_ENDS:
            return False
        if kind is Kind.EVERY:
            return _AWARD_NEXT.match(self.folded, end) is None
        behind = _MUST_FOLLOW.get(kind)
        return None if behind is None else behind.match(self.folded, end) is not None


_MUST_FOLLOW = {
    **dict.fromkeys((*_NEEDS_POINTS, Kind.IN_ALL), _BEFORE_POINTS),
    **dict.fromkeys((Kind.TOP, Kind.BY), _BEFORE_NUMBER),
    Kind.RANGE: _BEFORE_BOUND,
    Kind.PARTICLE: _AFTER_PARTICLE,
}
"""What has to stand behind a word of the kind."""


def _is_time(unit: Unit) -> bool:
    return unit.dimension is Dimension.TIME
