"""A running customer stands at the counter: pays, swaps, buys, gives back, adds and ends; with all it costs.

The till's login sees the customer only while it serves them; what it wants of contracts the worker does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from domain.application import Command, NotForThisSeat, Seat
from domain.assets.status import Condition
from domain.billing.record_payment import RecordPayment
from domain.buyout.accept_offer import AcceptOffer
from domain.buyout.ask_buyout import AskBuyout
from domain.buyout.formula import Formula, FormulaKind
from domain.buyout.offer import OfferStatus
from domain.buyout.rules import BuyoutRules, RuleStep
from domain.buyout.set_buyout_rules import SetBuyoutRules
from domain.contracts.add_line import AddLine
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.model import LineKind
from domain.contracts.parts import Pause
from domain.contracts.pause_contract import PauseContract
from domain.contracts.status import Status
from domain.contracts.terms import ContractTerms
from domain.counter.hand_over_at_counter import HandOverAtCounter
from domain.customers.change_address import ChangeAddress
from domain.customers.model import Address
from domain.customers.register_customer import CustomerRegistered
from domain.ids import AssetId, ContractLineId, ShipmentId
from domain.money import Money
from domain.period import Interval, Unit
from domain.portal.change_contact import ChangeContact
from domain.portal.wishes import NotForCustomers, PauseTooLong
from domain.returns.ask_return import AskReturn
from domain.returns.take_back_asset import TakeBackAsset
from domain.serving.book_counter_payment import BookCounterPayment, ReceiptOfAnother
from domain.serving.note_mail_address import NoteMailAddress
from domain.serving.pay_at_counter import PaidPart, PayAtCounter, PromiseIsNoPayment
from domain.swaps.agree_swap import AgreeSwap
from domain.swaps.groups import Member, SwapRules
from domain.swaps.model import SwapOrder, SwapReason
from domain.swaps.save_group import SaveGroup
from domain.till.model import Tendered, TillId, Way
from domain.views.lifecycle import LifeOf, LifeQuestion
from domain.views.portal import Overview, OwnDocument
from domain.views.serving import ServingOver
from storage.queries.lifecycle import Lifecycle
from tests.storage.business import Business
from tests.storage.serving_desk import Counter
from tests.storage.till_story import CARD, open_till
from tests.storage.trade import Rented, bill, check_books, contract_of, invoices, rent, today

AGREED = ContractTerms(notice=Interval(Unit.MONTH))
EURO = Money.of


@dataclass
class Shop:
    """Jo at till K1, with Jonas in front; `does` wishes and has it carried out with all that follows."""

    business: Business
    counter: Counter
    till: TillId
    customer: CustomerRegistered

    def does(self, command: Command) -> Any:
        return self.counter.done(self.customer.customer_id, command)

    def sees(self) -> Overview:
        with self.counter.pages(self.customer.customer_id) as pages:
            return pages.overview()

    def preview(self, command: Command) -> Any:
        with self.counter.pages(self.customer.customer_id) as pages:
            return pages.preview(command)

    def takes(self, *parts: PaidPart, tendered: tuple[Tendered, ...] = ()) -> Any:
        amount = Money(sum(each.amount.minor for each in parts))
        paid = tendered or (Tendered(Way.CASH, amount, amount),)
        return self.business.do(Seat.POS, PayAtCounter(self.till, self.customer.customer_id, parts, paid))

    def takes_all_that_is_open(self) -> None:
        parts = [of(each) for each in self.sees().open_items]
        if parts:
            self.takes(*parts)

    def version(self, rented: Rented) -> int:
        return contract_of(self.business, rented.contract_id).version

    def entries(self) -> list[tuple[str, int, int]]:
        rows = self.business.rows("SELECT paid_by, settled_minor, balance_minor FROM umlauf.settlement ORDER BY n, id")
        return [(row["paid_by"], row["settled_minor"], row["balance_minor"]) for row in rows]

    def tasks(self) -> list[str]:
        rows = self.business.rows("SELECT kind FROM umlauf.task WHERE closed_at IS NULL ORDER BY opened_at")
        return [row["kind"] for row in rows]


def of(item: OwnDocument, amount: Money | None = None) -> PaidPart:
    return PaidPart(item.id, item.number, amount or item.open)


@pytest.fixture
def shop(business: Business) -> Iterator[Shop]:
    counter, customer = Counter(business), business.customer()
    yield Shop(business, counter, open_till(business), customer)
    counter.close()


def test_open_items_are_paid_at_once_and_what_is_too_much_stays_to_the_customers_credit(shop: Shop) -> None:
    """30.00 a month. Paid with 20.00 in cash and 10.00 by card; then the same invoice once more at the same till, which
    did not know it yet; then 5.00 on account."""
    business = shop.business
    rented = rent(business, shop.customer, business.product("Buggy", price="30.00", sku="B", terms=AGREED))
    holder = shop.counter.desk.holder_of(rented.assets[0])
    assert holder is not None
    assert (holder.customer_id, holder.contract_number) == (
        shop.customer.customer_id,
        contract_of(business, rented.contract_id).number,
    )
    [item] = shop.sees().open_items
    both = (Tendered(Way.CASH, EURO("20.00"), EURO("50.00")), Tendered(Way.CARD, EURO("10.00"), card=CARD))
    paid = shop.takes(of(item), tendered=both)
    assert paid.number == "K1-000001"
    assert shop.sees().open_items == ()
    assert shop.entries() == [("cash", 2000, 0), ("card", 1000, 0)]
    assert shop.tasks() == []

    shop.takes(of(item))
    assert shop.entries()[2:] == [("cash", 0, 3000)]
    assert shop.tasks() == ["counter_money_left"]
    shop.takes(PaidPart(None, "Auf Rechnung", EURO("5.00")))
    assert shop.sees().balances == (EURO("35.00"),)
    assert shop.tasks() == ["counter_money_left"]
    check_books(business)


def test_what_the_worker_books_is_what_the_receipt_says(shop: Shop) -> None:
    """A till's client that names another receipt, or another customer, or promises, gets nothing booked."""
    business = shop.business
    rent(business, shop.customer, business.product("Buggy", price="30.00", sku="B", terms=AGREED))
    [item] = shop.sees().open_items
    paid = shop.takes(of(item, EURO("12.00")))
    forged = BookCounterPayment(paid.receipt_id, shop.customer.customer_id, (of(item),))
    assert business.do(Seat.WORKER, forged).is_new is False
    other = business.customer("Fremd").customer_id
    with pytest.raises(ReceiptOfAnother):
        business.do(Seat.WORKER, BookCounterPayment(paid.receipt_id, other, (of(item),)))
    with pytest.raises(PromiseIsNoPayment):
        shop.takes(of(item), tendered=(Tendered(Way.TRANSFER, item.open),))
    assert [each.open for each in shop.sees().open_items] == [EURO("18.00")]
    check_books(business)


def test_a_swap_at_the_counter_is_dearer_and_cheaper_to_the_day(shop: Shop) -> None:
    """30.00 from 2 February on. On the 20th small goes and big (51.00) comes, both over the counter: of the month to
    1 March 10 of 28 days are left: 30.00 · 10/28 = 10.71 goes back and 51.00 · 10/28 = 18.21 is charged: 7.50.

    On 10 March back again: of the 31 days to 1 April 23 are left: 51.00 · 23/31 = 37.84 goes back, 30.00 · 23/31 =
    22.26 is charged.
    """
    business = shop.business
    small = business.product("Buggy klein", price="30.00", sku="B-S", terms=AGREED)
    big = business.product("Buggy groß", price="51.00", sku="B-L", terms=AGREED)
    members = (Member(small.variant_ids[0]), Member(big.variant_ids[0]))
    business.do(Seat.OWNER, SaveGroup(None, 0, "Kinderwagen", members, SwapRules()))
    rented = rent(business, shop.customer, small)
    [old], [new] = rented.assets, business.receive(big).asset_ids
    business.pass_days(20)
    shop.takes_all_that_is_open()
    wish = swapped(rented, old, big, today(business))
    seen = shop.preview(wish)
    assert (seen.change.today_more, seen.price) == (EURO("7.50"), EURO("51.00"))
    change_hands(shop, shop.does(wish), old, new)
    bill(business)
    assert [(each["issued_on"], each["gross"]) for each in invoices(business)][1:] == [("2026-02-20", 750)]

    shop.takes_all_that_is_open()
    business.pass_days(10)
    bill(business)
    business.pass_days(8)
    [again] = business.receive(small).asset_ids
    wish = swapped(rented, new, small, today(business))
    less = shop.preview(wish).change.today_more
    assert less == EURO("-15.58")
    change_hands(shop, shop.does(wish), new, again)
    bill(business)
    assert (
        sum(-row["gross"] if row["kind"] == "credit_note" else row["gross"] for row in invoices(business)[3:]) == -1558
    )
    check_books(business)


def swapped(rented: Rented, old: AssetId, to: Any, day: date) -> AgreeSwap:
    return AgreeSwap(
        rented.contract_id, old, to.variant_ids[0], to.plan_ids[0], SwapReason.OUTGROWN, day, SwapOrder.COUNTER
    )


def change_hands(shop: Shop, agreed: Any, old: AssetId, new: AssetId) -> None:
    """The old one is scanned in, the new one out."""
    shop.business.do(Seat.POS, TakeBackAsset(old, Condition.USED))
    [parcel] = shop.business.rows("SELECT id FROM umlauf.shipment WHERE number = %(n)s", n=agreed.shipment_number)
    shop.business.do(Seat.POS, HandOverAtCounter(ShipmentId(parcel["id"]), (new,)))
    assert shop.business.rows("SELECT stage FROM umlauf.swap ORDER BY id DESC LIMIT 1")[0]["stage"] == "done"


def test_a_thing_is_bought_and_another_given_back_at_the_counter(shop: Shop) -> None:
    """A piano for 40.00 a month and a stool for 5.00. After seven months the piano costs 1000.00 less what was paid,
    as the house's rules say; it is the customer's with the money. The stool comes back the same day."""
    business = shop.business
    piano = business.product("Digitalpiano", price="40.00", sku="PIANO", terms=AGREED)
    stool = business.product("Hocker", price="5.00", sku="STOOL", terms=AGREED)
    rules = BuyoutRules((RuleStep(6, Formula(FormulaKind.RETAIL_LESS_PAID, EURO("1000.00"), first=12)),))
    business.do(Seat.OWNER, SetBuyoutRules(piano.plan_ids[0], 0, rules, "Abverkauf"))
    played, sat = rent(business, shop.customer, piano), rent(business, shop.customer, stool)
    for _ in range(7):
        bill(business)
        shop.takes_all_that_is_open()
        business.pass_days(30)
    bill(business)
    shop.takes_all_that_is_open()
    offered = shop.does(AskBuyout(played.contract_id, played.assets))
    [told] = shop.sees().offers
    assert (told.offer.id, told.offer.price) == (offered.offer_id, offered.price)
    accept = AcceptOffer(offered.offer_id, played.contract_id, shop.version(played))
    charged = shop.preview(accept).now.today_more
    shop.does(accept)
    assert sum(each.open.minor for each in shop.sees().open_items) == charged.minor
    shop.takes_all_that_is_open()
    [sold] = business.rows("SELECT status FROM umlauf.buyout_offer")
    assert sold["status"] == OfferStatus.SETTLED
    assert contract_of(business, played.contract_id).status is Status.BOUGHT_OUT

    business.do(Seat.POS, AskReturn(sat.assets, today(business)))
    came = business.do(Seat.POS, TakeBackAsset(sat.assets[0], Condition.USED))
    assert came.was_announced
    assert shop.counter.desk.holder_of(sat.assets[0]) is None
    assert [each.asset_id for each in shop.sees().things] == []
    bill(business)
    last = invoices(business)[-1]
    assert (last["kind"], last["gross"]) == ("credit_note", 48), "5.00 · 3/31 of the month that was paid"
    check_books(business)


def test_something_is_charged_once_and_paid_at_once(shop: Shop) -> None:
    """A repair from the catalogue, at the catalogue's price and no other."""
    business = shop.business
    rented = rent(business, shop.customer, business.product("Buggy", price="30.00", sku="B", terms=AGREED))
    repair = business.product("Reparatur", price="25.00", sku="REP", kind=LineKind.SALE, terms=AGREED)
    business.pass_days(5)
    shop.takes_all_that_is_open()
    charge = AddLine(
        rented.contract_id,
        shop.version(rented),
        line_id=ContractLineId(uuid4()),
        title="Reparatur: Bremse",
        line_kind=LineKind.SALE,
        price=EURO("25.00"),
        plan_id=repair.plan_ids[0],
    )
    assert shop.preview(charge).today_more == EURO("25.00")
    shop.does(charge)
    [item] = shop.sees().open_items
    assert item.open == EURO("25.00")
    shop.takes(of(item))
    assert shop.sees().open_items == ()
    version, other = shop.version(rented), ContractLineId(uuid4())
    cheap = AddLine(
        rented.contract_id,
        version,
        line_id=other,
        title="Freundschaftspreis",
        line_kind=LineKind.SALE,
        price=EURO("1.00"),
        plan_id=repair.plan_ids[0],
    )
    with pytest.raises(NotForCustomers):
        shop.does(cheap)
    check_books(business)


def test_a_customer_pauses_moves_and_ends_at_the_counter_and_the_office_sees_who_did_it(shop: Shop) -> None:
    business, customer_id = shop.business, shop.customer.customer_id
    rented = rent(business, shop.customer, business.product("Buggy", price="30.00", sku="B", terms=AGREED))
    first = today(business) + timedelta(days=40)
    pause = Pause(first, first + timedelta(days=20), moves_end=True)
    shop.does(PauseContract(rented.contract_id, shop.version(rented), pause=pause))
    too_long = Pause(first + timedelta(days=30), first + timedelta(days=300), moves_end=True)
    with pytest.raises(PauseTooLong):
        shop.does(PauseContract(rented.contract_id, shop.version(rented), pause=too_long))
    shop.does(ChangeAddress(customer_id, Address("Oranienstraße 1", "10999", "Berlin")))
    shop.does(ChangeContact(customer_id, "030 5551", "en"))
    shop.does(NoteMailAddress(customer_id, "neu@example.org"))
    told = business.rows("SELECT a.address FROM umlauf.outbox_address a JOIN umlauf.outbox o ON o.id = a.outbox_id")
    assert "jonas@example.org" in str(told), "the former address hears of it"
    notice = CancelContract(rented.contract_id, shop.version(rented), received_on=today(business))
    shop.does(notice)
    contract = contract_of(business, rented.contract_id)
    assert contract.status is Status.CANCELLATION_REQUESTED
    backdated = CancelContract(
        rented.contract_id, contract.version, received_on=today(business) - timedelta(days=9), reason="war früher da"
    )
    with pytest.raises(NotForCustomers):
        shop.does(backdated)

    life = Lifecycle(business.connection(Seat.BACKOFFICE)).page(LifeQuestion(LifeOf.CUSTOMER, customer_id))
    done = {row.name: (row.who, row.seat) for row in life.rows}
    assert done["PauseContract"] == done["CancelContract"] == ("Jo", Seat.POS)
    assert done["serving.open"][0] == "Jo"


def test_when_the_time_is_over_the_customer_has_to_be_served_anew(shop: Shop) -> None:
    served = shop.counter.serve(shop.customer.customer_id)
    shop.counter.serve(shop.customer.customer_id)
    with pytest.raises(ServingOver), shop.counter.desk.pages(served):
        pass
    with pytest.raises(NotForThisSeat):
        shop.business.do(Seat.POS, RecordPayment(uuid4(), EURO("1.00"), EURO("1.00"), today(shop.business)))  # type: ignore[arg-type]  # nobody's invoice
    assert shop.counter.desk.holder_of(uuid4()) is None
