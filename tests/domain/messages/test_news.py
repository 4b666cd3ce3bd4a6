"""Which facts a customer hears of by the way, and which they do not."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

from domain.application import Command, Event, Seat
from domain.checks.model import Stage
from domain.checks.stepping import CheckStepped
from domain.consequences import Fact
from domain.contracts.activate_contract import ContractActivated
from domain.contracts.changing import ContractChanged
from domain.contracts.charge_once import ChargedItem, ChargeOnce
from domain.ids import CommandId, ContractId, ContractLineId, CustomerId, OrderId, ShipmentId
from domain.messages.news import news_of
from domain.messages.tell_news import News, TellNews
from domain.money import Money
from domain.orders.place_order import OrderPlaced, PlaceOrder
from domain.shipping.dispatch_shipment import DispatchShipment, ShipmentDispatched
from domain.shipping.model import ShipmentCause

DAY = date(2026, 3, 1)
CONTRACT, CUSTOMER, ORDER = ContractId(uuid4()), CustomerId(uuid4()), OrderId(uuid4())
PLACED = OrderPlaced(ORDER, "OR-1", CONTRACT, "CT-1", None, "")
SENT = ShipmentDispatched(ShipmentId(uuid4()), CONTRACT, CUSTOMER, "SH-1")


def told(command: Command, event: Event, *drawn: Event) -> list[News]:
    fact = Fact(CommandId(uuid4()), Seat.BACKOFFICE, command, event, DAY)
    found = news_of(fact, drawn)
    assert len({name for name, _ in found}) == len(found), "each has an id of its own"
    return [each.news for _, each in found if isinstance(each, TellNews)]


def test_an_order_is_confirmed_at_once_or_when_it_passed_its_check() -> None:
    order = PlaceOrder(CUSTOMER, ())
    assert told(order, PLACED) == [News.ORDERED]
    held = replace(PLACED, is_checked=True)
    waits = CheckStepped(ORDER, "OR-1", CONTRACT, CUSTOMER, Stage.OPEN, Stage.REVIEW)
    assert told(order, held, waits) == []
    passed = replace(waits, stage=Stage.PASSED)
    assert told(order, held, passed) == [News.ORDERED]
    assert told(order, replace(passed, before=Stage.REVIEW)) == [News.ORDERED], "a person let it go"


def test_a_parcel_on_its_way_is_told_and_what_was_handed_over_is_not() -> None:
    command = DispatchShipment(SENT.shipment_id, "0034")
    assert told(command, SENT) == [News.SENT]
    assert told(command, replace(SENT, is_handed_over=True)) == []
    assert told(command, replace(SENT, cause=ShipmentCause.AGAIN)) == []


def test_a_contract_that_begins_is_told_once() -> None:
    began = ContractActivated(CONTRACT, DAY)
    assert told(PlaceOrder(CUSTOMER, ()), PLACED, began) == [News.ORDERED, News.STARTED]
    assert told(PlaceOrder(CUSTOMER, ()), PLACED, replace(began, is_new=False)) == [News.ORDERED]
    assert told(PlaceOrder(CUSTOMER, ()), PLACED, replace(began, start_on=None)) == [News.ORDERED]


def test_a_charge_is_told_for_its_day() -> None:
    bell = ChargedItem(ContractLineId(uuid4()), "Klingel", Money.of("9.00"))
    later = ChargeOnce(CONTRACT, 1, items=(bell,), on=date(2026, 4, 1))
    fact = Fact(CommandId(uuid4()), Seat.BACKOFFICE, later, ContractChanged(CONTRACT, 2), DAY)
    [(_name, letter)] = news_of(fact, ())
    assert letter == TellNews(CONTRACT, News.CHARGED, date(2026, 4, 1), charged=(("Klingel", Money.of("9.00")),))
