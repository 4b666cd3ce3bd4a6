"""The billing centre's questions: due, preview, runs, left out, and the register of numbers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID, uuid4

from domain.billing.invoice import InvoiceKind
from domain.billing.preview_run import RunSum, preview_accounts
from domain.billing.register import NumberState
from domain.billing.run import Account, DueContract, RunState
from domain.billing.set_off import Issued
from domain.billing.settlement import Entry
from domain.billing.tax import TaxRules
from domain.clock import Clock, today
from domain.contracts.announced import as_announced
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.views.billing import (
    REGISTER_ROWS,
    BillingState,
    Held,
    PreviewPart,
    RegisterRow,
    ReviewPart,
    SeriesRow,
    SkippedRow,
)
from domain.views.office_rows import FailureRow, Ref, RunRow
from storage.database import Database, Row
from storage.queries.office_parts import NAME, found
from storage.queries.office_review import held_bills, last_bills, review_part
from storage.queries.settlements import deposits_held
from storage.repositories.billing import due_accounts
from storage.repositories.campaigns import announced_prices
from storage.repositories.settings import house_from
from storage.repositories.settlements import settled_by

PREVIEWED_CUSTOMERS: Final = 250
"""Of one question: a tenth of a second, so that the same connection still answers other pages."""

SKIPPED_ROWS: Final = 200
_RUNS: Final = """
    SELECT r.*, p.name AS who FROM umlauf.billing_run r LEFT JOIN umlauf.person p ON p.id = r.asked_by
    ORDER BY r.started_at DESC, r.id LIMIT %(limit)s"""
_FAILURES: Final = """
    SELECT f.run_id, f.contract_id, f.code, f.facts, k.number FROM umlauf.billing_failure f
    JOIN umlauf.contract k ON k.id = f.contract_id WHERE f.run_id = ANY(%(ids)s) ORDER BY k.number"""
_SKIPPED: Final = f"""
    SELECT * FROM (
        SELECT DISTINCT ON (k.id) k.id, k.number, k.customer_id, k.next_due_on, {NAME} AS customer, f.code, f.facts,
            f.run_id, r.started_at
        FROM umlauf.contract k
        JOIN umlauf.billing_failure f ON f.contract_id = k.id
        JOIN umlauf.billing_run r ON r.id = f.run_id
        JOIN umlauf.customer_personal p ON p.customer_id = k.customer_id
        WHERE k.next_due_on <= %(day)s ORDER BY k.id, r.started_at DESC) s
    ORDER BY s.next_due_on, s.number LIMIT %(limit)s"""  # noqa: S608 - constants only
_DUE: Final = """
    SELECT count(*) AS contracts, count(DISTINCT customer_id) AS customers, min(next_due_on) AS since
    FROM umlauf.contract WHERE next_due_on <= %(day)s"""
_DUE_CUSTOMERS: Final = """
    SELECT DISTINCT customer_id FROM umlauf.contract WHERE next_due_on <= %(day)s
    AND (held_until IS NULL OR held_until <= %(held_on)s)
    AND (%(after)s::uuid IS NULL OR customer_id > %(after)s) ORDER BY customer_id LIMIT %(limit)s"""
_REGISTER: Final = f"""
    SELECT r.*, {NAME} AS customer, v.name AS who FROM umlauf.number_register r
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = r.customer_id
    LEFT JOIN umlauf.person v ON v.id = r.voided_by
    WHERE r.series = %(series)s AND r.series_number BETWEEN %(first)s AND %(last)s
    ORDER BY r.series_number DESC"""  # noqa: S608 - constants only


class BillingBook:
    """`BillingBook(database, rules, clock)`; on the thread of its database."""

    def __init__(self, database: Database, rules: TaxRules, clock: Clock) -> None:
        self._database, self._rules, self._clock = database, rules, clock

    def billing_state(self) -> BillingState:
        day = today(self._clock)
        due = self._database.read(_DUE, day=day)[0]
        skipped = self._database.read(_SKIPPED, day=day, limit=SKIPPED_ROWS + 1)
        newest = runs(self._database, 20)
        is_running = bool(newest) and newest[0].finished_at is None
        return BillingState(
            day,
            due["contracts"],
            due["customers"],
            due["since"],
            newest,
            found(skipped, SKIPPED_ROWS, _skipped),
            () if is_running else deposits_held(self._database),
        )

    def preview_run(self, day: date, after: CustomerId | None = None, *, is_nightly: bool = False) -> PreviewPart:
        house = house_from(self._database.read)
        as_of = house.settings.due_until(day) if is_nightly else day
        rows = self._database.read(_DUE_CUSTOMERS, day=as_of, after=after, limit=PREVIEWED_CUSTOMERS, held_on=day)
        customers = [CustomerId(row["customer_id"]) for row in rows]
        accounts = self._with_prices_of(day, due_accounts(self._database.read, customers, as_of, day))
        last = last_bills(self._database, accounts, day)

        def settles(issued: Sequence[Issued]) -> list[Entry]:
            return settled_by(self._database.read, uuid4, issued, day)

        part = preview_accounts(accounts, last, self._rules, as_of, house=house, issued_on=day, settles=settles)
        is_full = len(customers) == PREVIEWED_CUSTOMERS
        return PreviewPart(part, len(customers), customers[-1] if is_full else None, as_of)

    def _with_prices_of(self, day: date, accounts: list[Account]) -> list[Account]:
        """With the announced prices that hold from that day on: they are applied before the run."""
        ids = [due.contract.id for account in accounts for due in account.contracts]
        known = announced_prices(self._database.read, ids, day)

        def repriced(due: DueContract) -> DueContract:
            return replace(due, contract=as_announced(due.contract, known.get(due.contract.id, ())))

        changed = (replace(each, contracts=tuple(map(repriced, each.contracts))) for each in accounts)
        return list(changed) if known else accounts

    def bills_in_review(self, after: CustomerId | None = None) -> ReviewPart:
        return review_part(self._database, self._rules, today(self._clock), after)

    def held_bills(self, contract_id: ContractId) -> Held | None:
        return held_bills(self._database, contract_id, today(self._clock))

    def number_series(self) -> tuple[SeriesRow, ...]:
        rows = self._database.read(
            "SELECT series, next - 1 AS drawn FROM umlauf.number_series"
            " ORDER BY right(series, 4) DESC, length(series), series"
        )
        return tuple(SeriesRow(row["series"], row["drawn"]) for row in rows)

    def number_register(
        self, series: str, before: int | None = None, limit: int = REGISTER_ROWS
    ) -> tuple[RegisterRow, ...]:
        drawn = next((each.drawn for each in self.number_series() if each.series == series), 0)
        last = drawn if before is None else min(before - 1, drawn)
        first = max(last - limit + 1, 1)
        rows = self._database.read(_REGISTER, series=series, first=first, last=last)
        return tuple(_registered(row) for row in rows)


def runs(database: Database, limit: int) -> tuple[RunRow, ...]:
    """The last runs, newest first, with what they came to and whom they left out."""
    rows = database.read(_RUNS, limit=limit)
    ids = [row["id"] for row in rows]
    failures: dict[UUID, list[FailureRow]] = defaultdict(list)
    for each in database.read(_FAILURES, ids=ids):
        contract = Ref(each["contract_id"], each["number"])
        failures[each["run_id"]].append(FailureRow(contract, each["code"], each["facts"]))
    sums: dict[UUID, list[RunSum]] = defaultdict(list)
    for each in database.read(
        "SELECT * FROM umlauf.billing_run_sum WHERE run_id = ANY(%(ids)s) ORDER BY currency", ids=ids
    ):
        sums[each["run_id"]].append(_sum(each))
    return tuple(_run(row, tuple(failures[row["id"]]), tuple(sums[row["id"]])) for row in rows)


def _sum(row: Row) -> RunSum:
    currency = Currency(row["currency"])
    amounts = (Money(row[name], currency) for name in ("net_minor", "vat_minor", "gross_minor"))
    return RunSum(row["invoices"], row["credit_notes"], *amounts)


def _run(row: Row, failures: tuple[FailureRow, ...], sums: tuple[RunSum, ...]) -> RunRow:
    return RunRow(
        row["id"],
        row["as_of"],
        row["started_at"],
        row["finished_at"],
        row["invoices"],
        failures,
        RunState(row["state"]),
        row["who"] or "",
        row["only_contracts"],
        row["customers"],
        row["customers_done"],
        row["credit_notes"],
        sums,
        row["moved_at"],
        row["end_wanted_at"] is not None,
    )


def _skipped(row: Row) -> SkippedRow:
    return SkippedRow(
        Ref(row["id"], row["number"]),
        CustomerId(row["customer_id"]),
        row["customer"],
        row["next_due_on"],
        row["code"],
        row["facts"],
        row["run_id"],
        row["started_at"],
    )


def _registered(row: Row) -> RegisterRow:
    is_issued = row["state"] == NumberState.ISSUED
    net, vat, gross = (
        Money(row[name], Currency(row["currency"])) if is_issued else None
        for name in ("net_minor", "vat_minor", "gross_minor")
    )
    return RegisterRow(
        row["number"],
        row["series"],
        row["series_number"],
        NumberState(row["state"]),
        row["on_day"],
        InvoiceId(row["invoice_id"]) if is_issued else None,
        InvoiceKind(row["kind"]) if is_issued else None,
        row["customer"] or "",
        gross,
        row["void_reason"] or "",
        row["who"] or "",
        CustomerId(row["customer_id"]) if is_issued else None,
        net,
        vat,
    )
