"""One table of a sheet enters, its lines leave: cells by column, shifted cells put back, skipped lines dropped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from perfscore.diagnostics import Diagnostic
from perfscore.forms.labels import fold_label
from perfscore.forms.schema import indicator_levels
from perfscore.grid.content import Look, is_amount, look_of, weight_of
from perfscore.grid.findings import address, finding, listed, repair
from perfscore.grid.form import ColumnPlace, PlacedCell, Repair
from perfscore.grid.headers import Header
from perfscore.grid.sheet import EMPTY_CELL, CellKind
from perfscore.grid.shifts import Item, contradicts, contradicts_project, realign
from perfscore.grid.view import SheetView, holds_something

PROJECT_KEYS = ("code", "name", "direction", "funds", "goal")
_INDICATOR_KEYS = (
    "level1",
    "level2",
    "indicator",
    "target",
    "content",
    "rule_text",
    "unit",
    "kind",
    "weight",
    "remark",
)
_LEVELS = ("level1", "level2", "indicator")
_OURS = frozenset({"points", "deduction", "explanation", "status"})
_WIDE = 3
_DIGITS = re.compile(r"[\d.%分]+")
_NOTE_ENDS = re.compile(r"[:：\s、.．1１]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table below its header."""

    row: int
    cells: Mapping[str, PlacedCell]
    after_break: bool = False
    """True for the first line after an empty row or a repeated header."""
    repairs: tuple[Repair, ...] = ()
    is_total: bool = False
    is_scored: bool = field(init=False, compare=False)
    """Whether the line is an indicator; 预算执行率 is scored from the money, wherever the form prints it."""
    weight: Decimal | None = field(init=False, compare=False)
    """The weight that the line states in 分值 or 备注, None where it states none."""

    def __post_init__(self) -> None:
        """Read once what the search for projects asks again and again."""
        object.__setattr__(self, "is_scored", self._is_scored())
        object.__setattr__(self, "weight", self._weight())

    def text(self, key: str) -> str:
        """Return what the column shows in this line."""
        placed = self.cells.get(key)
        return placed.cell.text.strip() if placed else ""

    def _is_scored(self) -> bool:
        if self.is_total or not (name := self.text("indicator")):
            return False
        return not (_is_execution(name) or _is_execution(self.text("level1")) or _is_execution(self.text("level2")))

    def _weight(self) -> Decimal | None:
        for key in ("weight", "remark"):
            placed = self.cells.get(key)
            if placed is None or placed.row != self.row or not placed.text:
                continue
            weight = weight_of(placed.cell, is_remark=key == "remark")
            if weight is not None:
                return weight
        return None

    def prints(self, key: str) -> bool:
        """Return whether the column's own cell of this very line is filled, not one merged from above."""
        placed = self.cells.get(key)
        return placed is not None and bool(placed.cell.text) and placed.row == self.row and bool(placed.text)


@lru_cache(maxsize=4096)
def _is_execution(text: str) -> bool:
    return fold_label(text) in indicator_levels().execution


@lru_cache(maxsize=4096)
def _is_total_word(text: str) -> bool:
    return fold_label(text) in indicator_levels().totals


@lru_cache(maxsize=4096)
def _begins_total(text: str) -> bool:
    return _is_total_word(text) or _DIGITS.sub("", fold_label(text)) in indicator_levels().totals


@dataclass(slots=True)
class Table:
    """The lines of one table, in order, and what was noticed on the way."""

    header: Header
    lines: list[Line] = field(default_factory=list)
    last_row: int = 0
    last_official_column: int = 0
    repeated_headers: tuple[tuple[int, int], ...] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_lines(view: SheetView, header: Header, repeated: Sequence[Header], until: int) -> Table:
    """Return the lines of the table under ``header``, up to the row before ``until``."""
    skip = {row for again in repeated for row in range(again.first, again.last + 1)}
    table = Table(header, last_row=header.last, repeated_headers=tuple((again.first, again.last) for again in repeated))
    reader = _LineReader(view, header)
    previous = header.last
    until = min(until, reader.next_form())
    for row in view.rows:
        if not header.last < row < until or row in skip or reader.is_note(row):
            continue
        line = reader.read(row, after_break=row - previous > 1)
        previous = row
        if line is None:
            continue
        table.lines.append(line)
        table.last_row = row
    table.last_official_column = reader.edge()
    table.diagnostics.extend([*reader.unreadable(), *reader.diagnostics])
    return table


class _LineReader:
    def __init__(self, view: SheetView, header: Header) -> None:
        self.view = view
        self.header = header
        self.places = [*header.columns.values(), *header.added.values()]
        self.line = view.line_reader(self.places)
        self.diagnostics: list[Diagnostic] = []
        self.uncalculated: list[PlacedCell] = []
        self.errors: list[PlacedCell] = []
        by_position = sorted(header.columns.values(), key=lambda place: place.first)
        self.indicator_places = [place for place in by_position if place.key in _INDICATOR_KEYS]
        self.project_places = [place for place in by_position if place.key in PROJECT_KEYS]
        self.notes = indicator_levels().notes
        self.overflow = self._overflow_column()
        self.has_overflow = False
        self.may_realign = "rule_text" in header.columns and self._is_one_run()

    def _overflow_column(self) -> int | None:
        """The column a shifted line may have been pushed into: right of the last official one, without a header."""
        column = self.indicator_places[-1].last + 1
        header = range(self.header.first, self.header.last + 1)
        return None if any(self.view.at(row, column).text for row in header) else column

    def _is_one_run(self) -> bool:
        """Return whether no foreign column (实际完成值, 得分) stands among the indicator columns."""
        first, last = self.indicator_places[0].first, self.indicator_places[-1].last
        between = [place for place in self.places if first <= place.first <= last]
        return len(between) == len(self.indicator_places)

    def edge(self) -> int:
        return max(self.header.last_official_column, (self.overflow or 0) if self.has_overflow else 0)

    def next_form(self) -> int:
        """Return the row where another project's form begins on the same sheet: its 项目名称, or the title above."""
        names = self.header.schema.labels.get("name", ())
        if "name" in self.header.columns or not names:
            return self.view.rows[-1] + 1
        above = self.header.last
        for row in self.view.rows:
            if row <= self.header.last:
                continue
            texts = [placed.text for placed in self.view.texts(row)]
            if any(fold_label(text) in names for text in texts):
                return above if above > self.header.last and self._is_heading(above) else row
            # Between the title and 项目名称 there may be a line with the year or the unit.
            above = above if above > self.header.last and self._is_heading(above) else row
        return self.view.rows[-1] + 1

    def _is_heading(self, row: int) -> bool:
        texts = [placed.text for placed in self.view.texts(row)]
        return len(texts) == 1 and self.header.schema.is_titled(texts[0])

    def is_note(self, row: int) -> bool:
        """Return whether the row is a note, a signature line or one wide sentence, not a line of the table."""
        columns = self.view.columns_of(row)
        text = self.view.own(row, columns[0]).text
        head = _NOTE_ENDS.split(text, maxsplit=1)[0]
        if head in self.notes and (head != text or len(columns) <= _WIDE):
            return True
        if len(columns) > 1 or (area := self.view.area(row, columns[0])) is None:
            return False
        return sum(area.first_column <= place.first <= area.last_column for place in self.places) >= _WIDE

    def read(self, row: int, *, after_break: bool) -> Line | None:
        cells = self.line(row)
        if self.overflow is not None and holds_something(self.view.own(row, self.overflow).cell):
            self.has_overflow = True
        if self.view.has_trouble(row):
            self._collect_unreadable(row, cells)
        line = Line(row, cells, after_break, is_total=self._is_total(row, cells))
        if line.is_total:
            return line
        indicator = cells["indicator"]
        if holds_something(indicator.cell) and indicator.row != row:
            return None  # the second half of an indicator merged over several rows
        line = self._mend_project(line)
        return self._mend_indicator(line) if self.may_realign else line

    def _collect_unreadable(self, row: int, cells: Mapping[str, PlacedCell]) -> None:
        for key, placed in cells.items():
            cell = placed.cell
            is_error = cell.kind is CellKind.ERROR
            if not is_error and (cell.formula is None or cell.has_cached_value):
                continue
            if placed.row == row and key not in _OURS:
                (self.errors if is_error else self.uncalculated).append(placed)

    def unreadable(self) -> Iterator[Diagnostic]:
        """Yield one message for formulas that no program has calculated yet, and one for error values."""
        if self.uncalculated:
            places = listed([address(placed.where) for placed in self.uncalculated])
            message = f"{places}是公式，文件里没有存计算结果，读不到值；请用表格软件打开、保存一次，或者改填数值"
            yield finding("G111", message, self.uncalculated[0].where)
        if self.errors:
            places = listed([address(placed.where) for placed in self.errors])
            message = f"{places}是错误值（{self.errors[0].text}），读不到内容；请改正公式或填上内容"
            yield finding("G112", message, self.errors[0].where, self.errors[0].text)

    def _is_total(self, row: int, cells: Mapping[str, PlacedCell]) -> bool:
        """Return whether the row sums up: it begins with such a word, or has one for an indicator and no rule."""
        if _begins_total(self.view.own(row, self.view.columns_of(row)[0]).text):
            return True
        rule = cells.get("rule_text")
        if rule is not None and rule.row == row and rule.text:
            return False  # a sentence to score by: then 合计 is what the indicator is called
        own = (cells[key] for key in _LEVELS if key in cells)
        return any(placed.row == row and _is_total_word(placed.text) for placed in own)

    def _mend_project(self, line: Line) -> Line:
        if not line.prints("name"):
            return line
        items = self._items(line, self.project_places, _project_look, None)
        looks = {place.key: look for place, look in items}
        if not contradicts_project(looks):
            return line
        mended = self._realigned(line, self.project_places, items, None)
        if mended is None:
            return line
        cells, moved = mended
        columns = "，".join(f"{self._name(key)}取自{self._name_at(place)}列" for key, place in moved.items())
        note = repair(
            "R101",
            [place.where for place in moved.values()],
            "项目行的资金、目标不在各自的列",
            f"{columns}（疑似错列）",
        )
        return replace(line, cells={**line.cells, **cells}, repairs=(*line.repairs, note))

    def _mend_indicator(self, line: Line) -> Line:
        overflow = self.overflow
        items = self._items(line, self.indicator_places, look_of, overflow)
        looks = {place.key: look for place, look in items}
        if len(items) < _WIDE or not contradicts(looks):
            return line
        mended = self._realigned(line, self.indicator_places, items, overflow)
        if mended is None:
            self._report_unmended(line, looks)
            return line
        cells, moved = mended
        return replace(line, cells={**line.cells, **cells}, repairs=(*line.repairs, self._describe(moved)))

    def _report_unmended(self, line: Line, looks: Mapping[str, Look]) -> None:
        if not line.text("indicator"):
            return
        self.diagnostics.append(
            finding(
                "G137",
                f"“{line.text('indicator')}”这一行有内容不像所在列（疑似错列），无法判断应在哪一列，按原位读取；请核对这一行",
                line.cells["indicator"].where,
            )
        )

    def _items(
        self, line: Line, places: Sequence[ColumnPlace], look: Callable[[str], Look], overflow: int | None
    ) -> list[tuple[ColumnPlace, Look]]:
        items = []
        for place in places:
            placed = line.cells[place.key]
            if placed.row == line.row and (text := placed.cell.text.strip()):
                items.append((place, look(text)))
        if overflow is not None and holds_something(self.view.own(line.row, overflow).cell):
            edge = ColumnPlace("", "表外", overflow, overflow)
            items.append((edge, look_of(self.view.own(line.row, overflow).text)))
        return items

    def _realigned(
        self, line: Line, places: Sequence[ColumnPlace], items: Sequence[tuple[ColumnPlace, Look]], overflow: int | None
    ) -> tuple[dict[str, PlacedCell], dict[str, PlacedCell]] | None:
        """Return the line's cells by their rightful key, and those of them that were read from elsewhere."""
        slots = {place.key: index for index, place in enumerate(places)}
        slots[""] = len(places)
        packed: tuple[Item, ...] = tuple((slots[place.key], look) for place, look in items)
        choice = realign(tuple(place.key for place in places), packed)
        if choice is None:
            return None
        cells = {place.key: _blank(line, place) for place in places if line.prints(place.key)}
        moved: dict[str, PlacedCell] = {}
        for (source, _), index in zip(items, choice, strict=True):
            key = places[index].key
            cell = line.cells[source.key] if source.key else self.view.own(line.row, overflow or 0)
            cells[key] = cell
            if key != source.key:
                moved[key] = cell
        return cells, moved

    def _describe(self, moved: Mapping[str, PlacedCell]) -> Repair:
        places = [cell.where for cell in moved.values()]
        key, first = next(iter(moved.items()))
        if first.column > self.header.columns[key].first:
            lost = "备注" if "remark" in self.header.columns else "末列"
            return repair("R103", places, f"整行右移，{lost}的内容被挤出表外", "各列均取自右边一列（疑似整行错列）")
        lead = "rule_text" if "rule_text" in moved else key
        others = "，".join(
            f"{self._short(name)}在{self._name_at(cell)}列" for name, cell in moved.items() if name != lead
        )
        problem = "这一行少了一格，其后各格左移" + (f"（{others}）" if others else "")
        return repair("R102", places, problem, f"{self._short(lead)}取自{self._name_at(moved[lead])}列（疑似错列）")

    def _short(self, key: str) -> str:
        return "评分标准" if key == "rule_text" else self._name(key)

    def _name(self, key: str) -> str:
        return self.header.columns[key].header

    def _name_at(self, placed: PlacedCell) -> str:
        for place in self.header.columns.values():
            if place.first <= placed.column <= place.last:
                return "评分标准" if place.key == "rule_text" else place.header
        return address(placed.where)


def _project_look(text: str) -> Look:
    if is_amount(text):
        return Look.NUMBER
    look = look_of(text)
    return look if look in (Look.RULE, Look.TEXT) else Look.SHORT


def _blank(line: Line, place: ColumnPlace) -> PlacedCell:
    return PlacedCell(line.cells[place.key].sheet, line.row, place.first, EMPTY_CELL)
