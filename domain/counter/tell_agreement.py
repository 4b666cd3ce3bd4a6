"""The customer gets the agreement of a sale by mail, as soon as it is booked and its signature is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.counter.model import SaleId, SaleStage
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit

_BOOKED: Final = frozenset({SaleStage.BOOKED, SaleStage.DONE})


@dataclass(frozen=True, slots=True)
class TellAgreement(Command):
    """`waits`: for the picture of the signature, where there is to be one."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    sale_id: SaleId
    waits: bool = True


@dataclass(frozen=True, slots=True)
class AgreementTold(Event):
    """`is_told` False: it is too early, or there is no agreement."""

    sale_id: SaleId
    is_told: bool

    def touched(self) -> Iterable[str]:
        return ("letters", f"sale:{self.sale_id}")


def tell_agreement(command: TellAgreement, unit: Unit, _clock: Clock) -> AgreementTold:
    """One letter for a sale, however often it is told."""
    sale = unit.counter.find(command.sale_id)
    if sale is None or sale.customer_id is None or sale.stage not in _BOOKED:
        return AgreementTold(command.sale_id, is_told=False)
    if command.waits and sale.signature and not unit.counter.is_signed(sale.id):
        return AgreementTold(command.sale_id, is_told=False)
    contract, order = unit.contracts.get(sale.contract_id), unit.orders.get(sale.order_id)
    things = "\n".join(f"– {line.quantity} × {line.title}" for line in order.lines)
    texts = {"order": order.number, "contract": contract.number, "things": things}
    unit.letters.tell(sale.customer_id, Told(LetterKind.COUNTER_AGREEMENT, texts=texts), sale.id)
    return AgreementTold(command.sale_id, is_told=True)
