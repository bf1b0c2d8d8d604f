"""The catalog: official columns, synonyms, and nothing named twice."""

from __future__ import annotations

import pytest

from perfscore.forms.labels import fold_label
from perfscore.forms.schema import FormSchema, fold_level, form_schema, form_schemas, indicator_levels


def test_the_published_target_form_has_its_fourteen_columns() -> None:
    keys = [spec.key for spec in form_schema("target_form").official_columns]
    published = [key for key in keys if key not in {"weight", "reason"}]
    assert len(published) == 14
    assert published[0] == "code"
    assert published[-1] == "remark"


def test_added_columns_in_the_order_they_are_written() -> None:
    headers = [spec.header for spec in form_schema("target_form").added_columns]
    assert headers == ["实际完成值", "得分", "扣分", "扣分说明", "计分状态"]
    assert [spec.key for spec in form_schema("self_evaluation_form").added_columns] == [
        "deduction",
        "explanation",
        "status",
    ]


@pytest.mark.parametrize("schema", form_schemas(), ids=lambda schema: schema.kind)
def test_no_header_names_two_columns(schema: FormSchema) -> None:
    seen: dict[str, str] = {}
    for spec in schema.columns:
        for name in {fold_label(name) for name in (spec.header, *spec.synonyms)}:
            assert seen.setdefault(name, spec.key) == spec.key


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("评（扣）分标准", "rule_text"),
        ("评(扣分标准)", "rule_text"),
        ("实际完成值(B)", "actual"),
        ("分值\n（权重）", "weight"),
        ("资金总额（万元）", "funds"),
        ("指标内容", None),
        ("佐证材料", None),
    ],
)
def test_key_of(header: str, key: str | None) -> None:
    assert form_schema("target_form").key_of(header) == key


def test_unknown_form() -> None:
    with pytest.raises(KeyError):
        form_schema("nothing")


def test_levels() -> None:
    levels = indicator_levels()
    assert fold_level("产出指标（40分）") == fold_level("产出") == "产出"
    assert levels.level2[fold_level("时效指标")] == {"产出"}
    assert fold_level("指标") == "指标"
