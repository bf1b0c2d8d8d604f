"""通用办法: how a row without 评（扣）分标准 is scored, where the profile says so; the rest stays with a person.

The method is a sentence like any other, read and scored the same way, so there is no second way of computing.
"""

from __future__ import annotations

import re
from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.model.indicator import Direction, Indicator, IndicatorKind
from perfscore.model.profile import Choice, Generic, Profile, Question, ReverseFormula, Ruling
from perfscore.model.quantity import Comparator
from perfscore.model.score import Score, Status
from perfscore.numbers.lazy import regex
from perfscore.numbers.text import format_number

_NO_RULE = regex(r"[\s\-/—–－一]*|无")
_POSITIVE = "达到目标值得满分，未达到目标值的按完成比例得分"
_NOTHING_ALLOWED = "=0得满分，否则不得分"
_REVERSE = {
    ReverseFormula.RATIO: "不超过目标值得满分，超过目标值的，得分=目标值÷实际值×分值",
    ReverseFormula.EXCESS: "不超过目标值得满分，每超出1%扣分值的1%",
}
"""指标值÷实际值×分值, and (1−(实际值−指标值)÷指标值)×分值 down to 0 at twice the target."""
_SETTLED = (
    Ruling(question=Question.PERCENT_STEP, choice=Choice.RELATIVE),
    Ruling(question=Question.PARTIAL_STEP, choice=Choice.PRO_RATA),
)
"""What the second formula means: percent of the target, without steps."""
_HUNDRED = Decimal(100)
NOTE = Diagnostic("N321", Severity.NOTE, "没有评分标准，按口径方案的通用办法计分")


def has_no_rule(text: str) -> bool:
    """Tell whether 评（扣）分标准 is empty or a dash."""
    return _NO_RULE.fullmatch(text) is not None


def generic_sentence(row: Indicator, method: Generic) -> str:
    """Return the sentence to score a row by, empty where the method says nothing of it."""
    target = row.target.quantity
    if not method.quantitative or row.kind is IndicatorKind.QUALITATIVE or row.weight is None or target is None:
        return ""
    equal = Comparator.EQUAL in (row.comparator, row.target.comparator)
    if equal and target.value == 0:
        return _NOTHING_ALLOWED
    match row.direction:
        case Direction.HIGHER_IS_BETTER:
            return _POSITIVE if target.value > 0 else ""
        case Direction.LOWER_IS_BETTER:
            return _REVERSE[method.reverse] if method.reverse is not None and target.value > 0 else ""
        case None:
            return ""


def in_force(profile: Profile) -> Profile:
    """Return the profile as the method wants its own sentences read."""
    return profile.with_rulings(*_SETTLED)


def in_bands(row: Indicator, method: Generic) -> Score | None:
    """Return what a person may choose on a 定性 row without rule: three bands, and no middle of any of them."""
    if not method.qualitative or row.kind is not IndicatorKind.QUALITATIVE or row.weight is None:
        return None
    upper, lower = (format_number(row.weight * share / _HUNDRED) for share in method.bands)
    top = format_number(row.weight)
    message = (
        f"没有评分标准的定性指标，要由人按三档评定：达成预期的{upper}（含）—{top}分，"
        f"部分达成的{lower}（含）—{upper}分，未达成的0—{lower}分"
    )
    problem = Diagnostic("S325", Severity.ERROR, message)
    return Score(
        status=Status.NEEDS_REVIEW,
        minimum=Decimal(0),
        maximum=row.weight,
        weight=row.weight,
        diagnostics=(problem,),
    )


def explained(explanation: str) -> str:
    """Say in the reason that there was no rule."""
    return re.sub("。$", "（没有评分标准，按口径方案的通用办法计）。", explanation)
