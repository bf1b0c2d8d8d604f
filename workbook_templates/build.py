"""The published text in seed.txt enters, the workbooks of this folder leave, byte for byte the same on every run.

Run ``python workbook_templates/build.py``. It writes

- ``target_form_blank.xlsx``: 项目支出绩效目标表, blank, with the columns that PerfScore fills;
- ``target_form_hengyang.xlsx``: the published form as the office meant it, repairs listed on 修复记录;
- ``target_form_hengyang_raw.xlsx``: the same text in its own columns, shifted cells included (the reader's test).

``seed.txt`` is the text of the 项目支出绩效目标表 published by 衡阳市工业和信息化局, unchanged. File names are ASCII
because the folder travels inside the wheel: unpackers on old Windows systems garble other names.
"""

from __future__ import annotations

from pathlib import Path

from perfscore.workbook.sheet_look import save_reproducibly
from perfscore.workbook.template import build_template

FOLDER = Path(__file__).resolve().parent


def main(folder: Path = FOLDER) -> None:
    """Write every workbook into ``folder``."""
    text = (FOLDER / "seed.txt").read_text(encoding="utf-8")
    save_reproducibly(build_template(None), folder / "target_form_blank.xlsx")
    save_reproducibly(build_template(text), folder / "target_form_hengyang.xlsx")
    save_reproducibly(build_template(text, raw=True), folder / "target_form_hengyang_raw.xlsx")


if __name__ == "__main__":
    main()
