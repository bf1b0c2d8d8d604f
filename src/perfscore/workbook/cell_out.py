"""A value to write in, the ``<c>`` element out (ECMA-376 part 1, 18.3.1.4)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from perfscore.grid.plan import CellWrite, PlannedValue
from perfscore.workbook.xstring import escape_text, fit_cell


def cell_xml(prefix: str, ref: str, style: int, write: CellWrite) -> str:
    """Return the element of one cell.

    Text is an inline string, so it is text whatever it begins with and sharedStrings.xml stays as it is.

    Args:
        prefix: the sheet's own element prefix with its colon, or nothing.
        ref: the address, ``B7``.
        style: the style index.
        write: what to write; a value that is neither text nor a finite number is our mistake.

    Raises:
        ValueError: the number is infinite or no number.
    """
    head = f'<{prefix}c r="{ref}"' + (f' s="{style}"' if style else "")
    if write.formula is not None:
        return _formula_xml(prefix, head, write.formula, write.value)
    value = write.value
    if value is None:
        return head + "/>"
    if isinstance(value, str):
        p, text = prefix, escape_text(fit_cell(value))
        return f'{head} t="inlineStr"><{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is></{p}c>'
    return f"{head}><{prefix}v>{number_text(value)}</{prefix}v></{prefix}c>"


def _formula_xml(prefix: str, head: str, formula: str, value: PlannedValue) -> str:
    words = f"<{prefix}f>{escape_text(formula)}</{prefix}f>"
    if value is None:
        return f"{head}>{words}</{prefix}c>"
    if isinstance(value, str):
        return f'{head} t="str">{words}<{prefix}v>{escape_text(fit_cell(value))}</{prefix}v></{prefix}c>'
    return f"{head}>{words}<{prefix}v>{number_text(value)}</{prefix}v></{prefix}c>"


@lru_cache(maxsize=4096)
def number_text(number: Decimal) -> str:
    """Return a number as it stands in ``<v>``: digits and a point, no exponent, no trailing zeros.

    Raises:
        ValueError: the number is infinite or no number.
    """
    if not number.is_finite():
        raise ValueError(f"a cell cannot hold {number}")
    shown = format(number, "f")
    shown = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return "0" if shown in ("-0", "") else shown
