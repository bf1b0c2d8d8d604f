"""What the reader has to say enters as values, diagnostics and repairs with stable codes leave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from perfscore.diagnostics import CellRef, Diagnostic, Severity, column_letters
from perfscore.grid.form import Repair

CODES: dict[str, tuple[Severity, str]] = {
    "G101": (Severity.ERROR, "没有找到绩效表"),
    "G102": (Severity.ERROR, "指定的工作表不存在，或者不是绩效表"),
    "G103": (Severity.ERROR, "表头不全，不是认识的表样"),
    "G104": (Severity.ERROR, "两行都像表头"),
    "G105": (Severity.ERROR, "同一列名出现两次"),
    "G106": (Severity.ERROR, "表中没有指标"),
    "G107": (Severity.WARNING, "上次写入的列找不到了"),
    "G111": (Severity.ERROR, "公式还没有计算结果"),
    "G112": (Severity.ERROR, "单元格是错误值"),
    "G121": (Severity.WARNING, "分值合计不对"),
    "G122": (Severity.ERROR, "缺分值"),
    "G123": (Severity.ERROR, "分值无法识别"),
    "G124": (Severity.WARNING, "有分值但没有三级指标"),
    "G125": (Severity.ERROR, "两行指标合用一个分值"),
    "G131": (Severity.ERROR, "指标属于哪个项目无法证明"),
    "G132": (Severity.WARNING, "项目重名"),
    "G133": (Severity.WARNING, "单位合计与各项目资金之和不一致"),
    "G134": (Severity.WARNING, "金额无法识别"),
    "G135": (Severity.WARNING, "项目没有指标"),
    "G136": (Severity.WARNING, "一级指标与二级指标不一致"),
    "G137": (Severity.WARNING, "疑似错列，未能归位"),
    "G141": (Severity.WARNING, "预算年度不一致"),
    "G142": (Severity.WARNING, "得分汇总的预算年度读不出来"),
    "G143": (Severity.WARNING, "得分汇总的一行分不清是哪个项目"),
    "G144": (Severity.WARNING, "得分汇总填的金额与表内的不一致"),
    "G145": (Severity.WARNING, "人工填写的总分、执行率得分与计算的不一致"),
    "G146": (Severity.WARNING, "由程序填写的格被人工改写"),
    "G147": (Severity.WARNING, "得分汇总改了名"),
    "G151": (Severity.ERROR, "目标表中没有对应的指标"),
    "G152": (Severity.ERROR, "目标表中有多个对应的指标"),
    "G153": (Severity.WARNING, "自评表与目标表的内容不一致"),
    "G154": (Severity.ERROR, "没有目标表，评分标准无从取得"),
    "G155": (Severity.ERROR, "打开的几个目标表的评分标准不一样"),
}
"""Every code of the reader, its weight and what it means; messages are written where the finding is made."""

REPAIRS: dict[str, str] = {
    "R101": "项目行错列（资金、目标）",
    "R102": "少一格，其后各格左移",
    "R103": "整行右移",
    "R104": "分页断开的行归入后一项目",
    "R105": "一级指标取自下方的合并单元格",
    "R106": "缺分值，由评分标准和合计推得",
}
"""Every code of a repair and what it means."""


def finding(code: str, message: str, where: CellRef | None = None, text: str = "") -> Diagnostic:
    """Return the diagnostic of ``code``."""
    return Diagnostic(code=code, severity=CODES[code][0], message=message, text=text, where=where)


def repair(code: str, cells: Iterable[CellRef], problem: str, message: str) -> Repair:
    """Return the repair of ``code`` for cells of one sheet."""
    places = tuple(cells)
    return Repair(code, places[0].sheet, tuple(address(place) for place in places), problem, message)


def address(place: CellRef) -> str:
    """Return the place inside its sheet: ``L12``."""
    return f"{column_letters(place.column)}{place.row}"


def listed(items: Sequence[str], *, limit: int = 5) -> str:
    """Return the first items joined by 、, with the number of all where there are more."""
    shown = "、".join(items[:limit])
    return shown if len(items) <= limit else f"{shown}等{len(items)}处"


def number(value: object) -> str:
    """Return a Decimal as a person writes it: no exponent, no trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
