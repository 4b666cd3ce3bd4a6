"""What of a contract's money goes back: the card on its page, with the way to ask for more."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from domain.application import Event
from domain.clock import today
from domain.contracts.model import Contract
from domain.refunds.ask_refund import RefundAsked
from domain.refunds.model import LIVE, Refund
from domain.views.refunds import RefundsOfContract
from ui.backoffice.asking import Asker
from ui.backoffice.parts import link
from ui.backoffice.refunds.dialogs import AskRefundDialog
from ui.backoffice.refunds.words import TONES
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card


class RefundCard(Card):
    """It asks for what it shows itself, each time the contract is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Refunds"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._page: RefundsOfContract | None = None
        self.dialog: AskRefundDialog | None = None
        self._list = column(gap=6)
        self.ask = button(_("Refund …"), self._on_ask, sign="cash-refund")
        self.body.addLayout(self._list)
        self.add(row(self.ask, None))
        self.hide()

    def show_contract(self, contract: Contract) -> None:
        self._asker.ask(lambda: self._desk.office.refunds.of_contract(contract.id), self._show)

    def _show(self, page: RefundsOfContract) -> None:
        self._page = page
        clear(self._list)
        for each in page.refunds:
            self._list.addLayout(self._entry(each))
        is_free = not any(each.status in LIVE for each in page.refunds)
        self.ask.setEnabled(is_free)
        self.ask.setToolTip("" if is_free else _("One refund of a contract at a time: finish the open one first."))
        self.setVisible(page.contract.start_on is not None)

    def _entry(self, refund: Refund) -> QHBoxLayout:
        go = link(refund.number, partial(self._shell.open, "refund", refund.number))
        state = text(label(refund.status), "small", TONES[refund.status])
        return row(go, state, None, text(shown_money(refund.amount), "amount"), gap=8)

    def _on_ask(self) -> None:
        if self._page is None:
            return
        day = today(self._desk.clock)
        self.dialog = AskRefundDialog(self._desk, self._shell, self, self._page.contract, day)
        self.dialog.done_with = partial(told_asked, self._shell)
        self.dialog.open()


def told_asked(shell: Shell, event: Event) -> None:
    """After a refund was asked for: what becomes of it, and its page."""
    if not isinstance(event, RefundAsked):
        return
    words = _("Refund {number} is approved; the credit note is being written.")
    if not event.is_approved:
        words = _("Refund {number} waits for somebody who may approve it.")
    shell.toast(words.format(number=event.number))
    shell.open("refund", event.number)
