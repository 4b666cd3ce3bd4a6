"""The right side of a till: who is served, what lies there, what it costs, and the way to the money."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QStackedWidget, QWidget

from domain.counter.basket import TriedBasket
from domain.customers.model import Customer, CustomerKind
from domain.views.till_page import FoundCustomer
from ui.backoffice.parts import PickField
from ui.backoffice.words import listed_recurring
from ui.labels import label
from ui.language import _, count, shown_money
from ui.pos.sale.basket import Basket, Lying
from ui.pos.sale.lines import BasketLines
from ui.pos.sale.served import CustomerCard
from ui.theme import Tone, theme
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, line, panel, row, styled, text
from ui.widgets.buttons import button, tool
from ui.widgets.empty import EmptyState
from ui.widgets.forms import DateField

TYPING_MS: Final = 400
SETTLED_MS: Final = 40
"""After which a new line has its place and can be scrolled to."""
Find = Callable[[str, Callable[[Sequence[FoundCustomer]], None]], None]


class CustomerBox(QWidget):
    """Found by name, number, mail or telephone, scanned, or taken in; then their card."""

    picked = Signal(object)
    new_wanted = Signal()
    left = Signal()
    opened = Signal(object)

    def __init__(self, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search: PickField[FoundCustomer] = PickField(_("Customer: name, mail or phone  (F3)"), find, _shown)
        self.search.line.setProperty("touch", "true")
        self.new = button(_("New"), self.new_wanted.emit, sign="account-plus-outline", shortcut="F4", touch=True)
        self.name, self.detail = text("", "title", wrap=True), text("", "muted", wrap=True)
        self.forget = tool("close", _("Serve somebody else"), self.left.emit, px=24)
        self.forget.setFixedSize(theme().px(44), theme().px(44))
        self._notes = row(gap=8)
        self._customer: Customer | None = None
        self._build()

    def show_customer(self, customer: Customer | None) -> None:
        self._customer = customer
        self._stack.setVisible(customer is None)
        self._chosen.setVisible(customer is not None)
        if customer is not None:
            personal = customer.personal
            self.name.setText(personal.name)
            company = personal.company if personal.company != personal.name else ""
            kind = label(customer.kind) if customer.kind is CustomerKind.COMPANY else ""
            parts = (customer.number, company, kind, personal.email or personal.phone)
            self.detail.setText(" · ".join(filter(None, parts)))

    def show_card(self, card: CustomerCard | None) -> None:
        clear(self._notes)
        for word, tone in _card_words(card):
            self._notes.addWidget(Badge(word, tone))
        self._notes.addStretch(1)

    def _build(self) -> None:
        self._stack = QWidget()
        looking = row(gap=8)
        looking.addWidget(self.search, 1)
        looking.addWidget(self.new, 0, Qt.AlignmentFlag.AlignTop)
        self._stack.setLayout(looking)
        self._chosen = QWidget()
        names = row(gap=8)
        names.addLayout(column(self.name, self.detail, gap=2), 1)
        names.addWidget(self.forget, 0, Qt.AlignmentFlag.AlignTop)
        self._chosen.setLayout(column(names, self._notes, gap=8))
        self._chosen.hide()
        self.setLayout(column(self._stack, self._chosen, gap=0))
        self.search.picked.connect(self.picked)


class Totals(QWidget):
    """Today, a month, in all; the deposit apart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today, self.month, self.whole = text("", "header"), text("", "strong"), text("", "strong")
        self.deposit, self.rhythm = text("", "muted", wrap=True), text("", "muted", wrap=True)
        self._later = QWidget()
        self._later.setLayout(
            column(
                row(text(_("A month"), "muted"), None, self.month),
                row(text(_("In the first year"), "muted"), None, self.whole),
                gap=4,
            )
        )
        self.setLayout(
            column(
                row(text(_("Today"), "title"), None, self.today),
                self.deposit,
                self._later,
                self.rhythm,
                gap=4,
            )
        )

    def show_tried(self, tried: TriedBasket | None, lying: Lying) -> None:
        """Without an answer what the plans say; a dash for nothing."""
        if tried is None:
            self._show_plain(lying)
            return
        self.today.setText(shown_money(tried.today))
        held = _("of which {amount} deposit, which comes back").format(amount=shown_money(tried.deposit))
        self.deposit.setText(held if tried.deposit else "")
        self.deposit.setVisible(bool(tried.deposit))
        order = tried.order
        runs_on = order is not None and bool(order.monthly)
        self._later.setVisible(runs_on)
        self.rhythm.hide()
        if order is not None and runs_on:
            self.month.setText(shown_money(order.monthly))
            self.whole.setText(shown_money(order.year))

    def _show_plain(self, lying: Lying) -> None:
        self.today.setText(shown_money(lying.once) if lying.lines and not lying.runs_on else "–")
        self.deposit.hide()
        self._later.hide()
        recurring = lying.recurring
        self.rhythm.setText(_("then {rates}").format(rates=listed_recurring(recurring)) if recurring.rates else "")
        self.rhythm.setVisible(bool(recurring.rates))


class BasketSide(QWidget):
    """`pay_wanted`, `park_wanted`, `recall_wanted`: the three deeds, on F12, F10 and F11."""

    pay_wanted = Signal()
    park_wanted = Signal()
    recall_wanted = Signal()
    undo_wanted = Signal()
    beside_typed = Signal(str, object)

    def __init__(self, find: Find, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.customer, self.lines, self.totals = CustomerBox(find), BasketLines(), Totals()
        self.voucher = QLineEdit()
        self.voucher.setPlaceholderText(_("Voucher or friend's code"))
        self.voucher.setAccessibleName(self.voucher.placeholderText())
        self.voucher.setMaxLength(40)
        self.start_on = DateField(_("First day"))
        self.start_on.label.hide()
        self.problem = text("", wrap=True)
        self._problem = panel("note", self.problem, margin=12)
        self._problem.hide()
        self.pay = button(
            _("Pay"), self.pay_wanted.emit, kind="primary", sign="cash-register", shortcut="F12", touch=True
        )
        self.park = tool("pause", _("Park the basket (F10)"), self.park_wanted.emit, px=24)
        self.recall = tool("tray-arrow-up", _("Recall a parked basket (F11)"), self.recall_wanted.emit, px=24)
        self.undo = tool("undo", _("Undo (Ctrl+Z)"), self.undo_wanted.emit, px=24)
        self.waiting = Badge("", Tone.ACCENT)
        for made, key in ((self.park, "F10"), (self.recall, "F11"), (self.undo, "")):
            made.setFixedSize(theme().px(46), theme().px(52))
            if key:
                made.setShortcut(key)
        self._build()
        self.show_tried(None, Lying())
        self._typed = QTimer(self)
        self._typed.setSingleShot(True)
        self._typed.setInterval(TYPING_MS)
        self._typed.timeout.connect(self.tell_beside)
        self.voucher.textEdited.connect(lambda _words: self._typed.start())
        self.start_on.changed.connect(self._typed.start)

    def show_basket(self, basket: Basket, marked: int | None = None) -> None:
        lying = basket.now
        self.customer.show_customer(lying.customer)
        self.lines.show_lines(lying.lines)
        self._stack.setCurrentIndex(0 if lying.lines else 1)
        if self.voucher.text().strip() != lying.voucher:
            self.voucher.setText(lying.voucher)
        self._beside.setVisible(bool(lying.lines) and lying.customer is not None)
        self.start_on.setVisible(lying.asks_start)
        self.undo.setEnabled(basket.can_undo)
        self.park.setEnabled(not lying.is_empty)
        self.recall.setEnabled(bool(basket.parked))
        self.waiting.setText(count("{count} parked", "{count} parked", len(basket.parked)))
        self.waiting.setVisible(bool(basket.parked))
        if marked is not None and marked < len(self.lines.rows):
            mark = self.lines.rows[marked]
            QTimer.singleShot(SETTLED_MS, mark, lambda: self._area.ensureWidgetVisible(mark))

    def show_tried(self, tried: TriedBasket | None, lying: Lying) -> None:
        self.totals.show_tried(tried, lying)
        due = shown_money(tried.today) if tried is not None and tried.today else ""
        self.pay.setText(f"{due}  ·  F12" if due else _("Pay  ·  F12"))
        self.pay.setAccessibleName(_("Pay {amount}").format(amount=due))

    def say(self, sentence: str, *, is_bad: bool = False) -> None:
        self.problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        styled(self._problem, tone=Tone.BAD if is_bad else Tone.WARN)

    def tell_beside(self) -> None:
        """What is typed beside the lines, at once."""
        self._typed.stop()
        self.beside_typed.emit(self.voucher.text().strip(), self.start_on.value())

    def _build(self) -> None:
        self.setProperty("touch", "true")
        inner = QWidget()
        inner.setLayout(column(self.lines, gap=0))
        styled(inner, role="page")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(inner)
        nothing = EmptyState(
            "cart-outline", _("The basket is empty"), _("Scan a code, or touch something on the left.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(nothing)
        self._stack.setMinimumHeight(theme().px(136))
        self._beside = QWidget()
        beside = row(gap=12)
        beside.addWidget(self.voucher, 1)
        beside.addWidget(self.start_on, 1)
        self._beside.setLayout(beside)
        self.start_on.hide()
        upper = panel("card", self.customer, margin=16)
        basket = panel("card", gap=12, margin=16)
        layout = basket.layout()
        if layout is not None:
            layout.addWidget(self._stack)
            for each in (self._beside, line(), self.totals, self._problem):
                layout.addWidget(each)
        deeds = row(self.undo, self.park, self.recall, self.waiting, gap=4)
        deeds.addWidget(self.pay, 1)
        self.waiting.hide()
        whole = column(upper, gap=12)
        whole.addWidget(basket, 1)
        whole.addLayout(deeds)
        self.setLayout(whole)


def _shown(found: FoundCustomer) -> tuple[str, str, str]:
    return found.name, f"{found.number} · {found.detail}" if found.detail else found.number, "account-outline"


def _card_words(card: CustomerCard | None) -> list[tuple[str, Tone]]:
    if card is None:
        return []
    words: list[tuple[str, Tone]] = []
    for amount in card.open:
        told = _("{amount} open").format(amount=shown_money(amount))
        words.append((told, Tone.BAD if card.overdue else Tone.WARN))
    if card.overdue:
        words.append((count("{count} bill overdue", "{count} bills overdue", card.overdue), Tone.BAD))
    words += [(_("{amount} credit").format(amount=shown_money(amount)), Tone.OK) for amount in card.balances]
    if card.things:
        words.append((count("has {count} thing", "has {count} things", card.things), Tone.NEUTRAL))
    return words or [(_("nothing open"), Tone.OK)]
