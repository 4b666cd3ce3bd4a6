"""Which facts a customer hears of by the way, beside the letters that each process writes itself."""

from collections.abc import Iterable
from datetime import date

from domain.application import Command, Event
from domain.checks.stepping import CheckStepped
from domain.consequences import Fact
from domain.contracts.activate_contract import ContractActivated
from domain.contracts.charge_once import ChargeOnce
from domain.messages.tell_news import News, TellNews
from domain.orders.cancel_order import CancelOrder
from domain.orders.place_order import OrderPlaced
from domain.quotes.accept_quote import QuoteAccepted
from domain.shipping.dispatch_shipment import DispatchShipment, ShipmentDispatched
from domain.shipping.finish_packing import ShipmentPacked
from domain.shipping.model import ShipmentCause


def news_of(fact: Fact, drawn: Iterable[Event]) -> list[tuple[str, Command]]:
    """`drawn`: the answers of what the worker did because of the fact. The text tells the letters of one fact apart."""
    event, found = fact.event, list[tuple[str, Command]]()
    placed = event.placed if isinstance(event, QuoteAccepted) else event
    if isinstance(placed, OrderPlaced) and not placed.is_checked:
        found.append(("told ordered", TellNews(placed.contract_id, News.ORDERED, fact.day)))
    elif isinstance(event, ShipmentDispatched) and event.cause is ShipmentCause.ORDER and not event.is_handed_over:
        tracking = fact.command.tracking if isinstance(fact.command, DispatchShipment) else ""
        sent = TellNews(event.contract_id, News.SENT, fact.day, event.shipment_id, tracking)
        found.append(("told sent", sent))
    elif isinstance(event, ShipmentPacked) and event.contract_id is not None:
        found.append(("told ready", TellNews(event.contract_id, News.READY, fact.day, event.shipment_id)))
    elif isinstance(fact.command, CancelOrder) and fact.command.tells:
        found.append(("told cancelled", TellNews(fact.command.contract_id, News.CANCELLED, fact.day)))
    elif isinstance(fact.command, ChargeOnce):
        charged = tuple((each.title, each.amount) for each in fact.command.items)
        day = max(fact.command.on or fact.day, fact.day)
        found.append(("told charged", TellNews(fact.command.contract_id, News.CHARGED, day, charged=charged)))
    return [*found, *told_by([event, *drawn], fact.day)]


def told_by(events: Iterable[Event], day: date) -> list[tuple[str, Command]]:
    """Of contracts that began, and of orders that passed their check: these are confirmed then."""
    found = list[tuple[str, Command]]()
    for each in events:
        if isinstance(each, ContractActivated) and each.is_new and each.start_on is not None:
            found.append(("told started", TellNews(each.contract_id, News.STARTED, each.start_on)))
        elif isinstance(each, CheckStepped) and each.passes:
            found.append(("told ordered", TellNews(each.contract_id, News.ORDERED, day)))
    return found
