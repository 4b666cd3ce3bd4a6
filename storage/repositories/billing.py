"""The books as a billing run sees them: read in sets, written in bulk, numbers drawn last (DECISIONS 8 and 9)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from domain.billing.model import BilledPeriod, ChargeKind, Tax, TaxCategory, TaxReason
from domain.billing.run import Account, Settled
from domain.billing.tax import BillingParty, TaxRules
from domain.business import Recipient
from domain.contracts.model import Contract
from domain.customers.model import Address, CustomerKind
from domain.ids import ContractId, ContractLineId, CustomerId, InvoiceId, InvoiceLineId
from domain.money import Currency, Money
from domain.period import Period
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.customers import CUSTOMER_SQL, customer_from
from storage.repositories.posting import InvoiceRows

_DUE: Final = (
    "SELECT * FROM umlauf.contract WHERE customer_id = ANY(%(ids)s) AND next_due_on <= %(as_of)s"
    " AND (%(only)s::uuid[] IS NULL OR id = ANY(%(only)s))"
    " ORDER BY customer_id, start_on, number FOR UPDATE"
)
_BILLED: Final = (
    "SELECT b.*, lower(b.period) AS first, upper(b.period) AS past, l.contract_id FROM umlauf.billed_period b"
    " JOIN umlauf.contract_line l ON l.id = b.contract_line_id"
    " WHERE l.contract_id = ANY(%(ids)s) ORDER BY b.first_day"
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
        rows = self._desk.rows(_DUE, ids=list(customer_ids), as_of=as_of, only=list(only) or None)
        ids = [row["id"] for row in rows]
        contracts = contracts_from(rows, self._desk.rows(CONTRACT_LINES, ids=ids))
        billed: dict[UUID, list[BilledPeriod]] = defaultdict(list)
        for row in self._desk.rows(_BILLED, ids=ids):
            billed[row["contract_id"]].append(billed_from(row))
        by_customer: dict[CustomerId, list[tuple[Contract, tuple[BilledPeriod, ...]]]] = defaultdict(list)
        for contract in contracts:
            by_customer[contract.customer_id].append((contract, tuple(billed[contract.id])))
        people = self._desk.rows(f"{CUSTOMER_SQL} WHERE c.id = ANY(%(ids)s) ORDER BY c.id", ids=list(by_customer))
        return [_account(row, tuple(by_customer[CustomerId(row["id"])])) for row in people]

    def post(self, settled: Sequence[Settled], issued_on: date, run_id: UUID | None) -> None:
        """Collects all rows; the numbers are drawn when everything else is known."""
        rows = InvoiceRows(self._desk, issued_on, self._payment_days, run_id)
        for each in settled:
            for draft in each.drafts:
                rows.add(each.account, draft)
        self._desk.at_the_end(rows.write)
        for each in settled:
            for contract_id, due_on in each.next_due.items():
                self._desk.write(
                    "UPDATE umlauf.contract SET next_due_on = %(due)s WHERE id = %(id)s", id=contract_id, due=due_on
                )


def _account(row: Row, contracts: tuple[tuple[Contract, tuple[BilledPeriod, ...]], ...]) -> Account:
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
    )
