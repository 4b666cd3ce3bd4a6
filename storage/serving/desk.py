"""A counter's way to the customer it serves: a second connection of its login, for one session at a time."""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID, uuid4

from psycopg.types.json import Jsonb

from domain.application import Command, Handler, NotForThisSeat, Seat
from domain.billing.tax import TaxRules
from domain.clock import Clock
from domain.ids import AssetId, CustomerId, PersonId
from domain.money import Currency, Money
from domain.payments.open_pay_link import OpenPayLink
from domain.payments.telling import method_address
from domain.portal.codes import token_digest
from domain.refunds.model import RefundCause, RefundId
from domain.serving.wishes import check_counter_fields
from domain.swaps.model import SwapId
from domain.till.model import ReceiptId, UnknownReceipt
from domain.views.office_rows import StoredPaper
from domain.views.portal import CustomerPages, Filed, NotYours, Outcome, Preview
from domain.views.serving import (
    AgreedSwap,
    DueRefund,
    FinalStatement,
    Holder,
    PagesWithoutAddress,
    PayLink,
    PayLinkState,
    Served,
    ServingOver,
)
from storage.codec import Codec
from storage.database import Database
from storage.portal.own import OwnDatabase
from storage.portal.pages import Pages

_HOLDER: Final = (
    "SELECT customer_id, customer_number, customer_name, contract_number FROM umlauf.asset_holder"
    " WHERE asset_id = %(id)s AND upper_inf(during)"
)
_SERVE: Final = "SELECT umlauf.serve_customer(%(id)s, %(customer)s, %(person)s, %(digest)s) AS until"
_ME: Final = "SELECT person_id FROM umlauf.principal WHERE login = session_user"
_FILE: Final = "SELECT umlauf.file_counter_wish(%(id)s, %(name)s, %(payload)s, %(personal)s, %(content)s) AS filed_at"


_RECEIPT: Final = (
    "SELECT r.id FROM umlauf.till_receipt r JOIN umlauf.till t ON t.id = r.till_id"
    " WHERE t.code || '-' || lpad(r.n::text, 6, '0') = %(number)s"
)
_SWAPS: Final = """
    SELECT s.id, s.old_asset_id, n.code, s.old_title, s.title, p.number, s.stage FROM umlauf.swap s
    JOIN umlauf.thing_name n ON n.asset_id = s.old_asset_id
    JOIN umlauf.shipment p ON p.contract_id = s.contract_id AND p.status IN ('open', 'packed')
    JOIN umlauf.shipment_line l ON l.shipment_id = p.id AND l.variant_id = s.variant_id
    WHERE s.stage IN ('agreed', 'old_here') ORDER BY s.id"""
_STATEMENTS: Final = """
    SELECT i.number, i.issued_on, d.file_name FROM umlauf.document d JOIN umlauf.invoice i ON i.id = d.subject_id
    WHERE d.kind = 'final_statement' ORDER BY i.issued_on DESC, i.number DESC LIMIT 5"""
_DUE: Final = "SELECT * FROM umlauf.due_refunds()"
_STATEMENT: Final = """
    SELECT d.file_name, d.content FROM umlauf.document d JOIN umlauf.invoice i ON i.id = d.subject_id
    WHERE d.kind = 'final_statement' AND i.number = %(number)s ORDER BY d.made_at DESC LIMIT 1"""


class CounterPages(Pages):
    """The pages of the customer who is served; what is previewed and filed is what a counter may wish for."""

    def preview(self, command: Command) -> Preview:
        """Raises what the command would, and what `check_counter_fields` does of what is not the till's own to give."""
        if Seat.POS not in command.seats:
            check_counter_fields(command, self.settings().portal, self.today)
        return self.effect(command)

    def file(self, command: Command, _origin: bytes, wish_id: UUID | None = None) -> Filed:
        """Raises NotYours, TooManyWishes, and what `check_counter_fields` does."""
        check_counter_fields(command, self.settings().portal, self.today)
        payload, personal = self._codec.command(command)
        known = wish_id or uuid4()
        values: dict[str, Any] = {
            "id": known,
            "name": type(command).__name__,
            "payload": Jsonb(payload),
            "personal": Jsonb(personal) if personal else None,
            "content": getattr(command, "content", None) or None,
        }
        try:
            [row] = self._database.read(_FILE, **values)
        except NotForThisSeat:
            raise NotYours from None
        return Filed(known, row["filed_at"])


class CounterDesk:
    """`domain.views.serving.ServingDesk`. `database` is a connection of the till's login."""

    def __init__(
        self, database: Database, handlers: Mapping[type[Command], Handler], rules: TaxRules, clock: Clock
    ) -> None:
        self._database, self._own = database, OwnDatabase.beside(database)
        self._codec, self._rules, self._clock = Codec(handlers), rules, clock

    def holder_of(self, asset_id: UUID) -> Holder | None:
        row = self._database.read_one(_HOLDER, id=asset_id)
        if row is None:
            return None
        names = (row["customer_number"], row["customer_name"], row["contract_number"])
        return Holder(CustomerId(row["customer_id"]), *names)

    def serve(self, customer_id: CustomerId, person_id: PersonId | None = None) -> Served:
        """Raises TooManyServed, NotForThisSeat."""
        serving_id, secret = uuid4(), secrets.token_urlsafe(32)
        person = person_id or self._database.read(_ME)[0]["person_id"]
        values = {"id": serving_id, "customer": customer_id, "person": person, "digest": token_digest(secret)}
        [row] = self._database.read(_SERVE, **values)
        return Served(serving_id, customer_id, row["until"], secret)

    @contextmanager
    def pages(self, served: Served) -> Iterator[CustomerPages]:
        """Raises ServingOver."""
        with self._own.session(served.secret):
            if self._own.read_one("SELECT FROM umlauf.customer WHERE id = %(id)s", id=served.customer_id) is None:
                raise ServingOver
            yield CounterPages(self._own, self._codec, self._rules, self._clock)

    def file(self, served: Served, command: Command, wish_id: UUID | None = None) -> Filed:
        """Raises ServingOver, NotYours, TooManyWishes, and what `check_counter_fields` does."""
        with self.pages(served) as pages:
            return pages.file(command, b"", wish_id)

    def outcome(self, served: Served, wish_id: UUID) -> Outcome:
        """Raises ServingOver, NotYours."""
        with self.pages(served) as pages:
            return pages.outcome(wish_id)

    def agreed_swaps(self, served: Served) -> tuple[AgreedSwap, ...]:
        """Raises ServingOver."""
        with self.pages(served):
            rows = self._own.read(_SWAPS)
        return tuple(
            AgreedSwap(
                AssetId(row["old_asset_id"]),
                row["code"],
                row["old_title"],
                row["title"],
                row["number"],
                row["stage"] == "old_here",
                SwapId(row["id"]),
            )
            for row in rows
        )

    def due_refunds(self, served: Served) -> tuple[DueRefund, ...]:
        """Raises ServingOver."""
        with self.pages(served):
            rows = self._own.read(_DUE)
        return tuple(
            DueRefund(
                RefundId(row["id"]),
                row["number"],
                RefundCause(row["cause"]),
                row["contract_number"],
                Money(row["due_minor"], Currency(row["currency"])),
                row["is_agreed"],
            )
            for row in rows
        )

    def statements(self, served: Served) -> tuple[FinalStatement, ...]:
        """Raises ServingOver."""
        with self.pages(served):
            rows = self._own.read(_STATEMENTS)
        return tuple(FinalStatement(row["number"], row["issued_on"]) for row in rows)

    def statement(self, served: Served, number: str) -> StoredPaper:
        """Raises ServingOver, NotYours."""
        with self.pages(served):
            row = self._own.read_one(_STATEMENT, number=number)
        if row is None:
            raise NotYours
        return StoredPaper(row["file_name"], bytes(row["content"]))

    def open_link(self, served: Served, receipt: str) -> PayLink:
        """Raises ServingOver, TooManyWishes, UnknownReceipt, PagesWithoutAddress."""
        row = self._database.read_one(_RECEIPT, number=receipt)
        if row is None:
            raise UnknownReceipt(receipt=receipt)
        secret = secrets.token_hex(32)
        digest = hashlib.sha256(secret.encode()).digest()
        with self.pages(served) as pages:
            address = pages.settings().portal.address
            if not address:
                raise PagesWithoutAddress
            filed = pages.file(OpenPayLink(served.customer_id, ReceiptId(row["id"]), digest.hex()), b"")
        return PayLink(method_address(address, secret), digest, filed.wish_id)

    def link_state(self, link: PayLink) -> PayLinkState:
        """Also when nobody is served any more."""
        [row] = self._database.read("SELECT * FROM umlauf.pay_link_state(%(digest)s)", digest=link.digest)
        paid = Money(row["paid_minor"], Currency(row["currency"]))
        return PayLinkState(row["is_asked"], row["is_left"], row["collects_on"], paid, row["has_failed"])

    def stop(self) -> None:
        self._database.read("SELECT umlauf.stop_serving()")

    def close(self) -> None:
        """Leaves nobody served. Harmless when the server is away."""
        self._own.close()
