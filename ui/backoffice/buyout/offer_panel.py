"""Making an offer: which things, for how much and how that comes about, and until when it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from domain.application import Event
from domain.assets.status import Condition
from domain.buyout.offer_buyout import BuyoutOffered, OfferBuyout, OfferedThing
from domain.buyout.rules import USUAL_DAYS
from domain.contracts.deadlines import last_day_to_declare
from domain.errors import AppError
from domain.ids import AssetId
from domain.money import Money, total
from domain.views.buyouts import Piece, PurchasePage
from ui.backoffice.asking import Asker, give
from ui.backoffice.buyout.words import worked_words
from ui.desk import Desk
from ui.labels import label
from ui.language import _, shown_money
from ui.shell.port import Shell
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.forms import ChoiceField, DateField, MoneyField, TextField, WrongEntry


@dataclass(frozen=True, slots=True)
class _Line:
    piece: Piece
    ticked: QCheckBox
    condition: ChoiceField
    price: MoneyField


class OfferPanel(QFrame):
    """`begin` with the contract's page; `closed` when it is done or discarded.

    A price that is typed over is one of the person's own; the condition is asked for again where a table needs it.
    """

    closed = Signal()

    def __init__(self, desk: Desk, shell: Shell, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._shell, self._today = desk, shell, today
        self._asker = Asker(shell, self)
        self._page: PurchasePage | None = None
        self._lines: list[_Line] = []
        self.is_busy = False
        self._things = column(gap=12)
        self.until = DateField(_("Valid until"), hint=_("The offer binds the house up to and including this day."))
        self.until.editor.setObjectName("offer_until")
        self.reason = TextField(_("Note (internal)"), longest=200)
        self.sum, self.problem = text("", "strong", wrap=True), text("", tone=Tone.BAD, wrap=True)
        self.law = text(
            _("An offer of its own, after signing: nothing of it stands in the contract (section 506 BGB)."),
            "small", wrap=True,
        )  # fmt: skip
        self.deed = button(_("Send offer"), self._on_deed, kind="primary", shortcut="Ctrl+Return")
        discard = button(_("Discard"), self.closed.emit, kind="plain")
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.closed.emit)
        card = Card(_("Offer to sell"), tone=Tone.ACCENT)
        card.body.addLayout(self._things)
        card.add(self.until, self.reason, self.sum, self.law, self.problem, row(self.deed, discard, None))
        self.setLayout(column(card))

    def begin(self, page: PurchasePage, only: AssetId | None = None) -> None:
        """`only`: the thing that is ticked, None: all."""
        self._page = page
        self.problem.hide()
        self.until.set_value(last_day_to_declare(self._today() + timedelta(days=USUAL_DAYS)))
        self.reason.set_value("")
        others = {each.thing.asset_id: each.thing.asset_id == only for each in page.pieces}
        self._fill(page, {} if only is None else others)
        if self._lines:
            self._lines[0].price.setFocus()

    def lines(self) -> list[tuple[str, QCheckBox, MoneyField]]:
        """Code, tick and price of each thing."""
        return [(each.piece.thing.code, each.ticked, each.price) for each in self._lines]

    def _fill(self, page: PurchasePage, ticks: Mapping[AssetId, bool]) -> None:
        clear(self._things)
        self._lines = []
        for number, piece in enumerate(page.pieces):
            if number:
                self._things.addWidget(line())
            self._things.addWidget(self._thing(piece, page, is_ticked=ticks.get(piece.thing.asset_id, True)))
        self._settle()

    def _thing(self, piece: Piece, page: PurchasePage, *, is_ticked: bool) -> QWidget:
        thing, made = piece.thing, QWidget()
        ticked = QCheckBox(f"{thing.title} · {thing.code}")
        ticked.setChecked(is_ticked)
        condition = ChoiceField(_("Condition"), [(each, label(each)) for each in Condition])
        condition.set_value(thing.condition)
        price = MoneyField(_("Price"), currency=page.contract.terms.currency)
        if piece.quote is not None:
            price.set_value(piece.quote.price)
        words, tone = ("", None) if piece.quote is None else (worked_words(piece.quote), None)
        if piece.refusal is not None:
            words, tone = refusal(piece.refusal), Tone.WARN
        told = text(words, "small", tone, wrap=True)
        fields = row(condition, price, gap=12)
        made.setLayout(column(ticked, fields, told, gap=4))
        self._lines.append(_Line(piece, ticked, condition, price))
        ticked.toggled.connect(lambda _on: self._settle())
        price.changed.connect(self._settle)
        condition.changed.connect(self._on_condition)
        return made

    def _on_condition(self) -> None:
        """Another condition may be another price: asked for, what was ticked stays ticked."""
        page = self._page
        if page is None:
            return
        conditions = {each.piece.thing.asset_id: each.condition.value() for each in self._lines}
        ticks = {each.piece.thing.asset_id: each.ticked.isChecked() for each in self._lines}
        ask = self._desk.office.buyouts.purchases
        self._asker.ask(lambda: ask(page.contract.id, conditions), lambda found: self._asked(found, ticks))

    def _asked(self, page: PurchasePage, ticks: Mapping[AssetId, bool]) -> None:
        self._page = page
        self._fill(page, ticks)

    def _settle(self) -> None:
        """What it comes to; a price that is being typed is waited for."""
        page = self._page
        if page is None:
            return
        try:
            prices = [each.price.value() for each in self._lines if each.ticked.isChecked()]
        except WrongEntry:
            self.sum.setText("")
            self.deed.setEnabled(True)
            return
        kind = label(page.contract.terms.prices_are)
        words = _("Together {price} ({kind})").format(
            price=shown_money(total(prices, page.contract.terms.currency)), kind=kind
        )
        self.sum.setText(words if prices else _("Tick at least one thing."))
        self.deed.setEnabled(bool(prices))

    def command(self) -> OfferBuyout | None:
        """None while a field is wrong, which then says so."""
        page, things = self._page, list[OfferedThing]()
        for each in self._lines:
            if not each.ticked.isChecked():
                continue
            price = self._price(each)
            if price is None:
                return None
            quote = each.piece.quote
            is_custom = quote is None or quote.price != price
            things.append(OfferedThing(each.piece.thing.asset_id, price, is_custom, each.condition.value()))
        if page is None or not things:
            return None
        return OfferBuyout(page.contract.id, tuple(things), self.until.value(), self.reason.value())

    def _price(self, each: _Line) -> Money | None:
        try:
            return each.price.value()
        except WrongEntry as wrong:
            each.price.show_error(str(wrong))
            each.price.setFocus()
            return None

    def _on_deed(self) -> None:
        command = None if self.is_busy else self.command()
        if command is not None:
            self.is_busy = True
            self.problem.hide()
            give(self._shell, self._desk, command, self._on_done, self._on_refused, owner=self)

    def _on_done(self, event: Event) -> None:
        self.is_busy = False
        offered = cast(BuyoutOffered, event)
        self._shell.toast(_("Offer {number} is made; the letter goes out.").format(number=offered.number))
        self.closed.emit()

    def _on_refused(self, error: Exception) -> None:
        self.is_busy = False
        if not isinstance(error, AppError):
            self._shell.show_refusal(error)
            return
        self.problem.setText(refusal(error))
        self.problem.show()
