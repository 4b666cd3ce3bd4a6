"""Nothing comes of a sale that is stuck: what was taken stands to the customer's credit, and goes back like any
balance."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.counter.deciding import decided
from domain.counter.model import SaleId, SaleStep
from domain.counter.note_sale import SaleMoved, moved
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class TakeBackSale(Command):
    seats: ClassVar[frozenset[Seat]] = OFFICE

    sale_id: SaleId
    why: str


def take_back_sale(command: TakeBackSale, unit: Unit, clock: Clock) -> SaleMoved:
    """Raises UnknownSale, IllegalSaleStep, SaleReasonMissing."""
    return moved(decided(command.sale_id, SaleStep.TAKE_BACK, command.why, unit, clock))
