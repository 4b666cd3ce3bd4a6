"""An offer that begins at a thing or its holder: the form alone, and what stands open already."""

from functools import partial

from PySide6.QtWidgets import QWidget

from domain.buyout.offer import LIVE
from domain.clock import today
from domain.contracts.status import OVER
from domain.views.buyouts import Selling
from ui.backoffice.buyout.offer_panel import OfferPanel
from ui.backoffice.buyout.words import TONES, state_words
from ui.backoffice.parts import Sides, link
from ui.backoffice.things import ThingPage
from ui.desk import Desk
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.widgets.base import clear, column, row, text
from ui.widgets.card import Card


class SellPage(ThingPage[Selling]):
    """Opened with the code of a thing that is out, or a contract's number; afterwards the contract is shown."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        self._desk = desk
        self._is_begun = ""
        super().__init__(shell, _("Offer to sell"), desk.office.buyouts.selling, _topics)

    def build(self) -> QWidget:
        self.panel = OfferPanel(self._desk, self.shell, lambda: today(self._desk.clock))
        self.panel.closed.connect(self._to_contract)
        self.nothing = text(
            _("Nothing of this contract can be offered: it is over, or being bought already."), wrap=True
        )
        self._known = column(gap=8)
        self.known = Card(_("Offered already"))
        self.known.body.addLayout(self._known)
        self._links = column(gap=4)
        about = Card(_("Belongs to"))
        about.body.addLayout(self._links)
        main, side = QWidget(), QWidget()
        main.setLayout(column(self.nothing, self.panel, None, gap=24))
        side.setLayout(column(about, self.known, None, gap=24))
        return Sides(main, side)

    def fill(self, thing: Selling) -> None:
        """What is being typed stays when something else changes."""
        page = thing.page
        live = [each for each in page.offers if each.offer.status in LIVE]
        self.set_heading(_("Offer to sell"), f"{thing.customer} · {page.contract.number}")
        clear(self._links)
        for word, screen, ref in (
            (thing.customer, "customer", str(page.contract.customer_id)),
            (page.contract.number, "contract", page.contract.number),
        ):
            self._links.addLayout(row(link(word, partial(self.shell.open, screen, ref)), None))
        clear(self._known)
        for each in live:
            state = text(state_words(each.offer), "small", TONES[each.offer.status])
            amount = text(shown_money(each.asked.gross), "amount")
            self._known.addLayout(row(text(each.offer.number, "strong"), None, amount))
            self._known.addWidget(text(each.things, "muted", wrap=True))
            self._known.addLayout(row(state, None))
        self.known.setVisible(bool(live))
        is_possible = page.can_offer and page.contract.status not in OVER
        self.nothing.setVisible(not is_possible)
        self.panel.setVisible(is_possible)
        if is_possible and self._is_begun != self.presenter.ref:
            self._is_begun = self.presenter.ref
            self.panel.begin(page, only=thing.asset_id)

    def show_target(self, argument: str) -> None:
        if argument:
            self._is_begun = ""
        super().show_target(argument)

    def _to_contract(self) -> None:
        if self.presenter.thing is not None:
            self.shell.open("contract", self.presenter.thing.page.contract.number)


def _topics(thing: Selling) -> frozenset[str]:
    return frozenset({"buyouts", f"contract:{thing.page.contract.id}"})
