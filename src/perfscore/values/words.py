"""Words that rules and actuals share: verbs of acts, negations, grades, and the words of doubt."""

from __future__ import annotations

ACTS = (
    "完成 实施 开展 落实 建成 建立 达成 实现 举办 召开 组织 执行 制定 出台 报送 公开 公示 验收 交付 通过 到位 发放 拨付 支付 "
    "启动 开工 完工 竣工 投入使用 提交 印发 整改 办理 办结 组织开展 组织实施 正常运行"
).split()
"""Verbs that say that an act was carried out."""

NEGATIONS = "没有 未能 尚未 未曾 并未 从未 未 没 无 不 非".split()

GRADE_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("非常满意", "满意", "基本满意", "不满意", "非常不满意"),
    ("优秀", "良好", "合格", "不合格"),
    ("优", "良", "中", "差"),
)
"""Well-known scales, best first: used for order only where the row's own cells name no scale."""

GRADES = (
    "非常满意 很满意 十分满意 较为满意 比较满意 较满意 满意 基本满意 一般满意 一般 不太满意 较不满意 不满意 非常不满意 很不满意 "
    "优秀 良好 合格 基本合格 不合格 优 良 中 差"
).split()


CARRIED_OUT = frozenset("开展 实施 执行 举办 召开 组织 组织开展 组织实施 落实 正常运行".split())
"""Acts that may still be under way: 已开展 is not yet 完成, while 完成 implies that it was carried out."""

HEDGES = (
    "基本 部分 大部分 绝大部分 主要 正在 拟 预计 预期 力争 争取 计划 将 即将 可能 大约 大概 约 近 将近 接近 左右 上下 余 多 几 数 "
    "若干 以上 以下 以内 超过 低于 高于 少于 多于 大于 小于 不足 不到 不满 不少于 不低于 至少 最多 至多 估计 暂定 初步 逐步 陆续 持续 推进 到 至 ~ 或 差不多 "
    "尚在 还在 仍在 有望 应该 延期 逾期 推迟 超期 待 拟于 目标值 目标 计划数 暂缓 取消 停止 虚报 其中"
).split()
"""Words that make a statement inexact; a cell with one of them is asked about, never read."""

OTHER_YEARS = "去年 上年 上一年 前年 明年 次年 下年 下一年 往年 跨年".split()
"""Years that are not the budget year."""

THIS_YEAR = "当年度内 本年度内 当年度 本年度 年度内 当年内 本年内 当年 本年 年内 今年".split()

DIRECTIONS = (
    "落后 下降 降低 减少 下滑 低于 少于 高于 多于 超出 超过 超支 超 突破 节约 节支 节省 结余 提高 增长 上升 增加 提升 差距 相差 剩余 缺少 不足"
).split()
"""Words that turn a number into a distance; never mere parts of a name before a number."""
