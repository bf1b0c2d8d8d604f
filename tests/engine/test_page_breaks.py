"""A form that prints its header again after a page break, on two rows as official forms do."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from form_files import row_of, save_form, score, typed, values
from perfscore.engine.form import export_workbook

_TOP = "单位代码|项目名称|资金总额|绩效指标"
_BELOW = "|||一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|备注"
_ABOVE_BREAK = "001|甲项目|10|产出指标|数量指标|培训人次|50|达到50人次得60分，每少1人次扣1分|人次|≥|60分"
_BELOW_BREAK = """||||质量指标|合格率|95|达到95%得20分，未达到不得分|%|≥|20分
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分，未达到不得分|%|≥|10分"""


def _form(path: Path, *, gap: str) -> Path:
    """A form whose header stands in rows 3 and 4 and, after the break, once more."""
    text = f"项目支出绩效目标表\n单位：某局\n{_TOP}\n{_BELOW}\n{_ABOVE_BREAK}\n{gap}{_TOP}\n{_BELOW}\n{_BELOW_BREAK}"
    save_form(path, text)
    book = openpyxl.load_workbook(path)
    sheet = book["目标表"]
    for top in (3, 7 if gap else 6):
        for letter in "ABC":
            sheet.merge_cells(f"{letter}{top}:{letter}{top + 1}")
        sheet.merge_cells(f"D{top}:K{top}")
    book.save(path)
    return path


@pytest.mark.parametrize(("gap", "top"), [("\n", 7), ("", 6)])
def test_our_columns_take_both_rows_of_a_header_that_is_repeated(tmp_path: Path, gap: str, top: int) -> None:
    source = _form(tmp_path / "目标表.xlsx", gap=gap)
    path = score(source).output
    assert path is not None
    cells = values(path)
    assert [cells[f"{letter}{top}"] for letter in "LMNOP"] == ["实际完成值", "得分", "扣分", "扣分说明", "计分状态"]
    assert (cells[f"P{top + 2}"], cells[f"P{top + 3}"]) == ("待填报", "待填报")
    merges = {str(area) for area in openpyxl.load_workbook(path)["目标表"].merged_cells.ranges}
    assert {f"L{row}:L{row + 1}" for row in (3, top)} == {area for area in merges if area.startswith("L")}
    typed(path, {"L5": "50人次", f"L{top + 2}": "95%", f"L{top + 3}": "88%"})
    again = score(path, in_place=True)
    assert [str(row_of(again, row).score.points) for row in (5, top + 2, top + 3)] == ["60.00", "20.00", "0.00"]
    out = tmp_path / "上报版.xlsx"
    assert export_workbook(path, out).output is not None
    assert values(out) == values(source)
    assert not [area for area in openpyxl.load_workbook(out)["目标表"].merged_cells.ranges if area.min_col > 11]
