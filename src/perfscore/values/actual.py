"""实际完成值: what staff typed into the cell to an Actual, by what the row's rule waits for."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal

from perfscore.model.indicator import Blank, Dated, Expected, Want
from perfscore.numbers.folding import fold, squeeze
from perfscore.numbers.lazy import regex
from perfscore.numbers.text import format_number, number_from_float
from perfscore.values.beside import taken_back
from perfscore.values.delay import read_delay
from perfscore.values.deviation import read_distance
from perfscore.values.events import read_events
from perfscore.values.grade import read_grade
from perfscore.values.growth import read_growth
from perfscore.values.hints import hint
from perfscore.values.joint import says_half
from perfscore.values.measure import read_measure
from perfscore.values.parts import read_parts
from perfscore.values.rank import read_rank
from perfscore.values.reading import ActualReading, read_as, refused
from perfscore.values.sized import read_sized
from perfscore.values.statement import read_statement
from perfscore.values.states import read_items, read_states, within_list
from perfscore.values.told import read_act
from perfscore.values.worded import read_worded

CellInput = str | int | float | Decimal | date | None

_ERRORS = {"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA"}
_DASHES = regex(r"[-/\\]*")
_STILL_TO_COME = regex(
    r"(?:评估|考核|统计|调查|年度|排名|审计|验收|评价)*(?:结果|数据|排名|成绩|名次|报告)?"
    r"(?:尚|暂|还|目前)?(?:未|待|没有)(?:正式)?(?:公布|统计|发布|出炉|出具|反馈|填报|填|评定|出)(?:结果|数据)?(?:。)?"
    r"|暂无(?:数据|结果)?"
)
_BROKEN_NUMBER = regex(r"\d\s+\d")
_TIMESTAMP = regex(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\s+\d{1,2}:\d{2}")
_LARGEST, _SMALLEST = 10**15, Decimal("1e-10")
LONGEST_TEXT = 200


def read_actual(cell: object, expected: Expected) -> ActualReading:
    """Read one cell.

    Args:
        cell: text as displayed, or the number or date that the cell holds (CellInput); anything else that a
            program may hand over, such as a time of day, is refused like any other unreadable cell.
        expected: what the row's rule waits for.

    Returns:
        The reading; never an exception for anything a cell can hold.
    """
    if cell is None:
        return read_as(Blank())
    if isinstance(cell, bool):
        return _read_text("是" if cell else "否", expected)
    if isinstance(cell, date):
        return _read_date(cell, expected)
    if isinstance(cell, int | float | Decimal):
        return _read_number(cell, expected)
    if isinstance(cell, str):
        return _read_text(cell, expected)
    return refused("V208", "单元格里不是文字、数字或日期", str(cell)[:40], hint(expected))


def is_blank(cell: CellInput) -> bool:
    """Tell whether the cell is still to be filled in, whatever the row waits for."""
    if not isinstance(cell, str):
        return cell is None
    return _is_blank_text(squeeze(cell))


def _is_blank_text(text: str) -> bool:
    return bool(_DASHES.fullmatch(text) or _STILL_TO_COME.fullmatch(text))


def _read_date(cell: date, expected: Expected) -> ActualReading:
    day = cell.date() if isinstance(cell, datetime) else cell
    text = f"{day.year}年{day.month}月{day.day}日"
    if expected.want is Want.RANK:
        message = f"单元格里是日期（{text}），可能是“{day.month}/{day.day}”这样的名次被表格软件改成了日期"
        return refused("V209", message, text, f"第{day.month}名")
    if expected.want not in (Want.STATEMENT, Want.DELAY):
        return refused("V209", f"单元格里是日期（{text}），本行要填的不是日期", text, hint(expected))
    return read_as(Dated(text=text, day=day))


def _read_number(cell: int | float | Decimal, expected: Expected) -> ActualReading:
    number = _number(cell)
    if number is None or abs(number) >= _LARGEST or 0 < abs(number) < _SMALLEST:
        return refused("V208", "单元格里不是一个有效的数", "", hint(expected))
    shown = format_number(number)
    return _dispatch(shown, shown, expected)


def _number(cell: int | float | Decimal) -> Decimal | None:
    if isinstance(cell, float):
        return number_from_float(cell) if math.isfinite(cell) else None
    if isinstance(cell, int):
        return Decimal(cell) if abs(cell) < _LARGEST else None
    return cell if cell.is_finite() else None


def _read_text(cell: str, expected: Expected) -> ActualReading:
    text = squeeze(cell)
    if _is_blank_text(text):
        return read_as(Blank(text=cell.strip()))
    if text.upper() in _ERRORS:
        return refused("V208", f"单元格显示错误值“{text}”，公式没有算出结果", cell, hint(expected))
    if _BROKEN_NUMBER.search(cell) and not _TIMESTAMP.search(cell):
        return refused("V201", "数字中间有空格或换行，读不出是一个数还是几个数", cell[:40], hint(expected))
    if len(text) > LONGEST_TEXT:
        return refused("V201", "文字过长，读不出一个实际完成值", cell[:40], hint(expected))
    return _dispatch(text.strip("。"), " ".join(fold(cell).split()).strip("。 "), expected)


def _read_states(text: str, shown: str, expected: Expected) -> ActualReading:
    """Several faults in words are read one by one where they cannot be read together."""
    reading = read_states(text, shown, expected)
    several = expected.added and expected.only_faults and len(expected.states) > 1
    if reading.actual is None and several and reading.diagnostics[0].code in ("V201", "V215"):
        return read_worded(text, shown, expected, _read_text) or reading
    return reading


def _held_back(reading: ActualReading, text: str, shown: str, expected: Expected) -> ActualReading:
    return taken_back(says_half(reading, text, shown, expected), text, shown, expected)


def _dispatch(text: str, shown: str, expected: Expected) -> ActualReading:
    match expected.want:
        case Want.MEASURE if expected.states and (counted := read_items(text, shown, expected)) is not None:
            return counted
        case Want.MEASURE if expected.events:
            return read_sized(text, shown, expected) or read_events(text, shown, expected)
        case Want.MEASURE | Want.BUDGET_RATE:
            return within_list(read_measure(text, shown, expected), shown, expected)
        case Want.GROWTH:
            return read_growth(text, shown, expected)
        case Want.DELAY:
            return read_delay(text, shown, expected)
        case Want.DISTANCE:
            return read_distance(text, shown, expected)
        case Want.RANK:
            return read_rank(text, shown, expected)
        case Want.GRADE:
            return read_grade(text, shown, expected)
        case Want.STATEMENT:
            return read_act(text, shown, expected, read_statement(text, shown, expected))
        case Want.STATES:
            return _held_back(_read_states(text, shown, expected), text, shown, expected)
        case Want.PARTS:
            return _held_back(read_parts(text, shown, expected, _read_text), text, shown, expected)
