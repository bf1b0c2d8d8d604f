"""Which productions a place can begin with: its first token and what is to come, to the productions worth trying.

The table only saves time: what it rules out would fail. tests/rules holds it to that on every sentence of the corpus.
A production without a line is tried everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from perfscore.rules.and_so_on import take_and_so_on
from perfscore.rules.between import take_interpolation
from perfscore.rules.branches import take_labelled, take_said_anyway
from perfscore.rules.checklists import take_lost_one
from perfscore.rules.cursor import Cursor
from perfscore.rules.draft import Draft
from perfscore.rules.earning_steps import take_early_step, take_earning_step, take_same_step
from perfscore.rules.exceptions import take_exception
from perfscore.rules.gap_steps import take_gap_step
from perfscore.rules.goals import take_goal, take_reached
from perfscore.rules.growth import take_change
from perfscore.rules.labels import take_points_first, take_question
from perfscore.rules.lexicon import Kind
from perfscore.rules.limits import take_limit, take_points_of_all
from perfscore.rules.lookahead import ANYTHING, LISTED, OF_ALL, PER_UNIT, any_of
from perfscore.rules.parallel import take_each, take_parallel
from perfscore.rules.parallel_steps import take_parallel_steps
from perfscore.rules.partials import take_partial
from perfscore.rules.ranks import take_field, take_numbers_beside_numbers, take_numbers_in_parallel
from perfscore.rules.series import take_free_first, take_series
from perfscore.rules.shares import take_ceiling, take_share
from perfscore.rules.steps import take_event_step, take_slash_step
from perfscore.rules.titles import take_recurring, take_title
from perfscore.rules.vetoes import take_veto
from perfscore.rules.weighted import take_weighted

Production = Callable[[Cursor, Draft], bool]


@dataclass(frozen=True, slots=True)
class Gate:
    """The kinds that the first token may have, and sets of which one each has to be to come."""

    begins: int = ANYTHING
    needs: tuple[int, ...] = ()

    def opens(self, first: int, ahead: int) -> bool:
        """Tell whether the production may succeed where these bits stand and come."""
        return bool(first & self.begins) and all(ahead & need for need in self.needs)


_NUMBER, _POINTS, _DEDUCT = any_of(Kind.NUMBER), any_of(Kind.POINTS), any_of(Kind.DEDUCT)
_EACH, _UNIT, _ADD = any_of(Kind.EACH), any_of(Kind.UNIT), any_of(Kind.ADD)
_OPEN, _CLOSE = any_of(Kind.OPEN), any_of(Kind.CLOSE)
_SIDES = any_of(Kind.BELOW, Kind.INCOMPLETE, Kind.FALL, Kind.ABOVE, Kind.RISE, Kind.BEHIND)
_GAPS = _SIDES | any_of(Kind.APART, Kind.EITHER, Kind.LATE, Kind.OVER_BUDGET, Kind.UNREACHED, Kind.NOT)
_CHANGES = any_of(Kind.RISE, Kind.FALL, Kind.FLAT)
_TO_REACH = any_of(Kind.COVERED, Kind.IN_BUDGET, Kind.OVER_BUDGET, Kind.LAST_YEAR, Kind.LAST_PERIOD)
_SIGNS = any_of(Kind.AT_LEAST, Kind.AT_MOST, Kind.ABOVE, Kind.BELOW)

_GATES: dict[Production, Gate] = {
    take_veto: Gate(needs=(any_of(Kind.VETO),)),
    take_said_anyway: Gate(any_of(Kind.SAID_ANYWAY)),
    take_title: Gate(needs=(_OPEN, _POINTS, _CLOSE)),
    take_points_of_all: Gate(_OPEN),
    take_exception: Gate(needs=(_CLOSE | any_of(Kind.FULL),)),
    take_recurring: Gate(needs=(any_of(Kind.EVERY), _NUMBER)),
    take_field: Gate(needs=(_NUMBER, _UNIT, any_of(Kind.RANKING))),
    take_limit: Gate(
        any_of(Kind.NO_LIMIT, Kind.NEGATIVE, Kind.TO_THE_END, Kind.TO_THE_TOP, Kind.AT_WORST, Kind.AT_BEST)
        | any_of(Kind.AT_MOST, Kind.TEXT, Kind.NUMBER, Kind.MOST_ADDED, Kind.MOST_EACH_WAY, Kind.LOWEST)
        | any_of(Kind.IN_ALL, Kind.FULL, Kind.AND, Kind.OPEN)
    ),
    take_partial: Gate(any_of(Kind.INCOMPLETE)),
    take_and_so_on: Gate(any_of(Kind.AND_SO_ON)),
    take_series: Gate(needs=(any_of(Kind.TOP), any_of(Kind.RESPECTIVELY), _DEDUCT)),
    take_free_first: Gate(needs=(any_of(Kind.TOP, Kind.ABOVE), _EACH, _DEDUCT)),
    take_weighted: Gate(needs=(_NUMBER, any_of(Kind.EQUALS, Kind.COLON))),
    take_gap_step: Gate(
        needs=(_EACH | _GAPS | any_of(Kind.OR_MORE, Kind.OR_LESS), _NUMBER, _DEDUCT | _ADD | any_of(Kind.EITHER_VERB))
    ),
    take_early_step: Gate(needs=(_EACH, any_of(Kind.QUALIFIER), _ADD)),
    take_event_step: Gate(needs=(_EACH | _NUMBER, _UNIT, _DEDUCT)),
    take_slash_step: Gate(needs=(_DEDUCT | _ADD, PER_UNIT)),
    take_earning_step: Gate(needs=(_EACH | _ADD | any_of(Kind.GET), _POINTS, _UNIT | _NUMBER)),
    take_same_step: Gate(any_of(Kind.TEXT, Kind.GRADE, Kind.HEDGE), (_POINTS,)),
    take_ceiling: Gate(needs=(any_of(Kind.ABOVE),)),
    take_numbers_in_parallel: Gate(needs=(any_of(Kind.RESPECTIVELY),)),
    take_numbers_beside_numbers: Gate(any_of(Kind.ACT, Kind.TEXT, Kind.RATE, Kind.NUMBER), (_NUMBER, _UNIT)),
    take_parallel_steps: Gate(needs=(any_of(Kind.RESPECTIVELY), _UNIT, _POINTS)),
    take_parallel: Gate(needs=(any_of(Kind.RESPECTIVELY),)),
    take_each: Gate(needs=(OF_ALL, _POINTS)),
    take_points_first: Gate(any_of(Kind.GET, Kind.NUMBER), (_POINTS, any_of(Kind.COLON))),
    take_question: Gate(any_of(Kind.TEXT)),
    take_interpolation: Gate(needs=(any_of(Kind.INTERPOLATE),)),
    take_lost_one: Gate(needs=(LISTED, _DEDUCT | _OPEN | any_of(Kind.NO_MARKS, Kind.GET))),
    take_reached: Gate(any_of(Kind.REACH)),
    take_labelled: Gate(any_of(Kind.GRADE)),
    take_change: Gate(_CHANGES | any_of(Kind.NOT)),
    take_share: Gate(needs=(any_of(Kind.SHARE),)),
    take_goal: Gate(needs=(_NUMBER | _CHANGES | _TO_REACH | _SIGNS,)),
}


def worth_trying(productions: tuple[Production, ...], first: int, ahead: int) -> tuple[Production, ...]:
    """Return the productions, in their order, that may succeed at a place with these bits."""
    return tuple(one for one in productions if (gate := _GATES.get(one)) is None or gate.opens(first, ahead))
