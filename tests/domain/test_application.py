"""The list of what can be done in the house, and the way of a command through the application."""

import importlib
import inspect
from dataclasses import FrozenInstanceError, dataclass, fields, is_dataclass
from pathlib import Path
from typing import get_type_hints
from uuid import UUID

import pytest

from domain import handlers
from domain.application import Answer, Application, Command, CommandKind, Envelope, Event, NotForThisSeat, Seat
from domain.contracts.changing import ContractChange, change_contract
from domain.errors import RuleViolation
from domain.handlers import HANDLERS
from domain.ids import CommandId, PersonId
from domain.places.add_place import AddPlace, PlaceAdded

DOMAIN = Path(handlers.__file__).resolve().parent
ACTOR, KNOWN = PersonId(UUID(int=1)), CommandId(UUID(int=2))
LISTED = sorted(HANDLERS, key=lambda command: command.__name__)


def all_commands(base: type[Command] = Command) -> set[str]:
    """Names of all commands in the domain (a dataclass with slots has a twin without: same name, same thing).

    What is abstract is a base of commands and none itself.
    """
    found = set()
    for child in base.__subclasses__():
        is_given = child.__module__.startswith("domain.") and not inspect.isabstract(child)
        found |= all_commands(child) | ({child.__name__} if is_given else set())
    return found


def misfits(command: type[Command], handler: object) -> list[str]:
    """What is wrong with one entry of the list; nothing when it is as the house does it."""
    found = []
    file = Path(inspect.getsourcefile(handler) or "")
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in command.__name__).lstrip("_")
    if issubclass(command, ContractChange):  # says in `edited` what it does; one handler does them all
        if (command.__module__.rsplit(".", 1)[-1], handler) != (words, change_contract):
            found.append("a change of a contract does not stand in a file of its name, or has another handler")
    elif handler.__name__ != words:
        found.append("its name is not the command's")
    if not issubclass(command, ContractChange) and (file.stem, command.__module__) != (words, handler.__module__):
        found.append("it does not stand in a file of that name, beside its command")
    if [name.lstrip("_") for name in inspect.signature(handler).parameters] != ["command", "unit", "clock"]:
        found.append("it takes something else than (command, unit, clock)")
    answer = get_type_hints(handler).get("return")
    if not (isinstance(answer, type) and issubclass(answer, Event) and answer is not Event):
        found.append("it does not answer with an event")
    if not (handler.__doc__ or "").strip():
        found.append("it says nothing about itself")
    if not (is_dataclass(command) and command.__dataclass_params__.frozen):
        found.append("its command can be changed")
    return found


def test_every_command_is_in_the_list() -> None:
    for path in DOMAIN.rglob("*_*.py"):
        importlib.import_module(".".join(("domain", *path.relative_to(DOMAIN).with_suffix("").parts)))
    assert all_commands() == {command.__name__ for command in HANDLERS}


@pytest.mark.parametrize("command", LISTED, ids=lambda command: command.__name__)
def test_every_handler_is_found_where_its_name_says(command: type[Command]) -> None:
    assert misfits(command, HANDLERS[command]) == []


@pytest.mark.parametrize("command", LISTED, ids=lambda command: command.__name__)
def test_every_command_says_who_may_give_it(command: type[Command]) -> None:
    assert command.seats
    assert command.seats <= set(Seat) - {Seat.AUDITOR}
    assert isinstance(command.kind, CommandKind)


def test_what_a_station_may_store_for_later_is_for_the_floor() -> None:
    """A command of the office or the worker needs the server's word."""
    for command in HANDLERS:
        if command.kind is not CommandKind.ONLINE_ONLY:
            assert command.seats & {Seat.WAREHOUSE, Seat.POS}, command


@dataclass(frozen=True, slots=True)
class PaintPlace(Command):
    colour: str = "red"


@dataclass(frozen=True, slots=True)
class PlacePainted(Event):
    """Planted: touches nothing in the house."""


def paint(command: PaintPlace, unit: object) -> None:
    pass


def test_a_handler_that_stands_elsewhere_is_found() -> None:
    assert len(misfits(PaintPlace, paint)) == 5


def test_commands_and_events_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        AddPlace("C-04").name = "D-04"
    for handler in HANDLERS.values():
        assert get_type_hints(handler)["return"].__dataclass_params__.frozen


class Gate:
    """Runs at once; tells what it was given."""

    def __init__(self, answer: Event | None = None, refusal: Exception | None = None) -> None:
        self.answer, self.refusal, self.seen = answer, refusal, []

    def submit(self, envelope: Envelope, work: object) -> Answer:
        self.seen.append(envelope)
        if self.refusal:
            raise self.refusal
        return Answer(envelope.command_id, self.answer)


def test_what_was_done_is_told_to_every_screen_once() -> None:
    told, gate = [], Gate(PlacePainted())
    application = Application(gate, {PaintPlace: paint}, Seat.OWNER, told.append)
    assert application.run(Envelope(KNOWN, PaintPlace(), ACTOR)).event == PlacePainted()
    assert told == [frozenset()]
    gate.answer = PlaceAdded(UUID(int=9), "PL-000001-X")
    application.run(Envelope(KNOWN, PaintPlace(), ACTOR))
    assert told[1:] == [frozenset({"places"})]


def test_what_waits_in_the_journal_or_was_refused_is_told_to_nobody() -> None:
    told = []
    waiting = Application(Gate(None), {PaintPlace: paint}, Seat.OWNER, told.append)
    assert waiting.run(Envelope(KNOWN, PaintPlace(), ACTOR)).is_waiting
    refused = Application(Gate(refusal=RuleViolation()), {PaintPlace: paint}, Seat.OWNER, told.append)
    with pytest.raises(RuleViolation):
        refused.run(Envelope(KNOWN, PaintPlace(), ACTOR))
    assert told == []


@pytest.mark.parametrize("seat", [Seat.WAREHOUSE, Seat.POS, Seat.WORKER, Seat.PORTAL, Seat.AUDITOR])
def test_another_seat_is_refused_before_anything_is_sent(seat: Seat) -> None:
    gate = Gate(PlacePainted())
    with pytest.raises(NotForThisSeat) as refused:
        Application(gate, {PaintPlace: paint}, seat).run(Envelope(KNOWN, PaintPlace(), ACTOR))
    assert (gate.seen, refused.value.facts["seat"]) == ([], seat)


def test_personal_values_are_marked_in_every_command() -> None:
    """Names, addresses, mail: whatever is called so in a command is kept apart from its payload (DECISIONS 15), or
    beside the log altogether."""
    telling = ("personal", "email", "phone", "given_name", "family_name", "street", "iban")
    for command in HANDLERS:
        for field in fields(command):
            if field.name in telling:
                assert field.metadata.get("personal") or field.metadata.get("beside"), (command, field.name)
