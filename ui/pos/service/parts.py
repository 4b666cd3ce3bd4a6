"""The parts of the page on which a customer is served: contracts with their things, open items, documents, returns."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from domain.contracts.status import Status
from domain.money import Money
from domain.returns.stages import Stage
from domain.views.buyouts import OfferTold
from domain.views.portal import ContractView, OwnDocument, OwnReturn, OwnThing
from domain.views.serving import AgreedSwap, FinalStatement
from ui.labels import label
from ui.language import _, shown_date, shown_money
from ui.portal.told import by_day
from ui.rates import shown_recurring
from ui.theme import Tone, theme
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.key_values import Fact, KeyValues

_RUNNING = frozenset({Status.ACTIVE, Status.PAUSED})
_HERE = frozenset({Stage.RECEIVED, Stage.INSPECTED, Stage.CLOSED})


class ContractCard(Card):
    """One contract: what of it is here, what comes next, and what may be done."""

    returned, swapped, asked, announced = Signal(object), Signal(object), Signal(object), Signal(object)
    bought = Signal(object)
    paused, resumed, cancelled, charged = Signal(), Signal(), Signal(), Signal()

    def __init__(self, view: ContractView, marked: OwnThing | None) -> None:
        contract = view.contract
        super().__init__(f"{contract.number} · {label(contract.status)}", shown_recurring(view.recurring))
        self.view = view
        self.setObjectName(f"contract_{contract.number}")
        for thing in view.things:
            self.add(self._thing(thing, is_marked=marked is not None and thing.asset_id == marked.asset_id))
        if not view.things:
            self.add(text(_("Nothing of it is with the customer."), "muted"))
        for told in view.offers:
            if told.offer.status.value == "offered":
                self.add(self._offer(told))
        coming = by_day(view.upcoming)[:2]
        if coming:
            self.add(KeyValues([Fact(_("Bill of {day}").format(day=shown_date(day)), sum_) for day, sum_ in coming]))
        if contract.ending is not None:
            self.add(KeyValues([Fact(_("Last day of the contract"), contract.ending.last_day, Tone.WARN)]))
        self.add(self._deeds(view))

    def _thing(self, thing: OwnThing, *, is_marked: bool) -> QWidget:
        made = QWidget()
        name = text(f"{thing.title}", "strong", wrap=True)
        detail = f"{thing.code} · {_('since {day}').format(day=shown_date(thing.since.date()))}"
        words = column(name, text(detail, "code"), gap=2)
        badges = [Badge(_("scanned"), Tone.ACCENT)] if is_marked else []
        badges += [Badge(_("due back"), Tone.WARN)] if thing.is_due_back else []
        if thing.problem:
            badges.append(Badge(_("problem {number}").format(number=thing.problem), Tone.WARN))
        deeds = row(gap=8)
        deeds.addWidget(_deed(_("Take back"), "keyboard-return", partial(self.returned.emit, thing)))
        if not thing.is_due_back:
            deeds.addWidget(_deed(_("Later"), "calendar-arrow-right", partial(self.announced.emit, thing)))
        if self.view.contract.status in _RUNNING and not thing.is_due_back:
            deeds.addWidget(_deed(_("Swap"), "swap-horizontal", partial(self.swapped.emit, thing)))
            deeds.addWidget(_deed(_("Buy"), "tag-outline", partial(self.asked.emit, thing)))
        deeds.addStretch(1)
        head = row(gap=12)
        head.addLayout(words, 1)
        for badge in badges:
            head.addWidget(badge)
        made.setLayout(column(head, deeds, line(), gap=8))
        return made

    def _offer(self, told: OfferTold) -> QWidget:
        made = QWidget()
        until = shown_date(told.offer.valid_until)
        words = _("{things}: {amount} until {day}").format(
            things=told.things, amount=shown_money(told.asked.gross), day=until
        )
        accept = button(_("Accept offer"), partial(self.bought.emit, told), sign="cash-check", touch=True)
        made.setLayout(column(text(words, "strong", wrap=True), row(accept, None), line(), gap=8))
        return made

    def _deeds(self, view: ContractView) -> QWidget:
        contract, deeds = view.contract, QWidget()
        is_running = contract.status in _RUNNING
        layout = row(gap=8)
        if is_running:
            layout.addWidget(_deed(_("Charge something"), "cash-plus", self.charged.emit))
        if is_running and contract.ending is None:
            layout.addWidget(_deed(_("Pause"), "pause", self.paused.emit))
            layout.addWidget(_deed(_("End"), "calendar-remove-outline", self.cancelled.emit))
        if any(
            not each.line_ids for each in contract.pauses if each.resume_on is None or each.resume_on > each.from_on
        ):
            layout.addWidget(_deed(_("End the pause"), "play", self.resumed.emit))
        layout.addStretch(1)
        deeds.setLayout(layout)
        return deeds


def swap_card(swap: AgreedSwap, act: Callable[[], object], call_off: Callable[[], object]) -> Card:
    """A swap is agreed, and its things wait for changing hands; or the customer keeps the old one after all."""
    made = Card(_("Swap agreed"), swap.parcel, tone=Tone.ACCENT)
    words = _("{old} for {new}").format(old=f"{swap.old_title} ({swap.code})", new=swap.title)
    change = _deed(_("Change hands"), "swap-horizontal", act)
    off = _deed(_("Call it off"), "close-circle-outline", call_off)
    return made.add(text(words, "strong", wrap=True), row(change, off, None, gap=8))


class OpenItems(Card):
    """What is owed; chosen items are paid together. `paid` gets them, `on_account` nothing."""

    paid, on_account = Signal(object), Signal()

    def __init__(self) -> None:
        super().__init__(_("Open items"))
        self._rows = column(gap=8)
        self._boxes: list[tuple[QCheckBox, OwnDocument]] = []
        self.sum = text("", "amount")
        self.hint = text("", "muted", wrap=True)
        self.take = button(_("Take payment"), self._on_take, kind="primary", sign="cash-register", touch=True)
        self.take.setShortcut("F9")
        self.take.setToolTip(_("Take payment") + " (F9)")
        self.account = _deed(_("On account"), "piggy-bank-outline", self.on_account.emit)
        buttons = row(gap=8)
        buttons.addWidget(self.take)
        buttons.addWidget(self.account)
        buttons.addStretch(1)
        self.add(self._rows, row(None, self.sum), self.hint, buttons)

    def show_items(self, items: Iterable[OwnDocument], balances: Iterable[Money], why_not: str) -> None:
        clear(self._rows)
        self._boxes = []
        for item in sorted(items, key=lambda each: (each.due_on or each.issued_on, each.number)):
            box = QCheckBox(f"{item.number} · {shown_money(item.open)}")
            box.setChecked(True)
            box.setMinimumHeight(theme().px(44))
            due = "" if item.due_on is None else _("due {day}").format(day=shown_date(item.due_on))
            box.toggled.connect(self._show_sum)
            self._boxes.append((box, item))
            pair = row(gap=12)
            pair.addWidget(box, 1)
            pair.addWidget(text(due, "muted"))
            self._rows.addLayout(pair)
        if not self._boxes:
            self._rows.addWidget(text(_("Nothing is open."), "muted"))
        for each in balances:
            if each.minor:
                words = _("To their credit: {amount}").format(amount=shown_money(each))
                self._rows.addWidget(text(words, "strong", Tone.OK))
        self.hint.setText(why_not)
        self.hint.setVisible(bool(why_not))
        self.account.setEnabled(not why_not)
        self._can_pay = not why_not
        self._show_sum()

    def chosen(self) -> tuple[OwnDocument, ...]:
        return tuple(item for box, item in self._boxes if box.isChecked())

    def _show_sum(self, _is_on: bool = False) -> None:
        amounts = [each.open for each in self.chosen()]
        total = Money(sum(each.minor for each in amounts), amounts[0].currency) if amounts else Money(0)
        self.sum.setText(shown_money(total))
        self.take.setEnabled(bool(amounts) and self._can_pay)

    def _on_take(self) -> None:
        if self.chosen():
            self.paid.emit(self.chosen())


class Papers(Card):
    """The newest documents; `printed` gets the number of one, `settled` that of a final statement."""

    printed, settled = Signal(str), Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Documents"))
        self._rows = column(gap=4)
        self.add(self._rows)

    def show_documents(self, documents: Iterable[OwnDocument], statements: Iterable[FinalStatement]) -> None:
        clear(self._rows)
        for told in statements:
            words = _("Final statement with {number}").format(number=told.number)
            self._put(words, "", _printer(told.number, partial(self.settled.emit, told.number)))
        for each in documents:
            words = f"{each.number} · {shown_date(each.issued_on)}"
            show = _printer(each.number, partial(self.printed.emit, each.number))
            show.setEnabled(each.has_paper)
            self._put(words, shown_money(each.gross), show)
        if self._rows.count() == 0:
            self._rows.addWidget(text(_("No documents yet."), "muted"))

    def _put(self, words: str, amount: str, show: QWidget) -> None:
        pair = row(gap=12)
        pair.addWidget(text(words, "code"), 1)
        pair.addWidget(text(amount))
        pair.addWidget(show)
        self._rows.addLayout(pair)


class ReturnsDue(Card):
    """What is expected back."""

    def __init__(self) -> None:
        super().__init__(_("Expected back"))
        self._rows = column(gap=8)
        self.add(self._rows)

    def show_returns(self, returns: Iterable[OwnReturn]) -> None:
        clear(self._rows)
        for each in (each for each in returns if each.stage not in _HERE):
            until = "" if each.return_until is None else _("until {day}").format(day=shown_date(each.return_until))
            self._rows.addWidget(text(f"{each.number} · {until}".strip(" ·"), "code"))
            self._rows.addWidget(text(", ".join(each.things), "muted", wrap=True))
        self.setVisible(self._rows.count() > 0)


def _printer(number: str, act: Callable[[], object]) -> QWidget:
    made = button("", act, sign="printer-outline", kind="plain", touch=True)
    made.setToolTip(_("Print {number}").format(number=number))
    made.setAccessibleName(made.toolTip())
    return made


def _deed(words: str, sign: str, act: Callable[[], object]) -> QWidget:
    made = button(words, act, sign=sign, touch=True)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
