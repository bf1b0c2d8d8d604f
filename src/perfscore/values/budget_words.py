"""What a cell says of the budget in words: 超支3.5%, 未超预算, 控制在预算内; a text to a reading."""

from __future__ import annotations

from decimal import Decimal

from perfscore.model.indicator import Expected, Measured, Stated
from perfscore.model.quantity import Quantity
from perfscore.numbers.lazy import regex
from perfscore.numbers.text import NUMBER_PATTERN, decimal_of, format_number
from perfscore.values.hints import hint
from perfscore.values.reading import ActualReading, note, read_as, refused
from perfscore.values.units import PERCENT

_HUNDRED = Decimal(100)
_COST = r"(?:本年|全年|本年度|年度|实际|项目|总)*(?:成本|支出|费用)?(?:实际|已)*"
_OVER = regex(rf"{_COST}(?:超支|超出预算|超过预算|超预算|超出|超)(?:了)?(?P<n>{NUMBER_PATTERN})(?:%|个百分点)")
_UNDER = regex(rf"{_COST}(?:节约|节支|节省|低于预算)(?:了)?(?P<n>{NUMBER_PATTERN})(?:%|个百分点)")
_IN_BUDGET = regex(
    r"(?:成本|实际成本|支出|项目成本)?(?:均|已)?(?:未|没有|不|并未|无)(?:超|超出|超过|突破)(?:年初|年度|项目|总)?(?:预算|支)"
    r"|(?:成本|实际成本|支出)?(?:均|已)?(?:控制)?(?:在)?(?:年初|年度|项目)?预算(?:以|之|范围|范围之|范围以)?内"
)
_OVER_BUDGET = regex(r"(?:成本|实际成本|支出)?(?:已)?(?:超支|超预算|超出预算|超过预算|突破预算)(?:了)?")


def read_budget_words(text: str, shown: str, expected: Expected) -> ActualReading | None:
    """超支3.5% is 103.5 % of the budget; a plain yes or no to the budget stays a statement."""
    for pattern, sign in ((_OVER, 1), (_UNDER, -1)):
        match = pattern.fullmatch(text)
        number = decimal_of(match["n"]) if match else None
        if number is not None and (sign > 0 or number < _HUNDRED):
            rate = Quantity(value=_HUNDRED + sign * number, unit=PERCENT)
            if rate.base < expected.small_cost:
                return refused("V205", "数值过小：可能是成本占预算的百分比", shown, hint(expected))
            remark = note("N305", f"按预算的{format_number(rate.value)}%计", shown)
            return read_as(Measured(text=shown, quantity=rate), remark)
    if _IN_BUDGET.fullmatch(text):
        return read_as(Stated(text=shown, done=True))
    if _OVER_BUDGET.fullmatch(text):
        return read_as(Stated(text=shown, done=False))
    return None
