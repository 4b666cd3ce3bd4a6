"""Files of the bank as the readers tell them, and invoices that are open."""

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import uuid4

from domain.application import Seat
from domain.banking.book_transfer import BookTransfer, PartOf
from domain.banking.debit_files import CarriedOrder, FileStep
from domain.banking.hear_bank import HearBank
from domain.banking.keep_bank_file import BankFileKept, KeepBankFile
from domain.banking.keep_debit_file import KeepDebitFile
from domain.banking.mark_transfer import MarkTransfer
from domain.banking.model import (
    BankEntry,
    BankEntryId,
    BankFile,
    BankFileId,
    BankFileKind,
    BankStatement,
    Mark,
    Nature,
    ReadFile,
)
from domain.banking.note_file_step import NoteFileStep
from domain.banking.take_back_transfer import TakeBackTransfer
from domain.billing.bill_customers import BillCustomers
from domain.contracts.activate_contract import ActivateContract
from domain.ids import CustomerId, InvoiceId
from domain.money import Money
from domain.payments.provider import AttemptId, CollectionFile, DebitSequence, Scheme
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


def tell_bank(do: Callable[[Any], Any], business: Business) -> None:
    """Every command about files of the bank: a transfer booked, taken back and set aside; a file of debits answered."""
    [row] = business.rows(
        "SELECT i.id, i.customer_id, i.gross_minor - coalesce(d.used_minor, 0) AS open FROM umlauf.invoice i"
        " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
        " WHERE i.kind = 'invoice' AND i.gross_minor > coalesce(d.used_minor, 0) ORDER BY i.number LIMIT 1"
    )
    still = Money(row["open"])
    do(bank_file(transfer("R", str(still.decimal()), on=today(business))))
    entry = BankEntryId(entry_rows(business)[-1]["id"])
    do(BookTransfer(entry, row["customer_id"], still, (PartOf(row["id"], still, still),)))
    do(TakeBackTransfer(entry))
    do(MarkTransfer(entry, Mark.SET_ASIDE, "Probe"))
    attempt = AttemptId(uuid4())
    order = CarriedOrder(attempt, attempt.hex, "UM1-1", still, today(business), Scheme.CORE, DebitSequence.RECURRING)
    file = KeepDebitFile.of(CollectionFile("UM1.xml", f"UM{attempt.hex[:20]}", b"<xml/>"), [order])
    do(file)
    do(NoteFileStep(file.file_id, FileStep.SAVE))
    do(NoteFileStep(file.file_id, FileStep.HAND_OVER))
    taken = transfer("", nature=Nature.TAKEN, end_to_end=attempt.hex, ref="")
    answer = do(bank_file(taken, kind=BankFileKind.ANSWER, about=file.message_id))
    do(HearBank(answer.file_id))
