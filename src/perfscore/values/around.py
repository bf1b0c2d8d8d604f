"""The words around a number against the row's own name: 帮扶企业28家, 28家企业 on 帮扶企业数; words to a verdict."""

from __future__ import annotations

from perfscore.numbers.lazy import regex
from perfscore.values.phrases import strip_fillers

_MEASURED = regex(
    "(?:总)?(?:完成)?(?:数量|个数|次数|人数|人次数?|户数|家数|件数|场次数?|批次数?|台数|套数|面积|里程|长度|规模|总数|总量|任务数|数)?"
    "(?:完成情况|情况)?$"
)
"""What only says that the name is one of a number: 帮扶企业数, 道路改造里程."""
_SEVERAL = regex("[和及与或、,;/()等每均]|以及")
"""A name of several things, or of a share of each: which of them was typed is open."""
_TURNS_AROUND = regex(
    r"[不未无非没低差次错欠失超外]|逾期|延误|滞后|空闲|闲置|违规|脱贫|剩余|其他|其它|计划|拟|停|撤|退|减|降|除|流失|下降|缺"
)
"""Cut off a name, these would leave its contrary."""
_VERBS = (
    "帮扶 培训 扶持 建设 改造 维修 维护 新建 整治 治理 发放 补助 "
    "资助 救助 慰问 走访 巡查 检查 抽查 监测 检测 采购 购置 安装 "
    "修复 种植 养护 清理 拆除 引进 培育 认定 评定 组织 举办 召开 "
    "开展 宣传 发布 编制 制作 印制 印发 接待 办理 受理 调解 化解 "
    "审理 处置 演出 招聘 安置 转移 创建 打造 新增 检验 抽检 排查 "
    "支持 奖励 表彰 选派 派驻 修建 铺设 硬化 绿化 建成 实施 "
    "组织开展 更新 更换 修缮 疏浚 加固 造林 抚育 播种 收购 储备 "
    "推广 整改 办结 解决 巩固 脱贫 举行 服务 签约 开工 研发 申报 "
    "报送 推送 刊发 征集 录入 登记 "
).split()
_ALIKE = {
    "建设": ("建成", "新建", "修建"),
    "新建": ("建成", "建设"),
    "修建": ("建成",),
    "举办": ("开展", "组织", "举行"),
}
_ALIKE |= {
    "召开": ("组织召开", "举行"),
    "开展": ("组织开展", "举办", "组织"),
    "培训": ("完成培训", "开展培训", "组织培训"),
}
"""Verbs that say of the row's own act that it was done."""
_CHANGES_WHAT_IS_THERE = frozenset(
    (
        "整改 化解 办结 解决 拆除 清理 处置 修复 改造 治理 整治 调解 办理 受理 "
        "更换 加固 修缮 疏浚 维修 新增 脱贫 认定 申报 签约 开工 更新"
    ).split()
)
"""28个问题 on 整改问题数 may be those that were found: the verb has to be said."""
_SHORTEST = 2
_LOOSE = regex("^(?:共计|共|合计|总计|已|全年共|年内共)+")


def speaks_of_the_row(head: str, tail: str, names: tuple[str, ...]) -> bool:
    """Tell whether the words before a number and behind its unit say what the row counts, and nothing else.

    They may leave out what narrows the thing (召开会议3次 on 召开联席会议次数), never add a word, change the verb, or
    leave out one that turns it around (3个问题 on 未整改问题数).
    """
    before = _LOOSE.sub("", strip_fillers(_LOOSE.sub("", head)))
    return any(_fits(before, tail, *core) for name in names for core in _cores(name))


def _cores(name: str) -> tuple[tuple[str, str, bool], ...]:
    """The name without its words of measure, its verb, and whether that was brought to the front.

    高标准农田建设 is 建设高标准农田 as well.
    """
    core = _MEASURED.sub("", name).removeprefix("完成")
    if len(core) < _SHORTEST or _SEVERAL.search(core) or any(map(str.isdigit, core)):
        return ()
    verb = next((verb for verb in _VERBS if core.endswith(verb) and len(core) - len(verb) >= _SHORTEST), "")
    turned = ((verb + core.removesuffix(verb), verb, True),) if verb else ()
    return ((core, next((one for one in _VERBS if core.startswith(one)), ""), False), *turned)


def _fits(before: str, tail: str, core: str, own: str, turned: bool) -> bool:
    """[verb] [noun] number unit [noun]: the verb is the row's own, the noun ends its name."""
    if tail and not _ends(tail, core):
        return False
    if not before:  # 危房28户 of 危房改造户数 leaves out what was done
        return not turned and own not in _CHANGES_WHAT_IS_THERE
    if not own:
        return not tail and _ends(before, core)
    verbs = (own, *_ALIKE.get(own, ()))
    nouns = [before.removeprefix(verb) for verb in verbs if before.startswith(verb)]
    return any(not noun or (not tail and _ends(noun, core)) for noun in nouns)


def _ends(words: str, core: str) -> bool:
    return len(words) >= _SHORTEST and core.endswith(words) and not _TURNS_AROUND.search(core[: -len(words)])


_SPENDING = regex("成本|支出|费用|经费|开支|造价|投资额")
_SPENT = regex(
    "(?:本年|全年|本年度|年度|项目|实际|总|共|已)*(?:成本|支出|费用|投入|花费|开支|造价|使用|支付|总额|金额|资金|为|共计|:)*"
)


def spends(head: str, names: tuple[str, ...]) -> bool:
    """Tell whether the words before a sum say that it was spent, on a row that is called a cost: 实际支出52万元."""
    name = names[0] if names else ""
    plain = _SPENDING.search(name) is not None and not _TURNS_AROUND.search(name)
    return plain and _SPENT.fullmatch(head) is not None
