"""Letters that a command promises: rows of the outbox, sent after the commit."""

from uuid import UUID, uuid5

from psycopg.types.json import Jsonb

from domain.ids import ContractId, CustomerId
from domain.messages.contract_letter import MailAddress, Told
from storage.codec import make_converter
from storage.repositories.base import Desk


class Letters:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._is_queued = False

    def promise(self, contract_id: ContractId, told: Told) -> None:
        """One a contract, kind and command, however often it is promised."""
        self._write("contract", contract_id, told, f"{contract_id} {told.kind}")

    def tell(self, customer_id: CustomerId, told: Told, about: UUID) -> None:
        self._write("customer", customer_id, told, f"{about} {told.kind}")

    def write(self, to: MailAddress, told: Told, about: UUID) -> None:
        letter_id = self._write("address", about, told, f"{about} {told.kind}")
        self._desk.write(
            "INSERT INTO umlauf.outbox_address (outbox_id, address, name, language, number)"
            " VALUES (%(id)s, %(address)s, %(name)s, %(language)s, %(number)s) ON CONFLICT DO NOTHING",
            id=letter_id,
            address=to.address,
            name=to.name,
            language=to.language,
            number=to.number,
        )

    def _write(self, kind: str, subject: UUID, told: Told, name: str) -> UUID:
        batch = self._desk.context.command_id
        letter_id = uuid5(batch, name)
        self._desk.write(
            "INSERT INTO umlauf.outbox (id, kind, subject_id, batch_id, status, facts)"
            " VALUES (%(id)s, %(kind)s, %(subject)s, %(batch)s, 'made', %(facts)s) ON CONFLICT DO NOTHING",
            id=letter_id,
            kind=kind,
            subject=subject,
            batch=batch,
            facts=Jsonb(make_converter().unstructure(told)),
        )
        if not self._is_queued:
            self._is_queued = True
            self._desk.write("SELECT umlauf.queue_letters(%(batch)s)", batch=batch)
        return letter_id
