"""The lines of a table enter, groups of lines by project leave; lines cut off by a page break are placed by proof.

A project's name is printed once. Rows without it normally belong to the project above; where the 一级指标 start over,
they may belong to the project whose name is printed after them. Only the weights decide: every project adds up to the
same sum. What they do not prove is reported, not guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from perfscore.diagnostics import Diagnostic
from perfscore.forms.labels import fold_label
from perfscore.forms.schema import fold_level
from perfscore.grid.findings import finding, number, repair
from perfscore.grid.form import Repair
from perfscore.grid.lines import Line

RuleMaximum = Callable[[str], Decimal | None]
"""The points that a rule sentence gives at most, None where it does not say."""


class Fit(StrEnum):
    """Whether lines can be one whole project."""

    EXACT = "exact"
    POSSIBLE = "possible"
    WRONG = "wrong"


@dataclass(slots=True)
class Group:
    """The lines of one project; ``head`` prints its name, None where no name is known."""

    head: Line | None
    lines: list[Line] = field(default_factory=list)

    @property
    def has_content(self) -> bool:
        """Whether any line carries an indicator or a level of indicators."""
        return any(line.text(key) for line in self.lines for key in ("level1", "level2", "indicator"))


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups in order, and how the doubtful lines were placed."""

    groups: tuple[Group, ...]
    diagnostics: tuple[Diagnostic, ...]
    exact: int
    total: Decimal


def group_lines(lines: Sequence[Line], sums: Sequence[Decimal], rule_maximum: RuleMaximum | None) -> Grouping:
    """Return the projects of a table, under that sum of weights which proves most of them."""
    segments = _segments([line for line in lines if not line.is_total])
    tries = [_Prover(total, rule_maximum).place(segments) for total in sums]
    return max(tries, key=lambda grouping: (-len(grouping.diagnostics), grouping.exact))


def _segments(lines: Sequence[Line]) -> list[Group]:
    """Cut the lines where a project's own cells are printed."""
    if all(line.prints("name") for line in lines if line.is_scored):
        return _by_name(lines)
    segments: list[Group] = []
    for line in lines:
        is_start = line.prints("name") and not (segments and _same_project(segments[-1].head, line))
        if is_start:
            segments.append(Group(line))
        elif not segments:
            segments.append(Group(None))
        segments[-1].lines.append(line)
    return segments


def _by_name(lines: Sequence[Line]) -> list[Group]:
    """Group lines that all print their project: then even sorted lines find together again."""
    groups: dict[tuple[str, str], Group] = {}
    last: Group | None = None
    for line in lines:
        if line.prints("name"):
            key = fold_label(line.text("code")), fold_label(line.text("name"))
            last = groups.setdefault(key, Group(line))
        if last is None:
            last = groups.setdefault(("", ""), Group(None))
        last.lines.append(line)
    return list(groups.values())


def _same_project(head: Line | None, line: Line) -> bool:
    if head is None:
        return False
    return all(fold_label(head.text(key)) == fold_label(line.text(key)) for key in ("code", "name"))


class _Prover:
    def __init__(self, total: Decimal, rule_maximum: RuleMaximum | None) -> None:
        self.total = total
        self.rule_maximum = rule_maximum
        self.diagnostics: list[Diagnostic] = []

    def place(self, segments: Sequence[Group]) -> Grouping:
        groups = [Group(segment.head, list(segment.lines)) for segment in segments]
        placed: list[Group] = []
        for index, group in enumerate(groups):
            following = groups[index + 1] if index + 1 < len(groups) else None
            placed.extend(self._split(group, following))
        exact = sum(self._fit(group.lines) is Fit.EXACT for group in placed)
        return Grouping(tuple(placed), tuple(self.diagnostics), exact, self.total)

    def _split(self, group: Group, following: Group | None) -> list[Group]:
        """Return the group, less the lines that turn out to belong to the following one."""
        if group.head is None:
            return self._adopt(group, 0, following)
        cuts = _cuts(group)
        if not cuts or self._fit(group.lines) is Fit.EXACT:
            return [group]
        proven = [cut for cut in cuts if self._proves(group.lines[:cut], group.lines[cut:], following)]
        if len(proven) == 1:
            return self._adopt(group, proven[0], following)
        is_needed_below = (
            following is not None and following.has_content and self._fit(following.lines) is not Fit.EXACT
        )
        if not is_needed_below and not _merge_ends(group):
            return [group]
        cut = cuts[0]
        self._unproven(group.lines[cut:], group, following)
        return [Group(group.head, group.lines[:cut]), Group(None, group.lines[cut:])]

    def _adopt(self, group: Group, cut: int, following: Group | None) -> list[Group]:
        """Move the lines from ``cut`` on into the following group, if the weights say so."""
        tail = group.lines[cut:]
        rest = [Group(group.head, group.lines[:cut])] if cut else []
        if not any(line.text("indicator") for line in tail) and following is None:
            return rest
        if following is None or self._fit([*tail, *following.lines]) is Fit.WRONG or following.head is None:
            self._unproven(tail, group, following)
            return [*rest, Group(None, tail)]
        note = self._note(tail, rest[0] if rest else None, following)
        following.lines[:0] = [replace(line, repairs=(*line.repairs, note)) for line in tail]
        return rest

    def _proves(self, before: Sequence[Line], tail: Sequence[Line], following: Group | None) -> bool:
        if following is None or self._fit(before) is not Fit.EXACT:
            return False
        return self._fit([*tail, *following.lines]) is not Fit.WRONG

    def _fit(self, lines: Sequence[Line]) -> Fit:
        known, maxima, is_guess = Decimal(0), Decimal(0), False
        missing = 0
        for line in lines:
            if not line.is_scored:
                continue
            weight = line.weight
            if weight is not None:
                known += weight
                continue
            missing += 1
            maximum = self.rule_maximum(line.text("rule_text")) if self.rule_maximum else None
            is_guess = is_guess or maximum is None
            maxima += maximum or 0
        if not missing:
            return Fit.EXACT if known == self.total else Fit.WRONG
        if known >= self.total:
            return Fit.WRONG
        # A rule's maximum may contradict the approved weight: then the lines may still belong together.
        return Fit.EXACT if not is_guess and known + maxima == self.total else Fit.POSSIBLE

    def _note(self, tail: Sequence[Line], before: Group | None, following: Group) -> Repair:
        head = following.head
        name = head.text("name") if head else ""
        proof = f"前一项目分值已合计{number(self.total)}分；" if before else ""
        return repair(
            "R104",
            [line.cells["indicator"].where for line in tail],
            f"第{tail[0].row}至{tail[-1].row}行没有项目名称，项目名称印在分页之后",
            f"按分值合计归入“{name}”（{proof}并入后与合计{number(self.total)}分相符）",
        )

    def _unproven(self, tail: Sequence[Line], group: Group, following: Group | None) -> None:
        above = group.head.text("name") if group.head else ""
        below = following.head.text("name") if following and following.head else ""
        names = "还是".join(f"“{name}”" for name in (above, below) if name)
        self.diagnostics.append(
            finding(
                "G131",
                f"第{tail[0].row}至{tail[-1].row}行没有项目名称，分值合计也无法证明属于{names or '哪个项目'}，"
                "这几行暂不归入任何项目；请在第一行填上项目名称",
                tail[0].cells["indicator"].where,
            )
        )


def _cuts(group: Group) -> list[int]:
    """Return where another project may begin: the 一级指标 start over, or the merged project cell ends."""
    cuts: set[int] = set()
    seen: list[str] = []
    for index, line in enumerate(group.lines):
        level1 = fold_level(line.text("level1"))
        if level1 and (not seen or seen[-1] != level1):
            if level1 in seen:
                cuts.add(index)
                seen = []
            seen.append(level1)
    ends = _merge_ends(group)
    if ends:
        cuts.add(ends)
    return sorted(cuts)


def _merge_ends(group: Group) -> int:
    """Return the index of the first line below a project cell that was merged over several rows, 0 if none."""
    covered = [bool(line.text("name")) for line in group.lines]
    if sum(covered) > 1 and not all(covered) and all(not line.prints("name") for line in group.lines[1:]):
        return covered.index(False)
    return 0
