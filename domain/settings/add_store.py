"""A second store: a name, where it is, how the codes of its things begin, and maybe a series of numbers of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import StoreId
from domain.ports import Unit
from domain.settings.stores import PrefixTaken, StoreSettings


@dataclass(frozen=True, slots=True)
class AddStore(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.OWNER})

    settings: StoreSettings
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StoreAdded(Event):
    store_id: StoreId

    def touched(self) -> Iterable[str]:
        return ("settings",)


def add_store(command: AddStore, unit: Unit, _clock: Clock) -> StoreAdded:
    """Nobody sits there yet: a login belongs to one store, and an administrator makes it.

    Raises PrefixTaken, and what `StoreSettings.tidied` refuses.
    """
    store_id, settings = StoreId(unit.new_id()), command.settings.tidied()
    if settings.invoice_prefix and unit.settings.is_prefix_taken(settings.invoice_prefix, store_id):
        raise PrefixTaken(prefix=settings.invoice_prefix)
    unit.settings.add_store(store_id, settings, command.reason.strip())
    return StoreAdded(store_id)
