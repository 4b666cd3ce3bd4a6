"""Letters are handed to the post, each under a lock of its own: of two workers one sends, and whoever finds a letter
begun and unlocked knows that its sender is gone. For the worker's login.
"""

import mimetypes
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final
from uuid import UUID

from domain.clock import Clock
from domain.ids import Entropy, new_uuid
from domain.messages.book import BlockReason
from domain.messages.bounces import Bounce, BounceKind
from domain.messages.delivery import MailState, MailStep, next_try
from domain.messages.events import MailEvent
from domain.messages.letter import Attachment, Letter, LetterNotSent, LetterRefused, LetterUnknown, Post
from storage.database import Database, Row
from storage.repositories.mails import BLOCK_SQL, BLOCKED_SQL, STEP_SQL, digest_of

_MOST: Final = 500
_DUE: Final = (
    "SELECT id FROM umlauf.mail WHERE (state = 'sending' OR (state = 'ready' AND not_before <= %(now)s))"
    " AND (%(batch)s::uuid IS NULL OR outbox_id IN (SELECT id FROM umlauf.outbox WHERE batch_id = %(batch)s))"
    " ORDER BY created_at, key LIMIT %(most)s"
)
_ONE: Final = (
    "SELECT m.id, m.key, m.state, m.event, m.not_before, m.created_at, m.attempts, m.outbox_id, c.address, c.subject,"
    " c.body, c.html, (SELECT min(s.at) FROM umlauf.mail_step s WHERE s.mail_id = m.id AND s.step = 'claim'"
    " AND s.n > coalesce((SELECT max(a.n) FROM umlauf.mail_step a WHERE a.mail_id = m.id AND a.step = 'again'), 0))"
    " AS since FROM umlauf.mail m JOIN umlauf.mail_content c ON c.mail_id = m.id WHERE m.id = %(id)s"
)
_PAPERS: Final = (
    "SELECT d.file_name, d.content FROM umlauf.mail_enclosure e JOIN umlauf.document d ON d.id = e.document_id"
    " WHERE e.mail_id = %(id)s ORDER BY e.n"
)
_BY_KEY: Final = "SELECT id, state FROM umlauf.mail WHERE key = %(key)s"
_SENT_TO: Final = (
    "SELECT m.id, m.state FROM umlauf.mail m JOIN umlauf.mail_content c ON c.mail_id = m.id"
    " WHERE lower(c.address) = lower(%(address)s) AND m.state IN ('sent', 'unknown')"
    " ORDER BY m.done_at DESC NULLS LAST LIMIT 1"
)
_LOCK: Final = "SELECT pg_try_advisory_lock(hashtextextended('mail ' || %(id)s::text, 0)) AS ours"
_UNLOCK: Final = "SELECT pg_advisory_unlock(hashtextextended('mail ' || %(id)s::text, 0))"
_BLANK: Final = (
    "UPDATE umlauf.mail_content c SET body = '', html = '' FROM umlauf.mail m"
    " WHERE m.id = c.mail_id AND m.outbox_id = %(outbox)s"
)
_FORGET: Final = (
    "DELETE FROM umlauf.outbox_address WHERE outbox_id = %(outbox)s",
    "UPDATE umlauf.outbox SET facts = facts - 'texts' WHERE id = %(outbox)s AND kind = 'address'",
    _BLANK,
)
_ADDRESS: Final = re.compile(r"[^\s<>]+@[^\s<>]+")


class Postman:
    """On the thread of its database."""

    def __init__(self, database: Database, post: Post, clock: Clock, entropy: Entropy) -> None:
        self._database, self._post, self._clock, self._entropy = database, post, clock, entropy

    def send_due(self, batch_id: UUID | None = None) -> int:
        """Every letter whose time has come, or those of one transaction; how many went out."""
        rows = self._database.read(_DUE, now=self._clock.now(), batch=batch_id, most=_MOST)
        return sum(self.send(row["id"]) for row in rows)

    def send(self, mail_id: UUID) -> bool:
        """Whether it went out. What another worker has in hand is left to it."""
        with self._held(mail_id) as is_ours:
            if not is_ours:
                return False
            row = self._database.read_one(_ONE, id=mail_id)
            if row is not None and row["state"] == MailState.SENDING:
                row = self._found_begun(row)
            if row is None or row["state"] != MailState.READY or row["not_before"] > self._clock.now():
                return False
            return self._send(row)

    def take_back(self, bounce: Bounce) -> None:
        """A letter came back, or its reader complained: the letter says so, and the address is not written to again."""
        row = self._database.read_one(_BY_KEY, key=bounce.key) if bounce.key else None
        if row is None and bounce.address and bounce.kind is BounceKind.HARD:
            row = self._database.read_one(_SENT_TO, address=bounce.address)
        if bounce.kind is BounceKind.OTHER or row is None:
            return
        mail_id, state = row["id"], MailState(row["state"])
        if bounce.kind is BounceKind.SOFT:
            if state is MailState.SENT:
                self._step(mail_id, MailStep.NOTE, bounce.why)
            return
        if bounce.kind is BounceKind.HARD and state in (MailState.SENT, MailState.UNKNOWN):
            self._step(mail_id, MailStep.BOUNCE, bounce.why)
        sent_to = self._database.read_one("SELECT address FROM umlauf.mail_content WHERE mail_id = %(id)s", id=mail_id)
        if sent_to is not None and sent_to["address"]:
            is_hard = bounce.kind is BounceKind.HARD
            reason = BlockReason.HARD_BOUNCE if is_hard else BlockReason.COMPLAINT
            self._block(mail_id, sent_to["address"], reason, bounce.why)

    def _found_begun(self, row: Row) -> Row | None:
        """Its sender is gone. Where the post can tell, it says what became of it; else a person has to."""
        is_known = self._post.knows(row["key"])
        if is_known is None:
            self._step(row["id"], MailStep.LOSE, "stopped")
            return None
        if is_known:
            self._step(row["id"], MailStep.ACCEPT, "")
            self._forget(row)
            return None
        self._step(row["id"], MailStep.LATER, "stopped", self._clock.now())
        return self._database.read_one(_ONE, id=row["id"])

    def _send(self, row: Row) -> bool:
        mail_id = row["id"]
        if self._database.read(BLOCKED_SQL, digest=digest_of(row["address"])):
            self._step(mail_id, MailStep.SUPPRESS, "")
            return False
        self._step(mail_id, MailStep.CLAIM, "")
        try:
            self._post.send(self._letter(row))
        except LetterRefused as refused:
            self._step(mail_id, MailStep.REFUSE, str(refused.facts.get("why", "")))
            if refused.facts.get("is_address"):
                self._block(mail_id, row["address"], BlockReason.HARD_BOUNCE, str(refused.facts.get("why", "")))
        except LetterUnknown as unknown:
            self._step(mail_id, MailStep.LOSE, str(unknown.facts.get("why", "")))
        except LetterNotSent as later:
            self._later(row, str(later.facts.get("why", "")))
        else:
            self._step(mail_id, MailStep.ACCEPT, "")
            self._forget(row)
            return True
        return False

    def _later(self, row: Row, why: str) -> None:
        now = self._clock.now()
        again = next_try(row["attempts"] + 1, row["since"] or now, now, MailEvent(row["event"]))
        if again is None:
            self._step(row["id"], MailStep.REFUSE, why)
        else:
            self._step(row["id"], MailStep.LATER, why, again)

    def _letter(self, row: Row) -> Letter:
        papers = tuple(
            Attachment(each["file_name"], bytes(each["content"]), _media_type(each["file_name"]))
            for each in self._database.read(_PAPERS, id=row["id"])
        )
        return Letter(row["key"], row["address"], row["subject"], row["body"], papers, row["html"])

    def _step(self, mail_id: UUID, step: MailStep, why: str, not_before: datetime | None = None) -> None:
        said = _ADDRESS.sub("…", " ".join(why.split()))[:200]
        values = {"mail": mail_id, "step": step, "at": self._clock.now(), "why": said}
        with self._database.translating() as connection:
            connection.execute(STEP_SQL, {**values, "not_before": not_before, "command": None})

    def _block(self, mail_id: UUID, address: str, reason: BlockReason, why: str) -> None:
        now = self._clock.now()
        said = _ADDRESS.sub("…", why)[:200]
        values = {"id": new_uuid(now, self._entropy), "digest": digest_of(address), "address": address}
        with self._database.translating() as connection:
            connection.execute(BLOCK_SQL, {**values, "reason": reason, "why": said, "mail": mail_id, "at": now})

    def _forget(self, row: Row) -> None:
        """A letter that may carry a secret keeps neither address nor words."""
        if row["outbox_id"] is None or MailEvent(row["event"]) is not MailEvent.LOGIN_CODE:
            return
        with self._database.translating() as connection, connection.transaction():
            for sql in _FORGET:
                connection.execute(sql, {"outbox": row["outbox_id"]})

    @contextmanager
    def _held(self, mail_id: UUID) -> Iterator[bool]:
        """Held by the connection: when its process dies, others may take the letter."""
        row = self._database.read_one(_LOCK, id=mail_id)
        is_ours = row is not None and bool(row["ours"])
        try:
            yield is_ours
        finally:
            if is_ours:
                self._database.read(_UNLOCK, id=mail_id)


def _media_type(file_name: str) -> str:
    return mimetypes.guess_type(file_name)[0] or "application/octet-stream"
