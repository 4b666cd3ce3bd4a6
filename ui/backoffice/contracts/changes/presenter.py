"""Previews a change while it is typed, gives it, and finds out what someone else did meanwhile."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject

from domain.application import Answer
from domain.contracts.changing import ContractChange, ContractChanged, ContractChangedMeanwhile
from domain.contracts.model import Contract
from domain.contracts.preview_change import ChangePreview
from domain.errors import AppError
from domain.views.office_rows import ContractPage
from ui.backoffice.asking import Asker
from ui.backoffice.contracts.changes.letters import LetterShown, worded
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.texts import refusal


class ChangeView(Protocol):
    """What the presenter needs of the dialog."""

    def show_preview(self, preview: ChangePreview, before: Contract, letters: Sequence[LetterShown]) -> None: ...

    def show_refused(self, sentence: str) -> None: ...

    def show_newer(self, page: ContractPage) -> None:
        """Someone else changed the contract: what is typed stays, what it stands on is this."""
        ...

    def show_busy(self, busy: bool) -> None: ...

    def show_done(self) -> None: ...


class ChangePresenter:
    """`done` is called with the contract's new version after a change was saved."""

    def __init__(
        self,
        shell: Shell,
        desk: Desk,
        view: ChangeView,
        asker: Asker,
        *,
        done: Callable[[int], None],
        owner: QObject | None = None,
    ) -> None:
        self._shell, self._desk, self._view, self._asker = shell, desk, view, asker
        self._done, self._owner = done, owner
        self.is_busy = False

    def preview(self, command: ContractChange, page: ContractPage) -> None:
        """Asks on the database thread; an answer that a newer question has overtaken is dropped."""
        before = page.contract

        def ask() -> tuple[ChangePreview, tuple[LetterShown, ...]]:
            found = self._desk.office.preview_change(command)
            return found, worded(self._desk.papers, found, page)

        def show(found: tuple[ChangePreview, tuple[LetterShown, ...]]) -> None:
            self._view.show_preview(found[0], before, found[1])

        self._asker.ask(ask, show, partial(self._refuse, before))

    def forget(self) -> None:
        self._asker.forget()

    def give(self, command: ContractChange, before: Contract) -> None:
        if self.is_busy:
            return
        self._asker.forget()
        self._set_busy(True)
        refused = partial(self._on_refused, before)
        self._shell.services.background.run(partial(self._desk.run, command), self._on_answer, refused, self._owner)

    def _on_answer(self, answer: Answer) -> None:
        self._set_busy(False)
        event = answer.event
        self._view.show_done()
        if isinstance(event, ContractChanged):
            self._shell.services.changes.touch(event.touched())
            self._done(event.version)
        else:
            self._shell.toast(_("Kept here; it is sent as soon as the connection is back."))

    def _on_refused(self, before: Contract, error: Exception) -> None:
        self._set_busy(False)
        self._refuse(before, error)

    def _refuse(self, before: Contract, error: Exception) -> None:
        if isinstance(error, ContractChangedMeanwhile):
            self._asker.ask(partial(self._desk.office.contract, before.number), self._view.show_newer, self._plainly)
        else:
            self._plainly(error)

    def _plainly(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._view.show_refused(refusal(error))
        else:
            self._shell.show_refusal(error)

    def _set_busy(self, busy: bool) -> None:
        self.is_busy = busy
        self._view.show_busy(busy)
