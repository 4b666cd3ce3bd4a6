"""Who looks after what is stuck: steps append-only, words beside."""

from domain.ids import PersonId
from domain.matters.model import MatterRef, StepTaken
from storage.repositories.base import Desk


class MatterFile:
    """`domain.matters.book.MatterBook`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def is_colleague(self, person_id: PersonId) -> bool:
        return bool(self._desk.rows("SELECT id FROM umlauf.person WHERE id = %(id)s AND is_active", id=person_id))

    def take(self, matter: MatterRef, taken: StepTaken) -> None:
        [found] = self._desk.rows(
            "SELECT count(*)::int AS n FROM umlauf.matter_step WHERE kind = %(kind)s AND matter_id = %(id)s",
            kind=matter.kind,
            id=matter.id,
        )
        place = {"kind": matter.kind, "id": matter.id, "n": found["n"]}
        self._desk.write(
            "INSERT INTO umlauf.matter_step (kind, matter_id, n, step, person_id, until_on, cause, taken_by,"
            " command_id) VALUES (%(kind)s, %(id)s, %(n)s, %(step)s, %(person)s, %(until)s, %(cause)s, %(by)s,"
            " %(command)s)",
            **place,
            step=taken.step,
            person=taken.person_id,
            until=taken.until,
            cause=taken.cause,
            by=self._desk.context.actor_id,
            command=self._desk.context.command_id,
        )
        if taken.words:
            self._desk.write(
                "INSERT INTO umlauf.matter_words (kind, matter_id, n, words)"
                " VALUES (%(kind)s, %(id)s, %(n)s, %(words)s)",
                **place,
                words=taken.words,
            )
