"""What of a contract is lost or stolen: the card on its page, with the way to report more."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from domain.application import Event
from domain.clock import today
from domain.contracts.model import Contract
from domain.losses.moved import LossMoved
from domain.views.losses import LossesOfContract, LossRow
from ui.backoffice.asking import Asker
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.losses.dialogs import report_dialog
from ui.backoffice.losses.words import TONES, stage_words
from ui.backoffice.parts import link
from ui.desk import Desk
from ui.language import _
from ui.shell.port import Shell
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card


class LossCard(Card):
    """It asks for what it shows itself, each time the contract is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Lost or stolen"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._page: LossesOfContract | None = None
        self.dialog: DeedDialog | None = None
        self._list = column(gap=6)
        self.report = button(_("Lost or stolen …"), self._on_report, sign="help-circle-outline")
        self.body.addLayout(self._list)
        self.add(row(self.report, None))
        self.hide()

    def show_contract(self, contract: Contract) -> None:
        self._asker.ask(lambda: self._desk.office.losses.of_contract(contract.id), self._show)

    def _show(self, page: LossesOfContract) -> None:
        self._page = page
        clear(self._list)
        for each in page.losses:
            self._list.addLayout(self._entry(each))
        if page.has_cover:
            self._list.addWidget(text(_("An insurance belongs to this contract."), "muted", wrap=True))
        self.report.setVisible(bool(page.out))
        self.setVisible(bool(page.losses or page.out))

    def _entry(self, found: LossRow) -> QHBoxLayout:
        if found.loss is None:
            return row(text(found.code), None)
        go = link(found.loss.number, partial(self._shell.open, "loss", found.loss.number))
        state = text(stage_words(found), "small", TONES[found.loss.stage])
        return row(go, text(found.code, "muted"), None, state, gap=8)

    def _on_report(self) -> None:
        if self._page is None or not self._page.out:
            return
        self.dialog = report_dialog(self._desk, self._shell, self, self._page.out, today(self._desk.clock))
        self.dialog.done_with = self._reported
        self.dialog.open()

    def _reported(self, event: Event) -> None:
        if isinstance(event, LossMoved):
            self._shell.toast(_("Loss {number} is reported.").format(number=event.number))
            self._shell.open("loss", event.number)
