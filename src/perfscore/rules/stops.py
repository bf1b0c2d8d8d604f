"""Where deducting or earning ends, in any of its many wordings: 直至扣完本项分值, 最高不超过指标分值, 完成年度任务."""

from __future__ import annotations

from perfscore.numbers.lazy import regex
from perfscore.rules.lexicon import Kind

_ITS = (
    r"(?:(?:该|本|此|这|各|单|每)小?(?:项|指标|类|条)(?:指标|内容|工作|任务|考核)?|指标|项目|单项)?"
    r"(?:的)?(?:所有|全部)?"
)
_MARKS = (
    rf"(?:{_ITS}(?:标准|基础|基本|权重|应得|考核|指标|设定)?(?:分值|分数|得分|满分|总分|标准分|权重分?|分)"
    r"|(?:该|本|此)(?:项|指标))"
)
_NO_NUMBER = r"(?=\s*(?:[,;。:)、]|$|\n))"
_LEAD = r"(?:直至|直到|一直|至|可)(?:将|把)?"
_LAST = r"(?:为止|即止|则止|而止|止|为限|截止|即可|为准)"
_GONE = r"(?:扣减|扣除|扣|减)(?:完|光|尽|满|至0分?|到0分?|至零分?|到零分?)"
_LOST = (
    r"(?:累计|合计|总计|总|最多|最高)?扣(?:减)?分(?:累计|总计|合计|总和|之和|最多|最高|总数|总额){0,2}"
    r"(?:不超过|不得超过|不超出|不能超过|不高于|不大于|最多为|最高为|为|以)"
)
"""累计扣分不超过本项分值: no more can be lost anyway."""
_STOP = regex(
    rf"(?:{_LEAD}{_MARKS}?{_GONE}{_MARKS}?{_LAST}?|(?:将|把)?{_MARKS}?{_GONE}{_MARKS}?{_LAST}|{_GONE}{_MARKS}){_NO_NUMBER}"
    rf"|(?:最后|本项|该项|此项|得分|分值){{0,4}}(?:(?:不|不再)(?:计|得|倒扣|扣|出现|产生|为|予扣|得为|得出现)+(?:负分|负数|负值|负|分值以外的分)|不倒扣分?){_NO_NUMBER}"
    rf"|(?:直至|直到|至)(?:为)?(?:0|零)分(?:为止)?{_NO_NUMBER}"
    rf"|(?:最低|得分最低|最低得分|最少)(?:为|得|扣至|扣到|计|是)?(?:0|零)分{_NO_NUMBER}"
    rf"|(?:可以?)?(?:累计)?{_GONE}{_NO_NUMBER}|(?:最多|至多)(?:可)?(?:扣|减)(?:完|光){_NO_NUMBER}"
    rf"|(?:最多|最高|至多)(?:可)?扣(?:完|至0分|到0分|至零分|{_MARKS}){_LAST}?{_NO_NUMBER}"
    rf"|{_LOST}{_MARKS}(?:为限|封顶|为上限|为止|为最高限)?{_NO_NUMBER}"
)
_TOTAL = "得分|最高|最多|总分|累计|合计|总计|至多|总得分|得分值"
_TOP = regex(
    rf"(?:直至|直到|至)?(?:得|加|计|给|记)?(?:到|至|满)?{_ITS}(?:满分|分值|总分)(?:为止|即止|止|封顶|为限|为上限){_NO_NUMBER}"
    rf"|(?:{_TOTAL}){{0,3}}(?:不超过|不得超过|不超出|不高于|不大于|不能超过){_MARKS}(?:为限|封顶|为上限|为止|为最高限)?{_NO_NUMBER}"
    rf"|(?:{_TOTAL}){{1,3}}(?:为|以|至|是){_MARKS}(?:为限|封顶|为上限|为止|为最高限)?{_NO_NUMBER}"
    rf"|(?:{_TOTAL}){{0,3}}以{_MARKS}(?:为限|封顶|为上限|为最高限){_NO_NUMBER}"
)
_CEILING = regex(
    rf"(?:得分)?(?:超过|超出|高于|大于){_MARKS}(?:的|部分|时)?,?"
    rf"(?:按照?|以|计|得){_MARKS}(?:计算|计分|计|得分|算|记)?{_NO_NUMBER}"
)
"""超过分值按分值计."""
_NO_MORE = regex(
    r"(?:对)?(?:超额|超过|超出)(?:完成|部分|目标|目标值|任务|计划|年度目标|完成任务|完成部分){0,3}(?:的)?(?:部分)?,?"
    r"(?:也)?(?:均|一律)?(?:不予?)(?:(?:再|另|另行|额外|重复)(?:加分|计分|得分|记分|增加得分|给分)|加分|增分|奖励分|奖分)"
    rf"{_NO_NUMBER}"
    r"|(?:同一|同类|同项|单个|单项)[^,;。\d每扣加得]{1,12}?(?:的)?,?(?:不|不得|不予)(?:重复|累计|叠加)(?:加分|计分|得分|奖励|计算|加)"
    rf"{_NO_NUMBER}"
)
"""超额完成的不加分: no more than full marks, as it is anyway."""
HIGHEST = regex(
    r"(?:(?:对|获得?)?(?:同一|同类|同项|同级|多次|多个|多项|同时)[^,;。\d扣加]{0,20}(?:的|者)?,?)?"
    r"(?:(?:只|均|可|则)?(?:按照?|以|取|就)(?:其中|其)?(?:的)?(?:最高|较高)(?:级别|等级|等次|层次|档次|级次|分值|得分|分数|奖项|荣誉|一级|一项|一次|分|项|级|者|档)*"
    r"(?:的)?(?:进行)?(?:计算|计分|计得分|计入|计|得分|加分|记分|给分|为准|认定|核定|奖励)?"
    r"|(?:按照?)?(?:就|从)高(?:不(?:就|从)低)?(?:的)?(?:原则)?(?:计分|加分|计算|得分|认定)?|高限计分)"
    r"(?:,?(?:均)?(?:不|不予|不得|不再)(?:重复|累计|累加|叠加|兼得)(?:计分|加分|计算|得分|记分|奖励)?)?"
    rf"{_NO_NUMBER}"
)
"""同一项目按最高级别计分，不重复计分: of the cases named one counts, the best."""
_WHOSE = (
    "年度|全年|本年度|当年|本年|年初|既定|预期|规定|上级|下达的?|省级?|市级?|县级?|区级?|厅|局|部|中央|国家|省定|市定"
    "|各项|相关|全部|规定的|既定的|预定|计划|考核|责任|绩效"
)
_MET = regex(
    rf"(?:(?:超额完成|超额|达到)(?:或者?|及|和|、))?(?:达到|完成|达成|实现)(?:了)?(?:(?:{_WHOSE})*(?:的)?(?:目标|任务|指标)(?:任务|目标|值|数|量|指标|要求|标准)*"
    rf"|(?:{_WHOSE})+(?:的)?计划(?:目标|任务|值|数|量|指标|要求)*|计划(?:目标|任务|值|数|量|指标))"
    r"(?=\s*(?:[,;。:()]|$|\n|的(?![一-龥])|的[得计记给不扣每,按]|[得计记给]\s*(?:满分|全分|\d)|不扣|及以上|以上|\d))"
)
"""完成全年任务, 达到预期目标值: the row's own target, whoever set it."""


def stop_at(folded: str, start: int) -> tuple[Kind, int] | None:
    """Return the kind and the end of what stands at ``start``, if it is such a wording."""
    first = folded[start]
    if first in _STARTS_STOP and (match := _STOP.match(folded, start)):
        return Kind.TO_THE_END, match.end()
    if first in _STARTS_TOP and (match := _TOP.match(folded, start)):
        return Kind.TO_THE_TOP, match.end()
    if first in "得超高大" and (match := _CEILING.match(folded, start)):
        return Kind.TO_THE_TOP, match.end()
    if first in "超对同单" and (match := _NO_MORE.match(folded, start)):
        return Kind.SAID_ANYWAY, match.end()
    if first in _STARTS_HIGHEST and (match := HIGHEST.match(folded, start)):
        return Kind.SAID_ANYWAY, match.end()
    if first in "达完实超" and (match := _MET.match(folded, start)):
        return Kind.AT_TARGET, match.end()
    return None


_STARTS_STOP = frozenset("累直一至可将把该本此这各单每指项扣减分得最不标基权应考设满总全所")
_STARTS_TOP = frozenset("直至得加计给记到满该本此这各单每指项最总累合不为以分")
_STARTS_HIGHEST = frozenset("对获同多只均可则按以取就从高")
STOP_STARTS = _STARTS_STOP | _STARTS_TOP | _STARTS_HIGHEST | frozenset("超对达完实高大同单")
"""What any of these wordings begins with."""
