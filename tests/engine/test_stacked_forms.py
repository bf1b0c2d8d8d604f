"""A second form below the first one, and a header that only a page break repeats."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from form_files import save_form, score, typed
from perfscore import WorkbookResult

HEADER = (
    "单位代码|单位（专项）名称|资金总额|一级指标|二级指标|三级指标|"
    "指标值|评（扣）分标准|度量单位|指标值类型|备注|实际完成值"
)
FIRST = """A1|甲项目|10|产出指标|数量指标|培训人次|50|达到50人次得60分，每少1人次扣1分|人次|≥|60分|50人次"""
REST = """|||产出指标|质量指标|合格率|95|达到95%得20分|%|≥|20分|95%
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分|%|≥|10分|90%"""
OTHER = """A2|乙项目|10|产出指标|时效指标|实施情况|当年开展|当年开展，计60分|年|定性|60分|2024年5月
|||产出指标|质量指标|合格率|95|达到95%得20分|%|≥|20分|95%
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分|%|≥|10分|90%"""


def scored(folder: Path, *lines: str) -> WorkbookResult:
    path = save_form(folder / "f.xlsx", "\n".join(lines))
    score(path, in_place=True)
    return score(path, in_place=True)


@pytest.mark.parametrize(
    ("upper", "lower", "years"),
    [
        ("2024年度项目支出绩效目标表", "2025年度项目支出绩效目标表", "2024、2025"),
        ("项目支出绩效目标表\n（2024年度）", "项目支出绩效目标表\n（2025年度）", "2024、2025"),
        ("项目支出绩效目标表\n2024年度", "2025年度\n单位：某中心", "2024、2025"),
    ],
)
def test_the_second_form_has_a_year_of_its_own(tmp_path: Path, upper: str, lower: str, years: str) -> None:
    result = scored(tmp_path, upper, HEADER, FIRST, REST, "", lower, HEADER, OTHER)
    assert result.scored is not None
    form = result.scored.form
    assert len(form.blocks) == 2
    assert form.budget_year is None
    assert any(entry.code == "G141" and years in entry.message for entry in result.diagnostics)
    assert [len(project.rows) for project in result.projects] == [3, 3]
    assert result.projects[1].rows[0].score.points is None  # no year, so the date decides nothing


def test_its_columns_are_written_under_each_header(tmp_path: Path) -> None:
    result = scored(tmp_path, "2024年度目标表", HEADER, FIRST, REST, "2024年度追加目标表", HEADER, OTHER)
    assert result.scored is not None
    assert result.scored.form.budget_year == 2024
    assert [(block.header_first, block.last_row) for block in result.scored.form.blocks] == [(2, 5), (7, 10)]
    assert [project.score.points for project in result.projects] == [Decimal(90), Decimal(90)]


@pytest.mark.parametrize("between", [(), ("",), ("项目支出绩效目标表（2024年度）",), ("第2页",), ("注：见附件",)])
def test_a_header_after_a_page_break_is_no_new_form(tmp_path: Path, between: tuple[str, ...]) -> None:
    result = scored(tmp_path, "项目支出绩效目标表（2024年度）", HEADER, FIRST, *between, HEADER, REST)
    assert result.scored is not None
    assert len(result.scored.form.blocks) == 1
    (project,) = result.projects
    assert (len(project.rows), project.score.points) == (3, Decimal(90))


def test_a_year_typed_into_the_summary_serves_both(tmp_path: Path) -> None:
    lines = ("2024年度目标表", HEADER, FIRST, REST, "2025年度目标表", HEADER, OTHER)
    path = save_form(tmp_path / "f.xlsx", "\n".join(lines))
    score(path, in_place=True)
    typed(path, {"G2": 2024}, sheet="得分汇总")
    result = score(path, in_place=True)
    assert result.projects[1].rows[0].score.points == Decimal(60)
    assert any(entry.code == "G141" for entry in result.diagnostics)
