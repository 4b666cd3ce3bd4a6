"""What stands against a sale is told to a person: nothing could be booked, or the goods could not be handed over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.clock import Clock
from domain.counter.model import CounterSale, SaleId, SaleStage, SaleStep
from domain.ids import CustomerId, PersonId
from domain.ports import Unit
from domain.tasks.model import TaskKind

_STEPS: Final = {SaleStage.TAKEN: SaleStep.STICK, SaleStage.BOOKED: SaleStep.HINDER}
_KINDS: Final = {SaleStep.STICK: TaskKind.SALE_STUCK, SaleStep.HINDER: TaskKind.SALE_GOODS_HELD}


@dataclass(frozen=True, slots=True)
class NoteSale(Command):
    """`why` is the code of what refused it, `what` the thing or product that it was about, "" for none."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    sale_id: SaleId
    why: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class SaleMoved(Event):
    """Where the sale stands now; `is_honoured`: somebody wants it carried out. `customer_id` None: without a name."""

    sale_id: SaleId
    number: str
    stage: SaleStage
    person_id: PersonId
    at: datetime
    customer_id: CustomerId | None = None
    is_honoured: bool = False

    def touched(self) -> Iterable[str]:
        topics = ("sales", "tasks", f"sale:{self.sale_id}")
        return topics if self.customer_id is None else (*topics, f"customer:{self.customer_id}")


def note_sale(command: NoteSale, unit: Unit, _clock: Clock) -> SaleMoved:
    """One task, however often it is tried. Raises UnknownSale."""
    sale = unit.counter.get(command.sale_id)
    step = _STEPS.get(sale.stage)
    if step is not None:
        sale = unit.counter.take(sale, step, command.why)
        kind, subject = _KINDS[step], known_by(sale)
        if not unit.tasks.is_open(kind, subject):
            facts: dict[str, str | int] = {"why": command.why, "what": command.what, "sale": str(sale.id)}
            if sale.customer_id is not None:
                facts["customer"] = unit.customers.get(sale.customer_id).number
            if sale.receipt_id is not None:
                paid = unit.till.receipt(sale.receipt_id).sum
                facts |= {"minor": paid.minor, "currency": str(paid.currency)}
            unit.tasks.open(kind, subject, facts)
    return moved(sale)


def known_by(sale: CounterSale) -> str:
    """What its tasks are about: the receipt's number, where there is one."""
    return sale.number or str(sale.id)


def moved(sale: CounterSale) -> SaleMoved:
    return SaleMoved(sale.id, sale.number, sale.stage, sale.person_id, sale.at, sale.customer_id, sale.is_honoured)
