"""The office program as an object of xlwings, over UNO."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from perfscore.hosts.libreoffice.office import Office
from perfscore.hosts.libreoffice.uno_engine.app_api import AppApi
from perfscore.hosts.libreoffice.uno_engine.area import area_of
from perfscore.hosts.libreoffice.uno_engine.book import Book, Books
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.document import Document
from perfscore.hosts.libreoffice.uno_engine.main_thread import Result, in_main_thread
from perfscore.hosts.libreoffice.uno_engine.range import Range
from perfscore.hosts.libreoffice.uno_engine.several import several

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.engine import CalcEngine

_SPREADSHEET = "com.sun.star.sheet.SpreadsheetDocument"
_ANY_RESULT = 1 | 2 | 4  # com.sun.star.sheet.FormulaResult: numbers, texts, errors


class App(Counted, base_classes.App):
    """A running LibreOffice."""

    # Kept for whoever asks: there is nothing to switch.
    display_alerts = True
    enable_events = True
    interactive = True
    cut_copy_mode = False

    def __init__(self, engine: CalcEngine, office: Office) -> None:
        self._engine = engine
        self.office = office
        self.desktop = office.service("com.sun.star.frame.Desktop")
        self.active: Any = None
        self.copied: Range | None = None
        self.window_split: dict[str, tuple[int, int]] = {}
        self._documents: dict[str, Document] = {}
        self._still: list[Document] = []
        self.opened_hidden: list[Any] = []
        self._indicator: Any = None
        self._status: str | bool = False
        self._visible = False

    @property
    def engine(self) -> CalcEngine:
        """The engine it belongs to."""
        return self._engine

    @property
    def api(self) -> AppApi:
        """The program in Excel's own words, as far as host code needs them."""
        return AppApi(self)

    @property
    def pid(self) -> int:
        """The number of its process, 0 where we did not start it."""
        return self.office.pid

    @property
    def version(self) -> str:
        """The version of LibreOffice."""
        return ".".join(map(str, self.office.version))

    @property
    def books(self) -> Books:
        """The open workbooks."""
        return Books(self)

    def in_main_thread(self, work: Callable[[], Result]) -> Result:
        """Do what opens, closes or changes sheets, so that nothing else happens in the program meanwhile."""
        return in_main_thread(self.office, work)

    def models(self) -> list[Any]:
        """Return the open spreadsheet documents as Calc's own objects."""
        return [one for one in self.desktop.getComponents() if _is_spreadsheet(one)]

    def document(self, model: Any) -> Document:
        """Return what is known of an open document, the same object each time."""
        uid = str(model.RuntimeUID)
        if uid not in self._documents:
            self._documents[uid] = Document(model)
        return self._documents[uid]

    def forget(self, document: Document) -> None:
        """Let go of a document that is to be closed."""
        uid = str(document.model.RuntimeUID)
        self._documents.pop(uid, None)
        self._still = [one for one in self._still if one is not document]
        if self.active is not None and self.active.RuntimeUID == uid:
            self.active = None
        if self.copied is not None and self.copied.sheet.document is document:
            self.copied = None

    def show(self, model: Any) -> None:
        """Show the window of a document opened before; one that was never shown can have no panes frozen.

        A program that we started need not paint for nobody, so its windows go again.
        """
        window = model.getCurrentController().getFrame().getContainerWindow()
        window.setVisible(True)
        if self.office.process is not None:
            window.setVisible(False)

    def active_model(self) -> Any:
        """Return the document of the front window, else the one opened or activated last."""
        front = self.desktop.getCurrentComponent()
        if _is_spreadsheet(front):
            return front
        models = self.models()
        if self.active not in models:  # closed meanwhile, by a person too
            self.active = models[-1] if models else None
        return self.active

    def active_place(self) -> tuple[int, int] | None:
        """Return row and column of the active cell, from 0."""
        chosen = self.selection
        return (chosen.area.top, chosen.area.left) if chosen is not None else None

    @property
    def selection(self) -> Range | None:
        """The selected cells, several areas as one range; None where none are."""
        model = self.active_model()
        if model is None:
            return None
        chosen = model.getCurrentSelection()
        if chosen is None or (not hasattr(chosen, "getRangeAddresses") and not hasattr(chosen, "getRangeAddress")):
            return None
        alone = hasattr(chosen, "getRangeAddress")
        addresses = [chosen.getRangeAddress()] if alone else list(chosen.getRangeAddresses())
        sheet = Book(self, self.document(model)).sheets(addresses[0].Sheet + 1)
        areas = [area_of(address) for address in addresses if address.Sheet == addresses[0].Sheet]
        return sheet.of_area(areas[0]) if len(areas) == 1 else several(sheet, areas)

    @property
    def visible(self) -> bool:
        """Whether the program shows itself: kept only, its command line decides."""
        return self._visible

    @visible.setter
    def visible(self, value: bool) -> None:
        self._visible = bool(value)

    @property
    def screen_updating(self) -> bool:
        """Whether changes are drawn and can be undone.

        Calc's own undo does not bring back the values of a block. So, as in Excel after a macro, nothing can be undone
        after changes that were made while this was off.
        """
        return not self._still

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value:
            for document in self._still:
                with contextlib.suppress(Exception):  # closed meanwhile
                    document.go_on()
            self._still = []
            for model in self.opened_hidden:
                with contextlib.suppress(Exception):  # closed meanwhile
                    self.show(model)
            self.opened_hidden = []
        elif not self._still:
            self._still = [self.document(model) for model in self.models()]
            for document in self._still:
                document.stand_still()

    @property
    def calculation(self) -> str:
        """``automatic`` or ``manual``, of the workbook in front."""
        model = self.active_model()
        return "manual" if model is not None and not model.isAutomaticCalculationEnabled() else "automatic"

    @calculation.setter
    def calculation(self, value: str) -> None:
        for model in self.models():
            if value == "manual" and model.isAutomaticCalculationEnabled():
                _settle(model)
            model.enableAutomaticCalculation(value != "manual")

    def calculate(self) -> None:
        """Calculate what is out of date in all workbooks."""
        for model in self.models():
            model.calculate()

    @property
    def status_bar(self) -> str | bool:
        """The words in the status bar, False where the program shows its own."""
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool | None) -> None:
        self._status = value or False
        indicator = self._indicator
        if not value:
            self._indicator = None
            if indicator is not None:
                with contextlib.suppress(Exception):  # its window has closed meanwhile
                    indicator.end()
            return
        if indicator is not None:
            with contextlib.suppress(Exception):  # its window has closed meanwhile
                indicator.setText(str(value))
                return
            self._indicator = None
        model = self.active_model()
        if model is not None:
            self._indicator = model.getCurrentController().getFrame().createStatusIndicator()
            self._indicator.start(str(value), 100)

    def activate(self, steal_focus: bool = False) -> None:
        """Bring the program to the front of xlwings' list."""
        del steal_focus
        self._engine.apps.put_first(self)

    def quit(self) -> None:
        """Close all workbooks without saving, and the program if we started it."""
        for book in list(Books(self)):
            book.close()
        self._engine.apps.remove(self)
        self.office.close()

    def kill(self) -> None:
        """End the program."""
        self.quit()


def _settle(model: Any) -> None:
    """Calculate what Calc has put off until somebody looks: once calculation is manual it would read as 0.

    In Excel nothing is out of date when a macro begins. Asking for formulas by the kind of their results makes Calc
    look at every one, and calculates only those that wait.
    """
    model.calculate()
    for name in model.Sheets.ElementNames:
        model.Sheets.getByName(name).queryFormulaCells(_ANY_RESULT)


def _is_spreadsheet(component: Any) -> bool:
    try:
        return bool(component.supportsService(_SPREADSHEET))
    except AttributeError:  # nothing there, or a window without a document: asking first would be a question more
        return False
