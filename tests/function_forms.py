"""Forms on which cell functions are tried: each gives the file, and what file mode says of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl

from form_files import SAMPLE, TEMPLATES, save_form, score
from perfscore import WorkbookResult
from perfscore.grid.scored import ScoredRow

RULES = """项目支出绩效目标表
单位代码|单位（专项）名称|资金总额|一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|备注
001|甲项目|10|产出指标|数量指标|培训人次|50|达到50人次得60分，每少1人次扣1分|人次|≥|60分
|||产出指标|质量指标|合格率|95|达到95%得20分|%|≥|20分
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分|%|≥|10分"""
SELF = """项目支出绩效自评表
（2024年度）
项目名称|甲项目
项目资金（万元）||年初预算数|全年预算数(A)|全年执行数(B)|分值|执行率(B/A)|得分
|年度资金总额|10|12|9|10|75%|
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施
|产出指标|数量指标|培训人次|≥50人次|45人次|60||
||质量指标|合格率|≥95百分比|96%|20||
|满意度指标|服务对象满意度|满意度|90%|91%|10||
总分||||||100||"""
PAGES = """项目支出绩效目标表
单位代码|项目名称|资金总额|一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|备注|实际完成值
001|甲项目|10|产出指标|数量指标|培训人次|50|达到50人次得60分，每少1人次扣1分|人次|≥|60分|45人次

单位代码|项目名称|资金总额|一级指标|二级指标|三级指标|指标值|评（扣）分标准|度量单位|指标值类型|备注|实际完成值
||||质量指标|合格率|95|达到95%得20分，每低1个百分点扣1分|%|≥|20分|94.5%
|||满意度指标|服务对象满意度指标|满意度|90|达到90%得10分，未达到不得分|%|≥|10分|90%"""

Make = Callable[[Path], tuple[Path, WorkbookResult]]


def sample(folder: Path) -> tuple[Path, WorkbookResult]:
    path = Path(shutil.copy(SAMPLE, folder / "样表.xlsx"))
    return path, score(path, out=folder / "out.xlsx")


def scored_sample(folder: Path) -> tuple[Path, WorkbookResult]:
    _, result = sample(folder)
    return folder / "out.xlsx", result


def shifted(folder: Path) -> tuple[Path, WorkbookResult]:
    path = Path(shutil.copy(TEMPLATES / "target_form_hengyang_raw.xlsx", folder / "raw.xlsx"))
    return path, score(path, out=folder / "out.xlsx")


def self_evaluation(folder: Path) -> tuple[Path, WorkbookResult]:
    path = save_form(folder / "both.xlsx", RULES, SELF)
    return path, score(path, out=folder / "out.xlsx")


def scored_self_evaluation(folder: Path) -> tuple[Path, WorkbookResult]:
    _, result = self_evaluation(folder)
    return folder / "out.xlsx", result


def pages(folder: Path) -> tuple[Path, WorkbookResult]:
    path = save_form(folder / "pages.xlsx", PAGES)
    return path, score(path, out=folder / "out.xlsx")


def with_rulings(folder: Path) -> tuple[Path, WorkbookResult]:
    path = folder / "ruled.xlsx"
    score(Path(shutil.copy(SAMPLE, folder / "样表.xlsx")), out=path)
    book = openpyxl.load_workbook(path)
    sheet = book["计分口径"]
    for row in range(1, 20):
        if sheet.cell(row, 1).value == "K01":
            sheet.cell(row, 5).value = "不足一个按一个计"
    book.save(path)
    return path, score(path, out=folder / "again.xlsx")


FORMS: list[Make] = [
    sample, scored_sample, shifted, self_evaluation, scored_self_evaluation, pages, with_rulings,
]  # fmt: skip


def expected(row: ScoredRow) -> dict[str, float | str]:
    """What the functions must show for a row that file mode has scored."""
    status = row.status_text
    return {
        "PERF_SCORE": status if row.score.points is None else float(row.score.points),
        "PERF_DEDUCT": status if row.score.deduction is None else float(row.score.deduction),
        "PERF_EXPLAIN": row.score.explanation or status,
        "PERF_STATUS": status,
    }
