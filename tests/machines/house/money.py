"""What customers pay, what bounces, what is paid out; bills that are asked for, held back and let go."""

from domain.billing.hold_billing import HoldBilling
from domain.billing.pay_out_balance import PayOutBalance
from domain.billing.record_payment import RecordPayment
from domain.billing.release_billing import ReleaseBilling
from domain.billing.request_billing_run import RequestBillingRun
from domain.billing.reverse_payment import ReversePayment
from domain.billing.settlement import PaidBy
from domain.billing.use_balance import UseBalance
from domain.money import Money
from tests.machines.house.world import Chances, House

_OPEN = (
    "SELECT i.id, i.customer_id, i.gross_minor - coalesce(d.used_minor, 0) AS open FROM umlauf.invoice i"
    " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE i.kind = 'invoice' AND i.gross_minor > coalesce(d.used_minor, 0) ORDER BY i.number"
)


def pay(house: House) -> None:
    """As asked for, in part, or too much."""
    row = house.any_row(_OPEN)
    if row is not None:
        still = Money(row["open"])
        share = house.one_of([100, 100, 100, 100, 50, 130])
        amount = Money(max(still.minor * share // 100, 1))
        by = house.one_of(list(PaidBy))
        house.tries(RecordPayment(row["id"], still, amount, house.day(-2, 0), by, keeps_rest=house.chance(80)))


def a_payment_bounces(house: House) -> None:
    row = house.any_row("SELECT id FROM umlauf.settlement WHERE kind = 'payment' ORDER BY n")
    if row is not None:
        house.tries(ReversePayment(row["id"], house.day(-1, 0)))


def pay_out(house: House) -> None:
    row = house.any_row("SELECT * FROM umlauf.customer_balance WHERE balance_minor > 0 ORDER BY customer_id")
    if row is not None:
        balance = Money(row["balance_minor"])
        amount = Money(max(balance.minor * house.one_of([100, 100, 40]) // 100, 1))
        account = "DE02120300000000202051"
        paid = PayOutBalance(row["customer_id"], balance, amount, house.today, other_way_agreed=True, account=account)
        house.tries(paid)


def use_balance(house: House) -> None:
    row = house.any_row("SELECT * FROM umlauf.customer_balance WHERE balance_minor > 0 ORDER BY customer_id")
    if row is None:
        return
    owed = sum(each["open"] for each in house.rows(_OPEN) if each["customer_id"] == row["customer_id"])
    balance = Money(row["balance_minor"])
    house.tries(UseBalance(row["customer_id"], balance, Money(min(balance.minor, owed))))


def bill_now(house: House) -> None:
    """The office does not wait for the night, for all or for one."""
    contract = house.any_contract()
    only = () if contract is None or house.chance(50) else (contract.id,)
    house.tries(RequestBillingRun(house.today, only, with_backlog=house.chance(20)))


def hold_bills(house: House) -> None:
    contract = house.any_contract()
    if contract is not None:
        house.tries(HoldBilling(contract.id, house.day(1, 20), "Kunde ruft zurück"))


def let_bills_go(house: House) -> None:
    row = house.any_row("SELECT id FROM umlauf.contract WHERE held_until IS NOT NULL ORDER BY number")
    if row is not None:
        house.tries(ReleaseBilling(row["id"]))


STEPS: Chances = (
    (12, pay),
    (3, a_payment_bounces),
    (2, pay_out),
    (2, use_balance),
    (2, bill_now),
    (1, hold_bills),
    (2, let_bills_go),
)
