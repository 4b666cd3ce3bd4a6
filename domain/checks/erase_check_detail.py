"""The detail of decided checks goes when its time is over: points, answers, account and hashes. The verdict stays."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import OrderId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class EraseCheckDetail(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    order_ids: tuple[OrderId, ...]


@dataclass(frozen=True, slots=True)
class CheckDetailErased(Event):
    """`order_ids` are those of which there was something to erase."""

    order_ids: tuple[OrderId, ...]

    def touched(self) -> Iterable[str]:
        return ("checks",) if self.order_ids else ()


def erase_check_detail(command: EraseCheckDetail, unit: Unit, _clock: Clock) -> CheckDetailErased:
    """Source: article 5 (1) e GDPR; RULES.md 3.11."""
    return CheckDetailErased(tuple(each for each in command.order_ids if unit.checks.erase_detail(each)))
