"""What the back office asks about refunds."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from domain.billing.invoice import InvoiceKind
from domain.billing.model import BilledPeriod
from domain.billing.next_invoices import NextInvoice
from domain.billing.settlement import EntryId, PaidBy, balance_of
from domain.billing.tax import TaxRules
from domain.clock import Clock, today
from domain.contracts.giving_back import given_back
from domain.contracts.model import Contract, UnknownContract
from domain.contracts.preview_change import Books, side_by_side
from domain.customers.timeline import timeline_of
from domain.ids import ContractId, ContractLineId, CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.period import ONE_DAY
from domain.refunds.model import GiftAsked, Refund, RefundCause, UnknownRefund
from domain.refunds.payable import payable
from domain.refunds.way_back import MoneyOrder
from domain.views.refunds import (
    PaymentTold,
    RefundPage,
    RefundPreview,
    RefundQuestion,
    RefundRow,
    RefundsOfContract,
    RefundsOfCustomer,
    RefundSpot,
    RefundStepRow,
)
from storage.database import Database, Row
from storage.queries.office_parts import NAME, like
from storage.repositories.base import money
from storage.repositories.billing import billed_from
from storage.repositories.contracts import CONTRACT_LINES, contracts_from
from storage.repositories.customers import CHANGES_SQL, CUSTOMER_SQL, customer_from, timelines_from
from storage.repositories.refunds import handed_out_besides, paid_in_by, refund_from, sources_of, step_from
from storage.repositories.settings import REFUNDS, refunds_from

_OF_CUSTOMER: Final = 100
_ROWS: Final = f"""
    SELECT r.*, coalesce(k.number, '') AS contract, coalesce({NAME}, '') AS customer, w.name AS asked_by_name,
        coalesce(a.account, '') AS account, s.amount_minor AS sent_minor, s.on_day AS sent_on, s.paid_by
    FROM umlauf.refund r LEFT JOIN umlauf.contract k ON k.id = r.contract_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = r.customer_id
    JOIN umlauf.person w ON w.id = r.asked_by LEFT JOIN umlauf.refund_personal a ON a.refund_id = r.id
    LEFT JOIN LATERAL (SELECT t.amount_minor, t.on_day, e.paid_by
        FROM umlauf.refund_step t JOIN umlauf.settlement e ON e.id = t.entry_id
        WHERE t.refund_id = r.id AND t.step = 'send' ORDER BY t.n DESC LIMIT 1) s ON true"""  # noqa: S608 - constants
_LIST: Final = f"""{_ROWS}
    WHERE (%(statuses)s::text[] = '{{}}' OR r.status = ANY(%(statuses)s::text[]))
        AND (%(customer)s::uuid IS NULL OR r.customer_id = %(customer)s)
        AND (r.number ILIKE %(like)s OR k.number ILIKE %(like)s OR {NAME} ILIKE %(like)s)
    ORDER BY r.due_on NULLS LAST, r.asked_on DESC, r.number DESC LIMIT %(limit)s"""
_BY_ID: Final = f"{_ROWS} WHERE r.id = %(ref)s"
_BY_NUMBER: Final = f"{_ROWS} WHERE r.number = %(ref)s"
_STEPS: Final = (
    "SELECT s.*, r.currency, p.name AS who, trim(replace(coalesce(t.reference, ''), r.number, '')) AS account"
    " FROM umlauf.refund_step s JOIN umlauf.refund r ON r.id = s.refund_id JOIN umlauf.person p ON p.id = s.taken_by"
    " LEFT JOIN umlauf.settlement_personal t ON t.entry_id = s.entry_id WHERE s.refund_id = %(id)s ORDER BY s.n"
)
_OF_CONTRACT: Final = "SELECT * FROM umlauf.refund WHERE contract_id = %(id)s ORDER BY number DESC LIMIT 5"
_OUT: Final = (
    "SELECT count(*) AS n FROM umlauf.assignment g JOIN umlauf.contract_line l ON l.id = g.contract_line_id"
    " WHERE l.contract_id = %(id)s AND upper_inf(g.during)"
)
_BILLED: Final = (
    "SELECT b.*, lower(b.period) AS first, upper(b.period) AS past FROM umlauf.billed_period b"
    " JOIN umlauf.contract_line l ON l.id = b.contract_line_id WHERE l.contract_id = %(id)s ORDER BY b.first_day"
)
_PAYMENTS: Final = (
    "SELECT e.paid_by, e.booked_on, e.money_minor, e.currency, coalesce(p.reference, '') AS reference"
    " FROM umlauf.settlement e LEFT JOIN umlauf.settlement_personal p ON p.entry_id = e.id"
    " WHERE e.customer_id = %(customer)s AND e.currency = %(currency)s AND e.kind = 'payment' AND e.paid_by IS NOT NULL"
    " AND NOT EXISTS (SELECT FROM umlauf.settlement r WHERE r.reverses_id = e.id)"
    " AND (%(contract)s::uuid IS NULL OR EXISTS (SELECT FROM umlauf.invoice_line l"
    " WHERE l.invoice_id = e.invoice_id AND l.contract_id = %(contract)s)) ORDER BY e.n DESC LIMIT 3"
)
_CURRENCIES: Final = "SELECT currency FROM umlauf.customer_balance WHERE customer_id = %(id)s AND balance_minor > 0"
_CLAIMED: Final = (
    "SELECT coalesce(sum(amount_minor), 0)::bigint AS minor FROM umlauf.refund WHERE customer_id = %(id)s"
    " AND currency = %(currency)s AND status IN ('asked', 'approved', 'failed')"
)
_CONTRACTS: Final = (
    "SELECT id, number FROM umlauf.contract WHERE customer_id = %(id)s AND start_on IS NOT NULL"
    " ORDER BY number DESC LIMIT 50"
)
_SPOT: Final = (
    "SELECT contract_id, contract_line_id, lower(period) AS first, upper(period) AS past FROM umlauf.invoice_line"
    " WHERE invoice_id = %(id)s AND position = %(position)s AND kind = 'period' AND contract_id IS NOT NULL"
)
_ORDERS: Final = f"""
    SELECT r.number, coalesce(k.number, c.number) AS about, coalesce({NAME}, '') AS customer,
        coalesce(a.account, '') AS account, s.entry_id, s.amount_minor, r.currency, s.on_day, e.paid_by
    FROM umlauf.refund r JOIN umlauf.customer c ON c.id = r.customer_id
    LEFT JOIN umlauf.contract k ON k.id = r.contract_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = r.customer_id
    LEFT JOIN umlauf.refund_personal a ON a.refund_id = r.id
    JOIN LATERAL (SELECT t.* FROM umlauf.refund_step t WHERE t.refund_id = r.id AND t.step = 'send'
        ORDER BY t.n DESC LIMIT 1) s ON true
    JOIN umlauf.settlement e ON e.id = s.entry_id
    WHERE r.status = 'sent' ORDER BY s.on_day, r.number LIMIT %(limit)s"""  # noqa: S608 - constants
_SETTING: Final = "SELECT value FROM umlauf.setting WHERE name = %(name)s"
_OPEN: Final = (
    "SELECT coalesce(sum(i.gross_minor - coalesce(d.used_minor, 0)), 0)::bigint AS minor FROM umlauf.invoice i"
    " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id WHERE i.kind = 'invoice' AND EXISTS"
    " (SELECT FROM umlauf.invoice_line l WHERE l.invoice_id = i.id AND l.contract_id = %(id)s)"
)


class Refunds:
    """`Refunds(database, rules, clock)`; on the thread of its database."""

    def __init__(self, database: Database, rules: TaxRules, clock: Clock) -> None:
        self._database, self._tax, self._clock = database, rules, clock

    def refunds(self, question: RefundQuestion) -> tuple[RefundRow, ...]:
        rows = self._database.read(
            _LIST,
            statuses=[str(each) for each in question.statuses],
            like=like(question.text),
            limit=question.limit,
            customer=question.customer_id,
        )
        return tuple(_row(row) for row in rows)

    def orders(self, most: int) -> tuple[MoneyOrder, ...]:
        return tuple(_order(row) for row in self._database.read(_ORDERS, limit=most))

    def page(self, ref: str) -> RefundPage:
        """Raises UnknownRefund."""
        rows = self._database.read(_BY_ID if _is_id(ref) else _BY_NUMBER, ref=ref)
        if not rows:
            raise UnknownRefund(refund=ref)
        found = _row(rows[0])
        refund = found.refund
        titles: tuple[str, ...] = ()
        if refund.gift is not None and refund.contract_id is not None:
            contract = self._contract(refund.contract_id)
            titles = tuple(contract.line(each).title for each in refund.gift.line_ids)
        steps = tuple(_step(row) for row in self._database.read(_STEPS, id=refund.id))
        may_wait = refunds_from(self._setting()).waits_for_goods and refund.cause is RefundCause.WITHDRAWAL
        out = int(self._database.read(_OUT, id=refund.contract_id)[0]["n"])
        return RefundPage(found, steps, self._payable(refund), out, may_wait, titles, self._paid(refund))

    def of_customer(self, customer_id: CustomerId) -> RefundsOfCustomer:
        refunds = self.refunds(RefundQuestion(customer_id=customer_id, limit=_OF_CUSTOMER))
        currencies = [Currency(row["currency"]) for row in self._database.read(_CURRENCIES, id=customer_id)]
        contracts = self._database.read(_CONTRACTS, id=customer_id)
        return RefundsOfCustomer(
            refunds,
            tuple(self._free(customer_id, each) for each in currencies),
            tuple((ContractId(row["id"]), row["number"]) for row in contracts),
        )

    def of_contract(self, contract_id: ContractId) -> RefundsOfContract:
        """Raises UnknownContract."""
        contract = self._contract(contract_id)
        refunds = tuple(refund_from(row) for row in self._database.read(_OF_CONTRACT, id=contract_id))
        return RefundsOfContract(contract, refunds, self._left(contract))

    def spot(self, invoice_id: InvoiceId, position: int) -> RefundSpot:
        row = self._database.read_one(_SPOT, id=invoice_id, position=position)
        if row is None:
            raise UnknownContract(contract=invoice_id)
        of = self.of_contract(ContractId(row["contract_id"]))
        return RefundSpot(of, ContractLineId(row["contract_line_id"]), row["first"], row["past"] - ONE_DAY)

    def preview(self, contract_id: ContractId, cause: RefundCause, gift: GiftAsked | None) -> RefundPreview:
        """Raises UnknownContract, and what `given_back` does."""
        contract, day = self._contract(contract_id), today(self._clock)
        changed = contract if gift is None else given_back(contract, gift.as_gift("preview", cause))
        billed: Sequence[BilledPeriod] = [billed_from(row) for row in self._database.read(_BILLED, id=contract_id)]
        person = self._database.read(f"{CUSTOMER_SQL} WHERE c.id = %(id)s", id=contract.customer_id)[0]
        customer = customer_from(person)
        known = timelines_from(self._database.read(CHANGES_SQL, ids=[customer.id]))
        party = (known.get(customer.id) or timeline_of(customer, person["country"])).party()
        books = Books(billed, party, self._tax, day, self._clock.now())
        shown = side_by_side(contract, changed, books)
        credited = shown.today_credited if gift is not None else _waiting(shown.after, day, contract)
        still = Money(self._database.read(_OPEN, id=contract_id)[0]["minor"], contract.terms.currency)
        fresh = max(credited.minor - still.minor, 0)
        most = paid_in_by(self._database.read, contract.customer_id, contract.terms.currency)
        out = min(fresh + self._left(contract).minor, max(most.minor, 0))
        if gift is not None:
            out = min(out, credited.minor)
        return RefundPreview(credited, Money(out, contract.terms.currency))

    def _free(self, customer_id: CustomerId, currency: Currency) -> Money:
        """What of a balance nothing and nobody else waits for."""
        read = self._database.read
        sources = sources_of(read, None, customer_id, currency)
        there = balance_of([each for each in sources if each.is_payable], currency)
        claimed = read(_CLAIMED, id=customer_id, currency=currency)[0]["minor"]
        most = min(there.minor, paid_in_by(read, customer_id, currency).minor) - claimed
        return Money(max(most, 0), currency)

    def _paid(self, refund: Refund) -> tuple[PaymentTold, ...]:
        values = {"customer": refund.customer_id, "currency": refund.amount.currency}
        rows = self._database.read(_PAYMENTS, contract=refund.contract_id, **values)
        rows = rows or self._database.read(_PAYMENTS, contract=None, **values)
        return tuple(
            PaymentTold(PaidBy(row["paid_by"]), row["booked_on"], money(row, "money_minor"), row["reference"])
            for row in rows
        )

    def _payable(self, refund: Refund) -> Money:
        read, currency = self._database.read, refund.amount.currency
        sources = sources_of(read, refund.contract_id, refund.customer_id, currency)
        paid_in = paid_in_by(read, refund.customer_id, currency)
        return payable(refund, sources, paid_in, handed_out_besides(read, refund))

    def _left(self, contract: Contract) -> Money:
        currency = contract.terms.currency
        return balance_of(sources_of(self._database.read, contract.id, contract.customer_id, currency), currency)

    def _contract(self, contract_id: ContractId) -> Contract:
        rows = self._database.read("SELECT * FROM umlauf.contract WHERE id = %(id)s", id=contract_id)
        if not rows:
            raise UnknownContract(contract=contract_id)
        return contracts_from(rows, self._database.read(CONTRACT_LINES, ids=[contract_id]))[0]

    def _setting(self) -> dict[str, object] | None:
        row = self._database.read_one(_SETTING, name=REFUNDS)
        return None if row is None else row["value"]


def _waiting(ahead: Sequence[NextInvoice], day: date, contract: Contract) -> Money:
    """What the bill of today credits anyway: a withdrawal or an end that no run has seen yet."""
    notes = [each.draft for each in ahead if each.on == day and each.draft.kind is InvoiceKind.CREDIT_NOTE]
    return Money(sum(each.gross.minor for each in notes), contract.terms.currency)


def _row(row: Row) -> RefundRow:
    refund = refund_from(row)
    sent = None if row["sent_minor"] is None else Money(row["sent_minor"], refund.amount.currency)
    by = None if row["paid_by"] is None else PaidBy(row["paid_by"])
    asked = (row["asked_by_name"], row["asked_at"])
    return RefundRow(refund, row["contract"], row["customer"], *asked, row["account"], sent, row["sent_on"], by)


def _order(row: Row) -> MoneyOrder:
    return MoneyOrder(
        EntryId(row["entry_id"]),
        row["customer"],
        row["account"],
        money(row, "amount_minor"),
        f"{row['number']} {row['about']}",
        row["on_day"],
        PaidBy(row["paid_by"]),
    )


def _step(row: Row) -> RefundStepRow:
    taken = step_from(row)
    told = (taken.amount, taken.reason, row["account"])
    return RefundStepRow(taken.step, taken.on, row["taken_at"], row["who"], *told)


def _is_id(ref: str) -> bool:
    try:
        UUID(ref)
    except ValueError:
        return False
    return True
