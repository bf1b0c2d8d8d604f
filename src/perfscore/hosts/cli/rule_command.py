"""``perfscore rule``: what a sentence was read as, clause by clause, and the score it gives."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from decimal import Decimal

from perfscore.diagnostics import SEVERITY_NAMES, Diagnostic
from perfscore.engine.row import read_rule, score
from perfscore.explain.wording import format_points
from perfscore.forms.profile_files import load_profile
from perfscore.hosts.cli.console import fields, is_unicode_output, table
from perfscore.hosts.cli.parser import EXIT_UNREADABLE
from perfscore.hosts.cli.workbench import reach_of
from perfscore.model.profile import CHOICES, Choice, Profile, Question, Ruling
from perfscore.model.score import Score
from perfscore.rules.format import format_clause, format_rule
from perfscore.rules.grammar import Reading


def run(options: Namespace) -> int:
    """Print the reading of a sentence, and the score where an actual is given."""
    try:
        profile = _profile(options)
    except (LookupError, ValueError) as problem:
        print(f"perfscore rule：{problem.args[0]}", file=sys.stderr)
        return EXIT_UNREADABLE
    reading = read_rule(options.text)
    scored = _score(options, profile)
    asked = options.actual is not None
    if options.json:
        print(
            json.dumps(
                _as_json(reading, scored if asked else None, scored), ensure_ascii=not is_unicode_output(), indent=2
            )
        )
    else:
        print(_as_text(reading, scored, options.actual))
    return 0


def _profile(options: Namespace) -> Profile:
    rulings = []
    for words in options.ruling:
        question, _, choice = words.partition("=")
        if question not in list(Question):
            raise ValueError(f"没有“{question}”这一口径；可以是：{'、'.join(Question)}")
        if choice not in CHOICES[Question(question)]:
            raise ValueError(f"“{question}”的选择可以是：{'、'.join(CHOICES[Question(question)])}")
        rulings.append(Ruling(question=Question(question), choice=Choice(choice)))
    return load_profile(options.profile or "default").with_rulings(*rulings)


def _score(options: Namespace, profile: Profile) -> Score:
    return score(
        options.text,
        options.actual,
        target=options.target,
        unit=options.unit,
        kind=options.kind,
        weight=options.weight,
        indicator=options.indicator,
        content=options.content,
        year=options.year,
        profile=profile,
    )


def _as_text(reading: Reading, scored: Score, actual: str | None) -> str:
    head = [("评分标准", reading.text)]
    if reading.rule is not None:
        head.append(("读作", format_rule(reading.rule)))
        head.append(("满分", _maximum(reading, scored)))
        reach = reach_of(reading.rule, _known_maximum(reading, scored))
        head.append(("可得分", "、".join(reach.scores)))
        head += [("得满分", "；".join(reach.full))] if reach.full else []
        head += [("得0分", "；".join(reach.zero))] if reach.zero else []
    parts = [fields(head)]
    if reading.clauses:
        rows = [
            (str(number), clause.span.of(reading.text), format_clause(clause))
            for number, clause in enumerate(reading.clauses, start=1)
        ]
        parts.append(table(("序号", "原文", "读作"), rows, (0, 1, 1)))
    if reading.diagnostics:
        parts.append(fields([("没有读懂", str(diagnostic)) for diagnostic in reading.diagnostics]))
    if actual is not None:
        parts.append(fields(_score_fields(scored, actual, reading)))
    else:
        shown = {entry.code for entry in reading.diagnostics}
        parts += [fields([(SEVERITY_NAMES[d.severity], str(d))]) for d in scored.diagnostics if d.code not in shown]
    return "\n\n".join(parts)


def _maximum(reading: Reading, scored: Score) -> str:
    """The maximum of the row where it is known, else what the sentence names."""
    assert reading.rule is not None
    stated = _known_maximum(reading, scored)
    words = f"{format_points(stated)}分" if stated is not None else "以本行分值为准"
    if reading.rule.floor is None:
        return f"{words}；没有写“扣完为止”，扣至0分为限"
    most = reading.rule.floor.points
    return f"{words}；扣完为止" if most is None else f"{words}；最多扣{format_points(most)}分"


def _known_maximum(reading: Reading, scored: Score) -> Decimal | None:
    if scored.maximum is not None or reading.rule is None:
        return scored.maximum
    return reading.rule.stated_maximum()


def _score_fields(scored: Score, actual: str, reading: Reading) -> list[tuple[str, str]]:
    pairs = [("实际完成值", actual or "（空）")]
    if scored.points is not None and scored.deduction is not None:
        pairs.append(("得分", f"{format_points(scored.points)}（扣{format_points(scored.deduction)}分）"))
    pairs.append(("计分状态", scored.status_text))
    if scored.explanation:
        pairs.append(("扣分说明", scored.explanation))
    pairs += [("另读", f"{format_points(other.points)}分：{other.reading}") for other in scored.alternatives]
    shown = {diagnostic.code for diagnostic in reading.diagnostics}
    pairs += [(SEVERITY_NAMES[d.severity], str(d)) for d in scored.diagnostics if d.code not in shown]
    return pairs


def _as_json(reading: Reading, scored: Score | None, row: Score) -> dict[str, object]:
    """``scored`` is what the actual earned, None where none was given; ``row`` knows the maximum in any case."""
    reach = reach_of(reading.rule, _known_maximum(reading, row)) if reading.rule else None
    return {
        "text": reading.text,
        "understood": reading.rule is not None,
        "reading": format_rule(reading.rule) if reading.rule else None,
        "clauses": [
            {
                "words": clause.span.of(reading.text),
                "start": clause.span.start,
                "end": clause.span.end,
                "reading": format_clause(clause),
                "condition": clause.condition.kind,
                "award": clause.award.kind,
            }
            for clause in reading.clauses
        ],
        "reachable": list(reach.scores) if reach else [],
        "full_when": list(reach.full) if reach else [],
        "zero_when": list(reach.zero) if reach else [],
        "leftovers": [
            {"words": span.of(reading.text), "start": span.start, "end": span.end} for span in reading.leftovers
        ],
        "diagnostics": [diagnostic_as_json(diagnostic) for diagnostic in reading.diagnostics],
        "score": None if scored is None else score_as_json(scored),
    }


def score_as_json(scored: Score) -> dict[str, object]:
    """Return a score as JSON values; decimals are strings, None where there is none."""
    return {
        "status": scored.status.value,
        "status_text": scored.status_text,
        "points": _decimal(scored.points),
        "deduction": _decimal(scored.deduction),
        "minimum": _decimal(scored.minimum),
        "maximum": _decimal(scored.maximum),
        "proposed": _decimal(scored.proposed),
        "explanation": scored.explanation,
        "reading": scored.reading,
        "alternatives": [{"points": str(other.points), "reading": other.reading} for other in scored.alternatives],
        "steps": [step.model_dump(mode="json", exclude={"span"}) | _place(step) for step in scored.steps],
        "diagnostics": [diagnostic_as_json(diagnostic) for diagnostic in scored.diagnostics],
    }


def _place(step: object) -> dict[str, int]:
    span = getattr(step, "span", None)
    return {} if span is None else {"start": span.start, "end": span.end}


def _decimal(number: object) -> str | None:
    return None if number is None else str(number)


def diagnostic_as_json(diagnostic: Diagnostic) -> dict[str, object]:
    """Return a diagnostic as JSON values; ``excerpt`` marks the place with 【】."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "excerpt": diagnostic.excerpt,
        "suggestion": diagnostic.suggestion,
    }
