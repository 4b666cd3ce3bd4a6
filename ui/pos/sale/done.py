"""After the sale: the receipt's number, the change, what the worker made of it, and the next customer."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.counter.model import SaleStage
from domain.counter.sell_at_counter import SoldAtCounter
from domain.money import Money
from domain.shipping.model import ShipmentStatus
from domain.till.model import Tendered
from domain.views.counter import SaleOutcome
from domain.views.serving import PayLink, ServingDesk
from ui.language import N_, _, shown_date
from ui.pos.paying.link import PayLinkPanel
from ui.pos.sale.selling import change_words
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.answer import Answer, AnswerPanel, Verdict
from ui.widgets.base import column, row
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues

_ENDS: Final = {
    SaleStage.DONE: (Verdict.ACCEPTED, N_("Everything is done.")),
    SaleStage.STUCK: (
        Verdict.NOTE,
        N_("The office has to decide about it and sees it as a task. The money stands to the customer's credit."),
    ),
    SaleStage.TAKEN_BACK: (Verdict.REFUSED, N_("Nothing came of it; the money stands to the customer's credit.")),
}


class DonePanel(QWidget):
    """`next_wanted`: Enter. `hand_over_wanted`, `check_wanted` and `ahead_wanted` tell the order's number."""

    next_wanted = Signal()
    print_wanted = Signal()
    mail_wanted = Signal()
    agreement_wanted = Signal()
    hand_over_wanted = Signal(str)
    check_wanted = Signal(str)
    ahead_wanted = Signal(str)

    def __init__(self, shell: Shell, serving: ServingDesk | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer, self.facts = AnswerPanel(), KeyValues()
        self.outcome: SaleOutcome | None = None
        self._sold: SoldAtCounter | None = None
        self._tendered: tuple[Tendered, ...] = ()
        self._title = ""
        self.next = button(
            _("Next customer  ·  Enter"),
            self.next_wanted.emit,
            kind="primary",
            sign="account-arrow-right-outline",
            touch=True,
        )
        self.next.setShortcut("F12")
        self.next.setAutoDefault(True)
        self.receipt = button(_("Print receipt  ·  F6"), self.print_wanted.emit, sign="printer-outline", touch=True)
        self.receipt.setShortcut("F6")
        self.mail = button(_("By mail  ·  F4"), self.mail_wanted.emit, sign="email-outline", touch=True)
        self.mail.setShortcut("F4")
        self.mail.setToolTip(_("The receipt as a letter, to the customer or to any other address"))
        self.agreement = button(_("Agreement  ·  F9"), self.agreement_wanted.emit, sign="file-sign", touch=True)
        self.agreement.setShortcut("F9")
        self.hand_over = button(_("Hand it over  ·  F7"), self._on_hand_over, sign="hand-extended-outline", touch=True)
        self.hand_over.setShortcut("F7")
        self.check = button(_("Identity seen  ·  F8"), self._on_check, sign="card-account-details-outline", touch=True)
        self.check.setShortcut("F8")
        self.ahead = button(_("Money in advance  ·  F5"), self._on_ahead, sign="cash-plus", touch=True)
        self.ahead.setShortcut("F5")
        for each in (self.agreement, self.hand_over, self.check, self.ahead):
            each.hide()
        card = Card(_("What became of it"), margin=24).add(self.facts)
        self.link = PayLinkPanel(shell, serving)
        self.link_card = Card(margin=16).add(self.link)
        self.link_card.hide()
        papers = row(self.receipt, self.mail, self.agreement, None, gap=12)
        deeds = row(self.hand_over, self.check, self.ahead, None, self.next, gap=12)
        self.needs = column(gap=12)
        self.setLayout(column(self.link_card, self.answer, deeds, papers, self.needs, card, None, gap=24))

    @property
    def sold_number(self) -> str:
        """The receipt's; "": there is none."""
        return "" if self._sold is None else self._sold.number

    def show_sold(self, sold: SoldAtCounter, tendered: tuple[Tendered, ...], title: str) -> None:
        """Before anything is known of what follows."""
        self._sold, self._tendered, self._title = sold, tendered, title
        for each in (self.receipt, self.mail):
            each.setVisible(bool(sold.number))
        self._end_link()
        self.show_outcome(None)
        self.next.setFocus()

    def show_link(self, owed: Money, made: Callable[[PayLink | None], object]) -> None:
        """What was to be paid by link, and the square that leads to it."""
        if self._sold is not None and self._sold.customer_id is not None:
            self.link_card.show()
            self.link.begin(self._sold.customer_id, self._sold.number, owed, made)

    def end(self) -> None:
        """The next customer comes."""
        self._end_link()

    def _end_link(self) -> None:
        self.link.stop()
        self.link_card.hide()

    def show_waiting(self, tendered: tuple[Tendered, ...]) -> None:
        """Kept here: the server is not reached."""
        self.outcome = self._sold = None
        self._end_link()
        for each in (self.receipt, self.mail, self.agreement, self.hand_over, self.check, self.ahead):
            each.hide()
        detail = _("It is kept here and sent as soon as the connection is back; the receipt is printed then.")
        self.answer.show_answer(Answer(Verdict.WAITING, change_words(tendered) or _("Sold, waiting"), detail))
        self.facts.set_facts([])
        self.next.setFocus()

    def show_outcome(self, outcome: SaleOutcome | None) -> None:
        """None: the worker has not been there."""
        self.outcome, sold = outcome, self._sold
        if sold is None:
            return
        verdict, detail = _verdict(outcome, has_customer=sold.customer_id is not None)
        title = change_words(self._tendered) or _("Sold: {what}").format(what=self._title)
        self.answer.show_answer(Answer(verdict, title, detail))
        self.facts.set_facts(_facts_of(sold, outcome))
        waits = outcome is not None and outcome.stage is SaleStage.BOOKED
        is_held = waits and outcome is not None and outcome.is_held
        self.hand_over.setVisible(waits and not is_held)
        for each in (self.check, self.ahead):
            each.setVisible(is_held)
        self.agreement.setVisible(outcome is not None and bool(outcome.contract_number))

    def _on_hand_over(self) -> None:
        if self.outcome is not None and self.outcome.shipment_id is not None:
            self.hand_over_wanted.emit(self.outcome.order_number)

    def _on_ahead(self) -> None:
        if self.outcome is not None:
            self.ahead_wanted.emit(self.outcome.order_number)

    def _on_check(self) -> None:
        if self.outcome is not None:
            self.check_wanted.emit(self.outcome.order_number)


def _verdict(outcome: SaleOutcome | None, *, has_customer: bool) -> tuple[Verdict, str]:
    """The colour and the sentence of a sale as it stands."""
    if not has_customer:
        return Verdict.ACCEPTED, _("Everything is done.")
    if outcome is None or outcome.stage is SaleStage.TAKEN:
        return Verdict.WAITING, _("Contract and invoice are being written …")
    if outcome.stage is SaleStage.BOOKED:
        return _verdict_of_booked(outcome)
    verdict, words = _ENDS[outcome.stage]
    return verdict, _(words)


def _verdict_of_booked(outcome: SaleOutcome) -> tuple[Verdict, str]:
    if outcome.is_held:
        return Verdict.NOTE, _(
            "The order waits for its check: nothing is handed over before it is green. Yellow is let go for money in"
            " advance."
        )
    if outcome.shipment_status is ShipmentStatus.DISPATCHED:
        return Verdict.ACCEPTED, _("Everything is done.")
    return Verdict.NOTE, _("Booked. Scan the things and hand them over.")


def _facts_of(sold: SoldAtCounter, outcome: SaleOutcome | None) -> list[Fact]:
    facts = [Fact(_("Receipt"), sold.number)] if sold.number else []
    if sold.missing:
        facts.append(Fact(_("Stock"), _("The books did not have all of it: a count is asked for."), Tone.WARN))
    if outcome is None:
        return facts
    if outcome.order_number:
        facts.append(Fact(_("Order"), outcome.order_number))
    if outcome.contract_number:
        begins = "" if outcome.start_on is None else shown_date(outcome.start_on)
        words = _("{number}, from {day}").format(number=outcome.contract_number, day=begins)
        facts.append(Fact(_("Contract"), words if begins else outcome.contract_number))
    if outcome.invoices:
        facts.append(Fact(_("Invoices"), ", ".join(outcome.invoices)))
    return facts
