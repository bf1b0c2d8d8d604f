"""Sentence to tokens: scoring words, numbers and units, each with its place in the sentence as written."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from perfscore.diagnostics import Span
from perfscore.model.quantity import Dimension, Unit
from perfscore.numbers.folding import fold
from perfscore.rules import token_patterns as at
from perfscore.rules.lexicon import KIND_OF_WORD, Kind, lengths_at
from perfscore.rules.token_readers import Readers
from perfscore.rules.token_repairs import Token, opened, without_signs_before_points

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


class _Tokenizer(Readers):
    """One pass over the folded text."""

    @cached_property
    def gets_marks_once(self) -> bool:
        """Tell whether 得分 stands once beside 不得分, so that it can only be what is earned."""
        return at.NOTHING.search(self.folded) is not None and len(at.GETS_MARKS.findall(self.folded)) == 1

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

    def _close_text(self, end: int) -> None:
        if self.text_start is None:
            return
        self.tokens.append(Token(Kind.TEXT, self.folded[self.text_start : end], Span(self.text_start, end)))
        self.text_start = None

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


Reader = Callable[[Readers, int], Token | None]


def _readers_by_first() -> dict[str, tuple[Reader, ...]]:
    """The readers of each sort of token under the characters that it may begin with, in the order of the table."""
    found: dict[str, tuple[Reader, ...]] = {}
    for sort, beginnings in at.BEGINNINGS.items():
        for first in beginnings:
            found[first] = (*found.get(first, ()), getattr(_Tokenizer, f"_{sort}"))
    return found


_READERS = _readers_by_first()
