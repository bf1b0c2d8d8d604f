"""Numbers as text, Chinese numerals, rounding and folding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfscore.numbers.folding import fold, squeeze
from perfscore.numbers.numerals import parse_numeral, write_numeral
from perfscore.numbers.rounding import round_points
from perfscore.numbers.text import format_number, number_from_float, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("零", 0),
        ("十", 10),
        ("十二", 12),
        ("一十二", 12),
        ("二十", 20),
        ("两百", 200),
        ("一百零五", 105),
        ("一百二十", 120),
        ("三千零七十", 3070),
        ("三万五千", 35000),
        ("一万零三百", 10300),
        ("二亿", 200_000_000),
        ("二零二四", 2024),
        ("一二零", 120),
        ("三点五", Decimal("3.5")),
        ("零点二五", Decimal("0.25")),
        ("半", Decimal("0.5")),
    ],
)
def test_a_numeral_is_read(text: str, number: Decimal) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一百五",
        "三万五",
        "百",
        "十十",
        "一二百",
        "一二十",
        "二三十",
        "七八",
        "三五",
        "两两",
        "一百零零五",
        "点五",
        "三点",
        "五一十",
        "千万零",
    ],
)
def test_what_is_no_numeral_is_refused(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.integers(0, 10**12 - 1))
def test_numerals_round_trip(number: int) -> None:
    assert parse_numeral(write_numeral(number)) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("103", "103"),
        ("１０３", "103"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("+3", "3"),
        ("1,200", "1200"),
        ("1,234,567.5", "1234567.5"),
        ("0. 1", "0.1"),
        (" 7 ", "7"),
        ("二十八", "28"),
        ("007", "7"),
    ],
)
def test_a_number_is_read(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "1,20", "12,00", "1.2.3", "1e5", "--3", "3%", "½", "1 2", ".5", "5.", "1234567890123456", "∞", "nan"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    assert parse_number(text) is None


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False))
def test_number_text_round_trips(number: Decimal) -> None:
    assert parse_number(format_number(number)) == number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("16.50", "16.5"),
        ("20", "20"),
        ("20.00", "20"),
        ("0.00", "0"),
        ("-0", "0"),
        ("1E+2", "100"),
        ("1E-3", "0.001"),
        ("100", "100"),
    ],
)
def test_a_number_is_shown_without_tail(value: str, text: str) -> None:
    assert format_number(Decimal(value)) == text


def test_a_float_counts_at_its_fifteen_digits() -> None:
    assert number_from_float(0.1 + 0.2) == Decimal("0.3")
    assert number_from_float(0.09000007629394530) == Decimal("0.0900000762939453")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_float_that_is_no_number_is_an_error_of_the_caller(value: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        number_from_float(value)


@pytest.mark.parametrize(
    ("points", "rounded"),
    [
        ("6.755", "6.76"),
        ("6.7549999", "6.75"),
        ("6.75499999999999", "6.76"),
        ("0.004", "0.00"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("17.84", "17.84"),
    ],
)
def test_points_are_rounded_half_up_at_ten_places_and_then_at_two(points: str, rounded: str) -> None:
    assert round_points(Decimal(points)) == Decimal(rounded)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("１０％", "10%"),
        ("（含）", "(含)"),
        ("≧≦", "≥≤"),
        ("①", "①"),
        ("㎡", "㎡"),
        ("½", "½"),
        ("ﬁ", "ﬁ"),
        ("Ａ～Ｂ", "A~B"),
    ],
)
def test_folding_is_one_for_one(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_squeezing_drops_every_blank() -> None:
    assert squeeze(" 扣\u3000０.５ 分\n") == "扣0.5分"
