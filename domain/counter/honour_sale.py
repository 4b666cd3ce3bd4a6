"""A sale that is stuck is carried out as it was agreed."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import OFFICE, Command, Seat
from domain.clock import Clock
from domain.counter.deciding import decided
from domain.counter.model import SaleId, SaleStep
from domain.counter.note_sale import SaleMoved, moved
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class HonourSale(Command):
    """Price and plan count as they were agreed; what else stood against it has to be out of the way."""

    seats: ClassVar[frozenset[Seat]] = OFFICE
    has_consequences: ClassVar[bool] = True

    sale_id: SaleId
    why: str


def honour_sale(command: HonourSale, unit: Unit, clock: Clock) -> SaleMoved:
    """The worker tries it again. Raises UnknownSale, IllegalSaleStep, SaleReasonMissing."""
    return moved(decided(command.sale_id, SaleStep.HONOUR, command.why, unit, clock))
