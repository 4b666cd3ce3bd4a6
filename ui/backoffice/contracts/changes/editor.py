"""What a contract's page needs to change it: menus, dialogs, and the way back from the newest change."""

import secrets
from collections.abc import Iterable
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from domain.clock import today
from domain.contracts.undo_change import UndoChange
from domain.ids import ContractId, new_uuid
from domain.views.office_rows import ChangeTold, ContractPage
from ui.backoffice.asking import give
from ui.backoffice.contracts.changes.deed import Deed
from ui.backoffice.contracts.changes.deeds import deed
from ui.backoffice.contracts.changes.dialog import ChangeDialog
from ui.backoffice.contracts.changes.kit import Case, Spot
from ui.backoffice.contracts.changes.menu import menu_here, whole_menu
from ui.backoffice.contracts.changes.undo_dialog import UndoDialog
from ui.backoffice.contracts.changes.words import done_words
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell

UNDO = "UndoChange"


class ContractEditor(QObject):
    """Lives with its page; `page` is what the page shows now."""

    def __init__(self, desk: Desk, shell: Shell, over: QWidget) -> None:
        super().__init__(over)
        self._desk, self._shell, self._over = desk, shell, over
        self.page: ContractPage | None = None
        self.dialog: ChangeDialog | None = None
        self.question: UndoDialog | None = None

    def case(self, spot: Spot | None = None) -> Case | None:
        if self.page is None:
            return None
        return Case(self.page, today(self._desk.clock), self._new_id, spot or Spot())

    def whole_menu(self) -> QMenu | None:
        case = self.case()
        return whole_menu(case, self._over, self.begin) if case else None

    def offer(self, commands: Iterable[str], spot: Spot, at: QPoint, heading: str = "") -> QMenu | None:
        """Opens the menu of what fits there."""
        case = self.case(spot)
        if case is None:
            return None
        menu = menu_here(case, commands, self._over, self.begin, heading)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def begin_command(self, command: str, spot: Spot | None = None) -> None:
        case = self.case(spot)
        if case is not None and not deed(command).obstacle(case):
            self.begin(deed(command), case)

    def begin(self, chosen: Deed, case: Case) -> None:
        done = partial(self._on_done, chosen.command, case.contract.id)
        self.dialog = ChangeDialog(chosen, case, self._desk, self._shell, done=done, parent=self._over)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def undoable(self) -> ChangeTold | None:
        """The newest change, while nothing was taken back or billed since; the database has the last word."""
        newest = next(iter(self.page.changes), None) if self.page is not None else None
        if newest is None or not newest.by_person or newest.subject == UNDO or newest.is_billed:
            return None
        return newest

    def ask_undo(self) -> None:
        """Shows what taking the newest change back would cause, and asks."""
        found, page = self.undoable(), self.page
        if found is None or page is None:
            return
        then = partial(self._undo, page.contract.id, page.contract.version)
        self.question = UndoDialog(found, page, self._desk, self._shell, then=then, parent=self._over)
        self.question.open()

    def _undo(self, contract_id: ContractId, version: int) -> None:
        give(
            self._shell, self._desk, UndoChange(contract_id, version),
            lambda _event: self._shell.toast(_("The last change is taken back.")), self._shell.show_refusal,
        )  # fmt: skip

    def _on_done(self, command: str, contract_id: ContractId, version: int) -> None:
        words = _("{change}. Invoices and credits follow with the next run.").format(change=done_words(command))
        self._shell.toast(words, undo=lambda: self._undo(contract_id, version))

    def _on_closed(self, _result: int) -> None:
        self.dialog = None

    def _new_id(self) -> UUID:
        return new_uuid(self._desk.clock.now(), secrets.token_bytes)
