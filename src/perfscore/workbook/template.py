"""The published text of a form enters, or nothing; an official-looking new workbook leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfscore.forms.schema import form_schema
from perfscore.grid.grouping import RuleMaximum
from perfscore.grid.read import read_form
from perfscore.grid.text import grid_from_text
from perfscore.rules.maximum import stated_maximum
from perfscore.workbook.state import STATE_SHEET, plan_state

if TYPE_CHECKING:
    from openpyxl import Workbook

SHEET = "目标表"
REPAIR_SHEET = "修复记录"


class UnreadableTextError(ValueError):
    """The text is no published form; the message says in Chinese what is missing."""


def build_template(text: str | None, *, raw: bool = False, rule_maximum: RuleMaximum = stated_maximum) -> Workbook:
    """Return a new workbook: the form of ``text`` as the office meant it, or a blank form without a text.

    Args:
        text: the published form, one line per row, cells parted by tabs.
        raw: keep the text's own columns and rows, shifted cells included.
        rule_maximum: tells the points a rule gives at most, for a weight that the text has lost.

    Raises:
        UnreadableTextError: no form is found in the text.
    """
    # Imported here: the engine must run, and be imported, without a spreadsheet library.
    from openpyxl import Workbook  # noqa: PLC0415

    from perfscore.workbook.official_form import TargetForm, write_raw, write_repairs  # noqa: PLC0415

    workbook = Workbook()
    sheet = workbook.active
    if sheet is None:
        raise AssertionError("a new workbook has a sheet")
    sheet.title = SHEET
    if text is None:
        TargetForm(sheet, form_schema("target_form"), has_added=True).blank()
        return workbook
    book = grid_from_text(text, SHEET)
    form, diagnostics = read_form(book, rule_maximum=rule_maximum)
    if form is None:
        raise UnreadableTextError("\n".join(str(entry) for entry in diagnostics))
    if raw:
        write_raw(sheet, book, form)
        return workbook
    places = TargetForm(sheet, form.schema).fill(form)
    write_repairs(workbook.create_sheet(REPAIR_SHEET), form, places)
    _mark_ours(workbook, REPAIR_SHEET)
    return workbook


def _mark_ours(workbook: Workbook, name: str) -> None:
    """Say in the workbook that a sheet is ours, so that it goes when the form alone is wanted."""
    sheet = workbook.create_sheet(STATE_SHEET)
    sheet.sheet_state = "veryHidden"
    for write in plan_state(None, (name,)).cells:
        sheet.cell(write.row, write.column, write.value)
