"""Rows of 得分汇总 that become another kind of row in an open workbook look like what they become, as in a file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
from live_office import OpenCopy
from openpyxl.cell.cell import Cell

from form_files import TARGET, save_form
from live_kit import Pair
from perfscore.diagnostics import column_letters
from perfscore.hosts.libreoffice.uno_engine.calls import CallCounter
from perfscore.hosts.live.editing import undo_press

_LOOKS: dict[str, Callable[[Cell], object]] = {
    "number format": lambda cell: cell.number_format,
    "horizontal": lambda cell: cell.alignment.horizontal or "general",
    "bold": lambda cell: bool(cell.font.b),
    "wrap": lambda cell: bool(cell.alignment.wrap_text),
    "fill": lambda cell: cell.fill.fgColor.rgb if cell.fill.fill_type else None,
    "border": lambda cell: cell.border.left.style,
}


def looks_of(path: Path) -> dict[str, object]:
    """The looks of what stands on 得分汇总, by cell, and the heights of its rows."""
    sheet = openpyxl.load_workbook(path)["得分汇总"]
    cells = [cell for row in sheet.iter_rows(min_row=4) for cell in row if isinstance(cell, Cell) and cell.has_style]
    found: dict[str, object] = {
        f"{cell.coordinate} {name}": look(cell) for cell in cells for name, look in _LOOKS.items()
    }
    rows = {cell.row for cell in cells if cell.value is not None}
    return found | {f"{row} height": sheet.row_dimensions[row].height for row in rows}


def test_lines_that_become_others_look_like_what_they_become(
    open_copy: OpenCopy, tmp_path: Path, host_calls: CallCounter
) -> None:
    """A second project moves 合计 and the list: its line must not look like 合计, nor the list's header like a line."""
    path = save_form(tmp_path / "增加项目.xlsx", TARGET, names=("目标表",))
    pair = Pair(open_copy(path), Path(shutil.copyfile(path, tmp_path / "文件.xlsx")))
    pair.press()
    before = looks_of(pair_file(pair, "before"))
    more = TARGET.replace("甲项目", "乙项目").split("\n")[2:]
    cells = {
        (row, column): words for row, line in enumerate(more, 6) for column, words in enumerate(line.split("|"), 1)
    }
    pair.type_in({
        f"{column_letters(column)}{row}": int(words) if words.isdecimal() and column > 1 else words
        for (row, column), words in cells.items() if words
    })  # fmt: skip
    host_calls.reset()
    pair.press()
    assert host_calls.total <= 60 + 10 * 2, host_calls.by_name
    live, file = looks_of(pair_file(pair, "live")), looks_of(pair.file)
    shared = live.keys() & file.keys()
    assert len(shared) > 150
    assert {key: (live[key], file[key]) for key in shared if live[key] != file[key]} == {}
    assert merges_of(tmp_path / "live.xlsx") == merges_of(pair.file)
    assert undo_press(pair.book).is_done
    undone = looks_of(pair_file(pair, "undone"))
    assert {key: (was, undone[key]) for key, was in before.items() if undone[key] != was} == {}
    plain = {None, False, "general", "General"}
    heights = {key for key in undone if key.endswith("height")}
    assert {
        key: look for key, look in undone.items() - before.items() if key not in heights and look not in plain
    } == {}
    assert merges_of(tmp_path / "undone.xlsx") == merges_of(tmp_path / "before.xlsx")


def pair_file(pair: Pair, name: str) -> Path:
    """Save the open workbook under a name."""
    path = pair.file.with_name(f"{name}.xlsx")
    pair.book.api.SaveCopyAs(str(path))
    return path


def merges_of(path: Path) -> set[str]:
    """The merged areas of 得分汇总."""
    return {str(area) for area in openpyxl.load_workbook(path)["得分汇总"].merged_cells.ranges}
