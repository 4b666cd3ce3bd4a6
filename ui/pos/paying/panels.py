"""What the pay dialog shows to the right: the ways, the cash, the card, and money that comes later."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from domain.money import Money
from domain.till.model import Way
from domain.till.terminal import CardAnswer, CardOutcome, OnDisplay, Shows
from ui.labels import label
from ui.language import N_, _, shown_money
from ui.pos.paying.pad import KeyPad
from ui.pos.paying.paying import quick_notes
from ui.theme import Tone
from ui.widgets.base import clear, column, panel, row, styled, text
from ui.widgets.buttons import button
from ui.widgets.empty import Sign
from ui.widgets.forms import MoneyField, TextField, WrongEntry

WAYS: Final[dict[Way, tuple[str, str, str]]] = {
    Way.CASH: (N_("Cash"), "cash-multiple", "F5"),
    Way.CARD: (N_("Card"), "credit-card-outline", "F6"),
    Way.MANDATE: (N_("Direct debit"), "bank-outline", "F7"),
    Way.LINK: (N_("Payment link"), "link-variant", "F8"),
    Way.TRANSFER: (N_("Pay by invoice"), "receipt-text-outline", "F9"),
}
"""Word (N_), sign and key of each way, in the order shown."""
LATER: Final[dict[Way, str]] = {
    Way.LINK: N_(
        "A square code is shown next, and a link sent by e-mail: the customer leaves card or account there, and it is"
        " collected at once."
    ),
    Way.TRANSFER: N_("The customer gets the invoice and transfers the amount within its term."),
}


def way_word(way: Way) -> str:
    return _(WAYS[way][0])


class WaysPanel(QWidget):
    """One large key for each way that counts here."""

    chosen = Signal(object)

    def __init__(self, ways: Iterable[Way], missing: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        known, self.keys = set(ways), {}
        for way, (word, sign, key) in WAYS.items():
            if way in known:
                made = button(
                    f"{_(word)}  ·  {key}", partial(self.chosen.emit, way), sign=sign, shortcut=key, touch=True
                )
                self.keys[way] = made
        note = text(missing, "muted", wrap=True)
        self.setLayout(column(*self.keys.values(), note, None, gap=12))
        note.setVisible(bool(missing))


class CashPanel(QWidget):
    """What the customer hands over: a sum that notes make, or typed; the change is shown at once."""

    given = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rest = Money(0)
        self.amount = MoneyField(_("Handed over"), zero=False)
        self.pad = KeyPad(self.amount)
        self.change = text("", "title")
        self.take = button(_("Take cash"), self.give, kind="primary", sign="check", touch=True)
        self._notes = column(gap=8)
        self.notes: list[QPushButton] = []
        styled(self, touch="true")
        keys = row(self.pad, gap=16)
        keys.addLayout(self._notes, 1)
        self.setLayout(column(self.amount, self.change, keys, self.take, None, gap=12))
        self.amount.changed.connect(self._show_change)

    def begin(self, rest: Money) -> None:
        self._rest = rest
        clear(self._notes)
        self.notes = []
        for amount in quick_notes(rest):
            made = button(shown_money(amount), partial(self.given.emit, amount), touch=True)
            self.notes.append(made)
            self._notes.addWidget(made)
        self._notes.addStretch(1)
        self.amount.set_value(rest)
        self.pad.begin_anew()
        self.amount.setFocus()
        self.amount.editor.selectAll()  # type: ignore[attr-defined]  # a MoneyField edits in a line

    def give(self) -> None:
        try:
            self.given.emit(self.amount.value())
        except WrongEntry as wrong:
            self.amount.show_error(str(wrong))

    def _show_change(self) -> None:
        try:
            given = self.amount.value()
        except WrongEntry:
            self.change.setText("")
            return
        back = given - self._rest
        self.change.setText(
            _("Change {amount}").format(amount=shown_money(back))
            if back.minor >= 0
            else _("{amount} are left to pay").format(amount=shown_money(-back))
        )
        styled(self.change, tone="ok" if back.minor >= 0 else "warn")


class CardPanel(QWidget):
    """What the terminal shows its customer, large enough for both; the ways out of an answer that was lost."""

    aborted = Signal()
    tried_again = Signal()
    looked_up = Signal()
    settled = Signal(str)
    """The receipt's number on the terminal's slip; "" when it was not paid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.amount, self.words = text("", "header"), text("", "answer-detail", wrap=True)
        self.detail = text("", "muted", wrap=True)
        self.sign = Sign("credit-card-outline", 64, "accent")
        self.abort = button(_("End card payment"), self.aborted.emit, sign="close", touch=True)
        self.again = button(_("Try again"), self.tried_again.emit, sign="refresh", touch=True)
        self.look_up = button(_("Ask the terminal"), self.looked_up.emit, kind="primary", sign="magnify", touch=True)
        self.slip = TextField(_("Receipt number on the terminal's slip"), required=True, longest=20)
        self.was_paid = button(_("It was paid"), self._on_paid, sign="check", touch=True)
        self.was_not = button(_("It was not paid"), lambda: self.settled.emit(""), sign="close", touch=True)
        self._by_hand = QWidget()
        self._by_hand.setLayout(column(self.slip, row(self.was_paid, self.was_not, None), gap=12))
        styled(self, touch="true")
        box = panel("note", self.sign, self.words, self.detail, margin=24, gap=12)
        self.setLayout(
            column(self.amount, box, self._by_hand, row(self.abort, self.again, self.look_up, None), None, gap=16)
        )
        self._offer()

    def begin(self, amount: Money) -> None:
        self.amount.setText(_("{amount} by card").format(amount=shown_money(amount)))
        self._tell(label(Shows.CONNECTING), "")
        self._offer(self.abort)

    def show_display(self, told: OnDisplay) -> None:
        self._tell(label(told.shows), told.words)

    def show_ended(self, answer: CardAnswer) -> None:
        """Not paid: why, and the way to try it again."""
        self._tell(label(answer.outcome), answer.text or _("Nothing was charged."), Tone.WARN)
        self._offer(self.again)

    def show_unknown(self, problem: str = "", *, is_asked: bool = False) -> None:
        """`is_asked`: the terminal was asked and cannot tell either; a person reads its slip."""
        words = problem or _(
            "The line to the terminal went while it was paid. Ask the terminal before anything else is charged."
        )
        self._tell(label(CardOutcome.UNKNOWN), words, Tone.BAD)
        self._offer(self.look_up, *((self._by_hand,) if is_asked else ()))

    def show_problem(self, sentence: str) -> None:
        self._tell(_("Not paid by card"), sentence, Tone.WARN)
        self._offer(self.again)

    def _tell(self, words: str, detail: str, tone: Tone | None = None) -> None:
        self.words.setText(words)
        self.detail.setText(detail)
        styled(self.words, tone=tone)

    def _offer(self, *open_parts: QWidget) -> None:
        for part in (self.abort, self.again, self.look_up, self._by_hand):
            part.setVisible(part in open_parts)
        self.sign.setVisible(self._by_hand not in open_parts)

    def _on_paid(self) -> None:
        try:
            self.settled.emit(self.slip.value())
        except WrongEntry as wrong:
            self.slip.show_error(str(wrong))


class LaterPanel(QWidget):
    """Money that comes later: how much of it, and what follows."""

    promised = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._way = Way.TRANSFER
        self.title, self.words = text("", "header"), text("", "muted", wrap=True)
        self.amount = MoneyField(_("Amount"), zero=False)
        self.take = button("", self._on_take, kind="primary", sign="check", touch=True)
        styled(self, touch="true")
        self.setLayout(column(self.title, self.words, self.amount, self.take, None, gap=16))

    def begin(self, way: Way, rest: Money) -> None:
        self._way = way
        self.title.setText(way_word(way))
        self.words.setText(_(LATER[way]))
        self.amount.set_value(rest)
        self.take.setText(_("Note it"))
        self.take.setFocus()

    def _on_take(self) -> None:
        try:
            self.promised.emit(self._way, self.amount.value())
        except WrongEntry as wrong:
            self.amount.show_error(str(wrong))


class TakenList(QWidget):
    """What was taken so far, each with a way out."""

    taken_out = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = column(gap=8)
        self.setLayout(self._box)

    def show_taken(self, rows: Iterable[tuple[str, Money, Callable[[], object]]]) -> None:
        clear(self._box)
        for word, amount, take_out in rows:
            value = text(shown_money(amount), "strong")
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            out = button("", take_out, sign="close", kind="plain", touch=True)
            out.setToolTip(_("Take out: {way}").format(way=word))
            out.setAccessibleName(out.toolTip())
            self._box.addLayout(row(text(word), None, value, out))
