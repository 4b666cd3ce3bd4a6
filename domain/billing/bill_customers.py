"""Invoice the difference for a batch of customers. The worker's, as a step of a run or as the consequence of a fact.

Source: DESIGN.md 4; DECISIONS 9; BILLING.md, lessons 1 to 6.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final
from uuid import UUID

from domain.application import Command, Event, Seat
from domain.billing.backlog import NotBillable, refuse_backlog
from domain.billing.charges import next_due_on
from domain.billing.difference import due_postings
from domain.billing.grouping import Grouping
from domain.billing.invoice import draft_invoices
from domain.billing.model import Posting
from domain.billing.retaxed import tax_fits
from domain.billing.run import Account, Settled
from domain.billing.tax import TaxRules
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.errors import AppError
from domain.ids import ContractId, CustomerId
from domain.ports import Unit
from domain.settings.billing import AS_SHIPPED, BillingHouse

_Found = tuple[Contract, tuple[Posting, ...]]
_BUGS: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What a timeline that nobody thought of may raise. It concerns one contract; the others are billed."""


@dataclass(frozen=True, slots=True)
class BillCustomers(Command):
    """`as_of` is the day of the run: all periods due by then are billed, however long they have been waiting.

    `issued_on` None: issued on the day of the run (a first invoice may be written before its period begins).
    `contract_ids` empty: all contracts of these customers. `holds_back`: contracts far behind are left out until a
    person has looked at them. `compares_all`: nothing is taken as settled, however long ago it was billed; for what the
    database says is billed already.
    """

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    customer_ids: tuple[CustomerId, ...]
    as_of: date
    issued_on: date | None = None
    contract_ids: tuple[ContractId, ...] = ()
    run_id: UUID | None = None
    holds_back: bool = False
    compares_all: bool = False


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
    day = command.issued_on or command.as_of
    house = books.house
    accounts = books.accounts(
        command.customer_ids, command.as_of, command.contract_ids, held_on=day, compares_all=command.compares_all
    )
    settled = [
        settle(account, books.rules, command.as_of, holds_back=command.holds_back, house=house, issued_on=day)
        for account in accounts
    ]
    books.post(settled, day, command.run_id)
    return CustomersBilled(
        sum(len(each.drafts) for each in settled),
        tuple(contract_id for each in settled for contract_id in each.left_out),
    )


def settle(
    account: Account,
    rules: TaxRules,
    as_of: date,
    *,
    holds_back: bool = False,
    house: BillingHouse = AS_SHIPPED,
    issued_on: date | None = None,
) -> Settled:
    """The difference of all contracts of one customer, as documents. A contract that fails is left out, and named."""
    grouping = Grouping(issued_on or as_of, house, account.collective)
    found: list[_Found] = []
    left_out: dict[ContractId, AppError] = {}
    for due in account.contracts:
        try:
            fits = tax_fits(due.contract, account.party, rules)
            postings = due_postings(due.contract, due.billed, as_of, due.since, fits)
            if holds_back:
                refuse_backlog(due.contract, postings, house.settings.most_missing)
            found.append((due.contract, postings))
        except AppError as refused:
            left_out[due.contract.id] = refused
        except _BUGS as bug:
            left_out[due.contract.id] = NotBillable(contract=due.contract.number, why=type(bug).__name__)
    try:
        drafts = draft_invoices(found, account.party, rules, grouping)
    except AppError:
        refusals = _refusals(found, account, rules)
        left_out |= refusals
        found = [each for each in found if each[0].id not in refusals]
        drafts = draft_invoices(found, account.party, rules, grouping)
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
