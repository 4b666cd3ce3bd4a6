"""What the receipt of a declaration says. For the worker's login."""

from typing import Final
from uuid import UUID

from domain.cancellations.model import Channel, UnknownDeclaration
from domain.cancellations.receipt_sheet import ReceiptSheet
from storage.database import Database

_SHEET: Final = (
    "SELECT d.id, d.number, d.received_at, d.channel, d.language, d.digest, d.media_type, c.words, c.sender_name,"
    " c.sender_email, c.sender_contract, c.file_name FROM umlauf.declaration d"
    " JOIN umlauf.declaration_content c ON c.declaration_id = d.id WHERE d.number = %(number)s"
)


def receipt_sheet(database: Database, number: str) -> tuple[ReceiptSheet, UUID]:
    """With the declaration's id. Raises UnknownDeclaration."""
    row = database.read_one(_SHEET, number=number)
    if row is None:
        raise UnknownDeclaration(declaration=number)
    has_file = row["media_type"] is not None
    sheet = ReceiptSheet(
        row["number"],
        row["received_at"],
        Channel(row["channel"]),
        row["language"],
        row["sender_name"],
        row["sender_email"],
        row["sender_contract"],
        row["words"],
        row["file_name"],
        row["digest"] if has_file else "",
    )
    return sheet, row["id"]
