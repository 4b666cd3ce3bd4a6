"""The customer takes the offer: the price is charged at once, and the things change hands when it is paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from domain.application import SELF_SERVICE, Command, Event, Seat
from domain.buyout.asking import check_out, stays_with, things_of, touched_by
from domain.buyout.offer import OfferId
from domain.buyout.timeline import accepted, is_whole
from domain.clock import Clock
from domain.contracts.changing import ContractChangedMeanwhile
from domain.ids import ContractId, ContractLineId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AcceptOffer(Command):
    """`version` is that of the contract the person saw. `uses_deposit`: what we hold pays as much as it can; only when
    nothing else is rented. What portal and counter will ask for is this same command."""

    seats: ClassVar[frozenset[Seat]] = SELF_SERVICE
    has_consequences: ClassVar[bool] = True

    offer_id: OfferId
    contract_id: ContractId
    version: int
    uses_deposit: bool = False


@dataclass(frozen=True, slots=True)
class OfferAccepted(Event):
    """`is_whole`: with it nothing rented is left, and the contract waits for the purchase."""

    offer_id: OfferId
    number: str
    contract_id: ContractId
    is_whole: bool
    is_on_credit: bool = False

    def touched(self) -> Iterable[str]:
        return (*touched_by(self.contract_id), "invoices")


def accept_offer(command: AcceptOffer, unit: Unit, _clock: Clock) -> OfferAccepted:
    """The invoice follows at once.

    Raises UnknownOffer, UnknownContract, ContractChangedMeanwhile, OfferExpired, NotOut, IllegalOfferTransition,
    IllegalContractTransition, DepositStillNeeded.
    """
    contract, offer = unit.contracts.get(command.contract_id), unit.buyouts.get(command.offer_id)
    if contract.version != command.version or offer.contract_id != contract.id:
        raise ContractChangedMeanwhile(contract=contract.number)
    sale_lines = {each.asset_id: ContractLineId(unit.new_id()) for each in offer.items}
    offer = offer.accepted(unit.today(), sale_lines, uses_deposit=command.uses_deposit)
    check_out(offer.assets, contract, unit)
    facts = unit.buyouts.facts(contract, unit.billing.rules)
    sold = {each.line_id for each in offer.items}
    whole = is_whole(contract, sold, stays_with(contract, offer.assets, facts, unit.today()))
    changed = accepted(contract, things_of(offer, unit), unit.today(), whole=whole, uses_deposit=command.uses_deposit)
    unit.contracts.save(changed)
    unit.buyouts.save(offer)
    return OfferAccepted(offer.id, offer.number, contract.id, whole, offer.on_credit)
