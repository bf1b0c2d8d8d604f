"""Statements in words against the states of rules: a table of what is decided and of near misses that stay open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.values.propositions import (
    ItemsResult,
    Verdict,
    choice,
    choose,
    holds,
    items,
    judge,
    parts_of,
    phrases_of,
)
from perfscore.values.words import HEDGES
from support import TESTS

_LINES = (TESTS / "values" / "propositions.tsv").read_text(encoding="utf-8").splitlines()
ROWS = [line.split("\t") for line in _LINES if line and not line.startswith(("#", "kind\t"))]
_SIGNS = {Verdict.ASSERTED: "+", Verdict.DENIED: "-", Verdict.OPEN: "?"}
ASSERTING = [row for row in ROWS if row[0] == "holds" and row[4] == "asserted"]
DECIDING = [row for row in ROWS if row[0] == "holds" and row[4] != "open"]


@pytest.mark.parametrize("row", ROWS, ids=["-".join((row[0], row[1][:20], row[2])) for row in ROWS])
def test_case(row: list[str]) -> None:
    kind, states, statement, names, expected = row
    assert _told(kind, states, statement, names) == expected


def _told(kind: str, states: str, statement: str, names: str) -> str:
    known = tuple(filter(None, names.split("|")))
    parts = tuple(states.split("|"))
    if kind == "holds":
        return holds(parts[0], statement, parts[1:], known).value
    if kind == "choose":
        index = choose(parts, statement, known)
        return "open" if index is None else str(index)
    return _signs(items(parts, statement, known))


def _signs(result: ItemsResult | None) -> str:
    if result is None:
        return "open"
    signs = "".join(_SIGNS[verdict] for verdict in result.verdicts)
    return f"={result.count}" if set(signs) == {"?"} else signs


def test_the_table_has_enough_near_misses() -> None:
    assert len(ROWS) >= 150
    assert sum(row[4] == "open" for row in ROWS) >= 60


@given(st.sampled_from(ASSERTING), st.data(), st.sampled_from("未不非"))
def test_a_negation_put_anywhere_ends_the_assertion(row: list[str], data: st.DataObject, word: str) -> None:
    at = data.draw(st.integers(0, len(row[2])))
    changed = row[2][:at] + word + row[2][at:]
    assert _told("holds", row[1], changed, row[3]) != "asserted", changed


@given(st.sampled_from(DECIDING), st.data(), st.sampled_from(HEDGES))
def test_a_hedge_put_anywhere_leaves_it_open(row: list[str], data: st.DataObject, hedge: str) -> None:
    at = data.draw(st.integers(0, len(row[2])))
    changed = row[2][:at] + hedge + row[2][at:]
    assert _told("holds", row[1], changed, row[3]) == "open", changed


@given(st.permutations(["有机制", "未挂钩"]), st.permutations(["台账已建立", "档案未建立", "预案已制定"]))
def test_the_order_of_phrases_does_not_matter(two: list[str], three: list[str]) -> None:
    states = ("有问责机制，并与晋升、津贴挂钩", "有问责机制，未与晋升、津贴挂钩", "无")
    assert choose(states, "，".join(two)) == 1
    assert _signs(items(("建立台账", "建立档案", "制定预案"), "，".join(three))) == "+-+"


@given(st.sampled_from(ROWS), st.text("未不无有完成建立部分已均、，并且①②3项", max_size=12))
def test_any_text_is_read_without_an_error(row: list[str], statement: str) -> None:
    assert isinstance(_told(row[0], row[1], statement, row[3]), str)


def test_a_result_says_which_words_it_used() -> None:
    told = judge("建立台账", "台账已建立，档案另存")
    assert told.verdict is Verdict.OPEN
    assert [span.of("台账已建立，档案另存") for span in told.left] == ["档案另存"]
    text = "未挂钩，有机制"
    told_of_all = choice(("有问责机制，与晋升挂钩", "有问责机制，未与晋升挂钩"), text)
    assert told_of_all.index == 1
    assert [span.of(text) for span in told_of_all.used] == ["未挂钩", "有机制"]


def test_a_condition_falls_into_its_parts() -> None:
    assert parts_of("建立采购台账和验收制度") == ("建立采购台账", "建立验收制度")
    assert parts_of("人员到位，职责明确") == ("人员到位", "职责明确")
    assert parts_of("至少建立一项制度") == ()


def test_phrases_know_their_place_in_the_text() -> None:
    text = "公示 制度已建立，未执行"
    found = phrases_of(text)
    assert [(phrase.span.of(text), phrase.predicate, phrase.negated) for phrase in found] == [
        ("公示 制度已建立", "建立", False),
        ("未执行", "执行", True),
    ]
