"""Which method pays for a contract, with the way to another one of the customer's."""

from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from domain.application import Event
from domain.contracts.model import Contract
from domain.payments.attempt import MethodId
from domain.payments.choose_method import ChooseMethod
from domain.views.payments import MethodsOfCustomer
from ui.backoffice.asking import Asker, give
from ui.desk import Desk
from ui.labels import label
from ui.language import _
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues

Found = tuple[MethodsOfCustomer, MethodId | None]


class ContractMethodCard(Card):
    """It asks for what it shows itself. Hidden where this house collects nothing."""

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Collecting"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._contract: Contract | None = None
        self._found: Found | None = None
        self.facts, self.words = KeyValues(), text("", "small", Tone.WARN, wrap=True)
        self.choose = button(_("Another method"), self._on_choose, sign="check-circle-outline")
        self.customer = button(_("Methods of the customer"), self._on_customer, sign="account-outline")
        self.add(self.facts, self.words, row(self.choose, self.customer, None, gap=8))
        self.hide()

    def show_contract(self, contract: Contract) -> None:
        self._contract = contract
        payments = self._desk.office.payments

        def ask() -> Found:
            return payments.of_customer(contract.customer_id), payments.method_of_contract(contract.id)

        self._asker.ask(ask, self._show)

    def _show(self, found: Found) -> None:
        self._found = found
        known, chosen = found
        method = next((each.method for each in known.methods if each.method.id == chosen), None)
        facts = []
        if method is not None:
            facts.append(Fact(label(method.kind), method.shown))
            if method.mandate is not None:
                facts.append(Fact(_("Mandate"), method.mandate.reference))
        self.facts.set_facts(facts)
        self.facts.setVisible(bool(facts))
        self.words.setText("" if facts else _("No method yet: nothing can be collected."))
        self.words.setVisible(not facts)
        self.choose.setVisible(bool(self._others()))
        self.setVisible(bool(known.collected))

    def _others(self) -> list[tuple[MethodId, str]]:
        """Those in use that do not pay for it yet."""
        if self._found is None:
            return []
        known, chosen = self._found
        usable = (each.method for each in known.methods if each.ended is None and each.method.id != chosen)
        return [(each.id, f"{label(each.kind)} {each.shown}") for each in usable]

    def menu(self) -> QMenu:
        made = QMenu(self)
        for method_id, words in self._others():
            made.addAction(words, partial(self._pays, method_id))
        return made

    def _on_choose(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.choose.mapToGlobal(self.choose.rect().bottomLeft()))

    def _pays(self, method_id: MethodId) -> None:
        contract = self._contract
        if contract is None:
            return

        def done(_event: Event) -> None:
            self._shell.toast(_("Chosen."))
            self.show_contract(contract)

        command = ChooseMethod(contract.customer_id, method_id, contract.id)
        give(self._shell, self._desk, command, done, self._shell.show_refusal, owner=self)

    def _on_customer(self) -> None:
        if self._contract is not None:
            self._shell.open("customer", str(self._contract.customer_id))
