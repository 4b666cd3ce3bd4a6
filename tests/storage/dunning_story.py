"""Dunning in one line each: nights that write and send letters, and what stands on the books then."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from domain.application import Command, Seat
from domain.assets.receive_assets import ReceiveAssets
from domain.billing.bill_contract import BillContract
from domain.billing.record_payment import RecordPayment
from domain.catalog.add_product import ProductAdded
from domain.collection.decide_collection import DecideCollection
from domain.collection.model import CollectionId, Step
from domain.collection.move_collection import MoveCollection
from domain.collection.propose_collection import ProposeCollection
from domain.collection.recover_things import RecoverThings
from domain.collection.revive_claim import ReviveClaim
from domain.collection.take_case_payment import TakeCasePayment
from domain.collection.tell_collection import TellCollection
from domain.collection.write_off_claim import WriteOffClaim
from domain.collection.writing_off import WriteOffCause
from domain.contracts.activate_contract import ActivateContract
from domain.customers.model import Address, CustomerKind, PersonalData
from domain.customers.register_customer import CustomerRegistered, RegisterCustomer
from domain.dunning.agree_instalments import AgreeInstalments
from domain.dunning.call_off_instalments import CallOffInstalments
from domain.dunning.change_dunning_settings import ChangeDunningSettings
from domain.dunning.drop_notice import DropNotice
from domain.dunning.follow_instalments import FollowInstalments
from domain.dunning.hold_dunning import HoldDunning
from domain.dunning.instalments import PlanId, proposed
from domain.dunning.lift_hold import LiftHold
from domain.dunning.model import HoldId, HoldKind, NoticeId
from domain.dunning.note_notice_sent import NoteNoticeSent
from domain.dunning.remind_customer import RemindCustomer
from domain.dunning.request_dunning_run import RequestDunningRun
from domain.dunning.settings import DunningSettings, LetterText, Level, Procedure
from domain.dunning.stages import Stage
from domain.dunning.take_payment import TakePayment
from domain.dunning.tell_instalments import TellInstalments
from domain.dunning.waive_claims import WaiveClaims
from domain.ids import CommandId, CustomerId, InvoiceId
from domain.money import Money
from domain.orders.place_order import OrderedItem, PlaceOrder
from domain.shipping.dispatch_shipment import DispatchShipment
from domain.shipping.finish_packing import FinishPacking
from domain.shipping.pick_asset import PickAsset
from storage.jobs.dunning_days import note_sent_letters, reach_dunning
from storage.queries.dunning_run import due_customers
from storage.repositories.dunning import accounts_of
from tests.storage.business import Business
from tests.storage.trade import today


@dataclass(frozen=True)
class Letter:
    """As it stands in the books: level, and what it asks for in cents."""

    number: str
    level: int
    debt: int
    fee: int
    interest: int
    lump: int
    earlier: int


def company(business: Business, name: str = "Kurier GmbH") -> CustomerRegistered:
    personal = PersonalData(
        "", "", name, email="rechnung@example.org", address=Address("Hafenstraße 1", "20457", "Hamburg")
    )
    registered: CustomerRegistered = business.do(
        Seat.BACKOFFICE, RegisterCustomer(personal, CustomerKind.COMPANY, "en")
    )
    return registered


def worker(business: Business) -> Any:
    def run(known: CommandId, command: Command) -> Any:
        answer = business.answer(Seat.WORKER, command, known)
        assert answer.event is not None
        business.follow(Seat.WORKER, known, command, answer.event)
        return answer.event

    return run


def dun(business: Business, *customers: CustomerId) -> None:
    """A person lets the letters go to who would get one (or to these), and the post takes them."""
    known = customers or tuple(
        each.customer_id for each in due_customers(business.rows, today(business)) if each.notices
    )
    if known:
        business.do(Seat.BACKOFFICE, RequestDunningRun(known))
    sent(business)


def sent(business: Business) -> int:
    business.rows("UPDATE umlauf.outbox SET status = 'sent' WHERE kind = 'customer' RETURNING id")
    return note_sent_letters(business.connection(Seat.WORKER), worker(business))


def night(business: Business) -> int:
    return reach_dunning(today(business), business.connection(Seat.WORKER), worker(business))


def letters(business: Business, customer_id: CustomerId) -> list[Letter]:
    rows = business.rows(
        "SELECT number, level, debt_minor, fee_minor, interest_minor, lump_minor, earlier_minor"
        " FROM umlauf.dunning_notice WHERE customer_id = %(id)s ORDER BY recorded_at, number",
        id=customer_id,
    )
    return [Letter(*row.values()) for row in rows]


def documents(business: Business, customer_id: CustomerId) -> list[tuple[str, int, str]]:
    """Kind, gross and VAT reason of each, in order."""
    rows = business.rows(
        "SELECT i.kind, i.gross_minor, min(l.vat_reason) AS why FROM umlauf.invoice i"
        " JOIN umlauf.invoice_line l ON l.invoice_id = i.id WHERE i.customer_id = %(id)s"
        " GROUP BY i.id ORDER BY i.issued_on, i.ctid",
        id=customer_id,
    )
    return [(row["kind"], row["gross_minor"], row["why"]) for row in rows]


def invoice_ids(business: Business, customer_id: CustomerId) -> list[InvoiceId]:
    rows = business.rows(
        "SELECT id FROM umlauf.invoice WHERE customer_id = %(id)s AND kind = 'invoice' ORDER BY issued_on, ctid",
        id=customer_id,
    )
    return [InvoiceId(row["id"]) for row in rows]


def open_of(business: Business, customer_id: CustomerId) -> int:
    rows = business.rows(
        "SELECT coalesce(sum(i.gross_minor - coalesce(a.used_minor, 0)), 0)::bigint AS minor FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id"
        " WHERE i.customer_id = %(id)s AND i.kind = 'invoice'",
        id=customer_id,
    )
    return int(rows[0]["minor"])


def pay(business: Business, invoice_id: InvoiceId, amount: str, still_open: str) -> None:
    paid = RecordPayment(invoice_id, Money.of(still_open), Money.of(amount), today(business))
    business.do(Seat.BACKOFFICE, paid)


def tell_dunning(do: Callable[[Any], Any], business: Business, customer_id: CustomerId, bike: ProductAdded) -> None:
    """Every command of dunning and collection, about one customer who does not pay."""
    first = Level(1, "Erinnerung", LetterText.FRIENDLY, starts_default=True)
    last = Level(3, "Letzte Mahnung", LetterText.LAST, Money.of("2.50"), claims_interest=True, cancels=True)
    ladder = Procedure((first, last), Decimal(5), by_calendar=True, last_days=0)
    strict = DunningSettings(ladder, ladder, two_person_above=Money(0))
    do(ChangeDunningSettings(0, strict, "kurze Leiter"))
    order = do(PlaceOrder(customer_id, (OrderedItem(bike.variant_ids[0], 1, bike.plan_ids[0]),)))
    asset = do(ReceiveAssets(bike.variant_ids[0], ("",))).asset_ids[0]
    for step in (PickAsset(order.shipment_id, asset), FinishPacking(order.shipment_id)):
        do(step)
    do(DispatchShipment(order.shipment_id))
    do(ActivateContract(order.contract_id, today(business)))
    do(BillContract(order.contract_id, today(business) + timedelta(days=2)))
    business.pass_days(40)
    do(RequestDunningRun((customer_id,)))
    do(RemindCustomer(customer_id))
    do(DropNotice(_notice(business, customer_id), "Anschrift fehlt"))
    for _ in range(2):
        do(RemindCustomer(customer_id))
        do(NoteNoticeSent(_notice(business, customer_id)))
        business.pass_days(3)
    do(WaiveClaims(_notice(business, customer_id), "Kulanz"))
    hold = HoldDunning(HoldId(uuid4()), customer_id, HoldKind.BLOCK, reason="in Klärung")
    do(hold)
    do(LiftHold(hold.hold_id))
    whole, ids = Money(open_of(business, customer_id)), _open_ids(business, customer_id)
    plan_id = PlanId(uuid4())
    do(AgreeInstalments(plan_id, customer_id, ids, proposed(whole, 2, today(business)), whole))
    do(TellInstalments(plan_id))
    do(FollowInstalments(plan_id))
    do(CallOffInstalments(plan_id, "zahlt doch auf einmal"))
    _tell_collection(do, business, customer_id, strict)


def _tell_collection(
    do: Callable[[Any], Any], business: Business, customer_id: CustomerId, strict: DunningSettings
) -> None:
    day, euro = today(business), Money.of("1.00")
    do(TakePayment(customer_id, euro, Money(open_of(business, customer_id)), day))
    [account] = accounts_of(business.rows, [customer_id], day)
    ready = sum(each.open.minor for each in account.items if each.is_claim or each.stage is Stage.FINAL)
    refused = ProposeCollection(CollectionId(uuid4()), customer_id, "Inkasso Nord", Money(ready))
    do(refused)
    do(DecideCollection(refused.case_id, agrees=False, note="erst anrufen"))
    do(ChangeDunningSettings(1, replace(strict, two_person_above=Money.of("9999.00")), "eine Person genügt"))
    case = replace(refused, case_id=CollectionId(uuid4()))
    do(case)
    do(TellCollection(case.case_id, day))
    do(RecoverThings(case.case_id, day + timedelta(days=9)))
    do(MoveCollection(case.case_id, Step.FEE, euro))
    do(TakeCasePayment(case.case_id, euro, Money(ready), day))
    [first] = business.rows(
        "SELECT i.id, i.gross_minor - coalesce(a.used_minor, 0) AS minor FROM umlauf.invoice i"
        " JOIN umlauf.collection_item c ON c.invoice_id = i.id AND c.case_id = %(id)s"
        " LEFT JOIN umlauf.document_account a ON a.invoice_id = i.id"
        " WHERE i.gross_minor > coalesce(a.used_minor, 0) LIMIT 1",
        id=case.case_id,
    )
    gone = do(WriteOffClaim(InvoiceId(first["id"]), Money(first["minor"]), WriteOffCause.NOT_WORTH_IT, "zu wenig"))
    do(ReviveClaim(gone.entry_id))


def _notice(business: Business, customer_id: CustomerId) -> NoticeId:
    rows = business.rows(
        "SELECT id FROM umlauf.dunning_notice WHERE customer_id = %(id)s ORDER BY recorded_at DESC LIMIT 1",
        id=customer_id,
    )
    return NoticeId(rows[0]["id"])


def _open_ids(business: Business, customer_id: CustomerId) -> tuple[InvoiceId, ...]:
    [account] = accounts_of(business.rows, [customer_id], today(business))
    return tuple(each.invoice_id for each in account.items)
