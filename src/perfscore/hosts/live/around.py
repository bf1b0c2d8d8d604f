"""What stands around the cells of an open sheet: drop-downs, the attention rule, widths, heights, merges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from perfscore.diagnostics import column_letters
from perfscore.grid.plan import AttentionRule, CellWrite, SheetPlan, Suggestions
from perfscore.grid.sheet import CellRange
from perfscore.hosts.live.areas import addresses_of, rectangles, runs
from perfscore.hosts.live.blocks import cells_of
from perfscore.hosts.live.looks import ATTENTION_COLOR
from perfscore.hosts.live.made import made_book
from perfscore.workbook.sheet_tail import MARK

if TYPE_CHECKING:
    import xlwings as xw

Place = tuple[int, int]
# Excel's xlValidateList, xlValidAlertInformation, xlBetween, xlExpression and xlCellTypeAllValidation.
_LIST, _INFORMATION, _BETWEEN, _EXPRESSION = 3, 3, 1, 2
_ALL_VALIDATION = -4174
_LIST_LIMIT, _PROMPT_LIMIT = 255, 255
_MOST_RULES = 6
RULES_SHEET = "下拉建议"
_MOST_HEIGHTS = 10
"""Different heights are set row by row up to here; of more the largest of some neighbours counts."""


def offer(sheet: xw.Sheet, wanted: Sequence[Suggestions], areas: Iterable[CellRange], *, stand: bool = False) -> None:
    """Put drop-downs on cells of ours.

    A few rules are laid down one by one, each for all cells with the same choices. For more, the file writer makes a
    sheet that has them all, and they are copied from there.

    Args:
        sheet: the sheet.
        wanted: the drop-downs.
        areas: the cells around them over which the absence of a drop-down may be copied too.
        stand: drop-downs of ours may stand there already.
    """
    if needs_copying(wanted):
        with made_book(sheet.book, [rules_plan(RULES_SHEET, wanted)]) as source:
            copy_rules(source, RULES_SHEET, sheet, areas)
        return
    for (choices, prompt), address in _rules(wanted):
        rule = sheet.range(address).api.Validation
        if stand:
            rule.Delete()
        rule.Add(Type=_LIST, AlertStyle=_INFORMATION, Operator=_BETWEEN, Formula1=choices)
        rule.ShowError = False
        if prompt:
            rule.InputMessage = prompt[:_PROMPT_LIMIT]


def _rules(wanted: Sequence[Suggestions]) -> list[tuple[tuple[str, str], str]]:
    """Return choices and prompt of each rule, with the cells that it is for."""
    groups: dict[tuple[str, str], list[Place]] = {}
    for one in wanted:
        words = choices_in_words(one.choices)
        if words:
            groups.setdefault((words, one.prompt), []).append((one.area.first_row, one.area.first_column))
    return [(key, address) for key, places in groups.items() for address, _ in addresses_of(places)]


def needs_copying(wanted: Sequence[Suggestions]) -> bool:
    """Tell whether these are too many rules to lay them down one by one."""
    return len(_rules(wanted)) > _MOST_RULES


def rules_plan(name: str, wanted: Sequence[Suggestions]) -> SheetPlan:
    """Return the plan of a sheet that has these drop-downs, to be copied from there."""
    return SheetPlan(name, is_ours=True, cells=[CellWrite(1, 1, name)], suggestions=list(wanted))


def copy_rules(source: xw.Book, name: str, sheet: xw.Sheet, areas: Iterable[CellRange]) -> None:
    """Copy the drop-downs of areas from the sheet that was made for it."""
    made = source.sheets[name]
    for area in areas:
        cells_of(made, area).copy()
        cells_of(sheet, area).paste(paste="validation")


def choices_in_words(choices: Iterable[str]) -> str:
    """Return as many choices as a list written out holds; a comma in one becomes a full-width one."""
    fitting: list[str] = []
    for choice in choices:
        word = choice.replace(",", "，").replace("\n", " ").strip()
        if word and len(",".join([*fitting, word])) <= _LIST_LIMIT:
            fitting.append(word)
    return ",".join(fitting)


def rows_with_rules(sheet: xw.Sheet, area: CellRange) -> set[int]:
    """Return the rows of an area of one column in which something is already laid down about typing."""
    if area.first_row == area.last_row:
        # Excel would take one cell for the whole sheet here.
        area = CellRange(area.first_row, area.first_column, area.last_row + 1, area.last_column)
    try:
        found = cells_of(sheet, area).api.SpecialCells(_ALL_VALIDATION)
    except Exception:
        return set()
    return {row for one in found.Areas for row in range(int(one.Row), int(one.Row) + int(one.Rows.Count))}


def mark_attention(sheet: xw.Sheet, rule: AttentionRule, *, is_new: bool) -> None:
    """Let the area turn orange where its text begins with one of the words, unless it does already.

    The condition names the column and takes the row from where it stands: a relative reference would be meant as seen
    from the cell that happens to be active.
    """
    area = rule.area
    ends = [(area.first_row, area.first_column), (area.last_row, area.first_column)]
    if not is_new and all(sheet.range(place).api.FormatConditions.Count for place in ends):
        return
    letters = column_letters(area.first_column)
    here = f"INDEX(${letters}:${letters},ROW())"
    tests = ",".join(f'LEFT({here},{len(word)})="{word}"' for word in rule.words)
    conditions = cells_of(sheet, area).api.FormatConditions
    made = conditions.Add(Type=_EXPRESSION, Formula1=f'=AND(N("{MARK}")=0,OR({tests}))')
    made.Interior.Color = _excel_color(ATTENTION_COLOR)


def _excel_color(color: tuple[int, int, int]) -> int:
    red, green, blue = color
    return red + (green << 8) + (blue << 16)


def set_widths(sheet: xw.Sheet, widths: Mapping[int, float]) -> None:
    """Set column widths in characters, neighbours of one width together."""
    for width in sorted(set(widths.values())):
        for first, last in runs(column for column, one in widths.items() if one == width):
            sheet.range((1, first), (1, last)).column_width = width


def set_heights(sheet: xw.Sheet, heights: Mapping[int, float]) -> None:
    """Set row heights in points, rows of one height together."""
    for (first, last), height in _height_runs(heights):
        sheet.range((first, 1), (last, 1)).row_height = height


def _height_runs(heights: Mapping[int, float]) -> list[tuple[tuple[int, int], float]]:
    found: list[tuple[tuple[int, int], float]] = []
    for row in sorted(heights):
        if found and found[-1][0][1] == row - 1 and found[-1][1] == heights[row]:
            found[-1] = (found[-1][0][0], row), heights[row]
        else:
            found.append(((row, row), heights[row]))
    if len(found) <= _MOST_HEIGHTS:
        return found
    return [
        ((first, last), max(heights[row] for row in range(first, last + 1)))
        for whole in runs(heights)
        for first, last in _pieces(*whole)
    ]


def _pieces(first: int, last: int) -> list[tuple[int, int]]:
    return [(start, min(start + _MOST_HEIGHTS - 1, last)) for start in range(first, last + 1, _MOST_HEIGHTS)]


def merge_cells(sheet: xw.Sheet, areas: Iterable[CellRange]) -> None:
    """Merge areas; those of one row each that stand one below the other in one go."""
    across: dict[tuple[int, int], list[int]] = {}
    for area in areas:
        if area.first_row == area.last_row:
            across.setdefault((area.first_column, area.last_column), []).append(area.first_row)
        else:
            cells_of(sheet, area).merge()
    for (left, right), rows in across.items():
        for first, last in runs(rows):
            cells_of(sheet, CellRange(first, left, last, right)).merge(across=last > first)


def part_cells(sheet: xw.Sheet, areas: Iterable[CellRange]) -> None:
    """Take merges apart, neighbouring ones in one go."""
    places = {
        (row, column)
        for area in areas
        for row in range(area.first_row, area.last_row + 1)
        for column in range(area.first_column, area.last_column + 1)
    }
    for block in rectangles(places):
        cells_of(sheet, block).unmerge()
