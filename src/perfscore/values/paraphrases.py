"""Other words for what a rule asks: a statement in the cell to the same statement in the rule's own verbs."""

from __future__ import annotations

import re
from collections.abc import Callable

from perfscore.numbers.lazy import regex
from perfscore.values.propositions_words import EXISTENCE, NOMINAL, VERBS
from perfscore.values.words import ACTS

_SAME = {
    "制定": "出台 颁布 制订 拟定",
    "建立": "建成 组建 设立 创建",
    "成立": "组建 设立",
    "竣工": "完工",
    "完工": "竣工",
    "投入使用": "投用 启用",
    "召开": "举行",
    "举办": "举行",
    "签订": "签署",
    "配备": "配置 配齐 配足",
    "支付": "付款",
    "发放": "兑付 兑现",
}
"""Verbs that say the same of one thing, asserted or denied."""
_MORE = {
    "制定": "印发 下发 发布 公布",
    "编制": "印发",
    "出台": "印发 发布 公布",
    "建立": "建好 运行",
    "开展": "举办 实施 组织",
    "交付": "移交",
}
"""Verbs that can only be said where the rule's verb is true; their denial denies nothing."""
_MANNER = {"按期": "如期 按时 准时 按计划 按进度", "按规定": "按照规定 依规"}
_NUMBER_OF_DOCUMENT = regex(r"\(?[\u4e00-\u9fff]{1,10}[\[(〔【]\s*(?:19|20)\d\d\s*[\])〕】]\s*\d{1,4}号\)?")
_DAY = regex(r"^(?:已?于|在)?\d{1,2}月(?:\d{1,2}[日号]|底|初|份|[上中下]旬)?(?=[^\d前])")
_ON_A_DAY = r"(?:1[0-2]|0?[1-9])月(?:\d{1,2}[日号]|底|初|份|[上中下]旬)?"
_MONTH = regex(rf"(?P<year>当年|本年|今年)度?{_ON_A_DAY}(?=[^\d前])")
_NEXT_YEAR = regex(rf"(?:次年|下年|翌年|第二年|下一年)度?(?:{_ON_A_DAY})?(?:才|方)?(?P<act>[^,;未没无不\d]+)")
_THIS_YEAR = ("当年", "年内", "年度内", "本年")
_CAUSE = regex(r"^(?:因|由于)[^,;未没不无]{1,12}?(?:,|原因,?|影响,?)?(?=未|没|尚未)")
_CAUSES = regex("原因|理由|无故|客观|不可抗力|因")
_SUCH = "(?:的)?(?:情形|情况|现象|问题|行为|之处)?"
_THERE_IS = regex(rf"(?:存在|有|发现|出现)(?P<what>[^,;]{{0,12}}?不[^,;的]{{2,6}}?){_SUCH}$")
_THERE_IS_NOT = regex(
    rf"(?:未发现|未出现|不存在|没有发现|没有出现|没有|无)(?P<what>[^,;不]{{0,12}}?)不(?P<how>[^,;的]{{2,6}}?){_SUCH}$"
)
_LACKS = regex(
    r"^(?:仍|还)?(?:缺少|缺失|缺|无|没有)(?P<what>[^,;、\d无未不]{2,16})$|^(?P<before>[^,;、\d无未不]{2,16})(?:缺失|缺少|遗失)$"
)
_COMPLETE = ("齐全", "齐备", "完整", "完备")
_DATED_STATE = regex("|".join(("前", "期限", "时限", "时间", "按时", "按期", "如期", "及时", "准时", "年", "月", "日")))


def plainer(text: str, states: tuple[str, ...]) -> str:
    """Return a statement in the words of the states: 印发 where they ask for 制定, 缺合同 where they ask for 齐全.

    The text itself comes back where nothing of it is another word for theirs.
    """
    asked = "|".join(states)
    if _REASON.search(text):
        text = ",".join(filter(None, _REASON.sub("", text).split(",")))
    same = next((state for state in states if text.replace("没有", "无") == state.replace("没有", "无")), None)
    if same is not None:
        return same
    for change in _CHANGES:
        text = change(text, asked)
    return text


_REASON = regex(r"(?:因)?(?:无正当理由|无故|无特殊原因|没有正当理由|无任何理由)(?:而)?")
_HEAD = regex(
    r"^(?:是否[^,;:?不未无没]{2,30}[,:?]|(?:切实|认真|努力)?(?:做好|搞好|抓好|加强)[^,;:不未无没]{2,20}[,:])(?=..)"
)
"""做好收缴工作,按期上交; 是否符合规定,完全符合: what is spoken of, before the state itself."""
_AT_A_RATE = regex(r"按照?[^\d,;、]{0,8}\d[^,;、]{0,16}的(比例|标准|频次|数量|额度|定额)")
"""按每3000人1名的比例配备: who says 按比例配备 repeats no number."""
_PROHIBITED = regex(r"^(?:不得|严禁|禁止|不准|不允许)[^,;]{2,20},")
_ALL_OF_THEM = regex(
    r"(?<=.),(?:以上)?[一二两三四五六七八九十][项个条](?:均|都|全部|全)*(?:达到|符合|满足|做到|具备)(?:要求|标准)?$"
)
_WHEN_CHECKED = regex(r"^(?:检查|考核|评价|验收|抽查|核查|截至考核|考评)时,?")


def plain_state(state: str, asked: str) -> str:
    """Return a state without the words that only say when it is looked at or what is forbidden anyway."""
    plain = _ALL_OF_THEM.sub("", _PROHIBITED.sub("", _WHEN_CHECKED.sub("", _HEAD.sub("", state))))
    plain = _AT_A_RATE.sub(r"按\1", plain)
    plain = _REASON.sub("", plain) if _REASON.sub("", plain) else plain
    return written_out(plain, asked).replace("不完成", "未完成")


def reason_of(text: str) -> str:
    """Return the words for the want of a reason: 无故, 无正当理由."""
    match = _REASON.search(text)
    return match[0] if match else ""


def _without_evidence(text: str, asked: str) -> str:
    """制定的文件 has its number; a day says nothing where no time is asked for, nor a cause where none is."""
    text = _NUMBER_OF_DOCUMENT.sub("", text)
    if not _DATED_STATE.search(asked):
        text = _DAY.sub("", text)
    return text if _CAUSES.search(asked) else _CAUSE.sub("", text)


def _straight(text: str, asked: str) -> str:
    """存在不合规情形 is 不合规, 未发现不合规 is 合规; only for what the states themselves call 不…."""
    there_is, there_is_not = _THERE_IS.fullmatch(text), _THERE_IS_NOT.fullmatch(text)
    if there_is_not and there_is_not["how"] in asked and "不" + there_is_not["how"] in asked:
        return there_is_not["what"] + there_is_not["how"]
    if there_is and there_is["what"].partition("不")[2] in asked:
        return there_is["what"]
    return text


def _lacking(text: str, asked: str) -> str:
    """缺合同, 合同缺失: 合同 is not 齐全 where that is what is asked."""
    match = _LACKS.fullmatch(text)
    word = next((word for word in _COMPLETE if word in asked), None)
    if match is None or word is None:
        return text
    thing = match["what"] or match["before"]
    return f"{thing}不{word}" if thing in asked else text


def _in_their_verbs(text: str, asked: str) -> str:
    denied = re.search("[未没无不]", text) is not None
    for verb in [verb for verb in (*_SAME, *_MORE) if verb in asked]:
        others = _SAME.get(verb, "").split() + ([] if denied else _MORE.get(verb, "").split())
        if verb not in text:
            other = next((other for other in others if other in text and other not in asked), None)
            text = text.replace(other, verb, 1) if other else text
    if "通过验收" in asked:
        text = re.sub("验收(?:已)?通过", "通过验收", text)
    return text


def _in_their_manner(text: str, asked: str) -> str:
    for manner, others in _MANNER.items():
        for other in (manner, *others.split()):
            meant = next((one for one in (manner, *others.split()) if one in asked), None)
            if meant and other != meant and other in text and other not in asked:
                text = text.replace(other, meant)
    return text


_LONG = tuple(word for word in dict.fromkeys((*ACTS, *VERBS, *NOMINAL, *EXISTENCE)) if len(word) == 2)  # noqa: PLR2004
_CUT_SHORT = regex(r"(?P<no>未|没|没有|尚未|已|已经)(?P<short>[签开建编定办设验交报])(?=$|[,;了])")


def written_out(text: str, asked: str) -> str:
    """没开 is 没召开 where 召开 is what the sentence asks, and no other verb of it begins or ends so."""

    def full(match: re.Match[str]) -> str:
        verbs = [verb for verb in _LONG if match["short"] in verb and verb in asked]
        return match["no"] + (verbs[0] if len(verbs) == 1 else match["short"])

    return _CUT_SHORT.sub(full, text)


_APPROVED = regex(
    r"(?P<act>[^,;未没无不]+?)(?:\d+[项次个处场件宗起家户份条])?,(?:均|都)?(?:已|已经|并)?经?(?:过)?(?:上级|主管部门|领导|集体研究|研究)?"
    r"(?:批准|审批|审批同意|同意|报批)(?:同意)?"
)


def _approved(text: str, asked: str) -> str:
    """变更1项，已经批准 is 经批准变更, where 擅自变更 is what the sentence asks about."""
    match = _APPROVED.fullmatch(text) if "擅自" in asked or "未经" in asked else None
    return f"经批准{match['act']}" if match else text


def _in_the_year(text: str, asked: str) -> str:
    """当年11月完成 is 当年完成, and 次年1月完成 is 当年未完成, where that year is what is asked about."""
    if not any(word in asked for word in _THIS_YEAR) or re.search("次年|下年|跨年|翌年", asked):
        return text
    next_year = _NEXT_YEAR.fullmatch(text)
    return f"当年未{next_year['act'].removesuffix('的')}" if next_year else _MONTH.sub(r"\g<year>", text)


_CHANGES: tuple[Callable[[str, str], str], ...] = (
    _approved,
    _in_the_year,
    _without_evidence,
    _straight,
    _lacking,
    written_out,
    _in_their_verbs,
    _in_their_manner,
)
