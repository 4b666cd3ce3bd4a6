"""A customer asks what a thing would cost to keep: the house offers it at the price of its own rules."""

from dataclasses import dataclass
from typing import ClassVar

from domain.application import Command
from domain.buyout.asking import check_out
from domain.buyout.offer_buyout import BuyoutOffered, OfferBuyout, OfferedThing, offer_buyout
from domain.buyout.quote import quoted
from domain.clock import Clock
from domain.ids import AssetId, ContractId
from domain.ports import Unit


@dataclass(frozen=True, slots=True)
class AskBuyout(Command):
    """What a counter wishes for: nobody there chooses a price."""

    has_consequences: ClassVar[bool] = True

    contract_id: ContractId
    asset_ids: tuple[AssetId, ...]


def ask_buyout(command: AskBuyout, unit: Unit, clock: Clock) -> BuyoutOffered:
    """Raises UnknownContract, NotOut, and what `quoted` and `offer_buyout` do."""
    contract = unit.contracts.get(command.contract_id)
    check_out(command.asset_ids, contract, unit)
    facts, today = unit.buyouts.facts(contract, unit.billing.rules), unit.today()
    prices = {each: quoted(contract, facts.thing(each), facts, today, None).price for each in command.asset_ids}
    things = tuple(OfferedThing(asset_id, price) for asset_id, price in prices.items())
    return offer_buyout(OfferBuyout(contract.id, things), unit, clock)
