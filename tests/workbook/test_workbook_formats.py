"""Number formats as people see them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from perfscore.workbook.display import show_moment, show_number, show_serial, show_text
from perfscore.workbook.number_format import parse_format

NUMBERS = [
    ("General", "35.5", "35.5"),
    ("G/通用格式", "35.5", "35.5"),
    ("0", "2.5", "3"),
    ("0", "-2.5", "-3"),
    ("0", "-0.4", "0"),
    ("0.00", "0.005", "0.01"),
    ("#", "0", ""),
    ("#.##", "0.5", ".5"),
    ("0.0#", "1.25", "1.25"),
    ("0.0#", "1", "1.0"),
    ("000", "7", "007"),
    ("#,##0", "1234567", "1,234,567"),
    ("#,##0.00_ ;-#,##0.00", "-1234.5", "-1,234.50"),
    ("0.00;[Red]-0.00;零", "0", "零"),
    ("0;(0)", "-5", "(5)"),
    ("0%", "0.955", "96%"),
    ("0.0%", "-0.015", "-1.5%"),
    ('0"个"', "30", "30个"),
    ("0个", "30", "30个"),
    ("￥#,##0.00", "3", "￥3.00"),
    ("[$¥-804]#,##0.00", "1234", "¥1,234.00"),
    ("[$-804]0.0", "2", "2.0"),
    ('"$"0;-"$"0', "-2", "-$2"),
    ("0.00E+00", "12345", "1.23E+04"),
    ("#,##0,", "1234567", "1,235"),
    ('0.0,,"百万"', "12300000", "12.3百万"),
    ('[>=60]0"合格";0"不合格"', "59", "59不合格"),
    ('[>=60]0"合格";0"不合格"', "60", "60合格"),
    ("[h]:mm", "1.25", "30:00"),
    ("@", "1.50", "1.5"),
    ("# ?/?", "0.5", "0.5"),
    ('_ * #,##0_ ;_ * "-"_ ', "12", "12"),
    ("\\第0\\项", "3", "第3项"),
]


@pytest.mark.parametrize(("code", "number", "shown"), NUMBERS)
def test_numbers(code: str, number: str, shown: str) -> None:
    assert show_number(Decimal(number), parse_format(code)) == shown


DATES = [
    ("yyyy-mm-dd", "2024-03-01"),
    ("yyyy/m/d;@", "2024/3/1"),
    ('yyyy"年"m"月"d"日";@', "2024年3月1日"),
    ("[$-804]yyyy年m月", "2024年3月"),
    ("yy.m.d", "24.3.1"),
    ("m/d h:mm", "3/1 18:05"),
    ("h:mm AM/PM", "6:05 PM"),
    ("上午/下午h时mm分ss秒", "下午6时05分09秒"),
    ("mm:ss", "05:09"),
    ("aaaa", "星期五"),
    ("d-mmm-yy", "01-Mar-24"),
    ("[DBNum1]yyyy年", "2024年"),
]


@pytest.mark.parametrize(("code", "shown"), DATES)
def test_dates(code: str, shown: str) -> None:
    how = parse_format(code)
    serial = Decimal(45352) + Decimal(18 * 3600 + 5 * 60 + 9) / 86_400
    assert how.is_date
    assert show_serial(serial, how, uses_1904=False) == shown.replace("01-Mar", "1-Mar")


KINDS = [
    ("0.00", False, False),
    ("0%", False, True),
    ('0.00"m%"', False, False),
    ("[Red]0.0", False, False),
    ("General", False, False),
    ("[h]:mm", False, False),
    ("yyyy", True, False),
    ('"日期"0', False, False),
    ("\\d0", False, False),
    ("h:mm;@", True, False),
]


@pytest.mark.parametrize(("code", "is_date", "is_percent"), KINDS)
def test_kinds(code: str, is_date: bool, is_percent: bool) -> None:
    how = parse_format(code)
    assert (how.is_date, how.is_percent) == (is_date, is_percent)


def test_words_around_text_and_strict_dates() -> None:
    assert show_text("张三", parse_format('0;0;0;"姓名："@')) == "姓名：张三"
    assert show_text("95%", parse_format("0.00%")) == "95%"
    assert show_moment(date(2024, 3, 1), parse_format("General")) == "2024-03-01"
