"""What the tokenizer looks for besides the words of the lexicon: patterns, and the kinds that decide what is meant."""

from __future__ import annotations

import re

from perfscore.numbers.numerals import NUMERAL_CHARACTERS
from perfscore.numbers.text import NUMBER_PATTERN
from perfscore.rules.lexicon import DOWNWARD, UPWARD, Kind
from perfscore.rules.stops import STOP_STARTS

AFTER_LETTERS = re.compile("PM$")
"""PM2.5 is a name."""
ASIDE = re.compile(r"\((?![^)]*[含减扣加增少低降])[\u4e00-\u9fff]{1,3}\)(?=[\u4e00-\u9fff])")
"""因公出国(境)费, 区(县)级: a bracket inside a name."""
LONGEST_QUOTE = 12
NUMBER = re.compile(NUMBER_PATTERN)
SLIP_FOR_NOT = re.compile(r"为(?=(?:达到?|完成)(?:年度)?(?:目标|指标|任务|要求)值?,?每[低少差])")
_NO_POINTS = r"[^()\d、,;扣加减得分没未无不非除一二两三四五六七八九十百]"
SAYS_NOTHING = re.compile(
    rf"\((?:不?含|包括|包含)(?!本数|等于|税\)|当?[日天]\)){_NO_POINTS}{{2,16}}\)|"
    r"(?<![\u4e00-\u9fff])(?:若|如果)(?=(?:当月|当年|全年|本年|年度)?(?:实际)?(?:完成率|完成数|\d))|"
    r"(?:各|每个?)?(?:年度|年终|年末|季度|半年|月度|期末)?(?:考核|检查|验收|评估|核查|审计)(?:评定)?时,?(?=每)|"
    r"\((?:以|按|由|依据)[^()\d]{1,24}(?:为准|计算|统计|核定|确定|认定|提供|口径|周期)\)"
    r"|\(含当?[日天]\)"
    r"|(?<![\u4e00-\u9fff])每(?:平方米|公里|亩|户|吨|床|生|公顷|立方米|千米|村|10万人|万人|十万人|千人)"
    r"(?=(?:平均)?(?:造价|成本|费用|投资|产量|产值|能耗|补助|单价|收入|经费|支出|用水量|用电量|发病[数率]|死亡[数率]|拥有量))"
    r"|(?:每[人户亩生]每(?:个?月|年|天|日|次|学期|学年)|每(?:个?月|年|学期|学年)每[人户亩生])"
    r"(?=\d+(?:\.\d+)?(?:元|万元))"
    r"|每(?![月季年周日旬天半学])(?:项|个|条|家|户|人|名|村|镇|乡|县|区|所|校|类|种)?[\u4e00-\u9fff]{0,4}?(?=每(?![次月季年周日天]))"
)
"""(以申报为准): where the number comes from; 每座厂站每降低5个百分点: what is counted stands behind the second 每."""
ONE_OF_THEM = re.compile(
    r"(?P<each>每(?:少|缺|有|达到|落实|做到)?)(?P<quote>\"?)一(?:有(?!关)|制(?!度|定)|进(?!行|度|展|一)|化(?!解)|员(?!工)|必|方面)\"?"
)
"""每少一有, 每有一制, 每“一进”, 每一方面: one of those that the sentence lists."""
BY_RULE = re.compile(
    r"按照?(?:每)?[^\d,;。:()扣得计加减每]{0,8}\d[^,;。:()扣得计加减达×*/÷]{0,14}的(?:比例|标准|频次|数量|额度|定额)"
    r"(?=[^\d,;。:的扣得计加减,以记给赋折确核])"
)
"""按每3000人1名的比例配备: a number of how something is to be done, and none of the result."""
SAMPLE = re.compile(
    rf"(?:随机|现场|任意|任)*(?:抽查|抽取|抽检|抽样|抽问|询问|查阅?|选|检查)\s*(?:\d{{1,3}}|[{NUMERAL_CHARACTERS}]{{1,3}})\s*"
    r"(?:个月|份|户|人|名|家|个|处|次|件|条|台|天|册|本|期|批)(?=[^,;。:\n得扣分的]{1,20}[,:])"
)
NAMED_NUMBER = re.compile(
    r"\d{1,2}月[底末](?=[^\d前之以,;。:完]{2})"
    r"|\d{4}年(?:末|底|度)(?=[一-龥]{3})(?!前|之前|以前|完成|建成|竣工|验收|投入|开工)"
    r"|(?:12345|12348|12315|12320|12328|12329|12369|110|119|120|122)"
    r"(?=热线|平台|政务|服务|举报|投诉|电话|报警|急救)"
)
"""3月末余额, 2019年末耕地面积: the time is part of the name. 12345热线: a telephone number is a name."""
RATE_WITHIN = re.compile(
    r"\d{1,3}(?:[~至\-]\d{1,3})?个?(?:工作日|小时|分钟|天|日|年|个?月|周岁|岁)(?:之内|以内|内|以上|以下)?"
    r"[^\d,;。:()得计扣加减每低高超达不未为≥≤<>]{1,10}?(?:率|比例|占比|比重)"
    r"(?![^\d,;。:≥≤<>达为低高超不]{1,3}[率数])"
)
"""7个工作日病历回收率, 24小时响应率: a time that is part of a name."""
BEFORE_NAMED_RATE = (None, Kind.SEPARATOR, Kind.COLON, Kind.MARK, Kind.TEXT)
LOST_POINT = re.compile(r"0\d+(?![\d\s.月日号年])")
"""扣05分: the point of 0.5 was lost in print, so what the number is cannot be known."""
NUMERAL = re.compile(rf"[{NUMERAL_CHARACTERS}半]{{1,27}}(?:点[{NUMERAL_CHARACTERS}]{{1,6}})?")
NUMERAL_RANGE = re.compile(rf"[{NUMERAL_CHARACTERS}]{{1,4}}(?:至|到|-|~)[{NUMERAL_CHARACTERS}]{{1,4}}(?:名|位)")
PERCENT_NUMERAL = re.compile(rf"百分之(?:({NUMBER_PATTERN})|([{NUMERAL_CHARACTERS}]+(?:点[{NUMERAL_CHARACTERS}]+)?))")
BEFORE_BOUND = re.compile(rf"\s*第?(?:[<>≤≥]|\d|[{NUMERAL_CHARACTERS}半])")
BEFORE_NUMBER = re.compile(rf"\s*(?:\d|[{NUMERAL_CHARACTERS}半])")
BEFORE_POINTS = re.compile(
    rf"\s*(?:\d|[{NUMERAL_CHARACTERS}半]+(?:点[{NUMERAL_CHARACTERS}]+)?\s*分|满分|全分|标准分|基准分|基础分|基本分|底分|起评分"
    r"|该项|本项|此项|分值|指标分|权重|全部)"
)
MARK = re.compile(r"[①-⑳]|\([1-9]\d?\)|[1-9]\d?(?:[、)]|\.(?!\d))|\([一二三四五六七八九十]\)|[一二三四五六七八九十]、")
"""A list number at the head of a sentence or line: ①, (1), 1), 1., 1、, 一、."""
LIST_GOES_ON = re.compile(r"[2-9]\.(?=\d)")
SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}(?=[^\d\s%分.\-~])")
INCLUSION = re.compile(
    rf"\(\s*(?P<not>不?)含(?:本数|等于|\s*(?:(?P<end>{NUMBER_PATTERN})|[{NUMERAL_CHARACTERS}]{{1,6}})[^()\d]{{0,5}})?\s*\)"
)
_INCLUDES = rf"(?:{NUMBER_PATTERN})%?"
BOTH_INCLUSIONS = re.compile(
    rf"(?:\((?=不?含{_INCLUDES}[,、;]不?含{_INCLUDES}\))|[,、;](?=不?含{_INCLUDES}\)))"
    rf"(?P<not>不?)含(?P<end>{NUMBER_PATTERN})%?\)?"
)
"""(不含5%,含10%): an inclusion for each end, in one bracket."""
GETS_MARKS = re.compile(r"(?<!不)得分(?=\s*(?:[,;。]|$))")
BY_JUDGEMENT = re.compile(
    r"(?:视|根据|按照?|依据)(?:[^,;。:()\d扣得给加减]{0,10}?)(?:严重程度|程度|情况|情节|情形|效果|影响|结果|质量)"
    r"(?:轻重|大小|好坏)?(?:相应|酌情|适当|予以|给予|,)?(?=[扣给得加减计]\s*\d+(?:\.\d+)?分?[-~至到—]|酌情)"
)
"""What depends on the eye of a person is followed by a range of points or by 酌情."""
BEFORE_ORDINAL = tuple("为 是 达 于 到 评 定 级 质 档 次 得 获 在".split())
AFTER_ORDINAL = re.compile(
    r"\s*(?:[,:;。(、/\-]|$|\n|等次|等级|水质|水体|标准|水平|[得计记给赋扣不的及和或]|以[上下]|\d+(?:\.\d+)?分)"
)
NOTHING = re.compile("不得分|不计分|不给分|不记分")
END = re.compile(r"\s*(?:[,;。]|$|\n)")
LABEL_NEXT = re.compile(r"\s*(?:0|[1-9]\d*(?:\.\d+)?)\s*分")
COVERED_IN_PART = re.compile("(?:部分|基本|未|没有)(?:全)?覆盖(?!率)")
UNIT_AGAIN = re.compile(
    r"\((?:套|台|件|个|次|例|起|人|户|条|份|家|处|项|篇|名|部|辆|座|所|只|头)\)(?=[^\u4e00-\u9fff]|[扣得加减计以及的分每])"
)
"""1台(套), 2起(次): the same things, counted by another word."""
AVERAGED = (
    "(?:运行|建设|投入|使用|维护|生产|管理|养护|管护|运维|公用|公共|综合)?"
    "(?:成本|费用|投资|造价|能耗|电耗|水耗|支出|收入|产值|产量|用时|耗时)"
)
IS_AVERAGED = re.compile(AVERAGED)
"""公里均养护费用: 均 says that something is counted for each."""
NAMES_GO_ON = re.compile(r"[^\s,;。:的者得计给记赋扣不未加减()\d每为达完部]")
"""市政府以上通报批评: a noun behind 以上 that is said of a noun."""
AFTER_ALL_OF = re.compile(r"\s*[得计记给扣加减占\d]")
AWARD_NEXT = re.compile(r"\s*,?\s*[扣加减得]")
POINTS_NEXT = re.compile(rf"\s*(?:\d+(?:\.\d+)?|[{NUMERAL_CHARACTERS}半]+)\s*分(?!钟)")
STEPS_OF_ONE_SIGN = {"增": Kind.RISE, "减": Kind.FALL, "升": Kind.RISE, "增加": Kind.RISE}
DEADLINES_BEGIN = frozenset("0123456789年第当本上一二三四每")
MONTHLY = re.compile(
    r"每(?:个?月|季度?|半年|年)(?:度|末|终了|结束)?(?:后|次月)?(?:第?\d{1,2}[日号]|\d{1,2}个(?:工作)?日)(?:之?前|内|以前)(?=[报上提填完拨发支汇编公更])"
)
"""每月25日前报送: the same day of every month; who keeps it is in time."""
COUNTS_DELAY = re.compile("每(?:延迟|推迟|滞后|延期|逾期|超期|延误|拖延|晚|超时|延后|推后)|季度[底末]前")
NAMES_A_TIME = re.compile(r"[月季年]|(?:19|20)\d\d[-/.]")
"""What every deadline has."""
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
PER = re.compile(r"\s*/\s*")
AFTER_PARTICLE = re.compile(
    r"\s*(?:[,;。:(]|$|[得计记给赋扣加减不可每按该此本酌视]|全扣|\d+(?:\.\d+)?分(?!之)|依次|分别|以(?=\d))"
)
NAMED_GRADE = re.compile("(?:[评认]定为|[评考]核为|评价为|结果为|等[次级]为|获评为?|评为|达到)$")
AFTER_GRADE = re.compile(r"\s*(?:[,:(]|$|等次|等级|档|[得计记给赋扣不的]|及以[上下]|以[上下]|\d)")
UP, DOWN = "|".join(UPWARD), "|".join(DOWNWARD)
EITHER = re.compile(
    rf"(?:{UP})(?:\((?:{DOWN})\)|(?:或者?|、|/)(?:{DOWN}))|(?:{DOWN})(?:\((?:{UP})\)|(?:或者?|、|/)(?:{UP}))"
    rf"|(?:{UP})\((?:{DOWN})\)于|(?:{DOWN})\((?:{UP})\)于|增减|升降|高低|增\(减\)|升\(降\)|上下浮动|上下波动|浮动"
)
"""超(少), 高于或低于: both sides in one word."""
SPACED_POINT = re.compile(r"个 +百 *分 *点|个百 +分 *点|个百分 +点")
EITHER_VERB = re.compile(
    r"(?:(?:相应)?[加增奖](?:\([扣减]\)|[、/或]?[扣减])|[扣减](?:\([加增奖]\)|[、/或]?[加增奖]))(?=\s*\d)"
)
POINTS = re.compile(r"分(?!号|比|钟|之|类|布|析|散|享|期|别|值|数)")
NO_UNIT = re.compile(r"年度(?!内)|月度|日常|个百分(?!点|比)|部分|本[项级市]|节[约省]|名[次列]|位[次列]")
"""What begins like a unit and is none: 1个百分号, 1部分."""
UNIT_MAY_FOLLOW = {
    Kind.NUMBER,
    Kind.EACH,
    Kind.EITHER,
    Kind.APART,
    Kind.BELOW,
    Kind.ABOVE,
    Kind.FALL,
    Kind.RISE,
    Kind.BEHIND,
}
BOUND_ENDS = {
    Kind.NUMBER,
    Kind.UNIT,
    Kind.INCLUDED,
    Kind.EXCLUDED,
    Kind.OR_MORE,
    Kind.OR_LESS,
    Kind.POINTS,
    Kind.AT_TARGET,
    Kind.BETWEEN,
}
BEFORE_OF_FULL = {Kind.GET, Kind.DEDUCT, Kind.ADD, Kind.SEPARATOR, Kind.COLON, Kind.AT_BEST, Kind.AT_WORST}
GAP = {Kind.BELOW, Kind.ABOVE, Kind.FALL, Kind.RISE}
BEFORE_OTHERWISE = (None, Kind.SEPARATOR, Kind.COLON, Kind.MARK, Kind.CLOSE, Kind.POINTS, Kind.NO_MARKS, Kind.FULL)
BEFORE_MARK = (None, Kind.SEPARATOR, Kind.COLON, Kind.POINTS, Kind.NO_MARKS, Kind.TO_THE_END)
"""扣1分(2)未存档: the sign between two items is missing."""
LABEL_POINTS = re.compile(r"\s*\d+(?:\.\d+)?\s*分\s*(?:[,;。]|$)")
OTHER_THINGS = re.compile(
    r"[^,;。:\n得扣加]{0,40}?(?:每|[一1])\s*(?:人次|户次|[处项个次人台条件点种类名份户家起例])(?!标准|百分)"
)
"""其它一处不符合, 其它不符合要求每处: counted, and not whatever is left."""
NEEDS_POINTS = {Kind.GET, Kind.DEDUCT, Kind.ADD}
GOES_ON = [Kind.OPEN, Kind.NUMBER, Kind.POINTS, Kind.SEPARATOR]
IN_BRACKETS = [Kind.OPEN, Kind.NUMBER, Kind.POINTS, Kind.CLOSE]
SAYS_POINTS = (Kind.POINTS, Kind.NO_MARKS, Kind.FULL, Kind.CLOSE, Kind.TO_THE_END, Kind.SHARE)


NUMERALS = frozenset(NUMERAL_CHARACTERS + "半")
_DIGITS = frozenset("0123456789")
BEGINNINGS: dict[str, frozenset[str]] = {
    "further_inclusion": frozenset(",、"),
    "slip": frozenset("为"),
    "deadline": DEADLINES_BEGIN,
    "mark": _DIGITS | NUMERALS | frozenset(CIRCLED + "("),
    "sample": frozenset("随现任抽询查选检"),
    "by_rule": frozenset("按"),
    "inclusion": frozenset("("),
    "aside": frozenset("("),
    "stop": STOP_STARTS,
    "share": frozenset("按采用以通直线根依"),
    "of_full": frozenset("按以该本此指项单的标满全总基分权应"),
    "by_judgement": frozenset("视根按依"),
    "ordinal": frozenset("第劣ⅠⅡⅢⅣⅤIVABCDE甲乙丙丁一二三四五12345"),
    "number": _DIGITS | NUMERALS,
    "either": frozenset("加增奖扣减升浮") | {word[0] for word in (*UPWARD, *DOWNWARD)},
}
"""What each sort of token other than units and words may begin with; tests/rules holds it to the patterns."""
MUST_FOLLOW = {
    **dict.fromkeys((*NEEDS_POINTS, Kind.IN_ALL), BEFORE_POINTS),
    **dict.fromkeys((Kind.TOP, Kind.BY, Kind.PLUS_MINUS), BEFORE_NUMBER),
    Kind.RANGE: BEFORE_BOUND,
    Kind.PARTICLE: AFTER_PARTICLE,
}
"""What has to stand behind a word of the kind."""
JUDGED_WORDS = frozenset(
    (
        "差 奖 可得 均 全覆盖 其他 其它 其余 保持稳定 < > 未达 各 得分 前进 进位 晋位 "
        "退步 退位 后移 退后 回落 不变 没有变化 上限 加满 计满 得满 内 全扣"
    ).split()
)
"""Words that are scoring words in some places only; tests/rules holds the list to the tokenizer."""
OPEN_ENDS = (Kind.OR_MORE, Kind.OR_LESS)
JUDGED_KINDS = frozenset((*MUST_FOLLOW, *OPEN_ENDS, Kind.INCLUDED, Kind.EXCLUDED, Kind.EVERY))
"""Kinds that depend on what stands before or behind them."""
