"""``perfscore demo``: the sentences of a published form with sample actuals, scored and explained."""

from __future__ import annotations

import csv
from argparse import Namespace
from collections import Counter

from perfscore.engine.row import score
from perfscore.explain.status import STATUS_NAMES
from perfscore.explain.wording import format_points
from perfscore.hosts.cli.console import table
from perfscore.model.score import Score
from perfscore.resources import resource

_YEAR = 2024
_HEAD = ("序号", "三级指标", "读作", "实际完成值", "得分", "扣分说明／计分状态")
_NEXT = 'perfscore rule "达50%计20分。每低1%，扣0.4分" --target 50 --unit % --actual 45%'
_SHARES = (0, 3, 5, 3, 0, 7)


def run(options: Namespace) -> int:
    """Print the table of reading, points and reason."""
    del options
    rows = sample_rows()
    scored = [score_sample(row) for row in rows]
    print("衡阳市工业和信息化局公布的项目支出绩效目标表，20条评分标准；实际完成值是示例数据。\n")
    cells = [_cells(number, row, one) for number, (row, one) in enumerate(zip(rows, scored, strict=True), start=1)]
    print(table(_HEAD, cells, _SHARES))
    counted = Counter(one.status for one in scored)
    parts = [f"{name}{counted[status]}" for status, name in STATUS_NAMES.items() if counted[status]]
    print(f"\n共{len(rows)}行：{'，'.join(parts)}")
    print(
        '想看一条评分标准是怎样读懂的：perfscore rule "达50%计20分。每低1%，扣0.4分" --target 50 --unit % --actual 45%'
    )
    return 0


def sample_rows() -> list[dict[str, str]]:
    """Return the rows of the sample: one dictionary of official cells and a sample actual for each indicator."""
    path = resource("workbook_templates", "hengyang_2024_sample.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def score_sample(row: dict[str, str]) -> Score:
    """Score one row of the sample."""
    return score(
        row["rule"],
        row["actual"],
        target=row["target"],
        unit=row["unit"],
        kind=row["kind"],
        weight=row["weight"],
        indicator=row["indicator"],
        content=row["content"],
        year=_YEAR,
    )


def _cells(number: int, row: dict[str, str], scored: Score) -> tuple[str, ...]:
    points = format_points(scored.points) if scored.points is not None else "—"
    said = scored.explanation
    if scored.status.value not in ("scored",):
        said = f"{said} {scored.status_text}".strip()
    name = f"{row['indicator']}（{row['weight']}）"
    return (str(number), name, scored.reading, row["actual"] or "（空）", points, said)
