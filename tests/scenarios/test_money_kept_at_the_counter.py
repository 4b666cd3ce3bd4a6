"""Money that a till took for goods that are held waits for their order, and pays no other bill meanwhile."""

from dataclasses import replace
from uuid import uuid4

import pytest

from domain.application import Seat
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.settlement import MoneyIsKept, NothingToUse, OpenChangedMeanwhile, PaidBy
from domain.billing.use_balance import UseBalance
from domain.catalog.offer import Offer
from domain.checks.ask_money import AskedTooLittle, AskMoney
from domain.checks.model import MoneyFor, Stage
from domain.checks.verdict import Point
from domain.contracts.settle_deposit import SettleDeposit
from domain.counter.agree_pay_out import AgreePayOut
from domain.counter.hand_over_at_counter import HandOverAtCounter
from domain.counter.model import SaleStage
from domain.counter.pay_out_at_counter import PayOutAtCounter, RefundNotDue
from domain.counter.take_back_sale import TakeBackSale
from domain.counter.take_money_ahead import TakeMoneyAhead
from domain.ids import CustomerId
from domain.money import Money
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.ask_refund import AskRefund
from domain.refunds.model import RefundCause, RefundId
from domain.refunds.send_refund import SendRefund
from domain.shipping.pick_asset import PickAsset
from domain.till.change_till import ChangeTill
from domain.till.model import Tendered, Way
from domain.till.pricing import PersonPercent, PriceRight, PriceRightWrong
from domain.till.void_receipt import SecondPersonNeeded
from storage.errors import SomeoneWasFaster
from storage.queries.till_page import TillPage
from tests.scenarios.test_stories_of_the_counter import balance, bike_for_rent, invoices, tasks, things
from tests.storage.business import Business
from tests.storage.check_story import ODD, checking, somebody
from tests.storage.counter_story import Counter
from tests.storage.intruder import at_the_seat
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.till_story import CARD, CASH
from tests.storage.trade import bill, contract_of, edit, today

USED = (
    "INSERT INTO umlauf.settlement (id, kind, customer_id, booked_on, currency, settled_minor, credited_minor,"
    " balance_minor, money_minor, granted_minor, invoice_id, source_id, command_id)"
    " VALUES (%s, 'used', %s, '2026-02-28', 'EUR', 7900, 0, -7900, 0, 0, %s, %s, %s)"
)
ASKED = (
    "INSERT INTO umlauf.order_check_step (order_id, n, step, on_day, amount_minor, asked_for, taken_by, command_id)"
    " VALUES (%s, 9, 'ask_money', current_date, 1, 'ahead', %s, %s)"
)
PAID_OUT = (
    "INSERT INTO umlauf.till_receipt (id, till_id, n, kind, at, person_id, store_id, gross_minor, customer_id, about,"
    " command_id) VALUES (%s, %s, 2, 'refund', now(), %s, %s, %s, %s, %s, %s)"
)
STEP = (
    "INSERT INTO umlauf.refund_step (refund_id, n, step, on_day, amount_minor, taken_by, command_id)"
    " VALUES (%s, 9, %s, current_date, 20000, %s, %s)"
)
SALE = (
    "INSERT INTO umlauf.counter_sale (id, till_id, store_id, person_id, customer_id, sold_on, at, order_id,"
    " contract_id, command_id) SELECT %s, till_id, store_id, person_id, customer_id, sold_on, at, gen_random_uuid(),"
    " gen_random_uuid(), %s FROM umlauf.counter_sale LIMIT 1"
)
ITEM = (
    "INSERT INTO umlauf.counter_sale_item (counter_sale_id, position, variant_id, plan_id, title, quantity, currency,"
    " seen_minor, price_minor, because, was_offered, is_allowed) SELECT %s, 1, variant_id, plan_id, title, 1, currency,"
    " 100, 100, 'Messe', true, true FROM umlauf.counter_sale_item LIMIT 1"
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
    assert outcome.is_held
    assert check is not None
    assert check.stage is Stage.REVIEW
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


def test_a_deposit_that_is_due_goes_out_of_the_drawer_once(business: Business) -> None:
    """79.00 and 200.00 of deposit in cash into 150.00 of change; ten days later the deposit is settled and 200.00 go
    back, which a second person agrees to. The ledger holds each cent once: 279.00 in, 200.00 out."""
    counter = Counter(business)
    bike = bike_for_rent(business, offer=Offer(deposit=Money.of("200.00")))
    [frame] = business.receive(bike).asset_ids
    customer_id = business.customer().customer_id
    counter.sell(counter.item(bike, frame), customer_id=customer_id, way=Way.CASH)
    refund_id = _settled_deposit(business)
    out = PayOutAtCounter(counter.till_id, refund_id, customer_id, "Kaution zurück", Money.of("200.00"))
    with pytest.raises(RefundNotDue):
        business.do(Seat.POS, out)
    business.do(Seat.OWNER, ApproveRefund(refund_id))
    with pytest.raises(OpenChangedMeanwhile):
        business.do(Seat.POS, replace(out, amount=Money.of("199.00")))
    with pytest.raises(SecondPersonNeeded):
        business.do(Seat.POS, out)
    _the_database_holds_it(business, counter, refund_id, customer_id)
    business.do(Seat.BACKOFFICE, AgreePayOut(refund_id))
    paid = business.answer(Seat.POS, out)
    with pytest.raises(SomeoneWasFaster):
        business.do(Seat.BACKOFFICE, SendRefund(refund_id, Money.of("200.00"), today(business), PaidBy.CASH))
    night = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    for _ in range(2):
        night.follow_command(paid.command_id)
    night.close()
    [refund] = business.rows("SELECT status FROM umlauf.refund")
    [drawer] = business.rows("SELECT drawer_minor FROM umlauf.till_session")
    moved = business.rows("SELECT kind, money_minor, paid_by FROM umlauf.settlement WHERE money_minor <> 0 ORDER BY n")
    assert (refund["status"], drawer["drawer_minor"]) == ("settled", 15000 + 27900 - 20000)
    assert [tuple(row.values()) for row in moved] == [("payment", 27900, "cash"), ("pay_out", -20000, "cash")]
    assert (tasks(business), balance(business)) == ([], sum(row["money_minor"] for row in moved) - _allocated(business))
    with pytest.raises(RefundNotDue):
        business.do(Seat.POS, out)


def _settled_deposit(business: Business) -> RefundId:
    """The contract is over, its deposit credited, and 200.00 are asked back by the office."""
    [row] = business.rows(
        "SELECT c.id, l.id AS line FROM umlauf.contract c JOIN umlauf.contract_line l ON l.contract_id = c.id"
        " WHERE l.kind = 'deposit'"
    )
    business.pass_days(10)
    edit(business, row["id"], lambda contract: contract.ended(today(business)))
    version = contract_of(business, row["id"]).version
    business.do(Seat.BACKOFFICE, SettleDeposit(row["id"], version, line_id=row["line"]))
    refund_id = RefundId(uuid4())
    ask = AskRefund(refund_id, row["id"], RefundCause.OTHER, Money.of("200.00"), "Kaution")
    business.do(Seat.BACKOFFICE, ask)
    return refund_id


def _allocated(business: Business) -> int:
    """What invoices took of money, less what credit notes gave back."""
    [row] = business.rows("SELECT sum(settled_minor - credited_minor)::bigint AS minor FROM umlauf.settlement")
    return int(row["minor"])


def _the_database_holds_it(business: Business, counter: Counter, refund_id: RefundId, customer_id: CustomerId) -> None:
    """No cash without somebody else's word, no other amount, and no worker that sends what no till paid out."""
    [store] = business.rows("SELECT id FROM umlauf.store")
    with at_the_seat(business, Seat.POS) as till:
        for minor, state in ((-20000, "UM403"), (-19999, "UM409")):
            with till.refused(state):
                values = (counter.till_id, till.person, store["id"], minor, customer_id, refund_id)
                till.run(PAID_OUT, uuid4(), *values, till.begin("PayOutAtCounter"))
        with till.refused("42501"):
            till.run("SELECT * FROM umlauf.refund")
    with at_the_seat(business, Seat.WORKER) as worker:
        for step, state in (("send", "UM403"), ("credit", "UM403")):
            with worker.refused(state):
                worker.run(STEP, refund_id, step, worker.person, worker.begin("BookPayOut"))


def test_who_may_agree_other_prices_at_a_till_is_the_owners_to_say(business: Business) -> None:
    """Everybody at this till down to 10 % below the plan's 79.00, Jo down to 20 %: 63.20 count at once, 63.19, a price
    without a reason and a dearer one wait for the office. A client cannot say that it was allowed, or what the plan
    says."""
    counter = Counter(business)
    bike = bike_for_rent(business)
    customer_id = business.customer().customer_id
    jo = business.seat(Seat.POS)[1]
    right = PriceRight(10, (PersonPercent(jo, 20),))
    business.do(Seat.OWNER, ChangeTill(counter.till_id, 1, replace(CASH, prices=right)))
    outcomes = []
    for price, why in (("63.20", "Messe"), ("63.19", "Messe"), ("70.00", ""), ("80.00", "Messe")):
        item = counter.item(bike, price=Money.of(price), because=why)
        outcomes.append(counter.outcome(counter.sell(item, customer_id=customer_id)).stage)
    assert outcomes == [SaleStage.BOOKED, *[SaleStage.STUCK] * 3]
    business.do(Seat.OWNER, ChangeTill(counter.till_id, 2, replace(CASH, prices=PriceRight(10))))
    item = counter.item(bike, price=Money.of("71.10"), because="Messe")
    assert counter.outcome(counter.sell(item, customer_id=customer_id)).stage is SaleStage.BOOKED
    with pytest.raises(PriceRightWrong):
        business.do(Seat.OWNER, ChangeTill(counter.till_id, 3, replace(CASH, prices=PriceRight(101))))
    with at_the_seat(business, Seat.POS) as till:
        command, sale = till.begin("SellAtCounter"), uuid4()
        till.run(SALE, sale, command)
        till.run(ITEM, sale)
        said = till.run("SELECT was_offered, is_allowed FROM umlauf.counter_sale_item WHERE counter_sale_id = %s", sale)
        assert said == [{"was_offered": False, "is_allowed": True}], "the plan does not say 1.00"
        till.connection.rollback()
        with till.refused("42501"):
            till.run("UPDATE umlauf.till SET price_percent = 100")
