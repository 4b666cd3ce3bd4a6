"""What a command names by id is read together with its beginning: one round trip instead of one each (DECISIONS 5)."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, get_type_hints

from domain.application import Command
from domain.ids import AssetId, ShipmentId
from domain.shipping.pick_asset import PickAsset
from storage.database import Row
from storage.exchange import Statement
from storage.repositories.assets import READ_ASSET
from storage.repositories.maintenance import READ_BLOCKING
from storage.repositories.shipments import READ_SHIPMENT, READ_SHIPMENT_LINES

_ONE: Final[Mapping[Any, tuple[str, ...]]] = {
    AssetId: (READ_ASSET,),
    ShipmentId: (READ_SHIPMENT, READ_SHIPMENT_LINES),
}
"""What repositories ask about one id of a type. What is not foreseen here is asked when it is needed."""

_MORE: Final[Mapping[Any, Mapping[str, tuple[str, ...]]]] = {PickAsset: {"asset_id": (READ_BLOCKING,)}}
"""What one command alone asks about a field of it."""


_Key = tuple[object, ...]


class ReadAhead:
    """Answers fetched with the beginning of one transaction; each is given out once."""

    def __init__(self, command: Command) -> None:
        kind: Any = type(command)  # mypy looks for the hash of an instance here
        self._questions: list[Statement] = [
            (sql, {"id": value})
            for name, questions in _asked_by_field(kind)
            if (value := getattr(command, name)) is not None
            for sql in questions
        ]
        self._foreseen = {sql for sql, _ in self._questions}
        self._answers: dict[_Key, list[Row]] = {}

    @property
    def questions(self) -> Sequence[Statement]:
        """What is to be asked together with the beginning."""
        return self._questions

    def learn(self, answers: Sequence[list[Row]]) -> None:
        """Takes in what was answered, in the order of the questions."""
        for (sql, values), rows in zip(self._questions, answers, strict=True):
            self._answers[_key(sql, values)] = rows

    def take(self, sql: str, values: dict[str, Any]) -> list[Row] | None:
        """None: this was not asked."""
        return self._answers.pop(_key(sql, values), None) if sql in self._foreseen else None


@cache
def _asked_by_field(command: type[Command]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The fields of a command's class that hold an id, with what is asked about it."""
    more = _MORE.get(command, {})
    return tuple((name, (*_ONE[of], *more.get(name, ()))) for name, of in get_type_hints(command).items() if of in _ONE)


def _key(sql: str, values: dict[str, Any]) -> _Key:
    return sql, *values.values()
