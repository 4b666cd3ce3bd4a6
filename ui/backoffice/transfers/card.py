"""Transfers of a contract or of a customer: the card on their pages, and what can be done with one."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.application import Command, Event
from domain.clock import today
from domain.contracts.model import Contract
from domain.contracts.status import RUNNING
from domain.ids import CustomerId
from domain.transfers.agree_transfer import TransferMoved
from domain.transfers.call_off_transfer import CallOffTransfer
from domain.transfers.carry_out_transfer import CarryOutTransfer
from domain.transfers.model import LONGEST_REASON, TransferStatus
from domain.transfers.move_deposit import DepositMoved, MoveDeposit
from domain.views.transfers import TransferQuestion, TransferRow
from ui.backoffice.asking import Asker, give
from ui.backoffice.deed_dialog import DeedDialog
from ui.backoffice.parts import link
from ui.backoffice.transfers.dialog import TransferDialog
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import clear, column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import TextField


class TransferCard(Card):
    """It asks for what it shows itself, each time the contract or the customer is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Change of party"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._contract: Contract | None = None
        self.dialog: DeedDialog | None = None
        self._list = column(gap=12)
        self.begin = button(_("Transfer to somebody …"), self._on_begin, sign="account-switch-outline")
        self.body.addLayout(self._list)
        self.add(row(self.begin, None))
        self.hide()

    def show_contract(self, contract: Contract) -> None:
        self._contract = contract
        question = TransferQuestion(contract_id=contract.id)
        self._asker.ask(lambda: self._desk.office.transfers.transfers(question), self._show)

    def show_customer(self, customer_id: CustomerId) -> None:
        question = TransferQuestion(customer_id=customer_id)
        self._asker.ask(lambda: self._desk.office.transfers.transfers(question), self._show)

    def _show(self, found: tuple[TransferRow, ...]) -> None:
        clear(self._list)
        for each in found:
            self._list.addLayout(self._entry(each))
        contract = self._contract
        runs = contract is not None and contract.status in RUNNING
        is_agreed = any(each.transfer.status is TransferStatus.AGREED for each in found)
        self.begin.setVisible(runs)
        self.begin.setEnabled(not is_agreed)
        self.begin.setToolTip(_("A transfer is agreed already: call that one off first.") if is_agreed else "")
        self.setVisible(bool(found) or runs)

    def _entry(self, one: TransferRow) -> QVBoxLayout:
        transfer = one.transfer
        tone = Tone.WARN if transfer.status is TransferStatus.AGREED else Tone.NEUTRAL
        head = row(text(transfer.number, "strong"), None, text(label(transfer.status), "small", tone), gap=8)
        words = _("from {day}: {cause}").format(
            day=shown_date(transfer.agreed.from_on), cause=label(transfer.agreed.cause)
        )
        made = column(head, text(words, "muted", wrap=True), gap=4)
        for name, number, contract in (
            (one.from_name, one.from_number, one.contract),
            (one.to_name, one.to_number, one.successor),
        ):
            line = row(link(name, partial(self._shell.open, "customer", number)), None, gap=8)
            if contract:
                line.addWidget(link(contract, partial(self._shell.open, "contract", contract)))
            made.addLayout(line)
        if one.deposit_moved is not None:
            moved = _("Deposit moved: {amount}").format(amount=shown_money(one.deposit_moved))
            made.addWidget(text(moved, "small"))
        made.addLayout(self._deeds(one))
        return made

    def _deeds(self, one: TransferRow) -> QVBoxLayout:
        deeds = column(gap=6)
        if one.transfer.status is TransferStatus.AGREED:
            if one.transfer.agreed.from_on <= today(self._desk.clock):
                command = CarryOutTransfer(one.transfer.id)
                now = button(_("Carry it out now"), partial(self._give, command), sign="check")
                deeds.addLayout(row(now, None))
            off = button(_("Call it off …"), partial(self._on_call_off, one), sign="close")
            deeds.addLayout(row(off, None))
        if one.can_move_deposit:
            words = _("Book the deposit over")
            move = button(words, partial(self._give, MoveDeposit(one.transfer.id)), sign="bank-transfer")
            move.setObjectName("move_deposit")
            move.setToolTip(_("Out of the old party's balance, onto the new party's invoice; no money moves."))
            deeds.addLayout(row(move, None))
        return deeds

    def _on_begin(self) -> None:
        if self._contract is None:
            return
        self.dialog = TransferDialog(self._desk, self._shell, self, self._contract, today(self._desk.clock))
        self.dialog.done_with = self._told
        self.dialog.open()

    def _on_call_off(self, one: TransferRow) -> None:
        about = _("The contract simply stays where it is. Both get a letter.")
        made = DeedDialog(self._desk, self._shell, self, title=_("Call it off"), detail=about, deed=_("Call it off"))
        made.form.add(why=TextField(_("Reason"), longest=LONGEST_REASON))
        made.make = lambda values: CallOffTransfer(one.transfer.id, values["why"])
        made.done_with = self._told
        self.dialog = made
        made.open()

    def _give(self, command: Command) -> None:
        give(self._shell, self._desk, command, self._told, self._shell.show_refusal, owner=self)

    def _told(self, event: Event) -> None:
        if isinstance(event, DepositMoved):
            words = _("{amount} are booked over; {left} are left to pay.")
            self._shell.toast(words.format(amount=shown_money(event.amount), left=shown_money(event.left)))
        elif isinstance(event, TransferMoved) and event.is_done:
            self._shell.toast(_("Done: the contract goes on as {number}.").format(number=event.successor))
            self._shell.open("contract", event.successor)
        elif isinstance(event, TransferMoved):
            self._shell.toast(f"{event.transfer.number}: {label(event.transfer.status)}")
