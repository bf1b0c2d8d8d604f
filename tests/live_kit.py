"""One form twice: open in a real LibreOffice and as a file, typed into alike, scored by both ways, compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import xlwings

from form_files import ALL_MET, SAMPLE, save_form
from perfscore import score_workbook
from perfscore.grid.sheet import GridBook, GridSheet
from perfscore.hosts.live.outcome import Outcome
from perfscore.hosts.live.scoring import calculate
from perfscore.workbook import read_workbook

Cells = dict[tuple[int, int], tuple[object, str | None]]


@dataclass(slots=True)
class Pair:
    """The open workbook and the file, which must never differ."""

    book: xlwings.Book
    file: Path
    rules: Path | None = None
    _saves: list[Path] = field(default_factory=list)

    def type_in(self, cells: Mapping[str, object], sheet: str = "目标表") -> None:
        """Type into both; a text stays one."""
        scored = openpyxl.load_workbook(self.file)
        for place, value in cells.items():
            scored[sheet][place] = value
            cell = self.book.sheets[sheet].range(place)
            cell.value = f"'{value}" if isinstance(value, str) and cell.number_format != "@" else value
        scored.save(self.file)

    def press(self) -> Outcome:
        """Score both."""
        outcome = calculate(self.book)
        result = score_workbook(self.file, rules=self.rules, in_place=True)
        assert outcome.is_done, outcome.message
        assert result.output is not None, [str(entry) for entry in result.diagnostics]
        return outcome

    def compare(self) -> None:
        """See that the two are the same: sheets, cells, formulas, state."""
        live, file = self.saved(), read(self.file)
        assert [sheet.name for sheet in live.sheets] == [sheet.name for sheet in file.sheets]
        assert live.our_sheets == file.our_sheets
        assert live.state == file.state
        for ours, theirs in zip(live.sheets, file.sheets, strict=True):
            assert differences(ours, theirs) == {}, ours.name
            assert set(ours.merges) == set(theirs.merges), ours.name

    def saved(self) -> GridBook:
        """Save the open workbook under another name and read that."""
        path = self.file.with_name(f"saved{len(self._saves)}.xlsx")
        self._saves.append(path)
        self.book.api.SaveCopyAs(str(path))
        return read(path)


def read(path: Path) -> GridBook:
    """Read a workbook that must be readable."""
    book, diagnostics = read_workbook(path)
    assert book is not None, diagnostics
    return book


def cells_of(sheet: GridSheet) -> Cells:
    """Return what the cells hold."""
    filled = ((place, (cell.value, cell.formula)) for place, cell in sheet.cells.items())
    return {place: held for place, held in filled if held != (None, None)}


def differences(one: GridSheet, other: GridSheet) -> dict[tuple[int, int], tuple[object, object]]:
    """Return the cells in which two sheets differ."""
    first, second = cells_of(one), cells_of(other)
    return {
        place: (first.get(place), second.get(place))
        for place in sorted(first.keys() | second.keys())
        if first.get(place) != second.get(place)
    }


def page_split(path: Path, *, gap: str) -> Path:
    """A form whose header stands in rows 3 and 4 and, after a page break, once more."""
    top, below = (
        "单位代码|项目名称|资金总额|绩效指标",
        "|||一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|备注",
    )
    above_break = "001|甲项目|10|产出指标|数量指标|培训人次|50|达到50人次得60分，每少1人次扣1分|人次|≥|60分"
    below_break = """||||质量指标|合格率|95|达到95%得20分，未达到不得分|%|≥|20分
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分，未达到不得分|%|≥|10分"""
    save_form(
        path, f"项目支出绩效目标表\n单位：某局\n{top}\n{below}\n{above_break}\n{gap}{top}\n{below}\n{below_break}"
    )
    form = openpyxl.load_workbook(path)
    for first in (3, 7 if gap else 6):
        for letter in "ABC":
            form["目标表"].merge_cells(f"{letter}{first}:{letter}{first + 1}")
        form["目标表"].merge_cells(f"D{first}:K{first}")
    form.save(path)
    return path


def big_form(path: Path, rows: int) -> None:
    """Save a form of the sample's indicators over and over, each project under a name of its own, all filled in."""
    source = openpyxl.load_workbook(SAMPLE)["目标表"]
    head = [lower.value or upper.value for upper, lower in zip(source[3][:14], source[4][:14], strict=True)]
    lines = [
        (row, [cell.value for cell in source[row][:14]])
        for row in range(6, source.max_row + 1)
        if source.cell(row, 8).value is not None
    ]
    level1 = level2 = None
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("目标表")
    sheet.append(["2024年度项目支出绩效目标表"])
    sheet.append([*head, "实际完成值"])
    for number in range(rows):
        row, cells = lines[number % len(lines)]
        level1, level2 = cells[5] or level1, cells[6] or level2
        name = f"{cells[1]}{number // len(lines)}" if cells[1] else None
        sheet.append([cells[0], name, *cells[2:5], level1, level2, *cells[7:], ALL_MET[row]])
    book.save(path)
