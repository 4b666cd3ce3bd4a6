"""Money that a till took for goods that are held waits for their order, and pays no other bill meanwhile."""

from dataclasses import replace
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.settlement import MoneyIsKept, NothingToUse, PaidBy
from domain.billing.use_balance import UseBalance
from domain.checks.ask_money import AskedTooLittle, AskMoney
from domain.checks.model import MoneyFor, Stage
from domain.checks.verdict import Point
from domain.counter.hand_over_at_counter import HandOverAtCounter
from domain.counter.model import SaleStage
from domain.counter.take_back_sale import TakeBackSale
from domain.counter.take_money_ahead import TakeMoneyAhead
from domain.ids import CustomerId
from domain.money import Money
from domain.shipping.pick_asset import PickAsset
from domain.till.model import Tendered, Way
from storage.queries.till_page import TillPage
from tests.scenarios.test_stories_of_the_counter import balance, bike_for_rent, invoices, tasks, things
from tests.storage.business import Business
from tests.storage.check_story import ODD, checking, somebody
from tests.storage.counter_story import Counter
from tests.storage.intruder import at_the_seat
from tests.storage.till_story import CARD
from tests.storage.trade import bill, today

USED = (
    "INSERT INTO umlauf.settlement (id, kind, customer_id, booked_on, currency, settled_minor, credited_minor,"
    " balance_minor, money_minor, granted_minor, invoice_id, source_id, command_id)"
    " VALUES (%s, 'used', %s, '2026-02-28', 'EUR', 7900, 0, -7900, 0, 0, %s, %s, %s)"
)
ASKED = (
    "INSERT INTO umlauf.order_check_step (order_id, n, step, on_day, amount_minor, asked_for, taken_by, command_id)"
    " VALUES (%s, 9, 'ask_money', current_date, 1, 'ahead', %s, %s)"
)


def test_money_of_a_held_sale_pays_its_own_bill_alone(business: Business) -> None:
    """79.00 a month runs already; 79.00 are paid at the till for a second bike that lies in somebody's parcel. The
    night of the 28th bills the first contract: its 79.00 stay open, and the till's 79.00 pay the second one's."""
    counter = Counter(business)
    bike = bike_for_rent(business)
    first, second, third = business.receive(bike, "", "", "").asset_ids
    customer_id = business.customer().customer_id
    counter.sell(counter.item(bike, first), customer_id=customer_id)
    wanted = counter.basket([counter.item(bike, second)], customer_id)
    other = business.order(business.customer("Vogt"), bike)
    business.do(Seat.WAREHOUSE, PickAsset(other.shipment_id, second))
    sold = business.do(Seat.POS, wanted)
    assert counter.outcome(sold).stage is SaleStage.BOOKED
    business.pass_days(28)
    bill(business)
    known = [("01-31", 7900, 7900), ("02-28", 7900, 0)]
    assert (invoices(business), balance(business)) == (known, 7900)
    _nobody_else_takes_it(business, customer_id)

    shipment_id = counter.outcome(sold).shipment_id
    assert shipment_id is not None
    business.pass_days(1)
    business.do(Seat.POS, HandOverAtCounter(shipment_id, (third,)))
    assert things(business) == ["rented", "reserved", "rented"]
    assert (invoices(business), balance(business)) == ([*known, ("03-01", 7900, 7900)], 0)


def _nobody_else_takes_it(business: Business, customer_id: CustomerId) -> None:
    """Not the office, and not a client that is written by hand under the worker's login."""
    money = Money(7900)
    with pytest.raises(NothingToUse):
        business.do(Seat.BACKOFFICE, UseBalance(customer_id, money, money))
    out = PayOutBalance(customer_id, money, money, today(business), PaidBy.CARD, other_way_agreed=True)
    with pytest.raises(MoneyIsKept):
        business.do(Seat.BACKOFFICE, out)
    [row] = business.rows(
        "SELECT s.id, i.id AS invoice FROM umlauf.settlement s, umlauf.invoice i LEFT JOIN umlauf.document_account d"
        " ON d.invoice_id = i.id WHERE s.balance_minor = 7900 AND s.source_id IS NULL AND d.used_minor IS NULL"
        " AND EXISTS (SELECT FROM umlauf.money_kept m WHERE m.entry_id = s.id)"
    )
    with at_the_seat(business, Seat.WORKER) as worker, worker.refused("UM403"):
        command = worker.begin("BookSaleMoney")
        worker.run(USED, uuid4(), customer_id, row["invoice"], row["id"], command)
        worker.end(command)


def test_money_of_a_sale_that_was_taken_back_is_there_for_everything(business: Business) -> None:
    """49.00 for a price that nobody knows: kept while the office decides, then it pays part of the night's 79.00."""
    counter = Counter(business)
    bike = bike_for_rent(business)
    first, second = business.receive(bike, "", "").asset_ids
    customer_id = business.customer().customer_id
    counter.sell(counter.item(bike, first), customer_id=customer_id)
    sold = counter.sell(counter.item(bike, second, price=Money.of("49.00"), because="Messe"), customer_id=customer_id)
    business.pass_days(28)
    bill(business)
    assert (invoices(business)[-1], balance(business)) == (("02-28", 7900, 0), 4900)
    business.do(Seat.OWNER, TakeBackSale(sold.sale_id, "kein Messepreis"))
    business.do(Seat.BACKOFFICE, UseBalance(customer_id, Money(4900), Money(4900)))
    assert (invoices(business)[-1], balance(business)) == (("02-28", 7900, 4900), 0)


def test_yellow_is_let_go_by_money_that_the_till_takes_there_and_then(business: Business) -> None:
    """A deposit of 20 % of 900.00: 180.00, 50.00 of it in cash. The first bills are 79.00, paid with the sale, and the
    deposit of 180.00; the till may ask for no cent less, and for nothing while a document is to be seen."""
    checking(business)
    counter = Counter(business)
    bike = bike_for_rent(business)
    [frame] = business.receive(bike).asset_ids
    customer_id = somebody(business, "Gelb", ODD).customer_id
    sold = counter.sell(counter.item(bike, frame), customer_id=customer_id)
    outcome = counter.outcome(sold)
    check = TillPage(business.connection(Seat.POS)).check_of(outcome.order_number)
    assert outcome.is_held and check is not None and check.stage is Stage.REVIEW
    assert (check.least, check.points) == (Money.of("180.00"), (Point.NEW_CUSTOMER, Point.PARCEL_STATION))
    with pytest.raises(AskedTooLittle):
        business.do(Seat.POS, AskMoney(check.order_id, Money.of("179.99"), MoneyFor.DEPOSIT, "neu hier"))
    with at_the_seat(business, Seat.POS) as till, till.refused("UM403"):
        till.run(ASKED, check.order_id, till.person, till.begin("AskMoney"))
    business.do(Seat.POS, AskMoney(check.order_id, Money.of("180.00"), MoneyFor.DEPOSIT, "neu hier"))
    ways = (Tendered(Way.CASH, Money.of("50.00")), Tendered(Way.CARD, Money.of("130.00"), card=CARD))
    ahead = TakeMoneyAhead(counter.till_id, check.order_id, "Kaution im Voraus", Money.of("180.00"), ways)
    business.do(Seat.POS, ahead)
    assert not counter.outcome(sold).is_held
    assert (invoices(business), balance(business)) == ([], 25900)
    business.do(Seat.POS, replace(ahead, amount=Money(100), tendered=(Tendered(Way.CASH, Money(100)),)))
    assert [each[0] for each in tasks(business)] == ["counter_money_left"]
    assert outcome.shipment_id is not None
    business.do(Seat.POS, HandOverAtCounter(outcome.shipment_id, (frame,)))
    assert invoices(business) == [("01-31", 7900, 7900), ("01-31", 18000, 18000)]
    assert (balance(business), things(business)) == (100, ["rented"])
