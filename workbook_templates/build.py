"""The published text in seed.txt enters, the workbooks of this folder leave, byte for byte the same on every run.

Run ``python workbook_templates/build.py``. It writes

- ``target_form_blank.xlsx``: 项目支出绩效目标表, blank, with the columns that PerfScore fills;
- ``target_form_hengyang.xlsx``: the published form as the office meant it, repairs listed on 修复记录;
- ``target_form_hengyang_raw.xlsx``: the same text in its own columns, shifted cells included (the reader's test);
- ``target_form_hengyang_sample.xlsx``: the clean form with the input columns and the sample actuals of
  ``hengyang_2024_sample.tsv``, marked 示例数据, not yet scored.

``seed.txt`` is the text of the 项目支出绩效目标表 published by 衡阳市工业和信息化局, unchanged. File names are ASCII
because the folder travels inside the wheel: unpackers on old Windows systems garble other names.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from perfscore.engine.form import evaluate_workbook
from perfscore.engine.scored_form import plan_workbook
from perfscore.grid.columns import layout_of
from perfscore.grid.plan import CellLook, CellWrite, SheetPlan
from perfscore.grid.rulings_sheet import Rulings
from perfscore.grid.scored import ScoredForm
from perfscore.grid.state import KeptState
from perfscore.workbook import read_workbook, write_workbook
from perfscore.workbook.sheet_look import save_reproducibly
from perfscore.workbook.template import build_template

FOLDER = Path(__file__).resolve().parent
SAMPLE_YEAR = 2024
SAMPLE_MONEY = (
    (Decimal("35.50"), Decimal("35.50")),
    (Decimal("40.00"), Decimal("38.60")),
    (None, None),
)
"""全年预算数 and 全年执行数 of the three projects, 万元; the third is left for the clerk to fill in."""


def main(folder: Path = FOLDER) -> None:
    """Write every workbook into ``folder``."""
    text = (FOLDER / "seed.txt").read_text(encoding="utf-8")
    save_reproducibly(build_template(None), folder / "target_form_blank.xlsx")
    save_reproducibly(build_template(text), folder / "target_form_hengyang.xlsx")
    save_reproducibly(build_template(text, raw=True), folder / "target_form_hengyang_raw.xlsx")
    build_sample(folder)


def build_sample(folder: Path) -> None:
    """Add the input columns to the clean form and type the sample actuals, year and money into them."""
    source = folder / "target_form_hengyang.xlsx"
    book, _ = read_workbook(source)
    waiting = evaluate_workbook(source).scored
    if book is None or waiting is None:
        raise RuntimeError("the form just written cannot be read")
    projects = tuple(
        replace(scored, project=replace(scored.project, budget=budget, executed=executed))
        for scored, (budget, executed) in zip(waiting.projects, SAMPLE_MONEY, strict=True)
    )
    scored_form = replace(waiting, form=replace(waiting.form, budget_year=SAMPLE_YEAR), projects=projects)
    plan = plan_workbook(scored_form, book, Rulings(), KeptState())
    _type_actuals(plan.sheets[0], waiting)
    problems = write_workbook(source, folder / "target_form_hengyang_sample.xlsx", plan)
    if problems:
        raise RuntimeError("; ".join(map(str, problems)))


def _type_actuals(plan: SheetPlan, waiting: ScoredForm) -> None:
    with (FOLDER / "hengyang_2024_sample.tsv").open(encoding="utf-8", newline="") as file:
        actuals = [line["actual"] for line in csv.DictReader(file, delimiter="\t")]
    form = waiting.form
    column = layout_of(form.blocks[0], form.schema).columns["actual"]
    typed = dict(zip((row.row for row in form.rows), actuals, strict=True))
    plan.cells = [
        write._replace(value=typed[write.row] or None) if write.column == column and write.row in typed else write
        for write in plan.cells
    ]
    plan.cells.append(CellWrite(1, column, "示例数据：以下实际完成值只用于演示", CellLook(bold=True)))


if __name__ == "__main__":
    main()
