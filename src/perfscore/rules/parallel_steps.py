"""Lists of degrees beside as many points for each time: 被省、市、县简报采用的，每次分别得1分、0.6分、0.4分."""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.model.quantity import Quantity, Unit
from perfscore.model.rule import AddPer, Always, Basis, Clause, DeductPer, PerStep, ProRata, Side
from perfscore.rules.conditions import take_quantity
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.lexicon import FREE_WORDS, Kind
from perfscore.rules.parallel import list_of_points

_ONE = Decimal(1)
_DEGREE = (
    "国家|中央|全国|省部|部|省|自治区|地市|市|州|县区|区县|县|区|乡镇|街道|乡|镇|村|厅|局|委|处|科|校|院|系统|行业|本市|本省|本县"
    "|第一|第二|第三|第四|一|二|三|四|五|特|甲|乙|丙|金|银|铜|优秀|特别重大|特大|重大|较大|一般|严重|轻微|高|中|低"
)
_RANKED = "级|等奖|等|类|档|奖"
_LIST = re.compile(rf"(?P<items>(?:(?:{_DEGREE})(?:{_RANKED})?[、,和及或])+(?:{_DEGREE})(?:{_RANKED})?)")
_ITEM = re.compile(rf"(?P<degree>{_DEGREE})(?P<rank>{_RANKED})?")
_OF_SO_MANY = re.compile("^[两二三四五]级")
_BETWEEN = re.compile("[、,和及或]")
_WORDS = (*FREE_WORDS, Kind.GRADE)


def take_parallel_steps(cursor: Cursor, draft: Draft) -> bool:
    """parallel steps = words [EACH] [words] [NUMBER] UNIT [words] [“,”] RESPECTIVELY verb points { “、” points }.

    The words list as many degrees as there are points; each degree is a thing of its own.
    """
    start = cursor.index
    words = cursor.run_of_listed(*_WORDS)
    cursor.comma()
    each = cursor.take(Kind.EACH) is not None
    words += cursor.run_of_listed(*_WORDS)
    unit = _one_of(cursor, each=each)
    if unit is None:
        return False
    words += cursor.run_of_listed(*_WORDS)
    cursor.comma()
    if cursor.take(Kind.RESPECTIVELY) is None:
        return False
    verb = cursor.take(Kind.GET, Kind.ADD, Kind.DEDUCT)
    points = list_of_points(cursor, verb.kind) if verb is not None else []
    names = _names(words.removesuffix("的"), len(points))
    if verb is None or not names or (not each and verb.kind is Kind.GET):
        return False
    span = cursor.span_from(start)
    for name, one in zip(names, points, strict=True):
        award = _award(verb.kind, unit, name, one)
        draft.clauses.append(Clause(condition=Always(), award=award, span=span))
    return True


def _one_of(cursor: Cursor, *, each: bool) -> Unit | None:
    """次, 1篇: each costs or earns; 2篇 would be a number to reach."""
    quantity = take_quantity(cursor)
    if quantity is not None:
        return quantity.unit if quantity.value == _ONE else None
    unit = cursor.take(Kind.UNIT) if each else None
    return unit.unit if unit is not None else None


def _names(words: str, number: int) -> tuple[str, ...]:
    """The words once for each degree that they list; none where they list another number of them, or several lists."""
    lists = list(_LIST.finditer(words))
    if len(lists) != 1 or number < 2:  # noqa: PLR2004 - a list has two things at least
        return ()
    found = lists[0]
    items = [_ITEM.fullmatch(item) for item in _BETWEEN.split(found["items"])]
    if len(items) != number or None in items:
        return ()
    before, behind = words[: found.start()], _OF_SO_MANY.sub("级", words[found.end() :])
    last = items[-1]["rank"] or "" if items[-1] else ""
    shared = "" if last else behind[:1] if behind[:1] in ("级", "类", "等") else ""
    ranks = [item["rank"] or last or shared for item in items if item]
    tail = behind.removeprefix(shared)
    return tuple(f"{before}{item['degree']}{rank}{tail}" for item, rank in zip(items, ranks, strict=True) if item)


def _award(verb: Kind, unit: Unit, matter: str, points: Decimal) -> PerStep:
    per = Quantity(value=_ONE, unit=unit)
    if verb is Kind.DEDUCT:
        return DeductPer(points=points, per=per, side=Side.ABOVE, basis=Basis.OCCURRENCES, matter=matter)
    return AddPer(
        points=points, per=per, side=Side.ABOVE, reference=Quantity(value=Decimal(0), unit=unit), matter=matter
    )


def one_by_one(draft: Draft) -> list[Draft]:
    """Steps that one list named are a part each; what limits them stays with the last."""
    spans = [clause.span for clause in draft.clauses]
    if len(spans) > 1 and all(isinstance(one.award, ProRata) and one.award.matter for one in draft.clauses):
        return _apart(draft)
    if len(spans) < 2 or len(set(spans)) > 1 or not all(_is_step(clause) for clause in draft.clauses):  # noqa: PLR2004
        return [draft]
    if len({clause.award.kind for clause in draft.clauses}) > 1 or not _named_apart(draft):
        return [draft]
    return _apart(draft)


def _apart(draft: Draft) -> list[Draft]:
    clauses = list(draft.clauses)
    draft.clauses[:] = clauses[-1:]
    return [*(Draft(clauses=[clause]) for clause in clauses[:-1]), draft]


def _is_step(clause: Clause) -> bool:
    return isinstance(clause.award, DeductPer | AddPer)


def _named_apart(draft: Draft) -> bool:
    matters = [getattr(clause.award, "matter", "") for clause in draft.clauses]
    return all(matters) and len(set(matters)) == len(matters)
