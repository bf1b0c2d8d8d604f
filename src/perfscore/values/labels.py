"""The mere label of a state, typed without the words that all states share: 先进, 黄灯, 反映一般."""

from __future__ import annotations

import re

from perfscore.numbers.lazy import regex
from perfscore.values.propositions_core import says_something
from perfscore.values.propositions_words import DEGREES, MANNERS, NEGATING, NOT_NEGATING, TOTALS, VERB_NEGATIONS

_AROUND = regex(r"[\"'“”‘’《》]")
_SAID_OF = regex(
    r"^(?:被?(?:评定为|评为|认定为|评价为|考核为|评估为|判定为|鉴定为|确定为|结论为|结果为|等次为|为|是|获评|获|得到))"
)
_TAIL = regex(r"(?:等次|等级|档次|称号|的|了|单位)+$")
_FREE = regex("|".join(map(re.escape, NOT_NEGATING)))
_CHANGES = tuple(word for word in (*DEGREES, *MANNERS, *TOTALS, *VERB_NEGATIONS) if word != "还")


def label_said(text: str, states: tuple[str, ...], names: tuple[str, ...]) -> int | None:
    """Return the place of the one state that ends with the words, where what they leave out changes nothing.

    好 is 效果好 and not 效果不好, 先进 is 评为“先进”; 完成 is neither 按时完成 nor 未完成.
    """
    if len(states) < 2:  # noqa: PLR2004 - one state has no label to tell it from others
        return None
    said, labels = _label(text), tuple(map(_label, states))
    if not said or any(character.isdigit() for character in said):
        return None
    same = [number for number, label in enumerate(labels) if label == said]
    if same:
        return same[0] if len(same) == 1 else None
    ending = [number for number, label in enumerate(labels) if label.endswith(said)]
    heads = {number: labels[number].removesuffix(said) for number in ending}
    fitting = [
        number for number, head in heads.items() if _is_mere_head(head, labels, names) and not _says_more(head, said)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _says_more(head: str, said: str) -> bool:
    """有方案|无总结, 纳入规划|未实施: what stands before is a claim of its own."""
    own = head.startswith(("有", "已")) or says_something(head)
    return own and said.startswith(("未", "无", "没有", "没", "有", "已"))


_LETTER = regex(r"([A-Ea-e]{1,3}[+-]?)(?:级|类|等|档|等级|等次)?")


def _label(words: str) -> str:
    plain = _AROUND.sub("", words).strip(",;。:、")
    letter = _LETTER.fullmatch(plain)
    if letter is not None:
        return letter[1].upper()
    return _TAIL.sub("", _SAID_OF.sub("", _TAIL.sub("", plain)))


def _is_mere_head(head: str, labels: tuple[str, ...], names: tuple[str, ...]) -> bool:
    """Words before the label that other states begin with too, or that name the row's own thing, and turn nothing."""
    plain = _FREE.sub("", head)
    if not head or any(sign in plain for sign in NEGATING) or any(word in head for word in _CHANGES):
        return False
    if any(mark in head for mark in ",;、且并和或"):
        return False
    shared = sum(label.startswith(head) for label in labels) > 1
    return shared or any(head in name for name in names)
