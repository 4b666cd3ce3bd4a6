"""A customer whose bills are collected, and the steps of collecting in one line each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from domain.application import Seat
from domain.billing.bill_customers import BillCustomers
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.record_payment import RecordPayment
from domain.billing.settlement import PaidBy
from domain.contracts.activate_contract import ActivateContract
from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Money
from domain.payments.add_mandate import AddMandate
from domain.payments.amend_mandate import AmendMandate
from domain.payments.ask_method import AskMethod
from domain.payments.attempt import AttemptStep, MethodId
from domain.payments.charge_return_fee import ChargeReturnFee
from domain.payments.choose_method import ChooseMethod
from domain.payments.collect_now import CollectNow
from domain.payments.decide_attempt import DecideAttempt
from domain.payments.end_method import EndMethod
from domain.payments.keep_mandate_scan import KeepMandateScan
from domain.payments.keep_method import KeepMethod
from domain.payments.look_up_payment import LookUpPayment
from domain.payments.match_news import MatchNews
from domain.payments.methods import EndReason, Evidence, MandateId
from domain.payments.pay_invoice import PayInvoice
from domain.payments.plan_payments import PlanPayments
from domain.payments.provider import Answer, AttemptId, Outcome, ProviderName
from domain.payments.reach_method import ReachMethod
from domain.payments.reasons import Reason, ReasonClass
from domain.payments.record_answer import AttemptMoved, RecordAnswer
from domain.payments.record_pay_back import RecordPayBack
from domain.payments.retry_payment import RetryPayment
from domain.payments.submit_payments import SubmitPayments
from domain.payments.take_news import TakeNews
from domain.payments.tell_method import TellMethod
from domain.payments.tell_payment import TellPayment
from domain.payments.withdraw_attempt import WithdrawAttempt
from domain.settings.change_customer_billing import ChangeCustomerBilling
from domain.settings.change_payment_settings import ChangePaymentSettings
from domain.settings.customer import CustomerBilling
from domain.settings.payments import Collector, PaymentSettings
from storage.repositories.payment_settings import payments_from
from tests.storage.business import Business
from tests.storage.trade import today

IBAN = "DE02120300000000202051"
CREDITOR = "DE98ZZZ09999999999"
COLLECTORS = (
    Collector(PaymentMethod.DIRECT_DEBIT, ProviderName.TRAINING),
    Collector(PaymentMethod.CARD, ProviderName.TRAINING),
)
PDF = b"%PDF-1.7\nein Mandat\n%%EOF\n"


@dataclass(frozen=True)
class Payer:
    customer_id: CustomerId
    contract_id: ContractId
    method_id: MethodId


def collecting(business: Business, **wanted: Any) -> PaymentSettings:
    """The house collects, as the owner wants it."""
    row = business.rows("SELECT value FROM umlauf.setting WHERE name = 'payments'")
    [count] = business.rows("SELECT coalesce(max(version), 0) AS v FROM umlauf.setting_change WHERE area = 'payments'")
    known = payments_from(row[0]["value"] if row else None)
    settings = replace(known, **{"collectors": COLLECTORS, "creditor_id": CREDITOR, **wanted})
    business.do(Seat.OWNER, ChangePaymentSettings(count["v"], settings))
    return settings


def payer(business: Business, by: PaymentMethod = PaymentMethod.CARD, price: str = "79.00", iban: str = IBAN) -> Payer:
    """A customer with a contract that runs since two days ago at the earliest, paid by that."""
    product, customer = business.product(price=price, sku=f"SKU-{uuid4()}"), business.customer()
    customer_id = customer.customer_id
    business.do(Seat.BACKOFFICE, ChangeCustomerBilling(customer_id, 0, CustomerBilling(by, days=0)))
    order = business.order(customer, product)
    business.do(Seat.WORKER, ActivateContract(order.contract_id, today(business)))
    business.pass_days(2)
    if by is PaymentMethod.DIRECT_DEBIT:
        return Payer(customer_id, order.contract_id, with_mandate(business, customer_id, iban))
    return Payer(customer_id, order.contract_id, with_card(business, customer_id))


def with_card(business: Business, customer_id: CustomerId, token: str = "training-card-good") -> MethodId:
    method_id = MethodId(uuid4())
    kept = KeepMethod(method_id, customer_id, PaymentMethod.CARD, ProviderName.TRAINING, "Visa •••• 4242", token=token)
    business.do(Seat.BACKOFFICE, kept)
    return method_id


def with_mandate(business: Business, customer_id: CustomerId, iban: str = IBAN) -> MethodId:
    method_id = MethodId(uuid4())
    signed = AddMandate(method_id, MandateId(uuid4()), customer_id, today(business), Evidence.COUNTER, iban=iban)
    business.do(Seat.BACKOFFICE, signed)
    return method_id


def billed(business: Business, who: Payer, until: date | None = None) -> InvoiceId:
    """Its newest invoice, written today."""
    business.do(Seat.WORKER, BillCustomers((who.customer_id,), until or today(business)))
    rows = business.rows(
        "SELECT id FROM umlauf.invoice WHERE customer_id = %(id)s ORDER BY issued_on DESC, number DESC LIMIT 1",
        id=who.customer_id,
    )
    return InvoiceId(rows[0]["id"])


def plan(business: Business, *invoices: InvoiceId) -> tuple[AttemptId, ...]:
    found: tuple[AttemptId, ...] = business.do(Seat.WORKER, PlanPayments(invoices)).attempt_ids
    return found


def submit(business: Business, *attempts: AttemptId) -> tuple[AttemptId, ...]:
    gone: tuple[AttemptId, ...] = business.do(Seat.WORKER, SubmitPayments(attempts)).attempt_ids
    return gone


def answer(
    business: Business, attempt: AttemptId, outcome: Outcome, why: ReasonClass | None = None, **more: Any
) -> AttemptMoved:
    reason = None if why is None else Reason(why, why.value)
    moved: AttemptMoved = business.do(Seat.WORKER, RecordAnswer(attempt, Answer(outcome, reason=reason, **more)))
    return moved


def status(business: Business, attempt: AttemptId) -> str:
    [row] = business.rows("SELECT status FROM umlauf.payment_attempt WHERE id = %(id)s", id=attempt)
    return str(row["status"])


def still_open(business: Business, invoice: InvoiceId) -> Money:
    [row] = business.rows(
        "SELECT i.gross_minor - coalesce(d.used_minor, 0) AS m FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id WHERE i.id = %(id)s",
        id=invoice,
    )
    return Money(row["m"])


def balance(business: Business, customer_id: CustomerId) -> Money:
    rows = business.rows("SELECT balance_minor FROM umlauf.customer_balance WHERE customer_id = %(id)s", id=customer_id)
    return Money(rows[0]["balance_minor"] if rows else 0)


def money_in(business: Business) -> int:
    """All money that came less what went."""
    [row] = business.rows("SELECT coalesce(sum(money_minor), 0)::bigint AS m FROM umlauf.settlement")
    return int(row["m"])


def tell_payments(do: Callable[[Any], Any], business: Business) -> None:
    """Every command of collecting: one that settles and comes back, one of which nobody knows, one withdrawn."""
    do(ChangePaymentSettings(0, PaymentSettings(COLLECTORS, CREDITOR, charges_return_fee=True)))
    product, customer = business.product(sku=f"SKU-{uuid4()}"), business.customer("Zahl")
    customer_id, day = customer.customer_id, today(business)
    do(ChangeCustomerBilling(customer_id, 0, CustomerBilling(PaymentMethod.CARD, days=0)))
    order = business.order(customer, product)
    do(ActivateContract(order.contract_id, day))
    card, account = MethodId(uuid4()), MethodId(uuid4())
    do(AddMandate(account, MandateId(uuid4()), customer_id, day, Evidence.PAPER, iban=IBAN))
    do(KeepMethod(card, customer_id, PaymentMethod.CARD, ProviderName.TRAINING, "Visa •••• 4242", token="card-good"))
    do(ChooseMethod(customer_id, card))
    do(BillCustomers((customer_id,), day + timedelta(days=2)))
    rows = business.rows("SELECT id FROM umlauf.invoice WHERE customer_id = %(id)s", id=customer_id)
    invoice = InvoiceId(rows[0]["id"])
    [first] = do(PlanPayments((invoice,))).attempt_ids
    do(SubmitPayments((first,)))
    do(LookUpPayment(first))
    do(CollectNow())
    do(RecordAnswer(first, Answer(Outcome.UNKNOWN, ref="ch_1")))
    do(DecideAttempt(first, True, day))
    later = business.clock.now() + timedelta(hours=1)
    back = Answer(Outcome.RETURNED, reason=Reason(ReasonClass.DISPUTED, "fraudulent"))
    do(TakeNews(ProviderName.TRAINING, "e2", later, Answer(Outcome.SETTLED), ref="ch_2"))
    do(TakeNews(ProviderName.TRAINING, "e1", later, back, first))
    [second] = do(RetryPayment(invoice)).attempt_ids
    do(WithdrawAttempt(second))
    [row] = business.rows("SELECT gross_minor FROM umlauf.invoice WHERE id = %(id)s", id=invoice)
    [third] = do(PayInvoice(customer_id, invoice, card, Money(row["gross_minor"]))).attempt_ids
    do(SubmitPayments((third,)))
    do(RecordAnswer(third, Answer(Outcome.PENDING, ref="ch_2")))
    do(MatchNews(ProviderName.TRAINING, "e2"))
    other = MethodId(uuid4())
    do(AmendMandate(account, other, "DE02120300000000202051"))
    do(KeepMandateScan.of(other, PDF))
    do(EndMethod(other, EndReason.REVOKED))
    _tell_pay_back(do, business, customer_id, invoice, day)
    do(AskMethod(customer_id))
    do(ChargeReturnFee(first, Money.of("4.50")))
    do(TellMethod(customer_id))
    do(TellPayment(first, AttemptStep.RETURN, day))
    expiring = MethodId(uuid4())
    do(
        KeepMethod(
            *(expiring, customer_id, PaymentMethod.CARD, ProviderName.TRAINING, "Visa •••• 1111"),
            day + timedelta(days=20),
            token="card-old",
        )
    )
    do(ReachMethod(expiring))


def _tell_pay_back(
    do: Callable[[Any], Any], business: Business, customer_id: CustomerId, invoice: InvoiceId, day: date
) -> None:
    """What a customer paid too much goes back through the card."""
    five = Money.of("5.00")
    do(RecordPayment(invoice, Money(0), five, day, keeps_rest=True))
    do(PayOutBalance(customer_id, five, five, day, PaidBy.CARD))
    [row] = business.rows("SELECT id, refund_id FROM umlauf.pay_back")
    if business.rows("SELECT FROM umlauf.refund WHERE id = %(id)s AND status = 'sent'", id=row["refund_id"]):
        do(RecordPayBack(row["id"], Answer(Outcome.PAID_BACK)))
