"""All of a customer's refunds: where each one is, and the way to ask for another from one of the contracts."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from domain.clock import today
from domain.ids import ContractId, CustomerId
from domain.views.refunds import RefundRow, RefundsOfContract, RefundsOfCustomer
from ui.backoffice.asking import Asker
from ui.backoffice.parts import SmallTable
from ui.backoffice.refunds.card import told_asked
from ui.backoffice.refunds.dialogs import AskRefundDialog
from ui.backoffice.refunds.words import TONES
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.table import Align, Column


class CustomerRefundCard(Card):
    """It asks for what it shows itself; `told` with the answer. Hidden where nothing can go back."""

    told = Signal(object)

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Refunds"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._found: RefundsOfCustomer | None = None
        self.dialog: AskRefundDialog | None = None
        self.list = SmallTable(_columns(), _("No money went back yet."), name=_("Refunds"), most=5)
        self.list.opened.connect(lambda chosen: self._shell.open("refund", chosen.refund.number))
        self.ask = button(_("Refund …"), self._on_ask, sign="cash-refund")
        self._nothing = text(_("No money went back yet."), "muted", wrap=True)
        self.add(self.list, row(self.ask, self._nothing, None, gap=16))
        self.hide()

    def show_customer(self, customer_id: CustomerId) -> None:
        self._asker.ask(lambda: self._desk.office.refunds.of_customer(customer_id), self._show)

    def _show(self, found: RefundsOfCustomer) -> None:
        self._found = found
        self.list.set_rows(found.refunds)
        self.list.setVisible(bool(found.refunds))
        self._nothing.setVisible(not found.refunds)
        self.ask.setVisible(bool(found.contracts))
        self.setVisible(bool(found.contracts or found.refunds))
        self.told.emit(found)

    def menu(self) -> QMenu:
        """The contracts from which it may be asked for; one alone needs no choice."""
        made = QMenu(self)
        for contract_id, number in self._found.contracts if self._found is not None else ():
            made.addAction(_("From contract {number}").format(number=number), partial(self._begin, contract_id))
        return made

    def _on_ask(self) -> None:
        contracts = self._found.contracts if self._found is not None else ()
        if len(contracts) == 1:
            self._begin(contracts[0][0])
            return
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.ask.mapToGlobal(self.ask.rect().bottomLeft()))

    def _begin(self, contract_id: ContractId) -> None:
        self._asker.ask(lambda: self._desk.office.refunds.of_contract(contract_id), self._open_form)

    def _open_form(self, page: RefundsOfContract) -> None:
        self.dialog = AskRefundDialog(self._desk, self._shell, self, page.contract, today(self._desk.clock))
        self.dialog.done_with = partial(told_asked, self._shell)
        self.dialog.open()


def _columns() -> list[Column[RefundRow]]:
    return [
        Column("number", _("Number"), lambda one: one.refund.number, code=True, width=136),
        Column("state", _("State"), lambda one: one.refund.status, show=label, tone=_tone, fills=True),
        Column("cause", _("Why"), lambda one: one.refund.cause, show=label, width=168, yields=2),
        Column("contract", _("Contract"), lambda one: one.contract or None, code=True, width=136, yields=1),
        Column("amount", _("At most"), lambda one: one.refund.amount, align=Align.RIGHT, width=104),
        Column("sent", _("Sent"), lambda one: one.sent, align=Align.RIGHT, width=104, yields=3),
    ]


def _tone(one: RefundRow) -> Tone:
    return TONES[one.refund.status]
