"""The words of 评（扣）分标准 as tables: what is a scoring word, and what only looks like one."""

from __future__ import annotations

import re
from enum import StrEnum

from perfscore.rules.limit_words import limit_words
from perfscore.values.words import ACTS, GRADES, NEGATIONS


class Kind(StrEnum):
    """The kinds of token."""

    TEXT = "text"
    NUMBER = "number"
    UNIT = "unit"
    POINTS = "points"
    SEPARATOR = "separator"
    COLON = "colon"
    OPEN = "open"
    CLOSE = "close"
    PARTICLE = "particle"
    GET = "get"
    FULL = "full"
    NO_MARKS = "no_marks"
    DEDUCT = "deduct"
    ADD = "add"
    EACH = "each"
    EVERY = "every"
    BELOW = "below"
    ABOVE = "above"
    FALL = "fall"
    RISE = "rise"
    FLAT = "flat"
    APART = "apart"
    EITHER = "either"
    EITHER_VERB = "either_verb"
    FROM_THERE = "from_there"
    BEHIND = "behind"
    LATE = "late"
    DEADLINE = "deadline"
    OR_MORE = "or_more"
    OR_LESS = "or_less"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    REACH = "reach"
    AT_TARGET = "at_target"
    COVERED = "covered"
    IN_BUDGET = "in_budget"
    OVER_BUDGET = "over_budget"
    LAST_YEAR = "last_year"
    LAST_PERIOD = "last_period"
    TOP = "top"
    RANKING = "ranking"
    GRADE = "grade"
    GRADE_WORD = "grade_word"
    IN_YEAR = "in_year"
    ACT = "act"
    NOT = "not"
    QUALIFIER = "qualifier"
    OTHERWISE = "otherwise"
    RATE = "rate"
    INCOMPLETE = "incomplete"
    BY = "by"
    NOT_COUNTED = "not_counted"
    TO_THE_END = "to_the_end"
    AT_WORST = "at_worst"
    AT_BEST = "at_best"
    MOST_ADDED = "most_added"
    NOT_ADDED = "not_added"
    MOST_EACH_WAY = "most_each_way"
    LOWEST = "lowest"
    NO_LIMIT = "no_limit"
    BASE = "base"
    TO_THE_TOP = "to_the_top"
    THE_END = "the_end"
    NEGATIVE = "negative"
    HEDGE = "hedge"
    LINK = "link"
    AND = "and"
    FAULT = "fault"
    OTHER_TIME = "other_time"
    FOUND = "found"
    SHARE = "share"
    INTERPOLATE = "interpolate"
    EQUALS = "equals"
    RANGE = "range"
    INCLUDED = "included"
    EXCLUDED = "excluded"
    MARK = "mark"
    STANDARD = "standard"
    RESPECTIVELY = "respectively"
    AND_SO_ON = "and_so_on"
    DISCRETION = "discretion"
    IN_ALL = "in_all"
    VETO = "veto"
    SAID_ANYWAY = "said_anyway"
    OF_FULL = "of_full"
    UNREACHED = "unreached"
    BETWEEN = "between"
    ONWARDS = "onwards"
    LAST_PLACE = "last_place"
    PLUS_MINUS = "plus_minus"


FREE_WORDS = (
    Kind.TEXT,
    Kind.ACT,
    Kind.NOT,
    Kind.QUALIFIER,
    Kind.LINK,
    Kind.AND,
    Kind.FAULT,
    Kind.FOUND,
    Kind.IN_YEAR,
    Kind.REACH,
    Kind.LATE,
    Kind.RATE,
    Kind.PARTICLE,
    Kind.GRADE,
    Kind.AT_TARGET,
)
"""What may describe an event; no numbers, no points, no doubt."""


def _against(times: str, ends: str) -> str:
    """较上年, 与上年同期相比, 比去年: every preposition with every time."""
    words = [time + end for time in times.split() for end in ("", *ends.split())]
    return " ".join(
        f"{before}{word}{behind}"
        for word in words
        for before in "较 比 与 同 和".split()
        for behind in ("", "相比", "比较")
    )


WORDS: dict[Kind, str] = {
    Kind.SEPARATOR: ", ; 。 、 . \n",
    Kind.COLON: ": |",
    Kind.OPEN: "(",
    Kind.CLOSE: ")",
    Kind.PARTICLE: "的 者 则 时",
    Kind.GET: "得 计 记 给 赋 赋予 计得 可得 计为 得分为",
    Kind.FULL: "得分 满分 全分 该项满分 该项分值 全部分值 全部分数",
    Kind.NO_MARKS: "该指标不得分 本指标不得分 此指标不得分 该指标得0分 该指标为0分 该指标不计分 该项指标不得分 本项指标不得分 此项指标不得分 该项工作不得分 该小项不得分 全扣 本项全扣 该项全扣 此项全扣 分值全扣 全部扣除 扣全分 不得分 得零分 计零分 为零分 记零分 不予记分 不予给分 本项不计分 该项不计分 此项不计分 该项考核得零分 本项不给分 该项不给分 此项不给分 均不得分 一律不得分 不能得分 不计得分 该项为0分 该项得0分 为0分 本项得0分 此项得0分 该项计0分 本项计0分 则不得分 不计分 不记分 不给分 不予计分 不予得分 该项不得分 此项不得分 本项不得分 则为0分 该项为零分 此项为0分 此项为零分 本项为0分 本项为零分 该项得零分 此项得零分 该项计零分 此项计0分 该项记0分 该项记零分 不予赋分 不赋分 不予评分 不得此项分 不得该项分",
    Kind.DEDUCT: "扣 扣减 扣除 减 相应扣 相应扣减",
    Kind.ADD: "加 加计 奖 增加 另加 增计 增加计 加记 加得 再加 增 奖励 奖加 追加",
    Kind.EACH: "每",
    Kind.EVERY: "每季度 每年 每月 每年度 每旬 每周 每日 每半年 每个月 每学期",
    Kind.BELOW: "< 低 低于 少 少于 差 缺 缺少 欠缺 小于 欠 短缺",
    Kind.ABOVE: "> 超 超出 超过 高 高于 多 大于 超支 多于 突破 超额完成 延长",
    Kind.FALL: "下降 降低 减少 下滑 降 节约 节省 压减 压缩 负增长 下跌 回落",
    Kind.RISE: "提高 增长 上升 提升 增加 升高 正增长 上涨 增多 前进 进位 晋位",
    Kind.FLAT: "不变 没有变化 持平 保持稳定 相持平 保持持平 零增长 保持不变 无变化",
    Kind.APART: "相差 偏差 偏离",
    Kind.FROM_THERE: (
        "在此基础上 在此基数上 在此以上 在此以下 在此之上 在此之下 在此基础之上 在此基准上 在满分基础上 在满分的基础上 在基础分基础上 在基础分的基础上 在基准分基础上 在基准分的基础上 在此分值基础上 在完成任务的基础上 在完成任务基础上 在完成目标任务的基础上 在完成目标任务基础上 在达标基础上 在达标的基础上 以此为基础 以此为基准 以此为基数"
    ),
    Kind.BEHIND: "落后 后退 降低名次 靠后 退后 后移 退步 退位",
    Kind.LATE: "超过规定时间 超过规定时限 超出规定时间 超出规定时限 超过规定期限 超过时限 超过期限 延迟 滞后 延期 推迟 逾期 超期 延误 拖延 晚 迟 延后 推后 超时 迟报",
    Kind.OR_MORE: "及以上 以上 及其以上 (含)以上 或以上",
    Kind.OR_LESS: "及以下 以下 及其以下 (含)以下 以内 之内 内 或以下",
    Kind.AT_LEAST: "至少 不得少于 不得低于 不得小于 应不低于 应不少于 需不少于 最少 最低 不低于 不少于 不小于 大于等于 高于或等于 高于等于 多于或等于 多于等于 等于或高于 等于或超过 等于或大于 达到或高于 大于或等于 大于(等于) 大于(或等于) ≥",
    Kind.AT_MOST: "不超 至多 不得超过 不得高于 不得多于 不得大于 应不超过 应不高于 控制在 最多 最高 不高于 不超过 不大于 小于等于 低于或等于 低于等于 少于或等于 少于等于 等于或低于 等于或小于 等于或少于 小于或等于 小于(等于) 小于(或等于) 不多于 ≤",
    Kind.REACH: "达到 达 达到了 必须达到 必须达 应达到 应达 需达到 须达到 达到或超过",
    Kind.AT_TARGET: "达标 达到目标 达到指标 达到目标值 达到指标值 完成目标 完成目标值 完成指标值 达到年度目标 达到年度指标值 完成年度目标 达到年度目标值 完成年度目标值 完成年度指标值 完成任务 完成目标任务 完成年度任务 完成年度目标任务 完成任务目标 完成指标 完成年度指标",
    Kind.COVERED: "全覆盖",
    Kind.IN_BUDGET: (
        "控制在预算内 控制在预算以内 控制在预算之内 控制在预算范围内 控制在预算范围之内 在预算内 在预算范围内 "
        "不超预算 不超过预算 不超出预算 未超预算 未超过预算 未超出预算 不超支 未超支 没有超支 没有超预算"
    ),
    Kind.OVER_BUDGET: "超预算 超出预算 超过预算",
    Kind.LAST_YEAR: _against("上年 去年 上年度 上一年 上一年度 去年度", "同期 同期水平 水平")
    + " 同比 年同比 较上年同比 比上年同比",
    Kind.LAST_PERIOD: _against("上月 上期 上季度 上个月 上季 上个季度 上一季度", "同期 水平") + " 环比",
    Kind.TOP: "前 第",
    Kind.RANKING: "排名 名次 位次 排位",
    Kind.GRADE_WORD: "等次 等级 档次 档",
    Kind.IN_YEAR: "当年 当年度 年度内 本年度 本年度内 本年 本年内 年内 当年内 当年度内 年度",
    Kind.QUALIFIER: (
        "按时 及时 按期 如期 准时 按计划 按要求 按规定 按标准 全部 全面 均 都 完全 规范 有效 圆满 顺利 高质量 超额 提前 "
        "足额 严格 依法 定期 持续 积极 认真 较好 充分 有序"
    ),
    Kind.OTHERWISE: "否则 其他 其余 否者 其它 其余情形 其他情形 其它情形 其余情况 其他情况 其它情况 除此之外 除此以外",
    Kind.RATE: "完成率",
    Kind.INCOMPLETE: "不足 不满",
    Kind.BY: "按 按照",
    Kind.NOT_COUNTED: "不计 不扣 不扣分 不予扣分 不计算 不计入 忽略不计",
    Kind.TO_THE_END: (
        "扣完为止 直至扣完 扣完即止 直到扣完为止 扣完该项分为止 扣完分值为止 至扣完为止 直至扣完为止 扣完本项分为止 扣完该项分值为止 扣完为限 扣至0分为止 扣到0分为止 分值扣完为止 本项扣完为止 至本项扣完为止 扣完该项分数为止 扣完此项分为止 扣完此项为止 扣完本项为止 扣完该项为止 不计负分 不得负分 不倒扣 不计负数 不出现负分 扣至零分为止 扣完分数为止 扣完本项分值为止 直至扣完该项分 扣完全部分值为止 扣完止 至扣完止 扣完截止 扣减至0分止 扣减至0分为止 扣至0分止 扣至0分 扣减至零分为止 扣完分为止 扣完即可 扣光为止 减完为止 减至0分为止 减至零分为止"
    ),
    Kind.AT_WORST: (
        "最多扣 最高扣 至多扣 扣完 扣满 最多扣减 最多扣除 最多可扣 累计最多扣 最高扣减 最高可扣 至多可扣 减完 最多减 最高减 最多扣至 "
        + limit_words("扣分", "减分", "累计扣分", "总扣分", "扣减分")
    ),
    Kind.AT_BEST: (
        "上限 最高得 最多得 最高计 最多计 最高不超过 最多不超过 累计不超过 最高为 合计不超过 最多给 最高给 最高可得 最多可得 最高记 最多记 累计最高得 加满 计满 得满 加至 累计最多得 最多多不超过 最高多不超过 上限为 不得超过 "
        + limit_words("得分", "总分", "总得分", "累计得分", "本项得分", "该项得分")
    ),
    Kind.NOT_ADDED: (
        "不加分 不另加分 不再加分 不予加分 不另行加分 不额外加分 不加不减 不加不扣 不加也不减 不加也不扣 不奖不扣 不奖不罚 不加减分 不作加分 "
        "不作加减分 不得加分 不给予加分 不奖励加分 不增不减"
    ),
    Kind.MOST_ADDED: (
        "最多加 最高加 最多可加 最高可加 最多奖 最多增加 最高奖励 累计最多加 累计最高加 最多奖励 最高奖 最多加计 最高加计 至多加 "
        + limit_words(
            "加分",
            "奖分",
            "奖励得分",
            "奖励总分",
            "加分总分",
            "加分总和",
            "奖励分",
            "累计加分",
            "加分项",
            "附加分",
            "奖励加分",
            "总加分",
            "单项加分",
        )
    ),
    Kind.MOST_EACH_WAY: (
        "最多增减 最高增减 最多不超过增减 最高不超过增减 最多不超过加减 最高不超过加减 最多不超过加(减) 增减不超过 加减不超过 "
        "最多增加或减少 最多加减 最高加减 最多加(减) 最高加(减) 最多加(扣) 最高加(扣) 最多加、减 最多加、扣 最多扣(加) 最高加扣 最多加扣 最多加或减 "
        + limit_words(
            *"加分或扣分 加分、扣分 加分和扣分 加分与扣分 加减分 加扣分 加(减)分 加(扣)分 加、减分 加、扣分 增减分 奖扣分 奖惩分 加分扣分 加分及扣分".split()
        )
    ),
    Kind.LOWEST: "最低得 最低计 最低记 最低给 最低为 得分最低为 最低得分为 最低不低于 得分不低于 最低得分不低于 保底 保底得 保底分 最低分为 最少得",
    Kind.NO_LIMIT: (
        "上不封顶 不封顶 加分不封顶 无上限 加分无上限 不设上限 加分不设上限 不设封顶 加分上不封顶 不限上限 不设最高限"
    ),
    Kind.BASE: "基准分 基础分 标准分 基本分 底分 起评分",
    Kind.TO_THE_TOP: "满分为止 得满分为止 得满为止 加满为止 加完为止 至满分为止 直至满分 计满为止 得完为止 加满分为止 直至得满分 得满分封顶",
    Kind.THE_END: "为止",
    Kind.NEGATIVE: "可计负分 计负分 可扣至负分 扣至负分",
    Kind.HEDGE: (
        "适当 适度 左右 大约 约 近 基本 部分 大部分 主要 绝大部分 接近 明显 较大 较多 较少 显著 有所 若干 多次 仅 只 除 各 "
        "倒扣 一半 半数 过半 原则上 预计 倒数 末位 末尾 视同 视为 初步"
    ),
    Kind.DISCRETION: (
        "酌情 视情 视情况 视具体情况 根据情况 视情形 视情节 视情节轻重 根据影响情况 视影响程度 从重 酌情考虑 酌情给予 视完成情况 视实际情况 根据实际情况 根据完成情况 视效果"
    ),
    Kind.LINK: "或 和 及 与 以及 暨 或者",
    Kind.AND: "且 并 同时 并且 而且 其中 但",
    Kind.FAULT: ("违规 违法 虚假 难以 无法 拒绝 拒不 停止 取消 暂缓 漏报 瞒报 错报 缺报 弄虚作假 造假 截留 挪用 挤占"),
    Kind.OTHER_TIME: (
        "去年 上年度 次年 次年度 下年 下年度 跨年 跨年度 上一年度 上一年 前一年度 规定时间 规定时限 规定期限 限期 年底前 月底前 季度"
    ),
    Kind.FOUND: "一经查实 一经发现 一经核实 一旦发现 一旦发生 发现 发生 出现 查出 查实 经查实 存在 检查发现 抽查发现 被查出 产生",
    Kind.EQUALS: "= 等于",
    Kind.RANGE: "至 ~ - 到",
    Kind.INCLUDED: "含 (含) (含本数) 含本数",
    Kind.EXCLUDED: "不含 (不含) (不含本数) 不含本数",
    Kind.STANDARD: "为标准 为基准 为目标 为满分 为准 为基数 为目标值 为标准值 为基准值 为起点 为满分标准 为满分值",
    Kind.RESPECTIVELY: "分别 依次",
    Kind.AND_SO_ON: "以此类推 依此类推 依次类推 如此类推",
    Kind.IN_ALL: "共 共计 总分 合计 总计 本项满分 该项满分 本项满分为 满分为 总分为 共得 本项 该项",
    Kind.SAID_ANYWAY: "以最高级别计分,不累计 按最高级别计分,不累计 以最高级别计分 按最高级别计分 以最高级别计 同一事项就高不就低 就高不就低 同一项目就高不就低 同一事项不重复扣分 同一问题不重复扣分 同一事项不重复加分 同一事项不重复计分 同一项目不重复计分 不重复计分 不重复扣分 不重复加分 缺项不得相应分 缺项不得分 缺项不得该项分 缺少相应内容不得该项分 不符合的不得相应分 未达到的不得相应分 未完成的不得相应分 缺一不可 二者缺一不可 两者缺一不可 三者缺一不可 缺一项不可",
    Kind.UNREACHED: "达不到 未达",
    Kind.BETWEEN: "之间",
    Kind.PLUS_MINUS: "± 正负",
    Kind.ONWARDS: "及以后 以后 及之后 之后 及以外 开外 以外",
    Kind.VETO: "本指标为否决性指标 否决性指标 一票否决 实行一票否决 本指标为约束性指标 约束性指标 不得评为 不得参加评优 取消评优评先资格 取消评先评优资格 取消年度评优资格 取消评优资格 取消评先资格 直接考核为 直接评定为 直接定为",
}
"""Scoring words. A word that no production takes up refuses the sentence: it may change the meaning."""

UPWARD = tuple("超额完成 超过 超出 高于 高出 多于 大于 增加 上升 提高 超 高 多 增".split())
DOWNWARD = tuple("低于 低出 少于 小于 不足 减少 下降 降低 少 低 欠 差 减 降 缺".split())
"""Words for the two sides of a number, longest first: 每超(少)1户, 高于或低于目标值."""

_TARGET_ENDS = tuple(
    "目标 目标值 目标数 指标 指标值 任务 任务数 任务量 计划 计划数 计划量 标准 标准值 平均值 平均数 平均水平 平均年龄 要求 定额 规定数 规定值 "
    "规定 基数 预算 预算数 预算金额 预算额 合同价 合同金额 概算金额 概算数 预期值 序时进度 时序进度 计划进度 进度要求 进度目标 时间进度 应完成数 下达数 考核数 控制数 限额 上限 下限 概算 估算 限价 达标线 合格线 及格线 目标线 定额数 核定数 目标任务数".split()
)
_SET_FOR_THE_ROW = re.compile("(?:下达|核定|规定|批复|设定)的[^的]{2,10}$")
"""规划下达的耕地保有量: the number that was set for the row."""
_NO_TARGET = ("去年", "上年", "上一年", "次年", "基本", "部分", "国家标准", "以上", "以下")
"""What stands for another number than 指标值."""


def names_a_target(text: str) -> bool:
    """Tell whether words name the row's own target: 进度目标, 省下达责任指标, 市级部门人员平均年龄."""
    named = text.endswith(_TARGET_ENDS) or _SET_FOR_THE_ROW.search(text) is not None
    return named and not any(word in text for word in _NO_TARGET)


NOUNS = (
    "缺席 缺勤 缺岗 缺考 缺课 缺货 获得 取得 赢得 夺得 荣获 亿元以上 千万元以上 百万元以上 十亿元以上 亿元项目 千万元项目 亿元企业 亿元级 亿元村 千万元级 亿元GDP 万元GDP 亿元生产总值 万元增加值 万元产值 万元工业增加值 生均 床均 班均 师均 县均 乡均 地均 PM2.5 PM10 PM2.5年均 PM10年均 降低率 下降率 减少率 提高率 提升率 上升率 节约率 压减率 增加率 降低额 减少额 增加额 奖励总分 平均 人均 户均 年均 月均 日均 亩均 均值 村均 校均 建档 档案 存档 归档 节约率 节约型 压缩机 增长 增速 减免 奖励金 奖励性 "
    "增加值 新增 增长率 增长点 减少值 落后产能 落后地区 超市 超限超载 高新 高新技术 高标准 高质量发展 高校 高中 高速 高速公路 高层次 高端 高龄 "
    "低保 低收入 低碳 低效 低温 少数民族 少年 青少年 减税降费 减灾 防灾减灾 减排 节能减排 减贫 记录 记账 计划 计划生育 统计 审计 会计 设计 计算 计量 计入 "
    "给予 给水 实施方案 实施细则 实施期 执行率 执行时效 执行力 完成率 完成情况 完成时间 完成时限 落实率 到位率 支付率 发放率 办结率 组织机构 建立健全 公开透明 "
    "不动产 不良 不锈钢 不合理 未成年 未成年人 无人机 无障碍 无线 无害化 非遗 非税 非公 非物质文化遗产 非洲猪瘟 部门 部署 分类 分析 分布 分散 分享 主要负责人 "
    "前期 前沿 当前 提前介入 前置 第三方 第三产业 第一书记 约定 条约 节约 预约 签约 合约 违约 约束 附近 近郊 近年 近视 及格 普及 涉及 危及 惠及 及时性 和谐 和平 温和 "
    "或者 与会 参与 与否 并网 合并 并联 并购 只读 仅供 除尘 除草 除险加固 清除 消除 扫除 至今 甚至 非常 各级 各类 各部门 各单位 各项 各地 各村 各镇 各乡镇 各区县 "
    "加工 加强 加快 参加 增加率 追加 加固 加大 加速 奖补 奖金 奖项 获奖 表彰奖励 扣缴 扣押 抵扣 发生率 发病率 发现率 逾期率 延期率 违规率 违法率 差错率 中小 中央 中心 集中 中小企业 中医 中学 中华 中国 中期 其中央 "
    "优质 优化 优先 优抚 优惠 优良率 优秀率 优良 合格率 满意度 满意率 良种 良性 良田 差异 差额 差旅 时效 时间 时限 及时率 定时 随时 实时 小时 工时 学时 "
    "主要领导 主要负责同志 主要媒体 主要街道 主要道路 主要河流 主要指标 主要产品 近三年 近两年 近五年 近年来 有欠缺 有缺失 有缺陷 有缺项 24小时值班 24小时服务 24小时在线 24小时监控 拆除 解除 删除 移除 免除 排除 下达 一般事故 一般问题 一般隐患 一般性问题 重大事故 特大事故 达标线 合格线 及格线 目标线 "
    "逾期贷款率 逾期贷款 逾期账款 逾期办结率 逾期还款率 逾期未还 逾期件 逾期办件 超期办件 超时率 超时办结率 延误率 迟报率 延迟率 超期率 超支率 超员率 超编率 超限率 超标率 超载率 误差 误差率 温差 时差 价差 落差 顺差 逆差 级差 色差 公差 高差 差评 差评率 差错率 差旅费 "
    "则例 规则 原则 准则 细则 作者 记者 患者 学者 消费者 劳动者 劳动者报酬 志愿者 经营者 投资者 或有 目的 目的地 的士 大学 提升工程 提升行动 增长极 上升期 "
    "基本公共服务 基本医疗 基本养老 基本药物 基本农田 基本建设 基本支出 基本公共卫生 部分群众 主要污染物 全面推进 持续推进 持续推动 有效期 有效性 规范性 规范化 积极性 均衡 均等 都市 首都 "
    "共同 共享 公共 共建 共和 到位 到期 到户 到达 到账 报到 做到 达到 得到 收到 含量 包含 含税 约谈 在建 "
    "组织部 组织生活 办理率 整改率 验收率 公示栏 公开课 通过率 制定率 实现率 达标率 达标创建 覆盖率 本年度预算 年度预算 年度计划 年度目标任务 无偿 无缝 不断 不断优化 多样 多元 多种 多部门 缺口 缺陷 "
    "级及以上 级以上 一次办好 一次办结 一次合格 一次通过 重大及以上 特别重大 较大事故 较大及以上 较大损失 较大影响 较大安全 超时 超标 超前 超高 高度 高质 高效 最低生活保障 一般公共预算 一般性 "
    "万元GDP 万元国内生产总值 万元地区生产总值 万元工业增加值 万元产值 万元营业收入 万人口 每万人 每十万人 每千人 每百户 "
    "偏差率 偏离度 偏差度 偏差值 每千名 每万名 每百名 每千户 每万户 履约 公约 制约 契约 解约 续约 邀约 租约 毁约 PM2.5 PM10 次均 例均 床均 件均 镇均 生均 师均 时均 单均 降低率 下降率 减少率 压减率 节约率 上升率 提升率 提高率 下降幅度 降低幅度 增长幅度 提高幅度 "
    "一人一档 一户一档 一村一策 一河一策 一企一档 一人一策 一人一表 一车一档 一项一档 一案一档 一事一议 一岗双责 一户一策 一校一策 "
    "学前三年 三年行动 三年级 五年规划 九年义务 九年制 三年毛入园 三年滚动 两年行动 三年攻坚 "
    "违法占用 违规资金 违规金额 违规行为 违法行为 违法建设 违法用地 违规问题 违法案件 开除 撤销党内职务 除名 无故旷工 无故缺席 无故缺勤 无故脱岗 无故迟到 无故拖延 无故推诿 二次供水 二次污染 二次装棺 二次搬运 二次分配 二次创业 无证上岗 无证经营 无证驾驶 十三五 十四五 十五五 一批 一系列 一定 一体 一体化 一站式 一流 一网 一窗 一次性 一级 二级 三级 统一 唯一 "
).split()
"""Nouns that contain a scoring word or a digit-like character and mean nothing by it."""


def _kinds_of_words() -> dict[str, Kind]:
    kinds: dict[str, Kind] = dict.fromkeys(NOUNS, Kind.TEXT)
    kinds.update(dict.fromkeys(NEGATIONS, Kind.NOT))
    kinds.update(dict.fromkeys(ACTS, Kind.ACT))
    kinds.update(dict.fromkeys(GRADES, Kind.GRADE))
    for kind, words in WORDS.items():
        kinds.update(dict.fromkeys(words.split(" ") if kind is Kind.SEPARATOR else words.split(), kind))
    return kinds


def _lengths_by_beginning(words: dict[str, Kind]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[:2], set()).add(len(word))
    for beginning, found in lengths.items():
        if beginning[0] in words:
            found.add(1)
    return {beginning: tuple(sorted(found, reverse=True)) for beginning, found in lengths.items()}


KIND_OF_WORD = _kinds_of_words()
_LENGTHS = _lengths_by_beginning(KIND_OF_WORD)


def lengths_at(text: str, start: int) -> tuple[int, ...]:
    """Return the lengths of the words that begin with the two characters there, longest first: mostly none."""
    return _LENGTHS.get(text[start : start + 2]) or _LENGTHS.get(text[start]) or ()
