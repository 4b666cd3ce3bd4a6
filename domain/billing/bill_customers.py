"""Invoice the difference for a batch of customers. The worker's, as a step of a run or as the consequence of a fact.

Source: DESIGN.md 4; DECISIONS 9; BILLING.md, lessons 1 to 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from domain.application import Command, Event, Seat
from domain.billing.charges import next_due_on
from domain.billing.difference import due_postings
from domain.billing.invoice import draft_invoices
from domain.billing.model import Posting
from domain.billing.run import Account, Settled
from domain.billing.tax import TaxRules
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.errors import AppError
from domain.ids import ContractId, CustomerId
from domain.ports import Unit

_Found = tuple[Contract, tuple[Posting, ...]]


@dataclass(frozen=True, slots=True)
class BillCustomers(Command):
    """`as_of` is the day of the run: all periods due by then are billed, however long they have been waiting.

    `issued_on` None: issued on the day of the run (a first invoice may be written before its period begins).
    `contract_ids` empty: all contracts of these customers.
    """

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    customer_ids: tuple[CustomerId, ...]
    as_of: date
    issued_on: date | None = None
    contract_ids: tuple[ContractId, ...] = ()
    run_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CustomersBilled(Event):
    """`left_out` are contracts whose difference could not be computed; the others of the customer are invoiced."""

    invoices: int
    left_out: tuple[ContractId, ...]

    def touched(self) -> Iterable[str]:
        return ("invoices", "contracts") if self.invoices else ()


def bill_customers(command: BillCustomers, unit: Unit, _clock: Clock) -> CustomersBilled:
    """One invoice per customer, currency, treatment and day. A second run for the same day writes nothing.

    Raises:
        Conflict: another run billed one of the periods first.
    """
    books = unit.billing
    accounts = books.accounts(command.customer_ids, command.as_of, command.contract_ids)
    settled = [settle(account, books.rules, command.as_of) for account in accounts]
    books.post(settled, command.issued_on or command.as_of, command.run_id)
    return CustomersBilled(
        sum(len(each.drafts) for each in settled),
        tuple(contract_id for each in settled for contract_id in each.left_out),
    )


def settle(account: Account, rules: TaxRules, as_of: date) -> Settled:
    """The difference of all contracts of one customer, as documents. A contract that fails is left out, and named."""
    found: list[_Found] = []
    left_out: dict[ContractId, AppError] = {}
    for due in account.contracts:
        try:
            found.append((due.contract, due_postings(due.contract, due.billed, as_of, due.since)))
        except AppError as refused:
            left_out[due.contract.id] = refused
    try:
        drafts = draft_invoices(found, account.party, rules)
    except AppError:
        refusals = _refusals(found, account, rules)
        left_out |= refusals
        found = [each for each in found if each[0].id not in refusals]
        drafts = draft_invoices(found, account.party, rules)
    next_due = {contract.id: next_due_on(contract, as_of) for contract, _ in found}
    return Settled(account, drafts, next_due, left_out)


def _refusals(found: Iterable[_Found], account: Account, rules: TaxRules) -> dict[ContractId, AppError]:
    """The contracts that cannot be drafted even alone."""
    refusals: dict[ContractId, AppError] = {}
    for contract, postings in found:
        try:
            draft_invoices([(contract, postings)], account.party, rules)
        except AppError as refused:
            refusals[contract.id] = refused
    return refusals
