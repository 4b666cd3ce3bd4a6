"""Letters on their way, their rules and words, and blocked addresses: `domain.messages.book.MailBook`."""

import hashlib
from typing import Final

from psycopg.types.json import Jsonb

from domain.ids import CustomerId
from domain.messages.book import BlockId, BlockReason, KeptRule, KeptWording, TriedLetter, UnknownBlock
from domain.messages.delivery import Mail, MailId, MailState, MailStep, UnknownMail
from domain.messages.events import MailEvent, Recipient
from domain.messages.rules import MailRule, rule_of
from domain.messages.templates import TemplateName
from domain.messages.wording import Wording
from storage.database import Row
from storage.repositories.base import Desk

MAIL_SQL: Final = (
    "SELECT m.id, m.key, m.event, m.template, m.language, m.state, m.customer_id, coalesce(c.address, '') AS address"
    " FROM umlauf.mail m LEFT JOIN umlauf.mail_content c ON c.mail_id = m.id WHERE m.id = %(id)s"
)
RULES_SQL: Final = (
    "SELECT DISTINCT ON (event) event, version, is_on, delay_minutes, recipients, other_address, lead_days"
    " FROM umlauf.mail_rule ORDER BY event, version DESC"
)
WORDING_SQL: Final = (
    "SELECT version, subject, body, html, is_reset FROM umlauf.mail_wording"
    " WHERE template = %(template)s AND language = %(language)s ORDER BY version DESC LIMIT 1"
)
BLOCKED_SQL: Final = "SELECT reason FROM umlauf.mail_block WHERE digest = %(digest)s AND released_at IS NULL"
STEP_SQL: Final = (
    "INSERT INTO umlauf.mail_step (mail_id, n, step, at, why, not_before, command_id)"
    " VALUES (%(mail)s, 0, %(step)s, %(at)s, %(why)s, %(not_before)s, %(command)s)"
)
"""The database numbers it."""
BLOCK_SQL: Final = (
    "INSERT INTO umlauf.mail_block (id, digest, address, reason, why, mail_id, blocked_at) VALUES"
    " (%(id)s, %(digest)s, %(address)s, %(reason)s, %(why)s, %(mail)s, %(at)s)"
    " ON CONFLICT (digest) WHERE released_at IS NULL DO NOTHING"
)


def digest_of(address: str) -> str:
    """What is compared: addresses differ neither by case nor by spaces around them."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


def mail_from(row: Row) -> Mail:
    return Mail(
        MailId(row["id"]),
        row["key"],
        MailEvent(row["event"]),
        row["template"],
        row["language"],
        MailState(row["state"]),
        row["address"],
        None if row["customer_id"] is None else CustomerId(row["customer_id"]),
    )


def rule_from(row: Row) -> MailRule:
    to = tuple(Recipient(each) for each in row["recipients"])
    return MailRule(row["is_on"], row["delay_minutes"], to, row["other_address"], row["lead_days"])


def wording_from(row: Row | None) -> KeptWording:
    if row is None:
        return KeptWording(None, 0)
    return KeptWording(None if row["is_reset"] else Wording(row["subject"], row["body"], row["html"]), row["version"])


class MailFile:
    """Of a unit."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, mail_id: MailId) -> Mail:
        rows = self._desk.rows(MAIL_SQL, id=mail_id)
        if not rows:
            raise UnknownMail(mail=mail_id)
        return mail_from(rows[0])

    def take(self, mail: Mail, step: MailStep, why: str = "") -> None:
        context = self._desk.context
        self._desk.write(
            STEP_SQL,
            mail=mail.id,
            step=step,
            at=context.effective_at,
            why=why,
            not_before=context.effective_at if step is MailStep.AGAIN else None,
            command=context.command_id,
        )

    def readdress(self, mail: Mail, address: str) -> None:
        self._desk.write(
            "UPDATE umlauf.mail_content SET address = %(address)s WHERE mail_id = %(mail)s",
            address=address,
            mail=mail.id,
        )

    def again(self, mail: Mail, address: str) -> MailId:
        context, again = self._desk.context, MailId(self._desk.new_id())
        self._desk.write(
            "INSERT INTO umlauf.mail (id, key, outbox_id, event, template, language, customer_id, recipient, number,"
            " not_before, created_at, again_of, command_id)"
            " SELECT %(again)s, %(again)s::text, NULL, event, template, language, customer_id, recipient, number,"
            " %(at)s, %(at)s, id, %(command)s FROM umlauf.mail WHERE id = %(mail)s",
            again=again,
            at=context.effective_at,
            command=context.command_id,
            mail=mail.id,
        )
        self._desk.write(
            "INSERT INTO umlauf.mail_content (mail_id, address, name, subject, body, html)"
            " SELECT %(again)s, %(address)s, name, subject, body, html FROM umlauf.mail_content"
            " WHERE mail_id = %(mail)s",
            again=again,
            address=address,
            mail=mail.id,
        )
        self._desk.write(
            "INSERT INTO umlauf.mail_enclosure (mail_id, n, document_id)"
            " SELECT %(again)s, n, document_id FROM umlauf.mail_enclosure WHERE mail_id = %(mail)s",
            again=again,
            mail=mail.id,
        )
        return again

    def try_out(self, letter: TriedLetter) -> MailId:
        context, made = self._desk.context, MailId(self._desk.new_id())
        self._desk.write(
            "INSERT INTO umlauf.mail (id, key, event, template, language, recipient, not_before, created_at,"
            " command_id) VALUES (%(id)s, %(id)s::text, %(event)s, %(template)s, %(language)s, 'test', %(at)s, %(at)s,"
            " %(command)s)",
            id=made,
            event=letter.event,
            template=letter.template,
            language=letter.language,
            at=context.effective_at,
            command=context.command_id,
        )
        self._desk.write(
            "INSERT INTO umlauf.mail_content (mail_id, address, subject, body, html)"
            " VALUES (%(id)s, %(address)s, %(subject)s, %(body)s, %(html)s)",
            id=made,
            address=letter.address,
            subject=letter.subject,
            body=letter.body,
            html=letter.html,
        )
        return made

    def address_of(self, customer_id: CustomerId) -> str:
        sql = "SELECT email FROM umlauf.letter_recipient WHERE customer_id = %(id)s"
        return next((str(row["email"]) for row in self._desk.rows(sql, id=customer_id)), "")

    def is_blocked(self, address: str) -> bool:
        return bool(self._desk.rows(BLOCKED_SQL, digest=digest_of(address)))

    def block(self, address: str, reason: BlockReason, why: str) -> BlockId:
        made = BlockId(self._desk.new_id())
        at = self._desk.context.effective_at
        known = {"digest": digest_of(address), "address": address, "reason": reason}
        self._desk.write(BLOCK_SQL, id=made, **known, why=why, mail=None, at=at)
        return made

    def release(self, block_id: BlockId, why: str) -> None:
        sql = "SELECT FROM umlauf.mail_block WHERE id = %(id)s AND released_at IS NULL"
        if not self._desk.rows(sql, id=block_id):
            raise UnknownBlock(block=block_id)
        self._desk.write(
            "UPDATE umlauf.mail_block SET released_at = %(at)s, released_by = %(by)s, released_why = %(why)s"
            " WHERE id = %(id)s",
            id=block_id,
            at=self._desk.context.effective_at,
            by=self._desk.context.actor_id,
            why=why,
        )

    def rule(self, event: MailEvent) -> KeptRule:
        found = [row for row in self._desk.rows(RULES_SQL) if row["event"] == event]
        return KeptRule(rule_from(found[0]), found[0]["version"]) if found else KeptRule(rule_of(event), 0)

    def save_rule(self, event: MailEvent, version: int, rule: MailRule) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.mail_rule (event, version, is_on, delay_minutes, recipients, other_address, lead_days,"
            " changed_by, changed_at, command_id) VALUES (%(event)s, %(version)s, %(is_on)s, %(delay)s, %(to)s,"
            " %(other)s, %(lead)s, %(by)s, %(at)s, %(command)s)",
            event=event,
            version=version,
            is_on=rule.is_on,
            delay=rule.delay_minutes,
            to=Jsonb([str(each) for each in rule.to]),
            other=rule.other_address,
            lead=rule.lead_days,
            by=context.actor_id,
            at=context.effective_at,
            command=context.command_id,
        )

    def wording(self, template: TemplateName, language: str) -> KeptWording:
        rows = self._desk.rows(WORDING_SQL, template=str(template), language=language)
        return wording_from(rows[0] if rows else None)

    def save_wording(self, template: TemplateName, language: str, version: int, wording: Wording | None) -> None:
        context, said = self._desk.context, wording or Wording("", "")
        self._desk.write(
            "INSERT INTO umlauf.mail_wording (template, language, version, subject, body, html, is_reset, changed_by,"
            " changed_at, command_id) VALUES (%(template)s, %(language)s, %(version)s, %(subject)s, %(body)s, %(html)s,"
            " %(is_reset)s, %(by)s, %(at)s, %(command)s)",
            template=str(template),
            language=language,
            version=version,
            subject=said.subject,
            body=said.text,
            html=said.html,
            is_reset=wording is None,
            by=context.actor_id,
            at=context.effective_at,
            command=context.command_id,
        )

    def set_contact(self, customer_id: CustomerId, name: str, address: str) -> None:
        self._desk.write(
            "INSERT INTO umlauf.mail_contact (customer_id, role, name, address)"
            " VALUES (%(customer)s, 'billing', %(name)s, %(address)s)"
            " ON CONFLICT (customer_id, role) DO UPDATE SET name = EXCLUDED.name, address = EXCLUDED.address",
            customer=customer_id,
            name=name,
            address=address,
        )
