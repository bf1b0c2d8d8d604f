"""Statements in words against states of which one excludes the others: verdicts, or nothing where it is not certain."""

from __future__ import annotations

from functools import lru_cache

from perfscore.model.indicator import Expected, Stated, Want
from perfscore.numbers.lazy import regex
from perfscore.values.clipped import by_a_piece
from perfscore.values.compared import by_comparing
from perfscore.values.contraries import by_contrary, by_lacking
from perfscore.values.labels import label_said
from perfscore.values.levels import level_said
from perfscore.values.paraphrases import plain_state, plainer, reason_of
from perfscore.values.phrases import negation_in, other_year_in
from perfscore.values.propositions import Verdict, choose, holds, phrases_of
from perfscore.values.propositions_words import DEGREES, MANNERS
from perfscore.values.reading import ActualReading, read_as
from perfscore.values.sayings import joined_acts, sayings_of
from perfscore.values.sayings_states import read_sayings
from perfscore.values.sayings_words import IN_TIME, LATE

_YES = frozenset("是 √ ✓ ✔".split())
_NO = frozenset("否 × ✗ ✘ x X".split())
_MET = regex(
    r"(?:[一二两三四五六七八九十]项|各项|以上)?(?:均|都|全部|已经|已|全)*(?:符合|达到|满足|做到|达标)(?:了)?(?:要求|标准|规定|条件)?"
)
_UNMET = regex(
    r"(?:尚未|未能|没有|未|不|达不到)(?:符合|达到|满足|做到|达标)?(?:要求|标准|规定|条件)?|有[一二两三1-9]项(?:未达到|不符合|未做到|达不到|未完成)(?:要求)?"
)
_TURNED_AROUND = regex(r"是否|未|不|无|没|延|逾|违|超|滞后|拖|欠|问题|事故|隐患|投诉")
"""Names of which a plain 是 or 否 may mean the contrary."""
_SOME, _ALL = regex("部分|大部分|个别|少数|多数"), regex("全|均|都|各|完全|所有")
_NOTHING = frozenset("无 0 没有 未获得 未取得 未发生 无加分 未获 没有获得".split())
_NOT_THE_WORST = regex(r"(?:没有?|无(?!故)|未发现|未见|不存在|非|不是)[^,;]{0,6}(?:不(?!良|动产)|未)")
"""没有不健全 denies the worst of several grades, and does not say which of the others it is."""
_MORE_OF_IT = regex(r"(?:缺少?|尚缺|滞后|延误|逾期|未|没有|无|仅|只有|欠)[^,;]*")
_Verdicts = tuple[bool | None, ...]


def verdicts_of(text: str, expected: Expected) -> _Verdicts | None:
    """Return which one state the words assert, or that they deny every one; None where that is not certain."""
    verdicts = _verdicts_of(text, expected)
    return None if verdicts is not None and _names_a_fault_too(text, verdicts, expected) else verdicts


def _names_a_fault_too(text: str, verdicts: _Verdicts, expected: Expected) -> bool:
    """编制科学合理，未经论证: where the first earns and the second costs, neither is all that was said."""
    pieces = text.split(",")
    if len(pieces) == 1 or len(expected.costs) != len(verdicts) or not any(expected.costs) or True not in verdicts:
        return False
    place = verdicts.index(True)
    if expected.costs[place]:
        return place != expected.worst and _denies_more(pieces, place, expected)
    told = filter(None, (_verdicts_of(piece, expected) for piece in pieces))
    return any(said and costs for one in told for said, costs in zip(one, expected.costs, strict=True))


def _denies_more(pieces: list[str], place: int, expected: Expected) -> bool:
    """不完整，未及时上报: of the first the sentence says what it costs, of the second nothing."""
    denied = [piece for piece in pieces if negation_in(piece)]
    if len(denied) < 2 or "," in expected.states[place]:  # noqa: PLR2004 - one is the state itself
        return False
    told = [_verdicts_of(piece, expected) for piece in denied]
    return any(one is None or one[place] is not True for one in told)


def _verdicts_of(text: str, expected: Expected) -> _Verdicts | None:
    if "?" in text or (len(expected.states) > 2 and _NOT_THE_WORST.search(text)):  # noqa: PLR2004 - nothing between two
        return None
    if (compared := by_comparing(text, expected.states)) is not None:
        return compared
    if expected.extra and text in _NOTHING:
        return (False,) * len(expected.states)
    states = with_subject(tuple(plain_state(state, "|".join(expected.states)) for state in expected.states))
    plain = _plain_answer(text, states, expected)
    if plain is not None:
        return plain
    label = label_said(text, states, expected.names)
    if label is not None:
        return _only(label, states) if _repeats(text, label, expected) else None
    level = level_said(text, states)
    if level is not None and not other_year_in(text):
        return _only(level, states)
    for words in dict.fromkeys((text, plainer(text, states))):
        verdicts = _verdicts(words, states, expected, text)
        if verdicts is not None:
            return verdicts
    return (
        _worst(text, states, expected)
        or _in_their_own_words(text, states, expected)
        or by_contrary(plainer(text, states), expected, states)
        or by_lacking(text, expected, states)
        or by_a_piece(text, states)
    )


def _in_their_own_words(text: str, states: tuple[str, ...], expected: Expected) -> _Verdicts | None:
    """What open words say, piece by piece, where no phrase of the states says it."""
    if len(expected.costs) != len(states):
        return None
    verdicts = read_sayings(
        plainer(text, states),
        states,
        names=expected.row_names or expected.names,
        costs=expected.costs,
        worst=expected.worst,
        rule=expected.wording,
    )
    if verdicts is None:
        return None
    if True not in verdicts:
        return verdicts
    index = verdicts.index(True)
    sure = _repeats(text, index, expected, but=_OF_TIME) and _says_how_much(text, index, states)
    return verdicts if sure else None


_OF_TIME = frozenset((*IN_TIME, *LATE, "规定时间", "规定时限", "规定期限"))
"""Manners that sayings compare by what they mean: 按时 is 在规定时限内."""


@lru_cache(maxsize=4096)
def with_subject(states: tuple[str, ...]) -> tuple[str, ...]:
    """制度健全, 不健全; 制定方案, 未制定: the later states are said of the thing that the first one names."""
    said = [phrases_of(state, rule=True) for state in states]
    if not states or len(said[0]) != 1 or not said[0][0].thing or not said[0][0].plain:
        return states
    first = said[0][0]
    if any(
        one.thing != first.thing
        for phrases in said
        for one in phrases
        if one.thing and one.predicate == first.predicate
    ):
        return states  # 配备专职人员, 配备兼职人员, 未配备: of either
    before, after = states[0].startswith(first.thing), states[0].endswith(first.thing)
    if not before and not after:
        return states
    return tuple(
        (first.thing + state if before else state + first.thing)
        if len(phrases) == 1 and not phrases[0].thing and phrases[0].plain and phrases[0].predicate == first.predicate
        else state
        for state, phrases in zip(states, said, strict=True)
    )


def _worst(text: str, states: tuple[str, ...], expected: Expected) -> _Verdicts | None:
    """不健全，缺采购制度: what follows says more of what is wanting where the state leaves nothing anyway."""
    head, comma, rest = text.partition(",")
    if expected.worst is None or not comma or not all(map(_MORE_OF_IT.fullmatch, rest.split(","))):
        return None
    if not any(phrase.negated for phrase in phrases_of(head)):
        return None
    verdicts = _verdicts(head, states, expected, text)
    return verdicts if verdicts is not None and verdicts[expected.worst] is True else None


def _verdicts(text: str, states: tuple[str, ...], expected: Expected, typed: str) -> _Verdicts | None:
    """``text`` is the statement in the words of the states, ``typed`` as it stands in the cell."""
    index = choose(states, text, expected.names)
    if index is not None:
        sure = (
            _repeats(typed, index, expected)
            and _says_how_much(typed, index, states)
            and not _may_be_more(text, index, states)
            and _says_both(text, states[index])
        )
        return _only(index, states) if sure else None
    verdicts = [holds(state, text, _others(states, state), expected.names) for state in states]
    if not verdicts or any(verdict is not Verdict.DENIED for verdict in verdicts):
        return None
    unsaid = expected.only_faults and not all(_may_be_denied(typed, number, expected) for number in range(len(states)))
    return None if unsaid else (False,) * len(verdicts)


def _only(index: int, states: tuple[str, ...]) -> _Verdicts:
    return tuple(number == index for number in range(len(states)))


def _others(states: tuple[str, ...], state: str) -> tuple[str, ...]:
    return tuple(other for other in states if other != state)


def _repeats(text: str, index: int, expected: Expected, but: frozenset[str] = frozenset()) -> bool:
    """Tell whether a statement has the words of a state without which its verb means something else."""
    reason = reason_of(expected.states[index])
    if reason and not reason_of(text):
        return False
    return not expected.marks or all(mark in text or mark in but for mark in expected.marks[index])


def _may_be_denied(text: str, index: int, expected: Expected) -> bool:
    """已完成 denies 无故未完成; 未报送 does not deny 逾期报送."""
    return not expected.marks or all(mark in text for mark in expected.marks[index])


def _says_both(text: str, state: str) -> bool:
    """未实施 is only half of 纳入规划未实施."""
    return len(joined_acts(state)) <= len(sayings_of(text)) or _ALL.search(text) is not None or text == state


def _says_how_much(text: str, index: int, states: tuple[str, ...]) -> bool:
    """已公开 is neither 部分公开 nor 全部公开."""
    others = _others(states, states[index])
    if _ALL.search(states[index]) is None or not any(_SOME.search(other) for other in others):
        return True
    return _ALL.search(text) is not None


def _may_be_more(text: str, index: int, states: tuple[str, ...]) -> bool:
    """已完成 may also be 完成但不规范, where that is another state; 完成 itself is what the sentence calls it."""
    asserted = states[index]
    return text != asserted and any(other.startswith(asserted) for other in states if other != asserted)


def _plain_answer(text: str, states: tuple[str, ...], expected: Expected) -> _Verdicts | None:
    """是, 否, 均达到 answer a sentence that asks one thing plainly and names its contrary at most."""
    yes, no = text in _YES or _MET.fullmatch(text), text in _NO or _UNMET.fullmatch(text)
    if not (yes or no) or not 1 <= len(states) <= 2:  # noqa: PLR2004 - a state and its contrary
        return None
    asked = [number for number, state in enumerate(states) if _is_plain(state)]
    if len(asked) != 1 or any(_TURNED_AROUND.search(name) for name in expected.names):
        return None
    others = [number for number in range(len(states)) if number != asked[0]]
    if not all(_is_contrary(states[number], states[asked[0]]) for number in others):
        return None
    return tuple((number == asked[0]) is bool(yes) for number in range(len(states)))


def _is_plain(state: str) -> bool:
    phrases = phrases_of(state, rule=True)
    return bool(phrases) and all(
        phrase.predicate and not phrase.negated and not phrase.happens and not phrase.counted for phrase in phrases
    )


def _is_contrary(state: str, asked: str) -> bool:
    predicates = {phrase.predicate for phrase in phrases_of(asked, rule=True)}
    phrases = phrases_of(state, rule=True)
    return any(phrase.negated and phrase.predicate in predicates for phrase in phrases)


def read_act(text: str, shown: str, expected: Expected, strict: ActualReading) -> ActualReading:
    """Read a statement about an act whose words the strict reader does not know, if it is certain what it says.

    A statement that the strict reader understood and did not find to answer the sentence stays refused.
    """
    late = expected.qualifier in IN_TIME and any(word in text for word in LATE)
    known = strict.actual is not None or (strict.diagnostics[0].code != "V201" and not late)
    if known or expected.want is not Want.STATEMENT:
        return strict
    if (
        expected.has_deadline
        or expected.qualifier
        or _may_be_another_year(text, expected)
        or expected.quota
        or expected.counts_wanted
    ):
        return strict
    if (text in _YES | _NO and not expected.asked) or not all(
        _is_said(words, text, expected) for words in expected.before_act
    ):
        return strict
    verdicts = verdicts_of(text, expected)
    if verdicts is None:
        return strict
    number = verdicts.index(True) if True in verdicts else None
    if number is None:
        return read_as(Stated(text=shown, done=False)) if expected.denials == (False,) else strict
    return read_as(Stated(text=shown, done=not expected.denials[number]))


def _may_be_another_year(text: str, expected: Expected) -> bool:
    return expected.in_year and (other_year_in(text) is not None or any(character.isdigit() for character in text))


_PLAIN_SUBJECTS = frozenset(
    "项目 工程 工作 任务 活动 该项目 该工作 本项目 该项工作 各项工作 单位 部门单位 本单位".split()
)


def _is_said(words: str, text: str, expected: Expected) -> bool:
    """Tell whether the words before the verb are in the statement, or are the row's own thing.

    勉强完成, 经催办后完成: what stands there may change what the verb means.
    """
    if words in text or words in _PLAIN_SUBJECTS or _is_thing(words):
        return True
    pairs = (words[place : place + 2] for place in range(len(words) - 1))
    return any(pair in name for pair in pairs for name in expected.row_names)


_NO_THING = regex(
    "[经后前时再才先虽若如能可会被由以于未不无]|质量|标准|效率|进度|水平|勉强|" + "|".join((*DEGREES, *MANNERS))
)
_SHORTEST_THING = 4


def _is_thing(words: str) -> bool:
    """Tell whether words before a verb can only name what it is about: 网络安全责任制, not 经催办后."""
    return len(words) >= _SHORTEST_THING and _NO_THING.search(words) is None
