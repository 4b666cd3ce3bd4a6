"""What the commands of a purchase share: the things of an offer, what its letters tell, who may sell to whom."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from domain.assets.status import OUT
from domain.buyout.offer import Offer
from domain.buyout.quote import BuyoutFacts, HeldThing, taxed
from domain.buyout.timeline import Bought
from domain.contracts.model import Contract
from domain.ids import AssetId, ContractId, ContractLineId
from domain.messages.contract_letter import LetterKind, Told
from domain.ports import Unit
from domain.returns.model import NotOut
from domain.shipping.sending_again import goes_on

TOPICS = ("buyouts", "contracts")


def touched_by(contract_id: ContractId) -> tuple[str, ...]:
    """What a purchase changes on screens."""
    return (*TOPICS, f"contract:{contract_id}")


def things_of(offer: Offer, unit: Unit) -> list[Bought]:
    """In the order of the offer; those that are accepted."""
    found = {each.id: each for each in unit.assets.get_all([item.asset_id for item in offer.items])}
    return [
        Bought(
            item.asset_id,
            found[item.asset_id].variant_id,
            item.line_id,
            item.sale_line_id,
            item.price,
        )
        for item in offer.items
        if item.sale_line_id is not None
    ]


def held_by(contract_id: ContractId, unit: Unit) -> dict[AssetId, ContractLineId]:
    """What is with the customer under the contract."""
    return dict(unit.assignments.assets_of(contract_id))


def stays_with(contract: Contract, sold: Collection[AssetId], facts: BuyoutFacts, day: date) -> list[ContractLineId]:
    """The lines of what the customer has beside what is sold, once for each thing: what is out, and what is with us
    only to go out again."""
    out = [each.line_id for each in facts.held if each.asset_id not in sold]
    return out + [each for each in facts.again if goes_on(contract, contract.line(each), day)]


def check_out(asset_ids: Iterable[AssetId], contract: Contract, unit: Unit) -> None:
    """Raises NotOut: one of the things is not with the customer under this contract."""
    wanted = list(asset_ids)
    held = held_by(contract.id, unit)
    for asset in unit.assets.get_all(wanted):
        if asset.id not in held or asset.state.status not in OUT:
            raise NotOut(asset=asset.code, status=asset.state.status)


def offer_letter(kind: LetterKind, offer: Offer, contract: Contract, facts: BuyoutFacts, day: date) -> Told:
    """What each letter of a purchase knows: number, things, price with VAT, and until when."""
    prices = taxed(contract, ((each.line_id, each.price) for each in offer.items), facts, day)
    days = {"valid_until": offer.valid_until, "on": day}
    amounts = {"net": prices.net, "vat": prices.vat, "gross": prices.gross}
    return Told(kind, days, amounts, texts={"offer": offer.number, "things": _named(offer, contract, facts)})


def _named(offer: Offer, contract: Contract, facts: BuyoutFacts) -> str:
    known: Mapping[AssetId, HeldThing] = {each.asset_id: each for each in facts.held}
    names = []
    for item in offer.items:
        thing = known.get(item.asset_id)
        line = contract.line(item.line_id)
        names.append(line.title if thing is None else f"{thing.title} ({thing.code})")
    return ", ".join(names)
