"""Contracts that run already: billed elsewhere until the cut-over, by us from that day on. Source: decision 0092."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from domain.application import OFFICE, Command, Seat
from domain.billing.charges import next_due_on
from domain.billing.settlement import Entry, EntryId, EntryKind
from domain.clock import Clock
from domain.contracts.model import Contract, ContractLine, LineKind
from domain.ids import ContractId, ContractLineId, CustomerId, InvoiceId
from domain.imports.contract_rows import ContractRow, Known, Named, put_together
from domain.imports.model import (
    Batch,
    ImportedItem,
    ImportKind,
    Origin,
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

KIND: Final = ImportKind.CONTRACTS
_TRIAL: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class ImportContracts(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    origin: Origin
    rows: tuple[ContractRow, ...]


def known_of(rows: Sequence[ContractRow], source: str, shelf: ImportShelf) -> Known:
    variants = shelf.variants([item.sku for row in rows for item in row.items])
    plans = shelf.plans(sorted({each.product.id for each in variants.values()}))
    return Known(shelf.customers(source, [row.customer for row in rows]), variants, plans)


def tried(row: ContractRow, source: str, known: Known, today: date) -> Contract:
    """As it would be, under a number that nobody has. Raises what `put_together` does."""
    ids = [UUID(int=number) for number in range(1, 2 * len(row.items) + 1)]
    return put_together(row, known, Named(ContractId(_TRIAL), row.key, None, source, ids), today)


def judge_contracts(rows: Sequence[ContractRow], source: str, shelf: ImportShelf, today: date) -> list[Verdict]:
    known = known_of(rows, source, shelf)

    def check(row: ContractRow) -> None:
        tried(row, source, known, today)

    return judged(rows, shelf.items(source, KIND, [row.key for row in rows]), check)


def import_contracts(command: ImportContracts, unit: Unit, _clock: Clock) -> RowsImported:
    """Makes what is new. Nothing before the cut-over is ever billed; what was held as deposit is held here.

    Raises ImportSizeWrong.
    """
    origin, shelf, today = command.origin, unit.imports, unit.today()
    verdicts = judge_contracts(command.rows, origin.source, shelf, today)
    known = known_of(command.rows, origin.source, shelf)
    items: dict[str, ImportedItem] = {}
    for row in made(command.rows, verdicts):
        contract = _made(row, origin, known, unit)
        items[row.key] = ImportedItem(contract.id, digest_of_row(row))
    return kept(shelf, Batch(origin, KIND, verdicts), items, ("contracts", "customers"))


def _made(row: ContractRow, origin: Origin, known: Known, unit: Unit) -> Contract:
    ids = [unit.new_id() for _ in range(2 * len(row.items))]
    named = Named(ContractId(unit.new_id()), unit.numbers.next_code("CT"), unit.context.store_id, origin.source, ids)
    contract = put_together(row, known, named, unit.today())
    unit.contracts.add(contract)
    unit.imports.contract_due(contract.id, next_due_on(contract, None))
    customer = known.customers[row.customer]
    for line in contract.lines:
        if line.kind is LineKind.DEPOSIT:
            _bring_deposit(line, contract, customer, unit)
    return contract


def _bring_deposit(line: ContractLine, contract: Contract, customer: KnownCustomer, unit: Unit) -> None:
    """Asked for and paid elsewhere: a document that is settled, and given back like any other deposit."""
    amount, _ = line.at(contract.start_on or unit.today())
    number = f"{contract.number}-{line.position}"
    on = contract.start_on or unit.today()
    document = BroughtDocument(
        InvoiceId(unit.new_id()),
        customer.id,
        number,
        on,
        on,
        amount,
        line.title,
        customer.language,
        contract.id,
        ContractLineId(line.id),
    )
    unit.imports.bring(document)
    nothing = Money(0, amount.currency)
    unit.billing.settlements.book(
        [
            Entry(
                id=EntryId(unit.new_id()),
                kind=EntryKind.BROUGHT,
                customer_id=CustomerId(customer.id),
                booked_on=unit.today(),
                settled=amount,
                credited=nothing,
                balance=nothing,
                money=nothing,
                invoice_id=document.id,
                granted=amount,
            )
        ]
    )
