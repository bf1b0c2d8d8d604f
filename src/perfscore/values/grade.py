"""Grades: exactly one of the row's grades, with nothing around it that could change the meaning."""

from __future__ import annotations

from perfscore.model.indicator import Expected, Graded
from perfscore.numbers.lazy import regex
from perfscore.values.hints import hint
from perfscore.values.ordinals import ordinals_written_out
from perfscore.values.phrases import doubt_in_detail, negation_in, split_detail
from perfscore.values.reading import ActualReading, note, read_as, refused

_FILLERS = (
    "满意度 等次 等级 档次 评价 评定 评为 结果 总体 综合 达到 服务对象 社会公众 群众 调查 测评 水质 断面 水体 "
    "类别 级别 标准 第三方 年度 考评 考核 验收 为 是 的 :"
).split()


def read_grade(text: str, shown: str, expected: Expected) -> ActualReading:
    """Read a cell of a row whose rule goes by grade: the grade alone, or with filler words and a detail in brackets."""
    main, detail = split_detail(text)
    if doubt := doubt_in_detail(detail, "grade", expected.year):
        return refused("V202", f"括号内的“{doubt}”使等次不确定", shown, hint(expected))
    main = ordinals_written_out(_letter_in_full(main, expected.grades))
    for grade in sorted(expected.grades, key=len, reverse=True):
        if grade not in main:
            continue
        splits = (main.partition(grade), main.rpartition(grade))  # 满意度为满意 has the word twice
        if not any(_is_filler(before) and _is_filler(after) for before, _, after in splits) or negation_in(
            main.replace(grade, "")
        ):
            break
        notes = (note("N303", "括号内的文字未参与计分", detail),) if detail else ()
        return read_as(Graded(text=shown, grade=grade), *notes)
    message = f"“{shown}”不是本行所列的等次"
    return refused("V207", message, shown, hint(expected))


_LETTER = regex(r"(?P<letter>[A-Ea-e]{1,3}[+-]?)(?:级|类|等|档|等级|等次)?")


def _letter_in_full(text: str, grades: tuple[str, ...]) -> str:
    """A is A级 where the sentence has no other A."""
    match = _LETTER.fullmatch(text)
    if match is None:
        return _roman(text, grades)
    letter = match["letter"].upper()
    fitting = [grade for grade in grades if (own := _LETTER.fullmatch(grade)) and own["letter"].upper() == letter]
    return fitting[0] if len(fitting) == 1 else text


_ORDINAL = regex(r"(?P<n>[一二三四五])(?P<noun>类|级)(?:水|水质)?")


def _roman(text: str, grades: tuple[str, ...]) -> str:
    """三类 is Ⅲ类 where the sentence counts so."""
    match = _ORDINAL.fullmatch(text)
    roman = "ⅠⅡⅢⅣⅤ"["一二三四五".index(match["n"])] + match["noun"] if match else text
    return roman if roman in grades else text


def _is_filler(text: str) -> bool:
    while text:
        word = next((word for word in _FILLERS if text.startswith(word)), None)
        if word is None:
            return False
        text = text[len(word) :]
    return True
