"""The wordings of shares of the points: 分值的60%, 按实际完成率乘以标准分计分, 按插值法计算."""

from __future__ import annotations

import re

OF_FULL = re.compile(
    r"(?:按照?|以)?(?:(?:[该本此](?:项|指标|项指标)?|指标|项目|单项)?(?:的)?"
    r"(?:标准分值?|满分|全分|总分值?|基础分值?|指标分值?|分值|权重分?值?|分数|应得分)|[该本此](?:项|指标|项指标)得分)"
    r"(?:的|×|\*|乘以)? *(?=\d+(?:\.\d+)?\s*%)"
)
"""分值的60%, 满分的80%: points as a percentage of the row's full marks."""

SHARE = re.compile(
    r"(?:按照?|根据|依据|依|以)(?![^,;。]{0,20}(?:去年|上年|上一年|前一?年|同期|上期|同比|环比|平均|其他|其它))[^,;。:()\d每扣得=]{0,24}?(?:比例|比率|比值|完成率|完成程度|完成进度|百分比|率(?=(?:折算|换算)))"
    r"(?:的)?(?:(?:乘以?|×|\*)(?:[该本此](?:项|指标|项指标)|指标)?(?:的)?(?:标准分值?|分值|满分|权重分?值?|总分))?"
    r"(?:来|进行|予以|相应|酌情)?(?:计算|折算|核算|换算|确定)?"
    r"(?:得分|计分|记分|给分|赋分|评分|计入|计得分|扣分|扣减|扣除|扣|计算|折算|给予分值|得相应分值|计分值)"
    r"(?:相应)?(?:的)?(?:分值|分数)?(?![^\s,;。:()、]*\d)"
)
"""按比例得分, 按实际完成率乘以标准分计分, 按退养完成比例扣分: all the same award."""

_DENIED = re.compile("不(?!动产|锈|良)|未(?!成年)|没|基本(?!公共|医疗|养老|农田|建设)|部分|大约|左右|酌情|适当|视情")
_OF_WHAT_IS_MISSING = re.compile("(?:未完成|没完成|没有完成|未达到?|未实现|不足|未落实).*扣")
"""按未完成比例扣分: what is missing of the whole is taken from it, which is the share that is there."""


def share_at(text: str, start: int) -> str:
    """Return the wording of a share that stands here, empty where none does or a word turns it round."""
    match = SHARE.match(text, start) if text[start] in "按根依以" else None
    if match is None or (_DENIED.search(match[0]) and not _OF_WHAT_IS_MISSING.search(match[0])):
        return ""
    return match[0]


INTERPOLATE = re.compile(
    r"(?:按照?|采用|用|以|通过)(?:直线|线性|比例)?(?:内插|插值|插入)法?(?:计算|计|确定|给|得|赋)*(?:得分|分值|分数|计分|给分|评分|分)?"
    r"|(?:直线|线性)(?:内插法?|插值法?|插入法?|比例)?(?:计算)?(?:得分|计分|给分|赋分|记分)"
    r"|按照?(?:直线|线性)?比例(?:递增|递减|增减|增|增加)(?:得|计|加|减|给|扣)*分"
)
"""按插值法计算, 按直线内插法计分, 按比例增分: points on a straight line."""
