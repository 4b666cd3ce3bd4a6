"""The calendar of one kind of thing: 26 weeks with their reasons, who reserved, who waits, what is to come."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from domain.application import Command, Event
from domain.availability.drop_expectation import DropExpectation
from domain.availability.forecast import Change, Week
from domain.availability.leave_waiting_list import LeaveWaitingList
from domain.availability.model import Expectation, OrderPromise, WaitingStatus
from domain.availability.release_reservation import ReleaseReservation
from domain.clock import today
from domain.ids import CustomerId
from domain.orders.place_order import OrderPlaced
from domain.views.availability import KindPage, ReservationRow, WaitingRow
from domain.views.office_rows import Found, OfferedVariant
from ui.backoffice.asking import Asker, give
from ui.backoffice.availability.dialogs import (
    Wish,
    expect_dialog,
    move_dialog,
    order_dialog,
    reserve_dialog,
    wait_dialog,
)
from ui.backoffice.availability.list import first_words, free_tone
from ui.backoffice.parts import Sides, SmallTable
from ui.desk import Desk
from ui.labels import label
from ui.language import _, count, shown_date, shown_percent
from ui.shell.page import Page
from ui.shell.port import Shell
from ui.theme import Tone
from ui.widgets.base import column, guide_focus, row, text
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.empty import EmptyState
from ui.widgets.key_values import Fact, KeyValues
from ui.widgets.overlays import confirm
from ui.widgets.table import Align, Column, DataTable

_TOPICS = frozenset({"availability", "assets", "shipments", "contracts", "returns", "orders"})


class OneKind(Page):
    """What is free when on the left, who is promised what on the right."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(shell, _("Availability"))
        self._desk, self._ref = desk, ""
        self._asker, self._plans = Asker(shell, self), Asker(shell, self)
        self._page: KindPage | None = None
        self.heading, self.sku, self.facts = text("", "title", wrap=True), text("", "muted"), KeyValues()
        nothing = EmptyState("calendar-blank-outline", _("Nothing to tell yet"), _("Open a product from the list."))
        self.weeks: DataTable[Week] = DataTable(_week_columns(), empty=nothing, name=_("Weeks"))
        self.reservations = SmallTable(_reservation_columns(), _("Nothing is reserved."), name=_("Reservations"))
        self.waiting = SmallTable(_waiting_columns(), _("Nobody waits for it."), name=_("Waiting list"))
        self.expected = SmallTable(_expected_columns(), _("No delivery is expected."), name=_("Deliveries to come"))
        self.overbooked = text("", "small", Tone.BAD, wrap=True)
        self.reserve = button(_("Reserve …"), self._on_reserve, kind="primary", sign="calendar-plus", shortcut="Ctrl+N")
        self._build()

    def show_target(self, argument: str) -> None:
        self._ref = argument or self._ref
        if self._ref:
            self._load()

    def on_changes(self, kinds: frozenset[str]) -> None:
        if self._ref and kinds & _TOPICS:
            self._load()

    def show_kind(self, page: KindPage) -> None:
        self._page = page
        self.heading.setText(page.row.title)
        self.sku.setText(page.row.sku)
        used = "–" if page.utilisation is None else shown_percent(page.utilisation)
        low = page.row.lowest
        self.facts.set_facts(
            [
                Fact(_("Free today"), page.row.free, free_tone(page.row)),
                Fact(_("One is free from"), first_words(page.row)),
                Fact(_("Least to come"), f"{low} · {shown_date(page.row.lowest_on)}", Tone.BAD if low < 0 else None),
                Fact(_("Used in the last 90 days"), used),
            ]
        )
        self.weeks.set_rows(page.forecast.weeks(page.weeks))
        self._ahead.set_title(count("The next {count} week", "The next {count} weeks", page.weeks))
        self.reservations.set_rows(page.reservations)
        self.waiting.set_rows(page.waiting)
        self.expected.set_rows(page.expected)
        words = [
            _("{count} too many from {day} on: {why} ({who})").format(
                count=each.missing, day=shown_date(each.from_on), why=each.because, who=each.who
            )
            for each in page.overbooked
        ]
        self.overbooked.setText("\n".join(words))
        self.overbooked.setVisible(bool(words))

    def _load(self) -> None:
        self._asker.ask(partial(self._desk.office.availability.kind, self._ref), self.show_kind)

    def _build(self) -> None:
        order_kept = button(_("Order it …"), self._on_order_reserved)
        release = button(_("Release"), self._on_release, kind="plain")
        order_offer = button(_("Order it …"), self._on_order_offered)
        leave = button(_("Take off the list"), self._on_leave, kind="plain")
        move = button(_("Another day …"), self._on_move, kind="plain")
        strike = button(_("Strike out"), self._on_strike, kind="plain")
        side = QWidget()
        side.setLayout(
            column(
                Card().add(self.facts, self.overbooked),
                Card(_("Reservations")).add(self.reservations, row(order_kept, release, None)),
                Card(_("Waiting list")).add(
                    self.waiting,
                    row(button(_("Put on the list …"), self._on_wait), None),
                    row(order_offer, leave, None),
                ),
                Card(_("Deliveries to come")).add(
                    self.expected,
                    row(button(_("Expect a delivery …"), self._on_expect), None),
                    row(move, strike, None),
                ),
                None,
                gap=16,
            )
        )
        main = QWidget()
        head = row(column(self.heading, self.sku, gap=4), None, self.reserve)
        self._ahead = Card(_("What is free when")).add(self.weeks, stretch=1)
        main.setLayout(column(head, self._ahead, gap=16))
        self.weeks.setMinimumHeight(480)
        self.setLayout(column(Sides(main, side)))
        guide_focus(self, self.weeks)
        self.overbooked.hide()

    def _open(self, make: Callable[..., Any]) -> None:
        if self._page is not None:
            make(self._desk, self.shell, self, self._page.row).open()

    def _on_reserve(self) -> None:
        if self._page is not None:
            self._open(partial(reserve_dialog, hold_days=self._page.hold_days))

    def _on_wait(self) -> None:
        self._open(wait_dialog)

    def _on_expect(self) -> None:
        self._open(expect_dialog)

    def _on_order_reserved(self) -> None:
        chosen: ReservationRow | None = self.reservations.current()
        if chosen is None:
            self.shell.toast(_("Choose a reservation first."))
            return
        kept = chosen.reservation
        promise = OrderPromise(max(kept.from_on, self._today()), reservation_id=kept.id)
        self._order(kept.customer_id, kept.quantity, chosen.customer, promise)

    def _on_order_offered(self) -> None:
        chosen: WaitingRow | None = self.waiting.current()
        if chosen is None or chosen.place.status is not WaitingStatus.OFFERED:
            self.shell.toast(_("Choose somebody who has an offer."))
            return
        promise = OrderPromise(self._today(), waiting_id=chosen.place.id)
        self._order(chosen.place.customer_id, 1, chosen.customer, promise)

    def _order(self, customer_id: CustomerId, quantity: int, name: str, promise: OrderPromise) -> None:
        page = self._page
        if page is None:
            return
        words = _("{count} × {thing} for {name}, from {day} on.").format(
            count=quantity, thing=page.row.title, name=name, day=shown_date(promise.promised_on)
        )

        def show(found: Found[OfferedVariant]) -> None:
            plans = next((each.plans for each in found.rows if each.id == page.row.variant_id), ())
            if not plans:
                self.shell.toast(_("There is no price plan for it. The owner adds one to the product."))
                return
            wish = Wish(customer_id, page.row.variant_id, quantity, words, promise, plans)
            dialog = order_dialog(self._desk, self.shell, self, wish)
            dialog.done_with = self._on_ordered
            dialog.open()

        self._plans.ask(partial(self._desk.office.offered, page.row.sku), show)

    def _on_ordered(self, event: Event) -> None:
        if isinstance(event, OrderPlaced):
            self.shell.toast(_("Order {number} is placed.").format(number=event.order_number))

    def _on_release(self) -> None:
        chosen: ReservationRow | None = self.reservations.current()
        if chosen is None:
            self.shell.toast(_("Choose a reservation first."))
            return
        detail = _("It is free for others then. {name} gets no letter; tell them.").format(name=chosen.customer)
        command = ReleaseReservation(chosen.reservation.id)
        confirm(self, _("Release the reservation?"), detail, _("Release"), partial(self._give, command))

    def _on_leave(self) -> None:
        chosen: WaitingRow | None = self.waiting.current()
        if chosen is None:
            self.shell.toast(_("Choose somebody on the list first."))
            return
        detail = _("{name} loses the place; an offer goes to the next in turn.").format(name=chosen.customer)
        command = LeaveWaitingList(chosen.place.id)
        confirm(self, _("Take off the waiting list?"), detail, _("Take off the list"), partial(self._give, command))

    def _on_move(self) -> None:
        chosen: Expectation | None = self.expected.current()
        if chosen is None:
            self.shell.toast(_("Choose a delivery first."))
            return
        move_dialog(self._desk, self.shell, self, chosen).open()

    def _on_strike(self) -> None:
        chosen: Expectation | None = self.expected.current()
        if chosen is None:
            self.shell.toast(_("Choose a delivery first."))
            return
        self._give(DropExpectation(chosen.id))

    def _give(self, command: Command) -> None:
        give(self.shell, self._desk, command, lambda _event: None, self.shell.show_refusal, owner=self)

    def _today(self) -> date:
        return today(self._desk.clock)


def change_words(change: Change) -> str:
    """What comes or goes, with its reason and where to look."""
    entry = change.entry
    words = f"{change.count:+d} {label(entry.reason)}"
    if change.count * entry.count < 0:
        words = _("{change}, over").format(change=words)
    if entry.subject:
        words = f"{words} {entry.subject}"
    return _("{change} (late)").format(change=words) if entry.is_late else words


def reasons(week: Week) -> str:
    return "; ".join(change_words(change) for change in week.changes)


def _week_columns() -> list[Column[Week]]:
    right = Align.RIGHT
    return [
        Column("week", _("From"), lambda week: week.first_day, width=112),
        Column("until", _("to"), lambda week: week.last_day, width=112, yields=2),
        Column("free", _("Free"), lambda week: week.free, align=Align.LEFT, width=72, tone=_tone),
        Column("lasting", _("For good"), lambda week: week.lasting, align=right, width=88, yields=1),
        Column("why", _("What changes"), reasons, fills=True),
    ]


def _tone(week: Week) -> Tone:
    if week.free < 0:
        return Tone.BAD
    return Tone.OK if week.free else Tone.WARN


def _reservation_columns() -> list[Column[ReservationRow]]:
    return [
        Column("customer", _("Customer"), lambda one: one.customer, fills=True),
        Column("quantity", _("Quantity"), lambda one: one.reservation.quantity, align=Align.RIGHT, width=72, yields=1),
        Column("from_on", _("From"), lambda one: one.reservation.from_on, width=100),
        Column("hold", _("Held until"), lambda one: one.reservation.hold_until, width=100, yields=2),
    ]


def _waiting_columns() -> list[Column[WaitingRow]]:
    return [
        Column("position", _("Place"), lambda one: one.position, align=Align.RIGHT, width=64),
        Column("customer", _("Customer"), lambda one: one.customer, fills=True),
        Column("state", _("State"), lambda one: one.place.status, show=label, width=96),
        Column("until", _("Until"), lambda one: one.place.offer_until, width=100, yields=1),
    ]


def _expected_columns() -> list[Column[Expectation]]:
    return [
        Column("on", _("Expected on"), lambda one: one.expected_on, width=112),
        Column("quantity", _("Quantity"), lambda one: one.quantity, align=Align.RIGHT, width=88),
        Column("note", _("Note"), lambda one: one.note, fills=True),
    ]
