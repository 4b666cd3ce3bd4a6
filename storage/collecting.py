"""What the worker reads between the commands of collecting: due orders with their tokens, what has no answer, news."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from domain.billing.settlement import EntryId
from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.payments.attempt import AttemptStatus
from domain.payments.collecting import Unanswered
from domain.payments.methods import KEPT_MONTHS, Method
from domain.payments.planning import hand_over_until
from domain.payments.provider import AttemptId, ChargeOrder, MandateTerms, MethodToken, PayBackOrder, ProviderName
from domain.period import add_months
from domain.settings.payments import PaymentSettings
from domain.till.model import ReceiptId
from storage.database import Database, Row
from storage.repositories.base import money, plain_array
from storage.repositories.payment_methods import METHODS, method_from
from storage.repositories.payment_settings import PAYMENTS, payments_from
from storage.repositories.payments import PAY_BACKS

_DUE: Final = (
    "SELECT a.id FROM umlauf.payment_attempt a WHERE a.status = 'planned' AND a.provider = %(provider)s"
    " AND a.collect_on <= CASE a.kind WHEN 'direct_debit' THEN %(debits)s::date ELSE %(day)s::date END"
    " AND (a.not_before IS NULL OR a.not_before <= %(now)s)"
    " AND NOT EXISTS (SELECT FROM umlauf.payment_attempt u WHERE u.status = 'unknown' AND u.id <> a.id"
    " AND u.contract_ids && a.contract_ids)"
    " AND NOT EXISTS (SELECT FROM umlauf.customer_case k WHERE k.customer_id = a.customer_id AND k.status = 'open')"
    " ORDER BY a.collect_on, a.id LIMIT %(limit)s"
)
_DEBITED: Final = "('submitted', 'pending', 'unknown', 'settled', 'returned')"
_ORDERS: Final = (
    "SELECT a.id, a.currency, a.amount_minor, a.collect_on, a.kind, i.number, a.payment_method_id, t.token, t.payer,"
    " t.holder, t.bic FROM umlauf.payment_attempt a JOIN umlauf.invoice i ON i.id = a.invoice_id"
    " JOIN umlauf.payment_token t ON t.payment_method_id = a.payment_method_id"
    " WHERE a.id = ANY(%(ids)s::uuid[]) AND a.status = 'submitted'"
)
_MOVED: Final = f"""
    SELECT DISTINCT m.id FROM umlauf.payment_attempt a JOIN umlauf.payment_method m ON m.id = a.payment_method_id
    WHERE a.id = ANY(%(ids)s::uuid[]) AND m.mandate_id IS NOT NULL
        AND EXISTS (SELECT FROM umlauf.payment_method o JOIN umlauf.payment_attempt b ON b.payment_method_id = o.id
            WHERE o.mandate_id = m.mandate_id AND o.id <> m.id AND b.status IN {_DEBITED})
        AND NOT EXISTS (SELECT FROM umlauf.payment_attempt b WHERE b.payment_method_id = m.id
            AND b.id <> ALL(%(ids)s::uuid[]) AND b.status IN {_DEBITED})"""  # noqa: S608 - constants
_UNANSWERED: Final = (
    "SELECT id, ref, status FROM umlauf.payment_attempt WHERE provider = %(provider)s"
    " AND status IN ('submitted', 'unknown') AND submitted_at <= %(before)s ORDER BY submitted_at, id"
)
_LONG: Final = (
    "SELECT id, ref, status FROM umlauf.payment_attempt WHERE provider = %(provider)s AND status = %(status)s"
    " AND coalesce(told_at, submitted_at) <= %(before)s ORDER BY submitted_at, id"
)
_TO_PLAN: Final = (
    "SELECT i.id FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE i.kind = 'invoice' AND i.payment_method IN ('direct_debit', 'card', 'wallet')"
    " AND i.gross_minor > coalesce(d.used_minor, 0) AND i.id > %(after)s"
    " AND (%(customer)s::uuid IS NULL OR i.customer_id = %(customer)s)"
    " AND NOT EXISTS (SELECT FROM umlauf.payment_attempt a WHERE a.invoice_id = i.id"
    " AND a.status IN ('planned', 'submitted', 'pending', 'needs_customer', 'unknown'))"
    " AND EXISTS (SELECT FROM umlauf.payment_method m WHERE m.customer_id = i.customer_id AND m.ended IS NULL)"
    " ORDER BY i.id LIMIT %(limit)s"
)
_LEFT_OPEN: Final = (
    "SELECT DISTINCT i.id FROM umlauf.counter_sale s JOIN umlauf.invoice_line l ON l.contract_id = s.contract_id"
    " JOIN umlauf.invoice i ON i.id = l.invoice_id LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " WHERE s.receipt_id = %(id)s AND i.customer_id = s.customer_id AND i.kind = 'invoice'"
    " AND i.gross_minor > coalesce(d.used_minor, 0) ORDER BY 1"
)
_UNPAID: Final = (
    "SELECT c.contract_id, (array_agg(i.id ORDER BY i.issued_on DESC, i.id DESC))[1] AS newest FROM umlauf.invoice i"
    " LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " CROSS JOIN LATERAL (SELECT DISTINCT unnest(a.contract_ids) AS contract_id, count(*) FILTER (WHERE"
    " a.status IN ('failed', 'returned') AND a.reason_class <> 'technical') OVER () AS failed,"
    " count(*) FILTER (WHERE a.status NOT IN ('failed', 'returned', 'withdrawn', 'planned')) OVER () AS other"
    " FROM umlauf.payment_attempt a WHERE a.invoice_id = i.id) c"
    " WHERE i.gross_minor > coalesce(d.used_minor, 0) AND c.failed > %(retries)s AND c.other = 0"
    " AND EXISTS (SELECT FROM umlauf.assignment g JOIN umlauf.contract_line l ON l.id = g.contract_line_id"
    " WHERE l.contract_id = c.contract_id AND upper_inf(g.during))"
    " AND NOT EXISTS (SELECT FROM umlauf.return_line r JOIN umlauf.return_case e ON e.id = r.return_id"
    " WHERE r.contract_id = c.contract_id AND e.withdrawn_on IS NULL AND r.received_at IS NULL)"
    " GROUP BY c.contract_id HAVING count(*) >= %(cycles)s ORDER BY c.contract_id"
)
_ERASE_TOKENS: Final = (
    "DELETE FROM umlauf.payment_token t USING umlauf.payment_method_step s"
    " WHERE s.payment_method_id = t.payment_method_id AND s.on_day <= %(before)s"
    " AND NOT EXISTS (SELECT FROM umlauf.payment_attempt a"
    " WHERE a.payment_method_id = t.payment_method_id AND a.collect_on > %(before)s)"
)
_ERASE_MANDATES: Final = (
    "DELETE FROM umlauf.mandate_personal p WHERE NOT EXISTS (SELECT FROM umlauf.payment_method m"
    " JOIN umlauf.payment_token t ON t.payment_method_id = m.id WHERE m.mandate_id = p.mandate_id)"
)
_WAITING: Final = (
    "SELECT n.event_id FROM umlauf.provider_news n WHERE n.provider = %(provider)s AND n.is_open AND n.ref <> ''"
    " AND EXISTS (SELECT FROM umlauf.payment_attempt a WHERE a.provider = n.provider AND a.ref = n.ref)"
    " ORDER BY n.told_at, n.event_id"
)


class PostgresCollectionBook:
    """`domain.payments.collecting.CollectionBook`, for the worker's login."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def settings(self) -> PaymentSettings:
        row = self._database.read_one("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=PAYMENTS)
        return payments_from(None if row is None else row["value"])

    @contextmanager
    def alone(self, provider: ProviderName) -> Iterator[bool]:
        """A lock of this very connection: it goes with a worker that dies."""
        lock = {"name": f"collect {provider}"}
        taken = self._database.read("SELECT pg_try_advisory_lock(hashtextextended(%(name)s, 0)) AS mine", **lock)
        mine = bool(taken[0]["mine"])
        try:
            yield mine
        finally:
            if mine:
                self._database.read("SELECT pg_advisory_unlock(hashtextextended(%(name)s, 0))", **lock)

    def due(self, provider: ProviderName, day: date, now: datetime, limit: int) -> list[AttemptId]:
        rows = self._database.read(
            _DUE,
            provider=provider,
            day=day,
            now=now,
            limit=limit,
            debits=hand_over_until(PaymentMethod.DIRECT_DEBIT, self.settings(), day),
        )
        return [AttemptId(row["id"]) for row in rows]

    def orders(self, attempt_ids: Sequence[AttemptId]) -> list[ChargeOrder]:
        rows = {row["id"]: row for row in self._database.read(_ORDERS, ids=plain_array(attempt_ids))}
        ids = plain_array({row["payment_method_id"] for row in rows.values()})
        methods = self._database.read(f"{METHODS} WHERE m.id = ANY(%(ids)s::uuid[])", ids=ids)
        earlier = self._earlier([AttemptId(each) for each in rows])
        mandates = {row["id"]: self._terms(row, earlier) for row in methods}
        moved = set(self._moved(list(rows)))
        found = []
        for each in attempt_ids:
            if each in rows:
                method_id = rows[each]["payment_method_id"]
                found.append(_order(rows[each], mandates[method_id], is_moved=method_id in moved))
                moved.discard(method_id)
        return found

    def _moved(self, attempt_ids: Sequence[UUID]) -> Iterator[UUID]:
        """Methods whose mandate debited another account before, and this one never: the bank is told of it once."""
        rows = self._database.read(_MOVED, ids=plain_array(attempt_ids))
        return (row["id"] for row in rows)

    def _earlier(self, attempt_ids: Sequence[AttemptId]) -> frozenset[UUID]:
        """Mandates under which something was debited before these: whose next debit is no first one."""
        rows = self._database.read(
            "SELECT DISTINCT m.mandate_id FROM umlauf.payment_attempt a"
            " JOIN umlauf.payment_method m ON m.id = a.payment_method_id WHERE m.mandate_id IS NOT NULL"
            " AND a.status IN ('submitted', 'pending', 'unknown', 'settled', 'returned')"
            " AND a.id <> ALL(%(ids)s::uuid[]) AND m.mandate_id IN (SELECT o.mandate_id FROM umlauf.payment_attempt b"
            " JOIN umlauf.payment_method o ON o.id = b.payment_method_id WHERE b.id = ANY(%(ids)s::uuid[]))",
            ids=plain_array(attempt_ids),
        )
        return frozenset(row["mandate_id"] for row in rows)

    def _terms(self, row: Row, earlier: frozenset[UUID]) -> MandateTerms | None:
        method = method_from({**row, "last_used_on": row["last_used_on"] if row["mandate_id"] in earlier else None})
        mandate = method.mandate
        if mandate is None:
            return None
        return MandateTerms(mandate.reference, mandate.signed_on, mandate.scheme, mandate.sequence())

    def unanswered(self, provider: ProviderName, before: datetime) -> list[Unanswered]:
        rows = self._database.read(_UNANSWERED, provider=provider, before=before)
        return [Unanswered(AttemptId(row["id"]), row["ref"], AttemptStatus(row["status"])) for row in rows]

    def waiting(self, provider: ProviderName, status: AttemptStatus, before: datetime) -> list[Unanswered]:
        """In that state since before then."""
        rows = self._database.read(_LONG, provider=provider, status=status, before=before)
        return [Unanswered(AttemptId(row["id"]), row["ref"], AttemptStatus(row["status"])) for row in rows]

    def one(self, attempt_id: AttemptId) -> tuple[ProviderName, str] | None:
        """Who has it, and under which id of theirs."""
        row = self._database.read_one(
            "SELECT provider, ref FROM umlauf.payment_attempt WHERE id = %(id)s", id=attempt_id
        )
        return None if row is None else (ProviderName(row["provider"]), row["ref"])

    def unconfirmed(self, provider: ProviderName, before: date) -> list[Unanswered]:
        """Those that a customer was to confirm, and did not for so long."""
        rows = self._database.read(
            "SELECT id, ref, status FROM umlauf.payment_attempt WHERE provider = %(provider)s"
            " AND status = 'needs_customer' AND moved_on < %(before)s ORDER BY moved_on, id",
            provider=provider,
            before=before,
        )
        return [Unanswered(AttemptId(row["id"]), row["ref"], AttemptStatus(row["status"])) for row in rows]

    def cursor(self, provider: ProviderName) -> str:
        row = self._database.read_one(
            "SELECT cursor FROM umlauf.provider_cursor WHERE provider = %(provider)s", provider=provider
        )
        return "" if row is None else str(row["cursor"])

    def keep_cursor(self, provider: ProviderName, cursor: str) -> None:
        with self._database.translating() as connection:
            connection.execute(
                "INSERT INTO umlauf.provider_cursor (provider, cursor) VALUES (%(provider)s, %(cursor)s)"
                " ON CONFLICT (provider) DO UPDATE SET cursor = excluded.cursor, asked_at = clock_timestamp()",
                {"provider": provider, "cursor": cursor},
            )

    def waiting_news(self, provider: ProviderName) -> list[str]:
        return [str(row["event_id"]) for row in self._database.read(_WAITING, provider=provider)]

    def methods_to_reach(self, day: date) -> list[Method]:
        """Those that end within the days of the warning, and those that have come to their end."""
        rows = self._database.read(
            f"{METHODS} WHERE m.ended IS NULL AND (m.expires_on <= %(day)s::date + 30"
            " OR d.signed_on <= %(day)s::date - interval '34 months')",
            day=day,
        )
        return [method_from(row) for row in rows]

    def contracts_unpaid(self, cycles: int, retries: int) -> list[tuple[ContractId, InvoiceId]]:
        """Of which so many open invoices had all their attempts, with the newest of these invoices; only those of which
        something is out, and nothing is asked back yet."""
        rows = self._database.read(_UNPAID, cycles=cycles, retries=retries)
        return [(ContractId(row["contract_id"]), InvoiceId(row["newest"])) for row in rows]

    def open_pay_backs(self) -> list[tuple[ProviderName, PayBackOrder]]:
        """Refunds that go back through their charge and of which nobody has heard the end."""
        rows = self._database.read(f"{PAY_BACKS} WHERE b.ended IS NULL AND r.status = 'sent' ORDER BY b.asked_at, b.id")
        return [(ProviderName(row["provider"]), _pay_back(row)) for row in rows]

    def erase_old(self, day: date) -> int:
        """Tokens and accounts of methods that ended, and what stands about their signature, 14 months after the last
        debit; of how many. Until then a payer may object to one."""
        before = add_months(day, -KEPT_MONTHS)
        with self._database.translating() as connection:
            gone = connection.execute(_ERASE_TOKENS, {"before": before}).rowcount
            connection.execute(_ERASE_MANDATES)
        return gone

    def to_plan(self, after: InvoiceId, limit: int) -> list[InvoiceId]:
        """Open invoices that are collected and for which nothing is planned, in order of their ids."""
        rows = self._database.read(_TO_PLAN, after=after, limit=limit, customer=None)
        return [InvoiceId(row["id"]) for row in rows]

    def to_plan_of(self, customer_id: CustomerId) -> list[InvoiceId]:
        """As `to_plan`, of one customer; the first hundred."""
        rows = self._database.read(_TO_PLAN, after=UUID(int=0), limit=100, customer=customer_id)
        return [InvoiceId(row["id"]) for row in rows]

    def left_open(self, receipt_id: ReceiptId) -> list[InvoiceId]:
        """Open invoices of what was sold with this receipt."""
        return [InvoiceId(row["id"]) for row in self._database.read(_LEFT_OPEN, id=receipt_id)]


def _pay_back(row: Row) -> PayBackOrder:
    charge = (AttemptId(row["payment_attempt_id"]), str(row["ref"]))
    return PayBackOrder(EntryId(row["id"]), *charge, money(row, "amount_minor"), str(row["number"]))


def _order(row: Row, mandate: MandateTerms | None, *, is_moved: bool) -> ChargeOrder:
    if mandate is not None and is_moved:
        mandate = replace(mandate, other_account=True)
    token = MethodToken(PaymentMethod(row["kind"]), row["token"], row["payer"], row["holder"], row["bic"], mandate)
    return ChargeOrder(AttemptId(row["id"]), token, money(row, "amount_minor"), str(row["number"]), row["collect_on"])
