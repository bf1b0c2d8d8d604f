"""The words that one way of saying a thing has and another leaves out, as tables."""

from __future__ import annotations

from perfscore.values.propositions_words import EXISTENCE

RUN, DO, DONE, EXIST, EVENT, START = "run", "do", "done", "exist", "event", "start"
LIGHT = {
    **dict.fromkeys("开展 组织开展 组织实施 组织 实施 进行 推进 举办 召开 举行 开办 推动 组织召开".split(), RUN),
    **dict.fromkeys("实行 执行 推行 采取 做好 采用 履行 落实 予以 给予 加以 得到 实施了".split(), DO),
    **dict.fromkeys("完成 实现 达成 做到 达到 办结 落实到位".split(), DONE),
    **dict.fromkeys(EXISTENCE, EXIST),
    **dict.fromkeys("拥有 没有 建成 建立健全 建立完善 健全完善 明确 指定 确定 配齐 出具 取得 获得 聘请".split(), EXIST),
    **dict.fromkeys("聘用 委托".split(), EXIST),
    **dict.fromkeys("发生 出现 存在 发现 查出 查实 造成 引发 收到 受到 产生".split(), EVENT),
    **dict.fromkeys("启动 开始 着手".split(), START),
}  # fmt: skip
"""Verbs that say little more than that a thing is there, goes on, is done or happens."""
IMPLIES = {
    RUN: {RUN, DO, START},
    DO: {DO, RUN, EXIST, START},
    DONE: {DONE, RUN, DO, EXIST, START},
    EXIST: {EXIST, DO, RUN, EVENT},
    EVENT: {EVENT, EXIST},
    START: {START},
    "": {RUN, DO, EXIST, EVENT},
}
"""What a sort of verb says of a thing is also true with the sorts behind it; "" stands for no such verb."""
DENIES = {
    RUN: {RUN, DONE, DO},
    DO: {DO, DONE, RUN, EXIST},
    DONE: {DONE},
    EXIST: {EXIST, EVENT, DO, RUN, DONE},
    EVENT: {EVENT, EXIST},
    START: {START, RUN, DO, DONE},
    "": {RUN, DO, EXIST, EVENT, DONE, START},
}
"""Where the first sort is denied, the sorts behind it are denied as well."""

NEGATIONS = (
    "没有做到 未能够 未能 尚未 暂未 并未 从未 未曾 还未 仍未 均未 都未 未 没有 没能 没 不存在 不具备 尚无 暂无 无 "
    "缺少 缺失 缺乏 缺 不能够 不能 不 拒不 拒绝"
).split()

IN_TIME = (
    "按期 按时 如期 准时 及时 按规定时间 按规定期限 按规定时限 在规定时间内 规定时间内 在规定期限内 规定期限内 "
    "在规定时限内 "
    "规定时限内 按时限 按期限 时限内 期限内 按节点 按时间节点 按计划时间 按约定时间"
).split()
LATE = "逾期 超期 延期 延误 滞后 延迟 推迟 拖延 超时限 超时 迟延 超过时限 超过期限 迟".split()
EARLY = "提前 提早".split()
GOES_WITHOUT_SAYING = frozenset(
    "按要求 按规定 按程序 按标准 有效 认真 积极 严格 切实 妥善 依法 依规 依法依规 扎实 深入 大力 主动 顺利 "
    "圆满 高质量 保质保量 规范 科学 合理 充分 正常 按制度 按照要求 按照规定 严格按照要求 "
    "严格按照规定 如实 持续 长期 全部".split()
)
"""How a rule wants it done, where nothing else in the rule turns on it."""
MANNERS = {
    **dict.fromkeys(IN_TIME, "按期"),
    **dict.fromkeys(LATE, "逾期"),
    **dict.fromkeys(EARLY, "提前"),
    **{word: word for word in GOES_WITHOUT_SAYING - frozenset("规范 科学 合理 充分 正常 有效 持续 长期".split())},
    **dict.fromkeys("足额 全额".split(), "足额"),
    **dict.fromkeys("经批准 按程序报批 经审批 经同意 经上级批准".split(), "经批准"),
    **{word: word for word in "定期 每月 每季度 逐月 当场 当日 首次 擅自 无故 违规 单独 独立".split()},
}
"""Adverbs, each under one name; 按时 stands for all that says in time."""
BEFORE_A_VERB = "规范 科学 合理 充分 正常 有效".split()
"""The same where a verb follows: 有效运行, not 合理有效."""
DEGREES = (
    "基本 部分 大部分 绝大部分 大体 大致 较为 比较 相对 较 很 十分 非常 特别 极其 完全 "
    "不够 不太 不很 不尽 略 稍 初步 高度"
).split()

SPECIAL = frozenset("印发 出台 下发 签订 留存 保存 编制 安排 附有 出具 取得 获得 发现 查出 查实 召开 举办 举行".split())
"""Light verbs whose denial denies no other: not issued may still be drawn up."""

IDLE = (
    "全部 当年度内 本年度内 当年度 本年度 年度内 当年内 本年内 当年 本年 年内 今年 全年 已经 已 均 都 皆 一律 了 的 "
    "地 得以 相关 有关 相应 所有 各项 各 本单位 我单位 我局 本局 我办 我县 我市 本 该 此 其 将 把 对 由 "
    "并 且 也 还 而 但 全部 当年度内 本年度内 当年度 本年度 年度内 当年内 本年内 当年 本年 年内 今年 全年 进行 "
    "开展情况 完成情况 情况 工作 予以 被"
).split()
"""Words that every writer adds or leaves out."""
GENERAL = (
    "完成 落实 落实到位 达到 符合 满足 做到 达标 具备 建立 齐全 齐备 到位 健全 完善 有 完备 完整 执行 开展 实施 制定 "
    "办理 提供 "
    "配备 设置 规范 合格 符合要求 达到要求 符合标准 达到标准 符合规定 达到规定 落实完成 实现 包含 包括 执行到位"
).split()
"""What may be said of a whole list at once."""
GENERAL_THINGS = (
    "制度 工作 任务 要求 指标 资料 材料 手续 内容 措施 条件 标准 机制 事项 档案 文件 清单 台账 环节 要素 方面 设施 "
    "设备 活动"
).split()
SAME_WORDS = (
    ("专兼职", ""), ("参保率", "参加保险率"), ("参保", "参加保险"),
    ("台帐", "台账"), ("帐", "账"), ("登陆", "登录"), ("兑付", "发放"), ("付款", "支付"), ("缴款", "缴纳"),
    ("公示期满", "公示"), ("公示期内", "公示"),
    ("专门人员", "专人"), ("专职人员", "专人"), ("回复", "答复"), ("办复", "答复"), ("处置", "处理"),
    ("竣工", "完工"), ("投用", "投入使用"), ("空置", "闲置"), ("公布", "公开"), ("开会", "召开会议"),
)  # fmt: skip
"""Two spellings of one thing; the first is read as the second."""

MORE_VERBS = (
    "截留 挤占 挪用 套取 骗取 侵占 拖欠 滞留 虚列 虚报 瞒报 漏报 迟报 谎报 抵触 推诿 扯皮 公示 公告 开放 供应 供水 "
    "供电 供气 通车 "
    "通水 通电 通气 投产 达产 试运行 运转 运营 营业 挂网 出版 发行 播出 发表 采用 采纳 录用 聘用 选派 派驻 驻村 入驻 "
    "走访 慰问 巡河 "
    "巡林 巡田 巡护 巡诊 义诊 随访 体检 筛查 接种 消杀 检测 监测 化验 抽检 送检 检验 检定 校准 鉴定 勘察 勘测 测绘 "
    "设计 论证 评审 "
    "审查 审议 审定 核定 核实 核销 报销 报账 报备 备案 立项 批准 核准 许可 颁发 发证 换证 年检 年审 注销 吊销 取缔 "
    "关停 搬迁 征收 "
    "补偿 安置 分配 认领 认定 评定 评选 评比 表彰 奖励 处罚 处分 问责 约谈 通报 曝光 督办 督导 督促 检举 举报 投诉 "
    "信访 上访 调解 "
    "化解 处置 应诉 复议 诉讼 执法 巡查 联动 会商 协商 对接 衔接 协调 配合 支持 参与 参会 参训 参评 签到 打卡 值班 "
    "值守 轮岗 交接 "
    "移送 移交 划转 划拨 拨付 下拨 到账 入账 记账 核算 结算 决算 清算 审计 审价 招标 投标 中标 开标 评标 采购 询价 "
    "比选 签约 签署 "
    "履约 验收 交付 使用 利用 盘活 闲置 空置 报废 维修 维护 养护 保养 检修 抢修 更换 更新 升级 改造 改建 扩建 新建 "
    "重建 修复 修缮 "
    "绿化 硬化 亮化 美化 净化 保洁 清运 清扫 清淤 清理 整治 整改 治理 管控 防控 防治 预防 预警 预报 发布 报道 报送 "
    "上报 填报 申报 "
    "呈报 反馈 回访 回复 答复 办复 办结 受理 登记 建档 归档 存档 录入 上传 上线 接入 联网 联通 共享 开发 研发 推广 "
    "应用 转化 示范 "
    "创建 创新 引进 培育 孵化 帮扶 结对 包保 包联 联系 服务 指导 培训 授课 讲解 宣讲 宣传 张贴 悬挂 刊登 播放 演练 "
    "演习 演出 展演 "
    "展出 展览 巡展 借阅 列入 纳入 写入 编入 统筹 整合 分解 量化 细化 明确 研究 部署 安排 调研 调查 摸排 排查 自查 "
    "抽查 检查 核查 "
    "复查 复核 考核 考评 评价 评估 测评 测算 统计 分析 研判 总结 报告 汇报 述职 兑现 发放 兑付 缴纳 缴存 征缴 代缴 "
    "参保 投保 理赔 "
    "停用 停运 停产 启用 弃用 失修 维修 "
    "负责 分管 主管 牵头 兼任 任职 到岗 在岗 持证 上岗 挂钩 脱钩 达标 超标 超支 超编 超期 逾期 缺席 迟到 早退 违规 "
    "违纪 违法 返贫"
).split()
"""Verbs that scoring sentences turn on beside those of the tables of phrases."""
MORE_QUALITIES = tuple(
    "有力 有序 有据 翔实 详实 充足 浓厚 稳固 优美 整齐 清洁 牢固 顺畅 便捷 高效 丰富 扎实 紧密 密切 得当 精准 均衡 "
    "持久 宽裕 醒目 美观 坚固 平稳 融洽 和谐 便利 快捷 细致 周密 严密 严肃 清廉 落后 陈旧".split()
)
"""What scoring sentences say of a thing beside the qualities of the tables of phrases."""
TAILS = "现象 行为 情形 情况 问题 事项 工作 任务".split()
"""Nouns behind a thing that say no more than the thing."""
GOES_ON = "正常 良好 顺利 有序 平稳".split()
"""What a statement may add to an act that goes on: 运行正常."""
