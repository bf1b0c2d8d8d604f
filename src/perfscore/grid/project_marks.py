"""Projects enter, what tells them apart leaves: two of one name keep their own money and totals from press to press.

A mark says how a project looked when we last wrote. The state keeps it under the project's label on 得分汇总, and a
label belongs to the one project that fits its mark best; where two fit alike, to none.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from perfscore.forms.labels import fold_label
from perfscore.grid.form import Form, Project


class ProjectMark(NamedTuple):
    """What a project is known by: the words of its form, where it stands, and a digest of its indicators."""

    kind: str
    code: str
    name: str
    sheet: str
    content: str
    ordinal: str
    """Its place among the projects of this kind, code and name: ``"1"``, ``"2"``."""


def marks_of(kind: str, projects: Sequence[Project]) -> list[ProjectMark]:
    """Return the mark of each project, in order."""
    seen: Counter[tuple[str, str]] = Counter()
    marks = []
    for project in projects:
        code, name = fold_label(project.code), fold_label(project.name)
        seen[code, name] += 1
        marks.append(ProjectMark(kind, code, name, project.sheet, _content(project), str(seen[code, name])))
    return marks


def _content(project: Project) -> str:
    words = [fold_label(word) for row in project.rows for word in (row.level1, row.level2, row.indicator, row.target)]
    return hashlib.sha256("|".join([str(project.funds), *words]).encode()).hexdigest()[:16]


_Key = TypeVar("_Key", str, int)
_Feature = Callable[[ProjectMark], tuple[str, ...]]
_TESTS: tuple[_Feature, ...] = (
    lambda mark: (*mark[:5], mark.ordinal),
    lambda mark: mark[:5],
    lambda mark: (mark.kind, mark.code, mark.name, mark.content),
    lambda mark: (mark.kind, mark.code, mark.name, mark.sheet),
    lambda mark: (mark.kind, mark.code, mark.name),
)
"""From strict to loose; each counts only where one label and one project are left that agree in it."""


def match_marks(known: Mapping[str, ProjectMark], marks: Sequence[ProjectMark]) -> dict[int, str]:
    """Return the label that each project had, by the project's index; a project that none is sure for has none."""
    found: dict[int, str] = {}
    labels, indexes = dict(known), dict(enumerate(marks))
    for feature in _TESTS:
        here = _singly({label: feature(mark) for label, mark in labels.items()})
        there = _singly({index: feature(mark) for index, mark in indexes.items()})
        for key in here.keys() & there.keys():
            found[there[key]] = here[key]
            del labels[here[key]], indexes[there[key]]
    return found | _in_order(labels, indexes) | _with_a_new_code(labels, indexes)


def _with_a_new_code(labels: Mapping[str, ProjectMark], indexes: Mapping[int, ProjectMark]) -> dict[int, str]:
    """Pair what differs in a code that was filled in, or emptied; another code is another project."""
    here = _singly({label: (mark.kind, mark.name, mark.content) for label, mark in labels.items()})
    there = _singly({index: (mark.kind, mark.name, mark.content) for index, mark in indexes.items()})
    pairs = {there[key]: here[key] for key in here.keys() & there.keys()}
    return {index: label for index, label in pairs.items() if not (labels[label].code and indexes[index].code)}


def _singly(features: Mapping[_Key, tuple[str, ...]]) -> dict[tuple[str, ...], _Key]:
    counted = Counter(features.values())
    return {feature: key for key, feature in features.items() if counted[feature] == 1}


def _in_order(labels: Mapping[str, ProjectMark], indexes: Mapping[int, ProjectMark]) -> dict[int, str]:
    """Pair what is left by its ordinal, where there are as many projects of a name as there were."""
    then = Counter(mark[:3] for mark in labels.values())
    now = Counter(mark[:3] for mark in indexes.values())
    places = {(*mark[:3], mark.ordinal): label for label, mark in labels.items() if then[mark[:3]] == now[mark[:3]]}
    keys = {index: (*mark[:3], mark.ordinal) for index, mark in indexes.items()}
    return {index: places[key] for index, key in keys.items() if key in places}


def labels_of(form: Form, marks: Sequence[ProjectMark], kept: Mapping[str, ProjectMark]) -> list[str]:
    """Return what each project is called on 得分汇总: its name, and what tells it from another of that name.

    Args:
        form: the form with its projects.
        marks: the mark of each project.
        kept: labels that stand for projects that are not scored this time.
    """
    alike: dict[str, list[int]] = {}
    for index, mark in enumerate(marks):
        alike.setdefault(mark.name, []).append(index)
    others = Counter(mark.name for mark in kept.values())
    labels = [project.name.strip() for project in form.projects]
    for name, indexes in alike.items():
        if len(indexes) == 1 and not others[name]:
            continue
        for index, tail in zip(indexes, _tails(form, indexes, labels[indexes[0]], set(kept)), strict=True):
            labels[index] += f"（{tail}）"
    return labels


def _tails(form: Form, indexes: Sequence[int], name: str, taken: set[str]) -> list[str]:
    projects = [form.projects[index] for index in indexes]
    for tails in ([project.code.strip() for project in projects], [project.sheet for project in projects]):
        if all(tails) and len(set(tails)) == len(tails) and not taken & {f"{name}（{tail}）" for tail in tails}:
            return tails
    numbers = (number for number in range(1, len(indexes) + len(taken) + 1) if f"{name}（第{number}个）" not in taken)
    return [f"第{number}个" for _, number in zip(indexes, numbers, strict=False)]
