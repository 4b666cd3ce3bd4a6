"""The letter that follows what the office did to a swap. The worker's consequence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.ids import ContractId
from domain.ports import Unit
from domain.swaps.model import SwapId
from domain.swaps.told import letter


@dataclass(frozen=True, slots=True)
class TellSwap(Command):
    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    swap_id: SwapId


@dataclass(frozen=True, slots=True)
class SwapTold(Event):
    contract_id: ContractId

    def touched(self) -> Iterable[str]:
        return (f"contract:{self.contract_id}",)


def tell_swap(command: TellSwap, unit: Unit, _clock: Clock) -> SwapTold:
    """About its last step. Raises UnknownSwap."""
    swap = unit.swaps.get(command.swap_id)
    told = letter(swap, unit.contracts.get(swap.contract_id))
    if told is not None:
        unit.letters.promise(swap.contract_id, told)
    return SwapTold(swap.contract_id)
