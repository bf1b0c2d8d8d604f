"""Two states of which one excludes the other: who denies the fault says that the other one holds.

“全年在岗得5分，脱岗不得分” beside 无脱岗. Only where both speak of the same thing, and the fault is no mere negation:
完成 denies 未完成 and does not say 按时完成.
"""

from __future__ import annotations

from perfscore.model.indicator import Expected
from perfscore.numbers.lazy import regex
from perfscore.values.propositions import Verdict, holds
from perfscore.values.propositions_core import any_of
from perfscore.values.sayings import sayings_of
from perfscore.values.sayings_states import read_sayings

_NEGATED = regex("[未没无不]|缺|逾|超期|延|迟|滞后")
_NOTHING = regex(
    "(?:均|都|全部)?(?:无|没有|未发生|未发现|不存在|未出现|没有发生|没有发现)"
    "(?:以上|上述|此类|该类)?(?:情形|情况|问题|现象|行为)?|0[起次处例件人户个项宗名]?"
)
_DENIAL = regex(
    r"(?:均|都)?(?:未发现|未发生|未出现|没有发现|没有发生|没有出现|不存在|没有|无)(?P<what>[^,;无未不没][^,;]*|(?<=现|生|在)[^,;]+)"
)
_HAPPENING = regex("^(?:发生|发现|存在|出现|有)")
_HAPPENS = ("发生", "发现", "存在", "出现", "有")
_SAYS_LITTLE = frozenset(
    "的了和与及或且并有无未不没在是为按被对将把于到中内上下年月日全均都各项工作人员单位发生现存情况进行开展使用管理"
)
_WELL = "合规 合格 规范 良好 完好 正常 符合 到位 安全 齐全 完整 整洁 干净 达标 清洁".split()
_ILL = "问题 违规 违纪 违法 不合格 不规范 异常 隐患 损坏 破损 缺失 缺陷 脏乱差 脏乱 差错 超标".split()


def by_contrary(text: str, expected: Expected, states: tuple[str, ...]) -> tuple[bool | None, ...] | None:
    """Return that the state which earns holds, where the statement denies the only other one and no more.

    Args:
        text: the statement, folded and without blanks.
        expected: what the row waits for.
        states: the states with their subjects.
    """
    if sorted(expected.costs) != [False, True] or len(states) != 2:  # noqa: PLR2004 - a state and its contrary
        return None
    place = expected.costs.index(True)
    fault, claim = states[place], states[1 - place]
    if _NEGATED.search(fault.removeprefix("无故")) and not fault.startswith(_HAPPENS):
        return None
    if not speak_of_one_thing(claim, fault):
        return None
    if len(sayings_of(claim)) > 1 and not all(saying.shared for saying in sayings_of(claim)):
        return None
    if not _denied(text, fault, expected) or holds(claim, text) is Verdict.DENIED:
        return None
    return tuple(number != place for number in range(2))


_ONE_LACKS = regex(
    r"(?:有|出现|发现)?(?:[一1]|任何一)(?P<unit>例|项|处|个|件|份|人|户)(?P<what>[不未][^,;。的有]{1,6}?)的?"
    r"(?:即|则|,)?(?:本项|该项|此项)?(?:不得分|不计分|不给分)"
)
_SO_MANY = regex(
    r"(?:有)?(?P<number>\d+|[一二两三四五六七八九十])(?P<unit>例|项|处|个|件|份|人|户)(?P<what>[不未][^,;]+)?"
)


def by_lacking(text: str, expected: Expected, states: tuple[str, ...]) -> tuple[bool | None, ...] | None:
    """Read 1例不合格 and 0例 where “齐全得2分，有1例不合格不得分”: one that lacks leaves nothing of the only state."""
    lacks = _ONE_LACKS.search(expected.wording) if len(states) == 1 and expected.costs == (False,) else None
    if lacks is None:
        return None
    if text in (f"无{lacks['what']}", f"没有{lacks['what']}"):
        return (True,)
    said = _SO_MANY.fullmatch(text)
    if said is None or said["unit"] != lacks["unit"] or said["what"] not in (None, lacks["what"]):
        return None
    if said["number"] == "0":
        return (True,)
    return (False,) if said["what"] else None


def _denied(text: str, fault: str, expected: Expected) -> bool:
    if _NOTHING.fullmatch(text):
        return fault.startswith(_HAPPENS)
    denied = _DENIAL.fullmatch(text)
    if denied is not None and fault.startswith(_HAPPENS):
        thing = _HAPPENING.sub("", fault)
        return thing == denied["what"] or (len(denied["what"]) > 1 and thing.startswith(denied["what"]))
    if len(sayings_of(text)) != 1:
        return False
    names = expected.row_names or expected.names
    return read_sayings(text, (fault,), names=names, costs=(True,), worst=None, rule=expected.wording) == (False,)


def speak_of_one_thing(claim: str, fault: str) -> bool:
    """在岗 and 脱岗, 整洁 and 脏乱差; not 配备人员 and 发生事故."""
    shared = set(claim) & set(fault) - _SAYS_LITTLE
    return bool(shared) or (_GOOD.search(claim) is not None and _BAD.search(fault) is not None)


_GOOD, _BAD = regex(rf"(?:{any_of(_WELL)})$"), regex(any_of(_ILL))
