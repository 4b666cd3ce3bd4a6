"""Declarations that end contracts: the fact append-only, words and file beside it, each step a row."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final
from uuid import uuid5

from psycopg.types.json import Jsonb

from domain.cancellations.model import (
    Channel,
    Declaration,
    DeclarationId,
    Sender,
    TakenStep,
    UnknownDeclaration,
)
from domain.cancellations.stages import Stage, Step
from domain.contracts.notes import KeptFile, digest_of
from domain.messages.contract_letter import Told
from storage.codec import make_converter
from storage.database import Row
from storage.repositories.base import Desk
from storage.repositories.steps import append_step

STEPS: Final = (
    "SELECT s.*, coalesce(w.name, '') AS who FROM umlauf.declaration_step s LEFT JOIN umlauf.person w"
    " ON w.id = s.actor_id WHERE s.declaration_id = ANY(%(ids)s::uuid[]) ORDER BY s.declaration_id, s.n"
)


def declarations_from(rows: Sequence[Row], steps: Sequence[Row]) -> list[Declaration]:
    """In the order of `rows`."""
    steps_of = defaultdict[object, list[TakenStep]](list)
    for row in steps:
        taken = TakenStep(Step(row["step"]), Stage(row["stage"]), row["facts"], row["effective_at"])
        steps_of[row["declaration_id"]].append(taken)
    return [
        Declaration(
            DeclarationId(row["id"]),
            row["number"],
            Channel(row["channel"]),
            row["received_at"],
            row["language"],
            tuple(steps_of[row["id"]]),
        )
        for row in rows
    ]


def sender_from(row: Row) -> Sender:
    return Sender(row["words"], row["sender_name"], row["sender_contract"], row["sender_email"])


class DeclarationFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._is_queued = False

    def add(self, declaration: Declaration, sender: Sender, file: KeptFile | None) -> None:
        salt, words = self._desk.new_id().hex, sender.words.encode()
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.declaration (id, number, channel, received_at, language, media_type, size, digest,"
            " taken_by, command_id) VALUES (%(id)s, %(number)s, %(channel)s, %(at)s, %(language)s, %(type)s, %(size)s,"
            " %(digest)s, %(by)s, %(command)s)",
            id=declaration.id,
            number=declaration.number,
            channel=declaration.channel,
            at=declaration.received_at,
            language=declaration.language,
            type=None if file is None else file.media_type,
            size=len(words) if file is None else len(file.content),
            digest=digest_of(salt.encode() + words) if file is None else file.digest,
            by=context.actor_id,
            command=context.command_id,
        )
        self._desk.write(
            "INSERT INTO umlauf.declaration_content (declaration_id, words, salt, sender_name, sender_contract,"
            " sender_email, file_name, content) VALUES (%(id)s, %(words)s, %(salt)s, %(name)s, %(contract)s, %(email)s,"
            " %(file)s, %(content)s)",
            id=declaration.id,
            words=sender.words,
            salt=salt,
            name=sender.name,
            contract=sender.contract,
            email=sender.email,
            file="" if file is None else file.name,
            content=None if file is None else file.content,
        )
        self.append(declaration)

    def get(self, declaration_id: DeclarationId) -> Declaration:
        """Raises UnknownDeclaration."""
        rows = self._desk.rows("SELECT * FROM umlauf.declaration WHERE id = %(id)s", id=declaration_id)
        if not rows:
            raise UnknownDeclaration(declaration=declaration_id)
        return declarations_from(rows, self._desk.rows(STEPS, ids=[declaration_id]))[0]

    def sender(self, declaration_id: DeclarationId) -> Sender:
        """Raises UnknownDeclaration."""
        sql = "SELECT * FROM umlauf.declaration_content WHERE declaration_id = %(id)s"
        rows = self._desk.rows(sql, id=declaration_id)
        if not rows:
            raise UnknownDeclaration(declaration=declaration_id)
        return sender_from(rows[0])

    def append(self, declaration: Declaration) -> None:
        """The newest step; its number is the key, so of two at a time the later gets Conflict."""
        step = declaration.steps[-1]
        what = {"step": step.step, "stage": step.stage, "contract_id": declaration.contract_id}
        when = {"facts": Jsonb(dict(step.facts)), "effective_at": step.at}
        append_step(self._desk, "declaration", declaration.id, len(declaration.steps), {**what, **when})

    def promise(self, declaration_id: DeclarationId, told: Told) -> None:
        """One a declaration, kind and command, however often it is promised."""
        batch = self._desk.context.command_id
        self._desk.write(
            "INSERT INTO umlauf.outbox (id, kind, subject_id, batch_id, status, facts)"
            " VALUES (%(id)s, 'declaration', %(subject)s, %(batch)s, 'made', %(facts)s) ON CONFLICT DO NOTHING",
            id=uuid5(batch, f"{declaration_id} {told.kind}"),
            subject=declaration_id,
            batch=batch,
            facts=Jsonb(make_converter().unstructure(told)),
        )
        if not self._is_queued:
            self._is_queued = True
            self._desk.write("SELECT umlauf.queue_letters(%(batch)s)", batch=batch)
