"""Commands that go to a row or change cells of an open form: next row, clear, undo, values and formulas of ours."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from perfscore.diagnostics import CellRef, Diagnostic, column_letters
from perfscore.engine.book import BookForm, read_book
from perfscore.grid.addin_links import without_addin_link
from perfscore.grid.cell_input import cell_input
from perfscore.grid.clear import plan_clear
from perfscore.grid.columns import ATTENTION_WORDS
from perfscore.grid.form import Block, Row
from perfscore.grid.settle import is_ours
from perfscore.grid.state import row_keys
from perfscore.hosts.functions import calls_ours
from perfscore.hosts.live.areas import rectangles
from perfscore.hosts.live.blocks import cells_of, is_formula
from perfscore.hosts.live.cells import HostValue, typed
from perfscore.hosts.live.kept import Press, forget, last_press
from perfscore.hosts.live.made import CannotWriteError
from perfscore.hosts.live.outcome import Outcome, no_form, refused
from perfscore.hosts.live.reading import LiveSheet, read_live_book
from perfscore.hosts.live.undo import moved_since, undo
from perfscore.hosts.live.writing import write_plan
from perfscore.values.actual import is_blank

if TYPE_CHECKING:
    import xlwings as xw

_MOST_LINKS = 1000
_FIRST = "还没有计分列，请先按“计算得分”"
_FUNCTIONS = {
    "points": "PERF_SCORE",
    "deduction": "PERF_DEDUCT",
    "explanation": "PERF_EXPLAIN",
    "status": "PERF_STATUS",
}


def next_to_fill(book: xw.Book, sheet: str, after: int) -> Outcome:
    """Go to the next row whose 实际完成值 is still to be typed."""
    entry, problems = _form_of(book, sheet)
    if entry is None:
        return no_form(problems, sheet)
    rows = [row for row in entry.form.rows if row.sheet == sheet]
    if not any("actual" in row.cells for row in rows):
        return refused(_FIRST)
    waiting = [row for row in rows if "actual" in row.cells and is_blank(cell_input(row.actual))]
    return _next(waiting, after, "actual", "实际完成值都已填写，没有待填的行", "待填")


def next_to_settle(book: xw.Book, sheet: str, after: int) -> Outcome:
    """Go to the next row that a person has to look at, as 计分状态 says."""
    entry, problems = _form_of(book, sheet)
    if entry is None:
        return no_form(problems, sheet)
    rows = [row for row in entry.form.rows if row.sheet == sheet]
    if not any(row.text_of("status") for row in rows):
        return refused(_FIRST)
    doubtful = [row for row in rows if row.text_of("status").startswith(ATTENTION_WORDS)]
    return _next(doubtful, after, "status", "没有需要确认或评定的行（按上次计分的结果）", "待定")


def _next(rows: Sequence[Row], after: int, key: str, none: str, word: str) -> Outcome:
    if not rows:
        return Outcome(none)
    ordered = sorted(rows, key=lambda row: row.row)
    found = next((row for row in ordered if row.row > after), ordered[0])
    said = found.text_of("status") if key == "status" else ""
    place = found.cells["points" if said.startswith("需人工评定") and "points" in found.cells else "actual"].where
    more = f"；本表{word}的共{len(rows)}行"
    return Outcome(f"第{found.row}行“{found.indicator}”{f'：{said}' if said else ''}{more}", where=place)


def _form_of(book: xw.Book, sheet: str) -> tuple[BookForm | None, Sequence[Diagnostic]]:
    """Read one sheet; without rules too, because going to a row needs none."""
    return read_book(read_live_book(book, only=sheet).grid, sheet=sheet, for_export=True)


def clear_results(book: xw.Book) -> Outcome:
    """Empty 得分, 扣分, 扣分说明 and 计分状态 as far as they are ours; 实际完成值 and what a person typed stay."""
    live = read_live_book(book)
    entry, _ = read_book(live.grid, for_export=True)
    if entry is None:
        return refused("这个工作簿里没有绩效表，没有可以清除的计分结果")
    protected = next((one.name for one in live.grid.sheets if one.is_protected and one.name in entry.form.sheets), None)
    if protected is not None:
        return refused(f"工作表“{protected}”受保护，没有改动；请先由保护人取消保护")
    if live.grid.state is None:
        return refused("这个工作簿没有计分结果，不需要清除")
    plan = plan_clear(entry.form, live.grid, entry.rulings, entry.state)
    count = sum(len(sheet.cells) for sheet in plan.sheets)
    press = Press()
    try:
        write_plan(live, plan, entry.form, press)
    except CannotWriteError as problem:
        return refused(problem.diagnostic.message)
    forget(live.book.fullname)
    if not count:
        return Outcome("没有需要清除的计分结果；实际完成值和人工填写的内容都没有动")
    return Outcome("已清除计分结果；实际完成值和人工填写的得分、说明都保留。再按“计算得分”即可重新计分")


def undo_press(book: xw.Book) -> Outcome:
    """Take the last press of 计算得分 back."""
    press = last_press(book.fullname)
    if press is None:
        return refused(
            "没有可以撤销的计分：只能撤销本次打开以来最近的一次计算得分，插入公式、清除或另存为别的文件以后不能再撤销。"
            "要去掉结果，可用“清除计分结果”"
        )
    live = read_live_book(book)
    moved = moved_since(live, press)
    if moved:
        return refused(f"“{moved}”在计分以后改过名，或插入、删除、移动过行列，不能撤销；要去掉结果，请用“清除计分结果”")
    done = undo(live, press)
    forget(book.fullname)
    if not done.keeps_something:
        return Outcome("已撤销本次计分，表格恢复到计分以前")
    kept = [f"{done.kept_cells}格"] if done.kept_cells else []
    columns = sum(len(columns) for columns in done.kept_columns.values())
    kept += [f"{columns}列"] if columns else []
    kept += [f"“{name}”表" for name in done.kept_sheets]
    return Outcome(f"已撤销本次计分；计分以后人工填写过的{'、'.join(kept)}保留")


def formulas_to_values(book: xw.Book) -> Outcome:
    """Replace our functions by what they show."""
    live = read_live_book(book)
    wanted: list[tuple[LiveSheet, dict[tuple[int, int], HostValue]]] = []
    count = failed = 0
    for one in live.sheets.values():
        ours = {p: one.raw.get(p) for p, formula in one.formulas.items() if _is_function(one, p, formula)}
        good = {place: value for place, value in ours.items() if not str(value).startswith("#")}
        wanted.append((one, good))
        count, failed = count + len(good), failed + len(ours) - len(good)
    locked = _protected(wanted)
    if locked is not None:
        return locked
    for one, good in wanted:
        _write_values(one, good)
    words = f"已把{count}格插件公式转为数值" if count else "没有插件公式需要转换"
    return Outcome(words + (f"；{failed}格显示为错误，没有转换，请在装有插件的电脑上重算后再转" if failed else ""))


def repair_formulas(book: xw.Book, names: Collection[str]) -> Outcome:
    """Make functions of ours that point to another computer's add-in point to the one that is installed here.

    Args:
        book: the workbook.
        names: the names of our functions.
    """
    live = read_live_book(book)
    # Calc keeps the number of a link that it cannot follow and forgets the file; Excel shows the file.
    links = range(1, _MOST_LINKS) if book.app.engine.name == "calc" else ()
    wanted: list[tuple[LiveSheet, dict[tuple[int, int], str]]] = []
    for one in live.sheets.values():
        linked = {p: f for p, f in one.formulas.items() if is_formula(one.raw.get(p), f)}
        plain = {p: without_addin_link(f, names, links) for p, f in linked.items()}
        wanted.append((one, {p: f for p, f in plain.items() if f != linked[p]}))
    locked = _protected(wanted)
    if locked is not None:
        return locked
    for one, changed in wanted:
        _write_formulas(one, changed)
    count = sum(len(changed) for _, changed in wanted)
    if not count:
        return Outcome("没有需要修复的插件公式")
    forget(book.fullname)  # what 撤销 would put back is no longer what stands there
    return Outcome(f"已修复{count}格插件公式，其他公式和链接没有改动。保存以后再打开，不再提示更新到插件的链接")


def _protected(wanted: Sequence[tuple[LiveSheet, Mapping[tuple[int, int], object]]]) -> Outcome | None:
    """Refuse where a sheet that is to be changed is protected: asked before any is, so that nothing is half done."""
    name = next((one.grid.name for one, cells in wanted if cells and one.grid.is_protected), None)
    return None if name is None else refused(f"工作表“{name}”受保护，没有改动；请先由保护人取消保护")


def _write_formulas(live: LiveSheet, formulas: dict[tuple[int, int], str]) -> None:
    for area in rectangles(formulas):
        rows, columns = range(area.first_row, area.last_row + 1), range(area.first_column, area.last_column + 1)
        cells_of(live.sheet, area).formula = [[formulas[row, column] for column in columns] for row in rows]


def _is_function(live: LiveSheet, place: tuple[int, int], formula: str) -> bool:
    return is_formula(live.raw.get(place), formula) and calls_ours(formula)


def _write_values(live: LiveSheet, values: dict[tuple[int, int], HostValue]) -> None:
    for area in rectangles(values):
        columns = range(area.first_column, area.last_column + 1)
        rows = range(area.first_row, area.last_row + 1)
        cells_of(live.sheet, area).value = [[_plain(values[row, column]) for column in columns] for row in rows]


def _plain(value: HostValue) -> HostValue:
    return typed(value) if isinstance(value, str) else value


def insert_functions(book: xw.Book, sheet: str) -> Outcome:
    """Put our functions into the result columns of a sheet, where a person has not written."""
    live = read_live_book(book, only=sheet)
    entry, problems = read_book(live.grid, sheet=sheet, for_export=True)
    if entry is None:
        return no_form(problems, sheet)
    one = live.sheets[sheet]
    if one.grid.is_protected:
        return refused(f"工作表“{sheet}”受保护，没有改动；请先由保护人取消保护")
    blocks = [block for block in entry.form.blocks if block.sheet == sheet]
    if not all(block.place("actual") and block.place("points") and block.place("status") for block in blocks):
        return refused(_FIRST)
    formulas = _formulas(entry, sheet)
    _write_formulas(one, formulas)
    forget(book.fullname)  # what 撤销 would put back is no longer what stands there
    rows_done = len({row for row, _ in formulas})
    return Outcome(
        f"已在{rows_done}行填入插件公式，改动实际完成值后自动重算。没有装插件的电脑显示#NAME?，发给别人前请用“转为数值”"
    )


def _formulas(entry: BookForm, sheet: str) -> dict[tuple[int, int], str]:
    keys = row_keys(entry.form)
    found: dict[tuple[int, int], str] = {}
    for row in entry.form.rows:
        if row.sheet != sheet:
            continue
        words = _arguments(entry.form.block_of(row), row)
        for key, name in _FUNCTIONS.items():
            placed = row.cells.get(key)
            if placed is None:
                continue
            last = entry.state.last(keys[row.sheet, row.row], key)
            if key == "status" or is_ours(placed.cell, last):
                found[placed.row, placed.column] = f"={name}({words})"
    return found


def _arguments(block: Block, row: Row) -> str:
    """Return the row up to the column before our first result, with 实际完成值 apart where it stands behind that."""
    results = [place.first for key in _FUNCTIONS if (place := block.place(key)) is not None]
    actual = block.place("actual")
    assert actual is not None
    last = min(results) - 1
    words = f"A{row.row}:{column_letters(last)}{row.row}"
    return words if actual.first <= last else f"{words},{column_letters(actual.first)}{row.row}"


def place_of_rulings(book: xw.Book) -> Outcome:
    """Go to 计分口径, or say that nothing is open there."""
    names = [sheet.name for sheet in book.sheets]
    if "计分口径" not in names:
        return Outcome(
            "没有待确认的口径：评分标准的读法都只有一种结果，或还没有计分。有疑义时，“计算得分”会加一张“计分口径”表"
        )
    return Outcome("请在“选择”列选定口径，再按“计算得分”", where=CellRef("计分口径", 4, 5))
