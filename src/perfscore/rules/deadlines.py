"""The productions of deadlines: 12月31日前完成, 6月30日后完工; and what a sentence about them owes itself."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.deadline import Deadline, InTime
from perfscore.model.quantity import Dimension
from perfscore.model.rule import (
    AddPer,
    Always,
    Basis,
    Clause,
    Condition,
    DeductPer,
    Done,
    NotDone,
    Says,
    Side,
    Within,
)
from perfscore.rules.bounds import take_threshold
from perfscore.rules.cursor import Cursor
from perfscore.rules.lexicon import Kind

_AROUND = (Kind.TEXT, Kind.IN_YEAR, Kind.EVERY, Kind.QUALIFIER, Kind.LINK)
_ACT_WORDS = (Kind.ACT, Kind.TEXT, Kind.QUALIFIER, Kind.LINK)
_IN_TIME = ("按时", "及时", "按期", "如期", "准时", "按计划", "按要求", "按规定")
_ITS_TIME = "(?:时间节点|时间|时限|期限|工期|日期|限期)"
_ON_TIME = re.compile(
    rf"(?:在|于)?(?:规定|合同|约定|计划|要求|限定|法定|承诺)(?:约定|规定|要求)?的?{_ITS_TIME}(?:要求)?(?:之?内|以内|前)?"
    rf"|(?:在|于)?{_ITS_TIME}(?:之内|以内|内)|按时|按期|如期|准时|及时"
    rf"|按照?(?:合同|计划|规定|要求|约定|法定)?(?:约定|规定|要求)?的?(?:{_ITS_TIME}|进度)(?:要求)?"
)
_LATE = re.compile("(?:逾期|超期|延期|延迟|推迟|滞后|延误|超时|超过(?:规定|合同)?(?:时间|时限|期限|工期))(?:的)?")
_LAST = re.compile("(?:的|再|另|可|则|将|予以|者)+$")


_OTHER_YEAR = re.compile("[上去次明下前]一?年|往年")


def take_deadline(cursor: Cursor) -> Condition | None:
    """deadline = [words] DEADLINE [NOT] act: 2024年12月31日前完成, 6月底前未拨付到位, 6月30日后完工."""
    subject = cursor.run_of(*_AROUND)
    token = cursor.take(Kind.DEADLINE)
    if token is None or token.deadline is None or _OTHER_YEAR.search(subject):
        return None
    cursor.take(Kind.PARTICLE)
    negated = cursor.take(Kind.NOT) is not None
    act = _LAST.sub("", cursor.run_of(*_ACT_WORDS))
    after = token.text.endswith("后")
    if not act and not subject.rstrip("于在应须需"):
        return None
    if not act:
        act, subject = "完成", ""
    if negated and after:
        return None
    when = "not_by" if negated else "after" if after else "by"
    return InTime.model_validate({"act": act, "subject": "", "deadline": token.deadline, "when": when})


def take_lateness(cursor: Cursor) -> Condition | None:
    """lateness = LATE bound: 推迟3个月以上, 逾期超过15天, 延迟5天以内."""
    cursor.run_of(Kind.TEXT)
    if cursor.take(Kind.LATE) is None:
        return None
    found = take_threshold(cursor, "")
    if not isinstance(found, Within) or found.basis is not Basis.VALUE or found.unit is None:
        return None
    if found.unit.dimension is not Dimension.TIME:
        return None
    interval = found.interval
    if interval.low is None:  # 逾期5天以内 is late all the same
        interval = interval.model_copy(update={"low": Decimal(0), "low_closed": False})
    return Within(basis=Basis.DELAY, interval=interval, unit=found.unit)


def settle_delays(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """“按时完成得10分，每延迟1天扣1分”: all of it is about the deadline; any other sentence is left as it is."""
    dated = any(isinstance(clause.condition, InTime) or _is_lateness(clause.condition) for clause in clauses)
    timed = any(_is_delay(clause) for clause in clauses)
    if not (dated or (timed and any(_in_time(clause.condition) for clause in clauses))):
        return clauses
    settled = _years_carried(tuple(_settled(clause) for clause in clauses))
    return clauses if any(clause is None for clause in settled) else tuple(clause for clause in settled if clause)


def _years_carried(clauses: tuple[Clause | None, ...]) -> tuple[Clause | None, ...]:
    """2025年1月20日前得4分，1月31日前得2分: a later day without a year lies in the year of the one before."""
    carried: list[Clause | None] = []
    before: Deadline | None = None
    for clause in clauses:
        condition = clause.condition if clause is not None else None
        if clause is None or not isinstance(condition, InTime) or condition.deadline is None:
            carried.append(clause)
            continue
        deadline = condition.deadline
        if before is not None and before.year and deadline.year is None and deadline.month >= before.month:
            deadline = deadline.model_copy(update={"year": before.year})
        dated = condition.model_copy(update={"deadline": deadline})
        carried.append(clause.model_copy(update={"condition": dated}))
        before = deadline
    return tuple(carried)


def _is_lateness(condition: Condition) -> bool:
    return isinstance(condition, Within) and condition.basis is Basis.DELAY


def _is_delay(clause: Clause) -> bool:
    """每延迟1天, 每超期1天, and 每超1天 beside 按期完工."""
    award = clause.award
    if not isinstance(award, DeductPer | AddPer) or award.per.unit is None:
        return False
    timed = award.per.unit.dimension is Dimension.TIME and award.reference is None
    beyond = award.basis is Basis.VALUE and award.side is Side.ABOVE
    return timed and (award.basis in (Basis.OCCURRENCES, Basis.DELAY) or beyond)


def _settled(clause: Clause) -> Clause | None:
    """The clause as one about the deadline, None where it is about something else."""
    if isinstance(clause.award, DeductPer | AddPer):
        if not _is_delay(clause) or _DENIED.search(clause.award.matter):
            return None  # 每延迟5天未: what is denied is lost
        award = clause.award.model_copy(update={"basis": Basis.DELAY, "matter": ""})
        return clause.model_copy(update={"award": award})
    if _is_lateness(clause.condition):
        return clause
    if isinstance(clause.condition, Always | NotDone) and not _in_time(clause.condition):
        return clause
    condition = _in_time(clause.condition)
    return None if condition is None else clause.model_copy(update={"condition": condition})


_DENIED = re.compile("[不未没无]$|没有$")


def _in_time(condition: Condition) -> InTime | None:
    """按时完成, 在规定时限内办结, 逾期完成, 未按时完成 as what they say of the deadline; None for anything else."""
    match condition:
        case InTime():
            return condition
        case Done(act=act, matter=matter, qualifier=qualifier, subject=subject, in_year=False):
            timely = qualifier in _IN_TIME or _ON_TIME.fullmatch(subject) is not None
            plain = qualifier in ("", "全部", "均") and not subject
            return InTime(act=act + matter) if timely or (plain and act in ("完成", "完工", "竣工")) else None
        case NotDone(act=act, matter=matter, qualifier=qualifier, subject=subject, in_year=False):
            timely = qualifier in _IN_TIME or _ON_TIME.fullmatch(subject) is not None
            return InTime(act=act + matter, when="not_by") if timely else None
        case Says(text=text):
            return _said(text)
        case _:
            return None


def _said(text: str) -> InTime | None:
    for pattern, when in ((_ON_TIME, "by"), (_LATE, "after")):
        match = pattern.match(text)
        rest = text[match.end() :] if match else ""
        again = _ON_TIME.match(rest)
        rest = rest[again.end() :] if again and when == "by" else rest
        if match and len(rest) <= _LONGEST_ACT and not re.search("[,、未不无没]", rest):
            return InTime.model_validate({"act": rest or "完成", "when": when})
    return None


_LONGEST_ACT = 8


def format_in_time(condition: InTime) -> str:
    """Write 12月31日前完成, 按时完成, 逾期完成, 未按时完成."""
    act, deadline = condition.act, condition.deadline
    match condition.when:
        case "by":
            return f"{format_deadline(deadline)}前{act}" if deadline else f"按时{act}"
        case "after":
            return f"{format_deadline(deadline)}后{act}" if deadline else f"逾期{act}"
        case "not_by":
            return f"{format_deadline(deadline)}前未{act}" if deadline else f"未按时{act}"


def format_deadline(deadline: Deadline) -> str:
    """Write the day: 2024年12月31日, 6月底."""
    year = f"{deadline.year}年" if deadline.year else ""
    return f"{year}{deadline.month}月" + (f"{deadline.day}日" if deadline.day else "底")
