"""A number and its format in, the words a person sees in the cell out."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Context, Decimal

from perfscore.workbook.dates import LEAP_QUIRK, Moment, day_of, split_serial
from perfscore.workbook.number_format import NumberFormat, Section, Token

_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_GENERAL_WIDTH = 11
_SMALLEST_PLAIN = Decimal("1E-9")
_WEEKDAYS = "一二三四五六日"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def show_general(number: Decimal) -> str:
    """Return a number under General: whole numbers in full, others within 11 characters as Excel shows them."""
    if number == number.to_integral_value():
        return format(number.quantize(Decimal(1), context=_WIDE), "f")
    if abs(number) < _SMALLEST_PLAIN:
        return _scientific(number, 5)
    whole_digits = max(number.adjusted() + 1, 1)
    places = max(_GENERAL_WIDTH - 1 - whole_digits, 0)
    return _trimmed(format(number.quantize(Decimal(1).scaleb(-places), context=_WIDE), "f"))


def show_number(number: Decimal, how: NumberFormat) -> str:
    """Return a number under a format that is not a date format."""
    section, magnitude = _choose(number, how)
    if section.has("general"):
        return _around(section, show_general(magnitude))
    if section.has("elapsed"):
        return _elapsed(magnitude, section)
    if section.has("text"):
        return _around(section, show_general(magnitude))
    return _digits(magnitude, section)


def show_text(text: str, how: NumberFormat) -> str:
    """Return a text under a format: only a section with ``@`` adds words to it."""
    section = next((section for section in how.sections if section.has("text")), None)
    if section is None:
        return text
    return "".join(text if token.kind == "text" else _literal(token) for token in section.tokens)


def show_serial(serial: Decimal, how: NumberFormat, *, uses_1904: bool) -> str:
    """Return a serial number under a date format."""
    days, seconds = split_serial(serial)
    if days == LEAP_QUIRK and not uses_1904:
        return "1900/2/29"
    day = day_of(days, uses_1904=uses_1904)
    if day is None and days != 0:
        return show_general(serial)
    return _date_words(how.sections[0], day or date(1900, 1, 1), seconds)


def show_moment(moment: Moment, how: NumberFormat) -> str:
    """Return a moment of a strict file under its format, in ISO form where the format is none for dates."""
    if not how.is_date:
        return moment.isoformat(" ") if isinstance(moment, datetime) else moment.isoformat()
    clock = moment if isinstance(moment, time) else moment.time() if isinstance(moment, datetime) else time()
    day = date(1900, 1, 1) if isinstance(moment, time) else moment
    return _date_words(how.sections[0], day, clock.hour * 3600 + clock.minute * 60 + clock.second)


def _choose(number: Decimal, how: NumberFormat) -> tuple[Section, Decimal]:
    """Return the section for the number and the number as that section shows it (its own sign dropped)."""
    sections = [section for section in how.sections if not section.has("text")] or [how.sections[0]]
    for section in sections:
        if section.operator and _holds(number, section):
            return section, number
    if sections[0].operator:
        return sections[-1], number
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:  # noqa: PLR2004 - positive; negative; zero
        return sections[2], number
    return sections[0], number


def _holds(number: Decimal, section: Section) -> bool:
    limit = Decimal(section.limit)
    match section.operator:
        case "<":
            return number < limit
        case "<=":
            return number <= limit
        case ">":
            return number > limit
        case ">=":
            return number >= limit
        case "=":
            return number == limit
        case _:
            return number != limit


def _literal(token: Token) -> str:
    if token.kind == "literal":
        return token.text
    if token.kind == "percent":
        return "%"
    return " " if token.kind == "pad" and token.text.startswith("_") else ""


def _around(section: Section, shown: str) -> str:
    words = (shown if token.kind in ("general", "text") else _literal(token) for token in section.tokens)
    return "".join(words).strip()


def _digits(number: Decimal, section: Section) -> str:
    """Return a number in digits: places, grouping, scaling, percent, exponent, and the words around it."""
    spots = [place for place, token in enumerate(section.tokens) if token.kind in ("digit", "point", "exponent")]
    if not spots:
        return "".join(_literal(token) for token in section.tokens).strip()
    first, last = spots[0], spots[-1]
    body = section.tokens[first : last + 1]
    if any(token.text == "/" for token in body) and not any(token.kind == "point" for token in body):
        return show_general(number)
    percents = sum(token.kind == "percent" for token in section.tokens)
    trailing = _trailing_commas(section.tokens[last + 1 :])
    shown = _body(number * 100**percents / Decimal(1000) ** trailing, body)
    before = "".join(_literal(token) for token in section.tokens[:first])
    after = "".join(_literal(token) for token in section.tokens[last + 1 :])
    sign = "-" if shown.startswith("-") else ""
    return f"{sign}{before}{shown.removeprefix('-')}{after}".strip()


def _trailing_commas(tokens: tuple[Token, ...]) -> int:
    count = 0
    for token in tokens:
        if token.kind != "comma":
            break
        count += 1
    return count


def _body(number: Decimal, body: tuple[Token, ...]) -> str:
    point = next((place for place, token in enumerate(body) if token.kind == "point"), len(body))
    power = next((place for place, token in enumerate(body) if token.kind == "exponent"), len(body))
    places = [token.text for token in body[point + 1 : power] if token.kind == "digit"]
    if power < len(body):
        return _scientific(number, len(places), keep_zeros=True)
    shown = format(number.quantize(Decimal(1).scaleb(-len(places)), context=_WIDE), "f")
    is_negative = shown.startswith("-") and any(digit in "123456789" for digit in shown)
    whole, _, rest = shown.removeprefix("-").partition(".")
    wanted = sum(token.text == "0" for token in body[:point])
    whole = "" if whole == "0" and not wanted else whole.zfill(wanted)
    if any(token.kind == "comma" for token in body[:point]):
        whole = _grouped(whole)
    inner = "".join(token.text for token in body if token.kind == "literal")
    while rest and places[len(rest) - 1] != "0" and rest.endswith("0"):
        rest = rest[:-1]
    tail = f".{rest}" if point < len(body) else ""
    return f"{'-' if is_negative else ''}{whole}{tail}{inner}"


def _grouped(whole: str) -> str:
    start = len(whole) % 3
    groups = [whole[place : place + 3] for place in range(start, len(whole), 3)]
    return ",".join(([whole[:start]] if start else []) + groups)


def _scientific(number: Decimal, places: int, *, keep_zeros: bool = False) -> str:
    mantissa, _, power = format(number, f".{places}E").partition("E")
    value = int(power)
    mantissa = mantissa if keep_zeros else _trimmed(mantissa)
    return f"{mantissa}E{'-' if value < 0 else '+'}{abs(value):02d}"


def _trimmed(shown: str) -> str:
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _elapsed(number: Decimal, section: Section) -> str:
    days, seconds = split_serial(abs(number))
    total = days * 86_400 + seconds
    words: list[str] = []
    for token in section.tokens:
        unit = token.text.strip("[]")[:1]
        if token.kind == "elapsed":
            words.append(str(total // {"h": 3600, "m": 60, "s": 1}[unit]).zfill(len(token.text) - 2))
        elif token.kind == "date" and unit in "ms":
            part = total // 60 % 60 if unit == "m" else total % 60
            words.append(str(part).zfill(len(token.text)))
        else:
            words.append(_literal(token))
    return ("-" if number < 0 else "") + "".join(words)


def _date_words(section: Section, day: date, seconds: int) -> str:
    words: list[str] = []
    previous = ""
    for place, token in enumerate(section.tokens):
        if token.kind == "half":
            words.append(_half_day(token.text, seconds // 3600))
        elif token.kind == "date":
            is_minute = previous == "h" or _next_unit(section.tokens[place + 1 :]) == "s"
            is_clock = token.text[0] in "hs" or (token.text[0] == "m" and is_minute)
            twelve = section.has("half")
            words.append(_clock_word(token.text, seconds, twelve=twelve) if is_clock else _day_word(token.text, day))
            previous = token.text[0]
        else:
            words.append(token.text if token.kind in ("comma", "point") else _literal(token))
    return "".join(words).strip()


def _clock_word(token: str, seconds: int, *, twelve: bool) -> str:
    hour = seconds // 3600
    number = {"h": (hour % 12 or 12) if twelve else hour, "m": seconds // 60 % 60, "s": seconds % 60}[token[0]]
    return str(number).zfill(min(len(token), 2))


def _half_day(text: str, hour: int) -> str:
    morning, _, evening = text.partition("/")
    return morning if hour < 12 else evening  # noqa: PLR2004 - noon


def _next_unit(tokens: tuple[Token, ...]) -> str:
    return next((token.text[0] for token in tokens if token.kind == "date"), "")


def _day_word(token: str, day: date) -> str:
    match token[0], len(token):
        case "y", 1 | 2:
            return f"{day.year % 100:02d}"
        case "y" | "e", _:
            return str(day.year)
        case "m", 1 | 2 as width:
            return str(day.month).zfill(width)
        case "m", 3:
            return _MONTHS[day.month - 1]
        case "m", _:
            return f"{day.month}月"
        case "d", 1 | 2 as width:
            return str(day.day).zfill(width)
        case "a", 3:
            return _WEEKDAYS[day.weekday()]
        case _:
            return f"星期{_WEEKDAYS[day.weekday()]}"
