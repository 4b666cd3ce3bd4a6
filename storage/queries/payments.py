"""What the back office asks about collecting: attempts, their steps, methods of customers."""

from typing import Final
from uuid import UUID

from domain.clock import Clock, today
from domain.contracts.notes import media_type_of
from domain.contracts.payment import PaymentMethod
from domain.customers.model import CustomerKind
from domain.ids import ContractId, CustomerId, InvoiceId
from domain.money import Currency, Money
from domain.payments.attempt import AttemptStatus, AttemptStep, MethodId
from domain.payments.methods import EndReason
from domain.payments.planning import planned
from domain.payments.provider import AttemptId, ProviderName
from domain.payments.reasons import ReasonClass
from domain.settings.payments import PaymentSettings
from domain.views.office_rows import StoredPaper
from domain.views.payments import (
    AttemptQuestion,
    AttemptRow,
    AttemptStepRow,
    MethodRow,
    MethodsOfCustomer,
    PaymentsOfInvoice,
)
from storage.database import Database, Row
from storage.queries.office_parts import NAME, like
from storage.repositories.base import money
from storage.repositories.payment_methods import METHODS, method_from
from storage.repositories.payment_settings import PAYMENTS, payments_from
from storage.repositories.payments import choices_from, items_from

_ROWS: Final = f"""
    SELECT a.*, i.number AS invoice, coalesce({NAME}, '') AS customer, m.shown,
        (SELECT count(*) FROM umlauf.payment_attempt e
            WHERE e.invoice_id = a.invoice_id AND (e.planned_at, e.id) <= (a.planned_at, a.id)) AS nth,
        (SELECT sum(s.fee_minor)::bigint FROM umlauf.payment_attempt_step s
            WHERE s.payment_attempt_id = a.id) AS fee_minor
    FROM umlauf.payment_attempt a JOIN umlauf.invoice i ON i.id = a.invoice_id
    JOIN umlauf.payment_method m ON m.id = a.payment_method_id
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = a.customer_id"""  # noqa: S608 - constants
_LIST: Final = f"""{_ROWS}
    WHERE (%(statuses)s::text[] = '{{}}' OR a.status = ANY(%(statuses)s::text[]))
        AND (%(like)s = '' OR i.number ILIKE %(like)s OR {NAME} ILIKE %(like)s OR m.shown ILIKE %(like)s)
    ORDER BY a.status = 'unknown' DESC, a.status = 'needs_customer' DESC, a.collect_on DESC, a.planned_at DESC, a.id
    LIMIT %(limit)s"""
_OF_INVOICE: Final = f"{_ROWS} WHERE a.invoice_id = %(id)s ORDER BY a.planned_at DESC, a.id DESC"
_STEPS: Final = """
    SELECT s.*, a.currency, w.name AS who, coalesce(k.effective_at, s.taken_at) AS at FROM umlauf.payment_attempt_step s
    JOIN umlauf.payment_attempt a ON a.id = s.payment_attempt_id JOIN umlauf.person w ON w.id = s.taken_by
    LEFT JOIN umlauf.command_origin k ON k.command_id = s.command_id
    WHERE s.payment_attempt_id = %(id)s ORDER BY s.n"""
_HEAD: Final = f"""
    SELECT c.kind, c.language, coalesce({NAME}, '') AS holder FROM umlauf.customer c
    LEFT JOIN umlauf.customer_personal p ON p.customer_id = c.id WHERE c.id = %(id)s"""  # noqa: S608 - constants
_SCAN: Final = (
    "SELECT d.reference, x.scan FROM umlauf.payment_method m JOIN umlauf.mandate d ON d.id = m.mandate_id"
    " JOIN umlauf.mandate_personal x ON x.mandate_id = d.id WHERE m.id = %(id)s AND x.scan IS NOT NULL"
)
_KEPT: Final = "SELECT m.id, m.kept_at FROM umlauf.payment_method m WHERE m.customer_id = %(id)s"


class Payments:
    """`domain.views.payments.PaymentQuestions`."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def attempts(self, question: AttemptQuestion) -> tuple[AttemptRow, ...]:
        rows = self._database.read(
            _LIST, statuses=list(question.statuses), like=like(question.text), limit=question.limit
        )
        return tuple(_attempt(row) for row in rows)

    def steps(self, attempt_id: AttemptId) -> tuple[AttemptStepRow, ...]:
        return tuple(_step(row) for row in self._database.read(_STEPS, id=attempt_id))

    def of_invoice(self, invoice_id: InvoiceId) -> PaymentsOfInvoice | None:
        items = items_from(self._database.read, [invoice_id])
        if not items:
            return None
        [item] = items
        choices = choices_from(self._database.read, [item.customer_id])[item.customer_id]
        following = planned(item, choices, self._settings(), today(self._clock), by_person=True)
        rows = self._database.read(_OF_INVOICE, id=invoice_id)
        return PaymentsOfInvoice(invoice_id, tuple(_attempt(row) for row in rows), following)

    def of_customer(self, customer_id: CustomerId) -> MethodsOfCustomer:
        read, settings = self._database.read, self._settings()
        nobody = {"kind": CustomerKind.CONSUMER, "holder": "", "language": "de"}
        head = self._database.read_one(_HEAD, id=customer_id) or nobody
        choices = choices_from(read, [customer_id])[customer_id]
        contracts = tuple((ContractId(row["id"]), str(row["number"])) for row in self._contracts(customer_id))
        kept = {row["id"]: row["kept_at"] for row in read(_KEPT, id=customer_id)}
        by_method: dict[UUID, list[str]] = {}
        for contract_id, number in contracts:
            if contract_id in choices.by_contract:
                by_method.setdefault(choices.by_contract[contract_id], []).append(number)
        found = [
            MethodRow(
                each,
                each.id == choices.default,
                tuple(by_method.get(each.id, ())),
                kept[each.id],
                None if each.ended is None else EndReason(each.ended),
            )
            for each in (method_from(row) for row in read(f"{METHODS} WHERE m.customer_id = %(id)s", id=customer_id))
        ]
        found.sort(key=lambda each: (each.ended is not None, -each.kept_at.timestamp()))
        return MethodsOfCustomer(
            customer_id,
            str(head["holder"]),
            head["kind"] == CustomerKind.COMPANY,
            tuple(found),
            contracts,
            tuple(each.kind for each in settings.collectors),
            settings.creditor_id,
            str(head["language"]),
        )

    def scan(self, method_id: MethodId) -> StoredPaper | None:
        row = self._database.read_one(_SCAN, id=method_id)
        if row is None:
            return None
        content = bytes(row["scan"])
        kind = media_type_of(content)
        ending = "pdf" if kind is None else kind.value.rsplit("/", 1)[-1]
        return StoredPaper(f"{row['reference']}.{ending}", content)

    def method_of_contract(self, contract_id: ContractId) -> MethodId | None:
        row = self._database.read_one("SELECT customer_id FROM umlauf.contract WHERE id = %(id)s", id=contract_id)
        if row is None:
            return None
        choices = choices_from(self._database.read, [CustomerId(row["customer_id"])])[row["customer_id"]]
        method = choices.method([contract_id], today(self._clock))
        return None if method is None else method.id

    def _contracts(self, customer_id: CustomerId) -> list[Row]:
        return self._database.read(
            "SELECT id, number FROM umlauf.contract WHERE customer_id = %(id)s AND (end_on IS NULL"
            " OR end_on >= %(day)s) ORDER BY number",
            id=customer_id,
            day=today(self._clock),
        )

    def _settings(self) -> PaymentSettings:
        row = self._database.read_one("SELECT value FROM umlauf.setting WHERE name = %(name)s", name=PAYMENTS)
        return payments_from(None if row is None else row["value"])


def _attempt(row: Row) -> AttemptRow:
    return AttemptRow(
        AttemptId(row["id"]),
        InvoiceId(row["invoice_id"]),
        str(row["invoice"]),
        CustomerId(row["customer_id"]),
        str(row["customer"]),
        int(row["nth"]),
        AttemptStatus(row["status"]),
        money(row, "amount_minor"),
        row["collect_on"],
        PaymentMethod(row["kind"]),
        ProviderName(row["provider"]),
        str(row["shown"]),
        None if row["reason_class"] is None else ReasonClass(row["reason_class"]),
        str(row["reason_code"]),
        row["moved_on"],
        money(row, "fee_minor") if row["fee_minor"] else None,
    )


def _step(row: Row) -> AttemptStepRow:
    amount = None if row["amount_minor"] is None else Money(row["amount_minor"], Currency(row["currency"]))
    return AttemptStepRow(
        AttemptStep(row["step"]),
        row["at"],
        row["on_day"],
        str(row["who"]),
        amount,
        None if row["reason_class"] is None else ReasonClass(row["reason_class"]),
        str(row["reason_code"]),
        str(row["reason_text"]),
    )
