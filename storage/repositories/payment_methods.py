"""Payment methods and mandates of customers, and which of them pays."""

from datetime import date
from typing import Final

from domain.contracts.payment import PaymentMethod
from domain.ids import ContractId, CustomerId
from domain.payments.attempt import MethodId
from domain.payments.methods import EndReason, Evidence, Mandate, MandateId, Method, UnknownMethod
from domain.payments.provider import MethodToken, ProviderName, Scheme
from storage.database import Row
from storage.repositories.base import Desk

METHODS: Final = (
    "SELECT m.id, m.customer_id, m.kind, m.provider, m.shown, m.expires_on, m.ended, m.mandate_id, d.reference,"
    " d.creditor_id, d.scheme, d.signed_on, d.evidence,"
    " greatest(d.used_on, (SELECT max(a.collect_on) FROM umlauf.payment_attempt a JOIN umlauf.payment_method o"
    " ON o.id = a.payment_method_id WHERE o.mandate_id = m.mandate_id"
    " AND a.status IN ('submitted', 'pending', 'unknown', 'settled', 'returned'))) AS last_used_on"
    " FROM umlauf.payment_method m LEFT JOIN umlauf.mandate d ON d.id = m.mandate_id"
)
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('settlement ' || %(id)s::text, 0))"


def method_from(row: Row) -> Method:
    mandate = None
    if row["mandate_id"] is not None:
        mandate = Mandate(
            MandateId(row["mandate_id"]),
            row["reference"],
            row["creditor_id"],
            Scheme(row["scheme"]),
            row["signed_on"],
            Evidence(row["evidence"]),
            row["last_used_on"],
        )
    return Method(
        MethodId(row["id"]),
        CustomerId(row["customer_id"]),
        PaymentMethod(row["kind"]),
        ProviderName(row["provider"]),
        row["shown"],
        row["expires_on"],
        mandate,
        None if row["ended"] is None else EndReason(row["ended"]),
    )


class MethodFile:
    """The part of `domain.payments.book.PaymentBook` that is about methods."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def method(self, method_id: MethodId) -> Method:
        self._desk.rows(_LOCK, id=str(method_id))
        rows = self._desk.rows(f"{METHODS} WHERE m.id = %(id)s", id=method_id)
        if not rows:
            raise UnknownMethod(method=method_id)
        return method_from(rows[0])

    def method_of_token(self, provider: ProviderName, token: str) -> Method | None:
        [row] = self._desk.rows(
            "SELECT umlauf.method_of_token(%(provider)s, %(token)s) AS id", provider=provider, token=token
        )
        return None if row["id"] is None else self.method(MethodId(row["id"]))

    def keep_method(self, method: Method, token: MethodToken) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.payment_method (id, customer_id, kind, provider, shown, expires_on, mandate_id,"
            " kept_by, command_id) VALUES (%(id)s, %(customer)s, %(kind)s, %(provider)s, %(shown)s, %(expires)s,"
            " %(mandate)s, %(by)s, %(command)s)",
            id=method.id,
            customer=method.customer_id,
            kind=method.kind,
            provider=method.provider,
            shown=method.shown,
            expires=method.expires_on,
            mandate=None if method.mandate is None else method.mandate.id,
            by=context.actor_id,
            command=context.command_id,
        )
        self._desk.write(
            "INSERT INTO umlauf.payment_token (payment_method_id, token, payer, holder, bic)"
            " VALUES (%(id)s, %(token)s, %(payer)s, %(holder)s, %(bic)s)",
            id=method.id,
            token=token.token,
            payer=token.payer,
            holder=token.holder,
            bic=token.bic,
        )

    def keep_mandate(self, mandate: Mandate, customer_id: CustomerId, words: str) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.mandate (id, customer_id, reference, creditor_id, scheme, signed_on, evidence, used_on,"
            " kept_by, command_id) VALUES (%(id)s, %(customer)s, %(reference)s, %(creditor)s, %(scheme)s, %(signed)s,"
            " %(evidence)s, %(used)s, %(by)s, %(command)s)",
            id=mandate.id,
            customer=customer_id,
            reference=mandate.reference,
            creditor=mandate.creditor_id,
            scheme=mandate.scheme,
            signed=mandate.signed_on,
            evidence=mandate.evidence,
            used=mandate.last_used_on,
            by=context.actor_id,
            command=context.command_id,
        )
        self._desk.write(
            "INSERT INTO umlauf.mandate_personal (mandate_id, words) VALUES (%(id)s, %(words)s)",
            id=mandate.id,
            words=words,
        )

    def end_method(self, method_id: MethodId, reason: EndReason, on: date) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.payment_method_step (payment_method_id, n, reason, on_day, taken_by, command_id)"
            " VALUES (%(id)s, 1, %(reason)s, %(on)s, %(by)s, %(command)s)",
            id=method_id,
            reason=reason,
            on=on,
            by=context.actor_id,
            command=context.command_id,
        )

    def has_scan(self, mandate_id: MandateId) -> bool:
        rows = self._desk.rows(
            "SELECT mandate_id FROM umlauf.mandate_personal WHERE mandate_id = %(id)s AND scan IS NOT NULL",
            id=mandate_id,
        )
        return bool(rows)

    def keep_scan(self, mandate_id: MandateId, content: bytes) -> None:
        self._desk.write(
            "UPDATE umlauf.mandate_personal SET scan = %(scan)s WHERE mandate_id = %(id)s",
            id=mandate_id,
            scan=content,
        )

    def choose(self, customer_id: CustomerId, contract_id: ContractId | None, method_id: MethodId | None) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.method_choice (customer_id, contract_id, payment_method_id, chosen_by, command_id)"
            " VALUES (%(customer)s, %(contract)s, %(method)s, %(by)s, %(command)s)",
            customer=customer_id,
            contract=contract_id,
            method=method_id,
            by=context.actor_id,
            command=context.command_id,
        )
