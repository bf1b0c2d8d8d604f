"""Shifted cells are put back only where their content proves it; projects only where their weights do."""

from __future__ import annotations

import pytest

from form_grids import HEADER, SMALL, essence, grid, moved, read, read_text, seed_book
from perfscore.grid.content import Look, look_of
from perfscore.grid.shifts import contradicts, realign

FULL = HEADER.replace("指标值|", "指标值|指标值内容|")
EXPECTED = essence(read_text(SMALL)[0].rows)


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("≥", Look.KIND),
        ("定性", Look.KIND),
        ("％", Look.UNIT),
        ("个", Look.UNIT),
        ("20分", Look.WEIGHT),
        ("２０分", Look.WEIGHT),
        ("35.50", Look.NUMBER),
        ("产出指标", Look.LEVEL1),
        ("数量指标", Look.LEVEL2),
        ("服务对象满意度指标", Look.LEVEL2),
        ("当年开展，计20分", Look.RULE),
        ("每低1%，扣0.4分", Look.RULE),
        ("达到满意等次及以上", Look.TEXT),
        ("当年", Look.SHORT),
        ("开展惠企政策宣传等活动", Look.TEXT),
    ],
)
def test_looks(text: str, look: Look) -> None:
    assert look_of(text) is look


def _line(cells: str) -> str:
    return f"项目支出绩效目标表\n{FULL}\n{cells}"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ("1|甲|9|产出指标|数量指标|人次|50|参训的人次达到50人次得90分，每少1人次扣1分|人次|≥|90分|", "R102"),
        ("1|甲|9|数量指标|产出指标|数量指标|人次|50|培训的人次|达到50人次得90分|人次|≥", None),
        ("1|甲|9||产出指标|数量指标|人次|50|培训的人次|达到50人次得90分|人次|≥|90分", "R103"),
        ("1|甲|9|产出指标|数量指标|人次|50|达到50人次得90分||人次|≥|90分", "R102"),
    ],
)
def test_lines_that_are_shifted(cells: str, code: str | None) -> None:
    form, _ = read_text(_line(cells))
    assert [note.code for note in form.rows[0].repairs] == ([code] if code else [])
    if code:
        row = form.rows[0]
        assert (row.level2, row.indicator, row.target) == ("数量指标", "人次", "50")
        assert (row.unit, row.kind, row.weight_text) == ("人次", "≥", "90分")
        assert "得90分" in row.rule_text


@pytest.mark.parametrize(
    "cells",
    [
        "1|甲|9|产出指标|数量指标|人次|50|参训人次得分|达到50人次得90分|人次|≥|90分",
        "1|甲|9|产出指标|成本指标|人次|50||达到50人次得90分|||90分",
        "1|甲|9|产出指标|数量指标|人次|≥50人次||达到50人次得90分|||90分",
        "1|甲|9|产出指标|数量指标|排名|前五|排名前五得90分|排名前五得90分|排名|定性|90分",
        "1|甲|9|产出指标|数量指标|人次|50||按完成比例计算|人次|≥|90分",
        "1|甲|9|产出指标|数量指标|人次|50||||定量|90分",
    ],
)
def test_lines_that_stay_as_they_are(cells: str) -> None:
    form, _ = read_text(_line(cells))
    assert form.repairs == ()


def test_swapped_unit_and_kind_are_reported_not_repaired() -> None:
    form, codes = read_text(_line("1|甲|9|产出指标|数量指标|人次|50|内容文字说明|达到50人次得90分|≥|人次|90分"))
    assert form.repairs == ()
    assert codes == ["G137"]


def test_realign_needs_a_clear_winner() -> None:
    keys = ("indicator", "target", "rule_text", "unit", "kind")
    assert realign(keys, ((0, Look.TEXT), (1, Look.NUMBER), (2, Look.UNIT), (3, Look.KIND))) == (0, 1, 3, 4)
    assert realign(keys, ((0, Look.TEXT), (1, Look.NUMBER))) is None
    assert realign(keys, ()) is None
    assert not contradicts({"kind": Look.SHORT, "unit": Look.SHORT})


def _two_projects(first: str, second: str, *, tail: str) -> str:
    return f"""项目支出绩效目标表
{HEADER}
1|甲项目|5|成本指标|经济成本指标|成本|100|不超得20分|%|≤|{first}
|||产出指标|数量指标|人次|50|达到得70分|人次|≥|70分
|||成本指标|经济成本指标|成本|100|不超得20分|%|≤|{tail}

2|乙项目|6|产出指标|数量指标|场次|50|达到得70分|场次|≥|{second}"""


def test_weights_prove_the_page_break() -> None:
    form, codes = read_text(_two_projects("20分", "70分", tail="20分"))
    assert codes == []
    assert [[row.row for row in project.rows] for project in form.projects] == [[3, 4], [5, 7]]
    assert [note.code for note in form.repairs] == ["R104"]


def test_weights_that_prove_nothing_leave_the_rows_unplaced() -> None:
    form, codes = read_text(_two_projects("20分", "60分", tail="20分"))
    assert codes[0] == "G131"
    assert [project.name for project in form.projects] == ["甲项目", "（未标明项目）", "乙项目"]


def test_a_project_that_starts_its_levels_over_is_left_whole() -> None:
    form, codes = read_text(_two_projects("10分", "90分", tail="10分"))
    assert codes == []
    assert [[row.row for row in project.rows] for project in form.projects] == [[3, 4, 5], [7]]


def test_the_sum_of_the_profile_decides() -> None:
    form, diagnostics = read(grid(SMALL))
    assert form is not None
    assert diagnostics == ()
    assert form.project_sum == 90
    form, _ = read(grid(SMALL.replace("|60分", "|70分")))
    assert form is not None
    assert form.project_sum == 100


def test_repairs_hold_in_a_moved_grid() -> None:
    sheet = seed_book().sheets[0]
    form, _ = read(moved(sheet, row_to=lambda row: row + 3, column_to=lambda column: column + 2))
    assert form is not None
    assert [note.code for note in form.repairs] == [note.code for note in read(sheet)[0].repairs]  # type: ignore[union-attr]
    assert len(form.rows) == 20
