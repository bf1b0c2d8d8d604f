"""A workbook as grids in, its scored form and the plan of what to write out: what files and live hosts share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from perfscore.diagnostics import Diagnostic, Severity
from perfscore.engine.progress import Progress, untold
from perfscore.engine.scored_form import plan_workbook, score_form, total_remarks
from perfscore.forms.profile_files import load_profile
from perfscore.grid.columns import in_the_way
from perfscore.grid.form import Form
from perfscore.grid.join import contradicting_rules, join_rules, missing_rules, needs_rules
from perfscore.grid.plan import WorkbookPlan
from perfscore.grid.read import OUR_SHEETS, read_forms
from perfscore.grid.rulings_read import RULINGS_SHEET, Rulings, bind_rulings, read_rulings
from perfscore.grid.rulings_sheet import rulings_problem
from perfscore.grid.scored import ScoredForm
from perfscore.grid.sheet import GridBook
from perfscore.grid.state import KeptState, load_state, recognised
from perfscore.grid.summary_sheet import summary_problem
from perfscore.grid.surroundings import SUMMARY_SHEET
from perfscore.model.profile import Profile
from perfscore.rules.maximum import stated_maximum

Found = tuple[GridBook | None, tuple[Diagnostic, ...]]
"""A workbook that may hold a 目标表, or why it cannot be read."""


Partner = tuple[Form | None, tuple[Diagnostic, ...]]
"""A 目标表 found elsewhere, or why none can be used."""
_NO_RULES = frozenset(("G154", "G155"))


@dataclass(slots=True)
class BookForm:
    """The form of a workbook as read, joined and ready to score."""

    book: GridBook
    form: Form
    rulings: Rulings
    state: KeptState
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class ScoredBook:
    """The scored form and what to write."""

    scored: ScoredForm
    plan: WorkbookPlan | None = None
    refusal: Diagnostic | None = None
    """Why our own sheets cannot be written; there is no plan then."""
    diagnostics: tuple[Diagnostic, ...] = ()


def read_book(
    book: GridBook,
    *,
    sheet: str | None = None,
    rules: Callable[[], Found] | None = None,
    own: Callable[[], GridBook] | None = None,
    others: Callable[[], Iterable[GridBook]] = tuple,
    for_export: bool = False,
) -> tuple[BookForm | None, tuple[Diagnostic, ...]]:
    """Recognise the form of a workbook and join the rules to it.

    Args:
        book: the workbook.
        sheet: the only sheet to read.
        rules: gives the workbook that a person named for the 目标表; it goes before one in ``book`` itself.
        own: gives the whole workbook where ``book`` holds only a sheet of it, to look for a 目标表 there.
        others: gives further workbooks to look for one in, where there is none so far.
        for_export: rules are not needed.

    Returns:
        The form, or None and why there is none.
    """
    forms, remarks = read_forms(book, sheet=sheet, rule_maximum=stated_maximum)
    form = next((form for form in forms if form.rows), None)
    if form is None:
        return None, remarks
    form, joined = _with_rules(form, forms, rules, lambda form: _elsewhere(form, own, others))
    if not for_export and not any(row.rule_text for row in form.rows) and any(d.code in _NO_RULES for d in joined):
        return None, (*remarks, *joined)  # without any rule nothing can be scored, and what was scored before stays
    kept = load_state(book.state)
    unread = {one.name for one in book.sheets} - OUR_SHEETS - {sheet} if sheet is not None else set()
    rulings = bind_rulings(read_rulings(book), form, kept, unread=unread)
    found = [*remarks, *joined, *rulings.diagnostics]
    return BookForm(book, form, rulings, recognised(kept, form), found), ()


def _with_rules(
    form: Form, forms: Sequence[Form], rules: Callable[[], Found] | None, elsewhere: Callable[[Form], Partner]
) -> tuple[Form, list[Diagnostic]]:
    """Give a 自评表 the rules of the 目标表 in the named workbook, in the same one, or in another."""
    if not needs_rules(form):
        return form, []
    partner = next((other for other in forms if other is not form and other.rows and not needs_rules(other)), None)
    found: list[Diagnostic] = []
    if rules is not None:
        book, diagnostics = rules()
        found += diagnostics
        named, remarks = _partner_in(book, form) if book else (None, ())
        partner = named or partner
        found += [] if partner else remarks
    if partner is None:
        partner, remarks = elsewhere(form)
        if remarks:
            return form, [*found, *remarks]
    if partner is None:
        return form, [*found, *missing_rules(form)]
    joined, remarks = join_rules(form, partner)
    return joined, [*found, *remarks]


def _elsewhere(form: Form, own: Callable[[], GridBook] | None, others: Callable[[], Iterable[GridBook]]) -> Partner:
    """Find the 目标表 in the rest of the workbook, else in others: one that knows the form's indicators.

    Where two do and say different things, which one is meant is for a person to say.
    """
    mine = _partner_in(own(), form)[0] if own is not None else None
    if mine is not None:
        return mine, ()
    first: Form | None = None
    fitting: list[tuple[Form, list[str]]] = []
    for book in others():
        partner = _partner_in(book, form)[0]
        first = first or partner
        texts = [row.rule_text for row in join_rules(form, partner)[0].rows] if partner is not None else []
        if partner is not None and any(texts):
            fitting.append((partner, texts))
    if any(texts != fitting[0][1] for _, texts in fitting):
        return None, contradicting_rules(form)
    return (fitting[0][0] if fitting else first), ()


def _partner_in(book: GridBook, form: Form) -> tuple[Form | None, tuple[Diagnostic, ...]]:
    forms, remarks = read_forms(book, rule_maximum=stated_maximum)
    return next((other for other in forms if other.kind != form.kind and other.rows), None), remarks


def score_book(entry: BookForm, profile: Profile, progress: Progress = untold) -> ScoredBook:
    """Score a form and plan what to write; nothing is written here."""
    scored = score_form(entry.form, profile, entry.rulings, entry.state, progress)
    protected = frozenset(sheet.name for sheet in entry.book.sheets if sheet.is_protected)
    grids = {sheet.name: sheet for sheet in entry.book.sheets}
    blocked = (in_the_way(block, entry.form.schema, grids[block.sheet]) for block in entry.form.blocks)
    scored = replace(scored, protected_sheets=protected, in_the_way=next(filter(None, blocked), None))
    refusal = _own_sheet_refusal(entry.book)
    plan = plan_workbook(scored, entry.book, entry.rulings, entry.state) if refusal is None else None
    return ScoredBook(scored, plan, refusal, (*entry.diagnostics, *total_remarks(scored)))


def _own_sheet_refusal(book: GridBook) -> Diagnostic | None:
    """Say why our own sheets cannot be written: one is protected, or its columns cannot be told apart any more."""
    for sheet in book.sheets:
        if sheet.name in (SUMMARY_SHEET, RULINGS_SHEET) and sheet.name in book.our_sheets and sheet.is_protected:
            message = f"工作表“{sheet.name}”受保护，程序不会解除，没有写入；请先由保护人撤销保护，计分后再保护"
            return Diagnostic("F304", Severity.ERROR, message)
    return summary_problem(book) or rulings_problem(book)


def unknown_columns(entry: BookForm) -> str:
    """Name the columns of ours that cannot be told from a person's: they would be left in the 上报版."""
    if entry.book.state is not None and not any(block.added for block in entry.form.blocks):
        return "“计分状态”等"
    lost = dict.fromkeys(key for block in entry.form.blocks for key in block.lost)
    return "、".join(f"“{entry.form.schema.spec(key).header}”" for key in lost)


def chosen_profile(profile: Profile | str | None) -> Profile:
    """Return the profile itself or the one of that name.

    Raises:
        LookupError: there is no profile of that name.
    """
    return profile if isinstance(profile, Profile) else load_profile(profile or "default")
