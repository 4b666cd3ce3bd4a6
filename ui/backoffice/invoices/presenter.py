"""Decides what happens with invoices beyond looking at them: open the paper, ask for a billing run and watch it."""

from datetime import date
from pathlib import Path
from typing import Final, Protocol

from domain.application import Event
from domain.billing.request_billing_run import RequestBillingRun
from domain.billing.run import RunState
from domain.billing.settlement import UnknownDocument
from domain.clock import today
from domain.errors import AppError
from domain.imports.shelf import PaperElsewhere
from domain.views.office_rows import InvoicePage, RunRow
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.shell.port import Shell

PATIENCE: Final = 20
"""Looks at the books after which a run that nobody has begun is worth a word."""


class RunView(Protocol):
    """What the presenter needs of the strip above the list."""

    def show_run(self, newest: RunRow | None, *, waits_for: date | None, is_slow: bool = False) -> None:
        """`waits_for`: the day of a run that was asked for and has not ended; `is_slow`: nobody has begun it yet."""
        ...


class RunPresenter:
    """One run at a time: from the button until the worker has finished it."""

    def __init__(self, shell: Shell, desk: Desk, view: RunView, asker: Asker) -> None:
        self._shell, self._desk, self._view, self._asker = shell, desk, view, asker
        self._known: frozenset[object] = frozenset()
        self._looks = 0
        self.waits_for: date | None = None

    def load(self) -> None:
        """Also while waiting, again and again."""
        self._asker.ask(self._desk.office.runs, self._show, self._fail)

    def request(self) -> None:
        if self.waits_for is None:
            self.waits_for, self._looks = today(self._desk.clock), 0
            self._view.show_run(None, waits_for=self.waits_for)
            give(self._shell, self._desk, RequestBillingRun(self.waits_for), self._on_requested, self._on_refused)

    def _on_requested(self, _event: Event) -> None:
        self.load()

    def _on_refused(self, error: Exception) -> None:
        self.waits_for = None
        self.load()
        self._shell.show_refusal(error)

    def _show(self, runs: tuple[RunRow, ...]) -> None:
        newest = runs[0] if runs else None
        ended = frozenset(run.id for run in runs if run.finished_at is not None)
        if self.waits_for is not None and ended - self._known:
            self.waits_for = None
            self._shell.services.changes.touch(("invoices", "contracts"))
        elif self.waits_for is None:
            self._known = ended
            if newest is not None and newest.finished_at is None:
                self.waits_for = newest.as_of
        if self.waits_for is None:
            self._known = ended
        self._looks += 1
        is_begun = newest is not None and newest.state is RunState.RUNNING and newest.finished_at is None
        self._view.show_run(newest, waits_for=self.waits_for, is_slow=self._looks > PATIENCE and not is_begun)

    def _fail(self, error: Exception) -> None:
        """Looked at in passing: a refusal is no news, the list says the same."""
        if not isinstance(error, AppError):
            raise error
        self._view.show_run(None, waits_for=self.waits_for)


class PaperPresenter:
    """Opens an invoice as PDF: as it was sent, or drawn now when the worker has not made it yet."""

    def __init__(self, shell: Shell, desk: Desk, asker: Asker) -> None:
        self._shell, self._desk, self._asker = shell, desk, asker

    def open(self, page: InvoicePage) -> None:
        self._asker.ask(lambda: self._kept(page), self._desk.folder.show)

    def _kept(self, page: InvoicePage) -> Path:
        stored = self._desk.office.invoice_paper(page.row.id)
        if stored is not None:
            return self._desk.folder.keep(stored.file_name, stored.content)
        if page.came_along:
            raise PaperElsewhere(number=page.row.number)
        return self._desk.folder.keep(f"{page.row.number}.pdf", self._desk.papers.invoice(page.sheet))

    def open_statement(self, page: InvoicePage) -> None:
        """The final statement of the deposit that a credit note gives back."""
        self._asker.ask(lambda: self._kept_statement(page), self._desk.folder.show)

    def _kept_statement(self, page: InvoicePage) -> Path:
        stored = self._desk.office.statement_paper(page.row.id)
        if stored is not None:
            return self._desk.folder.keep(stored.file_name, stored.content)
        if page.statement is None:
            raise UnknownDocument(document=page.row.number)
        content = self._desk.papers.final_statement(page.statement)
        return self._desk.folder.keep(f"{page.row.number}-deposit.pdf", content)
