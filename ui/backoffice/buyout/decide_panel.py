"""An offer is accepted, or a purchase that is not paid yet is taken back: what that causes is shown before."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from domain.application import Command, Event
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.take_back_buyout import TakeBackBuyout
from domain.contracts.preview_change import ChangePreview
from domain.errors import AppError
from domain.views.buyouts import AcceptPreview, OfferTold, PurchasePage
from ui.backoffice.asking import Asker, give
from ui.backoffice.contracts.next_list import NextList
from ui.desk import Desk
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import column, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import TextField, WrongEntry
from ui.widgets.key_values import Fact, KeyValues


class DecidePanel(QFrame):
    """`begin` with the offer and what is to become of it; `closed` when it is done or discarded."""

    closed = Signal()

    def __init__(self, desk: Desk, shell: Shell, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._today = desk, shell, today
        self._asker = Asker(shell, self)
        self._told: OfferTold | None = None
        self._page: PurchasePage | None = None
        self._accepts, self.is_busy = True, False
        self._known: list[Fact] = []
        self.facts, self.upcoming = KeyValues(), NextList(is_brief=True)
        self.deposit = QCheckBox(_("The deposit pays as much of it as it can"))
        self.deposit.setObjectName("uses_deposit")
        self.deposit.toggled.connect(lambda _on: self._preview())
        self.reason = TextField(_("Why"), required=True, longest=200)
        self.says, self.problem = text("", "muted", wrap=True), text("", tone=Tone.BAD, wrap=True)
        self.deed = button(_("Accept"), self._on_deed, kind="primary", shortcut="Ctrl+Return")
        discard = button(_("Discard"), self.closed.emit, kind="plain")
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed.emit)
        self._heading = text("", "section", wrap=True)
        card = Card(tone=Tone.ACCENT)
        card.add(
            self._heading, text(_("Preview, not saved yet"), "muted"), self.facts, self.deposit, self.reason,
            text(_("What this does"), "section"), self.upcoming, self.says, self.problem,
            row(self.deed, discard, None),
        )  # fmt: skip
        self.setLayout(column(card))

    def begin(self, told: OfferTold, page: PurchasePage, *, accepts: bool) -> None:
        self._told, self._page, self._accepts = told, page, accepts
        offer = told.offer
        words = _("Accept offer {number}") if accepts else _("Take back purchase {number}")
        self._heading.setText(words.format(number=offer.number))
        self._known = [
            Fact(_("Things"), told.things),
            Fact(_("Price with VAT"), shown_money(told.asked.gross)),
            Fact(_("of it VAT"), shown_money(told.asked.vat)),
            Fact(_("Valid until"), shown_date(offer.valid_until)),
        ]
        self.facts.set_facts(self._known)
        self.deposit.setChecked(False)
        self.deposit.setVisible(accepts and told.is_whole and bool(page.deposit))
        self.deposit.setToolTip(_("{amount} are held").format(amount=shown_money(page.deposit)))
        self.reason.setVisible(not accepts)
        self.reason.set_value("")
        self.deed.setText(_("Accept and charge") if accepts else _("Take back purchase"))
        self.says.setText(_says(told, accepts=accepts))
        self.problem.hide()
        self.deed.setEnabled(False)
        self._preview()
        (self.deed if accepts else self.reason).setFocus()

    def command(self) -> Command | None:
        """None while a field is wrong, which then says so."""
        told, page = self._told, self._page
        if told is None or page is None:
            return None
        contract = page.contract
        if self._accepts:
            uses = self.deposit.isVisibleTo(self) and self.deposit.isChecked()
            return AcceptOffer(told.offer.id, contract.id, contract.version, uses)
        try:
            return TakeBackBuyout(told.offer.id, contract.id, contract.version, self.reason.value())
        except WrongEntry as wrong:
            self.reason.show_error(str(wrong))
            self.reason.setFocus()
            return None

    def _preview(self) -> None:
        told, buyouts = self._told, self._desk.office.buyouts
        if told is None:
            return
        if not self._accepts:
            self._asker.ask(partial(buyouts.preview_take_back, told.offer.id), self._show, self._on_refused)
            return
        ask = partial(buyouts.preview_accept, told.offer.id, uses_deposit=self.deposit.isChecked())
        self._asker.ask(ask, self._show_accepted, self._on_refused)

    def _show_accepted(self, preview: AcceptPreview) -> None:
        self.facts.set_facts(
            [
                *self._known,
                Fact(_("Rent given back, if paid today"), shown_money(preview.rent_back)),
                Fact(_("When it is paid"), _("the contract ends") if preview.ends_contract else _("the rest goes on")),
            ]
        )
        self._show(preview.now)

    def _show(self, preview: ChangePreview) -> None:
        self.problem.hide()
        self.deed.setEnabled(True)
        nothing = _("No further invoice.")
        self.upcoming.show_next(preview.after, self._today(), nothing, most=4)

    def _on_deed(self) -> None:
        command = None if self.is_busy else self.command()
        if command is not None:
            self.is_busy = True
            give(self._shell, self._desk, command, self._on_done, self._on_refused, owner=self)

    def _on_done(self, _event: Event) -> None:
        self.is_busy = False
        words = _("Accepted; the invoice is being written.") if self._accepts else _("The purchase is taken back.")
        self._shell.toast(words)
        self.closed.emit()

    def _on_refused(self, error: Exception) -> None:
        self.is_busy = False
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self.problem.setText(refusal(error))
        self.problem.show()
        self.deed.setEnabled(False)


def _says(told: OfferTold, *, accepts: bool) -> str:
    if not accepts:
        return _("The charge is credited; what was paid of it becomes balance. The rent goes on as before.")
    if told.offer.on_credit:
        return _("The things are the customer's at once, whether they are paid or not.")
    return _("The invoice is written at once. Until it is paid, the rent goes on and the things stay ours.")
