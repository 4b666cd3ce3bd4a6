"""The promised letters about contracts and customers, with what they say. For the worker's login."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from domain.ids import CustomerId
from domain.messages.contract_letter import ContractLetter, Told
from storage.codec import make_converter
from storage.database import Database

_PROMISED: Final = (
    "SELECT o.id, o.facts, coalesce(k.number, c.number) AS number, c.language, c.id AS customer_id,"
    " coalesce(p.email, '') AS email, coalesce(p.name, '') AS name"
    " FROM umlauf.outbox o LEFT JOIN umlauf.contract k ON k.id = o.subject_id AND o.kind = 'contract'"
    " JOIN umlauf.customer c ON c.id = coalesce(k.customer_id, o.subject_id)"
    " LEFT JOIN umlauf.letter_recipient p ON p.customer_id = c.id"
    " WHERE o.batch_id = %(batch)s AND o.kind IN ('contract', 'customer') AND o.status = 'made'"
    " ORDER BY o.created_at, o.id"
)

_TO_SENDERS: Final = (
    "SELECT o.id, o.facts, d.number, d.language, c.sender_email AS email, c.sender_name AS name, c.words, c.file_name"
    " FROM umlauf.outbox o JOIN umlauf.declaration d ON d.id = o.subject_id"
    " JOIN umlauf.declaration_content c ON c.declaration_id = d.id"
    " WHERE o.batch_id = %(batch)s AND o.kind = 'declaration' AND o.status = 'made' ORDER BY o.created_at, o.id"
)
"""To whoever sent a declaration, at the address that stands in it; their words are kept there alone."""

_TO_ADDRESSES: Final = (
    "SELECT o.id, o.facts, a.address, a.name, a.language, a.number FROM umlauf.outbox o"
    " JOIN umlauf.outbox_address a ON a.outbox_id = o.id"
    " WHERE o.batch_id = %(batch)s AND o.kind = 'address' AND o.status = 'made' ORDER BY o.created_at, o.id"
)


@dataclass(frozen=True, slots=True)
class Promised:
    """One row of the outbox; `email` "": nowhere to send it. `only`: to this address and no other, None: as the rule
    of its event says."""

    id: UUID
    letter: ContractLetter
    email: str
    customer_id: CustomerId | None = None
    only: str | None = None


class ContractLetters:
    """Rows that were promised and have no letter on its way yet."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_batch(self, batch_id: UUID) -> list[Promised]:
        """The open letters of one transaction."""
        converter = make_converter()
        found: list[Promised] = []
        for row in self._database.read(_PROMISED, batch=batch_id):
            told = converter.structure(row["facts"], Told)
            letter = ContractLetter(str(row["id"]), told, row["language"], row["name"], row["number"])
            found.append(Promised(row["id"], letter, row["email"], CustomerId(row["customer_id"])))
        return [*found, *self._to_senders(batch_id), *self._to_addresses(batch_id)]

    def _to_senders(self, batch_id: UUID) -> list[Promised]:
        converter = make_converter()
        found: list[Promised] = []
        for row in self._database.read(_TO_SENDERS, batch=batch_id):
            told = converter.structure(row["facts"], Told)
            said = "\n".join(each for each in (row["words"].strip(), row["file_name"]) if each)
            told = replace(told, texts={**told.texts, "words": said})
            letter = ContractLetter(str(row["id"]), told, row["language"], row["name"] or row["email"], row["number"])
            found.append(Promised(row["id"], letter, row["email"], only=row["email"]))
        return found

    def _to_addresses(self, batch_id: UUID) -> list[Promised]:
        converter = make_converter()
        found: list[Promised] = []
        for row in self._database.read(_TO_ADDRESSES, batch=batch_id):
            told = converter.structure(row["facts"], Told)
            letter = ContractLetter(str(row["id"]), told, row["language"], row["name"], row["number"])
            found.append(Promised(row["id"], letter, row["address"], only=row["address"]))
        return found
