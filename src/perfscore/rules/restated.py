"""What costs, behind what was asked for: 设置管理机构，未设置 is 未设置管理机构."""

from __future__ import annotations

import re

from perfscore.values.words import ACTS

_DENIAL = re.compile(r"(?P<no>未能|没有|尚未|未|没|不|无)(?P<what>.*)")
_DUTY = re.compile(r"须|应当|应该|必须|要求|不得|严禁|禁止|不准|不允许")
_FAULT = re.compile(
    r"[未没无不缺漏错迟乱差脏违误]|破损|损坏|过期|擅自|逾|超[^市]|简单|困难|混[乱淆]|陈旧|随意|虚假|弄虚|挪用|截留|挤占|拖欠|发生|发现|存在|出现|^(?:已|虽|有)|(?:^|,)(?:只|仅|既)"
)
_LETTER = re.compile("^[A-Za-z][、.:]")
"""A、只登记,不核实: the letter of an option."""
_FREE = re.compile(
    "可能发生|可能出现|易发生|防止发生|避免发生|不动产|无害化|无障碍|无线|无人机|非遗|不断|不良|无形|未来|未成年|不锈钢|差异|差旅|误差|无偿|不定期|错峰|缺水"
)
_ACT = re.compile("^(?:" + "|".join(sorted(ACTS, key=len, reverse=True)) + ")|^..")


def fault_of(words: str) -> str:
    """Return the state that costs, of words that may begin with what was asked for.

    Args:
        words: the words before an award that takes points, with commas among them.
    """
    words = _LETTER.sub("", words)
    asked, comma, fault = words.rpartition(",")
    denied = _DENIAL.fullmatch(fault) if comma else None
    if denied is None:
        ends = _DUTY.search(asked) is not None and fault.startswith(("擅自", "违", "拒"))
        return fault if ends else words
    plain = _FREE.sub("", asked)
    if _FAULT.search(plain) is not None and _DUTY.search(asked) is None:
        return words  # 保管混乱，无目录: several faults, none of them asked for
    act = _ACT.match(denied["what"])
    if act is None or act.end() < len(denied["what"]):
        return fault
    for clause in asked.split(","):
        before, found, thing = clause.rpartition(act[0])
        if found and thing:
            return denied["no"] + act[0] + thing
        if found:
            return _DUTY.split(before)[0] + denied["no"] + act[0]
    return fault
