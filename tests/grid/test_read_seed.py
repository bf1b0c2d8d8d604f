"""The published form, read from its own shifted columns."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form_grids import seed_book
from perfscore.grid.form import Form, Row
from perfscore.grid.read import read_form
from perfscore.rules.maximum import stated_maximum


@pytest.fixture(scope="module")
def form() -> Form:
    form, diagnostics = read_form(seed_book(), rule_maximum=stated_maximum)
    assert form is not None
    assert diagnostics == ()
    return form


def _row(form: Form, indicator: str, project: int = 0) -> Row:
    return next(row for row in form.projects[project].rows if row.indicator == indicator)


def test_projects_and_sums(form: Form) -> None:
    assert [len(project.rows) for project in form.projects] == [7, 6, 7]
    assert [project.weight for project in form.projects] == [Decimal(90)] * 3
    assert [project.funds for project in form.projects] == [Decimal("35.50"), Decimal("40.00"), Decimal("10.00")]
    assert form.unit_total == Decimal("85.50")
    assert form.unit_name == "衡阳市工业和信息化局"
    assert form.money_unit == "万元"
    assert form.kind == "target_form"
    assert form.budget_year is None
    assert sum(len(project.placeholders) for project in form.projects) == 14
    assert [project.name for project in form.projects] == ["产业发展工作经费", "产业链工作经费", "清廉衡阳建设经费"]
    assert form.projects[1].goal == "“一核两电三色四新”产业体系加速形成"


def test_every_repair_is_logged(form: Form) -> None:
    assert [(note.code, note.cells[0]) for note in form.repairs] == [
        ("R101", "C7"),
        ("R102", "J10"),
        ("R102", "G11"),
        ("R102", "J14"),
        ("R101", "C24"),
        ("R104", "H19"),
        ("R105", "F22"),
        ("R103", "G30"),
        ("R106", "N30"),
        ("R101", "C31"),
        ("R103", "G41"),
        ("R106", "N41"),
    ]


def test_shifted_left(form: Form) -> None:
    row = _row(form, "培育一批创新型中小企业")
    assert (row.level1, row.level2, row.target, row.content) == ("产出指标", "数量指标", "30", "")
    assert row.rule_text == "新增创新型中小企业30个及以上，计7分；每少1家扣0.25分，扣完为止。"
    assert (row.unit, row.kind, row.weight, row.weight_text) == ("个", "≥", Decimal(7), "7分")
    assert _row(form, "规模工业企业帮扶覆盖率").repairs[0].message == "评分标准取自指标值内容列（疑似错列）"


def test_shifted_right_with_the_weight_recovered(form: Form) -> None:
    row = _row(form, "社会公众或服务对象满意度指标", 1)
    assert (row.level1, row.level2) == ("满意度指标", "服务对象满意度指标")
    assert (row.unit, row.kind, row.weight, row.weight_text) == ("等次", "定性", Decimal(10), "")
    assert [note.code for note in row.repairs] == ["R103", "R106"]


def test_rows_before_the_page_break_belong_to_the_project_below(form: Form) -> None:
    assert [row.row for row in form.projects[1].rows] == [19, 22, 24, 25, 27, 30]
    growth = _row(form, "主导产业产值增速", 1)
    assert growth.level1 == "产出指标"
    assert [note.code for note in growth.repairs] == ["R104", "R105"]


def test_without_rule_maximum_a_lost_weight_stays_lost() -> None:
    form, diagnostics = read_form(seed_book())
    assert form is not None
    assert [row.weight for row in form.rows].count(None) == 2
    assert [entry.code for entry in diagnostics] == ["G122", "G122"]


def test_a_rule_maximum_that_disagrees_recovers_nothing() -> None:
    form, diagnostics = read_form(seed_book(), rule_maximum=lambda _: Decimal(20))
    assert form is not None
    assert [row.weight for row in form.rows].count(None) == 2
    assert "评分标准写满分20分，合计还差10分" in diagnostics[-1].message


def test_numbers_and_text_stay_what_they_were(form: Form) -> None:
    cells = _row(form, "成本控制").cells
    assert cells["target"].cell.value == Decimal(100)
    assert cells["remark"].cell.value == "20分"
    assert form.projects[0].cells["code"].cell.value == "070001"
