"""A serial number in, a date out, in both of Excel's date systems (ECMA-376 part 1, 18.17.4)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

_SECONDS_PER_DAY = 86_400
LEAP_QUIRK = 60
"""Serial 60 is 1900-02-29, a day that never was: Excel keeps it for the sake of Lotus 1-2-3."""
_LAST_SERIAL = 2_958_466
_EPOCH_1900 = date(1899, 12, 30)
_EPOCH_1904 = date(1904, 1, 1)

Moment = date | datetime | time


def split_serial(serial: Decimal) -> tuple[int, int]:
    """Return the whole days of a serial number and the seconds of the day, rounded to whole seconds."""
    seconds = int((serial * _SECONDS_PER_DAY).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return divmod(seconds, _SECONDS_PER_DAY)


def day_of(days: int, *, uses_1904: bool) -> date | None:
    """Return the day with this number, None where the system has no such day."""
    if uses_1904:
        return _EPOCH_1904 + timedelta(days=days) if 0 <= days < _LAST_SERIAL - 1462 else None
    if days == LEAP_QUIRK or not 1 <= days < _LAST_SERIAL:
        return None
    return _EPOCH_1900 + timedelta(days=days + (1 if days < LEAP_QUIRK else 0))


def from_serial(serial: Decimal, *, uses_1904: bool, shows_date: bool) -> Moment | None:
    """Return the moment that a serial number stands for.

    Args:
        serial: days since the system's first day, the time as a fraction.
        uses_1904: the workbook counts from 1904-01-01.
        shows_date: the number format shows year, month or day, not only a time.

    Returns:
        A date without time of day, a datetime, a time (serials below 1 that show no date), or None.
    """
    if not 0 <= serial < _LAST_SERIAL:
        return None
    days, seconds = split_serial(serial)
    clock = time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    if days == 0 and not shows_date:
        return clock
    day = day_of(days, uses_1904=uses_1904)
    if day is None:
        return None
    return datetime.combine(day, clock) if seconds else day


def from_iso(text: str) -> Moment | None:
    """Return the moment of an ISO 8601 cell (``t="d"``, strict files), None where it is none."""
    text = text.strip().removesuffix("Z")
    for read in (date.fromisoformat, time.fromisoformat, datetime.fromisoformat):
        try:
            found = read(text)
        except ValueError:
            continue
        return _without_midnight(found)
    return None


def _without_midnight(moment: Moment) -> Moment:
    if isinstance(moment, datetime) and moment.time() == time():
        return moment.date()
    return moment
