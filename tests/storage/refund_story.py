"""Every command of a refund, in an order in which each makes sense; and a contract that was paid for."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from domain.application import Seat
from domain.billing.bill_contract import BillContract
from domain.billing.bill_customers import BillCustomers
from domain.billing.record_payment import RecordPayment
from domain.catalog.add_product import ProductAdded
from domain.contracts.activate_contract import ActivateContract
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.messages.contract_letter import LetterKind
from domain.money import Money
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.period import Period
from domain.refunds.approve_refund import ApproveRefund
from domain.refunds.ask_refund import AskRefund
from domain.refunds.change_refund_rules import ChangeRefundRules
from domain.refunds.credit_refund import CreditRefund
from domain.refunds.fail_refund import FailRefund
from domain.refunds.model import GiftAsked, RefundCause, RefundId
from domain.refunds.refuse_refund import RefuseRefund
from domain.refunds.rules import RefundSettings
from domain.refunds.send_refund import SendRefund
from domain.refunds.settle_refund import SettleRefund
from domain.refunds.tell_refund import TellRefund
from tests.storage.business import Business
from tests.storage.trade import today

IBAN = "DE02120300000000202051"
OTHER_IBAN = "DE89370400440532013000"


def asked(
    contract_id: ContractId,
    amount: str,
    gift: GiftAsked | None = None,
    cause: RefundCause = RefundCause.DEFECT,
    account: str = IBAN,
) -> AskRefund:
    """A wish for so much, with a reason."""
    refund_id = RefundId(uuid4())
    return AskRefund(refund_id, contract_id, cause, Money.of(amount), "Bremse defekt", gift, account)


def paid_month(business: Business, price: str = "79.00") -> tuple[ContractId, CustomerId, InvoiceId, date]:
    """A contract that runs since today, its first month invoiced and paid by transfer."""
    bike, customer = business.product(price=price), business.customer()
    business.receive(bike)
    order = business.order(customer, bike)
    business.do(Seat.WORKER, ActivateContract(order.contract_id, today(business)))
    business.pass_days(2)
    day = today(business)
    business.do(Seat.WORKER, BillCustomers((customer.customer_id,), day))
    [row] = business.rows(
        "SELECT id, gross_minor FROM umlauf.invoice WHERE customer_id = %(id)s", id=customer.customer_id
    )
    gross = Money(row["gross_minor"])
    business.do(Seat.BACKOFFICE, RecordPayment(row["id"], gross, gross, day))
    return order.contract_id, customer.customer_id, row["id"], day


def tell_refunds(do: Callable[[Any], Any], business: Business, customer_id: CustomerId, bike: ProductAdded) -> None:
    """Asked and refused; asked, approved, credited, sent, come back, sent again, arrived; and one that is not sent."""
    do(ChangeRefundRules(0, RefundSettings(two_person_above=Money.of("0.00")), "Vier Augen"))
    order = do(PlaceOrder(customer_id, (OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0]),)))
    day = today(business)
    do(ActivateContract(order.contract_id, day))
    do(BillCustomers((customer_id,), day + timedelta(days=2), contract_ids=(order.contract_id,)))
    [row] = business.rows(
        "SELECT i.id, i.gross_minor, coalesce(d.used_minor, 0) AS used FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id WHERE i.kind = 'invoice' AND EXISTS"
        " (SELECT FROM umlauf.invoice_line l WHERE l.invoice_id = i.id AND l.contract_id = %(id)s)",
        id=order.contract_id,
    )
    still = Money(row["gross_minor"] - row["used"])
    if still:
        do(RecordPayment(row["id"], still, still, day))
    gift = GiftAsked(Period(day + timedelta(days=2), day + timedelta(days=9)), Money.of("5.00"))
    first = asked(order.contract_id, "5.00", gift)
    do(first)
    do(RefuseRefund(first.refund_id, "steht ihm nicht zu"))
    second = asked(order.contract_id, "5.00", gift)
    do(second)
    do(ChangeRefundRules(1, RefundSettings(two_person_above=Money.of("500.00")), "zu umständlich"))
    do(ApproveRefund(second.refund_id))
    do(BillContract(order.contract_id, day))
    five = Money.of("5.00")
    do(SendRefund(second.refund_id, five, day))
    do(TellRefund(second.refund_id, LetterKind.REFUND_SENT, five, day))
    do(FailRefund(second.refund_id, day, "Konto erloschen"))
    do(SendRefund(second.refund_id, five, day, account=OTHER_IBAN))
    do(SettleRefund(second.refund_id, day))
    third = asked(order.contract_id, "5.00", gift)
    do(third)
    do(CreditRefund(third.refund_id, "bleibt Guthaben"))
