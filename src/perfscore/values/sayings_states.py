"""A statement against the states of a rule, in whatever words: which of them hold, or nothing where it is not certain.

The statement is cut into sayings (values.sayings); each of them has to be explained by what a state asks. A state that
asks for several things holds where each of them is said, and does not where one of them is denied.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from perfscore.numbers.lazy import regex
from perfscore.values.phrases import names_the_whole, other_year_in
from perfscore.values.propositions_core import any_of
from perfscore.values.sayings import Saying, sayings_of, without_amounts
from perfscore.values.sayings_asked import Asked, Cell, carried_out, of_only
from perfscore.values.sayings_counts import counted_in, counts_as
from perfscore.values.sayings_match import PREPOSITIONS, relation, touches
from perfscore.values.sayings_words import IN_TIME, LATE
from perfscore.values.words import HEDGES

_Verdicts = tuple[bool | None, ...]
_OR = regex(r"或者|或(?!许)")
_DOUBT = regex(
    any_of(
        (
            *HEDGES,
            "中",
            "曾",
            "曾经",
            "改为",
            "改由",
            "除",
            "个别",
            "有的",
            "有些",
            "多数",
            "少数",
            "原",
            "另",
            "后",
            "筹",
            "未定",
        )
    )
)
_NO_DOUBT = regex(
    ""
    "达到|收到|得到|做到|到位|遇到|接到|受到|到期|没收到|使用中|运行中|其中|中心|中标|中央|中期|中小|集中|中层|中止|后期|售后|"
    ""
    "多数量|数据|次数|数量|人数|户数|数字|参数|多媒体|多元|多部门|多功能|余额|业余|不足|超过|原因|原则|另行|除险|消除|清除|解除|拆除|"
    "近年|附近|公约|约定|预约|预算|计划书|至少|项目|目标责任|几何"
)
_MORE_OF_IT = regex(r"(?:存在|有|发现|用于|如|其中|因|由于|缺|系|涉及|导致|造成|停|仅|只|未|无|没有|仍|还)[^?]*")
_PUT_RIGHT = regex(r"已|后|但|现|经|拟|正|将|申请|同意|批准|完成|整改")


@lru_cache(maxsize=4096)
def asked_of(state: str, *, costs: bool) -> Asked:
    """Read a state of a rule; of faults that a state lists together (截留、挤占、挪用) each one costs."""
    counted = counts_as(state)
    sides = tuple(tuple(replace(one, fault=costs) for one in sayings_of(side)) for side in _OR.split(state) if side)
    listed = len(sides) == 1 and len(sides[0]) > 1
    together = len({(one.clause, one.act) for side in sides for one in side}) == 1
    faults = costs and listed and together and (all(map(_each_costs, sides[0])) or _unlike(sides[0]))
    return Asked(state, sides, faults, counted)


def _unlike(side: tuple[Saying, ...]) -> bool:
    """设施不符合需求、擅自停用、未进行维护: faults of several sorts can hardly all be meant at once."""
    return any(map(_each_costs, side)) and all(
        _each_costs(saying) or (saying.negated and saying.typed.startswith(("未", "没", "无"))) for saying in side
    )


def _each_costs(saying: Saying) -> bool:
    """挪用, 合同缺失, 不完整: each alone; of 未建立A、B both may be meant, where nothing else stands beside them."""
    return not saying.negated or saying.shared or "不" in saying.typed


def read_sayings(
    text: str, states: Sequence[str], *, names: tuple[str, ...], costs: Sequence[bool], worst: int | None, rule: str
) -> _Verdicts | None:
    """Return which one of several exclusive states a statement asserts, or that it denies them all.

    Args:
        text: the statement, folded and without blanks.
        states: what the rule asks, state by state.
        names: the names of the row.
        costs: which of the states take points.
        worst: the place of the state that leaves nothing.
        rule: all the words of the rule.
    """
    own = "|".join((*states, *names))
    if is_doubtful(text, f"{own}|{_LATE}" if _IN_TIME.search(own) else own):
        return None
    asked = [asked_of(state, costs=cost) for state, cost in zip(states, costs, strict=True)]
    asked = _with_verbs(asked)
    if any(map(_turns_upon_itself, asked)):
        return None
    full = _full(asked)
    alone = all(set(one.all) <= set(full) for one in asked if _affirms(one) and one.counted is None)
    met = counted_in(text, full, rule) if alone else None
    if met is not None:
        return _of_count(met, asked)
    if text in _YES | _NO:
        return _answered(asked, names, yes=text in _YES)
    if _NOTHING.fullmatch(text) and all(costs) and not any(saying.negated for one in asked for saying in one.all):
        return (False,) * len(asked)
    text = without_amounts(text)
    plain = _SO_MANY.sub(lambda match: match["verb"] or "有", _HOW_OFTEN.sub("", text))
    told = _by_sayings(plain, asked, names, worst, rule)
    if plain == text or told is None:
        return told
    happened = [place for place, verdict in enumerate(told) if verdict and costs[place]]
    counts = bool(happened) and (
        asked[happened[0]].text.startswith("发生") or not any(saying.negated for saying in asked[happened[0]].all)
    )
    return told if counts else None


_IN_TIME, _LATE = regex(any_of(IN_TIME)), "|".join(LATE)
"""Beside 按时 and 未按规定时限, 逾期 is no word of doubt."""
_YES, _NO = frozenset("是 √ ✓ ✔".split()), frozenset("否 × ✗ ✘".split())
_HOW_OFTEN = regex(
    r"(?<=[^\d.])(?<=..)(?:[1-9]\d*|[一二两三四五六七八九十])(?:人次|人|起|次|处|件|例|名|户|家|个|项|间)$"
)
_SO_MANY = regex(
    r"^(?P<verb>发现|发生|出现|存在|有|查出)?(?:[1-9]\d*|[一二两三四五六七八九十])(?:人次|人|起|次|处|件|例|名|户|家|个|间)(?=..)"
)
"""脱岗1人, 发现1人脱岗: how often it happened, where once is enough."""
_NOTHING = regex(
    "(?:均|都)?(?:无|未发生|未发现|没有|不存在|未出现|没有发生|没有发现)(?:以上|上述|此类|该类)?(?:情形|情况|问题|现象|行为)?"
)
_TURNED_AROUND = regex(r"是否|未|不|无|没|延|逾|违|超|滞后|拖|欠|问题|事故|隐患|投诉|缺")


def _answered(asked: list[Asked], names: tuple[str, ...], *, yes: bool) -> _Verdicts | None:
    """是 and 否 answer what is asked once, without negation, beside its own contrary at most."""
    wanted = [place for place, one in enumerate(asked) if _affirms(one)]
    others = [one for place, one in enumerate(asked) if place not in wanted]
    contrary = all(saying.negated for one in others for saying in one.all)
    texts = (*names, *(asked[place].text for place in wanted))
    if len(wanted) != 1 or len(others) > 1 or not contrary or any(map(_TURNED_AROUND.search, texts)):
        return None
    if others and any(others[0].counted is None and saying.degrees for saying in others[0].all):
        return None
    return tuple((place in wanted) is yes for place in range(len(asked)))


def is_doubtful(text: str, own: str) -> bool:
    """Tell whether a word of doubt or of another year stands in a statement that the row itself does not have."""
    if "?" in text or other_year_in(text):
        return True
    plain = _NO_DOUBT.sub("", text)
    return any(word not in own for word in _DOUBT.findall(plain))


def _with_verbs(asked: list[Asked]) -> list[Asked]:
    """Where 未创成 is a state, 创成 is the verb of the others, whatever verbs there are."""
    verbs = {
        saying.words[saying.no : saying.no + 2]
        for one in asked
        for saying in one.all
        if saying.no >= 0 and not saying.light and len(saying.words) >= saying.no + 2
    }

    def known(saying: Saying) -> Saying:
        places = {saying.words.find(verb) for verb in verbs} - {-1}
        fits = not saying.light and not saying.negated and len(places) == 1
        return replace(saying, verb_at=places.pop()) if fits else saying

    named = [replace(one, sides=tuple(tuple(map(known, side)) for side in one.sides)) for one in asked]
    return [_written_out(one, named) for one in named]


def _written_out(one: Asked, asked: list[Asked]) -> Asked:
    """未完成 beside 完成项目决算审计 alone is said of the same thing, and so is 未纳入 beside 纳入年度考核."""
    bare = one.all[0] if len(one.all) == 1 and one.counted is None else None
    if bare is None or not bare.negated or bare.manners or bare.degrees or not bare.plain:
        return one
    single = (other.all[0] for other in asked if len(other.all) == 1)
    whole = [saying for saying in single if not saying.negated and not saying.bare]
    same = [saying for saying in whole if _same_verb(bare, saying)]
    if len(same) != 1 or len(whole) != 1 or same[0].degrees or same[0].manners:
        return one
    return replace(one, sides=((replace(same[0], negated=True, fault=bare.fault),),))


def _same_verb(bare: Saying, whole: Saying) -> bool:
    if bare.bare:
        return whole.verb == bare.verb
    at = whole.words.find(bare.words)
    return not bare.light and len(bare.words) == 2 and at > 0 and not whole.words.startswith(PREPOSITIONS)  # noqa: PLR2004


def _turns_upon_itself(one: Asked) -> bool:
    """无异议，有异议的及时处理: what is denied first is a condition afterwards."""
    return any(
        first.negated and not second.negated and first.words and first.words in second.words
        for side in one.sides
        for first in side
        for second in side
    )


def _full(asked: list[Asked]) -> tuple[Saying, ...]:
    """What the state asks for that asks for most and denies nothing."""
    whole = [one.sides[0] for one in asked if len(one.sides) == 1 and one.counted is None and _affirms(one)]
    faults = [one.sides[0] for one in asked if one.any_of and all(saying.negated for saying in one.all)]
    return max(whole or faults, key=len, default=())


def _affirms(one: Asked) -> bool:
    return bool(one.all) and not one.any_of and not any(saying.negated or saying.degrees for saying in one.all)


def _of_count(met: tuple[int, int], asked: list[Asked]) -> _Verdicts | None:
    """The verdicts where so many of so many things are there."""
    number, total = met
    verdicts: list[bool | None] = []
    for one in asked:
        if one.counted is not None:
            verdicts.append(one.counted.holds(number, total))
        elif _affirms(one) and one.sides[0] == _full(asked):
            verdicts.append(number == total)
        elif all(saying.negated for saying in one.all) and not one.any_of:
            verdicts.append(number == 0 if number in (0, total) else None)
        elif one.any_of:
            verdicts.append(number < total)
        else:
            verdicts.append(None)
    return _settled(verdicts)


def _settled(verdicts: list[bool | None]) -> _Verdicts | None:
    if verdicts.count(True) == 1:
        return tuple(verdict is True for verdict in verdicts)
    return tuple(bool(verdict) for verdict in verdicts) if all(one is False for one in verdicts) else None


def _by_sayings(
    text: str, asked: list[Asked], names: tuple[str, ...], worst: int | None, rule: str
) -> _Verdicts | None:
    said = sayings_of(text)
    if not said:
        return None
    table = [[_relations(saying, one, asked, (*names, rule)) for one in asked] for saying in said]
    idle = [
        number
        for number, row in enumerate(table)
        if not any(map(any, map(_known, row)))
        and not any(touches(said[number], thing) for one in asked for thing in one.all)
    ]
    if idle and not _may_stay(said, idle, text):
        return None
    rows = [row for number, row in enumerate(table) if number not in idle]
    met = _met(asked, rows, only=any(saying.only for saying in said))
    if met is not None and (met[0] < met[1] or any(one.counted for one in asked)):
        return _of_count(met, asked)
    verdicts = [_verdict(one, [row[place] for row in rows]) for place, one in enumerate(asked)]
    if "contrary" in verdicts or not rows:
        return None
    cells = [[row[place] for row in rows] for place in range(len(asked))]
    verdicts = of_only(asked, verdicts, cells, only=any(saying.only for saying in said))
    verdicts = carried_out(asked, verdicts, cells, said)
    speaking = [saying for number, saying in enumerate(said) if number not in idle]
    result = _resolved(verdicts, cells, [_exact(one, speaking, cells[place]) for place, one in enumerate(asked)])
    if idle and (result is None or worst is None or result[worst] is not True):
        return None
    return result


def _met(asked: list[Asked], rows: list[list[Cell]], *, only: bool) -> tuple[int, int] | None:
    """How many of the things that the fullest state asks for are there, where the statement speaks of each of them."""
    full = _full(asked)
    place = next((number for number, one in enumerate(asked) if one.sides and one.sides[0] == full), None)
    if place is None or len(full) < 2 or not any(one.counted for one in asked):  # noqa: PLR2004 - one is not counted
        return None
    told = [{row[place][0][thing] for row in rows} - {None} for thing in range(len(full))]
    if any(len(says) > 1 or (not says and not only) for says in told):
        return None
    return sum(True in says for says in told), len(full)


def _known(cell: Cell) -> list[bool]:
    return [says is not None for side in cell for says in side]


def _relations(saying: Saying, one: Asked, asked: list[Asked], names: tuple[str, ...]) -> Cell:
    """What a saying makes of each thing that a state asks; ``names`` are those of the row, and the rule last."""
    others = tuple(other.words for state in asked for other in state.all if other.words)
    extra = (*filter(lambda name: _is_whole(saying, name), names[:-1]), *others)
    manners = any(_turns_on_manner(state) for state in asked)

    def says(thing: Saying) -> bool | None:
        closer = thing.words and saying.words.endswith(thing.words)  # 专题研究 is 研究
        return relation(saying, thing, (*extra, names[-1]) if closer else extra, manners=manners)

    return tuple(tuple(map(says, side)) for side in one.sides)


def _is_whole(saying: Saying, name: str) -> bool:
    """预算公开 of the row 预算公开, not of 预算决算公开."""
    if len(saying.words) > _A_NAME and not saying.negated and name.endswith(saying.words):
        return True
    return names_the_whole(saying.words, (name,)) or names_the_whole(saying.typed, (name,))


_A_NAME = 3
"""参加工伤保险 of the row 依法参加工伤保险."""


def _turns_on_manner(one: Asked) -> bool:
    """未按要求报送, beside 按要求报送."""
    return any(saying.negated and saying.manners for saying in one.all)


def _may_stay(said: tuple[Saying, ...], idle: list[int], text: str) -> bool:
    """不规范，存在白条入账: what only says more of how bad it is."""
    clauses = {said[number].clause for number in idle}
    if 0 in clauses or any(saying.clause in clauses and n not in idle for n, saying in enumerate(said)):
        return False
    pieces = [piece for piece in re.split(r"[,;。!:\n]", text) if piece]
    return all(
        number < len(pieces) and _MORE_OF_IT.fullmatch(pieces[number]) and not _PUT_RIGHT.search(pieces[number])
        for number in clauses
    )


def _verdict(one: Asked, cells: list[Cell]) -> bool | str | None:
    """True, False, None where it is open, “contrary” where the statement contradicts itself."""
    if one.counted is not None:
        return None
    found: list[bool | None] = []
    for place, side in enumerate(one.sides):
        each: list[bool | None] = []
        for thing in range(len(side)):
            says = {cell[place][thing] for cell in cells} - {None}
            if len(says) > 1:
                return "contrary"
            each.append(says.pop() if says else None)
        found.append(_of_side(each, side, any_of=one.any_of))
    if True in found:
        return True
    return False if all(verdict is False for verdict in found) else None


def _of_side(each: list[bool | None], side: tuple[Saying, ...], *, any_of: bool) -> bool | None:
    if any_of:
        return True if True in each else False if all(verdict is False for verdict in each) else None
    if all(verdict is True for verdict in each):
        return True
    if all(saying.negated for saying in side) and len(side) > 1:
        return False if all(verdict is False for verdict in each) else None
    return False if False in each else None


def _resolved(verdicts: list[bool | str | None], cells: list[list[Cell]], exact: list[int]) -> _Verdicts | None:
    """The one state that is asserted, the one in the very manner of the statement where there are several."""
    asserted = [place for place, verdict in enumerate(verdicts) if verdict is True]
    if not asserted:
        return tuple(False for _ in verdicts) if all(verdict is False for verdict in verdicts) else None
    if len(asserted) > 1:
        best = max(exact[place] for place in asserted)
        asserted = [place for place in asserted if exact[place] == best]
    if len(asserted) > 1:
        return None
    for place, verdict in enumerate(verdicts):
        if verdict is None and any(says is True for cell in cells[place] for side in cell for says in side):
            return None
    return tuple(place == asserted[0] for place in range(len(verdicts)))


def _exact(one: Asked, said: list[Saying], cells: list[Cell]) -> int:
    """How many things are said in the manner in which they are asked."""
    return sum(
        says is True and saying.manners == thing.manners
        for saying, cell in zip(said, cells, strict=True)
        for side, verdicts in zip(one.sides, cell, strict=True)
        for thing, says in zip(side, verdicts, strict=True)
    )
