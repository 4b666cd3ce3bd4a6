"""Orders that wait for this store: chosen, or scanned; then each thing is scanned, and all is handed over at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from domain.assets.resolve import Card as CommandCard
from domain.assets.resolve import Meaning, Resolved
from domain.assets.scan import Scan
from domain.counter.hand_over_at_counter import HandOverAtCounter
from domain.errors import AppError
from domain.ids import AssetId
from domain.maintenance.meters import Occasion
from domain.views.counter import WaitingLine, WaitingOrder
from domain.views.till_page import CounterCheck, UnitRow
from ui.backoffice.asking import Asker, give
from ui.backoffice.checks.dialogs import identity_of
from ui.desk import Desk
from ui.language import _, count, shown_money
from ui.pos.ends import page_of, sales_of
from ui.pos.sale.ahead import MoneyAhead, is_let_go_by_money, why_it_waits
from ui.pos.things import why_not_out
from ui.repairs.needs import NeedsStrip
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.sounds import Sound
from ui.texts import refusal
from ui.theme import Tone
from ui.widgets.answer import LOOKS, Answer, AnswerPanel, Verdict
from ui.widgets.badge import Badge
from ui.widgets.base import clear, column, line, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.table import Column, DataTable


@dataclass(frozen=True, slots=True)
class Opened:
    """One order in front. `free`: what could be taken, by the place of each line. `scanned`: by the place too."""

    order: WaitingOrder
    check: CounterCheck | None = None
    free: Mapping[int, Sequence[UnitRow]] = field(default_factory=dict)
    scanned: dict[int, tuple[UnitRow, ...]] = field(default_factory=dict)

    def open_of(self, each: WaitingLine) -> int:
        """Things of a line that nobody scanned."""
        return each.quantity - each.done - len(self.scanned.get(each.position, ())) if each.is_tracked else 0

    @property
    def open_things(self) -> int:
        return sum(self.open_of(each) for each in self.order.lines)

    @property
    def things(self) -> tuple[UnitRow, ...]:
        return tuple(thing for things in self.scanned.values() for thing in things)

    def with_thing(self, thing: UnitRow) -> "Opened | None":
        """None: no line asks for it any more."""
        wanted = next(
            (each for each in self.order.lines if each.variant_id == thing.variant_id and self.open_of(each) > 0), None
        )
        if wanted is None:
            return None
        known = self.scanned.get(wanted.position, ())
        return Opened(self.order, self.check, self.free, {**self.scanned, wanted.position: (*known, thing)})

    def without_last(self) -> "Opened":
        kept = {place: things for place, things in self.scanned.items() if things}
        if kept:
            last = max(kept)
            kept[last] = kept[last][:-1]
        return Opened(self.order, self.check, self.free, kept)


class HandOverPage(Page):
    """The list while none is open; then the order with everything that was scanned for it."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Hand-overs"))
        self._desk = desk
        self._sales, self._page = sales_of(desk), page_of(desk)
        self._asker, self._scans = Asker(shell, self), Asker(shell, self)
        self.opened: Opened | None = None
        self._number = ""
        self._is_giving = False
        self.orders = DataTable(
            self._columns(),
            empty=EmptyState(
                "package-variant-closed-check",
                _("No order waits here"),
                _("Orders that customers fetch in this store appear here by themselves."),
            ),
            name=_("Orders waiting"),
            touch=True,
        )
        self.answer, self.lines = AnswerPanel(), column(gap=12)
        self.give = button(
            _("Hand it over  ·  F12"), self.hand_over, kind="primary", sign="hand-extended-outline", touch=True
        )
        self.give.setShortcut("F12")
        self.identity = button(_("Identity seen"), self._on_identity, sign="card-account-details-outline", touch=True)
        self.ahead = button(_("Money in advance"), self._on_ahead, sign="cash-plus", touch=True)
        self.money = MoneyAhead(desk, shell, self, self._load)
        self.back = button(_("All orders"), lambda: self.shell.open("handovers"), sign="arrow-left", touch=True)
        self.needs = NeedsStrip(desk, shell, Occasion.HAND_OUT, is_card=True)
        self._stack = QStackedWidget()
        self._build()

    def show_target(self, argument: str) -> None:
        self._number = argument
        self._load()

    def on_scan(self, scan: Scan) -> bool:
        self._scans.ask(lambda: self._found(scan), self._on_found, self._on_not_found)
        return True

    def on_changes(self, kinds: frozenset[str]) -> None:
        if kinds & {"shipments", "orders", "assets", "sales"} and not self._is_giving:
            self._load()

    def undo(self) -> None:
        if self.opened is not None and self.opened.things:
            self._show(self.opened.without_last())

    def hand_over(self) -> None:
        """Everything at once, once."""
        opened = self.opened
        if opened is None or self._is_giving or opened.open_things or opened.order.is_held:
            return
        self._is_giving = True
        self.give.setEnabled(False)
        command = HandOverAtCounter(opened.order.shipment_id, tuple(thing.id for thing in opened.things))
        give(self.shell, self._desk, command, lambda _gone: self._on_gone(opened), self._on_refused, owner=self)

    def _build(self) -> None:
        listed, one = QWidget(), QWidget()
        waiting = Card(_("Orders waiting"), margin=16).add(self.orders, stretch=1)
        listed.setLayout(column(waiting))
        body = QWidget()
        body.setLayout(self.lines)
        scope = Card(_("Scope of delivery")).add(body)
        deeds = row(self.back, None, self.identity, self.ahead, self.give)
        one.setLayout(column(self.answer, deeds, self.needs, scope, None, gap=24))
        for each in (listed, one):
            self._stack.addWidget(each)
        self.setLayout(column(self._stack))
        self.orders.opened.connect(lambda chosen: self.shell.open("handovers", chosen.number))
        self.orders.view.clicked.connect(self._on_touched)

    def _columns(self) -> list[Column[WaitingOrder]]:
        return [
            Column("order", _("Order"), lambda each: each.order_number, code=True),
            Column("customer", _("Customer"), lambda each: each.customer, width=200),
            Column("placed", _("Ordered"), lambda each: each.placed_on, yields=1),
            Column("goods", _("Goods"), lambda each: ", ".join(found.title for found in each.lines), fills=True),
            Column("state", _("State"), _state_words, tone=_tone),
        ]

    def _on_touched(self) -> None:
        chosen = self.orders.current()
        if chosen is not None:
            self.shell.open("handovers", chosen.number)

    def _load(self) -> None:
        if self._number:
            self._asker.ask(partial(self._open, self._number), self._on_opened)
        else:
            self._asker.ask(self._sales.waiting, self._on_listed)

    def _open(self, number: str) -> Opened | None:
        order = self._sales.waiting_of(number)
        if order is None:
            return None
        check = self._page.check_of(order.order_number) if order.is_held else None
        free = {
            each.position: self._page.units(each.variant_id, 3, order.order_number)
            for each in order.lines
            if each.is_tracked
        }
        return Opened(order, check, free)

    def _on_listed(self, found: Sequence[WaitingOrder]) -> None:
        self.opened = None
        self.needs.show_thing(None)
        self.orders.set_rows(found)
        self.set_heading(_("Hand-overs"), count("{count} order waits", "{count} orders wait", len(found)))
        self._stack.setCurrentIndex(0)

    def _on_opened(self, opened: Opened | None) -> None:
        if opened is None:
            self.shell.toast(_("Nothing of {number} waits here.").format(number=self._number))
            self._number = ""
            self._load()
            return
        before = self.opened
        if before is not None and before.order.shipment_id == opened.order.shipment_id:
            opened = Opened(opened.order, opened.check, opened.free, before.scanned)
        self._show(opened)

    def _show(self, opened: Opened, verdict: Verdict | None = None, detail: str = "") -> None:
        self.opened = opened
        order = opened.order
        self.set_heading(_("Hand-overs"), f"{order.order_number} · {order.customer}")
        self._show_lines(opened)
        self.identity.setVisible(opened.check is not None and opened.check.asks_identity)
        self.ahead.setVisible(order.is_held and is_let_go_by_money(opened.check))
        self.give.setEnabled(not opened.open_things and not order.is_held and not self._is_giving)
        wanted = sum(each.quantity for each in order.lines if each.is_tracked)
        shown = verdict or _verdict(opened)
        title, hint = _title(opened), _("Undo: Ctrl+Z") if opened.things else ""
        if not detail and order.is_held and opened.check is not None:
            detail = why_it_waits(opened.check)
        self._stack.setCurrentIndex(1)
        self.answer.show_answer(Answer(shown, title, detail, wanted - opened.open_things, wanted, _next(opened), hint))

    def _show_lines(self, opened: Opened) -> None:
        clear(self.lines)
        for place, each in enumerate(opened.order.lines):
            if place:
                self.lines.addWidget(line())
            left = opened.open_of(each)
            badge = Badge(
                count("{count} to scan", "{count} to scan", left) if left else _("ready"),
                Tone.NEUTRAL if left else Tone.OK,
            )
            title = text(f"{each.quantity} × {each.title}", "strong", wrap=True)
            top = row(gap=8)
            top.addWidget(title, 1)
            top.addWidget(badge)
            self.lines.addLayout(column(top, text(_detail(opened, each), "muted", wrap=True), gap=4))

    def _found(self, scan: Scan) -> tuple[Resolved, UnitRow | None]:
        found = self._desk.resolve(scan)
        is_thing = found.meaning is Meaning.ASSET
        return found, self._page.unit(AssetId(found.id)) if found.id is not None and is_thing else None

    def _on_found(self, answer: tuple[Resolved, UnitRow | None]) -> None:
        found, thing = answer
        if found.meaning in (Meaning.ORDER, Meaning.SHIPMENT):
            self.shell.open("handovers", found.text)
        elif thing is not None and self.opened is not None:
            self._on_thing(self.opened, thing)
        elif found.card is CommandCard.UNDO:
            self.undo()
        elif found.card is CommandCard.CONFIRM:
            self.hand_over()
        else:
            self._refuse(_("“{code}” belongs to no order here. Scan an order, or choose one.").format(code=found.text))

    def _on_thing(self, opened: Opened, thing: UnitRow) -> None:
        if any(known.id == thing.id for known in opened.things):
            self.shell.play(Sound.DUPLICATE)
            return
        hindrance = why_not_out(thing, opened.order.order_number)
        if hindrance:
            self._refuse(hindrance)
            return
        fuller = opened.with_thing(thing)
        if fuller is None:
            self._refuse(_("{code} is a {title}: this order asks for another product.").format(
                code=thing.code, title=thing.title))  # fmt: skip
            return
        self.shell.play(Sound.ACCEPTED)
        self.needs.show_thing(thing.id)
        self._show(fuller, Verdict.ACCEPTED, f"{thing.code} · {thing.title}")

    def _on_not_found(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self._refuse(refusal(error))
        else:
            self.shell.show_refusal(error)

    def _refuse(self, sentence: str) -> None:
        sound = LOOKS[Verdict.REFUSED].sound
        if sound is not None:
            self.shell.play(sound)
        if self.opened is None:
            self.shell.toast(sentence)
        else:
            self._show(self.opened, Verdict.REFUSED, sentence)

    def _on_gone(self, opened: Opened) -> None:
        self._is_giving = False
        self.opened = None
        words = _("{order} is handed over; the contract runs from today.").format(order=opened.order.order_number)
        self.shell.toast(words)
        self.shell.open("handovers")

    def _on_refused(self, error: Exception) -> None:
        self._is_giving = False
        self._on_not_found(error)

    def _on_ahead(self) -> None:
        if self.opened is not None:
            self.money.begin(self.opened.order.order_number)

    def _on_identity(self) -> None:
        if self.opened is not None and self.opened.check is not None:
            identity_of(self._desk, self.shell, self, self.opened.check.order_id).open()


def _state_words(each: WaitingOrder) -> str:
    if each.is_held:
        return _("in check")
    return count("{count} to scan", "{count} to scan", each.open_things) if each.open_things else _("ready")


def _tone(each: WaitingOrder) -> Tone:
    if each.is_held:
        return Tone.WARN
    return Tone.NEUTRAL if each.open_things else Tone.OK


def _verdict(opened: Opened) -> Verdict:
    if opened.order.is_held:
        return Verdict.NOTE
    return Verdict.READY if opened.open_things else Verdict.ACCEPTED


def _title(opened: Opened) -> str:
    if opened.order.is_held:
        return _("Waits for its check")
    return opened.order.customer or opened.order.order_number


def _next(opened: Opened) -> str:
    """The one thing to do."""
    check = opened.check
    if opened.order.is_held:
        if check is not None and check.asks_identity:
            return _("see the customer's identity document")
        if check is not None and check.missing is not None:
            return _("take {amount} ahead").format(amount=shown_money(check.missing))
        if check is not None and check.least is not None:
            return _("take {amount} ahead, or leave it to the office").format(amount=shown_money(check.least))
        return _("the office decides; nothing is handed over before")
    wanted = next((each for each in opened.order.lines if opened.open_of(each)), None)
    if wanted is None:
        return _("hand it over")
    return _("scan {title}").format(title=wanted.title)


def _detail(opened: Opened, each: WaitingLine) -> str:
    """What was scanned for a line, or which free things lie where."""
    codes = [thing.code for thing in opened.scanned.get(each.position, ())]
    if each.asset_code:
        codes.insert(0, each.asset_code)
    if codes and not opened.open_of(each):
        return ", ".join(codes)
    free = opened.free.get(each.position, ())
    if not each.is_tracked:
        return _("taken from the shelf")
    if not free:
        return _("none is free in this store")
    shown = [f"{thing.code} ({thing.place})" if thing.place else thing.code for thing in free]
    return _("free: {things}").format(things=", ".join(shown))
