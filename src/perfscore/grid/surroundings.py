"""What stands around a table enters (title, unit line, money block, total row), labelled cells leave."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from perfscore.diagnostics import Diagnostic
from perfscore.forms.labels import fold_label, fold_text, fold_without_brackets
from perfscore.forms.schema import FormSchema
from perfscore.grid.content import amount_of
from perfscore.grid.findings import finding
from perfscore.grid.form import PlacedCell
from perfscore.grid.view import SheetView, holds_something
from perfscore.numbers.numerals import parse_numeral

SUMMARY_SHEET = "得分汇总"
_UNIT_LABELS = frozenset({"单位", "填报单位", "单位名称", "编制单位", "预算单位", "部门名称", "部门", "填报部门"})
_UNIT_LINE = re.compile(
    r"(?:填报单位|编制单位|单位名称|预算单位|部门名称|(?<!金额)(?<!计量)单位|部门)[（(]?[^:：]{0,6}[:：]\s*(\S+)"
)
_MONEY_UNIT = re.compile(r"金额单位[:：]?\s*([亿万千]?元)")
_PROJECT_LINE = re.compile(r"(?:项目|专项)名称(?:[:：]|$)")
_IS_MONEY = re.compile(r"[（(]?([亿万千]?元)[)）]?")
_TITLE_WORDS = ("表", "绩效目标", "自评", "报告", "预算年度")
_LONGEST_TITLE = 40
_ONLY_A_YEAR = re.compile(r"[(（]?[0-9〇○零一二三四五六七八九]{4}年度?[)）]?")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月)")
_HAN_YEAR = re.compile(r"([二][〇○Ｏ零0O][〇○Ｏ零0O一二三四五六七八九]{2})年(?![一二三四五六七八九十]{1,2}月)")
_HAN_DIGITS = {ord(sign): str(value) for value, sign in enumerate("零一二三四五六七八九")} | {
    ord(sign): "0" for sign in "〇○ＯO"
}
_HAN_ZEROS = {ord(sign): "零" for sign in "〇○Ｏ"}
_YEAR_SIGNS, _FIRST_YEAR, _LAST_YEAR = 4, 2000, 2100
_MONEY_KEYS_NEEDED = 2
_GOAL_LOOKAHEAD = 3


@dataclass(slots=True)
class Surroundings:
    """What was read outside the table."""

    labels: dict[str, PlacedCell] = field(default_factory=dict)
    """name, code, department, unit_name, goal, budget, executed, ... by key."""
    unit_name: str = ""
    money_unit: str = ""
    years: set[int] = field(default_factory=set)


def read_surroundings(view: SheetView, schema: FormSchema, first: int, until: int) -> Surroundings:
    """Return what stands in the rows ``first`` to ``until`` - 1, above the table."""
    found = Surroundings()
    rows = [row for row in view.rows if first <= row < until]
    for row in rows:
        for placed in view.texts(row):
            _read_line(view, placed, found)
            _read_label(view, schema, placed, found)
    _read_money(view, schema, rows, found)
    _read_goal(view, schema, rows, found)
    return found


def _read_line(view: SheetView, placed: PlacedCell, found: Surroundings) -> None:
    text = placed.text
    if _names_the_year(text):
        found.years |= years_in(text)
    money = _MONEY_UNIT.search(text)
    if money and not found.money_unit:
        found.money_unit = money[1]
    unit = _UNIT_LINE.search(text)
    if unit and _IS_MONEY.fullmatch(unit[1]):
        found.money_unit = found.money_unit or _IS_MONEY.sub(r"\1", unit[1])
    elif unit and not found.unit_name:
        found.unit_name = unit[1]
    elif fold_label(text) in _UNIT_LABELS and not found.unit_name:
        value = view.right_of(placed)
        found.unit_name = value.text if value else ""


def _read_label(view: SheetView, schema: FormSchema, placed: PlacedCell, found: Surroundings) -> None:
    label = fold_label(placed.text)
    for key, names in schema.labels.items():
        if label not in names and fold_without_brackets(placed.text) not in names:
            continue
        value = view.right_of(placed)
        if value is not None and key not in found.labels and not _is_label(schema, value.text):
            found.labels[key] = value


def _is_label(schema: FormSchema, text: str) -> bool:
    folded = fold_label(text)
    return any(folded in names for names in schema.labels.values())


def _read_money(view: SheetView, schema: FormSchema, rows: Sequence[int], found: Surroundings) -> None:
    """Read the money block: its header row names the columns, its first total row holds the numbers."""
    columns: dict[str, int] = {}
    for row in rows:
        named = _money_header(view, schema, row)
        if len(named) >= _MONEY_KEYS_NEEDED and {"budget", "executed"} & named.keys():
            columns = named
            continue
        if columns and any(_is_money_total(schema, placed.text) for placed in view.texts(row)):
            for key, column in columns.items():
                found.labels[key] = view.at(row, column)
            return


def _money_header(view: SheetView, schema: FormSchema, row: int) -> dict[str, int]:
    named: dict[str, int] = {}
    for placed in view.texts(row):
        folded = {fold_label(placed.text), fold_without_brackets(placed.text)}
        for key, names in schema.money_columns.items():
            if folded.intersection(names):
                named.setdefault(key, placed.column)
    return named


def _is_money_total(schema: FormSchema, text: str) -> bool:
    return bool({fold_label(text), fold_without_brackets(text)}.intersection(schema.money_total_rows))


def _read_goal(view: SheetView, schema: FormSchema, rows: Sequence[int], found: Surroundings) -> None:
    for row in rows:
        for placed in view.texts(row):
            if fold_label(placed.text) not in schema.goal_headers:
                continue
            column, area = placed.column, view.area(row, placed.column)
            below = (area.last_row if area else row) + 1
            for candidate in range(below, below + _GOAL_LOOKAHEAD):
                goal = view.at(candidate, column)
                if candidate in rows and holds_something(goal.cell):
                    found.labels.setdefault("goal", goal)
                    return


def begins_new_form(view: SheetView, schema: FormSchema, head: tuple[int, int], after: int, header: int) -> int:
    """Return the row where another form begins above a repeated header, 0 where the header only follows a page break.

    A title, a year or a 项目名称 of its own tells a new form; what stands above the first header too is printed again
    on every page.

    Args:
        view: the sheet.
        schema: the form.
        head: the rows above the first header, from the first to the one behind the last.
        after: the last row of the header before.
        header: the first row of the header in question.
    """
    above = {fold_text(placed.text) for row in view.rows if head[0] <= row < head[1] for placed in view.texts(row)}
    top, is_new = 0, False
    for row in reversed([row for row in view.rows if after < row < header]):
        texts = [placed.text for placed in view.texts(row)]
        signs = [text for text in texts if _is_sign_of_form(schema, text)]
        if not signs and not all(_UNIT_LINE.search(text) or _MONEY_UNIT.search(text) for text in texts):
            break
        top = row
        is_new = is_new or any(fold_text(text) not in above for text in signs)
    return top if is_new else 0


def _is_sign_of_form(schema: FormSchema, text: str) -> bool:
    folded = fold_text(text)
    is_title = len(folded) <= _LONGEST_TITLE and schema.is_titled(text) and "表" in text
    return is_title or _ONLY_A_YEAR.fullmatch(folded) is not None or _PROJECT_LINE.match(folded) is not None


def _names_the_year(text: str) -> bool:
    """Return whether a line is a title or a year by itself; a goal that speaks of 2025 is neither."""
    folded = fold_text(text)
    if _ONLY_A_YEAR.fullmatch(folded):
        return True
    return len(folded) <= _LONGEST_TITLE and any(word in folded for word in _TITLE_WORDS)


def year_of(text: str) -> int | None:
    """Return the year that a cell of its own states: 2025, 2025年度, 二〇二五年; None for anything else."""
    folded = fold_text(text).removesuffix("度").removesuffix("年").translate(_HAN_ZEROS)
    number = Decimal(folded) if folded.isdecimal() else parse_numeral(folded)
    is_year = number is not None and len(folded) == _YEAR_SIGNS and _FIRST_YEAR <= number < _LAST_YEAR
    return int(number) if number is not None and is_year else None


def years_in(text: str) -> set[int]:
    """Return the years a text names, 2024年度 and 二〇二四年 alike; 2024年3月 is a date and names none."""
    folded = fold_text(text)
    years = {int(match) for match in _YEAR.findall(folded)}
    return years | {int(match.translate(_HAN_DIGITS)) for match in _HAN_YEAR.findall(folded)}


def budget_year(years: set[int], typed: int | None) -> tuple[int | None, tuple[Diagnostic, ...]]:
    """Return the budget year: typed in 得分汇总, else the one year that the title names; a contradiction is said."""
    if typed is not None:
        if years and years != {typed}:
            named = "、".join(str(year) for year in sorted(years))
            return typed, (
                finding("G141", f"得分汇总填的预算年度是{typed}，表头写的是{named}年；按得分汇总的年度，请核对"),
            )
        return typed, ()
    if len(years) > 1:
        named = "、".join(str(year) for year in sorted(years))
        return None, (finding("G141", f"表头里有{named}几个年度，无法判断预算年度；请在得分汇总的“预算年度”里填写"),)
    return next(iter(years), None), ()


def money_in(placed: PlacedCell | None) -> tuple[Decimal | None, bool]:
    """Return the amount of a money cell, and whether the cell holds something that is no amount."""
    if placed is None or not placed.text or placed.text in {"—", "-", "/", "——", "－"}:
        return None, False
    amount = amount_of(placed.cell)
    return amount, amount is None
