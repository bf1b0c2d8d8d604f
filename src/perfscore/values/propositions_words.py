"""The words of statements as tables: predicates with their synonyms and contraries, negations, degrees and manners."""

from __future__ import annotations

EXISTENCE = (
    "有 具有 具备 建立 建有 制定 制订 成立 设立 组建 设置 配备 配置 配有 设有 安排 出台 "
    "编制 印发 签订 留存 保存 存有 附有"
).split()
"""Verbs after which the thing is there; 有 stands for each of them, 无 for the contrary of each."""

EVENTS = "发生 发现 出现 存在 查出 查实 引发 造成 收到".split()
"""Verbs of happening: of their thing there may be none at all."""

EVENT_NOUNS = (
    "事故 事件 案件 发案 问题 投诉 举报 信访 上访 舆情 处罚 通报 违规 违法 违纪 违章 差错 "
    "纠纷 隐患 火灾 火情 伤亡 死亡 行为 现象 损失 败诉 曝光 拖欠 侵占 挪用 超支 缺项 破损 "
    "污染 堆放 乱象 漏报 瞒报 迟报 流失 截留 不良记录"
).split()
"""Ends of things that happen: “无” beside them says that none happened."""

NOMINAL = (
    "公示 公开 执行 实施 管理 培训 检查 考核 评价 验收 整改 宣传 报送 上报 备案 评估 监测 "
    "巡查 使用 处理 清理 审核 审批 登记 部署 研究 调整 支付 拨付 发放 安排 保存 配置 设置 "
    "督查 监督 调研 巡察 巡护 维护 养护 回访 统计 汇总 整理 归档 编制 配备 批复 建设 改造 "
    "保障 防护 救助 服务 指导 推广 运行 运营 交付 采购 安装 排查 核查 推广"
).split()
"""Verbs that also stand before a noun or are one: 公示制度 is a thing, 未公示制度 an act."""

VERBS = (
    "完成 落实 推动 推进 实行 开展 建成 达成 实现 举办 召开 组织 通过 启动 开工 完工 竣工 "
    "提交 办理 办结 公布 指定 参加 达到 满足 做到 落实到位 下达 下发 兑现 化解 受理 回复 "
    "答复 移交 设定 确定 确立 划分 细化 分解 减少 增加 提高 降低 接入 上线 挂牌 张贴 悬挂 "
    "佩戴 履行 签字 盖章 入库 入账 结算 决算 缴纳 投保 销号 引进 购买 购置 举行 投用 "
    "投入使用 组织开展 组织实施 研究部署 整理汇总 建立健全 建立完善 制定发布 制定印发 公开公示 "
    "结题 立项 覆盖 纳入 列入 提供 接受 保持 取得 获得 得到有效 申报 修订 更新 录入 填报 "
    "量化 演练 付款 变更 颁证 招标 审计 公证 签 闲置 空置 备齐 讲解 直播 培育 化验 送检 抽检 复核 自查 自评 互评 损坏 "
    "送达 告知 约谈 问责 追责 开通 停止 关闭 拆除"
).split()

QUALITIES = (
    "健全 完善 完整 完备 齐全 齐备 规范 合法 合规 合理 科学 准确 真实 清楚 清晰 明晰 及时 "
    "认真 充分 有效 合格 满意 稳定 正常 良好 突出 明显 显著 到位 达标 挂钩 符合 相符 相符合 "
    "一致 匹配 衔接 吻合 整洁 干净 平整 畅通 通畅 安全 严格 严谨 详细 具体 明确 得力 积极 "
    "主动 完好 可行 恰当 适当 优秀 有序 平衡 持平 熟练 属实 公平 公正 透明 优良 完工 竣工 "
    "建成 办结 销号 稳妥 妥善"
).split()
"""What is said of a thing, mostly at the end of a clause."""

SYNONYMS = {
    "制订": "制定", "制定有": "制定", "建有": "建立", "设有": "设立", "配有": "配备", "齐备": "齐全", "相符合": "相符",
    "具有": "有", "拥有": "有", "存有": "有", "附有": "有",
}  # fmt: skip
"""Written variants of one predicate."""

CONTRARIES = {
    "脱钩": "挂钩", "不符": "相符", "不全": "齐全", "不实": "真实", "不清": "清楚", "不力": "得力", "缺失": "齐全",
    "不齐": "齐全", "不详": "详细", "不匹": "匹配",
}  # fmt: skip
"""Words that deny a predicate without a negation of their own."""

VERBAL_QUALITIES = frozenset("健全 完善 规范 明确 严格 稳定 衔接 匹配".split())
"""Qualities that also take an object: 健全机制, 明确职责."""

RELATIONS = frozenset("挂钩 相符 一致 匹配 衔接 吻合".split())
"""Predicates of two sides: 与, 和 before the second side."""

VERB_NEGATIONS = "没有 不能 未能 尚未 未曾 并未 从未 未予 未被 未 没 不".split()
EXISTENCE_NEGATIONS = "没有 毫无 并无 尚无 均无 都无 无 没 缺少 缺乏 缺 零".split()
"""Negations that stand straight before a thing: 无制度, 零投诉, 缺记录."""

NEGATING = tuple(
    "未 没 无 不 非 缺 零 否 莫 勿 别 免 禁 拒 停 失 逾 违 误 漏 欠 拖 超 低 差 错 假 虚 伪 乱 滞 废 反 逆".split()
)
"""Characters that may turn a thing around; none may be dropped or added when words are compared."""

NOT_NEGATING = (
    "无偿 无机肥 无线电 无线网 无纺布 无人机 无锡 无疑 无形资产 无障碍 无害化 无缝 无公害 "
    "不动产 不断 不仅 不但 不同 不锈钢 不良 不当 不法 不端 不作为 不定期 不可抗力 不可移动 "
    "不论 不管 不得不 不时 不少于 不低于 不超过 不高于 不多于 不大于 不小于 不文明 不正之风 "
    "不正当 非遗 非物质 非公 非税 非常 非营利 非农 非洲 非煤 非道路 非机动 非法 非居民 非粮 "
    "非学历 未成年 未来 未遂 未婚 未利用地 零售 零星 零件 零部件 零距离 零工 零担 缺陷 缺口 "
    "缺席 没收 没落 淹没 出没 沉没 莫不 缺水 缺项"
).split()
"""Words that contain such a character and deny nothing by it."""

DEGREES = (
    "基本 部分 大部分 绝大部分 大体 大致 较为 比较 相对 较 很 十分 非常 特别 极其 极 更加 "
    "更 更为 最 太 够 甚 略 稍 还 初步 一般"
).split()
"""How much of it: another degree is another state, neither asserted nor denied."""

TOTALS = "全部 全面 全 完全 悉数 全都".split()
"""All of it: a plain verb of act says as much, “not all” says less than “not”."""

MANNERS = (
    "按时 及时 按期 如期 准时 按要求 按规定 按计划 按程序 按标准 按进度 按年度 按季度 按季 "
    "按月 按年 逐月 逐年 每年 每月 每季度 每季 定期 不定期 有效 认真 积极 严格 切实 妥善 "
    "正确 规范 科学 合理 主动 充分 足额 提前 圆满 顺利 依法 依规 依法依规 如实 真实 准确 "
    "完整 分期 一次性 首次 单独 专门 统一 当场 当日 当月 当季 逐级 逐项 持续 常态化 "
    "经常 长期 深入 扎实 大力 持续有效 保质保量 高质量 重新 再次 逐步 不断 自行 擅自 正常 "
    "同步 稳步 及早 适时 随时 现场 实地 集中 独立 直接 全程 "
    "超额 率先 提早 实时 逐户 全员 双人 联合 共同 优先 同期 多次 反复 大幅 小幅 连续 完全"
).split()
"""How it is done: saying it with a manner says more, denying it with a manner says less."""

HARMLESS_MANNERS = frozenset(
    "按时 及时 按期 如期 准时 提前 按要求 按规定 按计划 按程序 按标准 按进度 有效 认真 积极 "
    "严格 切实 妥善 充分 足额 圆满 顺利 依法 依规 依法依规 高质量 保质保量 深入 扎实 大力 "
    "主动 全部 全面 全 完全 全都".split()
)
"""What a statement may add to a verb without saying anything else than the verb."""

SHORT_OF = frozenset("缺 缺少 缺乏".split())
"""Negations that may leave something: they deny that a thing is there, but do not say that there is none."""

WITH_HAVE = (
    "有关 有效 有限 有机 有偿 有色 有线 有序 有力 所有 拥有 国有 享有 固有 现有 原有 专有 未成年 无人机 无偿".split()
)
"""Words that contain 有, 无 or 未 without saying that something is there or not."""

MARKERS = "已经 已 均已 都已 业已 均 都 皆 一律".split()
"""What stands before a predicate and changes nothing but whom it is said of."""
ALL_MARKERS = ("均", "都", "皆", "一律", "全部", "全都", "全")
ONLY_MARKERS = "仅仅 仅 只".split()
LIGHT = "得到 予以 加以 进行 给予 被 地 了".split()
"""Light words between a negation and its verb."""

CONDITION_ONLY = "应当 应该 应 须 必须 需 要 可".split()
"""Words of duty: fillers in a rule, not in a statement."""

CONNECTIVES = "但是 但 而且 并且 同时 另外 此外 并 且 而 却 也 又".split()
"""Words that may open a clause of a rule or of a statement."""

THING_NOUNS = (
    "制度 办法 方案 计划 机制 记录 资料 标准 档案 台账 人员 机构 规定 报告 清单 措施 预案 "
    "细则 规程 规范 系统 平台 小组 队伍 表 情况 工作 流程 程序 经费 资金 费用 场所 设施 "
    "设备 数据 信息 结果 意见 通知 合同 协议 体系 中心 部门 单位 项目 任务 活动 率 职责 "
    "能力 水平 目标 要求 内容 问题 周期 面积 对象 手册 指南 文件 材料 凭证 账户 总结 专班 "
    "点 站 员 岗"
).split()
"""Nouns that make a thing of the verb before them: 公示制度, 实施方案."""

NARROWING = (
    "重大 较大 特大 严重 恶性 群体 责任 刑事 死亡 亡人 专职 兼职 专人 专业 专用 独立 合格 有效 "
    "书面 先进 优秀 重点 全部 所有 完整 最新 双 两".split()
)
"""Modifiers without which a thing is another one: no accident is no major accident, an accident may be a minor one."""

COMPLEMENTS = (
    "缓慢 滞后 困难 薄弱 粗糙 敷衍 不足 严重 落后 超期 逾期 超标 超时 一般 较大 较小 "
    "偏大 偏高 过高 过多 较多 频繁 随意 失真 "
    "慢 低 差 弱 乱 迟 难 少 误 延 缓 期".split()
)
"""Ends of clauses that say how badly it went: 完成缓慢 is no 完成."""

NAMED_OBJECTS = (
    "要求 标准 规定 条件 计划 目标 专人 责任人 人 书 单 卡 牌 室 库 栏 网 费 款 金 法 案 度 点 证 投入 改造".split()
)
"""Further ends of words that can be the object of a verb behind its subject: 编制符合要求, 各村未指定专人."""

ANAPHORS = "相应的 相应 相关的 相关 有关的 有关 上述 该项 此项 该 各项 各类 各 以上 前述 规定的 必要的".split()
"""What a rule puts before a thing it has already named, or does not care to name."""

ADVERBIAL = "根据 按照 依据 依照 围绕 结合 针对 为了 为".split()
"""Openings of clauses that only say under what an act stands."""

CONDITIONAL = (
    "每 仅 只 至少 除 若 如 超过 低于 高于 少于 多于 大于 小于 不足 以上 以下 以内 之一 "
    "任一 任何一 其一 酌情 视 % ≥ ≤ > < ="
).split()
"""Words that make a clause of a rule more than plain propositions: only its very words then match."""

BARE_NONE = frozenset("无 没有 均无 都无 都没有 均没有 全无".split())
BARE_SOME = frozenset("有 均有 都有".split())
BARE_YES = frozenset({"是"})
BARE_NO = frozenset({"否"})
SATISFIED = frozenset("符合要求 达到要求 满足要求 符合标准 达到标准 符合规定 符合 达到 达标 满足 做到".split())
"""Predicates with which a statement says of any item that it is met, whatever the item is."""
GENERAL_MET = SATISFIED | {"完成", "具备", "落实", "落实到位"}
"""The same, with those that only suit something done or had."""
COUNTED_NOUNS = frozenset(["", *"制度 措施 内容 工作 任务 要求 指标 事项 条件 标准 机制 项目 资料 材料".split()])
"""What items may be called behind their number."""
