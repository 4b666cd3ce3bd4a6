"""A sale that is stuck is decided about by a person, who says why."""

from domain.clock import Clock
from domain.counter.model import NOTE_LENGTH, CounterSale, SaleId, SaleReasonMissing, SaleStep
from domain.counter.note_sale import known_by
from domain.ports import Unit
from domain.tasks.model import TaskKind


def decided(sale_id: SaleId, step: SaleStep, why: str, unit: Unit, clock: Clock) -> CounterSale:
    """Its task goes with it. Raises UnknownSale, IllegalSaleStep, SaleReasonMissing."""
    sale, said = unit.counter.get(sale_id), why.strip()[:NOTE_LENGTH]
    sale.stepped(step)
    if not said:
        raise SaleReasonMissing(number=sale.number)
    for task in unit.tasks.waiting(TaskKind.SALE_STUCK, known_by(sale)):
        unit.tasks.clear(task.id, clock.now())
    return unit.counter.take(sale, step, said)
