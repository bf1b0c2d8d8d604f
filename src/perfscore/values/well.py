"""Statements that nothing is wrong, against the words of a rule that takes points: 均已开展, 内容齐全, 无缺项."""

from __future__ import annotations

import re

from perfscore.model.indicator import Expected
from perfscore.numbers.lazy import regex
from perfscore.values.phrases import negation_in
from perfscore.values.propositions import Verdict, holds

_UNIVERSAL = regex(r"^(?:已|均|都|全部|全|各项)+")
_ADVERB = regex(r"^(?:按时|按期|及时|如期|准时|按要求|按规定|按计划)")
_NO = ("未", "没有", "不", "无", "没")
_REACHES = "达到"
_MEETS = regex(
    "(?:均|都|全部|各项)*(?:已)?(?:(?:符合|达到|满足)(?:相关|有关|规定)?(?:的)?(?:要求|标准|规定)|无问题|无异常)"
)
_LACKING = regex("缺|少|不全|不齐|不完整|不足")
_NOTHING_LACKS = regex(
    "(?P<thing>[^不未无没缺]*?)(?:均|都|全部|已)*"
    "(?:齐全|齐备|完整|俱全|无遗漏|无漏项|不缺项?|(?:无|没有)缺(?P<what>[项失漏员少岗额]?))"
)
_PEOPLE = regex("[人名员岗]")


def nothing_wrong(text: str, expected: Expected) -> bool:
    """Tell whether a statement denies, for all of it, what one rule or one part counts.

    Args:
        text: the statement, folded and without blanks.
        expected: what the rule or the part waits for.
    """
    names = _names(expected)
    return denies_all(text, names) or _meets_all(text, names) or any(_lacks_nothing(text, name) for name in names)


def claims(text: str, claim: str) -> bool:
    """Tell whether a statement says the state in which nothing is lost: 内容完整, 均按期完成."""
    plain = _EVER.sub("", text)
    if not claim or not plain:
        return False
    if any(character.isdigit() for character in plain):
        return plain == claim
    left_out = claim.removesuffix(plain)
    ends = len(plain) > 1 and claim.endswith(plain) and _MANNER.search(left_out) is None
    return ends or holds(claim, text) is Verdict.ASSERTED


_MANNER = regex("按|及时|如期|准时|定期|全部|均|都|足额|规范|有效|[未不无没,;、且并及和]")
"""整改 leaves out what 按期整改 asks for, 整改到位 the plan that 有整改方案,整改到位 asks for beside."""
_EVER = regex("^(?:均|都|全部|已|已经)+")


def without_claim(text: str, claim: str) -> str:
    """Leave out of a statement what says only that: 资金已到位，违规1处."""
    pieces = [piece for piece in _PIECES.split(text) if piece]
    kept = [piece for piece in pieces if not claims(piece, claim)] if claim and len(pieces) > 1 else pieces
    return ",".join(kept) if kept and len(kept) < len(pieces) else text


_PIECES = regex("[,;\n]")


def _names(expected: Expected) -> tuple[str, ...]:
    """The words for what is wrong: those of the part, or of the whole sentence where it has no parts."""
    thing = expected.thing.around
    return (thing,) if thing else (*expected.names, expected.wording)


def denies_all(text: str, names: tuple[str, ...]) -> bool:
    """均按时报送 beside 未按时报送: what should not happen is denied of all."""
    plain = _UNIVERSAL.sub("", text)
    says_all = any(word in text[: len(text) - len(plain)] for word in "均都全") or _ADVERB.match(plain)
    if not plain or not says_all or negation_in(plain) or any(character.isdigit() for character in plain):
        return False
    cores = {plain, _ADVERB.sub("", plain), plain.removeprefix("持"), plain.removeprefix("有")}
    denied = [no + core for core in cores if len(core) > 1 for no in _NO]
    if plain.startswith(_REACHES):
        denied.append("达不到" + plain.removeprefix(_REACHES))
    return any(words in name or words in _MANNERS.sub("", name) for name in names for words in denied)


_MANNERS = regex("按(?:规定|要求|有关规定|相关规定|规定要求)(?:进行|的)?")
"""均已公开 denies 未按规定公开 too: what is done is done as asked, where nothing else is said."""


def _meets_all(text: str, names: tuple[str, ...]) -> bool:
    """均符合要求, where what costs is something that does not meet one."""
    asks = any(word in name for name in names for word in ("不符合", "达不到", "未达到", "不合要求", "不满足", "问题"))
    return asks and _MEETS.fullmatch(text) is not None


def _lacks_nothing(text: str, name: str) -> bool:
    """内容齐全, 无缺员 beside 缺一项扣1分: what is counted is what is lacking."""
    match = _NOTHING_LACKS.fullmatch(text)
    if match is None or _LACKING.search(name) is None:
        return False
    if match["what"] in ("员", "岗") and _PEOPLE.search(name) is None:
        return False
    thing = match["thing"].removesuffix("的")
    return not thing or re.search(rf"(?<!、){re.escape(thing)}(?!、)", name) is not None  # 任务书齐全: one of several
