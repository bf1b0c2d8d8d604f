"""The grammar of 评（扣）分标准: a sentence to a ScoringRule, or to what was not understood.

Recursive descent over the tokens; every token is taken up by a production or refuses the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from perfscore.diagnostics import Diagnostic, Severity, Span
from perfscore.model.rule import AddPer, Basis, Clause, DeductPer, Discretion, PerStep, Says, ScoringRule, Within
from perfscore.rules.and_so_on import continued
from perfscore.rules.carried import goes_on_with_a_number
from perfscore.rules.checklists import (
    count_missing,
    in_words,
    items_of,
    missing_alone,
)
from perfscore.rules.coherence import check_coherence, check_context
from perfscore.rules.compound import (
    MOST_PARTS,
    each_costs,
    hangs_on_another,
    joined,
    same_thing_twice,
    segments,
    whole_of,
    with_what_it_earns,
)
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.families import family, is_beside_numbers
from perfscore.rules.format import format_rule
from perfscore.rules.goals import adopt_goal
from perfscore.rules.items import draft_of, is_between, take_item
from perfscore.rules.lexicon import Kind
from perfscore.rules.negations import idle_negation
from perfscore.rules.own_number import each_up_to
from perfscore.rules.pairs import are_pairs, begins_another
from perfscore.rules.parallel_steps import one_by_one
from perfscore.rules.refusals import error, refuse
from perfscore.rules.series import and_each_more, counted_once
from perfscore.rules.settle import settle
from perfscore.rules.tokens import Token, tokenize

MAXIMUM_LENGTH = 2000
"""kpi_evalstd holds 2000 characters at most; anything longer is not a scoring sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of a sentence.

    ``rule`` is None where anything was not understood; ``clauses`` are the parts that were, ``leftovers`` the
    places of the words that were not.
    """

    text: str
    rule: ScoringRule | None
    clauses: tuple[Clause, ...] = ()
    leftovers: tuple[Span, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_rule(text: str) -> tuple[ScoringRule | None, tuple[Diagnostic, ...]]:
    """Read a sentence.

    Args:
        text: the words of 评（扣）分标准 as they stand in the cell.

    Returns:
        The rule and remarks, or None and every reason why the sentence was not understood.
    """
    reading = read_sentence(text)
    return reading.rule, reading.diagnostics


@lru_cache(maxsize=4096)
def read_sentence(text: str) -> Reading:
    """Read a sentence and keep the parts that were understood; results are remembered by sentence."""
    if not text.strip():
        return Reading(text, None, diagnostics=(error("E100", "评（扣）分标准是空的", text),))
    if len(text) > MAXIMUM_LENGTH:
        message = f"评（扣）分标准超过{MAXIMUM_LENGTH}字，不像一条评分标准"
        return Reading(text, None, diagnostics=(error("E108", message, text[:40]),))
    reading = _understand(text)
    if reading.rule is None or _says_the_same(reading.rule):
        return reading
    problem = error("E109", "这句话换一种写法意思就不同，不能确定读对了", text, Span(0, len(text)))
    return Reading(text, None, reading.clauses, diagnostics=(problem,))


def _says_the_same(rule: ScoringRule) -> bool:
    """Tell whether the canonical sentence of a rule means that very rule: else the words were not really understood."""
    again = _understand(format_rule(rule)).rule
    return again is not None and again.means(rule)


def _understand(text: str) -> Reading:
    tokens = tokenize(text)
    idle = idle_negation(tokens)
    if idle is not None:
        return Reading(text, None, diagnostics=(error("E106", "这里的否定没有读懂", text, idle.span),))
    whole = _read(tokens, text)
    if whole is not None and whole.rule is not None:
        several = _read_parts(tokens, text) if are_pairs(whole.clauses) else None
        return several if several is not None and several.rule is not None and several.rule.parts else whole
    return _read_parts(tokens, text) or whole or _not_understood(tokens, text)


def _read(tokens: list[Token], text: str) -> Reading | None:
    """Read tokens as a sentence about one thing, None where words are left over."""
    draft = draft_of(tokens)
    return None if draft is None else _finish(text, draft, [], [])


def _not_understood(tokens: list[Token], text: str) -> Reading:
    """Say what was left over, and which words no production could take."""
    cursor, draft = Cursor(tokens, everything=True), Draft()
    leftovers: list[Span] = []
    diagnostics: list[Diagnostic] = []
    while not cursor.at_end:
        start = cursor.index
        if not is_between(cursor) and not take_item(cursor, draft):
            diagnostic = refuse(cursor, start, text)
            diagnostics.append(diagnostic)
            leftovers.append(diagnostic.span or Span(0, len(text)))
    return _finish(text, draft, leftovers, diagnostics)


def _read_parts(tokens: list[Token], text: str) -> Reading | None:
    """Read tokens as a sentence about several things, each sentence of it joining the one before as far as they fit."""
    parts: list[_Part] = []
    behind: list[Token] = []
    for segment in segments(tokens):
        each = each_costs(segment)
        draft = draft_of(each or segment, _last_step(parts[-1][0]) if parts else None)
        if draft is None:
            again = _together(behind, segment, text) if parts else None
            if again is None:
                return None
            behind = [*behind, again[1], *segment]
            parts[-1] = again[0]
            continue
        if each is not None:
            spread = _spread(parts, draft, text)
            if spread is None:
                return None
            parts = spread
            continue
        listed = one_by_one(draft)
        if len(listed) > 1:
            parts += [(one, _finish(text, one, [], []).rule) for one in listed]
            continue
        anew = bool(parts) and begins_another(parts[-1][0].clauses, draft.clauses)
        together = joined(parts[-1][0], draft) if parts and not anew else None
        rule = _finish(text, together, [], []).rule if together else None
        if together is not None and (rule is not None or not draft.clauses or parts[-1][1] is None):
            parts[-1] = (together, rule)
            behind = [*behind, _comma_before(segment), *segment]
        elif parts and _denies_alone(segment) and (again := _together(behind, segment, text)) is not None:
            behind = [*behind, again[1], *segment]
            parts[-1] = again[0]
        else:
            behind = segment
            parts.append((draft, _finish(text, draft, [], []).rule))
    rules = [in_words(missing_alone(rule, text)) for _, rule in parts if rule is not None]
    if same_thing_twice(rules) or len(rules) != len(parts) or not 1 < len(rules) <= MOST_PARTS:
        return None
    rules, aside = _without_asides(rules, text)
    if len(rules) == 1:
        return Reading(text, rules[0].model_copy(update={"source": text}), rules[0].clauses, diagnostics=aside)
    rules = with_what_it_earns(rules, text)
    if any(hangs_on_another(rule) for rule in rules) or any(map(goes_on_with_a_number, rules, rules[1:])):
        return None
    clauses = tuple(clause for rule in rules for clause in rule.clauses)
    notes = tuple(replace(note, text=text) for draft, _ in parts for note in draft.notes)
    whole = whole_of(rules, text)
    return None if _leaves_otherwise_alone(whole) else Reading(text, whole, clauses, diagnostics=(*notes, *aside))


def _leaves_otherwise_alone(whole: ScoringRule) -> bool:
    """Tell whether 否则 stands alone, what it is the contrary of having been taken for the full marks of all."""
    return any(all(family(clause) is None for clause in part.clauses) for part in whole.parts)


def _comma_before(segment: list[Token]) -> Token:
    start = segment[0].span.start
    return Token(Kind.SEPARATOR, ",", Span(start, start))


def _together(before: list[Token], segment: list[Token], text: str) -> tuple[_Part, Token] | None:
    """“控制在1%以内得2分，超过不得分”: the last words mean something only behind those of their own thing."""
    comma = _comma_before(segment)
    draft = draft_of([*before, comma, *segment])
    rule = None if draft is None else _finish(text, draft, [], []).rule
    return None if rule is None or draft is None else ((draft, rule), comma)


def _denies_alone(segment: list[Token]) -> bool:
    """报酬达80%以上的得2分，未达到的不得分: what names no thing of its own denies what stands before it."""
    bare = next((token.kind for token in segment if token.kind not in _DENYING), None)
    return bare in _AWARDS_BEGIN and segment[0].kind in (Kind.NOT, Kind.UNREACHED)


_DENYING = (Kind.NOT, Kind.UNREACHED, Kind.REACH, Kind.AT_TARGET, Kind.PARTICLE, Kind.SEPARATOR)
_AWARDS_BEGIN = (Kind.GET, Kind.NO_MARKS, Kind.DEDUCT)


def _without_asides(rules: list[ScoringRule], text: str) -> tuple[list[ScoringRule], tuple[Diagnostic, ...]]:
    """“……相符的得10分……存在违规支出的，酌情扣分”: the last is a person's, who types the points where it happened."""
    clear = [rule for rule in rules if not all(_takes_at_discretion(clause) for clause in rule.clauses)]
    if not clear or len(clear) == len(rules):
        return rules, ()
    asides = tuple(clause for rule in rules if rule not in clear for clause in rule.clauses)
    return clear, (_left_to_a_person(asides, text),)


def _takes_at_discretion(clause: Clause) -> bool:
    """A case in words, or something that may be found, without a number that says how often."""
    found = isinstance(clause.condition, Within) and clause.condition.basis is Basis.OCCURRENCES
    in_words = found or isinstance(clause.condition, Says)
    return in_words and isinstance(clause.award, Discretion) and clause.award.deducts and clause.award.low is None


_Part = tuple[Draft, ScoringRule | None]


def _spread(parts: list[_Part], draft: Draft, text: str) -> list[_Part] | None:
    """Give every part before the step that each of them is to have; None where one of them has its own."""
    found: list[_Part] = []
    for before, _ in parts:
        together = joined(before, draft)
        rule = _finish(text, together, [], []).rule if together is not None else None
        if together is None or rule is None or len(rule.steps) != 1:
            return None
        found.append((together, rule))
    return found


def _last_step(draft: Draft) -> PerStep | None:
    award = draft.clauses[-1].award if draft.clauses else None
    return award if isinstance(award, DeductPer | AddPer) else None


def _finish(text: str, draft: Draft, leftovers: list[Span], diagnostics: list[Diagnostic]) -> Reading:
    homeless = adopt_goal(draft)
    if homeless is not None and not diagnostics:
        diagnostics.append(error("E103", "这一句没有读到得分或扣分", text, homeless, "……得10分；……不得分"))
    read = and_each_more(count_missing(draft, tuple(continued(draft))))
    clauses = counted_once(each_up_to(settle(read), draft.cap))
    if draft.goes_on and not diagnostics and continued(draft) is draft.clauses:
        whole = Span(0, len(text))
        diagnostics.append(error("E103", "“以此类推”怎样推下去没有读懂", text, whole, "写明其余各档的得分"))
    if not diagnostics and not clauses:
        whole = Span(0, len(text))
        diagnostics.append(error("E103", "没有写明得分或扣分", text, whole, "……得10分，每低1个百分点扣1分"))
    if not diagnostics:
        diagnostics.extend(check_context(draft, clauses, text))
        diagnostics.extend(check_coherence(clauses, text, draft.cap))
        if draft.negative and draft.floor is not None and draft.floor.points is None:
            diagnostics.append(error("E107", "既写“扣完为止”，又写可计负分", text, draft.floor.span))
    if diagnostics:
        return Reading(text, None, clauses, tuple(leftovers), tuple(diagnostics))
    if is_beside_numbers(clauses):
        draft.notes.append(_left_to_a_person(clauses, text))
    rule = ScoringRule(
        clauses=clauses,
        items=items_of(draft, clauses),
        floor=draft.floor,
        cap=draft.cap,
        least=draft.least,
        full=draft.full,
        negative=draft.negative,
        source=text,
    )
    return Reading(text, rule, clauses, diagnostics=tuple(replace(note, text=text) for note in draft.notes))


def _left_to_a_person(clauses: tuple[Clause, ...], text: str) -> Diagnostic:
    span = next(clause.span for clause in clauses if isinstance(clause.award, Discretion))
    message = "评分标准另有要由人酌情评定的情形，按未出现这种情形计"
    return Diagnostic("N316", Severity.NOTE, message, text, span)
