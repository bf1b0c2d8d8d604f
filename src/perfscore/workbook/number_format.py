"""A number format code in, its sections as tokens out (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

BUILTIN_FORMATS = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;[Red]"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats known by number, as a Chinese Excel shows them (18.8.30, the lists for all languages and for zh-cn)."""

_TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"?|\\.|!.)
    |(?P<pad>[_*].?)
    |(?P<elapsed>\[(?:h+|m+|s+)\])
    |(?P<condition>\[(?P<operator><=|>=|<>|<|>|=)(?P<limit>-?[0-9.]+)\])
    |(?P<bracket>\[[^\]]*\])
    |(?P<general>General|G/通用格式)
    |(?P<half>AM/PM|A/P|上午/下午)
    |(?P<exponent>E[+-](?=[0#?]))
    |(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+)
    |(?P<digit>[0#?])
    |(?P<point>\.)
    |(?P<comma>,)
    |(?P<percent>[%％])
    |(?P<text>@)
    |(?P<end>;)
    |(?P<other>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_DATE_KINDS = frozenset(("date", "half", "elapsed"))


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a format: its kind (a group name above) and what it says."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of up to four sections, with the condition that selects it where one is written."""

    tokens: tuple[Token, ...]
    operator: str = ""
    limit: str = ""

    def has(self, kind: str) -> bool:
        """Tell whether a token of this kind stands in the section."""
        return any(token.kind == kind for token in self.tokens)


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format code taken apart, with what the reader wants to know first."""

    code: str
    sections: tuple[Section, ...]
    is_date: bool
    shows_day: bool
    is_percent: bool


@lru_cache(maxsize=4096)
def parse_format(code: str) -> NumberFormat:
    """Return the format taken apart; every code has at least one section."""
    sections = tuple(_sections(code))
    first = sections[0]
    is_date = any(token.kind in _DATE_KINDS for token in first.tokens) and not first.has("general")
    is_elapsed = first.has("elapsed")
    return NumberFormat(
        code=code,
        sections=sections,
        is_date=is_date and not is_elapsed,
        shows_day=any(token.kind == "date" and token.text[0] in "ydea" for token in first.tokens)
        or (is_date and not any(token.kind == "date" and token.text[0] in "hs" for token in first.tokens)),
        is_percent=first.has("percent"),
    )


def _sections(code: str) -> list[Section]:
    sections: list[Section] = []
    tokens: list[Token] = []
    operator = limit = ""
    for found in _TOKEN.finditer(code + ";"):
        kind = found.lastgroup or "other"
        if found["condition"]:
            operator, limit = found["operator"], found["limit"]
        elif kind == "end":
            sections.append(Section(tuple(tokens), operator, limit))
            tokens, operator, limit = [], "", ""
        else:
            tokens.append(_token(kind, found[0]))
    return sections


def _token(kind: str, text: str) -> Token:
    if kind == "literal":
        return Token("literal", text.strip('"') if text.startswith('"') else text[1:])
    if kind == "bracket":
        return Token("literal", _currency(text)) if text.startswith("[$") else Token("pad", "")
    if kind == "other":
        return Token("literal", text)
    return Token(kind, text.lower() if kind in ("date", "elapsed") else text)


def _currency(text: str) -> str:
    """Return the symbol of ``[$¥-804]``; a plain locale mark ``[$-804]`` shows nothing."""
    return text[2:-1].partition("-")[0]
