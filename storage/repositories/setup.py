"""Marks of the first set-up, and the names of people."""

from domain.ids import PersonId
from domain.setup.model import SetupStep, UnknownPerson
from storage.repositories.base import Desk


class SetupFile:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def mark(self, step: SetupStep, *, is_put_off: bool) -> None:
        context = self._desk.context
        self._desk.write(
            "INSERT INTO umlauf.setup_mark (step, n, is_put_off, marked_by, marked_at, command_id) VALUES (%(step)s,"
            " (SELECT coalesce(max(n), 0) + 1 FROM umlauf.setup_mark WHERE step = %(step)s), %(off)s, %(by)s, %(at)s,"
            " %(command)s)",
            step=step,
            off=is_put_off,
            by=context.actor_id,
            at=context.effective_at,
            command=context.command_id,
        )

    def rename(self, person_id: PersonId, name: str) -> None:
        """Raises UnknownPerson."""
        if not self._desk.rows("SELECT FROM umlauf.person WHERE id = %(id)s", id=person_id):
            raise UnknownPerson(person=person_id)
        self._desk.write("UPDATE umlauf.person SET name = %(name)s WHERE id = %(id)s", id=person_id, name=name)
