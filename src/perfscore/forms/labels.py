"""A label as typed enters, the same label folded for comparison leaves: width, spaces and punctuation gone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NOISE = re.compile(r"[\s*＊:：;；,，、。.·()（）\[\]【】〔〕《》<>“”\"'‘’/／\\|_\-—–]+")
_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")


@lru_cache(maxsize=20_000)
def fold_label(text: str) -> str:
    """Return ``text`` with one width and case, without spaces, line breaks, brackets or punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()


@lru_cache(maxsize=20_000)
def fold_without_brackets(text: str) -> str:
    """Return the folded label without what stands in brackets: 实际完成值(B), 资金总额（万元）."""
    return fold_label(_BRACKETED.sub("", text))


@lru_cache(maxsize=20_000)
def fold_text(text: str) -> str:
    """Return ``text`` in one width without spaces; punctuation stays, so that ≥50 and 50 remain two things."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
