"""The whole path on one screen: cells of a row to a Score with its Chinese texts."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.engine.generic import (
    NOTE,
    explained,
    generic_sentence,
    has_no_rule,
    in_bands,
    in_force,
)
from perfscore.explain.sentence import explain_score
from perfscore.explain.status import explain_status, name_alternative
from perfscore.forms.profile_files import load_profile
from perfscore.forms.schema import indicator_levels
from perfscore.model.indicator import Expected, Indicator, Target
from perfscore.model.profile import Generic, Profile
from perfscore.model.rule import ScoringRule
from perfscore.model.score import Score, Status
from perfscore.numbers.folding import squeeze
from perfscore.numbers.text import format_number, number_from_float
from perfscore.rules.format import format_rule
from perfscore.rules.grammar import Reading, read_sentence
from perfscore.scoring.completion import of_target
from perfscore.scoring.decisive import order_problem
from perfscore.scoring.expect import expect
from perfscore.scoring.missed_side import from_a_whole, on_missed_side
from perfscore.scoring.parts import parts_of
from perfscore.scoring.quotas import against_quota
from perfscore.scoring.scale import names_its_maximum
from perfscore.scoring.score import score_row
from perfscore.scoring.several_targets import for_each_target
from perfscore.scoring.stated import speaks_of_percent
from perfscore.scoring.states import adds_states
from perfscore.values.actual import CellInput, is_blank, read_actual
from perfscore.values.cells import (
    bound_in,
    looks_like_share,
    parse_kind,
    parse_quota,
    parse_target,
    parse_unit_cell,
    parse_weight,
)
from perfscore.values.units import PERCENT

Number = int | float | Decimal
_LARGEST_NUMBER = 10**15
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def read_rule(text: str) -> Reading:
    """Read a scoring sentence: the rule, its clauses, and the words that were not understood."""
    return read_sentence(text)


def score(  # noqa: PLR0913 - one argument for each cell of the row: the contract of the API
    rule_text: str | None,
    actual: CellInput,
    *,
    target: str | Number | None = None,
    unit: str | None = None,
    kind: str | None = None,
    weight: str | Number | None = None,
    indicator: str | None = None,
    content: str | None = None,
    year: int | str | None = None,
    profile: Profile | str | None = None,
) -> Score:
    """Score one row from its cells as they stand.

    Args:
        rule_text: 评（扣）分标准.
        actual: 实际完成值: text, number, date, or None for an empty cell. A percent cell is passed as text (“95%”).
        target: 指标值.
        unit: 度量单位.
        kind: 指标值类型: ≥, ≤, =, 定性, 定量.
        weight: 分值 in points, also as “20分”.
        indicator: 三级指标.
        content: 指标值内容.
        year: the budget year; without it a date never decides.
        profile: a profile or the name of one; None for the default.

    Returns:
        The score; whatever the cells hold, never an exception for it.

    Raises:
        LookupError: there is no profile of that name.
    """
    chosen = profile if isinstance(profile, Profile) else load_profile(profile or "default")
    if isinstance(year, str):
        year = int(year) if _YEAR.fullmatch(year) else None
    cells = tuple(map(cell_text, (rule_text, target, unit, kind, weight, indicator, content)))
    return score_prepared(prepare(cells, year, chosen.share_from, chosen.small_cost, chosen.generic), actual, chosen)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything about a row that does not depend on its actual: read once, used at every press."""

    reading: Reading
    canonical: str
    row: Indicator
    expected: Expected | None
    remarks: tuple[Diagnostic, ...]
    generic: bool = False
    """The row has no 评（扣）分标准; the reading is that of the method of the profile."""


_OFF = Generic()


@lru_cache(maxsize=4096)
def prepare(
    cells: tuple[str, ...], year: int | None, share_from: Decimal, small_cost: Decimal, generic: Generic = _OFF
) -> Prepared:
    """Read the official cells of a row.

    Args:
        cells: the texts of 评（扣）分标准, 指标值, 度量单位, 指标值类型, 分值, 三级指标, 指标值内容.
        year: the budget year.
        share_from: percent, from the profile.
        small_cost: percent, from the profile.
        generic: from the profile, for a row without 评（扣）分标准.
    """
    row, remarks = _indicator(cells[1:], year)
    sentence = generic_sentence(row, generic) if has_no_rule(cells[0]) else ""
    reading = read_rule(sentence or cells[0])
    remarks += (NOTE,) if sentence else ()
    rule = reading.rule
    if rule is None:
        return Prepared(reading, "", row, None, reading.diagnostics + remarks)
    row, unit_remarks = _target_in_percent(row, rule)
    remarks += (*unit_remarks, *reading.diagnostics)
    rule = for_each_target(from_a_whole(on_missed_side(of_target(against_quota(rule, row), row), row), row), row)
    reading = replace(reading, rule=rule)
    expected = expect(rule, row, share_from, small_cost)
    remarks += _weight_remarks(rule, row) + _order_remarks(rule, row)
    return Prepared(reading, format_rule(rule), row, expected, remarks, generic=bool(sentence))


def _order_remarks(rule: ScoringRule, row: Indicator) -> tuple[Diagnostic, ...]:
    """Tiers whose points do not go with the row: checked once for the row, for any actual."""
    checked = parts_of(rule, row) if rule.parts else ((rule, row),)
    return tuple(problem for part, own in checked if (problem := order_problem(part, own)) is not None)


_REFUSING = ("W401", "S321")
"""Remarks on the official cells that leave nothing to score by."""


def score_prepared(prepared: Prepared, actual: CellInput, profile: Profile) -> Score:
    """Score a row whose official cells are read."""
    rule, row = prepared.reading.rule, prepared.row
    if rule is None or prepared.expected is None or any(entry.code in _REFUSING for entry in prepared.remarks):
        status = Status.AWAITING_ACTUAL if is_blank(actual) else Status.NEEDS_REVIEW
        scored = Score(status=status, weight=row.weight)
        if rule is None and has_no_rule(prepared.reading.text) and status is Status.NEEDS_REVIEW:
            scored = in_bands(row, profile.generic) or scored
    elif prepared.generic:
        scored = score_row(rule, row, read_actual(actual, prepared.expected), in_force(profile))
        scored = scored.model_copy(update={"proposed": None})  # of an outcome above “=” the method says nothing
    else:
        scored = score_row(rule, row, read_actual(actual, prepared.expected), profile)
    if prepared.remarks:
        scored = scored.model_copy(update={"diagnostics": scored.diagnostics + prepared.remarks})
    return _with_texts(scored, rule, prepared)


def _with_texts(scored: Score, rule: ScoringRule | None, prepared: Prepared) -> Score:
    explanation = explain_score(scored, rule, prepared.row) if rule else ""
    return scored.model_copy(
        update={
            "explanation": explained(explanation) if prepared.generic else explanation,
            "reading": prepared.canonical,
            "status_text": explain_status(scored),
            "alternatives": tuple(map(name_alternative, scored.alternatives)),
        }
    )


def _indicator(cells: tuple[str, ...], year: int | None) -> tuple[Indicator, tuple[Diagnostic, ...]]:
    """Read the official cells behind 评（扣）分标准, with a remark on each that cannot be read."""
    target, unit, kind, weight, name, content = cells
    remarks = []
    points, weight_read = parse_weight(weight)
    if not weight_read:
        remarks.append(Diagnostic("W401", Severity.ERROR, f"分值“{weight[:20]}”读不出来", weight[:20]))
    own_unit = parse_unit_cell(unit)
    if own_unit is None and not _is_known_unit(unit):
        message = f"度量单位“{unit.strip()[:20]}”不认识，计分时没有用它"
        remarks.append(Diagnostic("W404", Severity.WARNING, message, unit.strip()[:20]))
    goal = parse_target(target, own_unit, content)
    if looks_like_share(goal):
        remarks.append(_share_remark(goal))
        goal = Target(text=goal.text, comparator=goal.comparator)
    if goal.quantity is None and not goal.text and not goal.scale:
        goal = _written_elsewhere(name, content) or goal
    comparator, indicator_kind = parse_kind(kind)
    row = Indicator(
        name=name.strip(),
        content=content.strip(),
        target=goal,
        unit=own_unit,
        unit_text=unit.strip(),
        comparator=comparator,
        kind=indicator_kind,
        weight=points,
        year=year,
    )
    return row, tuple(remarks)


def _written_elsewhere(name: str, content: str) -> Target | None:
    """The target of a row with an empty 指标值, where its name or 指标值内容 writes one number plainly."""
    bounds = [bound for bound in (bound_in(content), bound_in(name)) if bound is not None]
    if bounds and all(quantity.base == bounds[0][0].base for quantity, _ in bounds):
        return Target(quantity=bounds[0][0], comparator=bounds[0][1])
    quota = None if bounds else parse_quota(content) or parse_quota(name)
    return Target(quantity=quota.quantity) if quota else None


def _is_known_unit(cell: str) -> bool:
    """An empty cell, a dash, or a word that stands in such cells and is no unit of measure (等次, 排名)."""
    plain = squeeze(cell).strip("()")
    return not plain or bool(_NO_UNIT.fullmatch(plain)) or plain in indicator_levels().units


_NO_UNIT = re.compile(r"[-/—无]+")


def _share_remark(goal: Target) -> Diagnostic:
    message = f"指标值“{goal.text}”没有写百分号，不能确定是多少，按没有数值处理"
    return Diagnostic("W402", Severity.WARNING, message, goal.text, suggestion="在指标值后写明百分号")


def _target_in_percent(row: Indicator, rule: ScoringRule) -> tuple[Indicator, tuple[Diagnostic, ...]]:
    """Give a bare 指标值 of a row without 度量单位 the percent that the sentence measures in."""
    goal = row.target
    is_rate = row.unit is None and row.name.endswith(("率", "度", "比重", "占比"))
    if goal.quantity is None or goal.quantity.unit is not None or not (is_rate or speaks_of_percent(rule)):
        return row, ()
    if 0 < goal.quantity.value <= 1:
        bare = Target(text=goal.text, comparator=goal.comparator)
        return row.model_copy(update={"target": bare}), (_share_remark(goal),)
    quantity = goal.quantity.model_copy(update={"unit": PERCENT})
    return row.model_copy(update={"target": goal.model_copy(update={"quantity": quantity})}), ()


def cell_text(cell: object) -> str:
    """Return an official cell as text; a number is written as a person would."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return format_number(number_from_float(cell)) if math.isfinite(cell) else str(cell)
    if isinstance(cell, Decimal):
        return format_number(cell) if cell.is_finite() else str(cell)
    if isinstance(cell, int) and abs(cell) >= _LARGEST_NUMBER:
        return "（数值过大）"
    return str(cell)


def _weight_remarks(rule: ScoringRule, row: Indicator) -> tuple[Diagnostic, ...]:
    stated = rule.stated_maximum()
    if row.weight is None or stated is None or stated == row.weight or not names_its_maximum(rule, row.weight):
        return ()
    if adds_states(rule, row.weight):  # their sum is what the sentence gives
        return ()
    message = f"评分标准写的满分{format_number(stated)}分与分值{format_number(row.weight)}分不同"
    return (Diagnostic("W403", Severity.WARNING, message, rule.source),)
