"""Deadlines: a day or the end of a month by which something has to be done, and whether it was."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Literal

from perfscore.model.base import Model


class Deadline(Model):
    """时限: 12月31日前, 6月底前; ``day`` is None for the end of the month, ``year`` where none is written."""

    month: int
    day: int | None = None
    year: int | None = None

    def in_year(self, year: int) -> date:
        """Return the last day on which it is in time; ``year`` counts where none is written."""
        year = self.year or year
        last = monthrange(year, self.month)[1]
        return date(year, self.month, min(self.day or last, last))


class InTime(Model):
    """12月31日前完成, 按时完成: done by the deadline, after it, or not done by it.

    ``deadline`` is None where the sentence leaves it to the row (按时). 逾期完成 is done ``after`` it; 未按时完成 is
    ``not_by``, done later or not at all.
    """

    kind: Literal["in_time"] = "in_time"
    act: str
    subject: str = ""
    deadline: Deadline | None = None
    when: Literal["by", "after", "not_by"] = "by"
