"""Money that leaves a drawer: only what is due, once, and to nobody's loss when the books are late."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from domain.application import Seat
from domain.billing.bill_customers import BillCustomers
from domain.billing.pay_out_balance import PayOutBalance
from domain.counter.agree_pay_out import AgreePayOut
from domain.counter.book_pay_out_again import BookPayOutAgain
from domain.counter.pay_out_at_counter import PayOutAtCounter, RefundNotDue
from domain.ids import CustomerId
from domain.money import Money
from domain.period import Period
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.change_refund_rules import ChangeRefundRules
from domain.refunds.credit_refund import CreditRefund
from domain.refunds.fail_refund import FailRefund, PaidOutAtTill
from domain.refunds.model import GiftAsked, NothingToPayOut, RefundCause, RefundId
from domain.refunds.rules import RefundSettings
from domain.refunds.send_refund import SendRefund
from domain.till.change_till import ChangeTill
from domain.till.drawer import CashWhy
from domain.till.model import TillId
from domain.till.move_cash import MoveCash
from domain.till.void_receipt import SecondPersonNeeded
from tests.scenarios.test_stories_of_the_counter import balance, tasks
from tests.storage.business import Business
from tests.storage.intruder import Intruder, at_the_seat
from tests.storage.jobs.worker import Letterbox, chores
from tests.storage.refund_story import IBAN, asked, paid_month
from tests.storage.till_story import CASH, open_till, sell
from tests.storage.trade import days, today

RECEIPT = (
    "INSERT INTO umlauf.till_receipt (id, till_id, n, kind, at, person_id, store_id, gross_minor, customer_id, about,"
    " voids_id, command_id) SELECT %s, t.id, t.last_n + 1, 'refund', now(), %s, t.store_id, %s, %s, %s, %s, %s"
    " FROM umlauf.till t WHERE t.id = %s"
)
LINE = "INSERT INTO umlauf.till_receipt_line VALUES (%s, 1, 'payment', 'Erstattung', 1, %s, NULL)"
PAID = "INSERT INTO umlauf.till_payment VALUES (%s, 1, %s, %s)"
DRAWER = (
    "INSERT INTO umlauf.drawer_entry (session_id, n, kind, amount_minor, drawer_minor, person_id, at, receipt_id, note,"
    " command_id) SELECT s.id, s.last_n + 1, 'given_back', %s, 0, %s, now(), %s, 'weil', %s"
    " FROM umlauf.till_session s WHERE s.till_id = %s"
)
STEP = (
    "INSERT INTO umlauf.refund_step (refund_id, n, step, on_day, amount_minor, taken_by, command_id)"
    " VALUES (%s, 9, %s, current_date, 2000, %s, %s)"
)


def due(business: Business, refund_id: RefundId) -> int:
    return int(business.rows("SELECT umlauf.refund_due(%(id)s) AS minor", id=refund_id)[0]["minor"])


def week(day: date) -> GiftAsked:
    return GiftAsked(Period(day, day + days(7)), Money.of("20.00"))


def test_what_lowered_an_open_invoice_is_not_handed_out_in_cash_too(business: Business) -> None:
    """79.00 were paid for the first month. 20.00 of the second, which is open, are credited: that invoice asks for
    59.00, and no cent is due. Nor is it where nothing was credited at all."""
    contract_id, customer_id, _invoice, day = paid_month(business)
    business.pass_days(31)
    business.do(Seat.WORKER, BillCustomers((customer_id,), today(business)))
    wish = asked(contract_id, "20.00", week(day + days(32)))
    business.do(Seat.BACKOFFICE, wish)
    assert (due(business, wish.refund_id), balance(business)) == (0, 0)
    till_id = open_till(business)
    with pytest.raises(RefundNotDue):
        business.do(Seat.POS, PayOutAtCounter(till_id, wish.refund_id, customer_id, "Erstattung", Money.of("20.00")))
    business.do(Seat.BACKOFFICE, CreditRefund(wish.refund_id))
    bare = asked(contract_id, "40.00", None, RefundCause.OTHER)
    business.do(Seat.BACKOFFICE, bare)
    assert due(business, bare.refund_id) == 0


def test_one_balance_leaves_two_drawers_once(business: Business) -> None:
    """20.00 of a paid month are credited; 15.00 of that balance are asked for besides. The 15.00 go out of the drawer:
    5.00 of the 20.00 are due then, to which somebody has to agree anew, and which are booked at the second try."""
    contract_id, customer_id, _invoice, day = paid_month(business)
    whole = asked(contract_id, "20.00", week(day))
    business.do(Seat.BACKOFFICE, whole)
    part_id = _part_of_balance(business, customer_id)
    till_id = open_till(business)
    assert (due(business, whole.refund_id), due(business, part_id)) == (2000, 1500)
    _nobody_goes_round_it(business, till_id, customer_id, whole.refund_id)
    business.do(Seat.OWNER, ChangeTill(till_id, 1, replace(CASH, void_limit=Money(100))))
    for refund_id in (whole.refund_id, part_id):
        business.do(Seat.BACKOFFICE, AgreePayOut(refund_id))
    first = business.answer(Seat.POS, PayOutAtCounter(till_id, part_id, customer_id, "bar", Money(1500)))
    night = chores(business.server.seat_dsn("worker", business.database), Letterbox(), business.clock)
    out = PayOutAtCounter(till_id, whole.refund_id, customer_id, "bar", Money(500))
    for is_booked in (False, True):
        assert due(business, whole.refund_id) == 500
        with pytest.raises(SecondPersonNeeded):
            business.do(Seat.POS, out)
        with at_the_seat(business, Seat.POS) as till, till.refused("UM403"):
            _receipt(till, till_id, -500, customer_id, whole.refund_id)
        if not is_booked:
            night.follow_command(first.command_id)
    business.do(Seat.BACKOFFICE, AgreePayOut(whole.refund_id))
    second = business.answer(Seat.POS, out)
    _set(business, whole.refund_id, "credited")
    night.follow_command(second.command_id)
    assert [each[0] for each in tasks(business)] == ["counter_pay_out_unbooked"]
    _set(business, whole.refund_id, "approved")
    once_more = BookPayOutAgain(second.event.receipt_id, whole.refund_id)
    for answer in [business.answer(Seat.BACKOFFICE, once_more) for _ in range(2)]:
        night.follow_command(answer.command_id)
    night.close()
    assert (tasks(business), balance(business)) == ([], 0)
    with pytest.raises(PaidOutAtTill):
        business.do(Seat.BACKOFFICE, FailRefund(whole.refund_id, today(business), "Konto erloschen"))
    with at_the_seat(business, Seat.BACKOFFICE) as office, office.refused("UM409"):
        office.run(STEP, whole.refund_id, "fail", office.person, office.begin("FailRefund"))


def test_what_a_till_handed_out_the_office_does_not_send(business: Business) -> None:
    """20.00 are in the balance, and two refunds want them."""
    contract_id, customer_id, _invoice, day = paid_month(business)
    whole = asked(contract_id, "20.00", week(day))
    business.do(Seat.BACKOFFICE, whole)
    part_id = _part_of_balance(business, customer_id, "20.00")
    business.answer(Seat.POS, PayOutAtCounter(open_till(business), whole.refund_id, customer_id, "bar", Money(2000)))
    assert due(business, part_id) == 0
    with pytest.raises(NothingToPayOut):
        business.do(Seat.BACKOFFICE, SendRefund(part_id, Money(2000), today(business)))


def _part_of_balance(business: Business, customer_id: CustomerId, amount: str = "15.00") -> RefundId:
    """Asked for by the office, which may let nothing go any more, and approved by the owner."""
    business.do(Seat.OWNER, ChangeRefundRules(0, RefundSettings(office_limit=Money(0))))
    wish = PayOutBalance(customer_id, Money(2000), Money.of(amount), today(business), account=IBAN)
    refund_id: RefundId = business.do(Seat.BACKOFFICE, wish).refund_id
    business.do(Seat.OWNER, ApproveRefund(refund_id))
    return refund_id


def _set(business: Business, refund_id: RefundId, status: str) -> None:
    change = "UPDATE umlauf.refund SET status = %(status)s WHERE id = %(id)s RETURNING id"
    business.rows(change, id=refund_id, status=status)


def _receipt(
    till: Intruder, till_id: TillId, minor: int, customer: object, about: object, voids: object = None
) -> tuple[UUID, UUID]:
    made, command = uuid4(), till.begin("PayOutAtCounter")
    till.run(RECEIPT, made, till.person, minor, customer, about, voids, command, till_id)
    return made, command


def _nobody_goes_round_it(business: Business, till_id: TillId, customer_id: CustomerId, refund_id: RefundId) -> None:
    """A hand-written till: not by card, not out of an empty drawer, not beside another till or the office, and no
    receipt that is taken back carries the refund."""
    lock = sell(business, till_id)
    with at_the_seat(business, Seat.POS) as till:
        for customer, about in ((None, refund_id), (customer_id, None)):
            with till.refused("UM403"):
                _receipt(till, till_id, -lock.sum.minor, customer, about, lock.id)
        with till.refused("UM003"):
            made, command = _receipt(till, till_id, -2000, customer_id, refund_id)
            till.run(LINE, made, -2000)
            till.run(PAID, made, "card", -2000)
            till.end(command)
            till.connection.commit()
    business.do(Seat.POS, MoveCash(till_id, Money(-190_00), CashWhy.BANK, "zur Bank"))
    with at_the_seat(business, Seat.POS) as till, till.refused("23514"):
        made, command = _receipt(till, till_id, -2000, customer_id, refund_id)
        till.run(DRAWER, -2000, till.person, made, command, till_id)
    business.do(Seat.POS, MoveCash(till_id, Money(190_00), CashWhy.BANK, "von der Bank"))
    other_id = open_till(business, "K2")
    with at_the_seat(business, Seat.POS) as till, at_the_seat(business, Seat.POS) as other:
        _receipt(till, till_id, -2000, customer_id, refund_id)
        with other.refused("55P03"):
            other.run("SET LOCAL lock_timeout = '50ms'")
            _receipt(other, other_id, -2000, customer_id, refund_id)
        with at_the_seat(business, Seat.BACKOFFICE) as office, office.refused("55P03"):
            office.run("SET LOCAL lock_timeout = '50ms'")
            office.run(STEP, refund_id, "credit", office.person, office.begin("CreditRefund"))
