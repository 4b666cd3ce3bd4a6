"""Friends and vouchers in one line each, for tests on Postgres."""

from datetime import date
from decimal import Decimal
from typing import Any

from domain.application import Command, Event, Seat
from domain.billing.record_payment import RecordPayment
from domain.billing.settlement import PaidBy
from domain.catalog.add_product import ProductAdded
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.ids import CommandId, CustomerId, InvoiceId
from domain.loyalty.change_programme import ChangeProgramme
from domain.loyalty.give_referral_code import GiveReferralCode
from domain.loyalty.make_vouchers import MakeVouchers, VouchersMade
from domain.loyalty.programme import ReferralProgramme
from domain.loyalty.vouchers import VoucherRule
from domain.money import Money
from domain.orders.place_order import OrderedItem, OrderPlaced, PlaceOrder
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.jobs.contract_days import reach_contracts
from storage.jobs.referral_days import look_at_referrals
from storage.jobs.tier_days import look_at_tiers
from tests.storage.business import Business
from tests.storage.trade import Rented, bill, today

OPEN = ReferralProgramme(is_open=True)
ELSEWHERE = Address("Lindenstraße 4", "50674", "Köln")


def person(
    business: Business, given: str, family: str, email: str = "", *, phone: str = "", address: Address = ELSEWHERE
) -> CustomerRegistered:
    personal = PersonalData(given, family, email=email or f"{given}@example.org".lower(), phone=phone, address=address)
    registered: CustomerRegistered = business.do(
        Seat.BACKOFFICE, RegisterCustomer(personal, CustomerKind.CONSUMER, "de")
    )
    return registered


def opened(business: Business, programme: ReferralProgramme = OPEN) -> None:
    business.do(Seat.OWNER, ChangeProgramme(0, programme))


def code_of(business: Business, customer_id: CustomerId) -> str:
    code: str = business.do(Seat.BACKOFFICE, GiveReferralCode(customer_id)).code
    return code


def orders(business: Business, customer: CustomerRegistered, product: ProductAdded, code: str) -> OrderPlaced:
    item = OrderedItem(product.variant_ids[0], 1, product.plan_ids[0])
    placed: OrderPlaced = business.do(Seat.BACKOFFICE, PlaceOrder(customer.customer_id, (item,), voucher=code))
    return placed


def sent(business: Business, placed: OrderPlaced, product: ProductAdded) -> Rented:
    asset = business.receive(product).asset_ids[0]
    business.do(Seat.WAREHOUSE, PickAsset(placed.shipment_id, asset))
    business.do(Seat.WAREHOUSE, FinishPacking(placed.shipment_id))
    business.do(Seat.WAREHOUSE, DispatchShipment(placed.shipment_id))
    return Rented(placed, (asset,))


def pays(business: Business, customer_id: CustomerId) -> None:
    """All that is open, by transfer."""
    for row in business.rows(
        "SELECT i.id, i.gross_minor - coalesce(d.used_minor, 0) AS open FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id WHERE i.kind = 'invoice'"
        " AND i.customer_id = %(id)s AND i.gross_minor > coalesce(d.used_minor, 0) ORDER BY i.number",
        id=customer_id,
    ):
        amount = Money(row["open"])
        business.do(
            Seat.BACKOFFICE, RecordPayment(InvoiceId(row["id"]), amount, amount, today(business), PaidBy.TRANSFER)
        )


def nightly(business: Business) -> None:
    """The worker's look at contracts and friends, and the bills."""
    day, database = today(business), business.connection(Seat.WORKER)

    def run(command_id: CommandId, command: Command) -> Event:
        done = business.answer(Seat.WORKER, command, command_id).event
        assert done is not None
        return done

    reach_contracts(day, database, run)
    look_at_referrals(day, database, run)
    look_at_tiers(day, database, run)
    database.close()
    bill(business)


def nights(business: Business, until: date, *, every: int = 1) -> None:
    while today(business) < until:
        business.pass_days(min(every, (until - today(business)).days))
        nightly(business)


def referrals(business: Business) -> list[dict[str, Any]]:
    return business.rows(
        "SELECT r.id, r.state, r.reason, r.likenesses, r.usable_until::text FROM umlauf.referral r"
        " JOIN umlauf.customer_personal p ON p.customer_id = r.friend_id ORDER BY p.given_name"
    )


def balance(business: Business, customer_id: CustomerId) -> int:
    rows = business.rows(
        "SELECT balance_minor AS minor FROM umlauf.customer_balance WHERE customer_id = %(id)s", id=customer_id
    )
    return sum(row["minor"] for row in rows)


def letters(business: Business) -> list[str]:
    rows = business.rows(
        "SELECT facts->>'kind' AS kind FROM umlauf.outbox WHERE kind = 'contract' ORDER BY created_at, ctid"
    )
    return [row["kind"] for row in rows if row["kind"].startswith(("referral", "loyalty", "tier"))]


def vouchers(business: Business, rule: VoucherRule | None = None, **values: Any) -> VouchersMade:
    given = {"title": "Sommer", "rule": rule or VoucherRule(percent=Decimal(50)), **values}
    made: VouchersMade = business.do(Seat.OWNER, MakeVouchers(**given))
    return made


def codes(business: Business) -> list[str]:
    return [row["code"] for row in business.rows("SELECT code FROM umlauf.voucher ORDER BY code")]
