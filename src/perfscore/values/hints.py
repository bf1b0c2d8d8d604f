"""What a person could type into 实际完成值 of a row."""

from __future__ import annotations

from typing import assert_never

from perfscore.model.indicator import Expected, Want
from perfscore.values.units import is_ratio

_MOST_EXAMPLES = 5


def hint(expected: Expected) -> str:
    """Return examples of what the row waits for."""
    unit = expected.units[0] if expected.units else None
    match expected.want:
        case Want.MEASURE if is_ratio(unit):
            return "带百分号的数，如95%"
        case Want.MEASURE:
            return f"确切的数，如28{unit.symbol}" if unit else "确切的数"
        case Want.BUDGET_RATE:
            return "实际成本占预算的百分比，如98%、103.5%，或“超支3.5%”“未超预算”"
        case Want.GROWTH:
            return "“同比提高3.2%”“同比下降1.5%”或“-3%”"
        case Want.DELAY:
            return "完成的日期，或“按时完成”“提前3天”“逾期5天”“未完成”"
        case Want.DISTANCE:
            return "与标准的差距，如“高于平均水平3%”“低于平均水平2个百分点”"
        case Want.RANK:
            return "名次，如“第7名”"
        case Want.GRADE:
            return "、".join(expected.grades)
        case Want.STATEMENT:
            act = expected.acts[0] if expected.acts else "完成"
            return f"“已{act}”或“未{act}”"
        case Want.STATES:
            return "、".join(f"“{state}”" for state in expected.states[:_MOST_EXAMPLES])
        case Want.PARTS:
            return "；".join(hint(part) for part in expected.parts[:_MOST_EXAMPLES])
        case _:
            assert_never(expected.want)
