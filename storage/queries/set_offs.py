"""What was set off when a document was issued: a part of its paper, the same for ever."""

from typing import Final

from domain.billing.invoice_sheet import SetOffLine
from domain.billing.settlement import EntryKind
from domain.ids import InvoiceId
from domain.money import Currency, Money
from storage.database import Database

_SET_OFFS: Final = """
    SELECT s.kind, s.currency, o.number AS other,
        CASE WHEN s.invoice_id = i.id THEN s.settled_minor ELSE s.credited_minor END AS minor
    FROM umlauf.invoice i
    JOIN umlauf.settlement s ON i.id IN (s.invoice_id, s.note_id) AND s.command_id = i.command_id
    LEFT JOIN umlauf.settlement b ON b.id = s.source_id
    LEFT JOIN umlauf.invoice o
        ON o.id = CASE WHEN s.invoice_id = i.id THEN coalesce(s.note_id, b.note_id, b.invoice_id) ELSE s.invoice_id END
    WHERE i.id = %(id)s ORDER BY s.n"""


def set_offs(database: Database, invoice_id: InvoiceId) -> tuple[SetOffLine, ...]:
    """Booked in the very transaction that issued the document, in order."""
    return tuple(
        SetOffLine(EntryKind(row["kind"]), Money(row["minor"], Currency(row["currency"])), row["other"] or "")
        for row in database.read(_SET_OFFS, id=invoice_id)
    )
