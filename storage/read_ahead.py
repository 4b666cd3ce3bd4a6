"""What a command names by id is read together with its beginning: one round trip instead of one each (DECISIONS 5)."""

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, get_type_hints

import psycopg

from domain.application import Command
from domain.ids import AssetId, ShipmentId
from storage.database import Row
from storage.repositories.assets import READ_ASSETS
from storage.repositories.base import plain_array
from storage.repositories.shipments import READ_SHIPMENT, READ_SHIPMENT_LINES

Question = tuple[str, dict[str, Any]]
_ONE: Final[Mapping[Any, tuple[str, ...]]] = {
    AssetId: (READ_ASSETS,),
    ShipmentId: (READ_SHIPMENT, READ_SHIPMENT_LINES),
}
"""What repositories ask about one id of a type. What is not foreseen here is asked when it is needed."""


class ReadAhead:
    """Answers fetched with the beginning of one transaction; each is given out once."""

    def __init__(self, command: Command) -> None:
        kind: Any = type(command)  # mypy looks for the hash of an instance here
        self._questions = [
            (sql, {"ids": plain_array([value])} if sql is READ_ASSETS else {"id": value})
            for name, questions in _asked_by_field(kind)
            if (value := getattr(command, name)) is not None
            for sql in questions
        ]
        self._cursors: list[psycopg.Cursor[Row]] = []
        self._answers: dict[str, list[Row]] = {}

    def ask(self, connection: psycopg.Connection[Row]) -> None:
        """Sends the questions, inside of a pipeline."""
        self._cursors = [connection.execute(sql, values) for sql, values in self._questions]

    def fetch(self) -> None:
        """Takes the answers in."""
        for (sql, values), cursor in zip(self._questions, self._cursors, strict=True):
            self._answers[_key(sql, values)] = cursor.fetchall()

    def take(self, sql: str, values: dict[str, Any]) -> list[Row] | None:
        """None: this was not asked."""
        return self._answers.pop(_key(sql, values), None) if self._answers else None


@cache
def _asked_by_field(command: type[Command]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields of a command's class that hold an id, with what is asked about it."""
    return tuple((name, _ONE[of]) for name, of in get_type_hints(command).items() if of in _ONE)


def _key(sql: str, values: dict[str, Any]) -> str:
    return f"{sql} {values}"
