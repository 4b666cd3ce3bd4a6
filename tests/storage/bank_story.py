"""Files of the bank as the readers tell them, and invoices that are open."""

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import uuid4

from domain.application import Seat
from domain.banking.keep_bank_file import BankFileKept, KeepBankFile
from domain.banking.model import BankEntry, BankFile, BankFileId, BankFileKind, BankStatement, Nature, ReadFile
from domain.billing.bill_customers import BillCustomers
from domain.contracts.activate_contract import ActivateContract
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from tests.storage.business import Business
from tests.storage.trade import days, today

OUR_IBAN = "DE02120300000000202051"
THEIR_IBAN = "DE89370400440532013000"


def transfer(
    text: str,
    amount: str = "79.00",
    payer: str = "Jonas Brückner",
    iban: str = THEIR_IBAN,
    on: date | None = None,
    **more: Any,
) -> BankEntry:
    """One transfer in; its bank's own id is made of what it says."""
    values = {"ref": sha256(f"{text}{amount}{payer}{on}".encode()).hexdigest(), **more}
    return BankEntry(
        values.pop("nature", Nature.TRANSFER),
        OUR_IBAN,
        Money.of(amount),
        on or date(2026, 2, 2),
        content=sha256(f"content {text}{amount}{payer}{on}".encode()).hexdigest(),
        payer=payer,
        iban=iban,
        text=text,
        **values,
    )


def bank_file(
    *entries: BankEntry, kind: BankFileKind = BankFileKind.STATEMENT, about: str = "", statements: tuple[Any, ...] = ()
) -> KeepBankFile:
    """A file with these entries; each one has bytes of its own."""
    says = BankFile(kind, uuid4().hex, None, entries, statements, about)
    return KeepBankFile.of(BankFileId(uuid4()), ReadFile("camt.xml", uuid4().bytes, says))


def read_in(business: Business, *entries: BankEntry, **more: Any) -> BankFileKept:
    kept: BankFileKept = business.do(Seat.BACKOFFICE, bank_file(*entries, **more))
    return kept


def statement(number: str, opening: str, closing: str, on: date, adds_up: bool | None = True) -> BankStatement:
    return BankStatement(OUR_IBAN, f"S{number}", number, on, on, Money.of(opening), Money.of(closing), adds_up)


def open_invoice(business: Business, name: str = "Brückner", price: str = "79.00") -> tuple[CustomerId, InvoiceId, str]:
    """A customer's first month, invoiced and not paid: who, which, its number."""
    bike, customer = business.product(price=price, sku=uuid4().hex[:8]), business.customer(name)
    business.receive(bike)
    order = business.order(customer, bike)
    business.do(Seat.WORKER, ActivateContract(order.contract_id, today(business)))
    business.do(Seat.WORKER, BillCustomers((customer.customer_id,), today(business) + days(3), today(business)))
    [row] = business.rows(
        "SELECT id, number FROM umlauf.invoice WHERE customer_id = %(id)s ORDER BY number DESC LIMIT 1",
        id=customer.customer_id,
    )
    return customer.customer_id, InvoiceId(row["id"]), row["number"]


def entry_rows(business: Business) -> list[dict[str, Any]]:
    return business.rows(
        "SELECT e.*, p.words, p.payer FROM umlauf.bank_entry e JOIN umlauf.bank_entry_personal p ON p.entry_id = e.id"
        " ORDER BY e.n"
    )
