"""A sentence with one slip never keeps its old meaning silently, unless the slip is one that changes nothing."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from perfscore.model.rule import ScoringRule
from perfscore.rules.grammar import parse_rule
from support import corpus

SENTENCES = sorted({line.given for line in corpus("rules") if line.place.startswith("seed")})

_UNITS = ("个百分点", "一个百分点", "%", "家", "名", "分")
_NEGATIONS = ("不", "未", "没有")


def _digit_changed(text: str) -> Iterator[str]:
    for match in re.finditer(r"\d", text):
        yield text[: match.start()] + str((int(match[0]) + 1) % 10) + text[match.end() :]
    for match in re.finditer("[一五]", text):
        yield text[: match.start()] + "三" + text[match.end() :]


def _negation_inserted(text: str) -> Iterator[str]:
    for position in range(len(text) + 1):
        for word in _NEGATIONS:
            yield text[:position] + word + text[position:]


def _negation_removed(text: str) -> Iterator[str]:
    for word in _NEGATIONS:
        for match in re.finditer(word, text):
            yield text[: match.start()] + text[match.end() :]


def _unit_changed(text: str) -> Iterator[str]:
    for unit in _UNITS:
        for match in re.finditer(re.escape(unit), text):
            for other in ("天", "万元", "‰"):
                yield text[: match.start()] + other + text[match.end() :]


def _word_dropped(text: str) -> Iterator[str]:
    for length in (1, 2, 3):
        for start in range(len(text) - length + 1):
            yield text[:start] + text[start + length :]


def _hedge_inserted(text: str) -> Iterator[str]:
    for position in range(len(text) + 1):
        for word in ("基本", "酌情", "部分", "约", "左右", "适当"):
            yield text[:position] + word + text[position:]


MUTATIONS = {
    "digit": _digit_changed,
    "negation in": _negation_inserted,
    "negation out": _negation_removed,
    "unit": _unit_changed,
    "dropped": _word_dropped,
    "hedge": _hedge_inserted,
}

NEUTRAL_DROPS = {
    "，": "punctuation", "；": "punctuation", "。": "punctuation",
    "过": "每超过 and 每超 are one word", "出": "每超出 and 每超 are one word", "于": "每低于 and 每低 are one word",
    "下": "每下降 and 每降 are one word", "有": "没有开展 and 没开展 are one word",
    "度": "当年度 and 当年 are one word", "内": "年度内 and 年度 name the same year", "当": "当年度 and 年度 likewise",
    "控制": "控制在预算内 and 在预算内 are one condition",
    "及": "及以上 and 以上 both include the number", "及以上": "the step below 30 already says 30 or more",
    "达": "达50% and 50% are one condition beside a step below it", "到": "达到 and 达 are one word",
    "达到": "达到满意及以上 and 满意及以上 are one condition",
    "等次": "满意等次 and 满意 are one grade", "等次及": "满意等次及以上 and 满意以上 are one condition",
    "得": "完成得10分 and 完成10分 are one branch", "计": "计20分 and 20分 likewise", "，计": "likewise",
    "得满分": "95%得满分，每低1%扣1分 and 95%，每低1%扣1分: nothing lost is full marks",
    "为": "扣完为止 and 扣完止 are one limit", "为止": "扣完为止 and 扣完 likewise", "为止。": "likewise",
    "完成率": "每低于90%完成率1个百分点 and 每低于90%1个百分点 name the same number",
}  # fmt: skip
"""What may be lost from a sentence without a change of meaning, each with the reason."""


@pytest.mark.parametrize("name", MUTATIONS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_slip_changes_the_rule_or_is_refused(sentence: str, name: str) -> None:
    rule, _ = parse_rule(sentence)
    assert rule is not None
    mutants = {mutant for mutant in MUTATIONS[name](sentence) if mutant != sentence}
    survivors = set()
    for mutant in mutants:
        changed, _ = parse_rule(mutant)
        if changed is None or changed.unplaced() != rule.unplaced():
            continue
        if name != "dropped" or not _is_neutral(sentence, mutant):
            survivors.add(mutant)
    assert not survivors


def _is_neutral(sentence: str, mutant: str) -> bool:
    """Tell whether one of the neutral words, taken out at some place, gives the mutant."""
    return any(
        sentence[: match.start()] + sentence[match.end() :] == mutant
        for words in NEUTRAL_DROPS
        for match in re.finditer(words, sentence)
    )


@pytest.mark.parametrize("name", ["negation in", "negation out"])
@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_negation_does_not_vanish_into_a_name(sentence: str, name: str) -> None:
    """新增不企业30个: even where names are left out of the comparison, no negation is swallowed."""
    rule, _ = parse_rule(sentence)
    assert rule is not None
    readings = [(mutant, parse_rule(mutant)[0]) for mutant in MUTATIONS[name](sentence)]
    assert not [mutant for mutant, changed in readings if changed is not None and _nameless(changed) == _nameless(rule)]


def _nameless(rule: ScoringRule) -> ScoringRule:
    bare = []
    for clause in rule.unplaced().clauses:
        names = {name: "" for name in ("subject", "matter") if hasattr(clause.condition, name)}
        bare.append(clause.model_copy(update={"condition": clause.condition.model_copy(update=names)}))
    return rule.unplaced().model_copy(update={"clauses": tuple(bare)})


def test_the_neutral_words_are_all_needed() -> None:
    used = set()
    for sentence in SENTENCES:
        rule, _ = parse_rule(sentence)
        assert rule is not None
        for words in NEUTRAL_DROPS:
            for match in re.finditer(words, sentence):
                changed, _ = parse_rule(sentence[: match.start()] + sentence[match.end() :])
                if changed is not None and changed.unplaced() == rule.unplaced():
                    used.add(words)
    assert used == set(NEUTRAL_DROPS)


CANONICAL = sorted({line.expected for line in corpus("rules")})
_OPEN = (
    ("得分=", "得分="),  # the names of a formula are its own
    ("得满", "得满"),  # “92%及以上，得满‰”: a slip for 得满分, and the branch that loses nothing anyway
)
"""What a canonical sentence and its slip may both hold where the slip changes nothing, each with the reason."""


@pytest.mark.parametrize("name", ["digit", "unit", "negation in", "negation out"])
def test_a_slip_in_a_canonical_sentence_changes_the_rule_or_is_refused(name: str) -> None:
    """Every word of a canonical sentence counts, so every digit, unit and negation of it has to."""
    chance, survivors = random.Random(name), []
    for sentence in CANONICAL:
        rule, _ = parse_rule(sentence)
        assert rule is not None
        mutants = sorted(set(MUTATIONS[name](sentence)) - {sentence})
        for mutant in chance.sample(mutants, min(len(mutants), _MOST_SLIPS)):
            changed, _ = parse_rule(mutant)
            same = changed is not None and changed.unplaced() == rule.unplaced()
            open_words = any(one in sentence and other in mutant for one, other in _OPEN)
            if same and not open_words and _LIST_NUMBER.sub("", mutant) != _LIST_NUMBER.sub("", sentence):
                survivors.append(mutant)
    assert survivors == []


_LIST_NUMBER = re.compile(r"(?:^|(?<=[；。]))\d+、")
"""1、……；2、……: the numbers of a list mean nothing, so a slip in one of them changes nothing."""
_MOST_SLIPS = 12
"""Slips tried of each sort in each sentence; which ones, a fixed seed says."""
