"""What of a contract is offered, being bought or bought: the card on its page, with what can be done about it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.application import Event
from domain.buyout.offer import OfferStatus
from domain.buyout.withdraw_offer import WithdrawOffer
from domain.contracts.model import Contract
from domain.contracts.status import OVER
from domain.views.buyouts import OfferTold, PurchasePage
from ui.backoffice.asking import Asker, give
from ui.backoffice.buyout.words import TONES, state_words
from ui.desk import Desk
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button, tool
from ui.widgets.card import Card


class PurchaseCard(Card):
    """`begun`: an offer is to be made. `decided`: one is to be accepted (True) or taken back (False).

    It asks for what it shows itself, each time the contract is shown.
    """

    begun = Signal(object)
    decided = Signal(object, object, bool)

    def __init__(self, desk: Desk, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(_("Purchase"), parent=parent)
        self._desk, self._shell = desk, shell
        self._asker = Asker(shell, self)
        self._page: PurchasePage | None = None
        self._list = column(gap=8)
        self.offer = button(_("Offer to sell …"), self._on_offer, sign="cash-check")
        self.body.addLayout(self._list)
        self.add(row(self.offer, None))
        self.hide()

    def show_contract(self, contract: Contract) -> None:
        self._asker.ask(lambda: self._desk.office.buyouts.purchases(contract.id), self._show)

    def _show(self, page: PurchasePage) -> None:
        self._page = page
        clear(self._list)
        for number, told in enumerate(page.offers[:4]):
            if number:
                self._list.addWidget(line())
            self._list.addWidget(self._entry(told, page))
        is_open = page.contract.status not in OVER
        self.offer.setVisible(page.can_offer and is_open)
        self.setVisible(bool(page.offers) or (page.can_offer and is_open))

    def _entry(self, told: OfferTold, page: PurchasePage) -> QWidget:
        offer, made = told.offer, QWidget()
        amount = text(shown_money(told.asked.gross), "amount")
        deeds = row(gap=8)
        if offer.status is OfferStatus.OFFERED:
            deeds.addWidget(button(_("Accepted …"), partial(self.decided.emit, told, page, True)))
            deeds.addWidget(button(_("Withdraw offer"), partial(self._withdraw, told), kind="plain"))
        elif offer.status is OfferStatus.ACCEPTED:
            deeds.addWidget(button(_("Take back …"), partial(self.decided.emit, told, page, False)))
        deeds.addStretch(1)
        deeds.addWidget(tool("printer-outline", _("Offer as PDF"), partial(self._print, told)))
        state = text(state_words(offer), "small", TONES[offer.status], wrap=True)
        box = column(
            row(text(offer.number, "strong"), None, amount), text(told.things, "muted", wrap=True), state, gap=4
        )
        box.addLayout(deeds)
        made.setLayout(box)
        return made

    def _on_offer(self) -> None:
        if self._page is not None:
            self.begun.emit(self._page)

    def _print(self, told: OfferTold) -> None:
        desk, offer = self._desk, told.offer

        def kept() -> Path:
            paper = desk.papers.buyout_offer(desk.office.buyouts.offer_sheet(offer.id))
            return desk.folder.keep(f"{offer.number}.pdf", paper)

        self._asker.ask(kept, desk.folder.show)

    def _withdraw(self, told: OfferTold) -> None:
        command = WithdrawOffer(told.offer.id)
        give(self._shell, self._desk, command, self._on_withdrawn, self._shell.show_refusal, owner=self)

    def _on_withdrawn(self, _event: Event) -> None:
        self._shell.toast(_("The offer is withdrawn; the customer is told by letter."))
