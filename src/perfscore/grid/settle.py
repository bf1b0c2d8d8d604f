"""A computed score and what a person wrote into its cells, to the score that counts."""

from __future__ import annotations

from decimal import Decimal

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.grid.form import Project, Row
from perfscore.grid.sheet import CellKind, GridCell
from perfscore.grid.state import KeptState
from perfscore.model.score import ProjectScore, Score, Status
from perfscore.numbers.rounding import round_points
from perfscore.numbers.text import format_number, parse_number
from perfscore.values.cells import parse_weight

_NEEDS_A_PERSON = (Status.NEEDS_REVIEW, Status.INVALID_ACTUAL)
_ZERO = Decimal(0)


def settle_row(computed: Score, row: Row, key: str, state: KeptState) -> tuple[Score, frozenset[str], tuple[str, ...]]:
    """Return the score that counts, the columns whose cells are a person's and stay, and what to say about them.

    Args:
        computed: what the engine says.
        row: the row with its cells as they stand.
        key: the row's key in the state.
        state: what we last wrote.
    """
    values = {"points": computed.points, "deduction": computed.deduction, "explanation": computed.explanation}
    kept = frozenset(column for column, value in values.items() if _is_a_persons(row, column, value, key, state))
    score = _decided(computed, row, kept) if "points" in kept else computed
    return score, kept, _remarks(computed, score, kept)


def _remarks(computed: Score, score: Score, kept: frozenset[str]) -> tuple[str, ...]:
    """Ours beside what a person wrote into 扣分 and 扣分说明."""
    remarks = []
    if "deduction" in kept and score.deduction is not None:
        remarks.append(f"扣分栏为人工填写，按得分应为{format_number(score.deduction)}")
    if "explanation" in kept and computed.explanation:
        remarks.append(f"扣分说明为人工填写，程序的说明：{computed.explanation}")
    return tuple(remarks)


def _is_a_persons(row: Row, column: str, value: str | Decimal | None, key: str, state: KeptState) -> bool:
    """Tell whether a person wrote the cell; in a row that we know nothing of, what we would write ourselves is ours."""
    placed = row.cells.get(column)
    if placed is None or is_ours(placed.cell, None):
        return False
    last = state.last(key, column)
    if key not in state.written and value is not None:
        last = str(value)
    return not is_ours(placed.cell, last)


def settle_totals(project: Project, score: ProjectScore, state: KeptState) -> tuple[str, ...]:
    """Say where a person wrote another 总分 or 执行率得分 into the form's own cells than we compute; theirs stays."""
    remarks = []
    ours = {"total_points": ("总分", score.total), "execution_points": ("执行率得分", score.execution_points)}
    for key, (name, value) in ours.items():
        placed = project.cells.get(key)
        # A formula follows the scores once the file is opened; what it shows now says nothing.
        if placed is None or placed.cell.formula is not None:
            continue
        if is_ours(placed.cell, state.last(totals_key(project.known_as), key)) or _is_no_answer(placed.cell):
            continue
        if value is None or _points_in(placed.cell) != value:
            computed = f"计算为{value:.2f}" if value is not None else "还不能算出"
            remarks.append(f"表内{name}“{placed.text}”为人工填写，{computed}")
    return tuple(remarks)


def totals_key(label: str) -> str:
    """Return what the state knows a project's own totals by."""
    return f"合计|{label}"


def _is_no_answer(cell: GridCell) -> bool:
    return not cell.text.strip("—-/－ ")


def is_ours(cell: GridCell, last: str | None) -> bool:
    """Tell whether we may write the cell: it is empty, holds a formula of ours, or still what we last wrote."""
    if cell.formula is not None:
        return "PERF_" in cell.formula.upper()
    if cell.kind is CellKind.EMPTY or not cell.text.strip():
        return True
    return last is not None and _same(cell, last)


def _same(cell: GridCell, last: str) -> bool:
    """Compare by value: 6.5 shown as 6.50 is what we wrote."""
    if isinstance(cell.value, Decimal):
        number = parse_number(last)
        return number is not None and number == cell.value
    return cell.text.strip() == last.strip()


def _decided(computed: Score, row: Row, kept: frozenset[str]) -> Score:
    """A number typed into 得分 by a person, judged against the range of the row."""
    cell = row.cells["points"].cell
    typed = _points_in(cell)
    highest = computed.maximum if computed.maximum is not None else row.weight
    lowest = max(_ZERO, computed.minimum or _ZERO)
    if typed is None or highest is None or not lowest <= typed <= highest:
        return _refused(computed, cell.text, lowest, highest)
    if computed.status is Status.AWAITING_ACTUAL:
        return computed.model_copy(update={"status_text": f"待填报：已填得分{cell.text}，缺实际完成值"})
    points = round_points(typed)
    weight = row.weight if row.weight is not None else highest
    return computed.model_copy(
        update={
            "status": Status.DECIDED,
            "points": points,
            "deduction": round_points(max(_ZERO, weight - points)),
            "minimum": lowest,
            "maximum": highest,
            "alternatives": (),
            "explanation": "",
            "status_text": _decision_text(computed, points, row, kept),
        }
    )


def _points_in(cell: GridCell) -> Decimal | None:
    """Return the points a person typed: 12, 12分; a percentage is no number of points."""
    if isinstance(cell.value, Decimal):
        return None if cell.is_percent else cell.value
    points, _ = parse_weight(cell.text)
    return points


def _decision_text(computed: Score, points: Decimal, row: Row, kept: frozenset[str]) -> str:
    if computed.points is not None:
        changed = f"计算得分{computed.points:.2f}，已人工改为{points:.2f}"
        return f"人工核定：{changed}" if computed.points != points else "人工核定：与计算得分相同"
    has_reason = "explanation" in kept or bool(row.text_of("reason"))
    return "人工核定" if has_reason else "人工核定：缺理由（请写在扣分说明中）"


def _refused(computed: Score, text: str, lowest: Decimal, highest: Decimal | None) -> Score:
    limit = f"{format_number(lowest)}至{format_number(highest)}分" if highest is not None else "有效的分数"
    message = f"得分栏填的“{text}”不在{limit}之内"
    problem = Diagnostic("S311", Severity.ERROR, message)
    return computed.model_copy(
        update={
            "status": Status.NEEDS_REVIEW,
            "points": None,
            "deduction": None,
            "explanation": "",
            "alternatives": (),
            "status_text": f"需人工评定：{message}",
            "diagnostics": (problem, *computed.diagnostics),
        }
    )
