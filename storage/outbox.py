"""What committed transactions promised to the outside: papers to make, letters to send. For the worker's login."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from psycopg.types.json import Jsonb

from domain.clock import Clock
from domain.ids import CustomerId, Entropy, InvoiceId, new_uuid
from storage.database import Database

STATEMENT: Final = "final_statement"
"""The paper about a deposit; its subject is the credit note that gives it back."""


_MADE: Final = """
    UPDATE umlauf.outbox o SET facts = %(facts)s, status = CASE WHEN EXISTS (SELECT FROM umlauf.invoice_line l
        WHERE l.invoice_id = o.subject_id AND l.vat_reason = 'late_payment') THEN 'told_by_reminder' ELSE 'made' END
    WHERE o.id = %(id)s AND o.status = 'waiting'"""
"""What a reminder claims has a document, and no letter beside the reminder's own."""


def statement_file(number: str) -> str:
    """The file's name; `number` is that of the credit note."""
    return f"{number}-deposit.pdf"


@dataclass(frozen=True, slots=True)
class Promise:
    """One row of the outbox. `document_id` None: its paper is not made yet."""

    id: UUID
    invoice_id: InvoiceId
    number: str
    document_id: UUID | None
    customer_id: CustomerId


class Outbox:
    """Rows go waiting → made; what becomes of their letters is noted by the letters' own steps (`storage/mailing`)."""

    def __init__(self, database: Database, clock: Clock, entropy: Entropy) -> None:
        self._database = database
        self._clock = clock
        self._entropy = entropy

    def of_batch(self, batch_id: UUID, status: str, kind: str = "invoice") -> list[Promise]:
        """The promises of one transaction in this state, oldest first. `kind`: invoice, or final_statement."""
        rows = self._database.read(
            "SELECT o.id, o.subject_id, i.number, o.facts, i.customer_id FROM umlauf.outbox o"
            " JOIN umlauf.invoice i ON i.id = o.subject_id"
            " WHERE o.batch_id = %(batch)s AND o.status = %(status)s AND o.kind = %(kind)s ORDER BY i.number",
            batch=batch_id,
            status=status,
            kind=kind,
        )
        return [
            Promise(
                row["id"],
                InvoiceId(row["subject_id"]),
                row["number"],
                UUID(row["facts"]["document"]) if "document" in row["facts"] else None,
                CustomerId(row["customer_id"]),
            )
            for row in rows
        ]

    def keep_paper(self, promise: Promise, content: bytes, kind: str = "invoice", file_name: str = "") -> UUID:
        """The paper as it will be sent, in one transaction with the promise's next state."""
        document_id = new_uuid(self._clock.now(), self._entropy)
        with self._database.translating() as connection, connection.transaction():
            connection.execute(
                "INSERT INTO umlauf.document (id, kind, subject_id, file_name, content)"
                " VALUES (%(id)s, %(kind)s, %(invoice)s, %(name)s, %(content)s)",
                {
                    "id": document_id,
                    "invoice": promise.invoice_id,
                    "kind": kind,
                    "name": file_name or f"{promise.number}.pdf",
                    "content": content,
                },
            )
            connection.execute(
                _MADE,
                {"id": promise.id, "facts": Jsonb({"document": str(document_id)})},
            )
        return document_id

    def kept_paper(self, kind: str, subject_id: UUID) -> UUID | None:
        """The paper about a thing as it was sent; None: none was made."""
        row = self._database.read_one(
            "SELECT id FROM umlauf.document WHERE subject_id = %(id)s AND kind = %(kind)s ORDER BY made_at LIMIT 1",
            id=subject_id,
            kind=kind,
        )
        return None if row is None else UUID(str(row["id"]))

    def keep_enclosure(self, kind: str, subject_id: UUID, file_name: str, content: bytes) -> UUID:
        """Kept before it is sent."""
        document_id = new_uuid(self._clock.now(), self._entropy)
        with self._database.translating() as connection, connection.transaction():
            connection.execute(
                "INSERT INTO umlauf.document (id, kind, subject_id, file_name, content)"
                " VALUES (%(id)s, %(kind)s, %(subject)s, %(name)s, %(content)s)",
                {
                    "id": document_id,
                    "kind": kind,
                    "subject": subject_id,
                    "name": file_name,
                    "content": content,
                },
            )
        return document_id

    def queue_letters(self, batch_id: UUID) -> None:
        """One job for the letters of one transaction."""
        self._database.read("SELECT umlauf.queue_letters(%(batch)s)", batch=batch_id)
