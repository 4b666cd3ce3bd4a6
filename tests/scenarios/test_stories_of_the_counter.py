"""At the counter: a mixed basket with its thing in hand, goods without a name, and what stands against a sale."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image, ImageDraw

from domain.application import Seat
from domain.assets.status import Condition
from domain.catalog.add_product import ProductAdded
from domain.catalog.model import ProductKind
from domain.catalog.offer import Offer
from domain.catalog.set_plan_offered import SetPlanOffered
from domain.checks.identity import DocumentSeen
from domain.checks.model import OrderInCheck
from domain.checks.see_identity import SeeIdentity
from domain.checks.verdict import Need
from domain.clock import legal_day
from domain.contracts.model import LineKind
from domain.contracts.notes import digest_of
from domain.contracts.terms import ContractTerms, PricesAre
from domain.counter.hand_over_at_counter import HandOverAtCounter
from domain.counter.honour_sale import HonourSale
from domain.counter.keep_signature import KeepSignature
from domain.counter.model import Consent, GoodsMissing, NotForAnybody, SaleOnceOnly, SaleReasonMissing, SaleStage
from domain.counter.sell_at_counter import SoldAtCounter
from domain.counter.take_back_sale import TakeBackSale
from domain.ids import OrderId
from domain.loyalty.make_vouchers import MakeVouchers
from domain.loyalty.vouchers import VoucherRule
from domain.money import Money
from domain.period import Interval, Unit
from domain.returns.take_back_asset import TakeBackAsset
from domain.shipping.model import WrongProduct
from domain.shipping.pick_asset import PickAsset
from domain.supplies.receive_supplies import ReceiveSupplies
from domain.till.model import CustomerNeeded, Tendered, Way
from domain.till.void_receipt import VoidReceipt
from storage.jobs.chores import Chores
from tests.reports.reading import flat, text_of
from tests.scenarios.working import Working
from tests.storage.business import Business
from tests.storage.check_story import checking, rules
from tests.storage.counter_story import Counter
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.journal.test_station import Bench
from tests.storage.trade import bill, today

GROSS = ContractTerms(Interval(Unit.MONTH, 1), prices_are=PricesAre.GROSS)


def invoices(business: Business) -> list[tuple[str, int, int]]:
    """Day, gross and what is settled of each; a correction's gross is below nothing."""
    rows = business.rows(
        "SELECT i.issued_on, CASE i.kind WHEN 'invoice' THEN 1 ELSE -1 END * i.gross_minor AS gross,"
        " coalesce(d.used_minor, 0) AS used FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id ORDER BY i.issued_on, 2"
    )
    return [(f"{row['issued_on']:%m-%d}", row["gross"], row["used"]) for row in rows]


def things(business: Business) -> list[str]:
    return [row["status"] for row in business.rows("SELECT status FROM umlauf.asset ORDER BY code")]


def balance(business: Business) -> int:
    return sum(row["balance_minor"] for row in business.rows("SELECT balance_minor FROM umlauf.customer_balance"))


def tasks(business: Business) -> list[tuple[str, str, str]]:
    rows = business.rows("SELECT kind, subject, facts FROM umlauf.task WHERE closed_at IS NULL ORDER BY opened_at")
    return [(row["kind"], row["subject"], row["facts"].get("why", "")) for row in rows]


def bike_for_rent(business: Business, **more: Any) -> ProductAdded:
    return business.product(terms=GROSS, **more)


def lock_for_sale(business: Business, price: str = "49.00") -> ProductAdded:
    return business.product("Schloss", kind=LineKind.SALE, price=price, sku="LOCK", terms=GROSS)


def oil_for_sale(business: Business) -> ProductAdded:
    kind = ProductKind.CONSUMABLE
    return business.product("Öl", kind=LineKind.SALE, product_kind=kind, price="8.00", sku="OIL", terms=GROSS)


def test_a_mixed_basket_is_carried_out(business: Business) -> None:
    """79.00, 9.00 and 5.00 a month, 25.00 of fee, 49.00 for the lock, 12.00 a month of oil, 200.00 of deposit; 10 % off
    the bike by a voucher: 71.10 + 9.00 + 5.00 + 25.00 + 49.00 + 12.00 = 171.10, and 200.00 that come back."""
    counter, kinds = Counter(business), ProductKind
    bike = bike_for_rent(business, offer=Offer(deposit=Money.of("200.00")))
    more = [
        business.product(name, kind=kind, product_kind=thing, price=price, sku=name.upper(), terms=GROSS)
        for name, kind, thing, price in (
            ("Schutz", LineKind.SERVICE, kinds.SERVICE, "9.00"),
            ("Einweisung", LineKind.FEE, kinds.SERVICE, "25.00"),
            ("Karten", LineKind.DIGITAL, kinds.SERVICE, "5.00"),
            ("Pflege", LineKind.CONSUMABLE, kinds.CONSUMABLE, "12.00"),
        )
    ]
    lock = lock_for_sale(business)
    business.do(Seat.WAREHOUSE, ReceiveSupplies(more[3].variant_ids[0], business.place().place_id, 3))
    rule = VoucherRule(Decimal(10), plan_families=(bike.plan_ids[0],))
    business.do(Seat.OWNER, MakeVouchers("Sommer", rule, chosen="SOMMER"))
    [frame], [chain] = business.receive(bike).asset_ids, business.receive(lock).asset_ids
    customer_id = business.customer().customer_id

    items = [counter.item(bike, frame), *(counter.item(each) for each in more), counter.item(lock, chain)]
    tried = counter.tried(items, customer_id, "SOMMER")
    assert (tried.today, tried.deposit) == (Money.of("371.10"), Money.of("200.00"))
    assert tried.order is not None
    assert tried.order.monthly == Money.of("104.34")  # 71.10 once, 79.00 eleven times, 26.00 twelve times
    sold = counter.sell(*items, customer_id=customer_id, voucher="SOMMER")
    outcome = counter.outcome(sold)
    assert (sold.number, outcome.stage, outcome.why) == ("K1-000001", SaleStage.DONE, "")
    assert len(outcome.invoices) == 2
    assert things(business) == ["rented", "sold"]
    assert invoices(business) == [("01-31", 17110, 17110), ("01-31", 20000, 20000)]
    assert balance(business) == 0
    [oil] = business.rows("SELECT on_hand FROM umlauf.supply_on_hand")
    assert oil["on_hand"] == 2


def test_a_sale_runs_on_as_any_contract_and_comes_to_its_end(business: Business) -> None:
    """79.00 a month and 200.00 of deposit; the second and third month are billed by the night."""
    counter = Counter(business)
    bike = bike_for_rent(business, offer=Offer(deposit=Money.of("200.00")))
    [frame] = business.receive(bike).asset_ids
    customer_id = business.customer().customer_id
    sold = counter.sell(counter.item(bike, frame), customer_id=customer_id)
    assert counter.outcome(sold).start_on == today(business)
    for days in (28, 31):
        business.pass_days(days)
        bill(business)
    known = [("01-31", 7900, 7900), ("01-31", 20000, 20000), ("02-28", 7900, 0), ("03-31", 7900, 0)]
    assert invoices(business) == known
    [event] = business.rows(
        "SELECT p.name, e.effective_at FROM umlauf.asset_event e JOIN umlauf.person p ON p.id = e.actor_id"
        " WHERE e.kind = 'handed_over'"
    )
    assert (event["name"], legal_day(event["effective_at"])) == ("Jo", date(2026, 1, 31))
    business.do(Seat.POS, TakeBackAsset(frame, Condition.USED))
    assert things(business) == ["to_repair"]


@pytest.mark.parametrize(("way", "method"), [(Way.MANDATE, "direct_debit"), (Way.TRANSFER, "transfer")])
def test_what_was_promised_at_the_till_is_how_it_is_paid(business: Business, way: Way, method: str) -> None:
    """No money came in: the bill is open, and goes the way that was agreed."""
    counter = Counter(business)
    bike = bike_for_rent(business)
    [frame] = business.receive(bike).asset_ids
    counter.sell(counter.item(bike, frame), customer_id=business.customer().customer_id, way=way)
    assert invoices(business) == [("01-31", 7900, 0)]
    [agreed] = business.rows("SELECT terms ->> 'pay_by' AS method FROM umlauf.contract")
    assert agreed["method"] == method


def test_goods_without_a_name_leave_with_their_receipt(business: Business) -> None:
    """The receipt is the small invoice: no customer, no contract, no invoice. Stock falls, below the books too."""
    counter = Counter(business)
    lock, oil, bike = lock_for_sale(business), oil_for_sale(business), bike_for_rent(business)
    [chain, other] = business.receive(lock, "", "").asset_ids
    business.do(Seat.WAREHOUSE, ReceiveSupplies(oil.variant_ids[0], business.place().place_id, 1))
    sold = counter.sell(counter.item(lock, chain), counter.item(oil, quantity=2), way=Way.CASH)
    assert (sold.number, sold.missing) == ("K1-000001", 1)
    assert counter.outcome(sold).stage is SaleStage.DONE
    assert sorted(things(business)) == ["in_stock", "sold"]
    assert [each[0] for each in tasks(business)] == ["supply_short"]
    lines = business.rows("SELECT kind, gross_minor, vat_rate FROM umlauf.till_receipt_line ORDER BY position")
    assert [(each["kind"], each["gross_minor"], each["vat_rate"]) for each in lines] == [
        ("goods", 4900, 19),
        ("goods", 1600, 19),
    ]
    assert invoices(business) == []
    assert business.rows("SELECT FROM umlauf.settlement") == []

    again = counter.sell(counter.item(lock, chain), way=Way.CASH)
    assert again.missing == 1
    with pytest.raises(SaleOnceOnly):
        business.do(Seat.POS, replace(counter.basket([counter.item(oil)], way=Way.CASH), sale_id=again.sale_id))
    assert tasks(business)[-1][0] == "sale_thing_elsewhere"
    with pytest.raises(NotForAnybody):
        counter.tried([counter.item(bike)], None)
    with pytest.raises(NotForAnybody):
        counter.sell(counter.item(lock), way=Way.CASH)
    with pytest.raises(CustomerNeeded):
        counter.sell(*(counter.item(oil, quantity=4) for _ in range(8)), way=Way.CASH)
    assert other is not None


def test_an_order_of_the_office_is_handed_over(business: Business) -> None:
    counter = Counter(business)
    bike, oil, lock = bike_for_rent(business), oil_for_sale(business), lock_for_sale(business)
    [frame], [chain] = business.receive(bike).asset_ids, business.receive(lock).asset_ids
    order = business.order(business.customer(), bike, oil)
    [waits] = counter.book.waiting("brück")
    assert (waits.order_number, waits.open_things, len(waits.lines)) == (order.order_number, 1, 2)
    assert counter.book.waiting_of(order.order_number) == waits
    with pytest.raises(GoodsMissing):
        business.do(Seat.POS, HandOverAtCounter(waits.shipment_id))
    with pytest.raises(WrongProduct):
        business.do(Seat.POS, HandOverAtCounter(waits.shipment_id, (frame, chain)))
    assert things(business) == ["in_stock", "in_stock"]
    business.do(Seat.POS, HandOverAtCounter(waits.shipment_id, (frame,)))
    assert counter.book.waiting() == []
    assert things(business) == ["rented", "in_stock"]
    assert invoices(business) == [("01-31", 8700, 0)]
    [row] = business.rows("SELECT status, start_on FROM umlauf.contract")
    assert (row["status"], row["start_on"]) == ("active", today(business))


def test_a_price_that_was_not_valid_waits_for_a_person(business: Business) -> None:
    """The money is the customer's credit until somebody decides: it counts as agreed, or nothing comes of it."""
    counter = Counter(business)
    bike = bike_for_rent(business)
    first, second = business.receive(bike, "", "").asset_ids
    customer_id = business.customer().customer_id
    sold = counter.sell(counter.item(bike, first, price=Money.of("49.00"), because="Messe"), customer_id=customer_id)
    assert counter.outcome(sold).why == "sale_price_not_valid"
    assert tasks(business) == [("sale_stuck", sold.number, "sale_price_not_valid")]
    assert (balance(business), invoices(business), things(business)) == (4900, [], ["in_stock", "in_stock"])
    with pytest.raises(SaleReasonMissing):
        business.do(Seat.BACKOFFICE, HonourSale(sold.sale_id, " "))
    business.do(Seat.BACKOFFICE, HonourSale(sold.sale_id, "Messepreis"))
    assert counter.outcome(sold).stage is SaleStage.DONE
    assert (balance(business), invoices(business)) == (0, [("01-31", 4900, 4900)])

    wanted = counter.basket([counter.item(bike, second)], customer_id)
    business.pass_days(1)
    business.do(Seat.OWNER, SetPlanOffered(bike.plan_ids[0], False))
    today_still = business.do(
        Seat.POS, replace(wanted, sale_id=uuid4(), items=(replace(wanted.items[0], asset_ids=()),))
    )
    assert counter.outcome(today_still).stage is SaleStage.BOOKED  # it was offered today
    business.pass_days(1)
    stale = business.do(Seat.POS, wanted)
    assert counter.outcome(stale).stage is SaleStage.STUCK
    business.do(Seat.OWNER, TakeBackSale(stale.sale_id, "Plan gibt es nicht mehr"))
    assert counter.outcome(stale).stage is SaleStage.TAKEN_BACK
    assert balance(business) == 7900 * 2
    assert tasks(business) == []


def test_a_thing_that_somebody_else_has_is_not_handed_over_twice(business: Business) -> None:
    counter = Counter(business)
    bike = bike_for_rent(business)
    first, second = business.receive(bike, "", "").asset_ids
    wanted = counter.basket([counter.item(bike, first)], business.customer().customer_id)
    other = business.order(business.customer("Vogt"), bike)
    business.do(Seat.WAREHOUSE, PickAsset(other.shipment_id, first))
    sold = business.do(Seat.POS, wanted)
    outcome = counter.outcome(sold)
    assert (outcome.stage, outcome.why) == (SaleStage.BOOKED, "asset_not_in_stock")
    assert tasks(business) == [("sale_goods_held", sold.number, "asset_not_in_stock")]
    assert (balance(business), invoices(business)) == (7900, [])
    assert outcome.shipment_id is not None
    business.do(Seat.POS, HandOverAtCounter(outcome.shipment_id, (second,)))
    assert counter.outcome(sold).stage is SaleStage.DONE
    assert (balance(business), invoices(business)) == (0, [("01-31", 7900, 7900)])
    assert tasks(business) == []


def test_a_check_holds_the_hand_over(business: Business) -> None:
    """An identity is asked for: the order waits, goods and all, until somebody has seen it."""
    checking(business, rules=rules(Need.IDENTITY))
    counter = Counter(business)
    bike = bike_for_rent(business)
    [frame] = business.receive(bike).asset_ids
    sold = counter.sell(counter.item(bike, frame), customer_id=business.customer().customer_id)
    outcome = counter.outcome(sold)
    assert (outcome.stage, outcome.is_held, things(business)) == (SaleStage.BOOKED, True, ["in_stock"])
    assert outcome.shipment_id is not None
    with pytest.raises(OrderInCheck):
        business.do(Seat.POS, HandOverAtCounter(outcome.shipment_id, (frame,)))
    [row] = business.rows("SELECT order_id FROM umlauf.counter_sale")
    business.do(Seat.POS, SeeIdentity(OrderId(row["order_id"]), DocumentSeen.ID_CARD, "L0CK"))
    assert not counter.outcome(sold).is_held
    business.do(Seat.POS, HandOverAtCounter(outcome.shipment_id, (frame,)))
    assert (things(business), invoices(business)) == (["rented"], [("01-31", 7900, 7900)])


class Killed(Exception):
    """The worker is gone."""


@pytest.mark.parametrize("after", range(7))
def test_a_worker_that_dies_anywhere_leaves_nothing_twice(business: Business, after: int) -> None:
    """Killed after so many steps, told again, and once more: one order, one contract, one bill, one payment."""
    counter = Counter(business)
    bike = bike_for_rent(business)
    [frame] = business.receive(bike).asset_ids
    wanted = counter.basket([counter.item(bike, frame)], business.customer().customer_id)
    fact = business.answer(Seat.POS, wanted).command_id
    night = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    with suppress(Killed):
        _dying(night, after).follow_command(fact)
    for _ in range(2):
        night.follow_command(fact)
    night.close()
    assert (things(business), invoices(business), balance(business)) == (["rented"], [("01-31", 7900, 7900)], 0)
    [counted] = business.rows(
        "SELECT (SELECT count(*) FROM umlauf.customer_order) AS orders, (SELECT count(*) FROM umlauf.contract)"
        " AS contracts, (SELECT count(*) FROM umlauf.settlement WHERE kind = 'payment') AS payments,"
        " (SELECT stage FROM umlauf.counter_sale) AS stage"
    )
    assert tuple(counted.values()) == (1, 1, 1, "done")


def _dying(night: Chores, after: int) -> Chores:
    """It is killed when it begins the step after so many."""
    run: Callable[..., Any] = night._hand.run
    left = [after]

    def once(*args: Any) -> Any:
        if not left[0]:
            night._hand.run = run  # type: ignore[method-assign] - the next worker lives
            raise Killed
        left[0] -= 1
        return run(*args)

    night._hand.run = once  # type: ignore[method-assign] - this one does not
    return night


def test_the_agreement_goes_out_with_its_signature(business: Business) -> None:
    """By mail, once: when the sale is booked and its picture is kept, in whatever order they come."""
    counter, box = Counter(business), Letterbox()
    bike = bike_for_rent(business, offer=Offer(deposit=Money.of("200.00")))
    [frame] = business.receive(bike).asset_ids
    picture = signature()
    wanted = counter.basket([counter.item(bike, frame)], business.customer().customer_id, consents=(Consent.TERMS,))
    wanted = replace(wanted, signature=digest_of(picture))
    night = chores(business.server.seat_dsn("worker", business.database), box, business.clock)
    work = Working(business, night)
    business.answer(Seat.POS, wanted)
    work.all_jobs()
    assert not any(each.subject.startswith("Ihr Vertrag") and each.attachments for each in box.sent)
    business.answer(Seat.POS, KeepSignature.of(wanted.sale_id, picture))
    work.all_jobs()
    night.close()
    [contract] = business.rows("SELECT number FROM umlauf.contract")
    [letter] = [each for each in box.sent if each.subject == f"Ihr Vertrag {contract['number']}"]
    [paper] = letter.attachments
    assert counter.book.agreement(wanted.sale_id) == (paper.file_name, paper.content)
    words = flat(text_of(paper.content))
    for said in (
        "79,00",
        "200,00",
        "279,00",
        "K1-000001",
        "Jo",
        "Geschäftsbedingungen",
        "Widerrufsrecht",
        "besteht nicht",
    ):
        assert said in words, said


def signature() -> bytes:
    """A stroke on a pad."""
    image = Image.new("RGBA", (320, 90))
    ImageDraw.Draw(image).line([(10, 70), (90, 15), (150, 70), (220, 20), (300, 60)], fill=(10, 20, 90, 255), width=4)
    found = BytesIO()
    image.save(found, "PNG")
    return found.getvalue()


def test_goods_come_back_with_their_receipt(business: Business) -> None:
    """By a counter-receipt, the way they were paid: the thing and the pieces lie where they lay."""
    counter = Counter(business)
    lock, oil = lock_for_sale(business), oil_for_sale(business)
    [chain] = business.receive(lock).asset_ids
    business.do(Seat.WAREHOUSE, ReceiveSupplies(oil.variant_ids[0], business.place().place_id, 5))
    sold = counter.sell(counter.item(lock, chain), counter.item(oil, quantity=2), way=Way.CASH)
    [receipt] = business.rows("SELECT id, gross_minor FROM umlauf.till_receipt")
    back = (Tendered(Way.CASH, Money(-receipt["gross_minor"])),)
    business.do(Seat.POS, VoidReceipt(counter.till_id, receipt["id"], back, "gefällt nicht"))
    assert counter.outcome(sold).stage is SaleStage.TAKEN_BACK
    assert things(business) == ["in_stock"]
    [left] = business.rows("SELECT on_hand FROM umlauf.supply_on_hand")
    assert left["on_hand"] == 5
    [drawer] = business.rows("SELECT drawer_minor FROM umlauf.till_session")
    assert drawer["drawer_minor"] == 15000
    again = counter.sell(counter.item(lock, chain), way=Way.CASH)
    assert (again.missing, things(business)) == (0, ["sold"])


def test_what_goes_on_while_the_network_is_cut(business: Business, tmp_path: Path) -> None:
    """Goods for cash, and an order that was known here: kept in the journal, delivered in order, as of their minute."""
    counter, station = Counter(business), Bench(business, tmp_path, Seat.POS)
    lock, bike = lock_for_sale(business), bike_for_rent(business)
    [chain], [frame] = business.receive(lock).asset_ids, business.receive(bike).asset_ids
    business.order(business.customer(), bike)
    [known] = counter.book.waiting()
    goods = counter.basket([counter.item(lock, chain)], way=Way.CASH)
    station.cable.pull()
    assert station.scan(goods).is_waiting
    assert station.scan(HandOverAtCounter(known.shipment_id, (frame,))).is_waiting
    assert station.station.waiting == 2
    at = business.clock.now()
    business.clock.advance(timedelta(days=2))
    station.cable.plug_in()
    first, second = station.station.deliver_waiting()
    assert station.station.waiting == 0
    assert isinstance(first.event, SoldAtCounter)
    assert counter.outcome(first.event).stage is SaleStage.DONE
    receipts = business.rows("SELECT at FROM umlauf.till_receipt")
    handed = business.rows("SELECT lower(during) AS at FROM umlauf.assignment")
    assert [row["at"] for row in (*receipts, *handed)] == [at, at]
    night = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    for each in (first, second):
        night.follow_command(each.command_id)
    night.close()
    station.close()
    assert things(business) == ["sold", "rented"]
    [contract] = business.rows("SELECT start_on FROM umlauf.contract")
    assert contract["start_on"] == date(2026, 1, 31)
    assert invoices(business) == [("01-31", 7900, 0)]
