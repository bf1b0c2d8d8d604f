"""Laws of the rule language: what is written by the formatter is read as the same rule."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from perfscore.numbers.folding import fold
from perfscore.rules.format import format_rule
from perfscore.rules.grammar import parse_rule, read_sentence
from strategies import MESSY, SENTENCES
from support import corpus

ACCEPTED = [line.given for line in corpus("rules")]


@settings(max_examples=300, deadline=None)
@given(SENTENCES)
def test_the_canonical_sentence_is_read_as_the_same_rule(sentence: str) -> None:
    rule, diagnostics = parse_rule(sentence)
    assert rule is not None, (sentence, [str(diagnostic) for diagnostic in diagnostics])
    again, _ = parse_rule(format_rule(rule))
    assert again is not None
    assert again.unplaced() == rule.unplaced()
    assert format_rule(again) == format_rule(rule)


@settings(max_examples=300, deadline=None)
@given(MESSY)
@example("每")
@example("完成得" + "9" * 40 + "分")
@example("\x00")
@example("得分" * 900)
@example("前零名得10分")
@example("每低于0个百分点扣1分")
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    reading = read_sentence(text)
    assert (reading.rule is None) == bool(reading.diagnostics)
    for diagnostic in reading.diagnostics:
        assert diagnostic.message
        if diagnostic.span is not None:
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(diagnostic.text)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(ACCEPTED), st.data())
def test_blanks_and_width_change_nothing(sentence: str, data: st.DataObject) -> None:
    wide = "".join(
        chr(ord(character) + 0xFEE0) if character in "0123456789%:;," and data.draw(st.booleans()) else character
        for character in sentence
    )
    rule, wide_rule = parse_rule(sentence)[0], parse_rule(f"  {wide}\u3000")[0]
    assert rule is not None
    assert wide_rule is not None
    assert wide_rule.unplaced() == rule.unplaced()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_folding_keeps_every_offset(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert fold(folded) == folded
