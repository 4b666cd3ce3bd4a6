"""Takes an amount: several ways in one payment, and nothing is lost when what follows is refused."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from domain.errors import AppError
from domain.money import Money
from domain.till.model import PaymentWrong, Tendered, Way
from domain.till.terminal import CardAnswer, CardOutcome, CardTerminal
from ui.language import _, shown_money
from ui.pos.paying.card import CardPayment
from ui.pos.paying.mandate import MandatePanel, Mandates
from ui.pos.paying.panels import CardPanel, CashPanel, LaterPanel, TakenList, WaysPanel, way_word
from ui.pos.paying.paying import Paying
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone, theme
from ui.widgets.base import column, line, panel, row, styled, text
from ui.widgets.buttons import button

Given = Callable[[tuple[Tendered, ...]], None]


class PayDialog(QDialog):
    """`PayDialog(shell, parent, owed, ways, taken, terminal=terminal).open()`.

    `taken` gets what was tendered once nothing is left; whoever opened the dialog gives its command and then calls
    `finish`, or `refuse` with what was refused: all that was taken still stands here. `why`: what is not to be had
    here, in a sentence. `terminal` None: no card, `mandates` None: no direct debit,
    whatever `ways` says.
    """

    def __init__(
        self,
        shell: Shell,
        parent: QWidget,
        owed: Money,
        ways: frozenset[Way],
        taken: Given,
        *,
        terminal: CardTerminal | None = None,
        mandates: Mandates | None = None,
        why: str = "",
    ) -> None:
        super().__init__(parent)
        offered = ways - {Way.CARD} if terminal is None else ways
        offered = offered - {Way.MANDATE} if mandates is None else offered
        self.paying = Paying(owed, offered)
        self._shell, self._taken = shell, taken
        self._card = None if terminal is None else CardPayment(shell, terminal, self)
        self._is_given = self._is_unknown = False
        self._taking_back: int | None = None
        self._card_amount = owed
        self.setWindowTitle(_("Payment"))
        self.setMinimumWidth(theme().px(820))
        self.list = TakenList()
        self.left, self.owed_words = text("", "answer"), text("", "muted")
        self.problem = text("", tone=Tone.BAD, wrap=True)
        self.complete = button(_("Finish payment"), self._on_done, kind="primary", sign="check", touch=True)
        self.complete.setShortcut("Ctrl+Return")
        self.back = button(_("Cancel"), self.reject, touch=True)
        self.other = button(_("Another way"), self._show_ways, sign="arrow-left", kind="plain", touch=True)
        self.ways, self.cash, self.card = WaysPanel(offered, why), CashPanel(), CardPanel()
        self.later = LaterPanel()
        self.mandate = None if mandates is None else MandatePanel(mandates)
        self._build()
        self._connect()
        self._show()

    def finish(self) -> None:
        """What was taken is written down."""
        self._is_given = False
        self.accept()

    def refuse(self, error: Exception) -> None:
        """It was not written down, and why; it can be tried again."""
        self._is_given = False
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
        self._say(refusal(error) if isinstance(error, AppError) else _("That went wrong. Try it again."))
        self._show()

    def reject(self) -> None:
        """Not while a card is charged, and not over money that a card paid."""
        is_asked = self.mandate is not None and self.mandate.is_waiting
        if is_asked or self._is_given or self._is_unknown or (self._card is not None and self._card.is_running):
            self._say(_("A payment is on its way. Wait until it has ended."))
        elif self.paying.has_card:
            self._say(_("The card was charged. Take that payment back first, then cancel."))
        else:
            super().reject()

    def _build(self) -> None:
        self._stack = QStackedWidget()
        for each in (self.ways, self.cash, self.card, self.later, self.mandate):
            if each is not None:
                self._stack.addWidget(each)
        summary = panel("card", self.owed_words, self.left, line(), self.list, None, self.problem, gap=12, margin=24)
        summary.setFixedWidth(theme().px(340))
        right = QWidget()
        right.setLayout(column(row(self.other, None), self._stack, gap=8))
        self.problem.hide()
        buttons = row(self.back, None, self.complete, gap=16)
        middle = row(summary, gap=24)
        middle.addWidget(right, 1)
        self.setLayout(column(middle, buttons, gap=16, margin=24))

    def _connect(self) -> None:
        self.ways.chosen.connect(self._begin)
        self.cash.given.connect(lambda given: self._take(lambda: self.paying.cash(given)))
        for each in (self.later, self.mandate):
            if each is not None:
                each.promised.connect(lambda way, amount: self._take(lambda: self.paying.promise(way, amount)))
        self.card.tried_again.connect(self._begin_card)
        self.card.looked_up.connect(self._look_up)
        self.card.settled.connect(self._settle_by_hand)
        if self._card is not None:
            self.card.aborted.connect(self._card.abort)
            self._card.shown.connect(self.card.show_display)
            self._card.ended.connect(self._on_card_ended)
            self._card.failed.connect(self._on_card_failed)

    def _begin(self, way: Way) -> None:
        if self.paying.is_paid or self._is_given or self._is_unknown:
            return
        self._say("")
        if way is Way.CASH:
            self._turn_to(self.cash)
            self.cash.begin(self.paying.rest)
        elif way is Way.CARD:
            self._begin_card()
        elif way is Way.MANDATE and self.mandate is not None:
            self._turn_to(self.mandate)
            self.mandate.begin(self.paying.rest)
        else:
            self._turn_to(self.later)
            self.later.begin(way, self.paying.rest)

    def _begin_card(self) -> None:
        if self._card is None or self._card.is_running or self.paying.is_paid:
            return
        self._card_amount = self.paying.rest
        self._turn_to(self.card)
        self.card.begin(self._card_amount)
        self._card.pay(self._card_amount)
        self._show()

    def _on_card_ended(self, answer: CardAnswer) -> None:
        if self._taking_back is not None:
            self._on_taken_back(answer)
        elif answer.outcome is CardOutcome.PAID:
            self._is_unknown = False
            self._take(lambda: self.paying.card(answer, self._card_amount))
        elif answer.outcome is CardOutcome.UNKNOWN:
            self._is_unknown = True
            self.card.show_unknown()
            self._show()
        else:
            self._is_unknown = False
            self.card.show_ended(answer)
            self._show()

    def _on_card_failed(self, error: Exception) -> None:
        words = refusal(error) if isinstance(error, AppError) else ""
        if self._taking_back is not None:
            self._taking_back = None
            self._say(words)
        elif self._is_unknown:
            self.card.show_unknown(words, is_asked=True)
        else:
            self.card.show_problem(words)
        self._show()

    def _look_up(self) -> None:
        if self._card is not None and not self._card.is_running:
            self._card.look_up()

    def _settle_by_hand(self, receipt: str) -> None:
        """The terminal cannot tell; a person read its slip."""
        outcome = CardOutcome.PAID if receipt else CardOutcome.ABORTED
        self._on_card_ended(CardAnswer(outcome, self._card_amount, receipt=receipt))

    def _take(self, take: Callable[[], Tendered]) -> None:
        try:
            take()
        except PaymentWrong:
            self._say(_("At most {amount} can be paid this way.").format(amount=shown_money(self.paying.rest)))
            return
        self._say("")
        self._show_ways()
        self._show()

    def _take_out(self, number: int) -> None:
        paid = self.paying.taken[number]
        if self._is_given or self._is_unknown or self._taking_back is not None:
            return
        if paid.way is Way.CARD and self._card is not None and paid.card is not None:
            self._taking_back = number
            self._say(_("The terminal takes the payment back …"))
            self._card.take_back(paid.card.receipt, paid.amount)
        else:
            self.paying.take_out(number)
            self._say("")
        self._show()

    def _on_taken_back(self, answer: CardAnswer) -> None:
        number, self._taking_back = self._taking_back, None
        if answer.outcome is CardOutcome.PAID and number is not None:
            self.paying.take_out(number)
            self._say(_("The payment was taken back."))
        else:
            self._say(_("The terminal did not take it back; the card stays charged. Look at the terminal's slip."))
        self._show()

    def _on_done(self) -> None:
        if not self.paying.is_paid or self._is_given:
            return
        self._is_given = True
        self._show()
        self._taken(self.paying.done())

    def _show(self) -> None:
        """Sums, list and buttons as things stand."""
        paying = self.paying
        is_busy = self._is_given or self._is_unknown or (self._card is not None and self._card.is_running)
        self.owed_words.setText(_("To pay {amount}").format(amount=shown_money(paying.owed)))
        if paying.is_paid:
            back = paying.change
            self.left.setText(_("Change {amount}").format(amount=shown_money(back)) if back else _("Paid"))
        else:
            self.left.setText(shown_money(paying.rest))
        styled(self.left, tone="ok" if paying.is_paid else None, fit="long")
        self.list.show_taken(
            (way_word(each.way), each.amount, partial(self._take_out, number))
            for number, each in enumerate(paying.taken)
        )
        self.complete.setEnabled(paying.is_paid and not is_busy)
        self.complete.setDefault(paying.is_paid)
        self.ways.setEnabled(not paying.is_paid and not is_busy)
        self.other.setVisible(self._stack.currentWidget() is not self.ways)
        self.other.setEnabled(not is_busy)
        self.list.setEnabled(not is_busy)
        if paying.is_paid:
            self.complete.setFocus()

    def _show_ways(self) -> None:
        self._turn_to(self.ways)

    def _turn_to(self, wanted: QWidget) -> None:
        self._stack.setCurrentWidget(wanted)
        self.other.setVisible(wanted is not self.ways)

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.setVisible(bool(sentence))
