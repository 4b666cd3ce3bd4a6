"""What follows from a fact, and that it follows once."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.application import Command, Event, Seat
from domain.assets.status import Condition
from domain.availability.look_at_availability import LookAtAvailability
from domain.availability.model import ExpectationId, KindAt
from domain.availability.move_expectation import ExpectationMoved, MoveExpectation
from domain.billing.bill_customers import BillCustomers, CustomersBilled
from domain.consequences import Fact, consequence_id, follow
from domain.contracts.activate_contract import ActivateContract, ContractActivated
from domain.contracts.beginning import StartFact
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.changing import ContractChanged
from domain.contracts.end_returned_line import EndReturnedLine
from domain.contracts.follow_goods import FollowGoods
from domain.contracts.move_end import MoveEnd
from domain.contracts.undo_change import UndoChange
from domain.ids import (
    AssetId,
    CommandId,
    ContractId,
    ContractLineId,
    CustomerId,
    OrderId,
    ReturnId,
    ShipmentId,
    StoreId,
    VariantId,
)
from domain.orders.place_order import OrderPlaced, PlaceOrder
from domain.refurbishment.await_parts import AwaitParts
from domain.refurbishment.book_repair_cost import BookRepairCost
from domain.refurbishment.finish_refurbishment import FinishRefurbishment, RefurbishmentFinished
from domain.refurbishment.moving import RepairMoved
from domain.refurbishment.repairs import RepairId, RepairStage
from domain.returns.announce_return import AnnounceReturn, ReturnAnnounced
from domain.returns.call_off_return import CallOffReturn, ReturnCalledOff
from domain.returns.deciding import ReturnMoved
from domain.returns.extend_return import ExtendReturn
from domain.returns.follow_inspection import FollowInspection
from domain.returns.model import Purpose
from domain.returns.stages import Stage
from domain.returns.take_back_asset import AssetTakenBack, TakeBackAsset
from domain.returns.tell_return import News, TellReturn
from domain.shipping.confirm_arrival import ArrivalConfirmed, ConfirmArrival
from domain.shipping.dispatch_shipment import DispatchShipment, ShipmentDispatched
from domain.shipping.model import ShipmentCause
from domain.shipping.send_again import AgainSent, SendAgain
from domain.swaps.follow_swaps import FollowSwaps

KNOWN, TODAY = CommandId(UUID(int=1)), date(2026, 2, 10)
CONTRACT, CUSTOMER, ASSET = ContractId(UUID(int=2)), CustomerId(UUID(int=3)), AssetId(UUID(int=4))
RETURN = ReturnId(UUID(int=8))
LINE, SHIPMENT, ORDER = ContractLineId(UUID(int=5)), ShipmentId(UUID(int=6)), OrderId(UUID(int=7))


def drawn(
    seat: Seat, command: Command, event: Event, again: AgainSent | None = None, *, starts: date | None = TODAY
) -> list[tuple[str, Command]]:
    """The consequences of one fact, in order; a contract that is activated starts on `starts`."""
    found: list[tuple[str, Command]] = []

    def run(name: str, consequence: Command) -> Event:
        found.append((name, consequence))
        if again is not None and isinstance(consequence, SendAgain):
            return again
        is_start = isinstance(consequence, ActivateContract)
        return ContractActivated(CONTRACT, starts) if is_start else CustomersBilled(1, ())

    follow(Fact(KNOWN, seat, command, event, TODAY), run)
    return found


SENT = (DispatchShipment(SHIPMENT), ShipmentDispatched(SHIPMENT, CONTRACT, CUSTOMER, "SH-1"))
BACK = (
    TakeBackAsset(ASSET, Condition.USED),
    AssetTakenBack(ASSET, "RB-1", ReturnId(UUID(int=8)), "RT-1", CONTRACT, LINE, True, 0),
)


def test_a_dispatch_starts_the_contract_and_writes_its_first_invoice() -> None:
    starts = date(2026, 2, 12)
    assert drawn(Seat.WAREHOUSE, *SENT, starts=starts) == [
        ("activate", ActivateContract(CONTRACT, TODAY, StartFact.SENT)),
        ("first_invoice", BillCustomers((CUSTOMER,), starts, TODAY, (CONTRACT,))),
        ("goods", FollowGoods(CONTRACT, TODAY)),
    ]


def test_a_contract_that_ran_before_is_billed_for_today() -> None:
    """Told late or twice: the run looks at today, not back at the day of the start."""
    billed = drawn(Seat.WAREHOUSE, *SENT, starts=date(2026, 1, 1))[1][1]
    assert isinstance(billed, BillCustomers)
    assert billed.as_of == TODAY


@pytest.mark.parametrize(("shipment", "known"), [(None, StartFact.CARRIES_NOTHING), (SHIPMENT, StartFact.ORDERED)])
def test_an_order_is_told_to_its_contract(shipment: ShipmentId | None, known: StartFact) -> None:
    placed = OrderPlaced(ORDER, "OR-1", CONTRACT, "CT-1", shipment, "SH-1" if shipment else "")
    found = drawn(Seat.BACKOFFICE, PlaceOrder(CUSTOMER, ()), placed)
    assert [name for name, _ in found] == ["activate", "first_invoice"]
    assert found[0][1] == ActivateContract(CONTRACT, TODAY, known)


def test_a_contract_that_ran_before_this_fact_waits_for_the_night() -> None:
    names: list[str] = []

    def run(name: str, _consequence: Command) -> Event:
        names.append(name)
        return ContractActivated(CONTRACT, TODAY, is_new=False)

    follow(Fact(KNOWN, Seat.WAREHOUSE, *SENT, TODAY), run)
    assert names == ["activate", "goods"]


def test_a_contract_that_does_not_start_yet_is_not_billed() -> None:
    assert [name for name, _ in drawn(Seat.WAREHOUSE, *SENT, starts=None)] == ["activate", "goods"]


def test_a_return_ends_its_line() -> None:
    assert drawn(Seat.WAREHOUSE, *BACK) == [
        ("end_line", EndReturnedLine(CONTRACT, LINE, TODAY, ASSET)),
        ("tell", TellReturn(BACK[1].return_id, News.RECEIPT)),
        ("swaps", FollowSwaps(CONTRACT, TODAY)),
        ("availability", LookAtAvailability(asset_ids=(ASSET,))),
    ]


def test_the_customer_is_told_when_nothing_is_missing_any_more() -> None:
    found = drawn(Seat.WAREHOUSE, BACK[0], replace(BACK[1], still_open=1))
    assert [name for name, _ in found] == ["end_line", "swaps", "availability"]


@pytest.mark.parametrize("cause", [ShipmentCause.AGAIN, ShipmentCause.SUPPLY])
def test_only_the_goods_of_an_order_start_a_contract(cause: ShipmentCause) -> None:
    sent = ShipmentDispatched(SHIPMENT, CONTRACT, CUSTOMER, "SH-1", cause)
    found = drawn(Seat.WAREHOUSE, DispatchShipment(SHIPMENT), sent)
    assert found[0] == ("goods", FollowGoods(CONTRACT, TODAY))
    may_be_a_swap = [("swaps", FollowSwaps(CONTRACT, TODAY))] if cause is ShipmentCause.AGAIN else []
    assert found[1:] == may_be_a_swap


def test_what_is_handed_over_starts_the_contract_on_the_day_the_customer_had_it() -> None:
    here = ShipmentDispatched(SHIPMENT, CONTRACT, CUSTOMER, "SH-1", is_handed_over=True)
    found = drawn(Seat.POS, DispatchShipment(SHIPMENT, is_handed_over=True), here)
    assert found[0][1] == ActivateContract(CONTRACT, TODAY, StartFact.HANDED_OVER)
    arrived_on = date(2026, 2, 8)
    told = ArrivalConfirmed(SHIPMENT, CONTRACT, CUSTOMER, "SH-1", ShipmentCause.ORDER, arrived_on)
    found = drawn(Seat.BACKOFFICE, ConfirmArrival(SHIPMENT, arrived_on), told)
    assert found[0][1] == ActivateContract(CONTRACT, arrived_on, StartFact.HANDED_OVER)


@pytest.mark.parametrize("purpose", [Purpose.REPAIR, Purpose.REPLACEMENT])
def test_what_comes_back_to_go_out_again_ends_no_line(purpose: Purpose) -> None:
    back = replace(BACK[1], purpose=purpose)
    again = SendAgain(CONTRACT, LINE, back.return_id, ASSET, TODAY)
    found = drawn(Seat.WAREHOUSE, BACK[0], back)
    assert found[:2] == [("again", again), ("goods", FollowGoods(CONTRACT, TODAY))]
    assert [name for name, _ in found[2:]] == ["tell", "swaps", "availability"]
    found = drawn(Seat.WAREHOUSE, BACK[0], back, AgainSent(CONTRACT, None, is_end=True))
    assert [name for name, _ in found] == ["again", "end_line", "tell", "swaps", "availability"]


def test_a_refurbishment_is_priced_ends_its_repair_and_changes_what_is_free() -> None:
    finished = (FinishRefurbishment(ASSET, True, 5, ()), RefurbishmentFinished(ASSET, "RB-1", True, 5))
    assert drawn(Seat.WAREHOUSE, *finished) == [
        ("repair_cost", BookRepairCost(ASSET, KNOWN)),
        ("inspected", FollowInspection(ASSET)),
        ("availability", LookAtAvailability(asset_ids=(ASSET,))),
    ]


@pytest.mark.parametrize(
    ("command", "event"),
    [
        (AnnounceReturn(CONTRACT, TODAY), ReturnAnnounced(RETURN, "RT-1", CONTRACT, 1, False)),
        (CallOffReturn(CONTRACT, RETURN), ReturnCalledOff(CONTRACT, RETURN, "RT-1")),
        (ExtendReturn(RETURN, TODAY), ReturnMoved(RETURN, "RT-1", Stage.ANNOUNCED, (str(CONTRACT),))),
        (CancelContract(CONTRACT, 1, received_on=TODAY), ContractChanged(CONTRACT, 2)),
        (MoveEnd(CONTRACT, 1, last_day=TODAY), ContractChanged(CONTRACT, 2)),
        (UndoChange(CONTRACT, 1), ContractChanged(CONTRACT, 2)),
    ],
)
def test_what_moves_the_day_on_which_things_come_back_has_promises_looked_at_at_once(
    command: Command, event: Event
) -> None:
    assert drawn(Seat.BACKOFFICE, command, event)[-1] == ("availability", LookAtAvailability(contract_ids=(CONTRACT,)))
    assert type(command).has_consequences, "the worker would never hear of it"


def test_another_day_of_a_delivery_or_a_repair_has_promises_looked_at() -> None:
    kind = KindAt(VariantId(UUID(int=9)), StoreId(UUID(int=10)))
    moved = ExpectationMoved(kind.variant_id, kind.store_id)
    command = MoveExpectation(ExpectationId(UUID(int=11)), TODAY, 1)
    assert drawn(Seat.BACKOFFICE, command, moved) == [("availability", LookAtAvailability((kind,)))]
    waits = RepairMoved(RepairId(UUID(int=12)), "RP-1", ASSET, RepairStage.WAITING_PARTS)
    parts = AwaitParts(RepairId(UUID(int=12)), "Kette", TODAY)
    assert drawn(Seat.BACKOFFICE, parts, waits) == [("availability", LookAtAvailability(asset_ids=(ASSET,)))]


def test_a_fact_that_its_seat_could_not_have_stated_has_no_consequence() -> None:
    for seat in (Seat.BACKOFFICE, Seat.WORKER, Seat.PORTAL, Seat.AUDITOR):
        assert drawn(seat, *SENT) == drawn(seat, *BACK) == []


def test_a_consequence_has_the_same_id_however_often_it_is_drawn() -> None:
    fact = Fact(KNOWN, Seat.WAREHOUSE, *SENT, TODAY)
    later = Fact(KNOWN, Seat.WAREHOUSE, *SENT, date(2026, 3, 1))
    assert consequence_id(fact, "activate") == consequence_id(later, "activate")
    other = Fact(CommandId(UUID(int=99)), Seat.WAREHOUSE, *SENT, TODAY)
    ids = {consequence_id(each, name) for each in (fact, other) for name in ("activate", "first_invoice")}
    assert len(ids) == 4
