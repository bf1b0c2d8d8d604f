"""``perfscore rule``: what a sentence was read as, clause by clause, and the score it gives."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from decimal import Decimal

from perfscore.diagnostics import SEVERITY_NAMES, Diagnostic
from perfscore.engine.reach import Reach, reach_of
from perfscore.engine.row import read_rule, score
from perfscore.explain.wording import format_points
from perfscore.forms.profile_files import load_profile
from perfscore.hosts.cli.console import fields, is_unicode_output, table
from perfscore.hosts.cli.parser import EXIT_UNREADABLE
from perfscore.hosts.cli.row_formula import RowFormula
from perfscore.model.profile import CHOICES, Choice, Profile, Question, Ruling
from perfscore.model.rule import DeductPer, ScoringRule
from perfscore.model.score import Score
from perfscore.rules.format import format_clause, format_rule
from perfscore.rules.grammar import Reading
from perfscore.rules.nearest import Nearest, nearest


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
    formula = RowFormula.of(options, profile) if options.formula else None
    if options.json:
        found = _as_json(reading, scored if asked else None, scored)
        found |= {} if formula is None else {"formula": formula.as_json()}
        print(json.dumps(found, ensure_ascii=not is_unicode_output(), indent=2))
    else:
        print(_as_text(reading, scored, options.actual))
        if formula is not None:
            print(f"\n{formula.as_text()}")
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
    parts = [fields(_head(reading, scored.weight))]
    rows = [(str(number), words, meaning) for number, (words, meaning) in enumerate(_pieces(reading), start=1)]
    if rows:
        parts.append(table(("序号", "原文", "读作"), rows, (0, 1, 1)))
    if reading.rule is None:
        parts.append(fields([("没有读懂", words) for words in dict.fromkeys(map(str, reading.diagnostics))]))
        parts += _offers(nearest(reading.text))
    if actual is not None:
        parts.append(fields(_score_fields(scored, actual, reading)))
    else:
        shown = set() if reading.rule else {entry.code for entry in reading.diagnostics}
        remarks = [(SEVERITY_NAMES[d.severity], str(d)) for d in scored.diagnostics if d.code not in shown]
        parts += [fields(remarks)] if remarks else []
    return "\n\n".join(parts)


def _head(reading: Reading, weight: Decimal | None) -> list[tuple[str, str]]:
    """The sentence, what it was read as, and what it can give."""
    head = [("评分标准", reading.text)]
    if reading.rule is None:
        return head
    reach = reach_of(reading.rule, weight)
    head += [("读作", format_rule(reading.rule)), ("满分", _maximum(reading.rule, reach))]
    head += [("可得分", "；".join(reach.scores) if reading.rule.parts else "、".join(reach.scores))]
    head += [("得满分", "；".join(reach.full))] if reach.full else []
    head += [("得0分", "；".join(reach.zero))] if reach.zero else []
    return head


def _pieces(reading: Reading) -> list[tuple[str, str]]:
    """The words of each clause and of each limit, with what they were read as, in the order of the sentence."""
    pieces = [(clause.span, format_clause(clause)) for clause in reading.clauses]
    rules = () if reading.rule is None else (reading.rule, *reading.rule.parts)
    for rule in rules:
        limits = (rule.floor, rule.cap, rule.least, rule.full)
        names = ("最多扣{}分", "最高得{}分", "最低得{}分", "满分{}分")
        bare = ("扣完为止", "满分为止", "", "")
        for limit, named, unnamed in zip(limits, names, bare, strict=True):
            if limit is not None and limit.span.of(reading.text):
                words = unnamed if limit.points is None else named.format(format_points(limit.points))
                pieces.append((limit.span, words))
    unique = dict.fromkeys(sorted(pieces, key=lambda piece: piece[0]))
    return [(span.of(reading.text), words) for span, words in unique]


def _maximum(rule: ScoringRule, reach: Reach) -> str:
    """The full marks, and where deducting ends in a sentence that deducts by steps."""
    words = f"{format_points(reach.maximum)}分" if reach.maximum is not None else "以本行分值为准"
    if not any(isinstance(step, DeductPer) for part in (rule, *rule.parts) for _, step in part.steps):
        return words
    if rule.floor is None:
        return f"{words}；没有写“扣完为止”，扣至0分为限" if not rule.parts else words
    most = rule.floor.points
    return f"{words}；扣完为止" if most is None else f"{words}；最多扣{format_points(most)}分"


def _offers(offered: Nearest) -> list[str]:
    """What could be written instead: an offer to a person, who says whether it means the same."""
    if offered.sentences:
        lines = [("可以改写为", format_rule(rule)) for rule in offered.sentences]
    elif offered.apart:
        lines = [("可以分行写", format_rule(rule)) for rule in offered.apart]
    else:
        return []
    return [fields([*lines, ("", "（以上是能读懂的相近写法，不是对原文的解释；与原意相符时再采用）")])]


def _score_fields(scored: Score, actual: str, reading: Reading) -> list[tuple[str, str]]:
    pairs = [("实际完成值", actual or "（空）")]
    if scored.points is not None and scored.deduction is not None:
        pairs.append(("得分", f"{format_points(scored.points)}（扣{format_points(scored.deduction)}分）"))
    pairs.append(("计分状态", scored.status_text))
    if scored.explanation:
        pairs.append(("扣分说明", scored.explanation))
    pairs += [
        ("另读", f"{format_points(other.points)}分" + (f"：{other.reading}" if other.reading else ""))
        for other in scored.alternatives
    ]
    shown = {diagnostic.code for diagnostic in reading.diagnostics}
    pairs += [(SEVERITY_NAMES[d.severity], str(d)) for d in scored.diagnostics if d.code not in shown]
    return pairs


def _as_json(reading: Reading, scored: Score | None, row: Score) -> dict[str, object]:
    """``scored`` is what the actual earned, None where none was given; ``row`` knows 分值 in any case."""
    reach = reach_of(reading.rule, row.weight) if reading.rule else None
    offered = nearest(reading.text) if reading.rule is None else Nearest()
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
        "maximum": _decimal(reach.maximum) if reach else None,
        "reachable": list(reach.scores) if reach else [],
        "full_when": list(reach.full) if reach else [],
        "zero_when": list(reach.zero) if reach else [],
        "leftovers": [
            {"words": span.of(reading.text), "start": span.start, "end": span.end} for span in reading.leftovers
        ],
        "nearest": [format_rule(rule) for rule in offered.sentences],
        "apart": [format_rule(rule) for rule in offered.apart],
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
