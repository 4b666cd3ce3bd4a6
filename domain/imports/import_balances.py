"""What customers owed, or had to their credit, when the business changed over."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from domain.application import OFFICE, Command, Seat
from domain.billing.settlement import Entry, EntryId, EntryKind
from domain.clock import Clock
from domain.errors import RuleViolation
from domain.ids import CustomerId, InvoiceId
from domain.imports.model import (
    Batch,
    CellMissing,
    CellWrong,
    ImportedItem,
    ImportKind,
    Origin,
    ReferenceUnknown,
    RowsImported,
    Verdict,
    digest_of_row,
    judged,
    kept,
    made,
)
from domain.imports.shelf import BroughtDocument, ImportShelf, KnownCustomer
from domain.money import Money
from domain.ports import Unit

KIND: Final = ImportKind.BALANCES
_OURS: Final = re.compile(r"RK?-(?:.*-)?\d{4}-\d{6}")


class NumberIsOurs(RuleViolation):
    """The number has the form of one that we give, and may be given one day."""

    code = "import_number_is_ours"


class NumberIsTaken(RuleViolation):
    """Another document has this number."""

    code = "import_number_is_taken"


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """What is open of an invoice of elsewhere, `document`; or, with a negative amount, a credit of the customer."""

    number: int
    key: str
    customer: str
    amount: Money
    document: str = ""
    issued_on: date | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ImportBalances(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    origin: Origin
    rows: tuple[BalanceRow, ...]


def judge_balances(rows: Sequence[BalanceRow], source: str, shelf: ImportShelf, today: date) -> list[Verdict]:
    customers = shelf.customers(source, [row.customer for row in rows])
    taken = shelf.documents([row.document for row in rows if row.document])

    def check(row: BalanceRow) -> None:
        if row.customer not in customers:
            raise ReferenceUnknown(column="customer", value=row.customer)
        if not row.amount:
            raise CellWrong(column="amount", value="0")
        if row.amount.minor > 0:
            _check_document(row, taken, today)

    return judged(rows, shelf.items(source, KIND, [row.key for row in rows]), check)


def _check_document(row: BalanceRow, taken: frozenset[str], today: date) -> None:
    if not row.document or row.issued_on is None:
        raise CellMissing(column="issued_on" if row.document else "document")
    if _OURS.fullmatch(row.document):
        raise NumberIsOurs(column="document", value=row.document)
    if row.document in taken:
        raise NumberIsTaken(column="document", value=row.document)
    if row.issued_on > today or (row.due_on is not None and row.due_on < row.issued_on):
        raise CellWrong(column="issued_on" if row.issued_on > today else "due_on", value=row.issued_on)


def import_balances(command: ImportBalances, unit: Unit, _clock: Clock) -> RowsImported:
    """What is owed becomes a document that is reminded of and paid like any other; a credit becomes balance.

    Raises ImportSizeWrong.
    """
    origin, shelf = command.origin, unit.imports
    verdicts = judge_balances(command.rows, origin.source, shelf, unit.today())
    customers = shelf.customers(origin.source, [row.customer for row in command.rows])
    items: dict[str, ImportedItem] = {}
    for row in made(command.rows, verdicts):
        items[row.key] = ImportedItem(_made(row, customers[row.customer], unit), digest_of_row(row))
    return kept(shelf, Batch(origin, KIND, verdicts), items, ("invoices", "customers"))


def _made(row: BalanceRow, customer: KnownCustomer, unit: Unit) -> UUID:
    if row.amount.minor > 0:
        issued_on = row.issued_on or unit.today()
        document = BroughtDocument(
            InvoiceId(unit.new_id()),
            customer.id,
            row.document,
            issued_on,
            row.due_on or issued_on,
            row.amount,
            row.document,
            customer.language,
        )
        unit.imports.bring(document)
        return document.id
    amount, nothing = -row.amount, Money(0, row.amount.currency)
    entry = Entry(
        id=EntryId(unit.new_id()),
        kind=EntryKind.BROUGHT,
        customer_id=CustomerId(customer.id),
        booked_on=unit.today(),
        settled=nothing,
        credited=nothing,
        balance=amount,
        money=nothing,
        granted=amount,
    )
    unit.billing.settlements.book([entry], row.document)
    return entry.id
