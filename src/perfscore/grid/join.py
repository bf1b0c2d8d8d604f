"""A 自评表 without rules and a 目标表 enter, the 自评表 with rule, kind, unit and content of each row leaves.

Rows are joined by project and 一/二/三级指标 after folding, never by position; what has no partner, or two, is
listed with the nearest candidates.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher

from perfscore.diagnostics import CellRef, Diagnostic
from perfscore.forms.labels import fold_label, fold_text
from perfscore.forms.schema import fold_level
from perfscore.grid.findings import finding, number
from perfscore.grid.form import Form, Project, Row
from perfscore.grid.read import with_rows

_TAKEN = ("rule_text", "kind", "unit", "content")
_NEAREST = 3
_NEAR_ENOUGH = 0.4
_MOST_COMPARED = 400
_SIGNS = {"≥": "≥", ">=": "≥", "≧": "≥", "大于等于": "≥", "不低于": "≥", "≤": "≤", "<=": "≤", "≦": "≤", "小于等于": "≤"}
_SIGNS |= {"不高于": "≤", "不超过": "≤", ">": ">", "大于": ">", "<": "<", "小于": "<", "=": "=", "等于": "="}
_TARGET = re.compile(
    r"(≥|>=|≧|大于等于|不低于|≤|<=|≦|小于等于|不高于|不超过|>|大于|<|小于|=|等于)?([\d,]+(?:\.\d+)?)(.*)"
)

_TAIL = re.compile(r"(?:及?以[上下]|[。;；])+$")

Key = tuple[str, str, str]


@dataclass(slots=True)
class _Join:
    """The rows on offer, by project, and what has been said so far."""

    offers: Mapping[str, Sequence[Row]]
    everything: Sequence[tuple[str, Row]]
    diagnostics: list[Diagnostic] = field(default_factory=list)


def join_rules(self_form: Form, target_form: Form) -> tuple[Form, tuple[Diagnostic, ...]]:
    """Return the 自评表 whose rows without a rule have taken it from the 目标表, and what could not be joined."""
    by_project: dict[str, list[Row]] = defaultdict(list)
    for project in target_form.projects:
        by_project[fold_label(project.name)].extend(project.rows)
    everything = [(project.name, row) for project in target_form.projects for row in project.rows]
    join = _Join(by_project, everything)
    projects = [_join_project(project, join) for project in self_form.projects]
    return with_rows(self_form, projects), tuple(join.diagnostics)


def needs_rules(form: Form) -> bool:
    """Return whether any scored row of the form has no rule of its own."""
    return any(not row.rule_text for row in form.rows)


def missing_rules(form: Form) -> tuple[Diagnostic, ...]:
    """Return what to say when rows need a 目标表 and none is at hand."""
    rows = [row for row in form.rows if not row.rule_text]
    if not rows or "rule_text" in form.blocks[0].columns:
        return ()
    message = (
        f"自评表没有评（扣）分标准列，有{len(rows)}行要从目标表取评分标准；"
        "请把目标表放进同一个文件，或者另外指定目标表文件（--rules）"
    )
    return (finding("G154", message, rows[0].cells["indicator"].where),)


def contradicting_rules(form: Form) -> tuple[Diagnostic, ...]:
    """Return what to say where several 目标表 at hand have different rules for the same rows."""
    message = "打开的工作簿里不止一个有这些指标的目标表，评分标准不一样；请只留要用的那一个打开，关闭其余的，再按一次"
    return (finding("G155", message, form.rows[0].cells["indicator"].where),)


def _join_project(project: Project, join: _Join) -> Project:
    offers = join.offers.get(fold_label(project.name), ())
    if not offers and project.rows:
        _no_project(project, join)
        return project
    by_key: dict[Key, list[Row]] = defaultdict(list)
    for offer in offers:
        by_key[_key(offer)].append(offer)
    return replace(project, rows=tuple(_join_row(project, row, offers, by_key, join) for row in project.rows))


def _key(row: Row) -> Key:
    return fold_level(row.level1), fold_level(row.level2), fold_label(row.indicator)


def _join_row(
    project: Project, row: Row, offers: Sequence[Row], by_key: Mapping[Key, Sequence[Row]], join: _Join
) -> Row:
    if row.rule_text:
        return row
    partners = by_key.get(_key(row), ())
    if len(partners) > 1:
        same = [partner for partner in partners if _same_target(row, partner)]
        partners = same if len(same) == 1 else partners
    if len(partners) == 1:
        _compare(row, partners[0], join)
        return _taken(row, partners[0])
    if partners:
        places = "、".join(f"{partner.sheet}第{partner.row}行" for partner in partners)
        message = (
            f"“{row.indicator}”在目标表“{project.name}”里有{len(partners)}个同名指标（{places}），"
            "无法判断用哪一个；请把指标名称或指标值改得可以区别"
        )
        join.diagnostics.append(finding("G152", message, _place(row)))
    else:
        message = f"“{_path(row)}”在目标表“{project.name}”里没有对应的指标{_nearest(row, offers)}；请核对指标名称"
        join.diagnostics.append(finding("G151", message, _place(row)))
    return row


def _taken(row: Row, partner: Row) -> Row:
    """Return the row with what it lacks taken from its partner; what it states itself stays."""
    cells = dict(row.cells)
    cells.update({key: partner.cells[key] for key in _TAKEN if not getattr(row, key) and key in partner.cells})
    joined = replace(
        row,
        rule_text=partner.rule_text,
        kind=row.kind or partner.kind,
        unit=row.unit or partner.unit,
        content=row.content or partner.content,
        cells=cells,
        rule_source=partner.cells["rule_text"].where if "rule_text" in partner.cells else None,
        repairs=(*row.repairs, *(note for note in partner.repairs if note not in row.repairs)),
    )
    if row.weight is None and not row.text_of("weight"):
        joined = replace(joined, weight=partner.weight, weight_text=partner.weight_text)
    return joined


def _compare(row: Row, partner: Row, join: _Join) -> None:
    if row.weight is not None and partner.weight is not None and row.weight != partner.weight:
        message = (
            f"“{row.indicator}”自评表分值{number(row.weight)}，目标表分值{number(partner.weight)}"
            f"（{partner.sheet}第{partner.row}行），按自评表的分值计分；分值批复后不宜调整，请核对"
        )
        join.diagnostics.append(finding("G153", message, _place(row)))
    if row.target and not _same_target(row, partner):
        message = (
            f"“{row.indicator}”自评表的年度指标值“{row.target}”与目标表的“{_shown_target(partner)}”"
            f"（{partner.sheet}第{partner.row}行）不一致，按自评表的指标值计分；请核对"
        )
        join.diagnostics.append(finding("G153", message, _place(row)))


def _shown_target(row: Row) -> str:
    kind = row.kind if fold_text(row.kind) in _SIGNS else ""
    return f"{kind}{row.target}{row.unit if kind else ''}"


def _same_target(row: Row, partner: Row) -> bool:
    """Return whether ≥50个, ≥100百分比 or 100% says the same as the split cells ≥ | 50 | 个 of the 目标表."""
    left, right = fold_label(row.target), fold_label(partner.target)
    if left == right or not left or not right:
        return left == right and _signs_agree(row, partner)
    mine, theirs = _parts(row), _parts(partner)
    if mine is None or theirs is None:
        return False
    sign, amount, unit = mine
    their_sign, their_amount, their_unit = theirs
    if amount != their_amount:
        return False
    return (not sign or not their_sign or sign == their_sign) and (not unit or not their_unit or unit == their_unit)


def _signs_agree(row: Row, partner: Row) -> bool:
    mine, theirs = _SIGNS.get(fold_text(row.kind)), _SIGNS.get(fold_text(partner.kind))
    return mine is None or theirs is None or mine == theirs


def _parts(row: Row) -> tuple[str, Decimal, str] | None:
    match = _TARGET.fullmatch(fold_text(row.target))
    if match is None:
        return None
    try:
        amount = Decimal(match[2].replace(",", ""))
    except InvalidOperation:
        return None
    sign = _SIGNS.get(match[1] or fold_text(row.kind), "")
    return sign, amount, _unit(match[3] or row.unit)


def _unit(text: str) -> str:
    folded = _TAIL.sub("", fold_text(text))
    return "%" if folded in {"百分比", "百分点", "个百分点"} else folded


def _path(row: Row) -> str:
    return "/".join(part for part in (row.level1, row.level2, row.indicator) if part)


def _place(row: Row) -> CellRef:
    return row.cells["indicator"].where


def _nearest(row: Row, offers: Sequence[Row]) -> str:
    wanted = fold_label(row.indicator)
    path = "".join(_key(row))
    ranked = sorted(
        (
            (_alike(wanted, fold_label(offer.indicator)) + _alike(path, "".join(_key(offer))) / 10, index, offer)
            for index, offer in enumerate(offers[:_MOST_COMPARED])
        ),
        reverse=True,
    )
    near = [f"“{_path(offer)}”（第{offer.row}行）" for score, _, offer in ranked[:_NEAREST] if score >= _NEAR_ENOUGH]
    return f"，最接近的是{'、'.join(near)}" if near else "，也没有相近的"


def _no_project(project: Project, join: _Join) -> None:
    wanted = fold_label(project.name)
    names = list(dict.fromkeys(name for name, _ in join.everything))
    names.sort(key=lambda name: -_alike(wanted, fold_label(name)))
    near = "、".join(f"“{name}”" for name in names[:_NEAREST])
    said = f"“{project.name}”" if project.name else "没有填项目名称的自评表"
    message = f"{said}在目标表里没有同名项目（目标表里有：{near}），{len(project.rows)}行取不到评分标准；请核对项目名称"
    join.diagnostics.append(finding("G151", message, _place(project.rows[0])))


def _alike(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()
