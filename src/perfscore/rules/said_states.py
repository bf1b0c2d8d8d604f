"""The production of states: words without numbers and points, and what they earn or cost."""

from __future__ import annotations

import re

from perfscore.model.rule import Award, Clause, DeductPoints, Discretion, FullMarks, NoMarks, ProRata, Says
from perfscore.rules.awards import take_award
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft, is_source
from perfscore.rules.lexicon import FREE_WORDS, Kind, names_a_target
from perfscore.rules.restated import fault_of
from perfscore.rules.tokens import Token
from perfscore.rules.vetoes import pass_over_veto

_STATE_WORDS = frozenset((*FREE_WORDS, Kind.OTHER_TIME, Kind.RANKING, Kind.GRADE_WORD, Kind.HEDGE))
_AT_THE_END = re.compile("(?:的|再|另|(?<![认许])可|(?<![细规原准守通法总])则|将|予以|者)+$")
_LOST_POINTS = re.compile(
    "[得计扣加减]分|满分|分值|为达到|为完成|[不未没非]$|不不|未未|没有未|没有不|不未|未没"
    "|未不|没未|没有没|左右$|大约$|(?<![合节契签制公预条违履大民盟邀婚誓租])约$|(?<![代抵折克回查缴])[扣减][-―—]?$|的得(?:,|$)|(?<!\\d)%"
    "|应$|分为$|倒扣|倒$|^[-―—]|中[-―—]|没少|没缺|没[人次项处个天户件例起种份条]$"
    "|(?:^|[,、或])为(?!了|主|由|期|民|官|零|0|本|何)"
    "|(?<![认行作视成列定确])为(?:按[时期要规]|及时|分类|装订|联网|建立|设[置立]|实[现行施]|配[备置]|落实|开展|制定|安装|执行|形成|使用|上报)"
)
"""“完成得分，未完成不得分”: the number of the points is lost; 为 is a slip for 未 (为达到, 为配备), or is it none;
没人扣0.5分 means 每人, ―处 means 一处; 应得分, 奖励分为 are no awards."""


def take_state(cursor: Cursor, draft: Draft) -> bool:
    """state = words without numbers and points, commas among them, [PARTICLE] [“,” | “:”] award."""
    start = cursor.index
    words = take_words(cursor)
    if is_source(words) and "," in words:
        return False  # 根据…核算, is where the number comes from; what follows is the branch
    if words and not draft.clauses and cursor.sees(Kind.SEPARATOR, Kind.OTHERWISE) and not is_source(words):
        draft.clauses.append(Clause(condition=Says(text=words), award=FullMarks(), span=cursor.span_from(start)))
        return not _LOST_POINTS.search(words)
    cursor.comma()
    pass_over_veto(cursor, draft)
    award = take_award(cursor, bare=True) if words and not _LOST_POINTS.search(words) else None
    if award is None or isinstance(award, ProRata):
        return False
    said = Says(text=fault_of(words) if _costs(award) else words)
    draft.clauses.append(Clause(condition=said, award=award, span=cursor.span_from(start)))
    return True


def _costs(award: Award) -> bool:
    return isinstance(award, NoMarks | DeductPoints) or (isinstance(award, Discretion) and award.deducts)


def take_words(cursor: Cursor, *, commas: bool = True) -> str:
    """Take words without numbers and points, commas among them."""
    words = ""
    while (token := cursor.peek()) is not None and (
        token.kind in _STATE_WORDS
        or (commas and _comma_inside(cursor))
        or _named_number(cursor)
        or (token.text in _LACKS and cursor.sees(token.kind, Kind.TEXT))
        or (words and token.kind is Kind.EVERY)
        or _falls_short(cursor, words)
        or _goes_on(cursor, words)
        or (words and _compares(cursor))
        or (not words and _is_too_little(cursor))
    ):
        words += token.text
        cursor.take(token.kind)
    if words and commas and (aside := _aside(cursor)):
        words += aside
    return _AT_THE_END.sub("", words).strip(",、")


def _aside(cursor: Cursor) -> str:
    """(相关人员注册并使用) between a state and its points."""
    start = cursor.index
    text = ""
    if cursor.take(Kind.OPEN) is not None:
        while (token := cursor.peek()) is not None and (token.kind in _STATE_WORDS or token.text in ",、"):
            text += token.text
            cursor.index += 1
        if text and cursor.take(Kind.CLOSE) is not None:
            place = cursor.index
            cursor.comma()
            awarded = cursor.sees(Kind.GET, Kind.NUMBER) or cursor.sees(Kind.NO_MARKS) or cursor.sees(Kind.DEDUCT)
            cursor.index = place
            if awarded:
                return f"({text})"
    cursor.index = start
    return ""


_LACKS = ("缺少", "缺", "短缺", "欠缺")
"""缺少灭火器扣3分: what is lacking is a thing and no number."""


def _goes_on(cursor: Cursor, words: str) -> bool:
    """每年定期清理, ④每季度至少公示一次…, 逆向减少编制: words that bound or count only beside a number."""
    token, follows = cursor.peek(), cursor.peek(1)
    if token is None or follows is None:
        return False
    if token.kind is Kind.EVERY:
        listed = cursor.index > 0 and cursor.tokens[cursor.index - 1].kind in (Kind.MARK, Kind.SEPARATOR)
        return (
            not words
            and (listed or token.text in ("每年", "每年度"))
            and (follows.kind in (Kind.TEXT, Kind.QUALIFIER) or (listed and follows.text == "至少"))
        )
    if token.text == "至少":
        return bool(words) and follows.kind in (Kind.TEXT, Kind.ACT)
    return bool(words) and token.kind in (Kind.FALL, Kind.RISE) and follows.kind is Kind.TEXT


def _compares(cursor: Cursor) -> bool:
    """结余超过上年结转: what is compared with is no number, and not what was set for the row."""
    sign, other, behind = cursor.peek(), cursor.peek(1), cursor.peek(2)
    if sign is None or other is None or sign.text not in _COMPARING or other.kind is not Kind.TEXT:
        return False
    ends = behind is None or behind.kind in (Kind.SEPARATOR, Kind.PARTICLE, Kind.NO_MARKS, Kind.GET, Kind.DEDUCT)
    return ends and _SET.search(other.text) is None and not names_a_target(other.text.removesuffix("的"))


_COMPARING = ("超过", "不超过", "高于", "不高于", "低于", "不低于", "大于", "小于", "多于", "少于")
_SET = re.compile("目标|计划|任务|标准|预算|概算|规定|平均|均值|水平|定额|指标|限|同期|去年|上年(?![结借拖])|基数|预期")


def _falls_short(cursor: Cursor, words: str) -> bool:
    """通风能力不足, 质量达不到优良: no number follows, so the words say the state and bound nothing."""
    token, follows = cursor.peek(), cursor.peek(1)
    if not words or token is None:
        return False
    if token.kind not in (Kind.INCOMPLETE, Kind.UNREACHED) and token.text not in ("欠缺", "短缺"):
        return False
    return follows is not None and follows.kind in _BEHIND_SHORT and names_a_target(words) is False


_BEHIND_SHORT = (
    Kind.SEPARATOR,
    Kind.PARTICLE,
    Kind.DEDUCT,
    Kind.NO_MARKS,
    Kind.TEXT,
    Kind.LINK,
    Kind.DISCRETION,
)


def _is_too_little(cursor: Cursor) -> bool:
    """供水不足得0分: 不足 is the state itself where no number follows."""
    return cursor.sees(Kind.INCOMPLETE) and not cursor.sees(Kind.INCOMPLETE, Kind.NUMBER)


def _named_number(cursor: Cursor) -> bool:
    """三张清单, 两项制度: a numeral in words that belongs to a name, and its unit."""
    token, follows = cursor.peek(), cursor.peek(1)
    if token is None or follows is None:
        return False
    if token.kind is Kind.UNIT:
        before = cursor.tokens[cursor.index - 1] if cursor.index else None
        return before is not None and _is_numeral(before) and follows.kind in (Kind.TEXT, Kind.ACT, Kind.QUALIFIER)
    after = cursor.peek(2)
    named = after is not None and after.kind in (Kind.TEXT, Kind.ACT, Kind.QUALIFIER)
    return _is_numeral(token) and follows.kind is Kind.UNIT and named


def _is_numeral(token: Token) -> bool:
    return token.kind is Kind.NUMBER and token.unit is None and token.text in "一二两三四五六七八九十"


def _comma_inside(cursor: Cursor) -> bool:
    """A comma or 、 with more words of the state behind it."""
    token, follows = cursor.peek(), cursor.peek(1)
    inside = token is not None and token.kind is Kind.SEPARATOR and token.text in ",、"
    return inside and follows is not None and follows.kind in _STATE_WORDS
