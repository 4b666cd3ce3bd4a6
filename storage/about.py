"""What a command is about: the ids that its trace in the timelines is found by."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from uuid import UUID

from domain.application import Command, Event
from domain.views.lifecycle import Teller
from domain.views.lifecycle_told import told


def about(command: Command, event: Event) -> frozenset[UUID]:
    """Empty where another trace tells of it, and where nothing came of it.

    Of the command only its own ids count: what stands in lists was asked for, the event says what was done.
    """
    if told(type(command).__name__).teller is not Teller.COMMAND or not tuple(event.touched()):
        return frozenset()
    given = (getattr(command, each.name) for each in fields(command))
    return frozenset((*(one for one in given if isinstance(one, UUID)), *_ids(event)))


def _ids(value: object) -> Iterable[UUID]:
    if isinstance(value, UUID):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _ids(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _ids(getattr(value, each.name))
