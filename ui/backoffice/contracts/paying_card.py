"""How a contract's invoices are paid, and whether they are held back; holding and letting go."""

from PySide6.QtWidgets import QWidget

from domain.application import Command
from domain.billing.hold_billing import HoldBilling
from domain.billing.release_billing import ReleaseBilling
from domain.clock import today
from domain.contracts.model import Contract
from domain.contracts.status import OVER
from domain.settings.billing import BillingSettings
from domain.views.billing import Held
from ui.backoffice.asking import Asker, give
from ui.backoffice.billing.hold_dialog import ask_to_hold
from ui.backoffice.contracts.changes.forms_payment import payment_words
from ui.desk import Desk
from ui.language import _, shown_date
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues

Found = tuple[Held | None, BillingSettings]


class PayingCard(Card):
    """Asks for what it shows itself, each time the contract is shown."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Payment"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._contract: Contract | None = None
        self.facts = KeyValues()
        self.sentence = text("", "small", Tone.WARN, wrap=True)
        self.hold = button(_("Hold bills back …"), self._on_hold, sign="hand-back-right-outline")
        self.release = button(_("Let go"), self._on_release, sign="play-outline")
        self.add(self.facts, self.sentence, row(self.hold, self.release, None))
        for each in (self.sentence, self.release):
            each.hide()

    def show_contract(self, contract: Contract) -> None:
        self._contract = contract
        office = self._desk.office

        def ask() -> Found:
            return office.held_bills(contract.id), office.billing_settings()

        self._asker.ask(ask, self._show)

    def _show(self, found: Found) -> None:
        held, house = found
        contract, now = self._contract, today(self._desk.clock)
        if contract is None:
            return
        facts = [Fact(_("How it is paid"), payment_words(contract.payment_on(now, house.payment)))]
        for change in contract.payment_terms:
            if change.from_on > now:
                words = _("from {day}").format(day=shown_date(change.from_on))
                facts.append(Fact(words, payment_words(change.payment)))
        self.facts.set_facts(facts)
        self.sentence.setVisible(held is not None)
        self.release.setVisible(held is not None)
        self.hold.setVisible(held is None and contract.status not in OVER)
        if held is not None:
            words = _("Bills are held back until {day} by {who}: {reason}")
            self.sentence.setText(words.format(day=shown_date(held.until), who=held.who, reason=held.reason))

    def _on_hold(self) -> None:
        contract = self._contract
        if contract is not None:
            dialog = ask_to_hold(self, today(self._desk.clock), 1)
            dialog.agreed.connect(lambda said: self._give(HoldBilling(contract.id, said["until"], said["reason"])))
            dialog.open()

    def _on_release(self) -> None:
        if self._contract is not None:
            self._give(ReleaseBilling(self._contract.id))

    def _give(self, command: Command) -> None:
        def done(_event: object) -> None:
            if self._contract is not None:
                self.show_contract(self._contract)

        give(self._shell, self._desk, command, done, self._shell.show_refusal, owner=self)
