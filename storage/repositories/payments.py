"""Attempts to collect with their steps, methods and mandates, and what providers told."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.billing.settlement import EntryId
from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.payments.attempt import Attempt, AttemptStatus, MethodId, StepTaken, Tried, UnknownAttempt
from domain.payments.pay_back import ChargeLeft, PayBack
from domain.payments.planning import Choices, OpenItem
from domain.payments.provider import Answer, AttemptId, ProviderName
from domain.payments.reasons import Reason, ReasonClass
from domain.payments.taking import PAID_BY
from domain.payments.telling import MethodRequest
from domain.refunds.model import RefundId, UnknownRefund
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk, money, plain_array
from storage.repositories.payment_methods import METHODS, MethodFile, method_from

Read = Callable[..., list[Row]]

_LOCKS: Final = (
    "SELECT pg_advisory_xact_lock(hashtextextended('settlement ' || t.id, 0))"
    " FROM (SELECT unnest(%(ids)s::text[]) AS id ORDER BY 1) t"
)
_ATTEMPTS: Final = "SELECT * FROM umlauf.payment_attempt WHERE id = ANY(%(ids)s::uuid[]) ORDER BY collect_on, id"
_LIVE: Final = "('planned', 'submitted', 'pending', 'needs_customer', 'unknown')"
PENDING_SQL: Final = (
    "SELECT invoice_id FROM umlauf.payment_attempt"  # noqa: S608 - constants
    f" WHERE invoice_id = ANY(%(ids)s::uuid[]) AND status IN {_LIVE}"
)
_ITEMS: Final = (
    "SELECT i.id, i.number, i.customer_id, i.payment_method, i.currency, i.issued_on, i.due_on,"
    " i.gross_minor - coalesce(d.used_minor, 0) AS open_minor, c.contracts,"
    " EXISTS (SELECT FROM umlauf.customer_case k WHERE k.customer_id = i.customer_id AND k.status = 'open')"
    " OR EXISTS (SELECT FROM umlauf.payment_attempt u WHERE u.status = 'unknown' AND u.invoice_id <> i.id"
    " AND u.contract_ids && c.contracts) AS is_blocked"
    " FROM umlauf.invoice i LEFT JOIN umlauf.document_account d ON d.invoice_id = i.id"
    " CROSS JOIN LATERAL (SELECT ARRAY(SELECT DISTINCT l.contract_id FROM umlauf.invoice_line l"
    " WHERE l.invoice_id = i.id AND l.contract_id IS NOT NULL ORDER BY 1) AS contracts) c"
    " WHERE i.id = ANY(%(ids)s::uuid[]) AND i.kind = 'invoice' ORDER BY i.due_on, i.number"
)
_TRIES: Final = (
    "SELECT id, invoice_id, status, payment_method_id, reason_class, moved_on FROM umlauf.payment_attempt"
    " WHERE invoice_id = ANY(%(ids)s::uuid[]) ORDER BY planned_at, id"
)
_BLOCKED: Final = (
    "SELECT a.id FROM umlauf.payment_attempt a WHERE a.id = ANY(%(ids)s::uuid[]) AND ("
    "EXISTS (SELECT FROM umlauf.customer_case k WHERE k.customer_id = a.customer_id AND k.status = 'open')"
    " OR EXISTS (SELECT FROM umlauf.payment_attempt u WHERE u.status = 'unknown' AND u.id <> a.id"
    " AND u.contract_ids && a.contract_ids))"
)
PAY_BACKS: Final = (
    "SELECT b.*, r.customer_id, r.number, a.provider, a.ref FROM umlauf.pay_back b"
    " JOIN umlauf.refund r ON r.id = b.refund_id JOIN umlauf.payment_attempt a ON a.id = b.payment_attempt_id"
)
_CHARGES: Final = (
    "SELECT a.id, a.provider, a.kind, a.currency, a.contract_ids, e.money_minor - (SELECT"
    " coalesce(sum(b.amount_minor), 0)::bigint FROM umlauf.pay_back b WHERE b.payment_attempt_id = a.id"
    " AND b.ended IS DISTINCT FROM 'failed') AS left_minor FROM umlauf.payment_attempt a"
    " JOIN umlauf.settlement e ON e.id = a.entry_id WHERE a.customer_id = %(customer)s AND a.currency = %(currency)s"
    " AND a.status = 'settled' ORDER BY a.moved_on DESC, a.id DESC"
)
_CHOICES: Final = (
    "SELECT DISTINCT ON (customer_id, contract_id) customer_id, contract_id, payment_method_id"
    " FROM umlauf.method_choice WHERE customer_id = ANY(%(ids)s::uuid[]) ORDER BY customer_id, contract_id, n DESC"
)
_ATTEMPT: Final = (
    *("id", "invoice_id", "customer_id", "payment_method_id", "provider", "kind", "currency", "amount_minor"),
    *("collect_on", "not_before", "planned_on", "planned_by", "command_id"),
)
_STEP: Final = (
    *("payment_attempt_id", "n", "step", "on_day", "outcome", "told_at", "amount_minor", "fee_minor", "reason_class"),
    *("reason_code", "reason_text", "ref", "link", "entry_id", "taken_by", "command_id"),
)


def attempt_from(row: Row) -> Attempt:
    reason = None if row["reason_class"] is None else Reason(ReasonClass(row["reason_class"]), row["reason_code"])
    return Attempt(
        AttemptId(row["id"]),
        InvoiceId(row["invoice_id"]),
        CustomerId(row["customer_id"]),
        MethodId(row["payment_method_id"]),
        ProviderName(row["provider"]),
        PaymentMethod(row["kind"]),
        Money(row["amount_minor"], Currency(row["currency"])),
        row["collect_on"],
        AttemptStatus(row["status"]),
        row["not_before"],
        tuple(ContractId(each) for each in row["contract_ids"]),
        row["ref"],
        row["told_at"],
        row["settled_told"],
        row["returned_told"],
        row["submitted_at"],
        None if row["entry_id"] is None else EntryId(row["entry_id"]),
        reason,
        row["planned_on"],
        row["steps"],
    )


def items_from(read: Read, invoice_ids: Sequence[InvoiceId]) -> list[OpenItem]:
    """Two questions, however many they are."""
    if not invoice_ids:
        return []
    tries: dict[UUID, list[Tried]] = defaultdict(list)
    for row in read(_TRIES, ids=plain_array(invoice_ids)):
        tries[row["invoice_id"]].append(_tried(row))
    return [_item(row, tuple(tries[row["id"]])) for row in read(_ITEMS, ids=plain_array(invoice_ids))]


def choices_from(read: Read, customer_ids: Collection[CustomerId]) -> dict[CustomerId, Choices]:
    """Two questions, however many they are."""
    if not customer_ids:
        return {}
    ids = plain_array(customer_ids)
    methods: dict[UUID, dict[MethodId, Any]] = defaultdict(dict)
    for row in read(f"{METHODS} WHERE m.customer_id = ANY(%(ids)s::uuid[])", ids=ids):
        method = method_from(row)
        methods[method.customer_id][method.id] = method
    chosen: dict[UUID, dict[ContractId | None, MethodId | None]] = defaultdict(dict)
    for row in read(_CHOICES, ids=ids):
        chosen[row["customer_id"]][row["contract_id"]] = row["payment_method_id"]
    return {
        each: Choices(
            {key: value for key, value in chosen[each].items() if key is not None and value is not None},
            chosen[each].get(None),
            methods[each],
        )
        for each in customer_ids
    }


def pay_back_from(row: Row) -> PayBack:
    about = (EntryId(row["id"]), RefundId(row["refund_id"]), CustomerId(row["customer_id"]))
    return PayBack(*about, AttemptId(row["payment_attempt_id"]), money(row, "amount_minor"))


def _charge(row: Row) -> ChargeLeft:
    contracts = tuple(ContractId(each) for each in row["contract_ids"])
    by = PAID_BY[PaymentMethod(row["kind"])]
    return ChargeLeft(AttemptId(row["id"]), ProviderName(row["provider"]), by, money(row, "left_minor"), contracts)


def _item(row: Row, tries: tuple[Tried, ...]) -> OpenItem:
    return OpenItem(
        InvoiceId(row["id"]),
        CustomerId(row["customer_id"]),
        PaymentMethod(row["payment_method"]),
        Money(row["open_minor"], Currency(row["currency"])),
        row["issued_on"],
        row["due_on"],
        tuple(ContractId(each) for each in row["contracts"]),
        row["is_blocked"],
        tries,
        row["number"],
    )


def _tried(row: Row) -> Tried:
    return Tried(
        AttemptId(row["id"]),
        AttemptStatus(row["status"]),
        MethodId(row["payment_method_id"]),
        None if row["reason_class"] is None else ReasonClass(row["reason_class"]),
        row["moved_on"],
    )


class PaymentFile(MethodFile):
    """`domain.payments.book.PaymentBook`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk

    def attempt(self, attempt_id: AttemptId) -> Attempt:
        found = self.attempts([attempt_id])
        if not found:
            raise UnknownAttempt(attempt=attempt_id)
        return found[0]

    def attempts(self, attempt_ids: Sequence[AttemptId]) -> list[Attempt]:
        """The lock is that of the settlement ledger's kind: nobody of the office may update the row."""
        if not attempt_ids:
            return []
        self._desk.rows(_LOCKS, ids=plain_array(attempt_ids))
        return [attempt_from(row) for row in self._desk.rows(_ATTEMPTS, ids=plain_array(attempt_ids))]

    def find(self, provider: ProviderName, key: AttemptId | None, ref: str) -> Attempt | None:
        rows = self._desk.rows(
            "SELECT id FROM umlauf.payment_attempt WHERE id = %(key)s::uuid OR (%(ref)s <> ''"
            " AND provider = %(provider)s AND ref = %(ref)s) ORDER BY id = %(key)s::uuid DESC NULLS LAST LIMIT 1",
            key=key,
            ref=ref,
            provider=provider,
        )
        return self.attempt(AttemptId(rows[0]["id"])) if rows else None

    def live(self, invoice_id: InvoiceId) -> Attempt | None:
        rows = self._desk.rows(
            f"SELECT id FROM umlauf.payment_attempt WHERE invoice_id = %(id)s AND status IN {_LIVE}",  # noqa: S608 - constants
            id=invoice_id,
        )
        return self.attempt(AttemptId(rows[0]["id"])) if rows else None

    def tries(self, invoice_id: InvoiceId) -> tuple[Tried, ...]:
        return tuple(_tried(row) for row in self._desk.rows(_TRIES, ids=plain_array([invoice_id])))

    def open_items(self, invoice_ids: Sequence[InvoiceId]) -> list[OpenItem]:
        return items_from(self._desk.rows, invoice_ids)

    def choices(self, customer_ids: Collection[CustomerId]) -> Mapping[CustomerId, Choices]:
        return choices_from(self._desk.rows, customer_ids)

    def blocked(self, attempts: Sequence[Attempt]) -> frozenset[AttemptId]:
        if not attempts:
            return frozenset()
        rows = self._desk.rows(_BLOCKED, ids=plain_array(each.id for each in attempts))
        return frozenset(AttemptId(row["id"]) for row in rows)

    def pending_for(self, invoice_ids: Collection[InvoiceId]) -> frozenset[InvoiceId]:
        if not invoice_ids:
            return frozenset()
        return frozenset(row["invoice_id"] for row in self._desk.rows(PENDING_SQL, ids=plain_array(invoice_ids)))

    def add(self, attempts: Sequence[Attempt]) -> None:
        context = self._desk.context
        rows = [
            [
                *(each.id, each.invoice_id, each.customer_id, each.method_id, each.provider, each.kind),
                *(each.amount.currency, each.amount.minor, each.collect_on, each.not_before, each.planned_on),
                *(context.actor_id, context.command_id),
            ]
            for each in attempts
        ]
        self._desk.copy("umlauf.payment_attempt", _ATTEMPT, rows)

    def take(self, steps: Sequence[tuple[Attempt, StepTaken]]) -> None:
        self._desk.copy("umlauf.payment_attempt_step", _STEP, [self._step(each, taken) for each, taken in steps])

    def ask_method(self, request: MethodRequest) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.method_request (id, customer_id, contract_id, provider, kind, digest, asked_on,"
            " expires_on, asked_by, command_id, receipt_id) VALUES (%(id)s, %(customer)s, %(contract)s, %(provider)s,"
            " %(kind)s, %(digest)s, %(asked)s, %(expires)s, %(by)s, %(command)s, %(receipt)s)",
            id=request.id,
            customer=request.customer_id,
            contract=request.contract_id,
            provider=request.provider,
            kind=request.pays_by,
            digest=request.digest,
            asked=request.asked_on,
            expires=request.expires_on,
            receipt=request.receipt_id,
            by=context.actor_id,
            command=context.command_id,
        )

    def charges_left(self, customer_id: CustomerId, currency: Currency) -> list[ChargeLeft]:
        self._desk.rows(_LOCKS, ids=plain_array([customer_id]))
        return [_charge(row) for row in self._desk.rows(_CHARGES, customer=customer_id, currency=currency)]

    def add_pay_back(self, pay_back: PayBack) -> None:
        self._desk.write(
            "INSERT INTO umlauf.pay_back (id, refund_id, payment_attempt_id, currency, amount_minor, command_id)"
            " VALUES (%(id)s, %(refund)s, %(attempt)s, %(currency)s, %(amount)s, %(command)s)",
            id=pay_back.id,
            refund=pay_back.refund_id,
            attempt=pay_back.attempt_id,
            currency=pay_back.amount.currency,
            amount=pay_back.amount.minor,
            command=self._desk.context.command_id,
        )

    def pay_back(self, pay_back_id: EntryId) -> PayBack:
        rows = self._desk.rows(f"{PAY_BACKS} WHERE b.id = %(id)s", id=pay_back_id)
        if not rows:
            raise UnknownRefund(refund=pay_back_id)
        return pay_back_from(rows[0])

    def end_pay_back(self, pay_back_id: EntryId, how: str) -> None:
        self._desk.write("UPDATE umlauf.pay_back SET ended = %(how)s WHERE id = %(id)s", how=how, id=pay_back_id)

    def is_heard(self, provider: ProviderName, event_id: str) -> bool:
        return bool(
            self._desk.rows(
                "SELECT FROM umlauf.provider_news WHERE provider = %(provider)s AND event_id = %(id)s",
                provider=provider,
                id=event_id,
            )
        )

    def keep_news(
        self, heard: tuple[ProviderName, str], at: datetime, ref: str, answer: Answer | None, about: AttemptId | None
    ) -> None:
        self._desk.write(
            "INSERT INTO umlauf.provider_news (provider, event_id, told_at, ref, facts, payment_attempt_id, is_open,"
            " command_id) VALUES (%(provider)s, %(id)s, %(at)s, %(ref)s, %(facts)s, %(about)s, %(open)s, %(command)s)",
            provider=heard[0],
            id=heard[1],
            at=at,
            ref=ref,
            facts=Jsonb(make_converter().unstructure(answer) if answer is not None else {}),
            about=about,
            open=about is None and answer is not None,
            command=self._desk.context.command_id,
        )

    def waiting_news(self, provider: ProviderName, ref: str) -> list[str]:
        rows = self._desk.rows(
            "SELECT event_id FROM umlauf.provider_news WHERE provider = %(provider)s AND ref = %(ref)s AND is_open"
            " ORDER BY told_at, event_id",
            provider=provider,
            ref=ref,
        )
        return [str(row["event_id"]) for row in rows]

    def open_news(self, provider: ProviderName, event_id: str) -> tuple[str, datetime, Answer] | None:
        rows = self._desk.rows(
            "SELECT ref, told_at, facts FROM umlauf.provider_news WHERE provider = %(provider)s"
            " AND event_id = %(id)s AND is_open",
            provider=provider,
            id=event_id,
        )
        if not rows:
            return None
        return rows[0]["ref"], rows[0]["told_at"], make_converter().structure(rows[0]["facts"], Answer)

    def found_news(self, provider: ProviderName, event_id: str, about: AttemptId) -> None:
        self._desk.write(
            "UPDATE umlauf.provider_news SET payment_attempt_id = %(about)s, is_open = false"
            " WHERE provider = %(provider)s AND event_id = %(id)s",
            about=about,
            provider=provider,
            id=event_id,
        )

    def _step(self, attempt: Attempt, taken: StepTaken) -> list[Any]:
        context, reason = self._desk.context, taken.reason
        return [
            *(attempt.id, attempt.n + 1, taken.step, taken.on, taken.outcome, taken.told_at),
            None if taken.amount is None else taken.amount.minor,
            None if taken.fee is None else taken.fee.minor,
            *((None, "", "") if reason is None else (reason.of, reason.code, reason.text)),
            *(taken.ref, taken.link, taken.entry_id, context.actor_id, context.command_id),
        ]
