"""Sentence to tokens: scoring words, numbers and units, each with its place in the sentence as written."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from perfscore.diagnostics import Span
from perfscore.model.quantity import Dimension, Unit
from perfscore.numbers.folding import fold
from perfscore.numbers.numerals import parse_numeral
from perfscore.numbers.text import decimal_of
from perfscore.rules import token_patterns as at
from perfscore.rules.lexicon import KIND_OF_WORD, Kind, lengths_at
from perfscore.rules.share_words import INTERPOLATE, OF_FULL, share_at
from perfscore.rules.stops import stop_at
from perfscore.rules.token_repairs import Token, opened, without_signs_before_points
from perfscore.values.deadlines import deadline_at
from perfscore.values.ordinals import ordinal_at
from perfscore.values.units import PERCENT, POINT, unit_at

__all__ = ["Token", "tokenize"]


def tokenize(text: str) -> list[Token]:
    """Cut a sentence into tokens, longest word first; what is no scoring word becomes TEXT, blanks vanish."""
    tokens = _Tokenizer(at.ONE_OF_THEM.sub(_one_item, at.SAYS_NOTHING.sub(_blank, fold(text)))).run()
    return opened(without_signs_before_points(tokens))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _one_item(match: re.Match[str]) -> str:
    """Put 一项 in the place of 一有: every character keeps its place."""
    each = match["each"].replace("有", " ")
    return (each + " " * len(match["quote"]) + "一项").ljust(len(match[0]))


class _Tokenizer:
    """One pass over the folded text; ``text_start`` is where the open run of plain text began."""

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self.tokens: list[Token] = []
        self.text_start: int | None = None

    @cached_property
    def gets_marks_once(self) -> bool:
        """Tell whether 得分 stands once beside 不得分, so that it can only be what is earned."""
        return at.NOTHING.search(self.folded) is not None and len(at.GETS_MARKS.findall(self.folded)) == 1

    @cached_property
    def names_a_time(self) -> bool:
        """Tell whether there may be a deadline anywhere."""
        return at.NAMES_A_TIME.search(self.folded) is not None

    def run(self) -> list[Token]:
        position, end = 0, len(self.folded)
        while position < end:
            if self.folded[position] == " ":
                self._close_text(position)
                position += 1
                continue
            if self._begins_nothing(position):
                position += 1
                continue
            token = self._token(position)
            if token is None or token.kind is Kind.TEXT:  # a noun joins the run of text around it
                if self.text_start is None:
                    self.text_start = position
                position = position + 1 if token is None else token.span.end
                continue
            if self.text_start is not None:
                self._close_text(position)
            self.tokens.append(token)
            position = token.span.end
        self._close_text(position)
        return self.tokens

    def _begins_nothing(self, position: int) -> bool:
        """Tell at once that no token begins inside a run of text, as is so with most characters."""
        first = self.folded[position]
        if self.text_start is None or first in _READERS or first.isdecimal():
            return False
        return not lengths_at(self.folded, position)

    def _token(self, position: int) -> Token | None:
        """The token that begins here; most characters begin none, and are not tried at all."""
        if self.text_start is None and self.tokens and self.tokens[-1].kind in at.UNIT_MAY_FOLLOW:
            unit = self._unit(position)
            if unit is not None:
                return unit
        first = self.folded[position]
        for reader in _READERS.get(first) or (_READERS["0"] if first.isdecimal() else ()):
            special = reader(self, position)
            if special is not None:
                return special
        return self._word(position)

    def _deadline(self, start: int) -> Token | None:
        """2024年12月31日前; 年底前 is one only where the sentence counts delays, elsewhere it is part of a state."""
        if not self.names_a_time or self.folded[start] not in at.DEADLINES_BEGIN:
            return None
        if (monthly := at.MONTHLY.match(self.folded, start)) is not None:
            return Token(Kind.QUALIFIER, "按时", Span(start, monthly.end()))
        found = deadline_at(self.folded, start)
        text = self.folded[start : found.end] if found else ""
        if found is None or (not any(map(str.isdigit, text)) and not at.COUNTS_DELAY.search(self.folded)):
            return None
        return Token(Kind.DEADLINE, text, Span(start, found.end), deadline=found.deadline)

    def _sample(self, start: int) -> Token | None:
        """任查2个月记录, 随机抽查10名职工: how the checking is done; the number measures nothing."""
        if self._previous() not in (None, Kind.SEPARATOR, Kind.COLON, Kind.MARK):
            return None
        match = at.SAMPLE.match(self.folded, start)
        return Token(Kind.TEXT, match[0], Span(start, match.end())) if match else None

    def _by_rule(self, start: int) -> Token | None:
        match = at.BY_RULE.match(self.folded, start)
        return Token(Kind.TEXT, match[0].replace(" ", ""), Span(start, match.end())) if match else None

    def _mark(self, start: int) -> Token | None:
        if (listed := self._listed(start)) is not None:
            return listed
        if self._previous() not in at.BEFORE_MARK and self.folded[start] not in at.CIRCLED:
            return None
        if self.tokens and self.tokens[-1].text == "、" and self.folded[start] in at.NUMERALS:
            return None  # 一、二、三等奖
        match = at.MARK.match(self.folded, start) or at.SECTION.match(self.folded, start)
        if match is None or (match[0][-1].isdigit() and unit_at(self.folded, match.end())):
            return None
        return Token(Kind.MARK, match[0], Span(start, match.end()))

    def _listed(self, start: int) -> Token | None:
        """2.90%≤完成率 behind 1.…；: the list number goes on, and the number begins behind its point."""
        match = at.LIST_GOES_ON.match(self.folded, start)
        if (
            match is None
            or not self.tokens
            or self.tokens[0].text != "1."
            or self.tokens[-1].text not in (";", "。", "\n")
        ):
            return None
        marks = sum(token.kind is Kind.MARK for token in self.tokens)
        return Token(Kind.MARK, match[0], Span(start, match.end())) if int(match[0][:-1]) == marks + 1 else None

    def _further_inclusion(self, start: int) -> Token | None:
        """(不含5%,含10%)."""
        return self._inclusion(start) if self._previous() in (Kind.INCLUDED, Kind.EXCLUDED) else None

    def _slip(self, start: int) -> Token | None:
        """为达到目标值,每低… means 未."""
        slip = at.SLIP_FOR_NOT.match(self.folded, start)
        return Token(Kind.NOT, "未", Span(start, start + 1)) if slip else None

    def _inclusion(self, start: int) -> Token | None:
        """(含), (不含85%): whether the number before belongs to the range."""
        ends = self.tokens[-2].kind if self._previous() is Kind.PARTICLE and len(self.tokens) > 1 else self._previous()
        if ends not in at.BOUND_ENDS:
            return None
        match = at.INCLUSION.match(self.folded, start) or at.BOTH_INCLUSIONS.match(self.folded, start)
        if match is None:
            return None
        value = decimal_of(match["end"]) if match["end"] else None
        return Token(Kind.EXCLUDED if match["not"] else Kind.INCLUDED, match[0], Span(start, match.end()), value)

    def _stop(self, start: int) -> Token | None:
        found = stop_at(self.folded, start)
        return None if found is None else Token(found[0], self.folded[start : found[1]], Span(start, found[1]))

    def _aside(self, start: int) -> Token | None:
        match = at.ASIDE.match(self.folded, start) if self.text_start is not None else None
        return Token(Kind.TEXT, match[0], Span(start, match.end())) if match else None

    def _share(self, start: int) -> Token | None:
        line = INTERPOLATE.match(self.folded, start)
        if line is not None:
            return Token(Kind.INTERPOLATE, line[0], Span(start, line.end()))
        words = share_at(self.folded, start)
        return Token(Kind.SHARE, words, Span(start, start + len(words))) if words else None

    def _either(self, start: int) -> Token | None:
        """Both sides of a number (每超(少)1户, 高于或低于目标值), and both verbs for them (加(减)0.5分)."""
        verb = at.EITHER_VERB.match(self.folded, start)
        if verb is not None and self._previous() is not Kind.EACH:  # 每增减1个百分点
            return Token(Kind.EITHER_VERB, verb[0], Span(start, verb.end()))
        sides = at.EITHER.match(self.folded, start)
        if sides is None or (self._previous() is not Kind.EACH and "于" not in sides[0]):
            return None
        return Token(Kind.EITHER, sides[0], Span(start, sides.end()))

    def _of_full(self, start: int) -> Token | None:
        if self._previous() not in at.BEFORE_OF_FULL and self.folded[start] != "按":
            return None
        match = OF_FULL.match(self.folded, start)
        return Token(Kind.OF_FULL, match[0], Span(start, match.end())) if match else None

    def _ordinal(self, start: int) -> Token | None:
        """Ⅱ类, 四星级, 一档: a grade where it stands alone; 一等奖, 二级公路 are names."""
        found = ordinal_at(self.folded, start)
        if found is None or at.AFTER_ORDINAL.match(self.folded, found[1]) is None:
            return None
        if self.text_start is not None and not self.folded[:start].endswith(at.BEFORE_ORDINAL):
            return None
        return Token(Kind.GRADE, found[0], Span(start, found[1]))

    def _by_judgement(self, start: int) -> Token | None:
        """视损坏程度扣, 根据影响情况给: what a person judges before choosing the points."""
        match = at.BY_JUDGEMENT.match(self.folded, start) if self.folded[start] in "视根按依" else None
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
        unit = unit_at(self.folded, start)
        spaced = at.SPACED_POINT.match(self.folded, start)
        if spaced is not None:
            return Token(Kind.UNIT, POINT.symbol, Span(start, spaced.end()), unit=POINT)
        if unit is not None and not self._is_no_unit(start):
            end = start + len(unit.symbol)
            again = at.UNIT_AGAIN.match(self.folded, end)
            return Token(Kind.UNIT, unit.symbol, Span(start, again.end() if again else end), unit=unit)
        if self._previous() is Kind.NUMBER and at.POINTS.match(self.folded, start):
            return self._points(start)
        return None

    def _is_no_unit(self, start: int) -> bool:
        """Tell whether it only begins like a unit; 起 is one behind a count, but 从第6起 begins there."""
        if at.NO_UNIT.match(self.folded, start):
            return True
        ranked = len(self.tokens) > 1 and self.tokens[-2].kind is Kind.TOP
        return ranked and self.folded.startswith("起", start)

    def _points(self, start: int) -> Token:
        """分, and the unit behind it in 扣1分/人次."""
        slash = at.PER.match(self.folded, start + 1)
        unit = unit_at(self.folded, slash.end()) if slash else None
        if slash is None or unit is None:
            return Token(Kind.POINTS, "分", Span(start, start + 1))
        end = slash.end() + len(unit.symbol)
        return Token(Kind.POINTS, "分", Span(start, end), unit=unit)

    def _number(self, start: int) -> Token | None:
        if not self.folded[start].isdecimal():
            return self._numeral(start)
        named = at.NAMED_NUMBER.match(self.folded, start)
        if named is None and self._previous() in at.BEFORE_NAMED_RATE:
            named = at.RATE_WITHIN.match(self.folded, start)
        if named is not None:  # a name or the time of measuring, no number and no deadline
            return Token(Kind.TEXT, named[0], Span(start, named.end()))
        match = at.NUMBER.match(self.folded, start)
        if match is None:
            return None
        span = Span(start, match.end())
        if at.AFTER_LETTERS.search(self.folded, max(0, start - 2), start):
            return Token(Kind.TEXT, match[0], span)
        lost = at.LOST_POINT.match(self.folded, start) is not None
        return Token(Kind.NUMBER, match[0], span, None if lost else decimal_of(match[0]))

    def _numeral(self, start: int) -> Token | None:
        """Chinese numerals are numbers before a unit or 分, and after 前 and 第; elsewhere they are plain words."""
        percent = at.PERCENT_NUMERAL.match(self.folded, start)
        if percent:
            value = decimal_of(percent[1]) if percent[1] else parse_numeral(percent[2])
            return Token(Kind.NUMBER, percent[0], Span(start, percent.end()), value, PERCENT)
        match = at.NUMERAL.match(self.folded, start)
        if match is None or self._noun_length(start) >= len(match[0]) or self._is_quoted(start):
            return None
        end = match.end()
        if self._previous() is not Kind.TOP:
            ranged = at.NUMERAL_RANGE.match(self.folded, start)
            while end > start and not (ranged or unit_at(self.folded, end) or at.POINTS.match(self.folded, end)):
                end -= 1
        if end == start:
            return None
        # 一百五家, 三五家: no number of which a part may be taken; without a value no production takes it up.
        value = parse_numeral(self.folded[start:end])
        return Token(Kind.NUMBER, self.folded[start:end], Span(start, end), value)

    def _is_quoted(self, start: int) -> bool:
        """“三会一课”, “四个十”: a numeral in quotation marks is part of a name."""
        return self.folded.count('"', 0, start) % 2 == 1 and '"' in self.folded[start : start + at.LONGEST_QUOTE]

    def _noun_length(self, start: int) -> int:
        lengths = lengths_at(self.folded, start)
        return next((length for length in lengths if self.folded[start : start + length] in KIND_OF_WORD), 0)

    def _word(self, start: int) -> Token | None:
        for length in lengths_at(self.folded, start):
            end = start + length
            word = self.folded[start:end]
            kind = KIND_OF_WORD.get(word)
            if kind is None or len(word) < length:
                continue
            meant = self._meant(word, kind, end)
            if self._applies(word, meant, end):
                return Token(meant, word, Span(start, end))
        return None

    def _meant(self, word: str, kind: Kind, end: int) -> Kind:
        """每增5个百分点 is a rise and 每减1起 a fall; 增加1分 is an addition except behind 每, where it is a step."""
        if word == "=" and self._previous() is Kind.TEXT and at.LABEL_POINTS.match(self.folded, end):
            return Kind.COLON  # 部分覆盖=1分 in a list of labels
        if word == "差" and any(token.kind is Kind.GRADE and token.text in "优良中" for token in self.tokens):
            return Kind.GRADE
        if self._previous() is Kind.EACH:
            return at.STEPS_OF_ONE_SIGN.get(word, kind)
        return Kind.ADD if word == "增加" and at.POINTS_NEXT.match(self.folded, end) else kind

    def _applies(self, word: str, kind: Kind, end: int) -> bool:
        """Tell whether the word is meant as a scoring word here, judged by its neighbours."""
        if word in at.JUDGED_WORDS and kind is not Kind.GRADE:
            if self._is_label(word, end):
                return False
            if (special := self._word_applies(word, end)) is not None:
                return special
        if kind in at.JUDGED_KINDS and (by_kind := self._kind_applies(kind, end)) is not None:
            return by_kind
        if len(word) > 1:
            return True
        if kind in at.GAP:
            return self._previous() is Kind.EACH or at.BEFORE_NUMBER.match(self.folded, end) is not None
        if kind is Kind.GRADE:
            begins = self._previous() is not Kind.TEXT or at.NAMED_GRADE.search(self.folded, 0, end - 1) is not None
            return begins and at.AFTER_GRADE.match(self.folded, end) is not None
        return True

    def _is_label(self, word: str, end: int) -> bool:
        """一般1分，差0分; 一等奖4分; 全覆盖 beside 部分覆盖: labels, and no scoring words."""
        match word:
            case "差":
                first = self._previous() in (None, Kind.SEPARATOR)
                return first and at.LABEL_NEXT.match(self.folded, end) is not None
            case "奖":
                return self.folded[end - 2 : end - 1] == "等"
            case "可得":  # 不认可得0分
                return self.folded[end - 3 : end - 2] in ("认", "许")
            case "全扣":  # 要素不全扣0.5分
                return at.END.match(self.folded, end) is None
            case "均":  # 车均运行成本 is a measure, 均达到 says of how many
                return at.IS_AVERAGED.match(self.folded, end) is not None
            case "全覆盖":
                return at.COVERED_IN_PART.search(self.folded) is not None
        return False

    def _word_applies(self, word: str, end: int) -> bool | None:
        """Words that are meant as scoring words only in one place, None for any other word."""
        match word:
            case "其他" | "其它" | "其余":  # 其他部门 names something, 其它一处不符合 counts it
                return self._previous() in at.BEFORE_OTHERWISE and not at.OTHER_THINGS.match(self.folded, end)
            case "保持稳定":
                return self._previous() is Kind.LAST_YEAR
            case "<" | ">":
                ahead = self.folded.startswith(("目标", "指标", "年度", "计划", "年初", "预算", "合同", "概算"), end)
                return (
                    ahead or self._previous() in at.BOUND_ENDS or at.BEFORE_NUMBER.match(self.folded, end) is not None
                )
            case "未达":  # 未达到 and 未达标 are a negation and what it negates
                return not self.folded.startswith(("到", "标", "成"), end)
            case "各":
                return at.AFTER_ALL_OF.match(self.folded, end) is not None
            case "得分":  # 完成得分 alone is more likely a number lost
                once = self.gets_marks_once
                meant = self._previous() is not Kind.PARTICLE and once
                return bool(meant) and at.END.match(self.folded, end) is not None
            case "前进" | "进位" | "晋位" | "退步" | "退位" | "后移" | "退后" | "回落":  # 前进村 is a name
                before = (Kind.EACH, Kind.LAST_YEAR, Kind.LAST_PERIOD)
                return self._previous() in before or at.BEFORE_NUMBER.match(self.folded, end) is not None
            case "不变" | "没有变化":
                return any(token.kind in (Kind.LAST_YEAR, Kind.LAST_PERIOD) for token in self.tokens)
            case "上限":
                return at.POINTS_NEXT.match(self.folded, end) is not None
            case "加满" | "计满" | "得满":  # 得满分
                return at.BEFORE_NUMBER.match(self.folded, end) is not None
            case "内":
                unit = self.tokens[-1].unit if self._previous() is Kind.UNIT else None
                return unit is not None and _is_time(unit)
        return None

    def _is_in_a_name(self, end: int) -> bool:
        """市政府以上通报批评: said of an office, and of no number before it."""
        measured = bool(self.tokens) and self.tokens[-1].kind in (Kind.NUMBER, Kind.UNIT, Kind.GRADE)
        return self.text_start is not None and not measured and at.NAMES_GO_ON.match(self.folded, end) is not None

    def _kind_applies(self, kind: Kind, end: int) -> bool | None:
        """Kinds that depend on what stands before or behind them, None for any other kind."""
        if kind is Kind.BY and self.folded.startswith(("满分", "全分"), end):
            return True
        if kind in (Kind.INCLUDED, Kind.EXCLUDED):
            return self._previous() in at.BOUND_ENDS
        if kind is Kind.RANGE and self._previous() not in at.BOUND_ENDS:
            return False
        if kind in at.OPEN_ENDS and self._is_in_a_name(end):
            return False
        if kind is Kind.EVERY:
            return at.AWARD_NEXT.match(self.folded, end) is None
        behind = at.MUST_FOLLOW.get(kind)
        return None if behind is None else behind.match(self.folded, end) is not None


def _is_time(unit: Unit) -> bool:
    return unit.dimension is Dimension.TIME


Reader = Callable[[_Tokenizer, int], Token | None]


def _readers_by_first() -> dict[str, tuple[Reader, ...]]:
    """The readers of each sort of token under the characters that it may begin with, in the order of the table."""
    found: dict[str, tuple[Reader, ...]] = {}
    for sort, beginnings in at.BEGINNINGS.items():
        for first in beginnings:
            found[first] = (*found.get(first, ()), getattr(_Tokenizer, f"_{sort}"))
    return found


_READERS = _readers_by_first()
