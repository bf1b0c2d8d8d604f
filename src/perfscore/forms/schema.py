"""The catalog files enter, FormSchema and IndicatorLevels leave: which headers, blocks and words a form has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from perfscore.forms.labels import fold_label, fold_text, fold_without_brackets


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """列: one column of a form, known by its header and the header's synonyms, never by its position."""

    key: str
    header: str
    synonyms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    """Names that count only where no other column of the header goes by this key (指标内容 beside 三级指标)."""
    width: float = 10.0
    group: str = ""
    is_added: bool = False
    """True for a column that PerfScore puts to the right of the official ones."""


@dataclass(frozen=True)
class FormSchema:
    """表样: what one kind of form looks like."""

    kind: str
    title: str
    title_words: tuple[str, ...]
    title_excludes: tuple[str, ...]
    priority: int
    required: tuple[str, ...]
    required_any: tuple[tuple[str, ...], ...]
    project_sums: tuple[Decimal, ...]
    """What the weights of one project add up to: the usual sum first, then others in use."""
    columns: tuple[ColumnSpec, ...]
    labels: Mapping[str, tuple[str, ...]]
    """Labels outside the table (项目名称 and the like) whose value stands to the right: key to folded names."""
    money_columns: Mapping[str, tuple[str, ...]]
    money_total_rows: tuple[str, ...]
    goal_headers: tuple[str, ...]

    @cached_property
    def _by_header(self) -> Mapping[str, str]:
        names: dict[str, str] = {}
        for spec in self.columns:
            for name in (spec.header, *spec.synonyms):
                names.setdefault(fold_label(name), spec.key)
        return names

    @cached_property
    def _by_key(self) -> Mapping[str, ColumnSpec]:
        return {spec.key: spec for spec in self.columns}

    @cached_property
    def _weakly(self) -> Mapping[str, str]:
        return {fold_label(name): spec.key for spec in self.columns for name in spec.weak}

    def key_of(self, header: str) -> str | None:
        """Return the column that ``header`` names, None for a header the form does not know."""
        folded = fold_label(header)
        return self._by_header.get(folded) or self._by_header.get(fold_without_brackets(header))

    def weak_key_of(self, header: str) -> str | None:
        """Return the column that ``header`` may name where no better header does."""
        return self._weakly.get(fold_label(header))

    def spec(self, key: str) -> ColumnSpec:
        """Return the column of ``key``.

        Raises:
            KeyError: the form has no such column.
        """
        return self._by_key[key]

    @property
    def official_columns(self) -> tuple[ColumnSpec, ...]:
        """The columns of the published form, in order."""
        return tuple(spec for spec in self.columns if not spec.is_added)

    @property
    def added_columns(self) -> tuple[ColumnSpec, ...]:
        """The columns PerfScore adds, in order."""
        return tuple(spec for spec in self.columns if spec.is_added)

    def is_titled(self, title: str) -> bool:
        """Return whether a title speaks of this form (绩效目标自评表 is a self-evaluation, not a target form)."""
        return any(word in title for word in self.title_words) and not any(
            word in title for word in self.title_excludes
        )

    def is_satisfied_by(self, keys: frozenset[str]) -> bool:
        """Return whether a header with these columns can be this form."""
        return not self.missing(keys)

    def missing(self, keys: frozenset[str]) -> tuple[str, ...]:
        """Return the headers this form needs and the columns do not offer."""
        lacking = [self.spec(key).header for key in self.required if key not in keys]
        unmet = [choice for choice in self.required_any if not keys.intersection(choice)]
        return (*lacking, *("或".join(self.spec(key).header for key in choice) for choice in unmet))


@dataclass(frozen=True, slots=True)
class IndicatorLevels:
    """指标层级: the words of 一级 and 二级指标, and the small words that tell one kind of cell from another."""

    level1: frozenset[str]
    level2: Mapping[str, frozenset[str]]
    """二级 to the 一级 it may stand under."""
    kinds: frozenset[str]
    units: frozenset[str]
    totals: frozenset[str]
    notes: tuple[str, ...]
    execution: frozenset[str]


def _column(key: str, raw: Mapping[str, Any], *, is_added: bool) -> ColumnSpec:
    return ColumnSpec(
        key=key,
        header=raw["header"],
        synonyms=tuple(raw.get("synonyms", ())),
        weak=tuple(raw.get("weak", ())),
        width=float(raw.get("width", 10)),
        group=raw.get("group", ""),
        is_added=is_added,
    )


def _folded(names: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(fold_label(name) for name in values) for key, values in names.items()}


def _schema(kind: str, raw: Mapping[str, Any]) -> FormSchema:
    official = [_column(key, value, is_added=False) for key, value in raw["columns"].items()]
    added = [_column(key, value, is_added=True) for key, value in raw["added"].items()]
    money = raw.get("money", {})
    return FormSchema(
        kind=kind,
        title=raw["title"],
        title_words=tuple(raw["title_words"]),
        title_excludes=tuple(raw.get("title_excludes", ())),
        priority=raw["priority"],
        required=tuple(raw["required"]),
        required_any=tuple(tuple(choice) for choice in raw.get("required_any", ())),
        project_sums=tuple(Decimal(value) for value in raw["project_sums"]),
        columns=(*official, *added),
        labels=_folded(raw.get("labels", {})),
        money_columns=_folded(money.get("columns", {})),
        money_total_rows=tuple(fold_label(name) for name in money.get("total_rows", ())),
        goal_headers=tuple(fold_label(name) for name in raw.get("goal_headers", ())),
    )


@cache
def form_schemas() -> tuple[FormSchema, ...]:
    """Return every form of the catalog, the one to be preferred first."""
    folder = files("perfscore.forms") / "catalog"
    schemas = [
        _schema(entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]
    return tuple(sorted(schemas, key=lambda schema: schema.priority))


def form_schema(kind: str) -> FormSchema:
    """Return the form called ``kind``, such as ``target_form``.

    Raises:
        KeyError: the catalog has no such form.
    """
    for schema in form_schemas():
        if schema.kind == kind:
            return schema
    raise KeyError(kind)


@cache
def indicator_levels() -> IndicatorLevels:
    """Return the words of the indicator levels."""
    raw = tomllib.loads((files("perfscore.forms") / "indicators.toml").read_text(encoding="utf-8"))
    parents: dict[str, set[str]] = {}
    for level1, children in raw["level2"].items():
        for child in children:
            parents.setdefault(fold_level(child), set()).add(fold_level(level1))
    return IndicatorLevels(
        level1=frozenset(fold_level(name) for name in raw["level1"]),
        level2={name: frozenset(values) for name, values in parents.items()},
        kinds=frozenset(raw["kinds"]),
        units=frozenset(fold_text(unit) for unit in raw["units"]),
        totals=frozenset(fold_label(name) for name in raw["totals"]),
        notes=tuple(raw["notes"]),
        execution=frozenset(fold_label(name) for name in raw["execution"]),
    )


def fold_level(name: str) -> str:
    """Return a level name for comparison: 产出指标（40分）, 产出指标 and 产出 are one."""
    folded = fold_without_brackets(name)
    return folded.removesuffix("指标") or folded
