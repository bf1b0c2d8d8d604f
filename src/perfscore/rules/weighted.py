"""The production of sums of shares: 得分=受理率×4+办结率×6, 综合得分=到位率×40%+完成率×60%; a thing each."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.diagnostics import Span
from perfscore.model.rule import Always, Basis, Clause, ProRata
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import MOST_POINTS, Draft
from perfscore.rules.lexicon import Kind
from perfscore.rules.tokens import Token

_HEAD = re.compile(r"[^=+×*/]{0,14}?(?:得分|得分值|总分|分数|成绩)=")
_TERM = re.compile(
    rf"\(?(?P<name>[\u4e00-\u9fff]{{2,20}}?(?:率|比例|程度|(?P<marks>得分|评分|分数|成绩)))[×*xX✕](?P<number>{NUMBER_PATTERN})(?P<of>%|分)?\)?"
)
_OPEN_WORDS = re.compile("[不未没无非]|约|左右|酌情|去年|上年|平均|其他|其它|等")
_WHOLE = Decimal(100)


def take_weighted(cursor: Cursor, draft: Draft) -> bool:
    """weighted = score “=” term { “+” term }, term = name “×” NUMBER [“%” | “分”].

    Shares in percent have to come to 100; marks (A得分×30%) are out of 100 and only weighed in percent.
    """
    tokens = _item(cursor)
    text = "".join(token.text for token in tokens)
    head = _HEAD.match(text)
    pieces = text[head.end() :].split("+") if head else []
    terms = [_TERM.fullmatch(piece) for piece in pieces]
    if head is None or len(terms) < 2 or not all(terms) or _OPEN_WORDS.search(text):  # noqa: PLR2004 - one is no sum
        return False
    found = [(term["name"], decimal_of(term["number"]), term["of"], term["marks"]) for term in terms if term]
    in_percent = all(of == "%" for _, _, of, _ in found)
    numbers = [number for _, number, _, _ in found if number is not None and 0 < number <= MOST_POINTS]
    if len(numbers) != len(found) or len({name for name, _, _, _ in found}) != len(found):
        return False
    if not in_percent and any(of == "%" or marks for _, _, of, marks in found):
        return False
    if in_percent and sum(numbers) != _WHOLE:
        return False
    places = _places(tokens)
    start = head.end()
    for piece, (name, _, _, _), points in zip(pieces, found, numbers, strict=True):
        span = Span(places[start], places[start + len(piece) - 1] + 1)
        award = ProRata(points=points, basis=Basis.VALUE, matter=name)
        draft.clauses.append(Clause(condition=Always(), award=award, span=span))
        start += len(piece) + 1
    cursor.index += len(tokens)
    cursor.farthest = max(cursor.farthest, cursor.index)
    return True


def _item(cursor: Cursor) -> list[Token]:
    """The tokens up to the next separator."""
    found = []
    for token in cursor.tokens[cursor.index :]:
        if token.kind is Kind.SEPARATOR:
            break
        found.append(token)
    return found


def _places(tokens: list[Token]) -> list[int]:
    """Where each character of the joined words stands in the sentence."""
    return [token.span.start + offset for token in tokens for offset in range(len(token.text))]
