"""The words of limits, put together: what is limited (扣分, 加分, 得分), and how (不超过, 最高为, 以…为限)."""

from __future__ import annotations

_LIMITED_SO = (
    "不超过 最多不超过 最高不超过 均不超过 各不超过 累计不超过 合计不超过 最多多不超过 不得超过 最高为 最多为 "
    "均最高为 最高均为 最高各为 "
    "最高 最多 上限为 上限 以 均以 各以 总和不超过 总计不超过 最高不得超过 最多不得超过 不高于 总分不超过"
).split()


def limit_words(*subjects: str) -> str:
    """Return every subject with every way of limiting it, as one entry of the table."""
    return " ".join(f"{subject}{so}" for subject in subjects for so in _LIMITED_SO)
