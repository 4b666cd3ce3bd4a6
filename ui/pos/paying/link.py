"""A link by which the customer pays with a telephone of their own: drawn as a square, watched until it is paid."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QWidget

from domain.errors import AppError
from domain.ids import CustomerId
from domain.money import Money
from domain.views.serving import PayLink, PayLinkState, ServingDesk
from ui.backoffice.asking import Asker
from ui.language import _, shown_date, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, row, styled, text
from ui.widgets.buttons import button
from ui.widgets.square_code import SquareCode

LOOK_MS: Final = 2000
LONGEST_MS: Final = 20 * 60 * 1000


class PayLinkPanel(QWidget):
    """`begin` asks for a link and shows it; `made` gets it, None when there is none."""

    def __init__(self, shell: Shell, serving: ServingDesk | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._serving = shell, serving
        self._asks = Asker(shell, self)
        self._amount = Money(0)
        self.link: PayLink | None = None
        self.state = PayLinkState()
        self.square = SquareCode()
        self.title, self.words = text("", "header"), text("", "strong", wrap=True)
        self.how = text(
            _("The customer reads the square with a telephone and leaves a card or an account there."),
            "muted",
            wrap=True,
        )
        told = QWidget()
        told.setLayout(column(self.title, self.words, self.how, None, gap=12))
        parts = row(self.square, gap=24)
        parts.addWidget(told, 1)
        self.setLayout(parts)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._ends = QTimer(self)
        self._ends.setSingleShot(True)
        self._ends.setInterval(LONGEST_MS)
        self._ends.timeout.connect(self._timer.stop)

    def begin(
        self, customer_id: CustomerId, receipt: str, amount: Money, made: Callable[[PayLink | None], object]
    ) -> None:
        """`receipt`: the number of the one that left this to be paid."""
        serving, self._amount = self._serving, amount
        self.stop()
        self.title.setText(_("{amount} by payment link").format(amount=shown_money(amount)))
        self.square.hide()
        if serving is None:
            made(None)
            return
        self._say(_("The link is being made …"))

        def opened(link: PayLink) -> None:
            self._show_link(link)
            made(link)

        def refused(error: Exception) -> None:
            self._refused(error)
            made(None)

        self._asks.ask(lambda: serving.open_link(serving.serve(customer_id), receipt), opened, refused)

    def stop(self) -> None:
        self._timer.stop()
        self._ends.stop()
        self._asks.forget()
        self.link, self.state = None, PayLinkState()

    def look(self) -> None:
        link, serving = self.link, self._serving
        if link is not None and serving is not None:
            self._asks.ask(partial(serving.link_state, link), self._show_state, lambda _away: None)

    def _show_link(self, link: PayLink) -> None:
        self.link = link
        self._say(_("One moment: the link is being opened …"))
        self._timer.start()
        self._ends.start()
        self.look()

    def _show_state(self, state: PayLinkState) -> None:
        self.state, link = state, self.link
        if link is None:
            return
        is_readable = state.is_asked and not state.is_left
        if is_readable and self.square.text != link.address:
            self.square.show_text(link.address, _("Square code of the payment link"))
        self.square.setVisible(is_readable)
        self.how.setVisible(is_readable)
        self._say(*state_words(state, self._amount))
        if state.paid >= self._amount or state.has_failed:
            self._timer.stop()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
        self.how.hide()
        self._say(refusal(error) if isinstance(error, AppError) else _("That went wrong. Try it again."), Tone.WARN)

    def _say(self, words: str, tone: Tone | None = None) -> None:
        self.words.setText(words)
        styled(self.words, tone=tone)


def state_words(state: PayLinkState, amount: Money) -> tuple[str, Tone | None]:
    """Where the money is, in a sentence."""
    if not state.is_left:
        return (_("Waiting for payment") if state.is_asked else _("One moment: the link is being opened …")), None
    if state.has_failed:
        return _("The payment was refused. Take the money in another way, or show a new link."), Tone.BAD
    if state.paid >= amount:
        return _("Paid: {amount}").format(amount=shown_money(state.paid)), Tone.OK
    if state.paid:
        return _("{paid} of {amount} are paid").format(paid=shown_money(state.paid), amount=shown_money(amount)), None
    if state.collects_on is None:
        return _("Card or account is there; the payment is on its way …"), None
    words = _("Card or account is there; the money is collected on {day}.")
    return words.format(day=shown_date(state.collects_on)), Tone.OK


class PayLinkDialog(QDialog):
    """For what was to be paid by link and is still open. `print_it` gets the link's address."""

    def __init__(
        self, shell: Shell, serving: ServingDesk | None, parent: QWidget, print_it: Callable[[str], object]
    ) -> None:
        super().__init__(parent)
        self._print_it = print_it
        self.setWindowTitle(_("Payment link"))
        self.setMinimumWidth(theme().px(640))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.panel = PayLinkPanel(shell, serving)
        self.close_it = button(_("Close"), self.accept, touch=True)
        self.print = button(_("Print the receipt with it"), self._on_print, sign="printer-outline", touch=True)
        self.print.hide()
        self.setLayout(column(self.panel, row(self.print, None, self.close_it, gap=16), gap=16, margin=24))

    def begin(self, customer_id: CustomerId, receipt: str, amount: Money) -> None:
        self.panel.begin(customer_id, receipt, amount, lambda link: self.print.setVisible(link is not None))
        self.open()

    def _on_print(self) -> None:
        if self.panel.link is not None:
            self._print_it(self.panel.link.address)

    def done(self, result: int) -> None:
        self.panel.stop()
        super().done(result)
