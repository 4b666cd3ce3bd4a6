"""Decides what the page of bookkeeping does: months that wait, one file, files so far, the export for an audit."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol

from domain.application import Event
from domain.bookkeeping.export_bookings import BookingsExported, ExportBookings
from domain.bookkeeping.facts import ExportId
from domain.business import Business
from domain.views.bookkeeping import ExportPreview, ExportRow, WaitingMonth
from ui.background import Cancelled, Progress
from ui.backoffice.asking import Asker, give
from ui.backoffice.bookkeeping.audit_file import write_audit
from ui.desk import Desk
from ui.language import _, count
from ui.shell.port import Shell


class BooksView(Protocol):
    def show_months(self, months: Sequence[WaitingMonth]) -> None: ...

    def show_preview(self, preview: ExportPreview | None) -> None: ...

    def show_exports(self, rows: Sequence[ExportRow]) -> None: ...

    def show_years(self, years: Sequence[int]) -> None: ...

    def audit_ended(self) -> None: ...


class BooksPresenter:
    def __init__(self, shell: Shell, desk: Desk, view: BooksView, askers: Sequence[Asker]) -> None:
        self._shell, self._desk, self._view = shell, desk, view
        self._months, self._previews, self._exports, self._years = askers
        self.preview: ExportPreview | None = None

    def load(self) -> None:
        books = self._desk.office.bookkeeping
        self._months.ask(books.waiting_months, self._view.show_months)
        self._exports.ask(books.exports, self._view.show_exports)
        self._years.ask(books.years, self._view.show_years)

    def choose(self, month: date | None) -> None:
        """None: nothing waits."""
        self.preview = None
        self._view.show_preview(None)
        if month is not None:
            self._previews.ask(partial(self._desk.office.bookkeeping.preview, month), self._show_preview)

    def write(self) -> None:
        """The file of the month that is shown."""
        preview = self.preview
        if preview is None:
            return
        command = ExportBookings(preview.first, preview.waiting)
        give(self._shell, self._desk, command, self._written, self._failed)

    def open_again(self, export_id: ExportId) -> None:
        """The very bytes that were handed out, into the folder of papers."""

        def work() -> Path:
            paper = self._desk.office.bookkeeping.export(export_id)
            return self._desk.folder.keep(paper.file_name, paper.content)

        def done(path: Path) -> None:
            self._shell.toast(_("{file} lies in {folder}.").format(file=path.name, folder=path.parent))

        self._shell.services.background.run(work, done, self._shell.show_refusal)

    def audit(self, first: date, last: date, path: Path, progress: Progress) -> None:
        """On a thread of its own: nobody's scan waits for it."""

        books, run_other = self._desk.office.bookkeeping, self._shell.services.background.run_other

        def begin(seller: Business) -> None:
            span = (first, last)
            run_other(lambda: write_audit(path, books.audit(*span), seller, span, progress.report), done, failed)

        def done(rows: int) -> None:
            self._view.audit_ended()
            written = count("{count} row", "{count} rows", rows)
            self._shell.toast(_("{file} is written: {rows}.").format(file=path.name, rows=written))

        def failed(error: Exception) -> None:
            self._view.audit_ended()
            if not isinstance(error, Cancelled):
                self._shell.show_refusal(error)

        self._shell.services.background.run(books.seller, begin, failed)

    def _show_preview(self, preview: ExportPreview) -> None:
        self.preview = preview
        self._view.show_preview(preview)

    def _written(self, event: Event) -> None:
        if isinstance(event, BookingsExported):
            self.open_again(event.export_id)
        self.load()

    def _failed(self, error: Exception) -> None:
        self._shell.show_refusal(error)
        self.load()
