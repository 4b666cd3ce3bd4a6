"""What follows from a fact for contracts, invoices and costs. The worker reads the stored fact again and draws it.

Every consequence is a command of its own, with an id made from the fact's: drawn twice, it is applied once.
Source: DECISIONS 3, 6 and 13.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid5

from domain.application import Command, Event, Seat
from domain.availability.following import follow_availability
from domain.banking.following import follow_bank
from domain.billing.bill_contract import BillContract
from domain.buyout.following import follow_buyout
from domain.cancellations.following import follow_cancellation
from domain.checks.following import follow_check, judge
from domain.contracts.activate_contract import ActivateContract
from domain.contracts.announce_price_change import AnnouncePriceChange
from domain.contracts.beginning import StartFact
from domain.contracts.cancel_contract import CancelContract
from domain.contracts.follow_ending import FollowEnding
from domain.contracts.follow_goods import FollowGoods
from domain.contracts.keep_contract import KeepContract
from domain.contracts.move_end import MoveEnd
from domain.contracts.report_outage import ReportOutage
from domain.contracts.settle_deposit import SettleDeposit
from domain.contracts.starting import start
from domain.contracts.tell_price_change import TellPriceChange
from domain.contracts.tell_price_stays import TellPriceStays
from domain.contracts.terminate_contract import TerminateContract
from domain.contracts.undo_change import UndoChange
from domain.contracts.withdraw_contract import WithdrawContract
from domain.contracts.withdraw_price_change import WithdrawPriceChange
from domain.counter.following import follow_counter
from domain.dunning.following import follow_dunning
from domain.ids import CommandId, CustomerId
from domain.losses.following import follow_loss
from domain.loyalty.give_tier import TierGiven
from domain.loyalty.tell_tier import TellTier
from domain.orders.cancel_order import CancelOrder
from domain.orders.place_order import OrderPlaced, PlaceOrder
from domain.payments.following import follow_payment
from domain.quotes.accept_quote import QuoteAccepted
from domain.quotes.following import follow_quote
from domain.refunds.following import follow_refund
from domain.refurbishment.book_repair_cost import BookRepairCost
from domain.refurbishment.finish_refurbishment import FinishRefurbishment
from domain.refurbishment.following import follow_repair
from domain.returns.follow_inspection import FollowInspection
from domain.returns.following import follow_return
from domain.serving.following import follow_serving
from domain.serving.wishes import may_state
from domain.shipping.confirm_arrival import ArrivalConfirmed
from domain.shipping.dispatch_shipment import ShipmentDispatched
from domain.shipping.model import ShipmentCause
from domain.swaps.following import follow_swap
from domain.till.following import follow_till
from domain.transfers.following import follow_transfer

_LETTERS_AT_ONCE: Final = 100

Run = Callable[[str, Command], Event]
"""Runs one consequence; the text tells it apart from the others of the same fact."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A command as the log holds it. `day` is the legal day on which it took effect, `at` the instant."""

    command_id: CommandId
    seat: Seat
    command: Command
    event: Event
    day: date
    at: datetime | None = None


def consequence_id(fact: Fact, name: str) -> CommandId:
    """The same for the same fact and name, whoever asks and however often."""
    return CommandId(uuid5(UUID(int=fact.command_id.int), name))


def follow(fact: Fact, run: Run) -> None:
    """Draws what follows from one fact. A fact that its seat could not have stated has no consequences."""
    if not may_state(fact.seat, type(fact.command)):
        return
    event = fact.event
    if isinstance(event, ShipmentDispatched | ArrivalConfirmed):
        _sent(fact, event, run)
    elif isinstance(event, OrderPlaced) and isinstance(fact.command, PlaceOrder):
        _ordered(fact, event, fact.command.customer_id, run)
    elif isinstance(event, QuoteAccepted):
        _ordered(fact, event.placed, event.customer_id, run)
    elif isinstance(fact.command, AnnouncePriceChange | WithdrawPriceChange):
        _tell_prices(fact.command, run)
    elif isinstance(fact.command, SettleDeposit | CancelOrder):
        run("settle", BillContract(fact.command.contract_id, fact.day))
    elif follow_cancellation(fact.command, event, fact.day, run):
        pass
    elif isinstance(fact.command, FinishRefurbishment):
        run("repair_cost", BookRepairCost(fact.command.asset_id, fact.command_id))
        run("inspected", FollowInspection(fact.command.asset_id))
    elif not (
        follow_buyout(fact.command, event, fact.day, run)
        or follow_return(fact.command, event, fact.day, run, fact.seat)
        or follow_repair(fact.command, event, fact.day, run)
        or follow_refund(fact.command, event, fact.day, run)
        or follow_loss(fact.command, event, fact.day, fact.at, run)
        or follow_transfer(event, fact.day, run)
        or follow_payment(fact.command, event, run)
        or follow_bank(event, run)
        or follow_dunning(fact.command, event, fact.day, run)
        or follow_check(event, fact.day, run)
        or follow_serving(fact.command, event, fact.day, fact.seat, run)
        or follow_till(event, run)
        or follow_counter(event, fact.day, fact.at, run)
        or follow_quote(fact.command, event, run)
    ):
        _changed(fact, run)
    follow_swap(event, fact.day, run)
    follow_availability(fact.command, event, run)


def _changed(fact: Fact, run: Run) -> None:
    """What a change of a contract asks for beside the bills."""
    command = fact.command
    if isinstance(command, CancelContract | TerminateContract | WithdrawContract):
        run("ending", FollowEnding(command.contract_id, fact.day, fact.at))
    elif isinstance(command, KeepContract | MoveEnd | UndoChange):
        run("ending", FollowEnding(command.contract_id, fact.day, tells=False))
    elif isinstance(fact.event, TierGiven):
        run("tell", TellTier(fact.event.customer_id, fact.event.before))
    elif isinstance(command, ReportOutage):
        run("goods", FollowGoods(command.contract_id, fact.day))


def _ordered(fact: Fact, event: OrderPlaced, customer_id: CustomerId, run: Run) -> None:
    """What starts with the order, as soon as nothing holds it back."""
    if event.is_checked:
        judge(event.order_id, fact.day, run)
        return
    known = StartFact.ORDERED if event.shipment_id else StartFact.CARRIES_NOTHING
    start(ActivateContract(event.contract_id, fact.day, known), customer_id, fact.day, run)


def _sent(fact: Fact, event: ShipmentDispatched | ArrivalConfirmed, run: Run) -> None:
    """Only the goods of an order can start a contract; every parcel may end days without a thing."""
    known, day = StartFact.HANDED_OVER, fact.day
    if isinstance(event, ArrivalConfirmed):
        day = event.arrived_on
    elif not event.is_handed_over:
        known = StartFact.SENT
    if event.cause is ShipmentCause.ORDER:
        start(ActivateContract(event.contract_id, day, known), event.customer_id, fact.day, run)
    run("goods", FollowGoods(event.contract_id, fact.day))


def _tell_prices(command: AnnouncePriceChange | WithdrawPriceChange, run: Run) -> None:
    """Some contracts at a time: a campaign may concern all there are."""
    if isinstance(command, WithdrawPriceChange):
        run("letters", TellPriceStays(command.campaign_id))
        return
    ids = command.contract_ids
    for first in range(0, len(ids), _LETTERS_AT_ONCE):
        run(f"letters {first}", TellPriceChange(command.campaign_id, ids[first : first + _LETTERS_AT_ONCE]))
