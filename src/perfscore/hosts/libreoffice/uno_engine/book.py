"""Workbooks as objects of xlwings, over UNO."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from perfscore.hosts.libreoffice.uno_engine.bridge import arguments, path_of, url_of
from perfscore.hosts.libreoffice.uno_engine.calls import Counted
from perfscore.hosts.libreoffice.uno_engine.document import Document
from perfscore.hosts.libreoffice.uno_engine.names import Names
from perfscore.hosts.libreoffice.uno_engine.sheet import Sheets

if TYPE_CHECKING:
    from perfscore.hosts.libreoffice.uno_engine.app import App

_FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".xls": "MS Excel 97",
    ".ods": "calc8",
}


class Books(Counted, base_classes.Books):
    """The open workbooks."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def app(self) -> App:
        """The program."""
        return self._app

    @property
    def api(self) -> Any:
        """Calc's own object."""
        return self._app.desktop

    @property
    def active(self) -> Book:
        """The workbook in front.

        Raises:
            KeyError: none is open.
        """
        model = self._app.active_model()
        if model is None:
            raise KeyError("no workbook is open")
        return Book(self._app, self._app.document(model))

    def __call__(self, name_or_index: int | str) -> Book:
        """Return the workbook of a name or at a place, from 1."""
        books = list(self)
        if isinstance(name_or_index, int):
            return books[name_or_index - 1]
        for book in books:
            if book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self._app.models())

    def __contains__(self, name: str) -> bool:
        return any(book.name.lower() == name.lower() for book in self)

    def __iter__(self) -> Iterator[Book]:
        return iter([Book(self._app, self._app.document(model)) for model in self._app.models()])

    def add(self) -> Book:
        """Make a new workbook."""
        return self._load("private:factory/scalc")

    def open(self, fullname: str, update_links: Any = None, read_only: bool | None = None, *_: Any, **__: Any) -> Book:
        """Open a file; links are not followed and macros not run.

        Raises:
            OSError: the office does not open it.
        """
        del update_links
        return self._load(url_of(fullname), ReadOnly=bool(read_only))

    def _load(self, url: str, **named: object) -> Book:
        # While the screen stands still a window would only flash up; one shown later is like one shown at once.
        hidden = not self._app.screen_updating
        options = arguments(MacroExecutionMode=0, UpdateDocMode=0, Hidden=hidden, **named)
        desktop = self._app.desktop
        model = self._app.in_main_thread(lambda: desktop.loadComponentFromURL(url, "_blank", 0, options))
        if model is None:
            raise OSError(f"LibreOffice 没有打开：{path_of(url)}")
        if not hidden:
            self._app.show(model)
        self._app.active = model
        if hidden:
            self._app.opened_hidden.append(model)
        return Book(self._app, self._app.document(model))


class Book(Counted, base_classes.Book):
    """One open workbook."""

    def __init__(self, app: App, document: Document) -> None:
        self._app = app
        self.document = document
        self._fullname: str | None = None

    @property
    def api(self) -> BookApi:
        """The workbook in Excel's own words, as far as host code needs them."""
        return BookApi(self)

    @property
    def app(self) -> App:
        """The program it is open in."""
        return self._app

    @property
    def name(self) -> str:
        """The file's name, the title of a workbook never saved."""
        return Path(self.fullname).name

    @property
    def fullname(self) -> str:
        """The file's path, the title of a workbook never saved."""
        # Asked once: xlwings compares books by name at every turn.
        if self._fullname is None:
            url = self.document.model.getURL()
            self._fullname = path_of(url) if url else str(self.document.model.getTitle())
        return self._fullname

    @property
    def sheets(self) -> Sheets:
        """The sheets."""
        return Sheets(self)

    @property
    def names(self) -> Names:
        """The defined names."""
        return Names(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save it where it is, or under another name, as the kind of file that the name says.

        Raises:
            ValueError: a kind of file that is not known here.
            FileNotFoundError: there is no such folder (LibreOffice would make it).
        """
        del password
        model = self.document.model
        if path is None and model.hasLocation():
            model.store()
            return
        target = Path(path if path is not None else f"{self.name}.xlsx").absolute()
        if target.suffix.lower() not in _FILTERS:
            raise ValueError(f"no kind of workbook: {target.name}")
        if not target.parent.is_dir():
            raise FileNotFoundError(target.parent)
        self._fullname = None
        model.storeAsURL(url_of(str(target)), arguments(FilterName=_FILTERS[target.suffix.lower()], Overwrite=True))

    def close(self) -> None:
        """Close it without saving."""
        self._app.forget(self.document)
        self.document.model.setModified(False)
        self._app.in_main_thread(lambda: self.document.model.close(True))

    def activate(self) -> None:
        """Bring it to the front."""
        self._app.active = self.document.model
        frame = self.document.model.getCurrentController().getFrame()
        frame.getContainerWindow().toFront()
        frame.activate()


class BookApi(Counted):
    """Excel's ``Workbook``, in part."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def ReadOnly(self) -> bool:  # noqa: N802 - Excel's name
        """Whether it was opened read-only."""
        return bool(self._book.document.model.isReadonly())

    @property
    def Path(self) -> str:  # noqa: N802
        """The folder, "" for a workbook never saved."""
        url = self._book.document.model.getURL()
        return str(Path(path_of(url)).parent) if url else ""

    def SaveCopyAs(self, Filename: str) -> None:  # noqa: N802, N803
        """Save the workbook as it is now under another name; it stays what and where it is.

        Raises:
            ValueError: a kind of file that is not known here.
        """
        target = Path(Filename).absolute()
        if target.suffix.lower() not in _FILTERS:
            raise ValueError(f"no kind of workbook: {target.name}")
        options = arguments(FilterName=_FILTERS[target.suffix.lower()], Overwrite=True)
        self._book.document.model.storeToURL(url_of(str(target)), options)

    @property
    def Saved(self) -> bool:  # noqa: N802
        """Whether nothing was changed since it was saved."""
        return not self._book.document.model.isModified()

    @Saved.setter
    def Saved(self, value: bool) -> None:  # noqa: N802
        self._book.document.model.setModified(not value)
