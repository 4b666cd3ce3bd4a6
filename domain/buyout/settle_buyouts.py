"""Purchases that are paid come true: rent ends, the things are sold and leave our stock. The worker's.

It looks at what the ledger says of the invoice, never at who booked a payment; told again, it changes nothing more.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command, Event, Seat
from domain.assets.ledger import Fact
from domain.assets.status import OUT, Kind
from domain.buyout.asking import held_by, offer_letter, stays_with, things_of, touched_by
from domain.buyout.not_expected import not_expected, nothing_in_their_place
from domain.buyout.offer import Offer, OfferAction, OfferId, OfferStatus
from domain.buyout.timeline import Bought, completed
from domain.clock import Clock
from domain.contracts.settle_deposit import holds_deposit
from domain.contracts.status import Status
from domain.contracts.tidy_goods import call_off_unwanted
from domain.deliveries.keep_up import keep_up
from domain.ids import ContractId, CustomerId
from domain.messages.contract_letter import LetterKind
from domain.ports import Unit
from domain.tasks.model import TaskKind


@dataclass(frozen=True, slots=True)
class SettleBuyouts(Command):
    """Those named, and all of the customer; what is not paid yet stays as it is."""

    seats: ClassVar[frozenset[Seat]] = frozenset({Seat.WORKER})

    offer_ids: tuple[OfferId, ...] = ()
    customer_id: CustomerId | None = None


@dataclass(frozen=True, slots=True)
class BuyoutsSettled(Event):
    """`contract_ids`: those of which something was settled; their rent is put right by the next bill."""

    contract_ids: tuple[ContractId, ...]

    def touched(self) -> Iterable[str]:
        if not self.contract_ids:
            return ()
        topics = [topic for each in self.contract_ids for topic in touched_by(each)]
        return ("assets", "returns", "tasks", "deliveries", *dict.fromkeys(topics))


def settle_buyouts(command: SettleBuyouts, unit: Unit, clock: Clock) -> BuyoutsSettled:
    """Raises UnknownOffer. A thing that is not with the customer opens a task, and its purchase waits."""
    wanted = list(command.offer_ids)
    if command.customer_id is not None:
        wanted += unit.buyouts.waiting(command.customer_id)
    done: list[ContractId] = []
    for offer_id in dict.fromkeys(wanted):
        offer = unit.buyouts.get(offer_id)
        if offer.status is OfferStatus.ACCEPTED and _is_due(offer, unit) and _settle(offer, unit, clock):
            done.append(offer.contract_id)
    return BuyoutsSettled(tuple(dict.fromkeys(done)))


def _is_due(offer: Offer, unit: Unit) -> bool:
    """Paid in full, or it may be paid later. What costs nothing is on no invoice."""
    if offer.on_credit or not offer.price:
        return True
    charged = unit.buyouts.invoices(offer.sale_lines)
    lacking = [each for each in offer.items if each.price and each.sale_line_id not in charged]
    documents = [unit.billing.settlements.document(each) for each in dict.fromkeys(charged.values())]
    return not lacking and not any(each.open for each in documents)


def _settle(offer: Offer, unit: Unit, clock: Clock) -> bool:
    contract = unit.contracts.get(offer.contract_id)
    held = held_by(contract.id, unit)
    assets = unit.assets.get_all([each.asset_id for each in offer.items])
    missing = [each.code for each in assets if each.id not in held or each.state.status not in OUT]
    if missing:
        if not unit.tasks.is_open(TaskKind.BUYOUT_STUCK, contract.number):
            unit.tasks.open(TaskKind.BUYOUT_STUCK, contract.number, {"offer": offer.number, "asset": missing[0]})
        return False
    facts = unit.buyouts.facts(contract, unit.billing.rules)
    things = things_of(offer, unit)
    left = Counter(stays_with(contract, offer.assets, facts, unit.today()))
    contract = not_expected(offer, contract, unit, clock)
    changed = completed(contract, things, offer.accepted_on or unit.today(), left)
    _sold(offer, things, unit, clock)
    nothing_in_their_place(offer, unit, clock)
    if changed.status is Status.BOUGHT_OUT:
        call_off_unwanted(changed, unit.today(), unit, clock)
    unit.contracts.save(changed)
    keep_up(changed, unit, unit.today())
    unit.buyouts.save(offer.closed(OfferAction.SETTLE, unit.today()))
    for task in unit.tasks.waiting(TaskKind.BUYOUT_STUCK, contract.number):
        unit.tasks.clear(task.id, clock.now())
    is_over = changed.status is Status.BOUGHT_OUT
    kind = LetterKind.BUYOUT_SETTLED if is_over else LetterKind.BUYOUT_PART_SETTLED
    unit.letters.promise(contract.id, offer_letter(kind, offer, contract, facts, unit.today()))
    if is_over and holds_deposit(changed):
        unit.tasks.open(TaskKind.DEPOSIT_TO_SETTLE, contract.number, {})
    return True


def _sold(offer: Offer, things: Iterable[Bought], unit: Unit, clock: Clock) -> None:
    """Out of our stock, and with nobody under a contract. For how much, the ledger does not say: the floor reads it."""
    for asset in unit.assets.get_all([each.asset_id for each in things]):
        facts: dict[str, Fact] = {"offer": offer.number}
        unit.assets.append(*asset.record(Kind.SOLD, unit.context, clock.now(), facts))
        unit.assignments.close(asset.id, unit.context.effective_at)
