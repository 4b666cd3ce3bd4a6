"""The books as a billing run sees them: read in sets, written in bulk, numbers drawn last (DECISIONS 8 and 9)."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.billing.charges import open_since, settled_before
from domain.billing.model import BilledPeriod, ChargeKind, Tax, TaxCategory, TaxReason
from domain.billing.register import MissingNumbers, VoidedNumber
from domain.billing.run import Account, DueContract, RunState, Settled, UnknownRun
from domain.billing.tax import TaxRules
from domain.business import Recipient
from domain.contracts.model import Contract
from domain.customers.model import Address
from domain.customers.timeline import CustomerTimeline, timeline_of
from domain.ids import ContractId, ContractLineId, CustomerId, InvoiceId, InvoiceLineId
from domain.money import Currency, Money
from domain.period import Period
from domain.settings.billing import BillingHouse, Collective
from storage.database import Row
from storage.repositories.base import Desk, plain_array
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.customers import CHANGES_SQL, CUSTOMER_SQL, customer_from, timelines_from
from storage.repositories.holds import Holds
from storage.repositories.posting import InvoiceRows
from storage.repositories.register import NumberRegister
from storage.repositories.settings import COLLECTIVE_SQL, house_from
from storage.repositories.settlements import SettlementBook

_DUE: Final = (
    "SELECT * FROM umlauf.contract WHERE customer_id = ANY(%(ids)s::uuid[]) AND next_due_on <= %(as_of)s"
    " AND (held_until IS NULL OR held_until <= %(held_on)s)"
    " AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s::uuid[]))"
    " ORDER BY customer_id, start_on, number"
)
_DUE_LOCKED: Final = f"{_DUE} FOR UPDATE"
_BILLED: Final = (
    "SELECT b.contract_line_id, b.kind, b.amount_minor, b.price_minor, b.quantity, b.days, b.of_days, b.vat_category,"
    " b.vat_rate, b.vat_country, b.vat_reason, b.currency, b.invoice_id, b.invoice_line_id, b.off_minor, b.given_minor,"
    " b.vat_minor,"
    " lower(b.period) AS first,"
    " upper(b.period) AS past, w.contract_id"
    " FROM unnest(%(ids)s::uuid[], %(days)s::date[]) AS w(contract_id, day)"
    " JOIN umlauf.contract_line l ON l.contract_id = w.contract_id"
    " JOIN umlauf.billed_period b ON b.contract_line_id = l.id AND b.first_day >= w.day ORDER BY b.first_day"
)
_LEAVE_OUT: Final = (
    "INSERT INTO umlauf.billing_failure (run_id, contract_id, code, facts)"
    " VALUES (%(run)s, %(contract)s, %(code)s, %(facts)s) ON CONFLICT DO NOTHING"
)
_NEXT_DUE: Final = (
    "UPDATE umlauf.contract c SET next_due_on = n.day FROM unnest(%(ids)s::uuid[], %(days)s::date[]) AS n(id, day)"
    " WHERE c.id = n.id"
)


Read = Callable[..., list[Row]]
"""`rows` of a unit, or `read` of a database: a question and its values."""


_INSTEAD: Final = (
    "SELECT c.customer_id, t.* FROM umlauf.customer_case c JOIN umlauf.customer_case_contact t ON t.case_id = c.id"
    " WHERE c.status = 'open' AND t.street <> '' AND c.customer_id = ANY(%(ids)s::uuid[])"
)


class BillingLedger:
    def __init__(self, desk: Desk, rules: TaxRules) -> None:
        self._desk = desk
        self._register = NumberRegister(desk)
        self._settlements = SettlementBook(desk)
        self._holds = Holds(desk)
        self._rules = rules

    @property
    def rules(self) -> TaxRules:
        return self._rules

    @property
    def house(self) -> BillingHouse:
        return house_from(self._desk.rows)

    @property
    def settlements(self) -> SettlementBook:
        return self._settlements

    def accounts(
        self,
        customer_ids: Sequence[CustomerId],
        as_of: date,
        only: Sequence[ContractId],
        *,
        held_on: date,
        compares_all: bool = False,
    ) -> list[Account]:
        wanted = _Wanted(tuple(customer_ids), as_of, held_on, tuple(only), compares_all)
        return _accounts(self._desk.rows, _DUE_LOCKED, wanted)

    def post(self, settled: Sequence[Settled], issued_on: date, run_id: UUID | None) -> None:
        """Collects all rows; the numbers are drawn when everything else is known."""
        rows = InvoiceRows(self._desk, issued_on, run_id)
        issued = [rows.add(each.account, draft) for each in settled for draft in each.drafts]
        entries = self._settlements.set_off(issued, issued_on) if issued else []
        rows.write()
        self._desk.at_the_end(rows.write_numbered)
        if entries:
            self._desk.at_the_end(lambda: self._settlements.book(entries))
            self._settlements.promise_statements(issued)
        if run_id is not None:
            self._leave_out(settled, run_id)
        next_due = {contract_id: day for each in settled for contract_id, day in each.next_due.items()}
        if next_due:
            self._desk.write(_NEXT_DUE, ids=plain_array(next_due), days=plain_array(next_due.values()))

    def _leave_out(self, settled: Sequence[Settled], run_id: UUID) -> None:
        """With the invoices of the same batch, so a run that is cut off knows of both or of neither."""
        for each in settled:
            for contract_id, error in each.left_out.items():
                facts = Jsonb({name: str(value) for name, value in error.facts.items()})
                self._desk.write(_LEAVE_OUT, run=run_id, contract=contract_id, code=error.code, facts=facts)

    def ask_for_run(self, run_id: UUID, as_of: date, contracts: int) -> None:
        self._desk.write(
            "INSERT INTO umlauf.billing_run (id, as_of, state, asked_by, only_contracts)"
            " VALUES (%(id)s, %(as_of)s, 'waiting', %(by)s, %(contracts)s)",
            id=run_id,
            as_of=as_of,
            by=self._desk.context.actor_id,
            contracts=contracts,
        )

    def run_state(self, run_id: UUID) -> RunState:
        """Raises UnknownRun."""
        rows = self._desk.rows("SELECT state FROM umlauf.billing_run WHERE id = %(id)s", id=run_id)
        if not rows:
            raise UnknownRun(run=run_id)
        return RunState(rows[0]["state"])

    def ask_for_end(self, run_id: UUID) -> None:
        self._desk.write(
            "UPDATE umlauf.billing_run SET end_wanted_at = %(at)s WHERE id = %(id)s AND end_wanted_at IS NULL",
            id=run_id,
            at=self._desk.context.effective_at,
        )

    def is_held(self, contract_id: ContractId) -> bool:
        return self._holds.is_held(contract_id)

    def hold(self, contract: Contract, until: date, reason: str) -> None:
        self._holds.hold(contract, until, reason)

    def release(self, contract: Contract) -> None:
        self._holds.release(contract)

    def missing_numbers(self) -> list[MissingNumbers]:
        return self._register.missing()

    def is_missing(self, series: str, number: int) -> bool:
        return self._register.is_missing(series, number)

    def void_number(self, voided: VoidedNumber) -> None:
        self._register.void(voided, self._desk.context.actor_id)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """`only` empty: all contracts. Those held back on `held_on` are left out; `date.max`: none is."""

    customer_ids: tuple[CustomerId, ...]
    as_of: date
    held_on: date
    only: tuple[ContractId, ...] = ()
    compares_all: bool = False


def due_accounts(read: Read, customer_ids: Sequence[CustomerId], as_of: date, held_on: date) -> list[Account]:
    """What a run would look at, without holding anything up."""
    return _accounts(read, _DUE, _Wanted(tuple(customer_ids), as_of, held_on))


def _accounts(read: Read, due: str, wanted: _Wanted) -> list[Account]:
    """One question each for contracts, lines, billed rows and customers, whatever the size of the batch."""
    only = plain_array(wanted.only) if wanted.only else None
    rows = read(due, ids=plain_array(wanted.customer_ids), as_of=wanted.as_of, only=only, held_on=wanted.held_on)
    contracts = contracts_from(rows, read(CONTRACT_LINES, ids=[row["id"] for row in rows]))
    since = [
        None if wanted.compares_all else open_since(contract, row["next_due_on"])
        for contract, row in zip(contracts, rows, strict=True)
    ]
    billed = _billed(read, contracts, since)
    by_customer: dict[CustomerId, list[DueContract]] = defaultdict(list)
    for contract, day in zip(contracts, since, strict=True):
        by_customer[contract.customer_id].append(DueContract(contract, tuple(billed[contract.id]), day))
    people = read(f"{CUSTOMER_SQL} WHERE c.id = ANY(%(ids)s::uuid[]) ORDER BY c.id", ids=plain_array(by_customer))
    known = timelines_from(read(CHANGES_SQL, ids=plain_array(by_customer)))
    own = {row["customer_id"]: row["collective"] for row in read(COLLECTIVE_SQL, ids=plain_array(by_customer))}
    found = [_account(row, tuple(by_customer[CustomerId(row["id"])]), known, wanted.as_of) for row in people]
    instead = {row["customer_id"]: row for row in read(_INSTEAD, ids=plain_array(by_customer))}
    if instead:
        found = [_addressed(each, instead.get(each.party.customer_id)) for each in found]
    if not own:
        return found
    return [replace(each, collective=_collective(own.get(each.party.customer_id))) for each in found]


def _addressed(account: Account, instead: Row | None) -> Account:
    """Papers of somebody who died or is insolvent are addressed to whoever stands in for them."""
    if instead is None:
        return account
    address = Address(instead["street"], instead["postcode"], instead["city"], instead["country"])
    return replace(account, recipient=Recipient(instead["name"], "", address))


def _collective(stored: str | None) -> Collective | None:
    return None if stored is None else Collective(stored)


def _billed(
    read: Read, contracts: Sequence[Contract], since: Sequence[date | None]
) -> dict[ContractId, list[BilledPeriod]]:
    """The rows that the difference asks for."""
    days = [_first_open(contract, day) for contract, day in zip(contracts, since, strict=True)]
    billed: dict[ContractId, list[BilledPeriod]] = defaultdict(list)
    for row in read(_BILLED, ids=plain_array(contract.id for contract in contracts), days=plain_array(days)):
        billed[row["contract_id"]].append(billed_from(row))
    return billed


def _first_open(contract: Contract, since: date | None) -> date:
    """The first day of the oldest row that the difference asks for."""
    if since is None:
        return date.min
    return min((settled_before(contract, line, since) for line in contract.lines), default=date.min)


def _account(
    row: Row, contracts: tuple[DueContract, ...], known: Mapping[CustomerId, CustomerTimeline], as_of: date
) -> Account:
    """The party over time; the paper goes where the customer lives on the day of the run."""
    customer = customer_from(row)
    timeline = known.get(customer.id) or timeline_of(customer, row["country"])
    personal = customer.personal
    person = f"{personal.given_name} {personal.family_name}".strip()
    address = timeline.address_on(as_of) or Address("", "", "", row["country"])
    return Account(timeline.party(), customer.language, Recipient(person, personal.company, address), contracts)


def billed_from(row: Row) -> BilledPeriod:
    """A row of `billed_period` with `first` and `past` as the ends of its range."""
    currency = Currency(row["currency"])
    return BilledPeriod(
        ContractLineId(row["contract_line_id"]),
        ChargeKind(row["kind"]),
        Period(row["first"], row["past"]),
        Money(row["amount_minor"], currency),
        Money(row["price_minor"], currency),
        row["quantity"],
        row["days"],
        row["of_days"],
        Tax(TaxCategory(row["vat_category"]), row["vat_rate"], row["vat_country"], TaxReason(row["vat_reason"])),
        InvoiceId(row["invoice_id"]),
        InvoiceLineId(row["invoice_line_id"]),
        Money(row["off_minor"], currency),
        Money(row["given_minor"], currency),
        Money(row["vat_minor"], currency),
    )
