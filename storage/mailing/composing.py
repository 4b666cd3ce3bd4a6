"""A promised letter becomes letters on their way: one for each address that the owner's rule names.

Words, addresses and papers are fixed here, so that a letter sent later, or once more, is the letter that was promised.
For the worker's login.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid5

import psycopg

from domain.clock import Clock, legal_day
from domain.ids import CustomerId, Entropy, new_uuid
from domain.messages.delivery import MailState
from domain.messages.events import MailEvent, Recipient
from domain.messages.letter import Letter
from domain.messages.postal_sheet import PostalSheet
from domain.messages.rules import Addressee, MailRule, addresses, rule_of
from domain.messages.templates import TEMPLATES, template_named
from domain.papers import Papers
from storage.database import Database, Row
from storage.mailing.targets import Target, targets
from storage.repositories.mails import RULES_SQL, rule_from

PAPER: Final = "mail_letter"
"""A mail on paper; its subject is the letter."""
_MAIL: Final = (
    "INSERT INTO umlauf.mail (id, key, outbox_id, event, template, language, customer_id, recipient, number, state,"
    " not_before, created_at) VALUES (%(id)s, %(key)s, %(outbox)s, %(event)s, %(template)s, %(language)s, %(customer)s,"
    " %(recipient)s, %(number)s, %(state)s, %(not_before)s, %(now)s)"
)
_CONTENT: Final = (
    "INSERT INTO umlauf.mail_content (mail_id, address, name, subject, body, html)"
    " VALUES (%(id)s, %(address)s, %(name)s, %(subject)s, %(body)s, %(html)s)"
)
_ENCLOSED: Final = "INSERT INTO umlauf.mail_enclosure (mail_id, n, document_id) VALUES (%(id)s, %(n)s, %(document)s)"
_DOCUMENT: Final = (
    "INSERT INTO umlauf.document (id, kind, subject_id, file_name, content)"
    " VALUES (%(id)s, %(kind)s, %(subject)s, %(name)s, %(content)s)"
)


_UNPRINTED: Final = (
    "SELECT m.id, m.key, m.language, m.customer_id, c.name, c.address, c.subject, c.body FROM umlauf.mail m"
    " JOIN umlauf.mail_content c ON c.mail_id = m.id WHERE m.state = 'to_print' AND NOT EXISTS (SELECT FROM"
    " umlauf.mail_enclosure e JOIN umlauf.document d ON d.id = e.document_id WHERE e.mail_id = m.id"
    " AND d.kind = 'mail_letter') ORDER BY m.created_at LIMIT 200"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A promise with its words. `only`: it goes to this address whatever the rule says; None: as the rule says."""

    outbox_id: UUID
    letter: Letter
    language: str
    number: str
    target: Target
    customer_id: CustomerId | None = None
    documents: tuple[UUID, ...] = ()
    only: str | None = None

    @property
    def event(self) -> MailEvent:
        return TEMPLATES[template_named(self.letter.template)].event


class Composer:
    """`rules` are read once for each batch."""

    def __init__(self, database: Database, papers: Papers, clock: Clock, entropy: Entropy) -> None:
        self._database, self._papers, self._clock, self._entropy = database, papers, clock, entropy

    def rules(self) -> Mapping[MailEvent, MailRule]:
        found = {MailEvent(row["event"]): rule_from(row) for row in self._database.read(RULES_SQL)}
        return {event: found.get(event, rule_of(event)) for event in MailEvent}

    def keep(self, written: Written, rule: MailRule) -> None:
        """In one transaction with the promise's next state; of two workers the second finds it done."""
        with self._database.translating() as connection, connection.transaction():
            sql = "SELECT FROM umlauf.outbox WHERE id = %(id)s AND status = 'made' FOR UPDATE"
            if connection.execute(sql, {"id": written.outbox_id}).fetchone() is None:
                return
            if not rule.is_on:
                self._leave_out(connection, written.outbox_id)
                return
            for n, (recipient, address) in enumerate(self._to(written, rule)):
                self._add(connection, written, (n, recipient, address), rule)
            sql = "SELECT umlauf.sum_up_mail(%(id)s, %(at)s)"
            connection.execute(sql, {"id": written.outbox_id, "at": self._clock.now()})

    def _to(self, written: Written, rule: MailRule) -> list[tuple[Recipient, str]]:
        if written.only is not None:
            return [(Recipient.CUSTOMER, written.only)]
        return addresses(rule, written.target.addressee)

    def _leave_out(self, connection: psycopg.Connection[Row], outbox_id: UUID) -> None:
        sql = "UPDATE umlauf.outbox SET status = 'off', done_at = %(at)s WHERE id = %(id)s"
        connection.execute(sql, {"id": outbox_id, "at": self._clock.now()})

    def _add(
        self, connection: psycopg.Connection[Row], written: Written, to: tuple[int, Recipient, str], rule: MailRule
    ) -> None:
        n, recipient, address = to
        mail_id, letter, now = uuid5(written.outbox_id, f"mail {n}"), written.letter, self._clock.now()
        name = written.target.name if recipient is not Recipient.OTHER else ""
        values: dict[str, Any] = {
            "id": mail_id,
            "key": letter.key if n == 0 else f"{letter.key}.{n + 1}",
            "outbox": written.outbox_id,
            "event": written.event,
            "template": letter.template,
            "language": written.language,
            "customer": written.customer_id,
            "recipient": recipient,
            "number": written.number,
            "state": MailState.READY if address else MailState.TO_PRINT,
            "not_before": now + timedelta(minutes=rule.delay_minutes),
            "now": now,
        }
        connection.execute(_MAIL, values)
        words = {"address": address, "name": name, "subject": letter.subject, "body": letter.body, "html": letter.html}
        connection.execute(_CONTENT, {"id": mail_id, **words})
        documents = written.documents if address else (self._on_paper(connection, written, mail_id), *written.documents)
        for place, document in enumerate(documents, start=1):
            connection.execute(_ENCLOSED, {"id": mail_id, "n": place, "document": document})

    def _on_paper(self, connection: psycopg.Connection[Row], written: Written, mail_id: UUID) -> UUID:
        letter, target = written.letter, written.target
        return self._printed(
            connection, mail_id, f"{letter.key}.pdf", (target, letter.subject, letter.body), written.language
        )

    def _printed(
        self,
        connection: psycopg.Connection[Row],
        mail_id: UUID,
        file_name: str,
        said: tuple[Target, str, str],
        language: str,
    ) -> UUID:
        (target, subject, body), now = said, self._clock.now()
        sheet = PostalSheet(target.post, target.name, legal_day(now), subject, body, language)
        document_id = new_uuid(now, self._entropy)
        known = {"id": document_id, "kind": PAPER, "subject": mail_id, "name": file_name}
        connection.execute(_DOCUMENT, {**known, "content": self._papers.mailed_letter(sheet)})
        return document_id

    def print_missing(self) -> int:
        """Letters that somebody wants on paper, and that were never written on it; how many."""
        rows = self._database.read(_UNPRINTED)
        customers = [CustomerId(row["customer_id"]) for row in rows if row["customer_id"] is not None]
        known = targets(self._database, customers)
        for row in rows:
            target = known.get(row["customer_id"], Target(Addressee(row["address"]), row["name"]))
            said = (target, row["subject"], row["body"])
            with self._database.translating() as connection, connection.transaction():
                paper = self._printed(connection, row["id"], f"{row['key']}.pdf", said, row["language"])
                connection.execute(_ENCLOSED, {"id": row["id"], "n": 0, "document": paper})
        return len(rows)
