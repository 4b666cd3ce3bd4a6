"""Commands, events and refusals as JSON, and back. Personal values are kept apart (DECISIONS 15)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, get_type_hints
from uuid import UUID

from cattrs import Converter

from domain.application import Command, Event, Handler
from domain.banking.keep_bank_file import Telling
from domain.errors import AppError, RuleViolation
from domain.money import Currency, Money

Json = dict[str, Any]


@cache
def make_converter() -> Converter:
    """A converter for frozen dataclasses made of ids, days, instants, decimals, money, enums and tuples of them.

    There is one: what it learns about a class costs milliseconds, and every seat and lane would learn it again.
    """
    converter = Converter()
    converter.register_unstructure_hook(UUID, str)
    converter.register_structure_hook(UUID, lambda value, _: UUID(value))
    converter.register_unstructure_hook(Decimal, str)
    converter.register_structure_hook(Decimal, lambda value, _: Decimal(value))
    converter.register_unstructure_hook(datetime, lambda value: value.isoformat())
    converter.register_structure_hook(datetime, lambda value, _: datetime.fromisoformat(value))
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    converter.register_unstructure_hook(Money, lambda value: {"minor": value.minor, "currency": value.currency})
    converter.register_structure_hook(Money, lambda value, _: Money(int(value["minor"]), Currency(value["currency"])))
    converter.register_structure_hook(Telling, lambda _value, _kind: Telling())
    return converter


def digest(name: str, payload: Json) -> bytes:
    """SHA-256 of a command's name and payload in canonical form: what makes a reused id visible."""
    text = json.dumps([name, payload], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()


class Codec:
    """Knows every command, the event each handler answers with, and every refusal by its code."""

    def __init__(self, handlers: Mapping[type[Command], Handler]) -> None:
        self._converter = make_converter()
        self._commands = {command.__name__: command for command in handlers}
        events = [_answer_of(handler) for handler in handlers.values()]
        self._events: dict[str, type[Event]] = {event.__name__: event for event in events}

    def command(self, command: Command) -> tuple[Json, Json]:
        """Payload and personal part; what is kept beside the log is in neither."""
        whole: Json = self._converter.unstructure(command)
        kind: Any = type(command)  # mypy looks for the hash of an instance here
        private, beside = _marked_fields(kind, "personal"), _marked_fields(kind, "beside")
        for name in beside:
            del whole[name]
        if not private:
            return whole, {}
        return (
            {name: value for name, value in whole.items() if name not in private},
            {name: value for name, value in whole.items() if name in private},
        )

    def is_kept_beside(self, command: Command) -> bool:
        """Whether a part of it is in no log."""
        kind: Any = type(command)  # mypy looks for the hash of an instance here
        return bool(_marked_fields(kind, "beside"))

    def read_command(self, name: str, payload: Json, personal: Json) -> Command:
        """The command as it was. Raises KeyError for a name this program does not know (a bug or a newer station)."""
        command: Command = self._converter.structure({**payload, **personal}, self._commands[name])
        return command

    def event(self, event: Event) -> Json:
        """An answer for the command log."""
        return {"event": type(event).__name__, "data": self._converter.unstructure(event)}

    def read_event(self, stored: Json) -> Event:
        event: Event = self._converter.structure(stored["data"], self._events[stored["event"]])
        return event

    def refusal(self, error: AppError, command: Command | None = None) -> Json:
        """A refusal for the command log; facts become text where JSON has no such value.

        What the command keeps as personal does not enter the log by way of its refusal (DECISIONS 15).
        """
        private = set(_texts(self.command(command)[1])) if command else set()
        facts = {name: _plain(value) for name, value in error.facts.items()}
        return {
            "code": error.code,
            "facts": {name: "…" if isinstance(one, str) and one in private else one for name, one in facts.items()},
        }

    def read_refusal(self, stored: Json) -> AppError:
        """The stored refusal as the error it was; one that this program no longer knows becomes a RuleViolation."""
        facts = {name: _as_it_was(fact) for name, fact in stored["facts"].items()}
        for kind in _all_errors(AppError):
            if kind.code == stored["code"]:
                return kind(**facts)
        return RuleViolation(**facts, stored=stored["code"])


@cache
def _answer_of(handler: Handler) -> type[Event]:
    answer: type[Event] = get_type_hints(handler)["return"]
    return answer


@cache
def _marked_fields(kind: Any, mark: str) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind) if field.metadata.get(mark))


def _texts(value: object) -> Iterable[str]:
    """All texts inside of what JSON can hold, empty ones left out."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str) and value:
        yield value


def _plain(value: object) -> object:
    """A fact as JSON: codes, money and days keep their kind, so that a stored refusal reads like a fresh one."""
    if isinstance(value, StrEnum):
        return {"kind": type(value).__module__ + "." + type(value).__name__, "value": value.value}
    if isinstance(value, Money):
        return {"kind": "money", "value": value.minor, "currency": value.currency}
    if isinstance(value, date) and not isinstance(value, datetime):
        return {"kind": "day", "value": value.isoformat()}
    return value if isinstance(value, str | int | bool | None) else str(value)


def _as_it_was(fact: object) -> object:
    """The reverse of `_plain`; a kind that this program does not know stays the bare value."""
    if not isinstance(fact, dict):
        return fact
    if fact["kind"] == "money":
        return Money(fact["value"], Currency(fact["currency"]))
    if fact["kind"] == "day":
        return date.fromisoformat(fact["value"])
    for kind in StrEnum.__subclasses__():
        if f"{kind.__module__}.{kind.__name__}" == fact["kind"] and fact["value"] in set(kind):
            return kind(fact["value"])
    return fact["value"]


def _all_errors(kind: type[AppError]) -> Iterable[type[AppError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _all_errors(child)
