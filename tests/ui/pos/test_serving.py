"""A running customer is served: found by a thing in hand, pays, swaps, is refused, and waits for a worker that is away.

Under the till's own login; the worker carries wishes out when the test lets it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from domain.application import Seat
from domain.assets.scan import Scan
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.settlement import PaidBy
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms
from domain.counter.agree_pay_out import AgreePayOut
from domain.customers.register_customer import CustomerRegistered
from domain.money import Money
from domain.period import Interval, Unit
from domain.refunds.approve_refund import ApproveRefund
from domain.returns.model import Way as AnnouncedWay
from domain.serving.pay_at_counter import PaidPart, PayAtCounter
from domain.swaps.groups import Member, SwapRules
from domain.swaps.save_group import SaveGroup
from domain.till.model import Tendered, TillId, Way
from tests.storage.business import Business
from tests.storage.serving_desk import Counter
from tests.storage.till_story import open_till
from tests.storage.trade import Rented, contract_of, rent
from tests.ui.backoffice.conftest import SilentShell
from tests.ui.desk import desk_for
from ui.background import Background
from ui.changes import Changes
from ui.pos.service.hands import ExchangeDialog, TakeBackDialog
from ui.pos.service.parts import ContractCard
from ui.pos.service.view import ServicePage
from ui.pos.service.wish import WishDialog
from ui.scanning import ScanHub
from ui.shell.port import Services
from ui.sounds import Sounds
from ui.theme import Theme

AGREED = ContractTerms(notice=Interval(Unit.MONTH))


@dataclass
class Till:
    """Jo's page. `work` lets the worker do what was wished for."""

    business: Business
    page: ServicePage
    shell: SilentShell
    customer: CustomerRegistered
    till: TillId
    counter: Counter
    qtbot: QtBot
    carried: list[Any] = field(default_factory=list)

    def settle(self) -> None:
        """Until all is answered, and what came of it is on the page."""
        self.qtbot.waitUntil(lambda: not self.shell.services.background.is_busy, timeout=5000)
        self.qtbot.wait(20)
        self.qtbot.waitUntil(lambda: not self.shell.services.background.is_busy, timeout=5000)

    def work(self) -> None:
        self.settle()
        rows = self.business.rows(
            "SELECT w.id FROM umlauf.portal_wish w LEFT JOIN umlauf.command c ON c.command_id = w.id"
            " WHERE c.command_id IS NULL ORDER BY w.filed_at"
        )
        self.carried += [self.counter.carry_out(row["id"]) for row in rows]

    def scan(self, code: str) -> None:
        said = Scan(code, None, datetime(2026, 2, 1, tzinfo=UTC), "wedge")
        dialog = self.page.dialog
        if isinstance(dialog, ExchangeDialog) and dialog.isVisible():
            dialog.on_scan(said)
        else:
            self.page.on_scan(said)
        self.settle()
        self.settle()

    def code(self, asset_id: object) -> str:
        return str(self.business.rows("SELECT code FROM umlauf.asset WHERE id = %(id)s", id=asset_id)[0]["code"])

    @property
    def cards(self) -> list[ContractCard]:
        return [each for each in self.page.findChildren(ContractCard) if each.isVisibleTo(self.page)]

    def wish(self) -> WishDialog:
        assert isinstance(self.page.dialog, WishDialog)
        self.qtbot.wait(300)
        self.settle()
        return self.page.dialog


@pytest.fixture
def till(
    business: Business, qtbot: QtBot, theme: Theme, background: Background, tmp_path: Path, qapp: QApplication
) -> Iterator[Till]:
    services = Services(background, Changes(), ScanHub(business.clock, background, lambda _picture: []), Sounds())
    services.sounds.is_muted = True
    customer, till_id = business.customer(), open_till(business)
    shell, counter = SilentShell(services), Counter(business)
    page = ServicePage(desk_for(business, Seat.POS, tmp_path), shell)
    qtbot.addWidget(page)
    services.changes.changed.connect(page.on_changes)
    page.resize(1200, 800)
    page.show()
    yield Till(business, page, shell, customer, till_id, counter, qtbot)
    background.shut_down()
    counter.close()


def test_a_thing_in_hand_finds_its_customer_and_what_is_open_is_paid(till: Till) -> None:
    business = till.business
    rented = rent(business, till.customer, business.product("Buggy", price="30.00", sku="B", terms=AGREED))
    assert till.page.empty.isVisible()
    till.scan("4006381333931")
    assert till.page.notice.text()
    till.scan(till.code(rented.assets[0]))
    front = till.page.front
    assert front is not None
    assert front.customer.id == till.customer.customer_id
    assert not till.page.empty.isVisible()
    [card] = till.cards
    assert contract_of(business, rented.contract_id).number in card.title_label().text()
    assert "30.00" in till.page.open_items.sum.text()

    till.page.open_items.take.click()
    pay = till.page.till.dialog
    assert pay is not None
    pay.paying.cash(Money.of("50.00"))
    pay._show()
    pay.complete.click()
    till.settle()
    till.settle()
    assert till.page.front is not None
    assert till.page.front.open_items == ()
    till.settle()
    assert "Kept as K1-000001.pdf" in till.shell.toasts, "a receipt, asked for or not"
    till.page.stop()
    till.settle()
    assert till.page.empty.isVisible()


def test_a_swap_is_previewed_agreed_and_changes_hands_by_scans(till: Till) -> None:
    business = till.business
    small = business.product("Buggy klein", price="30.00", sku="B-S", terms=AGREED)
    big = business.product("Buggy groß", price="51.00", sku="B-L", terms=AGREED)
    members = (Member(small.variant_ids[0]), Member(big.variant_ids[0]))
    business.do(Seat.OWNER, SaveGroup(None, 0, "Kinderwagen", members, SwapRules()))
    rented, [new] = rent(business, till.customer, small), business.receive(big).asset_ids
    business.pass_days(20)
    pay_all(till)
    till.scan(till.code(rented.assets[0]))
    [card] = till.cards
    card.swapped.emit(card.view.things[0])
    till.settle()
    dialog = till.wish()
    assert any("7.50" in fact.value for each in dialog.effects.shown for fact in each.facts)
    dialog.save.click()
    till.work()
    till.qtbot.waitUntil(lambda: isinstance(till.page.dialog, ExchangeDialog), timeout=3000)
    till.page.dialog.later.click()
    till.settle()
    assert till.page.front is not None
    [agreed] = till.page.front.swaps
    assert agreed.code == till.code(rented.assets[0])
    till.page._on_call_off(agreed)
    till.wish().save.click()
    till.work()
    till.qtbot.waitUntil(lambda: till.page.front is not None and not till.page.front.swaps, timeout=3000)
    assert business.rows("SELECT stage FROM umlauf.swap")[0]["stage"] == "called_off"
    card = till.cards[0]
    card.swapped.emit(card.view.things[0])
    till.settle()
    till.wish().save.click()
    till.work()
    till.qtbot.waitUntil(lambda: till.page.front is not None and bool(till.page.front.swaps), timeout=3000)
    till.qtbot.waitUntil(lambda: isinstance(till.page.dialog, ExchangeDialog), timeout=3000)
    till.page.dialog.later.click()
    till.settle()
    [agreed] = till.page.front.swaps
    till.page._exchange(agreed)
    hands = till.page.dialog
    assert isinstance(hands, ExchangeDialog)
    till.scan(till.code(new))
    till.scan(till.code(rented.assets[0]))
    assert (hands.is_in, hands.is_out) == (True, True)
    stages = sorted(row["stage"] for row in business.rows("SELECT stage FROM umlauf.swap"))
    assert stages == ["called_off", "done"]


def pay_all(till: Till) -> None:
    with till.counter.pages(till.customer.customer_id) as pages:
        parts = tuple(PaidPart(each.id, each.number, each.open) for each in pages.overview().open_items)
    owed = Money(sum(each.amount.minor for each in parts))
    pay = PayAtCounter(till.till, till.customer.customer_id, parts, (Tendered(Way.CASH, owed),))
    till.business.do(Seat.POS, pay)


def test_a_wish_waits_for_a_worker_that_is_away_and_the_page_says_so(till: Till) -> None:
    business = till.business
    rented = rent(business, till.customer, business.product("Buggy", price="30.00", sku="B", terms=AGREED))
    till.page.show_target(str(till.customer.customer_id))
    till.settle()
    number = till.customer.number
    till.page.show_target(number)
    till.settle()
    assert till.page.front is not None
    assert till.page.front.customer.number == number
    till.cards[0].cancelled.emit()
    dialog = till.wish()
    dialog.save.click()
    till.qtbot.waitUntil(dialog.says.isVisible, timeout=5000)
    assert "worker" in dialog.says.text()
    dialog.back.click()
    assert "Waiting" in till.page.notice.text()
    till.work()
    till.qtbot.waitUntil(lambda: not till.page.note.isVisible(), timeout=6000)
    till.settle()
    assert contract_of(business, rented.contract_id).status is Status.CANCELLATION_REQUESTED
    assert till.page.front is not None
    assert till.page.front.contracts[0].contract.ending is not None


def test_another_page_may_look_meanwhile_but_when_the_time_is_over_nothing_stands_there(till: Till) -> None:
    rent(till.business, till.customer, till.business.product("Buggy", price="30.00", sku="B", terms=AGREED))
    till.page.show_target(str(till.customer.customer_id))
    till.settle()
    till.counter.serve(till.business.customer("Andere").customer_id)
    till.page.on_changes(frozenset({"contracts"}))
    till.settle()
    assert till.page.front is not None
    assert till.page.front.customer.id == till.customer.customer_id
    till.page._ends.start(0)
    till.qtbot.waitUntil(lambda: till.page.front is None, timeout=2000)
    till.settle()
    assert till.page.empty.isVisible()
    assert "over" in till.page.notice.text()
    assert till.business.rows("SELECT FROM umlauf.serving WHERE ended_at IS NULL") == []


def test_what_is_refused_says_why_and_what_was_entered_stays(till: Till) -> None:
    business = till.business
    rent(business, till.customer, business.product("Buggy", price="30.00", sku="B", terms=AGREED))
    till.page.show_target(str(till.customer.customer_id))
    till.settle()
    till.cards[0].paused.emit()
    dialog = till.wish()
    assert dialog.effects.shown
    dialog["resume_on"].set_value(datetime(2027, 1, 1, tzinfo=UTC).date())
    till.wish()
    assert dialog.problem.isVisible()
    assert not dialog.save.isEnabled()
    dialog["resume_on"].set_value(datetime(2026, 2, 20, tzinfo=UTC).date())
    till.wish()
    assert not dialog.problem.isVisible()
    assert dialog.save.isEnabled()


def test_a_thing_comes_back_over_the_counter_and_the_bills_say_so_before(till: Till) -> None:
    business = till.business
    rented: Rented = rent(business, till.customer, business.product("Buggy", price="30.00", sku="B", terms=AGREED))
    till.scan(till.code(rented.assets[0]))
    card = till.cards[0]
    card.returned.emit(card.view.things[0])
    till.settle()
    dialog = till.page.dialog
    assert isinstance(dialog, TakeBackDialog)
    assert dialog.effects.shown
    dialog.deed.click()
    till.settle()
    till.settle()
    [came] = business.rows("SELECT status FROM umlauf.asset WHERE id = %(id)s", id=rented.assets[0])
    assert came["status"] == "to_repair"
    assert till.page.front is not None
    assert till.page.front.overview.things == ()
    returned = till.page.returned
    returned._note("", "Ladegerät fehlt")
    till.settle()
    till.settle()
    assert returned.problem.text() == ""
    assert till.shell.refused == []
    assert any("Ladegerät fehlt" in each.text() for each in returned.findChildren(QLabel))
    [noted] = business.rows("SELECT title FROM umlauf.return_damage")
    assert noted["title"] == "Ladegerät fehlt"
    returned.accept()


def test_a_refund_is_paid_out_of_the_drawer_when_somebody_else_agreed(till: Till) -> None:
    """120.00 of a balance, above the till's 100.00: agreed to in the office, counted out, and a receipt is written."""
    business, customer_id, amount = till.business, till.customer.customer_id, Money.of("120.00")
    paid = (Tendered(Way.CASH, amount),)
    business.do(Seat.POS, PayAtCounter(till.till, customer_id, (PaidPart(None, "Guthaben", amount),), paid))
    out = PayOutBalance(customer_id, amount, amount, business.clock.now().date(), PaidBy.CASH, "Umzug")
    refund_id = business.do(Seat.BACKOFFICE, out).refund_id
    business.do(Seat.OWNER, ApproveRefund(refund_id))
    till.page.show_target(str(customer_id))
    till.settle()
    [pay, agree] = till.page.refunds.findChildren(QPushButton)
    assert not pay.isEnabled()
    agree.click()
    till.settle()
    till.page._reload()
    till.settle()
    assert not till.page.refunds.findChildren(QPushButton)[0].isEnabled(), "two people, at two workplaces"
    business.do(Seat.BACKOFFICE, AgreePayOut(refund_id))
    till.page._reload()
    till.settle()
    till.page.refunds.findChildren(QPushButton)[0].click()
    dialog = till.page.pay_outs.dialog
    assert dialog is not None
    dialog.deed.click()
    till.settle()
    till.settle()
    assert till.shell.refused == []
    [receipt] = business.rows("SELECT gross_minor, kind FROM umlauf.till_receipt ORDER BY n DESC LIMIT 1")
    assert receipt == {"gross_minor": -12000, "kind": "refund"}
    assert till.page.front is not None
    assert till.page.front.refunds == ()


def test_a_return_is_announced_at_the_counter_for_later(till: Till) -> None:
    """The worker announces it as the counter's wish, and the thing is due back from then on."""
    business = till.business
    rented = rent(business, till.customer, business.product(terms=AGREED))
    till.scan(till.code(rented.assets[0]))
    [card] = till.cards
    card.announced.emit(card.view.things[0])
    till.page.announcing.form["way"].set_value(AnnouncedWay.LABEL)
    till.page.announcing.save.click()
    till.settle()
    till.settle()
    assert till.shell.refused == []
    [row] = business.rows("SELECT way, asked_by FROM umlauf.return_case")
    assert row == {"way": "label", "asked_by": "counter"}
    assert business.rows("SELECT status FROM umlauf.asset") == [{"status": "due_back"}]
