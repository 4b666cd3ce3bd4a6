"""Refunds over months, whole documents against figures computed by hand, with what goes wrong on the way."""

from typing import Any

from domain.application import Seat
from domain.billing.bill_customers import BillCustomers
from domain.billing.record_payment import RecordPayment
from domain.ids import CustomerId
from domain.money import Money
from domain.period import Period
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.fail_refund import FailRefund
from domain.refunds.model import GiftAsked, RefundCause
from domain.refunds.send_refund import SendRefund
from domain.refunds.settle_refund import SettleRefund
from tests.storage.business import Business
from tests.storage.refund_story import asked, paid_month
from tests.storage.trade import days, today


def documents(business: Business) -> list[tuple[str, int, int]]:
    """Kind, net and gross, in the order in which they were written."""
    rows = business.rows("SELECT kind, net_minor, gross_minor FROM umlauf.invoice ORDER BY issued_on, number")
    return [(row["kind"], row["net_minor"], row["gross_minor"]) for row in rows]


def books(business: Business) -> tuple[int, int]:
    """All money that moved, and what is to customers' credit."""
    [money] = business.rows("SELECT coalesce(sum(money_minor), 0) AS m FROM umlauf.settlement")
    [left] = business.rows("SELECT coalesce(sum(balance_minor), 0) AS b FROM umlauf.customer_balance")
    return int(money["m"]), int(left["b"])


def pay_all(business: Business, customer_id: CustomerId) -> None:
    open_ones: list[dict[str, Any]] = business.rows(
        "SELECT i.id, i.gross_minor - coalesce(d.used_minor, 0) AS open FROM umlauf.invoice i LEFT JOIN"
        " umlauf.document_account d ON d.invoice_id = i.id WHERE i.kind = 'invoice'"
        " AND i.gross_minor > coalesce(d.used_minor, 0)"
    )
    for row in open_ones:
        still = Money(row["open"])
        business.do(Seat.BACKOFFICE, RecordPayment(row["id"], still, still, today(business)))


def test_process_15_refunds_tied_to_periods(business: Business) -> None:
    """119.00 a month, 19 %: 100.00 net. From 2 Feb; the days 2 Feb to 1 Mar are 28.

    A week of February back for the defect: 119.00 × 7/28 = 29.75 (25.00 net). In March the month that begins goes back.
    """
    contract_id, customer_id, _invoice, first = paid_month(business, "119.00")
    week = asked(contract_id, "29.75", GiftAsked(Period(first, first + days(7)), None))
    business.do(Seat.BACKOFFICE, week)
    assert documents(business) == [("invoice", 10000, 11900), ("credit_note", 2500, 2975)]
    assert books(business) == (11900, 2975)
    part = Money.of("29.75")
    business.do(Seat.BACKOFFICE, SendRefund(week.refund_id, part, today(business)))
    business.pass_days(4)
    business.do(Seat.BACKOFFICE, FailRefund(week.refund_id, today(business), "AC04"))
    assert books(business) == (11900, 2975)
    business.do(Seat.BACKOFFICE, SendRefund(week.refund_id, part, today(business), account="DE89370400440532013000"))
    business.pass_days(2)
    business.do(Seat.BACKOFFICE, SettleRefund(week.refund_id, today(business)))
    assert books(business) == (8925, 0)
    business.pass_days(22)
    business.do(Seat.WORKER, BillCustomers((customer_id,), today(business)))
    pay_all(business, customer_id)
    assert books(business) == (8925 + 11900, 0)
    month = GiftAsked(Period(today(business), today(business) + days(31)), None)
    large = asked(contract_id, "119.00", month, RefundCause.GOODWILL)
    assert not business.do(Seat.BACKOFFICE, large).is_approved
    business.do(Seat.OWNER, ApproveRefund(large.refund_id))
    assert documents(business)[-1] == ("credit_note", 10000, 11900)
    whole = Money.of("119.00")
    business.do(Seat.BACKOFFICE, SendRefund(large.refund_id, whole, today(business)))
    business.do(Seat.BACKOFFICE, SettleRefund(large.refund_id, today(business)))
    assert books(business) == (8925, 0)
    steps = business.rows("SELECT step FROM umlauf.refund_step s JOIN umlauf.refund r ON r.id = s.refund_id"
                          " ORDER BY r.number, s.n")  # fmt: skip
    assert [row["step"] for row in steps] == [
        *("approve", "send", "fail", "send", "settle"),
        *("approve", "send", "settle"),
    ]
    [open_tasks] = business.rows("SELECT count(*) AS n FROM umlauf.task WHERE closed_at IS NULL")
    assert open_tasks["n"] == 0
    business.do(Seat.WORKER, BillCustomers((customer_id,), today(business)))
    assert len(documents(business)) == 4, "nothing is credited twice, and nothing charged anew"
