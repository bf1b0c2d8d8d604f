"""Folding of written variants, one character to one character, so that every offset stays true."""

from __future__ import annotations

import unicodedata

_OWN = {
    "，": ",", "；": ";", "：": ":", "（": "(", "）": ")", "【": "(", "】": ")", "［": "(", "］": ")",
    "。": "。", "．": ".", "％": "%", "﹪": "%", "٪": "%", "～": "~", "〜": "~", "∼": "~",
    "≧": "≥", "⩾": "≥", "≦": "≤", "⩽": "≤", "＞": ">", "＜": "<", "＝": "=",
    "－": "-", "−": "-", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-", "﹣": "-", "─": "-",
    "〇": "零", "○": "零", "“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"',
    "\u3000": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " ", "\ufeff": " ",
    "\u200b": " ", "\t": " ", "\r": " ", "\v": " ", "\f": " ",
}  # fmt: skip


def _table() -> dict[int, str]:
    table = {ord(source): target for source, target in _OWN.items()}
    for code in range(0xFF01, 0xFF5F):
        narrow = unicodedata.normalize("NFKC", chr(code))
        table.setdefault(code, narrow)
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """Return the text with full-width and variant characters replaced one for one; lengths never change."""
    return text.translate(_TABLE)


def squeeze(text: str) -> str:
    """Return the folded text without any white space: for comparing, never for offsets."""
    return "".join(fold(text).split())
