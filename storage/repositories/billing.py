"""The books as a billing run sees them: read in sets, written in bulk, numbers drawn last (DECISIONS 8 and 9)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from domain.billing.charges import open_since, settled_before
from domain.billing.model import BilledPeriod, ChargeKind, Tax, TaxCategory, TaxReason
from domain.billing.run import Account, DueContract, Settled
from domain.billing.tax import BillingParty, TaxRules
from domain.business import Recipient
from domain.contracts.model import Contract
from domain.customers.model import Address, CustomerKind
from domain.ids import ContractId, ContractLineId, CustomerId, InvoiceId, InvoiceLineId
from domain.money import Currency, Money
from domain.period import Period
from storage.database import Row
from storage.repositories.base import Desk, plain_array
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.customers import CUSTOMER_SQL, customer_from
from storage.repositories.posting import InvoiceRows

_DUE: Final = (
    "SELECT * FROM umlauf.contract WHERE customer_id = ANY(%(ids)s::uuid[]) AND next_due_on <= %(as_of)s"
    " AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s::uuid[]))"
    " ORDER BY customer_id, start_on, number FOR UPDATE"
)
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
_NEXT_DUE: Final = (
    "UPDATE umlauf.contract c SET next_due_on = n.day FROM unnest(%(ids)s::uuid[], %(days)s::date[]) AS n(id, day)"
    " WHERE c.id = n.id"
)


class BillingLedger:
    def __init__(self, desk: Desk, rules: TaxRules, payment_days: int) -> None:
        self._desk = desk
        self._rules = rules
        self._payment_days = payment_days

    @property
    def rules(self) -> TaxRules:
        return self._rules

    def accounts(self, customer_ids: Sequence[CustomerId], as_of: date, only: Sequence[ContractId]) -> list[Account]:
        """One question each for contracts, lines, billed rows and customers, whatever the size of the batch."""
        rows = self._desk.rows(
            _DUE, ids=plain_array(customer_ids), as_of=as_of, only=plain_array(only) if only else None
        )
        contracts = contracts_from(rows, self._desk.rows(CONTRACT_LINES, ids=[row["id"] for row in rows]))
        since = [open_since(contract, row["next_due_on"]) for contract, row in zip(contracts, rows, strict=True)]
        billed = self._billed(contracts, since)
        by_customer: dict[CustomerId, list[DueContract]] = defaultdict(list)
        for contract, day in zip(contracts, since, strict=True):
            by_customer[contract.customer_id].append(DueContract(contract, tuple(billed[contract.id]), day))
        people = self._desk.rows(
            f"{CUSTOMER_SQL} WHERE c.id = ANY(%(ids)s::uuid[]) ORDER BY c.id", ids=plain_array(by_customer)
        )
        return [_account(row, tuple(by_customer[CustomerId(row["id"])])) for row in people]

    def _billed(
        self, contracts: Sequence[Contract], since: Sequence[date | None]
    ) -> dict[ContractId, list[BilledPeriod]]:
        """The rows that the difference asks for."""
        days = [_first_open(contract, day) for contract, day in zip(contracts, since, strict=True)]
        billed: dict[ContractId, list[BilledPeriod]] = defaultdict(list)
        for row in self._desk.rows(
            _BILLED, ids=plain_array(contract.id for contract in contracts), days=plain_array(days)
        ):
            billed[row["contract_id"]].append(billed_from(row))
        return billed

    def post(self, settled: Sequence[Settled], issued_on: date, run_id: UUID | None) -> None:
        """Collects all rows; the numbers are drawn when everything else is known."""
        rows = InvoiceRows(self._desk, issued_on, self._payment_days, run_id)
        for each in settled:
            for draft in each.drafts:
                rows.add(each.account, draft)
        self._desk.at_the_end(rows.write)
        next_due = {contract_id: day for each in settled for contract_id, day in each.next_due.items()}
        if next_due:
            self._desk.write(_NEXT_DUE, ids=plain_array(next_due), days=plain_array(next_due.values()))


def _first_open(contract: Contract, since: date | None) -> date:
    """The first day of the oldest row that the difference asks for."""
    if since is None:
        return date.min
    return min((settled_before(contract, line, since) for line in contract.lines), default=date.min)


def _account(row: Row, contracts: tuple[DueContract, ...]) -> Account:
    customer = customer_from(row)
    personal = customer.personal
    person = f"{personal.given_name} {personal.family_name}".strip()
    recipient = Recipient(person, personal.company, personal.address or Address("", "", "", row["country"]))
    party = BillingParty(customer.id, CustomerKind(row["kind"]), row["country"], row["vat_id"])
    return Account(party, customer.language, recipient, contracts)


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
