"""The customer hears that something went its way: ordered, sent, begun, charged. A consequence of the fact."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar, Final

from domain.application import Command, Event, Seat
from domain.billing.periods import rhythm_on
from domain.clock import Clock
from domain.contracts.model import Contract
from domain.ids import ContractId, ShipmentId
from domain.messages.contract_letter import LetterKind, PriceTold, Told
from domain.money import Money
from domain.orders.model import OrderStatus
from domain.period import ONE_DAY
from domain.ports import Unit
from domain.shipping.model import Shipment, ShipmentStatus


class News(StrEnum):
    """What is told."""

    ORDERED = "ordered"
    SENT = "sent"
    STARTED = "started"
    CHARGED = "charged"
    BILLED_SOON = "billed_soon"
    CANCELLED = "cancelled"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class TellNews(Command):
    """`shipment_id` belongs to SENT and READY, `tracking` to SENT; `charged` (title and amount of each line) belongs to
    CHARGED; `on` is the day it is about."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    contract_id: ContractId
    news: News
    on: date
    shipment_id: ShipmentId | None = None
    tracking: str = ""
    charged: tuple[tuple[str, Money], ...] = ()


@dataclass(frozen=True, slots=True)
class NewsTold(Event):
    """`is_told` False: there was nothing to say."""

    contract_id: ContractId
    is_told: bool = True

    def touched(self) -> Iterable[str]:
        return (f"contract:{self.contract_id}", "letters")


def tell_news(command: TellNews, unit: Unit, _clock: Clock) -> NewsTold:
    """Promises the letter. Raises UnknownContract, UnknownShipment."""
    contract = unit.contracts.get(command.contract_id)
    told = _told(command, contract, unit)
    if told is not None:
        unit.letters.promise(contract.id, told)
    return NewsTold(contract.id, told is not None)


def _told(command: TellNews, contract: Contract, unit: Unit) -> Told | None:
    if command.news in _OF_ORDERS:
        return _OF_ORDERS[command.news](command, contract, unit)
    if command.news is News.CHARGED:
        lines = "\n".join(f"– {title}" for title, _ in command.charged)
        total = Money(sum(amount.minor for _, amount in command.charged), contract.terms.currency)
        return Told(LetterKind.CHARGED_ONCE, {"on": command.on}, {"amount": total}, texts={"things": lines})
    days = {"on": command.on}
    if command.news is News.BILLED_SOON:
        return Told(LetterKind.UPCOMING_INVOICE, days, prices=_prices(contract, command.on))
    if contract.end_on is not None:
        days["last_day"] = contract.end_on - ONE_DAY
    return Told(LetterKind.CONTRACT_STARTED, days, prices=_prices(contract, command.on))


def _ordered(command: TellNews, contract: Contract, unit: Unit) -> Told | None:
    if contract.order_id is None:
        return None
    order = unit.orders.get(contract.order_id)
    if order.status is OrderStatus.CANCELLED:
        return None
    things = "\n".join(f"– {line.quantity} × {line.title}" for line in order.lines)
    promised = contract.beginning.promised_on if contract.beginning is not None else None
    days = {} if promised is None else {"expected": promised}
    texts = {"order": order.number, "things": things}
    return Told(LetterKind.ORDER_CONFIRMED, days, prices=_prices(contract, command.on), texts=texts)


def _cancelled(_command: TellNews, contract: Contract, unit: Unit) -> Told | None:
    number = "" if contract.order_id is None else unit.orders.get(contract.order_id).number
    return Told(LetterKind.ORDER_CANCELLED, texts={"order": number})


def _sent(command: TellNews, _contract: Contract, unit: Unit) -> Told | None:
    """What the customer took along is not on its way."""
    if command.shipment_id is None:
        return None
    shipment = unit.shipments.get(command.shipment_id)
    if shipment.arrived_on is not None:
        return None
    texts = {"order": unit.orders.get(shipment.order_id).number, "things": _packed(shipment)}
    if command.tracking:
        texts["tracking"] = command.tracking
    return Told(LetterKind.ORDER_SENT, texts=texts)


def _ready(command: TellNews, _contract: Contract, unit: Unit) -> Told | None:
    """What left meanwhile, or was unpacked again, waits for nobody."""
    if command.shipment_id is None:
        return None
    shipment = unit.shipments.get(command.shipment_id)
    if shipment.status is not ShipmentStatus.PACKED or not shipment.is_pick_up:
        return None
    store = unit.settings.store(unit.context.store_id).value
    where = ", ".join(part for part in (store.name, store.street, f"{store.postcode} {store.city}".strip()) if part)
    texts = {"order": unit.orders.get(shipment.order_id).number, "things": _packed(shipment), "store": where}
    return Told(LetterKind.READY_FOR_PICK_UP, texts=texts)


def _packed(shipment: Shipment) -> str:
    return "\n".join(f"– {line.quantity} × {line.title}" for line in shipment.lines)


def _prices(contract: Contract, on: date) -> tuple[PriceTold, ...]:
    """What its running lines cost for one period; on the day, or when they begin."""
    found: list[PriceTold] = []
    for line in contract.lines:
        if line.is_recurring and line.end_on is None:
            first = max(filter(None, (on, line.start_on, contract.start_on)))
            is_running = contract.start_on is not None
            interval = rhythm_on(contract, line, first).interval if is_running else contract.terms.interval
            found.append(PriceTold(line.title_on(first), first, None, line.at(first)[0], interval))
    return tuple(found)


_OF_ORDERS: Final[Mapping[News, Callable[[TellNews, Contract, Unit], Told | None]]] = {
    News.ORDERED: _ordered,
    News.SENT: _sent,
    News.READY: _ready,
    News.CANCELLED: _cancelled,
}
